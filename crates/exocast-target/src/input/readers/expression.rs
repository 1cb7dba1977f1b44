//! Expression from a table.

use std::{collections::HashSet, io::BufRead};

use exocast_core::{
    Location, Malformed, ReadError,
    table::{
        intake::{Choice, Known, Missing, Quantity, Request, TakenRows, Unit},
        scale::{Base, Scale},
    },
    words,
};

use crate::{input::expression::Expression, notice::Notice, options::ExpressionScale};

/// How a table of expression is read, where it does not say so itself.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ExpressionTable {
    /// Scale of the values.
    pub scale: ExpressionScale,
    /// What was added to TPM before their logarithm; nothing where the values show it.
    pub pseudocount: Option<f64>,
    /// Columns that the user has chosen.
    pub choice: Choice,
}

/// Counts, which become TPM only with the lengths of the transcripts.
#[derive(Debug, thiserror::Error)]
#[error(
    "the table holds {unit}, which become TPM only with the length of each feature; give TPM, or a table with lengths such as featureCounts writes; where they are as good as TPM, say so: `--scale tpm`, or `expression_scale = \"tpm\"` of the recipient in a study"
)]
struct NoLengths {
    unit: Unit,
}

impl Expression {
    /// Reads a table with genes or transcripts and their expression in one or more samples, which are averaged as
    /// TPM. Where a column is named `tpm`, only that column is read. Columns that are no samples are
    /// named by [`notices`](Self::notices). Rows in which a value is missing (`NA`) are left out and counted.
    ///
    /// # Errors
    /// As [`read_with`](Self::read_with).
    pub fn read<R: BufRead>(
        reader: R,
        source: &str,
        scale: ExpressionScale,
    ) -> Result<Self, ReadError> {
        let table = ExpressionTable { scale, ..ExpressionTable::default() };
        Self::read_with(reader, source, &table, None)
    }

    /// As [`read`](Self::read), as the user says, and with the names that can be used: the column that agrees with them
    /// best names the rows.
    ///
    /// Counts of a program that writes lengths become TPM; FPKM are scaled to a million. Other values are TPM, or
    /// logarithms of them in the scale that fits ([`Scale::per_million`]).
    ///
    /// # Errors
    /// Where no column holds numbers; where a column or the scale can be read in two ways; at the first row with
    /// another number of fields than the header, without a name, with a field that is no number, or with one below
    /// zero in a scale that allows none; where no row has expression; and where the stream fails.
    pub fn read_with<R: BufRead>(
        reader: R,
        source: &str,
        table: &ExpressionTable,
        known: Option<Known<'_>>,
    ) -> Result<Self, ReadError> {
        let mut request = Request::new(Quantity::Expression)
            .named(&["gene", "transcript"])
            .missing(Missing::LeavesOutRow)
            .choice(&table.choice);
        if let Some(known) = known {
            request = request.known(known);
        }
        let taken = request.read_rows(reader, source)?;
        let mut notices: Vec<Notice> = taken.notices.iter().cloned().map(Into::into).collect();
        let mut names = HashSet::new();
        let again =
            taken.names.iter().map(AsRef::as_ref).filter(|&name: &&str| !names.insert(name));
        let repeated: Vec<&str> = again.collect();
        if let [first, ..] = repeated.as_slice() {
            let example = (*first).to_owned();
            notices.push(Notice::AddedRows { rows: repeated.len(), example });
        }
        if taken.samples.len() > 1 {
            let names = words::first_quoted(&taken.headers, 10);
            notices.push(Notice::ColumnsAveraged { columns: taken.samples.len(), names });
        }
        let scale = scale_of(&taken, table, &mut notices)?;
        let rows = match (&taken.lengths, taken.unit) {
            (Some(lengths), Unit::Counts) => per_length(&taken, lengths, &mut notices),
            _ => averaged(&taken, scale),
        };
        let expression = Self::of_tpm(rows, taken.unit == Unit::Fpkm, notices);
        if expression.rows().iter().all(|(_, tpm)| *tpm <= 0.0) {
            let cause = Malformed::Empty("row with expression above zero");
            return Err(ReadError::malformed(Location::new(source), cause));
        }
        Ok(expression)
    }
}

