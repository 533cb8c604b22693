//! The forms of a word, by the paradigms that a Swedish or English grammar lists.

const VOWELS: &str = "aeiouyåäöé";

/// Places in the forms of a noun.
pub mod noun {
    pub const INDEFINITE: usize = 0;
    pub const DEFINITE: usize = 1;
    pub const PLURAL: usize = 2;
    pub const PLURAL_DEFINITE: usize = 3;
}

/// Places in the forms of a verb.
pub mod verb {
    pub const INFINITIVE: usize = 0;
    pub const PRESENT: usize = 1;
    pub const PAST: usize = 2;
    pub const SUPINE: usize = 3;
    pub const PARTICIPLE: usize = 4;
    pub const PARTICIPLE_PLURAL: usize = 6;
    pub const PRESENT_PARTICIPLE: usize = 7;
    /// Eight is the passive of the infinitive.
    pub const PASSIVE_PAST: usize = 9;
}

/// Places in the forms of an adjective.
pub mod adjective {
    pub const COMMON: usize = 0;
    pub const NEUTER: usize = 1;
    pub const PLURAL: usize = 2;
    pub const COMPARATIVE: usize = 3;
    pub const SUPERLATIVE: usize = 4;
}

fn last(word: &str) -> char {
    word.chars().next_back().unwrap_or(' ')
}

fn without_last(word: &str) -> &str {
    &word[..word.len() - last(word).len_utf8()]
}

fn ends_in_vowel(word: &str) -> bool {
    VOWELS.contains(last(word))
}

fn syllables(word: &str) -> usize {
    word.chars().filter(|letter| VOWELS.contains(*letter)).count()
}

/// Singular, definite, plural and definite plural of a noun of `paradigm`; `given` is the plural
/// (in n5: the stem) that the list names. The last two are empty for a word without a plural.
pub fn noun_forms(paradigm: &str, lemma: &str, given: Option<&str>, plural: bool) -> Vec<String> {
    let mut forms = match paradigm {
        "n5" | "n6" => neuter_forms(paradigm, lemma, given),
        "n5u" => agent_forms(lemma),
        _ => forms_with_plural(paradigm, lemma, given),
    };
    if !plural {
        forms.truncate(2);
        forms.extend([String::new(), String::new()]);
    }
    forms
}

fn forms_with_plural(paradigm: &str, lemma: &str, given: Option<&str>) -> Vec<String> {
    let plural = given.map_or_else(|| regular_plural(paradigm, lemma), String::from);
    let doubled = format!("{lemma}{}", last(lemma));
    let definite = match paradigm {
        "n3t" | "n4" if syllables(lemma) > 1 && lemma.ends_with('e') => format!("{lemma}t"),
        "n3t" | "n4" if lemma.ends_with('o') => format!("{lemma}t"),
        "n3t" | "n4" => format!("{lemma}et"),
        _ if !ends_in_vowel(lemma) && plural.starts_with(&doubled) => format!("{doubled}en"),
        _ if takes_only_n(lemma) => format!("{lemma}n"),
        _ => format!("{lemma}en"),
    };
    let plural_definite = match plural.as_str() {
        same if same == lemma && paradigm == "n4" => format!("{lemma}en"),
        ending if ending.ends_with('n') => format!("{plural}a"),
        agent if agent.ends_with("are") => format!("{}na", without_last(agent)),
        _ => format!("{plural}na"),
    };
    vec![lemma.to_owned(), definite, plural, plural_definite]
}

fn takes_only_n(lemma: &str) -> bool {
    let unstressed = ["el", "er", "or"].iter().any(|ending| lemma.ends_with(ending));
    ends_in_vowel(lemma) || (unstressed && syllables(lemma) > 1)
}

fn regular_plural(paradigm: &str, lemma: &str) -> String {
    match paradigm {
        "n1" => format!("{}or", lemma.strip_suffix('a').unwrap_or(lemma)),
        "n2" => format!("{}ar", lemma.strip_suffix('e').unwrap_or(lemma)),
        "n4" if ends_in_vowel(lemma) => format!("{lemma}n"),
        "n4" => lemma.to_owned(),
        _ => format!("{}er", lemma.strip_suffix('e').unwrap_or(lemma)),
    }
}

