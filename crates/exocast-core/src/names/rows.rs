//! The names of a table, understood together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    form::{names, stems},
    gene::Gene,
    kind::NameKind,
    meaning::{Meaning, Rule, gene_of},
    notice::NameNotice,
    organism::Organism,
    style::Style,
};

/// What the names of the rows of a table mean: genes of the embedded table, of which organism, and which rows are of
/// another one.
///
/// ```
/// use exocast_core::names::{GeneRows, Organism};
///
/// let rows = GeneRows::new(["CD9_HUMAN", "P60033;P21926", "ALBU_BOVIN", "TSG101"]);
/// assert_eq!(rows.genes(1).map(|gene| gene.symbol).collect::<Vec<_>>(), ["CD81", "CD9"]);
/// assert_eq!(rows.organism(), Some(Organism::Human));
/// assert!(rows.is_foreign(2) && rows.genes(2).next().is_none());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GeneRows {
    meanings: Vec<Vec<Meaning>>,
    kind: Option<NameKind>,
    organism: Option<Organism>,
    style: Option<Style>,
    foreign: BTreeMap<usize, Organism>,
}

/// What one row shows.
struct Row<'a> {
    name: &'a str,
    meanings: Vec<Meaning>,
    organisms: BTreeSet<Organism>,
    style: Option<Style>,
}

impl<'a> Row<'a> {
    fn new(field: &'a str) -> Self {
        let mut meanings: Vec<Meaning> = Vec::new();
        let mut organisms = BTreeSet::new();
        for name in names(field) {
            let meaning = gene_of(name);
            organisms.extend(organism_of(name, meaning));
            if let Some(meaning) = meaning
                && !meanings.iter().any(|known| known.gene.symbol == meaning.gene.symbol)
            {
                meanings.push(meaning);
            }
        }
        Self { name: field, meanings, organisms, style: Style::of_field(field) }
    }
}

/// The organism that a single name shows by itself.
fn organism_of(name: &str, meaning: Option<Meaning>) -> Option<Organism> {
    meaning
        .and_then(|meaning| meaning.organism)
        .or_else(|| Organism::of_entry(name).map(|(_, organism)| organism))
        .or_else(|| Organism::of_ensembl(name).map(|(organism, _)| organism))
        .or_else(|| stems(name).find_map(Organism::of_accession))
}

