//! Readers of instrument exports, told apart by what is in them.

mod bins;
mod columns;
mod fcs;
mod matrix;
mod nanosight;
mod numerals;
mod places;
mod table;
mod text;
mod tracks;
mod unit;
mod unsupported;
mod zetasizer;
mod zetaview;

use std::io::BufRead;

use exocast_core::{Location, Malformed, ReadError};

use crate::{Finding, Measurement};
pub use columns::{Columns, LengthUnit};
pub use fcs::{Channel, ChannelScale, Cytometry};
use text::Export;
pub use unsupported::Unsupported;
pub use zetasizer::{DlsRecord, LightScattering, SizePeak};
pub use zetaview::{Position, Positions, ProfileRow, ZetaProfile};

/// What an export holds.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Content {
    /// Sizes of single particles.
    Sizes(Measurement),
    /// The places across the cell of a `ZetaView`.
    Positions(Positions),
    /// A zeta potential.
    Zeta(ZetaProfile),
    /// Light scattering of a suspension.
    LightScattering(LightScattering),
    /// Events of a flow cytometer.
    Cytometry(Cytometry),
}

impl Content {
    /// What does not agree within it, or was passed over.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::Sizes(measurement) => &measurement.findings,
            Self::Positions(positions) => &positions.findings,
            Self::Zeta(profile) => &profile.findings,
            Self::LightScattering(scattering) => &scattering.findings,
            Self::Cytometry(events) => &events.findings,
        }
    }

    /// Names the source anew, also in what was found in it: a file without its folders, so that
    /// results do not depend on where it lies.
    pub fn rename(&mut self, name: &str) {
        let (source, findings) = match self {
            Self::Sizes(own) => (&mut own.source, &mut own.findings),
            Self::Positions(own) => (&mut own.source, &mut own.findings),
            Self::Zeta(own) => (&mut own.source, &mut own.findings),
            Self::LightScattering(own) => (&mut own.source, &mut own.findings),
            Self::Cytometry(own) => (&mut own.source, &mut own.findings),
        };
        name.clone_into(source);
        for finding in findings {
            name.clone_into(&mut finding.file);
        }
    }

    /// The sizes of single particles.
    ///
    /// # Errors
    /// Where it holds none; the reason says what it holds and what to give instead.
    pub fn into_sizes(self) -> Result<Measurement, Unsupported> {
        match self {
            Self::Sizes(measurement) => Ok(measurement),
            Self::Positions(_) => Err(Unsupported::ZetaViewPositions),
            Self::Zeta(_) => Err(Unsupported::ZetaViewNotSize),
            Self::LightScattering(_) => Err(Unsupported::Zetasizer),
            Self::Cytometry(_) => Err(Unsupported::Fcs),
        }
    }
}

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
    if let Some(reason) = unsupported::binary(&bytes) {
        return Err(refused(source, reason));
    }
    let text = text::decode(&bytes);
    let export = Export::new(&text, source);
    if export.first().is_none() {
        return Err(ReadError::malformed(Location::new(source), Malformed::Empty("particle")));
    }
    if nanosight::recognises(&export) {
        nanosight::read(&export).map(Content::Sizes)
    } else if zetaview::recognises(&export) {
        zetaview::read(&export)
    } else if zetasizer::recognises(&export) {
        zetasizer::read(&export).map(Content::LightScattering)
    } else if tracks::recognises(&export) {
        tracks::read(&export).map(Content::Sizes)
    } else {
        table::read(&export, columns).map(Content::Sizes)
    }
}

fn refused(source: &str, reason: Unsupported) -> ReadError {
    ReadError::malformed(Location::new(source), Malformed::other(reason))
}
