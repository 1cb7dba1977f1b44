//! Tables with a diameter column, matrices of size by sample, and lists of diameters.

use std::{borrow::Cow, rc::Rc};

use exocast_core::{Malformed, ReadError};

use super::{
    bins::{amounts, edges_between},
    columns::{self, Amount, Column, Columns, LengthUnit, Per},
    matrix::matrix,
    numerals::{Ambiguous, Decimal},
    places::Places,
    text::{Export, fields, number, separator, shown, shown_header},
    tracks::truth,
    unit::Unit,
    unsupported::Unsupported,
};
use crate::{
    Finding, FindingKind, Instrument, Measurement, RecordedDilution, Replicate, SizeDistribution,
    StatedConcentration,
    measurement::{Entry, stated},
};

/// Lines above the header of a table, at most.
const PREAMBLE: usize = 200;

/// Lines that hold something, with their index.
type Rows<'a> = Vec<(usize, Vec<Cow<'a, str>>)>;

/// A table found in an export: its header, its rows, and what stands above it.
pub(super) struct Found<'a> {
    pub(super) header: Vec<Cow<'a, str>>,
    pub(super) columns: Rc<[Column]>,
    pub(super) header_line: usize,
    pub(super) rows: Rows<'a>,
    pub(super) places: Places,
    pub(super) decimal: Decimal,
    metadata: Vec<Entry>,
}

pub(super) fn read(export: &Export<'_>, columns: &Columns) -> Result<Measurement, ReadError> {
    let held = || {
        export.lines.iter().enumerate().filter(|(_, line)| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with('#')
        })
    };
    let Some((at, first)) = held().next() else {
        return Err(export.error(0, Malformed::Empty("particle")));
    };
    if number(first).is_some() {
        let unit = columns.unit.unwrap_or_default();
        let measurement = list(export, held().map(|(index, line)| (index, *line)), unit)?;
        return in_nanometres(export, at, measurement);
    }
    let found = match find(export, columns) {
        Ok(found) => found,
        Err(_) if is_numbers(first) => {
            return Err(export.error(at, Malformed::other(Nameless(shown(first)))));
        }
        Err(cause) => return Err(cause),
    };
    if found.rows.is_empty() {
        return Err(export.error(found.header_line, Malformed::Empty("particle")));
    }
    let mut measurement = if found.places.matrix {
        matrix(export, &found)?
    } else if let Some(at) = found.places.sample {
        by_sample(export, &found, at)?
    } else {
        table(export, &found)?
    };
    measurement.metadata = found.metadata;
    in_nanometres(export, found.header_line, measurement)
}

/// Sizes of which most are smaller than any vesicle: those of a table in µm, read as nm.
#[derive(Debug, thiserror::Error)]
#[error(
    "most sizes are below 1 nm (such as {0}), which no vesicle is; where they are in µm, say so: `diameter_um` as the name of the column, `--micrometres`, or `columns = {{ micrometres = true }}` of the sample in a study"
)]
struct TooSmall(f64);

/// The measurement, where its sizes can be those of vesicles in nm.
fn in_nanometres(
    export: &Export<'_>,
    index: usize,
    measurement: Measurement,
) -> Result<Measurement, ReadError> {
    let sizes = || measurement.replicates.iter().flat_map(|replicate| replicate.sizes.iter());
    let all: f64 = sizes().map(|(_, weight)| weight).sum();
    let small: f64 = sizes().filter(|(size, _)| *size < 1.0).map(|(_, weight)| weight).sum();
    if 2.0 * small <= all {
        return Ok(measurement);
    }
    let held = sizes().find(|(size, weight)| *size < 1.0 && *weight > 0.0);
    let example = held.map_or(0.0, |(size, _)| size);
    Err(export.error(index, Malformed::other(TooSmall(example))))
}

/// Nothing but numbers and what stands between them.
fn is_numbers(line: &str) -> bool {
    let of_numbers = |c: char| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '.' | ',' | ';' | '-' | '+' | 'e' | 'E')
    };
    line.chars().all(of_numbers)
}

/// Columns that have no names.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{0}` has neither names of columns nor one diameter alone; put names above (`diameter_nm,count`), or write one diameter in nm a line with a decimal point"
)]
struct Nameless(String);

