//! Columns of a sample sheet, by their names.

use exocast_core::{
    Malformed, ReadError,
    table::{NumberColumn, Reader, TextColumn},
    words::quoted,
};

use super::{
    inclusion::{self, MayExclude, Says},
    meaning,
    titles::{
        BATCH, COUNTS, COUNTS_COLUMN, DILUTION, DONOR, GROUP, GROUP_ITSELF, LIBRARY,
        MOLECULES_COLUMN, PAIR, PREPARATION, READS, SAMPLE, SIZING, SIZING_NAME, SPIKES, VOLUME,
    },
};
use crate::io::Input;

/// The same names with either sign of micro, as keyboards and spreadsheets write it.
fn with_micro(names: &[&str]) -> Vec<String> {
    let signs = ["u", "\u{b5}", "\u{3bc}"];
    let name = |name: &str, sign: &str| match name.rfind("ul") {
        Some(at) => format!("{}{sign}{}", &name[..at], &name[at + 1..]),
        None => name.to_owned(),
    };
    signs.iter().flat_map(|sign| names.iter().map(move |it| name(it, sign))).collect()
}

/// Names of the columns of text, but for that of the sample; that of the group first.
const TEXTS: [&[&str]; 13] = [
    GROUP,
    PREPARATION,
    DONOR,
    BATCH,
    PAIR,
    READS,
    LIBRARY,
    COUNTS,
    COUNTS_COLUMN,
    MOLECULES_COLUMN,
    SIZING,
    SIZING_NAME,
    DILUTION,
];

/// Whether a sheet has no column of this name.
pub(crate) fn is_unknown(name: &str) -> bool {
    let key = |name: &str| name.trim().to_lowercase().replace([' ', '.', '-'], "_");
    let amounts = [with_micro(VOLUME), with_micro(SPIKES)];
    let mut known =
        [SAMPLE].iter().chain(&TEXTS).flat_map(|names| names.iter().map(|name| key(name)));
    inclusion::said(name).is_none()
        && !known.any(|known| known == key(name))
        && !amounts.iter().flatten().any(|known| key(known) == key(name))
}

/// Whether a header has a column that only sheets of samples have, besides one of their names.
pub(crate) fn are_of_a_sheet(header: &[String]) -> bool {
    let key = |name: &str| name.trim().to_lowercase().replace([' ', '.', '-'], "_");
    let has =
        |names: &[&str]| header.iter().any(|name| names.iter().any(|it| key(it) == key(name)));
    let amounts = |names: &[&str]| {
        let names = with_micro(names);
        has(&names.iter().map(String::as_str).collect::<Vec<_>>())
    };
    // `name`, `id` and `disease` are columns of many tables.
    let others =
        [PREPARATION, DONOR, BATCH, PAIR, READS, LIBRARY, COUNTS, SIZING, SIZING_NAME, DILUTION];
    has(&SAMPLE[..SAMPLE.len() - 2])
        && (has(GROUP)
            || others.iter().any(|names| has(names))
            || amounts(VOLUME)
            || amounts(SPIKES)
            || has(&["strandedness"]))
}

/// Columns whose numbers have no unit, with the name that says it.
const WITHOUT_UNIT: [(&str, &str); 2] = [("volume", "volume_ul"), ("spikes", "spikes_ul")];

