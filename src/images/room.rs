//! Room in memory for decoded pictures.
//!
//! A photo of 12 megapixels takes 80 MB until it is encoded, the largest that is read 240 MB.
//! Threads that each decode one would take what a computer has, so a thread waits until there is room.

use std::sync::{Condvar, Mutex, PoisonError};

/// How many bytes may still be decoded to, shared by threads.
#[derive(Debug)]
pub(super) struct Room {
    free: Mutex<u64>,
    freed: Condvar,
}

/// Bytes that are taken until this is dropped.
pub(super) struct Place<'a> {
    room: &'a Room,
    bytes: u64,
}

impl Room {
    /// Room for so many bytes at a time.
    pub fn new(bytes: u64) -> Self {
        Self { free: Mutex::new(bytes), freed: Condvar::new() }
    }

    /// Takes room for `bytes`, when there is; more than there ever is would be waited for in vain.
    ///
    /// Whoever holds a place must not wait for other threads: they may be waiting for the place.
    pub fn take(&self, bytes: u64) -> Place<'_> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self
            .freed
            .wait_while(free, |free| *free < bytes)
            .unwrap_or_else(PoisonError::into_inner);
        *free -= bytes;
        Place { room: self, bytes }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        *self.room.free.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.room.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn threads_never_hold_more_than_there_is() {
        let room = Room::new(10);
        let (held, most) = (AtomicU64::new(0), AtomicU64::new(0));
        thread::scope(|scope| {
            for bytes in (1..=10).cycle().take(40) {
                let (room, held, most) = (&room, &held, &most);
                scope.spawn(move || {
                    let _place = room.take(bytes);
                    let now = held.fetch_add(bytes, Ordering::SeqCst) + bytes;
                    most.fetch_max(now, Ordering::SeqCst);
                    thread::yield_now();
                    held.fetch_sub(bytes, Ordering::SeqCst);
                });
            }
        });
        assert!((1..=10).contains(&most.into_inner()));
        assert_eq!(*room.free.lock().unwrap(), 10, "all is given back, also by a panic");
    }
}
