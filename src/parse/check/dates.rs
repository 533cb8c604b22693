//! Days, years and periods as people write them.

use jiff::civil::Date;

use super::Refusal;
use crate::diagnostic::Code;
use crate::model::{Moment, Period};
use crate::text::fold;
use crate::words;

/// Years that a date may lie in.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// Reads a day written `YYYY-MM-DD`.
pub fn date(text: &str) -> Result<Date, Refusal> {
    let Some((year, month, day)) = strict(text) else {
        let refusal = Refusal::new(
            Code::BadDate,
            words!(
                "`{text}` är inget datum som ÅÅÅÅ-MM-DD",
                "`{text}` is not a date as YYYY-MM-DD"
            ),
            words!(
                "skriv år, månad och dag med bindestreck",
                "write year, month and day with hyphens"
            ),
        );
        return Err(refusal.guess(guess(text).map(|date| date.to_string())));
    };
    let Ok(date) = Date::new(year, month, day) else {
        return Err(Refusal::new(
            Code::ImpossibleDate,
            words!("dagen `{text}` finns inte", "there is no day `{text}`"),
            words!("kontrollera månad och dag", "check month and day"),
        ));
    };
    plausible(text, year)?;
    Ok(date)
}

/// Reads a year, a day, or a range of years written as one text.
pub fn period(text: &str) -> Result<Period, Refusal> {
    if let Some(range) = range_of_years(text) {
        return Err(Refusal::new(
            Code::BadDate,
            words!("`{text}` är inget år och ingen dag", "`{text}` is neither a year nor a day"),
            words!("skriv ett spann med from och to", "write a range with from and to"),
        )
        .guess(Some(range)));
    }
    moment(text).map(|from| Period { from, to: None })
}

/// Reads a year or a day.
pub fn moment(text: &str) -> Result<Moment, Refusal> {
    if let Some(year) = digits(text, 4) {
        plausible(text, year)?;
        return Ok(Moment::Year(year));
    }
    date(text).map(Moment::Day).map_err(|refusal| match refusal.code {
        Code::BadDate => Refusal {
            message: Box::new(words!(
                "`{text}` är inget år och ingen dag",
                "`{text}` is neither a year nor a day"
            )),
            help: Box::new(words!(
                "skriv ett år, en dag som ÅÅÅÅ-MM-DD, eller ett spann",
                "write a year, a day as YYYY-MM-DD, or a range"
            )),
            ..refusal
        },
        _ => refusal,
    })
}

/// First and last day of a moment, so that years and days can be compared.
pub fn first_day(moment: Moment) -> Date {
    match moment {
        Moment::Day(date) => date,
        Moment::Year(year) => Date::new(year, 1, 1).unwrap_or(Date::MIN),
    }
}

/// The last day of a moment.
pub fn last_day(moment: Moment) -> Date {
    match moment {
        Moment::Day(date) => date,
        Moment::Year(year) => Date::new(year, 12, 31).unwrap_or(Date::MAX),
    }
}

fn plausible(text: &str, year: i16) -> Result<(), Refusal> {
    if YEARS.contains(&year) {
        return Ok(());
    }
    Err(Refusal::new(
        Code::ImpossibleDate,
        words!("året i `{text}` är orimligt", "the year in `{text}` is not plausible"),
        words!("skriv ett år från 1900 till 2100", "write a year from 1900 to 2100"),
    ))
}

fn strict(text: &str) -> Option<(i16, i8, i8)> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || !text.is_ascii() || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    Some((digits(&text[..4], 4)?, digits(&text[5..7], 2)?, digits(&text[8..], 2)?))
}

/// A number of exactly so many digits.
fn digits<T: std::str::FromStr>(text: &str, count: usize) -> Option<T> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// The day that was most likely meant.
fn guess(text: &str) -> Option<Date> {
    if text.len() > 40 {
        return None;
    }
    if let Some((day, rest)) = text.split_at_checked(10)
        && rest.starts_with(['T', 't', ' '])
        && let Some((year, month, day)) = strict(day)
    {
        return made(year, month, day);
    }
    if text.len() == 8 && text.is_ascii() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return made(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?);
    }
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let [a, b, c] = parts[..] else { return None };
    let month = month(b)?;
    if let Some(year) = digits(a, 4) {
        made(year, month, c.parse().ok()?)
    } else {
        made(digits(c, 4)?, month, a.parse().ok()?)
    }
}

fn made(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok().filter(|_| YEARS.contains(&year))
}

/// A month by number or by its Swedish or English name.
fn month(text: &str) -> Option<i8> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let name = fold(text);
    let months =
        ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
    let number = months.iter().zip(1..).find(|(start, _)| name.starts_with(*start));
    number.map(|(_, number)| number).or(match name.as_str() {
        "may" => Some(5),
        "oct" | "october" => Some(10),
        _ => None,
    })
}

/// `2024-2025` and the like, as the range it means.
fn range_of_years(text: &str) -> Option<String> {
    let (from, to) = text.split_once(['-', '–', '—', '/'])?;
    let from: i16 = digits(from.trim(), 4)?;
    let to: i16 = digits(to.trim(), 4)?;
    Some(format!("{{from: {from}, to: {to}}}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        for (text, expected) in [
            ("2024-02-29", Ok("2024-02-29")),
            ("2024-02-30", Err((Code::ImpossibleDate, None))),
            ("2024-13-01", Err((Code::ImpossibleDate, None))),
            ("0000-01-01", Err((Code::ImpossibleDate, None))),
            ("1899-12-31", Err((Code::ImpossibleDate, None))),
            ("2101-01-01", Err((Code::ImpossibleDate, None))),
            ("20240301", Err((Code::BadDate, Some("2024-03-01")))),
            ("2024-3-1", Err((Code::BadDate, Some("2024-03-01")))),
            ("3/1 2024", Err((Code::BadDate, Some("2024-01-03")))),
            ("1 mars 2024", Err((Code::BadDate, Some("2024-03-01")))),
            ("1 oktober 2024", Err((Code::BadDate, Some("2024-10-01")))),
            ("2024-03-01T12:00:00Z", Err((Code::BadDate, Some("2024-03-01")))),
            ("2024-03-01 12:00", Err((Code::BadDate, Some("2024-03-01")))),
            ("20241301", Err((Code::BadDate, None))),
            ("i går", Err((Code::BadDate, None))),
            ("２０２４-03-01", Err((Code::BadDate, None))),
            ("åååå-åå-åå", Err((Code::BadDate, None))),
        ] {
            let found = date(text).map(|date| date.to_string());
            let expected = expected.map(str::to_owned);
            let expected = expected.map_err(|(code, guess)| (code, guess.map(str::to_owned)));
            assert_eq!(found.map_err(|refusal| (refusal.code, refusal.guess)), expected, "{text}");
        }
    }

    #[test]
    fn periods() {
        assert_eq!(period("2025").map(|p| p.from).ok(), Some(Moment::Year(2025)));
        assert!(matches!(period("2025-03-01").map(|p| p.from), Ok(Moment::Day(_))));
        for (text, code, guess) in [
            ("2024-2025", Code::BadDate, Some("{from: 2024, to: 2025}")),
            ("2024–2025", Code::BadDate, Some("{from: 2024, to: 2025}")),
            ("2024-03", Code::BadDate, None),
            ("0025", Code::ImpossibleDate, None),
        ] {
            let refusal = period(text).expect_err(text);
            assert_eq!((refusal.code, refusal.guess.as_deref()), (code, guess), "{text}");
        }
    }
}
