//! What columns of a table may be in a sheet, by their content.

use std::{collections::BTreeSet, fmt};

use exocast_core::{Dilution, text::DecimalMark, words::shown};

use super::titles::KNOWN;

/// A column of a table: its name and its cells, empty ones among them.
pub(crate) type TextColumn = (String, Vec<String>);

/// What a column may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Names of samples: each once.
    Sample,
    /// Labels of groups: as many.
    Labels(usize),
    Reads,
    /// Tables or exports of instruments.
    Files,
    Dilution,
    Numbers,
    Unknown,
}

impl Meaning {
    pub(crate) fn new(cells: &[String]) -> Self {
        let filled: Vec<&str> =
            cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        if filled.is_empty() {
            return Self::Unknown;
        }
        let all = |is: &dyn Fn(&str) -> bool| filled.iter().all(|cell| is(cell));
        let ends = |cell: &str, endings: &[&str]| {
            let cell = cell.to_lowercase();
            let cell = cell.trim_end_matches(".gz");
            endings.iter().any(|ending| cell.ends_with(ending))
        };
        let number =
            |cell: &str| DecimalMark::Point.number(cell).or(DecimalMark::Comma.number(cell));
        let different: BTreeSet<&str> = filled.iter().copied().collect();
        if all(&|cell| ends(cell, &[".fastq", ".fq", ".bam", ".cram"])) {
            Self::Reads
        } else if all(&|cell| ends(cell, &[".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods"])) {
            Self::Files
        } else if all(&|cell| {
            Dilution::parse(cell, DecimalMark::Point).is_some_and(|it| it.get() >= 1.0)
        }) && filled.iter().any(|cell| number(cell).is_none_or(|value| value >= 10.0))
            && !all(&|cell| {
                cell.bytes().all(|digit| digit.is_ascii_digit()) && different.len() == filled.len()
            })
        {
            Self::Dilution
        } else if different.len() == cells.len() && cells.len() > 1 {
            Self::Sample
        } else if all(&|cell| number(cell).is_some()) {
            Self::Numbers
        } else if different.len() < filled.len() {
            Self::Labels(different.len())
        } else {
            Self::Unknown
        }
    }
}

/// As the end of `column …`.
impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sample => f.write_str("may be `sample` (each value once)"),
            Self::Labels(1) => f.write_str("has one value"),
            Self::Labels(n) => write!(f, "may be `group`, `donor` or `batch` ({n} values)"),
            Self::Reads => f.write_str("may be `reads`"),
            Self::Files => f.write_str("may be `sizing` or `counts`"),
            Self::Dilution => f.write_str("may be `dilution`"),
            Self::Numbers => f.write_str("may be `dilution` or `volume_ul`"),
            Self::Unknown => f.write_str("is not known"),
        }
    }
}

/// A table without a column of samples.
#[derive(Debug, thiserror::Error)]
#[error(
    "no column of the sheet is called `sample`{}; call it so; the columns that a sheet may have are {}",
    listed(.0), KNOWN.join(", ")
)]
pub(super) struct NoSamples(pub(super) Vec<TextColumn>);

/// Columns that a message lists.
const MOST: usize = 12;

/// What each column may be, as the end of a sentence.
fn listed(columns: &[TextColumn]) -> String {
    let meanings = columns
        .iter()
        .take(MOST)
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, cells)| format!("`{}` {}", shown(name), Meaning::new(cells)));
    let meanings: Vec<String> = meanings.collect();
    if meanings.is_empty() { String::new() } else { format!(": {}", meanings.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_what_is_in_them() {
        let check = |cells: &[&str], wanted: Meaning| {
            let cells: Vec<String> = cells.iter().map(|&cell| cell.to_owned()).collect();
            assert_eq!(Meaning::new(&cells), wanted, "{cells:?}");
        };
        check(&["EV1", "EV2", "EV3"], Meaning::Sample);
        check(&["1", "2", "3"], Meaning::Sample);
        check(&["case", "control", "case"], Meaning::Labels(2));
        check(&["a.fastq.gz", "b.fq"], Meaning::Reads);
        check(&["a.csv", "b.xlsx"], Meaning::Files);
        check(&["1:1000", "1:500", "1:1000"], Meaning::Dilution);
        check(&["1000", "500", "1000"], Meaning::Dilution);
        check(&["0,5", "0,5", "2"], Meaning::Numbers);
        check(&["", ""], Meaning::Unknown);
        check(&["x", "x"], Meaning::Labels(1));
    }
}
