//! What the first reads of a sample are recognised by: the sequences of the index.

use std::io::BufRead;

use exocast_core::options::Checked;

use super::{align, candidates::Key, index::ReadIndex};
use crate::{
    options::QuantifyOptions,
    reads::{Known, Packed, SampleError, SampleReads, tenths},
    reference::ADAPTER,
};

/// Odds of one RNA that competes against a random sequence of the same length: one of some 30,000 places, in tenths of
/// a decimal order; a nucleotide that it does not explain costs what a substitution does. Assumed.
const ONE_OF_PLACES: f64 = 45.0;
const DIFFERENCE: f64 = 33.0;
/// Least odds.
const LEAST: f64 = 10.0;

impl Known for ReadIndex<'_> {
    fn log_odds(&self, insert: &[u8]) -> u32 {
        let Some(read) = Packed::new(insert) else { return 0 };
        let best = self.candidates(read);
        let mirna = best.mirna.map(|cost| align::log_odds(cost, read));
        let is_rna = |(_, class): &(Key, usize)| self.classes[*class] != ADAPTER;
        let others = [best.spike, best.contaminant.filter(is_rna), best.common.filter(is_rna)];
        let others = others.into_iter().flatten();
        let others = others.map(|((differences, shift), _)| {
            let cost = DIFFERENCE * (differences + shift as usize) as f64;
            6.02 * read.len() as f64 - cost - ONE_OF_PLACES
        });
        let odds = others.chain(mirna).fold(0.0, f64::max);
        if odds < LEAST { 0 } else { tenths(odds) }
    }
}

impl ReadIndex<'_> {
    /// Reads every lane of a sample, as [`SampleReads::read`]; its library is recognised by the sequences of the index.
    ///
    /// ```
    /// use exocast_mirna::{Catalogue, QuantifyOptions, ReadIndex, core::options::Options, quantify};
    ///
    /// let hairpin = ">hsa-mir-21\nUGUCGGGUAGCUUAUCAGACUGAUGUUGACUGUUGAAUCUCAUGGCAACACCAGUCGAUGGGCUGUCUGACA\n";
    /// let mature = ">hsa-miR-21-5p\nUAGCUUAUCAGACUGAUGUUGA\n";
    /// let catalogue = Catalogue::read(hairpin.as_bytes(), "h.fa", mature.as_bytes(), "m.fa", None)?;
    /// let options = QuantifyOptions::default().check()?;
    /// let index = ReadIndex::new(&catalogue, &[], None, &options);
    ///
    /// // Four random nucleotides on both sides of the insert, and an adapter.
    /// let ends = ["ACGT", "TTGA", "CGCA", "GATC", "CCAG", "TGTT"];
    /// let reads: String = ends.iter().map(|end| {
    ///     let read = format!("{end}TAGCTTATCAGACTGATGTTGA{end}AGATCGGAAGAGCACACGTCT");
    ///     format!("@r\n{read}\n+\n{}\n", "I".repeat(read.len()))
    /// }).collect();
    /// let sample = index.read("EV_1", [("EV_1.fastq", reads.as_bytes())], &options)?;
    /// assert_eq!(sample.detection().layout, "N4,insert,N4,AGATCGGAAGAGCACACGTCT");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`SampleReads::read`].
    pub fn read<S: AsRef<str>, R: BufRead>(
        &self,
        name: &str,
        lanes: impl IntoIterator<Item = (S, R)>,
        options: &Checked<QuantifyOptions>,
    ) -> Result<SampleReads, SampleError> {
        SampleReads::read_known(name, lanes, options, self)
    }
}
