//! Every fault that the checks look for, planted once: a check that cannot fail proves nothing.

use std::sync::Arc;

use forebild::compile::Memory;

use super::look::{self, Harmless, Leads, leads};
use super::places::{places, twin};
use super::site::{Make, build, project};
use super::{drawings, filled, learn, outputs, read};

fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=sv><head><meta charset=utf-8><meta name=x content=y>\
         <meta http-equiv=Content-Security-Policy content=\"script-src 'self'\"><title>x</title></head>\
         <body><p>x</p><a href=\"https://example.org/\" rel=next>x</a><img src=x.png alt=x>{body}</body></html>"
    )
}

/// What stands in a page, and what is said of it.
const PLANTED: &[(&str, &str)] = &[
    ("<script>hit=1</script>", "<script src=>hit=1"),
    ("<script src=//evil.example/assets/x.js></script>", "<script src=//evil.example/assets/x.js>"),
    ("<script src=x.js></script>", "<script src=x.js>"),
    ("<script type=application/ld+json>{\"a\":1}x</script>", "data that is no JSON"),
    ("<script type=application/ld+json>{\"a\":{\"b\":1}}</script>", "the key `.a.b`"),
    ("<img src=x.png onerror=hit=1>", "<img onerror=hit=1>"),
    ("<svg onload=hit=1></svg>", "<svg:svg onload=hit=1>"),
    ("<p style=\"color:red\">x</p>", "<p style=color:red>"),
    ("<iframe srcdoc=x></iframe>", "<iframe srcdoc=x>"),
    ("<a href=javascript:hit=1>x</a>", "<a href=javascript:hit=1>"),
    ("<a href=\" java&#10;script:hit=1\">x</a>", "script:hit=1>"),
    ("<a href=&#1;javascript:hit=1>x</a>", "javascript:hit=1>"),
    ("<a href=//evil.example>x</a>", "<a href=//evil.example>"),
    ("<a href=https://other.example/>x</a>", "`other.example` is named on no harmless page"),
    ("<svg><a xlink:href=javascript:hit=1></a></svg>", "<svg:a xlink:href=javascript:hit=1>"),
    ("<img src=https://evil.example/x.png alt=x>", "`<img src> evil.example` is named"),
    (
        "<img srcset=\"x.png 1x, https://evil.example/y.png 2x\" alt=x>",
        "`<img srcset> evil.example`",
    ),
    ("<img src=data:image/png,x alt=x>", "<img src=data:image/png,x>"),
    ("<form action=mailto:x@example.org></form>", "<form action=mailto:x@example.org>"),
    ("<button formaction=javascript:hit=1>x</button>", "<button formaction=javascript:hit=1>"),
    ("<a ping=//evil.example href=x>x</a>", "<a ping=//evil.example>"),
    ("<!-- x -->", "a comment"),
    ("<b>x</b>", "<b> is on no harmless page"),
    ("<p id=x>x</p>", "<p id> is on no harmless page"),
    ("<img src=x.png alt=x name=currentScript>", "<img name=currentScript> is on"),
    ("<a href=x rel=opener>x</a>", "<a rel=opener> is on"),
    ("<meta http-equiv=refresh content=0>", "<meta refresh 0> is on"),
    ("</div>", "parsed with"),
    ("<p x<y>x</p>", "parsed with"),
    ("<template><img src=x.png onerror=hit=1></template>", "<img onerror=hit=1>"),
    ("<noscript><img src=x.png onerror=hit=1></noscript>", "<img onerror=hit=1>"),
];

#[test]
fn every_fault_of_a_page_is_seen() {
    let mut harmless = Harmless::default();
    harmless.learn(&look::read(&page("")));
    assert_eq!(harmless.faults(&look::read(&page(""))), [""; 0]);
    for (planted, expected) in PLANTED {
        let faults = harmless.faults(&look::read(&page(planted)));
        assert!(faults.iter().any(|fault| fault.contains(expected)), "{planted}: {faults:?}");
    }
    let bare = "<!DOCTYPE html><html lang=sv><head><title>x</title></head><body></body></html>";
    let faults = harmless.faults(&look::read(bare));
    assert_eq!(faults, ["no policy"]);
}

