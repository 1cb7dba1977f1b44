//! Which RNA a read comes from: every class competes, the best alignment wins.

use crate::{
    Catalogue, CheckedQuantify, Isomir, Locus, Notice, QuantifyOptions, ReferenceSet,
    align::{self, Split},
    packed::{Packed, Text},
    references::SPIKE,
};

/// Hairpins, spikes and contaminants, ready for reads to be compared with them.
///
/// Every 8-mer of every sequence is looked up by number; a read's first 8-mers find the places where it
/// may lie, and there it is compared as a whole.
#[derive(Clone, Debug)]
pub struct ReadIndex<'a> {
    catalogue: &'a Catalogue,
    options: QuantifyOptions,
    text: Text,
    /// In ascending order of their start.
    targets: Vec<Target>,
    /// Places of the 8-mer `w` are `places[offsets[w]..offsets[w + 1]]`.
    offsets: Vec<u32>,
    places: Vec<u32>,
    loci: Vec<Vec<usize>>,
    spikes: Vec<String>,
    /// Classes of contaminants.
    classes: Vec<String>,
    clashes: Vec<Clash>,
    notices: Vec<Notice>,
}

/// A spike that the miRNA reference explains. Its reads are told apart by the closer fit, an exact one first;
/// what fits both equally is ambiguous.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The spike.
    pub spike: String,
    /// The miRNA.
    pub mirna: String,
    /// How the spike would be called as an isomiR of it; `NA` where they are the same.
    pub variant: String,
}

#[derive(Clone, Debug)]
struct Target {
    start: usize,
    len: usize,
    kind: Kind,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Hairpin(usize),
    Spike(usize),
    Contaminant(usize),
    /// Of the class, but not given.
    Common(usize),
}

/// Where a unique read belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// To these loci, all equally likely, in ascending order.
    Mirna(Vec<Hit>),
    /// To this spike, by index.
    Spike(usize),
    /// To this class of contaminants, by index.
    Contaminant(usize),
    /// To several classes equally well.
    Ambiguous,
    /// To nothing known.
    Unassigned,
}

/// A read as an isomiR at one locus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hit {
    /// Index of the [locus](Catalogue::loci).
    pub locus: usize,
    /// How the read differs from the mature sequence there.
    pub isomir: Isomir,
}

/// Length of the words by which places are found.
const WORD: usize = 8;
/// Mismatches tolerated in miRNAs and spikes, and in contaminants, whose modified nucleotides are
/// often misread.
const MAX_MISMATCHES: (u32, u32) = (1, 2);

/// How good an alignment is: nucleotides not explained, then shifts against the expected ends.
type Key = (usize, u32);

/// Where a read belongs, and every name that could have given it.
#[derive(Clone, Debug)]
pub(crate) struct Called {
    pub(crate) call: Call,
    /// Of a miRNA read: index of the mature name, and how much less likely it is than the best, in tenths
    /// of a decimal order; ascending by name.
    pub(crate) near: Vec<(usize, u32)>,
}

/// The candidates of one read.
#[derive(Default)]
struct Best {
    mirna: Option<u32>,
    /// Everything within [`align::WINDOW`] of the best so far.
    near: Vec<(u32, Hit)>,
    hits: Vec<Hit>,
    spike: Option<(Key, usize)>,
    spikes_tie: bool,
    contaminant: Option<(Key, usize)>,
    contaminants_tie: bool,
    common: Option<(Key, usize)>,
    common_tie: bool,
}

