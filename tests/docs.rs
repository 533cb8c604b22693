//! The guides cannot be out of date: what they list is compared with the tables of the program,
//! their examples are read by it, and every link in the documents leads somewhere.
//!
//! `FOREBILD_UPDATE=1 cargo test --test docs` writes the listed parts anew.
#![expect(clippy::disallowed_methods, reason = "a test: it reads the documents of the repository")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use forebild::diagnostic::print::{Colour, Format, Look, print};
use forebild::diagnostic::{Code, Diagnostic, Severity, Tongue};
use forebild::parse::{Memory, parse};
use forebild::schema::{
    Field, INTRODUCTION, Kind, PAGE, SITE, STORY, TERRITORY, VOCABULARY, field, reference,
};
use forebild::sources::{Options as BuildOptions, Sources};
use forebild::yaml::{self, Entry, Node, Value};
use jiff::civil::date;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

const GUIDES: [(&str, Tongue); 2] =
    [("docs/forfattarguide.md", Tongue::Sv), ("docs/authors-guide.md", Tongue::En)];

#[test]
fn the_listed_parts_are_what_the_program_says() {
    for (name, tongue) in GUIDES {
        let guide = document(name);
        let mut fresh = guide.clone();
        for (marker, part) in [
            ("exempel", remarks_as_shown(tongue)),
            ("fält", every_field(tongue)),
            ("fel", every_code(tongue)),
        ] {
            fresh = with_part(&fresh, marker, &part);
        }
        if std::env::var_os("FOREBILD_UPDATE").is_some() {
            fs::write(root().join(name), &fresh).unwrap();
        } else {
            let line = guide.lines().zip(fresh.lines()).position(|(old, new)| old != new);
            assert!(
                guide == fresh,
                "{name} is out of date (line {:?}): run FOREBILD_UPDATE=1 cargo test --test docs",
                line.map(|line| line + 1)
            );
        }
    }
}

/// Documents with examples of fields.
const WITH_EXAMPLES: [&str; 4] = [
    GUIDES[0].0,
    GUIDES[1].0,
    "docs/manniskor-bilder-och-samtycke.md",
    "docs/people-pictures-and-consent.md",
];

#[test]
fn pairs_of_wrong_and_right_are_told_apart() {
    for (name, _) in GUIDES {
        let guide = document(name);
        let pairs: Vec<_> = part(&guide, "par").lines().filter_map(pair).collect();
        assert!(pairs.len() >= 8, "{name} has lost its pairs: {pairs:?}");
        for (wrong, right) in pairs {
            assert!(remarks(&wrong) > 0, "{name}: nothing is wrong with {wrong}");
            assert_eq!(remarks(&right), 0, "{name}: something is wrong with {right}");
        }
    }
}

/// The first two cells of a row, without their back-ticks.
fn pair(row: &str) -> Option<(String, String)> {
    let mut cells = row.split('|').map(str::trim).skip(1);
    let mut code = || cells.next()?.strip_prefix('`')?.strip_suffix('`').map(str::to_owned);
    Some((code()?, code()?))
}

fn remarks(text: &str) -> usize {
    yaml::parse(&Arc::from("x.md"), text, 0..text.len()).1.len()
}

#[test]
fn every_example_of_fields_can_be_read_and_has_only_fields_that_exist() {
    for name in WITH_EXAMPLES {
        let guide = document(name);
        let examples = blocks(&guide, "yaml");
        assert!(examples.len() >= 5, "{name} has lost its examples");
        for example in examples {
            let (node, found) = yaml::parse(&Arc::from(name), &example, 0..example.len());
            assert!(found.is_empty(), "{name}: {found:?}\n{example}");
            let node = node.expect("no remark, so it was read");
            let known = [STORY, INTRODUCTION, PAGE, SITE, TERRITORY, VOCABULARY]
                .iter()
                .any(|fields| is_known(&node, fields));
            assert!(known, "{name}: no file has all of these fields:\n{example}");
        }
    }
}

