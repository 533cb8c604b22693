//! The tables themselves.

use super::Kind::{
    Alias, AltText, Bool, Choice as OneOf, Date, Email, File, Key, Language, List as Many, Localized, Map,
    Municipality, Number, OneOrList, OrgNumber, Period, Phone, SvgPath, Text, Url, Whole, Word,
};
use super::Required::{Always, Optional, UnlessDraft, WhenPublished};
use super::{Choice, Field, Kind, Label, List, Required};

const fn field(
    key: &'static str,
    kind: Kind,
    required: Required,
    (label, help): ((&'static str, &'static str), (&'static str, &'static str)),
    example: &'static str,
) -> Field {
    Field {
        key,
        kind,
        required,
        label: Label { sv: label.0, en: label.1 },
        help: Label { sv: help.0, en: help.1 },
        example,
    }
}

const fn choice(key: &'static str, sv: &'static str, en: &'static str) -> Choice {
    Choice { key, label: Label { sv, en } }
}

/// The front matter of a story.
pub static STORY: &[Field] = &[
    field("title", Text(8, 100), Always, (("Titel", "Title"), ("Säg vad som hände, på 8 till 100 tecken.", "Say what happened, in 8 to 100 characters.")), "Bageriet som blev en arbetsplats"),
    field("summary", Text(20, 300), UnlessDraft, (("Sammanfattning", "Summary"), ("Två meningar som visas i listor och sökträffar.", "Two sentences shown in lists and search results.")), "Ett kooperativ och en kommun öppnade ett bageri tillsammans."),
    field("status", OneOf(STATUS), Optional, (("Läge", "Status"), ("Utan detta fält är berättelsen ett utkast.", "Without this field the story is a draft.")), "published"),
    field("published", Date, WhenPublished, (("Publicerad", "Published"), ("Dagen då berättelsen visas första gången. Ett datum framåt i tiden väntar till dess.", "The day the story is first shown. A day in the future waits until then.")), "2026-03-14"),
    field("updated", Date, Optional, (("Uppdaterad", "Updated"), ("Dagen då något väsentligt ändrades.", "The day something important changed.")), "2026-05-02"),
    field("verified", Date, WhenPublished, (("Kontrollerad", "Verified"), ("Dagen då någon kontrollerade att uppgifterna stämmer. Efter 24 månader påminner Förebild om en ny kontroll.", "The day somebody checked the facts. After 24 months Förebild asks for a new check.")), "2026-03-10"),
    field("municipality", OneOrList(&Municipality), Always, (("Kommun", "Municipality"), ("Kommunens namn eller kod, en eller flera. Delregionen räknas ut.", "Name or code, one or several. The sub-region follows from it.")), "Hjo"),
    field("fictional", Bool, Optional, (("Påhittat exempel", "Fictional example"), ("Skriv true om berättelsen är påhittad. Den märks tydligt och räknas inte.", "Write true if the story is made up. It is clearly marked and not counted.")), "true"),
    field("enterprise", Map(ENTERPRISE), Optional, (("Företag", "Enterprise"), ("Det sociala företag berättelsen handlar om. Utelämnas om den bara handlar om samverkan.", "The social enterprise the story is about. Left out if it is about collaboration alone.")), ""),
    field("topics", Many(&Word(List::Topics)), UnlessDraft, (("Ämnen", "Topics"), ("Minst ett ämne ur vocabulary.yaml.", "At least one topic of vocabulary.yaml.")), "[reserved_procurement]"),
    field("target_groups", Many(&Word(List::TargetGroups)), Optional, (("Målgrupper", "Target groups"), ("Vilka företaget finns till för. Beskriver företaget, aldrig en namngiven person.", "Whom the enterprise exists for. It describes the enterprise, never a named person.")), "[long_term_unemployed]"),
    field("partners", Many(&Map(PARTNER)), Optional, (("Samverkan", "Partners"), ("Organisationer som var med, och deras roll.", "Organisations that took part, and their role.")), ""),
    field("outcomes", Many(&Map(OUTCOME)), Optional, (("Resultat", "Outcomes"), ("Siffror. Varje siffra har period, metod och källa.", "Figures. Each has a period, a method and a source.")), ""),
    field("people", Many(&Map(PERSON)), Optional, (("Människor", "People"), ("Alla som namnges eller syns på bild, med stöd för att visa dem. Bara namn och roll publiceras.", "All who are named or shown, with the legal basis. Only name and role are published.")), ""),
    field("images", Many(&Map(IMAGE)), Optional, (("Bilder", "Images"), ("Bilder som ligger i samma mapp som berättelsen. Den första blir berättelsens huvudbild.", "Pictures in the story's folder. The first one leads the story.")), ""),
    field("aliases", Many(&Alias), Optional, (("Tidigare adresser", "Former addresses"), ("Adresser som sidan har haft. De leder vidare hit.", "Addresses the page has had. They lead here.")), "[/gammal/adress/]"),
];

