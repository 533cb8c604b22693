//! Files that come, go and change while the program reads them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::symlink;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use sha2::{Digest, Sha256};

use crate::at_end::SetAtEnd;
use crate::ground::Project;
use crate::{picture, project, text};

/// How many builds a test makes while its files change; more only until some have been made and some
/// refused, where that is to be seen.
const BUILDS: usize = 30;
const MOST_BUILDS: usize = 300;

/// Builds again and again while `change` is called with a rising number, as fast as it goes. Each build
/// makes a whole site, or changes nothing and says why; gives how many did the one and the other.
fn builds_during(
    project: &Project,
    wants_both: bool,
    change: impl Fn(usize) + Sync,
) -> (usize, usize) {
    let is_done = AtomicBool::new(false);
    let (mut made, mut refused) = (0, 0);
    thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0.. {
                if is_done.load(Ordering::Relaxed) {
                    break;
                }
                change(round);
            }
        });
        // Ends the other thread also when a check fails.
        let _done = SetAtEnd(&is_done);
        for build in 0..MOST_BUILDS {
            if build >= BUILDS && (!wants_both || made > 0 && refused > 0) {
                break;
            }
            let before = project.site();
            let ended = project.build(&[]);
            let words = ended.words();
            let site = project.site();
            if ended.code == 0 {
                assert!(words.contains("Klart: "), "{words}");
                check_whole(&site);
                made += 1;
            } else {
                assert!(words.contains("fel"), "{words}");
                assert!(site == before, "{words}");
                refused += 1;
            }
        }
    });
    (made, refused)
}

/// Every file is the one that the list of the site names, and every link and picture leads to one.
fn check_whole(site: &BTreeMap<String, Vec<u8>>) {
    let manifest: serde_json::Value = serde_json::from_slice(&site[".forebild-manifest"]).unwrap();
    let listed = manifest["files"].as_object().unwrap();
    let paths: BTreeSet<&str> =
        site.keys().map(String::as_str).filter(|path| !path.starts_with('.')).collect();
    assert_eq!(paths, listed.keys().map(String::as_str).collect::<BTreeSet<_>>());
    for (path, entry) in listed {
        let digest: String =
            Sha256::digest(&site[path]).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(entry["sha256"], digest, "{path}");
    }
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        for link in links(std::str::from_utf8(bytes).unwrap()) {
            if let Some(target) = target(path, &link) {
                assert!(paths.contains(target.as_str()), "{path} leads to {target}");
            }
        }
    }
}

/// What a page names: pages, pictures, styles, scripts.
fn links(html: &str) -> Vec<String> {
    let dom =
        html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(html);
    let mut found = Vec::new();
    let mut nodes: Vec<Handle> = vec![dom.document.clone()];
    while let Some(node) = nodes.pop() {
        if let NodeData::Element { attrs, .. } = &node.data {
            let attrs = attrs.borrow();
            let links = attrs.iter().filter(|one| ["href", "src"].contains(&&*one.name.local));
            found.extend(links.map(|one| one.value.to_string()));
        }
        nodes.extend(node.children.borrow().iter().cloned());
    }
    assert!(found.len() > 3, "a page with a head and a menu: {html}");
    found
}

