//! Where the label of a place stands on a map: beside the place, inside the frame.
//!
//! All in units of the outlines. The theme makes the letters of a narrow map greater in these units,
//! so room is kept for the greatest.

/// An upright rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    /// The least x.
    pub left: i64,
    /// The least y, which is the highest place of a drawing.
    pub top: i64,
    /// The greatest x.
    pub right: i64,
    /// The greatest y.
    pub bottom: i64,
}

impl Rect {
    /// The least rectangle around `points`; none around no point.
    pub fn around(points: impl IntoIterator<Item = (i64, i64)>) -> Option<Self> {
        let mut points = points.into_iter();
        let (x, y) = points.next()?;
        let start = Self { left: x, top: y, right: x, bottom: y };
        Some(points.fold(start, |rect, (x, y)| Self {
            left: rect.left.min(x),
            top: rect.top.min(y),
            right: rect.right.max(x),
            bottom: rect.bottom.max(y),
        }))
    }

    /// From side to side.
    pub fn width(self) -> i64 {
        self.right - self.left
    }

    /// From top to bottom.
    pub fn height(self) -> i64 {
        self.bottom - self.top
    }

    /// Whether any part of `other` lies in it.
    pub fn meets(self, other: Self) -> bool {
        self.left <= other.right
            && other.left <= self.right
            && self.top <= other.bottom
            && other.top <= self.bottom
    }
}

/// Which part of a label stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// The place of a label.
#[derive(Debug, PartialEq, Eq)]
pub struct Label {
    /// Where its anchor stands.
    pub x: i64,
    /// The ground line of a text whose [`Label::shift`] is 0.
    pub y: i64,
    /// What stands at `x`.
    pub anchor: Anchor,
    /// How far below `y` the first line stands, in tenths of the size of its letters.
    pub shift: i64,
    /// Whether the name stands on a line of its own.
    pub two_lines: bool,
}

/// How many letters of a usual width fill the frame from side to side, where they are greatest:
/// 1.8 times a 38th of its width (see `map.css`), and six tenths as wide as they are high.
const LETTERS: i64 = 35;
/// How many lines fill a height as great as the frame's width.
const LINES: i64 = 17;
/// From the first line to the second, in tenths of the size of letters.
const LINE: i64 = 12;

/// The label of the place in `place`, which lies in `frame`: above it, below where there is no room.
pub fn label(place: Rect, frame: Rect, name: &str, what: &str) -> Label {
    let width = |text: &str| count(text) * frame.width() / LETTERS;
    let margin = frame.width() / 60;
    let whole = width(name) + width(what) + 2 * frame.width() / LETTERS;
    let two_lines = whole > frame.width() - 2 * margin;
    let width = if two_lines { width(name).max(width(what)) } else { whole };
    let (x, anchor) = across(place, frame, width, margin);
    let lines = if two_lines { 2 } else { 1 };
    let height = lines * frame.width() / LINES;
    let (y, shift) = if place.top - height >= frame.top {
        (place.top - frame.width() / 120, (1 - lines) * LINE)
    } else if place.bottom + height <= frame.bottom {
        (place.bottom, LINE)
    } else {
        (place.top.midpoint(place.bottom), 0)
    };
    // Round numbers compress well, and the margin has room for them.
    let (x, y) = (x - x.rem_euclid(margin.max(1)), y - y.rem_euclid((margin / 2).max(1)));
    Label { x, y, anchor, shift, two_lines }
}

/// In the middle of the place, else from the side of the place that is nearer to the frame's.
fn across(place: Rect, frame: Rect, width: i64, margin: i64) -> (i64, Anchor) {
    let middle = place.left.midpoint(place.right);
    let (left, right) = (frame.left + margin, frame.right - margin);
    if middle - width / 2 >= left && middle + width / 2 <= right {
        (middle, Anchor::Middle)
    } else if middle < frame.left.midpoint(frame.right) {
        (place.left.min(right - width).max(left), Anchor::Start)
    } else {
        (place.right.max(left + width).min(right), Anchor::End)
    }
}

/// Where the middle of a name that spreads over `places` stands: in their middle, or as little above
/// or below it as keeps the name off the `rings`. None without a place.
pub fn name(
    places: impl Iterator<Item = Rect>,
    rings: &[(i64, i64)],
    frame: Rect,
    name: &str,
) -> Option<(i64, i64)> {
    let middles: Vec<(i64, i64)> =
        places.map(|p| (p.left.midpoint(p.right), p.top.midpoint(p.bottom))).collect();
    let n = i64::try_from(middles.len()).ok().filter(|n| *n > 0)?;
    let (x, y) = (
        middles.iter().map(|m| m.0).sum::<i64>() / n,
        middles.iter().map(|m| m.1).sum::<i64>() / n,
    );
    let half = (count(name) + 1) * frame.width() / LETTERS / 2;
    let x = x.min(frame.right - half).max(frame.left + half);
    // Rings may be touched where letters are greatest: there are few places to go.
    let line = frame.width() / LINES * 3 / 4;
    let is_free = |y: i64| {
        // The ground line lies below the middle of the letters.
        let middle = y - line / 4;
        !rings.iter().any(|ring| (ring.0 - x).abs() < half && (ring.1 - middle).abs() < line)
    };
    let steps = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6];
    let free = steps.iter().map(|step| y + step * line / 2).find(|y| is_free(*y));
    Some((x, free.unwrap_or(y)))
}

