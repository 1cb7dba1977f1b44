//! How likely reads are misread.

use super::{near, qualities::InUmi};

/// How one node differs from another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Errors {
    /// Substitutions, in insert and UMI.
    pub(super) insert: u32,
    pub(super) umi: u32,
    /// Whether one insert lacks nucleotides of the other.
    pub(super) has_indel: bool,
}

impl Errors {
    pub(super) fn substitutions(insert: u32, umi: u32) -> Self {
        Self { insert, umi, has_indel: false }
    }

    /// How likely they are where a substitution has this probability.
    pub(super) fn rate(self, substitution: PerNucleotide, indel: f64) -> f64 {
        substitution.insert.powi(self.insert.cast_signed())
            * substitution.umi.powi(self.umi.cast_signed())
            * if self.has_indel { indel } else { 1.0 }
    }
}

/// The errors of a node's reads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Misread {
    pub(super) each: PerNucleotide,
    /// The probability of more errors than are looked for: with a right UMI more than a few in the insert; with one error
    /// there, more than one.
    pub(super) lost: f64,
}

/// Probabilities of an error.
#[derive(Clone, Copy, Debug)]
pub(super) struct PerNucleotide {
    pub(super) insert: f64,
    pub(super) umi: f64,
}

impl PerNucleotide {
    pub(super) fn equal(rate: f64) -> Self {
        Self { insert: rate, umi: rate }
    }

    /// Those of one of three nucleotides.
    pub(super) fn each(self) -> Self {
        Self { insert: self.insert / 3.0, umi: self.umi / 3.0 }
    }
}

/// The Poisson probability of up to `most` events.
fn up_to(most: u32, mean: f64) -> f64 {
    let (mut term, mut sum) = ((-mean).exp(), 0.0);
    for n in 0..=most {
        sum += term;
        term *= mean / f64::from(n + 1);
    }
    sum
}

impl Misread {
    /// Of reads with one rate of errors, with an insert and a UMI of these lengths.
    pub(super) fn typical(rate: f64, insert: usize, umi: usize) -> Self {
        let (in_insert, in_umi) = (rate * insert as f64, rate * umi as f64);
        let right = (-in_umi).exp();
        let seen = right * (up_to(near::MOST_FAR, in_insert) + in_umi * up_to(1, in_insert));
        Self { each: PerNucleotide::equal(rate), lost: (1.0 - seen).max(0.0) }
    }

    /// Of a read with these [errors](super::qualities::errors) in its insert, and in its UMI, or there as a typical one.
    pub(super) fn new(
        (in_insert, none, once): (f64, f64, f64),
        umi: Option<InUmi>,
        (insert, length): (usize, usize),
        typical: Self,
    ) -> Self {
        let in_umi = typical.each.umi * length as f64;
        let umi = umi.unwrap_or(InUmi { expected: in_umi, several: 1.0 - up_to(1, in_umi) });
        let single = umi.expected.min(1.0 - umi.several);
        let right = (1.0 - single - umi.several).max(0.0);
        let lost = umi.several
            + single * (1.0 - none - once)
            + right * (1.0 - up_to(near::MOST_FAR, in_insert));
        let each = PerNucleotide {
            insert: in_insert / insert.max(1) as f64,
            umi: umi.expected / length.max(1) as f64,
        };
        Self { each, lost: lost.clamp(0.0, 1.0) }
    }
}
