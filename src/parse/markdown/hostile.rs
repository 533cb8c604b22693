//! Nothing that an author writes can execute, and any text at all becomes HTML without an error.
//!
//! What comes out is read by a browser's parser, html5ever, and every element, attribute and
//! address in it must be one of those that the writer makes.

use std::sync::Arc;

use html5ever::tendril::TendrilSink;
use html5ever::tokenizer::TokenizerOpts;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use proptest::prelude::*;

use super::read;
use crate::model::{Body, Inserted};

const ELEMENTS: &str = " a blockquote body br code del div em h2 h3 h4 h5 h6 head hr html img li \
    ol p pre section strong sup table tbody td th thead title tr ul ";

/// Element and attribute; a star stands for every element.
const ATTRIBUTES: &[(&str, &str)] = &[
    ("a", "href"),
    ("a", "rel"),
    ("a", "role"),
    ("a", "title"),
    ("code", "class"),
    ("div", "class"),
    ("div", "role"),
    ("div", "tabindex"),
    ("img", "alt"),
    ("img", "src"),
    ("img", "title"),
    ("li", "value"),
    ("ol", "start"),
    ("section", "class"),
    ("section", "role"),
    ("td", "class"),
    ("th", "class"),
    ("th", "scope"),
    ("*", "aria-label"),
    ("*", "id"),
];

/// The page that a body stands in, its gaps filled.
fn page(body: &Body) -> String {
    let mut html = String::new();
    let mut done = 0;
    for insert in &body.inserts {
        assert!(insert.at >= done, "inserts rise");
        html.push_str(&body.html[done..insert.at]);
        match &insert.what {
            Inserted::Href(target) => {
                assert!(stays_inside(&target.file), "{}", target.file);
                html.push_str("../x/index.html");
            }
            Inserted::Picture(picture) => {
                assert!(stays_inside(&picture.file), "{}", picture.file);
                html.push_str("<img src=\"x.jpg\" alt=\"");
                super::escape::push(&mut html, &picture.alt);
                html.push_str("\" title=\"");
                super::escape::push(&mut html, &picture.title);
                html.push_str("\">");
            }
        }
        done = insert.at;
    }
    html.push_str(&body.html[done..]);
    format!("<!DOCTYPE html><html><head><title>x</title></head><body>{html}</body></html>")
}

/// Whether a path leads into the content folder and nowhere else.
fn stays_inside(file: &str) -> bool {
    let mut parts = file.split('/');
    parts.next() == Some("content") && parts.all(|part| !matches!(part, "" | "." | ".."))
}

/// Reads `markdown` and looks at all that comes out of it.
fn judge(markdown: &str) {
    let text = format!("å\n{markdown}");
    let (body, remarks) = read(&Arc::from("content/stories/a.md"), &text, 3..text.len(), "sv");
    for remark in remarks {
        let place = text.get(remark.place.start..remark.place.end);
        assert!(place.is_some(), "a place on letters: {remark:?} in {markdown:?}");
        assert!(remark.place.start >= 3, "{remark:?}");
    }
    assert!(body.excerpt.chars().count() <= 300);
    let page = page(&body);
    let tokenizer = TokenizerOpts { exact_errors: true, ..TokenizerOpts::default() };
    let options = ParseOpts { tokenizer, ..ParseOpts::default() };
    let dom = parse_document(RcDom::default(), options).one(page.as_str());
    assert!(dom.errors.borrow().is_empty(), "{:?}\n{markdown:?}\n{page}", dom.errors);
    let mut seen = Seen::default();
    seen.inspect(&dom.document);
    let Seen { mut ids, text: shown } = seen;
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count, "ids are unique: {page}");
    for heading in &body.headings {
        assert!(ids.contains(&heading.id), "{heading:?} is listed and not shown: {page}");
    }
    let is_read = |c: &char| !c.is_whitespace() && *c != '~';
    let shown: String = shown.chars().filter(is_read).collect();
    for word in body.text.split_whitespace() {
        // With a forbidden character nothing is published, and no search looks for a `~`.
        let word = word.replace(super::escape::is_forbidden, "\u{fffd}").replace('~', "");
        assert!(shown.contains(&word), "{word:?} can be found and is not shown: {page}");
    }
}

/// What a reader's browser makes of a page.
#[derive(Default)]
struct Seen {
    ids: Vec<String>,
    /// All text but the numbers of footnotes, which stand within words.
    text: String,
}

impl Seen {
    fn inspect(&mut self, node: &Handle) {
        let mut is_number = false;
        match &node.data {
            NodeData::Comment { .. } | NodeData::ProcessingInstruction { .. } => {
                panic!("a comment")
            }
            NodeData::Element { name, attrs, .. } => {
                let element = &*name.local;
                is_number = element == "sup";
                assert!(ELEMENTS.contains(&format!(" {element} ")), "<{element}>");
                for attribute in attrs.borrow().iter() {
                    let (name, value) = (&*attribute.name.local, &*attribute.value);
                    let known = |(of, known): &&(&str, &str)| {
                        (*of == element || *of == "*") && *known == name
                    };
                    assert!(ATTRIBUTES.iter().any(|a| known(&a)), "<{element} {name}>");
                    match name {
                        "href" => assert!(is_safe(value), "{value:?}"),
                        "id" => self.ids.push(value.to_owned()),
                        _ => {}
                    }
                }
            }
            NodeData::Text { contents } => self.text.push_str(&contents.borrow()),
            _ => {}
        }
        let before = self.text.len();
        for child in node.children.borrow().iter() {
            self.inspect(child);
        }
        if is_number {
            self.text.truncate(before);
        }
    }
}

