//! Files by every name that a disk allows, and things that are no files: what is published, under
//! which address, and what is said of the rest. Through the whole program, on a real disk.
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "edge: runs the program on files by hostile names")]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[path = "world/ground.rs"]
mod ground;
#[path = "names/things.rs"]
mod things;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use ground::{Ended, Project, story, story_with};

/// Stands in every file that must not be read, and in nothing else.
const SECRET: &str = "hemligheten 7f3a91";

/// What a name is worth.
#[derive(Clone, Copy, Debug)]
enum Worth {
    /// The file is published here; what ends in `.html` as a page.
    At(&'static str),
    /// Something is said, with this code.
    Remark(&'static str),
    /// Nothing is made of it, and nothing said.
    Nothing,
}
use Worth::{At, Nothing, Remark};

type Names = &'static [(&'static [u8], Worth)];

/// Names of stories, below `content/stories`.
const STORIES: Names = &[
    (b"Bageriet i Hjo.md", At("bageriet-i-hjo")),
    (b"  mellan  slag  .md", At("mellan-slag")),
    ("bröd-nfc.md".as_bytes(), At("brod-nfc")),
    ("bro\u{308}d-nfd.md".as_bytes(), At("brod-nfd")),
    ("bu\u{308}cher-nfd/index.md".as_bytes(), At("bucher-nfd")),
    ("hjärtat 😀 hjo.md".as_bytes(), At("hjartat-hjo")),
    ("Straße.md".as_bytes(), At("strasse")),
    ("\u{130}stanbul.md".as_bytes(), At("istanbul")),
    (b"con.md", At("con-x")),
    (b"NUL.md", At("nul-x")),
    (b"aux/index.md", At("aux-x")),
    (b"lpt9.md", At("lpt9-x")),
    ("com\u{b9}.md".as_bytes(), At("com")),
    (b"punkt./index.md", At("punkt")),
    (b"slut /index.md", At("slut")),
    (b"-rf.md", At("rf")),
    (b"--help.md", At("help")),
    (b"%2e%2e.md", At("2e-2e")),
    (b"%2e%2e%2fx/index.md", At("2e-2e-2fx")),
    (b"a\\b.md", At("a-b")),
    (b"c:x.md", At("c-x")),
    (b"\"citat\".md", At("citat")),
    (b"<script>alert(1).md", At("script-alert-1")),
    (b"{{7*7}}.md", At("7-7")),
    (b"$(id).md", At("id")),
    (b"?x=1&y#z.md", At("x-1-y-z")),
    (b"#y.md", At("y")),
    (b"x.md/index.md", At("x-md")),
    (b"::error file=x::y.md", At("error-file-x-y")),
    (b"index.md", At("index")),
    (b"z.sv.md", At("z")),
    ("😀.md".as_bytes(), Remark("F006")),
    ("бухта.md".as_bytes(), Remark("F006")),
    (b"'.md", Remark("F006")),
    (b"*/index.md", Remark("F006")),
    (b"punkt..md", Remark("F006")),
    (b"con..md", Remark("F006")),
    (b"z.de.md", Remark("F006")),
    (b"rad\nbyte.md", Remark("F006")),
    (b"tabb\tt.md", Remark("F006")),
    (b"r\xc3\xb6d\x1b[31m.md", Remark("F006")),
    ("v\u{202e}dm.md".as_bytes(), Remark("F006")),
    ("osynlig\u{200b}.md".as_bytes(), Remark("F006")),
    ("\u{feff}bom.md".as_bytes(), Remark("F006")),
    ("c1\u{9b}31m.md".as_bytes(), Remark("F006")),
    (b"del\x7f/index.md", Remark("F006")),
    (b"latin-\xe5.md", Remark("F006")),
    (b"latin-\xe4/index.md", Remark("F006")),
    (b"stor.MD", Remark("F007")),
    (b"text.txt", Remark("F007")),
    (b"djupt/ner/index.md", Remark("F007")),
    (b"...md", Nothing),
    (b"..a.md", Nothing),
    (b".../index.md", Nothing),
    (b"..\\..\\x.md", Nothing),
    (b".hemlig.md", Nothing),
    (b".privat/index.md", Nothing),
    (b"#sparas.md#", Nothing),
    (b".#sparas.md", Nothing),
    (b"reserv.md~", Nothing),
    (b"mapp~/index.md", Nothing),
    (b".x.md.swp", Nothing),
    (b"x.swp", Nothing),
    (b"x.md.tmp", Nothing),
    (b"~$x.docx", Nothing),
    (b".DS_Store", Nothing),
    (b"Thumbs.db", Nothing),
    (b"desktop.ini", Nothing),
    (b".git/config", Nothing),
    (b"4913", Nothing),
];

