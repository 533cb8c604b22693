//! A small site for the tests of this module.

use std::sync::Arc;

use crate::model::{Territory, Vocabulary};
use crate::sources::{Options, Sources};

pub const SITE_YAML: &str = "\
title: {sv: Goda exempel, en: Good examples}
tagline: Sociala företag
description: Här berättar vi hur kommuner och företag gör.
languages: [sv, en]
base_url: https://example.org/goda-exempel
theme: default
goal_per_region: {min: 2, max: 4}
publisher:
  name: Exempelorganisationen
  kind: association
contact:
  name: Redaktionen
  email: redaktionen@example.org
privacy:
  controller:
    name: Exempelorganisationen
    email: dataskydd@example.org
  purposes:
    - purpose: Berätta om goda exempel.
      basis: consent
  recipients:
    - name: Exempelhotellet
      role: Webbhotell
  transfer: Nej.
  retention: Så länge.
  required: Nej.
  automated_decisions: Inga.
  people_in_stories: Från personen själv.
  email_handling: {answered_by: Redaktionen, kept: Tre månader}
accessibility:
  conformance: partial
  faults: [{what: Kartan., why: Rättas.}]
  assessed: 2026-11-01
  method: Självskattning.
  updated: 2026-11-01
  report: Skriv till oss.
  enforcement_url: https://www.digg.se/tdosanmalan
";

pub const TERRITORY_YAML: &str = "\
name: Västra Götaland
map: {width: 600, height: 691}
regions:
  - {id: goteborgsregionen, name: Göteborgsregionen}
  - {id: skaraborg, name: Skaraborg}
  - {id: fyrbodal, name: Fyrbodal}
municipalities:
  - {code: \"1407\", name: Öckerö, id: ockero, region: goteborgsregionen}
  - {code: \"1492\", name: Åmål, id: amal, region: fyrbodal}
  - {code: \"1480\", name: Göteborg, full_name: {sv: Göteborgs Stad, en: City of Gothenburg}, id: goteborg, region: goteborgsregionen}
  - {code: \"1497\", name: Hjo, id: hjo, region: skaraborg, focus: true, label: [505, 323], path: M485 337l-7 0z}
outside:
  - {name: Kungsbacka, county: Hallands län}
";

pub const VOCABULARY_YAML: &str = "\
topics:
  - {key: reserved_procurement, label: {sv: Reserverad upphandling, en: Reserved procurement}}
  - {key: work_training, label: {sv: Arbetsträning, en: Work training}}
target_groups:
  - {key: long_term_unemployed, label: Långtidsarbetslösa}
legal_forms:
  - {key: economic_association, label: Ekonomisk förening}
business_areas:
  - {key: cafe_restaurant, label: Kafé}
indicators:
  - {key: jobs_created, label: Nya anställningar, unit: count}
  - {key: sroi_ratio, label: SROI-kvot, unit: ratio}
methods:
  - {key: annual_report, label: Årsredovisning}
  - {key: estimate, label: Uppskattning, calculated: true}
";

pub const STORY: &str = "\
---
title: Bageriet som blev en arbetsplats
summary: Ett kooperativ och en kommun öppnade ett bageri.
status: published
published: 2026-03-14
updated: 2026-05-02
verified: 2026-03-10
municipality: [Hjo, Öckerö kommun]
enterprise:
  name: Exempelbageriet
  legal_form: economic_association
  org_number: 769600-0004
  founded: 2019
  employees: 14
  website: https://example.org
  status: active
  business_areas: [cafe_restaurant]
  network: {type: consortium, name: Exempelkonsortiet}
topics: [work_training]
target_groups: [long_term_unemployed]
partners:
  - {name: Hjo kommun, role: beställare}
outcomes:
  - indicator: jobs_created
    value: 12,5
    period: 2025
    method: annual_report
    source: {label: Årsredovisning 2025, date: 2026-02-01}
people:
  - name: Kim
    role: medarbetare
    basis: consent
    record: DNR-2026-0001
    given: 2026-01-10
    expires: 2028-01-10
    covers: [name, photo]
images:
  - file: bageri.jpg
    alt: Två personer lägger bullar på en plåt
    people: [Kim]
aliases: [/gammal/adress/]
---
## Så gjorde de

Så här.
";

pub fn territory() -> Territory {
    let file = Arc::from(super::territory::PATH);
    super::territory::read(&file, TERRITORY_YAML.as_bytes(), "sv", &mut Vec::new())
        .expect("the territory of the tests is complete")
}

pub fn vocabulary() -> Vocabulary {
    let file = Arc::from(super::vocabulary::PATH);
    super::vocabulary::read(&file, VOCABULARY_YAML.as_bytes(), "sv", &mut Vec::new())
        .expect("the vocabulary of the tests is complete")
}

/// The settings of the tests with `texts` beside them.
pub fn sources(texts: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::default();
    let settings = [
        (super::site::PATH, SITE_YAML),
        (super::territory::PATH, TERRITORY_YAML),
        (super::vocabulary::PATH, VOCABULARY_YAML),
    ];
    for (path, text) in settings.iter().chain(texts) {
        sources.files.insert(Arc::from(*path), Arc::from(text.as_bytes()));
    }
    sources
}

pub fn options() -> Options {
    Options { today: jiff::civil::date(2026, 11, 23), base_url: None, drafts: false }
}
