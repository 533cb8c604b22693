//! Markdown to exact HTML, and each remark with its exact place.

use std::sync::Arc;

use super::read;
use crate::diagnostic::{Code, Diagnostic, sorted};
use crate::model::{Body, Inserted};

const FILE: &str = "content/stories/a/index.md";

/// Reads `markdown` as the body of a file with something before it.
fn swedish(markdown: &str) -> (Body, Vec<Diagnostic>) {
    in_language(markdown, "sv")
}

fn in_language(markdown: &str, language: &str) -> (Body, Vec<Diagnostic>) {
    let before = "---\ntitle: Å\n---\n";
    let text = format!("{before}{markdown}");
    let (body, remarks) = read(&Arc::from(FILE), &text, before.len()..text.len(), language);
    (body, sorted(remarks))
}

/// The HTML with each insert written as `{file#anchor}` or `{picture}`.
pub(super) fn filled(body: &Body) -> String {
    let mut html = body.html.clone();
    for insert in body.inserts.iter().rev() {
        let text = match &insert.what {
            Inserted::Href(target) => match &target.anchor {
                Some(anchor) => format!("{{{}#{anchor}}}", target.file),
                None => format!("{{{}}}", target.file),
            },
            Inserted::Picture(picture) => {
                format!("{{{}|{}|{}|{}}}", picture.file, picture.alt, picture.title, picture.alone)
            }
        };
        html.insert_str(insert.at, &text);
    }
    html
}

/// Every remark as code and the text at its place.
fn remarks(markdown: &str) -> Vec<(Code, String)> {
    let before = "---\ntitle: Å\n---\n";
    let text = format!("{before}{markdown}");
    let place = |remark: &Diagnostic| text[remark.place.start..remark.place.end].to_owned();
    swedish(markdown).1.iter().map(|remark| (remark.code, place(remark))).collect()
}

fn check(table: &[(&str, &str)]) {
    for (markdown, expected) in table {
        let (body, _) = swedish(markdown);
        assert_eq!(filled(&body), *expected, "{markdown:?}");
    }
}

fn check_remarks(table: &[(&str, &[(Code, &str)])]) {
    for (markdown, expected) in table {
        let found = remarks(markdown);
        let found: Vec<_> = found.iter().map(|(code, place)| (*code, place.as_str())).collect();
        assert_eq!(found, *expected, "{markdown:?}");
    }
}

#[test]
fn blocks() {
    check(&[
        ("", ""),
        ("Hej\npå dig", "<p>Hej\npå dig</p>\n"),
        ("Hej\r\npå dig\r\n\r\nSlut", "<p>Hej\npå dig</p>\n<p>Slut</p>\n"),
        ("Hej\\\ndu", "<p>Hej<br>\ndu</p>\n"),
        ("***", "<hr>\n"),
        ("> Ett\n>\n> Två", "<blockquote>\n<p>Ett</p>\n<p>Två</p>\n</blockquote>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n"),
        ("- a\n  - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("3) a", "<ol start=\"3\">\n<li>a</li>\n</ol>\n"),
        ("- [ ] a\n- [x] b", "<ul>\n<li>☐ a</li>\n<li>☑ b</li>\n</ul>\n"),
        ("    a <b>\n", "<pre><code>a &lt;b&gt;\n</code></pre>\n"),
        (
            "```rust\nlet a = \"b\"...\n```",
            "<pre><code class=\"language-rust\">let a = &quot;b&quot;...\n</code></pre>\n",
        ),
        ("```\" onload=alert(1)\nx\n```", "<pre><code>x\n</code></pre>\n"),
        ("~~~C++ {.x}\nx\r\ny\n~~~", "<pre><code>x\ny\n</code></pre>\n"),
        ("[a]: https://a.se", ""),
    ]);
}

