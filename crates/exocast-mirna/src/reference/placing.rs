//! Mature sequences without coordinates, searched on the precursors of their name.

use std::collections::{BTreeMap, HashMap};

use exocast_core::{Location, Malformed, ReadError, Rna};

use super::{
    annotation::{Annotation, Derived, Precursor, arm_of_mirgenedb},
    sequences::Sequence,
};
use crate::{
    names::{Arm, MirnaName, Nomenclature},
    notice::Notice,
};

/// The part of a precursor name that is compared: `MirGeneDB` has `Hsa-Mir-8-P1a`, `…_pre` and `…_pri` for one gene.
pub(super) fn key(name: &str) -> &str {
    arm_of_mirgenedb(name).map_or(name, |(gene, _)| gene)
}

/// A precursor in place of a mature sequence.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{0}` is a whole precursor; give the FASTA of mature sequences, or the GFF3 with their coordinates on the precursors"
)]
struct WholePrecursor(String);

/// # Errors
/// At the first record that is the whole of the precursor of its name: its reads would count as those of
/// a miRNA.
pub(super) fn refuse_precursors(
    sequences: &HashMap<String, Sequence>,
    matures: &[Sequence],
    source: &str,
) -> Result<(), ReadError> {
    let whole = |mature: &&Sequence| {
        sequences.get(key(&mature.name)).is_some_and(|hairpin| hairpin.bases == mature.bases)
    };
    match matures.iter().find(whole) {
        None => Ok(()),
        Some(mature) => Err(ReadError::malformed(
            Location::new(source).line(mature.line),
            Malformed::other(WholePrecursor(mature.name.clone())),
        )),
    }
}

/// Annotation of `sequences` (by [`key`]) with the mature sequences of FASTA records.
///
/// A mature sequence is placed on every precursor of its species and family member (of any member where there is no
/// such) that contains it, and of its locus where its name has one; where it occurs twice, on the arm of its name.
/// Sequences that occur nowhere are a notice.
pub(super) fn place(
    sequences: &HashMap<String, Sequence>,
    matures: Vec<Sequence>,
    notices: &mut Vec<Notice>,
) -> Annotation {
    let mut annotation = Annotation::default();
    let mut hairpins: Vec<&Sequence> = sequences.values().collect();
    hairpins.sort_by_key(|hairpin| hairpin.line);
    let mut members: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, hairpin) in hairpins.iter().enumerate() {
        members.entry(member(&hairpin.name)).or_default().push(i);
        annotation.precursors.push(Precursor {
            name: hairpin.name.clone(),
            accession: hairpin.accession_word().parse().ok(),
            placement: None,
        });
    }
    let (mut left, mut first) = (0, None);
    for mature in matures {
        let parsed = mature.name.parse::<MirnaName>().ok();
        let locus = parsed.as_ref().and_then(|name| name.locus().map(str::to_owned));
        let arm = parsed.and_then(|name| name.arm());
        let before = annotation.derived.len();
        let family_member = member(&mature.name);
        let mut candidates: Vec<usize> = members.get(&family_member).cloned().unwrap_or_default();
        if candidates.is_empty() {
            // hsa-miR-517-5p is on hsa-mir-517a, -517b and -517c.
            let letter =
                |rest: &str| rest.len() == 1 && rest.starts_with(|c: char| c.is_ascii_lowercase());
            let has_family =
                |name: &String| name.strip_prefix(family_member.as_str()).is_some_and(letter);
            let families = members.iter().filter(|(name, _)| has_family(name));
            candidates.extend(families.flat_map(|(_, places)| places));
        }
        for i in candidates {
            let hairpin = hairpins[i].name.parse::<MirnaName>().ok();
            let same_locus = hairpin.is_none_or(|name| name.locus() == locus.as_deref());
            if locus.is_some() && !same_locus {
                continue;
            }
            if let Some(start) = find(&hairpins[i].bases, &mature.bases, arm) {
                annotation.derived.push(Derived {
                    name: mature.name.clone(),
                    accession: mature.accession_word().parse().ok(),
                    precursor: i,
                    start,
                    end: start + mature.bases.len(),
                });
            }
        }
        if annotation.derived.len() == before {
            left += 1;
            first.get_or_insert(mature.name);
        }
    }
    if let Some(name) = first {
        notices.push(Notice::NotPlaced { name, count: left });
    }
    annotation
}

/// Species, family and member of a name, which a precursor and its mature sequences share.
fn member(name: &str) -> String {
    if let Some((gene, _)) = arm_of_mirgenedb(name) {
        return gene.to_owned();
    }
    let Ok(parsed) = name.parse::<MirnaName>() else { return name.to_owned() };
    match parsed.nomenclature() {
        Nomenclature::MirGeneDb => name.to_owned(),
        Nomenclature::MiRBase => {
            format!("{}-{}{}", parsed.species(), parsed.family(), parsed.member())
        }
    }
}

/// The first place of `mature` on `hairpin`, or the last for the 3' arm.
fn find(hairpin: &Rna, mature: &Rna, arm: Option<Arm>) -> Option<usize> {
    let mut places = hairpin
        .bases()
        .windows(mature.len().max(1))
        .enumerate()
        .filter(|(_, window)| *window == mature.bases())
        .map(|(start, _)| start);
    if arm == Some(Arm::ThreePrime) { places.next_back() } else { places.next() }
}
