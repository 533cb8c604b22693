//! The search of a built site, asked through `forebild search`: the same engine and the same files
//! that a reader's browser gets.
#![expect(clippy::disallowed_methods, reason = "edge: runs the program on folders")]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod program;

use std::fs;
use std::path::Path;

use program::run;

/// The starter with more stories, built with drafts shown, so that what stays out of the index
/// stays out even then.
fn built(stories: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    assert!(run(root.path(), &["init", "."]).status.success());
    for (name, text) in stories {
        fs::write(root.path().join(format!("content/stories/{name}.md")), text).unwrap();
    }
    let output = run(root.path(), &["build", "--drafts"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    root
}

/// Titles and addresses of what a query finds, the best first.
fn hits(root: &Path, args: &[&str]) -> Vec<(String, String)> {
    let output = run(root, &[&["search", "--format", "json"], args].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |hit: &serde_json::Value, key: &str| hit[key].as_str().unwrap().to_owned();
    let hits = answer["hits"].as_array().unwrap();
    hits.iter().map(|hit| (text(hit, "title"), text(hit, "path"))).collect()
}

fn paths(root: &Path, words: &str) -> Vec<String> {
    hits(root, &[words]).into_iter().map(|(_, path)| path).collect()
}

const FRONT: &str = "summary: En sammanfattning av berättelsen.\nmunicipality: Hjo\n\
    published: 2026-05-04\nverified: 2026-05-01\ntopics: [rural]\n";

fn story(title: &str, more: &str, text: &str) -> String {
    format!("---\ntitle: {title}\n{FRONT}{more}---\n\n{text}\n")
}

#[test]
fn forms_parts_and_misspellings_lead_to_the_story() {
    let text = "Kommunen hyrde ut glasmästeriets verkstad. Där lagades läckande växthusfönster.";
    let near = "Fönstren i växthuset blev tätare för varje vecka, och verkstaden växte.";
    let root = built(&[
        ("glas", &story("Glas som får nytt liv", "status: published\n", text)),
        ("tatt", &story("Täta rutor i parken", "status: published\n", near)),
    ]);
    for (query, what) in [
        ("glasmästeriets", "the form that is written"),
        ("glasmästeri", "another form"),
        ("glasmasteriets", "without dots"),
        ("glasmästeirets", "a slip at the end"),
        ("klasmästeriets", "a slip at the beginning"),
        ("växthusfönster", "a compound"),
        ("läckande fönster", "the end of a compound beside another word"),
        ("glasmästerier", "a form that no story writes, of a word in one form alone"),
        ("mästeri", "the end of a word in one form alone"),
        ("glasverkstad", "a compound that no story writes"),
        ("glasmäst", "a word that is being typed"),
        ("glas liv", "words of the title"),
    ] {
        let found = paths(root.path(), query);
        let first = found.first().map(String::as_str);
        assert_eq!(first, Some("berattelser/glas/index.html"), "{what}: {query}: {found:?}");
    }
}

#[test]
fn what_is_not_public_is_not_in_the_index() {
    let people = "people:\n  - name: Xerxesina\n    role: molybdenslipare\n    basis: consent\n    \
        record: HEMLIG-77\n    given: 2026-01-10\n    expires: 2028-01-10\n    covers: [name]\n";
    let root = built(&[
        ("ute", &story("Kvarkonidplast i Hjo", &format!("status: published\n{people}"), "Text.")),
        ("utkast", &story("Utkast om wolframvinter", "", "Bara wolframvinter.")),
        ("granskas", &story("Granskas om zirkonvinter", "status: review\n", "Text.")),
        ("borta", &story("Borta om platinavinter", "status: withdrawn\n", "Text.")),
        (
            "sedan",
            &story("Sedan om palladiumvinter", "status: published\n", "Text.")
                .replace("2026-05-04", "2031-05-04"),
        ),
    ]);
    assert_eq!(paths(root.path(), "kvarkonidplast").len(), 1);
    for word in [
        "wolframvinter",
        "zirkonvinter",
        "platinavinter",
        "palladiumvinter",
        "xerxesina",
        "molybdenslipare",
    ] {
        assert_eq!(paths(root.path(), word), Vec::<String>::new(), "{word}");
    }
    let mut texts = String::new();
    for entry in walkdir::WalkDir::new(root.path().join("public/search")) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let bytes = fs::read(entry.path()).unwrap();
            assert!(bytes.is_ascii(), "{}", entry.path().display());
            texts.push_str(std::str::from_utf8(&bytes).unwrap());
        }
    }
    for secret in ["HEMLIG", "Utkast om", "Granskas om", "Borta om", "Sedan om", "DNR-"] {
        assert!(!texts.contains(secret), "{secret}");
    }
}

#[test]
fn each_language_finds_its_own_version() {
    let root = built(&[
        ("glas", &story("Glas som får nytt liv", "status: published\n", "Kommunen hyrde ut.")),
        (
            "glas.en",
            "---\ntitle: Glass gets a new life\nsummary: A summary of the story.\nstatus: published\n---\n\nThe municipality let a workshop.\n",
        ),
    ]);
    let swedish = hits(root.path(), &["--language", "sv", "glas"]);
    assert_eq!(swedish[0].1, "berattelser/glas/index.html");
    let english = hits(root.path(), &["--language", "en", "glass"]);
    assert_eq!(english[0].1, "en/stories/glas/index.html");
    assert!(english.iter().all(|(_, path)| path != "berattelser/glas/index.html"), "{english:?}");
}

#[test]
fn a_folder_without_an_index_is_said_to_be_so() {
    let root = tempfile::tempdir().unwrap();
    let output = run(root.path(), &["search", "bageri"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        said,
        "fel: i `./public` finns ingen byggd webbplats med sökning; bygg den först med `forebild build`\n"
    );
}

#[test]
fn an_answer_for_people() {
    let root = built(&[]);
    let output = run(root.path(), &["search", "--count", "1", "Le", "Mat"]);
    let said = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].ends_with("träffar på ”Le Mat”"), "{said}");
    assert!(lines[1].contains("(Göteborg, "), "{said}");
    assert_eq!(lines[2].trim(), "berattelser/le-mat/index.html", "{said}");
    assert_eq!(lines.len(), 3);
}