#[test]
fn inline() {
    check(&[
        (
            "*a* **b** ~~c~~ `d<e`",
            "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d&lt;e</code></p>\n",
        ),
        ("~10 till ~20, ~5~", "<p>~10 till ~20, ~5~</p>\n"),
        ("a & b &amp; c &lt;d", "<p>a &amp; b &amp; c &lt;d</p>\n"),
        ("\"Hej\" - 10-12...", "<p>”Hej” – 10–12…</p>\n"),
        ("`\"a\" - 10-12...`", "<p><code>&quot;a&quot; - 10-12...</code></p>\n"),
        ("*a* - b", "<p><em>a</em> – b</p>\n"),
        ("H~2~O {#x .y} [[a]] $x$", "<p>H~2~O {#x .y} [[a]] $x$</p>\n"),
        ("Namn\n: Hej", "<p>Namn\n: Hej</p>\n"),
    ]);
    let (body, _) = in_language("She said \"*Hi*\" - it's 'ok'.", "en-GB");
    assert_eq!(body.html, "<p>She said “<em>Hi</em>” – it’s ‘ok’.</p>\n");
    assert_eq!(in_language("\"a\" 'b'", "sv-simple").0.html, "<p>”a” ’b’</p>\n");
}

#[test]
fn links() {
    check(&[
        ("[a](https://a.se)", "<p><a href=\"https://a.se\" rel=\"external\">a</a></p>\n"),
        (
            "[a](https://a.se \"b\\\"<c\")",
            "<p><a href=\"https://a.se\" rel=\"external\" title=\"b&quot;&lt;c\">a</a></p>\n",
        ),
        (
            "[a][b]\n\n[b]: https://a.se?x&y",
            "<p><a href=\"https://a.se?x&amp;y\" rel=\"external\">a</a></p>\n",
        ),
        ("[a](../b.md)", "<p><a href=\"{content/stories/b.md}\">a</a></p>\n"),
        ("[a](../b.md#c \"t\")", "<p><a href=\"{content/stories/b.md#c}\" title=\"t\">a</a></p>\n"),
        ("[a](#c)", "<p><a href=\"{content/stories/a/index.md#c}\">a</a></p>\n"),
        ("[a](<b c.md>)", "<p><a href=\"{content/stories/a/b c.md}\">a</a></p>\n"),
        ("[10-12 \"a\"](b.md)", "<p><a href=\"{content/stories/a/b.md}\">10-12 ”a”</a></p>\n"),
        (
            "<https://a.se/1-2>",
            "<p><a href=\"https://a.se/1-2\" rel=\"external\">https://a.se/1-2</a></p>\n",
        ),
        ("<a@b.se>", "<p><a href=\"mailto:a@b.se\">a@b.se</a></p>\n"),
        (
            "se https://a.se/x_y_z/1-2, www.b.se.",
            "<p>se <a href=\"https://a.se/x_y_z/1-2\" rel=\"external\">https://a.se/x_y_z/1-2</a>, <a href=\"https://www.b.se\" rel=\"external\">www.b.se</a>.</p>\n",
        ),
        ("**a@b.se**", "<p><strong><a href=\"mailto:a@b.se\">a@b.se</a></strong></p>\n"),
        (
            "`www.b.se` [www.b.se](b.md)",
            "<p><code>www.b.se</code> <a href=\"{content/stories/a/b.md}\">www.b.se</a></p>\n",
        ),
        ("[a](javascript:alert(1))", "<p>a</p>\n"),
        ("[b *c*](/d)", "<p>b <em>c</em></p>\n"),
        ("x[](https://a.se)y", "<p>xy</p>\n"),
        ("x[](b.md)y", "<p>xy</p>\n"),
        (
            "[a <https://b.se> c](https://d.se)",
            "<p><a href=\"https://d.se\" rel=\"external\">a https://b.se c</a></p>\n",
        ),
    ]);
}

#[test]
fn pictures() {
    check(&[
        ("![a *b*\nc](b.jpg \"t\")", "{content/stories/a/b.jpg|a b c|t|true}"),
        ("Se ![a](b.jpg) här", "<p>Se {content/stories/a/b.jpg|a||false} här</p>\n"),
        ("![](b%20c.jpg) <!-- x -->", "{content/stories/a/b c.jpg|||true}"),
        (
            "![a](b.jpg)![c](d.jpg)",
            "<p>{content/stories/a/b.jpg|a||false}{content/stories/a/d.jpg|c||false}</p>\n",
        ),
        (
            "[![a](b.jpg)](https://a.se)",
            "<p><a href=\"https://a.se\" rel=\"external\">{content/stories/a/b.jpg|a||false}</a></p>\n",
        ),
        ("- ![a](b.jpg)", "<ul>\n<li>{content/stories/a/b.jpg|a||false}</li>\n</ul>\n"),
        ("> ![a](b.jpg)", "<blockquote>\n{content/stories/a/b.jpg|a||true}</blockquote>\n"),
        ("![a](https://a.se/b.jpg)", "<p>a</p>\n"),
        ("![a [b](c.md) d](b.jpg)", "{content/stories/a/b.jpg|a b d||true}"),
    ]);
}