/// The header is the first line with a column of diameters that is followed by a line with a number
/// in that column, or by a line of units and then by one; what stands above it is kept as keys and
/// values.
fn find<'a>(export: &Export<'a>, columns: &Columns) -> Result<Found<'a>, ReadError> {
    let held = || export.lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let mut nearest: Option<(usize, &str, Vec<Cow<'a, str>>)> = None;
    let mut without_number = None;
    for (index, line) in held().take(PREAMBLE) {
        let mark = mark(export, index);
        let mut header = split(line.trim_start().trim_start_matches('#'), mark);
        let (missing, roles) = match columns::roles(&header, columns) {
            Ok(roles) => ("", roles),
            Err(missing) => (missing, Vec::new()),
        };
        let Some(size) = columns::of_sizes(&roles, &header) else {
            if nearest.as_ref().is_none_or(|(_, _, before)| before.len() < header.len()) {
                nearest = Some((index, missing, header));
            }
            continue;
        };
        let mut rows = rows_after(export, index, mark);
        let mut roles = roles;
        if rows
            .first()
            .is_some_and(|(_, row)| row.get(size).is_some_and(|cell: &Cow<'_, str>| is_unit(cell)))
        {
            let (_, units) = rows.remove(0);
            for (name, unit) in header.iter_mut().zip(units).filter(|(_, unit)| !unit.is_empty()) {
                *name = Cow::Owned(format!("{name} ({})", unit.trim_matches(['(', ')', '[', ']'])));
            }
            roles = columns::roles(&header, columns).unwrap_or(roles);
        }
        let chosen = Places::choose(&roles, &header, columns.unit);
        let decimal = decimal(&rows, size, chosen.as_ref().ok(), mark)
            .map_err(|cause| export.error(index, Malformed::other(cause)))?;
        let cell = rows.first().map(|(_, row)| row.get(size).map_or("", |cell| cell));
        if cell.is_some_and(|cell| decimal.number(cell).is_none()) {
            // A title or a remark that speaks of sizes; or a table whose first size is none.
            without_number = without_number.or_else(|| Some((rows[0].0, size, cell?.to_owned())));
            continue;
        }
        let places = chosen.map_err(|cause| export.error(index, Malformed::other(cause)))?;
        if columns::of_light(&roles, &header) {
            return Err(export.error(index, Malformed::other(Unsupported::Zetasizer)));
        }
        let above = held().take_while(|(other, _)| *other < index).map(|(_, line)| above(line));
        let metadata = above.collect();
        return Ok(Found {
            header,
            columns: roles.into(),
            header_line: index,
            rows,
            places,
            decimal,
            metadata,
        });
    }
    if let Some((index, diameter, cell)) = without_number {
        return Err(export.bad(index, diameter, &cell, "a diameter above zero in nm, up to 1e6"));
    }
    let (index, name, header) = nearest.unwrap_or((0, "", Vec::new()));
    let found = shown_header(&header);
    let wanted = "diameter_nm";
    let cause = if name.is_empty() {
        Malformed::NoColumn { wanted, found }
    } else {
        Malformed::other(NoSuchColumn { wanted: name.to_owned(), found })
    };
    Err(export.error(index, cause))
}

/// What stands between the fields of a header and its rows: a mark, or nothing but spaces.
#[derive(Clone, Copy)]
enum Between {
    Mark(char),
    Spaces,
}

fn mark(export: &Export<'_>, header: usize) -> Between {
    let line = export.lines[header];
    if let Some(mark) = separator(line) {
        return Between::Mark(mark);
    }
    let next = export.lines[header + 1..].iter().find(|line| !line.trim().is_empty());
    let columns = next.map_or(0, |next| {
        let cells: Vec<&str> = next.split_whitespace().collect();
        if cells.iter().all(|cell| number(cell).is_some()) { cells.len() } else { 0 }
    });
    if columns > 1 && split(line, Between::Spaces).len() == columns {
        Between::Spaces
    } else {
        Between::Mark('\t')
    }
}

/// Fields; of spaces, runs of two or more where there are some, so that names may hold one.
fn split(line: &str, between: Between) -> Vec<Cow<'_, str>> {
    match between {
        Between::Mark(mark) => fields(line, mark),
        Between::Spaces if line.trim().contains("  ") => {
            let cells = line.split("  ").map(str::trim).filter(|cell| !cell.is_empty());
            cells.map(Cow::Borrowed).collect()
        }
        Between::Spaces => line.split_whitespace().map(Cow::Borrowed).collect(),
    }
}

/// A cell that names a unit of length, below the name of its column.
fn is_unit(cell: &str) -> bool {
    Unit::parse(cell).is_some_and(|unit| unit.nanometres().is_some())
}

fn rows_after<'a>(export: &Export<'a>, header: usize, between: Between) -> Rows<'a> {
    let held = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let lines = export.lines.iter().enumerate().skip(header + 1).filter(|(_, line)| held(line));
    lines.map(|(index, line)| (index, split(line, between))).collect()
}

