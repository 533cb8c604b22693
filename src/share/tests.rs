//! Cards as files, and what stands on them.

use image::ImageFormat;
use proptest::prelude::*;

use super::*;

const FICTIONAL: [(Label, &str); 1] = [(Label::Fictional, "Påhittat exempel")];
const DRAFT: [(Label, &str); 1] = [(Label::Draft, "UTKAST")];

fn card(title: &str) -> Card<'_> {
    Card {
        dress: Dress::Region(1),
        labels: &[],
        title,
        beside: "Hjo, Skaraborg",
        site: "Goda exempel",
    }
}

fn file(card: &Card<'_>) -> Vec<u8> {
    Painter::default().drawing(card).png()
}

fn pixels(file: &[u8]) -> image::RgbImage {
    let picture = image::load_from_memory_with_format(file, ImageFormat::Png).unwrap();
    assert_eq!((picture.width(), picture.height()), (WIDTH, HEIGHT));
    picture.into_rgb8()
}

/// How many pixels of some rows have a colour.
fn count(pixels: &image::RgbImage, rows: [u32; 2], colour: Colour) -> usize {
    let rows = rows[0]..rows[1];
    pixels.enumerate_pixels().filter(|(_, y, pixel)| rows.contains(y) && pixel.0 == colour).count()
}

/// The rows of the band, of the text and of the foot.
const PARTS: [[u32; 2]; 3] = [[0, 106], [TEXT[0] as u32, TEXT[1] as u32], [TEXT[1] as u32, HEIGHT]];

#[test]
fn a_card_says_what_stands_on_it() {
    let both = [DRAFT[0], FICTIONAL[0]];
    let foreign = [(Label::Fictional, "Пример")];
    let ours = card("Bageriet");
    for (card, words) in [
        (ours, "Bageriet – Hjo, Skaraborg – Goda exempel"),
        (
            Card { labels: &FICTIONAL, ..ours },
            "Påhittat exempel – Bageriet – Hjo, Skaraborg – Goda exempel",
        ),
        (
            Card { labels: &both, beside: "", ..ours },
            "UTKAST – Påhittat exempel – Bageriet – Goda exempel",
        ),
        (card("Бабушка"), "Hjo, Skaraborg – Goda exempel"),
        (Card { title: "日本", beside: "東京", ..ours }, "Goda exempel"),
        (Card { title: " \u{ad}\0", site: "日本", ..ours }, "Hjo, Skaraborg"),
        (Card { title: "日本", beside: "", site: "", ..ours }, ""),
        // What cannot be called made up is not told.
        (Card { labels: &foreign, ..ours }, ""),
        (card("A <b> & \"c\"\u{1}\r\nd"), "A <b> & \"c\" d – Hjo, Skaraborg – Goda exempel"),
        (card("A\u{30a}sa"), "Åsa – Hjo, Skaraborg – Goda exempel"),
    ] {
        assert_eq!(Painter::default().drawing(&card).words, words, "{card:?}");
    }
}

#[test]
fn a_card_is_a_picture_and_nothing_else() {
    for title in ["Bageriet", "</text><image href=\"x\"/>&amp;", "日本"] {
        let file = file(&card(title));
        pixels(&file);
        assert!(file.len() < 40_000, "{} bytes", file.len());
        let mut chunks = Vec::new();
        let mut rest = &file[8..];
        while let Some((head, tail)) = rest.split_at_checked(8) {
            let length = u32::from_be_bytes(head[..4].try_into().unwrap()) as usize;
            chunks.push(String::from_utf8(head[4..].to_vec()).unwrap());
            rest = &tail[length + 4..];
        }
        assert_eq!(chunks, ["IHDR", "PLTE", "IDAT", "IEND"], "no words, no times, no programs");
    }
}

