//! Recognises an export by its content and reads it.

use exocast_core::text::decode;
use exocast_core::{Location, Malformed, ReadError};
use std::io::BufRead;

use super::content::Content;
use super::table::Columns;
use super::text::Export;
use super::unreadable::refused;
use super::zetaview::ZetaViewExport;
use super::{fcs, nanosight, table, tracks, unreadable, zetasizer, zetaview};
use crate::export::Measurement;

/// Reads one export of sizes; `source` is the name that errors and findings give.
///
/// As [`read_any`] with columns found by their names; what holds no sizes of single particles is
/// refused, and the message says what it holds.
///
/// # Errors
/// Where the stream fails, the export holds no sizes, or a value in it is not what it should be.
///
/// ```
/// use exocast_vesicle::instrument;
///
/// let measurement = instrument::read(&b"diameter_nm,count\n80,3\n90,5\n100,2\n"[..], "sizes.csv")?;
/// assert_eq!(measurement.replicates[0].sizes.tracks(), Some(10.0));
///
/// let error = instrument::read(&b"80\n-3\n"[..], "list.txt").unwrap_err();
/// assert_eq!(error.to_string(), "list.txt, line 2, field 1");
/// # Ok::<(), exocast_core::ReadError>(())
/// ```
pub fn read(reader: impl BufRead, source: &str) -> Result<Measurement, ReadError> {
    read_any(reader, source, &Columns::default())?
        .into_sizes()
        .map_err(|reason| refused(source, reason))
}

/// Reads one export, whichever it is.
///
/// Known are summaries of NanoSight NTA 3 (number-only or six blocks), its `ParticleData` and
/// `AllTracks`, exports of `ZetaView` 8 (sizes, positions, zeta profiles), Zetasizer tables and, with
/// the feature `zmes`, its projects, FCS 2.0 to 3.1, a matrix `particle_size,<sample>…`, a table with
/// a diameter column (tunable resistive pulses, microfluidic resistive pulses, nano-flow), and a list
/// of one diameter in nm a line. Text may be UTF-8, UTF-16 or Windows-1252. `columns` names the
/// columns of a table where their names do not say what they hold.
///
/// # Errors
/// Where the stream fails, the export is of a kind that is not read (the message says which), or a
/// value in it is not what it should be.
pub fn read_any(
    mut reader: impl BufRead,
    source: &str,
    columns: &Columns,
) -> Result<Content, ReadError> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(|cause| ReadError::io(Location::new(source), cause))?;
    if fcs::recognises(&bytes) {
        return fcs::read(&bytes, source).map(Content::Cytometry);
    }
    if zetasizer::is_project(&bytes) {
        return zetasizer::project(&bytes, source).map(Content::LightScattering);
    }
    if let Some(reason) = unreadable::binary(&bytes) {
        return Err(refused(source, reason));
    }
    let text = decode(&bytes);
    let export = Export::new(&text, source);
    if export.first().is_none() {
        return Err(ReadError::malformed(Location::new(source), Malformed::Empty("particle")));
    }
    if nanosight::recognises(&export) {
        nanosight::read(&export).map(Content::Sizes)
    } else if zetaview::recognises(&export) {
        Ok(match zetaview::read(&export)? {
            ZetaViewExport::Sizes(sizes) => Content::Sizes(sizes),
            ZetaViewExport::Positions(positions) => Content::Positions(positions),
            ZetaViewExport::Zeta(profile) => Content::Zeta(profile),
        })
    } else if zetasizer::recognises(&export) {
        zetasizer::read(&export).map(Content::LightScattering)
    } else if tracks::recognises(&export) {
        tracks::read(&export).map(Content::Sizes)
    } else {
        table::read(&export, columns).map(Content::Sizes)
    }
}