impl GeneRows {
    /// What the names of a table mean, in the order of its rows.
    #[must_use]
    pub fn new<'a>(fields: impl IntoIterator<Item = &'a str>) -> Self {
        let rows: Vec<Row<'_>> = fields.into_iter().map(Row::new).collect();
        let kind = kind_of(&rows);
        let style = Style::of_table(rows.iter().map(|row| row.name));
        let organism = main_organism(&rows);
        let foreign = foreign(&rows, organism);
        let meanings = rows.into_iter().enumerate().map(|(place, row)| {
            if foreign.contains_key(&place) { Vec::new() } else { row.meanings }
        });
        Self { meanings: meanings.collect(), kind, organism, style, foreign }
    }

    /// The genes that the name of a row means, in its order; none where the row is of another organism than the table.
    pub fn genes(&self, row: usize) -> impl Iterator<Item = &'static Gene> {
        self.meanings[row].iter().map(|meaning| meaning.gene)
    }

    pub(super) fn meanings(&self, row: usize) -> &[Meaning] {
        &self.meanings[row]
    }

    /// Whether a row is of another organism than the table.
    #[must_use]
    pub fn is_foreign(&self, row: usize) -> bool {
        self.foreign.contains_key(&row)
    }

    /// The kind of more than half of the names.
    #[must_use]
    pub const fn kind(&self) -> Option<NameKind> {
        self.kind
    }

    /// The organism of the table, where its names show one; mouse where the spelling of its symbols shows mouse or rat and no
    /// name shows which.
    #[must_use]
    pub const fn organism(&self) -> Option<Organism> {
        self.organism
    }

    pub(super) const fn style(&self) -> Option<Style> {
        self.style
    }

    /// What to say of the names: an organism that is not human, names that were read as others, rows of other organisms.
    /// `fields` are those that it was made of.
    #[must_use]
    pub fn notices<'a>(&self, fields: impl IntoIterator<Item = &'a str>) -> Vec<NameNotice> {
        let fields: Vec<&str> = fields.into_iter().collect();
        let (mut orthologues, mut renamed) = (BTreeSet::new(), BTreeSet::new());
        for (field, meanings) in fields.iter().zip(&self.meanings) {
            for meaning in meanings {
                let pair = || format!("`{field}` = {}", meaning.gene.symbol);
                match meaning.rule {
                    Rule::Orthologue => drop(orthologues.insert(pair())),
                    Rule::Previous | Rule::Alias => drop(renamed.insert(pair())),
                    Rule::Symbol | Rule::Identifier => {}
                }
            }
        }
        let understood = self.meanings.iter().filter(|meanings| !meanings.is_empty()).count();
        let mut notices = Vec::new();
        if let Some(organism) = self.organism.filter(|organism| *organism != Organism::Human)
            && understood > 0
        {
            let by_style = self.style == Some(Style::Rodent);
            let orthologues = orthologues.into_iter().collect();
            notices.push(NameNotice::Orthologues { organism, by_style, orthologues });
        }
        if !renamed.is_empty() {
            notices.push(NameNotice::Renamed { names: renamed.into_iter().collect() });
        }
        let mut by_organism: BTreeMap<Organism, Vec<String>> = BTreeMap::new();
        for (&row, &organism) in &self.foreign {
            by_organism.entry(organism).or_default().push(fields[row].to_owned());
        }
        let table_organism = self.organism;
        notices.extend(by_organism.into_iter().map(|(organism, names)| NameNotice::Foreign {
            organism,
            table_organism,
            names,
        }));
        notices
    }
}

