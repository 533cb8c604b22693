//! The copy for reading without a network (G21): what is in it, and that it is whole.
#![expect(clippy::disallowed_methods, reason = "edge: runs the program and looks at its files")]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use forebild::archive;
use program::{forebild, run};
use zip::ZipArchive;

const NAME: &str = "goda-exempel-2026-11-23.zip";
const ADDRESS: &str = "https://example.org/x/";

type Files = BTreeMap<String, Vec<u8>>;

/// A new project, whose settings end in these lines.
fn project(settings: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    assert!(run(root.path(), &["init", "."]).status.success());
    let path = root.path().join("content/site.yaml");
    let own = fs::read_to_string(&path).unwrap();
    fs::write(path, format!("{own}\n{settings}")).unwrap();
    root
}

fn succeed(root: &Path, args: &[&str]) -> String {
    let output = run(root, args);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{args:?}: {said}");
    said
}

/// What a reader has after unpacking.
fn unpacked(path: &Path) -> Files {
    let mut zip = ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let mut files = Files::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        assert!(files.insert(file.name().to_owned(), bytes).is_none(), "{} twice", file.name());
    }
    files
}

fn text(files: &Files, path: &str) -> String {
    String::from_utf8(files[path].clone()).unwrap()
}

fn listed(folder: &Path) -> BTreeSet<String> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap());
    let files = files.filter(|entry| entry.file_type().is_file());
    let path = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    files.map(|entry| path(entry.path())).collect()
}

/// The addresses that a page has in attributes, without what comes after the file's name.
fn addresses(html: &str) -> Vec<String> {
    let parts = ["href=", "src="].iter().flat_map(|name| html.split(name).skip(1));
    parts
        .map(|rest| match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next().unwrap(),
            None => rest.split([' ', '>']).next().unwrap(),
        })
        .map(|address| address.split(['#', '?']).next().unwrap().to_owned())
        .filter(|address| !address.is_empty())
        .collect()
}

#[test]
fn g21_a_copy_holds_the_site_and_every_link_in_it_leads_to_a_file() {
    let root = project("");
    let said = succeed(root.path(), &["archive", "--base-url", ADDRESS]);
    assert!(said.contains(NAME), "{said}");
    assert!(archive::check(&fs::read(root.path().join(NAME)).unwrap()).is_ok());
    let files = unpacked(&root.path().join(NAME));
    let mut followed = 0;
    for path in files.keys().filter(|path| path.ends_with(".html")) {
        let page = text(&files, path);
        let folder = Path::new(path).parent().unwrap();
        for address in addresses(&page) {
            if address.contains(':') {
                continue;
            }
            let mut place = PathBuf::new();
            for part in folder.join(&address).components() {
                match part {
                    std::path::Component::ParentDir => assert!(place.pop(), "{path}: {address}"),
                    part => place.push(part),
                }
            }
            assert!(files.contains_key(place.to_str().unwrap()), "{path}: {address}");
            followed += 1;
        }
    }
    assert!(followed > 3_000, "{followed} links");

    // As the site on the web, without what only a host is for, or is not of the site.
    succeed(root.path(), &["build", "--base-url", ADDRESS]);
    let online = listed(&root.path().join("public"));
    let own: BTreeSet<String> = files
        .keys()
        .filter_map(|path| path.strip_prefix("webbplats/"))
        .map(str::to_owned)
        .collect();
    let missing: Vec<_> = online
        .difference(&own)
        .filter(|path| !forebild::route::is_card(path))
        .map(String::as_str)
        .collect();
    let beside = [".forebild-manifest", ".gitignore"];
    let hosts = ["en/feed.xml", "feed.xml", "robots.txt", "sitemap.xml"];
    assert_eq!(missing, [&beside[..], &hosts[..]].concat());
    assert_eq!(own.difference(&online).collect::<Vec<_>>(), Vec::<&String>::new());
    let beside: Vec<_> = files.keys().filter(|path| !path.starts_with("webbplats/")).collect();
    assert_eq!(beside, ["LÄS MIG.html", "manifest.json"]);
}

#[test]
fn g21_every_page_of_a_copy_says_its_day_and_where_the_newest_is() {
    let root = project("");
    for (address, newest) in [(Some(ADDRESS), true), (None, false)] {
        let mut args = vec!["archive"];
        args.extend(address.iter().flat_map(|address| ["--base-url", address]));
        succeed(root.path(), &args);
        let files = unpacked(&root.path().join(NAME));
        for path in files.keys().filter(|path| path.ends_with(".html")) {
            let page = text(&files, path);
            let is_swedish = page.contains("<html lang=\"sv") || page.contains("<html lang=sv");
            let day = if is_swedish { "23 november 2026" } else { "23 November 2026" };
            assert!(page.contains(day), "{path} says no day");
            assert_eq!(page.contains(ADDRESS), newest, "{path}");
        }
        let home = text(&files, "webbplats/index.html");
        assert_eq!(home.contains("Läs den senaste versionen på nätet"), newest);
        assert!(!home.contains("og:image"));
        let manifest: serde_json::Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
        assert_eq!(manifest["address"].as_str(), address);
        assert_eq!(manifest["made"], "2026-11-23");
    }
}

