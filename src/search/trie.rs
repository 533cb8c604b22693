//! Words by their letters, for finding those that another word begins with.

use std::ops::Range;

use rayon::prelude::*;

/// A tree in which the way from the root to a node spells a beginning, byte by byte.
pub(super) struct Trie {
    nodes: Vec<Node>,
}

/// A beginning of one or more texts.
struct Node {
    byte: u8,
    /// The nodes that continue it, by byte.
    next: Range<u32>,
    /// What the text means that ends here.
    value: Option<usize>,
}

/// A place in the tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place(usize);

impl Trie {
    /// A tree of texts; of equal ones the least value counts.
    pub(super) fn new(texts: impl Iterator<Item = (Vec<u8>, usize)>) -> Self {
        let mut texts: Vec<(Vec<u8>, usize)> = texts.collect();
        texts.par_sort_unstable();
        let mut nodes = vec![Node { byte: 0, next: 0..0, value: None }];
        // The texts of each node, and their bytes that are spelt by then.
        let mut ranges = vec![(&texts[..], 0)];
        let mut node = 0;
        while let Some((range, depth)) = ranges.get(node).copied() {
            let ending = range.iter().take_while(|(text, _)| text.len() == depth).count();
            nodes[node].value = range[..ending].first().map(|(_, value)| *value);
            let from = nodes.len() as u32;
            for part in range[ending..].chunk_by(|(a, _), (b, _)| a[depth] == b[depth]) {
                nodes.push(Node { byte: part[0].0[depth], next: 0..0, value: None });
                ranges.push((part, depth + 1));
            }
            nodes[node].next = from..nodes.len() as u32;
            node += 1;
        }
        Self { nodes }
    }

    /// Follows `text` as far as the tree goes; `each` gets every place on the way, the root first,
    /// with how many bytes lead there.
    pub(super) fn walk(&self, text: impl Iterator<Item = u8>, mut each: impl FnMut(usize, Place)) {
        let mut place = Place(0);
        each(0, place);
        for (length, byte) in text.enumerate() {
            let Some(next) = self.next(place, byte) else { return };
            place = next;
            each(length + 1, place);
        }
    }

    /// What the text means that leads to `place` and then goes on with `rest`.
    pub(super) fn value(&self, place: Place, rest: &[u8]) -> Option<usize> {
        let end = rest.iter().try_fold(place, |place, byte| self.next(place, *byte))?;
        self.nodes[end.0].value
    }

    /// What `text` means.
    pub(super) fn get(&self, text: impl Iterator<Item = u8>) -> Option<usize> {
        let mut text = text;
        let end = text.try_fold(Place(0), |place, byte| self.next(place, byte))?;
        self.nodes[end.0].value
    }

    fn next(&self, place: Place, byte: u8) -> Option<Place> {
        let range = self.nodes[place.0].next.clone();
        let (from, to) = (range.start as usize, range.end as usize);
        let found = self.nodes[from..to].binary_search_by_key(&byte, |node| node.byte).ok()?;
        Some(Place(from + found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(texts: &[(&str, usize)]) -> Trie {
        Trie::new(texts.iter().map(|(text, value)| (text.bytes().collect(), *value)))
    }

    #[test]
    fn texts_are_found_and_beginnings_are_not() {
        let tree = tree(&[("skola", 1), ("skolan", 2), ("åre", 3), ("skola", 0)]);
        for (text, value) in
            [("skola", Some(0)), ("skolan", Some(2)), ("åre", Some(3)), ("skol", None), ("x", None)]
        {
            assert_eq!(tree.get(text.bytes()), value, "{text}");
        }
        assert_eq!(Trie::new(std::iter::empty()).get("a".bytes()), None);
    }

    #[test]
    fn a_walk_meets_every_beginning() {
        let tree = tree(&[("arbete", 1), ("arbetare", 2), ("ar", 3)]);
        let mut met = Vec::new();
        tree.walk("arbetsliv".bytes(), |length, place| {
            met.push((length, tree.value(place, b""), tree.value(place, b"e")));
        });
        assert_eq!(met.len(), 6);
        assert_eq!(met[2], (2, Some(3), None));
        assert_eq!(met[5], (5, None, Some(1)));
    }
}
