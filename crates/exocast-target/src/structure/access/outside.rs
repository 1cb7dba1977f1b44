//! Weights around pairs and unpaired stretches, summed over all windows.

use super::{
    bands::Band,
    factors::{Factors, LANES, SMALL, dot},
    inside::{Inside, Stretch},
};
use crate::structure::energy::PairType;

/// What closes loops: the weight of all that is outside of a pair, over the partition function of each
/// window, with what the pair decides of the loop in it.
#[derive(Debug)]
pub(super) struct Outside {
    interior: Band,
    one_by_n: Band,
    bulge: Band,
    /// Weight of all loops that have just the nucleotides between two paired ones unpaired.
    gaps: Band,
    /// By place: multiloops closed before it and after it, with nothing, one stem and more, two stems
    /// and more between it and the closing nucleotide.
    open: Band,
    open_stem: Band,
    open_two: Band,
}

/// Sizes that the sums run over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    pub(super) span: usize,
    pub(super) window: usize,
    /// Unpaired stretches shorter than this are not asked for.
    pub(super) shortest: usize,
}

impl Outside {
    pub(super) fn new(
        stretch: &Stretch<'_>,
        factors: &Factors,
        inside: &mut Inside,
        sizes: Sizes,
    ) -> Self {
        let (n, span) = (stretch.length, sizes.span);
        let mut all = Self {
            interior: Band::new(n, 0, span + LANES),
            one_by_n: Band::new(n, 0, span + LANES),
            bulge: Band::new(n, 0, span + LANES),
            gaps: Band::new(n, 0, span + LANES),
            open: Band::new(n, span, 0),
            open_stem: Band::new(n, span, 0),
            open_two: Band::new(n, span, 0),
        };
        normalize(inside, n, sizes.window);
        let mut multi = vec![0.0; span];
        for k in 0..n {
            multi.fill(0.0);
            for l in k + 4..(k + span).min(n) {
                let weight = inside.paired.at(k, l);
                if weight > 0.0
                    && let Some(pair) = stretch.pair(k, l)
                {
                    let around = all.around(stretch, factors, inside, sizes, (k, l, pair));
                    let outer = stretch.outer(k, l, pair);
                    let tables = &factors.tables;
                    all.interior.set(k, l, around * outer.entry_in(&tables.mismatch_interior));
                    all.one_by_n.set(k, l, around * outer.entry_in(&tables.mismatch_interior_1n));
                    all.bulge.set(k, l, around * factors.terminal(pair));
                    all.gaps.add(k, l, around * stretch.hairpin(factors, k, l, pair));
                    multi[l - k] = around * stretch.closing(factors, k, l, pair);
                }
            }
            all.multiloops(inside, k, &multi[..span.min(n - k)]);
        }
        all
    }

    /// Multiloops closed by pairs of `k`, by each place inside of them.
    fn multiloops(&mut self, inside: &Inside, k: usize, closing: &[f64]) {
        let mut sum = 0.0;
        for d in (1..closing.len().saturating_sub(1)).rev() {
            // The place is k + d; the closing nucleotides behind it are k + d + 1 and on.
            let (e, rest) = (k + d, &closing[d + 1..]);
            sum += rest[0];
            if sum > 0.0 {
                let last = e + rest.len();
                self.open.set(e, k, sum);
                self.open_stem.set(e, k, dot(rest, inside.multi.run(e + 1, e..last)));
                self.open_two.set(e, k, dot(rest, inside.multi2.run(e + 1, e..last)));
            }
        }
    }

    /// The weight around a pair; adds up unpaired sides of the interior loops around it.
    fn around(
        &mut self,
        stretch: &Stretch<'_>,
        factors: &Factors,
        inside: &Inside,
        sizes: Sizes,
        (k, l, pair): (usize, usize, PairType),
    ) -> f64 {
        let (before, after) = (stretch.before(k), stretch.after(l));
        let exterior = factors.exterior(pair, before, after)
            * exterior(inside, stretch.length, sizes.window, k, l);
        // i + 1 to k − 1 may hold stems, and so may l + 1 to the closing nucleotide.
        let first = (l + 2).saturating_sub(sizes.span).min(k);
        let stems = stems_before(&inside.multi_by_end, first, k);
        let open = self.open.run(l, first..k);
        let open_stem = self.open_stem.run(l, first..k);
        let multi = dot(stems, open) + dot(stems, open_stem) + open_stem.iter().sum::<f64>();
        let multi = factors.multi(pair, before, after) * multi;
        exterior + multi + self.loops(stretch, factors, inside, sizes, (k, l, pair))
    }

