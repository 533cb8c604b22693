//! Numbers as people write them.

use super::Refusal;
use crate::diagnostic::Code;
use crate::model::Thousandths;
use crate::words;

/// The greatest number that is plausible anywhere: a million millions.
const GREATEST: i64 = 1_000_000_000_000;

/// Reads a decimal number: `12`, `1 200`, `12,5`, `-0.25`.
pub fn decimal(text: &str) -> Result<Thousandths, Refusal> {
    let Some(parts) = parts(text) else { return Err(unreadable(text)) };
    if parts.decimals.len() == 3 && parts.whole != "0" {
        // English readers write 1,200 and Germans 1.200 for twelve hundred.
        let whole = format!("{}{}", parts.whole, parts.decimals);
        return Err(Refusal::new(
            Code::BadNumber,
            words!("`{text}` kan betyda två olika tal", "`{text}` can mean two different numbers"),
            words!(
                "skriv `{whole}`, eller högst två decimaler",
                "write `{whole}`, or at most two decimals"
            ),
        ));
    }
    let whole: i64 = parts.whole.parse().unwrap_or(i64::MAX);
    if whole > GREATEST {
        return Err(Refusal::new(
            Code::BadNumber,
            words!("talet `{text}` är orimligt stort", "the number `{text}` is implausibly great"),
            words!("kontrollera antalet nollor", "check the number of zeros"),
        ));
    }
    let decimals: i64 = format!("{:0<3}", parts.decimals).parse().unwrap_or(0);
    let value = whole * 1000 + decimals;
    Ok(Thousandths(if parts.negative { -value } else { value }))
}

/// Reads a whole number within bounds.
pub fn whole(text: &str, (min, max): (i64, i64)) -> Result<i64, Refusal> {
    let value = match parts(text) {
        Some(parts) if parts.decimals.is_empty() => {
            let value: i64 = parts.whole.parse().unwrap_or(i64::MAX);
            if parts.negative { -value } else { value }
        }
        Some(_) => {
            return Err(Refusal::new(
                Code::BadNumber,
                words!("`{text}` är inget heltal", "`{text}` is not a whole number"),
                words!("skriv talet utan decimaler", "write the number without decimals"),
            ));
        }
        None => return Err(unreadable(text)),
    };
    if (min..=max).contains(&value) {
        return Ok(value);
    }
    Err(Refusal::new(
        Code::BadNumber,
        words!("`{text}` är orimligt", "`{text}` is not plausible"),
        words!("skriv ett tal från {min} till {max}", "write a number from {min} to {max}"),
    ))
}

struct Parts {
    negative: bool,
    /// Digits without leading zeros.
    whole: String,
    /// At most three digits.
    decimals: String,
}

fn parts(text: &str) -> Option<Parts> {
    let (negative, text) = match text.strip_prefix(['-', '−']) {
        Some(text) => (true, text),
        None => (false, text),
    };
    let (whole, decimals) = match text.split_once([',', '.']) {
        Some((whole, decimals)) if !decimals.is_empty() => (whole, decimals),
        Some(_) => return None,
        None => (text, ""),
    };
    let mut groups = whole.split([' ', '\u{a0}', '\u{2009}', '\u{202f}']);
    let first = groups.next()?;
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut joined = first.to_owned();
    for group in groups {
        // Groups of three are thousands; anything else may be two numbers.
        if group.len() != 3 || first.len() > 3 {
            return None;
        }
        joined.push_str(group);
    }
    if first.is_empty() || !is_number(&joined) || !is_number(decimals) || decimals.len() > 3 {
        return None;
    }
    let digits = joined.trim_start_matches('0');
    let whole = if digits.is_empty() { "0" } else { digits }.to_owned();
    Some(Parts { negative, whole, decimals: decimals.to_owned() })
}

fn unreadable(text: &str) -> Refusal {
    let number = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let guess = (number != text && parts(number).is_some()).then(|| number.to_owned());
    Refusal::new(
        Code::BadNumber,
        words!("`{text}` är inget tal", "`{text}` is not a number"),
        words!("skriv bara siffror, utan enhet", "write digits only, without a unit"),
    )
    .guess(guess)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals() {
        for (text, expected) in [
            ("12", Some(12_000)),
            ("1 200", Some(1_200_000)),
            ("1\u{a0}200\u{202f}000", Some(1_200_000_000)),
            ("12,5", Some(12_500)),
            ("12.50", Some(12_500)),
            ("0,125", Some(125)),
            ("-3", Some(-3_000)),
            ("−0,5", Some(-500)),
            ("007", Some(7_000)),
            ("1.200", None),
            ("1,2,3", None),
            ("12 %", None),
            ("10 14", None),
            ("1e3", None),
            ("", None),
            ("-", None),
            (",5", None),
            ("5,", None),
            ("1234567890123456789012", None),
            ("٣", None),
        ] {
            assert_eq!(decimal(text).ok(), expected.map(Thousandths), "{text}");
        }
        assert_eq!(decimal("72 %").expect_err("a unit").guess.as_deref(), Some("72"));
    }

    #[test]
    fn whole_numbers() {
        for (text, expected) in [
            ("14", Some(14)),
            ("1 200", Some(1200)),
            ("14,5", None),
            ("-1", None),
            ("100001", None),
            ("99999999999999999999", None),
            ("fjorton", None),
        ] {
            assert_eq!(whole(text, (0, 100_000)).ok(), expected, "{text}");
        }
    }
}
