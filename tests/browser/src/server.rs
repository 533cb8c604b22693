//! A plain file server, as simple as any static host, that remembers what it was asked for.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use percent_encoding::percent_decode_str;

use crate::Outcome;

/// Serves a folder under a sub-path on a free port until dropped.
pub struct Server {
    address: SocketAddr,
    prefix: String,
    shared: Arc<Shared>,
}

struct Shared {
    root: PathBuf,
    prefix: String,
    log: Mutex<Vec<Asked>>,
    stop: AtomicBool,
}

/// A request and what it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// `GET` or another.
    pub method: String,
    /// The address as it was sent.
    pub path: String,
    /// 200, 404, 405.
    pub status: u16,
}

impl Server {
    /// Serves `root` under `prefix`, which begins and ends in a slash.
    ///
    /// # Errors
    /// When no port is free.
    pub fn start(root: &Path, prefix: &str) -> Outcome<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            root: root.to_path_buf(),
            prefix: prefix.to_owned(),
            log: Mutex::default(),
            stop: AtomicBool::new(false),
        });
        let accepting = Arc::clone(&shared);
        std::thread::spawn(move || accept(&listener, &accepting));
        Ok(Self { address, prefix: prefix.to_owned(), shared })
    }

    /// The address of the site, with a slash at the end.
    #[must_use]
    pub fn base(&self) -> String {
        format!("http://{}{}", self.address, self.prefix)
    }

    /// What was asked for since the last call.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut *self.shared.log.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::SeqCst);
        // Wakes the thread, which then sees that it is over.
        let _ = TcpStream::connect(self.address);
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.stop.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let shared = Arc::clone(shared);
        // A browser that hangs up in the middle is not the server's business.
        std::thread::spawn(move || drop(answer(&stream, &shared)));
    }
}

fn answer(stream: &TcpStream, shared: &Shared) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let Some(request) = lines.next().transpose()? else { return Ok(()) };
    for header in lines {
        if header?.is_empty() {
            break;
        }
    }
    let mut words = request.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let file = find(&shared.root, &shared.prefix, path);
    let (status, content_type, body) = match (method, file) {
        ("GET" | "HEAD", Some(file)) => match std::fs::read(&file) {
            Ok(body) => (200, content_type(&file), body),
            Err(_) => (404, "text/plain", b"not found".to_vec()),
        },
        ("GET" | "HEAD", None) => (404, "text/plain", b"not found".to_vec()),
        _ => (405, "text/plain", b"GET and HEAD only".to_vec()),
    };
    let asked = Asked { method: method.to_owned(), path: path.to_owned(), status };
    shared.log.lock().unwrap_or_else(PoisonError::into_inner).push(asked);
    let length = body.len();
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 {status} \r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n\
         Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    )?;
    if method != "HEAD" {
        stream.write_all(&body)?;
    }
    stream.flush()
}

/// The file that `path` means, if it lies under the root; a folder means its `index.html`.
fn find(root: &Path, prefix: &str, path: &str) -> Option<PathBuf> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let relative = percent_decode_str(path.strip_prefix(prefix)?).decode_utf8().ok()?;
    let mut file = root.join(relative.as_ref());
    let inside =
        Path::new(relative.as_ref()).components().all(|part| matches!(part, Component::Normal(_)));
    if relative.is_empty() || relative.ends_with('/') {
        file.push("index.html");
    }
    (inside && file.is_file()).then_some(file)
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "csv" => "text/csv; charset=utf-8",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn ask(server: &Server, request: &str) -> String {
        let mut stream = TcpStream::connect(server.address).expect("the server listens");
        write!(stream, "{request} HTTP/1.1\r\nHost: x\r\n\r\n").expect("the server reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the server answers");
        answer
    }

    #[test]
    fn serves_a_folder_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("sajt")).expect("a folder");
        std::fs::write(folder.path().join("secret.txt"), "hemligt").expect("a file");
        std::fs::write(folder.path().join("sajt/index.html"), "hej").expect("a file");
        std::fs::write(folder.path().join("sajt/å b.css"), "a{}").expect("a file");
        let server = Server::start(&folder.path().join("sajt"), "/mina/exempel/").expect("a port");
        for (request, status, end) in [
            ("GET /mina/exempel/", "200", "hej"),
            ("GET /mina/exempel/index.html?q=1", "200", "hej"),
            ("GET /mina/exempel/%C3%A5%20b.css", "200", "a{}"),
            ("HEAD /mina/exempel/index.html", "200", "\r\n\r\n"),
            ("GET /index.html", "404", "not found"),
            ("GET /mina/exempel/x.html", "404", "not found"),
            ("GET /mina/exempel/../secret.txt", "404", "not found"),
            ("GET /mina/exempel/%2e%2e/secret.txt", "404", "not found"),
            ("GET /mina/exempel//etc/passwd", "404", "not found"),
            ("POST /mina/exempel/index.html", "405", "GET and HEAD only"),
        ] {
            let answer = ask(&server, request);
            assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{request}: {answer}");
            assert!(answer.ends_with(end), "{request}: {answer}");
        }
        let missed = server.asked().iter().filter(|asked| asked.status == 404).count();
        assert_eq!(missed, 5);
        assert!(server.asked().is_empty());
    }
}
