//! What the site's own words say about each other, in one language.
//!
//! [`super::forms`] groups the forms of one word, [`super::compounds`] finds what words are made
//! of. The index writes one entry a group, with all stories that have any of its forms.

use rayon::prelude::*;

use super::compounds;
use super::forms::{Group, Grouping, Vocabulary, group};
use super::language::Language;

/// What a form counts for a second word that has it as well.
const SECOND: f32 = 0.6;

/// What the site's own words say about each other, in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Lexicon {
    /// Group of each form, in the order of the forms given.
    pub group_of: Vec<usize>,
    /// All forms of each word, also some that the site never writes: first the groups of the
    /// forms, then groups of parts that the site writes in compounds only.
    pub groups: Vec<Group>,
    /// What else each form is found by, in the order of the forms given: other groups, the
    /// weightiest first.
    pub parts: Vec<Vec<Part>>,
}

/// Another group that a form is found by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// The group.
    pub group: usize,
    /// What the form is worth there, against 1 in its own group.
    pub weight: f32,
}

/// Finds out which `forms` belong together.
///
/// They are sorted and distinct, as [`super::tokens`] gives them, with how often the site writes
/// each. The same forms give the same lexicon, whatever the number of threads.
#[must_use]
pub fn lexicon(language: &Language, forms: &[(String, u64)]) -> Lexicon {
    let Grouping { group_of, mut groups, seconds } = group(language, forms);
    let compounds = compounds::parts(language, Vocabulary(forms), &group_of, &mut groups);
    let of_group = |group| compounds.get(group).cloned().unwrap_or_default();
    let mut parts: Vec<Vec<Part>> = group_of.iter().map(of_group).collect();
    for (form, group) in seconds {
        parts[form].push(Part { group, weight: SECOND });
    }
    parts.par_iter_mut().for_each(tidy);
    Lexicon { group_of, groups, parts }
}