/// The columns of a sheet.
pub(super) struct Columns {
    pub(super) sample: TextColumn,
    pub(super) texts: Vec<(&'static str, TextColumn)>,
    pub(super) numbers: Vec<(&'static str, NumberColumn)>,
    /// Columns that say which samples are used, with their names.
    pub(super) use_of: Vec<(Says, TextColumn, String)>,
}

impl Columns {
    /// The columns; that of the samples is of the name that is given, where one is.
    ///
    /// `cells` reads the columns as text, where more than one may be the group.
    pub(super) fn new(
        table: &mut Reader<Input>,
        named: Option<&str>,
        cells: impl FnOnce() -> Option<Vec<meaning::TextColumn>>,
    ) -> Result<Self, ReadError> {
        let sample = match named {
            Some(name) => table.text_if_any(&[name])?,
            None => None,
        };
        let sample = sample.map_or_else(|| table.text(SAMPLE), Ok)?;
        for (column, with_unit) in WITHOUT_UNIT {
            if table.header().iter().any(|name| name.eq_ignore_ascii_case(column)) {
                let cause = Malformed::other(NoUnit { column, with_unit });
                return Err(ReadError::malformed(table.header_location(), cause));
            }
        }
        let header = table.header().to_vec();
        let may_exclude = header.iter().any(|name| inclusion::is_unclear(name));
        let cells = if may_exclude || header.iter().filter(|name| is_of(GROUP, name)).count() > 1 {
            cells()
        } else {
            None
        };
        let use_of = header.iter().enumerate().filter_map(|(place, name)| {
            Some((inclusion::said(name)?, table.text_at(place), name.clone()))
        });
        let use_of: Vec<_> = use_of.collect();
        let unclear = cells
            .iter()
            .flatten()
            .find(|(name, cells)| inclusion::is_unclear(name) && inclusion::differ(cells));
        // Where another column says it, such words only say why.
        if let (Some((name, _)), []) = (unclear, use_of.as_slice()) {
            let cause = Malformed::other(MayExclude { column: name.clone() });
            return Err(ReadError::malformed(table.header_location(), cause));
        }
        let mut columns = Self { sample, texts: Vec::new(), numbers: Vec::new(), use_of };
        if let Some(cells) = cells {
            let group = group_of(&cells).map_err(|cause| {
                ReadError::malformed(table.header_location(), Malformed::other(cause))
            })?;
            if let Some(place) = group {
                columns.texts.push((GROUP[0], table.text_at(place)));
            }
        }
        let is_settled = !columns.texts.is_empty();
        for names in TEXTS.into_iter().skip(usize::from(is_settled)) {
            if let Some(column) = table.text_if_any(names)? {
                columns.texts.push((names[0], column));
            }
        }
        for names in [VOLUME, SPIKES] {
            let spellings = with_micro(names);
            let spellings: Vec<&str> = spellings.iter().map(String::as_str).collect();
            if let Some(column) = table.number_if_any(&spellings)? {
                columns.numbers.push((names[0], column));
            }
        }
        Ok(columns)
    }
}

/// Whether a column has one of these names.
fn is_of(names: &[&str], column: &str) -> bool {
    let key = |name: &str| name.trim().to_lowercase().replace([' ', '.', '-'], "_");
    names.iter().any(|name| key(name) == key(column))
}

/// The place of the group among several columns that may be it: the only one that has several values; of more the one
/// that is called group. Nothing where none has.
fn group_of(cells: &[meaning::TextColumn]) -> Result<Option<usize>, TwoGroups> {
    let differs = |values: &[String]| {
        let mut values = values.iter().map(|value| value.trim()).filter(|value| !value.is_empty());
        let first = values.next();
        values.any(|value| Some(value) != first)
    };
    let may_be: Vec<usize> = (0..cells.len())
        .filter(|&at| is_of(GROUP, &cells[at].0) && differs(&cells[at].1))
        .collect();
    let called: Vec<usize> =
        may_be.iter().copied().filter(|&at| is_of(&GROUP[..GROUP_ITSELF], &cells[at].0)).collect();
    match (may_be.as_slice(), called.as_slice()) {
        ([], _) => Ok(None),
        ([only], _) | (_, [only]) => Ok(Some(*only)),
        ([first, rest @ ..], _) if rest.iter().all(|at| cells[*at].1 == cells[*first].1) => {
            Ok(Some(*first))
        }
        (several, _) => {
            let names: Vec<&str> = several.iter().map(|at| cells[*at].0.as_str()).collect();
            Err(TwoGroups(quoted(names)))
        }
    }
}

/// Two columns that may be the group, and differ.
#[derive(Debug, thiserror::Error)]
#[error("{0} may each be the group; call the one that is `group`, or leave the others out")]
struct TwoGroups(String);

/// A column of volumes that may be in µL or mL.
#[derive(Debug, thiserror::Error)]
#[error("column `{column}` has no unit; name it `{with_unit}` and give microlitres")]
struct NoUnit {
    column: &'static str,
    with_unit: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_group_is_the_column_with_several_values() {
        let column = |name: &str, values: &[&str]| -> meaning::TextColumn {
            (name.to_owned(), values.iter().map(|&value| value.to_owned()).collect())
        };
        let check =
            |cells: &[meaning::TextColumn]| group_of(cells).map_err(|refusal| refusal.to_string());
        let (same, two) = (["none", "none", "none"], ["HCC", "HCC", "HC"]);
        let sheet = [column("treatment", &same), column("disease", &two)];
        assert_eq!(check(&sheet), Ok(Some(1)));
        let sheet = [column("treatment", &["a", "b", "b"]), column("disease", &two)];
        let refusal = check(&sheet).unwrap_err();
        assert!(refusal.starts_with("`treatment`, `disease` may each be the group"), "{refusal}");
        let sheet = [column("treatment", &["a", "b", "b"]), column("Group", &two)];
        assert_eq!(check(&sheet), Ok(Some(1)));
        let sheet = [column("diagnosis", &two), column("disease", &two)];
        assert_eq!(check(&sheet), Ok(Some(0)));
        assert_eq!(check(&[column("treatment", &same), column("cohort", &same)]), Ok(None));
        assert!(GROUP[..GROUP_ITSELF].iter().all(|name| name.contains("gr")));
    }

    #[test]
    fn sheets_are_known_by_their_columns() {
        let check = |header: &[&str]| {
            are_of_a_sheet(&header.iter().map(|&name| name.to_owned()).collect::<Vec<_>>())
        };
        assert!(check(&["Probe", "Gruppe", "Alter"]));
        assert!(check(&["Sample ID", "NTA dilution factor"]));
        assert!(check(&["sample", "Plasma (\u{3bc}L)"]));
        assert!(check(&["Sample", "genotype", "mouse"]));
        assert!(!check(&["id", "disease", "score"]) && !check(&["sample", "miR-21"]));
        assert!(!check(&["gene", "group", "log2FC"]));
    }
}