#[test]
fn tables() {
    let frame = "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=";
    let one = "\n<table>\n<thead>\n<tr><th scope=\"col\">a</th><th scope=\"col\" class=\"right\">b</th></tr>\n</thead>\n<tbody>\n<tr><td>1</td><td class=\"right\">2</td></tr>\n</tbody>\n</table>\n</div>\n";
    let (table, text) = ("|a|b|\n|-|-:|\n|1|2|\n", "\n\nx\n\n");
    check(&[
        (table, &format!("{frame}\"Tabell\">{one}")),
        (
            &format!("{table}{text}{table}"),
            &format!("{frame}\"Tabell 1\">{one}<p>x</p>\n{frame}\"Tabell 2\">{one}"),
        ),
        (
            "||b|\n|:-:|-|",
            &format!(
                "{frame}\"Tabell\">\n<table>\n<thead>\n<tr><td></td><th scope=\"col\">b</th></tr>\n</thead>\n</table>\n</div>\n"
            ),
        ),
        (
            "|[x](y.md)|\n|:-:|\n",
            &format!(
                "{frame}\"Tabell\">\n<table>\n<thead>\n<tr><th scope=\"col\" class=\"center\"><a href=\"{{content/stories/a/y.md}}\">x</a></th></tr>\n</thead>\n</table>\n</div>\n"
            ),
        ),
    ]);
    let (body, _) = swedish(&format!("{table}\n[x](y.md)\n\n{table}\n[x](z.md)"));
    let html = filled(&body);
    assert!(
        html.contains("href=\"{content/stories/a/y.md}\""),
        "inserts move with the number: {html}"
    );
    assert!(html.contains("href=\"{content/stories/a/z.md}\""), "{html}");
}

#[test]
fn headings() {
    let (body, found) = swedish(
        "## Så *gjorde* vi\n\n### [Hur](a.md) `b`\n\n## Så gjorde vi ##\n\n## 😀\n\n## Sök\n\n> ### Fotnot 1",
    );
    assert_eq!(found, []);
    assert_eq!(
        filled(&body),
        "<h2 id=\"sa-gjorde-vi\">Så <em>gjorde</em> vi</h2>\n\
         <h3 id=\"hur-b\"><a href=\"{content/stories/a/a.md}\">Hur</a> <code>b</code></h3>\n\
         <h2 id=\"sa-gjorde-vi-2\">Så gjorde vi</h2>\n\
         <h2 id=\"avsnitt-4\">😀</h2>\n\
         <h2 id=\"sok-2\">Sök</h2>\n\
         <blockquote>\n<h3 id=\"avsnitt-fotnot-1\">Fotnot 1</h3>\n</blockquote>\n"
    );
    let list: Vec<_> =
        body.headings.iter().map(|h| (h.level, h.id.as_str(), h.text.as_str())).collect();
    assert_eq!(list[..2], [(2, "sa-gjorde-vi", "Så gjorde vi"), (3, "hur-b", "Hur b")]);
    let before = "---\ntitle: Å\n---\n".len();
    assert_eq!(body.headings[0].span, before..before + "## Så *gjorde* vi".len());
}