/// The decimal mark of the columns that are read.
fn decimal(
    rows: &Rows<'_>,
    size: usize,
    places: Option<&Places>,
    between: Between,
) -> Result<Decimal, Ambiguous> {
    let own = |at: usize| at == size || places.is_some_and(|own| own.matrix || own.reads(at));
    let cells = rows.iter().flat_map(|(_, row)| {
        row.iter().enumerate().filter(|(at, _)| own(*at)).map(|(_, cell)| cell.as_ref())
    });
    let separator = match between {
        Between::Mark(mark) => mark,
        Between::Spaces => ' ',
    };
    Decimal::of(cells, Some(separator))
}

/// A column that the user has named is not in the table.
#[derive(Debug, thiserror::Error)]
#[error("no column `{wanted}`, which the options name; the header has {found}")]
struct NoSuchColumn {
    wanted: String,
    found: String,
}

/// Sizes that stand like the bins of a histogram, beside columns of which none is known.
#[derive(Debug, thiserror::Error)]
#[error(
    "the sizes ascend one by one as bins do, but no column of counts or concentrations is known among {found}; name one `count` or `concentration (1/mL)`, or say which it is; where each row is a particle, give the diameters alone; where each column is a sample, call the first `particle_size`"
)]
struct Weightless {
    found: String,
}

