//! Web addresses, e-mail addresses, telephone numbers, former addresses of a page.

use super::Refusal;
use crate::diagnostic::{Code, Words};
use crate::text::slug;
use crate::words;

fn refuse(message: Words, help: Words) -> Refusal {
    Refusal::new(Code::BadAddress, message, help)
}

/// Reads an address that begins with `https://` or `http://`.
pub fn web(text: &str) -> Result<String, Refusal> {
    let help = words!(
        "kopiera hela adressen ur webbläsaren: den börjar med https://",
        "copy the whole address from the browser: it begins with https://"
    );
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let length = if lower.starts_with("https://") {
        8
    } else if lower.starts_with("http://") {
        7
    } else {
        let guess = (!text.contains(':')
            && !text.starts_with('/')
            && text.split('/').next().is_some_and(is_host))
        .then(|| format!("https://{text}"));
        let message = words!("`{text}` är ingen webbadress", "`{text}` is not a web address");
        return Err(refuse(message, help).guess(guess));
    };
    let rest = &text[length..];
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    if text.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '\\' | '`')) {
        let message = words!(
            "webbadressen `{text}` innehåller tecken som inte får stå där",
            "the web address `{text}` holds characters that must not stand there"
        );
        return Err(refuse(message, help));
    }
    if host.contains('@') {
        let message = words!(
            "webbadressen `{text}` innehåller ett användarnamn",
            "the web address `{text}` holds a user name"
        );
        return Err(refuse(message, help));
    }
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    if !is_host(name) {
        let message = words!(
            "webbadressen `{text}` saknar ett riktigt värdnamn",
            "the web address `{text}` lacks a real host name"
        );
        return Err(refuse(message, help));
    }
    Ok(text.to_owned())
}

/// Whether a text looks like `example.org`.
fn is_host(name: &str) -> bool {
    name.contains('.')
        && name.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        })
}

/// Reads the address that a site is hosted at; it ends in a slash.
pub fn base(text: &str) -> Result<String, Refusal> {
    let mut address = web(text)?;
    if address.contains(['?', '#']) {
        return Err(refuse(
            words!(
                "adressen `{text}` innehåller `?` eller `#`",
                "the address `{text}` holds `?` or `#`"
            ),
            words!(
                "skriv adressen till mappen där webbplatsen ligger",
                "write the address of the folder that the site lies in"
            ),
        ));
    }
    if !address.ends_with('/') {
        address.push('/');
    }
    Ok(address)
}

/// Reads an e-mail address.
pub fn email(text: &str) -> Result<String, Refusal> {
    let good = text.split_once('@').is_some_and(|(name, host)| {
        let allowed = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_{|}~.".contains(c);
        !name.is_empty() && name.chars().all(allowed) && is_host(host)
    });
    if good {
        return Ok(text.to_owned());
    }
    let guess = text.strip_prefix("mailto:").filter(|rest| email(rest).is_ok());
    Err(refuse(
        words!("`{text}` är ingen e-postadress", "`{text}` is not an e-mail address"),
        words!("skriv adressen som namn@example.org", "write the address as name@example.org"),
    )
    .guess(guess.map(str::to_owned)))
}

/// Reads a telephone number, as written.
pub fn phone(text: &str) -> Result<String, Refusal> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let allowed = |c: char| c.is_ascii_digit() || " +-–()/\u{a0}".contains(c);
    if (5..=15).contains(&digits) && text.chars().all(allowed) {
        return Ok(text.to_owned());
    }
    Err(refuse(
        words!("`{text}` är inget telefonnummer", "`{text}` is not a telephone number"),
        words!(
            "skriv bara siffror, mellanslag, bindestreck och +",
            "write only digits, spaces, hyphens and +"
        ),
    ))
}

