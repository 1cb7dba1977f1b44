//! Exports that hold no sizes of single particles, or cannot be read.

use exocast_core::text::unmarked_utf16;
use exocast_core::{Location, Malformed, ReadError};

/// Why an export gives no sizes, and what to give instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unsupported {
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
}

/// Looks at the first bytes. Some text exports have a stray NUL further down.
pub(crate) fn binary(bytes: &[u8]) -> Option<Unsupported> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"PK\x03\x04") || starts(b"\xD0\xCF\x11\xE0") {
        return Some(Unsupported::Zip);
    }
    if starts(b"\x1F\x8B") || starts(b"\x28\xB5\x2F\xFD") || starts(b"BZh") {
        return Some(Unsupported::Compressed);
    }
    if starts(b"\xFF\xFE") || starts(b"\xFE\xFF") || unmarked_utf16(bytes).is_some() {
        return None;
    }
    // Control characters that no text has; a picture or a program is full of them.
    let control = |&&byte: &&u8| byte < 9 || (14..32).contains(&byte) || byte == 0x7F;
    let head = &bytes[..bytes.len().min(2048)];
    let odd = head.iter().filter(control).count();
    (head.iter().take(512).any(|&byte| byte == 0) || odd * 20 > head.len())
        .then_some(Unsupported::Binary)
}

pub(crate) fn refused(source: &str, reason: Unsupported) -> ReadError {
    ReadError::malformed(Location::new(source), Malformed::other(reason))
}