static STATUS: &[Choice] = &[
    choice("draft", "Utkast: syns bara i förhandsvisning", "Draft: only in the preview"),
    choice("review", "Granskas: syns bara i förhandsvisning", "In review: only in the preview"),
    choice("published", "Publicerad", "Published"),
    choice("withdrawn", "Tillbakadragen: syns ingenstans", "Withdrawn: shown nowhere"),
];

static ENTERPRISE: &[Field] = &[
    field("name", Text(2, 120), Always, (("Namn", "Name"), ("Företagets namn.", "The enterprise's name.")), "Exempelbageriet"),
    field("legal_form", Word(List::LegalForms), UnlessDraft, (("Företagsform", "Legal form"), ("Ett ord ur vocabulary.yaml.", "A word of vocabulary.yaml.")), "economic_association"),
    field("org_number", OrgNumber, Optional, (("Organisationsnummer", "Organisation number"), ("Tio siffror. Kontrollsiffran prövas.", "Ten digits. The check digit is tested.")), "769600-0004"),
    field("founded", Whole(1800, 2100), Optional, (("Startår", "Founded"), ("Årtal.", "A year.")), "2019"),
    field("employees", Whole(0, 100_000), Optional, (("Anställda", "Employees"), ("Antal anställda när uppgifterna kontrollerades.", "Number of employees when the facts were checked.")), "14"),
    field("website", Url, Optional, (("Webbplats", "Website"), ("Börjar med https://.", "Begins with https://.")), "https://example.org"),
    field("status", OneOf(ENTERPRISE_STATUS), Optional, (("Verksamhet i dag", "Operating today"), ("Om företaget finns kvar.", "Whether the enterprise still exists.")), "active"),
    field("business_areas", Many(&Word(List::BusinessAreas)), Optional, (("Branscher", "Business areas"), ("Ord ur vocabulary.yaml.", "Words of vocabulary.yaml.")), "[cafe_restaurant]"),
    field("network", Map(NETWORK), Optional, (("Ingår i", "Part of"), ("Konsortium, franchise eller annat nätverk.", "Consortium, franchise or other network.")), ""),
];

static ENTERPRISE_STATUS: &[Choice] = &[
    choice("active", "Verksamt", "Operating"),
    choice("closed", "Nedlagt", "Closed"),
    choice("merged", "Har gått upp i ett annat", "Merged into another"),
    choice("unknown", "Okänt", "Unknown"),
];

static NETWORK: &[Field] = &[
    field("type", OneOf(NETWORK_TYPE), Always, (("Slag", "Type"), ("Vilket slags nätverk.", "What kind of network.")), "consortium"),
    field("name", Text(2, 120), Always, (("Namn", "Name"), ("Nätverkets namn.", "The network's name.")), "Exempelkonsortiet"),
];

static NETWORK_TYPE: &[Choice] = &[
    choice("consortium", "Konsortium", "Consortium"),
    choice("franchise", "Social franchise", "Social franchise"),
    choice("sales_company", "Gemensamt säljbolag", "Joint sales company"),
    choice("umbrella", "Paraplyorganisation", "Umbrella organisation"),
];

static PARTNER: &[Field] = &[
    field("name", Text(2, 120), Always, (("Namn", "Name"), ("Organisationens namn, inte en persons.", "The organisation's name, not a person's.")), "Hjo kommun"),
    field("role", Text(2, 120), Optional, (("Roll", "Role"), ("Vad organisationen gjorde.", "What the organisation did.")), "beställare"),
    field("website", Url, Optional, (("Webbplats", "Website"), ("Börjar med https://.", "Begins with https://.")), "https://example.org"),
];

static OUTCOME: &[Field] = &[
    field("indicator", Word(List::Indicators), Always, (("Mått", "Indicator"), ("Vad siffran mäter: ett ord ur vocabulary.yaml.", "What the figure measures: a word of vocabulary.yaml.")), "jobs_created"),
    field("value", Number, Optional, (("Värde", "Value"), ("Siffran. Skriv antingen value eller from och to.", "The figure. Write either value, or from and to.")), "12"),
    field("from", Number, Optional, (("Från", "From"), ("Lägsta värdet när siffran är ett spann.", "The least value when the figure is a range.")), "10"),
    field("to", Number, Optional, (("Till", "To"), ("Högsta värdet när siffran är ett spann.", "The greatest value when the figure is a range.")), "14"),
    field("period", Period, Always, (("Period", "Period"), ("Ett år, en dag eller ett spann: {from: 2024, to: 2025}.", "A year, a day or a range: {from: 2024, to: 2025}.")), "2025"),
    field("method", Word(List::Methods), Always, (("Metod", "Method"), ("Hur siffran togs fram: ett ord ur vocabulary.yaml.", "How the figure was found: a word of vocabulary.yaml.")), "annual_report"),
    field("source", Map(SOURCE), Optional, (("Källa", "Source"), ("Var siffran står. Måste finnas i en publicerad berättelse.", "Where the figure stands. A published story must have it.")), "{label: Årsredovisning 2025, date: 2026-02-01}"),
    field("note", Text(2, 300), Optional, (("Anmärkning", "Note"), ("Det läsaren behöver veta för att inte missförstå siffran.", "What a reader must know not to misread the figure.")), "Deltid är omräknad till heltid."),
];

