//! What is larger, deeper or more than Förebild takes is refused at once; what is just within its bounds,
//! and what has brought down others, is built within the memory that is promised (G17). Through the
//! whole program, whose memory the kernel counts.
#![cfg(target_os = "linux")]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "edge: runs the program on hostile files"
)]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[path = "world/ground.rs"]
mod ground;
#[path = "bounds/jpeg.rs"]
mod jpeg;

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use ground::{Ended, Project, end_of, end_within, forebild, story, story_with};

const STORY: &str = "content/stories/exempel/index.md";
const PICTURE: &str = "content/stories/exempel/bild.png";
/// What a build of next to nothing may take, in bytes.
const UNREAD: u64 = 100 << 20;

/// Sees to it that a build ends as it should, and that what was refused left nothing behind.
#[track_caller]
fn expect(project: &Project, name: &str, code: Option<&str>) -> Ended {
    println!("{name}");
    let ended = match code {
        Some(code) => project.build(&[]).expect(1, &format!("fel[{code}]")),
        None => project.build(&[]).expect(0, "Klart: "),
    };
    assert_eq!(project.site().is_empty(), code.is_some(), "{name}");
    ended
}

/// A project with this story.
fn with(text: impl AsRef<[u8]>) -> Project {
    let project = Project::new();
    project.put(STORY, text);
    project
}

fn of(body: &str) -> Project {
    with(story("Bageriet som växte", body))
}

/// A project whose story shows a picture.
fn with_picture(bytes: impl AsRef<[u8]>) -> Project {
    let project = with(story_with(&["bild.png".to_owned()], "Bageriet som växte", "Bröd."));
    project.put(PICTURE, bytes);
    project
}

/// A story with this in its front matter, as it is written.
fn with_front(yaml: &str) -> Project {
    with(story("Bageriet som växte", "Bröd.").replacen("---\n", &format!("---\n{yaml}"), 1))
}

/// A story of so many bytes.
fn long(bytes: usize) -> String {
    let mut text = story("Bageriet som växte", "");
    let lines =
        (0..).map(|n| format!("Det {n}:e brödet bakades i Hjo av någon som sökte ett arbete.\n\n"));
    for line in lines {
        if text.len() + line.len() > bytes {
            break;
        }
        text += &line;
    }
    let rest = bytes - text.len();
    text + &"x".repeat(rest)
}

#[test]
fn g17_a_story_has_at_most_2_megabytes() {
    let most = 2 << 20;
    expect(&with(long(most)), "2 MB", None);
    expect(&with(long(most + 1)), "a byte more", Some("F004"));
}

#[test]
fn g17_front_matter_has_at_most_64_kilobytes() {
    let own = story("Bageriet som växte", "").find("---\n\n").unwrap() - "---\n".len();
    for (bytes, code) in [(64 << 10, None), ((64 << 10) + 1, Some("F004"))] {
        let filling = "# x\n".repeat((bytes - own) / 4 - 1);
        let rest = "x".repeat(bytes - own - filling.len() - "#\n".len());
        expect(&with_front(&format!("{filling}#{rest}\n")), &format!("{bytes} bytes"), code);
    }
}

#[test]
fn g17_yaml_and_markdown_are_nested_as_deep_as_anyone_needs() {
    // The scanner has a bound of its own behind ours, and so another code.
    for (depth, code) in [(15, "F201"), (16, "F110"), (32, "F110"), (30_000, "F109")] {
        let lists = format!("x: {}{}\n", "[".repeat(depth), "]".repeat(depth));
        let ended = expect(&with_front(&lists), &format!("{depth} lists"), Some(code));
        assert_eq!(ended.words().matches("fel[").count(), 1, "{depth}");
    }
    for (depth, code) in [(100, None), (101, Some("F317")), (500_000, Some("F317"))] {
        let quotes = format!("{}djupt", "> ".repeat(depth));
        expect(&of(&quotes), &format!("{depth} quotes"), code);
        let lists: String =
            (0..depth.min(300)).map(|n| format!("{}- a\n", " ".repeat(2 * n))).collect();
        expect(&of(&lists), &format!("{depth} lists"), code);
    }
}

