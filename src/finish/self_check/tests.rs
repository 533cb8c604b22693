use super::*;
use crate::output::Output;

const HEAD: &str = "<meta charset=utf-8><meta http-equiv=Content-Security-Policy \
    content=\"default-src 'none'\"><title>T</title><meta name=description content=D>";

fn page(body: &str) -> String {
    format!("<!doctype html><html lang=sv><head>{HEAD}</head><body><h1>H</h1>{body}</body></html>")
}

fn output(files: &[(&str, &str)]) -> Output {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    Output { files: files.collect() }
}

/// A whole site, its files in reverse: none may need one that comes before it.
fn self_check(output: &Output, declared: &Declared<'_>) -> (Findings, Vec<Diagnostic>) {
    let check = SelfCheck::new(output.files.keys().map(String::as_str), declared);
    let files = output.files.iter().rev();
    let looked = files.filter_map(|(path, bytes)| check.look(path, bytes)).collect();
    check.finish(looked)
}

fn faults(files: &[(&str, &str)]) -> Vec<String> {
    let (_, remarks) = self_check(&output(files), &Declared::default());
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
        ("<a href=//example.org/x>x</a>", "begins with `/`"),
        ("<img src=data:image/png,x alt width=1 height=1>", "must not be published"),
        ("<a href=../index.html#b>x</a>", "leads to `b` on `index.html`"),
        ("<a href=#b>x</a>", "leads to `b` on `a/index.html`"),
        ("<a href='java&#115;cript:alert(1)'>x</a>", "`javascript:alert(1)` must not"),
        ("<a href=data:text/html,x>x</a>", "must not be published"),
        ("<img src=../bild.png alt width=1 height=1 srcset='../b.png 2x'>", "leads to `b.png`"),
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
        assert!(found.iter().any(|found| found.contains(fault)), "{body}: {found:?}");
        assert!(found.iter().all(|found| found.starts_with("a/index.html: ")), "{found:?}");
    }
}

/// What a page with `body` fetches from other sites.
fn fetched(body: &str) -> Vec<String> {
    let files = [("a/index.html", &*page(body)), ("bild.png", "")];
    let (findings, _) = self_check(&output(&files), &Declared::default());
    assert!(findings.uses.iter().all(|found| found.what == What::Fetches && found.files == 1));
    findings.uses.into_iter().map(|found| found.name).collect()
}

#[test]
fn what_a_page_fetches_from_others_is_found() {
    for (body, address) in [
        ("<img src=https://example.org/x.png alt width=1 height=1>", "https://example.org/x.png"),
        ("<img src=//example.org/x.png alt width=1 height=1>", "//example.org/x.png"),
        (
            "<img src=../bild.png alt width=1 height=1 srcset='../bild.png 1x, https://example.org/x 2x'>",
            "https://example.org/x",
        ),
        ("<picture><source srcset='https://example.org/x'></picture>", "https://example.org/x"),
        ("<script src=http://example.org/x.js></script>", "http://example.org/x.js"),
        ("<link rel=stylesheet href=HTTPS://example.org/x.css>", "HTTPS://example.org/x.css"),
        ("<link rel='alternate stylesheet' href=https://example.org/x>", "https://example.org/x"),
        ("<link rel=preconnect href=https://example.org>", "https://example.org"),
        ("<link rel=dns-prefetch href=//example.org>", "//example.org"),
        (
            "<link rel=preload as=image imagesrcset='https://example.org/x 2x'>",
            "https://example.org/x",
        ),
        ("<iframe src=https://example.org></iframe>", "https://example.org"),
        ("<object data=https://example.org></object>", "https://example.org"),
        ("<embed src=https://example.org>", "https://example.org"),
        ("<video src=https://example.org/x></video>", "https://example.org/x"),
        ("<video poster=https://example.org/x></video>", "https://example.org/x"),
        ("<audio><source src=https://example.org/x></audio>", "https://example.org/x"),
        ("<track src=https://example.org/x>", "https://example.org/x"),
        ("<input type=image src=https://example.org/x alt=x>", "https://example.org/x"),
        ("<svg><use href='https://example.org/x.svg#a'/></svg>", "https://example.org/x.svg#a"),
        ("<svg><image xlink:href='https://example.org/x'/></svg>", "https://example.org/x"),
        ("<a href=#top ping=https://example.org/x>x</a>", "https://example.org/x"),
        (
            "<meta http-equiv=refresh content='0; url=https://example.org/x'>",
            "https://example.org/x",
        ),
        ("<meta http-equiv=refresh content='0;https://example.org/x'>", "https://example.org/x"),
        ("<meta http-equiv=Refresh content='5; URL = \"//example.org/x\"'>", "//example.org/x"),
    ] {
        assert_eq!(fetched(body), [address], "{body}");
    }
    for body in [
        "<a href=https://example.org/>x</a> <area href=https://example.org/>",
        "<link rel=canonical href=https://example.org/> <link rel=me href=https://example.org/>",
        "<meta property=og:image content=https://example.org/x.png>",
        "<form action=https://example.org></form>",
        "<p data-x=https://example.org cite=https://example.org>https://example.org/x.png</p>",
        "<img src=../bild.png alt width=1 height=1>",
    ] {
        assert_eq!(fetched(body), Vec::<String>::new(), "{body}");
    }
}

