//! A memory of pure results, so that a site that is made again and again costs what changed.
//!
//! A pure function gives the same for the same input. A [`Memory`] keeps, for each place, the last
//! input and what came of it, and gives that back when the input is equal. Nothing has to be told
//! that it is out of date, and a site made with a memory is the site made without one.
//!
//! Inputs are asked for as they are borrowed (`J`), and copied (to an `I`) only when they are new.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

/// What one pure function has made, by place: one result each.
#[derive(Debug)]
pub struct Memory<I, R> {
    held: RwLock<Places<I, R>>,
    /// Results made since places were last forgotten.
    made: AtomicUsize,
}

/// A site asks for thousands of places each time, and a hash finds one faster than an order does.
type Places<I, R> = IndexMap<Arc<str>, Held<I, R>, FxBuildHasher>;

#[derive(Debug)]
struct Held<I, R> {
    input: I,
    result: R,
    asked: AtomicBool,
}

impl<I, R> Default for Memory<I, R> {
    fn default() -> Self {
        Self { held: RwLock::default(), made: AtomicUsize::new(0) }
    }
}

impl<I, R: Clone> Memory<I, R> {
    /// What `make` gives for `input`: as it was given before, or made now. The input must hold
    /// everything that the result depends on.
    pub fn recall<'a, J>(&self, place: &Arc<str>, input: &'a J, make: impl FnOnce() -> R) -> R
    where
        I: PartialEq<J> + From<&'a J>,
    {
        // A panic elsewhere leaves whole entries.
        let known = self.held.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = known.get(place).filter(|held| held.input == *input) {
            held.asked.store(true, Ordering::Relaxed);
            return held.result.clone();
        }
        // Results are made in parallel.
        drop(known);
        let result = make();
        self.made.fetch_add(1, Ordering::Relaxed);
        self.hold(place, input.into(), result.clone(), true);
        result
    }

    /// Holds what `input` gave in an earlier run, as if it had been made here.
    pub fn put<'a, J>(&self, place: &Arc<str>, input: &'a J, result: R)
    where
        I: From<&'a J>,
    {
        self.hold(place, input.into(), result, false);
    }

    fn hold(&self, place: &Arc<str>, input: I, result: R, asked: bool) {
        let held = Held { input, result, asked: AtomicBool::new(asked) };
        self.write().insert(Arc::clone(place), held);
    }

    /// Forgets every place that has not been asked for since this was last called, so that what is
    /// kept does not grow with the time. Returns how many results were made since then.
    pub fn forget_unasked(&self) -> usize {
        self.write().retain(|_, held| std::mem::take(held.asked.get_mut()));
        self.made.swap(0, Ordering::Relaxed)
    }

    /// Forgets every place.
    pub fn forget_all(&self) {
        self.write().clear();
    }

    fn write(&self) -> RwLockWriteGuard<'_, Places<I, R>> {
        self.held.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The bytes of a file as an input, which are the same where the file is.
#[derive(Debug)]
pub struct Bytes(Arc<[u8]>);

impl From<&Arc<[u8]>> for Bytes {
    fn from(bytes: &Arc<[u8]>) -> Self {
        Self(Arc::clone(bytes))
    }
}

impl PartialEq<Arc<[u8]>> for Bytes {
    fn eq(&self, other: &Arc<[u8]>) -> bool {
        self.0 == *other
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    struct Number(u32);

    impl From<&u32> for Number {
        fn from(number: &u32) -> Self {
            Self(*number)
        }
    }

    impl PartialEq<u32> for Number {
        fn eq(&self, other: &u32) -> bool {
            self.0 == *other
        }
    }

    #[test]
    fn equal_input_is_made_once() {
        let memory: Memory<Number, u32> = Memory::default();
        let made = Cell::new(0);
        let (a, b) = (Arc::from("a"), Arc::from("b"));
        let square = |place, input: u32| {
            memory.recall(place, &input, || {
                made.set(made.get() + 1);
                input * input
            })
        };
        assert_eq!([square(&a, 2), square(&a, 2), square(&b, 2)], [4, 4, 4]);
        assert_eq!(made.get(), 2, "each place for itself");
        assert_eq!([square(&a, 3), square(&a, 2)], [9, 4]);
        assert_eq!(made.get(), 4, "only the last input is kept");
        assert_eq!(memory.forget_unasked(), 4);
        square(&a, 2);
        assert_eq!(memory.forget_unasked(), 0);
        square(&b, 2);
        square(&a, 2);
        assert_eq!(made.get(), 5, "b was forgotten, a was not");
        memory.forget_all();
        square(&a, 2);
        assert_eq!(made.get(), 6, "a was forgotten too");
    }
}