#[test]
fn the_examples_together_are_a_story_that_can_be_published() {
    for (name, tongue) in GUIDES {
        let guide = document(name);
        let mut front = String::new();
        let mut taken: Vec<String> = Vec::new();
        for example in blocks(&guide, "yaml") {
            let keys: Vec<String> = example
                .lines()
                .filter(|line| line.starts_with(char::is_alphabetic))
                .filter_map(|line| Some(line.split_once(':')?.0.to_owned()))
                .collect();
            let fits = keys.iter().all(|key| field(STORY, key).is_some() && !taken.contains(key));
            if fits {
                front.push_str(&example);
                taken.extend(keys);
            }
        }
        for key in ["outcomes", "people", "images"] {
            assert!(taken.iter().any(|taken| taken == key), "{name} has no example of {key}");
        }
        let body = blocks(&guide, "markdown").join("\n");
        let file = if tongue == Tongue::Sv { "x.md" } else { "x.en.md" };
        let (_, found) = story(&format!("content/stories/{file}"), &front, &body);
        assert!(found.is_empty(), "{name}: {found:#?}\n{front}\n{body}");
    }
}

/// Reads a story in the starter's site on a day soon after the dates of the guides.
fn story(file: &str, front: &str, body: &str) -> (String, Vec<Diagnostic>) {
    let text = format!("---\n{front}---\n{body}");
    let mut sources = Sources::default();
    for settings in ["site.yaml", "territory.yaml", "vocabulary.yaml"] {
        let path = format!("content/{settings}");
        let bytes = document(&path).into_bytes();
        sources.files.insert(path.into(), bytes.into());
    }
    sources.files.insert(file.into(), text.as_bytes().into());
    let options = BuildOptions { today: date(2026, 6, 1), base_url: None, drafts: false };
    let (_, found) = parse(&sources, &options, &Memory::default());
    (text, found)
}

/// Whether every field of `node`, down to the innermost, is in the table.
fn is_known(node: &Node, fields: &[Field]) -> bool {
    let Value::Map(entries) = &node.value else { return false };
    let known = |entry: &Entry| {
        let Some(field) = field(fields, &entry.key) else { return false };
        match (&field.kind, &entry.value.value) {
            (Kind::Map(inner), _) => is_known(&entry.value, inner),
            (Kind::List(Kind::Map(inner)), Value::List(items)) => {
                items.iter().all(|item| is_known(item, inner))
            }
            (Kind::List(Kind::Map(_)), _) => false,
            _ => true,
        }
    };
    !entries.is_empty() && entries.iter().all(known)
}

/// The examples of code that are marked as `language`.
fn blocks(markdown: &str, language: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open = None;
    for event in events(markdown) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) if &*kind == language => {
                open = Some(String::new());
            }
            Event::Text(text) => {
                if let Some(block) = &mut open {
                    block.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => blocks.extend(open.take()),
            _ => {}
        }
    }
    blocks
}

#[test]
fn every_link_leads_to_a_file_and_a_heading_that_exist() {
    let mut broken = String::new();
    for path in documents() {
        let text = fs::read_to_string(&path).unwrap();
        for event in events(&text) {
            let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event
            else {
                continue;
            };
            if dest_url.contains(':') {
                continue;
            }
            if !leads_somewhere(&path, &text, &dest_url) {
                let _ = writeln!(broken, "{}: {dest_url}", path.display());
            }
        }
    }
    assert!(broken.is_empty(), "links that lead nowhere:\n{broken}");
}

fn leads_somewhere(from: &Path, text: &str, link: &str) -> bool {
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = if file.is_empty() { from.to_owned() } else { from.with_file_name(file) };
    if !target.exists() {
        return false;
    }
    if anchor.is_empty() {
        return true;
    }
    let other = if file.is_empty() { None } else { fs::read_to_string(target).ok() };
    anchors(other.as_deref().unwrap_or(text)).iter().any(|known| known == anchor)
}

/// The anchors of the headings, as the hosts of source code make them.
fn anchors(markdown: &str) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut anchors = Vec::new();
    let mut open = None;
    for event in events(markdown) {
        match event {
            Event::Start(Tag::Heading { .. }) => open = Some(String::new()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut open {
                    heading.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let heading: String = open.take().unwrap_or_default().to_lowercase();
                let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
                let anchor: String =
                    heading.chars().filter(kept).map(|c| if c == ' ' { '-' } else { c }).collect();
                let count = seen.entry(anchor.clone()).or_default();
                let number = *count;
                *count += 1;
                anchors.push(if number == 0 { anchor } else { format!("{anchor}-{number}") });
            }
            _ => {}
        }
    }
    anchors
}

