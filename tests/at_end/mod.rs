//! Tells other threads that a test has come to its end, also when it fails.

use std::sync::atomic::{AtomicBool, Ordering};

/// Sets this when it is dropped.
pub struct SetAtEnd<'a>(pub &'a AtomicBool);

impl Drop for SetAtEnd<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
