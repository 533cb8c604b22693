use proptest::prelude::*;

use super::Kind::{BankAccount, Email, IdentityNumber, Phone};
use super::*;

/// A text, and what is found in it as it is written there.
type Case = (&'static str, &'static [(Kind, &'static str)]);

// Nobody is behind these. Identity numbers are those that Skatteverket has published for tests; fixed
// telephone numbers go on with a 0 behind the area code, which none does, and mobile numbers are of
// the block that PTS has set aside, but not of its numbers for fiction; the IBANs stand in the
// standard, the bankgiro number in the manuals of Bankgirot.
#[rustfmt::skip] // A table reads best with a case on a line.
const CASES: &[Case] = &[
    // Identity numbers.
    ("Kim har numret 900101-2385.", &[(IdentityNumber, "900101-2385")]),
    ("19900101-2385", &[(IdentityNumber, "19900101-2385")]),
    ("199001012385", &[(IdentityNumber, "199001012385")]),
    ("9001012385", &[(IdentityNumber, "9001012385")]),
    ("900101 2385", &[(IdentityNumber, "900101 2385")]),
    ("900101 – 2385", &[(IdentityNumber, "900101 – 2385")]),
    ("900101\\-2385 och 900101&#45;2385", &[(IdentityNumber, "900101\\-2385"), (IdentityNumber, "900101&#45;2385")]),
    ("900101\u{2011}2385", &[(IdentityNumber, "900101\u{2011}2385")]),
    ("9001\u{ad}01-23\u{ad}85", &[(IdentityNumber, "9001\u{ad}01-23\u{ad}85")]),
    ("９００１０１－２３８５", &[(IdentityNumber, "９００１０１－２３８５")]),
    ("**900101**-2385", &[(IdentityNumber, "900101**-2385")]),
    ("900101-\n2385", &[(IdentityNumber, "900101-\n2385")]),
    ("> 900101\n> 2385", &[(IdentityNumber, "900101\n> 2385")]),
    ("900101+9802", &[(IdentityNumber, "900101+9802")]),
    ("18900101-9802", &[(IdentityNumber, "18900101-9802")]),
    ("20000229-2399, 000229-2399", &[(IdentityNumber, "20000229-2399"), (IdentityNumber, "000229-2399")]),
    ("19140168-2396 samordningsnummer", &[(IdentityNumber, "19140168-2396")]),
    ("140168-2396", &[(IdentityNumber, "140168-2396")]),
    ("kim-900101-2385-1.jpg", &[(IdentityNumber, "900101-2385")]),
    ("kim_900101_2385.jpg", &[(IdentityNumber, "900101_2385")]),
    ("bild-9001012385.jpg", &[(IdentityNumber, "9001012385")]),
    ("konto 3300-900101-2385", &[(IdentityNumber, "900101-2385")]),
    ("1. 9001012385", &[(IdentityNumber, "9001012385")]),
    ("| 9001012385 | 12 |", &[(IdentityNumber, "9001012385")]),
    ("[akt](https://exempel.se/akt/900101-2385.pdf)", &[(IdentityNumber, "900101-2385")]),
    ("<!-- 900101-2385 -->", &[(IdentityNumber, "900101-2385")]),
    ("900101-2386", &[]), // another check digit
    ("901301-2385 900132-2385", &[]), // no such day
    ("900101-0005", &[]), // 000 is nobody
    ("769600-0004, 16769600-0004, 7696000004", &[]), // an organisation
    ("SE769600000401", &[]),
    ("29001012385, 90010123851", &[]), // longer
    ("3,900101-2385", &[]), // decimals
    ("9001012385 kr, 900101 2385 kronor", &[]),
    ("ISBN 9001012385", &[]),
    ("dnr 9001012385", &[]),
    ("https://exempel.se/artikel/9001012385?id=199001012385", &[]),
    ("ISBN 978-91-7000-150-3", &[]),
    ("2014-2016, 2024-05-01 1200", &[]),
    ("12 900101 2385", &[]),
    ("900101\n- 2385", &[]), // two items of a list
    ("900101\n\n2385", &[]),
    ("550e8400-e29b-41d4-a716-446655440000", &[]),
    // E-mail addresses.
    ("Skriv till kim@foretaget.se.", &[(Email, "kim@foretaget.se")]),
    ("[Kim](mailto:Kim.Ek@Foretaget.SE?subject=Hej)", &[(Email, "Kim.Ek@Foretaget.SE")]),
    ("kim&#64;foretaget.se, kim%40foretaget.se", &[(Email, "kim&#64;foretaget.se"), (Email, "kim%40foretaget.se")]),
    ("kim\\_b\\@foretaget.se", &[(Email, "kim\\_b\\@foretaget.se")]),
    ("kim (at) foretaget.se", &[(Email, "kim (at) foretaget.se")]),
    ("_kim@foretaget.se_", &[(Email, "kim@foretaget.se")]),
    ("kim.ek+jobb@exempel.co.uk)", &[(Email, "kim.ek+jobb@exempel.co.uk")]),
    ("åsa@kafé.se", &[(Email, "åsa@kafé.se")]),
    ("kontakt: kim@foretaget.se", &[(Email, "kim@foretaget.se")]),
    ("redaktionen@example.org, kim@sub.example.com, kim@kommun.test", &[]),
    ("info@foretaget.se, hjo.kommun@hjo.se, kundtjänst@foretaget.se", &[]),
    ("@hjo och @kim@mastodon.social", &[]),
    ("bild@2x.png, recall@10, a@b, @@@, kim@, kim@.se", &[]),
    ("https://karta.exempel.se/@58.3,14.2", &[]),
    ("punkt (a) eller (b)", &[]),
    // Telephone numbers.
    ("Ring 0521-01 23 45.", &[(Phone, "0521-01 23 45")]),
    ("070-174 06 03", &[(Phone, "070-174 06 03")]),
    ("0701740603, 0701-74 06 03, 070 174 06 03", &[(Phone, "0701740603"), (Phone, "0701-74 06 03"), (Phone, "070 174 06 03")]),
    ("+46 (0)70-174 06 03", &[(Phone, "+46 (0)70-174 06 03")]),
    ("[ring](tel:+46701740603)", &[(Phone, "+46701740603")]),
    ("0046 31 090 07 00", &[(Phone, "0046 31 090 07 00")]),
    ("(031) 090 07 00", &[(Phone, "031) 090 07 00")]),
    ("031/090 07 00, 08-065 014 00", &[(Phone, "031/090 07 00"), (Phone, "08-065 014 00")]),
    ("070\u{a0}174&nbsp;06 03", &[(Phone, "070\u{a0}174&nbsp;06 03")]),
    ("tel:0521012345", &[(Phone, "0521012345")]),
    ("0521-01\n23 45", &[(Phone, "0521-01\n23 45")]),
    ("070.174.06.03", &[(Phone, "070.174.06.03")]),
    ("12 070-174 06 03", &[(Phone, "070-174 06 03")]),
    ("070-174 06 05, 031-390 06 00, 08-465 004 99, 040-628 04 10, 0980-319 200", &[]), // for fiction
    ("+46 70 174 06 05", &[]),
    ("010-000 00 00, 0521-000 00", &[]), // placeholders
    ("020-01 23 45, 0771-01 23 45", &[]), // nobody's own
    ("dnr 2024-00123, KS 2024-0521-12", &[]),
    ("dnr 0123-45678", &[]),
    ("Öppet 08-12, 13-17; 08-12 13-17", &[]),
    ("01-02 2024, 2024-05-01, 08 30 09 15", &[]),
    ("1 080 12 34 kr, 0,521 123, 0.080-12345", &[]),
    ("5 019 203 196 kronor, 12 031 090 600 bullar", &[]),
    ("0520-2024-12, 08-12-2024, 08/12/2024, 040-12 2024", &[]),
    ("Tel. 08-0650 1400, (0521) 01 23 45", &[(Phone, "08-0650 1400"), (Phone, "0521) 01 23 45")]),
    ("462 35 Vänersborg, 000 00 Exempelstad", &[]),
    ("0521012345 besökare", &[]), // one group alone may be anything
    ("https://exempel.se/070-1740603", &[]),
    ("M505 323l-7 0v10z", &[]),
    // Accounts.
    ("SE35 5000 0000 0549 1000 0003", &[(BankAccount, "SE35 5000 0000 0549 1000 0003")]),
    ("IBAN: SE3550000000054910000003.", &[(BankAccount, "SE3550000000054910000003")]),
    ("GB82 WEST 1234 5698 7654 32 och mer", &[(BankAccount, "GB82 WEST 1234 5698 7654 32")]),
    ("SE36 5000 0000 0549 1000 0003", &[]),
    ("bankgiro 991-2346", &[(BankAccount, "991-2346")]),
    ("991-2346 (bankgiro)", &[(BankAccount, "991-2346")]),
    ("Plusgiro: 12 34 56-6", &[(BankAccount, "12 34 56-6")]),
    ("clearing 8327-9, konto 123 456 789-0", &[(BankAccount, "123 456 789-0")]),
    ("kontonummer 8327-9,123 456 789-0", &[(BankAccount, "8327-9,123 456 789-0")]),
    ("991-2346, 12 34 56-6", &[]),
    ("bankgiro 991-2347", &[]),
    ("På kontot fanns 1 200 000 kr, konto 6850", &[]),
    ("kontot öppnades 2024-05-01, konto 2014-2016", &[]),
    ("kontor 123 456 789", &[]),
    ("", &[]),
];

#[test]
fn what_is_personal_is_found_and_nothing_else() {
    assert!(CASES.len() > 60);
    let wrong: Vec<_> = CASES
        .iter()
        .filter_map(|(text, expected)| {
            let found: Vec<_> = find(text).into_iter().map(|f| (f.kind, &text[f.span])).collect();
            (found != *expected)
                .then(|| format!("{text}\n  found:    {found:?}\n  expected: {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_value_however_it_is_written() {
    for (kind, value, ways) in [
        (
            IdentityNumber,
            "9001012385",
            &["900101-2385", "19900101 2385", "199001012385", "900101\\-2385"][..],
        ),
        (Email, "kim@foretaget.se", &["Kim@foretaget.se", "KIM&#64;FORETAGET.SE"]),
        (
            Phone,
            "0701740603",
            &["070-174 06 03", "+46 70 174 06 03", "+46 (0)70-1740603", "0046701740603"],
        ),
        (
            BankAccount,
            "SE3550000000054910000003",
            &["SE35 5000 0000 0549 1000 0003", "se3550000000054910000003"],
        ),
    ] {
        for way in ways {
            let found = find(way);
            let [finding] = &found[..] else { panic!("{way}: {found:?}") };
            assert_eq!((finding.kind, finding.value.as_str()), (kind, value), "{way}");
            assert_eq!(value_of(way), value, "{way}");
        }
    }
}

#[test]
fn a_drawing_shows_its_text_and_labels() {
    let drawing = "<svg aria-label='Ring 070-174 06 03'><path d='M900101-2385 9001012385'/>\
                   <text>kim@<tspan>foretaget</tspan>.se</text><!-- 900101-2385 --></svg>";
    let found = find_in_drawing(drawing);
    let found: Vec<_> = found.into_iter().map(|f| (f.kind, &drawing[f.span])).collect();
    assert_eq!(found, [(Phone, "070-174 06 03"), (Email, "kim@<tspan>foretaget</tspan>.se")]);
}

/// Pieces that numbers and addresses are made of, and what hides them.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,12}",
        "[-+ .,/()@*_\n>%&;\\\\<]{1,3}",
        "\\PC{0,3}",
        prop::sample::select(vec![
            "SE35",
            "konto ",
            "tel:",
            "&#64;",
            "&shy;",
            "%40",
            "\u{ad}",
            "\u{2011}",
            "９",
            "٣",
            "(at)",
            "å",
            "aria-label=\"",
            "+46 (0)",
            "bankgiro",
            "\\u002d",
            "foretaget.se",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_place_is_in_the_text_and_none_before_the_last(text in pieces()) {
        for found in [find(&text), find_in_drawing(&text)] {
            for finding in &found {
                prop_assert!(text.get(finding.span.clone()).is_some_and(|part| !part.is_empty()));
                prop_assert!(!finding.value.is_empty());
            }
            prop_assert!(found.is_sorted_by_key(|finding| finding.span.start));
        }
        let _ = value_of(&text);
    }

    #[test]
    fn every_mention_is_a_word_of_the_text(words in prop::collection::vec(prop::sample::select(vec![
        "Kim", "Kims", "sjuk", "sjukskriven", "å", "Å\u{30a}", "- ", "\n", "\n\n", "> ", "1. ", "|", "# ", " ", "😀",
    ]), 0..60)) {
        let text = words.concat();
        let names = sensitive::Names::new(["Kim"]);
        let lexicon = sensitive::Lexicon::new([&["sjuk*".to_owned()][..]]);
        let mut end = 0;
        for paragraph in sensitive::paragraphs(&text, 0..text.len()) {
            prop_assert!(end <= paragraph.start && paragraph.end <= text.len());
            end = paragraph.end;
            for mention in sensitive::mentions(&text, paragraph.clone(), &names, &lexicon) {
                let word = text.get(mention.span.clone()).expect("on boundaries of characters");
                prop_assert!(word.starts_with("sjuk") && mention.name.starts_with("Kim"));
                prop_assert!(paragraph.start <= mention.span.start && mention.span.end <= paragraph.end);
            }
        }
    }
}
