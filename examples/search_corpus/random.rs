//! More ways to draw by chance.

pub use crate::shared::Random;

impl Random {
    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// Draws places in a list so that the commonest is drawn most (Zipf's law, as Mandelbrot put it).
pub struct Zipf {
    sums: Vec<u64>,
}

impl Zipf {
    pub fn new(length: usize) -> Self {
        let mut sum = 0;
        let weight = |place: usize| 1_000_000_000_u64 / (3 + place as u64);
        Self {
            sums: (0..length)
                .map(|place| {
                    sum += weight(place);
                    sum
                })
                .collect(),
        }
    }

    pub fn draw(&self, random: &mut Random) -> usize {
        let total = *self.sums.last().expect("a list that is not empty");
        let drawn = random.next() % total;
        self.sums.partition_point(|sum| *sum <= drawn)
    }
}
