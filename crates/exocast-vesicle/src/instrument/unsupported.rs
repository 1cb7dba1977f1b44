//! Exports that are recognised but not read.

/// Why an export is not read, and what to give instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unsupported {
    /// Flow Cytometry Standard.
    #[error(
        "this is a flow cytometry (FCS) file: it holds scatter and fluorescence, not sizes; calibrate it to nm and give a table with a diameter column"
    )]
    Fcs,
    /// A Malvern Zetasizer project.
    #[error(
        "this is a Zetasizer project (.zmes, an SQLite database) of light-scattering intensities; export number-weighted sizes as a table with a diameter column"
    )]
    Zmes,
    /// A spreadsheet.
    #[error("this is an Excel workbook or another zip archive; save the sheet as CSV")]
    Zip,
    /// Compressed text.
    #[error("this is compressed; decompress it first")]
    Compressed,
    /// Other binary data.
    #[error("this is binary data, not the text export of a sizing instrument")]
    Binary,
    /// A Zetasizer table.
    #[error(
        "this is a Zetasizer (DLS) table: one intensity distribution for the whole suspension, no counted particles; give an NTA export or a table with a diameter column"
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
    /// A tracked-particle file of one position a row.
    #[error(
        "this is a NanoSight track table (one frame a row); give the experiment summary or the particle data"
    )]
    Tracks,
}

/// Looks at the first bytes. Some text exports have a stray NUL further down.
pub(crate) fn binary(bytes: &[u8]) -> Option<Unsupported> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"FCS2.") || starts(b"FCS3.") {
        Some(Unsupported::Fcs)
    } else if starts(b"SQLite format 3\0") {
        Some(Unsupported::Zmes)
    } else if starts(b"PK\x03\x04") || starts(b"\xD0\xCF\x11\xE0") {
        Some(Unsupported::Zip)
    } else if starts(b"\x1F\x8B") || starts(b"\x28\xB5\x2F\xFD") {
        Some(Unsupported::Compressed)
    } else if !starts(b"\xFF\xFE")
        && !starts(b"\xFE\xFF")
        && bytes.iter().take(512).any(|&b| b == 0)
    {
        Some(Unsupported::Binary)
    } else {
        None
    }
}

/// Looks at the first line.
pub(crate) fn text(first: &str) -> Option<Unsupported> {
    let line = first.to_ascii_lowercase();
    if line.contains("(d.nm)") || line.contains("z-average") {
        Some(Unsupported::Zetasizer)
    } else if line.starts_with("use\tposition\t") {
        Some(Unsupported::ZetaViewPositions)
    } else if line.contains("frame") && line.contains("x/pixels") {
        Some(Unsupported::Tracks)
    } else {
        None
    }
}