#[test]
fn each_part_stands_in_its_place() {
    let colours = Colours::default();
    let ours = card("Bageriet");
    let seen = |card: &Card<'_>| {
        let pixels = pixels(&file(card));
        let [band, text, foot] = PARTS;
        [
            count(&pixels, band, colours.note) > 5_000,
            count(&pixels, band, colours.berry) > 5_000,
            count(&pixels, text, colours.accents[0]) > 500,
            count(&pixels, text, colours.ink) > 5_000,
            count(&pixels, foot, colours.ink) > 500,
        ]
    };
    for (card, expected) in [
        (ours, [false, false, true, true, true]),
        (Card { labels: &FICTIONAL, ..ours }, [true, false, true, true, true]),
        (Card { labels: &DRAFT, ..ours }, [false, true, true, true, true]),
        (Card { beside: "", ..ours }, [false, false, false, true, true]),
        // The place takes the room of a title that cannot be written.
        (card("日本"), [false, false, false, true, true]),
        (Card { beside: "東京", ..card("日本") }, [false, false, false, false, true]),
        (Card { site: "日本", ..ours }, [false, false, true, true, false]),
    ] {
        assert_eq!(seen(&card), expected, "{card:?}");
    }
}

#[test]
fn nothing_of_a_text_that_cannot_be_written_is_drawn() {
    let silent = card("");
    let silent = file(&Card { beside: "", ..silent });
    for text in ["日本", "Bageriet \u{1f600}", "\u{ad}"] {
        assert_eq!(file(&Card { beside: text, ..card(text) }), silent, "{text}");
    }
}

#[test]
fn every_dress_is_another_one_of_the_theme() {
    let colours = Colours::default();
    let mut seen = std::collections::BTreeSet::new();
    for number in 1..=6 {
        let pixels = pixels(&file(&Card { dress: Dress::Region(number), ..card("x") }));
        let [band, ..] = PARTS;
        assert!(count(&pixels, band, colours.accents[number - 1]) > 10_000, "{number}");
        assert!(count(&pixels, band, colours.softs[number - 1]) > 10_000, "{number}");
        // The pattern without its colours.
        let ground = colours.softs[number - 1];
        let row = |y: u32| (0..WIDTH).map(move |x| (x, y));
        let pattern = (0..96).flat_map(row).map(|(x, y)| pixels.get_pixel(x, y).0 == ground);
        assert!(seen.insert(pattern.collect::<Vec<_>>()), "{number}");
    }
    let pixels = pixels(&file(&Card { dress: Dress::Site, ..card("x") }));
    for accent in &colours.accents[..4] {
        assert!(count(&pixels, PARTS[0], *accent) > 5_000);
    }
}

#[test]
fn what_looks_otherwise_has_another_name_and_what_does_not_has_the_same() {
    let ours = card("Bageriet");
    let dark = Painter::new(Colours::default().with(":root { --ink: #000 }"));
    let digest = |card: &Card<'_>| Painter::default().drawing(card).digest();
    let mut digests = vec![dark.drawing(&ours).digest()];
    for card in [
        ours,
        card("Bagerier"),
        card("日本"),
        Card { beside: "Tibro, Skaraborg", ..ours },
        Card { site: "Good examples", ..ours },
        Card { dress: Dress::Region(2), ..ours },
        Card { dress: Dress::Site, ..ours },
        Card { labels: &FICTIONAL, ..ours },
        Card { labels: &DRAFT, ..ours },
    ] {
        assert_eq!(digest(&card), digest(&card));
        digests.push(digest(&card));
    }
    let all = digests.len();
    digests.sort();
    digests.dedup();
    assert_eq!(digests.len(), all);
    assert_eq!(digest(&card(" Bageriet\u{ad}")), digest(&ours));
    assert_eq!(file(&ours), file(&ours), "same words, same bytes");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_text_gives_a_card(title in "\\PC{0,80}|.{0,40}|[a-zåäö \u{ad}-]{0,400}", beside in ".{0,20}|[A-Ö, ]{0,200}", label in "\\PC{0,12}", region in 1_usize..=6) {
        let labels = [(Label::Fictional, label.as_str())];
        let card = Card { dress: Dress::Region(region), labels: &labels, title: &title, beside: &beside, site: &beside };
        let drawing = Painter::default().drawing(&card);
        pixels(&drawing.png());
        prop_assert_eq!(drawing.digest().len(), 8);
        let is_silent = Pieces::read(&label, Face::Sans, 0.0).is_none();
        prop_assert_eq!(is_silent && !drawing.words.is_empty(), false, "{}", drawing.words);
    }
}
