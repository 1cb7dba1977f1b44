//! The names that are written in one field: groups, FASTA headers, a symbol with its number.

use super::organism::Organism;

/// Marks between the names of a group.
const BETWEEN: [char; 2] = [';', ','];

/// The single names of a field, in order, without what is none: `sp|P21926|CD9_HUMAN`, `P21926;P21927`, `CD9 (928)`.
pub(super) fn names(field: &str) -> impl Iterator<Item = &str> {
    field.split(BETWEEN).flat_map(bar).filter(|name| !name.is_empty())
}

/// The names of `sp|P21926|CD9_HUMAN` or `CD9|928`.
fn bar(name: &str) -> impl Iterator<Item = &str> {
    let parts = name.split('|').map(|part| without_number(part.trim()));
    parts.filter(|part| !matches!(*part, "sp" | "tr" | "gn" | "ref" | "gb" | "gi"))
}

/// `CD9` of `CD9 (928)`, as `DepMap` writes it.
fn without_number(name: &str) -> &str {
    let inner = name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    match inner {
        Some((stem, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => stem,
        _ => name,
    }
}

/// A name and what it is without its isoform or version, from the most to the least exact.
pub(super) fn stems(name: &str) -> impl Iterator<Item = &str> {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let version = name.rsplit_once('.').filter(|(_, end)| number(end)).map(|(stem, _)| stem);
    let isoform = name
        .rsplit_once('-')
        .filter(|(stem, end)| number(end) && super::kind::is_accession(stem))
        .map(|(stem, _)| stem);
    let has_version = version.filter(|stem| {
        Organism::of_ensembl(stem).is_some()
            || super::kind::is_accession(stem)
            || crate::sequence::without_version(name) == *stem
    });
    std::iter::once(name).chain(isoform).chain(has_version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_may_hold_several_names() {
        let check = |field: &str, wanted: &[&str]| {
            assert_eq!(names(field).collect::<Vec<_>>(), wanted, "{field}");
        };
        check("CD9", &["CD9"]);
        check("sp|P21926|CD9_HUMAN", &["P21926", "CD9_HUMAN"]);
        check("P21926;P60033", &["P21926", "P60033"]);
        check(
            "sp|P21926-2|CD9_HUMAN;tr|A6NNI4|A6NNI4_HUMAN",
            &["P21926-2", "CD9_HUMAN", "A6NNI4", "A6NNI4_HUMAN"],
        );
        check("CD9 (928)", &["CD9"]);
        check("ANNEXIN A2", &["ANNEXIN A2"]);
        let check = |name: &str, wanted: &[&str]| {
            assert_eq!(stems(name).collect::<Vec<_>>(), wanted, "{name}");
        };
        check("P21926-2", &["P21926-2", "P21926"]);
        check("ENSG00000010278.15", &["ENSG00000010278.15", "ENSG00000010278"]);
        check("NM_001769.4", &["NM_001769.4", "NM_001769"]);
        check("HLA-A", &["HLA-A"]);
        check("NKX2-5", &["NKX2-5"]);
        check("AC004466.1", &["AC004466.1"]);
    }
}