/// Whether an address is one of those that the writer may write.
fn is_safe(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    ["https://", "http://", "mailto:", "tel:", "#fotnot", "../x/index.html"]
        .iter()
        .any(|start| lower.starts_with(start))
}

const PAYLOADS: &[&str] = &[
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#x3a;alert(1)",
    "&#106;avascript:alert(1)",
    "java&#10;script:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "&#1;javascript:alert(1)",
    "%6Aavascript:alert(1)",
    "javascript%3Aalert(1)",
    "javascript://a.se/%0Aalert(1)",
    "vbscript:msgbox(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "blob:https://a.se/x",
    "file:///etc/passwd",
    "view-source:x",
    "//a.se/x.js",
    "/\\a.se",
    "\\\\a.se\\x",
    "https://a.se/\"onmouseover=\"alert(1)",
    "https://a.se/'onmouseover='alert(1)",
    "https://a.se/><script>alert(1)</script>",
    "https://a.se/`x`",
    "mailto:a@b.se\"><script>alert(1)</script>",
    "tel:+46\" onclick=\"alert(1)",
    "x.md\"><img src=x onerror=alert(1)>",
    "../../../etc/passwd.md",
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</p></div></body></html>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "<style>*{background:url(//a.se)}</style>",
    "<base href=//a.se>",
    "<meta http-equiv=refresh content=0>",
    "<form action=javascript:alert(1)><button>",
    "<details open ontoggle=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea></textarea><script>alert(1)</script>",
    "<title></title>",
    "<plaintext>",
    "<template><script>alert(1)</script></template>",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><script>alert(1)</script> -->",
    "<?php echo 1 ?>",
    "<!DOCTYPE html>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "\" onfocus=alert(1) autofocus x=\"",
    "' onfocus=alert(1) autofocus x='",
    "\"><script>alert(1)</script>",
    "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#34;&#62;&#60;script&#62;",
    "{{ config }} {% include 'x' %} ${alert(1)}",
    "x { #id .class onclick=alert(1) }",
    "\u{202e}tpircs",
    "\u{0}<\u{0}script>",
    "\u{feff}javascript:alert(1)",
    "\u{2028}</script>",
];

const PLACES: &[&str] = &[
    "§",
    "## §",
    "§\n---",
    "> §",
    "- §",
    "1. §",
    "- [ ] §",
    "**§** *§* ~~§~~",
    "[x](§)",
    "[x](<§>)",
    "[§](https://a.se)",
    "[x](https://a.se \"§\")",
    "[x](https://a.se '§')",
    "[x](y.md#§)",
    "[x](§.md)",
    "[x][§]\n\n[§]: https://a.se",
    "[x][y]\n\n[y]: §",
    "[x][y]\n\n[y]: <§> \"§\"",
    "![§](b.jpg)",
    "![x](§)",
    "![x](<§>)",
    "![x](b.jpg \"§\")",
    "[![§](b.jpg)](§)",
    "<§>",
    "<https://a.se/§>",
    "<§@a.se>",
    "https://a.se/§",
    "www.a.se/§",
    "§@a.se",
    "`§`",
    "    §",
    "```§\n§\n```",
    "~~~ § x\n§\n~~~",
    "|§|§|\n|-|:-:|\n|§|[x](§)|",
    "x[^1] [^§]\n\n[^1]: §",
    "x[^§]\n\n[^§]: §",
    "<div title=\"§\">\n§\n</div>",
    "a <b title=\"§\">§</b>",
    "a <!-- § --> b",
    "a <!-- §\n\n§ --> b",
    "<!-- § -->",
];

#[test]
fn nothing_executes() {
    for payload in PAYLOADS {
        for place in PLACES {
            judge(&place.replace('§', payload));
        }
    }
}

/// A page with markup that the writer never makes must fail, or the test above proves nothing.
#[test]
#[should_panic(expected = "<script>")]
fn the_judge_sees_a_script() {
    let html = "<script>alert(1)</script>".to_owned();
    let page = page(&Body { html, ..Body::default() });
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(page.as_str());
    Seen::default().inspect(&dom.document);
}

fn piece() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec![
        "> ",
        "- ",
        "1. ",
        "1986. ",
        "## ",
        "#",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "[^1]",
        "[^1]: ",
        "\n[^a]: ",
        "[^a]",
        "<",
        ">",
        "<!--",
        "-->",
        "<b>",
        "</div>",
        "<div>",
        "|",
        "\n|-|-|\n",
        "---",
        "===",
        "\\",
        "&amp;",
        "&#0;",
        "&",
        "\"",
        "'",
        "...",
        " - ",
        "10-12",
        "https://a.se",
        "www.b.se/",
        "a@b.se",
        "x.md",
        "b.jpg",
        "[x]: y.md\n",
        "[x]",
        "\r\n",
        "\r",
        "\0",
        "\u{202e}",
        "å",
        "😀",
        "\u{a0}",
        "ord ",
        ":",
        "  \n",
    ]);
    prop_oneof![
        8 => marks.prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => prop::sample::select(PAYLOADS.to_vec()).prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn any_text_becomes_html(text in any::<String>()) {
        judge(&text);
    }

    #[test]
    fn any_markdown_becomes_html(pieces in prop::collection::vec(piece(), 0..40)) {
        judge(&pieces.concat());
    }
}
