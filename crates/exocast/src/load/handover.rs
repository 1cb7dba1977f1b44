//! Tables that one command writes and the next takes: vesicles.tsv, copies.tsv and dose.tsv.
//!
//! Their schemas are closed: a table is recognised by one of its columns, and then every column must be one of the
//! schema. Any other table goes to the reader of plain tables.

use std::{
    collections::{BTreeMap, HashSet},
    fmt,
    io::{BufRead, Read as _},
    path::Path,
};

use exocast_core::{
    Interval, Level, Location, Malformed, Note, ReadError,
    table::{Reader, TableNotice, TextColumn, UniqueNames},
    words::first_listed,
};
use exocast_mirna::Copies;
use exocast_target::Amounts;
use exocast_transfer::{Cargo, CargoEntry, Guide, Ledger, Step, Vesicles};
use exocast_vesicle::tables::VESICLES_COLUMNS;

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
        of: usize,
        /// Some of them.
        examples: String,
    },
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
            Self::HalfReads { mirnas, of, examples } => half_reads(f, *mirnas, *of, examples),
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

/// Copies per vesicle: copies.tsv over the vesicles of its samples, or a plain table as [`Cargo::read`] takes it.
///
/// The relative errors of copies and vesicles are combined as independent, on the log scale. Several samples are
/// pooled as [`Vesicles::pool`] pools them: geometric means with intervals that span those of all samples. Half a read stands
/// for a miRNA that a sample has no row of.
///
/// # Errors
/// Where the file cannot be read, copies.tsv has another column than its schema or no copies per mL, or no sample of
/// it has vesicles.
pub fn cargo(
    path: &Path,
    vesicles: &[Vesicles],
) -> Result<(Cargo, Vec<HandoverNotice>), LoadError> {
    let (text, source) = bytes(path)?;
    if !has_column(&text, &source, "copies_per_ul") {
        return Ok((Cargo::read(text.as_slice(), &source)?, Vec::new()));
    }
    Ok(over_vesicles(text.as_slice(), &source, vesicles)?)
}

fn over_vesicles<R: BufRead>(
    text: R,
    source: &str,
    vesicles: &[Vesicles],
) -> Result<(Cargo, Vec<HandoverNotice>), ReadError> {
    let mut table = Reader::new(text, source)?;
    let sample = table.text(&["sample"])?;
    let mirna = table.text(&["mirna"])?;
    let Some(value) = table.number_if_any(&["copies_per_ml"])? else {
        return Err(useless(source, Useless::PerMillilitre));
    };
    let (low, high) = (table.number(&["low_per_ml"])?, table.number(&["high_per_ml"])?);
    let reads = table.number(&["reads"])?;
    close(&mut table, &Copies::COLUMNS)?;
    let mut ratios: Vec<(String, Vec<(String, Interval)>)> = Vec::new();
    let mut least: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    let (mut names, mut used) = (HashSet::new(), HashSet::new());
    let mut left_out = Vec::new();
    while let Some(row) = table.next_row()? {
        let (sample_name, mirna_name) = (row.name(sample)?, row.name(mirna)?);
        if !names.insert((sample_name.to_owned(), mirna_name.to_owned())) {
            let again = format!("{mirna_name} of {sample_name} again");
            return Err(row.error(mirna, Malformed::field(again, "each miRNA once per sample")));
        }
        let copies = row.interval(value, Some(low), Some(high), "copies per mL, zero or more")?;
        let mut countable =
            vesicles.iter().filter(|vesicles| vesicles.concentration_per_ml.low > 0.0);
        let Some(counted) = countable.find(|counted| counted.sample == sample_name) else {
            let missing = HandoverNotice::NoVesicles(sample_name.to_owned());
            if !left_out.contains(&missing) {
                left_out.push(missing);
            }
            continue;
        };
        used.insert(sample_name.to_owned());
        // A row of zero says what no row says.
        if copies.value <= 0.0 {
            continue;
        }
        let each = ratio(copies, counted.concentration_per_ml);
        let reads = row.amount(reads, "reads, zero or more")?.filter(|reads| *reads > 0.0);
        if let Some(reads) = reads {
            let fewest = least.entry(sample_name.to_owned()).or_insert((f64::INFINITY, 0.0));
            if reads < fewest.0 {
                *fewest = (reads, each.value / reads);
            }
        }
        let each = (sample_name.to_owned(), each);
        match ratios.iter_mut().find(|(known, _)| known == mirna_name) {
            Some((_, all)) => all.push(each),
            None => ratios.push((mirna_name.to_owned(), vec![each])),
        }
    }
    if ratios.is_empty() {
        let known: Vec<&str> = vesicles.iter().map(|vesicles| vesicles.sample.as_str()).collect();
        return Err(useless(source, Useless::OtherSamples(known.join(", "))));
    }
    let unused =
        vesicles.iter().map(|vesicles| &vesicles.sample).filter(|name| !used.contains(*name));
    left_out.extend(unused.map(|sample| HandoverNotice::NoCopies(sample.clone())));
    // Half a read stands for none, at the copies per read of the fewest reads of the sample; at most three are likely then.
    let mut half: Vec<&str> = Vec::new();
    let mut entries = Vec::new();
    for (name, measured) in &ratios {
        let has = |sample: &String| measured.iter().any(|(measured, _)| measured == sample);
        let none = used.iter().filter(|sample| !has(sample)).filter_map(|sample| least.get(sample));
        let mut all: Vec<Interval> = measured.iter().map(|(_, each)| *each).collect();
        all.extend(none.map(|(_, each)| Interval::new(0.5 * each, 0.0, 3.0 * each)));
        if all.len() > measured.len() {
            half.push(name);
        }
        entries.push(CargoEntry::measured(name, pooled(&all)));
    }
    if !half.is_empty() {
        let (mirnas, examples) = (half.len(), first_listed(&half, 3));
        left_out.push(HandoverNotice::HalfReads { mirnas, of: ratios.len(), examples });
    }
    Ok((Cargo::new(entries), with_table(&table, left_out)))
}

