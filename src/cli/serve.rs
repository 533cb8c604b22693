//! `serve`: the preview, and what it says in the terminal.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::args::{Common, ServeArgs};
use super::build::{remarks_in_numbers, show};
use super::console::Console;
use super::{Failure, day};
use crate::cache::{Cache, Rights};
use crate::compile::Made;
use crate::diagnostic::print::Format;
use crate::diagnostic::{Diagnostic, Words};
use crate::serve::watch::Method;
use crate::serve::{self, Event, Project, ServeError, http};
use crate::sources::Options;
use crate::words;

/// Shows the site until the person has had enough.
pub fn serve(common: &Common, asked: &ServeArgs, console: Console) -> Result<(), Failure> {
    let today = day::today()?;
    let drafts = !asked.without_drafts;
    let project = Project {
        root: common.root.clone(),
        cache: (!asked.no_cache).then(|| Cache::of(&common.root, Rights::Write)).flatten(),
        poll: asked.poll.map(|every| Duration::from_millis(every.into())),
        // The day goes on while the preview stands.
        options: Box::new(move || Options {
            today: day::today().unwrap_or(today),
            base_url: None,
            drafts,
        }),
    };
    if !asked.host.is_loopback() {
        console.tell(&words!(
            "Varning: med --host kan andra i nätverket se förhandsvisningen, också utkasten.",
            "Warning: with --host, others in the network can see the preview, drafts included."
        ));
    }
    let settings = http::Settings { host: asked.host, port: asked.port, tongue: console.tongue };
    let (open, root) = (asked.open, common.root.clone());
    let tell = move |event: Event| match event {
        Event::Watching(method) => watching(method, console),
        Event::Listening(address) => listening(address, open, console),
        Event::Round { changed, remarks, sources, work } => {
            show(remarks, sources, console.look(Format::Human), console);
            console.tell(&line(changed, remarks, work, &clock()));
        }
        Event::Unreadable(words) => console.complain(words.in_tongue(console.tongue)),
    };
    serve::serve(project, &settings, tell, interrupted())
        .map_err(|error| failure(error, &root, asked.port))?;
    console.tell(&words!("Förhandsvisningen är slut.", "The preview has ended."));
    Ok(())
}

/// Resolves when the person presses Ctrl-C, or the system asks the program to end.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = ended.recv() => {}
            }
            return;
        }
    }
    // Without signals, the preview ends with its terminal.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn failure(error: ServeError, root: &Path, port: u16) -> Failure {
    match error {
        ServeError::Read(error) => Failure { code: error.exit_code(), words: Some(error.words()) },
        ServeError::Watch(error) => Failure { code: 3, words: Some(error.words()) },
        ServeError::System(error) => {
            let root = root.display();
            Failure {
                code: 3,
                words: Some(words!(
                    "förhandsvisningen av `{root}` kan inte startas ({error}); prova en annan port än {port} med --port",
                    "the preview of `{root}` cannot be started ({error}); try another port than {port} with --port"
                )),
            }
        }
    }
}

fn watching(method: &Method, console: Console) {
    if let Method::Polling { because: Some(why), .. } = method {
        console.tell(why);
    }
}

fn listening(address: SocketAddr, open: bool, console: Console) {
    let url = url(address);
    console.tell(&words!(
        "Förhandsvisning: {url} (avsluta med Ctrl-C)",
        "Preview: {url} (end with Ctrl-C)"
    ));
    if open && open::that_detached(&url).is_err() {
        console.tell(&words!(
            "Webbläsaren kunde inte öppnas; skriv adressen i den.",
            "The browser could not be opened; type the address into it."
        ));
    }
}

/// An address that a browser on this computer can open.
fn url(address: SocketAddr) -> String {
    match address {
        address if address.ip().is_unspecified() => format!("http://localhost:{}/", address.port()),
        address => format!("http://{address}/"),
    }
}

fn clock() -> String {
    let now = jiff::tz::TimeZone::system().to_datetime(jiff::Timestamp::now());
    format!("{:02}:{:02}:{:02}", now.hour(), now.minute(), now.second())
}

