//! Names of samples, out of the names of columns.

use std::collections::HashMap;

use super::{parts, program::Program, quantity::Unit, request::Request};
use crate::table::header::key;

/// Endings of files that programs put into the names of columns.
const ENDINGS: [&str; 17] = [
    ".gz",
    ".bam",
    ".sam",
    ".cram",
    ".sorted",
    ".markdup",
    ".dedup",
    ".fastq",
    ".fq",
    ".fasta",
    ".raw",
    ".rcc",
    ".mzml",
    ".mzxml",
    ".wiff",
    ".d",
    // STAR writes it behind the name, without a point of its own.
    "aligned.sortedbycoord.out",
];

/// Words in the names of columns for what their values are.
const UNITS: [(&str, Unit); 25] = [
    ("tpm", Unit::Tpm),
    ("ptpm", Unit::Tpm),
    ("ntpm", Unit::Tpm),
    ("fpkm", Unit::Fpkm),
    ("rpkm", Unit::Fpkm),
    ("cpm", Unit::Cpm),
    ("rpm", Unit::Cpm),
    ("norm", Unit::Cpm),
    ("normalized", Unit::Cpm),
    ("normalised", Unit::Cpm),
    ("count", Unit::Counts),
    ("counts", Unit::Counts),
    ("raw", Unit::Counts),
    ("read_count", Unit::Counts),
    ("read_counts", Unit::Counts),
    ("raw_count", Unit::Counts),
    ("raw_counts", Unit::Counts),
    ("reads", Unit::Counts),
    ("numreads", Unit::Counts),
    ("est_counts", Unit::Counts),
    ("expected_count", Unit::Counts),
    ("umi", Unit::Molecules),
    ("umis", Unit::Molecules),
    ("ibaq", Unit::Ibaq),
    ("intensity", Unit::Intensity),
];

/// What a column's name says of its values, and the rest of the name: `S1_TPM`, `tpm.S1`, `S1(norm)`, `counts`.
pub(super) fn unit_of(name: &str) -> Option<(Unit, String)> {
    let key = key(name);
    if parts::says_logarithm(&key) {
        return None;
    }
    let inner = |text: &str| text.trim_matches(['_', '(', ')', '[', ']', ':', ' ']).to_owned();
    UNITS
        .iter()
        .filter_map(|(word, unit)| {
            if key == *word {
                return Some((word.len(), *unit, String::new()));
            }
            let separated = |letter: char| matches!(letter, '_' | '(' | '[' | ':');
            let after = key
                .trim_end_matches([')', ']'])
                .strip_suffix(word)
                .filter(|rest| rest.ends_with(separated));
            // `norm_1` and `raw_1` may be names of samples.
            let may_begin = !matches!(*word, "norm" | "raw" | "reads" | "count");
            let before =
                key.strip_prefix(word).filter(|rest| may_begin && rest.starts_with(separated));
            after.or(before).map(|rest| (word.len(), *unit, inner(rest)))
        })
        // The longest word says most.
        .max_by_key(|(length, ..)| *length)
        .map(|(_, unit, rest)| (unit, rest))
}

/// A name without the folders and endings of a file; a name with a slash is a path only if it has such an ending, or begins
/// at a root.
pub(super) fn without_file(name: &str) -> &str {
    let mut stem = name;
    while let Some(rest) = ENDINGS.iter().find_map(|ending| without_ending(stem, ending)) {
        stem = rest;
    }
    let is_path = stem.len() < name.len() || name.starts_with('/') || name.contains(":\\");
    let last = stem.rsplit(['/', '\\']).next().unwrap_or(stem);
    if is_path && !last.is_empty() { last } else { stem }
}

fn without_ending<'n>(name: &'n str, ending: &str) -> Option<&'n str> {
    let cut = name.len().checked_sub(ending.len())?;
    let is_it = name.get(cut..)?.eq_ignore_ascii_case(ending);
    let rest = is_it.then(|| &name[..cut])?;
    let rest = if ending.starts_with('.') { rest } else { rest.trim_end_matches(['.', '_', '-']) };
    Some(rest).filter(|rest| !rest.is_empty())
}

