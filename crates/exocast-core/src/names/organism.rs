//! The organism that a name shows.

use std::{fmt, sync::LazyLock};

use serde::{Deserialize, Serialize};

/// An organism whose genes or proteins are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Organism {
    /// *Homo sapiens*.
    Human,
    /// *Mus musculus*.
    Mouse,
    /// *Rattus norvegicus*.
    Rat,
    /// *Bos taurus*: of serum in a medium, most often.
    Bovine,
    /// Any other.
    Other,
}

/// Species of the names of `UniProt` entries other than those with an embedded table.
const OTHERS: [&str; 24] = [
    "ARATH", "BACSU", "CAEEL", "CANLF", "CAPHI", "CAVPO", "CHICK", "CRIGR", "DANRE", "DROME",
    "ECOLI", "FELCA", "HORSE", "MACFA", "MACMU", "MESAU", "PANTR", "PIG", "PONAB", "RABIT",
    "SHEEP", "STAAU", "XENLA", "YEAST",
];

/// Bovine accessions, in order.
static BOVINE: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    include_str!("bovine.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

impl Organism {
    /// The entry and organism that the name of a `UniProt` entry has: `CD9_MOUSE`.
    pub(super) fn of_entry(name: &str) -> Option<(&str, Self)> {
        let (entry, species) = name.rsplit_once('_')?;
        let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let fits = !entry.is_empty() && entry.len() <= 11 && is_plain(entry);
        let organism = match species {
            "HUMAN" => Self::Human,
            "MOUSE" => Self::Mouse,
            "RAT" => Self::Rat,
            "BOVIN" => Self::Bovine,
            other if OTHERS.contains(&other) => Self::Other,
            _ => return None,
        };
        fits.then_some((entry, organism))
    }

    /// The organism of an accession of which nothing else is known.
    pub(super) fn of_accession(accession: &str) -> Option<Self> {
        BOVINE.binary_search(&accession).is_ok().then_some(Self::Bovine)
    }

    /// The organism of an Ensembl identifier and the letter of its kind: `G` of a gene, `T` of a transcript, `P` of a
    /// protein.
    pub(super) fn of_ensembl(name: &str) -> Option<(Self, char)> {
        let rest = name.strip_prefix("ENS")?;
        let rest = rest.split_once('.').map_or(rest, |(stem, _)| stem);
        let digits = rest.bytes().rev().take_while(u8::is_ascii_digit).count();
        let letters = &rest[..rest.len() - digits];
        if digits != 11 || !letters.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        let kind = letters.chars().next_back().filter(|kind| "GTPE".contains(*kind))?;
        let organism = match &letters[..letters.len() - 1] {
            "" => Self::Human,
            "MUS" => Self::Mouse,
            "RNO" => Self::Rat,
            "BTA" => Self::Bovine,
            _ => Self::Other,
        };
        Some((organism, kind))
    }
}

impl fmt::Display for Organism {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Human => "human",
            Self::Mouse => "mouse",
            Self::Rat => "rat",
            Self::Bovine => "bovine",
            Self::Other => "other organisms",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_show_their_organism() {
        assert_eq!(Organism::of_entry("CD9_MOUSE"), Some(("CD9", Organism::Mouse)));
        assert_eq!(Organism::of_entry("ALBU_BOVIN"), Some(("ALBU", Organism::Bovine)));
        assert_eq!(Organism::of_entry("A0A0G2QC50_RAT"), Some(("A0A0G2QC50", Organism::Rat)));
        assert_eq!(Organism::of_entry("TRYP_PIG"), Some(("TRYP", Organism::Other)));
        assert_eq!(Organism::of_entry("EV_1"), None);
        assert_eq!(Organism::of_accession("P02769"), Some(Organism::Bovine));
        assert_eq!(Organism::of_accession("P02768"), None);
        let ensembl = [
            ("ENSG00000010278", Some((Organism::Human, 'G'))),
            ("ENSMUSG00000030342.9", Some((Organism::Mouse, 'G'))),
            ("ENSRNOP00000026633", Some((Organism::Rat, 'P'))),
            ("ENSBTAT00000000005", Some((Organism::Bovine, 'T'))),
            ("ENSSSCG00000000001", Some((Organism::Other, 'G'))),
            ("ENSA", None),
            ("ENSG0001", None),
        ];
        for (name, wanted) in ensembl {
            assert_eq!(Organism::of_ensembl(name), wanted, "{name}");
        }
    }

    #[test]
    fn bovine_accessions_can_be_searched() {
        assert!(BOVINE.len() > 90);
        assert!(BOVINE.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(OTHERS.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
