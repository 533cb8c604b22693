//! The SHA-256 of what need not be in memory.

use std::io::{ErrorKind, Read, Result};

use sha2::{Digest as _, Sha256};

/// The digest of what is left to be read, in pieces as large as `piece`.
///
/// # Errors
///
/// When it cannot be read to its end.
pub fn of_reader(reader: &mut impl Read, piece: &mut [u8]) -> Result<[u8; 32]> {
    let mut digest = Sha256::new();
    loop {
        match reader.read(piece) {
            Ok(0) => return Ok(digest.finalize().into()),
            Ok(read) => digest.update(&piece[..read]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
