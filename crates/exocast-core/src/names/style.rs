//! How the symbols of a table are written: as human ones, or as those of mouse and rat.

use std::{collections::HashSet, sync::LazyLock};

use super::{
    form::names,
    kind::NameKind,
    meaning::{Rule, gene_of},
};

/// How symbols are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Style {
    /// `CD9`.
    Human,
    /// `Cd9`.
    Rodent,
}

/// Symbols that show the style of a table, at least.
const ENOUGH: usize = 3;
/// Letters of a word that is a symbol, at most, if neither a digit nor the embedded table shows it.
const SHORT: usize = 4;
/// Human symbols that other genes have in mouse or rat.
static UNLIKE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("unlike.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

impl Style {
    /// How the first symbol of a field is spelled; nothing where it is none, or is spelled in neither way.
    pub(super) fn of_field(field: &str) -> Option<Self> {
        let name = names(field).next()?;
        if NameKind::from_name(name) != NameKind::Symbol {
            return None;
        }
        if is_open_frame(name) {
            return Some(Self::Human);
        }
        let mut letters = name.chars().filter(char::is_ascii_alphabetic);
        let first = letters.next()?;
        let mut others = letters.peekable();
        others.peek()?;
        match first.is_ascii_uppercase() {
            true if others.clone().all(|letter| letter.is_ascii_uppercase()) => Some(Self::Human),
            true if others.all(|letter| letter.is_ascii_lowercase()) => Some(Self::Rodent),
            _ => None,
        }
    }

    /// The style that a field shows the table to be in: words such as `Albumin` show none.
    fn shown(field: &str) -> Option<Self> {
        let is_symbol = |name: &str| match gene_of(name) {
            Some(meaning) => matches!(meaning.rule, Rule::Symbol | Rule::Orthologue),
            None => name.len() <= SHORT || name.bytes().any(|byte| byte.is_ascii_digit()),
        };
        Self::of_field(field).filter(|_| names(field).next().is_some_and(is_symbol))
    }

    /// The style of most symbols; nothing where there are too few, or no four of five agree.
    pub(super) fn of_table<'a>(fields: impl Iterator<Item = &'a str>) -> Option<Self> {
        let (mut human, mut rodent) = (0_usize, 0_usize);
        for style in fields.filter_map(Self::shown) {
            match style {
                Self::Human => human += 1,
                Self::Rodent => rodent += 1,
            }
        }
        let all = human + rodent;
        match () {
            () if all < ENOUGH => None,
            () if 5 * human >= 4 * all => Some(Self::Human),
            () if 5 * rodent >= 4 * all => Some(Self::Rodent),
            () => None,
        }
    }
}

/// Whether a symbol is of an open reading frame of human: `C17orf47`, `CXorf67`.
fn is_open_frame(name: &str) -> bool {
    let parts = name.strip_prefix('C').and_then(|rest| rest.split_once("orf"));
    parts.is_some_and(|(chromosome, number)| {
        (1..=2).contains(&chromosome.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Whether a human symbol, in capitals, and the symbol of mouse and rat that differs in case only are of orthologues; for a few
/// they are of two genes.
///
/// ```
/// use exocast_core::names::is_alike;
///
/// assert!(is_alike("CD9") && !is_alike("GSTM2"));
/// ```
#[must_use]
pub fn is_alike(human: &str) -> bool {
    !UNLIKE.contains(human)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_shows_the_organism_of_symbols() {
        assert_eq!(Style::of_field("CD9"), Some(Style::Human));
        assert_eq!(Style::of_field("Tsg101"), Some(Style::Rodent));
        assert_eq!(
            (Style::of_field("C17orf47"), Style::of_field("CXorf67")),
            (Some(Style::Human), Some(Style::Human))
        );
        for name in ["C3", "hsa-miR-21-5p", "H2-Ea", "P21926", "928", "ENSG00000010278", "p53"] {
            let style = Style::of_field(name);
            assert!(style.is_none() || name == "H2-Ea", "{name}");
        }
        assert_eq!(
            Style::of_table(["Cd9", "Cd63", "Tsg101", "C3"].into_iter()),
            Some(Style::Rodent)
        );
        assert_eq!(Style::of_table(["Cd9", "CD63", "Tsg101"].into_iter()), None);
        assert_eq!(Style::of_table(["CD9", "CD63"].into_iter()), None);
        // Common names of proteins, and accessions in groups, are no symbols.
        let words = ["Albumin", "Calnexin", "Flotillin-1", "Alix", "Syntenin"];
        assert_eq!(Style::of_table(words.into_iter()), None);
        let groups = ["P40240;P35762", "Q61187;Q9WU78", "sp|P51150|RAB7A_MOUSE"];
        assert_eq!(Style::of_table(groups.into_iter()), None);
        assert!(!is_alike("GSTM2") && is_alike("CD9"));
    }
}
