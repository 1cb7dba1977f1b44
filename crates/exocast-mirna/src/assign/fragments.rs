//! Reads of other RNAs than miRNA by name and part.
//!
//! Each unique read that is not a miRNA is compared once more with the RNAs of its class, all of them; what several
//! explain is shared by the expectation maximisation that miRNAs are counted with, so that the rows of a class sum to
//! the reads of the class. Names that no read of any sample distinguishes are one row.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::Range,
};

use super::{
    align,
    call::{Call, Called},
    compare::on_hairpin,
    competitor::HAIRPIN,
    count::{self, NameSets},
    fragment_row::FragmentRow,
    index::ReadIndex,
    parts::{self, Part, WHOLE},
    quantify::Quantification,
    target::{Kind, Target},
    words::WORD,
};
use crate::{options::Multimap, reads::Packed, reference::SPIKE};

/// Mismatches tolerated in RNAs other than miRNA, as in their assignment.
const MAX_MISMATCHES: u32 = 2;
/// In tenths of a decimal order: a substitution as in miRNAs, and an added nucleotide.
const SUBSTITUTION: u32 = 33;
const ADDED_3P: u32 = 14;
const ADDED_5P: u32 = 26;
/// Names in a joint name, and in the list of those that share reads.
const MOST_NAMES: usize = 12;
/// Share of a row's reads that another row explains as well, from which on it is listed.
const TIED: f64 = 0.05;

/// An RNA and its part.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Label {
    rna: Rna,
    part: Option<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Rna {
    /// By the index of the precursor.
    Hairpin(usize),
    /// By the index of the first competitor of its name; of a tRNA, by its own: a name whose sequences differ would explain
    /// the letters of each of them, and take the reads of names that have one.
    Competitor(usize),
    /// Names of several classes.
    Ambiguous(String),
}

/// Where a read may come from.
struct Place {
    target: usize,
    cost: u32,
    differences: usize,
    /// The templated part, on the target.
    on: Range<usize>,
}

