//! The position table of a `ZetaView` size measurement (`…_11pos.txt`).

use exocast_core::{Malformed, ReadError};
use serde::Serialize;

use super::super::text::{Export, shown_header};
use super::layout::decimal_mark;
use crate::export::{Finding, FindingKind};
use crate::stats::sample_sd;

/// One place across the cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Position {
    /// Whether the instrument counts it.
    pub used: bool,
    /// Place across the cell, as a share of its depth.
    pub position: f64,
    /// Particles in view.
    pub particles: f64,
    /// Particles per mL of the suspension that was measured.
    pub per_ml: f64,
    /// Particles per mL of the sample before dilution.
    pub undiluted_per_ml: f64,
    /// Particles that were followed.
    pub traces: f64,
    /// Median diameter, nm.
    pub x50_nm: f64,
    /// Diameter of the highest peak, nm; 0 for none.
    pub peak_nm: f64,
    /// `(X90 − X10)/X50`.
    pub span: f64,
    /// Drift, µm/s.
    pub drift: f64,
    /// Why the instrument does not count it, in its own word; empty where it does.
    pub removal: String,
}

/// The places across the cell, and what does not agree in the table.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Positions {
    /// Name of the source.
    pub source: String,
    /// The places, in the order of the file.
    pub positions: Vec<Position>,
    /// What does not agree, or is left out by the instrument.
    #[serde(skip)]
    pub findings: Vec<Finding>,
}

impl Positions {
    /// Mean and, from two on, sample standard deviation of a column over the places that count;
    /// nothing where none does.
    #[must_use]
    pub(crate) fn mean(&self, value: impl Fn(&Position) -> f64) -> Option<(f64, Option<f64>)> {
        let values: Vec<f64> =
            self.positions.iter().filter(|place| place.used).map(value).collect();
        (!values.is_empty())
            .then(|| (values.iter().sum::<f64>() / values.len() as f64, sample_sd(&values)))
    }
}

/// A column that the table averages: name, place, value.
type Averaged = (&'static str, usize, fn(&Position) -> f64);

pub(crate) fn is_header(line: &str) -> bool {
    let names: Vec<String> = line.split('\t').map(|name| name.trim().to_lowercase()).collect();
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    has("position") && has("x50") && has("no. of traces")
}

pub(crate) fn read(export: &Export<'_>, header: usize) -> Result<Positions, ReadError> {
    let names: Vec<&str> = export.lines[header].split('\t').map(str::trim).collect();
    let column = |wanted: &'static str| {
        let start = wanted.to_lowercase();
        let column = names.iter().position(|name| name.to_lowercase().starts_with(&start));
        let missing = || Malformed::NoColumn { wanted, header: shown_header(&names) };
        column.ok_or_else(|| export.error(header, missing()))
    };
    let optional =
        |start: &str| names.iter().position(|name| name.to_lowercase().starts_with(start));
    let at = column("Position")?;
    let (particles, conc, orig) = (column("Av. No")?, column("Conc.")?, column("Orig. Conc.")?);
    let (traces, x50, peak) = (column("No. of Traces")?, column("X50")?, column("Peak")?);
    let (span, drift) = (column("Span")?, column("Drift")?);
    let (used, removal) = (optional("use"), optional("removal"));
    let decimal = decimal_mark(export, header)?;
    let mut positions = Vec::new();
    let mut summary = Vec::new();
    for (index, line) in export.lines.iter().enumerate().skip(header + 1) {
        let row: Vec<&str> = line.split('\t').map(str::trim).collect();
        let Some(place) = row.get(at).filter(|place| !place.is_empty()) else { continue };
        let cell = |at: usize| row.get(at).copied().unwrap_or_default();
        let Some(position) = decimal.number(place) else {
            summary.push((index, *place, row.clone()));
            continue;
        };
        let value = |at: usize| export.amount(index, at, cell(at), decimal);
        positions.push(Position {
            used: used.is_none_or(|at| !cell(at).is_empty()),
            position,
            particles: value(particles)?,
            per_ml: value(conc)?,
            undiluted_per_ml: value(orig)?,
            traces: value(traces)?,
            x50_nm: value(x50)?,
            peak_nm: value(peak)?,
            span: value(span)?,
            drift: value(drift)?,
            removal: removal.map_or("", cell).to_owned(),
        });
    }
    if positions.is_empty() {
        return Err(export.error(header, Malformed::Empty("position")));
    }
    let source = export.source.to_owned();
    let mut table = Positions { source, positions, findings: Vec::new() };
    let columns: [Averaged; 5] = [
        ("particles in view", particles, |place| place.particles),
        ("concentration", conc, |place| place.per_ml),
        ("concentration before dilution", orig, |place| place.undiluted_per_ml),
        ("X50", x50, |place| place.x50_nm),
        ("span", span, |place| place.span),
    ];
    let mut findings = left_out(&table);
    for (name, at, value) in columns {
        let Some((mean, sd)) = table.mean(value) else { continue };
        for (row, computed) in [("Mean", Some(mean)), ("St.Dev.", sd)] {
            let cells = summary.iter().find(|(_, name, _)| *name == row);
            let actual =
                cells.and_then(|(_, _, cells)| cells.get(at)).and_then(|cell| decimal.number(cell));
            if let (Some(computed), Some(actual)) = (computed, actual)
                // Two digits, or one decimal.
                && (computed - actual).abs() > (0.06 * computed.abs()).max(0.1)
            {
                let kind = FindingKind::Statistic(name);
                let finding = Finding::new(
                    &table.source,
                    kind,
                    format!("{computed:.3e}"),
                    format!("{actual:e}"),
                );
                findings.push(finding.about(row));
            }
        }
    }
    table.findings = findings;
    Ok(table)
}

/// One finding for each reason for which the instrument leaves places out.
fn left_out(table: &Positions) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for place in table.positions.iter().filter(|place| !place.used) {
        let reason = if place.removal.is_empty() { "no reason given" } else { &place.removal };
        let actual = format!("{}", place.position);
        match findings.iter_mut().find(|finding| finding.subject == reason) {
            Some(finding) => finding.actual = format!("{}, {actual}", finding.actual),
            None => findings.push(
                Finding::new(&table.source, FindingKind::PositionLeftOut, "counted", actual)
                    .about(reason),
            ),
        }
    }
    findings
}