#[test]
fn footnotes() {
    let (body, found) =
        swedish("A[^x] b[^y] c[^x].\n\n[^y]: Två\n\n[^x]: Ett\n\n    > Mer [a](b.md)\n");
    assert_eq!(found, []);
    assert_eq!(
        filled(&body),
        "<p>A<sup><a href=\"#fotnot-1\" id=\"fotnotsref-1\" role=\"doc-noteref\" aria-label=\"Fotnot 1\">1</a></sup> \
         b<sup><a href=\"#fotnot-2\" id=\"fotnotsref-2\" role=\"doc-noteref\" aria-label=\"Fotnot 2\">2</a></sup> \
         c<sup><a href=\"#fotnot-1\" id=\"fotnotsref-1-2\" role=\"doc-noteref\" aria-label=\"Fotnot 1\">1</a></sup>.</p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Fotnoter\">\n<ol>\n\
         <li id=\"fotnot-1\">\n<p>Ett</p>\n<blockquote>\n<p>Mer <a href=\"{content/stories/a/b.md}\">a</a></p>\n</blockquote>\n\
         <p><a href=\"#fotnotsref-1\" role=\"doc-backlink\" aria-label=\"Tillbaka till hänvisning 1\">↩\u{fe0e}</a> \
         <a href=\"#fotnotsref-1-2\" role=\"doc-backlink\" aria-label=\"Tillbaka till hänvisning 1-2\">↩\u{fe0e}</a></p>\n</li>\n\
         <li id=\"fotnot-2\">\n<p>Två <a href=\"#fotnotsref-2\" role=\"doc-backlink\" aria-label=\"Tillbaka till hänvisning 2\">↩\u{fe0e}</a></p>\n</li>\n\
         </ol>\n</section>\n"
    );
    let (body, _) = in_language("A[^x]\n\n[^x]: B", "en");
    assert!(body.html.contains("aria-label=\"Footnotes\""), "{}", body.html);
    assert!(body.html.contains("aria-label=\"Back to reference 1\""), "{}", body.html);
}

#[test]
fn what_is_read_of_a_footnote_is_what_is_shown() {
    let markdown = "[^a]: ## Gömd\n\n    Aldrig sedd. [^b]\n\n[^b]: Inte heller.\n\n\
        [^c]: ## Visad\n\n    Två ord.\n\nText[^c].\n\n[^C]: ## Andra\n\n    gången\n\n## Sist\n\nSlut.";
    let (body, _) = swedish(markdown);
    let headings: Vec<_> = body.headings.iter().map(|heading| heading.text.as_str()).collect();
    assert_eq!(headings, ["Sist", "Visad"], "in the order of the page");
    for heading in &body.headings {
        let id = format!("id=\"{}\"", heading.id);
        assert!(body.html.contains(&id), "{id}: {}", body.html);
    }
    assert_eq!(body.text, "Text.\nSlut.\nTvå ord.\n");
    assert_eq!(body.words, 1 + 2 + 3);
}

#[test]
fn unused_footnotes_leave_no_dead_ends() {
    let markdown = "[^a]: se [^b]\n\n[^b]: x\n\nText[^c]\n\n[^c]: y\n\n[^C]: z";
    let (body, _) = swedish(markdown);
    assert!(body.html.contains("<li id=\"fotnot-2\" value=\"2\">\n<p>y "), "{}", body.html);
    assert!(!body.html.contains("fotnotsref-1\""), "{}", body.html);
    check_remarks(&[(
        markdown,
        &[
            (Code::BrokenFootnote, "[^a]:"),
            (Code::BrokenFootnote, "[^b]:"),
            (Code::BrokenFootnote, "[^C]:"),
        ],
    )]);
}

#[test]
fn html_is_text_and_comments_vanish() {
    check(
        &[
            ("a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n"),
            (
                "<div onclick=\"x\">\n*a*\n</div>",
                "<p>&lt;div onclick=&quot;x&quot;&gt;\n*a*\n&lt;/div&gt;</p>\n",
            ),
            (
                "<script>\nalert(1)\n\n</script>",
                "<p>&lt;script&gt;\nalert(1)\n\n&lt;/script&gt;</p>\n",
            ),
            ("<!-- tel 070 -->", ""),
            ("<!-- tel\n\n070 --> b", "<p>b</p>\n"),
            ("<!-- tel 070", ""),
            ("a <!-- tel 070 --> b", "<p>a  b</p>\n"),
            ("a <!-- tel\n\n070 --> b", "<p>a                   b</p>\n"),
            ("a <!-- tel\n070\n\nb", "<p>a</p>\n<p>b</p>\n"),
            ("<div>\n<!-- 070 -->\n</div>", "<p>&lt;div&gt;\n\n&lt;/div&gt;</p>\n"),
            (
                "`<!-- a -->` \\<!-- b --> &lt;!-- c -->",
                "<p><code>&lt;!-- a --&gt;</code> &lt;!-- b --&gt; &lt;!-- c --&gt;</p>\n",
            ),
            ("| a <!-- 070 |\n|-|\n| b --> c |", "<p>| a</p>\n<p>c |</p>\n"),
        ][..11],
    );
    for markdown in [
        "| a <!-- 070 |\n|-|\n| b --> c |",
        "# <!-- 070\n\n-->",
        "- <!-- 070\n\n  -->",
        "[<!-- 070\n\n-->](a.md)",
    ] {
        let (body, found) = swedish(markdown);
        assert!(!body.html.contains("070"), "{markdown:?}: {}", body.html);
        assert!(found.iter().any(|remark| remark.code == Code::HtmlComment), "{markdown:?}");
    }
}

