//! The report for people: at most 80 columns, in Swedish or English.

use jiff::civil::Date;

use super::{Checked, Does, Named, Privacy, Shown};
use crate::diagnostic::print::visible;
use crate::diagnostic::{Tongue, Words};
use crate::text::file_name;
use crate::words;

/// Columns of a terminal.
const WIDTH: usize = 80;
/// From this age on, in months, a story is named and not only counted.
const OLD: i32 = 12;
/// From this age on, in months, its facts are to be checked again.
const STALE: i32 = 24;

/// The report as text.
#[must_use]
pub fn print(report: &Privacy, tongue: Tongue) -> String {
    let mut page = Page { tongue, text: String::new() };
    let day = report.date;
    page.line(&words!("Personuppgifter den {day}", "Personal data on {day}"));
    page.people(&report.people);
    page.untold(report);
    page.stories(&report.stories);
    page.site(report.site.as_ref());
    if !report.unread.is_empty() {
        page.heading(&words!(
            "Har fel, så människorna i dem står inte här",
            "Have errors, so their people are not listed here"
        ));
        for file in &report.unread {
            page.item(file);
        }
    }
    page.text
}

/// A text that is being written.
struct Page {
    tongue: Tongue,
    text: String,
}

impl Page {
    fn word(&self, words: &Words) -> String {
        words.in_tongue(self.tongue).to_owned()
    }

    fn line(&mut self, words: &Words) {
        self.text.push_str(words.in_tongue(self.tongue));
        self.text.push('\n');
    }

    fn heading(&mut self, words: &Words) {
        self.text.push('\n');
        self.line(words);
    }

    /// A line of its own below a heading.
    fn item(&mut self, text: &str) {
        self.wrapped("  ", &[text.to_owned()]);
    }

    /// Facts one after the other, on as many lines as they need.
    fn wrapped(&mut self, indent: &str, facts: &[String]) {
        let mut line = indent.to_owned();
        for fact in facts.iter().map(|fact| visible(fact, 300)) {
            let is_first = line.len() == indent.len();
            // Two characters divide the facts, and one ends the line.
            if !is_first && line.chars().count() + fact.chars().count() + 3 > WIDTH {
                self.text.push_str(&line);
                self.text.push_str(",\n");
                line = indent.to_owned();
            } else if !is_first {
                line.push_str(", ");
            }
            line.push_str(&fact);
        }
        self.text.push_str(&line);
        self.text.push('\n');
    }

    fn people(&mut self, people: &[Named]) {
        let count = people.len();
        if people.is_empty() {
            self.heading(&words!("Människor: ingen", "People: nobody"));
            return;
        }
        self.heading(&words!(
            "Människor ({count}), den vars grund går ut först står först",
            "People ({count}), whose basis runs out first stands first"
        ));
        let name = self.word(&words!("namn", "name"));
        let basis = self.word(&words!("grund", "basis"));
        let until = self.word(&words!("går ut", "runs out"));
        self.columns([&name, &basis, &until, ""]);
        for person in people {
            let basis =
                person.basis.map_or_else(|| "–".to_owned(), |key| self.word(&basis_of(key)));
            let until = person.expires.map_or_else(|| "–".to_owned(), |day| day.to_string());
            let gone = self.state(person);
            self.columns([&visible(&person.name, 80), &basis, &until, &gone]);
            let facts = self.facts(person);
            self.wrapped("    ", &facts);
        }
    }

    /// A row of the table of people.
    fn columns(&mut self, [name, basis, until, state]: [&str; 4]) {
        let row = format!("  {name:<26} {basis:<25} {until:<10} {state}");
        self.text.push_str(row.trim_end());
        self.text.push('\n');
    }

    fn state(&self, person: &Named) -> String {
        match (person.withdrawn, person.expired) {
            (Some(_), _) => self.word(&words!("drog sig ur", "withdrew")),
            (None, true) => self.word(&words!("HAR GÅTT UT", "HAS RUN OUT")),
            (None, false) => String::new(),
        }
    }

    fn facts(&self, person: &Named) -> Vec<String> {
        let mut facts = vec![person.role.clone(), self.marked(&person.story, person.status)];
        let mut day = |when: Option<Date>, words: &dyn Fn(Date) -> Words| {
            facts.extend(when.map(|when| self.word(&words(when))));
        };
        day(person.given, &|day| words!("från {day}", "from {day}"));
        day(person.reviewed, &|day| words!("prövad {day}", "reviewed {day}"));
        day(person.withdrawn, &|day| words!("drog sig ur {day}", "withdrew {day}"));
        facts.extend(person.record.clone());
        facts.push(match &person.covers {
            Some(covers) => {
                let covers: Vec<String> =
                    covers.iter().map(|cover| self.word(&cover_of(cover))).collect();
                let covers = covers.join(" + ");
                self.word(&words!("omfattar {covers}", "covers {covers}"))
            }
            None => self.word(&words!("omfattning saknas", "coverage not said")),
        });
        if person.pictures.is_empty() {
            facts.push(self.word(&words!("på ingen bild", "in no picture")));
        }
        facts.extend(person.pictures.iter().map(|picture| file_name(picture).to_owned()));
        facts
    }

