//! miRNA genes within contaminants, and mature sequences that are fragments of other RNA.
//!
//! A file of other RNAs holds miRNA genes, or the transcripts that host them. These are masked, since their reads are
//! of the miRNA. A mature sequence within tRNA, rRNA and the like is not a gene there: both compete for its reads.

use std::{collections::BTreeSet, ops::Range};

use super::{competitor::Origin, index::ReadIndex, target::Kind, words::WORD};
use crate::{notice::Notice, options::SHORTEST_TEMPLATE, reads::Packed, reference::ADAPTER};

/// Classes that hold mature sequences without being their genes.
const STRUCTURAL: [&str; 5] = ["tRNA", "rRNA", "Y RNA", "vault RNA", ADAPTER];
/// Classes that host genes only where the whole precursor is in them.
const MIXED: [&str; 5] = ["snoRNA", "scaRNA", "snRNA", "7S RNA", "piRNA"];
/// Least share of a precursor's nucleotides that its gene has, and most differences of a mature sequence there.
const IDENTITY: f64 = 0.9;
const MAX_DIFFERENCES: u32 = 1;
/// What is masked around a mature sequence without its precursor: as far as isomiRs reach.
const AROUND: usize = 10;

/// A mature sequence in a contaminant.
struct Place {
    locus: usize,
    target: usize,
    /// On the text, of the first nucleotide.
    at: usize,
    differences: u32,
}

impl ReadIndex<'_> {
    /// Where mature sequences lie on contaminants, with at most one difference.
    fn matures_on_contaminants(&self) -> Vec<Place> {
        let mut places = Vec::new();
        let first = self.first_competitor();
        for (i, locus) in self.catalogue.loci().iter().enumerate() {
            let Some(sequence) = self.catalogue.cut(locus) else { continue };
            let Some(packed) = Packed::new(sequence.to_dna().as_bytes()) else { continue };
            if packed.len() < SHORTEST_TEMPLATE {
                continue;
            }
            // One of two words that do not overlap has no difference, where at most one is.
            let mut seen = BTreeSet::new();
            for seed in [0, packed.len() - WORD] {
                for &place in self.places_from(packed.word(seed, WORD), first) {
                    let Some(at) = (place as usize).checked_sub(seed) else { continue };
                    if self.text.is_far(at, packed, MAX_DIFFERENCES as usize) {
                        continue;
                    }
                    let differences = self.text.differences(at, packed).count_ones();
                    let target = self.target(at);
                    let is_other =
                        matches!(self.targets[target].kind, Kind::Contaminant(_) | Kind::Common(_));
                    if differences <= MAX_DIFFERENCES && is_other && seen.insert(at) {
                        places.push(Place { locus: i, target, at, differences });
                    }
                }
            }
        }
        places
    }

    /// Masks miRNA genes in contaminants.
    pub(super) fn mask_genes(&mut self) {
        let mut masks: Vec<(usize, Range<usize>)> = Vec::new();
        let mut genes = BTreeSet::new();
        for place in self.matures_on_contaminants() {
            let locus = self.catalogue.loci()[place.locus];
            let target = &self.targets[place.target];
            let class = self.class_of(target.kind);
            let (start, end) = (target.start, target.start + target.len);
            let precursor = self.catalogue.hairpins()[locus.hairpin].sequence.bases();
            // The part of the precursor that lies on the contaminant, if it is placed by the mature sequence.
            let on = |i: usize| {
                let at = (place.at + i).checked_sub(locus.start);
                at.filter(|at| (start..end).contains(at))
            };
            let same = (0..precursor.len())
                .filter(|i| on(*i).is_some_and(|at| self.text.code(at) == precursor[*i].code()))
                .count();
            // A mature sequence that is its own precursor says nothing of its gene.
            let is_gene =
                self.catalogue.has_precursors() && same as f64 >= IDENTITY * precursor.len() as f64;
            let len = locus.end - locus.start;
            let range = if STRUCTURAL.contains(&class) || !is_gene && MIXED.contains(&class) {
                continue;
            } else if is_gene {
                let places: Vec<usize> = (0..precursor.len()).filter_map(on).collect();
                places.first().copied().unwrap_or(start)
                    ..places.last().map_or(start, |last| last + 1)
            } else if place.differences == 0 {
                place.at.saturating_sub(AROUND).max(start)..(place.at + len + AROUND).min(end)
            } else {
                continue;
            };
            genes.insert(locus.hairpin);
            masks.push((place.target, range));
        }
        let contaminants: BTreeSet<usize> = masks.iter().map(|(target, _)| *target).collect();
        for (_, range) in masks {
            self.text.mask(range);
        }
        let hidden = |target: &usize| {
            let target = &self.targets[*target];
            (target.start..target.start + target.len).all(|at| self.text.code(at).is_none())
        };
        if let Some(first) = contaminants.first() {
            self.notices.push(Notice::MaskedGenes {
                genes: genes.len(),
                contaminants: contaminants.len(),
                hidden: contaminants.iter().filter(|target| hidden(target)).count(),
                first: self.competitor(*first).name.clone(),
            });
        }
    }

    /// Notes mature sequences that are fragments of contaminants.
    pub(super) fn check_contaminants(&mut self) {
        let mut origins: Vec<Origin> = Vec::new();
        for place in self.matures_on_contaminants() {
            let mature = self.catalogue.loci()[place.locus].mature;
            let target = &self.targets[place.target];
            origins.push(Origin {
                mature,
                differences: place.differences,
                class: self.class_of(target.kind).to_owned(),
                name: self.competitor(place.target).name.clone(),
                start: place.at - target.start,
            });
        }
        // Of each mature sequence and class the nearest.
        let key = |origin: &Origin| {
            (origin.mature, origin.differences, origin.class.clone(), origin.name.clone())
        };
        origins.sort_by_key(key);
        let mut seen = BTreeSet::new();
        origins.retain(|origin| seen.insert((origin.mature, origin.class.clone())));
        let exact: Vec<&Origin> = origins.iter().filter(|origin| origin.differences == 0).collect();
        let mirnas: BTreeSet<usize> = exact.iter().map(|origin| origin.mature).collect();
        if let Some(first) = exact.first() {
            self.notices.push(Notice::ContaminantHoldsMirna {
                contaminant: first.name.clone(),
                mirna: self.catalogue.matures()[first.mature].name.clone(),
                mirnas: mirnas.len(),
            });
        }
        self.origins = origins;
    }

    /// Mature sequences that are fragments of other RNAs, in the order of the catalogue.
    pub(crate) fn origins(&self) -> &[Origin] {
        &self.origins
    }
}