static SOURCE: &[Field] = &[
    field("label", Text(2, 200), Always, (("Namn", "Label"), ("Vad källan heter.", "What the source is called.")), "Årsredovisning 2025"),
    field("url", Url, Optional, (("Webbadress", "Web address"), ("Där källan går att läsa.", "Where the source can be read.")), "https://example.org/arsredovisning-2025"),
    field("date", Date, Optional, (("Datum", "Date"), ("Källans datum, eller dagen då den lästes.", "The date of the source, or the day it was read.")), "2026-02-01"),
];

/// A person of a story, and of the register of people.
pub static PERSON: &[Field] = &[
    field("name", Text(1, 80), Always, (("Namn", "Name"), ("Så som läsaren ser det.", "As readers see it.")), "Kim"),
    field("role", Text(2, 80), Always, (("Roll", "Role"), ("Visas bredvid namnet.", "Shown beside the name.")), "medarbetare"),
    field("basis", OneOf(BASIS), WhenPublished, (("Rättslig grund", "Legal basis"), ("Varför personen får visas.", "Why the person may be shown.")), "consent"),
    field("record", Text(2, 80), WhenPublished, (("Diarienummer", "Record"), ("Där medgivandet finns. Publiceras aldrig. Skriv inte kontaktuppgifter här.", "Where the consent is kept. Never published. No contact data here.")), "DNR-2026-0001"),
    field("given", Date, Optional, (("Gäller från", "Given"), ("Dagen då medgivandet gavs.", "The day consent was given.")), "2026-01-10"),
    field("expires", Date, Optional, (("Gäller till", "Expires"), ("Sista dagen det gäller.", "The last day it holds.")), "2028-01-10"),
    field("covers", Many(&OneOf(COVERS)), Optional, (("Omfattar", "Covers"), ("Vad medgivandet gäller.", "What the consent covers.")), "[name, photo, quote]"),
    field("reviewed", Date, Optional, (("Grunden prövad", "Basis reviewed"), ("Dagen då någon prövade att grunden håller. Behövs när grunden inte är samtycke.", "The day somebody weighed that the basis holds. Needed when it is not consent.")), "2026-01-10"),
    field("withdrawn", Date, Optional, (("Tillbakadraget", "Withdrawn"), ("Dagen då personen drog sig ur. Namnet byts mot rollen och bilderna tas bort.", "The day the person withdrew. The name becomes the role, and the pictures go.")), "2026-09-01"),
    field("ref", Key, Optional, (("Hänvisning", "Reference"), ("Personens namn i registret över människor, people_register i site.yaml. Det som inte står här hämtas därifrån.", "The person's key in the register of people, people_register of site.yaml. What is not said here is taken from there.")), "kim-1"),
];

static BASIS: &[Choice] = &[
    choice("public_interest", "Uppgift av allmänt intresse", "Task in the public interest"),
    choice("consent", "Samtycke", "Consent"),
    choice("contract", "Avtal", "Contract"),
    choice("legitimate_interest", "Berättigat intresse", "Legitimate interest"),
    choice("freedom_of_expression", "Yttrande- och informationsfrihet", "Freedom of expression"),
];

static COVERS: &[Choice] = &[
    choice("name", "Namn", "Name"),
    choice("photo", "Bild", "Photo"),
    choice("quote", "Citat", "Quote"),
];

static IMAGE: &[Field] = &[
    field("file", File, Always, (("Fil", "File"), ("Bildens filnamn: png, jpg, webp eller svg.", "The picture's file name: png, jpg, webp or svg.")), "bageri.jpg"),
    field("alt", AltText, Optional, (("Alternativtext", "Alternative text"), ("Vad bilden visar, för den som inte ser den. Utelämnas bara med decorative: true.", "What the picture shows, for those who cannot see it. Left out only with decorative: true.")), "Två personer lägger bullar på en plåt"),
    field("decorative", Bool, Optional, (("Bara utsmyckning", "Decorative"), ("Skriv true om bilden inte säger något som texten inte säger.", "Write true if the picture says nothing that the text does not.")), "true"),
    field("caption", Text(2, 300), Optional, (("Bildtext", "Caption"), ("Visas under bilden.", "Shown below the picture.")), "Första dagen i det nya bageriet."),
    field("credit", Text(2, 120), Optional, (("Fotograf eller tecknare", "Credit"), ("Den som gjort bilden.", "Who made the picture.")), "Exempelfotografen"),
    field("people", Many(&Text(1, 80)), Optional, (("Människor i bild", "People shown"), ("Namn ur people, eller [] om ingen syns.", "Names listed under people, or [] if nobody is shown.")), "[Kim]"),
];

