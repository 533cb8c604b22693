use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::index::{Entry, Index};
use super::{encode, shards};
use crate::cli::search::{Query, ask};

const ENGINE: &str = include_str!("../../themes/default/static/search.js");

/// Key, endings, and documents with their levels.
type Given<'a> = (&'a str, &'a str, &'a [(u32, u32)]);

/// Entries as an index. Keys come sorted.
fn index_of(entries: &[Given<'_>]) -> Index {
    let mut index = Index::default();
    for (key, endings, postings) in entries {
        let start = index.postings.len();
        index.postings.extend(postings.iter().map(|(document, level)| document * 8 + level));
        index.entries.push(Entry {
            key: (*key).to_owned(),
            endings: (*endings).to_owned(),
            postings: start..index.postings.len(),
        });
    }
    index
}

fn text(files: &shards::Files, name: &str) -> String {
    String::from_utf8(files[name].clone()).unwrap()
}

#[test]
fn the_worked_example_of_the_header() {
    let mut files = shards::Files::new();
    let manifest = shards::terms(&mut files, &index_of(&[("bageri", ",et", &[(0, 7), (1, 5)])]));
    assert_eq!(text(&files, "t/0"), "forebild('t/0','Abageri','0','CHF')\n");
    assert_eq!(text(&files, "r/0"), "forebild('r/0','Airegab','1')\n");
    assert_eq!(manifest["sets"], serde_json::json!([",et"]));
    assert_eq!(manifest["terms"], "A");
}

#[test]
fn a_long_list_stands_in_a_file_of_its_own() {
    let postings: Vec<(u32, u32)> = (0..40).map(|n| (n * 3, 2)).collect();
    let mut files = shards::Files::new();
    shards::terms(
        &mut files,
        &index_of(&[("bageri", "", &postings[..2]), ("kommun", "", &postings)]),
    );
    // Two documents: 0 and gap 2. Forty: in file 0, list 0.
    assert_eq!(text(&files, "t/0"), "forebild('t/0','AbageriAkommun','0 0','CCSoBAA')\n");
    let list = format!("C{}", "S".repeat(39));
    assert_eq!(text(&files, "p/0"), format!("forebild('p/0','{list}')\n"));
}

#[test]
fn a_form_with_an_odd_ending_is_an_entry_of_its_own() {
    // More sets of endings than the manifest knows, each of two words.
    let pairs = || ('a'..='i').flat_map(|a| ('a'..='i').map(move |b| format!("{a}{b}")));
    let words: Vec<(String, String)> = pairs()
        .flat_map(|pair| ["x", "y"].map(|end| (format!("b{pair}{end}"), format!(",{pair}"))))
        .collect();
    let mut given: Vec<Given<'_>> =
        words.iter().map(|(key, set)| (key.as_str(), set.as_str(), &[(0, 1)][..])).collect();
    given.push(("handb", "ok,oken", &[(0, 1)]));
    let mut files = shards::Files::new();
    shards::terms(&mut files, &index_of(&given));
    // Seven letters shared, then `en`.
    assert!(text(&files, "t/0").contains("AhandbokHen"), "{}", text(&files, "t/0"));
}

/// A site of `documents` documents around an index.
fn whole(index: &Index, documents: u32) -> shards::Files {
    let mut files = shards::Files::new();
    let mut manifest = shards::terms(&mut files, index);
    let cards: Vec<String> = (0..documents).map(|n| format!("T{n}\t\t\t\t{n}\tsv\t")).collect();
    shards::cards(&mut files, &cards);
    manifest["format"] = 1.into();
    manifest["documents"] = documents.into();
    manifest["cards"] = shards::CARDS.into();
    manifest["hidden"] = serde_json::json!({});
    files.insert("m".to_owned(), encode::object_script("m", &manifest));
    files
}

/// The documents that the engine finds, whatever their order.
fn found(files: &shards::Files, word: &str) -> BTreeSet<u32> {
    let files = files.clone();
    let read = move |name: &str| {
        let bytes = files.get(name).ok_or_else(|| format!("no file {name}"))?;
        String::from_utf8(bytes.clone()).map_err(|error| error.to_string())
    };
    let query = Query { text: word, language: None, count: u16::MAX };
    let answer = ask(ENGINE.as_bytes(), &query, read).unwrap();
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let hits = answer["hits"].as_array().unwrap();
    hits.iter().map(|hit| hit["path"].as_str().unwrap().parse().unwrap()).collect()
}

const DOCUMENTS: u32 = 90;

/// Words with their endings and documents: short alphabets, so that they share beginnings.
fn vocabulary() -> impl Strategy<Value = BTreeMap<String, (String, BTreeMap<u32, u32>)>> {
    let endings = prop::sample::select(vec!["", ",s", ",en,ens", "a,or", ",aren"]);
    let documents = prop::collection::btree_map(0..DOCUMENTS, 0..8_u32, 1..60);
    prop::collection::btree_map(
        "[abåöя]{2,7}",
        (endings.prop_map(str::to_owned), documents),
        1..400,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// What the encoder writes, the engine reads: it finds every document of every form.
    #[test]
    fn the_engine_finds_what_the_index_holds(vocabulary in vocabulary()) {
        let lists: Vec<Vec<(u32, u32)>> =
            vocabulary.values().map(|(_, found)| found.iter().map(|(d, l)| (*d, *l)).collect()).collect();
        let entries: Vec<Given<'_>> = vocabulary
            .iter()
            .zip(&lists)
            .map(|((key, (endings, _)), list)| (key.as_str(), endings.as_str(), list.as_slice()))
            .collect();
        let files = whole(&index_of(&entries), DOCUMENTS);
        for (key, (endings, documents)) in vocabulary.iter().step_by(vocabulary.len().div_ceil(12)) {
            for ending in endings.split(',') {
                let found = found(&files, &format!("{key}{ending}"));
                let expected: BTreeSet<u32> = documents.keys().copied().collect();
                prop_assert!(found.is_superset(&expected), "{key}{ending}");
            }
        }
    }
}