/// Reads a former address of a page; given without the slash at either end.
pub fn alias(text: &str) -> Result<String, Refusal> {
    let refusal = |message: Words| {
        Refusal::new(
            Code::BadAlias,
            message,
            words!(
                "skriv bara det som stod efter domänen, med a till z, siffror och bindestreck",
                "write only what stood behind the domain, with a to z, digits and hyphens"
            ),
        )
    };
    let path = text.trim_matches('/');
    let plain = |segment: &str| {
        segment.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte)
        })
    };
    // Two slashes begin an address with its domain.
    if !text.starts_with('/') || text.starts_with("//") {
        let rest = text.split_once("//").and_then(|(_, rest)| rest.split_once('/'));
        let guess = rest.map_or(text, |(_, path)| path).trim_matches('/');
        let guess =
            (!guess.is_empty() && guess.split('/').all(plain)).then(|| format!("/{guess}/"));
        return Err(refusal(words!(
            "den tidigare adressen `{text}` börjar inte med ett enda `/`",
            "the former address `{text}` does not begin with a single `/`"
        ))
        .guess(guess));
    }
    if path.is_empty() {
        return Err(refusal(words!(
            "`{text}` är startsidan och kan inte leda vidare",
            "`{text}` is the home page and cannot lead elsewhere"
        )));
    }
    for segment in path.split('/') {
        if segment.is_empty()
            || segment.starts_with('.')
            || segment.ends_with('.')
            || !plain(segment)
        {
            let slugs: Vec<String> =
                path.split('/').map(slug).filter(|slug| !slug.is_empty()).collect();
            let guess = (!slugs.is_empty()).then(|| format!("/{}/", slugs.join("/")));
            return Err(refusal(words!(
                "den tidigare adressen `{text}` innehåller tecken som inte går att använda",
                "the former address `{text}` holds characters that cannot be used"
            ))
            .guess(guess));
        }
        let stem = segment.split('.').next().unwrap_or(segment);
        // A slug never is a name that Windows reserves, so a name that changes is one.
        if segment.len() > 100 || stem != slug(stem) && slug(stem).ends_with("-x") {
            return Err(refusal(words!(
                "`{segment}` kan inte vara namn på en fil eller mapp",
                "`{segment}` cannot be the name of a file or folder"
            )));
        }
    }
    Ok(path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_addresses() {
        for (text, expected) in [
            ("https://example.org", Ok(())),
            ("HTTP://example.org:8080/a?b=c#d", Ok(())),
            ("https://sv.wikipedia.org/wiki/Öckerö", Ok(())),
            ("www.example.org", Err(Some("https://www.example.org"))),
            ("example.org/sida", Err(Some("https://example.org/sida"))),
            ("javascript:alert(1)", Err(None)),
            ("ftp://example.org", Err(None)),
            ("//example.org", Err(None)),
            ("/sida", Err(None)),
            ("https://", Err(None)),
            ("https://exempel", Err(None)),
            ("https://example.org/a b", Err(None)),
            ("https://example.org/\"><script>", Err(None)),
            ("https://example.org@evil.example", Err(None)),
            ("åäöåäö", Err(None)),
        ] {
            let found = web(text).map(drop).map_err(|refusal| refusal.guess);
            assert_eq!(found, expected.map_err(|guess| guess.map(str::to_owned)), "{text}");
        }
        assert_eq!(base("https://example.org/x").ok().as_deref(), Some("https://example.org/x/"));
        assert!(base("https://example.org/?x").is_err());
    }

    #[test]
    fn mail_and_telephone() {
        for (text, good) in [
            ("redaktionen@example.org", true),
            ("å.ä@exempel.se", true),
            ("redaktionen", false),
            ("a@b", false),
            ("a b@example.org", false),
            ("a@b@example.org", false),
            ("mailto:a@example.org", false),
        ] {
            assert_eq!(email(text).is_ok(), good, "{text}");
        }
        for (text, good) in [
            ("010-000 00 00", true),
            ("+46 (0)521 00 00 00", true),
            ("112", false),
            ("ring oss", false),
        ] {
            assert_eq!(phone(text).is_ok(), good, "{text}");
        }
    }

    #[test]
    fn former_addresses() {
        for (text, expected) in [
            ("/gammal/adress/", Ok("gammal/adress")),
            ("/gammal/sida.html", Ok("gammal/sida.html")),
            ("gammal/adress", Err(Some("/gammal/adress/"))),
            ("https://example.org/gammal/", Err(Some("/gammal/"))),
            ("//example.org/gammal/", Err(Some("/gammal/"))),
            ("//gammal/", Err(None)),
            ("/../hemligt", Err(Some("/hemligt/"))),
            ("/Gammal/Ådress/", Err(Some("/gammal/adress/"))),
            ("/a//b", Err(Some("/a/b/"))),
            ("/a?b=c", Err(Some("/a-b-c/"))),
            ("/con/", Err(None)),
            ("/nul.html", Err(None)),
            ("/.git/", Err(Some("/git/"))),
            ("/", Err(None)),
        ] {
            let found = alias(text).map_err(|refusal| refusal.guess);
            let expected = expected.map(str::to_owned).map_err(|guess| guess.map(str::to_owned));
            assert_eq!(found, expected, "{text}");
        }
    }
}
