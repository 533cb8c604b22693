//! The web server of the preview: the site as it would be built, and news of it to open pages.
//!
//! It answers on this machine alone unless told otherwise, and only to requests that name it (see
//! [`caller`]); it reads nothing but what [`Pages`] gives. Each page that is open listens to
//! `/__forebild/events`, where it is told when *it* has changed, whatever happened to others: the
//! server compares what stands at its address with what the page says it shows. So a page that
//! was away, or outlived a server, catches up by itself.

mod address;
mod caller;
mod events;
mod page;
#[cfg(test)]
mod tests;

use std::future::Future;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::sse::{KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::serve::ListenerExt;
use percent_encoding::percent_decode_str;
use tokio::runtime::Builder;
use tokio::sync::watch;
use tokio::task::spawn_blocking;

use crate::diagnostic::{Tongue, Words};
use crate::words;
use address::{Found, content_type, find};
use caller::Door;
use events::Listener;
pub use page::own_page;
use page::{Fingerprint, with_script};

/// How many ports are tried, from the one that was asked for.
const PORTS: u16 = 20;
/// How often a page that is told nothing hears that we are still here.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// How long answers on their way may take when the server is to stop.
const GRACE: Duration = Duration::from_secs(1);
/// Pages made at a time; a browser asks for six.
const BLOCKING_THREADS: usize = 16;

/// The site as the server asks for it. Called on blocking threads, may take milliseconds.
pub trait Pages: Send + Sync + 'static {
    /// The file at a path of the output, as `berattelser/x/index.html`; none when there is none.
    fn get(&self, path: &str) -> Option<Vec<u8>>;
}

/// What has become of the project.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// Rises with each state of the project.
    pub number: u64,
    /// How many errors keep the newest state from being shown; then `Pages` still gives the last
    /// good one.
    pub errors: usize,
    /// The remarks as the terminal shows them, without colours (file, line, excerpt, help); empty
    /// when there is nothing to say.
    pub report: String,
}

/// Where the preview is served, and in which language it speaks of itself.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address to listen on.
    pub host: IpAddr,
    /// The first port to try; 0 for any.
    pub port: u16,
    /// The language of the overlay and the error pages.
    pub tongue: Tongue,
}

/// Binds the first free port from `port` on (at most 20 tried; 0 = any).
///
/// # Errors
///
/// When none of them is free or may be used, or when the address is not one of this machine.
pub fn bind(settings: &Settings) -> Result<TcpListener, io::Error> {
    let last = settings.port.saturating_add(if settings.port == 0 { 0 } else { PORTS - 1 });
    let mut refused = io::Error::from(ErrorKind::AddrInUse);
    for port in settings.port..=last {
        match TcpListener::bind((settings.host, port)) {
            Err(error)
                if matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied) =>
            {
                refused = error;
            }
            bound => return bound,
        }
    }
    Err(refused)
}

/// Serves until `stop` resolves. Runs its own tokio runtime (current thread + blocking pool).
///
/// `news` is to come after the change it tells of: once it is there, `pages` gives the new state.
///
/// # Errors
///
/// When the runtime or the listener cannot be used.
pub fn serve(
    listener: TcpListener,
    settings: &Settings,
    pages: Arc<dyn Pages>,
    news: watch::Receiver<News>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let door = Door { host: settings.host, port: listener.local_addr()?.port() };
    listener.set_nonblocking(true)?;
    let runtime = Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .max_blocking_threads(BLOCKING_THREADS)
        .build()?;
    let (tell, stopped) = watch::channel(false);
    let preview = Preview { door, tongue: settings.tongue, pages, news, stopped };
    let served = runtime.block_on(run(listener, preview, async move {
        stop.await;
        tell.send_replace(true);
    }));
    // A page that is still being made is of no use to anyone.
    runtime.shutdown_background();
    served
}

async fn run(
    listener: TcpListener,
    preview: Preview,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let overdue = preview.stopped();
    // Small answers are not held back to be sent together.
    let listener = tokio::net::TcpListener::from_std(listener)?
        .tap_io(|stream| drop(stream.set_nodelay(true)));
    let serving = axum::serve(listener, router(preview)).with_graceful_shutdown(stop);
    tokio::select! {
        served = serving.into_future() => served,
        () = async { overdue.await; tokio::time::sleep(GRACE).await } => Ok(()),
    }
}

/// What every answer needs.
#[derive(Clone)]
struct Preview {
    door: Door,
    tongue: Tongue,
    pages: Arc<dyn Pages>,
    news: watch::Receiver<News>,
    stopped: watch::Receiver<bool>,
}

impl Preview {
    /// Resolves when the server is to stop, or already was.
    fn stopped(&self) -> impl Future<Output = ()> + Send + 'static {
        let mut stopped = self.stopped.clone();
        // An error means that whoever could tell is gone, which comes to the same.
        async move { drop(stopped.wait_for(|is_over| *is_over).await) }
    }

    fn has_errors(&self) -> bool {
        self.news.borrow().errors > 0
    }

    /// What is shown at the path of a request.
    fn look(&self, path: &str) -> Shown {
        let (status, path, bytes) = match find(&*self.pages, path) {
            Found::File { path, bytes } => (StatusCode::OK, path, bytes),
            Found::Folder => return Shown::Moved,
            Found::Malformed => return Shown::Refused,
            Found::Missing => {
                let page = self.pages.get("404.html");
                let own = || nothing_here(self.tongue, self.has_errors()).into_bytes();
                (StatusCode::NOT_FOUND, "404.html".to_owned(), page.unwrap_or_else(own))
            }
        };
        Shown::File { status, content_type: content_type(&path), bytes }
    }

    fn fingerprint(&self, path: &str) -> Fingerprint {
        match self.look(path) {
            Shown::File { bytes, .. } => Fingerprint::of(&bytes),
            Shown::Moved | Shown::Refused => Fingerprint::of(&[]),
        }
    }
}

