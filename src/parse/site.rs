//! `site.yaml` to the site's settings.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::check::{Context, Record, Scope, check, is_language};
use super::yaml_file;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{
    Accessibility, Allowance, Basis, Conformance, Contact, ContactForm, EmailHandling, Fault, Goal,
    Localized, Party, Privacy, Publisher, PublisherKind, Purpose, Recipient, SiteConfig, Status,
    register_name,
};
use crate::schema::SITE;
use crate::text::nearest;
use crate::words;
use crate::yaml::{Node, Value};

/// Where the file lies.
pub const PATH: &str = "content/site.yaml";

/// Reads the settings; the languages are given as soon as they can be read, so that other files
/// are checked even when the settings are wrong. `themes` are the themes that there are.
pub fn read(
    file: &Arc<str>,
    bytes: &[u8],
    themes: &BTreeSet<&str>,
    sink: &mut Vec<Diagnostic>,
) -> (Option<SiteConfig>, Option<Vec<String>>) {
    let mut found = Vec::new();
    let Some(node) = yaml_file(file, bytes, &mut found) else {
        sink.append(&mut found);
        return (None, None);
    };
    let languages = languages(&node);
    let language = languages.first().map_or("sv", String::as_str);
    let context = Context {
        file,
        fields: SITE,
        status: Status::Published,
        scope: Scope::Whole,
        language,
        territory: None,
        vocabulary: None,
    };
    let record = check(&node, 0..0, &context, &mut found);
    cross_check(&record, file, &mut found);
    theme_exists(&record, file, themes, &mut found);
    found.extend(register_inside(&record, file));
    let config = if found.iter().any(Diagnostic::is_error) { None } else { config(&record) };
    sink.append(&mut found);
    (config, Some(languages))
}

/// A theme that is not there would be the built-in one without a word.
fn theme_exists(
    record: &Record,
    file: &Arc<str>,
    themes: &BTreeSet<&str>,
    sink: &mut Vec<Diagnostic>,
) {
    let Some(theme) = record.text("theme").filter(|theme| !themes.contains(theme.as_str())) else {
        return;
    };
    let remark = Diagnostic::new(
        Code::MissingFile,
        Place::new(file, record.span("theme")),
        words!(
            "temat `{theme}` finns inte: mappen `themes/{theme}` saknas eller är tom",
            "there is no theme `{theme}`: the folder `themes/{theme}` is missing or empty"
        ),
    );
    sink.push(match nearest(&theme, themes.iter().copied()) {
        Some(near) => remark
            .help(words!("menade du `{near}`?", "did you mean `{near}`?"))
            .copy(format!("theme: {near}")),
        None => remark
            .help(words!(
                "lägg temat i mappen, eller använd det inbyggda",
                "put the theme into the folder, or use the built-in one"
            ))
            .copy("theme: default"),
    });
}

/// A register of people among the files of the site would be in its repository.
fn register_inside(record: &Record, file: &Arc<str>) -> Option<Diagnostic> {
    let written = record.text("people_register")?;
    if register_name(&written).is_some() {
        return None;
    }
    let remark = Diagnostic::new(
        Code::PeopleRegister,
        Place::new(file, record.span("people_register")),
        words!(
            "registret `{written}` ligger bland webbplatsens egna filer",
            "the register `{written}` lies among the files of the site"
        ),
    );
    let help = words!(
        "lägg registret utanför projektets mapp, där det inte följer med till andra",
        "put the register outside the project's folder, where it does not go along to others"
    );
    Some(remark.help(help).copy("people_register: ../privat/manniskor.yaml"))
}

/// The languages as far as they can be read.
fn languages(node: &Node) -> Vec<String> {
    let mut languages = Vec::new();
    if let Value::Map(entries) = &node.value
        && let Some(entry) = entries.iter().find(|entry| entry.key == "languages")
        && let Value::List(items) = &entry.value.value
    {
        for item in items {
            if let Value::Scalar(scalar) = &item.value
                && is_language(&scalar.text)
            {
                languages.push(scalar.text.clone());
            }
        }
    }
    if languages.is_empty() {
        languages.push("sv".to_owned());
    }
    languages
}

