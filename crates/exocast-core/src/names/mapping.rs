//! Names by a table that the user gives.

use std::collections::{HashMap, HashSet};

use super::form::{names, stems};

/// What a table of names makes of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Translation {
    /// It is a symbol of the table, or a group of such.
    Same,
    /// It is another name of this symbol, or a group of several, separated by `;`.
    Of(String),
    /// It is a name of several genes, of which none is meant more than another.
    Several(Vec<String>),
    /// The table does not have it.
    Unknown,
}

/// A table of names: accessions, identifiers or former symbols, and the symbol of each.
///
/// What is a symbol of the table is never translated, even where it is another name of another gene; so translating twice is
/// translating once.
///
/// ```
/// use exocast_core::names::{Mapping, Translation};
///
/// let names = Mapping::new([("ENSG00000010278", "CD9"), ("P21926", "CD9"), ("MRP-1", "CD9"), ("X", "Y"), ("X", "Z")]);
/// assert_eq!(names.translate("ENSG00000010278.15"), Translation::Of("CD9".to_owned()));
/// assert_eq!(names.translate("sp|P21926-2|CD9_HUMAN"), Translation::Of("CD9".to_owned()));
/// assert_eq!(names.translate("CD9"), Translation::Same);
/// assert_eq!(names.translate("X"), Translation::Several(vec!["Y".to_owned(), "Z".to_owned()]));
/// assert_eq!(names.translate("ACTB"), Translation::Unknown);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    symbols: HashSet<String>,
    /// Symbols of each other name, in order.
    names: HashMap<String, Vec<String>>,
}

impl Mapping {
    /// Of pairs of a name and a symbol.
    #[must_use]
    pub fn new<N: Into<String>, S: Into<String>>(pairs: impl IntoIterator<Item = (N, S)>) -> Self {
        Self::ranked(pairs, [])
    }

    /// Of pairs of a name and a symbol, and of aliases, which are used if they are no other name of a gene: a former symbol
    /// is the gene's that had it, whatever else is called so.
    #[must_use]
    pub fn ranked<N: Into<String>, S: Into<String>>(
        pairs: impl IntoIterator<Item = (N, S)>,
        aliases: impl IntoIterator<Item = (N, S)>,
    ) -> Self {
        let known = Self::from_pairs(pairs);
        let mut mapping = Self::from_pairs(aliases);
        mapping.symbols.extend(known.symbols);
        // A name of a gene replaces an alias of another.
        mapping.names.extend(known.names);
        mapping
    }

    fn from_pairs<N: Into<String>, S: Into<String>>(
        pairs: impl IntoIterator<Item = (N, S)>,
    ) -> Self {
        let mut mapping = Self::default();
        for (name, symbol) in pairs {
            let (name, symbol) = (name.into(), symbol.into());
            mapping.symbols.insert(symbol.clone());
            if name == symbol {
                continue;
            }
            let symbols = mapping.names.entry(name).or_default();
            if let Err(place) = symbols.binary_search(&symbol) {
                symbols.insert(place, symbol);
            }
        }
        mapping
    }

    /// Number of names that have a symbol.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is no name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// What the table makes of a name, or of a group of names.
    #[must_use]
    pub fn translate(&self, field: &str) -> Translation {
        if self.symbols.contains(field) {
            return Translation::Same;
        }
        let mut symbols: Vec<&str> = Vec::new();
        let mut several: Option<&Vec<String>> = None;
        for name in names(field) {
            let symbol = match self.symbols.get(name) {
                Some(symbol) => symbol,
                None => {
                    match stems(name).find_map(|stem| self.names.get(stem)).map(Vec::as_slice) {
                        Some([only]) => only,
                        Some(_) => {
                            several = several
                                .or_else(|| stems(name).find_map(|stem| self.names.get(stem)));
                            continue;
                        }
                        None => continue,
                    }
                }
            };
            if !symbols.contains(&symbol.as_str()) {
                symbols.push(symbol);
            }
        }
        match (symbols.join(";"), several) {
            (joined, _) if joined == field => Translation::Same,
            (joined, _) if !joined.is_empty() => Translation::Of(joined),
            (_, Some(several)) => Translation::Several(several.clone()),
            _ => Translation::Unknown,
        }
    }
}