#[test]
fn every_command_that_is_named_exists() {
    let mut named = Vec::new();
    for path in documents() {
        let text = fs::read_to_string(&path).unwrap();
        let lines = commands(&text);
        named.extend(lines.into_iter().map(|line| (path.display().to_string(), line)));
    }
    for command in ["build", "check", "serve", "new", "init"] {
        let start = format!("forebild {command}");
        assert!(named.iter().any(|(_, line)| line.starts_with(&start)), "no guide names {start}");
    }
    for (document, line) in named {
        let words = || line.split_whitespace().skip(1);
        let command = words().next().filter(|word| !word.starts_with('-'));
        let command = command.map(|word| word.trim_matches(['[', ']']));
        let help = help(command).unwrap_or_else(|| panic!("{document}: no command as in {line}"));
        for option in words().filter(|word| word.starts_with("--")) {
            assert!(
                // An option whose value may be left out shows it in brackets.
                help.split_whitespace().any(|word| word.split('[').next() == Some(option)),
                "{document}: no option {option} as in {line}"
            );
        }
    }
}

/// The lines of code, and code between words, that call the program.
fn commands(markdown: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut in_code = false;
    for event in events(markdown) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if in_code => commands.extend(text.lines().map(str::to_owned)),
            Event::Code(text) => commands.push(text.into_string()),
            _ => {}
        }
    }
    commands.retain(|line| line.starts_with("forebild "));
    commands
}

/// What the program says about a command; none when it does not know it.
fn help(command: Option<&str>) -> Option<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_forebild"))
        .args(command)
        .args(["--help", "--lang", "en"])
        .output()
        .expect("the program was built for this test");
    let help = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.success() && help.contains("--help")).then_some(help)
}

#[test]
fn the_swedish_guides_are_easy_to_read() {
    let guide = document(GUIDES[0].0);
    let (written, _) = guide.split_once("<!-- fält: början -->").expect("the marker is there");
    for text in [written, &document("docs/manniskor-bilder-och-samtycke.md")] {
        let lix = lix(&prose(text));
        assert!((15..40).contains(&lix), "LIX is {lix}");
    }
}

#[test]
fn lix_counts_words_sentences_and_long_words() {
    // 4 words, 2 sentences, 1 long word: 2 + 25.
    assert_eq!(lix("Vi bakar. Samarbete lönar."), 27);
    assert!(lix("Myndighetsutövningens förutsättningar preciseras författningsenligt.") > 60);
}

/// Words a sentence, and long words in a hundred (Björnsson 1968).
fn lix(prose: &str) -> usize {
    let words: Vec<usize> = prose
        .split(|c: char| !c.is_alphabetic())
        .map(|word| word.chars().count())
        .filter(|letters| *letters > 0)
        .collect();
    let sentences = prose.split(['.', '!', '?']).filter(|sentence| !sentence.trim().is_empty());
    let long = words.iter().filter(|letters| **letters > 6).count();
    words.len() / sentences.count().max(1) + 100 * long / words.len().max(1)
}

/// The text without code; each block ends with a full stop.
fn prose(markdown: &str) -> String {
    let mut prose = String::new();
    let mut in_code = false;
    for event in events(markdown) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if !in_code => prose.push_str(&text),
            Event::SoftBreak => prose.push(' '),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell,
            ) => {
                prose.push_str(". ");
            }
            _ => {}
        }
    }
    prose
}

/// Two mistakes, as the program shows them.
fn remarks_as_shown(tongue: Tongue) -> String {
    let (file, front) = match tongue {
        Tongue::Sv => {
            ("content/stories/jobb-i-vast.md", "title: Jobb #1 i väst\nmunicipality: Ockero\n")
        }
        Tongue::En => (
            "content/stories/jobs-in-the-west.md",
            "title: Job #1 in the west\nmunicipality: Ockero\n",
        ),
    };
    let (text, mut found) = story(file, front, "");
    found.retain(Diagnostic::is_error);
    let look = Look { tongue, format: Format::Human, colour: Colour::Without };
    let shown = print(&found, &|_| Some(text.as_bytes()), look);
    format!("```text\n{shown}```\n")
}