    fn loops(
        &mut self,
        stretch: &Stretch<'_>,
        factors: &Factors,
        inside: &Inside,
        sizes: Sizes,
        (k, l, pair): (usize, usize, PairType),
    ) -> f64 {
        let n = stretch.length;
        let inner = stretch.inner(k, l, pair);
        let weight = inside.paired.at(k, l);
        let shortest = sizes.shortest;
        let mut sum = 0.0;
        for sides in SMALL {
            let (Some(i), j) = (k.checked_sub(sides.0 + 1), l + sides.1 + 1) else { continue };
            if j >= n || j - i >= sizes.span {
                continue;
            }
            let Some(outer) = stretch.pair(i, j) else { continue };
            // The weight of the outer pair alone, from that with its terminal factor.
            let around = self.bulge.at(i, j) / factors.terminal(outer);
            if around > 0.0 {
                let step = around * factors.small(sides, stretch.outer(i, j, outer), inner);
                sum += step;
                if sides.0 >= shortest {
                    self.gaps.add(i, k, step * weight);
                }
                if sides.1 >= shortest {
                    self.gaps.add(l, j, step * weight);
                }
            }
        }
        let bulge_end = factors.terminal(pair);
        let one_end = inner.entry_in(&factors.tables.mismatch_interior_1n);
        let interior_end = inner.entry_in(&factors.tables.mismatch_interior);
        let reach = (l + 2).saturating_sub(sizes.span).max(k.saturating_sub(LANES - 1));
        for i in reach..k {
            let m = k - i - 1;
            // 3' sides of at most 30 − m, to an outer pair within the span and the sequence.
            let most =
                (LANES - 2 - m).min(i + sizes.span - 2 - l).min((n - 1).saturating_sub(l + 1));
            if l + 1 >= n {
                continue;
            }
            let places = l + 1..l + 2 + most;
            let (band, costs, end) = match m {
                0 => (&self.bulge, &factors.bulge, bulge_end),
                1 => (&self.one_by_n, &factors.one_by_n, one_end),
                _ => (&self.interior, &factors.interior[m], interior_end),
            };
            let run = band.run(i, places.clone());
            let mut side = end * dot(run, &costs[..=most]);
            if most >= shortest {
                for (x, (&around, &cost)) in run.iter().zip(costs).enumerate().skip(shortest) {
                    if around > 0.0 {
                        self.gaps.add(l, l + 1 + x, weight * end * around * cost);
                    }
                }
            }
            let bulge = bulge_end * self.bulge.at(i, l + 1) * factors.bulge[m];
            side += bulge;
            if m > 1 && most >= 1 {
                let one_by_n = one_end * self.one_by_n.at(i, l + 2) * factors.one_by_n[m];
                side += one_by_n;
                if shortest <= 1 {
                    self.gaps.add(l, l + 2, weight * one_by_n);
                }
            }
            if m >= shortest {
                self.gaps.add(i, k, weight * side);
            }
            sum += side;
        }
        sum
    }

    /// Σ over windows of the probability that the nucleotides from `s` to `e` are unpaired.
    pub(super) fn unpaired(
        &self,
        inside: &Inside,
        n: usize,
        sizes: Sizes,
        s: usize,
        e: usize,
    ) -> f64 {
        let mut sum = exterior(inside, n, sizes.window, s, e);
        let first = (e + 2).saturating_sub(sizes.span).min(s);
        let last = (e + sizes.span).min(n);
        for x in first..s {
            sum += self.gaps.run(x, e + 1..last.min(x + sizes.span)).iter().sum::<f64>();
        }
        // In a multiloop: stems on both sides, or two and more on one.
        let left = stems_before(&inside.multi_by_end, first, s);
        let left_two = stems_before(&inside.multi2_by_end, first, s);
        sum + dot(left, self.open_stem.run(e, first..s))
            + dot(left_two, self.open.run(e, first..s))
            + self.open_two.run(e, first..s).iter().sum::<f64>()
    }
}

/// For closing nucleotides from `first` to before `k`: what lies between each and `k`.
fn stems_before(band: &Band, first: usize, k: usize) -> &[f64] {
    k.checked_sub(1).map_or(&[], |last| band.run(last, first + 1..k + 1))
}

/// Divides exterior loops before a place by the partition function of the window they begin.
fn normalize(inside: &mut Inside, n: usize, window: usize) {
    let wholes: Vec<f64> = (0..n)
        .map(|a| if a + window <= n { inside.exterior.at(a, a + window).recip() } else { 0.0 })
        .collect();
    for r in 0..=n {
        let first = r.saturating_sub(window);
        let last = r.min(n - 1);
        let run = inside.exterior_by_end.run_mut(r, first..last + 1);
        for (x, whole) in run.iter_mut().zip(&wholes[first..=last]) {
            *x *= whole;
        }
    }
}

/// Σ over windows of the exterior loops on both sides of an interval over that of the window.
fn exterior(inside: &Inside, n: usize, window: usize, k: usize, l: usize) -> f64 {
    let first = (l + 1).saturating_sub(window);
    let last = k.min(n - window);
    if first > last {
        return 0.0;
    }
    let left = inside.exterior_by_end.run(k, first..last + 1);
    let right = inside.exterior.run(l + 1, first + window..last + window + 1);
    dot(left, right)
}