/// The file of the site to which `link` on the page at `path` leads; none when it leads elsewhere.
fn target(path: &str, link: &str) -> Option<String> {
    let link = link.split(['#', '?']).next().unwrap_or_default();
    if link.is_empty() || link.split('/').next()?.contains(':') {
        return None;
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop().unwrap()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Does to a file or folder what may fail since it is just not there.
fn perhaps(done: std::io::Result<()>) {
    drop(done);
}

/// How long the files stand still after a change, so that some builds see them whole.
const REST: Duration = Duration::from_millis(4);

#[test]
fn g22_stories_and_pictures_that_come_and_go_leave_the_site_whole() {
    let project = project();
    let stories = project.root().join("content/stories");
    let away = project.outside().join("undan");
    let (made, refused) = builds_during(&project, true, |round| {
        let n = (round % 3) as u8;
        let one = stories.join(format!("exempel-{n}"));
        match round % 5 {
            0 => {
                perhaps(fs::rename(&one, &away));
                thread::sleep(REST);
                perhaps(fs::rename(&away, &one));
            }
            1 => {
                perhaps(fs::remove_dir_all(&one));
                thread::sleep(REST);
            }
            2 => perhaps(fs::remove_file(one.join("bild.png"))),
            3 => perhaps(fs::rename(&one, stories.join(format!("exempel-{}", 3 + round % 2)))),
            _ => perhaps(fs::remove_dir_all(stories.join(format!("exempel-{}", 3 + round % 2)))),
        }
        write(&project, n, round);
        thread::sleep(4 * REST);
    });
    println!("{made} made, {refused} refused");
    assert!(made > 0 && refused > 0, "{made} made, {refused} refused");
}

/// Writes a story as an editor that is in no hurry: first empty, then in pieces.
fn write(project: &Project, n: u8, round: usize) {
    let folder = project.root().join(format!("content/stories/exempel-{n}"));
    perhaps(fs::create_dir_all(&folder));
    perhaps(fs::write(folder.join("bild.png"), picture((round % 3) as u8, 1)));
    let text = text(n, round);
    for end in [0, text.len() / 2, text.len()] {
        perhaps(fs::write(folder.join("index.md"), &text[..end]));
    }
}

#[test]
fn g22_a_theme_and_settings_that_come_and_go_leave_the_site_whole() {
    let project = project();
    project.set("theme: egen");
    let root = project.root();
    let theme = root.join("themes/egen");
    let settings = fs::read(root.join("content/site.yaml")).unwrap();
    let (made, refused) = builds_during(&project, true, |round| {
        let template = "{% extends \"default/story.html\" %}{% block banners %}";
        let template = format!("{template}{round}{{% endblock banners %}}");
        project.put("themes/egen/static/egen.css", format!("p {{color: #{:03}}}", round % 1000));
        project.put("themes/egen/templates/story.html", template);
        perhaps(fs::write(root.join("content/site.yaml"), &settings));
        thread::sleep(4 * REST);
        match round % 4 {
            0 => perhaps(fs::remove_dir_all(&theme)),
            1 => perhaps(fs::remove_file(root.join("content/site.yaml"))),
            2 => {
                perhaps(fs::rename(&theme, root.join("undan")));
                perhaps(fs::remove_dir_all(root.join("undan")));
            }
            _ => perhaps(fs::write(theme.join("templates/story.html"), "{% extends ")),
        }
        thread::sleep(REST);
    });
    println!("{made} made, {refused} refused");
    assert!(made > 0 && refused > 0, "{made} made, {refused} refused");
}

#[test]
fn g22_content_that_goes_away_as_a_whole_leaves_the_site_as_it_was() {
    let project = project();
    project.build(&[]).expect(0, "Klart: ");
    let [content, away] = ["content", "undan"].map(|name| project.root().join(name));
    let (made, refused) = builds_during(&project, false, |_| {
        perhaps(fs::rename(&content, &away));
        thread::yield_now();
        perhaps(fs::rename(&away, &content));
        thread::sleep(Duration::from_millis(3));
    });
    println!("{made} made, {refused} refused");
    assert_eq!(made + refused, BUILDS);
}

/// A folder that becomes a link to another while it is read, again and again.
#[test]
fn g15_a_folder_that_turns_into_a_link_leads_nowhere() {
    let project = project();
    let secret = "hemligheten 7f3a91";
    let outside = project.outside().join("mapp");
    let story = project.root().join("content/stories/exempel-0");
    let away = project.root().join("undan");
    fs::create_dir(&outside).unwrap();
    for n in 0..40 {
        fs::write(outside.join(format!("{n}.md")), secret).unwrap();
        fs::write(story.join(format!("{n}.md")), "öppet").unwrap();
    }
    let is_done = AtomicBool::new(false);
    let (mut whole, mut linked) = (0_usize, 0_usize);
    thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0.. {
                if is_done.load(Ordering::Relaxed) {
                    break;
                }
                // Now and then it is a folder for long enough to be read as one.
                if round % 16 == 0 {
                    thread::sleep(REST);
                }
                fs::rename(&story, &away).unwrap();
                symlink(&outside, &story).unwrap();
                thread::yield_now();
                fs::remove_file(&story).unwrap();
                fs::rename(&away, &story).unwrap();
            }
        });
        let _done = SetAtEnd(&is_done);
        for _ in 0..2_000 {
            let Ok(sources) = forebild::read::read(&project.root()) else { continue };
            let told = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(secret);
            let told: Vec<_> = sources.files.iter().filter(|(_, bytes)| told(bytes)).collect();
            assert!(told.is_empty(), "what lies elsewhere is read: {told:?}");
            whole += usize::from(sources.get("content/stories/exempel-0/1.md").is_some());
            linked += usize::from(!sources.diagnostics.is_empty());
        }
    });
    assert!(whole > 0 && linked > 0, "{whole} read as a folder, {linked} as a link");
}
