//! English: regular endings, a table of irregular words, and Snowball's stemmer for the rest
//! (*organise, organisation*). Compounds are written apart.

use super::{Algorithm, Irregular, Language, Paradigm};

/// The rules of English.
pub(super) static ENGLISH: Language = Language {
    stemmer: Some(Algorithm::English),
    paradigms: PARADIGMS,
    any_word: &["s"],
    irregulars: IRREGULARS,
    invariable: INVARIABLE,
    endings: &["est", "ing", "ed", "er", "es", "ly", "d", "s"],
    compounding: None,
};

const fn regular(endings: &'static [&'static str]) -> Paradigm {
    Paradigm { endings, weak: &[], after: &[], genitive: false }
}

/// Regular nouns and verbs; the apostrophe of a genitive separates words by itself.
const PARADIGMS: &[Paradigm] = &[
    // work; organise; company and study; business and go.
    regular(&["", "s", "ed", "ing"]),
    regular(&["e", "es", "ed", "ing"]),
    regular(&["y", "ies", "ied", "ying"]),
    regular(&["", "es", "ed", "ing"]).after(&["s", "x", "z", "ch", "sh", "o"]),
    // The consonant is doubled: plan, planned, planning.
    regular(&["b", "bs", "bbed", "bbing"]),
    regular(&["g", "gs", "gged", "gging"]),
    regular(&["l", "ls", "lled", "lling"]),
    regular(&["m", "ms", "mmed", "mming"]),
    regular(&["n", "ns", "nned", "nning"]),
    regular(&["p", "ps", "pped", "pping"]),
    regular(&["t", "ts", "tted", "tting"]),
];

const fn word(forms: &'static [(&'static str, &'static str)]) -> Irregular {
    Irregular { forms, ends_compounds: false }
}

/// Words that change within: nouns, adjectives, verbs.
const IRREGULARS: &[Irregular] = &[
    word(&[("child", ",s,ren,rens")]),
    word(&[("person", ",s"), ("people", ",s")]),
    word(&[("m", "an,en,ans,ens")]),
    word(&[("wom", "an,en,ans,ens")]),
    word(&[("foot", ""), ("feet", "")]),
    word(&[("tooth", ""), ("teeth", "")]),
    word(&[("mouse", ""), ("mice", "")]),
    word(&[("li", "fe,ves")]),
    word(&[("wi", "fe,ves")]),
    word(&[("hal", "f,ves")]),
    word(&[("shel", "f,ves")]),
    word(&[("loa", "f,ves")]),
    word(&[("good", ""), ("better", ""), ("best", "")]),
    word(&[("bad", ""), ("worse", ""), ("worst", "")]),
    word(&[("be", "gin,gins,gan,gun,ginning")]),
    word(&[("bring", ",s,ing"), ("brought", "")]),
    word(&[("buil", "d,ds,t,ding")]),
    word(&[("buy", ",s,ing"), ("bought", "")]),
    word(&[("ca", "n"), ("could", "")]),
    word(&[("choos", "e,es,ing"), ("chose", ",n")]),
    word(&[("do", ",es,ne,ing"), ("did", "")]),
    word(&[("find", ",s,ing"), ("found", "")]),
    word(&[("get", ",s,ting"), ("got", ",ten")]),
    word(&[("giv", "e,es,en,ing"), ("gave", "")]),
    word(&[("go", ",es,ing,ne"), ("went", "")]),
    word(&[("grow", ",s,n,ing"), ("grew", "")]),
    word(&[("ha", "ve,s,d,ving")]),
    word(&[("hold", ",s,ing"), ("held", "")]),
    word(&[("keep", ",s,ing"), ("kept", "")]),
    word(&[("know", ",s,n,ing"), ("knew", "")]),
    word(&[("learn", ",s,ed,t,ing")]),
    word(&[("lea", "d,ds,ding"), ("led", "")]),
    word(&[("leav", "e,es,ing"), ("left", "")]),
    word(&[("mak", "e,es,ing"), ("made", "")]),
    word(&[("meet", ",s,ing"), ("met", "")]),
    word(&[("pay", ",s,ing"), ("paid", "")]),
    word(&[("run", ",s,ning"), ("ran", "")]),
    word(&[("say", ",s,ing"), ("said", "")]),
    word(&[("see", ",s,n,ing"), ("saw", "")]),
    word(&[("sell", ",s,ing"), ("sold", "")]),
    word(&[("sp", "eak,eaks,eaking,oke,oken")]),
    word(&[("spen", "d,ds,t,ding")]),
    word(&[("tak", "e,es,en,ing"), ("took", "")]),
    word(&[("teach", ",es,ing"), ("taught", "")]),
    word(&[("tell", ",s,ing"), ("told", "")]),
    word(&[("think", ",s,ing"), ("thought", "")]),
    word(&[("writ", "e,es,ten,ing"), ("wrote", "")]),
];

/// Small words that would be taken for forms of others.
const INVARIABLE: &[&str] = &[
    "an", "and", "are", "as", "at", "but", "by", "for", "from", "her", "his", "in", "into", "is",
    "it", "its", "news", "no", "nor", "not", "of", "on", "or", "our", "she", "so", "than", "that",
    "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "us", "was",
    "we", "were", "what", "when", "where", "which", "who", "why", "with", "you", "your",
];