fn cross_check(record: &Record, file: &Arc<str>, sink: &mut Vec<Diagnostic>) {
    let place = |span| Place::new(file, span);
    if record.has("languages") && record.list("languages").is_empty() && sink.is_empty() {
        sink.push(
            Diagnostic::new(
                Code::EmptyField,
                place(record.span("languages")),
                words!("`languages` är tomt", "`languages` is empty"),
            )
            .help(words!("skriv minst ett språk", "write at least one language"))
            .copy("languages: [sv]"),
        );
    }
    if let Some(goal) = record.record("goal_per_region")
        && let (Some(min), Some(max)) = (goal.whole("min"), goal.whole("max"))
        && min > max
    {
        sink.push(
            Diagnostic::new(
                Code::BadNumber,
                place(goal.span("min")),
                words!(
                    "`min` är {min}, men `max` är bara {max}",
                    "`min` is {min}, but `max` is only {max}"
                ),
            )
            .help(words!("byt plats på talen", "swap the numbers"))
            .copy(format!("goal_per_region: {{min: {max}, max: {min}}}")),
        );
    }
    let public =
        record.record("publisher").and_then(|publisher| publisher.choice("kind")) == Some("public");
    if let Some(privacy) = record.record("privacy") {
        privacy_rules(privacy, public, file, sink);
    }
    if let Some(form) = record.record("contact_form") {
        form_is_encrypted(form, file, sink);
    }
    if let Some(accessibility) = record.record("accessibility") {
        faults_are_named(accessibility, file, sink);
    }
}

fn privacy_rules(privacy: &Record, public: bool, file: &Arc<str>, sink: &mut Vec<Diagnostic>) {
    if !public {
        return;
    }
    if !privacy.has("data_protection_officer") {
        sink.push(
            Diagnostic::new(
                Code::RequiredItem,
                Place::new(file, privacy.owner.clone()),
                words!(
                    "`data_protection_officer` saknas: en myndighet måste ha ett dataskyddsombud",
                    "`data_protection_officer` is missing: a public body must have one"
                ),
            )
            .help(words!(
                "skriv dataskyddsombudets namn och e-post under privacy",
                "write the officer's name and e-mail address under privacy"
            ))
            .copy("data_protection_officer: {name: Dataskyddsombudet, email: dso@example.org}"),
        );
    }
    for purpose in privacy.records("purposes") {
        if purpose.choice("basis") == Some("legitimate_interest") {
            sink.push(public_body(file, purpose));
        }
    }
}

/// The remark on a basis that a public body may not use.
pub fn public_body(file: &Arc<str>, owner: &Record) -> Diagnostic {
    Diagnostic::new(
        Code::PublicBodyBasis,
        Place::new(file, owner.span("basis")),
        words!(
            "en myndighet får inte använda `legitimate_interest`",
            "a public body may not use `legitimate_interest`"
        ),
    )
    .help(words!(
        "använd uppgift av allmänt intresse om det är er uppgift att berätta",
        "use the task in the public interest if telling is your task"
    ))
    .copy("basis: public_interest")
}

/// What a reader writes must not be readable on its way.
fn form_is_encrypted(form: &Record, file: &Arc<str>, sink: &mut Vec<Diagnostic>) {
    let Some(endpoint) = form.text("endpoint") else { return };
    if let Some(rest) = endpoint.strip_prefix("http://") {
        sink.push(
            Diagnostic::new(
                Code::BadAddress,
                Place::new(file, form.span("endpoint")),
                words!(
                    "`endpoint` är inte krypterad: andra kan läsa det som skickas dit",
                    "`endpoint` is not encrypted: others can read what is sent there"
                ),
            )
            .help(words!(
                "skriv en adress som börjar med https://",
                "write an address that begins with https://"
            ))
            .copy(format!("endpoint: https://{rest}")),
        );
    }
}

fn faults_are_named(accessibility: &Record, file: &Arc<str>, sink: &mut Vec<Diagnostic>) {
    let conformance = accessibility.choice("conformance");
    let named = accessibility.has("faults")
        && (!accessibility.list("faults").is_empty() || !sink.is_empty());
    if matches!(conformance, Some("partial" | "none")) && !named {
        sink.push(
            Diagnostic::new(
                Code::RequiredItem,
                Place::new(file, accessibility.span("conformance")),
                words!(
                    "`faults` saknas: en webbplats som inte är helt förenlig måste säga vad som brister",
                    "`faults` is missing: a site that does not fully conform must say what is wrong"
                ),
            )
            .help(words!(
                "skriv minst en brist med what och why",
                "write at least one fault with what and why"
            )),
        );
    }
}

fn config(record: &Record) -> Option<SiteConfig> {
    let languages: Vec<_> = record.texts("languages").map(|(tag, _)| tag.to_owned()).collect();
    Some(SiteConfig {
        title: record.localized("title")?,
        tagline: record.localized("tagline")?,
        description: record.localized("description")?,
        languages: if languages.is_empty() { vec!["sv".to_owned()] } else { languages },
        base_url: record.text("base_url"),
        theme: record.text("theme").unwrap_or_else(|| "default".to_owned()),
        stories_per_page: size(record.whole("stories_per_page").unwrap_or(24)),
        goal: record.record("goal_per_region").and_then(|goal| {
            Some(Goal { min: size(goal.whole("min")?), max: size(goal.whole("max")?) })
        }),
        consent_warning_days: record.whole("consent_warning_days").unwrap_or(60),
        publisher: publisher(record.record("publisher")?)?,
        contact: contact(record.record("contact")?)?,
        archive: record.truth("archive").unwrap_or(false),
        contact_form: record.record("contact_form").and_then(contact_form),
        privacy: privacy(record.record("privacy")?)?,
        accessibility: accessibility(record.record("accessibility")?)?,
        allowed: record.records("allowed_personal_data").map(allowance).collect::<Option<_>>()?,
    })
}

