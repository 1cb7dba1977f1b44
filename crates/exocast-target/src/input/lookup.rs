//! Finding the transcripts that the names of another table mean.

use std::collections::HashMap;

use exocast_core::{AnyVersion, names::present_symbol};

use super::transcripts::Transcripts;

/// Names that a notice lists.
pub(super) const LISTED: usize = 10;

/// An index from the names of a table to transcripts: by transcript, else by gene, else by either without its version
/// where that says which one is meant.
#[derive(Debug)]
pub(crate) struct Lookup<'a> {
    transcripts: Names<'a>,
    genes: Names<'a>,
    table: AnyVersion<'a>,
    /// Genes of the transcripts by their present symbol, where they have a former one.
    former: HashMap<&'static str, Vec<usize>>,
}

/// Places of the transcripts by a name that they have.
#[derive(Debug, Default)]
struct Names<'a> {
    places: HashMap<&'a str, Vec<usize>>,
    any_version: AnyVersion<'a>,
}

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Match<'l> {
    /// The transcript, or those of the gene.
    pub(crate) places: &'l [usize],
    /// Whether it is the name of a gene.
    pub(crate) gene: bool,
    /// Whether its version had to be left aside.
    pub(crate) any_version: bool,
    /// Whether one of the two is a former symbol of the other.
    pub(crate) renamed: bool,
}

impl<'a> Names<'a> {
    fn new(names: impl Iterator<Item = (usize, &'a str)>) -> Self {
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, name) in names {
            places.entry(name).or_default().push(place);
        }
        let any_version = AnyVersion::new(places.keys().copied());
        Self { places, any_version }
    }
}

impl<'a> Lookup<'a> {
    /// Of a table with these names.
    pub(crate) fn new(
        transcripts: &'a Transcripts,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let all = || transcripts.iter().enumerate();
        Self {
            transcripts: Names::new(all().map(|(place, transcript)| (place, transcript.name))),
            // The gene of a circle is that of its linear transcripts: its amount is another.
            genes: Names::new(all().filter(|(_, it)| !it.is_circle()).flat_map(
                |(place, transcript)| {
                    let names = [transcript.gene, transcript.gene_id].into_iter().flatten();
                    names.map(move |name| (place, name))
                },
            )),
            table: AnyVersion::new(names),
            former: {
                let mut former: HashMap<&str, Vec<usize>> = HashMap::new();
                for (place, transcript) in all().filter(|(_, it)| !it.is_circle()) {
                    if let Some(present) = transcript.gene.and_then(present_symbol) {
                        former.entry(present).or_default().push(place);
                    }
                }
                former
            },
        }
    }

    pub(crate) fn find(&self, name: &str) -> Option<Match<'_>> {
        let kinds = || [(&self.transcripts, false), (&self.genes, true)].into_iter();
        let exact = kinds().find_map(|(names, gene)| {
            let places = names.places.get(name)?;
            Some(Match { places, gene, any_version: false, renamed: false })
        });
        exact
            .or_else(|| {
                kinds().find_map(|(names, gene)| {
                    let name = names.any_version.meant(&self.table, name)?;
                    let places = names.places.get(name)?;
                    Some(Match { places, gene, any_version: true, renamed: false })
                })
            })
            .or_else(|| {
                let of_present = || self.genes.places.get(present_symbol(name)?);
                let places = self.former.get(name).or_else(of_present)?;
                Some(Match { places, gene: true, any_version: false, renamed: true })
            })
            .or_else(|| {
                let (id, symbol) = joined(name)?;
                self.find(id).or_else(|| self.find(symbol))
            })
    }
}

/// The identifier and the symbol of a name that joins them, as RSEM and others write it: `ENSG00000075624.17_ACTB`,
/// `ENSG00000075624|ACTB`.
fn joined(name: &str) -> Option<(&str, &str)> {
    let (id, symbol) = name.split_once(['_', '|'])?;
    let number = id.strip_prefix("ENS")?.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let is_id = number.starts_with(|c: char| c.is_ascii_digit());
    (is_id && !symbol.is_empty() && !symbol.starts_with("ENS")).then_some((id, symbol))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transcripts_with_former_symbols_are_found() {
        let mut transcripts = Transcripts::default();
        for (name, gene) in [("T1", "MARCH5"), ("T2", "SEPTIN2"), ("T3", "March5")] {
            transcripts.push(name, Some(gene), b"", b"A").unwrap();
        }
        let lookup = Lookup::new(&transcripts, ["MARCHF5", "SEPT2"]);
        let places = |name: &str| lookup.find(name).map(|it| (it.places.to_vec(), it.renamed));
        assert_eq!(places("MARCHF5"), Some((vec![0], true)));
        assert_eq!(places("SEPT2"), Some((vec![1], true)));
        assert_eq!((places("March5"), places("Sept2")), (Some((vec![2], false)), None));
    }

    #[test]
    fn a_name_means_a_transcript_or_a_gene_whatever_its_version() {
        let mut transcripts = Transcripts::default();
        for (name, gene) in [
            ("NM_1.2", Some("G")),
            ("NM_2.1", Some("G")),
            ("G2", None),
            ("ENST3", Some("ENSG3.4")),
            ("ENST4", Some("ENSG3.4")),
        ] {
            transcripts.push(name, gene, b"", b"A").unwrap();
        }
        assert_eq!(joined("ENSG3.4_G"), Some(("ENSG3.4", "G")));
        assert_eq!((joined("NM_1.2"), joined("ENST3|ENSG3"), joined("ENSA_G")), (None, None, None));
        let table =
            ["NM_1.9", "G", "G2", "ENST3.7", "ENSG3", "nothing", "NM_2.4", "NM_2.5", "NM_2.1"];
        let lookup = Lookup::new(&transcripts, table);
        transcripts_with_former_symbols_are_found();
        let check = |name: &str, expected: Option<(&[usize], bool, bool)>| {
            let places = lookup.find(name).map(|it| (it.places, it.gene, it.any_version));
            assert_eq!(places, expected, "{name}");
        };
        check("NM_1.9", Some((&[0], false, true)));
        check("G", Some((&[0, 1], true, false)));
        check("G2", Some((&[2], false, false)));
        check("ENST3.7", Some((&[3], false, true)));
        check("ENSG3", Some((&[3, 4], true, true)));
        check("nothing", None);
        check("ENSG3.4_X", Some((&[3, 4], true, false)));
        check("ENSG7|G2", Some((&[2], false, false)));
        // The table has it in three versions, of which one is that of the transcripts.
        check("NM_2.1", Some((&[1], false, false)));
        check("NM_2.4", None);
    }
}
