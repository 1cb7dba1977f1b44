//! Tables that one command writes and the next takes: vesicles.tsv, copies.tsv and dose.tsv.
//!
//! Their schemas are closed: a table is recognised by one of its columns, and then every column must be one of the
//! schema. Any other table goes to the reader of plain tables.

mod argonaute;
mod cargo;
mod molecules;

use std::{
    collections::HashMap,
    fmt,
    io::{BufRead, Read as _},
    path::Path,
};

use exocast_core::{
    Level, Location, Malformed, Note, ReadError, SeedPlan,
    table::{Reader, TableNotice, TextColumn, UniqueNames},
};
use exocast_target::Amounts;
use exocast_transfer::{ArgonauteDraws, Ledger, Step, Vesicles};
use exocast_vesicle::tables::VESICLES_COLUMNS;

use self::molecules::GuideColumns;
pub use self::{
    cargo::cargo,
    molecules::{guides, without_sequence},
};
use super::file::LoadError;
use crate::io::{Named, open_named};

/// How a table was read, or a sample that it lists and that is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HandoverNotice {
    /// How the table was read.
    Table(TableNotice),
    /// No export of the sample states a concentration.
    NoConcentration(String),
    /// The dilution of the sample is not known.
    NoDilution(String),
    /// Copies per mL are known of the sample, vesicles per mL are not.
    NoVesicles(String),
    /// Vesicles per mL are known of the sample, copies per mL are not.
    NoCopies(String),
    /// miRNAs without reads in some of the samples that are pooled.
    HalfReads {
        /// How many.
        mirnas: usize,
        /// How many miRNAs there are.
        total: usize,
        /// Some of them.
        examples: String,
    },
    /// There is no parameters.tsv next to dose.tsv.
    NoParameters,
}

impl Note for HandoverNotice {
    fn code(&self) -> &'static str {
        match self {
            Self::Table(notice) => notice.code(),
            Self::NoConcentration(_) => "sample-without-concentration",
            Self::NoDilution(_) => "sample-without-dilution",
            Self::NoVesicles(_) => "sample-without-vesicles",
            Self::NoCopies(_) => "sample-without-copies",
            Self::HalfReads { .. } => "half-a-read",
            Self::NoParameters => "dose-without-parameters",
        }
    }

    fn level(&self) -> Level {
        match self {
            Self::Table(notice) => notice.level(),
            _ => Level::Caution,
        }
    }

    fn at(&self) -> Option<&Location> {
        match self {
            Self::Table(notice) => notice.at(),
            _ => None,
        }
    }
}

impl fmt::Display for HandoverNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table(notice) => notice.fmt(f),
            Self::NoConcentration(sample) => {
                write!(f, "{sample} has no concentration and is left out")
            }
            Self::NoDilution(sample) => write!(
                f,
                "{sample} is left out: its dilution is not known; give --dilution to `exocast vesicle summary`"
            ),
            Self::NoVesicles(sample) => write!(
                f,
                "{sample} is left out of the cargo: it has copies per mL but no vesicles per mL"
            ),
            Self::HalfReads { mirnas, total, examples } => half_reads(f, *mirnas, *total, examples),
            Self::NoParameters => f.write_str(
                "parameters.tsv is not next to dose.tsv: the delivered copies compete for the Argonaute that the response \
                 assumes, and own copies count only as far as --endogenous gives them",
            ),
            Self::NoCopies(sample) => {
                write!(
                    f,
                    "{sample} is left out of the cargo: it has vesicles per mL but no copies per mL"
                )
            }
        }
    }
}

/// A table without any sample that the next command can use.
#[derive(Debug, thiserror::Error)]
enum Useless {
    #[error(
        "no sample has vesicles per mL of the undiluted sample; give exports with concentrations, and --dilution, to \
         `exocast vesicle summary`"
    )]
    Vesicles,
    #[error(
        "copies per mL are missing; give --spiked-ul and --biofluid-ul to `exocast mirna quant`"
    )]
    PerMillilitre,
    #[error(
        "no sample of it is among the vesicles, which are of {0}; give both tables the same sample names"
    )]
    OtherSamples(String),
}

/// Vesicles per mL of each sample: vesicles.tsv, or a plain table as [`Vesicles::read`] takes it.
///
/// # Errors
/// Where the file cannot be read, vesicles.tsv has another column than its schema, or no sample is left.
pub fn vesicles(path: &Path) -> Result<(Vec<Vesicles>, Vec<HandoverNotice>), LoadError> {
    let (text, source) = bytes(path)?;
    if !has_column(&text, &source, "replicate") {
        return Ok((Vesicles::read(text.as_slice(), &source)?, Vec::new()));
    }
    Ok(summary(text.as_slice(), &source)?)
}

