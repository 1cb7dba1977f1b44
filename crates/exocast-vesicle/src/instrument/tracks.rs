//! Followed particles of NanoSight NTA: `…ParticleData.csv` (one per row), `…AllTracks.csv` (one frame per row).

use exocast_core::text::DecimalMark;
use exocast_core::{Malformed, ReadError};
use std::borrow::Cow;
use std::collections::BTreeMap;

use super::table::nanometres;
use super::text::{Export, fields, number, separator, shown_header, truth};
use crate::export::{Entry, Finding, FindingKind, Instrument, Measurement, Replicate};
use crate::number::Track;
use crate::size::SizeDistribution;

/// A particle and a length of its track are named on the first line that holds several columns.
fn header(export: &Export<'_>) -> Option<usize> {
    export.lines.iter().take(100).position(|line| {
        let line = line.to_lowercase();
        line.contains("particle id")
            && (line.contains("size") || line.contains("diameter"))
            && line.contains("track")
    })
}

pub(crate) fn recognises(export: &Export<'_>) -> bool {
    header(export).is_some()
}

struct Places {
    id: usize,
    size: usize,
    /// nm in one of the sizes.
    nanometres: f64,
    length: usize,
    included: Option<usize>,
    /// One frame a row, rather than one particle.
    by_frame: bool,
    names: usize,
    decimal: DecimalMark,
}

pub(crate) fn read(export: &Export<'_>) -> Result<Measurement, ReadError> {
    let at = header(export).unwrap_or_default();
    let mark = separator(export.lines[at]).unwrap_or(',');
    let names = fields(export.lines[at], mark);
    let find = |wanted: &'static str, words: &[&str]| {
        let place = names.iter().position(|name| {
            let name = name.to_lowercase();
            words.iter().any(|word| name.contains(word))
        });
        let missing = || Malformed::NoColumn { wanted, header: shown_header(&names) };
        place.ok_or_else(|| export.error(at, missing()))
    };
    let size = find("Size/nm", &["size/", "size (", "size [", "diameter"])?;
    let places = Places {
        id: find("Particle ID", &["particle id"])?,
        size,
        nanometres: nanometres(&names[size])
            .map_err(|cause| export.error(at, Malformed::other(cause)))?,
        length: find("Tracklength", &["tracklength", "track length"])?,
        included: names.iter().position(|name| name.to_lowercase().starts_with("included")),
        by_frame: names.iter().any(|name| name.eq_ignore_ascii_case("frame")),
        names: names.len(),
        decimal: DecimalMark::Point,
    };
    let held = || {
        let lines = export.lines.iter().enumerate().skip(at + 1);
        lines.filter(|(_, line)| !line.trim_matches([' ', '\t', ',', ';']).is_empty())
    };
    let sizes = held().map(|(_, line)| {
        let row = fields(line, mark);
        row.get(places.size).map_or(String::new(), |cell| cell.clone().into_owned())
    });
    let sizes: Vec<String> = sizes.collect();
    let decimal = DecimalMark::of_cells(sizes.iter().map(String::as_str), Some(mark))
        .map_err(|cause| export.error(at, Malformed::other(cause)))?;
    let places = Places { decimal, ..places };
    let mut followed = Followed::default();
    for (index, line) in held() {
        followed.row(export, index, &fields(line, mark), &places)?;
    }
    let Followed { tracks, excluded, sizeless, .. } = followed;
    let mut findings = Vec::new();
    if excluded > 0 {
        let (all, actual) = ((tracks.len() + excluded).to_string(), tracks.len().to_string());
        findings.push(Finding::new(export.source, FindingKind::ExcludedRows, all, actual));
    }
    if sizeless > 0 {
        let (kind, actual) = (FindingKind::NoSize, sizeless.to_string());
        findings.push(Finding::new(export.source, kind, "a size of every particle", actual));
    }
    let sizes = SizeDistribution::particles(tracks.iter().map(|track| track.diameter_nm).collect())
        .map_err(|cause| export.error(at, Malformed::other(cause)))?;
    let replicate = Replicate { tracks, ..Replicate::new("1", sizes) };
    let metadata = export.lines[..at]
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let row = fields(line, mark);
            let values = row[1..].iter().map(|value| value.clone().into_owned()).collect();
            Entry { section: String::new(), key: row[0].clone().into_owned(), values }
        })
        .collect();
    let instrument = Instrument::NanoSightTracks;
    Ok(Measurement {
        metadata,
        findings,
        ..Measurement::new(export.source, instrument, vec![replicate])
    })
}

/// What was followed, as rows are read.
#[derive(Default)]
struct Followed {
    tracks: Vec<Track>,
    excluded: usize,
    sizeless: usize,
    /// Each particle, with the line it was first on.
    seen: BTreeMap<String, usize>,
    last: Option<(String, f64)>,
}

impl Followed {
    fn row(
        &mut self,
        export: &Export<'_>,
        index: usize,
        row: &[Cow<'_, str>],
        places: &Places,
    ) -> Result<(), ReadError> {
        let widest = [places.id, places.size, places.length, places.included.unwrap_or(0)];
        if row.len() <= widest.into_iter().max().unwrap_or(0) {
            let (fields, wanted) = (row.len(), places.names);
            return Err(export.error(index, Malformed::FieldCount { count: fields, wanted }));
        }
        let id = row[places.id].as_ref();
        if number(id).is_none() {
            return Err(export.bad(index, places.id, id, "the number of a particle"));
        }
        let cell = row[places.size].as_ref();
        let Some(size) = size(export, index, places.size, cell, places.decimal)? else {
            self.sizeless += usize::from(!self.seen.contains_key(id));
            self.seen.entry(id.to_owned()).or_insert(index);
            return Ok(());
        };
        let size = size * places.nanometres;
        if places.by_frame {
            if let Some((_, before)) = self.last.as_ref().filter(|(last, _)| last == id) {
                // The size of a particle stands on each of its frames.
                if (before - size).abs() > 1e-6 * before {
                    let contradiction = Malformed::Contradiction {
                        left: "the size of this particle",
                        left_value: size.to_string(),
                        right: "on its frame before",
                        right_value: before.to_string(),
                    };
                    return Err(export.error(index, contradiction));
                }
                return Ok(());
            }
            self.last = Some((id.to_owned(), size));
        }
        if let Some(first) = self.seen.insert(id.to_owned(), index) {
            let (name, first) = (id.to_owned(), first as u64 + 1);
            return Err(export.error(index, Malformed::Duplicate { name, first }));
        }
        let cell = row[places.length].as_ref();
        let frames = places
            .decimal
            .number(cell)
            .filter(|frames| (1.0..=1e9).contains(frames))
            .ok_or_else(|| export.bad(index, places.length, cell, "a number of frames"))?;
        if let Some(at) = places.included
            && !truth(export, index, at, &row[at])?
        {
            self.excluded += 1;
            return Ok(());
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 1e9")]
        self.tracks.push(Track { diameter_nm: size, frames: frames as u32 });
        Ok(())
    }
}

/// Nothing where the cell says that there is no size.
fn size(
    export: &Export<'_>,
    index: usize,
    at: usize,
    cell: &str,
    decimal: DecimalMark,
) -> Result<Option<f64>, ReadError> {
    if matches!(cell.to_ascii_lowercase().as_str(), "" | "nan" | "n/a" | "-") {
        return Ok(None);
    }
    match decimal.number(cell) {
        Some(size) if size > 0.0 && size <= 1e6 => Ok(Some(size)),
        _ => Err(export.bad(index, at, cell, "a diameter above zero in nm, up to 1e6")),
    }
}