#[test]
fn addresses_are_read_as_browsers_read_them() {
    for (address, expected) in [
        ("", Leads::Inside),
        ("../x/index.html?q=a:b#c:d", Leads::Inside),
        ("#x", Leads::Inside),
        ("mailto:a@example.org", Leads::Contact),
        ("HTTPS://User@Example.org:80/x", Leads::Web("example.org".to_owned())),
        ("https:\\\\evil.example\\x", Leads::Web("evil.example".to_owned())),
        ("https:evil.example", Leads::Web("evil.example".to_owned())),
        ("//evil.example", Leads::Away),
        ("/\\evil.example", Leads::Away),
        (" \t\\\n\\evil.example", Leads::Away),
        ("\u{1}\u{1f} JavaScript:hit=1", Leads::Scheme),
        ("java\r\n\tscript:hit=1", Leads::Scheme),
        ("data:,x", Leads::Scheme),
    ] {
        assert_eq!(leads(address), expected, "{address:?}");
    }
}

/// A template that trusts a text is found out by the hostile texts themselves.
#[test]
fn a_template_that_trusts_a_text_is_seen() {
    let mut project = project();
    let template = "themes/default/templates/story.html";
    let source = std::str::from_utf8(&project.files[template]).unwrap();
    let trusting = source.replacen("{{ view.title }}", "{{ view.title | safe }}", 1);
    assert_ne!(trusting, source);
    project.files.insert(Arc::from(template), trusting.into_bytes().into());
    let memory = Memory::default();
    let places = places(&project);
    let mut seen = 0;
    for round in 0..2 {
        let made = |text| {
            let (sources, _) = filled(&project, &places, (round, text));
            build(&sources, &memory, Make::Pages).unwrap()
        };
        let harmless = learn(read(&made(twin)).values());
        let mut site = made(str::to_owned);
        let is_malformed = !std::mem::take(&mut site.malformed).is_empty();
        let is_faulty = read(&site).values().any(|page| !harmless.faults(page).is_empty());
        assert!(is_faulty || !is_malformed);
        seen += usize::from(is_faulty);
    }
    assert_eq!(seen, 2);
}

#[test]
fn every_fault_of_a_file_is_seen() {
    assert_eq!(outputs::json("{\"a\":[\"b\"]}").unwrap(), ["b"]);
    assert!(outputs::json("{\"a\":1}</script>").is_err());
    assert_eq!(outputs::xml("<a b='c'>d&lt;</a>").unwrap().concat(), "d<");
    for wrong in [
        "<a>",
        "<a></b>",
        "<a/><script/>",
        "<a onx='y'/>",
        "<!-- x --><a/>",
        "<a>&x;</a>",
        "<a><![CDATA[x]]></a>",
        "<a href='javascript:x'/>",
        "<?x y?><a/>",
    ] {
        assert!(outputs::xml(wrong).is_err(), "{wrong}");
    }
    assert_eq!(outputs::csv("a,\"b,\"\"c\"\r\n'=1,d\r\n").unwrap(), ["a", "b,\"c", "=1", "d"]);
    for wrong in ["a,=1\r\n", "\"+1\",a\r\n", "a, -1\r\n", "a\r\n@x\r\n", "\u{feff}＝1\r\n"] {
        assert!(outputs::csv(wrong).is_err(), "{wrong}");
    }
    assert_eq!(outputs::shard("forebild('a','b\\x3c')").unwrap(), ["a", "b<"]);
    for wrong in [
        "forebild('a'",
        "forebild('a');hit=1",
        "forebild('a');forebild('b')",
        "",
        "forebild('a');x()",
    ] {
        assert!(outputs::shard(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn every_fault_of_a_drawing_is_seen() {
    let clean =
        "<rect width='9' fill='url(#a)' aria-label='// url(x)'/><use href='#a'/><text>x</text>";
    assert_eq!(drawings::faults(&drawings::file(clean)), [""; 0]);
    for (name, shapes) in drawings::DRAWINGS {
        let is_text = name.ends_with("that is markup") && !name.starts_with("CDATA");
        // What the reader of drawings passes over, and what is no more than a dead reference.
        let is_dead = matches!(*name, "id that is markup");
        let faults = drawings::faults(&drawings::file(shapes));
        assert_ne!(faults.is_empty(), !(is_text || is_dead), "{name}: {faults:?}");
    }
    for (name, svg) in drawings::FILES.iter().filter(|(name, _)| *name != "another encoding") {
        assert!(!drawings::faults(svg).is_empty(), "{name}");
    }
}
