//! Random numbers that are the same everywhere (`SplitMix64`, Steele and others 2014).

pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `n - 1`; `n` is not 0.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).expect("less than n")
    }

    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    pub fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
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