impl ReadIndex<'_> {
    /// All places of a read on targets that `accepts`.
    fn places(&self, read: Packed, from: usize, accepts: impl Fn(&Target) -> bool) -> Vec<Place> {
        let mut places = Vec::new();
        let added = self.options.max_addition;
        let most = MAX_MISMATCHES as usize + added;
        for seed in [0, WORD, 2 * WORD].into_iter().filter(|seed| seed + WORD <= read.len()) {
            for &place in self.places_from(read.word(seed, WORD), from) {
                let Some(at) = (place as usize).checked_sub(seed) else { continue };
                if self.text.is_far(at, read, most) {
                    continue;
                }
                let lanes = self.text.differences(at, read);
                let before = |seed: usize| lanes << (2 * seed) >> (128 - 2 * WORD) == 0;
                if lanes.count_ones() as usize > most || (0..seed).step_by(WORD).any(before) {
                    continue;
                }
                let target = self.target(place as usize);
                let reference = &self.targets[target];
                if at < reference.start || !accepts(reference) {
                    continue;
                }
                let at = at - reference.start;
                let mismatches =
                    if matches!(reference.kind, Kind::Hairpin(_)) { 1 } else { MAX_MISMATCHES };
                for split in align::splits(lanes, read.len(), added, mismatches) {
                    if matches!(reference.kind, Kind::Hairpin(_))
                        && on_hairpin(&split, read).is_none()
                    {
                        continue;
                    }
                    let (five, three) = (split.added_5p, split.added_3p);
                    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                    places.push(Place {
                        target,
                        cost: split.mismatches * SUBSTITUTION
                            + count(three) * ADDED_3P
                            + count(five) * ADDED_5P,
                        differences: split.mismatches as usize + five + three,
                        on: at + five..at + read.len() - three,
                    });
                }
            }
        }
        places
    }

    /// The RNAs that may have given a read that is of a class, with their excess over the best.
    fn labels(&self, read: Packed, class: usize) -> Vec<(Label, u32)> {
        let is_hairpin = class == self.hairpin_class;
        let from = if is_hairpin { 0 } else { self.first_competitor() };
        let mut places = self.places(read, from, |target| match target.kind {
            Kind::Hairpin(_) => is_hairpin,
            Kind::Contaminant(other) | Kind::Common(other) => other == class,
            Kind::Spike(_) => false,
        });
        self.leave_common(&mut places);
        let least = places.iter().map(|place| place.cost).min().unwrap_or(0);
        let mut labels: BTreeMap<Label, u32> = BTreeMap::new();
        for place in places.iter().filter(|place| place.cost <= least + align::WINDOW) {
            let excess = place.cost - least;
            let best = labels.entry(self.label(place)).or_insert(excess);
            *best = excess.min(*best);
        }
        labels.into_iter().collect()
    }

    /// Leaves out what is not given where something given explains a read as well.
    fn leave_common(&self, places: &mut Vec<Place>) {
        let is_common = |place: &Place| matches!(self.targets[place.target].kind, Kind::Common(_));
        let best = |common: bool| {
            let of_kind = places.iter().filter(|place| is_common(place) == common);
            of_kind.map(|place| place.differences).min()
        };
        if let (Some(given), Some(common)) = (best(false), best(true))
            && given <= common
        {
            places.retain(|place| !is_common(place));
        }
    }

    fn label(&self, place: &Place) -> Label {
        let target = &self.targets[place.target];
        if let Kind::Hairpin(hairpin) = target.kind {
            let loci: Vec<_> =
                self.loci[hairpin].iter().map(|&i| &self.catalogue.loci()[i]).collect();
            let part = Some(parts::of_hairpin(&place.on, &loci));
            return Label { rna: Rna::Hairpin(hairpin), part };
        }
        let (class, competitor) = (self.class_of(target.kind), self.competitor(place.target));
        let part = match class {
            SPIKE => WHOLE,
            "tRNA" => parts::of_trna(&place.on, &competitor.body, target.len),
            _ => parts::of_other(&place.on, target.len),
        };
        let number = place.target - self.catalogue.hairpins().len();
        let rna = if class == "tRNA" { number } else { competitor.same };
        Label { rna: Rna::Competitor(rna), part: Some(part) }
    }

    /// The one label of a read that several classes explain equally well: all names that do.
    fn ambiguous(&self, read: Packed) -> Label {
        let mut places = self.places(read, self.first_competitor(), |_| true);
        self.leave_common(&mut places);
        let least = places.iter().map(|place| place.differences).min();
        let mut names: BTreeSet<String> = places
            .iter()
            .filter(|place| Some(place.differences) == least)
            .map(|place| self.rna(&self.label(place).rna).1.to_owned())
            .collect();
        let matures = self.candidates(read).hits.into_iter();
        let edits = |edits: usize| least.is_none_or(|least| edits <= least);
        names.extend(
            matures
                .filter(|hit| edits(hit.isomir.edits()))
                .map(|hit| self.catalogue.matures()[self.locus(&hit).mature].name.clone()),
        );
        Label { rna: Rna::Ambiguous(joint(names)), part: None }
    }

    /// Class and name.
    fn rna<'b>(&'b self, rna: &'b Rna) -> (&'b str, &'b str) {
        match rna {
            Rna::Hairpin(hairpin) => (HAIRPIN, &self.catalogue.hairpins()[*hairpin].name),
            Rna::Competitor(i) => {
                let target = &self.targets[self.catalogue.hairpins().len() + i];
                (self.class_of(target.kind), &self.competitors[*i].name)
            }
            Rna::Ambiguous(names) => ("ambiguous", names),
        }
    }
}

fn joint(names: BTreeSet<String>) -> String {
    let more = names.len().saturating_sub(MOST_NAMES);
    let mut shown: Vec<String> = names.into_iter().take(MOST_NAMES).collect();
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    shown.join("/")
}

