//! The gene that a name means.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    form::stems,
    gene::{Gene, ORGANISMS},
    organism::Organism,
};

/// By what a name means a gene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// The human symbol, in any case.
    Symbol,
    /// The symbol of an orthologue, which differs in more than case.
    Orthologue,
    /// A symbol that the gene had.
    Previous,
    /// Another name of the gene.
    Alias,
    /// An accession, the name of an entry, or an Ensembl gene.
    Identifier,
}

/// The gene that a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Meaning {
    /// The human gene.
    pub gene: &'static Gene,
    /// The organism, where the name itself shows it.
    pub organism: Option<Organism>,
    /// By what the name means it.
    pub rule: Rule,
}

static INDEX: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let mut index = HashMap::new();
    let mut add = |name: String, gene, organism, rule| {
        index.entry(name).or_insert(Meaning { gene, organism, rule });
    };
    // What comes first holds.
    for gene in Gene::all() {
        add(gene.symbol.to_uppercase(), gene, None, Rule::Symbol);
    }
    for gene in Gene::all() {
        for organism in ORGANISMS {
            for symbol in gene.symbols(organism) {
                add(symbol.to_uppercase(), gene, None, Rule::Orthologue);
            }
            let ids = gene.accessions(organism).iter().chain(gene.ensembl(organism));
            for id in ids {
                add((*id).to_owned(), gene, Some(organism), Rule::Identifier);
            }
        }
        for entry in &gene.entries {
            let mut add_entry =
                |name: String, organism| add(name, gene, Some(organism), Rule::Identifier);
            if let Some((_, organism)) = Organism::of_entry(entry) {
                add_entry((*entry).to_owned(), organism);
            } else {
                add_entry(format!("{entry}_HUMAN"), Organism::Human);
                add_entry(format!("{entry}_MOUSE"), Organism::Mouse);
                add_entry(format!("{entry}_RAT"), Organism::Rat);
            }
        }
    }
    for gene in Gene::all() {
        for name in &gene.previous {
            add(name.to_uppercase(), gene, None, Rule::Previous);
        }
    }
    for gene in Gene::all() {
        for name in &gene.aliases {
            add(name.to_uppercase(), gene, None, Rule::Alias);
        }
    }
    index
});

/// The gene of the embedded table that a single name means, in any case and whatever its version or isoform: by symbol, by
/// the symbol of its orthologue in mouse or rat, by a symbol that it had, by another name that no other gene has, by
/// accession, entry or Ensembl gene.
///
/// ```
/// use exocast_core::names::{Organism, gene_of};
///
/// let symbol = |name: &str| gene_of(name).map(|meaning| meaning.gene.symbol);
/// for name in ["CD9", "Cd9", "P21926-2", "CD9_HUMAN", "ENSMUSG00000030342.9"] {
///     assert_eq!(symbol(name), Some("CD9"), "{name}");
/// }
/// assert_eq!(symbol("Trp53"), Some("TP53"));
/// assert_eq!(symbol("MARCH5"), Some("MARCHF5"));
/// // The entry of fatty acid synthase, and a protein of cattle.
/// assert_eq!((symbol("FAS_HUMAN"), symbol("CD9_BOVIN")), (None, None));
/// assert_eq!(gene_of("CD9_MOUSE").and_then(|meaning| meaning.organism), Some(Organism::Mouse));
/// ```
#[must_use]
pub fn gene_of(name: &str) -> Option<Meaning> {
    let name = name.trim();
    // No name of the table is longer.
    if name.len() > 40 || !name.is_ascii() {
        return None;
    }
    let upper = name.to_uppercase();
    stems(&upper).find_map(|stem| INDEX.get(stem).copied())
}

/// The present symbol of a human gene, of a symbol that it had and that no other gene has or had; case is part of the name.
///
/// ```
/// use exocast_core::names::present_symbol;
///
/// assert_eq!(present_symbol("MARCH5"), Some("MARCHF5"));
/// assert_eq!((present_symbol("MARCHF5"), present_symbol("March5")), (None, None));
/// ```
#[must_use]
pub fn present_symbol(name: &str) -> Option<&'static str> {
    let gene = gene_of(name)?.gene;
    gene.previous.contains(&name).then_some(gene.symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_table_means_its_gene_whatever_its_case() {
        for gene in Gene::all() {
            let names = [&gene.symbol].into_iter().chain(&gene.previous).chain(&gene.aliases);
            let symbols = ORGANISMS.iter().flat_map(|organism| gene.symbols(*organism));
            for name in names.chain(symbols) {
                for written in [(*name).to_owned(), name.to_lowercase(), name.to_uppercase()] {
                    let symbol = gene_of(&written).map(|meaning| meaning.gene.symbol);
                    assert_eq!(symbol, Some(gene.symbol), "{written}");
                }
            }
            for organism in ORGANISMS {
                for id in gene.accessions(organism).iter().chain(gene.ensembl(organism)) {
                    let meaning = gene_of(id).expect("an identifier of the table");
                    assert_eq!(
                        (meaning.gene.symbol, meaning.organism),
                        (gene.symbol, Some(organism)),
                        "{id}"
                    );
                }
            }
        }
    }

    #[test]
    fn human_to_mouse_to_human_is_the_gene_itself() {
        for gene in Gene::all() {
            for organism in [Organism::Mouse, Organism::Rat] {
                for symbol in gene.symbols(organism) {
                    assert_eq!(
                        gene_of(symbol).map(|meaning| meaning.gene.symbol),
                        Some(gene.symbol)
                    );
                }
            }
        }
    }

    #[test]
    fn entries_are_those_of_their_gene() {
        let check = |name: &str, wanted: Option<&str>| {
            assert_eq!(gene_of(name).map(|meaning| meaning.gene.symbol), wanted, "{name}");
        };
        check("TFR1_HUMAN", Some("TFRC"));
        check("PDC6I_MOUSE", Some("PDCD6IP"));
        check("ALBU_HUMAN", Some("ALB"));
        check("ALBU_BOVIN", None);
        check("5NTD_RAT", Some("NT5E"));
        check("TNR6_HUMAN", Some("FAS"));
        check("sept2", Some("SEPTIN2"));
        check("Rab7", Some("RAB7A"));
        check("Abcb1b", Some("ABCB1"));
        // Names of several genes are of none.
        check("AIP1", None);
        check("P16", None);
    }
}
