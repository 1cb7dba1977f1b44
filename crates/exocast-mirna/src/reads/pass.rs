//! The pass over all reads of a sample.

use std::{collections::HashMap, hash::BuildHasherDefault};

use bio::stats::{PHREDProb, Prob};
use exocast_core::{ReadError, options::Checked};

use super::{
    block::Block,
    detect::Detection,
    fastq,
    fates::Fates,
    hash::FxHasher,
    insert::Molecule,
    packed::{self, Packed},
    trim::{DIMER, NoInsert, Trimmer},
    umi,
};
use crate::options::{Layout, QuantifyOptions};

type Counts = HashMap<Molecule, u32, BuildHasherDefault<FxHasher>>;

/// The pass over all reads of a sample.
pub(crate) struct Pass<'a> {
    trimmer: Trimmer,
    options: &'a QuantifyOptions,
    /// Probability of an error by quality letter.
    errors: [f64; 256],
    pub(super) fates: Fates,
    pub(super) lengths: Vec<u64>,
    pub(super) counts: Counts,
    pub(super) short_umis: u64,
    pub(super) has_umi: bool,
}

impl<'a> Pass<'a> {
    pub(super) fn new(
        detection: &Detection,
        zero: u8,
        options: &'a Checked<QuantifyOptions>,
    ) -> Self {
        let layout =
            detection.library.layout().unwrap_or(Layout { adapter: None, random: 0, umi: 0 });
        let error = |letter: usize| {
            let quality = letter as f64 - f64::from(zero);
            *Prob::from(PHREDProb(quality.max(0.0)))
        };
        Self {
            trimmer: Trimmer::new(layout),
            options,
            errors: std::array::from_fn(error),
            fates: Fates::default(),
            lengths: vec![0; packed::CAPACITY + 1],
            counts: Counts::default(),
            short_umis: 0,
            has_umi: detection.library.has_umi(),
        }
    }

    /// Adds every read of a block; returns whether an empty line ended its stream.
    ///
    /// # Errors
    /// At the first malformed record.
    pub(crate) fn block(&mut self, block: &Block) -> Result<bool, ReadError> {
        let mut records = block.records();
        while let Some(record) = records.next()? {
            self.add(record);
        }
        Ok(records.ended)
    }

    fn add(&mut self, record: fastq::Record<'_>) {
        self.fates.total += 1;
        let parts = match self.trimmer.parts(record.sequence) {
            Ok(parts) => parts,
            Err(NoInsert::NoAdapter) => return self.fates.no_adapter += 1,
            Err(NoInsert::Dimer) => return self.fates.adapter_dimer += 1,
        };
        let insert = &record.sequence[parts.insert.clone()];
        if insert.len() < self.options.min_length {
            if insert.len() <= DIMER {
                return self.fates.adapter_dimer += 1;
            }
            return self.fates.too_short += 1;
        }
        if insert.len() > self.options.max_length {
            return self.fates.too_long += 1;
        }
        let quality = record.quality[parts.insert].iter();
        let errors: f64 = quality.map(|&letter| self.errors[usize::from(letter)]).sum();
        let Some(sequence) = Packed::new(insert) else {
            return self.fates.unknown_bases += 1;
        };
        if errors > self.options.max_expected_errors {
            return self.fates.low_quality += 1;
        }
        self.fates.passed += 1;
        self.lengths[insert.len()] += 1;
        let mut umi = 0;
        if self.has_umi {
            let letters = parts.umi.iter().flat_map(|range| &record.sequence[range.clone()]);
            let (code, length) = umi::encode(letters.map(|letter| packed::code(*letter)));
            umi = code;
            self.short_umis += u64::from(length < self.trimmer.umi_len());
        }
        let count = self.counts.entry(Molecule { sequence, umi }).or_default();
        *count = count.saturating_add(1);
    }
}
