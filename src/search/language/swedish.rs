//! Swedish.
//!
//! Where the rules come from: the five declensions of nouns, the agreement of adjectives and the
//! four conjugations of verbs, as any grammar of Swedish has them. An ending that is missing here is
//! missing on purpose: it was measured to join more wrong forms than right ones.

use super::{Compounding, Irregular, Language, Paradigm};

/// The rules of Swedish.
pub(super) static SWEDISH: Language = Language {
    stemmer: None,
    paradigms: PARADIGMS,
    any_word: &["s"],
    irregulars: IRREGULARS,
    invariable: INVARIABLE,
    endings: ENDINGS,
    compounding: Some(&COMPOUNDING),
};

/// The endings of regular words, longest first.
const ENDINGS: &[&str] = &[
    "heternas", "heterna", "hetens", "andes", "andet", "arnas", "ernas", "heten", "heter", "ornas",
    "ades", "ande", "arna", "aste", "erna", "nden", "orna", "ade", "ans", "are", "ast", "ats",
    "dde", "ens", "ets", "nas", "nde", "ors", "tts", "ad", "an", "ar", "as", "at", "da", "de",
    "en", "er", "es", "et", "na", "ns", "or", "st", "te", "ts", "tt", "a", "d", "e", "n", "r", "s",
    "t",
];

/// The vowels, as ends of stems.
const VOWEL: &[&str] = &["a", "e", "i", "o", "u", "y", "å", "ä", "ö"];

/// A noun: each form also with a genitive *s*.
const fn noun(endings: &'static [&'static str]) -> Paradigm {
    Paradigm { endings, weak: &[], after: &[], genitive: true }
}

/// An adjective. The forms for men (*unge*) and of adjectives that stand for people (*ungas*)
/// are like those of many nouns.
const fn adjective(endings: &'static [&'static str]) -> Paradigm {
    Paradigm { endings, weak: &["e", "s", "as"], after: &[], genitive: false }
}

const fn verb(endings: &'static [&'static str]) -> Paradigm {
    Paradigm { endings, weak: &[], after: &[], genitive: false }
}

