//! Columns of a sample sheet, by their names.

use exocast_core::{
    Malformed, ReadError,
    table::{NumberColumn, Reader, TextColumn},
};

use crate::io::Input;

/// Names of the columns, the one that is written in the documentation first.
const SAMPLE: &[&str] =
    &["sample", "sample_id", "sample id", "sample_name", "sample name", "name", "id"];
const GROUP: &[&str] = &["group", "condition", "treatment", "gruppe"];
const PREPARATION: &[&str] = &["preparation", "prep", "isolation"];
const DONOR: &[&str] = &["donor", "patient", "subject", "individual", "animal"];
const BATCH: &[&str] = &["batch", "plate"];
const PAIR: &[&str] = &["pair", "pairing"];
const READS: &[&str] =
    &["reads", "fastq", "fastq_1", "fastq 1", "fastq1", "read1", "r1", "fastq_r1"];
const LIBRARY: &[&str] = &["library", "kit", "adapter", "three_prime_adapter"];
const COUNTS: &[&str] = &["counts", "count_table", "counts_table"];
const COUNTS_COLUMN: &[&str] = &["counts_column", "counts column"];
const MOLECULES_COLUMN: &[&str] =
    &["molecules_column", "proteins_column", "proteins column", "protein_column"];
const SIZING: &[&str] = &["sizing", "nta", "sizes", "sizing_file"];
const SIZING_NAME: &[&str] = &["sizing_name", "sizing name", "sizing_sample", "sizing_column"];
const VOLUME: &[&str] = &[
    "volume_ul",
    "volume (ul)",
    "volume (µl)",
    "volume [µl]",
    "volume µl",
    "biofluid_ul",
    "biofluid (µl)",
    "plasma_ul",
    "plasma (ul)",
    "plasma (µl)",
    "plasma µl",
    "serum_ul",
    "serum (ul)",
    "serum (µl)",
    "serum µl",
];
const DILUTION: &[&str] = &[
    "dilution",
    "dilution_factor",
    "dilution factor",
    "nta_dilution",
    "nta dilution",
    "dilution (nta)",
    "dilution factor (nta)",
    "verdünnung",
];
const SPIKES: &[&str] = &["spikes_ul", "spikes (ul)", "spikes (µl)"];
/// Columns whose numbers have no unit, with the name that says it.
const WITHOUT_UNIT: [(&str, &str); 2] = [("volume", "volume_ul"), ("spikes", "spikes_ul")];

/// The columns of a sheet.
pub(super) struct Columns {
    pub(super) sample: TextColumn,
    pub(super) texts: Vec<(&'static str, TextColumn)>,
    pub(super) numbers: Vec<(&'static str, NumberColumn)>,
}

impl Columns {
    pub(super) fn new(table: &mut Reader<Input>) -> Result<Self, ReadError> {
        let sample = table.text(SAMPLE)?;
        for (column, with_unit) in WITHOUT_UNIT {
            if table.header().iter().any(|name| name.eq_ignore_ascii_case(column)) {
                let cause = Malformed::other(NoUnit { column, with_unit });
                return Err(ReadError::malformed(table.header_location(), cause));
            }
        }
        let texts = [
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
        let mut columns = Self { sample, texts: Vec::new(), numbers: Vec::new() };
        for names in texts {
            if let Some(column) = table.text_if_any(names)? {
                columns.texts.push((names[0], column));
            }
        }
        for names in [VOLUME, SPIKES] {
            if let Some(column) = table.number_if_any(names)? {
                columns.numbers.push((names[0], column));
            }
        }
        Ok(columns)
    }
}

/// A column of volumes that may be in µL or mL.
#[derive(Debug, thiserror::Error)]
#[error("column `{column}` has no unit; name it `{with_unit}` and give microlitres")]
struct NoUnit {
    column: &'static str,
    with_unit: &'static str,
}
