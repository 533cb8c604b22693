//! `serve`: the preview, and what it says in the terminal.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::args::{Common, ServeArgs};
use super::console::Console;
use super::{Failure, day};
use crate::diagnostic::print::{Format, Look, print, tally};
use crate::diagnostic::{Diagnostic, Words};
use crate::serve::watch::Method;
use crate::serve::{self, Event, Project, ServeError, http};
use crate::sources::{Options, Sources};
use crate::words;

/// Shows the site until the person has had enough.
pub fn serve(common: &Common, asked: &ServeArgs, console: Console) -> Result<(), Failure> {
    let today = day::today()?;
    let drafts = !asked.without_drafts;
    let project = Project {
        root: common.root.clone(),
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
        Event::Round { changed, remarks, sources, took } => {
            round(changed, remarks, sources, took, console);
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

fn round(
    changed: &[Arc<str>],
    remarks: &[Diagnostic],
    sources: &Sources,
    took: Option<Duration>,
    console: Console,
) {
    let bytes_of = |path: &str| sources.get(path).map(|(_, bytes)| &**bytes);
    let look = Look { tongue: console.tongue, format: Format::Human, colour: console.colour() };
    console.err(&print(remarks, &bytes_of, look));
    console.tell(&line(changed, remarks, took, &clock()));
}

fn clock() -> String {
    let now = jiff::tz::TimeZone::system().to_datetime(jiff::Timestamp::now());
    format!("{:02}:{:02}:{:02}", now.hour(), now.minute(), now.second())
}

/// What changed, what there is to say of it, and how long it took.
fn line(
    changed: &[Arc<str>],
    remarks: &[Diagnostic],
    took: Option<Duration>,
    clock: &str,
) -> Words {
    let Words { sv: what_sv, en: what_en } = match changed {
        [] if took.is_none() => words!("alla sidor genomgångna", "all pages looked at"),
        [] => words!("läst", "read"),
        [one] => words!("{one} ändrad", "{one} changed"),
        [first, rest @ ..] => {
            let more = rest.len();
            words!("{first} och {more} till ändrade", "{first} and {more} more changed")
        }
    };
    let failed = remarks.iter().any(Diagnostic::is_error);
    let stays = match failed {
        true => words!(", sidan visas som förut", ", the page stays as it was"),
        false => words!("", ""),
    };
    let took = took.map(|took| format!(", {:.0} ms", took.as_secs_f64() * 1000.0));
    let took = took.unwrap_or_default();
    let said = |tongue| match tally(remarks, tongue) {
        tally if tally.is_empty() => tally,
        tally => format!(", {tally}"),
    };
    let sv = format!("{clock} {what_sv}{took}{}{}", said(crate::diagnostic::Tongue::Sv), stays.sv);
    let en = format!("{clock} {what_en}{took}{}{}", said(crate::diagnostic::Tongue::En), stays.en);
    Words { sv, en }
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
        let took = Some(Duration::from_micros(41_600));
        for (changed, remarks, took, sv, en) in [
            (&[][..], vec![], took, "12:00:00 läst, 42 ms", "12:00:00 read, 42 ms"),
            (
                &["content/stories/x.md"],
                vec![warning.clone()],
                took,
                "12:00:00 content/stories/x.md ändrad, 42 ms, 1 varning",
                "12:00:00 content/stories/x.md changed, 42 ms, 1 warning",
            ),
            (
                &["a", "b", "c"],
                vec![error],
                took,
                "12:00:00 a och 2 till ändrade, 42 ms, 1 fel, sidan visas som förut",
                "12:00:00 a and 2 more changed, 42 ms, 1 error, the page stays as it was",
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
