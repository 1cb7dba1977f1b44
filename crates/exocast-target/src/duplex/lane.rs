//! Numbers that minima are taken of, many at a time.

use crate::energy::{Cost, MAX_LOOP, Tables};

/// Energies in 0.01 kcal/mol: 16 bits where a duplex is short enough for them, else 32.
pub(super) trait Lane: Copy + Ord {
    /// What no duplex has; adding to it stays above [`LIMIT`](Self::LIMIT).
    const FORBIDDEN: Self;
    /// Above this nothing is a duplex.
    const LIMIT: Self;
    fn plus(self, other: Self) -> Self;
    fn narrow(value: i32) -> Self;
    fn wide(self) -> i32;
}

impl Lane for i16 {
    // Twice this, and a mismatch, still fits.
    const FORBIDDEN: Self = 15_000;
    const LIMIT: Self = 10_000;

    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }

    #[allow(clippy::cast_possible_truncation, reason = "clamped first")]
    fn narrow(value: i32) -> Self {
        value.clamp(-15_000, 15_000) as Self
    }

    fn wide(self) -> i32 {
        i32::from(self)
    }
}

impl Lane for i32 {
    const FORBIDDEN: Self = <Self as Cost>::FORBIDDEN;
    const LIMIT: Self = <Self as Cost>::FORBIDDEN / 2;

    fn plus(self, other: Self) -> Self {
        self + other
    }

    fn narrow(value: i32) -> Self {
        value
    }

    fn wide(self) -> i32 {
        self
    }
}

/// Lanes taken together: predecessors at distances 32 to 1.
pub(super) const WINDOW: usize = 32;
const BLOCK: usize = 8;

/// What a loop of each size costs apart from its ends: lane x is for 31 − x nucleotides on one side.
#[derive(Clone, Debug)]
pub(super) struct Costs<L> {
    /// By the nucleotides on the other side; loops that have tables of their own are left out.
    pub(super) interior: Vec<[L; WINDOW]>,
    /// Interior loops of 1 × n, n > 2.
    pub(super) one: [L; WINDOW],
    /// Bulges of two or more.
    pub(super) bulge: [L; WINDOW],
}

impl<L: Lane> Costs<L> {
    pub(super) fn new(tables: &Tables<i32>) -> Self {
        let lanes = |cost: &dyn Fn(usize) -> Option<i32>| {
            std::array::from_fn(|x| {
                let n = WINDOW - 1 - x;
                cost(n).map_or(L::FORBIDDEN, L::narrow)
            })
        };
        let interior = |m: usize| {
            lanes(&|n| {
                let own = n + m <= 5;
                (m > 1 && n > 1 && !own && n + m <= MAX_LOOP)
                    .then(|| tables.interior[n + m] + tables.asymmetric(n.abs_diff(m)))
            })
        };
        Self {
            interior: (0..=MAX_LOOP).map(interior).collect(),
            one: lanes(&|n| {
                (n > 2 && n < MAX_LOOP).then(|| tables.interior[n + 1] + tables.asymmetric(n - 1))
            }),
            bulge: lanes(&|n| (n > 1 && n <= MAX_LOOP).then(|| tables.bulge[n])),
        }
    }
}

/// Lane by lane the smaller of `best` and `from + cost`, for lanes at `start` and above.
#[inline]
pub(super) fn relax<L: Lane>(best: &mut [L; WINDOW], from: &[L], cost: &[L; WINDOW], start: usize) {
    let (best, from, cost) = (best.as_chunks_mut().0, from.as_chunks().0, cost.as_chunks().0);
    for ((best, from), cost) in best.iter_mut().zip(from).zip(cost).skip(start / BLOCK) {
        let (best, from, cost): (&mut [L; BLOCK], &[L; BLOCK], &[L; BLOCK]) = (best, from, cost);
        for x in 0..BLOCK {
            best[x] = best[x].min(from[x].plus(cost[x]));
        }
    }
}

/// [`relax`] over many rows, `rows.start` nucleotides before the pair and on: `part` gives the energies
/// of each, and of `m` nucleotides on one side the lanes above `m` count.
#[inline]
pub(super) fn relax_rows<'p, L: Lane + 'p>(
    best: &mut [L; WINDOW],
    rows: std::ops::Range<usize>,
    costs: &[[L; WINDOW]],
    part: impl Fn(usize) -> &'p [L],
) {
    for (x, best) in best.as_chunks_mut::<BLOCK>().0.iter_mut().enumerate() {
        let mut least = *best;
        for m in rows.start..rows.end.min(BLOCK * (x + 1) - 1) {
            let (Some(from), Some(cost)) = (
                part(m).as_chunks::<BLOCK>().0.get(x),
                costs.get(m).and_then(|cost| cost.as_chunks::<BLOCK>().0.get(x)),
            ) else {
                continue;
            };
            for lane in 0..BLOCK {
                least[lane] = least[lane].min(from[lane].plus(cost[lane]));
            }
        }
        *best = least;
    }
}

/// The smallest of all lanes of each list, with its own cost added.
#[inline]
pub(super) fn least<L: Lane, const N: usize>(lists: &[([L; WINDOW], L); N]) -> L {
    let mut best = [L::FORBIDDEN; BLOCK];
    for (values, cost) in lists {
        let mut smallest = [L::FORBIDDEN; BLOCK];
        for block in values.as_chunks::<BLOCK>().0 {
            for x in 0..BLOCK {
                smallest[x] = smallest[x].min(block[x]);
            }
        }
        for x in 0..BLOCK {
            best[x] = best[x].min(smallest[x].plus(*cost));
        }
    }
    best.into_iter().fold(L::FORBIDDEN, L::min)
}
