//! The published rule of assignment, letter by letter.

use exocast_mirna::{Catalogue, Isomir, QuantifyOptions};

/// The published rule, letter by letter: every locus, every start, every way to split the read.
pub(crate) fn plain(
    catalogue: &Catalogue,
    read: &[u8],
    options: &QuantifyOptions,
) -> Vec<(usize, Isomir)> {
    let mut all: Vec<(u32, usize, Isomir)> = Vec::new();
    for (l, locus) in catalogue.loci().iter().enumerate() {
        let hairpin = catalogue.hairpins()[locus.hairpin].sequence.to_dna().into_bytes();
        for start in -2..hairpin.len() as i32 {
            for tail in 0..=options.max_addition {
                for front in 0..=2 {
                    let Some(hit) = part(&hairpin, read, start, front, tail) else { continue };
                    let shift = |at: i32, end: usize| at - end as i32;
                    let (snv, end) = hit;
                    let mut isomir = Isomir::default();
                    isomir.shift_5p = shift(start + front as i32, locus.start);
                    isomir.shift_3p = shift(end, locus.end);
                    isomir.added_5p = front;
                    isomir.added_3p = tail;
                    isomir.snv = snv.map(|at| shift(start + at as i32, locus.start) + 1);
                    if end > hairpin.len() as i32 {
                        continue;
                    }
                    let in_front = start < locus.start as i32;
                    if isomir.shift_5p.unsigned_abs() as usize > options.max_shift_5p
                        || isomir.shift_3p.unsigned_abs() as usize > options.max_shift_3p
                        || (front == 1 && !in_front)
                        || (front == 0 && snv == Some(0) && in_front)
                    {
                        continue;
                    }
                    all.push((cost(&isomir, read), l, isomir));
                }
            }
        }
    }
    // A random sequence of that length is one of 4^n, a miRNA one of 2600 and less likely by its cost; at
    // least 10 to 1 have to remain.
    let chance = |cost: u32| 6.02 * read.len() as f64 - f64::from(cost) - 34.0 < 10.0;
    // Additions at both ends count only where nothing else explains the read, of what is within 1 in 10^6 of the best.
    let least = all.iter().map(|(cost, ..)| *cost).min().unwrap_or(0);
    all.retain(|(cost, ..)| *cost <= least + 60);
    let has_both = |isomir: &Isomir| isomir.added_5p > 0 && isomir.added_3p > 0;
    if all.iter().any(|(.., isomir)| !has_both(isomir)) {
        all.retain(|(.., isomir)| !has_both(isomir));
    }
    let least = all.iter().map(|(cost, ..)| *cost).min().unwrap_or(0);
    all.retain(|(cost, ..)| *cost == least && !chance(*cost));
    let mut hits: Vec<(usize, Isomir)> =
        all.into_iter().map(|(_, l, isomir)| (l, isomir)).collect();
    hits.sort();
    hits.dedup_by_key(|hit| hit.0);
    hits
}

/// The place of the read, without additions, on the hairpin with at most one difference.
fn part(
    hairpin: &[u8],
    read: &[u8],
    start: i32,
    front: usize,
    tail: usize,
) -> Option<(Option<usize>, i32)> {
    let templated = read.len().checked_sub(tail)?;
    let at = |i: usize| hairpin.get(usize::try_from(start + i as i32).ok()?);
    if tail > 0 && at(templated) == Some(&read[templated]) {
        return None;
    }
    let end = start + templated as i32;
    let differ: Vec<usize> = (0..templated).filter(|&i| at(i) != Some(&read[i])).collect();
    if front > 0 {
        let fits = differ == (0..front).collect::<Vec<_>>() && templated >= front + 16;
        return fits.then_some((None, end));
    }
    match differ.as_slice() {
        [] if templated >= 14 => Some((None, end)),
        [only] if templated >= 16 => Some((Some(*only), end)),
        _ => None,
    }
}

fn cost(isomir: &Isomir, read: &[u8]) -> u32 {
    let five = match isomir.shift_5p.unsigned_abs() {
        0 => 0,
        n => 13 + 7 * (n - 1),
    };
    let tail: u32 = read[read.len() - isomir.added_3p..]
        .iter()
        .map(|letter| match letter {
            b'A' => 3,
            b'T' => 4,
            _ => 13,
        })
        .sum();
    let addition = if isomir.added_3p > 0 { 9 + 6 * (isomir.added_3p as u32 - 1) } else { 0 };
    let front = if isomir.added_5p > 0 { 20 + 6 * isomir.added_5p as u32 } else { 0 };
    let snv = if isomir.snv.is_some() { 33 } else { 0 };
    five + 5 * isomir.shift_3p.unsigned_abs() + tail + addition + front + snv
}