/// The front matter of an introduction to a sub-region or a municipality.
pub static INTRODUCTION: &[Field] = &[
    field("summary", Text(20, 300), Optional, (("Sammanfattning", "Summary"), ("Två meningar som visas i listor.", "Two sentences shown in lists.")), "Fjorton kommuner mellan Vänern och Västerhavet."),
    field("office", Text(2, 200), Optional, (("Kontor", "Office"), ("Vem som stöder sociala företag här.", "Who supports social enterprises here.")), "Coompanion Fyrbodal"),
    field("website", Url, Optional, (("Webbplats", "Website"), ("Börjar med https://.", "Begins with https://.")), "https://example.org"),
    field("email", Email, Optional, (("E-post", "E-mail"), ("En adress till organisationen, inte till en person.", "An address of the organisation, not of a person.")), "kontoret@example.org"),
    field("phone", Phone, Optional, (("Telefon", "Telephone"), ("Organisationens nummer.", "The organisation's number.")), "0521-000 00"),
];

/// The front matter of a page.
pub static PAGE: &[Field] = &[
    field("title", Text(2, 100), Always, (("Titel", "Title"), ("Sidans huvudrubrik.", "The page's main heading.")), "Om webbplatsen"),
    field("summary", Text(20, 300), Optional, (("Sammanfattning", "Summary"), ("Visas i sökmotorer.", "Shown by search engines.")), "Varför vi samlar goda exempel och vem som gör det."),
    field("updated", Date, Optional, (("Uppdaterad", "Updated"), ("Dagen då sidan ändrades.", "The day the page changed.")), "2026-05-02"),
];

/// `site.yaml`.
pub static SITE: &[Field] = &[
    field("title", Localized(2, 80), Always, (("Titel", "Title"), ("Webbplatsens namn.", "The site's name.")), "{sv: Goda exempel, en: Good examples}"),
    field("tagline", Localized(2, 200), Always, (("Undertitel", "Tagline"), ("En mening om vad webbplatsen är.", "One sentence on what the site is.")), "{sv: Sociala företag som öppnar arbetslivet}"),
    field("description", Localized(20, 600), Always, (("Beskrivning", "Description"), ("Visas på startsidan och i sökmotorer.", "Shown on the home page and by search engines.")), "{sv: Här berättar vi hur kommuner och företag gör.}"),
    field("languages", Many(&Language), Optional, (("Språk", "Languages"), ("Det första är webbplatsens eget. Utan fältet: [sv].", "The first is the site's own. Without the field: [sv].")), "[sv, en]"),
    field("base_url", Url, Optional, (("Adress", "Base address"), ("Där webbplatsen ligger. Behövs bara för flöde, sajtkarta och delning.", "Where the site is hosted. Only feed, sitemap and sharing need it.")), "https://example.org/goda-exempel/"),
    field("theme", Key, Optional, (("Tema", "Theme"), ("Namnet på en mapp i themes/. Utan fältet: default.", "The name of a folder in themes/. Without the field: default.")), "default"),
    field("stories_per_page", Whole(5, 200), Optional, (("Berättelser per sida", "Stories per page"), ("Utan fältet: 24.", "Without the field: 24.")), "24"),
    field("goal_per_region", Map(GOAL), Optional, (("Mål per delregion", "Goal per sub-region"), ("Hur många kommuner i varje delregion som ska ha minst ett exempel.", "How many municipalities of each sub-region are to have an example.")), "{min: 2, max: 4}"),
    field("consent_warning_days", Whole(0, 3650), Optional, (("Varna före", "Warn before"), ("Så många dagar innan en grund för att visa en person går ut varnar Förebild. Utan fältet: 60.", "So many days before a basis for showing a person runs out Förebild warns. Without the field: 60.")), "60"),
    field("people_register", Text(1, 300), Optional, (("Register över människor", "Register of people"), ("En fil utanför projektet, räknat från projektets mapp. Den publiceras aldrig.", "A file outside the project, seen from the project's folder. It is never published.")), "../privat/manniskor.yaml"),
    field("publisher", Map(PUBLISHER), Always, (("Utgivare", "Publisher"), ("Vem som ansvarar för webbplatsen.", "Who answers for the site.")), ""),
    field("contact", Map(CONTACT), Always, (("Kontakt", "Contact"), ("Dit läsare vänder sig.", "Where readers turn.")), ""),
    field("privacy", Map(PRIVACY), Always, (("Personuppgifter", "Personal data"), ("Det integritetssidan måste säga (artikel 13 och 14 i dataskyddsförordningen).", "What the privacy page must say (Articles 13 and 14 of the GDPR).")), ""),
    field("contact_form", Map(CONTACT_FORM), Optional, (("Kontaktformulär", "Contact form"), ("Ett formulär på kontaktsidan, som skickar till en tjänst ni har avtal med. Utan detta fält finns inget formulär.", "A form on the contact page, which sends to a service that you have an agreement with. Without this field there is no form.")), ""),
    field("archive", Bool, Optional, (("Kopia att ladda ner", "Copy to download"), ("Skriv true om läsare ska kunna ladda ner hela webbplatsen och läsa den utan nät. Bygget tar då längre tid.", "Write true if readers are to be able to download the whole site and read it without a network. A build then takes longer.")), "true"),
    field("accessibility", Map(ACCESSIBILITY), Always, (("Tillgänglighet", "Accessibility"), ("Det tillgänglighetsredogörelsen måste säga (lag 2018:1937).", "What the accessibility statement must say (Swedish act 2018:1937).")), ""),
    field("allowed_personal_data", Many(&Map(ALLOWED)), Optional, (("Tillåtna personuppgifter", "Allowed personal data"), ("Nummer, adresser och meningar som får stå i innehållet fast de ser ut som en persons, och varför.", "Numbers, addresses and passages that may stand in the content though they look like a person's, and why.")), ""),
];

