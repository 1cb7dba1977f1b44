//! The zeta-potential profile of a `ZetaView` (`…_prof_….txt`).

use exocast_core::text::DecimalMark;
use exocast_core::{Malformed, ReadError};
use serde::Serialize;

use super::super::text::Export;
use super::layout::{decimal_mark, first_number, software_of};
use crate::export::{Entry, Finding, FindingKind, Instrument};

/// One place across the cell; velocities as zeta potentials, mV.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ProfileRow {
    /// Place across the cell, as a share of its depth.
    pub position: f64,
    /// At positive voltage.
    pub positive: f64,
    /// At negative voltage.
    pub negative: f64,
    /// Mean of both.
    pub average: f64,
    /// The parabola there.
    pub fit: f64,
}

/// Electrophoretic mobility and zeta potential of a suspension.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ZetaProfile {
    /// Name of the source.
    pub source: String,
    /// Where it comes from.
    pub instrument: Instrument,
    /// Zeta potential, mV.
    pub zeta_mv: f64,
    /// Its uncertainty as the instrument gives it, mV.
    pub accuracy_mv: Option<f64>,
    /// Mobility, µm/s per V/cm.
    pub mobility: Option<f64>,
    /// Particles that were followed.
    pub traces: Option<f64>,
    /// Places across the cell.
    pub rows: Vec<ProfileRow>,
    /// All keys and values around it.
    pub metadata: Vec<Entry>,
    /// What does not agree.
    #[serde(skip)]
    pub findings: Vec<Finding>,
}

pub(crate) fn is_header(line: &str) -> bool {
    line.starts_with("Position\tPositive")
}

pub(crate) fn read(export: &Export<'_>, metadata: Vec<Entry>) -> Result<ZetaProfile, ReadError> {
    let header = export.lines.iter().position(|line| is_header(line));
    let decimal = header.map_or(Ok(DecimalMark::Point), |header| decimal_mark(export, header))?;
    let find = |start: &str| {
        let entry = metadata.iter().find(|entry| entry.key.starts_with(start))?;
        first_number(entry.values.first()?, decimal)
    };
    let Some(zeta_mv) = find("Zeta Potential / mV") else {
        let missing = "`Zeta Potential / mV` (this export says that it is no size distribution), or a size table,";
        let end = export.lines.len().saturating_sub(1);
        return Err(export.error(end, Malformed::Missing(missing)));
    };
    let mut rows = Vec::new();
    for (index, line) in export.lines.iter().enumerate().skip(header.map_or(usize::MAX, |i| i + 1))
    {
        if line.trim().is_empty() {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let value = |i: usize| {
            let cell = cells.get(i).copied().unwrap_or_default();
            decimal.number(cell).ok_or_else(|| export.bad(index, i, cell, "a number"))
        };
        rows.push(ProfileRow {
            position: value(0)?,
            positive: value(1)?,
            negative: value(2)?,
            average: value(3)?,
            fit: value(4)?,
        });
    }
    let mut findings = Vec::new();
    let mobility = find("Mobility /");
    if let (Some(mobility), Some(factor)) = (mobility, find("ZP Factor")) {
        let computed = mobility * factor;
        if (computed - zeta_mv).abs() > 1e-3 * computed.abs() {
            let kind = FindingKind::Statistic("zeta potential");
            let (computed, actual) = (format!("{computed:.3} mV"), format!("{zeta_mv} mV"));
            findings.push(Finding::new(export.source, kind, computed, actual));
        }
    }
    for row in &rows {
        let computed = f64::midpoint(row.positive, row.negative);
        // Four digits each.
        if (computed - row.average).abs() > 2e-3 * row.positive.abs().max(row.negative.abs()) {
            let kind = FindingKind::Statistic("average");
            let (computed, actual) = (format!("{computed:.3}"), format!("{}", row.average));
            let finding = Finding::new(export.source, kind, computed, actual);
            findings.push(finding.about(&format!("position {}", row.position)));
        }
    }
    Ok(ZetaProfile {
        source: export.source.to_owned(),
        instrument: software_of(&metadata),
        zeta_mv,
        accuracy_mv: find("ZP Parabola Fit Accuracy"),
        mobility,
        traces: find("Number of Traces"),
        rows,
        metadata,
        findings,
    })
}
