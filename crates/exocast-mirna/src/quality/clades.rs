//! miRNAs that only some clades of organisms have, from the organisms that miRBase lists each with.
//!
//! `clades/markers.tsv` and `clades/lineages.tsv` are written by the example `clades` of exocast-lab, which states how.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use crate::reads::Packed;

/// Nucleotides of a marker, from the 5' end.
const LENGTH: usize = 18;
/// Lengths of reads that are compared with markers.
const READ: std::ops::RangeInclusive<usize> = LENGTH..=26;

/// A 5' end that marks a clade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// The clade.
    pub(super) clade: &'static str,
    /// A miRNA that has it.
    pub(super) example: &'static str,
}

/// The markers, and the clades of each organism.
#[derive(Debug)]
pub(super) struct Clades {
    markers: HashMap<usize, Marker>,
    lineages: BTreeMap<&'static str, Vec<&'static str>>,
    /// Of each clade, the clades that hold it, largest first, and itself.
    paths: HashMap<&'static str, Vec<&'static str>>,
}

static CLADES: LazyLock<Clades> = LazyLock::new(|| {
    let lineages: BTreeMap<&str, Vec<&str>> = rows(include_str!("clades/lineages.tsv"))
        .filter_map(|[organism, lineage, _]| Some((organism?, lineage?.split(';').collect())))
        .collect();
    let mut paths: HashMap<&str, Vec<&str>> = HashMap::new();
    for lineage in lineages.values() {
        for (at, clade) in lineage.iter().enumerate() {
            paths.entry(clade).or_insert_with(|| lineage[..=at].to_vec());
        }
    }
    let markers = rows(include_str!("clades/markers.tsv")).filter_map(|[clade, end, example]| {
        let word = Packed::new(end?.as_bytes())?.word(0, LENGTH);
        Some((word, Marker { clade: clade?, example: example? }))
    });
    Clades { markers: markers.collect(), lineages, paths }
});

/// Fields of the rows below the comments and the header.
fn rows(text: &'static str) -> impl Iterator<Item = [Option<&'static str>; 3]> {
    text.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| {
        let mut fields = line.split('\t');
        [fields.next(), fields.next(), fields.next()]
    })
}

/// The table.
pub(super) fn clades() -> &'static Clades {
    &CLADES
}

impl Clades {
    /// The marker that a read begins with.
    pub(super) fn marker(&self, read: Packed) -> Option<Marker> {
        READ.contains(&read.len()).then(|| self.markers.get(&read.word(0, LENGTH)).copied())?
    }

    /// The clades of an organism by its miRBase code, largest first.
    pub(super) fn lineage(&self, organism: &str) -> Option<&[&'static str]> {
        self.lineages.get(organism.to_ascii_lowercase().as_str()).map(Vec::as_slice)
    }

    /// The clades that hold a clade, largest first, and itself.
    pub(super) fn path(&self, clade: &str) -> &[&'static str] {
        self.paths.get(clade).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_and_lineages_are_of_one_tree() {
        let clades = clades();
        assert!(clades.markers.len() > 1000, "{}", clades.markers.len());
        let of_no_clade = |marker: &&Marker| clades.path(marker.clade).is_empty();
        #[allow(clippy::iter_over_hash_type, reason = "any of them")]
        let lost = clades.markers.values().find(of_no_clade);
        assert_eq!(lost, None);
        let human = clades.lineage("HSA").unwrap();
        assert_eq!((human.first(), human.last()), (Some(&"Metazoa"), Some(&"Homo sapiens")));
        // A name is one clade.
        for (organism, lineage) in &clades.lineages {
            for (at, clade) in lineage.iter().enumerate() {
                assert_eq!(clades.path(clade), &lineage[..=at], "{organism}");
            }
        }
    }

    #[test]
    fn what_marks_a_clade() {
        let check = |read: &str, expected: Option<&str>| {
            let marker = clades().marker(Packed::new(read.as_bytes()).unwrap());
            assert_eq!(marker.map(|marker| marker.clade), expected, "{read}");
        };
        // miR-351-5p of mouse and rat, and miR-322-5p, whose 5' end human miR-424-5p shares.
        check("TCCCTGAGGAGCCCTTTGAGCCTG", Some("Rodentia"));
        check("CAGCAGCAATTCATGTTTTGGA", Some("Mammalia"));
        // miR-39-3p of C. elegans is added to samples as a spike.
        check("TCACCGGGTGTAAATCAGCTTG", None);
        check("TCCCTGAGGAGCCCTTT", None);
    }
}