/// Copies per cell: the rows `held` of dose.tsv, or a plain table as [`Amounts::read`] takes it.
///
/// Guides are named with their isomiR behind them where they are not the canonical ones.
///
/// # Errors
/// Where the file cannot be read, or dose.tsv has another column than its schema or no row `held`.
pub fn dose(path: &Path) -> Result<(Amounts, Vec<HandoverNotice>), LoadError> {
    let (text, source) = bytes(path)?;
    if !has_column(&text, &source, "step") {
        return Ok((Amounts::read(text.as_slice(), &source)?, Vec::new()));
    }
    Ok(in_risc(text.as_slice(), &source)?)
}

fn in_risc<R: BufRead>(text: R, source: &str) -> Result<(Amounts, Vec<HandoverNotice>), ReadError> {
    let mut table = Reader::new(text, source)?;
    let (mirna, step) = (table.text(&["mirna"])?, table.text(&["step"])?);
    let value = table.number(&["value"])?;
    let (low, high) = (table.number(&["low"])?, table.number(&["high"])?);
    let isomir = table.text_if_any(&["isomir"])?;
    close(&mut table, &Ledger::COLUMNS)?;
    let mut names = HashSet::new();
    let mut amounts = Vec::new();
    while let Some(row) = table.next_row()? {
        if row.field(step) == Step::Held.name() {
            let words = isomir.and_then(|column| row.text(column)).unwrap_or_default();
            let name = Guide::new(words, None).label(row.name(mirna)?);
            if !names.insert(name.clone()) {
                let again = format!("{name} again");
                return Err(row.error(mirna, Malformed::field(again, "each guide once")));
            }
            let expected = "copies per cell, zero or more";
            amounts.push((name, row.interval(value, Some(low), Some(high), expected)?));
        }
    }
    if amounts.is_empty() {
        return Err(table.no_rows("row `held`"));
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

/// A quotient of two independent positive quantities; their relative errors add in squares on the log scale.
fn ratio(copies: Interval, vesicles: Interval) -> Interval {
    let value = copies.value / vesicles.value;
    if copies.low <= 0.0 {
        return Interval::new(value, 0.0, copies.high / vesicles.low);
    }
    let width = |a: f64, b: f64| a.ln().hypot(b.ln());
    let down = width(copies.value / copies.low, vesicles.high / vesicles.value);
    let up = width(copies.high / copies.value, vesicles.value / vesicles.low);
    Interval::new(value, value * (-down).exp(), value * up.exp())
}

/// What stands for no reads in a mean over samples.
pub(crate) fn half_reads(
    f: &mut fmt::Formatter<'_>,
    mirnas: usize,
    of: usize,
    examples: &str,
) -> fmt::Result {
    write!(
        f,
        "{mirnas} of {of} miRNAs have no reads in some of the samples with copies ({examples}): half a read stands for none \
         in their mean"
    )
}

/// The geometric mean, with an interval that spans all.
fn pooled(all: &[Interval]) -> Interval {
    let mean = all.iter().map(|copies| copies.value.ln()).sum::<f64>() / all.len() as f64;
    let low = all.iter().map(|copies| copies.low).fold(f64::INFINITY, f64::min);
    let high = all.iter().map(|copies| copies.high).fold(0.0, f64::max);
    match all {
        [single] => *single,
        _ => Interval::new(mean.exp(), low, high),
    }
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
    const QUANT: &str = "sample\tmirna\treads\tcopies_per_ul\tlow\thigh\tcopies_per_ml\tlow_per_ml\thigh_per_ml\trange\n\
        a\tmiR-1\t50\t5\t4\t6\t2e6\t1e6\t4e6\twithin\n\
        z\tmiR-1\t50\t5\t4\t6\t2e6\t1e6\t4e6\twithin\n";

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
    fn copies_are_divided_by_the_vesicles_of_their_sample() {
        let (samples, _) = summary(SUMMARY.as_bytes(), "vesicles.tsv").expect("vesicles");
        let read = over_vesicles(QUANT.as_bytes(), "copies.tsv", &samples);
        let (cargo, left_out) = read.expect("cargo");
        assert_eq!(left_out, [HandoverNotice::NoVesicles("z".into())]);
        let copies = cargo.entries()[0].copies_per_vesicle;
        assert!((copies.value - 1e-3).abs() < 1e-15);
        // Twice and half on both sides: a factor of 2^√2.
        let fold = 2f64.powf(2f64.sqrt());
        assert!((copies.high / copies.value - fold).abs() < 1e-12, "{copies:?}");
        assert!((copies.value / copies.low - fold).abs() < 1e-12, "{copies:?}");
    }

    #[test]
    fn no_row_and_a_row_of_zero_are_half_a_read() {
        let summary_of_two = SUMMARY.replace("1e9\t4e9\t\t\n", "1e9\t4e9\t\t100\n");
        let (samples, _) = summary(summary_of_two.as_bytes(), "vesicles.tsv").expect("vesicles");
        assert_eq!(samples.len(), 2);
        let row = |sample: &str, mirna: &str, reads: u32| {
            let copies = f64::from(reads) * 4e4;
            format!("{sample}\t{mirna}\t{reads}\t5\t4\t6\t{copies}\t{copies}\t{copies}\twithin\n")
        };
        let header = QUANT.lines().next().expect("a header").to_owned() + "\n";
        let both =
            header + &row("a", "miR-1", 50) + &row("b", "miR-1", 50) + &row("a", "miR-2", 50);
        let read =
            |text: &str| over_vesicles(text.as_bytes(), "copies.tsv", &samples).expect("cargo");
        let (absent, notices) = read(&both);
        let (zero, _) = read(&(both.clone() + &row("b", "miR-2", 0)));
        let (one, _) = read(&(both + &row("b", "miR-2", 1)));
        let copies = |cargo: &Cargo| cargo.entries()[1].copies_per_vesicle;
        assert_eq!(copies(&absent), copies(&zero));
        // The mean of 50 reads and of half a read, and below that of 50 and 1.
        let expected = (50.0_f64 * 0.5).sqrt() * 4e4 / 2e9;
        assert!((copies(&absent).value / expected - 1.0).abs() < 1e-12, "{absent:?}");
        assert!(copies(&absent).value < copies(&one).value && copies(&absent).low <= 0.0);
        let said = HandoverNotice::HalfReads { mirnas: 1, of: 2, examples: "miR-2".into() };
        assert!(notices.contains(&said), "{notices:?}");
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
        let text =
            "sample\tmirna\treads\tcopies_per_ul\tlow\thigh\trange\na\tm\t5\t5\t4\t6\twithin\n";
        check(over_vesicles(text.as_bytes(), "c", &[]).expect_err("per µL alone"), "--biofluid-ul");
        check(
            over_vesicles(QUANT.as_bytes(), "c", &[]).expect_err("no vesicles"),
            "same sample names",
        );
    }
}
