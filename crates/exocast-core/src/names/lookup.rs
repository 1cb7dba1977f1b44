//! Names that are wanted, found among those of a table.

use std::collections::HashMap;

use super::{
    form::names,
    kind::NameKind,
    meaning::{Rule, gene_of},
    notice::NameNotice,
    organism::Organism,
    rows::GeneRows,
    style::{Style, is_alike},
};
use crate::sequence::AnyVersion;

/// By what a name that is wanted was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum By {
    /// It is the name of a row.
    Itself,
    /// Its accession in another version.
    Version,
    /// It is one of the names of a row.
    Part,
    /// Both are names of one gene.
    Gene,
    /// They are of two organisms and differ in case only.
    Case,
}

/// The rows that a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Found {
    /// Places of the rows, ascending; several where the table has several names of one gene.
    pub rows: Vec<usize>,
    /// By what they were found.
    pub by: By,
}

/// The names of a table, in which the names of other tables are found.
///
/// A name is found as it is; without its version, where that is unique on both sides; as one of a group; as another name of a
/// gene of the embedded table; and where one table is of human and the other of mouse or rat, whatever its case. Between
/// tables of one organism case is part of a name.
///
/// ```
/// use exocast_core::names::Lookup;
///
/// let cargo = ["Trp53", "Cd9", "Alb", "Gstm2"];
/// let signature = ["TP53", "CD9", "ALB", "GSTM2"];
/// let lookup = Lookup::new(cargo, signature);
/// let row = |name: &str| lookup.find(name).map(|found| found.rows);
/// assert_eq!((row("TP53"), row("ALB")), (Some(vec![0]), Some(vec![2])));
/// // Mouse Gstm2 is not the orthologue of human GSTM2.
/// assert_eq!(row("GSTM2"), None);
/// ```
#[derive(Clone, Debug)]
pub struct Lookup<'a> {
    exact: HashMap<&'a str, usize>,
    versions: AnyVersion<'a>,
    wanted: AnyVersion<'a>,
    parts: HashMap<&'a str, Vec<usize>>,
    genes: HashMap<&'static str, Vec<(usize, Rule)>>,
    folded: HashMap<String, Vec<usize>>,
    identifiers: bool,
    /// Whether one side is of human and the other of mouse or rat.
    between: bool,
    rows: GeneRows,
    fields: Vec<&'a str>,
    wanted_kind: Option<NameKind>,
    wanted_organism: Option<Organism>,
    /// Whether a name that is wanted is that of a row.
    matches: bool,
}

impl<'a> Lookup<'a> {
    /// The names of the rows of a table, and those that are looked for among them.
    #[must_use]
    pub fn new(
        rows: impl IntoIterator<Item = &'a str>,
        wanted: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self::with(rows, wanted, false)
    }

    /// As [`new`](Self::new), where what is wanted are genes of the embedded table alone: accessions and Ensembl genes are
    /// found by their symbols too. Elsewhere that would find a few of many.
    #[must_use]
    pub fn of_embedded(
        rows: impl IntoIterator<Item = &'a str>,
        wanted: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self::with(rows, wanted, true)
    }

    fn with(
        rows: impl IntoIterator<Item = &'a str>,
        wanted: impl IntoIterator<Item = &'a str>,
        identifiers: bool,
    ) -> Self {
        let fields: Vec<&str> = rows.into_iter().collect();
        let wanted: Vec<&str> = wanted.into_iter().collect();
        let rows = GeneRows::new(fields.iter().copied());
        let of_wanted = GeneRows::new(wanted.iter().copied());
        let mut lookup = Self {
            exact: HashMap::with_capacity(fields.len()),
            versions: AnyVersion::new(fields.iter().copied()),
            wanted: AnyVersion::new(wanted.iter().copied()),
            parts: HashMap::new(),
            genes: HashMap::new(),
            folded: HashMap::new(),
            identifiers,
            between: false,
            wanted_kind: of_wanted.kind(),
            wanted_organism: of_wanted.organism(),
            matches: false,
            rows,
            fields,
        };
        let styles = (Style::of_table(wanted.iter().copied()), lookup.rows.style());
        lookup.between = matches!(
            styles,
            (Some(Style::Human), Some(Style::Rodent)) | (Some(Style::Rodent), Some(Style::Human))
        );
        for (place, &field) in lookup.fields.iter().enumerate() {
            lookup.exact.entry(field).or_insert(place);
            if lookup.rows.is_foreign(place) {
                continue;
            }
            let mut parts = names(field).peekable();
            if parts.peek().is_some_and(|part| part.len() < field.len()) {
                for part in parts {
                    let rows = lookup.parts.entry(part).or_default();
                    if rows.last() != Some(&place) {
                        rows.push(place);
                    }
                }
            }
            for meaning in lookup.rows.meanings(place) {
                if identifiers || meaning.rule != Rule::Identifier {
                    let rows = lookup.genes.entry(meaning.gene.symbol).or_default();
                    rows.push((place, meaning.rule));
                }
            }
            if lookup.between && Style::of_field(field).is_some() {
                lookup.folded.entry(field.to_uppercase()).or_default().push(place);
            }
        }
        let versions = AnyVersion::new(wanted.iter().copied());
        lookup.matches = wanted.iter().any(|name| {
            lookup.exact.contains_key(name) || lookup.versions.meant(&versions, name).is_some()
        });
        lookup
    }