#[test]
fn remarks_on_headings() {
    check_remarks(&[
        ("# Å\n", &[(Code::TopHeading, "# Å")]),
        ("Å\n===\n", &[(Code::TopHeading, "Å\n===")]),
        ("### Å\n", &[(Code::SkippedHeading, "### Å")]),
        ("## Å\n\n#### Ä\n\n#### Ö", &[(Code::SkippedHeading, "#### Ä")]),
        ("# A\n\n### B", &[(Code::TopHeading, "# A")]),
        ("##\n\na", &[(Code::EmptyHeading, "##")]),
        ("Å\n---\n", &[(Code::UnderlineHeading, "---")]),
        ("> Å\n> --\n", &[(Code::UnderlineHeading, "--")]),
        ("Å\n\n---\n", &[]),
        ("#Å ö\n", &[(Code::HashWithoutSpace, "#Å ö")]),
        ("a\n###\u{a0}Å\nb", &[(Code::HashWithoutSpace, "###\u{a0}Å")]),
        ("\\#Å, a #b", &[]),
        ("#1 i norr\n\n#hjo #bageri", &[]),
    ]);
}

#[test]
fn remarks_on_text() {
    check_remarks(&[
        ("1986. Ett bra år", &[(Code::YearBecameList, "1986.")]),
        ("- a\n\n  1986. Ett", &[(Code::YearBecameList, "1986.")]),
        ("1986\\. Ett\n\n12. b", &[]),
        ("Å **Bra!**sa", &[(Code::LiteralEmphasis, "**Bra!**")]),
        ("Å **Bra", &[(Code::LiteralEmphasis, "**")]),
        ("Å \\*\\*Bra\\*\\* 2 ** 3 **** `**a`", &[]),
        ("se [fil](Min fil.md) nu", &[(Code::LiteralLink, "[fil](Min fil.md)")]),
        ("se [fil] (https://a.se) nu", &[(Code::LiteralLink, "[fil] (https://a.se)")]),
        ("[1] (se ovan) \\[a](b c) [a]\\(b c)", &[]),
        (
            "Å [a][nope] [b][]",
            &[(Code::BrokenReference, "[a][nope]"), (Code::BrokenReference, "[b]")],
        ),
        ("[ord] i text", &[]),
        ("Å[^x].", &[(Code::BrokenReference, "[^x]")]),
        ("Å\n\n[^x]: b", &[(Code::BrokenFootnote, "[^x]:")]),
        ("a <b>c</b>", &[(Code::RawHtml, "<b>")]),
        ("a\n\n<div>\nx\n</div>\n\nb", &[(Code::RawHtml, "<div>\nx\n</div>")]),
        ("Å <!-- a -->", &[(Code::HtmlComment, "<!-- a -->")]),
        ("<!-- a\n\nb --> c", &[(Code::HtmlComment, "<!-- a\n\nb -->")]),
        ("Å <!-- a\n\nb --> c", &[(Code::HtmlComment, "<!-- a\n\nb -->")]),
        (
            "Å\u{202e}\u{202e}b\u{0}",
            &[(Code::ControlCharacter, "\u{202e}\u{202e}"), (Code::ControlCharacter, "\0")],
        ),
        ("Å &#x202e; `&#x202e;`", &[(Code::ControlCharacter, "&#x202e;")]),
    ]);
}

#[test]
fn remarks_on_addresses() {
    check_remarks(&[
        ("Å [a](javascript:x)", &[(Code::RefusedAddress, "[a](javascript:x)")]),
        ("<javascript:x>", &[(Code::RefusedAddress, "<javascript:x>")]),
        ("[a][b]\n\n[b]: //c.se", &[(Code::RefusedAddress, "[a][b]")]),
        ("![a](https://b.se/c.jpg)", &[(Code::RefusedAddress, "![a](https://b.se/c.jpg)")]),
        ("[a](rapport.pdf)", &[(Code::RefusedAddress, "[a](rapport.pdf)")]),
        ("[Läs  mer…](b.md)", &[(Code::VagueLinkText, "[Läs  mer…](b.md)")]),
        ("[**här**](b.md)", &[(Code::VagueLinkText, "[**här**](b.md)")]),
        ("[](b.md)", &[(Code::VagueLinkText, "[](b.md)")]),
        ("[Läs mer om bageriet](b.md)", &[]),
    ]);
}