#[test]
fn g21_names_are_legal_on_windows_and_differ_in_more_than_case() {
    let root = project("");
    succeed(root.path(), &["archive"]);
    let files = unpacked(&root.path().join(NAME));
    let folded: BTreeSet<String> = files.keys().map(|path| path.to_lowercase()).collect();
    assert_eq!(folded.len(), files.len());
    for path in files.keys() {
        assert!(path.len() <= 210, "{path}");
        for part in path.split('/') {
            let stem = part.split('.').next().unwrap().to_lowercase();
            let reserved = ["con", "prn", "aux", "nul"].contains(&stem.as_str())
                || (stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")));
            let illegal = part.contains(['<', '>', ':', '"', '\\', '|', '?', '*'])
                || part.chars().any(char::is_control)
                || part.ends_with(['.', ' ']);
            assert!(!part.is_empty() && !reserved && !illegal, "{path}");
        }
    }
}

#[test]
fn g7_the_same_content_and_day_give_the_same_copy() {
    let [first, second] = [project(""), project("")];
    let bytes = |root: &Path, args: &[&str], zone: &str| {
        let mut command = forebild(root, args);
        assert!(command.env("TZ", zone).output().unwrap().status.success());
        fs::read(root.join(NAME)).unwrap()
    };
    let one = bytes(first.path(), &["archive"], "Europe/Stockholm");
    assert!(one == bytes(first.path(), &["archive", "--jobs", "1"], "UTC"), "over itself");
    assert!(one == bytes(second.path(), &["archive", "--jobs", "8"], "Pacific/Kiritimati"));
    let mut later = forebild(second.path(), &["archive"]);
    assert!(later.env("SOURCE_DATE_EPOCH", "1795478400").output().unwrap().status.success());
    let name = NAME.replace("11-23", "11-24");
    assert!(one != fs::read(second.path().join(name)).unwrap(), "it says its day");
}

#[test]
fn g3_a_file_that_is_no_copy_of_ours_stays() {
    let root = project("");
    let file = root.path().join(NAME);
    for foreign in [&b"mine"[..], b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"] {
        fs::write(&file, foreign).unwrap();
        let output = run(root.path(), &["archive"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("finns redan"), "{said}");
        assert_eq!(fs::read(&file).unwrap(), foreign);
    }
    succeed(root.path(), &["archive", "--output", "kopior"]);
    succeed(root.path(), &["archive", "--output", "kopior/min.zip"]);
    assert_eq!(
        fs::read(root.path().join("kopior").join(NAME)).unwrap(),
        fs::read(root.path().join("kopior/min.zip")).unwrap()
    );
}

#[test]
fn g2_content_with_errors_gives_no_copy_and_leaves_the_old_one() {
    let root = project("");
    succeed(root.path(), &["archive"]);
    let before = fs::read(root.path().join(NAME)).unwrap();
    fs::write(root.path().join("content/stories/fel.md"), "---\ntitle: x\n---\n").unwrap();
    assert_eq!(run(root.path(), &["archive"]).status.code(), Some(1));
    assert!(fs::read(root.path().join(NAME)).unwrap() == before);
    let left = listed(root.path());
    assert!(!left.iter().any(|path| path.contains("forebild-new")), "{left:?}");
}

#[test]
fn the_site_offers_the_copy_when_it_is_asked_to() {
    let root = project("archive: true\n");
    succeed(root.path(), &["build", "--base-url", ADDRESS]);
    let public = root.path().join("public");
    let path = public.join("kopia").join(NAME);
    let bytes = fs::read(&path).unwrap();
    assert!(archive::check(&bytes).is_ok());
    let home = fs::read_to_string(public.join("index.html")).unwrap();
    for said in ["Ladda ner för läsning utan nät", "23 november 2026", &format!("kopia/{NAME}")]
    {
        assert!(home.contains(said), "{said}");
    }
    // Rounded up, to a tenth of a megabyte.
    let tenths = bytes.len().div_ceil(100_000);
    let size = format!("{},{} MB", tenths / 10, tenths % 10).replace(",0", "");
    assert!(home.contains(&size), "{size}");
    let english = fs::read_to_string(public.join("en/index.html")).unwrap();
    assert!(english.contains(&format!("../kopia/{NAME}")));
    // A copy offers no other.
    let files = unpacked(&path);
    assert!(!text(&files, "webbplats/index.html").contains(".zip"));
    // What the site offers is what the command makes.
    succeed(root.path(), &["archive", "--base-url", ADDRESS]);
    assert!(fs::read(root.path().join(NAME)).unwrap() == bytes);
}