fn summary<R: BufRead>(
    text: R,
    source: &str,
) -> Result<(Vec<Vesicles>, Vec<HandoverNotice>), ReadError> {
    let mut table = Reader::new(text, source)?;
    let name = table.text(&["sample"])?;
    let replicate = table.text(&["replicate"])?;
    let diameter = table.number(&["median"])?;
    let value = table.number(&["concentration_per_ml"])?;
    let ends = table.interval_after(value)?;
    let dilution = table.number(&["dilution"])?;
    close(&mut table, &VESICLES_COLUMNS)?;
    let (mut samples, mut left_out) = (Vec::new(), Vec::new());
    let mut names = UniqueNames::default();
    while let Some(row) = table.next_row()? {
        if row.field(replicate) != "all" {
            continue;
        }
        let sample = names.take(&row, name)?;
        let expected = "a number of vesicles per mL, zero or more";
        if row.amount(value, expected)?.is_none() {
            left_out.push(HandoverNotice::NoConcentration(sample));
        } else if row.number(dilution, "a dilution factor")?.is_none() {
            left_out.push(HandoverNotice::NoDilution(sample));
        } else {
            let (low, high) = ends.unzip();
            let diameter = row.amount(diameter, "a diameter in nm")?.filter(|nm| *nm > 0.0);
            let concentration = row.interval(value, low, high, expected)?;
            samples.push(Vesicles::new(sample, concentration).with_diameter(diameter));
        }
    }
    if samples.is_empty() {
        return Err(useless(source, Useless::Vesicles));
    }
    Ok((samples, with_table(&table, left_out)))
}

/// A dose that another command computed, or a plain table of one.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct HandedDose {
    /// Delivered copies per cell, before they compete for Argonaute.
    pub copies: Amounts,
    /// What they compete for, and with what, as the dose was computed.
    pub argonaute: Option<ArgonauteDraws>,
    /// How the tables were read.
    pub notices: Vec<HandoverNotice>,
}

/// Copies per cell: the rows `present` of dose.tsv with Argonaute and own copies of the parameters.tsv next to it, so that
/// they are cut once and as the dose was; or a plain table as [`Amounts::read`] takes it.
///
/// Guides are named with their isomiR behind them where they are not the canonical ones.
///
/// # Errors
/// Where the file cannot be read, dose.tsv has another column than its schema or no row `present`, or parameters.tsv has no
/// Argonaute or own copies.
pub fn dose(path: &Path, seed: SeedPlan, draws: usize) -> Result<HandedDose, LoadError> {
    let (text, source) = bytes(path)?;
    if !has_column(&text, &source, "step") {
        let copies = Amounts::read(text.as_slice(), &source)?;
        return Ok(HandedDose { copies, argonaute: None, notices: Vec::new() });
    }
    let (copies, mut notices) = delivered(text.as_slice(), &source)?;
    let argonaute = argonaute::next_to(path, seed, draws)?;
    if argonaute.is_none() {
        notices.push(HandoverNotice::NoParameters);
    }
    Ok(HandedDose { copies, argonaute, notices })
}

fn delivered<R: BufRead>(
    text: R,
    source: &str,
) -> Result<(Amounts, Vec<HandoverNotice>), ReadError> {
    let mut table = Reader::new(text, source)?;
    let (mirna, step) = (table.text(&["mirna"])?, table.text(&["step"])?);
    let value = table.number(&["value"])?;
    let (low, high) = (table.number(&["low"])?, table.number(&["high"])?);
    let guides = GuideColumns::new(&mut table)?;
    close(&mut table, &Ledger::COLUMNS)?;
    let mut lines: HashMap<String, u64> = HashMap::new();
    let mut amounts = Vec::new();
    while let Some(row) = table.next_row()? {
        if row.field(step) == Step::Present.name() {
            let name = row.name(mirna)?;
            let label = guides.guide(&row)?.label(name);
            if let Some(&first) = lines.get(&label) {
                return Err(row.error(mirna, Malformed::Duplicate { name: label, first }));
            }
            lines.insert(label.clone(), row.line());
            let expected = "copies per cell, zero or more";
            amounts.push((label, row.interval(value, Some(low), Some(high), expected)?));
        }
    }
    if amounts.is_empty() {
        return Err(table.no_rows("row `present`"));
    }
    Ok((Amounts::new(amounts), with_table(&table, Vec::new())))
}

/// The whole file, so that its header can be looked at first, and the name of its source.
fn bytes(path: &Path) -> Result<(Vec<u8>, String), LoadError> {
    let mut text = Vec::new();
    let Named { mut input, source } = open_named(path)?;
    let failed = |cause| ReadError::io(Location::new(source.as_str()), cause);
    input.read_to_end(&mut text).map_err(failed)?;
    Ok((text, source))
}

/// Whether a table has a column; what cannot be read as a table has none.
fn has_column(text: &[u8], source: &str, name: &str) -> bool {
    let table = Reader::new(text, source);
    table.is_ok_and(|table| table.header().iter().any(|header| header.eq_ignore_ascii_case(name)))
}

