//! What a file's name says: whether it is read, and how large it may be.

/// The most bytes of a text: a story, page or settings file.
const TEXT: u64 = 2 * 1024 * 1024;
/// The most bytes of any other file: a picture, a font.
const OTHER: u64 = 20 * 1024 * 1024;

/// Whether a file or folder is one that editors and systems leave behind, or have for a moment while
/// they save. (Vim tries with a file called 4913 whether it may write to a folder.)
pub fn is_left_out(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || name.starts_with("~$")
        || (name.starts_with('#') && name.ends_with('#'))
        || name.ends_with(".swp")
        || name.ends_with(".tmp")
        || name.ends_with("___jb_tmp___")
        || name.ends_with("___jb_old___")
        || name == "4913"
        || name.eq_ignore_ascii_case("thumbs.db")
        || name.eq_ignore_ascii_case("desktop.ini")
}

/// Whether the file at `path` is written by authors as text.
pub fn is_text(path: &str) -> bool {
    [".md", ".yaml", ".yml"].iter().any(|ending| path.ends_with(ending))
}

/// The most bytes that the file at `path` may have.
pub fn limit(path: &str) -> u64 {
    if is_text(path) { TEXT } else { OTHER }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leavings_are_left_out() {
        for (name, expected) in [
            (".DS_Store", true),
            (".#x.md", true),
            ("#x.md#", true),
            ("x.md~", true),
            ("~$x.docx", true),
            (".x.md.swp", true),
            ("x.swp", true),
            ("x.md.tmp", true),
            ("x.md___jb_tmp___", true),
            ("x.md___jb_old___", true),
            ("4913", true),
            ("4913.md", false),
            ("Thumbs.db", true),
            ("Desktop.ini", true),
            ("x.md", false),
            ("#x.md", false),
            ("å.md", false),
        ] {
            assert_eq!(is_left_out(name), expected, "{name}");
        }
    }
}
