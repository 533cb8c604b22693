use jiff::civil::date;

use super::*;
use crate::diagnostic::Place;
use crate::diagnostic::Tongue;
use crate::finish::findings::{Form as FoundForm, Found};
use crate::model::{Body, Image, MunicipalityId};

const TODAY: Date = date(2026, 11, 23);

fn story(id: &str, language: &str, verified: Option<Date>) -> Story {
    Story {
        id: id.to_owned(),
        language: language.to_owned(),
        file: Arc::from(format!("content/stories/{id}.{language}.md")),
        title: format!("Titel {id}"),
        summary: String::new(),
        status: Status::Published,
        published: Some(date(2026, 3, 14)),
        updated: None,
        verified,
        municipalities: vec![MunicipalityId(0)],
        fictional: false,
        enterprise: None,
        topics: Vec::new(),
        target_groups: Vec::new(),
        partners: Vec::new(),
        outcomes: Vec::new(),
        people: Vec::new(),
        images: Vec::new(),
        removed: Vec::new(),
        aliases: Vec::new(),
        body: Body::default(),
    }
}

fn person(name: &str, expires: Option<Date>) -> Person {
    Person {
        name: name.to_owned(),
        role: "bagare".to_owned(),
        basis: Some(Basis::Consent),
        record: Some("DNR-2026-0001".to_owned()),
        given: Some(date(2026, 1, 10)),
        expires,
        covers: Some(vec![Cover::Name, Cover::Photo]),
        reviewed: None,
        withdrawn: None,
        reference: None,
        span: 0..0,
    }
}

fn image(file: &str, people: Option<&[&str]>) -> Image {
    Image {
        file: Arc::from(file),
        span: 0..0,
        alt: String::new(),
        caption: None,
        credit: None,
        people: people.map(|people| people.iter().map(|name| (*name).to_owned()).collect()),
    }
}

/// A bakery with a translation, and a draft of a café.
fn report() -> Privacy {
    let mut bakery = story("bageriet", "sv", Some(date(2024, 11, 23)));
    bakery.people = vec![person("Kim", Some(date(2028, 1, 10))), person("Bo Exempel", None)];
    bakery.people[1].basis = Some(Basis::PublicInterest);
    bakery.people[1].covers = None;
    bakery.people[1].withdrawn = Some(date(2026, 9, 1));
    bakery.images = vec![
        image("content/stories/bageriet/bullar.jpg", Some(&["Kim"])),
        image("content/stories/bageriet/ugn.jpg", None),
    ];
    let english = Story {
        language: "en".to_owned(),
        file: Arc::from("content/stories/bageriet.en.md"),
        ..bakery.clone()
    };
    let mut cafe = story("kafeet", "sv", None);
    cafe.status = Status::Draft;
    cafe.people = vec![person("Kim", Some(date(2026, 11, 22)))];
    let fresh = story("parken", "sv", Some(date(2026, 11, 1)));
    let stories = [bakery, english, cafe, fresh].map(Arc::new);
    let place = Place::whole(&Arc::from("index.html"));
    let form = |address: &str, kind, pages| FoundForm {
        address: address.to_owned(),
        kind,
        place: place.clone(),
        pages,
    };
    let findings = Findings {
        uses: vec![Found {
            what: What::Stores,
            name: "localStorage".to_owned(),
            place: place.clone(),
            files: 1,
        }],
        forms: vec![
            form("https://example.org/formular", FormKind::Declared, 1),
            form("sok/index.html", FormKind::Own, 12),
        ],
    };
    privacy(&stories, vec!["content/stories/trasig.md".to_owned()], Some(&findings), TODAY)
}

#[test]
fn everybody_is_told_once() {
    let report = report();
    let people: Vec<_> =
        report.people.iter().map(|one| (&*one.name, &*one.file, one.expired)).collect();
    assert_eq!(
        people,
        [
            ("Kim", "content/stories/kafeet.sv.md", true),
            ("Kim", "content/stories/bageriet.sv.md", false),
            ("Bo Exempel", "content/stories/bageriet.sv.md", false),
        ]
    );
    assert_eq!(report.people[1].pictures, ["content/stories/bageriet/bullar.jpg"]);
    let untold: Vec<_> = report.pictures_without_people.iter().map(|one| &*one.picture).collect();
    assert_eq!(untold, ["content/stories/bageriet/ugn.jpg"]);
    let months: Vec<_> = report.stories.iter().map(|one| (&*one.story, one.months)).collect();
    assert_eq!(months, [("kafeet", None), ("bageriet", Some(24)), ("parken", Some(0))]);
}

#[test]
fn a_picture_may_name_somebody_by_the_key_of_the_register() {
    let mut bakery = story("bageriet", "sv", None);
    bakery.people = vec![Person { reference: Some("kim-1".to_owned()), ..person("Kim", None) }];
    bakery.images = vec![image("content/stories/bullar.jpg", Some(&["kim-1"]))];
    let report = privacy(&[Arc::new(bakery)], Vec::new(), None, TODAY);
    assert_eq!(report.people[0].pictures, ["content/stories/bullar.jpg"]);
}

#[test]
fn a_whole_month_is_counted_on_its_day() {
    for (verified, months) in [
        (date(2026, 11, 23), 0),
        (date(2026, 10, 24), 0),
        (date(2026, 10, 23), 1),
        (date(2025, 11, 24), 11),
        (date(2025, 11, 23), 12),
    ] {
        assert_eq!(check(&story("a", "sv", Some(verified)), TODAY).months, Some(months));
    }
}

const SHOWN: &str = "\
Personuppgifter den 2026-11-23

Människor (3), den vars grund går ut först står först
  namn                       grund                     går ut
  Kim                        samtycke                  2026-11-22 HAR GÅTT UT
    bagare, kafeet (utkast), från 2026-01-10, DNR-2026-0001,
    omfattar namn + bild, på ingen bild
  Kim                        samtycke                  2028-01-10
    bagare, bageriet, från 2026-01-10, DNR-2026-0001, omfattar namn + bild,
    bullar.jpg
  Bo Exempel                 allmänt intresse          –          drog sig ur
    bagare, bageriet, från 2026-01-10, drog sig ur 2026-09-01, DNR-2026-0001,
    omfattning saknas, på ingen bild

Bilder utan uppgift om vilka som syns (1)
  content/stories/bageriet/ugn.jpg

Berättelser (3), den som längst är utan kontroll först
  –           aldrig kontrollerad      kafeet (utkast)
  2024-11-23  24 månader, KONTROLLERA  bageriet
  1 kontrollerade det senaste året

Den färdiga webbplatsen
  hämtar från andra        inget
  kan skicka till andra    inget
  lagrar i webbläsaren     localStorage
  kontaktformulär          https://example.org/formular (1 sida)
  formulär till sig själv  sok/index.html (12 sidor)

Har fel, så människorna i dem står inte här
  content/stories/trasig.md
";

#[test]
fn the_report_is_readable() {
    let report = report();
    assert_eq!(print(&report, Tongue::Sv), SHOWN);
    let english = print(&report, Tongue::En);
    assert_eq!(english.lines().count(), SHOWN.lines().count());
    for line in SHOWN.lines().chain(english.lines()) {
        assert!(line.chars().count() <= 80, "{line}");
    }
    let nobody = print(&privacy(&[], Vec::new(), None, TODAY), Tongue::En);
    for line in ["People: nobody", "of who is shown: none", "The site could not be made"] {
        assert!(nobody.contains(line), "{nobody}");
    }
}
