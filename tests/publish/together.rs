//! Readers, killers and other builds at the same time.

use crate::at_end::SetAtEnd;
use crate::dice::Dice;
use crate::support::{Project, WAYS, child, files, generation, names, stamp};
use forebild::publish::{PublishError, Way, publish};
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

const PAGES: usize = 300;

/// Starts a child that publishes one generation after the other, and kills it at some moment.
fn publish_until_killed(project: &Project, part: &str, dice: &mut Dice) {
    let mut child = child(&std::env::current_exe().unwrap(), part, &project.root())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stdout.take().unwrap());
    let is_ready = |line: Result<String, _>| line.is_ok_and(|line| line.contains("ready"));
    assert!(said.lines().any(is_ready), "the child never began");
    thread::sleep(Duration::from_micros(dice.below(50_000)));
    child.kill().unwrap();
    child.wait().unwrap();
}

/// The generation that stands; all of it, and nothing else.
#[track_caller]
fn whole_generation(project: &Project) -> usize {
    let mut now = files(&project.public());
    assert_eq!(now.remove("mine.txt").as_deref(), Some(b"mine".as_slice()));
    let n = stamp(&now["index.html"]);
    assert!(now == generation(n, PAGES).files, "not the whole of generation {n}");
    n
}

#[test]
fn g1_g6_killed_at_any_moment_the_old_or_the_new_site_stands_whole() {
    let project = Project::in_memory();
    project.publish(&generation(0, PAGES), Way::Swap);
    fs::write(project.public().join("mine.txt"), "mine").unwrap();
    let mut dice = Dice(1);
    let (mut left_something, mut last) = (0, 0);
    for _ in 0..60 {
        publish_until_killed(&project, "generations", &mut dice);
        let n = whole_generation(&project);
        assert!(n >= last, "back from {last} to {n}");
        left_something += usize::from(names(&project.root()).len() > 5);
        last = n + 1;
        project.publish(&generation(last, PAGES), Way::Swap);
        assert_eq!(whole_generation(&project), last);
        project.assert_tidy();
    }
    assert!(left_something > 10, "hardly ever killed at work: {left_something} of 60");
}

#[test]
fn g3_g6_killed_at_any_moment_file_by_file_the_next_build_mends_it() {
    let project = Project::in_memory();
    project.publish(&generation(0, PAGES), Way::PerFile);
    fs::write(project.public().join("mine.txt"), "mine").unwrap();
    let mut dice = Dice(2);
    for round in 1..=30 {
        publish_until_killed(&project, "generations-per-file", &mut dice);
        for (path, page) in files(&project.public()) {
            if path.ends_with(".html") {
                stamp(&page);
            }
        }
        // By either way, whichever was cut short.
        let way = WAYS[round % 2];
        let n = 1_000_000 + round;
        project.publish(&generation(n, PAGES), way);
        assert_eq!(whole_generation(&project), n);
        project.assert_tidy();
        assert!(!names(&project.public()).contains(&".forebild-parts".to_owned()));
        project.publish(&generation(0, PAGES), Way::PerFile);
    }
}

#[test]
fn g1_a_reader_never_misses_a_page_or_sees_a_cut_one() {
    for way in WAYS {
        let project = Project::in_memory();
        project.publish(&generation(0, 40), way);
        let (done, reads) = (AtomicBool::new(false), AtomicUsize::new(0));
        thread::scope(|scope| {
            for reader in 0..2 {
                let (project, done, reads) = (&project, &done, &reads);
                scope.spawn(move || {
                    let mut dice = Dice(reader + 7);
                    let mut newest = 0;
                    while !done.load(Ordering::Relaxed) {
                        let page = format!("stories/{}/index.html", dice.below(40));
                        let page = fs::read(project.public().join(&page))
                            .unwrap_or_else(|error| panic!("{page}: {error}"));
                        let n = stamp(&page);
                        // After a page of the new site, never again one of the old.
                        assert!(way == Way::PerFile || n >= newest, "{n} after {newest}");
                        newest = newest.max(n);
                        reads.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
            let _at_the_end = SetAtEnd(&done);
            for n in 1..=150 {
                project.publish(&generation(n, 40), way);
            }
        });
        assert!(reads.into_inner() > 100);
    }
}

#[test]
fn g6_of_two_builds_at_once_one_waits_its_turn_or_is_told() {
    for way in WAYS {
        let project = Project::in_memory();
        project.publish(&generation(0, 30), way);
        let (published, told) = (AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for builder in 0..2 {
                let (project, published, told) = (&project, &published, &told);
                scope.spawn(move || {
                    for round in 0..100 {
                        let site = generation(2 * round + builder, 30);
                        match publish(&site, &project.target(way)) {
                            Ok(_) => published.fetch_add(1, Ordering::Relaxed),
                            Err(error @ PublishError::Busy { .. }) => {
                                assert_eq!(error.exit_code(), 3);
                                assert!(error.words().en.contains("another build is running"));
                                assert!(error.words().sv.contains("ett annat bygge"));
                                told.fetch_add(1, Ordering::Relaxed)
                            }
                            Err(error) => panic!("{error}"),
                        };
                    }
                });
            }
        });
        assert_eq!(published.load(Ordering::Relaxed) + told.load(Ordering::Relaxed), 200);
        assert!(published.into_inner() > 0 && told.into_inner() > 0);
        let now = files(&project.public());
        let n = stamp(&now["index.html"]);
        assert!(now == generation(n, 30).files, "not the whole of generation {n}");
        project.assert_tidy();
    }
}
