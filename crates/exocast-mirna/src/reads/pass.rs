//! The pass over all reads of a sample.

use std::{collections::HashMap, hash::BuildHasherDefault};

use bio::stats::{PHREDProb, Prob};
use exocast_core::{ReadError, options::Checked};

use super::{
    block::Block,
    copies::{self, Copies},
    detection::Detection,
    fastq,
    fates::Fates,
    hash::FxHasher,
    header_umi,
    insert::Molecule,
    packed::{self, Packed},
    qualities::{InUmi, LEAST_ERROR, Qualities, Seen},
    sketch::Sketch,
    trim::{DIMER, NoInsert, Parts, Trimmer},
    umi::{self, Umi},
    unknown::{self, Unknown},
};
use crate::options::QuantifyOptions;

type Counts = HashMap<Molecule, Seen, BuildHasherDefault<FxHasher>>;

/// The pass over all reads of a sample.
pub(crate) struct Pass<'a> {
    trimmer: Trimmer,
    options: &'a QuantifyOptions,
    /// Probability of an error by quality letter.
    errors: [f64; 256],
    copies: Copies,
    /// The letter of quality 0.
    zero: u8,
    pub(super) fates: Fates,
    pub(super) lengths: Vec<u64>,
    pub(super) counts: Counts,
    /// Of each insert with a UMI.
    pub(super) qualities: Qualities,
    /// Reads with one unknown nucleotide.
    pub(super) unknown: Unknown,
    pub(super) short_umis: u64,
    umis: Umis,
    /// Some of all reads.
    pub(super) some: Sketch,
    /// Expected errors at each place of the inserts, in billionths.
    pub(super) expected: Vec<u64>,
    /// Probability of an error by quality letter, in billionths: their sum does not depend on the order.
    billionths: [u64; 256],
}

/// Where UMIs are, and their length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Umis {
    None,
    Read(usize),
    Header(usize),
}

impl<'a> Pass<'a> {
    pub(super) fn new(
        detection: &Detection,
        (zero, copies, umis): (u8, Copies, Umis),
        options: &'a Checked<QuantifyOptions>,
    ) -> Self {
        let error = |letter: usize| {
            let quality = letter as f64 - f64::from(zero);
            *Prob::from(PHREDProb(quality.max(0.0)))
        };
        Self {
            trimmer: Trimmer::new(detection.library.layout().as_ref()),
            options,
            copies,
            errors: std::array::from_fn(error),
            fates: Fates::default(),
            lengths: vec![0; packed::CAPACITY + 1],
            counts: Counts::default(),
            qualities: Qualities::default(),
            zero,
            unknown: Unknown::new(),
            short_umis: 0,
            umis,
            some: Sketch::default(),
            expected: vec![0; packed::CAPACITY],
            billionths: std::array::from_fn(|letter| billionths(error(letter))),
        }
    }

    /// Adds every read of a block; returns whether an empty line ended its stream.
    ///
    /// # Errors
    /// At the first malformed record.
    pub(crate) fn block(&mut self, block: &Block) -> Result<bool, ReadError> {
        let mut records = block.records();
        let mut place = block.first_record();
        while let Some(record) = records.next()? {
            self.some.see(place, record.sequence);
            place += 1;
            let copies = match self.copies {
                Copies::One => 1,
                Copies::Header => copies::from_header(record.header)
                    .ok_or_else(|| records.no_copies(record.header))?,
            };
            self.add(record, copies);
        }
        Ok(records.ended)
    }

    fn add(&mut self, record: fastq::Record<'_>, copies: u32) {
        let reads = u64::from(copies);
        self.fates.total += reads;
        let parts = match self.trimmer.parts(record.sequence) {
            Ok(parts) => parts,
            Err(NoInsert::NoAdapter) => return self.fates.no_adapter += reads,
            Err(NoInsert::Dimer) => return self.fates.adapter_dimer += reads,
        };
        let insert = &record.sequence[parts.insert.clone()];
        if insert.len() < self.options.min_length {
            if insert.len() <= DIMER {
                return self.fates.adapter_dimer += reads;
            }
            return self.fates.too_short += reads;
        }
        if insert.len() > self.options.max_length {
            return self.fates.too_long += reads;
        }
        let packed = Packed::new(insert);
        if packed.is_none() && unknown::place(insert).is_none() {
            return self.fates.unknown_bases += reads;
        }
        // An unknown nucleotide is an error that costs nothing more.
        let quality = record.quality[parts.insert.clone()].iter().zip(insert);
        let errors: f64 = quality
            .filter(|(_, letter)| packed.is_some() || !unknown::is_unknown(**letter))
            .map(|(quality, _)| self.errors[usize::from(*quality)])
            .sum();
        if errors > self.options.max_expected_errors {
            return self.fates.low_quality += reads;
        }
        self.fates.passed += reads;
        self.lengths[insert.len()] += reads;
        let qualities = &record.quality[parts.insert.clone()];
        for (sum, letter) in self.expected.iter_mut().zip(qualities) {
            *sum += self.billionths[usize::from(*letter)] * reads;
        }
        let (umi, is_short) = self.umi(&record, &parts);
        self.short_umis += u64::from(is_short) * reads;
        let Some(sequence) = packed else {
            let count = self.unknown.entry((insert.to_vec(), umi)).or_default();
            return *count = count.saturating_add(copies);
        };
        let seen = self.counts.entry(Molecule { sequence, umi }).or_default();
        seen.reads = seen.reads.saturating_add(copies);
        if self.umis != Umis::None {
            let zero = self.zero;
            let qualities = qualities.iter().map(|letter| letter.saturating_sub(zero));
            // Of a UMI with several reads it is not asked for.
            let is_first = seen.reads == copies && matches!(self.umis, Umis::Read(_));
            let in_umi = is_first.then(|| {
                let letters = parts.umi.iter().flat_map(|range| &record.quality[range.clone()]);
                InUmi::new(letters.map(|letter| self.errors[usize::from(*letter)].max(LEAST_ERROR)))
            });
            self.qualities.add(seen, copies, qualities, in_umi);
        }
    }

    /// The UMI of a read, and whether it is shorter than others.
    fn umi(&self, record: &fastq::Record<'_>, parts: &Parts) -> (Umi, bool) {
        let ((code, length), full) = match self.umis {
            Umis::None => return (0, false),
            Umis::Read(full) => {
                let letters = parts.umi.iter().flat_map(|range| &record.sequence[range.clone()]);
                (umi::encode(letters.map(|letter| packed::code(*letter))), full)
            }
            Umis::Header(full) => {
                let letters = header_umi::from_header(record.header).into_iter().flatten();
                (umi::encode(letters.map(packed::code)), full)
            }
        };
        (code, length < full)
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a probability")]
fn billionths(errors: f64) -> u64 {
    (errors * 1e9) as u64
}
