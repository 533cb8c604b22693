//! Swedish telephone numbers (PTS, the Swedish numbering plan).

use super::Part;
use super::digits::{
    Before, Joint, before, group_end, has_letter_behind, is_amount, is_in_address, is_reference,
    joint, word_before,
};

/// Area codes of three digits; 08 alone has two, all others have four.
const AREAS: [&str; 22] = [
    "010", "011", "013", "016", "018", "019", "020", "021", "023", "026", "031", "033", "035",
    "036", "040", "042", "044", "046", "054", "060", "063", "090",
];

/// Numbers that PTS has set aside for books and films: as many digits as are the same, and the first
/// and last of the two behind them.
const FICTION: [(&str, u8, u8); 5] = [
    ("08465004", 0, 99),
    ("03139006", 0, 99),
    ("04062804", 0, 99),
    ("09803192", 0, 99),
    ("07017406", 5, 99),
];

/// Words that only a telephone number follows.
const CALLED: [&str; 12] = [
    "tel",
    "tfn",
    "tele",
    "telefon",
    "telefonnummer",
    "telnr",
    "mobil",
    "mobilnummer",
    "mobiltelefon",
    "ring",
    "phone",
    "mobile",
];

/// The most groups that a number is written in.
const GROUPS_MAX: usize = 8;

/// The number that begins at `at`, with the area code: `0521-27 50 00`, `070 174 06 05`,
/// `+46 (0)70-174 06 05`, `tel:+46701740605`. The value has ten digits or less and begins with 0.
///
/// Reports numbers that a person may have: not those of fiction, not those that cost the caller or
/// the called (020, 077, 0900), not placeholders (`010-000 00 00`).
pub fn find(text: &str, at: usize) -> Option<Part> {
    let part = abroad(text, at).or_else(|| at_home(text, at))?;
    let is_part = is_amount(text, part.end) || is_in_address(text, at);
    let free = !has_letter_behind(text, part.end) && !is_part;
    (free && may_be_a_person(&part.value)).then_some(part)
}

/// Whether one group of ten digits is a mobile number, which could also be a date of birth.
pub fn is_bare_mobile(digits: &str) -> bool {
    digits.len() == 10 && is_mobile(digits)
}

/// Mobile numbers, and those that follow a person (075).
fn is_mobile(digits: &str) -> bool {
    let third = digits.as_bytes().get(2);
    digits.starts_with("07")
        && third.is_some_and(|digit| matches!(digit, b'0' | b'2' | b'3' | b'5' | b'6' | b'9'))
}

fn may_be_a_person(number: &str) -> bool {
    let service =
        ["020", "077", "0900", "0939", "0944"].iter().any(|code| number.starts_with(code));
    let fiction = FICTION.iter().any(|(begin, first, last)| {
        let rest = number.strip_prefix(begin).filter(|rest| rest.len() == 2);
        rest.and_then(|rest| rest.parse().ok()).is_some_and(|rest| (*first..=*last).contains(&rest))
    });
    let placeholder = number.len() > 4 && number[area(number)..].bytes().all(|byte| byte == b'0');
    !service && !fiction && !placeholder
}

/// The number of digits of the area code of a number that begins with 0.
fn area(number: &str) -> usize {
    match number.get(..3) {
        Some(code) if code.starts_with("08") => 2,
        Some(code) if code.starts_with("07") || AREAS.contains(&code) => 3,
        _ => 4,
    }
}

/// Whether the digits are as many as a number has: 0 and seven to nine digits, of which at least five
/// are not the area code.
fn is_number(digits: &str) -> bool {
    let real = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("00");
    let length = digits.len();
    real && match area(digits) {
        _ if is_mobile(digits) => length == 10,
        _ if digits.starts_with("07") && !digits.starts_with("077") => false,
        4 => (9..=10).contains(&length),
        _ => (8..=10).contains(&length),
    }
}

/// A number with the country code: `+46`, `0046`, and behind it the number with or without its 0.
fn abroad(text: &str, at: usize) -> Option<Part> {
    let digits = &text[at..group_end(text, at)];
    let after = if text[..at].ends_with('+') { "46" } else { "0046" };
    let begun = digits.strip_prefix(after)?;
    let mut from = at + digits.len() - begun.len();
    if begun.is_empty() {
        let rest = text[from..].trim_start_matches([' ', '-', '(']);
        from = text.len() - rest.len();
        let zero = rest.strip_prefix("0)").map(|rest| rest.trim_start_matches([' ', '-']));
        from = zero.map_or(from, |rest| text.len() - rest.len());
    }
    let groups = Groups::read(text, from)?;
    let national = |digits: &str| format!("0{}", digits.strip_prefix('0').unwrap_or(digits));
    groups.longest(|groups, digits| {
        let apart = groups.joints.iter().all(|joint| !matches!(joint, Joint::Plus | Joint::Comma));
        let number = national(digits);
        (apart && is_number(&number)).then_some(number)
    })
}