#[test]
fn g17_a_list_has_at_most_500_values() {
    let mut vocabulary = String::from("topics:\n");
    for n in 0..501 {
        writeln!(vocabulary, "  - {{key: topic_{n}, label: {{sv: Ämne {n}, en: Topic {n}}}}}")
            .unwrap();
    }
    for (count, code) in [(500, None), (501, Some("F004"))] {
        let keys: Vec<String> = (0..count).map(|n| format!("topic_{n}")).collect();
        let text = story("Bageriet som växte", "Bröd.");
        let project =
            with(text.replace("[reserved_procurement]", &format!("[{}]", keys.join(", "))));
        let rest = std::fs::read_to_string(project.root().join("content/vocabulary.yaml")).unwrap();
        let rest = rest.split_once("target_groups:").unwrap().1;
        project.put("content/vocabulary.yaml", format!("{vocabulary}target_groups:{rest}"));
        expect(&project, &format!("{count} topics"), code);
    }
}

/// A picture in one colour, of one bit a pixel: much to decode, little on disk.
fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().unwrap();
    let mut rows = writer.stream_writer().unwrap();
    let row = vec![0xff; width.div_ceil(8) as usize];
    for _ in 0..height {
        rows.write_all(&row).unwrap();
    }
    rows.finish().unwrap();
    drop(writer);
    bytes
}

#[test]
fn g17_a_picture_has_at_most_100_megapixels() {
    for (width, height, code) in [
        (10_000, 10_000, None),
        (10_001, 10_000, Some("F404")),
        (20_001, 10, Some("F404")),
        (u32::MAX >> 1, 1, Some("F404")),
    ] {
        let mut bytes = picture(width.min(20_001), height);
        // What the header claims is enough.
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        expect(&with_picture(bytes), &format!("{width} × {height}"), code);
    }
}

/// A PNG picture of which there is nothing but the header: enough to refuse it, or else to find that
/// the rest is missing.
fn header_only(colour: png::ColorType, depth: png::BitDepth, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(colour);
    encoder.set_depth(depth);
    let mut writer = encoder.write_header().unwrap();
    writer.write_chunk(png::chunk::IDAT, &[]).unwrap();
    drop(writer);
    bytes
}

#[test]
fn g17_a_picture_has_as_many_pixels_as_there_is_memory_for() {
    use png::{BitDepth::Eight, BitDepth::Sixteen, ColorType::Rgb, ColorType::Rgba};
    for (colour, depth, width, height, problem) in [
        (Rgb, Eight, 8_600, 5_800, "är skadad"),
        (Rgb, Eight, 9_504, 6_336, "för mycket minne"),
        (Rgba, Eight, 7_000, 5_200, "är skadad"),
        (Rgba, Eight, 8_000, 5_500, "för mycket minne"),
        (Rgb, Sixteen, 6_000, 4_000, "är skadad"),
        (Rgb, Sixteen, 6_000, 4_500, "för mycket minne"),
        (Rgba, Sixteen, 4_800, 3_200, "är skadad"),
        (Rgba, Sixteen, 10_000, 10_000, "för mycket minne"),
    ] {
        let name = format!("{colour:?}, {depth:?}, {width} × {height}");
        let project = with_picture(header_only(colour, depth, width, height));
        let ended = expect(&project, &name, Some("F404"));
        assert!(ended.words().contains(problem), "{name}: {}", ended.words());
    }
}

/// Stored in steps, or colour by colour, a photo takes two and three times as much as its pixels; and
/// steps that change nothing are a few bytes, and a walk through all of it.
#[test]
fn g17_a_photo_has_as_many_pixels_and_steps_as_there_is_memory_and_time_for() {
    let (memory, damaged) = (Some("för mycket minne"), Some("är skadad"));
    for (name, bytes, problem) in [
        ("as cameras store it", jpeg::sequential(640, 480), None),
        ("as cameras store it", jpeg::without_tables(&[1, 2, 3], 9_504, 6_336), damaged),
        ("as cameras store it", jpeg::without_tables(&[1, 2, 3], 9_800, 6_600), memory),
        ("colour by colour", jpeg::by_colour(640, 480), None),
        ("colour by colour", jpeg::without_tables(&[1], 6_000, 4_000), damaged),
        ("colour by colour", jpeg::without_tables(&[1], 6_720, 4_000), memory),
        ("in steps", jpeg::stepped(7_200, 5_000, 10), None),
        ("in steps", jpeg::stepped(7_200, 5_600, 10), memory),
        ("in too many steps", jpeg::stepped(7_200, 5_000, 12), damaged),
        ("in steps", jpeg::stepped(640, 480, 100), None),
        ("in too many steps", jpeg::stepped(640, 480, 101), damaged),
    ] {
        let ended = expect(&with_picture(bytes), name, problem.map(|_| "F404"));
        assert!(ended.words().contains(problem.unwrap_or_default()), "{name}: {}", ended.words());
    }
}

