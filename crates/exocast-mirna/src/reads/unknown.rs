//! Inserts with one unknown nucleotide.
//!
//! Such a read is one that was misread at a known place. It is taken for the most frequent insert of the sample that
//! agrees with it elsewhere; where there is none, for the letter with which it is likely a known sequence, even if that
//! nucleotide were a substitution.

use std::collections::BTreeMap;

use super::{detect::Known, insert::Molecule, packed::Packed, qualities::Seen, umi::Umi};

/// Reads by insert, with its unknown nucleotide, and UMI.
pub(super) type Unknown = BTreeMap<(Vec<u8>, Umi), u32>;

/// A substitution, in tenths of a decimal order, as in the assignment of reads.
const SUBSTITUTION: u32 = 33;

/// Whether a letter is not a nucleotide.
pub(super) fn is_unknown(letter: u8) -> bool {
    super::packed::code(letter) > 3
}

/// The one unknown nucleotide of an insert.
pub(super) fn place(insert: &[u8]) -> Option<usize> {
    let mut places = insert.iter().enumerate().filter(|(_, letter)| is_unknown(**letter));
    match (places.next(), places.next()) {
        (Some((place, _)), None) => Some(place),
        _ => None,
    }
}

/// Molecules with their reads, and length and reads of inserts that agree with nothing.
pub(super) type Resolved = (Vec<(Molecule, Seen)>, Vec<(usize, u64)>);

/// The molecules that reads with an unknown nucleotide are of; `molecules` are those of the others, in ascending order.
pub(super) fn resolve(
    unknown: &Unknown,
    molecules: &[(Molecule, Seen)],
    known: &dyn Known,
) -> Resolved {
    let mut resolved = Vec::new();
    let mut lost = Vec::new();
    for ((insert, umi), reads) in unknown {
        match fill(insert, molecules, known) {
            Some(sequence) => {
                resolved.push((Molecule { sequence, umi: *umi }, Seen::new(*reads)));
            }
            None => lost.push((insert.len(), u64::from(*reads))),
        }
    }
    (resolved, lost)
}

fn fill(insert: &[u8], molecules: &[(Molecule, Seen)], known: &dyn Known) -> Option<Packed> {
    let place = place(insert)?;
    let mut letters = insert.to_vec();
    let mut best = None;
    for letter in *b"TGCA" {
        letters[place] = letter;
        let sequence = Packed::new(&letters)?;
        let odds = known.log_odds(&letters);
        let key = (reads(sequence, molecules), odds);
        if (key.0 > 0 || odds > SUBSTITUTION) && best.is_none_or(|(least, _)| key >= least) {
            best = Some((key, sequence));
        }
    }
    best.map(|(_, sequence)| sequence)
}

fn reads(sequence: Packed, molecules: &[(Molecule, Seen)]) -> u64 {
    let start = molecules.partition_point(|(molecule, _)| molecule.sequence < sequence);
    let same = molecules[start..].iter().take_while(|(molecule, _)| molecule.sequence == sequence);
    same.map(|(_, seen)| u64::from(seen.reads)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reads::detect::Matures;

    #[test]
    fn filled() {
        let packed = |text: &str| Packed::new(text.as_bytes()).unwrap();
        let molecule =
            |text: &str, reads| (Molecule { sequence: packed(text), umi: 1 }, Seen::new(reads));
        let molecules = [molecule("AAAAAAAAAAAAAAACG", 3), molecule("AAAAAAAAAAAAAAATG", 5)];
        let known = Matures::new();
        let check = |text: &str| fill(text.as_bytes(), &molecules, &known).map(Packed::to_dna);
        assert_eq!(check("AAAAAAAAAAAAAAANG").as_deref(), Some("AAAAAAAAAAAAAAATG"));
        assert_eq!(check("TGAGGTAGTAGGTTGNATAGTT").as_deref(), Some("TGAGGTAGTAGGTTGTATAGTT"));
        assert_eq!(check("GGATCCTTANCTAAGGCATTCGG"), None);
        assert_eq!(place(b"ANNA"), None);
    }
}
