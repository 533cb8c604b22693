//! The headings of a story that help readers do the same: the blank story has them, and a story
//! without any gets a hint.

use super::Label;

/// A heading with what to write below it.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// The heading.
    pub heading: Label,
    /// A question that the text below answers.
    pub prompt: Label,
}

const fn section(
    heading: (&'static str, &'static str),
    prompt: (&'static str, &'static str),
) -> Section {
    Section {
        heading: Label { sv: heading.0, en: heading.1 },
        prompt: Label { sv: prompt.0, en: prompt.1 },
    }
}

/// The headings, in the order of a story.
pub static SECTIONS: [Section; 6] = [
    section(
        ("Utmaningen", "The challenge"),
        ("Vad var svårt, och för vem?", "What was hard, and for whom?"),
    ),
    section(
        ("Så gjorde de", "What they did"),
        ("Vem gjorde vad, och när?", "Who did what, and when?"),
    ),
    section(
        ("Resultat", "Results"),
        (
            "Vad blev annorlunda? Siffrorna skrivs under outcomes ovanför.",
            "What changed? Figures are written under outcomes above.",
        ),
    ),
    section(
        ("Vad var svårt?", "What was hard?"),
        (
            "Vad gick inte som tänkt, och vad lärde ni er?",
            "What did not go as planned, and what did you learn?",
        ),
    ),
    section(
        ("Framgångsfaktorer", "Success factors"),
        ("Vad gjorde att det gick?", "What made it work?"),
    ),
    section(
        ("Så kan ni göra samma sak", "How you can do the same"),
        ("Vad är det första steget?", "What is the first step?"),
    ),
];
