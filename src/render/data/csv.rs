//! Open data as CSV (RFC 4180), one line a story, for spreadsheets.
//!
//! It begins with a byte order mark, without which Excel reads å, ä and ö wrong. A spreadsheet
//! takes a field that begins like a formula for one, whoever wrote it, so such a field begins
//! with an apostrophe (OWASP, "CSV Injection").

use jiff::civil::Date;

use super::json::{OpenData, Outcome, Story, Term};

const COLUMNS: [&str; 19] = [
    "id",
    "language",
    "title",
    "summary",
    "url",
    "published",
    "updated",
    "verified",
    "municipality_codes",
    "municipalities",
    "regions",
    "enterprise",
    "legal_form",
    "org_number",
    "founded",
    "employees",
    "topics",
    "target_groups",
    "outcomes",
];

/// The data as a file.
#[must_use]
pub fn csv(data: &OpenData) -> String {
    let mut out = String::from("\u{feff}");
    push_line(&mut out, &COLUMNS.map(str::to_owned));
    for story in &data.stories {
        push_line(&mut out, &fields(story));
    }
    out
}

fn fields(story: &Story) -> [String; COLUMNS.len()] {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let number = |number: Option<i64>| number.map(|n| n.to_string()).unwrap_or_default();
    let enterprise = story.enterprise.clone().unwrap_or_default();
    let codes: Vec<_> = story.municipalities.iter().map(|term| term.key.as_str()).collect();
    let outcomes: Vec<_> = story.outcomes.iter().map(sentence).collect();
    [
        story.id.clone(),
        story.language.clone(),
        story.title.clone(),
        story.summary.clone(),
        story.url.clone().unwrap_or_else(|| story.path.clone()),
        day(story.published),
        day(story.updated),
        day(story.verified),
        codes.join("; "),
        labels(&story.municipalities),
        labels(&story.regions),
        enterprise.name,
        enterprise.legal_form.unwrap_or_default().label,
        enterprise.org_number.unwrap_or_default(),
        number(enterprise.founded),
        number(enterprise.employees),
        labels(&story.topics),
        labels(&story.target_groups),
        outcomes.join("; "),
    ]
}

fn labels(terms: &[Term]) -> String {
    let labels: Vec<_> = terms.iter().map(|term| term.label.as_str()).collect();
    labels.join("; ")
}

/// A figure in one field: what, how many, when, how and by whom it was counted.
fn sentence(outcome: &Outcome) -> String {
    let number = match (&outcome.value, &outcome.from, &outcome.to) {
        (Some(value), ..) => value.clone(),
        (None, Some(from), Some(to)) => format!("{from}–{to}"),
        (None, from, to) => from.clone().or_else(|| to.clone()).unwrap_or_default(),
    };
    let about =
        [outcome.period.as_deref().unwrap_or_default(), &outcome.method.label, &outcome.source];
    let about: Vec<_> = about.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}: {number} ({})", outcome.indicator.label, about.join(", "))
}

fn push_line(out: &mut String, fields: &[String; COLUMNS.len()]) {
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        push_field(out, field);
    }
    out.push_str("\r\n");
}

fn push_field(out: &mut String, field: &str) {
    let field = field.replace('\0', "");
    // The space before a formula is skipped by some spreadsheets.
    let formula = field.starts_with(['\t', '\r', '\n'])
        || field.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let apostrophe = if formula { "'" } else { "" };
    if field.contains(['"', ',', '\r', '\n', ';', '\t']) {
        out.push_str(&format!("\"{apostrophe}{}\"", field.replace('"', "\"\"")));
    } else {
        out.push_str(apostrophe);
        out.push_str(&field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn g12_a_field_starts_no_formula_and_ends_where_it_should() {
        for (field, expected) in [
            ("Hjo", "Hjo"),
            ("", ""),
            ("a, b", "\"a, b\""),
            ("a; b", "\"a; b\""),
            ("sa \"hej\"", "\"sa \"\"hej\"\"\""),
            ("a\r\nb", "\"a\r\nb\""),
            ("=1+1", "'=1+1"),
            ("+46", "'+46"),
            ("-1", "'-1"),
            ("@x", "'@x"),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            ("\n", "\"'\n\""),
            (" =1", "' =1"),
            ("＝1", "'＝1"),
            ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""),
            ("a=b", "a=b"),
            ("\0=1", "'=1"),
        ] {
            let mut out = String::new();
            push_field(&mut out, field);
            assert_eq!(out, expected, "{field:?}");
        }
    }

    #[test]
    fn a_story_is_one_line_of_as_many_fields_as_columns() {
        let term = |key: &str, label: &str| Term { key: key.into(), label: label.into() };
        let story = Story {
            id: "a".into(),
            path: "berattelser/a/index.html".into(),
            title: "=1+1".into(),
            municipalities: vec![term("1497", "Hjo"), term("1499", "Falköping")],
            published: Some(jiff::civil::date(2026, 3, 14)),
            outcomes: vec![Outcome {
                indicator: term("jobs_created", "Nya anställningar"),
                from: Some("10".into()),
                to: Some("12".into()),
                period: Some("2025".into()),
                method: term("annual_report", "Årsredovisning"),
                source: "Årsredovisning 2025".into(),
                ..Outcome::default()
            }],
            ..Story::default()
        };
        let text = csv(&OpenData { stories: vec![story], ..OpenData::default() });
        let lines: Vec<_> = text.split("\r\n").collect();
        assert_eq!(lines.len(), 3);
        assert!(lines[0].starts_with("\u{feff}id,language,title,"));
        assert_eq!(
            lines[1],
            "a,,'=1+1,,berattelser/a/index.html,2026-03-14,,,\"1497; 1499\",\"Hjo; Falköping\",,,,,,,,,\
             \"Nya anställningar: 10–12 (2025, Årsredovisning, Årsredovisning 2025)\""
        );
        assert_eq!(lines[2], "");
    }
}