fn count(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(i64::MAX / 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Rect = Rect { left: 0, top: 0, right: 600, bottom: 600 };

    fn square(x: i64, y: i64) -> Rect {
        Rect { left: x - 20, top: y - 20, right: x + 20, bottom: y + 20 }
    }

    #[test]
    fn labels_stand_beside_their_place() {
        let what = "1 berättelse";
        for (place, x, y, anchor, shift) in [
            (square(300, 300), 300, 275, Anchor::Middle, 0),
            // At the left side, at the right side.
            (square(40, 300), 20, 275, Anchor::Start, 0),
            (square(560, 300), 580, 275, Anchor::End, 0),
            // Nearer to a side than the margin.
            (square(15, 300), 10, 275, Anchor::Start, 0),
            (square(585, 300), 590, 275, Anchor::End, 0),
            // No room above.
            (square(300, 30), 300, 50, Anchor::Middle, 12),
            // No room above or below.
            (Rect { left: 280, top: 0, right: 320, bottom: 600 }, 300, 300, Anchor::Middle, 0),
            // Round numbers.
            (square(304, 303), 300, 275, Anchor::Middle, 0),
        ] {
            let expected = Label { x, y, anchor, shift, two_lines: false };
            assert_eq!(label(place, FRAME, "Hjo", what), expected, "{place:?}");
        }
    }

    #[test]
    fn no_label_is_cut_at_the_frame() {
        let names = ["Hjo", "Göteborg", "Upplands Väsby", "En kommun med ett långt namn"];
        let whats = ["1 berättelse", "Inget exempel ännu", "Bara påhittade exempel"];
        for (x, y) in (0..=6).flat_map(|x| (0..=6).map(move |y| (x * 100, y * 100))) {
            for (name, what) in names.iter().flat_map(|name| whats.map(|what| (*name, what))) {
                let label = label(square(x, y), FRAME, name, what);
                let letters = match label.two_lines {
                    true => count(name).max(count(what)),
                    false => count(name) + count(what) + 2,
                };
                let width = letters * FRAME.width() / LETTERS;
                let left = match label.anchor {
                    Anchor::Start => label.x,
                    Anchor::Middle => label.x - width / 2,
                    Anchor::End => label.x - width,
                };
                assert!(left >= 0 && left + width <= 600, "{name} at {x}, {y}: {label:?}");
            }
        }
    }

    #[test]
    fn a_long_label_takes_two_lines_above_or_below() {
        let what = "Bara påhittade exempel";
        let name = "En kommun med långt namn";
        let above = label(square(300, 300), FRAME, name, what);
        assert!(above.two_lines && above.shift == -12, "{above:?}");
        let below = label(square(300, 60), FRAME, name, what);
        assert!(below.two_lines && below.y == 80 && below.shift == 12, "{below:?}");
    }

    #[test]
    fn names_stand_among_their_places_and_off_the_rings() {
        let places = || [square(200, 200), square(400, 400)].into_iter();
        for (rings, expected) in [
            (&[][..], (300, 300)),
            // Too far to the side, or above, to be covered.
            (&[(420, 300), (300, 200)], (300, 300)),
            (&[(300, 300)], (300, 274)),
            (&[(310, 290), (290, 250)], (300, 326)),
        ] {
            assert_eq!(name(places(), rings, FRAME, "Skaraborg"), Some(expected), "{rings:?}");
        }
        let crowded: Vec<_> = (0..60).map(|n| (300, n * 10)).collect();
        assert_eq!(name(places(), &crowded, FRAME, "Skaraborg"), Some((300, 300)));
        assert_eq!(name(std::iter::empty(), &[], FRAME, "Skaraborg"), None);
        let aside = name([square(10, 300)].into_iter(), &[], FRAME, "Skaraborg");
        assert_eq!(aside, Some((85, 300)), "inside the frame");
    }

    #[test]
    fn rectangles() {
        assert_eq!(Rect::around([]), None);
        let around = Rect::around([(5, 1), (-2, 7), (0, 0)]);
        assert_eq!(around, Some(Rect { left: -2, top: 0, right: 5, bottom: 7 }));
        assert!(FRAME.meets(square(610, 300)) && !FRAME.meets(square(630, 300)));
    }
}