static ALLOWED: &[Field] = &[
    field("text", Text(3, 300), Always, (("Uppgift", "Text"), ("Så som den står i innehållet. När det gäller ett ord: hela meningen, med namnet och ordet.", "As it stands in the content. For a word: the whole sentence, with the name and the word.")), "0521-000 00"),
    field("reason", Localized(5, 300), Always, (("Skäl", "Reason"), ("Varför det får stå där. Visas inte på webbplatsen.", "Why it may stand there. Not shown on the site.")), "{sv: Numret går till kommunens växel.}"),
];

static GOAL: &[Field] = &[
    field("min", Whole(0, 1000), Always, (("Minst", "At least"), ("Antal kommuner.", "Number of municipalities.")), "2"),
    field("max", Whole(0, 1000), Always, (("Högst", "At most"), ("Antal kommuner.", "Number of municipalities.")), "4"),
];

static PUBLISHER: &[Field] = &[
    field("name", Text(2, 120), Always, (("Namn", "Name"), ("Organisationens namn.", "The organisation's name.")), "Exempelorganisationen"),
    field("kind", OneOf(PUBLISHER_KIND), Always, (("Slag", "Kind"), ("Myndigheter har särskilda regler för personuppgifter.", "Public bodies have rules of their own for personal data.")), "association"),
    field("org_number", OrgNumber, Optional, (("Organisationsnummer", "Organisation number"), ("Tio siffror.", "Ten digits.")), "769600-0004"),
    field("address", Localized(2, 200), Optional, (("Postadress", "Postal address"), ("På en rad.", "On one line.")), "Exempelgatan 1, 000 00 Exempelstad"),
    field("website", Url, Optional, (("Webbplats", "Website"), ("Börjar med https://.", "Begins with https://.")), "https://example.org"),
];

static PUBLISHER_KIND: &[Choice] = &[
    choice("public", "Myndighet, kommun eller region", "Public body"),
    choice("association", "Förening eller annan ideell organisation", "Association or other non-profit"),
    choice("company", "Företag", "Company"),
];

static CONTACT: &[Field] = &[
    field("name", Localized(2, 120), Always, (("Namn", "Name"), ("Funktion, inte person.", "A function, not a person.")), "{sv: Redaktionen, en: The editors}"),
    field("email", Email, Always, (("E-post", "E-mail"), ("En gemensam adress.", "A shared address.")), "redaktionen@example.org"),
    field("phone", Phone, Optional, (("Telefon", "Telephone"), ("Ett gemensamt nummer.", "A shared number.")), "010-000 00 00"),
];

static CONTACT_FORM: &[Field] = &[
    field("endpoint", Url, Always, (("Adress", "Address"), ("Dit formuläret skickar. Börjar med https://.", "Where the form sends. Begins with https://.")), "https://example.org/formular"),
    field("recipient", Localized(2, 200), Always, (("Mottagare", "Recipient"), ("Vem som läser och svarar: funktion, inte person.", "Who reads and answers: a function, not a person.")), "{sv: Redaktionen, en: The editors}"),
    field("purpose", Localized(2, 400), Always, (("Ändamål", "Purpose"), ("Vad uppgifterna används till.", "What the data is used for.")), "{sv: Vi använder adressen bara för att svara dig.}"),
    field("kept", Localized(2, 200), Always, (("Hur länge", "How long"), ("När meddelandet och adressen raderas.", "When the message and the address are deleted.")), "{sv: Tre månader efter svaret}"),
];

