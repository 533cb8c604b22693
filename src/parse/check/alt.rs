//! What makes an alternative text of no use to those who cannot see the picture.

use crate::diagnostic::Words;
use crate::schema::ALT_LENGTH;
use crate::text::fold;
use crate::words;

/// What an alternative text need not say: a screen reader says it already.
const POOR_BEGINNINGS: [&str; 10] = [
    "bild på",
    "bild av",
    "en bild på",
    "en bild av",
    "bilden visar",
    "foto på",
    "foto av",
    "picture of",
    "photo of",
    "image of",
];

/// What is wrong with the alternative text of the picture `file`, and one step to take.
#[must_use]
pub fn alt_fault(alt: &str, file: &str) -> Option<(Words, Words)> {
    let (least, most) = ALT_LENGTH;
    let count = alt.chars().count();
    if count > most {
        let more = count - most;
        return Some((
            words!(
                "alternativtexten har {count} tecken; högst {most} får plats",
                "the alternative text has {count} characters; at most {most} fit"
            ),
            words!(
                "korta den med {more} tecken, och berätta resten i texten",
                "shorten it by {more} characters, and tell the rest in the text"
            ),
        ));
    }
    let lower = alt.to_lowercase();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let poor = POOR_BEGINNINGS.iter().find(|start| lower.starts_with(*start));
    let message = if let Some(start) = poor {
        words!(
            "alternativtexten börjar med `{start}`, som skärmläsaren redan säger",
            "the alternative text begins with `{start}`, which a screen reader says already"
        )
    } else if !stem.is_empty() && [fold(file), fold(stem)].contains(&fold(alt)) {
        words!("alternativtexten är bara filnamnet", "the alternative text is only the file name")
    } else if count < least {
        words!(
            "alternativtexten `{alt}` säger inget om bilden",
            "the alternative text `{alt}` says nothing about the picture"
        )
    } else {
        return None;
    };
    let help = words!(
        "skriv vad bilden visar, för den som inte ser den",
        "write what the picture shows, for those who cannot see it"
    );
    Some((message, help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_say_nothing_are_found() {
        for (alt, part) in [
            ("Två personer lägger bullar på en plåt", None),
            ("Bildäck i en trave", None),
            ("Bild på två personer", Some("börjar med `bild på`")),
            ("FOTO AV ett bageri", Some("börjar med `foto av`")),
            ("min båt.JPG", Some("bara filnamnet")),
            ("Min bat", Some("bara filnamnet")),
            ("x", Some("säger inget")),
        ] {
            let said = alt_fault(alt, "Min båt.jpg").map(|(message, _)| message.sv);
            let found = said.as_deref().zip(part).is_some_and(|(said, part)| said.contains(part));
            assert_eq!(
                (said.is_some(), found),
                (part.is_some(), part.is_some()),
                "{alt}: {said:?}"
            );
        }
        assert!(alt_fault(&"å".repeat(250), "x.png").is_none());
        let (message, help) = alt_fault(&"å".repeat(253), "x.png").expect("too long");
        assert!(
            message.sv.contains("253 tecken") && help.sv.contains("med 3 tecken"),
            "{message:?}"
        );
    }
}
