//! Mature sequences without coordinates, sought on the precursors of their name.

use std::collections::{BTreeMap, HashMap};

use exocast_core::{Location, Malformed, ReadError, Rna};

use super::{
    annotation::{Annotation, Derived, Precursor, arm_of_mirgenedb},
    fasta,
};
use crate::{
    names::{Arm, MirnaName, Nomenclature},
    notice::Notice,
};

/// What precursor names are compared by: `MirGeneDB` has `Hsa-Mir-8-P1a`, `…_pre` and `…_pri` for one gene.
pub(crate) fn key(name: &str) -> &str {
    arm_of_mirgenedb(name).map_or(name, |(gene, _)| gene)
}

/// A precursor where a mature sequence is wanted.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{0}` is a whole precursor: give the FASTA of mature sequences, or the GFF3 that says where on the precursors they lie"
)]
struct WholePrecursor(String);

/// # Errors
/// At the first record that is the whole of the precursor of its name: its reads would count as those of
/// a miRNA.
pub(crate) fn refuse_precursors(
    sequences: &HashMap<String, fasta::Entry>,
    matures: &[fasta::Entry],
    source: &str,
) -> Result<(), ReadError> {
    let whole = |mature: &&fasta::Entry| {
        sequences.get(key(&mature.name)).is_some_and(|own| own.sequence == mature.sequence)
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
/// A mature sequence lies on every precursor of its species and family member (of any member where there is no such)
/// that holds it, and of its locus where its name has one; where it occurs twice, on its own arm. Sequences that lie nowhere are a notice.
pub(crate) fn place(
    sequences: &HashMap<String, fasta::Entry>,
    matures: Vec<fasta::Entry>,
    notices: &mut Vec<Notice>,
) -> Annotation {
    let mut annotation = Annotation::default();
    let mut hairpins: Vec<&fasta::Entry> = sequences.values().collect();
    hairpins.sort_by_key(|entry| entry.line);
    let mut members: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, entry) in hairpins.iter().enumerate() {
        members.entry(member(&entry.name)).or_default().push(i);
        let word = entry.description.split_whitespace().next().unwrap_or_default();
        annotation.precursors.push(Precursor {
            name: entry.name.clone(),
            accession: word.parse().ok(),
            placement: None,
        });
    }
    let (mut left, mut first) = (0, None);
    for mature in matures {
        let word = mature.description.split_whitespace().next().unwrap_or_default();
        let parsed = mature.name.parse::<MirnaName>().ok();
        let locus = parsed.as_ref().and_then(|name| name.locus().map(str::to_owned));
        let arm = parsed.and_then(|name| name.arm());
        let before = annotation.derived.len();
        let own = member(&mature.name);
        let mut on: Vec<usize> = members.get(&own).cloned().unwrap_or_default();
        if on.is_empty() {
            // hsa-miR-517-5p lies on hsa-mir-517a, -517b and -517c.
            let letter =
                |rest: &str| rest.len() == 1 && rest.starts_with(|c: char| c.is_ascii_lowercase());
            let of_family = |name: &String| name.strip_prefix(own.as_str()).is_some_and(letter);
            let families = members.iter().filter(|(name, _)| of_family(name));
            on.extend(families.flat_map(|(_, places)| places));
        }
        for i in on {
            let on = hairpins[i].name.parse::<MirnaName>().ok();
            let same_locus = on.is_none_or(|on| on.locus() == locus.as_deref());
            if locus.is_some() && !same_locus {
                continue;
            }
            if let Some(start) = find(&hairpins[i].sequence, &mature.sequence, arm) {
                annotation.derived.push(Derived {
                    name: mature.name.clone(),
                    accession: word.parse().ok(),
                    precursor: i,
                    start,
                    end: start + mature.sequence.len(),
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

/// Species, family and member of a name: what a precursor and its mature sequences share.
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

/// Where `mature` starts on `hairpin`: at the first place, or the last where it is of the 3' arm.
fn find(hairpin: &Rna, mature: &Rna, arm: Option<Arm>) -> Option<usize> {
    let mut places = hairpin
        .bases()
        .windows(mature.len().max(1))
        .enumerate()
        .filter(|(_, window)| *window == mature.bases())
        .map(|(start, _)| start);
    if arm == Some(Arm::ThreePrime) { places.next_back() } else { places.next() }
}
