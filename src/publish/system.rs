//! What differs between operating systems, and the few calls `std` does not have.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io;
use std::path::Path;

#[cfg(unix)]
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};

/// Which file it is, whatever its name: device and inode.
pub type FileId = [u64; 2];

/// Which file this is; `None` where the system does not tell.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems do not tell")]
pub fn id(metadata: &Metadata) -> Option<FileId> {
    Some([metadata.dev(), metadata.ino()])
}

/// Which file this is; `None` where the system does not tell.
#[cfg(not(unix))]
pub fn id(_metadata: &Metadata) -> Option<FileId> {
    None
}

/// Which file stands at a path, links not followed; `None` when there is none.
pub fn id_at(path: &Path) -> Option<FileId> {
    fs::symlink_metadata(path).ok().and_then(|metadata| id(&metadata))
}

/// Whether a folder is on the file system of its parent, as far as can be seen beforehand.
pub fn can_trade_names(folder: &Path) -> bool {
    match (id_at(folder), folder.parent().and_then(id_at)) {
        (Some(folder), Some(parent)) => folder[0] == parent[0],
        _ => true,
    }
}

/// Trades the names of two folders in one step.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

/// Trades the names of two folders in one step.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub fn exchange(_a: &Path, _b: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Renames, unless something stands at the new name.
pub fn rename_to_free(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE).map_err(io::Error::from) {
            Err(error) if is_unsupported(&error) => {}
            answer => return answer,
        }
    }
    match fs::symlink_metadata(to) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(from, to),
    }
}

/// Whether a call failed because this system or file system does not know it.
pub fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

/// Whether a link or rename failed for what the folders are, and not for the state of the disk:
/// a mount point, another file system, another owner, no hard links here.
pub fn is_forbidden(error: &io::Error) -> bool {
    use io::ErrorKind as K;
    matches!(
        error.kind(),
        K::CrossesDevices
            | K::ResourceBusy
            | K::PermissionDenied
            | K::Unsupported
            | K::TooManyLinks
            | K::InvalidInput
            | K::ReadOnlyFilesystem
    )
}

/// Makes a file that does not exist, with ordinary rights.
pub fn create_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o644);
    options.open(path)
}

/// Makes a folder with ordinary rights.
pub fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    builder.mode(0o755);
    builder.create(path)
}

/// Makes a folder with ordinary rights, unless something stands there.
pub fn ensure_folder(path: &Path) -> io::Result<()> {
    match create_folder(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        answer => answer,
    }
}

/// Opens a regular file to read; a link is not followed, a pipe not waited for.
pub fn open_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    no_surprises(&mut options);
    options.open(path)
}

/// Opens the file that carries the lock, making it if need be.
pub fn open_lock(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    options.mode(0o644);
    no_surprises(&mut options);
    match options.open(path) {
        // Another user's: to lock it, reading is enough.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            open_file(path).map_err(|_| error)
        }
        answer => answer,
    }
}

#[cfg(unix)]
fn no_surprises(options: &mut OpenOptions) {
    use rustix::fs::OFlags;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    options.custom_flags(i32::try_from(flags.bits()).expect("the flags are small numbers"));
}

#[cfg(not(unix))]
fn no_surprises(_options: &mut OpenOptions) {}

/// Brings files and folders to disk: everything on the file system in one call, or, where there
/// is no such call, one by one. The paths are relative to `root`, which is synced too.
pub fn sync_all<'a>(root: &Path, paths: impl Iterator<Item = &'a Path>) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        let root = File::open(root)?;
        match rustix::fs::syncfs(&root).map_err(io::Error::from) {
            Err(error) if is_unsupported(&error) => {}
            answer => return answer,
        }
    }
    for path in paths {
        sync(&root.join(path))?;
    }
    sync(root)
}

/// Brings one file or folder to disk.
#[cfg(unix)]
pub fn sync(path: &Path) -> io::Result<()> {
    match open_file(path)?.sync_all() {
        // Some file systems cannot sync a folder, and need not.
        Err(error) if is_unsupported(&error) && path.is_dir() => Ok(()),
        answer => answer,
    }
}

/// Brings one file to disk; a folder cannot be opened here.
#[cfg(not(unix))]
pub fn sync(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    OpenOptions::new().write(true).open(path)?.sync_all()
}

/// Gives a folder the mode, owner and group of another one.
#[cfg(unix)]
pub fn match_folder(folder: &Path, like: &Metadata) -> io::Result<()> {
    let now = fs::symlink_metadata(folder)?;
    if (now.uid(), now.gid()) != (like.uid(), like.gid()) {
        std::os::unix::fs::chown(folder, Some(like.uid()), Some(like.gid()))?;
    }
    if fs::symlink_metadata(folder)?.mode() != like.mode() {
        fs::set_permissions(folder, like.permissions())?;
    }
    Ok(())
}

/// Gives a folder the mode, owner and group of another one.
#[cfg(not(unix))]
pub fn match_folder(_folder: &Path, _like: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Lets us delete what is in a folder whose rights forbid it; tried, not promised.
pub fn open_up(folder: &Path) {
    #[cfg(unix)]
    if let Ok(metadata) = fs::symlink_metadata(folder)
        && metadata.is_dir()
        && metadata.mode() & 0o700 != 0o700
    {
        let mode = metadata.mode() | 0o700;
        // A failure shows when the first file in it cannot be deleted.
        let _tried = fs::set_permissions(folder, fs::Permissions::from_mode(mode & 0o7777));
    }
    #[cfg(not(unix))]
    let _nothing_to_do = folder;
}
