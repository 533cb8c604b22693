//! Texts of a fixed shape: keys, language tags, file names, organisation numbers, outlines.

use organisationsnummer::Organisationsnummer;

use super::Refusal;
use crate::diagnostic::Code;
use crate::text::{nfc, slug};
use crate::words;

/// One line of text: line breaks of a block text become spaces.
pub fn line(text: &str) -> String {
    let text = nfc(text.trim());
    if text.contains(['\n', '\r']) {
        text.split(['\n', '\r'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    } else {
        text.into_owned()
    }
}

/// Reads a text with a least and a greatest number of characters.
pub fn text(text: &str, (min, max): (usize, usize)) -> Result<String, Refusal> {
    let text = line(text);
    // A text has at most as many characters as bytes.
    if (min..=max).contains(&text.len()) && text.is_ascii() {
        return Ok(text);
    }
    let count = text.chars().count();
    if count < min {
        let message = words!(
            "texten har {count} tecken; minst {min} behövs",
            "the text has {count} characters; at least {min} are needed"
        );
        return Err(Refusal::new(
            Code::TooShort,
            message,
            words!("skriv lite mer", "write a little more"),
        ));
    }
    if count > max {
        let message = words!(
            "texten har {count} tecken; högst {max} får plats",
            "the text has {count} characters; at most {max} fit"
        );
        let more = count - max;
        return Err(Refusal::new(
            Code::TooLong,
            message,
            words!("korta texten med {more} tecken", "shorten the text by {more} characters"),
        ));
    }
    Ok(text)
}

/// Reads `true` or `false`, also in the words of the author.
pub fn truth(text: &str) -> Result<bool, Refusal> {
    match text.to_lowercase().as_str() {
        "true" | "ja" | "yes" => Ok(true),
        "false" | "nej" | "no" => Ok(false),
        _ => Err(Refusal::new(
            Code::WrongType,
            words!("`{text}` är varken true eller false", "`{text}` is neither true nor false"),
            words!("skriv true för ja eller false för nej", "write true for yes or false for no"),
        )),
    }
}

/// Reads a key of the site's own making.
pub fn key(text: &str) -> Result<String, Refusal> {
    let good = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-'
    };
    if text.bytes().all(good) && slug(text) == text.replace('_', "-") {
        return Ok(text.to_owned());
    }
    let guess = Some(slug(text)).filter(|guess| !guess.is_empty());
    Err(Refusal::new(
        Code::WrongType,
        words!("`{text}` går inte att använda som namn", "`{text}` cannot be used as a name"),
        words!(
            "använd bara a till z, siffror och bindestreck",
            "use only a to z, digits and hyphens"
        ),
    )
    .guess(guess))
}

/// Reads a language tag such as `sv`, `en` or `sv-simple`.
pub fn language(text: &str) -> Result<String, Refusal> {
    if is_language(text) {
        return Ok(text.to_owned());
    }
    let lower = text.to_lowercase().replace('_', "-");
    let names = [("svenska", "sv"), ("swedish", "sv"), ("engelska", "en"), ("english", "en")];
    let named = names.iter().find(|(name, _)| *name == lower).map(|(_, tag)| (*tag).to_owned());
    let guess = named.or_else(|| is_language(&lower).then(|| lower.clone()));
    Err(Refusal::new(
        Code::WrongType,
        words!("`{text}` är ingen språkkod", "`{text}` is not a language tag"),
        words!(
            "skriv två eller tre små bokstäver, som sv eller en",
            "write two or three lower-case letters, as sv or en"
        ),
    )
    .guess(guess))
}

/// Whether a text has the shape of a language tag in lower case.
pub fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && text.len() <= 35
        && parts.all(|part| {
            (2..=8).contains(&part.len())
                && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

/// Reads the name of a file that lies beside this one.
pub fn file_name(text: &str) -> Result<String, Refusal> {
    let text = nfc(text);
    if text.contains(['/', '\\']) || text.starts_with('.') {
        let guess = text
            .rsplit(['/', '\\'])
            .next()
            .filter(|name| !name.is_empty() && !name.starts_with('.'));
        return Err(Refusal::new(
            Code::BadFileName,
            words!("`{text}` är inte bara ett filnamn", "`{text}` is not just a file name"),
            words!(
                "lägg filen i samma mapp som texten och skriv bara namnet",
                "put the file in the same folder as the text and write its name alone"
            ),
        )
        .guess(guess.map(str::to_owned)));
    }
    Ok(text.into_owned())
}

/// Reads an organisation number; given with ten digits and a hyphen.
pub fn org_number(text: &str) -> Result<String, Refusal> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let shaped = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' ' | '–'));
    let ten = match digits.len() {
        10 => Some(digits.as_str()),
        12 => digits.strip_prefix("16"),
        _ => None,
    };
    let Some(ten) = ten.filter(|_| shaped) else {
        return Err(Refusal::new(
            Code::BadOrgNumber,
            words!(
                "`{text}` är inget organisationsnummer",
                "`{text}` is not an organisation number"
            ),
            words!("skriv tio siffror: NNNNNN-NNNN", "write ten digits: NNNNNN-NNNN"),
        ));
    };
    // The third digit of an organisation number is at least 2; the month of a birth date never is.
    if ten.as_bytes()[2] < b'2' {
        return Err(Refusal::new(
            Code::BadOrgNumber,
            words!(
                "numret ser ut som ett personnummer",
                "the number looks like a personal identity number"
            ),
            words!(
                "ta bort raden: ett personnummer får inte publiceras",
                "remove the line: a personal identity number must not be published"
            ),
        ));
    }
    if Organisationsnummer::try_from(ten).is_err() {
        return Err(Refusal::new(
            Code::BadOrgNumber,
            words!(
                "kontrollsiffran i `{text}` stämmer inte",
                "the check digit of `{text}` is wrong"
            ),
            words!(
                "jämför numret med det i registreringsbeviset",
                "compare the number with the certificate of registration"
            ),
        ));
    }
    Ok(format!("{}-{}", &ten[..6], &ten[6..]))
}