/// What a picture says of its colours is packed, and packs well when it says nothing.
#[test]
fn g17_what_stands_beside_the_pixels_may_have_been_blown_up() {
    let mut profile = ZlibEncoder::new(b"n\0\0".to_vec(), Compression::fast());
    let nothing = vec![0; 1 << 20];
    for _ in 0..400 {
        profile.write_all(&nothing).unwrap();
    }
    let mut bytes = Vec::new();
    let mut writer = png::Encoder::new(&mut bytes, 400, 300).write_header().unwrap();
    writer.write_chunk(png::chunk::iCCP, &profile.finish().unwrap()).unwrap();
    writer.write_image_data(&[0; 400 * 300]).unwrap();
    drop(writer);
    expect(&with_picture(bytes), "400 MB of colours", None);
}

/// Files without end, of which no byte is on disk, and of which none is to be in memory.
#[test]
fn g17_a_file_over_its_bound_is_not_read() {
    let huge = 10 << 30;
    for (place, bytes) in [
        (STORY, (2 << 20) + 1),
        (STORY, huge),
        ("content/site.yaml", huge),
        ("content/pages/lang.md", huge),
        (PICTURE, (20 << 20) + 1),
        (PICTURE, huge),
        ("themes/egen/static/egen.css", huge),
        ("themes/egen/templates/story.html", huge),
    ] {
        println!("{place}: {bytes} bytes");
        let project = with_picture(picture(40, 30));
        project.set("theme: egen");
        project.put("themes/egen/static/annan.css", "p {color: red}");
        project.put(place, "");
        grow(&project.root().join(place), bytes);
        let mut build = forebild(&project.root(), &["build"]);
        end_within(&mut build, UNREAD).expect(1, "fel[F004]").expect(1, place);
        assert!(!project.public().exists());
    }
}

/// Makes a file larger without writing to it.
fn grow(file: &Path, bytes: u64) {
    File::options().write(true).open(file).unwrap().set_len(bytes).unwrap();
}

/// What is kept from an earlier build is not trusted to be small.
#[test]
fn g17_what_is_kept_may_have_been_blown_up() {
    let project = with_picture(picture(400, 300));
    expect(&project, "small", None);
    let kept = project.root().join(".forebild/cache");
    for name in ground::tree(&kept).keys() {
        grow(&kept.join(name), 10 << 30);
    }
    expect(&project, "kept and huge", None);
}

/// Bodies of a story, with the code that refuses them.
fn bodies() -> Vec<(&'static str, String, Option<&'static str>)> {
    let times = |piece: &str, n| piece.repeat(n);
    let link = |n| format!("[Bageriet {n} i Hjo](https://example.org/{n}) och mer.\n\n");
    let footnote = |n| format!("Ett ord[^{n}].\n\n[^{n}]: Not {n}, se även[^{n}].\n\n");
    vec![
        ("20,000 links", (0..20_000).map(link).collect(), None),
        ("5,000 footnotes", (0..5_000).map(footnote).collect(), None),
        ("a wide table", format!("|{}\n|{}\n", times("a|", 5_000), times("-|", 5_000)), None),
        ("a long table", format!("| a |\n| - |\n{}", times("| b |\n", 100_000)), None),
        (
            "a large table",
            format!(
                "|{}\n|{}\n{}",
                times("a|", 500),
                times("-|", 500),
                times(&format!("|{}\n", times("b|", 500)), 500)
            ),
            None,
        ),
        ("a long word", times("ordet", 200_000), None),
        ("long words", (0..2_000).map(|n| format!("{}{n} ", times("ordet", 100))).collect(), None),
        ("a long line", times("ett ord ", 200_000), None),
        ("headings", (0..20_000).map(|n| format!("## Del {n}\n\nText.\n\n")).collect(), None),
        ("the same heading", times("## samma\n\nText.\n\n", 20_000), None),
        ("brackets", times("[", 500_000), None),
        ("links in links", times("[a](", 100_000), None),
        ("pictures in pictures", times("![a](", 100_000), None),
        ("emphasis", times("*a **b ", 100_000), None),
        ("back-ticks", (1..1_000).map(|n| times("`", n) + "a").collect(), None),
        ("an open comment", times("<!--", 100_000), None),
        ("references", times("&", 500_000), None),
        ("hearts", times("\u{1f469}\u{200d}\u{1f4bb}", 50_000), None),
        ("marks over marks", format!("a{}", times("\u{301}", 200_000)), None),
        ("turned text", times("\u{202e}", 100_000), Some("F011")),
        (
            "numbers",
            (0..50_000).map(|n| format!("{:06}-{:04} ", n, n % 10_000)).collect(),
            Some("F601"),
        ),
        ("addresses", (0..20_000).map(|n| format!("a{n}@exempel.se ")).collect(), Some("F602")),
    ]
}