fn kind_of(rows: &[Row<'_>]) -> Option<NameKind> {
    let mut counts: BTreeMap<NameKind, usize> = BTreeMap::new();
    for row in rows {
        if let Some(name) = names(row.name).next() {
            // Some symbols have the form of an accession.
            let is_symbol = row.meanings.first().is_some_and(|it| it.rule != Rule::Identifier);
            let kind = if is_symbol { NameKind::Symbol } else { NameKind::from_name(name) };
            *counts.entry(kind).or_default() += 1;
        }
    }
    counts.into_iter().find(|(_, count)| 2 * count > rows.len()).map(|(kind, _)| kind)
}

/// The organism of most names among those of the table: by what names show, and by the case of symbols.
fn main_organism(rows: &[Row<'_>]) -> Option<Organism> {
    let mut votes: HashMap<Organism, usize> = HashMap::new();
    for row in rows.iter().filter(|row| row.organisms.len() == 1) {
        *votes.entry(row.organisms.first().copied()?).or_default() += 1;
    }
    let votes_for = |organism| votes.get(&organism).copied().unwrap_or(0);
    let style = Style::of_table(rows.iter().map(|row| row.name));
    let of_style = |style: Style| rows.iter().filter(|row| row.style == Some(style)).count();
    let (by_human, by_rodent) = match style {
        Some(Style::Human) => (of_style(Style::Human), 0),
        Some(Style::Rodent) => (0, of_style(Style::Rodent)),
        None => (0, 0),
    };
    let human = votes_for(Organism::Human) + by_human;
    let rodent = votes_for(Organism::Mouse).max(votes_for(Organism::Rat)) + by_rodent;
    match () {
        () if human == 0 && rodent == 0 => None,
        () if human >= rodent => Some(Organism::Human),
        () if votes_for(Organism::Rat) > votes_for(Organism::Mouse) => Some(Organism::Rat),
        () => Some(Organism::Mouse),
    }
}

/// Rows of another organism than the table: by what their names show, or as the same gene is there in its spelling too.
fn foreign(rows: &[Row<'_>], main: Option<Organism>) -> BTreeMap<usize, Organism> {
    let (main_style, other) = match main {
        Some(Organism::Mouse | Organism::Rat) => (Style::Rodent, (Style::Human, Organism::Human)),
        _ => (Style::Human, (Style::Rodent, Organism::Mouse)),
    };
    let is_symbol = |it: &&Meaning| matches!(it.rule, Rule::Symbol | Rule::Orthologue);
    let in_style: BTreeSet<&str> = rows
        .iter()
        .filter(|row| row.style == Some(main_style))
        .flat_map(|row| row.meanings.iter().filter(is_symbol).map(|it| it.gene.symbol))
        .collect();
    let of_row = |row: &Row<'_>| {
        let is_main = |organism: &Organism| match main {
            Some(main) => *organism == main,
            None => matches!(organism, Organism::Human | Organism::Mouse | Organism::Rat),
        };
        if !row.organisms.is_empty() && !row.organisms.iter().any(is_main) {
            return row.organisms.first().copied();
        }
        let again = row.style == Some(other.0)
            && row.meanings.iter().filter(is_symbol).any(|it| in_style.contains(it.gene.symbol));
        again.then_some(other.1)
    };
    rows.iter().enumerate().filter_map(|(place, row)| Some((place, of_row(row)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn symbols(rows: &GeneRows, row: usize) -> Vec<&'static str> {
        rows.genes(row).map(|gene| gene.symbol).collect()
    }

    #[test]
    fn names_of_mouse_are_read_as_orthologues_and_said() {
        let names = ["Cd9", "Cd63", "Tsg101", "Trp53", "Actb"];
        let rows = GeneRows::new(names);
        assert_eq!(rows.organism(), Some(Organism::Mouse));
        assert_eq!((symbols(&rows, 0), symbols(&rows, 3)), (vec!["CD9"], vec!["TP53"]));
        let said: Vec<String> = rows.notices(names).iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].contains("mouse or rat") && said[0].contains("`Trp53` = TP53"), "{said:?}");
        let by_id = ["ENSRNOG00000019556", "ENSRNOG00000000001"];
        assert_eq!(GeneRows::new(by_id).organism(), Some(Organism::Rat));
    }

    #[test]
    fn proteins_of_another_organism_are_named_and_mean_nothing() {
        let names = ["CD9_HUMAN", "CD81_HUMAN", "ALBU_BOVIN", "P02769", "CD9_MOUSE", "TSG101"];
        let rows = GeneRows::new(names);
        assert_eq!(rows.organism(), Some(Organism::Human));
        let foreign: Vec<usize> = (0..6).filter(|&row| rows.is_foreign(row)).collect();
        assert_eq!(foreign, [2, 3, 4]);
        assert!(symbols(&rows, 4).is_empty());
        let said: Vec<String> = rows.notices(names).iter().map(ToString::to_string).collect();
        assert!(
            said.iter().any(|it| it.contains("mouse") && it.contains("`CD9_MOUSE`")),
            "{said:?}"
        );
        assert!(said.iter().any(|it| it.contains("bovine") && it.contains("`P02769`")), "{said:?}");
        // A former symbol is no spelling of mouse.
        let former = GeneRows::new(["CD9", "CD63", "SEPTIN4", "C17orf47"]);
        assert!((0..4).all(|row| !former.is_foreign(row)));
        let mixed = ["CD9", "CD63", "CD81", "TSG101", "ALIX", "Cd9", "Hspa8"];
        let rows = GeneRows::new(mixed);
        assert_eq!((0..7).filter(|&row| rows.is_foreign(row)).collect::<Vec<_>>(), [5]);
    }

    #[test]
    fn the_kind_of_names_is_that_of_most() {
        assert_eq!(GeneRows::new(["928", "977", "CD9"]).kind(), Some(NameKind::Entrez));
        assert_eq!(GeneRows::new(["P21926", "P60033;Q1", "CD9"]).kind(), Some(NameKind::Accession));
        assert_eq!(GeneRows::new(["P21926", "CD9"]).kind(), None);
        assert_eq!(GeneRows::new([]).kind(), None);
    }
}
