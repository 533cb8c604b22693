//! `new`: a story that explains itself.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::sync::Arc;

use super::Failure;
use super::args::{Common, NewArgs};
use super::console::Console;
use crate::diagnostic::print::{is_dangerous, visible};
use crate::read::{self, ReadError};
use crate::schema::{Kind, STORY, field, reference};
use crate::text::{fold, nearest, slug};
use crate::words;
use crate::yaml::{self, Entry, Node, Value};

/// How often a municipality is asked for.
const TRIES: usize = 3;

/// Writes `content/stories/ID.md` for a new story; never over another.
pub fn new(common: &Common, asked: &NewArgs, console: Console) -> Result<(), Failure> {
    let title = title(&asked.title)?;
    let id = slug(&title);
    if id.is_empty() {
        return Err(Failure::usage(words!(
            "titeln `{title}` har inga bokstäver eller siffror som kan bli en adress; skriv en annan",
            "the title `{title}` has no letters or digits that an address can be made of; write another"
        )));
    }
    let content = common.root.join("content");
    if !content.is_dir() {
        let error = ReadError::NoContent { root: common.root.clone() };
        return Err(Failure { code: error.exit_code(), words: Some(error.words()) });
    }
    let stories = content.join("stories");
    let path = stories.join(format!("{id}.md"));
    if path.symlink_metadata().is_ok() || stories.join(&id).symlink_metadata().is_ok() {
        return Err(taken(&title, &id));
    }
    let municipality = municipality(asked.municipality.as_deref(), &common.root, console)?;
    let story = reference::blank_story(&title, &municipality, console.tongue);
    std::fs::create_dir_all(&stories).map_err(|error| Failure::world(&stories, &error))?;
    match write_new(&path, story.as_bytes()) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(taken(&title, &id)),
        Err(error) => return Err(Failure::world(&path, &error)),
    }
    let (path, root) = (path.display(), root_option(&common.root));
    // A folder of their own: drafts must never lie among what is published.
    console.tell(&words!(
        "Skapade {path}. Öppna filen, fyll i den, och se resultatet med `forebild build{root} --drafts --output utkast`.",
        "Made {path}. Open the file, fill it in, and see it with `forebild build{root} --drafts --output drafts`."
    ));
    Ok(())
}

/// The option that names the project, where a command to copy needs it.
pub fn root_option(root: &Path) -> String {
    if root == Path::new(".") { String::new() } else { format!(" --root \"{}\"", root.display()) }
}

/// Writes a file that must not exist.
pub fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
}

/// The title on one line, if a story may have it.
fn title(asked: &str) -> Result<String, Failure> {
    let title = asked.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.contains(is_dangerous) {
        let title = visible(&title, 200);
        return Err(Failure::usage(words!(
            "titeln innehåller osynliga tecken: `{title}`; skriv den för hand",
            "the title holds invisible characters: `{title}`; type it by hand"
        )));
    }
    let length = title.chars().count();
    match field(STORY, "title").map(|field| &field.kind) {
        Some(Kind::Text(least, most)) if !(*least..=*most).contains(&length) => {
            Err(Failure::usage(words!(
                "titeln har {length} tecken; skriv {least} till {most}",
                "the title has {length} characters; write {least} to {most}"
            )))
        }
        _ => Ok(title),
    }
}

fn taken(title: &str, id: &str) -> Failure {
    Failure::usage(words!(
        "berättelsen `{id}` finns redan och skrivs inte över; välj en annan titel, till exempel `{title} 2`",
        "the story `{id}` exists already and is not overwritten; choose another title, such as `{title} 2`"
    ))
}