/// The scale: as the user says, as the header says, or as the values show.
fn scale_of(
    taken: &TakenRows,
    table: &ExpressionTable,
    notices: &mut Vec<Notice>,
) -> Result<Scale, ReadError> {
    let refuse = |cause| ReadError::malformed(taken.header.clone(), cause);
    let values = taken.values.iter().copied();
    let explicit = table.scale.base();
    if explicit.is_none()
        && matches!(taken.unit, Unit::Counts | Unit::Molecules | Unit::Cpm)
        && taken.lengths.is_none()
    {
        return Err(refuse(Malformed::other(NoLengths { unit: taken.unit })));
    }
    // No TPM is below zero: such a header is that of their logarithms.
    let is_below = taken.unit == Unit::Tpm && values.clone().any(|value| value < 0.0);
    let stated =
        !is_below && matches!(taken.unit, Unit::Tpm | Unit::Fpkm | Unit::Counts | Unit::Cpm);
    let mut scale = match explicit {
        Some(base) => Scale::of_base(base, values),
        None if stated => {
            if taken.unit == Unit::Tpm {
                Scale::check_tpm(&values, taken.samples.len())
                    .map_err(|cause| refuse(Malformed::other(cause)))?;
            }
            Scale::LINEAR
        }
        None => {
            let detected = Scale::per_million(&values, taken.samples.len())
                .map_err(|cause| refuse(Malformed::other(cause)))?;
            notices.push(Notice::ScaleDetected { scale: detected });
            detected
        }
    };
    if let Some(pseudocount) = table.pseudocount.filter(|_| scale.base != Base::Linear) {
        scale.pseudocount = pseudocount;
    }
    if scale.base == Base::Linear
        && let Some((line, value)) = below_zero(taken)
    {
        let wanted = "a TPM of zero or more (is the table in logarithms?)";
        let at = Location::new(taken.header.source()).line(line);
        return Err(ReadError::malformed(
            at,
            Malformed::field(words::shown(&value.to_string()), wanted),
        ));
    }
    Ok(scale)
}

fn below_zero(taken: &TakenRows) -> Option<(u64, f64)> {
    taken.rows().find_map(|(_, line, row)| {
        row.iter().find(|value| **value < 0.0).map(|value| (line, *value))
    })
}

/// TPM of each row, the mean of those of its samples, whatever scale the table has.
fn averaged(taken: &TakenRows, scale: Scale) -> Vec<(String, f64)> {
    let samples = taken.samples.len() as f64;
    let mean = |row: &[f64]| row.iter().map(|value| scale.linear(*value)).sum::<f64>() / samples;
    taken.rows().map(|(name, _, row)| (name.to_string(), mean(row))).collect()
}

/// TPM of counts: of each sample, counts over lengths as shares of a million; then the mean.
fn per_length(taken: &TakenRows, lengths: &[f64], notices: &mut Vec<Notice>) -> Vec<(String, f64)> {
    let samples = taken.samples.len();
    let mut sums = vec![0.0; samples];
    let rate = |count: f64, length: f64| if length > 0.0 { count / length } else { 0.0 };
    for ((_, _, row), length) in taken.rows().zip(lengths) {
        for (sum, count) in sums.iter_mut().zip(row) {
            *sum += rate(*count, *length);
        }
    }
    notices.push(Notice::CountsOverLengths { rows: lengths.len() });
    let tpm = |row: &[f64], length: f64| {
        let each = row.iter().zip(&sums).filter(|(_, sum)| **sum > 0.0);
        each.map(|(count, sum)| rate(*count, length) * 1e6 / sum).sum::<f64>() / samples as f64
    };
    taken
        .rows()
        .zip(lengths)
        .map(|((name, _, row), length)| (name.to_string(), tpm(row, *length)))
        .collect()
}