/// The names of samples of these columns: as the header has them, or the part that the program's pattern leaves;
/// those that are looked for as they are looked for.
pub(super) fn names(
    header: &[&str],
    program: Option<&Program>,
    request: &Request<'_>,
) -> Vec<String> {
    let part = |name: &str| {
        let part = program.and_then(|program| program.value_of(name)).map(|(.., part)| part);
        let part = part.unwrap_or_else(|| name.to_owned());
        // `[1] S1.raw` of Spectronaut.
        let numbered =
            part.strip_prefix('[').and_then(|rest| rest.split_once("] ")).map(|(_, rest)| rest);
        without_file(numbered.unwrap_or(&part)).to_owned()
    };
    let is_file = |name: &str| program.is_some() || name.contains(['/', '\\']);
    let mut names: Vec<String> = header
        .iter()
        .map(|name| if is_file(name) { part(name) } else { (*name).to_owned() })
        .collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
        names = header.iter().map(|name| (*name).to_owned()).collect();
    }
    for wanted in request.samples {
        if names.iter().any(|name| name == wanted) {
            continue;
        }
        let fits = |(place, name): &(usize, &String)| {
            let bare = bare(header[*place]);
            header[*place] == *wanted
                || without_file(header[*place]) == *wanted
                || bare == *wanted
                // `F1: Sample, EV_1` of Proteome Discoverer.
                || name.rsplit(", ").next() == Some(*wanted)
                || key(name) == key(wanted)
        };
        let mut fitting = names.iter().enumerate().filter(fits).map(|(place, _)| place);
        if let (Some(place), None) = (fitting.next(), fitting.next()) {
            (*wanted).clone_into(&mut names[place]);
        }
    }
    names
}

/// The places of the first name that occurs twice.
pub(super) fn twice(names: &[String]) -> Option<(usize, usize)> {
    let mut places: HashMap<&str, usize> = HashMap::with_capacity(names.len());
    names.iter().enumerate().find_map(|(place, name)| {
        let first = *places.entry(name).or_insert(place);
        (first < place).then_some((first, place))
    })
}

/// A name without the word of a quantity in front: `LFQ EV`, `log2 EV`.
fn bare(name: &str) -> &str {
    const BEGINNINGS: [&str; 7] =
        ["LFQ intensity ", "LFQ ", "iBAQ ", "Intensity ", "log2 ", "Log2 ", "log2_"];
    BEGINNINGS.iter().find_map(|begin| name.strip_prefix(begin)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_units_are_no_part_of_a_name() {
        assert_eq!(without_file("/data/run 1/EV_1.sorted.bam"), "EV_1");
        assert_eq!(without_file("D:\\raw\\EV_1.raw"), "EV_1");
        assert_eq!(without_file("/data/EV_1"), "EV_1");
        assert_eq!(without_file("EV1Aligned.sortedByCoord.out.bam"), "EV1");
        assert_eq!(without_file("EV_1.Aligned.sortedByCoord.out.bam"), "EV_1");
        assert_eq!(without_file("EV.1"), "EV.1");
        assert_eq!(without_file("tumour/EV"), "tumour/EV");
        let check = |name: &str, wanted: Option<(Unit, &str)>| {
            assert_eq!(unit_of(name), wanted.map(|(unit, rest)| (unit, rest.to_owned())), "{name}");
        };
        check("TPM", Some((Unit::Tpm, "")));
        check("S1_TPM", Some((Unit::Tpm, "s1")));
        check("tpm.S1", Some((Unit::Tpm, "s1")));
        check("A(norm)", Some((Unit::Cpm, "a")));
        check("EV_1_read_count", Some((Unit::Counts, "ev_1")));
        check("EV_1", None);
        for name in ["log2_TPM", "log2 TPM", "TPM (log2)", "s1_log2_tpm", "logTPM", "log10(FPKM)"] {
            check(name, None);
        }
        check("logan_TPM", Some((Unit::Tpm, "logan")));
        check("atpm", None);
    }
}