/// Nouns by declension, adjectives, verbs by conjugation, each with an example.
const PARADIGMS: &[Paradigm] = &[
    // First: flicka; historia.
    noun(&["a", "an", "or", "orna"]),
    noun(&["ia", "ien", "ier", "ierna"]),
    // Second: bil; pojke; by; fågel; syster; öken; himmel, hammare, sommar; kam.
    noun(&["", "en", "ar", "arna"]),
    noun(&["e", "en", "ar", "arna"]),
    noun(&["", "n", "ar", "arna"]).after(VOWEL),
    noun(&["el", "eln", "len", "lar", "larna"]),
    noun(&["er", "ern", "ren", "rar", "rarna", "rer", "rerna"]),
    noun(&["en", "nen", "nar", "narna"]),
    noun(&["mmel", "mlen", "mlar", "mlarna"]),
    noun(&["mmer", "mret", "mren", "mrar", "mrarna"]),
    noun(&["mmar", "mmaren", "mrar", "mrarna"]),
    noun(&["m", "mmen", "mmar", "mmarna"]),
    // Third: salong; sko; idé; motor; regel; vän; studie and museum.
    noun(&["", "en", "er", "erna"]),
    noun(&["", "n", "r", "rna"]).after(VOWEL),
    noun(&["", "n", "er", "erna"]).after(VOWEL),
    noun(&["", "n", "er", "erna"]).after(&["or"]),
    noun(&["el", "eln", "ler", "lerna"]),
    noun(&["n", "nnen", "nner", "nnerna"]),
    noun(&["", "et", "er", "erna"]).after(VOWEL),
    noun(&["um", "et", "er", "erna"]).after(&["e", "i"]),
    // Fourth: äpple; knä; tema; land.
    noun(&["", "t", "n", "na"]).after(VOWEL),
    noun(&["", "et", "n", "na"]).after(VOWEL),
    noun(&["a", "at", "an", "ana"]),
    // Fifth: hus; exempel; fönster; vapen; rum; deltagare; tekniker.
    noun(&["", "et", "en", "ena"]),
    noun(&["el", "let", "len", "la", "larna"]),
    noun(&["er", "ret", "ren"]),
    noun(&["en", "net", "nen"]),
    noun(&["m", "mmet", "mmen"]),
    noun(&["are", "aren", "arna"]),
    noun(&["", "n", "na"]).after(&["er"]),
    // grön; svart; ny; röd; rädd; sann; allmän; dum; enkel; säker; öppen, skriven; byggd.
    adjective(&["", "t", "a", "are", "ast", "aste"]),
    adjective(&["", "a", "are", "ast", "aste"]).after(&["t"]),
    adjective(&["", "tt", "a", "are", "ast", "aste"]).after(VOWEL),
    adjective(&["d", "tt", "da", "dare", "dast", "daste"]),
    adjective(&["dd", "tt", "dda", "ddare", "ddast", "ddaste"]),
    adjective(&["nn", "nt", "nna", "nnare", "nnast", "nnaste"]),
    adjective(&["n", "nt", "nna", "nnare", "nnast", "nnaste"]),
    adjective(&["m", "mt", "mma", "mmare", "mmast", "mmaste"]),
    adjective(&["el", "elt", "la", "lare", "last", "laste"]),
    adjective(&["er", "ert", "ra", "rare", "rast", "raste"]),
    adjective(&["en", "et", "na", "nare", "nast", "naste"]),
    adjective(&["d", "t", "da", "dare"]).after(&["n", "l", "r", "g", "m", "v", "j"]),
    // First: arbeta.
    verb(&["a", "ar", "ade", "at", "ad", "ande", "as", "ades", "ats"]).weak(&["andet", "andes"]),
    // Second: bygga; köpa; köra; sända; leda; möta; lyfta; glömma; känna.
    verb(&["a", "er", "de", "t", "d", "da", "ande", "as", "des", "ts"])
        .weak(&["", "s"])
        .after(&["g", "v", "m", "n", "l", "j", "r", "d"]),
    verb(&["a", "er", "te", "t", "ta", "ande", "as", "tes", "ts"])
        .weak(&["", "s"])
        .after(&["k", "p", "s", "t", "x"]),
    verb(&["a", "", "de", "t", "d", "da", "ande", "as", "des", "ts", "s"]).after(&["r", "l"]),
    verb(&["da", "der", "de", "t", "d", "dande", "das", "des", "ts"]).weak(&["ds"]).after(&["n"]),
    verb(&["da", "der", "dde", "tt", "dd", "dda", "dande", "das", "ddes", "tts"])
        .weak(&["d", "ds"]),
    verb(&["ta", "ter", "tte", "tt", "tta", "tande", "tas", "ttes", "tts"]).weak(&["t", "ts"]),
    verb(&["ta", "ter", "te", "t", "tande", "tas", "tes", "ts"])
        .after(&["f", "s", "k", "n", "l", "p", "t"]),
    verb(&["mma", "mmer", "mde", "mt", "md", "mda", "mmande", "mmas", "mdes", "mts"])
        .weak(&["m", "ms"]),
    verb(&["nna", "nner", "nde", "nt", "nd", "nda", "nnande", "nnas", "ndes", "nts"])
        .weak(&["nn", "nns"]),
    // Third: tro. Fourth, the strong verbs: skriva; their past tense is in the table below.
    verb(&["", "r", "dde", "tt", "dd", "dda", "ddes", "tts", "ende", "s"]).after(VOWEL),
    verb(&["a", "er", "it", "en", "et", "na", "ande", "as", "its"]).weak(&["", "s"]),
];

/// A noun: the ends of compounds as well (*verkstad, verkstäder*).
const fn ends_compounds(forms: &'static [(&'static str, &'static str)]) -> Irregular {
    Irregular { forms, ends_compounds: true }
}

const fn alone(forms: &'static [(&'static str, &'static str)]) -> Irregular {
    Irregular { forms, ends_compounds: false }
}