impl Quantification<'_> {
    /// Reads of each spike.
    pub(crate) fn spike_reads(&self, sample: usize) -> Vec<u64> {
        let mut spikes = vec![0; self.index.spikes().len()];
        let mut calls = self.calls.iter().peekable();
        for insert in &self.samples[sample].inserts {
            while calls.next_if(|(read, _)| *read < insert.sequence).is_some() {}
            let called = calls.next_if(|(read, _)| *read == insert.sequence);
            if let Some(Call::Spike(spike)) = called.map(|(_, called)| &called.call) {
                spikes[*spike] += insert.reads;
            }
        }
        spikes
    }

    /// Reads of each RNA that is not a miRNA, by sample, class and name. Those of a class sum to the reads of the class.
    pub(crate) fn fragment_rows(&self) -> &[FragmentRow] {
        self.fragments.get_or_init(|| self.computed_fragments())
    }

    fn computed_fragments(&self) -> Vec<FragmentRow> {
        let mut labels: Vec<Label> = Vec::new();
        let mut numbers: HashMap<Label, usize> = HashMap::new();
        let mut number = |label: Label| {
            *numbers.entry(label).or_insert_with_key(|label| {
                labels.push(label.clone());
                labels.len() - 1
            })
        };
        let sets: Vec<(Packed, Vec<(usize, u32)>)> = labelled(self.index, &self.calls)
            .into_iter()
            .map(|(read, set)| {
                let mut set: Vec<(usize, u32)> =
                    set.into_iter().map(|(label, excess)| (number(label), excess)).collect();
                set.sort_unstable();
                (read, set)
            })
            .collect();
        let groups = Groups::new(labels.len(), sets.iter().map(|(_, set)| set.as_slice()));
        let mut rows = Vec::new();
        for (sample, reads) in self.samples.iter().enumerate() {
            let mut counts = NameSets::new();
            let mut ordered = sets.iter().peekable();
            for insert in &reads.inserts {
                while ordered.next_if(|(read, _)| *read < insert.sequence).is_some() {}
                if let Some((_, set)) = ordered.next_if(|(read, _)| *read == insert.sequence) {
                    *counts.entry(groups.merged(set)).or_default() += insert.reads;
                }
            }
            rows.extend(groups.rows(self.index, sample, &labels, &counts));
        }
        rows
    }
}

type Labelled = (Packed, Vec<(Label, u32)>);

fn labels_of(index: &ReadIndex<'_>, (read, called): &(Packed, Called)) -> Option<Labelled> {
    let labels = match &called.call {
        // Spikes are the first of the competitors.
        Call::Spike(spike) => vec![(Label { rna: Rna::Competitor(*spike), part: None }, 0)],
        Call::Contaminant(class) => index.labels(*read, *class),
        Call::Ambiguous => vec![(index.ambiguous(*read), 0)],
        Call::Mirna(_) | Call::Unassigned => return None,
    };
    Some((*read, labels))
}

#[cfg(feature = "rayon")]
fn labelled(index: &ReadIndex<'_>, calls: &[(Packed, Called)]) -> Vec<Labelled> {
    use rayon::prelude::*;
    calls.par_iter().filter_map(|call| labels_of(index, call)).collect()
}

#[cfg(not(feature = "rayon"))]
fn labelled(index: &ReadIndex<'_>, calls: &[(Packed, Called)]) -> Vec<Labelled> {
    calls.iter().filter_map(|call| labels_of(index, call)).collect()
}

/// Labels that no read distinguishes.
struct Groups {
    /// Of each label the first of its group.
    first: Vec<usize>,
    members: BTreeMap<usize, Vec<usize>>,
}