#[test]
fn lines_to_copy() {
    for (markdown, expected) in [
        ("#Å ö", "## Å ö"),
        ("###\u{a0}Å", "### Å"),
        ("# Å", "## Å"),
        ("### Å", "## Å"),
        ("Å\n---", "## Å"),
        ("1986. Ett bra år", "1986\\. Ett bra år"),
        ("[fil](Min fil.md)", "[fil](<Min fil.md>)"),
        ("[fil] (https://a.se)", "[fil](https://a.se)"),
        ("[a](//b.se)", "https://b.se"),
        ("[a](www.b.se)", "https://www.b.se"),
        ("[a](b@c.se)", "mailto:b@c.se"),
        ("[a](..\\b.md)", "../b.md"),
    ] {
        let copies: Vec<_> = swedish(markdown).1.into_iter().filter_map(|r| r.copy).collect();
        assert_eq!(copies, [expected], "{markdown:?}");
    }
}

#[test]
fn nesting_is_bounded() {
    for deep in ["> ".repeat(2_000), "- ".repeat(2_000), "*a ".repeat(2_000) + &"a* ".repeat(2_000)]
    {
        let (body, found) = swedish(&format!("{deep}slut"));
        let codes: Vec<_> = found.iter().map(|remark| remark.code).collect();
        assert_eq!(codes, [Code::TooDeep]);
        assert!(body.html.contains("slut"));
        let mut deepest = 0;
        let mut depth = 0usize;
        for tag in body.html.split('<').skip(1) {
            depth = if tag.starts_with('/') { depth - 1 } else { depth + 1 };
            deepest = deepest.max(depth);
        }
        assert!(depth == 0 && deepest <= 2 * super::events::DEEPEST + 2, "{deepest}");
    }
    assert_eq!(swedish(&("> ".repeat(100) + "a")).1, []);
}

#[test]
fn words_excerpt_and_text() {
    let (body, _) = swedish(
        "## Rubrik\n\n**Bra**sa \"text\" - med [länk](a.md)[^1].\n\n- en punkt\n\n```\nkod\n```\n\n> Citat.\n\n[^1]: Not",
    );
    assert_eq!(body.words, 1 + 4 + 2 + 1 + 1);
    assert_eq!(body.excerpt, "Brasa ”text” – med länk. Citat.");
    assert_eq!(body.text, "Brasa ”text” – med länk.\nen punkt\nCitat.\nNot\n");
    let (body, _) = swedish("| År | Platser |\n| --- | --- |\n| 2025 | 12 |\n\nTill sist");
    assert_eq!(body.text, "År\nPlatser\n2025\n12\nTill sist\n");
}

#[test]
fn remarks_are_bounded_and_text_is_read_in_linear_time() {
    for unit in [
        "[x](/a) ",
        "](",
        "[^",
        "[^a]\n\n",
        "<!--\n\n",
        "<!-- -->",
        "a <!--\n\n",
        "\"",
        "'",
        "-",
        ".",
        "1-2;",
        "www.a/",
        "a@",
        "a@b.se ",
        "https://a",
        "(((",
        "](a b)",
        "**a ",
        "# a\n",
        "#a\n",
        "&#1;",
        "\0a",
        "[a][b]",
        "[^1]: [^1]\n",
        "`",
        "``` \n",
        "- \n",
        "|a",
        "<b>",
        "<a ",
        "\\",
        "~",
        "_a",
        "![",
        "1986. \n\n<!-- -->\n\n",
    ] {
        let (_, found) = swedish(&unit.repeat(200_000 / unit.len()));
        assert!(found.len() <= 400, "{unit:?}: {}", found.len());
    }
}

#[test]
fn a_range_that_does_not_fit_is_empty() {
    for (text, range) in [("å", 1..2), ("a", 0..9), ("a", 5..6)] {
        let (body, found) = read(&Arc::from(FILE), text, range, "");
        assert_eq!((body, found), (Body::default(), Vec::new()));
    }
}