/// Words that change within, first nouns, then adjectives, then verbs.
const IRREGULARS: &[Irregular] = &[
    ends_compounds(&[("bok", ",s,en,ens"), ("böck", "er,ers,erna,ernas")]),
    ends_compounds(&[("stad", ",s,en,ens"), ("städ", "er,ers,erna,ernas")]),
    ends_compounds(&[("man", ",s,nen,nens"), ("män", ",s,nen,nens")]),
    ends_compounds(&[("hand", ",s,en,ens"), ("händ", "er,ers,erna,ernas")]),
    ends_compounds(&[("natt", ",s,en,ens"), ("nätt", "er,ers,erna,ernas")]),
    ends_compounds(&[("fot", ",s,en,ens"), ("fött", "er,ers,erna,ernas")]),
    ends_compounds(&[("rot", ",s,en,ens"), ("rött", "er,ers,erna,ernas")]),
    ends_compounds(&[("son", ",s,en,ens"), ("sön", "er,ers,erna,ernas")]),
    ends_compounds(&[("land", ",s,et,ets"), ("länd", "er,ers,erna,ernas")]),
    ends_compounds(&[("strand", ",s,en,ens"), ("stränd", "er,ers,erna,ernas")]),
    ends_compounds(&[("brand", ",s,en,ens"), ("bränd", "er,ers,erna,ernas")]),
    ends_compounds(&[("bokstav", ",s,en,ens"), ("bokstäv", "er,ers,erna,ernas")]),
    ends_compounds(&[("ledamot", ",s,en,ens"), ("ledamöt", "er,ers,erna,ernas")]),
    ends_compounds(&[("bond", "e,es,en,ens"), ("bönd", "er,ers,erna,ernas")]),
    ends_compounds(&[("dotter", ",s,n,ns"), ("döttr", "ar,ars,arna,arnas")]),
    alone(&[("far", ",s"), ("fader", ",n,ns"), ("fäder", ",s,na,nas")]),
    alone(&[("mor", ",s"), ("moder", ",n,ns"), ("mödr", "ar,ars,arna,arnas")]),
    alone(&[("bror", ",s"), ("broder", ",n,ns"), ("bröder", ",s,na,nas")]),
    alone(&[("bot", ",en"), ("böter", ",na")]),
    alone(&[("tand", ",en,ens"), ("tänd", "erna,ernas")]),
    alone(&[("gås", ",en"), ("gäss", ",en")]),
    alone(&[("mus", ",en"), ("möss", ",en")]),
    alone(&[("öga", ",s,t,ts"), ("ögon", ",en,ens")]),
    alone(&[("öra", ",s,t,ts"), ("öron", ",en,ens")]),
    alone(&[("kolleg", "a,as,an,ans,or,ors,orna,ornas,er,ers,erna,ernas")]),
    alone(&[("studi", "e,en,er,erna,um,et,ets")]),
    alone(&[("centrum", ",s,et"), ("centr", "a,et,ets,en")]),
    alone(&[("fakt", "um,a")]),
    alone(&[("lit", "en,et"), ("lill", "a,e"), ("små", ""), ("min", "dre,st,sta")]),
    alone(&[("god", ",a,e"), ("gott", ""), ("bättre", ""), ("bäst", ",a,e")]),
    alone(&[("dålig", ",t,a"), ("säm", "re,st,sta")]),
    alone(&[("stor", ",t,a,e"), ("stör", "re,st,sta")]),
    alone(&[("lång", ",t,a,e"), ("läng", "re,st,sta")]),
    alone(&[("hög", ",t,a,e,re,st,sta")]),
    alone(&[("låg", ",t,a"), ("läg", "re,st,sta")]),
    alone(&[("ung", ",t,a,e"), ("yng", "re,st,sta")]),
    alone(&[("tung", ",t,a"), ("tyng", "re,st,sta")]),
    alone(&[("gam", "mal,malt,la,le"), ("äld", "re,st,sta")]),
    alone(&[("många", ""), ("fler", ",a"), ("flest", ",a")]),
    alone(&[("när", "a,mare,mast,maste")]),
    alone(&[("skriv", "a,er,s,as,ande,it,its,en,et,na"), ("skrev", ",s")]),
    alone(&[("driv", "a,er,s,as,ande,it,its,en,et,na"), ("drev", ",s")]),
    alone(&[("bli", ",r,vit"), ("blev", "")]),
    alone(&[("ge", ",r,s,tt,tts"), ("giv", "it,its,en,et,na"), ("gav", ",s")]),
    alone(&[("få", ",r,s,tt,tts"), ("fick", "")]),
    alone(&[("gå", ",r,s,tt,tts,ende"), ("gick", ",s")]),
    alone(&[("stå", ",r,s,tt,ende"), ("stod", "")]),
    alone(&[("gör", ",a,s,as,ande"), ("gjor", "de,des,t,ts,d,da")]),
    alone(&[("säga", ",s"), ("säger", ""), ("sade", ",s"), ("sagt", ",s"), ("sagd", ",a")]),
    alone(&[("se", ",r,s,tt,tts"), ("såg", ",s")]),
    alone(&[("ta", ",r,s,git,gits,gen,get,gna"), ("tog", ",s")]),
    alone(&[("kom", ",ma,mer,mit,mande")]),
    alone(&[("håll", "a,er,s,as,it,its,en,et,na"), ("höll", ",s")]),
    alone(&[("vinn", "a,er,s,as"), ("vann", ",s"), ("vun", "nit,nits,nen,net,na")]),
    alone(&[("finn", "a,er,s,as"), ("fann", ",s"), ("fun", "nit,nits,nen,net,na")]),
    alone(&[("sälj", "a,er,s,as,ande"), ("sål", "de,des,t,ts,d,da")]),
    alone(&[("välj", "a,er,s,as,ande"), ("val", "de,des,t,ts,d,da")]),
    alone(&[("lägg", "a,er,s,as"), ("lade", ",s"), ("lagt", ",s"), ("lagd", ",a")]),
    alone(&[("sätt", "a,er,s,as"), ("satt", "e,es,s,a")]),
    alone(&[("bryt", "a,er,s,as,ande"), ("bröt", ",s"), ("brut", "it,its,en,et,na")]),
    alone(&[("bjud", "a,er,s,as,ande,it,its,en,et,na"), ("bjöd", ",s")]),
    alone(&[("dra", ",r,s,git,gits,gen,get,gna"), ("drog", ",s")]),
    alone(&[("slå", ",r,s,ende"), ("slog", ",s"), ("slag", "it,its,na")]),
    alone(&[("stig", "a,er,it,ande"), ("steg", "")]),
    alone(&[("bär", "a,er,s,as,ande"), ("bur", "it,its,en,et,na")]),
    alone(&[("grip", "a,er,s,as,ande,it,its,en,et,na"), ("grep", ",s")]),
    alone(&[("fall", "a,er,it"), ("föll", "")]),
    alone(&[("låt", "a,er,it,its,en,et,na"), ("lät", ",s")]),
    alone(&[("sitt", "a,er,ande"), ("sutt", "it")]),
    alone(&[("kun", "na,de,nat"), ("kan", "")]),
    alone(&[("vill", ",e"), ("vilja", ""), ("velat", "")]),
    alone(&[("vet", ",a,at"), ("visste", "")]),
    alone(&[("ha", ",r,de,ft")]),
];