/// Each group once, with its greatest weight; the weightiest first.
fn tidy(parts: &mut Vec<Part>) {
    parts.sort_by(|a, b| a.group.cmp(&b.group).then(b.weight.total_cmp(&a.weight)));
    parts.dedup_by_key(|part| part.group);
    parts.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.group.cmp(&b.group)));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::search::language::language;

    /// Words with how often they stand, `word` for twice and `word:9` for nine times.
    fn counted(words: &str) -> Vec<(String, u64)> {
        let mut forms: Vec<(String, u64)> = words
            .split_whitespace()
            .map(|word| word.split_once(':').unwrap_or((word, "2")))
            .map(|(word, count)| (word.to_owned(), count.parse().expect("a count is a number")))
            .collect();
        forms.sort();
        forms.dedup_by(|a, b| a.0 == b.0);
        forms
    }

    /// The parts of the first of the words, each by the first form of its group.
    fn parts(tag: &str, words: &str) -> String {
        let forms = counted(words);
        let lexicon = lexicon(language(tag), &forms);
        let word = words.split([' ', ':']).next().expect("there is a word");
        let place = forms.iter().position(|(form, _)| form == word).expect("the word is a form");
        let shown = lexicon.parts[place].iter().map(|part| {
            let entry = &lexicon.groups[part.group].entries[0];
            format!("{}{} {:.2}", entry.key, entry.endings[0], part.weight)
        });
        shown.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn parts_of_compounds() {
        for (words, expected) in [
            ("kommunsamverkan kommun samverkan", "samverkan 0.45, kommun 0.35"),
            ("kommunsamverkan kommun:1 samverkan:1", "samverkan 0.45, kommun 0.35"),
            // The links: -e +s, +s, -a +u, -a +o, -a, +e.
            ("arbetsträning arbete träning", "träning 0.45, arbete 0.35"),
            ("handlingsplan handling plan", "plan 0.45, handling 0.35"),
            ("gatukontor gata kontor", "kontor 0.45, gata 0.35"),
            ("kvinnojour kvinna jouren jour", "jour 0.45, kvinna 0.35"),
            ("skolmåltid skola måltid", "måltid 0.45, skola 0.35"),
            ("familjehem familj hem", "hem 0.45, familj 0.35"),
            // The last part with another ending.
            ("arbetsträningen arbete träning", "träning 0.45, arbete 0.35"),
            // The forms of a word share the parts.
            ("företagsledarens företagsledare företag ledare", "ledare 0.45, företag 0.35"),
            // Parts of parts.
            (
                "arbetsmarknadsåtgärd arbetsmarknad åtgärd arbete marknad",
                "åtgärd 0.45, arbetsmarknad 0.35, marknad 0.25, arbete 0.20",
            ),
            // One side is known.
            ("odlingslott odling", "odling 0.25"),
            ("städföretag företag", "företag 0.35"),
            // A part that stands in compounds only.
            ("fikaträff fika golfträff golf lunchträff lunch", "träff 0.45, fika 0.35"),
            // Its forms are evidence for each other.
            ("drömpennor dröm vänskapspenna vänskap", "penna 0.45, dröm 0.35"),
            // A linking s is no part of it, unless it always stands there.
            ("stadsträff stad golfträff golf lunchträff lunch", "träff 0.45, stad 0.35"),
            ("brevsalvia brev formsalvia form", "salvia 0.45, brev 0.35"),
        ] {
            assert_eq!(parts("sv", words), expected, "{words}");
        }
    }

    #[test]
    fn what_is_no_compound() {
        for words in [
            // The rest is an ending that makes a new word, or a prefix.
            "kommunikation kommun",
            "ledarskap ledare",
            "odlingar odling",
            // A part of one form only: rapport does not end in orten.
            "rapport rapporten rapporter orten orter",
            "upphandling upp handling",
            // Chance: short parts, rarer than the whole.
            "material:9 mater:2 mat:2",
            // A short word that stands once may be a slip.
            "glaskupan glas:1 kupan:1",
            // Numbers and short words.
            "2024 20 24",
            "bilar bil",
        ] {
            assert_eq!(parts("sv", words), "", "{words}");
        }
        assert_eq!(parts("en", "workplace work place"), "");
    }

    #[test]
    fn an_inflected_participle_is_found_by_its_verb() {
        let words = "arbetsintegrerande arbete integrera integrerar integrerande";
        assert_eq!(parts("sv", words), "integrera 0.45, arbete 0.35");
    }

    #[test]
    fn a_form_of_two_words_counts_for_both() {
        assert_eq!(parts("sv", "cyklar cykel cykeln cyklarna cykla cyklade cyklat"), "cykla 0.60");
    }

    fn vocabulary() -> impl Strategy<Value = String> {
        let word = "(arbet|skol|kommun|träff|bok|vård|plan)(s|e|a|)(träff|plan|företag|böcker|)(en|ar|s|):[1-3]";
        prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn parts_are_other_groups_and_count_less(words in vocabulary()) {
            let forms = counted(&words);
            let lexicon = lexicon(language("sv"), &forms);
            prop_assert_eq!(lexicon.group_of.len(), forms.len());
            prop_assert_eq!(lexicon.parts.len(), forms.len());
            for (parts, own) in lexicon.parts.iter().zip(&lexicon.group_of) {
                for part in parts {
                    prop_assert!(part.group < lexicon.groups.len());
                    prop_assert_ne!(part.group, *own);
                    prop_assert!(part.weight > 0.0 && part.weight < 1.0);
                }
                let mut groups: Vec<usize> = parts.iter().map(|part| part.group).collect();
                groups.sort_unstable();
                groups.dedup();
                prop_assert_eq!(groups.len(), parts.len(), "a part stands twice");
            }
        }

        #[test]
        fn threads_change_nothing(words in vocabulary()) {
            let forms = counted(&words);
            let with = |threads| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                pool.install(|| lexicon(language("sv"), &forms))
            };
            prop_assert_eq!(with(1), with(3));
        }
    }
}