/// Reads an outline: moves and straight lines only.
pub fn svg_path(text: &str) -> Result<String, Refusal> {
    let refusal = || {
        Refusal::new(
            Code::WrongType,
            words!(
                "konturen är ingen SVG-sökväg av raka linjer",
                "the outline is not an SVG path of straight lines"
            ),
            words!(
                "använd bara M, L, H, V och Z med siffror",
                "use only M, L, H, V and Z with digits"
            ),
        )
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut first = true;
    while at < bytes.len() {
        let command = bytes[at].to_ascii_lowercase();
        if first && command != b'm' {
            return Err(refusal());
        }
        first = false;
        at += 1;
        let mut numbers = 0;
        loop {
            while at < bytes.len() && matches!(bytes[at], b' ' | b',' | b'\n') {
                at += 1;
            }
            let length = number_length(&bytes[at..]);
            if length == 0 {
                break;
            }
            at += length;
            numbers += 1;
        }
        let complete = match command {
            b'm' | b'l' => numbers >= 2 && numbers % 2 == 0,
            b'h' | b'v' => numbers >= 1,
            b'z' => numbers == 0,
            _ => false,
        };
        if !complete {
            return Err(refusal());
        }
    }
    if first { Err(refusal()) } else { Ok(text.to_owned()) }
}

/// The length of the number at the beginning: a sign, digits, a point and digits.
fn number_length(bytes: &[u8]) -> usize {
    let sign = usize::from(matches!(bytes.first(), Some(b'-' | b'+')));
    let digits =
        |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(sign);
    let mut end = sign + whole;
    let mut decimals = 0;
    if bytes.get(end) == Some(&b'.') {
        decimals = digits(end + 1);
        end += 1 + decimals;
    }
    if whole + decimals == 0 { 0 } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_counted_in_characters() {
        assert_eq!(text("  Åre ö  ", (5, 5)).ok().as_deref(), Some("Åre ö"));
        assert_eq!(text("A\u{30a}re", (3, 3)).ok().as_deref(), Some("Åre"));
        assert_eq!(text("en\n två\n", (1, 10)).ok().as_deref(), Some("en två"));
        assert_eq!(text("Åre", (4, 9)).expect_err("short").code, Code::TooShort);
        assert_eq!(text("Åre", (1, 2)).expect_err("long").code, Code::TooLong);
        assert_eq!(text("Are", (1, 2)).expect_err("long").code, Code::TooLong);
    }

    #[test]
    fn shapes() {
        type Reads = fn(&str) -> Result<String, Refusal>;
        type Row = (Reads, &'static str, Result<&'static str, Option<&'static str>>);
        let table: [Row; 34] = [
            (key, "work_training", Ok("work_training")),
            (key, "55plus", Ok("55plus")),
            (key, "Work Training", Err(Some("work-training"))),
            (key, "å", Err(Some("a"))),
            (key, "-a", Err(Some("a"))),
            (key, "con", Err(Some("con-x"))),
            (key, "😀", Err(None)),
            (language, "sv", Ok("sv")),
            (language, "sv-simple", Ok("sv-simple")),
            (language, "SV", Err(Some("sv"))),
            (language, "Svenska", Err(Some("sv"))),
            (language, "s", Err(None)),
            (language, "sv-", Err(None)),
            (language, "../en", Err(None)),
            (file_name, "bageri.jpg", Ok("bageri.jpg")),
            (file_name, "Min bild.JPG", Ok("Min bild.JPG")),
            (file_name, "bilder/bageri.jpg", Err(Some("bageri.jpg"))),
            (file_name, "..", Err(None)),
            (file_name, "..\\x.png", Err(Some("x.png"))),
            (org_number, "769600-0004", Ok("769600-0004")),
            (org_number, "7696000004", Ok("769600-0004")),
            (org_number, "16 769600-0004", Ok("769600-0004")),
            (org_number, "769600-0000", Err(None)),
            (org_number, "19800101-1234", Err(None)),
            (org_number, "800101-1234", Err(None)),
            (org_number, "769600", Err(None)),
            (org_number, "٧٦٩٦٠٠-٠٠٠٤", Err(None)),
            (svg_path, "M1 1h10v10z", Ok("M1 1h10v10z")),
            (svg_path, "M198 496l8-1.5 .5 2zM0 0l1 1", Ok("M198 496l8-1.5 .5 2zM0 0l1 1")),
            (svg_path, "", Err(None)),
            (svg_path, "L1 1", Err(None)),
            (svg_path, "M1 1c1 1 2 2 3 3", Err(None)),
            (svg_path, "M1", Err(None)),
            (svg_path, "M1 1\"/><script>", Err(None)),
        ];
        for (read, text, expected) in table {
            let found = read(text).map_err(|refusal| refusal.guess);
            let expected = expected.map(str::to_owned).map_err(|guess| guess.map(str::to_owned));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn truth_in_several_words() {
        for (text, expected) in
            [("true", Some(true)), ("Ja", Some(true)), ("no", Some(false)), ("kanske", None)]
        {
            assert_eq!(truth(text).ok(), expected, "{text}");
        }
    }
}