impl<'a> ReadIndex<'a> {
    /// Builds the index. Panels are compared with the miRNAs: see [`notices`](Self::notices).
    #[must_use]
    pub fn new(
        catalogue: &'a Catalogue,
        contaminants: &[ReferenceSet],
        spikes: Option<&ReferenceSet>,
        options: &CheckedQuantify,
    ) -> Self {
        let mut index = Self {
            catalogue,
            options: options.options().clone(),
            text: Text::default(),
            targets: Vec::new(),
            offsets: Vec::new(),
            places: Vec::new(),
            loci: vec![Vec::new(); catalogue.hairpins().len()],
            spikes: Vec::new(),
            classes: Vec::new(),
            clashes: Vec::new(),
            notices: Vec::new(),
        };
        for (i, locus) in catalogue.loci().iter().enumerate() {
            index.loci[locus.hairpin].push(i);
        }
        for (i, hairpin) in catalogue.hairpins().iter().enumerate() {
            index.push(hairpin.sequence.bases(), Kind::Hairpin(i));
        }
        let mut names = Vec::new();
        let common = if index.options.common_contaminants {
            ReferenceSet::common()
        } else {
            ReferenceSet::default()
        };
        for (given, set) in spikes
            .into_iter()
            .chain(contaminants)
            .map(|set| (true, set))
            .chain(std::iter::once((false, &common)))
        {
            index.notices.extend(set.notices.iter().cloned());
            for reference in set.references() {
                let kind = if reference.class == SPIKE {
                    index.spikes.push(reference.name.clone());
                    Kind::Spike(index.spikes.len() - 1)
                } else if given {
                    Kind::Contaminant(index.class(&reference.class))
                } else {
                    Kind::Common(index.class(&reference.class))
                };
                if reference.sequence.len() < align::MIN_TEMPLATED {
                    index.notices.push(Notice::ShortReference { name: reference.name.clone() });
                }
                index.push(reference.sequence.bases(), kind);
                names.push(reference.name.as_str());
            }
        }
        index.list_words();
        index.check_spikes(spikes);
        index.check_contaminants(&names);
        index
    }

    fn push(&mut self, bases: &[exocast_core::Base], kind: Kind) {
        let start = self.text.push(bases);
        self.targets.push(Target { start, len: bases.len(), kind });
    }

    fn class(&mut self, name: &str) -> usize {
        self.classes.iter().position(|class| class == name).unwrap_or_else(|| {
            self.classes.push(name.to_owned());
            self.classes.len() - 1
        })
    }

    /// Lists the places of every word, in ascending order.
    #[allow(clippy::cast_possible_truncation, reason = "references are far below 4 Gb")]
    fn list_words(&mut self) {
        let mut words = Vec::with_capacity(self.text.len());
        let (mut word, mut known) = (0, 0);
        for end in 0..self.text.len() {
            let code = self.text.code(end);
            known = if code.is_some() { known + 1 } else { 0 };
            word = (word << 2 | usize::from(code.unwrap_or(0))) & ((1 << (2 * WORD)) - 1);
            if known >= WORD {
                words.push((word, end + 1 - WORD));
            }
        }
        let mut offsets = vec![0_u32; (1 << (2 * WORD)) + 1];
        for (word, _) in &words {
            offsets[word + 1] += 1;
        }
        for i in 1..offsets.len() {
            offsets[i] += offsets[i - 1];
        }
        let mut next = offsets.clone();
        self.places = vec![0; words.len()];
        for (word, place) in words {
            self.places[next[word] as usize] = place as u32;
            next[word] += 1;
        }
        self.offsets = offsets;
    }

    /// Tells which spikes the miRNA reference, or another spike, would explain.
    fn check_spikes(&mut self, spikes: Option<&ReferenceSet>) {
        let references = spikes.map_or(&[][..], ReferenceSet::references);
        for (i, reference) in references.iter().enumerate() {
            let letters = reference.sequence.to_dna();
            let Some(packed) = Packed::new(letters.as_bytes()) else { continue };
            let found = self.candidates(packed);
            let mut names = Vec::new();
            for hit in &found.hits {
                let mirna = &self.catalogue.matures()[self.catalogue.loci()[hit.locus].mature].name;
                if names.contains(mirna) {
                    continue;
                }
                names.push(mirna.clone());
                let variant = hit.isomir.to_string();
                self.clashes.push(Clash {
                    spike: reference.name.clone(),
                    mirna: mirna.clone(),
                    variant,
                });
            }
            let same = |other: &&crate::Reference| other.sequence == reference.sequence;
            if let Some(other) = references[..i].iter().find(same) {
                let (spike, other) = (reference.name.clone(), other.name.clone());
                self.notices.push(Notice::SameSpikes { spike, other });
            }
        }
        self.notices.extend(self.clashes.iter().cloned().map(Notice::SpikeLikeMirna));
    }

