//! `--timings`: where the time of a build went.

use std::time::{Duration, Instant};

use super::args::TimingsFormat;
use super::console::Console;
use crate::Stage;
use crate::diagnostic::{Tongue, Words};
use crate::words;

/// A clock that is told of each step as it begins.
#[derive(Debug)]
pub struct Timings {
    done: Vec<(Step, Duration)>,
    current: Step,
    since: Instant,
}

/// What a build does, edges included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The content is read from disk.
    Read,
    /// What stands is compared with what a build would make.
    Compare,
    /// Pictures of earlier builds are read from disk.
    Recall,
    /// A stage of the pure middle.
    Compile(Stage),
    /// Remarks are printed.
    Report,
    /// The site is written.
    Publish,
}

impl Timings {
    /// Starts the clock with the first step.
    pub fn start(step: Step) -> Self {
        Self { done: Vec::new(), current: step, since: Instant::now() }
    }

    /// Ends the step before and begins this one.
    pub fn begin(&mut self, step: Step) {
        let now = Instant::now();
        self.done.push((self.current, now - self.since));
        (self.current, self.since) = (step, now);
    }

    /// Ends the last step and prints all of them.
    pub fn print(mut self, format: TimingsFormat, console: Console) {
        self.begin(self.current);
        match format {
            TimingsFormat::Human => console.err(&table(&self.done, console.tongue)),
            TimingsFormat::Json => console.out(&json(&self.done)),
        }
    }
}

/// Milliseconds with one decimal.
fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 10_000.0).round() / 10.0
}

fn table(done: &[(Step, Duration)], tongue: Tongue) -> String {
    let mut lines = String::new();
    for (step, took) in done {
        let name = words_of(*step);
        let mut took = format!("{:.1}", milliseconds(*took));
        if tongue == Tongue::Sv {
            took = took.replace('.', ",");
        }
        lines.push_str(&format!("{took:>10} ms  {}\n", name.in_tongue(tongue)));
    }
    lines
}

fn json(done: &[(Step, Duration)]) -> String {
    let steps: serde_json::Map<String, serde_json::Value> = done
        .iter()
        .map(|(step, took)| (key(*step).to_owned(), milliseconds(*took).into()))
        .collect();
    format!("{}\n", serde_json::json!({ "milliseconds": steps }))
}

fn key(step: Step) -> &'static str {
    match step {
        Step::Read => "read",
        Step::Compare => "compare",
        Step::Recall => "recall",
        Step::Compile(Stage::Parse) => "parse",
        Step::Compile(Stage::Derive) => "derive",
        Step::Compile(Stage::Theme) => "theme",
        Step::Compile(Stage::Images) => "images",
        Step::Compile(Stage::Search) => "search",
        Step::Compile(Stage::Copy) => "copy",
        Step::Compile(Stage::Render) => "render",
        Step::Compile(Stage::Finish) => "finish",
        Step::Report => "report",
        Step::Publish => "publish",
    }
}

fn words_of(step: Step) -> Words {
    match step {
        Step::Read => words!("läsa innehållet", "reading the content"),
        Step::Compare => words!("jämföra med förra bygget", "comparing with the last build"),
        Step::Recall => words!("läsa sparade bilder", "reading kept pictures"),
        Step::Compile(Stage::Parse) => words!("tolka texterna", "parsing the texts"),
        Step::Compile(Stage::Derive) => words!("koppla ihop dem", "joining them"),
        Step::Compile(Stage::Theme) => words!("läsa temat", "loading the theme"),
        Step::Compile(Stage::Images) => words!("bilder", "pictures"),
        Step::Compile(Stage::Search) => words!("sökregister", "search index"),
        Step::Compile(Stage::Copy) => words!("kopia för läsning utan nät", "copy to read offline"),
        Step::Compile(Stage::Render) => {
            words!("göra, förkorta och skriva sidorna", "rendering, shortening, writing")
        }
        Step::Compile(Stage::Finish) => {
            words!("kontrollera webbplatsen", "checking the site")
        }
        Step::Report => words!("anmärkningar", "remarks"),
        Step::Publish => words!("lägga webbplatsen på plats", "putting the site in its place"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_shown_in_order() {
        let done = [
            (Step::Read, Duration::from_micros(1_260)),
            (Step::Compile(Stage::Search), Duration::from_millis(45)),
        ];
        assert_eq!(
            table(&done, Tongue::Sv),
            "       1,3 ms  läsa innehållet\n      45,0 ms  sökregister\n"
        );
        assert_eq!(json(&done), "{\"milliseconds\":{\"read\":1.3,\"search\":45.0}}\n");
    }
}