/// Names of pages and introductions, below `content`.
const OTHERS: Names = &[
    (b"pages/con.md", At("con-x")),
    ("pages/Öppet hus.md".as_bytes(), At("oppet-hus")),
    (b"pages/404.md", At("404")),
    (b"pages/index.md", At("index")),
    (b"pages/bilder.md", At("bilder")),
    ("municipalities/O\u{308}ckero\u{308}.md".as_bytes(), At("kommuner/ockero")),
    (b"municipalities/Hjo /index.md", At("kommuner/hjo")),
    ("regions/Göteborgsregionen.md".as_bytes(), At("delregioner/goteborgsregionen")),
    (b"municipalities/nul.md", Remark("F006")),
    (b"municipalities/h\x07jo.md", Remark("F006")),
    (b"regions/.skaraborg.md", Nothing),
];

/// The tables, the folder in which their files lie, and that in which their pages do.
const TEXTS: [(&str, Names, &str); 2] =
    [("content/stories", STORIES, "berattelser/"), ("content", OTHERS, "")];

/// A file name of 255 bytes, the most that a disk takes.
fn longest(letter: &str, ending: &str) -> String {
    letter.repeat((255 - ending.len()) / letter.len()) + ending
}

fn shown(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}

/// All files of a table by their names on disk, each a text that says which it is.
fn put_all(project: &Project, folder: &str, names: Names, worth: fn(Worth) -> bool) {
    for (at, (name, _)) in names.iter().enumerate().filter(|(_, (_, one))| worth(*one)) {
        let secret = if matches!(names[at].1, At(_)) { "" } else { SECRET };
        let text = story("Bageriet som blev en arbetsplats", &format!("märke{at}slut {secret}"));
        let text = match folder {
            "content/stories" => text,
            _ if name.starts_with(b"pages") => {
                format!("---\ntitle: En sida\n---\n\nmärke{at}slut {secret}\n")
            }
            _ => format!("---\nsummary: Här finns goda exempel.\n---\n\nmärke{at}slut {secret}\n"),
        };
        project.put(Path::new(folder).join(OsStr::from_bytes(name)), text);
    }
}

/// What must be so of every build: nothing of what must not be read is anywhere, nothing that a terminal
/// obeys is said, and every name of the site can be written on Windows, once.
#[track_caller]
fn check(project: &Project, ended: &Ended) -> BTreeMap<String, Vec<u8>> {
    let holds = |bytes: &[u8]| bytes.windows(SECRET.len()).any(|part| part == SECRET.as_bytes());
    let words = ended.words();
    assert!(!holds(&ended.said), "{words}");
    let obeyed = |c: &char| c.is_control() && *c != '\n' || ('\u{200b}'..='\u{206f}').contains(c);
    assert_eq!(words.chars().find(obeyed), None, "{words}");
    let site = project.site();
    let mut folded = BTreeSet::new();
    for (path, bytes) in &site {
        assert!(!holds(bytes), "{path}");
        assert!(folded.insert(path.to_lowercase()), "{path} stands twice");
        assert!(path.len() <= 200 && path.split('/').all(is_legal), "{path}");
    }
    site
}