/// What stands at an address, and how it is answered.
enum Shown {
    /// A file, as it is built.
    File { status: StatusCode, content_type: &'static str, bytes: Vec<u8> },
    /// A folder whose slash is missing.
    Moved,
    /// The address cannot be one of the site's.
    Refused,
}

fn router(preview: Preview) -> Router {
    let script = || async { own("reload.js", include_str!("reload.js")) };
    let style = || async { own("reload.css", include_str!("reload.css")) };
    Router::new()
        .route("/__forebild/reload.js", get(script))
        .route("/__forebild/reload.css", get(style))
        .route("/__forebild/events", get(tell))
        .fallback(show)
        .layer(middleware::from_fn_with_state(preview.clone(), guard))
        .with_state(preview)
}

fn own(name: &str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, content_type(name))], text).into_response()
}

/// Lets in who may ask, and says with every answer how it may be used.
async fn guard(State(preview): State<Preview>, request: Request, next: Next) -> Response {
    let mut response = if !preview.door.is_meant(request.uri(), request.headers()) {
        said(StatusCode::MISDIRECTED_REQUEST, &elsewhere(preview.door), preview.tongue)
    } else if request.method() == Method::GET || request.method() == Method::HEAD {
        next.run(request).await
    } else {
        let words = words!(
            "Förhandsvisningen kan bara läsas (GET och HEAD).",
            "The preview can only be read (GET and HEAD)."
        );
        let allowed = [(header::ALLOW, HeaderValue::from_static("GET, HEAD"))];
        (allowed, said(StatusCode::METHOD_NOT_ALLOWED, &words, preview.tongue)).into_response()
    };
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Shows what stands at the address of a request.
async fn show(State(preview): State<Preview>, uri: Uri) -> Response {
    let tongue = preview.tongue;
    let path = uri.path().to_owned();
    let looked = spawn_blocking(move || match preview.look(&path) {
        Shown::File { status, content_type, bytes } if content_type.starts_with("text/html") => {
            Shown::File { status, content_type, bytes: with_script(bytes, tongue) }
        }
        shown => shown,
    });
    match looked.await {
        Ok(Shown::File { status, content_type, bytes }) => {
            (status, [(header::CONTENT_TYPE, content_type)], Body::from(bytes)).into_response()
        }
        Ok(Shown::Moved) => {
            let query = uri.query().map_or(String::new(), |query| format!("?{query}"));
            let target = format!("{}/{query}", uri.path());
            (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, target)]).into_response()
        }
        Ok(Shown::Refused) => {
            let words =
                words!("Så kan ingen adress se ut här.", "No address here can be like this.");
            said(StatusCode::BAD_REQUEST, &words, tongue)
        }
        Err(_) => {
            let words = words!(
                "Sidan kunde inte visas: programmet har ett fel. Terminalen visar vad som hände.",
                "The page could not be shown: the program has a fault. The terminal shows it."
            );
            said(StatusCode::INTERNAL_SERVER_ERROR, &words, tongue)
        }
    }
}

/// Tells an open page, named in the query, of what happens to it.
async fn tell(State(preview): State<Preview>, request: Request) -> Response {
    if !caller::may_listen(request.headers()) {
        let words = words!(
            "Bara förhandsvisningens egna sidor får lyssna här.",
            "Only the pages of the preview may listen here."
        );
        return said(StatusCode::FORBIDDEN, &words, preview.tongue);
    }
    let query = request.uri().query().unwrap_or_default();
    let path = parameter(query, "page").unwrap_or_else(|| "/".to_owned());
    let (news, stopped) = (preview.news.clone(), preview.stopped());
    let look = Arc::new(move || preview.fingerprint(&path));
    let seen = parameter(query, "seen").filter(|seen| !seen.is_empty());
    let listener = Listener::new(news, look, seen);
    let heartbeat = KeepAlive::new().interval(HEARTBEAT);
    Sse::new(listener.listen(stopped)).keep_alive(heartbeat).into_response()
}

/// The value of a parameter of a query.
fn parameter(query: &str, name: &str) -> Option<String> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(key, _)| *key == name)?;
    Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
}

fn said(status: StatusCode, words: &Words, tongue: Tongue) -> Response {
    let text = format!("{}\n", words.in_tongue(tongue));
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

/// What someone hears who came here under another name.
fn elsewhere(door: Door) -> Words {
    let port = door.port;
    words!(
        "Förhandsvisningen svarar inte på den adressen. Öppna http://localhost:{port}/ i stället.",
        "The preview does not answer at that address. Open http://localhost:{port}/ instead."
    )
}

/// The page where the site itself has none: it has no page of this kind, or was never whole.
fn nothing_here(tongue: Tongue, has_errors: bool) -> String {
    let text = if has_errors {
        words!(
            "Innehållet har fel. Sidan visas så snart de är rättade.",
            "The content has errors. The page is shown as soon as they are mended."
        )
    } else {
        words!("Kontrollera adressen.", "Check the address.")
    };
    let text = format!("<p>{}</p>", text.in_tongue(tongue));
    own_page(tongue, &words!("Sidan finns inte", "There is no such page"), &text)
}