static PRIVACY: &[Field] = &[
    field("controller", Map(PARTY), Always, (("Personuppgiftsansvarig", "Controller"), ("Den organisation som ansvarar.", "The organisation that answers for it.")), "{name: Exempelorganisationen, email: dataskydd@example.org}"),
    field("data_protection_officer", Map(PARTY), Optional, (("Dataskyddsombud", "Data protection officer"), ("Myndigheter måste ha ett.", "Public bodies must have one.")), "{name: Dataskyddsombudet, email: dso@example.org}"),
    field("purposes", Many(&Map(PURPOSE)), Always, (("Ändamål", "Purposes"), ("Varför uppgifter behandlas, och med vilket stöd.", "Why data is processed, and on what basis.")), ""),
    field("recipients", Many(&Map(RECIPIENT)), Always, (("Mottagare", "Recipients"), ("Webbhotell, e-postleverantör och andra som får uppgifter.", "Web host, e-mail provider and others who receive data.")), ""),
    field("transfer", Localized(2, 600), Always, (("Överföring utanför EU", "Transfer outside the EU"), ("Om uppgifter lämnar EU eller EES, och i så fall med vilket stöd.", "Whether data leaves the EU or EEA, and on what basis.")), "{sv: Uppgifterna lämnar inte EU.}"),
    field("retention", Localized(2, 600), Always, (("Hur länge", "How long"), ("Hur länge uppgifter sparas, eller hur det avgörs.", "How long data is kept, or how that is decided.")), "{sv: Så länge berättelsen är publicerad.}"),
    field("required", Localized(2, 600), Always, (("Måste man lämna uppgifter?", "Is giving data required?"), ("Oftast: nej.", "Mostly: no.")), "{sv: Nej. Den som medverkar gör det frivilligt.}"),
    field("automated_decisions", Localized(2, 600), Always, (("Automatiska beslut", "Automated decisions"), ("Om uppgifter används för beslut utan människor.", "Whether data is used for decisions without people.")), "{sv: Inga.}"),
    field("people_in_stories", Localized(2, 1200), Always, (("Människor i berättelser", "People in stories"), ("Varifrån uppgifterna kommer och hur man drar sig ur.", "Where the data comes from and how to withdraw.")), "{sv: Uppgifterna kommer från personen själv.}"),
    field("email_handling", Map(EMAIL_HANDLING), Always, (("E-post till oss", "E-mail to us"), ("En adress som skickas in sparas bara för att kunna svara.", "An address sent in is kept only in order to answer.")), ""),
];

static PARTY: &[Field] = &[
    field("name", Text(2, 120), Always, (("Namn", "Name"), ("Organisation eller funktion.", "Organisation or function.")), "Exempelorganisationen"),
    field("email", Email, Always, (("E-post", "E-mail"), ("En gemensam adress.", "A shared address.")), "dataskydd@example.org"),
    field("phone", Phone, Optional, (("Telefon", "Telephone"), ("Ett gemensamt nummer.", "A shared number.")), "010-000 00 00"),
    field("address", Text(2, 200), Optional, (("Postadress", "Postal address"), ("På en rad.", "On one line.")), "Exempelgatan 1, 000 00 Exempelstad"),
];

static PURPOSE: &[Field] = &[
    field("purpose", Localized(2, 400), Always, (("Ändamål", "Purpose"), ("Vad uppgifterna används till.", "What the data is used for.")), "{sv: Berätta om goda exempel.}"),
    field("basis", OneOf(BASIS), Always, (("Rättslig grund", "Legal basis"), ("Varför det är tillåtet.", "Why it is allowed.")), "consent"),
];

static RECIPIENT: &[Field] = &[
    field("name", Text(2, 120), Always, (("Namn", "Name"), ("Vem.", "Who.")), "Exempelhotellet"),
    field("role", Localized(2, 200), Always, (("Roll", "Role"), ("Vad de gör.", "What they do.")), "{sv: Webbhotell, en: Web host}"),
];

static EMAIL_HANDLING: &[Field] = &[
    field("answered_by", Localized(2, 200), Always, (("Vem svarar", "Who answers"), ("Funktion, inte person.", "A function, not a person.")), "{sv: Redaktionen}"),
    field("kept", Localized(2, 200), Always, (("Hur länge", "How long"), ("När brevet raderas.", "When the message is deleted.")), "{sv: Tre månader efter svaret}"),
];

static ACCESSIBILITY: &[Field] = &[
    field("conformance", OneOf(CONFORMANCE), Always, (("Hur tillgänglig", "Conformance"), ("Hur väl webbplatsen följer kraven.", "How well the site meets the requirements.")), "partial"),
    field("faults", Many(&Map(FAULT)), Optional, (("Kända brister", "Known faults"), ("Måste finnas när webbplatsen inte är helt förenlig.", "Must be there when the site does not fully conform.")), ""),
    field("assessed", Date, Always, (("Bedömd", "Assessed"), ("Dagen för bedömningen.", "The day of the assessment.")), "2026-11-01"),
    field("method", Localized(2, 400), Always, (("Hur vi testade", "Method"), ("Självskattning, granskning eller annat.", "Self-assessment, audit or other.")), "{sv: Självskattning med axe och tangentbord.}"),
    field("updated", Date, Always, (("Uppdaterad", "Updated"), ("Dagen då redogörelsen senast ändrades.", "The day the statement last changed.")), "2026-11-01"),
    field("report", Localized(2, 400), Always, (("Så rapporterar du brister", "How to report a fault"), ("Vart läsaren vänder sig och hur snabbt ni svarar.", "Where readers turn and how soon you answer.")), "{sv: Skriv till oss så svarar vi inom en vecka.}"),
    field("enforcement_url", Url, Always, (("Anmälan till tillsynsmyndigheten", "Complaint to the authority"), ("I Sverige Diggs formulär.", "In Sweden the form of Digg.")), "https://www.digg.se/tdosanmalan"),
];

