//! The server as a browser meets it: over a socket, byte by byte.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use super::*;

/// A site in memory.
#[derive(Default)]
struct Site(Mutex<BTreeMap<String, Vec<u8>>>);

impl Site {
    fn files(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pages for Site {
    fn get(&self, path: &str) -> Option<Vec<u8>> {
        assert_ne!(path, "fault.html", "a page that the program fails at");
        self.files().get(path).cloned()
    }
}

const HOME: &str = "<!doctype html><head><meta http-equiv=Content-Security-Policy content=\"default-src 'none'; script-src 'self'; style-src 'self'\"><title>Hem</title><link rel=stylesheet href=assets/style-00000001.css></head><body>Hem";

/// A running preview of a small site.
struct Preview {
    address: SocketAddr,
    site: Arc<Site>,
    news: watch::Sender<News>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl Preview {
    fn start() -> Self {
        Self::start_at(Ipv4Addr::LOCALHOST.into())
    }

    fn start_at(host: IpAddr) -> Self {
        let settings = Settings { host, port: 0, tongue: Tongue::Sv };
        let listener = bind(&settings).unwrap();
        let port = listener.local_addr().unwrap().port();
        let site = Arc::new(Site::default());
        for (path, content) in [
            ("index.html", HOME),
            ("om/index.html", "<head><title>Om</title></head><body>Om"),
            ("404.html", "<head><title>Saknas</title></head><body>Saknas"),
            ("data/berattelser.json", "{}"),
            (".secret", "secret"),
            ("../secret", "secret"),
        ] {
            site.files().insert(path.to_owned(), content.as_bytes().to_vec());
        }
        let (news, receiver) = watch::channel(News::default());
        let (stop, stopped) = oneshot::channel();
        let pages = Arc::clone(&site);
        let thread = std::thread::spawn(move || {
            serve(listener, &settings, pages, receiver, async { drop(stopped.await) })
        });
        let address = (Ipv4Addr::LOCALHOST, port).into();
        Self { address, site, news, stop: Some(stop), thread: Some(thread) }
    }

    /// Changes a file, and tells of it.
    fn write(&self, path: &str, from: &str, to: &str) {
        let mut files = self.site.files();
        let file = files.get_mut(path).unwrap();
        let text = String::from_utf8(file.clone()).unwrap();
        assert!(text.contains(from), "{text}");
        *file = text.replace(from, to).into_bytes();
        drop(files);
        self.tell(0, "");
    }

    fn tell(&self, errors: usize, report: &str) {
        self.news.send_modify(|news| {
            news.number += 1;
            news.errors = errors;
            report.clone_into(&mut news.report);
        });
    }

    fn send(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    /// Asks with the headers given, and nothing else but to close the connection after it.
    fn ask_with(&self, line: &str, headers: &str) -> Answer {
        let mut stream =
            self.send(&format!("{line} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n"));
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    fn host(&self) -> String {
        format!("Host: {}\r\n", self.address)
    }

    fn ask(&self, line: &str) -> Answer {
        self.ask_with(line, &self.host())
    }

    /// An open page.
    fn open(&self, page: &str) -> OpenPage {
        let shown = self.ask(&format!("GET {page}")).body;
        let (_, rest) = shown.split_once("data-seen=").unwrap();
        let seen = rest.split(' ').next().unwrap().to_owned();
        self.listen(page, &seen)
    }

    fn listen(&self, page: &str, seen: &str) -> OpenPage {
        let page = page.replace('/', "%2F");
        let line = format!("GET /__forebild/events?page={page}&seen={seen} HTTP/1.1\r\n");
        let stream = self.send(&format!("{line}{}\r\n", self.host()));
        let mut page = OpenPage { lines: BufReader::new(stream) };
        let status = page.line();
        assert!(status.starts_with("HTTP/1.1 200"), "{status}");
        while !page.line().is_empty() {}
        page
    }

    fn stop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap().unwrap();
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        drop(self.stop.take());
    }
}

#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }
}

/// The news as an open page reads them.
struct OpenPage {
    lines: BufReader<TcpStream>,
}

impl OpenPage {
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// The next event: its name and what it says. Comments and the framing of chunks are skipped.
    fn event(&mut self) -> (String, Value) {
        let mut name = String::new();
        loop {
            let line = self.line();
            if let Some(found) = line.strip_prefix("event: ") {
                name = found.to_owned();
            } else if let Some(data) = line.strip_prefix("data: ") {
                return (name, serde_json::from_str(data).unwrap());
            }
        }
    }

    fn name(&mut self) -> String {
        self.event().0
    }

    /// That nothing is said within a time that any event of these tests stays well below.
    fn is_silent(&mut self) {
        let time = Some(Duration::from_millis(300));
        self.lines.get_ref().set_read_timeout(time).unwrap();
        let mut line = String::new();
        while let Ok(read) = self.lines.read_line(&mut line) {
            assert!(read > 0 && !line.contains("event:"), "{line}");
        }
        let time = Some(Duration::from_secs(10));
        self.lines.get_ref().set_read_timeout(time).unwrap();
    }
}

use serde_json::{Value, json};

#[test]
fn a_page_comes_with_the_script_and_may_not_be_kept() {
    let preview = Preview::start();
    let home = preview.ask("GET /");
    assert_eq!(home.status, 200);
    assert_eq!(home.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(home.body.contains("<script src=/__forebild/reload.js lang=sv data-seen="));
    assert!(home.body.contains("style-src 'self'; connect-src 'self'\""), "{}", home.body);
    for path in ["/", "/nothing", "/om", "/%00", "/__forebild/reload.js", "/__forebild/reload.css"]
    {
        let answer = preview.ask(&format!("GET {path}"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
}

#[test]
fn other_files_come_as_they_are() {
    let preview = Preview::start();
    let data = preview.ask("GET /data/berattelser.json");
    assert_eq!((data.status, data.body.as_str()), (200, "{}"));
    assert_eq!(data.header("content-type"), Some("application/json"));
    let script = preview.ask("GET /__forebild/reload.js");
    assert_eq!(script.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(script.body, include_str!("../reload.js"));
    let style = preview.ask("GET /__forebild/reload.css");
    assert_eq!(style.header("content-type"), Some("text/css; charset=utf-8"));
}

#[test]
fn a_folder_without_its_slash_is_moved() {
    let preview = Preview::start();
    let answer = preview.ask("GET /%6Fm?q=%C3%A5");
    assert_eq!(answer.status, 301);
    assert_eq!(answer.header("location"), Some("/%6Fm/?q=%C3%A5"));
}

#[test]
fn what_is_missing_has_the_page_of_the_site_or_our_own() {
    let preview = Preview::start();
    let answer = preview.ask("GET /nothing/");
    assert_eq!(answer.status, 404);
    assert!(answer.body.contains("Saknas") && answer.body.contains("reload.js"));
    preview.site.files().clear();
    let answer = preview.ask("GET /");
    assert_eq!(answer.status, 404);
    assert!(answer.body.contains("Kontrollera adressen.") && answer.body.contains("reload.js"));
    assert!(answer.body.contains("script-src 'self'; style-src 'self'; connect-src 'self'"));
    preview.tell(1, "fel");
    assert!(preview.ask("GET /").body.contains("Innehållet har fel."));
}

#[test]
fn g19_nothing_outside_the_site_is_given() {
    let preview = Preview::start();
    for (path, status) in [
        ("/../secret", 400),
        ("/om/../../secret", 400),
        ("/%2e%2e/secret", 400),
        ("/..%2fsecret", 400),
        ("/%5c..%5csecret", 400),
        ("/%00", 400),
        ("/.secret", 404),
        ("/%2esecret", 404),
        ("//om/", 404),
        ("/__forebild/other", 404),
    ] {
        let answer = preview.ask(&format!("GET {path}"));
        assert_eq!(answer.status, status, "{path}");
        assert!(!answer.body.contains("secret"), "{path}");
    }
}

#[test]
fn g19_it_can_only_be_read() {
    let preview = Preview::start();
    for path in ["/", "/__forebild/reload.js", "/__forebild/events?page=/"] {
        let head = preview.ask(&format!("HEAD {path}"));
        assert_eq!((head.status, head.body.as_str()), (200, ""), "{path}");
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"] {
            let answer = preview.ask(&format!("{method} {path}"));
            assert_eq!(answer.status, 405, "{method} {path}");
            assert_eq!(answer.header("allow"), Some("GET, HEAD"));
        }
    }
    let length = preview.ask("GET /").body.len().to_string();
    assert_eq!(preview.ask("HEAD /").header("content-length"), Some(length.as_str()));
}

#[test]
fn g19_who_calls_it_by_another_name_hears_where_it_is() {
    let preview = Preview::start();
    let port = preview.address.port();
    for path in ["/", "/data/berattelser.json", "/__forebild/reload.js", "/__forebild/events"] {
        for host in [
            format!("Host: evil.example:{port}\r\n"),
            format!("Host: evil.example:{port}\r\nHost: localhost:{port}\r\n"),
            "Host: localhost\r\n".to_owned(),
            String::new(),
        ] {
            let answer = preview.ask_with(&format!("GET {path}"), &host);
            assert_eq!(answer.status, 421, "{path} {host}");
            assert!(answer.body.contains(&format!("http://localhost:{port}/")));
        }
    }
    let whole = format!("GET http://evil.example:{port}/");
    assert_eq!(preview.ask(&whole).status, 421);
    let named = format!("Host: localhost:{port}\r\n");
    assert_eq!(preview.ask_with("GET /", &named).status, 200);
}

#[test]
fn g19_on_all_addresses_it_answers_to_addresses_and_not_to_names() {
    let preview = Preview::start_at(Ipv4Addr::UNSPECIFIED.into());
    let port = preview.address.port();
    for (host, status) in [("192.0.2.7", 200), ("[2001:db8::7]", 200), ("evil.example", 421)] {
        let answer = preview.ask_with("GET /", &format!("Host: {host}:{port}\r\n"));
        assert_eq!(answer.status, status, "{host}");
    }
}

#[test]
fn g19_strangers_hear_no_news() {
    let preview = Preview::start();
    for header in [
        "Origin: http://evil.example",
        "Origin: null",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
    ] {
        let headers = format!("{}{header}\r\n", preview.host());
        let answer = preview.ask_with("GET /__forebild/events?page=/", &headers);
        assert_eq!(answer.status, 403, "{header}");
    }
}

#[test]
fn a_changed_page_is_loaded_anew_and_another_one_is_not() {
    let preview = Preview::start();
    let (mut home, mut about) = (preview.open("/"), preview.open("/om/"));
    assert_eq!((home.name(), about.name()), ("fine".to_owned(), "fine".to_owned()));
    preview.write("index.html", "Hem", "Hemma");
    assert_eq!(home.name(), "reload");
    about.is_silent();
    preview.write("om/index.html", "Om", "Om oss");
    assert_eq!(about.name(), "reload");
    home.is_silent();
}

#[test]
fn a_new_style_comes_without_the_page() {
    let preview = Preview::start();
    let mut home = preview.open("/");
    assert_eq!(home.name(), "fine");
    preview.write("index.html", "style-00000001", "style-00000002");
    let (name, data) = home.event();
    assert_eq!(name, "style");
    assert_eq!(data["sheets"], json!(["assets/style-00000002.css"]));
    // Who comes back and says so has nothing to catch up with.
    let mut again = preview.listen("/", data["seen"].as_str().unwrap());
    assert_eq!(again.name(), "fine");
    again.is_silent();
    preview.write("index.html", "Hem", "Hemma");
    assert_eq!(home.name(), "reload");
}

#[test]
fn problems_are_told_until_they_are_mended() {
    let preview = Preview::start();
    let mut home = preview.open("/");
    assert_eq!(home.name(), "fine");
    preview.tell(2, "fel: rubriken saknas\n --> a.md:1\r\n");
    let told = json!({ "errors": 2, "report": "fel: rubriken saknas\n --> a.md:1\r\n" });
    assert_eq!(home.event(), ("problems".to_owned(), told.clone()));
    preview.tell(2, "fel: rubriken saknas\n --> a.md:1\r\n");
    home.is_silent();
    assert_eq!(preview.open("/").event(), ("problems".to_owned(), told));
    preview.tell(1, "fel: en annan");
    assert_eq!(home.event().1["report"], "fel: en annan");
    preview.tell(0, "varning: kort sammanfattning");
    assert_eq!(home.name(), "fine");
    home.is_silent();
    preview.tell(1, "fel: en annan");
    assert_eq!(home.name(), "problems");
    preview.write("index.html", "Hem", "Hemma");
    assert_eq!(home.name(), "fine");
    assert_eq!(home.name(), "reload");
}

#[test]
fn a_page_stays_as_it_is_while_there_are_problems() {
    let preview = Preview::start();
    let mut home = preview.open("/");
    assert_eq!(home.name(), "fine");
    preview.tell(1, "fel");
    assert_eq!(home.name(), "problems");
    // Only now: until it has heard of the problems, the page may still be looked at.
    preview.site.files().clear();
    preview.tell(1, "fel: ett annat");
    assert_eq!(home.name(), "problems");
    home.is_silent();
}

#[test]
fn a_page_that_was_away_catches_up() {
    let preview = Preview::start();
    let seen = {
        let shown = preview.ask("GET /").body;
        let (_, rest) = shown.split_once("data-seen=").unwrap();
        rest.split(' ').next().unwrap().to_owned()
    };
    let mut same = preview.listen("/", &seen);
    assert_eq!(same.name(), "fine");
    same.is_silent();
    preview.write("index.html", "00000001", "00000002");
    let mut restyled = preview.listen("/", &seen);
    assert_eq!((restyled.name(), restyled.name()), ("fine".to_owned(), "style".to_owned()));
    preview.write("index.html", "Hem", "Hemma");
    let mut changed = preview.listen("/", &seen);
    assert_eq!((changed.name(), changed.name()), ("fine".to_owned(), "reload".to_owned()));
    let mut mute = preview.listen("/", "");
    assert_eq!(mute.name(), "fine");
    mute.is_silent();
}

#[test]
fn a_page_that_appears_takes_the_place_of_the_missing_one() {
    let preview = Preview::start();
    let mut missing = preview.open("/ny/");
    assert_eq!(missing.name(), "fine");
    preview.site.files().insert("ny/index.html".to_owned(), HOME.as_bytes().to_vec());
    preview.tell(0, "");
    assert_eq!(missing.name(), "reload");
    preview.site.files().remove("ny/index.html");
    preview.tell(0, "");
    assert_eq!(missing.name(), "reload");
}

#[test]
fn who_reads_slowly_holds_up_nobody_and_hears_the_last_word() {
    let preview = Preview::start();
    let (mut slow, mut home) = (preview.open("/"), preview.open("/"));
    let long = "fel ".repeat(50_000);
    for number in 0..200 {
        preview.tell(1, &format!("{number} {long}"));
        std::thread::sleep(Duration::from_millis(1));
    }
    while home.event().1["report"].as_str().is_none_or(|report| !report.starts_with("199 ")) {}
    preview.write("index.html", "Hem", "Hemma");
    assert_eq!((home.name(), home.name()), ("fine".to_owned(), "reload".to_owned()));
    while slow.name() != "reload" {}
}

#[test]
fn many_pages_can_be_open() {
    let preview = Preview::start();
    let mut pages: Vec<OpenPage> = (0..100).map(|_| preview.open("/")).collect();
    preview.write("index.html", "Hem", "Hemma");
    for page in &mut pages {
        assert_eq!((page.name(), page.name()), ("fine".to_owned(), "reload".to_owned()));
    }
}

#[test]
fn a_fault_of_the_program_is_one_page_not_the_server() {
    let preview = Preview::start();
    assert_eq!(preview.ask("GET /fault.html").status, 500);
    assert_eq!(preview.ask("GET /").status, 200);
}

#[test]
fn it_stops_when_it_is_told_although_pages_are_open() {
    let mut preview = Preview::start();
    let mut home = preview.open("/");
    assert_eq!(home.name(), "fine");
    let silent = TcpStream::connect(preview.address).unwrap();
    preview.stop();
    drop(silent);
    let mut rest = String::new();
    home.lines.read_to_string(&mut rest).unwrap();
    assert!(!rest.contains("event:"), "{rest}");
    assert!(TcpStream::connect(preview.address).is_err());
}

#[test]
fn a_taken_port_leads_to_the_next() {
    let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let settings = |port| Settings { host, port, tongue: Tongue::En };
    // Others may be at work on this machine: it is tried until two ports lie side by side.
    let moved = (0..100).find_map(|_| {
        let first = bind(&settings(0)).unwrap();
        let port = first.local_addr().unwrap().port();
        let second = bind(&settings(port)).ok()?.local_addr().unwrap().port();
        Some((port, second))
    });
    let (first, second) = moved.unwrap();
    assert!(second > first && second < first + PORTS, "{first} {second}");
}

#[test]
fn an_address_of_another_machine_is_an_error() {
    let host = "192.0.2.7".parse().unwrap();
    assert!(bind(&Settings { host, port: 4000, tongue: Tongue::En }).is_err());
}