/// Whether Windows takes a name ("Naming Files, Paths, and Namespaces").
fn is_legal(name: &str) -> bool {
    let stem = name.split('.').next().unwrap().to_ascii_uppercase();
    let numbered = |word: &str| {
        stem.strip_prefix(word).is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
    };
    let reserved =
        ["CON", "PRN", "AUX", "NUL"].contains(&&*stem) || numbered("COM") || numbered("LPT");
    let plain = |c: char| c.is_ascii() && !c.is_ascii_control() && !"<>:\"/\\|?* ".contains(c);
    !name.is_empty() && !reserved && !name.ends_with('.') && name.chars().all(plain)
}

/// The page on which a text stands; an introduction stands on that of each language.
fn page_of(site: &BTreeMap<String, Vec<u8>>, mark: &str) -> Vec<String> {
    let pages = site.iter().filter(|(path, _)| path.ends_with(".html") && !path.starts_with("en/"));
    let with = pages.filter(|(_, html)| String::from_utf8_lossy(html).contains(mark));
    with.map(|(path, _)| path.clone()).collect()
}

#[test]
fn g10_texts_are_published_at_the_addresses_of_their_names_and_nowhere_else() {
    for (folder, names, top) in TEXTS {
        let project = Project::new();
        put_all(&project, folder, names, |worth| matches!(worth, At(_)));
        let ended = project.build(&[]).expect(0, "");
        let site = check(&project, &ended);
        for (at, (name, worth)) in names.iter().enumerate() {
            let At(id) = worth else { continue };
            let page = page_of(&site, &format!("märke{at}slut"));
            assert_eq!(page, [format!("{top}{id}/index.html")], "{}", shown(name));
        }
        assert!(!ended.words().contains("varning"), "{}", ended.words());
    }
}

#[test]
fn g15_hidden_files_and_what_editors_leave_are_left_out_without_a_word() {
    let clean = Project::new();
    clean.build(&[]).expect(0, "");
    for (folder, names, _) in TEXTS {
        let project = Project::new();
        put_all(&project, folder, names, |worth| matches!(worth, Nothing));
        let ended = project.build(&[]).expect(0, "");
        assert!(check(&project, &ended) == clean.site());
        assert_eq!(ended.words().lines().count(), 1, "{}", ended.words());
    }
}

#[test]
fn g10_names_that_cannot_be_used_are_said_with_their_code_and_fit_to_be_shown() {
    for (folder, names, _) in TEXTS {
        let project = Project::new();
        put_all(&project, folder, names, |worth| matches!(worth, Remark(_)));
        let remarks = project.build(&["--format", "json"]).expect(1, "");
        check(&project, &remarks);
        let mut said = BTreeSet::new();
        for line in remarks.words().lines().filter(|line| line.starts_with('{')) {
            let remark: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = |key: &str| remark[key].as_str().unwrap().to_owned();
            said.insert((text("file"), text("code")));
        }
        for (name, worth) in names {
            let Remark(code) = worth else { continue };
            let file = format!("{folder}/{}", shown(name));
            // A folder that is refused is said as such.
            let of_folder = file.strip_suffix("/index.md").map(str::to_owned);
            let found = [Some(file.clone()), of_folder].into_iter().flatten();
            let found = found.filter(|file| said.contains(&(file.clone(), (*code).to_owned())));
            assert_eq!(found.count(), 1, "{file}, {code}: {said:#?}");
        }
        for format in ["human", "short", "github"] {
            check(&project, &project.build(&["--format", format]).expect(1, "F006"));
        }
    }
}

#[test]
fn g10_a_name_is_shown_with_signs_for_what_a_terminal_obeys() {
    for (name, human) in [
        (&b"a\nb.md"[..], "a␊b.md"),
        (b"a\tb.md", "a→   b.md"),
        (b"a\x1b[31mb.md", "a␛[31mb.md"),
        ("a\u{202e}b.md".as_bytes(), "a<U+202E>b.md"),
        (b"a\xff\xfeb.md", "a\u{fffd}\u{fffd}b.md"),
    ] {
        let project = Project::new();
        project.put(Path::new("content/pages").join(OsStr::from_bytes(name)), "x");
        for format in ["human", "short", "github"] {
            let ended = project.build(&["--format", format]).expect(1, human);
            check(&project, &ended);
        }
    }
}