    /// Tells which contaminants hold a whole mature sequence.
    fn check_contaminants(&mut self, names: &[&str]) {
        let first = self.catalogue.hairpins().len();
        let mut found = Vec::new();
        for (i, mature) in self.catalogue.matures().iter().enumerate() {
            let letters = mature.sequence.to_dna();
            let Some(packed) = Packed::new(letters.as_bytes()).filter(|p| p.len() >= WORD) else {
                continue;
            };
            for &place in self.places_of(packed.word(0, WORD)) {
                let target = self.target(place as usize);
                if matches!(self.targets[target].kind, Kind::Contaminant(_) | Kind::Common(_))
                    && self.text.differences(place as usize, packed) == 0
                {
                    found.push((target - first, i));
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        self.notices.extend(found.into_iter().map(|(target, mature)| {
            Notice::ContaminantHoldsMirna {
                contaminant: names[target].to_owned(),
                mirna: self.catalogue.matures()[mature].name.clone(),
            }
        }));
    }

    fn places_of(&self, word: usize) -> &[u32] {
        &self.places[self.offsets[word] as usize..self.offsets[word + 1] as usize]
    }

    /// The target that a place of the text belongs to.
    fn target(&self, place: usize) -> usize {
        self.targets.partition_point(|target| target.start <= place).saturating_sub(1)
    }

    /// Where a read of known nucleotides belongs; nothing is assigned where it has unknown ones or more
    /// than 64.
    #[must_use]
    pub fn assign(&self, read: &[u8]) -> Call {
        Packed::new(read).map_or(Call::Unassigned, |read| self.call(read).call)
    }

    pub(crate) fn call(&self, read: Packed) -> Called {
        let mut best = self.candidates(read);
        let call = best.decide();
        let mut near = Vec::new();
        if matches!(call, Call::Mirna(_)) {
            let least = best.mirna.unwrap_or_default();
            near.extend(best.near.iter().map(|(cost, hit)| (self.locus(hit).mature, cost - least)));
            near.sort_unstable();
            near.dedup_by_key(|(mature, _)| *mature);
        }
        Called { call, near }
    }

    fn candidates(&self, read: Packed) -> Best {
        let mut best = Best::default();
        let seeds = [0, WORD, 2 * WORD].into_iter().filter(|seed| seed + WORD <= read.len());
        for seed in seeds {
            for &place in self.places_of(read.word(seed, WORD)) {
                let Some(at) = (place as usize).checked_sub(seed) else { continue };
                let lanes = self.text.differences(at, read);
                // An earlier seed that fits has been here already.
                let before = |seed: usize| lanes << (2 * seed) >> (128 - 2 * WORD) == 0;
                let most = MAX_MISMATCHES.1 as usize + self.options.max_addition;
                if lanes.count_ones() as usize > most || (0..seed).step_by(WORD).any(before) {
                    continue;
                }
                let target = &self.targets[self.target(place as usize)];
                if at >= target.start {
                    self.weigh(target, at - target.start, lanes, read, &mut best);
                }
            }
        }
        best.settle(read);
        best
    }

    /// Compares what a read is on `target` at `at` with the best so far.
    fn weigh(&self, target: &Target, at: usize, lanes: u128, read: Packed, best: &mut Best) {
        let added = self.options.max_addition;
        match target.kind {
            Kind::Hairpin(hairpin) => {
                for split in align::splits(lanes, read.len(), added, MAX_MISMATCHES.0) {
                    for &i in &self.loci[hairpin] {
                        let locus = &self.catalogue.loci()[i];
                        let isomir = self.isomir(at, &split, read.len(), locus.start, locus.end);
                        if let Some(isomir) = isomir {
                            best.add_mirna(align::cost(&isomir, read), Hit { locus: i, isomir });
                        }
                    }
                }
            }
            Kind::Spike(spike) => {
                for split in align::splits(lanes, read.len(), added, MAX_MISMATCHES.0) {
                    if let Some(isomir) = self.isomir(at, &split, read.len(), 0, target.len) {
                        let key = (isomir.edits(), isomir.shift());
                        keep(&mut best.spike, &mut best.spikes_tie, key, spike);
                    }
                }
            }
            Kind::Contaminant(class) | Kind::Common(class) => {
                let (found, tie) = match target.kind {
                    Kind::Common(_) => (&mut best.common, &mut best.common_tie),
                    _ => (&mut best.contaminant, &mut best.contaminants_tie),
                };
                for split in align::splits(lanes, read.len(), added, MAX_MISMATCHES.1) {
                    let key = (split.added_5p + split.added_3p + split.mismatches as usize, 0);
                    keep(found, tie, key, class);
                }
            }
        }
    }

    /// The isomiR that a split is of a mature sequence at `start..end`, where within the limits.
    fn isomir(
        &self,
        at: usize,
        split: &Split,
        len: usize,
        start: usize,
        end: usize,
    ) -> Option<Isomir> {
        let templated_end = at + len - split.added_3p;
        let signed =
            |a: usize, b: usize| i32::try_from(a).ok()?.checked_sub(i32::try_from(b).ok()?);
        let isomir = Isomir {
            shift_5p: signed(at + split.added_5p, start)?,
            shift_3p: signed(templated_end, end)?,
            added_5p: split.added_5p,
            added_3p: split.added_3p,
            snv: split.at.and_then(|i| signed(at + i + 1, start)),
        };
        // One differing nucleotide in front of the mature sequence is an addition, within it a
        // substitution.
        let in_front = at < start;
        let named_right = match (split.added_5p, split.at) {
            (1, _) => in_front,
            (_, Some(0)) => !in_front,
            _ => true,
        };
        (named_right
            && isomir.shift_5p.unsigned_abs() as usize <= self.options.max_shift_5p
            && isomir.shift_3p.unsigned_abs() as usize <= self.options.max_shift_3p)
            .then_some(isomir)
    }

    /// The miRNAs.
    #[must_use]
    pub fn catalogue(&self) -> &'a Catalogue {
        self.catalogue
    }

    /// Names of the spikes.
    #[must_use]
    pub fn spikes(&self) -> &[String] {
        &self.spikes
    }

    /// Classes of contaminants.
    #[must_use]
    pub fn contaminant_classes(&self) -> &[String] {
        &self.classes
    }

    /// Spikes that reads could take for a miRNA, or the other way round.
    #[must_use]
    pub fn clashes(&self) -> &[Clash] {
        &self.clashes
    }

    /// What the comparison of the panels with the miRNAs has shown.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The locus and mature name of a hit.
    pub(crate) fn locus(&self, hit: &Hit) -> &'a Locus {
        &self.catalogue.loci()[hit.locus]
    }
}

impl Best {
    fn add_mirna(&mut self, cost: u32, hit: Hit) {
        let least = self.mirna.map_or(cost, |best| best.min(cost));
        self.mirna = Some(least);
        if cost <= least + align::WINDOW {
            self.near.push((cost, hit));
        }
    }

