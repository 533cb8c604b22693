use super::*;
use crate::diagnostic::Severity;
use crate::output::{Gathered, Output};

/// What becomes of pages, of other files, and of the theme's.
fn finish(
    pages: &[(&str, &str)],
    files: &[(&str, &[u8])],
    assets: &BTreeMap<String, Asset>,
    declared: &Declared<'_>,
) -> (Output, Findings, Vec<Diagnostic>) {
    let sink = Gathered::default();
    let assets_by_path = assets.values().map(|asset| (asset.path.as_str(), &asset.bytes[..]));
    let files: Vec<_> = files.iter().copied().chain(assets_by_path).collect();
    let paths = pages.iter().map(|(path, _)| *path).chain(files.iter().map(|(path, _)| *path));
    let finisher = Finisher::new(paths, declared, &sink);
    let pages = pages.iter().map(|(path, html)| finisher.page(path, html));
    let files = files.iter().map(|(path, bytes)| finisher.file(path, bytes));
    let finished = pages.chain(files).collect();
    let (findings, remarks) = finisher.finish(finished, assets);
    (sink.into_output(), findings, remarks)
}

/// Static files under their names.
fn named(statics: &[(&str, &[u8])]) -> BTreeMap<String, Asset> {
    let statics = statics.iter().map(|(name, bytes)| ((*name).to_owned(), Arc::from(*bytes)));
    fingerprint(&statics.collect(), &Memory::default())
}

#[test]
fn a_file_of_the_theme_is_named_by_its_content() {
    let assets = named(&[
        ("style.css", b"a { }"),
        ("site.js", b""),
        ("fonts/a.b.woff2", b"x"),
        ("licence", b"x"),
    ]);
    let paths: Vec<_> = assets.iter().map(|(name, a)| (name.as_str(), a.path.as_str())).collect();
    assert_eq!(
        paths,
        [
            ("fonts/a.b.woff2", "assets/fonts/a.b-2d711642.woff2"),
            ("licence", "assets/licence-2d711642"),
            ("site.js", "assets/site-e3b0c442.js"),
            ("style.css", "assets/style-5f546eb4.css"),
        ]
    );
    assert_eq!(assets["style.css"].bytes, b"a{}");
}

#[test]
fn a_script_is_shortened_or_left_as_it_is() {
    let assets = named(&[("a.js", b"// x\nf( 1 );"), ("b.js", b"f(("), ("c.js", b"\xff")]);
    let texts: Vec<_> =
        assets.values().map(|a| (String::from_utf8_lossy(&a.bytes), a.skipped)).collect();
    let expected = [("f(1);", false), ("f((", true), ("\u{fffd}", true)];
    assert_eq!(texts, expected.map(|(text, skipped)| (text.into(), skipped)));
    let (output, _, remarks) = finish(&[], &[], &assets, &Declared::default());
    assert_eq!(output.files.len(), 3);
    let messages: Vec<_> = remarks.iter().map(|remark| remark.message.en.as_str()).collect();
    assert_eq!(
        messages,
        [
            "the script `b.js` is published without being shortened, since it cannot be read",
            "the script `c.js` is published without being shortened, since it cannot be read",
        ]
    );
}

#[test]
fn an_address_can_be_taken_once() {
    for (files, named) in [
        (&["a.txt", "a.txt"][..], Some("address `a.txt`")),
        (&["a/b.txt", "a/B.txt"], Some("differ only in case")),
        (&["a", "a/b.txt"], Some("`a` is both a file and the folder of `a/b.txt`")),
        (&["a/b.txt", "A"], Some("`A` is both a file and the folder of `a/b.txt`")),
        (&["a.txt", "a/b.txt"], None),
    ] {
        let remarks = taken_twice(files.iter().copied(), &[]);
        let messages: Vec<_> = remarks.iter().map(|remark| remark.message.en.as_str()).collect();
        match named {
            Some(named) => {
                assert!(messages.len() == 1 && messages[0].contains(named), "{messages:?}");
            }
            None => assert!(messages.is_empty(), "{messages:?}"),
        }
        assert!(remarks.iter().all(|r| r.code == Code::AddressTaken));
    }
}

#[test]
fn the_site_is_shortened_whole_and_checked() {
    let page = minify::tests::PAGE.replace("style.1a2b3c4d", "style-1a2b3c4d");
    let (output, _, remarks) = finish(
        &[("a/b/index.html", &page), ("odd.html", "<p><b>not closed</p>")],
        &[("data/stories.json", b"{}")],
        &named(&[("style.css", b"a { }")]),
        &Declared::default(),
    );
    let paths: Vec<_> = output.files.keys().map(String::as_str).collect();
    assert_eq!(
        paths,
        ["a/b/index.html", "assets/style-5f546eb4.css", "data/stories.json", "odd.html"]
    );
    assert!(output.files["a/b/index.html"].len() < page.len());
    let skipped: Vec<_> = remarks.iter().filter(|r| r.code == Code::MinifySkipped).collect();
    assert_eq!(skipped.len(), 1);
    assert_eq!(
        (&*skipped[0].place.file, skipped[0].code.severity()),
        ("odd.html", Severity::Warning)
    );
    assert!(remarks.iter().any(
        |r| r.message.en == "a link leads to `assets/style-1a2b3c4d.css`, which does not exist"
    ));
}

#[test]
fn what_a_script_of_the_theme_does_is_said_where_it_is_written() {
    let theme: Vec<(Arc<str>, Arc<[u8]>)> = ["egen", "default"]
        .map(|theme| {
            let path = Arc::from(format!("themes/{theme}/static/own.js"));
            (path, Arc::from(&b"// why\nlocalStorage.a = 1; fetch('x')"[..]))
        })
        .into();
    let declared = Declared { theme: &theme, ..Declared::default() };
    let (_, findings, remarks) = finish(&[], &[], &named(&[("own.js", &theme[0].1)]), &declared);
    let places: Vec<_> =
        remarks.iter().map(|r| (r.code, &*r.place.file, r.place.start..r.place.end)).collect();
    let file = "themes/egen/static/own.js";
    assert_eq!(places, [(Code::BrowserStorage, file, 7..19), (Code::ForeignRequest, file, 27..32)]);
    assert_eq!(findings.uses.len(), 2);
}