#[test]
fn g10_no_two_stories_have_one_address() {
    let long = [longest("å", "x.md"), longest("å", "y.md")];
    let twins: [(&str, &str, &str); 9] = [
        ("br\u{f6}d.md", "bro\u{308}d.md", "F009"),
        ("br\u{f6}d/index.md", "bro\u{308}d/index.md", "F009"),
        ("Bageri.md", "bageri.md", "F009"),
        ("Bageri/index.md", "bageri.md", "F009"),
        ("h\u{f6}na.md", "hona.md", "F008"),
        ("a b.md", "a-b.md", "F008"),
        ("con.md", "con-x.md", "F008"),
        ("x.md", "x.sv.md", "F008"),
        (&long[0], &long[1], "F008"),
    ];
    for (first, second, code) in twins {
        let project = Project::new();
        for name in [first, second] {
            project
                .put(Path::new("content/stories").join(name), story("Bageriet som växte", "Så."));
        }
        let ended = project.build(&[]).expect(1, code);
        assert_eq!(check(&project, &ended).len(), 0, "{first}");
        // Each alone can be published.
        std::fs::remove_file(project.root().join("content/stories").join(first)).unwrap();
        let ended = project.build(&[]).expect(0, "");
        let site = check(&project, &ended);
        let stories = site.keys().filter(|path| path.starts_with("berattelser/"));
        let pages =
            stories.filter(|path| path.matches('/').count() == 2 && path.ends_with(".html"));
        assert_eq!(pages.count(), 1, "{second}");
    }
}

#[test]
fn g10_no_page_takes_an_address_of_the_site() {
    for name in ["sök.md", "Berattelser.md", "en.md", "kommuner/index.md", "KARTA.md"] {
        let project = Project::new();
        project
            .put(Path::new("content/pages").join(name), "---\ntitle: En sida\n---\n\nEn sida.\n");
        let ended = project.build(&[]).expect(1, "F504").expect(1, name);
        assert_eq!(check(&project, &ended).len(), 0, "{name}");
    }
}

/// Names of pictures in the folder of a story, and what of the name stands in the address.
const PICTURES: &[(&[u8], Worth)] = &[
    (b"aux.png", At("aux-x")),
    (b"CON.tar.PNG", At("con-tar")),
    (b"Bild med mellanslag.png", At("bild-med-mellanslag")),
    ("bröd-nfc.png".as_bytes(), At("brod-nfc")),
    ("bro\u{308}d-nfd.png".as_bytes(), At("brod-nfd")),
    ("😀.png".as_bytes(), At("bild")),
    (b"-rf.png", At("rf")),
    (b"b\"onmouseover=x'.png", At("b-onmouseover-x")),
    (b"<script>.png", At("script")),
    (b"slut..png", At("slut")),
    (b"slut .png", At("slut")),
    (b"stor.png", At("stor")),
    (b"Stor.png", At("stor")),
    (b"a\\b.png", Remark("F315")),
    (b"%2e%2e.png", At("2e-2e")),
    (b"c:d.png", Remark("F315")),
    (b"rad\nbyte.png", Remark("F006")),
    (b"latin-\xe5.png", Remark("F006")),
    (b".dold.png", Remark("F006")),
];

