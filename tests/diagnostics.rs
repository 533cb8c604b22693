//! The exact words of every diagnostic, in both languages.
//!
//! A case is a folder `tests/diagnostics/F201-unknown-key/` with a tiny `content/` and the file
//! `expected.txt`. `FOREBILD_UPDATE=1 cargo test --test diagnostics` rewrites what is expected;
//! read the difference before you commit it.
#![expect(clippy::disallowed_methods, reason = "edge: cases lie on disk")]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::fs;
use std::path::Path;

use forebild::diagnostic::print::{Colour, Format, Look, print};
use forebild::diagnostic::{Code, Tongue};
use support::{build, cases, difference, folder, is_update, name_of};

/// The codes without a case, and why. What they say is held by the test that is named.
const WITHOUT_A_CASE: &[(Code, &str)] = &[
    (Code::NearlySameId, "two such names cannot lie beside each other on every disk: read::tests"),
    (Code::MinifySkipped, "no content is known that leads there: finish::minify"),
    (Code::SelfCheck, "a fault of ours, not of content: finish::self_check"),
];

#[test]
fn g9_g10_every_diagnostic_says_what_it_should() {
    let mut wrong = Vec::new();
    for case in cases(&folder("diagnostics")) {
        if let Err(why) = check(&case) {
            wrong.push(format!("{}: {why}", name_of(&case)));
        }
    }
    assert!(wrong.is_empty(), "{}\n(FOREBILD_UPDATE=1 rewrites them)", wrong.join("\n"));
}

/// Compares what a case says with what is expected of it.
fn check(case: &Path) -> Result<(), String> {
    let actual = said(case);
    let code = name_of(case).split('-').next().unwrap();
    if !actual.contains(&format!("[{code}]")) {
        return Err(format!("does not say {code}, but:\n{actual}"));
    }
    let path = case.join("expected.txt");
    if is_update() {
        fs::write(&path, &actual).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    if expected == actual { Ok(()) } else { Err(difference(&expected, &actual)) }
}

/// What people are told, in Swedish and in English.
fn said(case: &Path) -> String {
    let (sources, compiled) = build(case);
    let bytes_of = |path: &str| sources.get(path).map(|(_, bytes)| &**bytes);
    let [sv, en] = [Tongue::Sv, Tongue::En].map(|tongue| {
        let look = Look { tongue, format: Format::Human, colour: Colour::Without };
        print(&compiled.diagnostics, &bytes_of, look)
    });
    format!("{sv}--- en ---\n{en}")
}

#[test]
fn g9_every_code_has_a_case_or_a_reason() {
    let cases = cases(&folder("diagnostics"));
    let codes: Vec<&str> =
        cases.iter().map(|case| name_of(case).split('-').next().unwrap()).collect();
    for code in Code::ALL {
        let has_case = codes.contains(&code.id());
        let has_reason = WITHOUT_A_CASE.iter().any(|(without, _)| without == code);
        assert!(has_case || has_reason, "{} ({code:?}) has no case", code.id());
        assert!(!(has_case && has_reason), "{} has a case, and a reason for none", code.id());
    }
    for (case, code) in cases.iter().zip(codes) {
        assert!(Code::ALL.iter().any(|known| known.id() == code), "{}", case.display());
    }
}

#[test]
fn the_files_laid_under_every_case_are_without_fault() {
    let (_, compiled) = build(&folder("diagnostics/_base"));
    assert_eq!(compiled.diagnostics, []);
}