#[test]
fn what_a_style_fetches_from_others_is_found() {
    for (style, addresses) in [
        ("a{b:URL( 'https://example.org/x' )}", &["https://example.org/x"][..]),
        ("@font-face{src:url(//example.org/x.woff2)}", &["//example.org/x.woff2"]),
        ("@import 'https://example.org/x.css';", &["https://example.org/x.css"]),
        ("@import url(https://example.org/x.css);", &["https://example.org/x.css"]),
        (
            "a{b:image-set('https://example.org/x' 1x, \"https://example.org/y\" 2x)}",
            &["https://example.org/x", "https://example.org/y"],
        ),
        ("a{content:'https://example.org/'}", &[]),
        ("a{b:url(x.png)}", &[]),
    ] {
        let files = [("assets/a.css", style), ("assets/x.png", "")];
        let (findings, _) = self_check(&output(&files), &Declared::default());
        let found: Vec<&str> = findings.uses.iter().map(|found| found.name.as_str()).collect();
        assert_eq!(found, addresses, "{style}");
    }
}

#[test]
fn forms_are_found_and_told_apart() {
    let endpoint = "https://example.org/formular";
    for (body, address, kind) in [
        ("<form action=../sok/index.html?x></form>", "sok/index.html", FormKind::Own),
        ("<form></form>", "a/index.html", FormKind::Own),
        (
            "<form method=post action=../sok/index.html></form>",
            "sok/index.html",
            FormKind::Undeclared,
        ),
        ("<form action=https://example.org/formular></form>", endpoint, FormKind::Declared),
        (
            "<form action=https://example.org/x></form>",
            "https://example.org/x",
            FormKind::Undeclared,
        ),
        ("<form action=//example.org/x></form>", "//example.org/x", FormKind::Undeclared),
        ("<form action=mailto:a@example.org></form>", "mailto:a@example.org", FormKind::Undeclared),
        (
            "<button formaction=https://example.org/x>x</button>",
            "https://example.org/x",
            FormKind::Undeclared,
        ),
        (
            "<input type=submit formaction='#' formmethod=POST>",
            "a/index.html",
            FormKind::Undeclared,
        ),
    ] {
        let declared = Declared { endpoint: Some(endpoint), ..Declared::default() };
        let (findings, _) = self_check(&output(&[("a/index.html", &page(body))]), &declared);
        let found: Vec<_> = findings.forms.iter().map(|form| (&*form.address, form.kind)).collect();
        assert_eq!(found, [(address, kind)], "{body}");
    }
}

