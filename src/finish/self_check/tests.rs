use super::*;

const HEAD: &str = "<meta charset=utf-8><meta http-equiv=Content-Security-Policy \
    content=\"default-src 'none'\"><title>T</title><meta name=description content=D>";

fn page(body: &str) -> String {
    format!("<!doctype html><html lang=sv><head>{HEAD}</head><body><h1>H</h1>{body}</body></html>")
}

fn faults(files: &[(&str, &str)]) -> Vec<String> {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    let output = Output { files: files.collect() };
    let remarks = self_check(&output);
    assert!(remarks.iter().all(|remark| remark.code == Code::SelfCheck && remark.help.is_some()));
    remarks.into_iter().map(|r| format!("{}: {}", r.place.file, r.message.en)).collect()
}

fn faults_of(body: &str) -> Vec<String> {
    faults(&[
        ("a/index.html", &page(body)),
        ("index.html", &page("<p id=start>x<p id=så>y")),
        ("bild.png", ""),
    ])
}

#[test]
fn what_works_is_not_remarked_on() {
    for body in [
        "<a href=../index.html>x</a> <a href=../index.html#start>x</a>",
        "<a href=../index.html?q=1#s%C3%A5>x</a> <a href=../index.html#så>x</a>",
        "<a href=#>x</a> <a href=#top>x</a> <a href=#x id=x>x</a> <a id=name>x</a>",
        "<a href=https://example.org/>x</a> <a href='mailto:a@example.org'>x</a> <a href=tel:1>x</a>",
        "<img src=../bild.png alt width=1 height=1 srcset='../bild.png 1x, ../bild.png 2x'>",
        "<script src=../bild.png></script><script type=application/ld+json>{}</script>",
        "<form action=../index.html><label for=q>x</label><input id=q></form>",
        "<svg aria-labelledby=t><title id=t>x</title><use href=#t /></svg>",
        "<link rel=canonical href=https://example.org/a/index.html>",
    ] {
        assert_eq!(faults_of(body), Vec::<String>::new(), "{body}");
    }
}

#[test]
fn each_fault_is_said() {
    for (body, fault) in [
        ("<a href=../b.html>x</a>", "leads to `b.html`"),
        ("<a href=../bild.png/x>x</a>", "leads to `bild.png/x`"),
        ("<a href=../../index.html>x</a>", "does not end in a file name of the site"),
        ("<a href=../>x</a>", "does not end in a file name"),
        ("<a href=..>x</a>", "does not end in a file name"),
        ("<a href=''>x</a>", "leads to `` on `a/index.html`"),
        ("<a href=/index.html>x</a>", "begins with `/`"),
        ("<a href=//example.org/x>x</a>", "from another site"),
        ("<a href=../index.html#b>x</a>", "leads to `b` on `index.html`"),
        ("<a href=#b>x</a>", "leads to `b` on `a/index.html`"),
        ("<a href='java&#115;cript:alert(1)'>x</a>", "`javascript:alert(1)` must not"),
        ("<a href=data:text/html,x>x</a>", "must not be published"),
        (
            "<img src=https://example.org/x.png alt width=1 height=1>",
            "fetches `https://example.org/x.png`",
        ),
        ("<img src=../bild.png alt width=1 height=1 srcset='../b.png 2x'>", "leads to `b.png`"),
        ("<script src=http://example.org/x.js></script>", "from another site"),
        ("<link rel=stylesheet href=https://example.org/x.css>", "from another site"),
        ("<iframe src=https://example.org></iframe>", "from another site"),
        ("<object data=https://example.org></object>", "from another site"),
        ("<form action=https://example.org></form>", ""),
        ("<svg><use href='https://example.org/x.svg#a'/></svg>", "from another site"),
        ("<img src=../bild.png width=1 height=1>", "`../bild.png` lacks `alt`"),
        ("<img src=../bild.png alt height=1>", "lacks `width`"),
        ("<img src=../bild.png alt width=1>", "lacks `height`"),
        ("<p id=a><p id=a>", "`id=\"a\"` stands twice"),
        ("<label for=q>x</label>", "refers to `q`"),
        ("<p aria-describedby='x y'>", "refers to `x`"),
        ("<p style='color: red'>", "styling in `style`"),
        ("<style>a{}</style>", "styling in `style`"),
        ("<script>alert(1)</script>", "script in its text"),
        ("<script type=module src=../bild.png></script>", "script module"),
        ("<script src=../bild.png integrity=x></script>", "`integrity`"),
        ("<p OnClick=alert(1)>", "`<p>` has a script in `OnClick`"),
        ("<h1>x</h1>", "2 main headings"),
        ("<base href=x>", "`<base>`"),
        ("<!-- x -->", "HTML comment"),
        ("<?x", "HTML is broken"),
        ("<meta http-equiv=refresh content='0; url=../b.html'>", "leads to `b.html`"),
    ] {
        let found = faults_of(body);
        if fault.is_empty() {
            assert_eq!(found, Vec::<String>::new(), "{body}");
        } else {
            assert!(found.iter().any(|found| found.contains(fault)), "{body}: {found:?}");
            assert!(found.iter().all(|found| found.starts_with("a/index.html: ")), "{found:?}");
        }
    }
}

