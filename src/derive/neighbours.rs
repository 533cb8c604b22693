//! Which municipalities share a border, read from their outlines.
//!
//! Neighbours in `territory.yaml` share the points of their common border exactly, so two shared
//! points make a border. Islands have no neighbours.

use std::collections::BTreeMap;

use crate::model::{MunicipalityId, Territory};

/// The neighbours of each municipality, in alphabetical order.
#[must_use]
pub fn neighbours(territory: &Territory) -> Vec<Vec<MunicipalityId>> {
    let mut owners: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for (index, municipality) in territory.municipalities.iter().enumerate() {
        for point in municipality.path.as_deref().map(points).unwrap_or_default() {
            let owners = owners.entry(point).or_default();
            if owners.last() != Some(&index) {
                owners.push(index);
            }
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for owners in owners.values() {
        for (position, a) in owners.iter().enumerate() {
            for b in &owners[position + 1..] {
                *shared.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    let mut neighbours = vec![Vec::new(); territory.municipalities.len()];
    for ((a, b), points) in shared {
        if points >= 2 {
            neighbours[a].push(MunicipalityId(b));
            neighbours[b].push(MunicipalityId(a));
        }
    }
    for list in &mut neighbours {
        list.sort_unstable();
    }
    neighbours
}

/// The corners of an SVG path of lines, in hundredths of a unit. Unknown commands end it.
#[must_use]
pub fn points(path: &str) -> Vec<(i64, i64)> {
    let mut points = Vec::new();
    let mut numbers = Vec::new();
    let (mut at, mut start) = ((0, 0), (0, 0));
    let mut rest = path;
    while let Some(command) = rest.trim_start().chars().next() {
        let body = &rest.trim_start()[command.len_utf8()..];
        let end = body.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(body.len());
        numbers.clear();
        numbers.extend(numbers_of(&body[..end]));
        rest = &body[end..];
        let moves: Vec<(i64, i64)> = match command {
            'M' | 'm' | 'L' | 'l' => numbers.chunks_exact(2).map(|xy| (xy[0], xy[1])).collect(),
            'H' => numbers.iter().map(|x| (*x, at.1)).collect(),
            'h' => numbers.iter().map(|x| (*x, 0)).collect(),
            'V' => numbers.iter().map(|y| (at.0, *y)).collect(),
            'v' => numbers.iter().map(|y| (0, *y)).collect(),
            'Z' | 'z' => {
                at = start;
                continue;
            }
            _ => break,
        };
        for (index, (x, y)) in moves.into_iter().enumerate() {
            at = if command.is_ascii_lowercase() { (at.0 + x, at.1 + y) } else { (x, y) };
            if index == 0 && command.eq_ignore_ascii_case(&'m') {
                start = at;
            }
            points.push(at);
        }
    }
    points
}

/// The numbers of a path's command, in hundredths: `8-1 .5` is 800, -100, 50.
fn numbers_of(text: &str) -> Vec<i64> {
    let mut numbers = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit() || c == '-' || c == '.') {
        rest = &rest[start..];
        let mut dots = 0;
        let end = rest
            .char_indices()
            .find(|(index, c)| {
                dots += usize::from(*c == '.');
                let part =
                    c.is_ascii_digit() || (*c == '.' && dots < 2) || (*c == '-' && *index == 0);
                !part
            })
            .map_or(rest.len(), |(index, _)| index);
        if let Ok(number) = rest[..end].parse::<f64>() {
            numbers.push((number * 100.0).round().clamp(-1e12, 1e12) as i64);
        }
        rest = &rest[end.max(1)..];
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners() {
        assert_eq!(points("M1 1h10v10z"), [(100, 100), (1100, 100), (1100, 1100)]);
        assert_eq!(points("m0 0 8-1zM5 5L.5.5"), [(0, 0), (800, -100), (500, 500), (50, 50)]);
        assert_eq!(points("Q1 2"), []);
        assert_eq!(points("M-"), []);
    }
}