static CONFORMANCE: &[Choice] = &[
    choice("full", "Helt förenlig", "Fully conformant"),
    choice("partial", "Delvis förenlig", "Partly conformant"),
    choice("none", "Inte förenlig", "Not conformant"),
];

static FAULT: &[Field] = &[
    field("what", Localized(2, 400), Always, (("Brist", "Fault"), ("Vad som inte fungerar.", "What does not work.")), "{sv: Kartan går inte att läsa med skärmläsare. Samma uppgifter finns i listan.}"),
    field("why", Localized(2, 400), Always, (("Skäl", "Reason"), ("Varför, och när det rättas.", "Why, and when it is mended.")), "{sv: Rättas under 2027.}"),
];

/// What a person of the register has beside the fields of [`PERSON`].
pub static REGISTER: &[Field] = &[
    field("id", Key, Always, (("Nyckel", "Key"), ("Det som ref i berättelserna pekar på. De andra fälten är de som står under people i en berättelse.", "What ref in stories points at. The other fields are those under people in a story.")), "kim-1"),
];

/// `territory.yaml`.
pub static TERRITORY: &[Field] = &[
    field("name", Localized(2, 80), Always, (("Namn", "Name"), ("Området som helhet.", "The territory as a whole.")), "Västra Götaland"),
    field("map", Map(MAP), Optional, (("Karta", "Map"), ("Kartans mått och upphov.", "The map's size and origin.")), ""),
    field("regions", Many(&Map(REGION)), Always, (("Delregioner", "Sub-regions"), ("I den ordning de visas.", "In the order they are shown.")), ""),
    field("municipalities", Many(&Map(MUNICIPALITY)), Always, (("Kommuner", "Municipalities"), ("Alla, också de utan exempel.", "All of them, also those without an example.")), ""),
    field("outside", Many(&Map(OUTSIDE)), Optional, (("Utanför området", "Outside the territory"), ("Kommuner i andra län, så att felmeddelanden kan säga var de ligger.", "Municipalities of other counties, so that errors can say where they lie.")), ""),
];

static MAP: &[Field] = &[
    field("width", Whole(1, 10_000), Always, (("Bredd", "Width"), ("I kartans enheter.", "In units of the map.")), "600"),
    field("height", Whole(1, 10_000), Always, (("Höjd", "Height"), ("I kartans enheter.", "In units of the map.")), "691"),
    field("credit", Localized(2, 200), Optional, (("Upphov", "Credit"), ("Varifrån kartan kommer.", "Where the map comes from.")), "{sv: \"Kartunderlag: bearbetning av öppna data (CC0)\"}"),
];

static REGION: &[Field] = &[
    field("id", Key, Always, (("Adressnamn", "Address name"), ("a till z, siffror och bindestreck.", "a to z, digits and hyphens.")), "skaraborg"),
    field("name", Text(2, 80), Always, (("Namn", "Name"), ("Som läsaren ser det.", "As readers see it.")), "Skaraborg"),
];

static MUNICIPALITY: &[Field] = &[
    field("code", Text(1, 12), Always, (("Kod", "Code"), ("Kommunkod enligt SCB.", "The statistical office's code.")), "1497"),
    field("name", Text(2, 80), Always, (("Namn", "Name"), ("Utan ordet kommun.", "Without the word municipality.")), "Hjo"),
    field("full_name", Localized(2, 80), Optional, (("Fullständigt namn", "Full name"), ("Med ordet kommun, där det inte är namnet följt av kommun.", "With the word municipality, where it is not the name followed by kommun.")), "Hjo kommun"),
    field("id", Key, Always, (("Adressnamn", "Address name"), ("a till z, siffror och bindestreck.", "a to z, digits and hyphens.")), "hjo"),
    field("region", Key, Always, (("Delregion", "Sub-region"), ("Adressnamnet på en delregion ovan.", "The address name of a sub-region above.")), "skaraborg"),
    field("focus", Bool, Optional, (("Fokuskommun", "In focus"), ("Om kommunen är utvald i arbetet.", "Whether the work has chosen this municipality.")), "true"),
    field("label", Many(&Whole(-10_000, 10_000)), Optional, (("Mittpunkt", "Label point"), ("x och y på kartan.", "x and y on the map.")), "[419, 378]"),
    field("path", SvgPath, Optional, (("Kontur", "Outline"), ("Konturen som SVG-sökväg.", "The outline as an SVG path.")), "M1 1h10v10z"),
];

