//! How likely stretches of an RNA are to be free of pairs.

use super::options::AccessOptions;
use exocast_core::options::Checked;
use std::ops::Range;

use exocast_core::Base;

use crate::input::Transcript;

use super::{factors::Factors, outside::Sizes, windows::Part};
use crate::structure::energy::{EnergyModel, letters};

/// Nucleotides whose probabilities are computed together.
const CORE: usize = 1500;

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
/// assert!(access.opening_energy(free[9]) > 2.0);
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

    /// P(`length` nucleotides from each place on are unpaired), for each place that enough nucleotides follow.
    #[must_use]
    pub fn unpaired(&self, sequence: &[Base], length: usize) -> Vec<f64> {
        self.unpaired_all(sequence, &[length]).pop().unwrap_or_default()
    }

    /// [`unpaired`](Self::unpaired) of many sequences, in order.
    #[must_use]
    pub fn unpaired_of(&self, sequences: &[&[Base]], length: usize) -> Vec<Vec<f64>> {
        exocast_core::parallel::map(sequences.len(), |i| self.unpaired(sequences[i], length))
    }

    /// [`unpaired`](Self::unpaired) of the 3'UTRs of mRNAs, and of other RNAs as a whole, in order; of circles
    /// [`unpaired_circle`](Self::unpaired_circle), nothing of those that are too short.
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

    /// [`unpaired`](Self::unpaired) for several lengths, from one computation. Nothing is listed for a
    /// length that is 0, or above that of the sequence or the window.
    #[must_use]
    pub fn unpaired_all(&self, sequence: &[Base], lengths: &[usize]) -> Vec<Vec<f64>> {
        let ends = 0..sequence.len();
        let probabilities = self.ending_in(sequence, lengths, &ends);
        let complete = |(length, probabilities): (&usize, Vec<Option<f64>>)| {
            probabilities.into_iter().skip(length.saturating_sub(1)).flatten().collect()
        };
        lengths.iter().zip(probabilities).map(complete).collect()
    }

    /// [`unpaired`](Self::unpaired) of a circle, for each place on it: windows lie across the junction too. Nothing where the
    /// circle is shorter than a window, which would hold a nucleotide twice.
    #[must_use]
    pub fn unpaired_circle(&self, circle: &[Base], length: usize) -> Option<Vec<f64>> {
        // Pairs at the ends of a window see the nucleotide beside them.
        let beside = self.window;
        if circle.len() < self.window || length == 0 || length > self.window {
            return None;
        }
        let turned = [&circle[circle.len() - beside..], circle, &circle[..beside]].concat();
        let ends = beside + length - 1..beside + length - 1 + circle.len();
        self.ending_in(&turned, &[length], &ends).pop()?.into_iter().collect()
    }

    /// P(the `length` nucleotides from `start` on are unpaired), from the windows around them alone;
    /// nothing where they are not all there.
    #[must_use]
    pub fn unpaired_at(&self, sequence: &[Base], start: usize, length: usize) -> Option<f64> {
        let end = (start + length).checked_sub(1)?;
        let mut probabilities = self.ending_in(sequence, &[length], &(end..end + 1));
        probabilities.pop()?.pop()?
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
            let probabilities =
                self.ending_in(sequence, &[length], &ends).pop().unwrap_or_default();
            for (out, probabilities) in out[run].iter_mut().zip(probabilities) {
                *out = probabilities.unwrap_or(f64::NAN);
            }
        }
        out
    }

    /// Energy to open a stretch that is unpaired with this probability, −RT ln P in kcal/mol.
    #[must_use]
    pub fn opening_energy(&self, probability: f64) -> f64 {
        -self.thermal * probability.ln()
    }

    /// For each length and each last place: the probability, where it is defined.
    fn ending_in(
        &self,
        sequence: &[Base],
        lengths: &[usize],
        ends: &Range<usize>,
    ) -> Vec<Vec<Option<f64>>> {
        let n = sequence.len();
        let window = self.window.min(n);
        let whole = letters(sequence);
        let mut out = vec![Vec::with_capacity(ends.len()); lengths.len()];
        let usable = lengths.iter().filter(|&&length| length > 0 && length <= window);
        let Some(&shortest) = usable.min() else {
            return lengths.iter().map(|_| vec![None; ends.len()]).collect();
        };
        let sizes = Sizes { span: self.span.min(window), window, shortest };
        let mut core = ends.start.min(n)..ends.start.min(n);
        while core.end < ends.end.min(n) {
            core = core.end..(core.end + CORE).min(ends.end).min(n);
            let part = Part::new(&whole, &self.factors, sizes, &core);
            for (&length, out) in lengths.iter().zip(&mut out) {
                out.extend(core.clone().map(|end| {
                    let start = (end + 1).checked_sub(length)?;
                    (length > 0 && length <= window).then(|| part.unpaired(n, start, end))
                }));
            }
        }
        for out in &mut out {
            out.resize(ends.len(), None);
        }
        out
    }
}
