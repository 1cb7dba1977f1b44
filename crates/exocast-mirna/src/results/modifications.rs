//! Modifications of mature sequences: adenosines read as G, and tails.

use std::collections::BTreeMap;

use exocast_core::{Table, adjust::benjamini_hochberg, table::Cell, tails::beta_cdf};

use crate::{
    assign::{Hit, Quantification},
    reads::Insert,
    reference::SnvRegion,
};

/// Adenosines and tails of one miRNA in one sample, in reads or molecules.
struct Seen {
    total: f64,
    /// By position on the mature sequence, from 0: templated reads, those of them with G, and those that are expected to
    /// have G by errors.
    covered: Vec<f64>,
    edited: Vec<f64>,
    misread: Vec<f64>,
    /// By nucleotide, those of several nucleotides last.
    tails: [f64; 5],
    added: f64,
}

/// Errors per nucleotide of what several reads of one molecule say, before and besides sequencing, that make a G of an A:
/// a third of 1 in 10,000, which reverse transcriptases and polymerases stay below (Potapov & Ong 2017, `PLoS` One 12:e0169774).
const BEFORE_SEQUENCING: f64 = 1e-4 / 3.0;

/// Codes of nucleotides.
const A: u8 = 0;
const G: u8 = 2;

impl Quantification<'_> {
    /// Adenosines read as G, as inosine is: `sample mirna position region reads edited fraction p q total`.
    ///
    /// One row per position of a mature sequence, from 1, with such reads (molecules); `reads` are templated there, of the
    /// `total` of the [counts](Self::counts). p is the binomial probability of at least as many by errors, q adjusts over all
    /// adenosines that were read in the sample (Alon 2012, Genome Res 22:1533). The error of a read is that of the qualities
    /// at its place, and at least 10^−3; of a molecule with several reads, 10^−4/3. Reads that fit several miRNAs are shared
    /// as in the counts.
    #[must_use]
    pub fn editing_table(&self) -> Table {
        let mut table = Table::new([
            "sample", "mirna", "position", "region", "reads", "edited", "fraction", "p", "q",
            "total",
        ]);
        for (i, sample) in self.samples().enumerate() {
            let (mut sites, mut p) = (Vec::new(), Vec::new());
            for (row, seen) in self.seen(i) {
                for at in (0..seen.covered.len()).filter(|at| seen.covered[*at] > 0.0) {
                    let (n, k) = (seen.covered[at], seen.edited[at]);
                    p.push(by_error(n, k, seen.misread[at] / n));
                    sites.push((row, at, (n, k), seen.total));
                }
            }
            let q = benjamini_hochberg(&p);
            for ((row, at, (n, k), total), (p, q)) in sites.into_iter().zip(p.into_iter().zip(q)) {
                if k <= 0.0 {
                    continue;
                }
                let position = i32::try_from(at + 1).unwrap_or(i32::MAX);
                table.push([
                    Cell::from(sample),
                    self.row_name(row).into(),
                    (at + 1).into(),
                    SnvRegion::at(position).to_string().into(),
                    n.into(),
                    k.into(),
                    (k / n).into(),
                    p.into(),
                    q.into(),
                    total.into(),
                ]);
            }
        }
        table
    }

    /// Non-templated 3' tails: `sample mirna reads tailed a c g u mixed mean_length`: reads (molecules) of each
    /// miRNA, as in the [counts](Self::counts), those with a tail, by its nucleotide, and the mean length of tails.
    #[must_use]
    pub fn tails_table(&self) -> Table {
        let columns =
            ["sample", "mirna", "reads", "tailed", "a", "c", "g", "u", "mixed", "mean_length"];
        let mut table = Table::new(columns);
        for (i, sample) in self.samples().enumerate() {
            for (row, seen) in self.seen(i) {
                let tailed: f64 = seen.tails.iter().sum();
                let mean = (tailed > 0.0).then(|| seen.added / tailed);
                let head: [Cell; 4] =
                    [sample.into(), self.row_name(row).into(), seen.total.into(), tailed.into()];
                let tails = seen.tails.into_iter().map(Cell::from);
                table.push(head.into_iter().chain(tails).chain([mean.into()]));
            }
        }
        table
    }

    fn row_name(&self, row: usize) -> String {
        self.index.catalogue().joint_name(&self.rows.members()[row])
    }

    /// By row of the counts.
    fn seen(&self, sample: usize) -> BTreeMap<usize, Seen> {
        let matures = self.index.catalogue().matures();
        let members = self.rows.members();
        let errors = &self.samples[sample].errors;
        let mut all: BTreeMap<usize, Seen> = BTreeMap::new();
        for (insert, called) in self.mirna_inserts(sample) {
            for (row, share) in self.shares(sample, called) {
                let Some(hit) = self.hits(insert.sequence, called, row).first().copied() else {
                    continue;
                };
                let length = matures[members[row][0]].sequence.len();
                let seen = all.entry(row).or_insert_with(|| Seen::new(length));
                seen.add(&hit, insert, share, errors);
            }
        }
        for (&row, seen) in &mut all {
            let bases = matures[members[row][0]].sequence.bases();
            for (at, _) in bases.iter().enumerate().filter(|(_, base)| base.code() != Some(A)) {
                (seen.covered[at], seen.edited[at]) = (0.0, 0.0);
            }
        }
        all
    }
}

