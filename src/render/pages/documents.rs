//! Pages of text, and those that the law asks for.

use super::frame::Frame;
use crate::model::{Conformance, Page, Party, PublisherKind};
use crate::render::edition::{Edition, html_language, phone_link};
use crate::render::text;
use crate::render::view::{
    AccessibilityPage, FaultView, FormView, PartyView, PersonView, PrivacyPage, PublisherView,
    PurposeView, TextPage,
};
use crate::route::{Route, pages};

/// The privacy page (GDPR, Articles 13 and 14).
pub fn privacy(edition: &Edition, frame: &Frame) -> PrivacyPage {
    let config = &edition.site.config;
    let privacy = &config.privacy;
    let language = &edition.language;
    let purposes = privacy.purposes.iter().map(|purpose| PurposeView {
        purpose: purpose.purpose.get(language).to_owned(),
        basis: edition.strings.get(&format!("basis.{}", purpose.basis.key())).to_owned(),
    });
    let recipients = privacy.recipients.iter().map(|recipient| PersonView {
        name: recipient.name.clone(),
        role: Some(recipient.role.get(language).to_owned()),
    });
    PrivacyPage {
        controller: party(&privacy.controller),
        officer: privacy.officer.as_ref().map(party),
        purposes: purposes.collect(),
        recipients: recipients.collect(),
        transfer: privacy.transfer.get(language).to_owned(),
        retention: privacy.retention.get(language).to_owned(),
        required: privacy.required.get(language).to_owned(),
        automated_decisions: privacy.automated_decisions.get(language).to_owned(),
        people_in_stories: privacy.people_in_stories.get(language).to_owned(),
        email_answered_by: privacy.email_handling.answered_by.get(language).to_owned(),
        email_kept: privacy.email_handling.kept.get(language).to_owned(),
        form: form(edition),
        public_publisher: config.publisher.kind == PublisherKind::Public,
        html: added(edition, frame, pages::PRIVACY),
    }
}

fn party(party: &Party) -> PartyView {
    PartyView {
        name: party.name.clone(),
        email: party.email.clone(),
        phone: party.phone.clone(),
        phone_link: party.phone.as_deref().map(phone_link),
        address: party.address.clone(),
    }
}

/// The accessibility statement (Swedish act 2018:1937).
pub fn accessibility(edition: &Edition, frame: &Frame) -> AccessibilityPage {
    let config = &edition.site.config;
    let statement = &config.accessibility;
    let language = &edition.language;
    let faults = statement.faults.iter().map(|fault| FaultView {
        what: fault.what.get(language).to_owned(),
        why: fault.why.get(language).to_owned(),
    });
    AccessibilityPage {
        conformance: match statement.conformance {
            Conformance::Full => "full",
            Conformance::Partial => "partial",
            Conformance::None => "none",
        },
        faults: faults.collect(),
        assessed: edition.date(statement.assessed),
        method: statement.method.get(language).to_owned(),
        updated: edition.date(statement.updated),
        report: statement.report.get(language).to_owned(),
        enforcement_url: statement.enforcement_url.clone(),
        publisher: config.publisher.name.clone(),
        html: added(edition, frame, pages::ACCESSIBILITY),
    }
}

/// The site's own text for a generated page, in the page's language.
fn added(edition: &Edition, frame: &Frame, id: &str) -> Option<String> {
    let language = html_language(&edition.language);
    let of = |page: &&Page| page.id == id && page.language == language;
    let page = edition.site.pages.iter().find(of)?;
    Some(text::html(edition, &page.body, &[], &frame.root))
}

/// A page of text.
pub fn text(edition: &Edition, frame: &Frame, index: usize) -> TextPage {
    let page = &edition.site.pages[index];
    TextPage {
        id: page.id.clone(),
        title: page.title.clone(),
        html: text::html(edition, &page.body, &[], &frame.root),
        updated: page.updated.map(|day| edition.date(day)),
        publisher: (page.id == pages::CONTACT).then(|| publisher(edition)),
        form: (page.id == pages::CONTACT).then(|| form(edition)).flatten(),
    }
}

/// The contact page where nobody has written a text for it.
pub fn contact(edition: &Edition) -> TextPage {
    TextPage {
        id: pages::CONTACT.to_owned(),
        title: edition.strings.get("menu.contact").to_owned(),
        html: String::new(),
        updated: None,
        publisher: Some(publisher(edition)),
        form: form(edition),
    }
}

fn form(edition: &Edition) -> Option<FormView> {
    let form = edition.site.config.contact_form.as_ref()?;
    let language = &edition.language;
    let origin = form.origin();
    Some(FormView {
        endpoint: form.endpoint.clone(),
        host: origin.split_once("://").map_or(origin, |(_, host)| host).to_owned(),
        recipient: form.recipient.get(language).to_owned(),
        purpose: form.purpose.get(language).to_owned(),
        kept: form.kept.get(language).to_owned(),
        privacy: edition.places.path(Route::Privacy),
    })
}

fn publisher(edition: &Edition) -> PublisherView {
    let publisher = &edition.site.config.publisher;
    PublisherView {
        name: publisher.name.clone(),
        org_number: publisher.org_number.clone(),
        address: publisher.address.as_ref().map(|text| text.get(&edition.language).to_owned()),
        website: publisher.website.clone(),
    }
}