fn allowance(record: &Record) -> Option<Allowance> {
    // The reason is required, and needed by nothing else.
    record.localized("reason")?;
    Some(Allowance { text: record.text("text")?, span: record.span("text") })
}

fn size(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}

fn publisher(record: &Record) -> Option<Publisher> {
    Some(Publisher {
        name: record.text("name")?,
        kind: match record.choice("kind")? {
            "public" => PublisherKind::Public,
            "association" => PublisherKind::Association,
            _ => PublisherKind::Company,
        },
        org_number: record.text("org_number"),
        address: record.localized("address"),
        website: record.text("website"),
    })
}

fn contact(record: &Record) -> Option<Contact> {
    Some(Contact {
        name: record.localized("name")?,
        email: record.text("email")?,
        phone: record.text("phone"),
    })
}

fn contact_form(record: &Record) -> Option<ContactForm> {
    Some(ContactForm {
        endpoint: record.text("endpoint")?,
        recipient: record.localized("recipient")?,
        purpose: record.localized("purpose")?,
        kept: record.localized("kept")?,
    })
}

fn privacy(record: &Record) -> Option<Privacy> {
    let handling = record.record("email_handling")?;
    let text = |key| -> Option<Localized> { record.localized(key) };
    Some(Privacy {
        controller: party(record.record("controller")?)?,
        officer: record.record("data_protection_officer").and_then(party),
        purposes: record
            .records("purposes")
            .map(|purpose| {
                let basis = basis(purpose.choice("basis")?);
                Some(Purpose { purpose: purpose.localized("purpose")?, basis })
            })
            .collect::<Option<_>>()?,
        recipients: record
            .records("recipients")
            .map(|recipient| {
                let role = recipient.localized("role")?;
                Some(Recipient { name: recipient.text("name")?, role })
            })
            .collect::<Option<_>>()?,
        transfer: text("transfer")?,
        retention: text("retention")?,
        required: text("required")?,
        automated_decisions: text("automated_decisions")?,
        people_in_stories: text("people_in_stories")?,
        email_handling: EmailHandling {
            answered_by: handling.localized("answered_by")?,
            kept: handling.localized("kept")?,
        },
    })
}

fn party(record: &Record) -> Option<Party> {
    Some(Party {
        name: record.text("name")?,
        email: record.text("email")?,
        phone: record.text("phone"),
        address: record.text("address"),
    })
}

/// The legal basis that a key stands for.
pub fn basis(key: &str) -> Basis {
    match key {
        "public_interest" => Basis::PublicInterest,
        "consent" => Basis::Consent,
        "contract" => Basis::Contract,
        "legitimate_interest" => Basis::LegitimateInterest,
        _ => Basis::FreedomOfExpression,
    }
}

