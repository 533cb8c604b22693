//! What an open page is told of: that it, its style or the project's faults have changed.

use std::convert::Infallible;
use std::future::{Future, pending};
use std::sync::Arc;

use axum::response::sse::Event;
use futures_util::stream::{Stream, StreamExt, unfold};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::spawn_blocking;

use super::News;
use super::page::{Change, Fingerprint};

/// How to come by the fingerprint of what stands at an address just now.
pub type Look = dyn Fn() -> Fingerprint + Send + Sync;

/// What a page is told.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Message {
    /// The content has no errors; also the first word to a page that has nothing to fear.
    Fine,
    /// It has, and this is what there is to say.
    Problems { errors: usize, report: String },
    /// Only style sheets have changed; the page is now the one of this name.
    Style { seen: String, sheets: Vec<String> },
    /// The page has changed.
    Reload,
}

/// One open page: what it shows, and what it has been told.
pub struct Listener {
    news: watch::Receiver<News>,
    look: Arc<Look>,
    /// The name of what it shows; none when it does not say.
    seen: Option<String>,
    /// The report it has been told last, which is empty when all was fine; none before that.
    told: Option<String>,
}

impl Listener {
    /// A page that shows what was named `seen`, and has not been told anything.
    pub fn new(news: watch::Receiver<News>, look: Arc<Look>, seen: Option<String>) -> Self {
        Self { news, look, seen, told: None }
    }

    /// All it is told until `stop`. Nothing is made ready before it is read, so a page that reads
    /// slowly costs nothing and misses only what is no longer true.
    pub fn listen(
        self,
        stop: impl Future<Output = ()>,
    ) -> impl Stream<Item = Result<Event, Infallible>> {
        unfold(self, |mut listener| async move {
            let message = listener.next().await;
            Some((Ok(event(&message)), listener))
        })
        .take_until(stop)
    }

    async fn next(&mut self) -> Message {
        loop {
            let news = self.news.borrow_and_update().clone();
            if let Some(message) = self.about(&news).await {
                return message;
            }
            if self.news.changed().await.is_err() {
                // Nothing will ever change; the page stays as it is until the server stops.
                pending::<()>().await;
            }
        }
    }

    /// The next thing to say about a state of the project, if there is any left. While there are
    /// errors the page stays as it is, for it may be the last good one.
    async fn about(&mut self, news: &News) -> Option<Message> {
        let report = if news.errors == 0 { "" } else { &news.report };
        if self.told.as_deref() != Some(report) {
            self.told = Some(report.to_owned());
            let report = report.to_owned();
            return Some(match news.errors {
                0 => Message::Fine,
                errors => Message::Problems { errors, report },
            });
        }
        if news.errors > 0 {
            return None;
        }
        let look = Arc::clone(&self.look);
        // A failed look is a fault of the site's, not the page's: it is told at the next news.
        let newest = spawn_blocking(move || look()).await.ok()?;
        self.compare(&newest)
    }

    fn compare(&mut self, newest: &Fingerprint) -> Option<Message> {
        let name = newest.name();
        let seen = self.seen.replace(name.clone())?;
        match newest.since(&seen) {
            Change::None => None,
            Change::Style => Some(Message::Style { seen: name, sheets: newest.sheets.clone() }),
            Change::Text => Some(Message::Reload),
        }
    }
}

/// The message as it is sent; a browser drops an event without data.
fn event(message: &Message) -> Event {
    let (name, data) = match message {
        Message::Fine => ("fine", Value::Null),
        Message::Problems { errors, report } => {
            ("problems", json!({ "errors": errors, "report": report }))
        }
        Message::Style { seen, sheets } => ("style", json!({ "seen": seen, "sheets": sheets })),
        Message::Reload => ("reload", Value::Null),
    };
    Event::default().event(name).data(data.to_string())
}