impl Seen {
    fn new(length: usize) -> Self {
        let none = || vec![0.0; length];
        let (covered, edited, misread) = (none(), none(), none());
        Self { total: 0.0, covered, edited, misread, tails: [0.0; 5], added: 0.0 }
    }

    /// Adds the share of an insert that a hit has.
    fn add(&mut self, hit: &Hit, insert: &Insert, share: f64, errors: &[f64]) {
        let (isomir, read) = (hit.isomir, insert.sequence);
        let all = insert.molecules as f64;
        let reads = all * share;
        if reads <= 0.0 {
            return;
        }
        // Of its molecules, those that one read alone tells of.
        let once = (insert.once as f64 / all).min(1.0);
        self.total += reads;
        // The mature sequence from the first nucleotide of the template on, and its position on the read.
        let skipped = usize::try_from(isomir.shift_5p).unwrap_or(0);
        let templated = read.len() - isomir.added_5p - isomir.added_3p;
        let in_front = usize::try_from(-isomir.shift_5p).unwrap_or(0);
        let covered = templated.saturating_sub(in_front);
        let on_read = isomir.added_5p + in_front;
        for at in (skipped..self.covered.len()).take(covered) {
            let error = errors.get(on_read + at - skipped).copied().unwrap_or(BEFORE_SEQUENCING);
            self.covered[at] += reads;
            self.misread[at] += reads * (once * error + (1.0 - once) * BEFORE_SEQUENCING);
        }
        if let Some(at) = isomir.snv.and_then(|position| usize::try_from(position - 1).ok())
            && let Some(edited) = self.edited.get_mut(at)
            && read.code(on_read + at - skipped) == G
        {
            *edited += reads;
        }
        if isomir.added_3p > 0 {
            let mut tail = read.codes().skip(read.len() - isomir.added_3p);
            let first = tail.next().unwrap_or_default();
            let kind = if tail.all(|code| code == first) { usize::from(first) } else { 4 };
            self.tails[kind] += reads;
            self.added += reads * isomir.added_3p as f64;
        }
    }
}

/// P(at least k of n by errors of this rate); k and n, shares of reads, need not be whole.
fn by_error(n: f64, k: f64, rate: f64) -> f64 {
    if k <= 0.0 { 1.0 } else { beta_cdf(k, (n - k).max(0.0) + 1.0, rate.clamp(0.0, 1.0)) }
}

#[cfg(test)]
mod tests {
    use statrs::distribution::{Binomial, DiscreteCDF};

    use super::*;

    #[test]
    fn whole_numbers_are_binomial() {
        for (n, k) in [(13_u64, 4_u64), (1000, 1), (1, 1), (50, 50)] {
            let expected = Binomial::new(0.001, n).unwrap().sf(k - 1);
            let p = by_error(n as f64, k as f64, 0.001);
            assert!((p / expected - 1.0).abs() < 1e-9, "{n} {k}: {p} {expected}");
        }
        assert!((by_error(10.0, 0.0, 0.001) - 1.0).abs() < 1e-12);
    }
}
