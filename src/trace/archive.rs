//! The files in an archive: zip, and what is made like it, such as docx, xlsx and epub.

use std::io::{Cursor, Read};

use zip::ZipArchive;

/// The most bytes that are unpacked of one archive: a small file can claim to be endless.
const MOST: u64 = 256 << 20;

/// Whether a file is an archive, from its first bytes.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Calls `each` with path and bytes of every file in an archive; false when not all of it can be
/// read, because it is broken, encrypted, packed in a way of its own, or too large.
pub fn files(bytes: &[u8], each: &mut dyn FnMut(&str, &[u8])) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let mut left = MOST;
    let mut is_whole = true;
    for at in 0..archive.len() {
        // The name stands in the list of contents even when the file cannot be unpacked.
        let named = archive.name_for_index(at).map(str::to_owned).unwrap_or_default();
        let mut unpacked = Vec::new();
        let read = archive.by_index(at).map(|file| file.take(left + 1).read_to_end(&mut unpacked));
        let is_read = matches!(read, Ok(Ok(_))) && unpacked.len() as u64 <= left;
        is_whole &= is_read;
        left = left.saturating_sub(unpacked.len() as u64);
        each(&named, &unpacked);
    }
    is_whole
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// An archive of these files.
    pub(in crate::trace) fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (path, bytes) in files {
            writer.start_file(*path, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn listed(bytes: &[u8]) -> (bool, Vec<(String, usize)>) {
        let mut listed = Vec::new();
        let is_whole = files(bytes, &mut |path, bytes| listed.push((path.to_owned(), bytes.len())));
        (is_whole, listed)
    }

    #[test]
    fn every_file_is_unpacked_or_the_archive_is_not_whole() {
        let zip = archive(&[("a.txt", b"Kim"), ("b/c.txt", &[b'x'; 10_000])]);
        assert!(is_archive(&zip) && is_archive(&archive(&[])) && !is_archive(b"PK"));
        let both = vec![("a.txt".to_owned(), 3), ("b/c.txt".to_owned(), 10_000)];
        assert_eq!(listed(&zip), (true, both));
        assert_eq!(listed(&zip[..zip.len() / 2]), (false, Vec::new()));
        let mut broken = zip.clone();
        // The method of the first file in the list of contents.
        let list = zip.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
        broken[list + 10] = 99;
        assert!(!listed(&broken).0);
    }
}