/// A picture of its own colour.
fn picture(colour: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(4, 3, image::Rgb([colour, 90, 60]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A story that shows the pictures of a table, written so that Markdown takes any name.
fn gallery(project: &Project, pictures: &[(&[u8], Worth)]) {
    let mut body = String::new();
    for (at, (name, _)) in pictures.iter().enumerate() {
        let written = percent_encoding::percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
        body += &format!("![Person nummer {at} lägger bullar på en plåt]({written})\n\n");
        let place = Path::new("content/stories/exempel").join(OsStr::from_bytes(name));
        project.put(place, picture(u8::try_from(at * 10).unwrap()));
    }
    let names: Vec<String> = pictures.iter().map(|(name, _)| shown(name)).collect();
    project
        .put("content/stories/exempel/index.md", story_with(&names, "Bageriet som växte", &body));
}

#[test]
fn g10_pictures_are_published_under_the_addresses_of_their_names() {
    let good: Vec<_> =
        PICTURES.iter().copied().filter(|(_, worth)| matches!(worth, At(_))).collect();
    let project = Project::new();
    gallery(&project, &good);
    let long = longest("ö", ".png");
    project.put(Path::new("content/stories/exempel").join(&long), picture(255));
    let ended = project.build(&[]).expect(0, "F406");
    let site = check(&project, &ended);
    let published: Vec<&str> =
        site.keys().filter_map(|path| path.strip_prefix("bilder/")).collect();
    assert_eq!(
        published.len(),
        good.len(),
        "each once, and not the one that nobody shows: {published:?}"
    );
    for (name, worth) in &good {
        let At(stem) = worth else { continue };
        let has = |path: &&str| {
            path.strip_prefix(stem).is_some_and(|rest| rest.len() == "-1a2b3c4d.png".len())
        };
        assert!(published.iter().any(has), "{}: {published:?}", shown(name));
    }
}

#[test]
fn g10_pictures_that_cannot_be_used_are_said_with_their_code() {
    for one @ (name, worth) in PICTURES {
        let Remark(code) = worth else { continue };
        let project = Project::new();
        gallery(&project, &[*one]);
        let ended = project.build(&[]).expect(1, code);
        assert_eq!(check(&project, &ended).len(), 0, "{}", shown(name));
    }
}

/// Names of static files of a theme, below `static`; what stands behind the name of a good one is its
/// digest.
const STATICS: Names = &[
    (b"con.css", At("assets/con-")),
    (b"egen.x.css", At("assets/egen.x-")),
    (b"-rf", At("assets/-rf-")),
    (b"a b.css", Remark("F505")),
    ("å.css".as_bytes(), Remark("F505")),
    (b"CON", Remark("F505")),
    (b"aux/x.css", Remark("F505")),
    (b"punkt./x.css", Remark("F505")),
    (b"punkt.", Remark("F505")),
    (b"a\\b.css", Remark("F505")),
    (b"c:x.css", Remark("F505")),
    (b"%2e%2e/x.css", Remark("F505")),
    (b"<script>.css", Remark("F505")),
    (b"rad\n.css", Remark("F006")),
    (b".dold.css", Nothing),
    (b"x.css~", Nothing),
];

#[test]
fn g10_static_files_have_names_that_can_be_used_everywhere_or_are_refused() {
    for (name, worth) in STATICS {
        let project = Project::new();
        project.set("theme: egen");
        project.put("themes/egen/static/annan.css", ".y {color: red}");
        let text = if matches!(worth, At(_)) { "" } else { SECRET };
        let text = format!(".x::after {{content: \"egna-märket {text}\"}}");
        project.put(Path::new("themes/egen/static").join(OsStr::from_bytes(name)), text);
        let (code, said) = match worth {
            Remark(code) => (1, *code),
            At(_) | Nothing => (0, ""),
        };
        let ended = project.build(&[]).expect(code, said);
        let site = check(&project, &ended);
        let own =
            site.iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("egna-märket"));
        let own: Vec<&String> = own.map(|(path, _)| path).collect();
        let expected = if let At(path) = worth { vec![*path] } else { vec![] };
        assert_eq!(own.len(), expected.len(), "{}: {own:?}", shown(name));
        assert!(own.iter().zip(expected).all(|(path, start)| path.starts_with(start)), "{own:?}");
    }
}

#[test]
fn g10_the_longest_names_are_read() {
    let project = Project::new();
    let place = Path::new("content/stories").join(longest("ä", "")).join("index.md");
    project.put(place, story("Bageriet som växte", "märke"));
    let ended = project.build(&["--base-url", "https://example.org/"]).expect(0, "");
    let site = check(&project, &ended);
    assert_eq!(page_of(&site, "märke"), [format!("berattelser/{}/index.html", "a".repeat(100))]);
}