fn neuter_forms(paradigm: &str, lemma: &str, given: Option<&str>) -> Vec<String> {
    if paradigm == "n6" {
        let stem = lemma.strip_suffix("um").unwrap_or(lemma);
        return ["um", "et", "er", "erna"].iter().map(|ending| format!("{stem}{ending}")).collect();
    }
    let syncope = (lemma.ends_with("er") || lemma.ends_with("el")) && syllables(lemma) > 1;
    let stem = match given {
        Some(stem) => stem.to_owned(),
        None if syncope => format!("{}{}", without_last(without_last(lemma)), last(lemma)),
        None => lemma.to_owned(),
    };
    let definite = if stem.ends_with('e') { format!("{stem}t") } else { format!("{stem}et") };
    let plural_definite =
        if stem.ends_with('e') { format!("{stem}n") } else { format!("{stem}en") };
    vec![lemma.to_owned(), definite, lemma.to_owned(), plural_definite]
}

fn agent_forms(lemma: &str) -> Vec<String> {
    let all = if lemma.ends_with("nde") {
        format!("{lemma}na")
    } else {
        format!("{}na", without_last(lemma))
    };
    vec![lemma.to_owned(), format!("{lemma}n"), lemma.to_owned(), all]
}

/// How a noun looks as the first part of a compound.
pub fn first_part(paradigm: &str, lemma: &str) -> String {
    const WITH_S: [&str; 8] = ["ning", "ling", "het", "tion", "sion", "skap", "ning", "else"];
    if WITH_S.iter().any(|ending| lemma.ends_with(ending)) && syllables(lemma) > 1 {
        return format!("{lemma}s");
    }
    match paradigm {
        "n1" => lemma.strip_suffix('a').unwrap_or(lemma).to_owned(),
        "n5u" => {
            lemma.strip_suffix("are").map_or_else(|| lemma.to_owned(), |stem| format!("{stem}ar"))
        }
        "n6" => lemma
            .strip_suffix("um")
            .map_or_else(|| lemma.to_owned(), |stem| format!("{stem}i"))
            .replace("ii", "ie"),
        _ => lemma.to_owned(),
    }
}

/// The forms of a verb of the groups 1 to 3, which need no list.
pub fn verb_forms(group: &str, lemma: &str) -> Vec<String> {
    let stem = lemma.strip_suffix('a').unwrap_or(lemma);
    let voiceless = "kpstx".contains(last(stem));
    match group {
        "v1" => verb(
            lemma,
            &format!("{lemma}r"),
            &format!("{lemma}de"),
            &format!("{lemma}t"),
            &format!("{lemma}d"),
        ),
        "v3" => verb(
            lemma,
            &format!("{lemma}r"),
            &format!("{lemma}dde"),
            &format!("{lemma}tt"),
            &format!("{lemma}dd"),
        ),
        _ => {
            let is_shortened = ["nd", "mm", "nn"].iter().any(|end| stem.ends_with(end));
            let root = if is_shortened { without_last(stem) } else { stem };
            let present = if stem.ends_with('r') { stem.to_owned() } else { format!("{stem}er") };
            let d = if voiceless { "t" } else { "d" };
            verb(
                lemma,
                &present,
                &format!("{root}{d}e"),
                &format!("{root}t"),
                &format!("{root}{d}"),
            )
        }
    }
}

/// All forms of a verb from the five that a strong verb lists.
pub fn verb(
    infinitive: &str,
    present: &str,
    past: &str,
    supine: &str,
    participle: &str,
) -> Vec<String> {
    let neuter = match participle {
        strong if strong.ends_with("en") => format!("{}t", without_last(strong)),
        _ => supine.to_owned(),
    };
    let plural = match participle {
        strong if strong.ends_with("en") => format!("{}na", &strong[..strong.len() - 2]),
        first if first.ends_with("ad") => format!("{first}e"),
        other => format!("{other}a"),
    };
    let present_participle = if ends_in_vowel(infinitive) && !infinitive.ends_with('a') {
        format!("{infinitive}ende")
    } else {
        format!("{infinitive}nde")
    };
    vec![
        infinitive.to_owned(),
        present.to_owned(),
        past.to_owned(),
        supine.to_owned(),
        participle.to_owned(),
        neuter,
        plural,
        present_participle,
        format!("{infinitive}s"),
        format!("{past}s"),
    ]
}