/// The municipality's name as `territory.yaml` writes it: the one asked for, else the answer to a
/// question.
fn municipality(asked: Option<&str>, root: &Path, console: Console) -> Result<String, Failure> {
    let known = municipalities(root)?;
    if let Some(asked) = asked {
        return find(asked, &known);
    }
    let question =
        words!("Vilken kommun handlar berättelsen om?", "Which municipality is it about?");
    for _ in 0..TRIES {
        let Some(answer) = console.ask(&question) else { break };
        match find(&answer, &known) {
            Err(Failure { words: Some(words), .. }) => {
                console.complain(words.in_tongue(console.tongue));
            }
            found => return found,
        }
    }
    Err(Failure::usage(words!(
        "kommunen saknas; ange den med --municipality, till exempel `--municipality Hjo`",
        "the municipality is missing; name it with --municipality, such as `--municipality Hjo`"
    )))
}

/// The name of the municipality with the name or code `word`, or a suggestion.
fn find(word: &str, known: &[(String, String)]) -> Result<String, Failure> {
    let folded = fold(word.trim());
    let found = known.iter().find(|(name, code)| fold(name) == folded || *code == folded);
    if let Some((name, _)) = found {
        return Ok(name.clone());
    }
    let word = visible(word, 100);
    Err(Failure::usage(match nearest(&word, known.iter().map(|(name, _)| name.as_str())) {
        Some(near) => words!(
            "kommunen `{word}` finns inte i territory.yaml; menade du `{near}`?",
            "the municipality `{word}` is not in territory.yaml; did you mean `{near}`?"
        ),
        None => words!(
            "kommunen `{word}` finns inte i territory.yaml; skriv en av dem som står där",
            "the municipality `{word}` is not in territory.yaml; write one of those listed there"
        ),
    }))
}

/// Name and code of every municipality of `territory.yaml`. What is wrong in that file is for a
/// build to say.
fn municipalities(root: &Path) -> Result<Vec<(String, String)>, Failure> {
    let path = "content/territory.yaml";
    let bytes = read::one(root, path)
        .map_err(|error| Failure { code: error.exit_code(), words: Some(error.words()) })?
        .ok_or_else(|| {
            Failure::usage(words!(
                "`{path}` saknas, så kommunen kan inte kontrolleras; skapa filen först",
                "`{path}` is missing, so the municipality cannot be checked; make that file first"
            ))
        })?;
    let text = String::from_utf8_lossy(&bytes);
    let (tree, _) = yaml::parse(&Arc::from(path), &text, 0..text.len());
    let list = tree.as_ref().and_then(|tree| value(entries(tree), "municipalities"));
    let Some(Value::List(items)) = list.map(|node| &node.value) else { return Ok(Vec::new()) };
    Ok(items
        .iter()
        .map(entries)
        .filter_map(|entries| {
            Some((scalar(value(entries, "name")?)?, scalar(value(entries, "code")?)?))
        })
        .collect())
}

fn entries(node: &Node) -> &[Entry] {
    match &node.value {
        Value::Map(entries) => entries,
        _ => &[],
    }
}

fn value<'a>(entries: &'a [Entry], key: &str) -> Option<&'a Node> {
    entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
}

fn scalar(node: &Node) -> Option<String> {
    match &node.value {
        Value::Scalar(scalar) => Some(scalar.text.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        for (asked, expected) in [
            ("  Bageriet\n i  Hjo ", Some("Bageriet i Hjo")),
            ("Kort", None),
            ("Bageriet\u{202e} i Hjo", None),
        ] {
            assert_eq!(title(asked).ok().as_deref(), expected, "{asked}");
        }
        assert!(title(&"x".repeat(101)).is_err());
    }

    #[test]
    fn municipalities_by_name_code_or_nearly() {
        let known = [("Hjo", "1497"), ("Öckerö", "1407")]
            .map(|(name, code)| (name.to_owned(), code.to_owned()));
        for (word, expected) in [("hjo", "Hjo"), ("1407", "Öckerö"), (" OCKERO ", "Öckerö")] {
            assert_eq!(find(word, &known).unwrap(), expected);
        }
        let said = |word| find(word, &known).unwrap_err().words.unwrap().sv;
        assert!(said("Ökerö").contains("menade du `Öckerö`?"), "{}", said("Ökerö"));
        assert!(said("Stockholm").contains("skriv en av dem"), "{}", said("Stockholm"));
    }
}
