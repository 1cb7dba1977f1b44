//! What the rows of a table of proteins are called.

use exocast_core::{
    LabelledMatrix,
    names::{GeneRows, NameKind, NameNotice, Rule, gene_of},
};

use super::markers::{MARKERS, Marker, Role, UNDERSTOOD};

/// The names of the rows of a table of proteins: the genes that they mean, and their words for common names.
pub(super) struct ProteinNames {
    genes: GeneRows,
    words: Vec<Vec<String>>,
}

impl ProteinNames {
    pub(super) fn new(table: &LabelledMatrix) -> Self {
        let genes = GeneRows::new(table.rows());
        let words = table.rows().enumerate().map(|(row, name)| {
            // A protein of another organism is none of the markers, whatever else its name holds.
            if genes.is_foreign(row) { Vec::new() } else { words(name) }
        });
        Self { words: words.collect(), genes }
    }

    /// Whether a row is named as a marker is.
    pub(super) fn is(&self, row: usize, marker: &Marker) -> bool {
        self.genes.genes(row).any(|gene| gene.symbol == marker.gene)
            || self.words[row].iter().any(|word| is_called(marker, word))
    }

    /// Whether enough rows are named as the markers are. Where they are not, nothing is known to be absent.
    pub(super) fn are_understood(&self) -> bool {
        let is_marker = |row: &usize| MARKERS.iter().any(|marker| self.is(*row, marker));
        (0..self.words.len()).filter(is_marker).take(UNDERSTOOD).count() == UNDERSTOOD
    }

    /// Whether any row is named as a marker is.
    pub(super) fn has_marker(&self) -> bool {
        (0..self.words.len()).any(|row| MARKERS.iter().any(|marker| self.is(row, marker)))
    }

    /// Markers without a row.
    pub(super) fn missing(&self) -> Vec<String> {
        let has_row = |marker: &Marker| (0..self.words.len()).any(|row| self.is(row, marker));
        let missing = MARKERS.iter().filter(|marker| !has_row(marker));
        missing.map(|marker| marker.gene.to_owned()).collect()
    }

    pub(super) const fn kind(&self) -> Option<NameKind> {
        self.genes.kind()
    }

    /// What to say of them.
    pub(super) fn notices(&self, table: &LabelledMatrix) -> Vec<NameNotice> {
        self.genes.notices(table.rows())
    }
}

/// The names of a row in capitals, whole and word by word; symbols instead of accessions.
fn words(name: &str) -> Vec<String> {
    let whole = name.split([';', ',', '|', '/']).map(str::trim);
    let words = name.split([';', ',', '|', ' ', '/']).map(str::trim);
    // The names of entries are not symbols: FAS_HUMAN is fatty acid synthase.
    let names = whole
        .chain(words)
        .filter(|name| !name.is_empty() && NameKind::from_name(name) != NameKind::Entry);
    let symbol = |name: &str| {
        let identifier = gene_of(name).filter(|meaning| meaning.rule == Rule::Identifier);
        identifier.map_or_else(|| name.to_uppercase(), |meaning| meaning.gene.symbol.to_owned())
    };
    names.map(symbol).collect()
}

/// Whether a word in capitals is the symbol or a common name of a marker; families of histones match by their beginning.
fn is_called(marker: &Marker, word: &str) -> bool {
    let names = || marker.aliases.iter().chain([&marker.gene]);
    let is_histone = marker.role == Role::Apoptotic
        && names().any(|name| name.len() > 3 && name.contains('H') && word.starts_with(name));
    is_histone || names().any(|name| *name == word)
}

/// Whether a name is the symbol or another name of a marker, and no accession.
pub(super) fn is_symbol(name: &str) -> bool {
    let word = name.trim().to_uppercase();
    let gene = gene_of(&word).filter(|meaning| meaning.rule != Rule::Identifier);
    MARKERS.iter().any(|marker| {
        gene.is_some_and(|meaning| meaning.gene.symbol == marker.gene)
            || marker.gene == word
            || marker.aliases.contains(&word.as_str())
    })
}

#[cfg(test)]
mod tests {
    use exocast_core::names::{Gene, Organism};

    use super::*;

    #[test]
    fn every_marker_is_in_the_table_of_genes_with_an_accession() {
        for marker in MARKERS {
            let gene = Gene::all().iter().find(|gene| gene.symbol == marker.gene);
            let gene = gene.unwrap_or_else(|| panic!("{} is not in the table", marker.gene));
            assert!(!gene.accessions(Organism::Human).is_empty(), "{}", marker.gene);
            assert!(is_symbol(marker.gene));
            // A common name that is another gene's would give that gene's protein to the marker.
            for alias in marker.aliases {
                let other = gene_of(alias).map(|meaning| meaning.gene.symbol);
                assert!(other.is_none_or(|symbol| symbol == marker.gene), "{alias}");
            }
        }
    }

    #[test]
    fn names_of_entries_are_no_symbols() {
        assert_eq!(words("FAS_HUMAN"), [""; 0]);
        assert!(words("annexin A2").contains(&"ANNEXIN A2".to_owned()));
    }
}
