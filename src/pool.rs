//! Things to work with that are dear to make: each is used by one thread at a time, and again by the
//! next that asks.

use std::sync::{Mutex, PoisonError};

/// Those that no thread is at work with just now.
#[derive(Debug)]
pub struct Pool<T>(Mutex<Vec<T>>);

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Pool<T> {
    /// Does work with one, which is as the work before left it; a new one when all are in use.
    pub fn with<R>(&self, new: impl FnOnce() -> T, work: impl FnOnce(&mut T) -> R) -> R {
        // A panic elsewhere leaves whole entries.
        let idle = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let spare = idle().pop();
        let mut one = spare.unwrap_or_else(new);
        let done = work(&mut one);
        idle().push(one);
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_used_again_and_by_one_at_a_time() {
        let pool = Pool::default();
        let tell = |name: &'static str| pool.with(|| vec![name], |names| names.clone());
        assert_eq!((tell("a"), tell("b")), (vec!["a"], vec!["a"]));
        let within = pool.with(Vec::new, |outer| {
            outer.push("c");
            tell("d")
        });
        assert_eq!(within, ["d"]);
        assert_eq!(tell("e"), ["a", "c"], "as it was left");
    }
}
