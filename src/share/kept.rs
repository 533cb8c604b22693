//! What is made once and used by many cards.

use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;

/// Values by what they are made from.
#[derive(Debug)]
pub struct Kept<K, V>(RwLock<FxHashMap<K, Arc<V>>>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<K: Clone + Eq + Hash, V> Kept<K, V> {
    /// The value of a key: the one that is kept, or what `make` gives. Threads that ask at the same
    /// time may each make it, and all get one.
    pub fn get(&self, key: &K, make: impl FnOnce() -> V) -> Arc<V> {
        // A panic elsewhere leaves whole entries.
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = known.get(key) {
            return Arc::clone(value);
        }
        drop(known);
        let made = Arc::new(make());
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(key.clone()).or_insert(made))
    }
}