/// Columns of which weights may be lost.
fn holds_weights(found: &Found<'_>) -> bool {
    let numbers = |at: usize| -> Option<Vec<f64>> {
        let cell = |row: &[Cow<'_, str>]| found.decimal.number(row.get(at)?);
        found.rows.iter().map(|(_, row)| cell(row)).collect()
    };
    let weighs =
        |at: usize, column| numbers(at).is_some_and(|numbers| columns::may_weigh(column, &numbers));
    found.columns.iter().enumerate().any(|(at, column)| weighs(at, column))
}

fn above(line: &str) -> Entry {
    let line = line.trim().trim_start_matches('#').trim();
    let mark = if line.contains('\t') {
        '\t'
    } else if line.contains(',') {
        ','
    } else {
        ':'
    };
    let (key, value) = line.split_once(mark).unwrap_or((line, ""));
    let value = value.trim_matches([' ', ',', ';', '\t', '"']).to_owned();
    let key = key.trim_matches([' ', ':', '"']).to_owned();
    let values = if value.is_empty() { Vec::new() } else { vec![value] };
    Entry { section: String::new(), key, values }
}

fn list<'a>(
    export: &Export<'_>,
    lines: impl Iterator<Item = (usize, &'a str)>,
    unit: LengthUnit,
) -> Result<Measurement, ReadError> {
    let mut diameters = Vec::new();
    for (index, line) in lines {
        diameters.push(export.diameter(index, 0, line, Decimal::Point)? * unit.nanometres());
    }
    let sizes = SizeDistribution::particles(diameters)
        .map_err(|cause| export.error(0, Malformed::other(cause)))?;
    Ok(single(export, Instrument::ParticleList, sizes, None, Vec::new()))
}

/// Rows of several samples, one after the other: a table each, as a replicate of its own sample.
fn by_sample(export: &Export<'_>, found: &Found<'_>, at: usize) -> Result<Measurement, ReadError> {
    let name = |row: &[Cow<'_, str>]| row.get(at).map_or("", |cell| cell).to_owned();
    let mut names: Vec<String> = Vec::new();
    for (index, row) in &found.rows {
        let own = name(row);
        if own.is_empty() {
            return Err(export.bad(*index, at, "", "the name of a sample"));
        }
        if names.last() != Some(&own) && !names.contains(&own) {
            names.push(own);
        }
    }
    let mut whole: Option<Measurement> = None;
    for own in names {
        let rows = found.rows.iter().filter(|(_, row)| name(row) == own).cloned().collect();
        let part = Found {
            header: found.header.clone(),
            columns: Rc::clone(&found.columns),
            header_line: found.header_line,
            rows,
            places: found.places,
            decimal: found.decimal,
            metadata: Vec::new(),
        };
        let mut part = table(export, &part)?;
        for replicate in &mut part.replicates {
            (replicate.sample, replicate.name) = (Some(own.clone()), own.clone());
        }
        match &mut whole {
            None => whole = Some(part),
            Some(whole) => {
                whole.replicates.extend(part.replicates);
                // What holds for every part is said once.
                part.findings.retain(|finding| !whole.findings.contains(finding));
                whole.findings.extend(part.findings);
            }
        }
    }
    whole.ok_or_else(|| export.error(found.header_line, Malformed::Empty("particle")))
}

/// The columns of a table, row by row.
#[derive(Default)]
struct Read {
    /// Centres, nm.
    diameters: Vec<f64>,
    /// Lower and upper edges of bins, nm, and the line that each is on.
    bins: Vec<(f64, f64, usize)>,
    counts: Vec<f64>,
    shares: Vec<f64>,
    concentrations: Vec<f64>,
    excluded: usize,
    sizeless: usize,
}

impl Read {
    fn of(export: &Export<'_>, found: &Found<'_>) -> Result<Self, ReadError> {
        let Found { places, rows, header, decimal, .. } = found;
        let decimal = *decimal;
        let needed = (0..header.len()).rfind(|at| places.reads(*at)).unwrap_or(0) + 1;
        let mut read = Self::default();
        for (index, row) in rows {
            if row.len() < needed {
                let (found, wanted) = (row.len(), header.len());
                return Err(export.error(*index, Malformed::FieldCount { found, wanted }));
            }
            if let Some(at) = places.included
                && !truth(export, *index, at, &row[at])?
            {
                read.excluded += 1;
                continue;
            }
            let size = places.diameter.or(places.edges.map(|[(lower, _), _]| lower));
            let size = size.map_or("", |at| row[at].as_ref());
            if size.is_empty() || size.eq_ignore_ascii_case("nan") {
                read.sizeless += 1;
                continue;
            }
            if let Some([(lower, scale), (upper, other)]) = places.edges {
                let low = export.amount(*index, lower, &row[lower], decimal)? * scale;
                let high = export.diameter(*index, upper, &row[upper], decimal)? * other;
                if high <= low {
                    let wanted = "an upper edge above the lower one";
                    return Err(export.bad(*index, upper, &row[upper], wanted));
                }
                read.bins.push((low, high, *index));
                if places.diameter.is_none() {
                    read.diameters.push(f64::midpoint(low, high));
                }
            }
            if let Some(at) = places.diameter {
                let size = export.diameter(*index, at, &row[at], decimal)?;
                read.diameters.push(size * places.nanometres);
            }
            for (place, column) in [
                (places.count, &mut read.counts),
                (places.share, &mut read.shares),
                (places.concentration, &mut read.concentrations),
            ] {
                if let Some(Amount { at, factor, .. }) = place {
                    column.push(export.amount(*index, at, &row[at], decimal)? * factor);
                }
            }
        }
        if read.diameters.windows(2).all(|pair| pair[0] > pair[1]) {
            read.diameters.reverse();
            read.bins.reverse();
            read.counts.reverse();
            read.shares.reverse();
            read.concentrations.reverse();
        }
        Ok(read)
    }

    /// Edges of the bins; nothing where the rows are particles.
    fn edges(&self, export: &Export<'_>) -> Result<Option<Vec<f64>>, ReadError> {
        let ascending = self.diameters.windows(2).all(|pair| pair[0] < pair[1]);
        let [(first, ..), ..] = self.bins[..] else {
            let binned = ascending && self.diameters.len() > 2;
            return Ok(binned.then(|| edges_between(&self.diameters)));
        };
        for pair in self.bins.windows(2) {
            let [(low, high, _), (next, _, index)] = *pair else { continue };
            if (next - high).abs() > 1e-3 * (high - low) {
                let left = "the lower edge of this bin, nm";
                let right = "the upper edge of the one before";
                let (left_value, right_value) = (next.to_string(), high.to_string());
                let cause = Malformed::Contradiction { left, left_value, right, right_value };
                return Err(export.error(index, cause));
            }
        }
        Ok(Some(std::iter::once(first).chain(self.bins.iter().map(|bin| bin.1)).collect()))
    }
}

fn table(export: &Export<'_>, found: &Found<'_>) -> Result<Measurement, ReadError> {
    let Found { places, rows, header, .. } = found;
    let mut read = Read::of(export, found)?;
    let first = rows.first().map_or(0, |(index, _)| *index);
    let wrong = |cause| export.error(first, Malformed::other(cause));
    let edges = read.edges(export)?;
    let weightless =
        places.count.is_none() && places.share.is_none() && places.concentration.is_none();
    if weightless && (places.edges.is_some() || edges.is_some() && holds_weights(found)) {
        let cause = Weightless { found: shown_header(header) };
        return Err(export.error(found.header_line, Malformed::other(cause)));
    }
    for (place, column) in
        [(places.share, &mut read.shares), (places.concentration, &mut read.concentrations)]
    {
        if let Some(Amount { per, .. }) = place.filter(|place| place.per != Per::Bin) {
            let own = edges.as_ref().and_then(|edges| amounts(column, edges, per));
            *column = own.ok_or_else(|| {
                let wanted = "ascending sizes with edges above zero, which densities need,";
                export.error(first, Malformed::Missing(wanted))
            })?;
        }
    }
    // Fractions say how particles are spread over sizes, not how many were counted.
    let whole = read.counts.iter().all(|count| (count - count.round()).abs() <= 1e-9 * count);
    let tracks = (!read.counts.is_empty() && whole).then(|| read.counts.iter().sum::<f64>());
    let Read { diameters, counts, shares, concentrations, excluded, sizeless, .. } = read;
    let weights = [&counts, &concentrations, &shares].into_iter().find(|own| !own.is_empty());
    let sizes = match (weights, edges) {
        (None, _) => SizeDistribution::particles(diameters),
        (Some(weights), Some(edges)) => {
            SizeDistribution::bins_at(diameters, edges, weights.clone(), tracks)
        }
        (Some(weights), None) => SizeDistribution::weighted_particles(&diameters, weights, tracks),
    };
    let sizes = sizes.map_err(wrong)?;
    let total: f64 = concentrations.iter().sum();
    let concentration = (!concentrations.is_empty())
        .then(|| stated(total, tracks, RecordedDilution::NotRecorded))
        .flatten();
    let mut findings = Vec::new();
    let mut note = |kind, wanted: String, found: String| {
        findings.push(Finding::new(export.source, kind, wanted, found));
    };
    if excluded > 0 {
        let (all, kept) = (rows.len().to_string(), (rows.len() - excluded).to_string());
        note(FindingKind::ExcludedRows, all, kept);
    }
    if sizeless > 0 {
        note(FindingKind::NoSize, "a size on every row".to_owned(), sizeless.to_string());
    }
    if let Some(own) = places.share.or(places.count.filter(|_| !whole)) {
        let found = format!("`{}`, which has none", header[own.at]);
        note(FindingKind::Shares, "numbers of particles".to_owned(), found);
    }
    if places.concentration.is_some_and(|own| !own.stated) {
        let found = "none; per mL assumed".to_owned();
        note(FindingKind::ConcentrationUnit, "a unit in the header".to_owned(), found);
    }
    if concentration.is_some() {
        note(FindingKind::DilutionNotRecorded, "a dilution factor".to_owned(), "none".to_owned());
    }
    Ok(single(export, Instrument::Table, sizes, concentration, findings))
}

fn single(
    export: &Export<'_>,
    instrument: Instrument,
    sizes: SizeDistribution,
    concentration: Option<StatedConcentration>,
    findings: Vec<Finding>,
) -> Measurement {
    let replicate = Replicate { concentration, ..Replicate::new("1", sizes) };
    Measurement { findings, ..Measurement::new(export.source, instrument, vec![replicate]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_in_micrometres_are_not_taken_for_nanometres() {
        let read = |text: &str, unit| {
            let columns = Columns { unit, ..Columns::default() };
            super::read(&Export::new(text, "sizes.csv"), &columns)
                .map(|found| found.replicates[0].sizes.sizes()[0])
        };
        for text in ["diameter\n0.12\n0.16\n1.1\n", "0.12\n0.16\n1.1\n"] {
            let Err(ReadError::Malformed { source, .. }) = read(text, None) else {
                panic!("{text:?} was read as nm")
            };
            assert!(source.to_string().contains("--micrometres"), "{source}");
            let found = read(text, Some(LengthUnit::Micrometres)).expect("sizes in µm");
            assert!((found - 120.0).abs() < 1e-9);
        }
        assert!(read("diameter\n0.5\n120\n130\n", None).is_ok());
    }
}
