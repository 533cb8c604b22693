//! `site.yaml` as understood.

use std::ops::Range;

use jiff::civil::Date;

use super::Localized;

/// The site's own settings.
#[derive(Clone, Debug)]
pub struct SiteConfig {
    /// The site's name.
    pub title: Localized,
    /// One sentence on what it is.
    pub tagline: Localized,
    /// For the home page and search engines.
    pub description: Localized,
    /// BCP 47 tags; the first is the site's own.
    pub languages: Vec<String>,
    /// Where it is hosted, with a slash at its end.
    pub base_url: Option<String>,
    /// Name of the theme.
    pub theme: String,
    /// Stories on a page of a list.
    pub stories_per_page: usize,
    /// Municipalities with an example that each sub-region aims at.
    pub goal: Option<Goal>,
    /// Days before a basis for showing a person runs out, from which on there is a warning.
    pub consent_warning_days: i64,
    /// Who answers for the site.
    pub publisher: Publisher,
    /// Where readers turn.
    pub contact: Contact,
    /// Whether readers can download the site to read it without a network.
    pub archive: bool,
    /// The form on the contact page.
    pub contact_form: Option<ContactForm>,
    /// What the privacy page says.
    pub privacy: Privacy,
    /// What the accessibility statement says.
    pub accessibility: Accessibility,
    /// What may stand in the content though it looks like personal data.
    pub allowed: Vec<Allowance>,
}

/// Something that looks like personal data and may stand in the content. Its reason is for those who
/// look after the site, and not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// As it stands in the content.
    pub text: String,
    /// Where it stands in `site.yaml`.
    pub span: Range<usize>,
}

impl SiteConfig {
    /// The site's own language.
    #[must_use]
    pub fn language(&self) -> &str {
        self.languages.first().map_or("sv", String::as_str)
    }
}

/// How many municipalities of a sub-region are to have an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    /// At least.
    pub min: usize,
    /// At most.
    pub max: usize,
}

/// Who answers for the site.
#[derive(Clone, Debug)]
pub struct Publisher {
    /// Name.
    pub name: String,
    /// What kind of body.
    pub kind: PublisherKind,
    /// Organisation number.
    pub org_number: Option<String>,
    /// Postal address on one line.
    pub address: Option<Localized>,
    /// Web address.
    pub website: Option<String>,
}

/// Kinds of publisher; public bodies have rules of their own for personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublisherKind {
    /// State, region or municipality.
    Public,
    /// Non-profit.
    Association,
    /// For profit.
    Company,
}

/// Where readers turn.
#[derive(Clone, Debug)]
pub struct Contact {
    /// A function, not a person.
    pub name: Localized,
    /// A shared address.
    pub email: String,
    /// A shared number.
    pub phone: Option<String>,
}

/// A form with which readers write to the site's own people, through somebody else's service.
#[derive(Clone, Debug)]
pub struct ContactForm {
    /// Where it sends: an address that begins with `https://`.
    pub endpoint: String,
    /// Who reads and answers.
    pub recipient: Localized,
    /// What an address that is sent is used for.
    pub purpose: Localized,
    /// How long it is kept.
    pub kept: Localized,
}

impl ContactForm {
    /// Scheme and host of the endpoint, as a policy names them: `https://example.org`.
    #[must_use]
    pub fn origin(&self) -> &str {
        let host = self.endpoint.find("://").map_or(0, |at| at + 3);
        let end = self.endpoint[host..].find(['/', '?', '#']).map(|end| host + end);
        &self.endpoint[..end.unwrap_or(self.endpoint.len())]
    }
}

/// What the privacy page says (GDPR, Articles 13 and 14).
#[derive(Clone, Debug)]
pub struct Privacy {
    /// Who answers for the processing.
    pub controller: Party,
    /// Public bodies must have one.
    pub officer: Option<Party>,
    /// Why data is processed.
    pub purposes: Vec<Purpose>,
    /// Who receives data.
    pub recipients: Vec<Recipient>,
    /// Whether data leaves the EU or EEA.
    pub transfer: Localized,
    /// How long data is kept.
    pub retention: Localized,
    /// Whether giving data is required.
    pub required: Localized,
    /// Decisions without people.
    pub automated_decisions: Localized,
    /// People in stories.
    pub people_in_stories: Localized,
    /// What happens with an e-mail sent in.
    pub email_handling: EmailHandling,
}

/// An organisation or function with an address.
#[derive(Clone, Debug)]
pub struct Party {
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Telephone number.
    pub phone: Option<String>,
    /// Postal address on one line.
    pub address: Option<String>,
}

/// A purpose and its legal basis.
#[derive(Clone, Debug)]
pub struct Purpose {
    /// What data is used for.
    pub purpose: Localized,
    /// Why that is allowed.
    pub basis: Basis,
}

/// Legal bases (GDPR, Article 6; freedom of expression: Article 85).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Article 6.1 e.
    PublicInterest,
    /// Article 6.1 a.
    Consent,
    /// Article 6.1 b.
    Contract,
    /// Article 6.1 f; not for public bodies.
    LegitimateInterest,
    /// Article 85.
    FreedomOfExpression,
}

impl Basis {
    /// What authors write.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::PublicInterest => "public_interest",
            Self::Consent => "consent",
            Self::Contract => "contract",
            Self::LegitimateInterest => "legitimate_interest",
            Self::FreedomOfExpression => "freedom_of_expression",
        }
    }
}

/// Who receives data.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Name.
    pub name: String,
    /// What they do.
    pub role: Localized,
}

/// What happens with an e-mail sent in.
#[derive(Clone, Debug)]
pub struct EmailHandling {
    /// A function, not a person.
    pub answered_by: Localized,
    /// How long it is kept.
    pub kept: Localized,
}

/// What the accessibility statement says (Swedish act 2018:1937).
#[derive(Clone, Debug)]
pub struct Accessibility {
    /// How well the site meets the requirements.
    pub conformance: Conformance,
    /// Known faults.
    pub faults: Vec<Fault>,
    /// Day of the assessment.
    pub assessed: Date,
    /// How it was assessed.
    pub method: Localized,
    /// Day of the last change.
    pub updated: Date,
    /// How to report a fault.
    pub report: Localized,
    /// Where to complain.
    pub enforcement_url: String,
}

/// Degrees of conformance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conformance {
    /// Fully.
    Full,
    /// Partly.
    Partial,
    /// Not.
    None,
}

/// A known fault.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What does not work.
    pub what: Localized,
    /// Why, and when it is mended.
    pub why: Localized,
}
