//! How likely stretches of an RNA are to be free of pairs.

use super::options::AccessOptions;
use exocast_core::options::Checked;
use std::ops::Range;

use exocast_core::Base;

use crate::input::Transcript;

use super::{
    factors::Factors,
    windows::{Sizes, unpaired},
};
use crate::structure::energy::{EnergyModel, letters};

/// Nucleotides whose probabilities are computed together.
pub(super) const CORE: usize = 2000;

/// Probabilities that stretches are unpaired, from local partition functions.
///
/// For each window of the sequence the partition function over all structures with pairs up to a span
/// gives the probability that a stretch is unpaired; the result is its mean over the windows that hold
/// the stretch. A sequence shorter than the window is one window. That is what `RNAplfold` computes
/// (Bernhart, Hofacker & Stadler 2006, Bioinformatics 22:614; Bernhart et al. 2011, Algorithms Mol. Biol.
/// 6:3). The time is linear in the length of the sequence. An `N` pairs with nothing.
///
/// ```
/// use exocast_target::core::{Rna, options::Options};
/// use exocast_target::{Accessibility, AccessOptions, EnergyModel};
///
/// let model = EnergyModel::turner2004();
/// let access = Accessibility::new(&model, &AccessOptions::default().check()?);
/// let hairpin: Rna = "AAAAAAAAGGGGGCCGAAAGGCCCCCAAAAAAAA".parse()?;
/// let free = access.unpaired(hairpin.bases(), 4);
/// assert_eq!(free.len(), hairpin.len() - 3);
/// assert!(free[0] > 0.99 && free[9] < 0.01);
/// assert!(access.opening_energy(hairpin.bases(), 9, 4).is_some_and(|energy| energy > 2.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Accessibility {
    factors: Factors,
    thermal: f64,
    window: usize,
    span: usize,
}

impl Accessibility {
    /// Computes with this model.
    #[must_use]
    pub fn new(model: &EnergyModel, options: &Checked<AccessOptions>) -> Self {
        Self {
            factors: Factors::new(model, options.span),
            thermal: model.thermal_energy(),
            window: options.window,
            span: options.span,
        }
    }

    /// P(`length` nucleotides from each place on are unpaired), for each place that enough nucleotides follow. Nothing
    /// is listed for a length that is 0, or above that of the sequence or the window.
    #[must_use]
    pub fn unpaired(&self, sequence: &[Base], length: usize) -> Vec<f64> {
        let ends = 0..sequence.len();
        let probabilities = self.ending_in(sequence, length, &ends);
        probabilities.into_iter().skip(length.saturating_sub(1)).flatten().collect()
    }

    /// [`unpaired`](Self::unpaired) of the 3'UTRs of mRNAs, and of other RNAs as a whole, in order. Windows of a circle
    /// lie across the junction too, and each of its places has a probability; nothing is listed for a circle shorter
    /// than a window, which would hold a nucleotide twice.
    #[must_use]
    pub fn unpaired_of_transcripts(
        &self,
        transcripts: &[Transcript<'_>],
        length: usize,
    ) -> Vec<Vec<f64>> {
        exocast_core::parallel::map(transcripts.len(), |i| {
            let transcript = &transcripts[i];
            if transcript.is_circle() {
                self.unpaired_circle(transcript.utr3, length).unwrap_or_default()
            } else {
                self.unpaired(transcript.utr3, length)
            }
        })
    }

    /// [`unpaired`](Self::unpaired) of a circle, for each place on it: windows lie across the junction too. Nothing where the
    /// circle is shorter than a window, which would hold a nucleotide twice.
    pub(crate) fn unpaired_circle(&self, circle: &[Base], length: usize) -> Option<Vec<f64>> {
        // Pairs at the ends of a window see the nucleotide beside them.
        let beside = self.window;
        if circle.len() < self.window || length == 0 || length > self.window {
            return None;
        }
        let turned = [&circle[circle.len() - beside..], circle, &circle[..beside]].concat();
        let ends = beside + length - 1..beside + length - 1 + circle.len();
        self.ending_in(&turned, length, &ends).into_iter().collect()
    }

    /// P(the `length` nucleotides from `start` on are unpaired), from the windows around them alone;
    /// nothing where they are not all there.
    pub(super) fn unpaired_at(
        &self,
        sequence: &[Base],
        start: usize,
        length: usize,
    ) -> Option<f64> {
        let end = (start + length).checked_sub(1)?;
        self.ending_in(sequence, length, &(end..end + 1)).pop()?
    }

    /// [`unpaired`](Self::unpaired) for the places of some ranges alone, in order; not a number for all
    /// others. Where the ranges are few this is faster, as only windows around them are computed.
    #[must_use]
    pub(crate) fn unpaired_in(
        &self,
        sequence: &[Base],
        length: usize,
        ranges: &[Range<usize>],
    ) -> Vec<f64> {
        let count = (sequence.len() + 1).saturating_sub(length.max(1));
        let mut out = vec![f64::NAN; count];
        let mut ranges = ranges.iter().peekable();
        while let Some(first) = ranges.next() {
            let mut run = first.clone();
            // Ranges in reach of one window share its partition function.
            while let Some(next) = ranges.next_if(|next| next.start <= run.end + self.window) {
                run = run.start.min(next.start)..run.end.max(next.end);
            }
            let run = run.start.min(count)..run.end.min(count);
            if run.is_empty() || length == 0 {
                continue;
            }
            let ends = run.start + length - 1..run.end + length - 1;
            let probabilities = self.ending_in(sequence, length, &ends);
            for (out, probabilities) in out[run].iter_mut().zip(probabilities) {
                *out = probabilities.unwrap_or(f64::NAN);
            }
        }
        out
    }

    /// Energy to open the `length` nucleotides from `start` on, −RT ln P(they are unpaired) in kcal/mol, from the windows
    /// around them alone; nothing where they are not all there.
    #[must_use]
    pub fn opening_energy(&self, sequence: &[Base], start: usize, length: usize) -> Option<f64> {
        let probability = self.unpaired_at(sequence, start, length)?;
        Some(-self.thermal * probability.ln())
    }

    /// For each last place: the probability, where it is defined.
    fn ending_in(&self, sequence: &[Base], length: usize, ends: &Range<usize>) -> Vec<Option<f64>> {
        let n = sequence.len();
        let window = self.window.min(n);
        if length == 0 || length > window {
            return vec![None; ends.len()];
        }
        let whole = letters(sequence);
        let mut out = Vec::with_capacity(ends.len());
        let sizes = Sizes { span: self.span.min(window), window, length };
        let mut core = ends.start.min(n)..ends.start.min(n);
        while core.end < ends.end.min(n) {
            core = core.end..(core.end + CORE).min(ends.end).min(n);
            out.extend(unpaired(&whole, &self.factors, sizes, &core));
        }
        out.resize(ends.len(), None);
        out
    }
}
