//! Pictures that are kept between builds: a site made with them is the site made without, byte for
//! byte, whatever has become of the folder that they are kept in.
#![expect(clippy::disallowed_methods, reason = "edge: the cache lies on disk")]
#![expect(clippy::disallowed_types, reason = "edge: entries are made old")]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use forebild::cache::{Built, Cache, Rights};
use forebild::compile::{Memory, Summary};
use forebild::compile_with;
use forebild::output::Output;
use forebild::sources::{Options, Sources};
use image::{ImageFormat, RgbImage};

/// A site with a photo and two drawings, one of which nobody keeps.
fn sources() -> Sources {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/_base");
    let mut sources = forebild::read::read(&folder).unwrap();
    let mut put = |path: &str, bytes: Vec<u8>| {
        sources.files.insert(format!("content/stories/bageriet/{path}").into(), bytes.into());
    };
    let encoded = |format, pixel: fn(u32, u32) -> [u8; 3]| {
        let mut bytes = Cursor::new(Vec::new());
        let picture = RgbImage::from_fn(400, 30, |x, y| image::Rgb(pixel(x, y)));
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    };
    let slope = |x, y| [x, y * 8, x + y].map(|c| u8::try_from(c % 256).unwrap());
    put("a.jpg", encoded(ImageFormat::Jpeg, slope));
    put("b.png", encoded(ImageFormat::Png, |x, _| if x < 200 { [9; 3] } else { [200; 3] }));
    put("c.svg", b"<svg viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>".to_vec());
    let story = "---\ntitle: Bageriet i Hjo\nmunicipality: Hjo\n\
        summary: Ett kooperativ öppnade bageri.\nstatus: published\npublished: 2026-03-14\n\
        verified: 2026-03-10\ntopics: [reserved_procurement]\nimages:\n\
        \x20 - {file: a.jpg, alt: Ett rött hus, people: []}\n\
        \x20 - {file: b.png, alt: En karta, people: []}\n\
        \x20 - {file: c.svg, decorative: true, people: []}\n---\n\n## Så gjorde de\n\nDe bakade.\n";
    put("index.md", story.into());
    sources
}

/// The site, and how many pictures were made for it.
fn site(root: &Path, rights: Option<Rights>) -> (Output, usize) {
    let (sources, memory) = (sources(), Memory::default());
    let cache = rights.and_then(|rights| Cache::of(root, rights));
    if let Some(cache) = &cache {
        cache.recall(&sources, memory.pictures());
    }
    let options = Options { today: jiff::civil::date(2026, 11, 23), base_url: None, drafts: false };
    let compiled = compile_with(&sources, &options, &memory);
    let output = compiled.output.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics));
    if let Some(cache) = &cache {
        cache.keep(&memory.pictures().take_new()).unwrap();
    }
    (output, memory.forget_unasked().pictures)
}

/// What is kept of a project, without what keeps it out of its history.
fn entries(root: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(root.join(".forebild/cache")) else { return Vec::new() };
    let mut entries: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    entries.retain(|place| !place.ends_with(".gitignore"));
    entries.sort();
    entries
}

/// Makes a file that many days old.
fn age(place: &Path, days: u64) {
    let then = SystemTime::now() - Duration::from_secs(days * 24 * 60 * 60);
    fs::File::options().append(true).open(place).unwrap().set_modified(then).unwrap();
}

#[test]
fn a_kept_picture_is_the_picture_made_anew() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    let (fresh, made) = site(root, None);
    assert_eq!((made, entries(root).len()), (3, 0));
    assert!(fresh.files.keys().any(|path| path.ends_with(".webp")));
    assert_eq!(site(root, Some(Rights::Read)), (fresh.clone(), 3));
    assert!(!root.join(".forebild").exists(), "who may only read leaves no trace");
    assert_eq!(site(root, Some(Rights::Write)), (fresh.clone(), 3));
    assert_eq!(entries(root).len(), 2, "a drawing is read again as fast");
    assert_eq!(fs::read_to_string(root.join(".forebild/cache/.gitignore")).unwrap(), "*\n");
    for rights in [Rights::Write, Rights::Read] {
        assert_eq!(site(root, Some(rights)), (fresh.clone(), 1), "{rights:?}");
    }
    fs::remove_dir_all(root.join(".forebild")).unwrap();
    assert_eq!(site(root, Some(Rights::Write)), (fresh, 3), "it can be deleted at any time");
}

