//! Two strands, and what may pair between them.

use std::ops::RangeInclusive;

use exocast_core::Base;

use super::options::{DuplexOptions, Wobble};
use crate::structure::energy::{Edge, Letter, MAX_LOOP, PairType, Tables, letters};

/// The guide 5' to 3' and the target 3' to 5', so that along a duplex both places rise.
#[derive(Clone, Debug)]
pub(super) struct Strands {
    pub(super) guide: Vec<Letter>,
    pub(super) target: Vec<Letter>,
    /// Guide nucleotides that have to pair without a gap, from 0.
    pub(super) seed: Option<RangeInclusive<usize>>,
    wobble: Wobble,
    /// Pairs that a duplex may have, guide × target.
    pairs: Vec<Option<PairType>>,
}

impl Strands {
    pub(super) fn new(guide: &[Base], target: &[Base], options: &DuplexOptions) -> Self {
        let mut target = letters(target);
        target.reverse();
        let mut strands = Self {
            guide: letters(guide),
            target,
            seed: options.seed.nucleotides(),
            wobble: options.wobble,
            pairs: Vec::new(),
        };
        // Whether the seed pairs with its first nucleotide at each target place.
        let seeded: Vec<bool> = strands.seed.clone().map_or_else(Vec::new, |seed| {
            let whole =
                |b| seed.clone().all(|a| strands.may_pair(a, b + a - seed.start()).is_some());
            (0..strands.target.len()).map(whole).collect()
        });
        let constraint = strands.seed.clone();
        let allowed = |a: usize, b: usize| match &constraint {
            Some(seed) if seed.contains(&a) => (b + seed.start())
                .checked_sub(a)
                .is_some_and(|first| seeded.get(first).is_some_and(|&seeded| seeded)),
            _ => true,
        };
        strands.pairs.reserve(strands.guide.len() * strands.target.len());
        for (a, &five) in strands.guide.iter().enumerate() {
            let refused = strands.refuses_wobble(a);
            let may = |pair: &PairType| !(refused && pair.is_wobble());
            let row = strands.target.iter().map(|&three| PairType::new(five, three).filter(may));
            strands.pairs.extend(row.enumerate().map(|(b, pair)| pair.filter(|_| allowed(a, b))));
        }
        strands
    }

    /// The pair of two places, where they can pair at all.
    fn may_pair(&self, a: usize, b: usize) -> Option<PairType> {
        let pair = PairType::new(*self.guide.get(a)?, *self.target.get(b)?)?;
        (!(self.refuses_wobble(a) && pair.is_wobble())).then_some(pair)
    }

    /// Whether G may not pair with U at guide nucleotide `a`.
    fn refuses_wobble(&self, a: usize) -> bool {
        match self.wobble {
            Wobble::Allowed => false,
            Wobble::OutsideSeed => self.seed.as_ref().is_some_and(|seed| seed.contains(&a)),
            Wobble::Never => true,
        }
    }

    /// The pair of two places, where a duplex may have it.
    pub(super) fn pair(&self, a: usize, b: usize) -> Option<PairType> {
        if a >= self.guide.len() || b >= self.target.len() {
            return None;
        }
        self.pairs[a * self.target.len() + b]
    }

    /// Whether a duplex may begin with a pair of guide nucleotide `a`.
    pub(super) fn may_begin(&self, a: usize) -> bool {
        self.seed.as_ref().is_none_or(|seed| a <= *seed.start())
    }

    /// Whether a duplex may end with a pair of guide nucleotide `a`.
    pub(super) fn may_end(&self, a: usize) -> bool {
        self.seed.as_ref().is_none_or(|seed| a >= *seed.end())
    }

    /// Guide nucleotides whose pairs may come before one of `a`.
    pub(super) fn before(&self, a: usize) -> std::ops::Range<usize> {
        let far = a.saturating_sub(REACH);
        match &self.seed {
            Some(seed) if a > *seed.end() => far.max(*seed.end())..a,
            Some(seed) if a > *seed.start() => a - 1..a,
            _ => far..a,
        }
    }

    /// Whether only a stack may lead to a pair of guide nucleotide `a`.
    pub(super) fn only_stacks(&self, a: usize) -> bool {
        self.seed.as_ref().is_some_and(|seed| a > *seed.start() && a <= *seed.end())
    }

    /// A pair seen from the loop that follows it.
    pub(super) fn outer(&self, a: usize, b: usize, pair: PairType) -> Edge {
        let next = |strand: &[Letter], i: usize| strand.get(i + 1).copied().unwrap_or_default();
        Edge { pair, after: next(&self.guide, a), before: next(&self.target, b) }
    }

    /// A pair seen from the loop before it.
    pub(super) fn inner(&self, a: usize, b: usize, pair: PairType) -> Edge {
        let last = |strand: &[Letter], i: usize| {
            i.checked_sub(1).and_then(|i| strand.get(i)).copied().unwrap_or_default()
        };
        Edge { pair: pair.reversed(), after: last(&self.target, b), before: last(&self.guide, a) }
    }

    /// Initiation of a duplex that begins with this pair.
    pub(super) fn begin(&self, tables: &Tables<i32>, a: usize, b: usize, pair: PairType) -> i32 {
        let last = |strand: &[Letter], i: usize| i.checked_sub(1).map(|i| strand[i]);
        tables.duplex_initiation
            + tables.exterior(pair, last(&self.guide, a), last(&self.target, b))
    }

    /// What it costs that a duplex ends with this pair.
    pub(super) fn end(&self, tables: &Tables<i32>, a: usize, b: usize, pair: PairType) -> i32 {
        let next = |strand: &[Letter], i: usize| strand.get(i + 1).copied();
        tables.exterior(pair.reversed(), next(&self.target, b), next(&self.guide, a))
    }

    /// The loop between two pairs.
    pub(super) fn between(
        &self,
        tables: &Tables<i32>,
        (k, l, outer): (usize, usize, PairType),
        (a, b, inner): (usize, usize, PairType),
    ) -> i32 {
        let sides = (a - k - 1, b - l - 1);
        tables.interior(sides, self.outer(k, l, outer), self.inner(a, b, inner))
    }
}

/// How far before a pair the pair before it may be, on either strand.
pub(super) const REACH: usize = MAX_LOOP + 1;
