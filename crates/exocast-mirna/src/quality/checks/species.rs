//! Whether the reads are of the organism of the reference, by miRNAs that only some clades have.
//!
//! Every marker that the organism's lineage does not hold leaves that lineage at a branch: miRNAs of rodents leave that of man
//! within mammals, those of insects within Bilateria. At each branch, reads that mark the foreign side are compared with reads
//! that mark the own side beyond it. What both sides have in common says nothing, and is not counted.

use std::collections::{BTreeMap, BTreeSet};

use exocast_core::words::{agreeing, first_listed, plural};

use super::sample::Sample;
use crate::{
    names::MirnaName,
    quality::{
        bounds::Bounded,
        check::{Check, Limits, Verdict, percent},
        clades::{Clades, clades},
    },
};

/// Fewest different foreign miRNAs: one may be a homologue that is not annotated.
const FEWEST: usize = 2;
/// Share of the miRNA reads that strays from other samples of a run: one in a hundred reads hops, and one in a hundred of
/// those tells a clade (assumed).
const STRAY: f64 = 1e-4;
/// miRNAs that a sentence names.
const NAMED: usize = 3;

/// Reads at one branch of the lineage.
#[derive(Clone, Debug, Default)]
struct Branch {
    native: u64,
    /// Of each foreign clade, reads and miRNAs.
    foreign: BTreeMap<&'static str, (u64, BTreeSet<&'static str>)>,
}

impl Branch {
    fn reads(&self) -> u64 {
        self.foreign.values().map(|(reads, _)| reads).sum()
    }

    fn mirnas(&self) -> usize {
        self.foreign.values().map(|(_, mirnas)| mirnas.len()).sum()
    }
}

/// The worst branch; nothing where the organism is not known.
pub(super) fn species(sample: &Sample<'_>) -> Option<Check> {
    let clades = clades();
    let native = lineages(sample, clades);
    if native.is_empty() {
        return None;
    }
    let limits =
        Limits::Above(sample.limit("species-care"), Some(sample.limit("species-not-usable")));
    let branches = branches(&native, &sample.measures.markers, clades);
    // So many reads of other samples come in by their index, or by a homologue that nobody has annotated.
    let is_many = |branch: &&Branch| {
        branch.mirnas() >= FEWEST
            && Bounded::share(branch.reads(), sample.measures.mirna_reads.max(branch.reads()))
                .is_some_and(|share| share.low > STRAY)
    };
    let judged = branches.values().filter(is_many).filter_map(|branch| {
        let share = Bounded::share(branch.reads(), branch.reads() + branch.native)?;
        Some((branch, share))
    });
    let worst = judged.max_by(|a, b| a.1.low.total_cmp(&b.1.low));
    let Some((branch, share)) = worst else {
        if let Some(text) = strays(&branches, sample) {
            return Some(Check::stated("species", None, text));
        }
        let marked: u64 = branches.values().map(|branch| branch.native).max().unwrap_or(0);
        let (finding, text) = if marked > 0 {
            (
                Some(Verdict::Good),
                format!(
                    "no clade of miRNAs but that of the reference ({} {} it)",
                    plural(marked, sample.measures.unit_name()),
                    agreeing(marked, "marks", "mark")
                ),
            )
        } else {
            (None, "too few reads of miRNAs that tell organisms apart".to_owned())
        };
        return Some(Check::stated("species", finding, text));
    };
    let most = branch.foreign.iter().max_by_key(|(_, (reads, _))| *reads);
    let (clade, (_, mirnas)) = most?;
    let mirnas: Vec<&str> = mirnas.iter().copied().collect();
    Some(Check::new("species", share, limits, |finding| {
        let follows = match finding {
            Some(Verdict::NotUsable) => ": the sample is of another organism than the reference",
            Some(Verdict::UsableWithCare) => {
                ": RNA of another organism is in it, or a spike that is not given"
            }
            _ => "",
        };
        format!(
            "{} of {} reads that tell the clades apart are of {clade} ({}){follows}",
            percent(share.value),
            branch.reads() + branch.native,
            first_listed(&mirnas, NAMED),
        )
    }))
}

/// What is said of foreign reads that are too few to speak against a library, where few native ones speak for it.
fn strays(branches: &BTreeMap<usize, Branch>, sample: &Sample<'_>) -> Option<String> {
    let is_unclear = |branch: &&Branch| {
        let all = branch.reads() + branch.native;
        branch.mirnas() >= FEWEST
            && branch.reads() as f64 > sample.limit("species-care") * all as f64
    };
    let branch = branches.values().find(is_unclear)?;
    let clades: Vec<&str> = branch.foreign.keys().copied().collect();
    Some(format!(
        "{} of {} miRNA reads are of {}, which may stray from other samples; too few tell organisms apart",
        branch.reads(),
        sample.measures.mirna_reads,
        first_listed(&clades, NAMED),
    ))
}

/// Lineages of the organisms of the reference.
fn lineages(sample: &Sample<'_>, clades: &'static Clades) -> Vec<&'static [&'static str]> {
    let matures = sample.counted.index.catalogue().matures();
    let mut organisms: BTreeSet<String> = BTreeSet::new();
    for mature in matures {
        let parsed = mature.parsed();
        organisms.extend(parsed.as_ref().map(MirnaName::species).map(str::to_ascii_lowercase));
    }
    organisms.iter().filter_map(|organism| clades.lineage(organism)).collect()
}

/// Reads at each branch of the lineages, by the number of clades before it.
fn branches(
    lineages: &[&[&'static str]],
    markers: &BTreeMap<(&'static str, &'static str), u64>,
    clades: &Clades,
) -> BTreeMap<usize, Branch> {
    let shared = |path: &[&str]| {
        let shared =
            |lineage: &&[&str]| lineage.iter().zip(path).take_while(|(a, b)| a == b).count();
        lineages.iter().map(shared).max().unwrap_or(0)
    };
    let mut branches: BTreeMap<usize, Branch> = BTreeMap::new();
    for ((clade, example), reads) in markers {
        let path = clades.path(clade);
        let at = shared(path);
        if at < path.len() {
            let branch = branches.entry(at).or_default();
            let (sum, mirnas) = branch.foreign.entry(clade).or_default();
            *sum += reads;
            mirnas.insert(example);
        }
    }
    for (clade, reads) in markers.iter().map(|((clade, _), reads)| (clade, reads)) {
        let path = clades.path(clade);
        if shared(path) == path.len() {
            branches.entry(0).or_default();
            for (_, branch) in branches.range_mut(..path.len()) {
                branch.native += reads;
            }
        }
    }
    branches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_are_compared_where_the_lineages_part() {
        let clades = clades();
        let human = [clades.lineage("hsa").unwrap()];
        let markers = BTreeMap::from([
            (("Bilateria", "a"), 1000),
            (("Mammalia", "b"), 100),
            (("Primates", "c"), 10),
            (("Rodentia", "d"), 5),
            (("Hexapoda", "e"), 3),
        ]);
        let branches = branches(&human, &markers, clades);
        let reads: Vec<(u64, u64)> =
            branches.values().map(|branch| (branch.reads(), branch.native)).collect();
        // None before Metazoa; within Bilateria insects against vertebrates; within mammals rodents against primates.
        assert_eq!(reads, [(0, 1110), (3, 110), (5, 10)]);
        // With both organisms in the reference, neither is foreign.
        let both = [clades.lineage("hsa").unwrap(), clades.lineage("mmu").unwrap()];
        let foreign: u64 =
            super::branches(&both, &markers, clades).values().map(Branch::reads).sum();
        assert_eq!(foreign, 3);
    }
}
