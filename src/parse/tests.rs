use proptest::prelude::*;

use super::*;
use crate::diagnostic::Code;
use testing::{STORY, options, sources};

#[test]
fn everything_finds_its_place() {
    let page = "---\ntitle: Om webbplatsen\n---\nHej.\n";
    let introduction = "---\noffice: Coompanion\n---\nHej.\n";
    let texts = [
        ("content/stories/b.md", STORY),
        ("content/stories/a/index.md", STORY),
        ("content/regions/skaraborg.md", introduction),
        ("content/municipalities/hjo.md", "---\n---\nHej.\n"),
        ("content/municipalities/hjo.en.md", "---\n---\nHello.\n"),
        ("content/pages/om.md", page),
        ("content/pages/om.en.md", "---\ntitle: About\n---\nHello.\n"),
    ];
    let (parsed, remarks) = parse(&sources(&texts), &options(), &Memory::default());
    assert!(!remarks.iter().any(Diagnostic::is_error), "{remarks:#?}");
    let parsed = parsed.expect("complete");
    let ids: Vec<_> = parsed.stories.iter().map(|story| story.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(&*parsed.stories[0].images[0].file, "content/stories/a/bageri.jpg");
    assert_eq!(parsed.regions[0].title, "Skaraborg");
    assert_eq!(parsed.regions[0].office.name.as_deref(), Some("Coompanion"));
    let titles: Vec<_> = parsed.municipalities.iter().map(|page| page.title.as_str()).collect();
    assert_eq!(titles, ["Hjo kommun", "Hjo municipality"]);
    let titles: Vec<_> = parsed.pages.iter().map(|page| page.title.as_str()).collect();
    assert_eq!(titles, ["Om webbplatsen", "About"]);
    assert_eq!(parsed.targets.len(), 7);
}

#[test]
fn settings_that_fail_do_not_hide_the_rest() {
    let bad = STORY.replace("updated: 2026-05-02", "updated: i maj");
    for (path, text, expected) in [
        ("content/site.yaml", None, Code::MissingFile),
        ("content/territory.yaml", None, Code::MissingFile),
        ("content/vocabulary.yaml", None, Code::MissingFile),
        ("content/vocabulary.yaml", Some("a: 1\n  b: 2\n"), Code::YamlSyntax),
        ("content/site.yaml", Some(""), Code::EmptyFile),
    ] {
        let mut sources = sources(&[("content/stories/x.md", &bad)]);
        match text {
            None => _ = sources.files.remove(path),
            Some(text) => _ = sources.files.insert(path.into(), text.as_bytes().into()),
        }
        let (parsed, remarks) = parse(&sources, &options(), &Memory::default());
        assert!(parsed.is_none());
        let errors: Vec<_> = remarks.iter().filter(|r| r.is_error()).map(|r| r.code).collect();
        assert_eq!(errors, [expected, Code::BadDate], "{path}: {remarks:#?}");
    }
}

#[test]
fn the_number_of_threads_does_not_show() {
    let texts: Vec<(String, String)> = (0..40)
        .map(|n| (format!("content/stories/s{n}.md"), STORY.replace("Hjo,", &format!("Hj{n},"))))
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let sources = sources(&texts);
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| parse(&sources, &options(), &Memory::default()).1)
    };
    assert_eq!(on(1), on(8));
}

/// Cuts, doubles and swaps pieces of a good text, so that what comes out is nearly right.
fn mangled(text: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let lines: Vec<&'static str> = text.split_inclusive('\n').collect();
    let count = lines.len();
    let piece = prop_oneof![
        6 => (0..count).prop_map(move |at| lines[at].as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..8),
        1 => ".{0,12}".prop_map(String::into_bytes),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_bytes_make_it_panic(
        site in mangled(testing::SITE_YAML),
        territory in mangled(testing::TERRITORY_YAML),
        vocabulary in mangled(testing::VOCABULARY_YAML),
        story in mangled(STORY),
        name in "[^/\0]{1,12}",
    ) {
        let mut good = sources(&[]);
        let story: Arc<[u8]> = story.into();
        for path in ["content/stories/x.md", "content/regions/skaraborg.md", "content/pages/om.md"] {
            good.files.insert(path.into(), Arc::clone(&story));
        }
        let with_front: Vec<u8> = [b"---\n", &story[..], b"\n---\n"].concat();
        good.files.insert("content/stories/y.md".into(), with_front.into());
        good.files.insert(format!("content/stories/{name}.md").into(), Arc::clone(&story));
        let mut bad = good.clone();
        bad.files.insert("content/site.yaml".into(), site.into());
        bad.files.insert("content/territory.yaml".into(), territory.into());
        bad.files.insert("content/vocabulary.yaml".into(), vocabulary.into());
        for sources in [good, bad] {
            let (_, remarks) = parse(&sources, &options(), &Memory::default());
            for remark in remarks {
                let place = &remark.place;
                let bytes = sources.files.get(&place.file).map_or(0, |bytes| bytes.len());
                prop_assert!(place.end <= bytes, "{:?}", remark);
                prop_assert!(!remark.message.sv.is_empty());
            }
        }
    }
}