#[test]
fn a_picture_for_sharing_is_a_file_of_the_site() {
    let shared = |base_url, meta: &str| {
        let html = page("").replace("</head>", &format!("{meta}</head>"));
        let declared = Declared { base_url, ..Declared::default() };
        let (findings, found) =
            self_check(&output(&[("a/index.html", &html), ("a/bild.png", "")]), &declared);
        assert_eq!(findings, Findings::default(), "nothing is fetched: {meta}");
        found.into_iter().map(|fault| fault.message.en).collect::<Vec<_>>()
    };
    let base = Some("https://example.org/x/");
    let fault = |address: &str| {
        vec![format!("the picture for sharing, `{address}`, is no file of the site")]
    };
    let there = "https://example.org/x/a/bild.png";
    for (base_url, meta, faults) in [
        (base, format!("<meta property=og:image content={there}>"), vec![]),
        (base, format!("<meta name=twitter:image content='{there}'>"), vec![]),
        (base, "<meta property=og:image:alt content=x>".to_owned(), vec![]),
        (None, format!("<meta property=og:image content={there}>"), fault(there)),
        (base, "<meta property=og:image content=a/bild.png>".to_owned(), fault("a/bild.png")),
        (
            base,
            "<meta property=OG:image:url content=https://example.org/x/b.png>".to_owned(),
            fault("https://example.org/x/b.png"),
        ),
        (
            base,
            "<meta property=og:image content=https://example.com/x/a/bild.png>".to_owned(),
            fault("https://example.com/x/a/bild.png"),
        ),
    ] {
        assert_eq!(shared(base_url, &meta), faults, "{meta}");
    }
}

#[test]
fn a_form_must_be_allowed_by_the_policy() {
    let body = "<form action=https://example.org/x method=post></form>";
    for (rules, is_said) in [
        ("default-src 'none'", false),
        ("form-action 'self' https://example.org", false),
        ("form-action 'self' file:", true),
        ("form-action https://example.or", true),
        ("x; form-action https://example.org/x", false),
    ] {
        let html = page(body).replace("default-src 'none'", rules);
        let declared = Declared { endpoint: Some("https://example.org/x"), ..Declared::default() };
        let (_, found) = self_check(&output(&[("a.html", &html)]), &declared);
        let stopped = found.iter().any(|fault| fault.message.en.contains("is stopped"));
        assert_eq!(stopped, is_said, "{rules}");
    }
}

#[test]
fn a_finding_stands_where_the_theme_has_it_and_is_counted() {
    let html = page(
        "<script src=https://example.org/x.js></script><form action=https://example.org/y></form>",
    );
    let theme = [
        (
            Arc::from("themes/egen/templates/base.html"),
            Arc::from(&b"{{ x }}\n<script src=https://example.org/x.js>"[..]),
        ),
        (
            Arc::from("themes/default/templates/base.html"),
            Arc::from(&b"https://example.org/x.js"[..]),
        ),
    ];
    let declared = Declared { theme: &theme, ..Declared::default() };
    let (findings, _) = self_check(&output(&[("a.html", &html), ("b.html", &html)]), &declared);
    let remarks = findings.remarks();
    let places: Vec<_> = remarks.iter().map(|r| (r.code, &*r.place.file, r.place.start)).collect();
    assert_eq!(
        places,
        [
            (Code::ForeignRequest, "themes/egen/templates/base.html", 20),
            (Code::UndeclaredForm, "a.html", 0),
        ]
    );
    assert!(
        remarks.iter().all(|r| r.help.as_ref().is_some_and(|help| help.en.contains("2 files")))
    );
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
        ("a{b:URL(https://example.org/x)}", 0),
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
    let (_, remarks) = self_check(&Output { files }, &Declared::default());
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
    let html = crate::finish::minify::tests::minify(&html).html;
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
    let check = || self_check(&output, &Declared::default()).1;
    assert_eq!(check(), []);
    let start = std::time::Instant::now();
    (0..10).for_each(|_| assert_eq!(check(), []));
    println!("{:?} for 2,000 pages of {} bytes", start.elapsed() / 10, html.len());
}