/// Notices, after those of how their table was read.
fn with_table<R: BufRead>(table: &Reader<R>, notices: Vec<HandoverNotice>) -> Vec<HandoverNotice> {
    table.notices().into_iter().map(HandoverNotice::Table).chain(notices).collect()
}

/// Refuses every column that is not of the schema.
fn close<R: BufRead>(table: &mut Reader<R>, schema: &[&str]) -> Result<(), ReadError> {
    for name in schema {
        let _known: Option<TextColumn> = table.text_if_any(&[name])?;
    }
    table.refuse_unused(schema)
}

fn useless(source: &str, why: Useless) -> ReadError {
    ReadError::malformed(Location::new(source), Malformed::other(why))
}

/// What stands for no reads in a mean over samples.
pub(crate) fn half_reads(
    f: &mut fmt::Formatter<'_>,
    mirnas: usize,
    total: usize,
    examples: &str,
) -> fmt::Result {
    write!(
        f,
        "{mirnas} of {total} miRNAs have no reads in some of the samples with copies ({examples}): half a read stands for none \
         in their mean"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUMMARY: &str = "sample\treplicate\tn\tmean\tmedian\tmode\td10\td50\td90\tsd\tgsd\tspan\t\
        concentration_per_ml\tlow\thigh\tlod_nm\tdilution\n\
        a\t1\t9\t90\t90\t90\t80\t90\t99\t5\t1.1\t0.2\t1e9\t\t\t\t100\n\
        a\tall\t9\t90\t95\t90\t80\t90\t99\t5\t1.1\t0.2\t2e9\t1e9\t4e9\t\t100\n\
        b\tall\t9\t90\t95\t90\t80\t90\t99\t5\t1.1\t0.2\t2e9\t1e9\t4e9\t\t\n\
        c\tall\t9\t90\t95\t90\t80\t90\t99\t5\t1.1\t0.2\t\t\t\t\t\n";

    #[test]
    fn samples_with_a_known_dilution_are_taken() {
        let (samples, left_out) = summary(SUMMARY.as_bytes(), "vesicles.tsv").expect("vesicles");
        assert_eq!(samples.len(), 1);
        assert_eq!(
            (samples[0].diameter_nm, samples[0].concentration_per_ml.high),
            (Some(95.0), 4e9)
        );
        let expected =
            [HandoverNotice::NoDilution("b".into()), HandoverNotice::NoConcentration("c".into())];
        assert_eq!(left_out, expected);
    }

    #[test]
    fn a_dose_names_the_molecules_of_a_mirna() {
        let row = |guide: &str, value: u32| {
            format!("miR-21\t{guide}\tpresent\t{value}\t1\t900\tcopies/cell\t\tp\tassumed\ts\n")
        };
        let header = "mirna\tisomir\tseed\tstep\tvalue\tlow\thigh\tunit\tlost_fraction\tparameter\tstatus\tsource\n";
        let text = format!("{header}{}{}", row("\tAGCUUAU", 5), row("iso_5p:+1\tGCUUAUC", 50));
        let (amounts, _) = delivered(text.as_bytes(), "dose.tsv").expect("a dose");
        let entries: Vec<(&str, f64)> =
            amounts.entries().iter().map(|(name, copies)| (name.as_str(), copies.value)).collect();
        assert_eq!(entries, [("miR-21", 5.0), ("miR-21 iso_5p:+1", 50.0)]);
        let twice = format!("{header}{}{}", row("\t", 5), row("\t", 50));
        assert!(delivered(twice.as_bytes(), "dose.tsv").is_err());
        let plain = "mirna\tstep\tvalue\tlow\thigh\tunit\tlost_fraction\tparameter\tstatus\tsource\n\
            miR-21\tpresent\t5\t1\t900\tcopies/cell\t\tp\tassumed\ts\n";
        let (amounts, _) = delivered(plain.as_bytes(), "dose.tsv").expect("a dose");
        assert_eq!(amounts.entries()[0].0, "miR-21");
    }

    #[test]
    fn schemas_are_closed() {
        let extended = SUMMARY.replacen("lod_nm", "lod", 1);
        let error = summary(extended.as_bytes(), "v").expect_err("another column");
        let message = std::error::Error::source(&error).expect("a cause").to_string();
        assert!(message.contains("`lod`"), "{message}");
    }

    #[test]
    fn tables_that_cannot_be_used_say_what_to_do() {
        let check = |error: ReadError, expected: &str| {
            let message = std::error::Error::source(&error).expect("a cause").to_string();
            assert!(message.contains(expected), "{message}");
        };
        let without = SUMMARY.lines().take(2).collect::<Vec<_>>().join("\n") + "\n";
        check(summary(without.as_bytes(), "v").expect_err("no row `all`"), "--dilution");
    }
}
