//! Numbers that minima are taken of, many at a time.

use crate::structure::energy::{Cost, MAX_LOOP, Tables};

/// Energies in 0.01 kcal/mol: 16 bits where a duplex is short enough for them, else 32.
pub(super) trait Lane: Copy + Ord + 'static {
    /// What no duplex has; adding to it stays above [`LIMIT`](Self::LIMIT).
    const FORBIDDEN: Self;
    /// Above this nothing is a duplex.
    const LIMIT: Self;
    /// No duplex in any lane.
    const NONE: &'static Lanes<Self>;
    fn plus(self, other: Self) -> Self;
    fn narrow(value: i32) -> Self;
    fn wide(self) -> i32;
}

impl Lane for i16 {
    // Twice this, and a mismatch, still fits.
    const FORBIDDEN: Self = 15_000;
    const LIMIT: Self = 10_000;
    const NONE: &'static Lanes<Self> = &[<Self as Lane>::FORBIDDEN; WINDOW];

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
    const NONE: &'static Lanes<Self> = &[<Self as Lane>::FORBIDDEN; WINDOW];

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

/// One number for each lane.
pub(super) type Lanes<L> = [L; WINDOW];

pub(super) type Block<L> = [L; BLOCK];

/// What loops cost apart from their ends. But for `interior`, lane x is for 31 − x nucleotides on one
/// side.
#[derive(Clone, Debug)]
pub(super) struct Costs<L> {
    /// Asymmetry of an interior loop with 2 nucleotides on the other side.
    pub(super) edge: Lanes<L>,
    /// Interior loops by size: lane x is for 33 − x nucleotides on both sides together. Those that have
    /// tables of their own are left out.
    pub(super) interior: Lanes<L>,
    /// Interior loops of 1 × n, n > 2.
    pub(super) one_by_n: Lanes<L>,
    /// Bulges of two or more.
    pub(super) bulge: Lanes<L>,
    /// The least that a loop of each of [`SMALL`] costs.
    pub(super) small: [L; SMALL.len()],
}

/// Loops that have tables of their own: unpaired nucleotides of guide and target.
pub(super) const SMALL: [(usize, usize); 9] =
    [(0, 0), (1, 1), (0, 1), (1, 0), (2, 2), (1, 2), (2, 1), (2, 3), (3, 2)];

impl<L: Lane> Costs<L> {
    pub(super) fn new(tables: &Tables<i32>) -> Self {
        let lanes = |cost: &dyn Fn(usize) -> Option<i32>| {
            std::array::from_fn(|x| {
                let n = WINDOW - 1 - x;
                cost(n).map_or(L::FORBIDDEN, L::narrow)
            })
        };
        Self {
            edge: lanes(&|n| (n > 1 && n < MAX_LOOP - 1).then(|| tables.asymmetric(n - 2))),
            interior: lanes(&|n| {
                let size = n + 2;
                (size > 5 && size <= MAX_LOOP).then(|| tables.interior[size])
            }),
            one_by_n: lanes(&|n| {
                (n > 2 && n < MAX_LOOP).then(|| tables.interior[n + 1] + tables.asymmetric(n - 1))
            }),
            bulge: lanes(&|n| (n > 1 && n <= MAX_LOOP).then(|| tables.bulge[n])),
            small: SMALL.map(|sides| L::narrow(tables.least_small(sides))),
        }
    }
}

/// Lane by lane the least of `best` and of what the two lists reach at this cost.
#[inline]
pub(super) fn relax<L: Lane>(best: &mut Lanes<L>, from: [&Lanes<L>; 2], cost: &Lanes<L>) {
    for x in 0..WINDOW {
        best[x] = best[x].min(from[0][x].min(from[1][x]).plus(cost[x]));
    }
}

/// The least of what the two lists reach at this cost, lanes a block apart taken together.
#[inline]
pub(super) fn reach<L: Lane>(from: [&Lanes<L>; 2], cost: &Lanes<L>) -> Block<L> {
    let mut best = [L::FORBIDDEN; BLOCK];
    let [along, across, cost] = [from[0], from[1], cost].map(|lanes| lanes.as_chunks::<BLOCK>().0);
    for ((along, across), cost) in along.iter().zip(across).zip(cost) {
        for x in 0..BLOCK {
            best[x] = best[x].min(along[x].min(across[x]).plus(cost[x]));
        }
    }
    best
}

/// The least of all lanes of each list, with its own cost added.
#[inline]
pub(super) fn least<L: Lane, const N: usize>(lists: &[(Block<L>, L); N]) -> L {
    let mut best = [L::FORBIDDEN; BLOCK];
    for (values, cost) in lists {
        for x in 0..BLOCK {
            best[x] = best[x].min(values[x].plus(*cost));
        }
    }
    best.into_iter().fold(L::FORBIDDEN, L::min)
}
