//! Differences of a read from the mature sequence, in the terms of mirGFF3 1.2.

use std::{
    fmt::{self, Write},
    ops::Range,
};

use exocast_core::Rna;

use super::{hairpin::Locus, region::SnvRegion};

/// A read as a variant of a mature sequence at one locus; its [`Display`](fmt::Display) is the attribute `Variant`.
///
/// The read is `added_5p` non-templated nucleotides, then a templated part, then `added_3p`
/// non-templated nucleotides; at most one nucleotide of the templated part differs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Isomir {
    /// Start of the templated part against the mature 5' end; positive is downstream.
    pub shift_5p: i32,
    /// End of the templated part against the mature 3' end; positive is downstream.
    pub shift_3p: i32,
    /// Non-templated nucleotides before it.
    pub added_5p: usize,
    /// Non-templated nucleotides after it.
    pub added_3p: usize,
    /// Position on the mature sequence, from 1, of the differing nucleotide; 0 or less before it.
    pub snv: Option<i32>,
}

impl Isomir {
    /// Whether the read is the mature sequence itself.
    pub(crate) fn is_reference(&self) -> bool {
        *self == Self::default()
    }

    /// The same as far as it decides the nucleotides `part` of the read, from 0: its 5' end, and the differing nucleotide
    /// where that is one of them.
    pub(crate) fn five_prime(self, part: Range<usize>) -> Self {
        let on_read = |at: usize| part.contains(&(self.added_5p + at));
        let is_in_part = self.snv_on_template().is_some_and(on_read);
        let snv = self.snv.filter(|_| is_in_part);
        Self { shift_3p: 0, added_3p: 0, snv, ..self }
    }

    /// Nucleotides that the template does not explain.
    pub(crate) fn edits(&self) -> usize {
        self.added_5p + self.added_3p + usize::from(self.snv.is_some())
    }

    /// Nucleotides by which both ends of the templated part are shifted.
    pub(crate) fn shift(&self) -> u32 {
        self.shift_5p.unsigned_abs() + self.shift_3p.unsigned_abs()
    }

    /// Position on the hairpin, from 0, at which the templated part starts.
    pub(crate) fn template_start(&self, locus: &Locus) -> Option<usize> {
        locus.start.checked_add_signed(isize::try_from(self.shift_5p).ok()?)
    }

    /// Position on the hairpin one past the templated part.
    pub(crate) fn template_end(&self, locus: &Locus) -> Option<usize> {
        locus.end.checked_add_signed(isize::try_from(self.shift_3p).ok()?)
    }

    /// The CIGAR string of mirGFF3: `M` is an exact match, a letter the hairpin's nucleotide where the read differs, `I`
    /// a non-templated nucleotide. All but the letter are counted.
    ///
    /// None where read, locus and hairpin disagree.
    pub(crate) fn cigar(&self, locus: &Locus, hairpin: &Rna) -> Option<String> {
        let (start, end) = (self.template_start(locus)?, self.template_end(locus)?);
        let templated = end.checked_sub(start)?;
        let mut out = String::new();
        let run = |out: &mut String, count: usize, letter: char| {
            if count > 0 { write!(out, "{count}{letter}").ok() } else { Some(()) }
        };
        run(&mut out, self.added_5p, 'I')?;
        match self.snv_on_template() {
            None => run(&mut out, templated, 'M')?,
            Some(at) => {
                run(&mut out, at, 'M')?;
                out.push_str(&hairpin.slice(start + at..start + at + 1)?.to_dna());
                run(&mut out, templated.checked_sub(at + 1)?, 'M')?;
            }
        }
        run(&mut out, self.added_3p, 'I')?;
        Some(out)
    }

    /// The attribute `Changes`: nucleotides gained in upper case, lost in lower case, a substitution as its position on
    /// the read, the read's nucleotide and the hairpin's (`4CG`). Empty for the reference.
    ///
    /// None where read, locus and hairpin disagree.
    pub(crate) fn changes(&self, locus: &Locus, hairpin: &Rna, read: &Rna) -> Option<String> {
        let (start, end) = (self.template_start(locus)?, self.template_end(locus)?);
        let mut parts = Vec::new();
        let mut ends = |label: &str, lost: bool, from: usize, to: usize| {
            let letters = hairpin.slice(from.min(to)..from.max(to))?.to_dna();
            let letters = if lost { letters.to_ascii_lowercase() } else { letters };
            if !letters.is_empty() {
                parts.push(format!("{label}:{letters}"));
            }
            Some(())
        };
        ends("iso_5p", self.shift_5p > 0, locus.start, start)?;
        ends("iso_3p", self.shift_3p < 0, locus.end, end)?;
        if self.added_5p > 0 {
            parts.push(format!("iso_add5p:{}", read.slice(0..self.added_5p)?.to_dna()));
        }
        if self.added_3p > 0 {
            let tail = read.len().checked_sub(self.added_3p)?..read.len();
            parts.push(format!("iso_add3p:{}", read.slice(tail)?.to_dna()));
        }
        if let Some(at) = self.snv_on_template() {
            let (place, on_hairpin) = (self.added_5p + at, start + at);
            parts.push(format!(
                "iso_snv:{}{}{}",
                place + 1,
                read.slice(place..place + 1)?.to_dna(),
                hairpin.slice(on_hairpin..on_hairpin + 1)?.to_dna()
            ));
        }
        Some(parts.join(","))
    }