/// The reference of every field, one level down in the guide.
fn every_field(tongue: Tongue) -> String {
    let mut part = String::new();
    for line in reference::markdown(tongue).lines() {
        let deeper = if line.starts_with('#') { "#" } else { "" };
        let _ = writeln!(part, "{deeper}{line}");
    }
    part
}

/// Every code with what it means; its heading is the code alone, so that its anchor stays.
fn every_code(tongue: Tongue) -> String {
    let mut part = String::from(match tongue {
        Tongue::Sv => {
            "## Alla koder\n\nEtt fel stoppar bygget. En varning gör det inte, och ett tips är bara \
             ett råd. En kod byter aldrig betydelse.\n"
        }
        Tongue::En => {
            "## Every code\n\nAn error stops the build. A warning does not, and a hint is only \
             advice. A code never changes its meaning.\n"
        }
    });
    for code in Code::ALL {
        let severity = match (code.severity(), tongue) {
            (Severity::Error, Tongue::Sv) => "Fel",
            (Severity::Error, Tongue::En) => "Error",
            (Severity::Warning, Tongue::Sv) => "Varning",
            (Severity::Warning, Tongue::En) => "Warning",
            (Severity::Hint, Tongue::Sv) => "Tips",
            (Severity::Hint, Tongue::En) => "Hint",
        };
        let (sv, en) = code.meaning();
        let meaning = if tongue == Tongue::Sv { sv } else { en };
        let _ = write!(part, "\n### {}\n\n**{severity}.** {meaning}\n", code.id());
    }
    part
}

/// What stands between the two markers of a part.
fn part<'a>(text: &'a str, marker: &str) -> &'a str {
    let (start, end) = between(text, marker);
    &text[start..end]
}

fn with_part(text: &str, marker: &str, part: &str) -> String {
    let (start, end) = between(text, marker);
    format!("{}\n\n{part}\n{}", &text[..start], &text[end..])
}

fn between(text: &str, marker: &str) -> (usize, usize) {
    let opening = format!("<!-- {marker}: början -->");
    let start = text.find(&opening).unwrap_or_else(|| panic!("no {opening}")) + opening.len();
    let closing = format!("<!-- {marker}: slut -->");
    let length = text[start..].find(&closing).unwrap_or_else(|| panic!("no {closing}"));
    (start, start + length)
}

fn events(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS)
}

/// The rows of the table of promises: number, what is promised, where it is held.
fn promises(table: &str) -> Vec<[&str; 3]> {
    table
        .lines()
        .filter(|line| line.starts_with("| G"))
        .map(|line| {
            let mut cells = line.trim_matches('|').split(" | ").map(str::trim);
            std::array::from_fn(|_| cells.next().unwrap_or_else(|| panic!("three cells: {line}")))
        })
        .collect()
}

/// What stands in code in a text.
fn in_code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Whether a test in this source carries the number: `fn g7_…`, `fn g6_g7_…`.
fn carries(source: &str, number: &str) -> bool {
    source.split("fn ").skip(1).any(|name| {
        let numbers = name.split('_').map_while(|part| part.strip_prefix('g'));
        numbers.take_while(|n| n.parse::<u8>().is_ok()).any(|n| n == number)
    })
}

#[test]
fn every_promise_is_held_by_tests_that_carry_its_number() {
    let table = document("docs/guarantees.md");
    let promises = promises(&table);
    let numbers: Vec<String> = promises.iter().map(|row| row[0].to_owned()).collect();
    assert_eq!(numbers, (1..=24).map(|n| format!("G{n}")).collect::<Vec<_>>());
    for [number, _, held] in promises {
        let sources = in_code(held).filter(|path| path.ends_with(".rs"));
        let sources: Vec<_> = sources.map(|path| (path, document(path))).collect();
        // Licences and known holes are looked at by a program.
        assert!(!sources.is_empty() || number == "G24", "{number} is held by nothing");
        for (path, source) in sources {
            assert!(carries(&source, &number[1..]), "no test of {path} carries {number}");
        }
    }
    assert!(document("tests/run").contains("\ncargo deny --locked check licenses bans sources"));
}

/// The documents at the top and in `docs/`.
fn documents() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = [root(), root().join("docs")]
        .iter()
        .flat_map(|folder| fs::read_dir(folder).expect("the folder is in the repository"))
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    paths
}

fn document(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
