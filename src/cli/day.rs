//! The day of the build.

use std::env;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Failure;
use crate::words;

/// The day that `SOURCE_DATE_EPOCH` says (in UTC, so that it is the same everywhere), else today
/// where the computer stands.
pub fn today() -> Result<Date, Failure> {
    match env::var_os("SOURCE_DATE_EPOCH") {
        None => Ok(TimeZone::system().to_datetime(Timestamp::now()).date()),
        Some(seconds) => of_epoch(&seconds.to_string_lossy()).ok_or_else(|| {
            Failure::usage(words!(
                "SOURCE_DATE_EPOCH är inte ett antal sekunder sedan 1970; rätta den eller ta bort den",
                "SOURCE_DATE_EPOCH is not a number of seconds since 1970; mend or remove it"
            ))
        }),
    }
}

fn of_epoch(seconds: &str) -> Option<Date> {
    let seconds = seconds.trim().parse().ok()?;
    Some(TimeZone::UTC.to_datetime(Timestamp::from_second(seconds).ok()?).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_seconds() {
        for (seconds, expected) in [
            ("0", Some("1970-01-01")),
            ("1763855999", Some("2025-11-22")),
            ("1763856000", Some("2025-11-23")),
            ("", None),
            ("x", None),
            ("9999999999999999", None),
        ] {
            let expected = expected.map(|day| day.parse::<Date>().unwrap());
            assert_eq!(of_epoch(seconds), expected, "{seconds}");
        }
    }
}
