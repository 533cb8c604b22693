//! The kinds of remark, as one table: stable code, severity, and a sentence for the author guide.
//!
//! A code never changes its meaning and is never used again for something else.

/// Whether a remark stops the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site is not published until it is mended.
    Error,
    /// The site is published; `--strict` treats it as an error.
    Warning,
    /// Advice that never stops anything.
    Hint,
}

macro_rules! codes {
    ($($name:ident = $id:literal $severity:ident, $sv:literal, $en:literal;)*) => {
        /// What kind of remark a diagnostic is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $en] $name,)*
        }

        impl Code {
            /// Every code, in the order of the author guide.
            pub const ALL: &[Code] = &[$(Code::$name,)*];

            /// The stable name, as `F110`.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Code::$name => $id,)* }
            }

            /// Whether it stops the build.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)* }
            }

            /// What it means and what to do, for the author guide.
            #[must_use]
            pub fn meaning(self) -> (&'static str, &'static str) {
                match self { $(Code::$name => ($sv, $en),)* }
            }
        }
    };
}

codes! {
    // Files
    NotUtf8 = "F001" Error, "Filen är inte sparad som UTF-8. Spara om den med kodningen UTF-8.", "The file is not saved as UTF-8. Save it again with the encoding UTF-8.";
    ByteOrderMark = "F002" Hint, "Filen börjar med ett osynligt tecken (BOM). Det gör inget: Förebild hoppar över det.", "The file begins with an invisible character (a BOM). It does no harm: Förebild skips it.";
    EmptyFile = "F003" Error, "Filen är tom.", "The file is empty.";
    TooLarge = "F004" Error, "Filen, eller en del av den, är större än Förebild tar emot.", "The file, or a part of it, is larger than Förebild takes.";
    NotAFile = "F005" Warning, "Länkar, enheter och andra namn som inte är vanliga filer läses inte.", "Links, devices and other names that are not regular files are not read.";
    BadFileName = "F006" Error, "Filnamnet går inte att använda som adress.", "The file name cannot be used as an address.";
    UnknownFile = "F007" Warning, "Filen används inte av något. Kontrollera att den ligger rätt.", "Nothing uses the file. Check that it lies in the right place.";
    DuplicateId = "F008" Error, "Två filer ger samma adress.", "Two files give the same address.";
    NearlySameId = "F009" Error, "Två filnamn skiljer sig bara i stora och små bokstäver eller i hur å, ä och ö är lagrade.", "Two file names differ only in case or in how accents are stored.";
    MissingFile = "F010" Error, "En fil som webbplatsen behöver saknas.", "A file that the site needs is missing.";
    ControlCharacter = "F011" Error, "Texten innehåller osynliga styrtecken.", "The text holds invisible control characters.";

    // Front matter as YAML
    NoFrontMatter = "F101" Error, "Filen saknar inledningen mellan två rader med ---.", "The file lacks the front matter between two lines of ---.";
    UnclosedFrontMatter = "F102" Error, "Inledningen saknar sin avslutande rad ---.", "The front matter lacks its closing line ---.";
    Tab = "F103" Error, "En rad är indragen med tabb. Använd mellanslag.", "A line is indented with a tab. Use spaces.";
    SmartQuotes = "F104" Error, "Typografiska citattecken kan inte omge ett värde. Använd raka: \".", "Curly quotes cannot surround a value. Use straight ones: \".";
    CutByHash = "F105" Error, "Allt efter # försvinner. Sätt texten inom citattecken.", "All after # is lost. Put the text in quotes.";
    CutByTag = "F106" Error, "Ett utropstecken först gör att första ordet försvinner. Sätt texten inom citattecken.", "An exclamation mark at the beginning makes the first word vanish. Put the text in quotes.";
    UnquotedColon = "F107" Error, "Ett kolon mitt i en text kräver citattecken runt texten.", "A colon inside a text needs quotes around the text.";
    DuplicateKey = "F108" Error, "Samma fält står två gånger.", "The same field is given twice.";
    YamlSyntax = "F109" Error, "Inledningen går inte att läsa.", "The front matter cannot be read.";
    YamlRefused = "F110" Error, "Något i inledningen är tillåtet i YAML men används inte här.", "Something in the front matter is allowed in YAML but not used here.";

    // Fields
    UnknownKey = "F201" Error, "Fältet finns inte.", "There is no such field.";
    MissingField = "F202" Error, "Ett fält som måste finnas saknas.", "A field that must be there is missing.";
    EmptyField = "F203" Error, "Fältet är tomt.", "The field is empty.";
    WrongType = "F204" Error, "Fältet har fel sorts värde.", "The field has the wrong kind of value.";
    TooShort = "F205" Error, "Texten är för kort.", "The text is too short.";
    TooLong = "F206" Error, "Texten är för lång.", "The text is too long.";
    UnknownChoice = "F207" Error, "Värdet är inte ett av dem som finns.", "The value is not one of those that exist.";
    UnknownMunicipality = "F208" Error, "Kommunen finns inte i territory.yaml.", "The municipality is not in territory.yaml.";
    UnknownWord = "F209" Error, "Ordet finns inte i vocabulary.yaml.", "The word is not in vocabulary.yaml.";
    BadDate = "F210" Error, "Datumet är inte skrivet som ÅÅÅÅ-MM-DD.", "The date is not written as YYYY-MM-DD.";
    ImpossibleDate = "F211" Error, "Datumet finns inte eller är orimligt.", "The date does not exist or is not plausible.";
    DateOrder = "F212" Error, "Två datum står i fel ordning.", "Two dates are in the wrong order.";
    BadNumber = "F213" Error, "Talet går inte att läsa eller är orimligt.", "The number cannot be read or is not plausible.";
    BadOrgNumber = "F214" Error, "Organisationsnumrets kontrollsiffra stämmer inte.", "The check digit of the organisation number is wrong.";
    BadAddress = "F215" Error, "Webbadressen eller e-postadressen går inte att använda.", "The web or e-mail address cannot be used.";
    BadAlias = "F216" Error, "Den gamla adressen går inte att använda eller är upptagen.", "The old address cannot be used or is taken.";
    GivenTwice = "F217" Error, "Samma värde står två gånger i en lista.", "The same value stands twice in a list.";
    OutcomeWithoutSource = "F218" Error, "Ett resultat saknar källa. En siffra utan källa publiceras inte.", "An outcome lacks a source. A figure without a source is not published.";
    OutcomeWithoutValue = "F219" Error, "Ett resultat saknar värde, eller har både value och from/to.", "An outcome lacks a value, or has both value and from/to.";
    SroiWithoutNote = "F220" Error, "En SROI-kvot måste ha en anmärkning om investering, period och vad som hade hänt ändå.", "An SROI ratio must have a note on investment, period and deadweight.";
    StaleFacts = "F221" Warning, "Uppgifterna kontrollerades för mer än 24 månader sedan.", "The facts were checked more than 24 months ago.";
    UnknownPerson = "F222" Error, "Personen finns inte under people.", "The person is not listed under people.";
    PublicBodyBasis = "F223" Error, "En myndighet får inte använda berättigat intresse som grund.", "A public body may not use legitimate interest as its basis.";
    RequiredItem = "F224" Error, "En uppgift som integritetssidan eller tillgänglighetsredogörelsen måste ha saknas.", "An item that the privacy page or accessibility statement must have is missing.";
    ConsentExpired = "F225" Error, "Grunden för att visa en person har gått ut.", "The basis for showing a person has run out.";
    ConsentMissing = "F226" Error, "Ett samtycke saknar dagen då det gavs, sista dagen det gäller eller vad det omfattar.", "A consent lacks the day it was given, the last day it holds, or what it covers.";
    NotCovered = "F227" Error, "En person visas på ett sätt som grunden inte omfattar: med namn, på bild eller med ett citat.", "A person is shown in a way that the basis does not cover: by name, in a picture or with a quote.";
    PersonWithdrawn = "F228" Error, "Någon som har dragit sig ur nämns eller syns fortfarande.", "Somebody who has withdrawn is still named or shown.";
    PublicBodyConsent = "F229" Warning, "En myndighet bygger på samtycke. Det går sällan ihop med arkivlagen.", "A public body builds on consent. That seldom agrees with the archives act.";
    ConsentEndsSoon = "F230" Warning, "Grunden för att visa en person går snart ut.", "The basis for showing a person soon runs out.";
    BasisNotReviewed = "F231" Warning, "Ingen har skrivit när grunden för att visa personen prövades.", "Nobody has written when the basis for showing the person was weighed.";
    PeopleRegister = "F232" Error, "Registret över människor saknas, eller personen finns inte i det.", "The register of people is missing, or the person is not in it.";

    // Text
    RawHtml = "F301" Warning, "HTML i texten visas som vanlig text.", "HTML in the text is shown as plain text.";
    HtmlComment = "F302" Warning, "En HTML-kommentar tas bort innan sidan publiceras.", "An HTML comment is removed before the page is published.";
    HashWithoutSpace = "F303" Warning, "En rubrik behöver ett vanligt mellanslag efter #.", "A heading needs an ordinary space after #.";
    SkippedHeading = "F304" Error, "En rubriknivå hoppas över.", "A heading level is skipped.";
    TopHeading = "F305" Error, "Texten har en egen huvudrubrik. Titeln är sidans huvudrubrik.", "The text has a main heading of its own. The title is the page's main heading.";
    EmptyHeading = "F306" Error, "En rubrik är tom.", "A heading is empty.";
    BrokenReference = "F307" Warning, "En länkhänvisning eller fotnot saknar sin adress eller text.", "A link reference or footnote lacks its address or text.";
    LiteralLink = "F308" Warning, "Något ser ut som en länk men är det inte.", "Something looks like a link but is not one.";
    LiteralEmphasis = "F309" Warning, "Stjärnor som ska ge fetstil blir kvar i texten.", "Asterisks meant as emphasis stay in the text.";
    YearBecameList = "F310" Warning, "Ett årtal först på raden blir en numrerad lista.", "A year at the start of a line becomes a numbered list.";
    UnderlineHeading = "F311" Warning, "Text närmast ovanför en rad streck blir en rubrik.", "Text right above a line of dashes becomes a heading.";
    UnknownStory = "F312" Error, "Länken går till en fil som inte finns.", "The link goes to a file that does not exist.";
    UnpublishedTarget = "F313" Error, "Länken går till en berättelse som inte är publicerad.", "The link goes to a story that is not published.";
    DeadAnchor = "F314" Error, "Länken går till en rubrik som inte finns.", "The link goes to a heading that does not exist.";
    RefusedAddress = "F315" Error, "Länken har en adress som inte är tillåten.", "The link has an address that is not allowed.";
    VagueLinkText = "F316" Warning, "Länktexten säger inte vart länken går.", "The link text does not say where the link goes.";
    TooDeep = "F317" Error, "Texten är nästlad för djupt.", "The text is nested too deeply.";
    MissingSections = "F318" Hint, "Berättelsen saknar rubriker som hjälper läsaren att göra samma sak.", "The story lacks headings that help readers copy the example.";
    BrokenFootnote = "F319" Warning, "En fotnot används aldrig.", "A footnote is never used.";

    // Pictures
    MissingPicture = "F401" Error, "Bilden finns inte.", "The picture does not exist.";
    MissingAlt = "F402" Error, "Bilden saknar alternativtext.", "The picture lacks an alternative text.";
    PoorAlt = "F403" Error, "Alternativtexten hjälper inte den som inte ser bilden.", "The alternative text does not help those who cannot see the picture.";
    BadPicture = "F404" Error, "Bilden går inte att läsa eller är för stor.", "The picture cannot be read or is too large.";
    UnsafeSvg = "F405" Error, "SVG-bilden innehåller något som inte får publiceras.", "The SVG picture holds something that must not be published.";
    UnusedPicture = "F406" Warning, "Bilden används inte och publiceras inte.", "The picture is not used and is not published.";
    PictureConsent = "F407" Error, "Bilden saknar uppgift om vilka som syns på den.", "The picture lacks word of who is shown in it.";

    // Theme
    Template = "F501" Error, "En mall i temat går inte att använda.", "A template of the theme cannot be used.";
    ThemeString = "F502" Error, "En text i temat saknas eller är okänd.", "A string of the theme is missing or unknown.";
    MinifySkipped = "F503" Warning, "En sida vars taggar inte är rätt stängda, eller ett skript som inte gick att läsa, skrevs som det var.", "A page whose tags are not closed rightly, or a script that could not be read, was written as it was.";
    AddressTaken = "F504" Error, "Två sidor eller filer får samma adress i den färdiga webbplatsen.", "Two pages or files get the same address in the finished site.";
    SelfCheck = "F505" Error, "Den färdiga webbplatsen har ett fel som läsaren skulle märka.", "The finished site has a fault that a reader would notice.";
    ForeignRequest = "F506" Error, "Webbplatsen hämtar något från någon annan, eller kan skicka något till andra. Sidan om personuppgifter säger att den inte gör det.", "The site fetches something from somebody else, or can send something to others. The privacy page says that it does not.";
    BrowserStorage = "F507" Error, "Ett skript i temat lagrar något i läsarens webbläsare. Sidan om personuppgifter säger att inget lagras.", "A script of the theme stores something in the reader's browser. The privacy page says that nothing is stored.";
    UndeclaredForm = "F508" Error, "Ett formulär skickar det läsaren skriver till någon som sidan om personuppgifter inte nämner.", "A form sends what the reader writes to somebody whom the privacy page does not name.";

    // Personal data
    IdentityNumber = "F601" Error, "Ett personnummer eller samordningsnummer står i texten, i ett filnamn eller i en bild. Ta bort det.", "A personal identity number or coordination number stands in the text, in a file name or in a picture. Remove it.";
    PrivateEmail = "F602" Error, "En e-postadress kan höra till en person och är inte en av webbplatsens kontakter.", "An e-mail address may belong to a person and is not one of the site's contacts.";
    PrivatePhone = "F603" Error, "Ett telefonnummer kan höra till en person och är inte en av webbplatsens kontakter.", "A telephone number may belong to a person and is not one of the site's contacts.";
    BankAccount = "F604" Error, "Ett bankkonto, bankgiro eller plusgiro står i texten.", "A bank account, bankgiro or plusgiro number stands in the text.";
    SensitiveWord = "F605" Warning, "Ett ord om till exempel hälsa, tro eller ursprung står i samma stycke som namnet på en person.", "A word on health, faith, origin or the like stands in the same paragraph as the name of a person.";
    CrimeData = "F606" Error, "Ett ord om brott står i samma stycke som namnet på en person (dataskyddsförordningen, artikel 10).", "A word on crime stands in the same paragraph as the name of a person (GDPR, Article 10).";
    UnusedAllowance = "F607" Warning, "En uppgift under allowed_personal_data i site.yaml finns inte kvar i innehållet.", "An entry of allowed_personal_data in site.yaml is no longer in the content.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_sorted() {
        let ids: Vec<_> = Code::ALL.iter().map(|code| code.id()).collect();
        assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
    }
}