/// Small words that would be taken for forms of others: *redan* for *reda*, *som* for *sommar*.
const INVARIABLE: &[&str] = &[
    "aldrig", "alla", "allt", "alltid", "andra", "att", "av", "bara", "blivit", "bort", "både",
    "de", "dem", "den", "denna", "dess", "det", "detta", "din", "dit", "du", "där", "därför",
    "efter", "eller", "en", "ens", "er", "ett", "från", "för", "före", "genom", "han", "hans",
    "hennes", "hon", "hos", "hur", "här", "i", "icke", "igen", "in", "inga", "ingen", "innan",
    "inne", "inom", "inte", "ja", "jag", "kring", "med", "medan", "mellan", "men", "mer", "mera",
    "mest", "mot", "mycket", "ner", "nog", "nu", "någon", "något", "några", "när", "och", "också",
    "om", "oss", "på", "redan", "rätt", "samt", "sedan", "sin", "sina", "sitt", "själv", "som",
    "så", "sådan", "sätt", "till", "under", "upp", "ur", "ut", "utan", "utom", "vad", "var",
    "varje", "vars", "vart", "vem", "vi", "vid", "vilka", "vilken", "vår", "våra", "än", "ännu",
    "är", "även", "åt", "över",
];

/// How Swedish puts words together.
const COMPOUNDING: Compounding = Compounding {
    // städ-företag; handling, handlings-plan; arbete, arbets-plats.
    plain: &[("", ""), ("", "s"), ("e", "s")],
    // flicka, flick-lag; pojke, pojk-lag; gata, gatu-kontor; kvinna, kvinno-jour; familj,
    // familje-hem; resa, rese-bidrag.
    changed: &[("a", ""), ("e", ""), ("a", "u"), ("a", "o"), ("", "e"), ("a", "e")],
    // skolan, skol-mat; klockor, klock-torn; huset, hus-bygge; bilen, bil-pool.
    inflected: &[("an", ""), ("or", ""), ("et", ""), ("en", "")],
    prefixes: &[
        "an", "av", "be", "bort", "efter", "ent", "fram", "från", "för", "före", "genom", "hit",
        "hän", "in", "inne", "kring", "med", "mellan", "miss", "mot", "ned", "ner", "om",
        "omkring", "på", "sam", "samman", "sär", "till", "undan", "under", "upp", "ur", "ut",
        "utan", "van", "vid", "å", "åt", "åter", "över", "anti", "dis", "eko", "inter", "kon",
        "per", "pre", "pro", "trans",
    ],
    suffixes: &[
        "aktig", "al", "and", "ansk", "arna", "atisk", "ell", "ande", "ant", "ar", "are", "artad",
        "ation", "bar", "dom", "else", "ende", "ens", "ensk", "ent", "er", "era", "erad", "erande",
        "ering", "erska", "faldig", "fald", "graf", "het", "ig", "ik", "ikation", "iker", "ing",
        "inna", "ion", "isera", "isering", "isk", "ism", "ist", "istisk", "itet", "iv", "lek",
        "lig", "ling", "log", "logi", "ment", "ologi", "ologisk", "mässig", "nad", "ning", "or",
        "sam", "samhet", "sel", "sion", "skap", "tion", "tionell", "tor", "tör", "ur", "vis", "ör",
    ],
};