impl Groups {
    fn new<'a>(n: usize, sets: impl Iterator<Item = &'a [(usize, u32)]>) -> Self {
        let mut seen: Vec<Vec<(u32, u32)>> = vec![Vec::new(); n];
        for (i, set) in sets.enumerate() {
            for &(label, excess) in set {
                seen[label].push((u32::try_from(i).unwrap_or(u32::MAX), excess));
            }
        }
        let mut firsts: HashMap<&[(u32, u32)], usize> = HashMap::new();
        let first: Vec<usize> =
            seen.iter().enumerate().map(|(i, sets)| *firsts.entry(sets).or_insert(i)).collect();
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (label, first) in first.iter().enumerate() {
            members.entry(*first).or_default().push(label);
        }
        Self { first, members }
    }

    fn merged(&self, set: &[(usize, u32)]) -> Vec<(usize, u32)> {
        let mut merged: Vec<(usize, u32)> =
            set.iter().map(|(label, excess)| (self.first[*label], *excess)).collect();
        merged.sort_unstable();
        merged.dedup();
        merged
    }

    fn rows(
        &self,
        index: &ReadIndex<'_>,
        sample: usize,
        labels: &[Label],
        sets: &NameSets,
    ) -> Vec<FragmentRow> {
        let every: Vec<usize> = (0..labels.len()).collect();
        let counts = count::count(sets, &every, Multimap::Em).names;
        let name = |group: usize| {
            joint(
                self.members[&group]
                    .iter()
                    .map(|i| index.rna(&labels[*i].rna).1.to_owned())
                    .collect(),
            )
        };
        // A read may end in the anticodon loop of one isodecoder and next to that of another, with a longer D loop.
        let part = |group: usize| {
            let mut parts = self.members[&group].iter().map(|i| labels[*i].part);
            let first = parts.next().flatten()?;
            parts.try_fold(first, |all, part| {
                let part = part.filter(|part| part.name == all.name)?;
                Some(Part { name: all.name, is_half: all.is_half && part.is_half })
            })
        };
        // Sequences of one name and part are one row.
        let mut keys: BTreeMap<(&str, String, Option<Part>), usize> = BTreeMap::new();
        let mut row_of = vec![0; labels.len()];
        let mut totals: BTreeMap<usize, f64> = BTreeMap::new();
        for &group in self.members.keys() {
            let class = index.rna(&labels[group].rna).0;
            let row = *keys.entry((class, name(group), part(group))).or_insert(group);
            row_of[group] = row;
            *totals.entry(row).or_default() += counts[group];
        }
        let mut unique = vec![0; labels.len()];
        let mut tied: BTreeMap<usize, BTreeMap<usize, u64>> = BTreeMap::new();
        for (set, reads) in sets {
            let best: BTreeSet<usize> = count::best(set).map(|group| row_of[group]).collect();
            if let (1, Some(only)) = (best.len(), best.first()) {
                unique[*only] += reads;
                continue;
            }
            // Of thousands of copies of one gene, some.
            for a in best.iter().take(4 * MOST_NAMES) {
                let others = tied.entry(*a).or_default();
                for b in best.iter().take(4 * MOST_NAMES).filter(|b| *b != a) {
                    *others.entry(*b).or_default() += reads;
                }
            }
        }
        let mut rows: Vec<FragmentRow> = Vec::new();
        for (&row, &reads) in totals.iter().filter(|(_, reads)| **reads > 0.0) {
            let others = tied.get(&row).into_iter().flatten();
            let mut tied_with: Vec<(u64, String)> = others
                .filter(|(other, shared)| totals[*other] > 0.0 && **shared as f64 >= TIED * reads)
                .map(|(other, shared)| (*shared, name(*other)))
                .collect();
            tied_with.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            tied_with.dedup_by(|a, b| a.1 == b.1);
            rows.push(FragmentRow {
                sample,
                class: index.rna(&labels[row].rna).0.to_owned(),
                name: name(row),
                part: part(row),
                reads,
                unique: unique[row],
                tied_with: tied_with.into_iter().take(MOST_NAMES).map(|(_, name)| name).collect(),
            });
        }
        rows.sort_by(|a, b| {
            // Sums of shares are equal up to rounding.
            let key = |row: &FragmentRow| (row.class.clone(), -(row.reads * 1e6).round());
            let ((a_class, a_reads), (b_class, b_reads)) = (key(a), key(b));
            a_class
                .cmp(&b_class)
                .then(a_reads.total_cmp(&b_reads))
                .then_with(|| (&a.name, a.part).cmp(&(&b.name, b.part)))
        });
        rows
    }
}