    /// A story's name, marked if readers do not see it.
    fn marked(&self, story: &str, status: Shown) -> String {
        let mark = match status {
            Shown::Published => return story.to_owned(),
            Shown::Draft => words!("utkast", "draft"),
            Shown::Review => words!("granskas", "in review"),
            Shown::Future => words!("kommer senare", "in the future"),
            Shown::Withdrawn => words!("tillbakadragen", "withdrawn"),
        };
        format!("{story} ({})", self.word(&mark))
    }

    fn untold(&mut self, report: &Privacy) {
        let pictures = &report.pictures_without_people;
        if pictures.is_empty() {
            self.heading(&words!(
                "Bilder utan uppgift om vilka som syns: ingen",
                "Pictures without word of who is shown: none"
            ));
            return;
        }
        let count = pictures.len();
        self.heading(&words!(
            "Bilder utan uppgift om vilka som syns ({count})",
            "Pictures without word of who is shown ({count})"
        ));
        for picture in pictures {
            let text = self.marked(&picture.picture, picture.status);
            self.item(&text);
        }
    }

    fn stories(&mut self, stories: &[Checked]) {
        let old = |story: &&Checked| story.months.is_none_or(|months| months >= OLD);
        let fresh = stories.iter().filter(|story| !old(story)).count();
        let count = stories.len();
        self.heading(&words!(
            "Berättelser ({count}), den som längst är utan kontroll först",
            "Stories ({count}), the longest unchecked first"
        ));
        for story in stories.iter().filter(old) {
            let when = story.verified.map_or_else(|| "–".to_owned(), |day| day.to_string());
            let age = match story.months {
                None => words!("aldrig kontrollerad", "never checked"),
                Some(months) if months >= STALE => {
                    words!("{months} månader, KONTROLLERA", "{months} months, CHECK")
                }
                Some(months) => words!("{months} månader", "{months} months"),
            };
            let age = self.word(&age);
            let name = self.marked(&story.story, story.status);
            let row = format!("  {when:<10}  {age:<24} {}", visible(&name, 120));
            self.text.push_str(&row);
            self.text.push('\n');
        }
        let rest = self.word(&words!(
            "{fresh} kontrollerade det senaste året",
            "{fresh} checked within the last year"
        ));
        self.item(&rest);
    }

    fn site(&mut self, site: Option<&Does>) {
        let Some(site) = site else {
            self.heading(&words!(
                "Webbplatsen kunde inte byggas, så vad den gör i en webbläsare är inte prövat",
                "The site could not be made, so what it does in a browser was not looked at"
            ));
            return;
        };
        self.heading(&words!("Den färdiga webbplatsen", "The finished site"));
        for (what, found) in [
            (words!("hämtar från andra", "fetches from others"), &site.fetches),
            (words!("kan skicka till andra", "can send to others"), &site.sends),
            (words!("lagrar i webbläsaren", "stores in the browser"), &site.stores),
        ] {
            let none = words!("inget", "nothing");
            let found = if found.is_empty() { self.word(&none) } else { found.join(", ") };
            let what = self.word(&what);
            self.text.push_str(&format!("  {what:<24} {}\n", visible(&found, 300)));
        }
        for form in &site.forms {
            let what = self.word(&match form.kind {
                "own" => words!("formulär till sig själv", "form to itself"),
                "declared" => words!("kontaktformulär", "contact form"),
                _ => words!("OKÄNT FORMULÄR", "UNKNOWN FORM"),
            });
            let pages = form.pages;
            let (sv, en) = if pages == 1 { ("sida", "page") } else { ("sidor", "pages") };
            let pages = self.word(&words!("{pages} {sv}", "{pages} {en}"));
            let address = visible(&form.address, 200);
            self.text.push_str(&format!("  {what:<24} {address} ({pages})\n"));
        }
    }
}

fn basis_of(key: &str) -> Words {
    match key {
        "public_interest" => words!("allmänt intresse", "public interest"),
        "consent" => words!("samtycke", "consent"),
        "contract" => words!("avtal", "contract"),
        "legitimate_interest" => words!("berättigat intresse", "legitimate interest"),
        _ => words!("yttrandefrihet", "freedom of expression"),
    }
}

fn cover_of(key: &str) -> Words {
    match key {
        "name" => words!("namn", "name"),
        "photo" => words!("bild", "photo"),
        _ => words!("citat", "quote"),
    }
}
