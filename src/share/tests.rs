//! Cards as files, and what stands on them.

use image::ImageFormat;
use proptest::prelude::*;

use super::*;

fn card(title: &str) -> Card<'_> {
    Card {
        dress: Dress::Region(1),
        labels: &[],
        title,
        beside: "Hjo, Skaraborg",
        site: "Goda exempel",
    }
}

/// The pixels of a card, once it is a sound picture of the right size.
fn pixels(card: &Card<'_>) -> image::RgbImage {
    let file = Painter::default().drawing(card).png();
    let picture = image::load_from_memory_with_format(&file, ImageFormat::Png).unwrap();
    assert_eq!((picture.width(), picture.height()), (WIDTH, HEIGHT));
    picture.into_rgb8()
}

#[test]
fn a_card_says_what_stands_on_it() {
    let fictional = [(Label::Fictional, "Påhittat exempel")];
    let both = [(Label::Draft, "UTKAST"), (Label::Fictional, "Påhittat exempel")];
    let foreign = [(Label::Fictional, "Пример")];
    let ours = card("Bageriet");
    for (card, words) in [
        (ours, "Bageriet – Hjo, Skaraborg – Goda exempel"),
        (
            Card { labels: &fictional, ..ours },
            "Påhittat exempel – Bageriet – Hjo, Skaraborg – Goda exempel",
        ),
        (
            Card { labels: &both, beside: "", ..ours },
            "UTKAST – Påhittat exempel – Bageriet – Goda exempel",
        ),
        (Card { title: "Ба\u{301}бушка", ..ours }, "Hjo, Skaraborg – Goda exempel"),
        (Card { title: "日本", beside: "東京", ..ours }, "Goda exempel"),
        (Card { title: " \u{ad}\0", site: "日本", ..ours }, "Hjo, Skaraborg"),
        (Card { title: "日本", beside: "", site: "", ..ours }, ""),
        // What cannot be called made up is not told.
        (Card { labels: &foreign, ..ours }, ""),
        (
            Card { title: "A <b> & \"c\"\u{1}\r\nd", ..ours },
            "A <b> & \"c\" d – Hjo, Skaraborg – Goda exempel",
        ),
        (Card { title: "A\u{30a}sa", ..ours }, "Åsa – Hjo, Skaraborg – Goda exempel"),
    ] {
        assert_eq!(Painter::default().drawing(&card).words, words, "{card:?}");
    }
}
