//! Why the system does not tell of changes, in words.

use std::io;

use notify::ErrorKind;

use super::grounds::Grounds;
use crate::diagnostic::Words;
use crate::words;

/// Why the system does not tell, when it said so itself.
pub fn refused(error: &notify::Error) -> Words {
    let (limit, enough) = match &error.kind {
        ErrorKind::MaxFilesWatch => ("fs.inotify.max_user_watches", 524_288),
        ErrorKind::Io(error) if is_out_of_watchers(error) => ("fs.inotify.max_user_instances", 512),
        ErrorKind::Io(error) => return unknown(&error.to_string()),
        _ => return unknown(&error.to_string()),
    };
    words!(
        "datorn får inte bevaka fler mappar, så Förebild letar själv efter ändringar, vilket tar lite längre tid; höj gränsen med `sudo sysctl {limit}={enough}` och starta om",
        "the computer may not watch more folders, so Förebild looks for changes itself, which takes a little longer; raise the limit with `sudo sysctl {limit}={enough}` and start again",
    )
}

fn unknown(error: &str) -> Words {
    words!(
        "datorn kan inte bevaka projektets mapp ({error}), så Förebild letar själv efter ändringar, vilket tar lite längre tid; lägg projektet på datorns egen disk om du vill se dem fortare",
        "the computer cannot watch the project's folder ({error}), so Förebild looks for changes itself, which takes a little longer; put the project on the computer's own disk to see them sooner",
    )
}

/// Whether something went away before it could be watched.
pub fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => {
            matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
        }
        _ => false,
    }
}

#[cfg(unix)]
fn is_out_of_watchers(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::MFILE.raw_os_error())
}

#[cfg(not(unix))]
fn is_out_of_watchers(_: &io::Error) -> bool {
    false
}

/// Why the system does not tell of everything, when the project lies on a disk that other computers
/// write to as well.
#[cfg(target_os = "linux")]
pub fn silent_disk(grounds: &Grounds) -> Option<Words> {
    let disk = [grounds.root()].into_iter().chain(grounds.folders()).find_map(|folder| {
        let about = rustix::fs::statfs(folder).ok()?;
        // The number is one of 32 bits, in a type that differs between machines.
        name_if_shared(about.f_type as u32)
    })?;
    Some(words!(
        "projektet ligger på en nätverksdisk eller i en delad mapp ({disk}), som inte berättar om alla ändringar, så Förebild letar själv efter dem, vilket tar lite längre tid; lägg projektet på datorns egen disk om du vill se dem fortare",
        "the project lies on a network drive or in a shared folder ({disk}), which does not tell of every change, so Förebild looks for them itself, which takes a little longer; put the project on the computer's own disk to see them sooner",
    ))
}

/// Why the system does not tell of everything. Elsewhere it is not asked.
#[cfg(not(target_os = "linux"))]
pub fn silent_disk(_: &Grounds) -> Option<Words> {
    None
}

/// The name of a file system that others can write to behind the back of this computer; none for
/// one that tells of everything. Numbers from `linux/magic.h` and the sources of each.
#[cfg(target_os = "linux")]
fn name_if_shared(number: u32) -> Option<&'static str> {
    Some(match number {
        0x6969 => "NFS",
        0x517b | 0xff53_4d42 | 0xfe53_4d42 => "SMB",
        // Windows' disks in WSL, folders shared with a virtual machine.
        0x0102_1997 => "9p",
        0x786f_4256 => "VirtualBox",
        0xbacb_acbc => "VMware",
        // SSHFS, Docker Desktop; also NTFS on a local disk, which does no harm to look at.
        0x6573_5546 => "FUSE",
        0x5346_414f | 0x6b41_4653 => "AFS",
        0x00c3_6400 => "Ceph",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_named_with_the_line_that_raises_it() {
        let words = refused(&notify::Error::new(ErrorKind::MaxFilesWatch));
        for words in [words.sv, words.en] {
            assert!(words.contains("`sudo sysctl fs.inotify.max_user_watches=524288`"), "{words}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn too_many_programs_that_watch_have_a_limit_of_their_own() {
        let error = io::Error::from_raw_os_error(rustix::io::Errno::MFILE.raw_os_error());
        let words = refused(&notify::Error::io(error));
        assert!(words.sv.contains("max_user_instances"), "{}", words.sv);
    }

    #[test]
    fn what_else_the_system_says_is_passed_on() {
        let error = io::Error::other("the disk is on fire");
        assert!(refused(&notify::Error::io(error)).sv.contains("(the disk is on fire)"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn shared_disks_are_known() {
        assert_eq!(name_if_shared(0x6969), Some("NFS"));
        assert_eq!(name_if_shared(0xfe53_4d42), Some("SMB"));
        assert_eq!(name_if_shared(0xef53), None, "ext4");
        assert_eq!(name_if_shared(0x794c_7630), None, "overlay: the inside of a container");
    }
}