/// Common, neuter, plural, comparative, superlative. `given`: the stem before an ending.
pub fn adjective_forms(lemma: &str, given: Option<&str>) -> Vec<String> {
    const IRREGULAR: [(&str, &str, &str); 9] = [
        ("lång", "längre", "längst"),
        ("liten", "mindre", "minst"),
        ("hög", "högre", "högst"),
        ("låg", "lägre", "lägst"),
        ("god", "bättre", "bäst"),
        ("dålig", "sämre", "sämst"),
        ("ung", "yngre", "yngst"),
        ("tung", "tyngre", "tyngst"),
        ("stor", "större", "störst"),
    ];
    let syncope =
        ["el", "en", "er"].iter().any(|ending| lemma.ends_with(ending)) && syllables(lemma) > 1;
    let stem = match given {
        Some(stem) => stem.to_owned(),
        None if lemma == "gammal" => String::from("gaml"),
        None if syncope => format!("{}{}", without_last(without_last(lemma)), last(lemma)),
        None => lemma.to_owned(),
    };
    let plural = match lemma {
        "liten" => String::from("små"),
        participle if participle.ends_with("ad") => format!("{participle}e"),
        _ => format!("{stem}a"),
    };
    let irregular = IRREGULAR.iter().find(|(positive, _, _)| *positive == lemma);
    let (more, most) = irregular.map_or_else(
        || (format!("{stem}are"), format!("{stem}ast")),
        |(_, more, most)| ((*more).to_owned(), (*most).to_owned()),
    );
    vec![lemma.to_owned(), neuter(lemma), plural, more, most]
}

fn neuter(lemma: &str) -> String {
    let before = without_last(lemma);
    match last(lemma) {
        'd' if lemma.ends_with("ad") || !ends_in_vowel(before) => format!("{before}t"),
        'd' => format!("{before}tt"),
        't' if ends_in_vowel(before) => format!("{lemma}t"),
        't' => lemma.to_owned(),
        'n' if lemma.ends_with("en") || lemma.ends_with("nn") => format!("{before}t"),
        vowel if VOWELS.contains(vowel) => format!("{lemma}tt"),
        _ => format!("{lemma}t"),
    }
}

/// Joins the parts of a compound: of three equal consonants one is not written (natt + tåg).
pub fn compound(part: &str, rest: &str) -> String {
    let twice = part.chars().rev().take(2).collect::<Vec<_>>();
    let tripled = matches!(twice[..], [a, b] if a == b && rest.starts_with(a));
    format!("{}{rest}", if tripled { without_last(part) } else { part })
}

/// The genitive, which a word that ends like one does without.
pub fn genitive(form: &str) -> String {
    if form.ends_with(['s', 'x', 'z']) { form.to_owned() } else { format!("{form}s") }
}

/// Singular and plural of an English noun.
pub fn english_noun(lemma: &str, given: Option<&str>) -> Vec<String> {
    let plural = given.map_or_else(|| with_s(lemma), String::from);
    vec![lemma.to_owned(), plural]
}

/// Base, third person, past and -ing of an English verb.
pub fn english_verb(lemma: &str, given: Option<&str>) -> Vec<String> {
    let stem = lemma.strip_suffix('e').unwrap_or(lemma);
    let doubled = if ["plan", "scrub"].contains(&lemma) { &lemma[lemma.len() - 1..] } else { "" };
    let past = given.map_or_else(|| format!("{stem}{doubled}ed"), String::from);
    vec![lemma.to_owned(), with_s(lemma), past, format!("{stem}{doubled}ing")]
}

fn with_s(lemma: &str) -> String {
    match lemma.strip_suffix('y') {
        Some(stem) if !ends_in_vowel(stem) => format!("{stem}ies"),
        _ if ["s", "x", "ch", "sh"].iter().any(|ending| lemma.ends_with(ending)) => {
            format!("{lemma}es")
        }
        _ => format!("{lemma}s"),
    }
}