fn accessibility(record: &Record) -> Option<Accessibility> {
    Some(Accessibility {
        conformance: match record.choice("conformance")? {
            "full" => Conformance::Full,
            "partial" => Conformance::Partial,
            _ => Conformance::None,
        },
        faults: record
            .records("faults")
            .map(|fault| {
                Some(Fault { what: fault.localized("what")?, why: fault.localized("why")? })
            })
            .collect::<Option<_>>()?,
        assessed: record.date("assessed")?,
        method: record.localized("method")?,
        updated: record.date("updated")?,
        report: record.localized("report")?,
        enforcement_url: record.text("enforcement_url")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::testing::SITE_YAML;

    fn remarks(text: &str) -> Vec<(Code, String)> {
        let mut sink = Vec::new();
        let (config, _) =
            read(&Arc::from(PATH), text.as_bytes(), &BTreeSet::from(["default"]), &mut sink);
        assert_eq!(config.is_some(), sink.is_empty(), "{sink:#?}");
        sink.into_iter().map(|r| (r.code, r.message.en)).collect()
    }

    #[test]
    fn a_whole_file_is_read() {
        let mut sink = Vec::new();
        let (config, languages) =
            read(&Arc::from(PATH), SITE_YAML.as_bytes(), &BTreeSet::from(["default"]), &mut sink);
        assert_eq!(sink, []);
        let config = config.expect("complete");
        assert_eq!(config.languages, ["sv", "en"]);
        assert_eq!(languages, Some(config.languages.clone()));
        assert_eq!(config.title.get("en"), "Good examples");
        assert_eq!(config.base_url.as_deref(), Some("https://example.org/goda-exempel/"));
        assert_eq!((config.stories_per_page, config.goal), (24, Some(Goal { min: 2, max: 4 })));
        assert_eq!(config.privacy.purposes[0].basis, Basis::Consent);
        assert_eq!(config.accessibility.faults.len(), 1);
    }

    /// Every item of Articles 13 and 14, and of a contact form: gone or empty, it stops the build.
    #[test]
    fn every_item_of_the_privacy_page_is_needed() {
        let form = "contact_form:\n  endpoint: https://example.org/x\n  recipient: Redaktionen\n  \
            purpose: Att svara.\n  kept: Tre månader\n";
        let whole = format!("{SITE_YAML}{form}");
        assert_eq!(remarks(&whole), []);
        for (item, empty) in [
            ("  transfer: Nej.\n", "  transfer:\n"),
            ("  retention: Så länge.\n", "  retention: \"\"\n"),
            ("  required: Nej.\n", "  required:\n"),
            ("  automated_decisions: Inga.\n", "  automated_decisions: ''\n"),
            ("  people_in_stories: Från personen själv.\n", "  people_in_stories:\n"),
            (
                "  email_handling: {answered_by: Redaktionen, kept: Tre månader}\n",
                "  email_handling: {answered_by: Redaktionen, kept: }\n",
            ),
            (
                "  purposes:\n    - purpose: Berätta om goda exempel.\n      basis: consent\n",
                "  purposes: []\n",
            ),
            ("      basis: consent\n", "      basis:\n"),
            (
                "  recipients:\n    - name: Exempelhotellet\n      role: Webbhotell\n",
                "  recipients: []\n",
            ),
            ("      role: Webbhotell\n", "      role:\n"),
            (
                "  controller:\n    name: Exempelorganisationen\n    email: dataskydd@example.org\n",
                "  controller:\n",
            ),
            ("    email: dataskydd@example.org\n", "    email:\n"),
            ("  endpoint: https://example.org/x\n", "  endpoint:\n"),
            ("  recipient: Redaktionen\n", "  recipient:\n"),
            ("  purpose: Att svara.\n", "  purpose:\n"),
            ("  kept: Tre månader\n", "  kept:\n"),
        ] {
            assert!(whole.contains(item), "{item}");
            let codes: Vec<_> =
                remarks(&whole.replace(item, "")).into_iter().map(|r| r.0).collect();
            assert_eq!(codes, [Code::RequiredItem], "without {item}");
            let codes: Vec<_> =
                remarks(&whole.replace(item, empty)).into_iter().map(|r| r.0).collect();
            assert_eq!(codes, [Code::EmptyField], "{empty}");
        }
    }

    /// What is replaced in the good file, by what, and what is said then.
    #[test]
    fn rules_of_law() {
        for (from, to, code, part) in [
            (
                "kind: association",
                "kind: public",
                Code::RequiredItem,
                "a public body must have one",
            ),
            ("conformance: partial\n", "conformance: none\n  # ", Code::RequiredItem, ""),
            (
                "  transfer: Nej.\n",
                "",
                Code::RequiredItem,
                "`transfer` is missing (Transfer outside the EU): the site must say it",
            ),
            ("  assessed: 2026-11-01\n", "", Code::RequiredItem, "`assessed` is missing"),
            ("    email: dataskydd@example.org\n", "", Code::RequiredItem, "`email` is missing"),
            ("tagline: Sociala företag\n", "", Code::MissingField, "`tagline` is missing"),
            ("languages: [sv, en]", "languages: []", Code::EmptyField, "`languages` is empty"),
            (
                "languages: [sv, en]",
                "languages: [sv, Engelska]",
                Code::WrongType,
                "not a language tag",
            ),
            ("languages: [sv, en]", "languages: [sv, sv]", Code::GivenTwice, "`languages`"),
            ("min: 2", "min: 5", Code::BadNumber, "`max` is only 4"),
            ("theme: default", "theme: ../x", Code::WrongType, "cannot be used as a name"),
            ("recipients:\n", "recipients: []\n  x:\n", Code::EmptyField, "`recipients`"),
        ] {
            let text = SITE_YAML.replace(from, to);
            assert_ne!(text, SITE_YAML, "{from}");
            let said = remarks(&text);
            assert!(said.iter().any(|(c, m)| *c == code && m.contains(part)), "{to}: {said:#?}");
        }
        let public = SITE_YAML
            .replace("kind: association", "kind: public")
            .replace("basis: consent", "basis: legitimate_interest");
        let codes: Vec<_> = remarks(&public).into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, [Code::RequiredItem, Code::PublicBodyBasis]);
        let gone = SITE_YAML.split("privacy:").next().expect("the beginning");
        let codes: Vec<_> = remarks(gone).into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, [Code::RequiredItem, Code::RequiredItem]);
    }
}