static OUTSIDE: &[Field] = &[
    field("name", Text(2, 80), Always, (("Namn", "Name"), ("Kommunens namn.", "The municipality's name.")), "Kungsbacka"),
    field("county", Text(2, 80), Always, (("Län", "County"), ("Länets namn.", "The county's name.")), "Hallands län"),
];

/// `vocabulary.yaml`.
pub static VOCABULARY: &[Field] = &[
    field("topics", Many(&Map(TERM)), Always, (("Ämnen", "Topics"), ("Vad berättelser handlar om.", "What stories are about.")), ""),
    field("target_groups", Many(&Map(TERM)), Always, (("Målgrupper", "Target groups"), ("Vilka företagen finns till för.", "Whom the enterprises exist for.")), ""),
    field("legal_forms", Many(&Map(TERM)), Always, (("Företagsformer", "Legal forms"), ("Juridisk form.", "Legal form.")), ""),
    field("business_areas", Many(&Map(TERM)), Always, (("Branscher", "Business areas"), ("Vad företagen gör.", "What the enterprises do.")), ""),
    field("indicators", Many(&Map(INDICATOR)), Always, (("Mått", "Indicators"), ("Vad resultat mäter.", "What outcomes measure.")), ""),
    field("methods", Many(&Map(METHOD)), Always, (("Metoder", "Methods"), ("Hur siffror tas fram.", "How figures are found.")), ""),
    field("sensitive_words", Many(&Map(SENSITIVE)), Optional, (("Känsliga ord", "Sensitive words"), ("Ord som ger en anmärkning när de står i samma stycke som namnet på en person.", "Words that are remarked on when they stand in the same paragraph as the name of a person.")), ""),
];

static SENSITIVE: &[Field] = &[
    field("label", Localized(2, 80), Always, (("Namn", "Label"), ("Vad orden handlar om. Står i anmärkningen.", "What the words are about. Stands in the remark.")), "{sv: hälsa, en: health}"),
    field("crime", Bool, Optional, (("Brott", "Crime"), ("Skriv true om orden handlar om brott. Då stoppar de bygget.", "Write true if the words are about crime. Then they stop the build.")), "true"),
    field("words", Many(&Text(2, 40)), Always, (("Ord", "Words"), ("Ett ord med * sist står för alla ord som börjar så.", "A word with * at its end stands for all words that begin so.")), "[diagnos*, sjuk]"),
];

static TERM: &[Field] = &[
    field("key", Key, Always, (("Nyckel", "Key"), ("Det som skrivs i berättelser.", "What is written in stories.")), "work_training"),
    field("label", Localized(2, 80), Always, (("Namn", "Label"), ("Som läsaren ser det.", "As readers see it.")), "{sv: Arbetsträning, en: Work training}"),
    field("help", Localized(2, 400), Optional, (("Förklaring", "Help"), ("En mening om vad ordet betyder.", "A sentence on what the word means.")), "{sv: Att pröva och träna arbete på en riktig arbetsplats.}"),
];

static INDICATOR: &[Field] = &[
    field("key", Key, Always, (("Nyckel", "Key"), ("Det som skrivs i berättelser.", "What is written in stories.")), "jobs_created"),
    field("label", Localized(2, 80), Always, (("Namn", "Label"), ("Som läsaren ser det.", "As readers see it.")), "{sv: Nya anställningar, en: Jobs created}"),
    field("help", Localized(2, 400), Optional, (("Förklaring", "Help"), ("Vad som räknas.", "What is counted.")), "{sv: Personer som fått en anställning under perioden.}"),
    field("unit", OneOf(UNIT), Always, (("Enhet", "Unit"), ("Hur värdet skrivs ut.", "How the value is written.")), "count"),
];

static UNIT: &[Choice] = &[
    choice("count", "Antal", "A count"),
    choice("sek", "Kronor", "Swedish kronor"),
    choice("percent", "Procent", "Per cent"),
    choice("ratio", "Kvot", "A ratio"),
];

static METHOD: &[Field] = &[
    field("key", Key, Always, (("Nyckel", "Key"), ("Det som skrivs i berättelser.", "What is written in stories.")), "annual_report"),
    field("label", Localized(2, 80), Always, (("Namn", "Label"), ("Som läsaren ser det.", "As readers see it.")), "{sv: Årsredovisning, en: Annual report}"),
    field("help", Localized(2, 400), Optional, (("Förklaring", "Help"), ("En mening.", "One sentence.")), "{sv: Siffran står i företagets årsredovisning.}"),
    field("calculated", Bool, Optional, (("Beräkning", "Calculation"), ("Om siffran är räknad eller uppskattad och ska märkas så.", "Whether the figure is calculated or estimated and marked so.")), "true"),
];
