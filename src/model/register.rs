//! Where the register of people lies: outside the project, named by `site.yaml`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::yaml;

/// The name of the register of people among the files of a site, if `site.yaml` names one.
#[must_use]
pub fn register_path(files: &BTreeMap<Arc<str>, Arc<[u8]>>) -> Option<Arc<str>> {
    let site = std::str::from_utf8(files.get("content/site.yaml")?).ok()?;
    register_name(&yaml::top_field(site, "people_register")?)
}

/// The name of the register of people among the files, from its path as `site.yaml` writes it: with
/// forward slashes and without detours. None when it lies in a folder of the site, where everything
/// is read as content.
#[must_use]
pub fn register_name(written: &str) -> Option<Arc<str>> {
    let mut parts: Vec<&str> = Vec::new();
    for part in written.split(['/', '\\']) {
        match part {
            "." => {}
            "" if !parts.is_empty() => {}
            ".." if parts.last().is_some_and(|last| !matches!(*last, ".." | "")) => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let first = parts.first()?.to_lowercase();
    (!matches!(first.as_str(), "content" | "themes")).then(|| parts.join("/").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_register_has_a_name_that_no_file_of_the_project_has() {
        for (written, expected) in [
            ("../privat/manniskor.yaml", Some("../privat/manniskor.yaml")),
            ("..\\privat\\manniskor.yaml", Some("../privat/manniskor.yaml")),
            ("./privat//manniskor.yaml", Some("privat/manniskor.yaml")),
            ("../../a/../b.yaml", Some("../../b.yaml")),
            ("/srv/b.yaml", Some("/srv/b.yaml")),
            ("content/b.yaml", None),
            ("./x/../Themes/b.yaml", None),
            (".", None),
        ] {
            assert_eq!(register_name(written).as_deref(), expected, "{written}");
        }
    }
}
