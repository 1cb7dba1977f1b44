//! The rows of a table of sizes.

use exocast_core::{Malformed, ReadError};
use std::borrow::Cow;

use super::super::text::{Export, shown_header, truth};
use super::super::unreadable::Unreadable;
use super::bins::{amounts, edges_between};
use super::columns::{Amount, Per, may_weigh};
use super::dividing;
use super::header::SizeTable;
use crate::export::{Finding, FindingKind, Instrument, Measurement, Replicate, stated};
use crate::number::{RecordedDilution, StatedConcentration};
use crate::size::SizeDistribution;

/// No instrument follows more single particles for one file; concentrations per mL are mostly larger.
const MOST_COUNTED: f64 = 1e7;

/// Columns of which weights may be lost.
fn holds_weights(table: &SizeTable<'_>) -> bool {
    let numbers = |at: usize| -> Option<Vec<f64>> {
        let cell = |row: &[Cow<'_, str>]| table.decimal.number(row.get(at)?);
        table.rows.iter().map(|(_, row)| cell(row)).collect()
    };
    let weighs = |at: usize, column| numbers(at).is_some_and(|numbers| may_weigh(column, &numbers));
    table.columns.iter().enumerate().any(|(at, column)| weighs(at, column))
}

/// The columns of a table, row by row.
#[derive(Default)]
struct TableRows {
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

impl TableRows {
    fn read(export: &Export<'_>, table: &SizeTable<'_>) -> Result<Self, ReadError> {
        let SizeTable { places, rows, header, decimal, .. } = table;
        let decimal = *decimal;
        let needed = (0..header.len()).rfind(|at| places.reads(*at)).unwrap_or(0) + 1;
        let mut read = Self::default();
        for (index, row) in rows {
            if row.len() < needed {
                let (fields, wanted) = (row.len(), header.len());
                return Err(export.error(*index, Malformed::FieldCount { count: fields, wanted }));
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

pub(crate) fn read_rows(
    export: &Export<'_>,
    table: &SizeTable<'_>,
) -> Result<Measurement, ReadError> {
    let SizeTable { places, rows, header, .. } = table;
    let mut read = TableRows::read(export, table)?;
    let first = rows.first().map_or(0, |(index, _)| *index);
    let wrong = |cause| export.error(first, Malformed::other(cause));
    let edges = read.edges(export)?;
    let weightless =
        places.count.is_none() && places.share.is_none() && places.concentration.is_none();
    if weightless && (places.edges.is_some() || edges.is_some() && holds_weights(table)) {
        let cause = Unreadable::Weightless(shown_header(header));
        return Err(export.error(table.header_line, Malformed::other(cause)));
    }
    for (place, column) in
        [(places.share, &mut read.shares), (places.concentration, &mut read.concentrations)]
    {
        if let Some(Amount { per, .. }) = place.filter(|place| place.per != Per::Bin) {
            let whole_bins = edges.as_ref().and_then(|edges| amounts(column, edges, per));
            *column = whole_bins.ok_or_else(|| {
                let wanted = "ascending sizes with edges above zero, which densities need,";
                export.error(first, Malformed::Missing(wanted))
            })?;
        }
    }
    // Fractions say how particles are spread over sizes, not how many were counted.
    let whole = read.counts.iter().all(|count| (count - count.round()).abs() <= 1e-9 * count);
    let chosen = places.count.is_some_and(|amount| table.columns[amount.at].chosen);
    let counted: f64 = read.counts.iter().sum();
    let too_many = counted > MOST_COUNTED && !chosen;
    let tracks = (!read.counts.is_empty() && whole && !too_many).then_some(counted);
    let TableRows { diameters, counts, shares, concentrations, excluded, sizeless, .. } = read;
    let weights = [&counts, &concentrations, &shares].into_iter().find(|column| !column.is_empty());
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
    let mut note = |kind, wanted: String, actual: String| {
        findings.push(Finding::new(export.source, kind, wanted, actual));
    };
    if excluded > 0 {
        let (all, included) = (rows.len().to_string(), (rows.len() - excluded).to_string());
        note(FindingKind::ExcludedRows, all, included);
    }
    if sizeless > 0 {
        note(FindingKind::NoSize, "a size on every row".to_owned(), sizeless.to_string());
    }
    if let Some(amount) = places.count.filter(|_| too_many) {
        let name = &header[amount.at];
        let wanted = format!(
            "counted particles; where `{name}` holds particles per mL, say so (`--concentration \"{name}\"`, in a study `columns = {{ concentration = \"{name}\" }}` of the sample), where it holds counts, `--count \"{name}\"`"
        );
        note(
            FindingKind::TooMany,
            wanted,
            format!("{counted:.3e}, of which only the sizes are used"),
        );
    }
    if let Some(amount) = places.share.or(places.count.filter(|_| !whole)) {
        let actual = format!("`{}`, which has none", header[amount.at]);
        note(FindingKind::Shares, "numbers of particles".to_owned(), actual);
    }
    if places.concentration.is_some_and(|amount| !amount.stated) {
        let actual = "none; per mL assumed".to_owned();
        note(FindingKind::ConcentrationUnit, "a unit in the header".to_owned(), actual);
    }
    if concentration.is_some() {
        note(FindingKind::DilutionNotRecorded, "a dilution factor".to_owned(), "none".to_owned());
    }
    findings.extend(dividing::findings(export.source, table));
    Ok(single_replicate(export, Instrument::Table, sizes, concentration, findings))
}

pub(crate) fn single_replicate(
    export: &Export<'_>,
    instrument: Instrument,
    sizes: SizeDistribution,
    concentration: Option<StatedConcentration>,
    findings: Vec<Finding>,
) -> Measurement {
    let replicate = Replicate { concentration, ..Replicate::new("1", sizes) };
    Measurement { findings, ..Measurement::new(export.source, instrument, vec![replicate]) }
}