#[test]
fn g17_bodies_that_brought_down_others_take_little() {
    for (name, body, code) in bodies() {
        expect(&of(&body), name, code);
    }
}

#[test]
fn g17_front_matter_that_brought_down_others_is_refused() {
    let times = |piece: &str, n| piece.repeat(n);
    let aliases: String = (1..30)
        .map(|n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", ")))
        .collect();
    for (name, yaml, code) in [
        ("aliases of aliases", format!("a0: &a0 [x, x]\n{aliases}"), "F110"),
        (
            "a long text with aliases",
            format!("a: &a {}\nb: [{}]\n", times("x", 30_000), times("*a, ", 8_000)),
            "F110",
        ),
        ("merges", format!("a: &a {{b: c}}\n{}", times("<<: *a\n", 5_000)), "F110"),
        ("brackets", format!("x: {}\n", times("[", 60_000)), "F109"),
        ("braces", format!("x: {}\n", times("{a: ", 15_000)), "F109"),
        ("question marks", times("? ", 30_000), "F1"),
        ("tags", format!("x: {}\n", times("!!str ", 10_000)), "F110"),
        ("keys", (0..6_000).map(|n| format!("k{n}: x\n")).collect(), "F201"),
        ("people", format!("people:\n{}", times("  - {name: Kim Exempelsson}\n", 2_000)), "F2"),
    ] {
        println!("{name}");
        let ended = with_front(&yaml).build(&[]).expect(1, &format!("fel[{code}"));
        assert!(ended.said.len() < 1 << 20, "{name}: {} bytes are said", ended.said.len());
    }
}

#[test]
fn g17_drawings_that_brought_down_others_take_little() {
    let times = |piece: &str, n| piece.repeat(n);
    let entities: String = (1..20)
        .map(|n| format!("<!ENTITY e{n} \"{}\">", times(&format!("&e{};", n - 1), 9)))
        .collect();
    let uses: String = (1..20)
        .map(|n| {
            format!("<g id=\"g{n}\">{}</g>", times(&format!("<use href=\"#g{}\"/>", n - 1), 9))
        })
        .collect();
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\">";
    for (name, drawing, code) in [
        (
            "entities",
            format!("<!DOCTYPE svg [<!ENTITY e0 \"x\">{entities}]>{svg}<text>&e19;</text></svg>"),
            Some("F405"),
        ),
        (
            "a foreign entity",
            format!(
                "<!DOCTYPE svg [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>{svg}<text>&e;</text></svg>"
            ),
            Some("F405"),
        ),
        (
            "uses of uses",
            format!(
                "{svg}<defs><path id=\"g0\" d=\"M0 0h1\"/>{uses}</defs><use href=\"#g19\"/></svg>"
            ),
            Some("F405"),
        ),
        ("use of itself", format!("{svg}<g id=\"a\"><use href=\"#a\"/></g></svg>"), Some("F405")),
        (
            "groups in groups",
            format!("{svg}{}{}</svg>", times("<g>", 100_000), times("</g>", 100_000)),
            Some("F405"),
        ),
        ("groups that stay open", format!("{svg}{}", times("<g>", 100_000)), Some("F405")),
        ("many shapes", format!("{svg}{}</svg>", times("<path d=\"M0 0h1v1z\"/>", 50_000)), None),
        ("a long path", format!("{svg}<path d=\"M0 0{}\"/></svg>", times("h1v1", 200_000)), None),
        ("a long text", format!("{svg}<text>{}</text></svg>", times("ord ", 500_000)), None),
        ("huge", svg.replace("40", "4000000000") + "</svg>", Some("F404")),
    ] {
        let project = with(story_with(&["bild.svg".to_owned()], "Bageriet som växte", "Bröd."));
        project.put("content/stories/exempel/bild.svg", drawing);
        expect(&project, name, code);
    }
}

/// 500 stories weigh little: a page that is made is not kept.
#[test]
fn g17_many_small_files_take_little() {
    let project = Project::new();
    for n in 0..500 {
        project.put(
            format!("content/stories/exempel-{n}.md"),
            story(&format!("Bageriet nummer {n}"), "Bröd."),
        );
    }
    end_of(&mut forebild(&project.root(), &["check"])).expect(0, "Inga fel");
}
