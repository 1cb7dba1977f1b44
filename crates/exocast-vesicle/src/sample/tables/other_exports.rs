//! Tables of exports that hold no sizes of single particles.

use exocast_core::{Cell, Table, order};

use crate::export::{Finding, FindingKind};
use crate::instrument::{ChannelScale, Content};
use crate::size::{PercentileRule, SizeDistribution, percentile};

/// Tables of exports that hold no sizes of single particles: `positions`, `zeta`,
/// `light_scattering` and `channels`, each only where there is such an export; and a finding for each
/// export that says where it went.
#[must_use]
pub fn others(contents: &[Content]) -> (Vec<(&'static str, Table)>, Vec<Finding>) {
    let mut tables: Vec<(&'static str, Table)> = Vec::new();
    let mut findings = Vec::new();
    for content in contents {
        let (name, columns, source, what): (_, &[&str], _, _) = match content {
            Content::Sizes(_) => continue,
            Content::Positions(export) => {
                ("positions", &POSITIONS, &export.source, "places across the cell")
            }
            Content::Zeta(export) => ("zeta", &ZETA, &export.source, "a zeta potential"),
            Content::LightScattering(export) => (
                "light_scattering",
                &SCATTERING,
                &export.source,
                "light scattering of a suspension",
            ),
            Content::Cytometry(export) => {
                ("channels", &CHANNELS, &export.source, "scatter and fluorescence of events")
            }
        };
        let at = tables.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            tables.push((name, Table::new(columns.iter().copied())));
            tables.len() - 1
        });
        fill(&mut tables[at].1, content);
        let actual = format!("{what}, in {name}");
        let wanted = "sizes of single particles";
        findings.push(Finding::new(source, FindingKind::NotSizes, wanted, actual));
        findings.extend(content.findings().iter().cloned());
    }
    (tables, findings)
}

const POSITIONS: [&str; 12] = [
    "file",
    "position",
    "used",
    "particles",
    "per_ml",
    "undiluted_per_ml",
    "traces",
    "x50_nm",
    "peak_nm",
    "span",
    "drift_um_s",
    "removal",
];

const ZETA: [&str; 6] =
    ["file", "zeta_mv", "accuracy_mv", "mobility_um_s_v_cm", "traces", "positions"];

const SCATTERING: [&str; 16] = [
    "file",
    "record",
    "kind",
    "z_average_nm",
    "pdi",
    "zeta_mv",
    "count_rate_kcps",
    "temperature_c",
    "viscosity_cp",
    "intensity_d10_nm",
    "intensity_d50_nm",
    "intensity_d90_nm",
    "volume_d50_nm",
    "number_d50_nm",
    "fitted_z_average_nm",
    "fitted_pdi",
];

const CHANNELS: [&str; 10] =
    ["file", "channel", "label", "events", "bits", "range", "median", "p2_5", "p97_5", "scale"];

fn fill(table: &mut Table, content: &Content) {
    match content {
        Content::Sizes(_) => {}
        Content::Positions(export) => {
            for place in &export.positions {
                table.push([
                    Cell::from(export.source.as_str()),
                    place.position.into(),
                    if place.used { "yes" } else { "no" }.into(),
                    place.particles.into(),
                    place.per_ml.into(),
                    place.undiluted_per_ml.into(),
                    place.traces.into(),
                    place.x50_nm.into(),
                    place.peak_nm.into(),
                    place.span.into(),
                    place.drift.into(),
                    place.removal.as_str().into(),
                ]);
            }
        }
        Content::Zeta(export) => table.push([
            Cell::from(export.source.as_str()),
            export.zeta_mv.into(),
            export.accuracy_mv.into(),
            export.mobility.into(),
            export.traces.into(),
            (export.rows.len() as u64).into(),
        ]),
        Content::LightScattering(export) => {
            for record in &export.records {
                let percentile_cell = |sizes: Option<SizeDistribution>, p: f64| -> Cell {
                    sizes
                        .map(|distribution| percentile(&distribution, p, PercentileRule::UpperEdge))
                        .into()
                };
                let by = |percents: &[f64]| record.distribution(percents).ok();
                table.push([
                    export.source.as_str().into(),
                    record.name.as_str().into(),
                    record.kind.as_str().into(),
                    record.z_average_nm.into(),
                    record.pdi.into(),
                    record.zeta_mv.into(),
                    record.count_rate_kcps.into(),
                    record.temperature_c.into(),
                    record.viscosity_cp.into(),
                    percentile_cell(by(&record.intensities), 0.1),
                    percentile_cell(by(&record.intensities), 0.5),
                    percentile_cell(by(&record.intensities), 0.9),
                    percentile_cell(by(&record.volumes), 0.5),
                    percentile_cell(by(&record.numbers), 0.5),
                    record.fitted_z_average_nm().into(),
                    record.cumulants().map(|fit| fit.pdi).into(),
                ]);
            }
        }
        Content::Cytometry(export) => {
            for channel in &export.channels {
                let mut values = channel.values();
                values.retain(|value| value.is_finite());
                let ends = order::percentiles(&values, &[0.5, 0.025, 0.975]);
                let at = |i: usize| -> Cell { ends.as_ref().map(|ends| ends[i]).into() };
                let scale = match channel.scale {
                    ChannelScale::Linear { .. } => "linear",
                    ChannelScale::Logarithmic { .. } => "logarithmic",
                };
                table.push([
                    export.source.as_str().into(),
                    channel.name.as_str().into(),
                    channel.label.as_str().into(),
                    (export.events as u64).into(),
                    u64::from(channel.bits).into(),
                    channel.range.into(),
                    at(0),
                    at(1),
                    at(2),
                    scale.into(),
                ]);
            }
        }
    }
}
