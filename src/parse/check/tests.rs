use super::*;
use crate::schema::{SITE, STORY};
use crate::yaml;

fn read(text: &str) -> (Record, Vec<Diagnostic>) {
    let file = Arc::from("x.md");
    let (node, remarks) = yaml::parse(&file, text, 0..text.len());
    assert_eq!(remarks, []);
    let context = Context {
        file: &file,
        fields: STORY,
        status: Status::Draft,
        scope: Scope::Translation,
        language: "sv",
        territory: None,
        vocabulary: None,
    };
    let mut sink = Vec::new();
    let record = check(&node.expect("valid YAML"), 0..0, &context, &mut sink);
    (record, sink)
}

#[test]
fn a_key_of_another_level_is_sent_there() {
    for (text, help) in [
        ("title: Bageriet\nlegal_form: x\n", "move it to `enterprise`"),
        ("title: Bageriet\nindicator: x\n", "move it to `outcomes`"),
        (
            "title: Bageriet\nenterprise:\n  name: Hej\n  aliases: [/x/]\n",
            "move it to the left, out of the group",
        ),
        ("title: Bageriet\nkommun: Hjo\n", "did you mean `municipality`?"),
        ("title: Bageriet\nTitle: x\n", "did you mean `title`?"),
    ] {
        let (_, remarks) = read(text);
        let [remark] = &remarks[..] else { panic!("{text}: {remarks:#?}") };
        assert_eq!(remark.code, Code::UnknownKey);
        assert_eq!(remark.help.as_ref().map(|help| help.en.as_str()), Some(help), "{text}");
    }
}

#[test]
fn what_is_not_a_group_is_said_once() {
    for text in ["- a\n- b\n", "\"bara text\"\n"] {
        let (_, remarks) = read(text);
        assert_eq!(remarks.iter().map(|r| r.code).collect::<Vec<_>>(), [Code::WrongType]);
    }
}

#[test]
fn long_lists_are_refused() {
    let topics: Vec<String> = (0..501).map(|n| format!("t{n}")).collect();
    let (_, remarks) = read(&format!("title: Bageriet\ntopics: [{}]\n", topics.join(", ")));
    assert_eq!(remarks.iter().map(|r| r.code).collect::<Vec<_>>(), [Code::TooLarge]);
}

#[test]
fn values_have_their_type_and_place() {
    let text =
        "title: \"0123: NO\"\nfictional: ja\npartners: [{name: Hjo}]\nmunicipality: [1497]\n";
    let (record, remarks) = read(text);
    assert_eq!(remarks, []);
    assert_eq!(record.text("title").as_deref(), Some("0123: NO"));
    assert_eq!(&text[record.span("title")], "\"0123: NO\"");
    assert_eq!(record.truth("fictional"), Some(true));
    let partner = record.records("partners").next().expect("one");
    assert_eq!(partner.text("name").as_deref(), Some("Hjo"));
    assert!(record.has("municipality"));
    assert_eq!(record.date("published"), None);
}

/// Every example of the schema is a value that its own field takes.
#[test]
fn the_examples_of_the_schema_are_good() {
    let (territory, vocabulary) =
        (crate::parse::testing::territory(), crate::parse::testing::vocabulary());
    for fields in [STORY, SITE, crate::schema::TERRITORY, crate::schema::VOCABULARY] {
        examples(fields, (&territory, &vocabulary));
    }
}

fn examples(fields: &'static [Field], world: (&Territory, &Vocabulary)) {
    let file = Arc::from("x.yaml");
    for field in fields {
        if let Some(inner) = inner_fields(&field.kind) {
            examples(inner, world);
        }
        if field.example.is_empty() {
            continue;
        }
        let text = format!("{}: {}\n", field.key, field.example);
        let (node, remarks) = yaml::parse(&file, &text, 0..text.len());
        assert_eq!(remarks, [], "{text}");
        let context = Context {
            file: &file,
            fields,
            status: Status::Draft,
            scope: Scope::Translation,
            language: "sv",
            territory: Some(world.0),
            vocabulary: Some(world.1),
        };
        let mut sink = Vec::new();
        let _ = check(&node.expect("valid YAML"), 0..0, &context, &mut sink);
        sink.retain(|remark| remark.code != Code::MissingField);
        assert_eq!(sink, [], "{text}");
    }
}
