//! Readers of instrument exports, told apart by what is in them.

mod nanosight;
mod table;
mod text;
mod unsupported;
mod zetaview;

use std::io::BufRead;

use exocast_core::{Location, Malformed, ReadError};

use crate::Measurement;
use text::Export;
pub use unsupported::Unsupported;

/// Reads one export, whichever it is; `source` is the name that errors and findings give.
///
/// Known are NanoSight NTA 3.2 and 3.4 summaries, `ZetaView` 8 size exports, a matrix
/// `particle_size,<sample>…`, a table with a diameter column and optionally counts or
/// concentrations, and a list of one diameter in nm a line. Text may be UTF-8, UTF-16 or
/// Windows-1252.
///
/// # Errors
/// Where the stream fails, the export is of a kind that is not read (the message says which), or a
/// value in it is not what it should be.
///
/// ```
/// use exocast_vesicle::instrument;
///
/// let measurement = instrument::read(&b"diameter_nm,count\n80,3\n90,5\n100,2\n"[..], "sizes.csv")?;
/// assert_eq!(measurement.replicates[0].sizes.tracks(), Some(10.0));
///
/// let error = instrument::read(&b"80\n-3\n"[..], "list.txt").unwrap_err();
/// assert_eq!(error.to_string(), "malformed record at list.txt, line 2, field 1");
/// # Ok::<(), exocast_core::ReadError>(())
/// ```
pub fn read(mut reader: impl BufRead, source: &str) -> Result<Measurement, ReadError> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(|cause| ReadError::io(Location::new(source), cause))?;
    if let Some(reason) = unsupported::binary(&bytes) {
        return Err(refused(source, reason));
    }
    let text = text::decode(&bytes);
    let export = Export::new(&text, source);
    let Some(first) = export.first() else {
        return Err(ReadError::malformed(Location::new(source), Malformed::Empty("particle")));
    };
    if nanosight::recognises(first) {
        nanosight::read(&export)
    } else if zetaview::recognises(&export) {
        zetaview::read(&export)
    } else if let Some(reason) = unsupported::text(first) {
        Err(refused(source, reason))
    } else {
        table::read(&export)
    }
}

fn refused(source: &str, reason: Unsupported) -> ReadError {
    ReadError::malformed(Location::new(source), Malformed::other(reason))
}