/// A number that begins with 0, apart from its area code or in one group.
fn at_home(text: &str, at: usize) -> Option<Part> {
    let free = match before(text, at) {
        Before::Other | Before::NumberAndSpace => !text[..at].ends_with('+'),
        Before::Letter | Before::Number => false,
    };
    if !text[at..].starts_with('0') || !free || is_reference(text, at) {
        return None;
    }
    let end = group_end(text, at);
    let digits = &text[at..end];
    if (8..=10).contains(&digits.len()) {
        let called = || word_before(text, at).is_some_and(|word| CALLED.contains(&word.as_str()));
        let named = is_number(digits) && (is_bare_mobile(digits) || called());
        return named.then(|| Part { end, value: digits.to_owned() });
    }
    let goes_on = before(text, at) == Before::NumberAndSpace;
    Groups::read(text, at)?.longest(|groups, digits| {
        let fits = is_number(digits) && is_grouped(groups, digits);
        (fits && !(goes_on && is_in_thousands(groups))).then(|| digits.to_owned())
    })
}

/// Whether groups are written as those of a telephone number, and not as times, dates or a row of
/// figures.
fn is_grouped(groups: &Groups<'_>, digits: &str) -> bool {
    let first = groups.digits[0].len();
    let begins = first == area(digits) || (first == 4 && is_mobile(digits));
    let [joint, others @ ..] = &groups.joints[..] else { return false };
    // Behind the area code the same sign stands everywhere, or spaces do.
    let even = others.iter().all(|other| other == joint || *other == Joint::Space)
        && (others.iter().all(|other| *other == Joint::Space)
            || others.iter().all(|other| other == joint));
    let sign = match joint {
        Joint::Hyphen | Joint::Slash | Joint::Bracket => true,
        // `08 30 09 15` are times.
        Joint::Space => digits.len() > 8 && groups.digits[1].len() > 2 || first > 2,
        Joint::Dot => first > 2 && others.iter().all(|other| *other == Joint::Dot),
        Joint::Plus | Joint::Comma => false,
    };
    let rest = &groups.digits[1..];
    let lengths = match rest {
        [one] => one.len() >= 5,
        _ => rest.iter().all(|group| {
            let is_year = group.starts_with("19") || group.starts_with("20");
            matches!(group.len(), 2 | 3) || (group.len() == 4 && digits.len() == 10 && !is_year)
        }),
    };
    begins && even && sign && lengths
}

/// Whether the groups are those of a large number: `12 031 390 060`.
fn is_in_thousands(groups: &Groups<'_>) -> bool {
    groups.digits.iter().all(|group| group.len() == 3)
        && groups.joints.iter().all(|joint| *joint == Joint::Space)
}

/// Groups of digits in a row.
struct Groups<'a> {
    digits: Vec<&'a str>,
    ends: Vec<usize>,
    /// What stands between them: one less than the groups.
    joints: Vec<Joint>,
}

impl<'a> Groups<'a> {
    fn read(text: &'a str, at: usize) -> Option<Self> {
        let end = group_end(text, at);
        if end == at {
            return None;
        }
        let mut groups =
            Groups { digits: vec![&text[at..end]], ends: vec![end], joints: Vec::new() };
        let (mut end, mut length) = (end, end - at);
        while let Some((joint, next)) = joint(text, end) {
            end = group_end(text, next);
            length += end - next;
            if length > 12 || groups.digits.len() == GROUPS_MAX {
                break;
            }
            groups.digits.push(&text[next..end]);
            groups.ends.push(end);
            groups.joints.push(joint);
        }
        Some(groups)
    }

    /// The longest row from the beginning that `number` takes for one.
    fn longest(mut self, number: impl Fn(&Self, &str) -> Option<String>) -> Option<Part> {
        while let Some(end) = self.ends.last().copied() {
            if let Some(value) = number(&self, &self.digits.concat()) {
                return Some(Part { end, value });
            }
            self.digits.pop();
            self.ends.pop();
            self.joints.pop();
        }
        None
    }
}