/// What changed, what was made anew, how long that took, and what there is to say of it.
fn line(
    changed: &[Arc<str>],
    remarks: &[Diagnostic],
    round: Option<(Duration, Made)>,
    clock: &str,
) -> Words {
    let what = match changed {
        [] if round.is_none() => words!("alla sidor genomgångna", "all pages looked at"),
        [] => words!("läst", "read"),
        [one] => words!("{one} ändrad", "{one} changed"),
        [first, rest @ ..] => {
            let more = rest.len();
            words!("{first} och {more} till ändrade", "{first} and {more} more changed")
        }
    };
    let work = round.map_or(words!("", ""), |(took, made)| work(took, made));
    let stays = match remarks.iter().any(Diagnostic::is_error) {
        true => words!(", sidan visas som förut", ", the page stays as it was"),
        false => words!("", ""),
    };
    let said = remarks_in_numbers(remarks);
    Words {
        sv: format!("{clock} {}{}{}{}", what.sv, work.sv, said.sv, stays.sv),
        en: format!("{clock} {}{}{}{}", what.en, work.en, said.en, stays.en),
    }
}

fn work(took: Duration, made: Made) -> Words {
    let Made { texts, pictures } = made;
    let milliseconds = format!("{:.0} ms", took.as_secs_f64() * 1000.0);
    let (texts_sv, texts_en) = if texts == 1 { ("text", "text") } else { ("texter", "texts") };
    let pictures = match pictures {
        0 => words!("", ""),
        1 => words!(", 1 bild", ", 1 picture"),
        n => words!(", {n} bilder", ", {n} pictures"),
    };
    Words {
        sv: format!(", {texts} {texts_sv}{} på {milliseconds}", pictures.sv),
        en: format!(", {texts} {texts_en}{} in {milliseconds}", pictures.en),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Place};

    #[test]
    fn a_round_is_one_line() {
        let paths = |names: &[&str]| names.iter().map(|name| Arc::from(*name)).collect::<Vec<_>>();
        let warning =
            Diagnostic::new(Code::StaleFacts, Place::whole(&Arc::from("x")), words!("x", "x"));
        let error =
            Diagnostic::new(Code::MissingFile, Place::whole(&Arc::from("x")), words!("x", "x"));
        let took =
            |texts, pictures| Some((Duration::from_micros(41_600), Made { texts, pictures }));
        for (changed, remarks, took, sv, en) in [
            (
                &[][..],
                vec![],
                took(12, 2),
                "12:00:00 läst, 12 texter, 2 bilder på 42 ms",
                "12:00:00 read, 12 texts, 2 pictures in 42 ms",
            ),
            (
                &["content/stories/x.md"],
                vec![warning.clone()],
                took(1, 0),
                "12:00:00 content/stories/x.md ändrad, 1 text på 42 ms, 1 varning",
                "12:00:00 content/stories/x.md changed, 1 text in 42 ms, 1 warning",
            ),
            (
                &["a", "b", "c"],
                vec![error],
                took(0, 1),
                "12:00:00 a och 2 till ändrade, 0 texter, 1 bild på 42 ms, 1 fel, sidan visas som förut",
                "12:00:00 a and 2 more changed, 0 texts, 1 picture in 42 ms, 1 error, the page stays as it was",
            ),
            (
                &[],
                vec![warning],
                None,
                "12:00:00 alla sidor genomgångna, 1 varning",
                "12:00:00 all pages looked at, 1 warning",
            ),
        ] {
            let words = line(&paths(changed), &remarks, took, "12:00:00");
            assert_eq!((words.sv.as_str(), words.en.as_str()), (sv, en));
        }
    }

    #[test]
    fn addresses_can_be_opened() {
        for (address, expected) in [
            ("127.0.0.1:1111", "http://127.0.0.1:1111/"),
            ("[::1]:80", "http://[::1]:80/"),
            ("0.0.0.0:1112", "http://localhost:1112/"),
        ] {
            assert_eq!(url(address.parse().unwrap()), expected);
        }
    }
}
