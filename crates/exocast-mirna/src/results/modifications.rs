//! Modifications of mature sequences: adenosines read as G, and tails.

use std::collections::BTreeMap;

use exocast_core::{Table, adjust::benjamini_hochberg, table::Cell};
use statrs::distribution::{Binomial, DiscreteCDF};

use crate::{
    assign::{Call, Hit, Quantification},
    reads::Packed,
    reference::SnvRegion,
};

/// Adenosines and tails of one miRNA in one sample.
struct Seen {
    reads: u64,
    /// By position on the mature sequence, from 0: templated reads, and those of them with G.
    covered: Vec<u64>,
    edited: Vec<u64>,
    /// By nucleotide, those of several nucleotides last.
    tails: [u64; 5],
    added: u64,
}

/// Errors per nucleotide that make a G of an A; assumed, a base quality of 30 with every error a G.
const ERROR: f64 = 1e-3;

/// Codes of nucleotides.
const A: u8 = 0;
const G: u8 = 2;

impl Quantification<'_> {
    /// Adenosines read as G, as inosine is: `sample mirna position region reads edited fraction p q`.
    ///
    /// One row per position of a mature sequence, from 1, with such reads (molecules); `reads` are templated there. p is the binomial probability of at least as many by errors of 10^−3, q adjusts over all
    /// adenosines that were read in the sample (Alon 2012, Genome Res 22:1533). Reads that fit miRNAs of several
    /// sequences are left out; names of one sequence share a row.
    #[must_use]
    pub fn editing_table(&self) -> Table {
        let columns =
            ["sample", "mirna", "position", "region", "reads", "edited", "fraction", "p", "q"];
        let mut table = Table::new(columns);
        let names = self.names_of_sequences();
        for (i, sample) in self.samples().enumerate() {
            let (mut sites, mut p) = (Vec::new(), Vec::new());
            for (mature, seen) in self.seen(i) {
                for (at, (&n, &k)) in seen.covered.iter().zip(&seen.edited).enumerate() {
                    if n > 0 {
                        sites.push((mature, at, n, k));
                        p.push(by_error(n, k));
                    }
                }
            }
            let q = benjamini_hochberg(&p);
            for ((mature, at, n, k), (p, q)) in sites.into_iter().zip(p.into_iter().zip(q)) {
                if k == 0 {
                    continue;
                }
                let position = i32::try_from(at + 1).unwrap_or(i32::MAX);
                table.push([
                    Cell::from(sample),
                    names.get(&mature).map(String::as_str).into(),
                    (at + 1).into(),
                    SnvRegion::at(position).to_string().into(),
                    n.into(),
                    k.into(),
                    (k as f64 / n as f64).into(),
                    p.into(),
                    q.into(),
                ]);
            }
        }
        table
    }

    /// Non-templated 3' tails: `sample mirna reads tailed a c g u mixed mean_length`: reads (molecules) of each
    /// miRNA, those with a tail, by its nucleotide, and the mean length of tails.
    ///
    /// Reads are selected as in [`editing_table`](Self::editing_table).
    #[must_use]
    pub fn tails_table(&self) -> Table {
        let columns =
            ["sample", "mirna", "reads", "tailed", "a", "c", "g", "u", "mixed", "mean_length"];
        let mut table = Table::new(columns);
        let names = self.names_of_sequences();
        for (i, sample) in self.samples().enumerate() {
            for (mature, seen) in self.seen(i) {
                let tailed: u64 = seen.tails.iter().sum();
                let mean = (tailed > 0).then(|| seen.added as f64 / tailed as f64);
                let name = names.get(&mature).map(String::as_str);
                let head: [Cell; 4] =
                    [sample.into(), name.into(), seen.reads.into(), tailed.into()];
                let tails = seen.tails.into_iter().map(Cell::from);
                table.push(head.into_iter().chain(tails).chain([mean.into()]));
            }
        }
        table
    }

    /// All names of each sequence, by the first of them.
    fn names_of_sequences(&self) -> BTreeMap<usize, String> {
        let catalogue = self.index.catalogue();
        let all = catalogue.names_by_sequence().into_iter();
        all.map(|same| (same[0], catalogue.joint_name(&same))).collect()
    }

    /// By the first mature name of a sequence, in catalogue order.
    fn seen(&self, sample: usize) -> BTreeMap<usize, Seen> {
        let catalogue = self.index.catalogue();
        let first = catalogue.first_of_sequence();
        let mut all: BTreeMap<usize, Seen> = BTreeMap::new();
        let mut inserts = self.samples[sample].inserts.iter().peekable();
        for (sequence, called) in &self.calls {
            while inserts.next_if(|insert| insert.sequence < *sequence).is_some() {}
            let Some(insert) = inserts.next_if(|insert| insert.sequence == *sequence) else {
                continue;
            };
            let Call::Mirna(hits) = &called.call else { continue };
            let mature = |hit: &Hit| first[self.index.locus(hit).mature];
            let Some((hit, first_mature)) = hits.first().map(|hit| (hit, mature(hit))) else {
                continue;
            };
            if hits.iter().any(|other| mature(other) != first_mature) {
                continue;
            }
            let length = catalogue.matures()[first_mature].sequence.len();
            let seen = all.entry(first_mature).or_insert_with(|| Seen {
                reads: 0,
                covered: vec![0; length],
                edited: vec![0; length],
                tails: [0; 5],
                added: 0,
            });
            seen.add(hit, *sequence, insert.molecules);
        }
        for (&mature, seen) in &mut all {
            let bases = catalogue.matures()[mature].sequence.bases();
            let sites = seen.covered.iter_mut().zip(&mut seen.edited).zip(bases);
            for ((covered, edited), _) in sites.filter(|(_, base)| base.code() != Some(A)) {
                (*covered, *edited) = (0, 0);
            }
        }
        all
    }
}

impl Seen {
    fn add(&mut self, hit: &Hit, read: Packed, reads: u64) {
        let isomir = hit.isomir;
        self.reads += reads;
        // The mature sequence from the first nucleotide of the template on, and its position on the read.
        let skipped = usize::try_from(isomir.shift_5p).unwrap_or(0);
        let templated = read.len() - isomir.added_5p - isomir.added_3p;
        let in_front = usize::try_from(-isomir.shift_5p).unwrap_or(0);
        let covered = templated.saturating_sub(in_front);
        self.covered.iter_mut().skip(skipped).take(covered).for_each(|n| *n += reads);
        if let Some(at) = isomir.snv.and_then(|position| usize::try_from(position - 1).ok())
            && let Some(edited) = self.edited.get_mut(at)
        {
            let on_read = isomir.added_5p + at + in_front - skipped;
            if read.code(on_read) == G {
                *edited += reads;
            }
        }
        if isomir.added_3p > 0 {
            let mut tail = read.codes().skip(read.len() - isomir.added_3p);
            let first = tail.next().unwrap_or_default();
            let kind = if tail.all(|code| code == first) { usize::from(first) } else { 4 };
            self.tails[kind] += reads;
            self.added += reads * isomir.added_3p as u64;
        }
    }
}

/// P(at least k of n by errors).
fn by_error(n: u64, k: u64) -> f64 {
    match (k.checked_sub(1), Binomial::new(ERROR, n)) {
        (Some(below), Ok(errors)) => errors.sf(below),
        _ => 1.0,
    }
}