    /// The rows that a name means.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Found> {
        if let Some(&row) = self.exact.get(name) {
            return Some(Found { rows: vec![row], by: By::Itself });
        }
        let version = || Some(vec![*self.exact.get(self.versions.meant(&self.wanted, name)?)?]);
        if let Some(rows) = version() {
            return Some(Found { rows, by: By::Version });
        }
        if let Some(rows) = self.parts.get(name) {
            return Some(Found { rows: rows.clone(), by: By::Part });
        }
        let meaning = gene_of(name).filter(|it| self.identifiers || it.rule != Rule::Identifier);
        if let Some(meaning) = meaning {
            let rows = self.genes.get(meaning.gene.symbol).map_or(&[][..], Vec::as_slice);
            // Two spellings of one symbol are of two organisms, or two names.
            let is_spelling = |rule: Rule| rule == Rule::Symbol && meaning.rule == Rule::Symbol;
            let matches = |rule| self.identifiers || self.between || !is_spelling(rule);
            let rows: Vec<usize> =
                rows.iter().filter(|(_, rule)| matches(*rule)).map(|(row, _)| *row).collect();
            return (!rows.is_empty()).then_some(Found { rows, by: By::Gene });
        }
        let upper = name.to_uppercase();
        let rows = self.folded.get(&upper).filter(|_| is_alike(&upper))?;
        Some(Found { rows: rows.clone(), by: By::Case })
    }

    /// What the names of the table mean.
    #[must_use]
    pub const fn rows(&self) -> &GeneRows {
        &self.rows
    }

    /// What to say of the names of the table, and whether they can match what is wanted at all. `what` is what is wanted:
    /// `the gene sets`.
    #[must_use]
    pub fn notices(&self, what: &'static str) -> Vec<NameNotice> {
        let mut notices = self.rows.notices(self.fields.iter().copied());
        // Names of a user's sets and signatures may be of mouse, or former ones, too: what was matched otherwise than by itself
        // is said there.
        let is_between = self.wanted_organism.is_none_or(|wanted| wanted == Organism::Human);
        notices.retain(|notice| match notice {
            NameNotice::Orthologues { .. } => self.identifiers || is_between,
            NameNotice::Renamed { .. } => self.identifiers,
            _ => true,
        });
        let is_other =
            |kind: &NameKind| *kind != NameKind::Symbol && self.wanted_kind != Some(*kind);
        let nothing = !self.matches && (!self.identifiers || self.genes.is_empty());
        if let Some(kind) = self.rows.kind().filter(is_other).filter(|_| nothing) {
            let example = self.fields.first().copied().unwrap_or_default().to_owned();
            notices.push(NameNotice::OtherKind { kind, example, what: what.into() });
        }
        notices
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(rows: &[&str], wanted: &[&str]) -> Vec<Option<(Vec<usize>, By)>> {
        let lookup = Lookup::new(rows.iter().copied(), wanted.iter().copied());
        let find = |name: &&str| lookup.find(name).map(|hit| (hit.rows, hit.by));
        wanted.iter().map(find).collect()
    }

    #[test]
    fn names_are_found_by_the_closest_form() {
        let rows = ["TP53", "ENSG00000000001.4", "CD9;CD81", "SEPT2", "Abc"];
        let wanted = ["TP53", "ENSG00000000001.2", "CD9", "SEPTIN2", "ABC"];
        let expected = [
            Some((vec![0], By::Itself)),
            Some((vec![1], By::Version)),
            Some((vec![2], By::Part)),
            Some((vec![3], By::Gene)),
            None,
        ];
        assert_eq!(matches(&rows, &wanted), expected);
    }

    #[test]
    fn case_counts_between_tables_of_one_organism_only() {
        let mouse = ["Alb", "Ttr", "Apoa1", "Abcb1a", "Abcb1b"];
        let human = ["ALB", "TTR", "APOA1", "ABCB1"];
        let rows: Vec<Option<Vec<usize>>> =
            matches(&mouse, &human).into_iter().map(|it| it.map(|(rows, _)| rows)).collect();
        assert_eq!(rows, [Some(vec![0]), Some(vec![1]), Some(vec![2]), Some(vec![3, 4])]);
        assert_eq!(matches(&human, &["Ttr", "Alb", "Apoa1"])[0], Some((vec![1], By::Case)));
        assert_eq!(matches(&["hsa-mir-21"], &["hsa-miR-21"]), [None]);
        // What organism it is of is not plain.
        assert_eq!(matches(&["Alb", "GFAP", "MYC"], &["ALB"]), [None]);
    }

    #[test]
    fn identifiers_match_symbols_where_all_that_is_wanted_is_embedded() {
        let rows = ["P21926", "ENSG00000110651"];
        assert_eq!(matches(&rows, &["CD9"]), [None]);
        let lookup = Lookup::of_embedded(rows, ["CD9", "CD81"]);
        assert_eq!(lookup.find("CD81").map(|hit| hit.rows), Some(vec![1]));
        let said = Lookup::new(["928", "975"], ["CD9"]).notices("the gene sets");
        assert!(said[0].to_string().contains("`--names FILE`"), "{said:?}");
    }
}
