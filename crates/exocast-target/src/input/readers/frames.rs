//! Open reading frames in what is read as 3'UTRs: those of whole mRNAs.

use exocast_core::Base;

use crate::notice::{NAMED, Notice};

/// Codons of an open reading frame that few 3'UTRs and most mRNAs have.
const LONG_FRAME: usize = 150;

/// Frames of fewer codons are of no protein of most mRNAs.
const SHORT_FRAME: usize = 100;

/// A frame that chance gives in fewer sequences of this length and composition than one in so many is one of an mRNA.
/// Of 5,886 human 3'UTRs 0.3 % have one, of the mRNAs without their 5'UTRs 72 %.
const CHANCE: f64 = 1e-4;

/// How many, and the first names.
#[derive(Debug, Default)]
pub(super) struct Names(pub(super) usize, pub(super) Vec<String>);

impl Names {
    pub(super) fn add(&mut self, name: &str) {
        self.0 += 1;
        if self.1.len() < NAMED {
            self.1.push(name.to_owned());
        }
    }
}

/// Sequences that are read as 3'UTRs and may be more.
#[derive(Debug, Default)]
pub(super) struct Frames {
    sequences: usize,
    long: Names,
    coding: Names,
}

impl Frames {
    pub(super) fn add(&mut self, name: &str, utr3: &[Base]) {
        self.sequences += 1;
        let codons = longest_frame(utr3);
        if codons >= LONG_FRAME {
            self.long.add(name);
        }
        if codons >= SHORT_FRAME && chance(utr3, codons) < CHANCE {
            self.coding.add(name);
        }
    }

    /// What is to be said of them: that most are long, or which are longer than chance gives.
    pub(super) fn notice(self) -> Option<Notice> {
        let Self { sequences, long, coding } = self;
        let Names(records, examples) = if 2 * long.0 >= sequences { long } else { coding };
        (records > 0).then_some(Notice::LongReadingFrames { records, sequences, examples })
    }
}

/// Codons from an AUG up to the first stop codon in its frame; the most of any.
fn longest_frame(bases: &[Base]) -> usize {
    use Base::{A, G, U};
    let of_frame = |frame: usize| {
        let (mut start, mut longest) = (None, 0);
        for (place, codon) in bases.get(frame..).unwrap_or_default().chunks_exact(3).enumerate() {
            match (codon, start) {
                ([A, U, G], None) => start = Some(place),
                ([U, A, A | G] | [U, G, A], Some(first)) => {
                    longest = longest.max(place - first);
                    start = None;
                }
                _ => {}
            }
        }
        longest
    };
    (0..3).map(of_frame).max().unwrap_or_default()
}

/// How many frames of so many codons or more a sequence of the same length and composition is expected to have.
fn chance(bases: &[Base], codons: usize) -> f64 {
    let share = |base: Base| {
        bases.iter().filter(|other| **other == base).count() as f64 / bases.len().max(1) as f64
    };
    let (a, g, u) = (share(Base::A), share(Base::G), share(Base::U));
    let stop = u * a * a + 2.0 * u * a * g;
    let starts = bases.len() as f64 * a * u * g;
    starts * (1.0 - stop).powf(codons as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bases(text: &str) -> Vec<Base> {
        text.bytes().filter_map(Base::from_letter).collect()
    }

    /// Letters of a fixed sequence that no codon repeats in.
    fn letters(n: usize, mut state: u32) -> String {
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ['A', 'C', 'G', 'U'][(state >> 24) as usize % 4]
        };
        (0..n).map(|_| next()).collect()
    }

    #[test]
    fn one_mrna_among_many_utrs_is_named() {
        let coding: String = (0..400).map(|i| ["GCU", "AAC", "CUG", "GAA", "GUC"][i % 5]).collect();
        let mrna = format!("AUG{coding}UAA{}", letters(600, 7));
        let mut frames = Frames::default();
        for seed in 0..40 {
            frames.add(&format!("utr{seed}"), &bases(&letters(900, seed)));
        }
        frames.add("whole", &bases(&mrna));
        let examples = vec!["whole".to_owned()];
        assert_eq!(
            frames.notice(),
            Some(Notice::LongReadingFrames { records: 1, sequences: 41, examples })
        );
        let mut utrs = Frames::default();
        utrs.add("short", &bases("GGGG"));
        (0..40).for_each(|seed| utrs.add("utr", &bases(&letters(900, seed))));
        assert_eq!(utrs.notice(), None);
    }

    #[test]
    fn the_expected_number_of_frames_is_that_of_the_formula() {
        let even = bases(&"ACGU".repeat(256));
        let wanted = 1024.0 / 64.0 * (61.0_f64 / 64.0).powi(100);
        assert!((chance(&even, 100) / wanted - 1.0).abs() < 1e-12);
        assert!(chance(&even, 101) < chance(&even, 100));
        assert!(longest_frame(&bases("AUGGCUGCUUAA")) == 3 && longest_frame(&bases("AUGGCU")) == 0);
    }
}