#[test]
fn what_every_page_must_have() {
    let whole = page("");
    for (from, to, fault) in [
        (" lang=sv", "", "<html lang=…>"),
        (" lang=sv", " lang=''", "<html lang=…>"),
        ("<title>T</title>", "", "<title>"),
        ("<title>T</title>", "<title> </title>", "<title>"),
        ("<meta name=description content=D>", "", "description"),
        ("<h1>H</h1>", "", "0 main headings"),
        ("<meta charset=utf-8>", "", "Content-Security-Policy"),
        ("<meta charset=utf-8>", "<meta charset=utf-8><title>U</title>", "Content-Security-Policy"),
        ("'none'", "'unsafe-inline'", "Content-Security-Policy"),
    ] {
        let html = whole.replacen(from, to, 1);
        assert_ne!(html, whole, "{from}");
        let found = faults(&[("index.html", &html)]);
        assert!(found.iter().any(|found| found.contains(fault)), "{fault}: {found:?}");
    }
}

#[test]
fn names_and_styles() {
    for path in [
        "a/Å.txt",
        "a/B.txt",
        "con.txt",
        "a b",
        "a/../b",
        "a//b",
        "/a",
        ".x",
        "a.",
        &"a".repeat(201),
    ] {
        assert_eq!(faults(&[(path, "")]).len(), 1, "{path}");
    }
    assert_eq!(faults(&[("a-b_c/d.1.txt", ""), ("console/x", "")]), Vec::<String>::new());
    for (style, count) in [
        ("a{b:url(x.png) url(\"x.png#a\") url(#a) url(data:image/png,x)}", 0),
        ("a{b:url(y.png)}", 1),
        ("a{b:URL(https://example.org/x)}", 1),
        ("@import 'x.css';", 1),
    ] {
        assert_eq!(
            faults(&[("assets/a.css", style), ("assets/x.png", "")]).len(),
            count,
            "{style}"
        );
    }
}

#[test]
fn the_same_fault_is_said_once() {
    let html = page("<a href=borta.html>x</a>");
    let files: BTreeMap<_, _> =
        (0..300).map(|n| (format!("p{n:03}.html"), html.clone().into_bytes())).collect();
    let remarks = self_check(&Output { files });
    assert_eq!(remarks.len(), 1);
    assert_eq!(&*remarks[0].place.file, "p000.html");
    assert!(remarks[0].help.as_ref().is_some_and(|help| help.en.contains("299 more pages")));
}

/// `cargo test -- --ignored --nocapture speed`.
#[test]
#[ignore = "a measurement, not a check"]
#[expect(clippy::disallowed_methods, reason = "measures")]
fn speed() {
    let paragraph = "<p>Ett <a href=\"#resultat\">bageri</a> för alla i trakten.</p>".repeat(100);
    let html = crate::finish::minify::tests::PAGE.replace("<h2", &format!("{paragraph}<h2"));
    let html = crate::finish::minify::minify(&html).html;
    let mut files: BTreeMap<_, _> =
        (0..2_000).map(|n| (format!("p/{n:05}/index.html"), html.clone().into_bytes())).collect();
    for path in ["index", "p/index", "sok/index", "kommuner/hjo/index", "integritet/index"] {
        files.insert(format!("{path}.html"), page("").into_bytes());
    }
    for path in
        ["assets/style.1a2b3c4d.css", "assets/site.1a2b3c4d.js", "bilder/bageri.1a2b3c4d.jpg"]
    {
        files.insert(path.to_owned(), Vec::new());
    }
    let output = Output { files };
    assert_eq!(self_check(&output), []);
    let start = std::time::Instant::now();
    (0..10).for_each(|_| assert_eq!(self_check(&output), []));
    println!("{:?} for 2,000 pages of {} bytes", start.elapsed() / 10, html.len());
}
