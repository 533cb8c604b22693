//! Which state of its own history a project is in: the commit that git has checked out.
//!
//! Only a few small files of git are read, no program of git is started: in a repository of somebody
//! else its settings could start others. What cannot be read is no revision, and no fault.
#![expect(clippy::disallowed_methods, reason = "edge: reads files of git")]

use std::fs;
use std::path::{Path, PathBuf};

/// Longer files are none of these.
const MOST: u64 = 16 << 20;

/// The name of the commit that is checked out where `root` lies.
pub fn of(root: &Path) -> Option<String> {
    let root = fs::canonicalize(root).ok()?;
    let own = root.ancestors().find_map(folder)?;
    // Where several work trees share one repository, branches lie in the first one's folder.
    let shared = text(&own.join("commondir")).map_or_else(|| own.clone(), |path| own.join(path));
    let head = text(&own.join("HEAD"))?;
    let Some(branch) = head.strip_prefix("ref: ") else { return name(&head) };
    let branch = branch.trim();
    let is_below = branch.starts_with("refs/") && !branch.split('/').any(|part| part == "..");
    let loose = is_below.then(|| text(&shared.join(branch))).flatten();
    loose.and_then(|text| name(&text)).or_else(|| packed(&shared, branch))
}

/// The folder of git of a work tree, if this is the top of one.
fn folder(top: &Path) -> Option<PathBuf> {
    let git = top.join(".git");
    if git.is_dir() {
        return Some(git);
    }
    Some(top.join(text(&git)?.strip_prefix("gitdir: ")?.trim()))
}

/// A branch among those that git keeps in one file.
fn packed(shared: &Path, branch: &str) -> Option<String> {
    let all = text(&shared.join("packed-refs"))?;
    let of_branch = |line: &str| name(line.strip_suffix(branch)?.strip_suffix(' ')?);
    all.lines().find_map(of_branch)
}

/// The name of a commit: 40 or 64 hexadecimal digits.
fn name(text: &str) -> Option<String> {
    let text = text.trim();
    let is_name = matches!(text.len(), 40 | 64) && text.bytes().all(|b| b.is_ascii_hexdigit());
    is_name.then(|| text.to_owned())
}

/// The text of a regular file.
fn text(path: &Path) -> Option<String> {
    let metadata = fs::metadata(path).ok().filter(|found| found.is_file() && found.len() <= MOST);
    metadata.and_then(|_| fs::read_to_string(path).ok()).map(|text| text.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "0123456789abcdef0123456789abcdef01234567";
    const B: &str = "89abcdef0123456789abcdef0123456789abcdef";

    fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    #[test]
    fn the_commit_is_found_wherever_git_keeps_it() {
        let head = (".git/HEAD", "ref: refs/heads/main\n");
        let packed =
            format!("# pack-refs with: peeled\n{B} refs/heads/mainly\n{A} refs/heads/main\n^{B}\n");
        let tree = ("site/.git", "gitdir: ../.git/worktrees/site\n");
        for (files, expected) in [
            (vec![head, (".git/refs/heads/main", A)], Some(A)),
            (vec![head, (".git/packed-refs", &packed)], Some(A)),
            (vec![head, (".git/refs/heads/main", B), (".git/packed-refs", &packed)], Some(B)),
            (vec![(".git/HEAD", A)], Some(A)),
            (vec![head], None),
            (vec![(".git/HEAD", "ref: refs/../../secret"), ("secret", A)], None),
            (vec![(".git/HEAD", "something else")], None),
            (vec![("x", "")], None),
            (
                vec![
                    tree,
                    (".git/worktrees/site/HEAD", "ref: refs/heads/main\n"),
                    (".git/worktrees/site/commondir", "../..\n"),
                    (".git/refs/heads/main", A),
                    head,
                ],
                Some(A),
            ),
        ] {
            let root = project(&files);
            let site = root.path().join("site");
            fs::create_dir_all(&site).unwrap();
            assert_eq!(of(&site).as_deref(), expected, "{files:?}");
        }
    }
}
