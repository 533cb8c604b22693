//! What the programs that generate stories share.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Topics of the starter's vocabulary.
pub const TOPICS: [&str; 12] = [
    "consortium",
    "social_franchise",
    "certification",
    "sales_company",
    "reserved_procurement",
    "social_clauses",
    "iop",
    "municipal_collaboration",
    "spin_off",
    "work_training",
    "transition",
    "rural",
];
/// Target groups of the starter's vocabulary.
pub const GROUPS: [&str; 6] = [
    "long_term_unemployed",
    "disability",
    "foreign_background",
    "youth_neet",
    "older_55plus",
    "low_education",
];
/// The headings that Förebild looks for in a Swedish story.
pub const HEADINGS: [&str; 6] = [
    "Utmaningen",
    "Så gjorde de",
    "Resultat",
    "Vad var svårt?",
    "Framgångsfaktorer",
    "Så kan ni göra samma sak",
];

/// Begins a project in `folder` with the settings of the starter. Returns its folder for content,
/// and the text of `territory.yaml`.
pub fn begin(folder: &Path) -> io::Result<(PathBuf, String)> {
    let content = folder.join("content");
    let starter = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    fs::create_dir_all(content.join("stories"))?;
    for file in ["site.yaml", "territory.yaml", "vocabulary.yaml"] {
        fs::copy(starter.join(file), content.join(file))?;
    }
    let territory = fs::read_to_string(content.join("territory.yaml"))?;
    Ok((content, territory))
}

/// Random numbers that are the same everywhere (`SplitMix64`, Steele and others 2014).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `n - 1`; `n` is not 0.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).expect("less than n")
    }

    pub fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}