    /// Position of the differing nucleotide on the templated part, from 0.
    fn snv_on_template(&self) -> Option<usize> {
        usize::try_from(self.snv? - 1 - self.shift_5p).ok()
    }
}

/// The attribute `Variant`; `NA` for the reference.
impl fmt::Display for Isomir {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_reference() {
            return f.write_str("NA");
        }
        let mut separator = "";
        let mut part = |f: &mut fmt::Formatter<'_>, text: fmt::Arguments<'_>| {
            f.write_str(std::mem::replace(&mut separator, ","))?;
            f.write_fmt(text)
        };
        if self.shift_5p != 0 {
            part(f, format_args!("iso_5p:{:+}", self.shift_5p))?;
        }
        if self.shift_3p != 0 {
            part(f, format_args!("iso_3p:{:+}", self.shift_3p))?;
        }
        if self.added_5p > 0 {
            part(f, format_args!("iso_add5p:{}", self.added_5p))?;
        }
        if self.added_3p > 0 {
            part(f, format_args!("iso_add3p:{}", self.added_3p))?;
        }
        if let Some(position) = self.snv {
            part(f, format_args!("{}", SnvRegion::at(position)))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Arm;

    const HAIRPIN: &str =
        "TGGGATGAGGTAGTAGGTTGTATAGTTTTAGGGTCACACCCACCACTGGGAGATAACTATACAATCTACTGTCTTTCCTA";
    /// hsa-let-7a-5p on hsa-let-7a-1.
    const LET7: Locus = Locus { hairpin: 0, mature: 0, start: 5, end: 27, arm: Arm::FivePrime };

    #[track_caller]
    fn check(read: &str, isomir: Isomir, variant: &str, cigar: &str, changes: &str) {
        let (hairpin, read) = (HAIRPIN.parse().unwrap(), read.parse().unwrap());
        assert_eq!(isomir.to_string(), variant);
        assert_eq!(isomir.cigar(&LET7, &hairpin).unwrap(), cigar);
        assert_eq!(isomir.changes(&LET7, &hairpin, &read).unwrap(), changes);
    }

    #[test]
    fn attributes() {
        let reference = Isomir::default();
        check("TGAGGTAGTAGGTTGTATAGTT", reference, "NA", "22M", "");
        check(
            "ATGAGGTAGTAGGTTGTATAG",
            Isomir { shift_5p: -1, shift_3p: -2, ..reference },
            "iso_5p:-1,iso_3p:-2",
            "21M",
            "iso_5p:A,iso_3p:tt",
        );
        // As in the examples of mirtop 0.4 (paper/hsa-let-7a-5p.gff), which differ in CIGAR only:
        // they have the letters of the read, this has those of the hairpin and `I`.
        check(
            "GAGCTAGTAGGTTGTATAGTAA",
            Isomir { shift_5p: 1, shift_3p: -1, added_3p: 2, snv: Some(5), ..reference },
            "iso_5p:+1,iso_3p:-1,iso_add3p:2,iso_snv_seed",
            "3MG16M2I",
            "iso_5p:t,iso_3p:t,iso_add3p:AA,iso_snv:4CG",
        );
        check(
            "CCTGAGGTAGTAGGTTGTATAGTTTT",
            Isomir { added_5p: 2, shift_3p: 2, ..reference },
            "iso_3p:+2,iso_add5p:2",
            "2I24M",
            "iso_3p:TT,iso_add5p:CC",
        );
    }

    /// The classes that mirtop puts one nucleotide off.
    #[test]
    fn snv_regions() {
        let label = |position| SnvRegion::at(position).to_string();
        assert_eq!(label(1), "iso_snv");
        assert_eq!(label(2), "iso_snv_seed");
        assert_eq!(label(7), "iso_snv_seed");
        assert_eq!(label(8), "iso_snv_central_offset");
        assert_eq!(label(9), "iso_snv_central");
        assert_eq!(label(12), "iso_snv_central");
        assert_eq!(label(13), "iso_snv_central_supp");
        assert_eq!(label(17), "iso_snv_central_supp");
        assert_eq!(label(18), "iso_snv");
    }

    #[test]
    fn what_decides_the_seed() {
        let all = Isomir { shift_5p: 1, shift_3p: -1, added_5p: 0, added_3p: 2, snv: Some(5) };
        assert_eq!(all.five_prime(1..8).to_string(), "iso_5p:+1,iso_snv_seed");
        // Nucleotide 9 of the mature sequence is the 8th of the read, and 10 the 9th.
        let moved = |position| Isomir { snv: Some(position), ..all }.five_prime(1..8).to_string();
        assert_eq!(moved(9), "iso_5p:+1,iso_snv_central");
        assert_eq!([moved(10), moved(2)], ["iso_5p:+1", "iso_5p:+1"]);
        let tail = Isomir { added_3p: 2, shift_3p: 1, ..Isomir::default() };
        assert!(tail.five_prime(1..8).is_reference());
    }

    /// What miRge3 (no sign) and mirtop (net 3' shift) write differently.
    #[test]
    fn signs_and_net_shift() {
        let variant = |shift_5p, shift_3p, added_3p| {
            Isomir { shift_5p, shift_3p, added_3p, ..Isomir::default() }.to_string()
        };
        assert_eq!(variant(-1, 0, 0), "iso_5p:-1");
        assert_eq!(variant(1, 0, 0), "iso_5p:+1");
        assert_eq!(variant(0, -1, 1), "iso_3p:-1,iso_add3p:1");
    }
}