#[test]
fn what_is_damaged_or_foreign_is_made_anew() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    let (fresh, _) = site(root, Some(Rights::Write));
    let kept: Vec<(PathBuf, Vec<u8>)> =
        entries(root).into_iter().map(|place| (place.clone(), fs::read(place).unwrap())).collect();
    let (other, bytes) = (&kept[1].1, kept[0].1.clone());
    let place = &kept[0].0;
    let mut damages = vec![Vec::new(), b"hej".to_vec(), [&bytes[..], b"x"].concat()];
    damages.extend([10, 33, 40, 200].map(|at| bytes[..at].to_vec()));
    damages.extend([0, 31, 33, 50, 300, bytes.len() - 1].map(|at| {
        let mut bent = bytes.clone();
        bent[at] ^= 1;
        bent
    }));
    for damage in damages {
        fs::write(place, &damage).unwrap();
        assert_eq!(site(root, Some(Rights::Read)), (fresh.clone(), 2), "{} bytes", damage.len());
        assert_eq!(site(root, Some(Rights::Write)), (fresh.clone(), 2));
        assert!(fs::read(place).unwrap() == bytes, "it is mended");
    }
    assert!(*other != bytes);
    // A folder where an entry should be cannot be mended, and does no harm.
    fs::remove_file(place).unwrap();
    fs::create_dir(place).unwrap();
    assert_eq!(site(root, Some(Rights::Read)), (fresh, 2));
}

#[test]
fn what_the_last_build_made_is_known_by_what_it_was_made_from() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    let [writer, reader] =
        [Rights::Write, Rights::Read].map(|rights| Cache::of(root, rights).unwrap());
    let built = |pages| Built {
        site: "the site".to_owned(),
        summary: Summary { pages, stories: 2 },
        said: "a remark on Kim\n\nand another\n".to_owned(),
        tally: forebild::words!("2 varningar", "2 warnings"),
    };
    reader.keep_built("one", &built(1)).unwrap();
    assert!(!root.join(".forebild").exists(), "who may only read leaves no trace");
    writer.keep_built("one", &built(1)).unwrap();
    assert_eq!(reader.built("one"), Some(built(1)));
    assert_eq!(reader.built("other"), None);
    writer.keep_built("other", &built(2)).unwrap();
    assert_eq!((reader.built("one"), reader.built("other")), (None, Some(built(2))));
    assert_eq!(entries(root).len(), 1, "nothing is left of what was said before");
    reader.forget_built();
    assert!(reader.built("other").is_some(), "who may only read removes nothing");

    let place = &entries(root)[0];
    let whole = fs::read(place).unwrap();
    for at in [0, 63, 64, 70, whole.len() - 1] {
        let mut bent = whole.clone();
        bent[at] ^= 1;
        for damaged in [&bent[..], &whole[..at], b""] {
            fs::write(place, damaged).unwrap();
            assert_eq!(reader.built("other"), None, "{at}");
        }
    }
    writer.keep_built("other", &built(2)).unwrap();
    assert_eq!(fs::read(place).unwrap(), whole);
    writer.forget_built();
    assert_eq!(entries(root).len(), 0);
    writer.forget_built();
}

#[test]
fn what_nobody_uses_goes_after_a_month() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    site(root, Some(Rights::Write));
    let folder = root.join(".forebild/cache");
    let foreign = folder.join("anteckning.txt");
    for (name, days) in
        [("old.picture", 31), ("recent.picture", 29), ("old.tmp", 2), ("recent.tmp", 0)]
    {
        fs::write(folder.join(name), "x").unwrap();
        age(&folder.join(name), days);
    }
    fs::write(&foreign, "x").unwrap();
    age(&foreign, 100);
    for used in entries(root).iter().filter(|place| place.to_str().unwrap().len() > 60) {
        if used.extension().is_some_and(|ending| ending == "picture")
            && fs::metadata(used).unwrap().len() > 1
        {
            age(used, 100);
        }
    }
    let (_, made) = site(root, Some(Rights::Read));
    assert_eq!(made, 1);
    assert!(folder.join("old.picture").exists(), "who may only read removes nothing");
    let (_, made) = site(root, Some(Rights::Write));
    assert_eq!(made, 1, "what is used stays, however old it is");
    let names = ["old.picture", "recent.picture", "old.tmp", "recent.tmp", "anteckning.txt"];
    let there = names.map(|name| folder.join(name).exists());
    assert_eq!(there, [false, true, false, true, true]);
    assert_eq!(site(root, Some(Rights::Write)).1, 1);
}

#[test]
fn builds_at_the_same_time_do_not_disturb_each_other() {
    let root = tempfile::tempdir().unwrap();
    let (fresh, _) = site(root.path(), None);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(site(root.path(), Some(Rights::Write)).0, fresh));
        }
    });
    assert_eq!(entries(root.path()).len(), 2, "whole entries, and nothing unfinished");
    assert_eq!(site(root.path(), Some(Rights::Read)), (fresh, 1));
}

#[test]
fn a_folder_that_cannot_be_used_stops_nothing() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join(".forebild"), "en fil").unwrap();
    assert!(Cache::of(root.path(), Rights::Write).is_none());
    let new = Memory::default().pictures().take_new();
    assert!(new.is_empty());
    let nowhere = Cache::of(Path::new("/proc/self/finns-inte"), Rights::Write).unwrap();
    nowhere.recall(&sources(), Memory::default().pictures());
    assert!(nowhere.keep(&new).is_ok(), "there is nothing to keep");
    #[cfg(unix)]
    {
        let (root, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(elsewhere.path(), root.path().join(".forebild")).unwrap();
        assert!(Cache::of(root.path(), Rights::Write).is_none(), "a link leads elsewhere");
    }
}