    /// The class whose alignment is self.
    fn decide(&mut self) -> Call {
        if self.common.is_some_and(|(key, _)| self.contaminant.is_none_or(|given| key < given.0)) {
            (self.contaminant, self.contaminants_tie) = (self.common, self.common_tie);
        }
        let mirna = self.hits.iter().map(|hit| (hit.isomir.edits(), hit.isomir.shift())).min();
        let keys = [mirna, self.spike.map(|s| s.0), self.contaminant.map(|c| c.0)];
        let Some(least) = keys.iter().flatten().min() else { return Call::Unassigned };
        if keys.iter().filter(|key| key.as_ref() == Some(least)).count() > 1 {
            return Call::Ambiguous;
        }
        if mirna.as_ref() == Some(least) {
            return Call::Mirna(std::mem::take(&mut self.hits));
        }
        match (self.spike, self.contaminant) {
            (Some((key, spike)), _) if key == *least && !self.spikes_tie => Call::Spike(spike),
            (_, Some((key, class))) if key == *least && !self.contaminants_tie => {
                Call::Contaminant(class)
            }
            _ => Call::Ambiguous,
        }
    }

    /// Keeps what is near the best, unless the best is no better than chance.
    fn settle(&mut self, read: Packed) {
        let Some(least) = self.mirna.filter(|cost| align::beats_chance(*cost, read)) else {
            self.mirna = None;
            return self.near.clear();
        };
        self.near.retain(|(cost, _)| *cost <= least + align::WINDOW);
        self.hits.extend(self.near.iter().filter(|(cost, _)| *cost == least).map(|(_, hit)| *hit));
        self.hits.sort_unstable();
        self.hits.dedup_by_key(|hit| hit.locus);
    }
}

/// Keeps the smallest key; another holder of an equal key makes a tie.
fn keep(best: &mut Option<(Key, usize)>, tie: &mut bool, key: Key, holder: usize) {
    match best {
        Some((least, _)) if key > *least => {}
        Some((least, first)) if key == *least => *tie |= *first != holder,
        _ => {
            *best = Some((key, holder));
            *tie = false;
        }
    }
}
