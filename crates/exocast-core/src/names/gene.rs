//! The embedded table of genes.

use std::sync::LazyLock;

use super::organism::Organism;

/// A human gene with its other names and its orthologues in mouse and rat.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gene {
    /// Symbol of HGNC.
    pub symbol: &'static str,
    /// Symbols that it had, and that no other gene has or had.
    pub previous: Vec<&'static str>,
    /// Other names that no other gene has or had.
    pub aliases: Vec<&'static str>,
    /// Names of `UniProt` entries: `TFR1`, or `H31_HUMAN` where it is another gene's in another organism.
    pub(super) entries: Vec<&'static str>,
    human: Ids,
    mouse: Ids,
    rat: Ids,
}

/// The names of a gene in one organism.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Ids {
    symbols: Vec<&'static str>,
    accessions: Vec<&'static str>,
    ensembl: Vec<&'static str>,
}

/// Organisms of the table.
pub(super) const ORGANISMS: [Organism; 3] = [Organism::Human, Organism::Mouse, Organism::Rat];

static GENES: LazyLock<Vec<Gene>> = LazyLock::new(|| {
    let lines = include_str!("genes.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.skip(1).map(Gene::of_line).collect()
});

impl Gene {
    /// The genes of the table, in the order of their symbols.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &GENES
    }

    fn of_line(line: &'static str) -> Self {
        let mut fields = line.split('\t');
        let symbol = fields.next().unwrap_or_default();
        let mut list = || -> Vec<&'static str> {
            let names = fields.next().unwrap_or_default().split('|');
            names
                .filter(|name| !name.is_empty())
                .map(|name| if name == "=" { symbol } else { name })
                .collect()
        };
        let (previous, aliases) = (list(), list());
        let accessions = list();
        let entries = list();
        let human = Ids { symbols: vec![symbol], accessions, ensembl: list() };
        let mut ids = || {
            let symbols = list();
            Ids { symbols, accessions: list(), ensembl: list() }
        };
        Self { symbol, previous, aliases, entries, human, mouse: ids(), rat: ids() }
    }

    const fn ids(&self, organism: Organism) -> Option<&Ids> {
        match organism {
            Organism::Human => Some(&self.human),
            Organism::Mouse => Some(&self.mouse),
            Organism::Rat => Some(&self.rat),
            _ => None,
        }
    }

    /// Its symbol in an organism, of its orthologues there: as written in the table, so that those that differ from the
    /// human one in case only are written as that one. Empty where it has none.
    #[must_use]
    pub fn symbols(&self, organism: Organism) -> &[&'static str] {
        self.ids(organism).map_or(&[], |ids| &ids.symbols)
    }

    /// Accessions of its proteins in `UniProtKB`.
    #[must_use]
    pub fn accessions(&self, organism: Organism) -> &[&'static str] {
        self.ids(organism).map_or(&[], |ids| &ids.accessions)
    }

    /// Its identifiers in Ensembl.
    #[must_use]
    pub fn ensembl(&self, organism: Organism) -> &[&'static str] {
        self.ids(organism).map_or(&[], |ids| &ids.ensembl)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::kind::{NameKind, is_accession};

    #[test]
    fn the_table_is_in_order_and_its_fields_are_what_they_should_be() {
        let genes = Gene::all();
        assert!(genes.len() > 500);
        assert!(genes.windows(2).all(|pair| pair[0].symbol < pair[1].symbol));
        for gene in genes {
            for organism in ORGANISMS {
                for accession in gene.accessions(organism) {
                    assert!(is_accession(accession), "{accession} of {}", gene.symbol);
                }
                for id in gene.ensembl(organism) {
                    assert_eq!(NameKind::from_name(id), NameKind::EnsemblGene, "{id}");
                    assert_eq!(Organism::of_ensembl(id).map(|(it, _)| it), Some(organism));
                }
            }
        }
        let cd9 = genes.iter().find(|gene| gene.symbol == "CD9").expect("CD9");
        assert_eq!(cd9.accessions(Organism::Human), ["P21926"]);
        assert_eq!(cd9.accessions(Organism::Mouse), ["P40240"]);
        assert_eq!(cd9.ensembl(Organism::Human), ["ENSG00000010278"]);
        let p53 = genes.iter().find(|gene| gene.symbol == "TP53").expect("TP53");
        assert_eq!(p53.symbols(Organism::Mouse), ["Trp53"]);
        assert_eq!(p53.symbols(Organism::Rat), ["TP53"]);
    }
}
