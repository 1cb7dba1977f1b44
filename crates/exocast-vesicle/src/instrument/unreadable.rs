//! Exports that hold no sizes of single particles, and tables that do not say what to read.

use exocast_core::text::unmarked_utf16;
use exocast_core::{Location, Malformed, ReadError};

/// Why an export gives no sizes, and what to give instead.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// Flow Cytometry Standard.
    #[error(
        "this is a flow cytometry (FCS) file: it holds scatter and fluorescence, not sizes; calibrate it to nm and give a table with a diameter column"
    )]
    Fcs,
    /// A Malvern Zetasizer project, without the feature that reads it.
    #[error(
        "this is a Zetasizer project (.zmes, an SQLite database), which this build does not read; build with the feature `zmes`, or export its results as text"
    )]
    Zmes,
    /// A spreadsheet.
    #[error("this is an Excel workbook or another zip archive; save the sheet as CSV")]
    Zip,
    /// A web page, or a workbook of Excel 2003 in XML.
    #[error(
        "this is a web page (HTML) or XML, which some programs save as .xls; open it in a spreadsheet program and save it as .xlsx or CSV"
    )]
    Markup,
    /// Compressed text.
    #[error("this is compressed; decompress it first")]
    Compressed,
    /// Other binary data.
    #[error("this is binary data, not the export of a sizing instrument")]
    Binary,
    /// Light scattering.
    #[error(
        "this is light scattering (DLS) of a whole suspension, weighted by intensity: no counted particles; give an NTA export or a table with a diameter column"
    )]
    Zetasizer,
    /// The position table of a `ZetaView`.
    #[error(
        "this is the position table (11pos) of a ZetaView measurement: it holds no sizes; give the `…_size_….txt` export beside it"
    )]
    ZetaViewPositions,
    /// Another measurement of a `ZetaView`.
    #[error(
        "this ZetaView export is a zeta-potential measurement, not a size distribution; give the `…_size_….txt` export"
    )]
    ZetaViewNotSize,
    /// A `ZetaView` measurement without traces.
    #[error(
        "the instrument followed no particle (Number of Traces: 0): the size table is empty; measure again or leave the file out"
    )]
    NoTraces,
    /// A column whose unit is not known.
    #[error(
        "the unit of the column `{0}` is not known; write diameters in nm or µm (`diameter_nm`), amounts as `count` or a volume (`concentration (1/mL)`)"
    )]
    Unit(String),
    /// A column of logarithms.
    #[error("the column `{0}` holds logarithms; give the numbers themselves")]
    Logarithms(String),
    /// Several columns that may hold the same.
    #[error(
        "several columns may hold the {what}: {columns}; say which (`--{option}`, or `columns` of the sample in a study), or call the first column `particle_size` where each further one is a sample"
    )]
    Several {
        /// What they may hold.
        what: &'static str,
        /// The option that names one of them.
        option: &'static str,
        /// Their names.
        columns: String,
    },
    /// One edge of each bin without the other.
    #[error("the column `{0}` is of one edge of each bin; give both edges, or the centres")]
    Edge(String),
    /// A column that the user has named is missing.
    #[error("no column `{wanted}`, which the options name; the header has {header}")]
    NoSuchColumn {
        /// The name given.
        wanted: String,
        /// The names in the header.
        header: String,
    },
    /// Sizes spaced like the bins of a histogram, with no column that is known to weigh them.
    #[error(
        "the sizes ascend like bins, but no column of counts or concentrations is known among {0}; name one `count` or `concentration (1/mL)`, or say which it is; where each row is a particle, give the diameters alone; where each column is a sample, call the first `particle_size`"
    )]
    Weightless(String),
    /// Sizes of which most are smaller than any vesicle: those of a table in µm, read as nm.
    #[error(
        "most sizes are below 1 nm (such as {0}), which no vesicle is; where they are in µm, say so: `diameter_um` as the name of the column, `--micrometres`, or `columns = {{ micrometres = true }}` of the sample in a study"
    )]
    TooSmall(f64),
    /// No column is known to hold diameters.
    #[error(
        "missing column `diameter_nm`; the header has {0}; where one of them holds the diameters, say which (`--diameter`, and `--count` or `--concentration` for the amounts; in a study `columns` of the sample)"
    )]
    NoDiameter(String),
    /// A column that may be the count or a sample beside others.
    #[error(
        "`{name}` may be the number of particles, or a sample as {others} may be: give `--count {name}` (in a study `columns` of the sample), or call the first column `particle_size` where each further one is a sample"
    )]
    CountOrSample {
        /// The column.
        name: String,
        /// The columns beside it.
        others: String,
    },
    /// A bin of sizes that a spreadsheet has turned into a date.
    #[error(
        "`{0}` seems to be a bin of sizes that a spreadsheet has turned into a date (10-20 into 20 October): write the bins as text, or give their centres or both edges in columns of their own"
    )]
    Dated(String),
    /// Columns without names.
    #[error(
        "`{0}` has neither names of columns nor one diameter alone; put names above (`diameter_nm,count`), or write one diameter in nm a line with a decimal point"
    )]
    Nameless(String),
}

/// Looks at the first bytes. Some text exports have a stray NUL further down.
pub(crate) fn binary(bytes: &[u8]) -> Option<Unreadable> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"PK\x03\x04") || starts(b"\xD0\xCF\x11\xE0") {
        return Some(Unreadable::Zip);
    }
    if matches!(Malformed::not_a_table(bytes), Some(Malformed::Markup)) {
        return Some(Unreadable::Markup);
    }
    if starts(b"\x1F\x8B") || starts(b"\x28\xB5\x2F\xFD") || starts(b"BZh") {
        return Some(Unreadable::Compressed);
    }
    if starts(b"\xFF\xFE") || starts(b"\xFE\xFF") || unmarked_utf16(bytes).is_some() {
        return None;
    }
    // Control characters that no text has; a picture or a program is full of them.
    let control = |&&byte: &&u8| byte < 9 || (14..32).contains(&byte) || byte == 0x7F;
    let head = &bytes[..bytes.len().min(2048)];
    let odd = head.iter().filter(control).count();
    (head.iter().take(512).any(|&byte| byte == 0) || odd * 20 > head.len())
        .then_some(Unreadable::Binary)
}

pub(crate) fn refused(source: &str, reason: Unreadable) -> ReadError {
    ReadError::malformed(Location::new(source), Malformed::other(reason))
}
