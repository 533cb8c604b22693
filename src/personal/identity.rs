//! Swedish personal identity numbers and coordination numbers (Skatteverket, SKV 704 and 707).
//!
//! The package `personnummer` is not used, though `organisationsnummer` brings it: it computes the
//! check digit of a coordination number without the 60 that is added to the day, so that it takes no
//! true one, and it reads ten digits as born in the 1900s, so that it refuses 29 February 2000.

use jiff::civil::Date;

use super::Part;
use super::digits::{
    Before, Joint, before, group_end, has_letter_behind, is_amount, is_checked, is_in_address,
    is_reference, joint,
};

/// The number that begins at `at`: ten or twelve digits, with `-`, `+`, a space or nothing before
/// the last four. The value is its last ten digits.
///
/// With a hyphen or plus it is found anywhere but in a longer row of digits, also in a web address or
/// a file name. Without one it looks like many other numbers, and must stand for itself.
pub fn find(text: &str, at: usize) -> Option<Part> {
    let first = group_end(text, at);
    match first - at {
        6 | 8 => {
            let (joint, next) = joint(text, first)?;
            let end = group_end(text, next);
            let free = match joint {
                Joint::Hyphen | Joint::Plus => !is_fraction(text, at),
                Joint::Space => stands_alone(text, at, end, false),
                _ => false,
            };
            let digits = format!("{}{}", &text[at..first], &text[next..end]);
            (end - next == 4 && free && is_identity(&digits, joint == Joint::Plus))
                .then(|| Part { end, value: last_ten(&digits) })
        }
        10 | 12 => {
            let digits = &text[at..first];
            (is_identity(digits, false) && stands_alone(text, at, first, true))
                .then(|| Part { end: first, value: last_ten(digits) })
        }
        _ => None,
    }
}

fn last_ten(digits: &str) -> String {
    digits[digits.len() - 10..].to_owned()
}

/// Whether the digits are the decimals of a number.
fn is_fraction(text: &str, at: usize) -> bool {
    before(text, at) == Before::Number && !text[..at].ends_with('-')
}

/// Whether nothing around a number without a hyphen makes it a part of something else. As one group
/// it may have other numbers beside it, as in a table.
fn stands_alone(text: &str, at: usize, end: usize, is_one_group: bool) -> bool {
    let free_before = match before(text, at) {
        Before::Other => true,
        Before::NumberAndSpace => is_one_group,
        Before::Letter | Before::Number => false,
    };
    let free_behind = match joint(text, end) {
        None => !has_letter_behind(text, end),
        Some((Joint::Space, _)) => is_one_group,
        Some((Joint::Comma, next)) => next > end + 1,
        Some(_) => false,
    };
    free_before
        && free_behind
        && !is_amount(text, end)
        && !is_reference(text, at)
        && !is_in_address(text, at)
}

/// Whether ten or twelve digits are a day, a number that is not 000, and the right check digit. The
/// day of a coordination number is 60 too high. A plus stands for a hundred years more.
fn is_identity(digits: &str, is_old: bool) -> bool {
    let ten = &digits[digits.len() - 10..];
    let part = |from: usize| ten[from..from + 2].parse::<i8>().unwrap_or_default();
    let (year, month, day) = (part(0), part(2), part(4));
    let day = if day > 60 { day - 60 } else { day };
    let exists = |century: i16| Date::new(century * 100 + i16::from(year), month, day).is_ok();
    let plausible = match digits.strip_suffix(ten) {
        Some("18") => exists(18),
        Some("19") => exists(19),
        Some("20") => exists(20),
        Some("") if is_old => exists(18) || exists(19),
        Some("") => exists(19) || exists(20),
        _ => false,
    };
    plausible && &ten[6..9] != "000" && is_checked(ten)
}
