//! Tables with a diameter column, matrices of size by sample, and lists of diameters.

use std::borrow::Cow;

use exocast_core::{Malformed, ReadError};

use super::text::{Export, fields, number};
use crate::{
    Finding, FindingKind, Instrument, Measurement, RecordedDilution, Replicate, Reported,
    SizeDistribution, StatedConcentration, measurement::stated,
};

/// Columns that add up to no more than this hold shares or percentages, not concentrations.
const PERCENT: f64 = 100.01;

/// Lines that hold something, with their index.
type Rows<'a> = Vec<(usize, Vec<Cow<'a, str>>)>;

pub(super) fn read(export: &Export<'_>) -> Result<Measurement, ReadError> {
    let held = || {
        export.lines.iter().enumerate().filter(|(_, line)| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with('#')
        })
    };
    let Some((first_index, first)) = held().next() else {
        return Err(export.error(0, Malformed::Empty("particle")));
    };
    if number(first).is_some() {
        return list(export, held().map(|(index, line)| (index, *line)));
    }
    let separator = ['\t', ';', ','].into_iter().find(|&mark| first.contains(mark)).unwrap_or('\t');
    let mut rows: Rows<'_> = held().map(|(index, line)| (index, fields(line, separator))).collect();
    if separator == ';' {
        // Where the semicolon separates, the comma may stand for the decimal point.
        for (_, row) in rows.iter_mut().skip(1) {
            for cell in row.iter_mut().filter(|cell| cell.contains(',')) {
                *cell = Cow::Owned(cell.replace(',', "."));
            }
        }
    }
    let (_, header) = rows.remove(0);
    let columns = Columns::find(&header);
    let Some(diameter) = columns.diameter else {
        return Err(export.error(
            first_index,
            Malformed::NoColumn { wanted: "diameter_nm", found: header.join(", ") },
        ));
    };
    if rows.is_empty() {
        return Err(export.error(first_index, Malformed::Empty("particle")));
    }
    if let Some((index, row)) = rows.iter().find(|(_, row)| row.len() < header.len()) {
        let (found, wanted) = (row.len(), header.len());
        return Err(export.error(*index, Malformed::FieldCount { found, wanted }));
    }
    if columns.matrix {
        matrix(export, &header, &rows, columns.factor)
    } else {
        table(export, &rows, diameter, &columns)
    }
}

/// What the columns of a header hold.
struct Columns {
    diameter: Option<usize>,
    /// From the unit of the header to nm.
    factor: f64,
    count: Option<usize>,
    concentration: Option<usize>,
    included: Option<usize>,
    matrix: bool,
}

impl Columns {
    fn find(header: &[Cow<'_, str>]) -> Self {
        let names: Vec<String> =
            header.iter().map(|name| name.to_lowercase().replace(['_', '-'], " ")).collect();
        let find = |test: &dyn Fn(&str) -> bool| names.iter().position(|name| test(name));
        let diameter = find(&|name| name.contains("diameter"))
            .or_else(|| find(&|name| name.contains("size") || name.starts_with("bin cent")))
            .or_else(|| find(&|name| matches!(name, "d" | "d nm" | "d (nm)" | "d/nm" | "nm")));
        let unit = diameter.map_or("", |i| &names[i]);
        let micrometres = ["µm", "μm", "(um)", "/um", " um", "micro"];
        let factor = if micrometres.iter().any(|mark| unit.contains(mark)) { 1000.0 } else { 1.0 };
        let other = |i: Option<usize>| i.filter(|&i| Some(i) != diameter);
        let count = other(find(&|name| {
            matches!(
                name,
                "count" | "counts" | "number" | "n" | "particles" | "frequency" | "tracks"
            )
        }));
        let concentration = other(find(&|name| {
            name.contains("conc") || name.contains("/ml") || name.contains("per ml")
        }));
        let included = find(&|name| name.starts_with("included"));
        let by_sample = ["particle size", "particlesize", "bin cent"];
        let matrix = diameter == Some(0)
            && names.len() > 1
            && count.is_none()
            && concentration.is_none()
            && by_sample.iter().any(|start| names[0].starts_with(start));
        Self { diameter, factor, count, concentration, included, matrix }
    }
}

fn list<'a>(
    export: &Export<'_>,
    lines: impl Iterator<Item = (usize, &'a str)>,
) -> Result<Measurement, ReadError> {
    let mut diameters = Vec::new();
    for (index, line) in lines {
        diameters.push(export.diameter(index, 0, line)?);
    }
    let sizes = SizeDistribution::particles(diameters)
        .map_err(|cause| export.error(0, Malformed::other(cause)))?;
    Ok(single(export, Instrument::ParticleList, sizes, None, Vec::new()))
}

fn table(
    export: &Export<'_>,
    rows: &Rows<'_>,
    diameter: usize,
    columns: &Columns,
) -> Result<Measurement, ReadError> {
    let (mut diameters, mut counts, mut concentrations) = (Vec::new(), Vec::new(), Vec::new());
    let mut excluded = 0_usize;
    for (index, row) in rows {
        if let Some(at) = columns.included {
            match row[at].to_lowercase().as_str() {
                "false" | "no" | "0" => {
                    excluded += 1;
                    continue;
                }
                "true" | "yes" | "1" => {}
                other => return Err(export.bad(*index, at, other, "True or False")),
            }
        }
        diameters.push(export.diameter(*index, diameter, &row[diameter])? * columns.factor);
        if let Some(at) = columns.count {
            counts.push(export.amount(*index, at, &row[at])?);
        }
        if let Some(at) = columns.concentration {
            concentrations.push(export.amount(*index, at, &row[at])?);
        }
    }
    let first = rows.first().map_or(0, |(index, _)| *index);
    let wrong = |cause| export.error(first, Malformed::other(cause));
    let weights = if counts.is_empty() { &concentrations } else { &counts };
    let tracks = (!counts.is_empty()).then(|| counts.iter().sum::<f64>());
    let ascending = diameters.windows(2).all(|pair| pair[0] < pair[1]);
    let sizes = if weights.is_empty() {
        SizeDistribution::particles(diameters)
    } else if ascending && diameters.len() > 2 {
        let edges = edges_between(&diameters);
        SizeDistribution::bins_at(diameters, edges, weights.clone(), tracks)
    } else {
        SizeDistribution::weighted_particles(&diameters, weights, tracks)
    };
    let sizes = sizes.map_err(wrong)?;
    let total: f64 = concentrations.iter().sum();
    let concentration = (!concentrations.is_empty())
        .then(|| stated(total, tracks, RecordedDilution::NotRecorded))
        .flatten();
    let mut findings = Vec::new();
    if excluded > 0 {
        let (all, found) = (rows.len().to_string(), (rows.len() - excluded).to_string());
        let kind = FindingKind::ExcludedRows;
        findings.push(Finding::new(export.source, kind, all, found));
    }
    if concentration.is_some() {
        let kind = FindingKind::DilutionNotRecorded;
        findings.push(Finding::new(export.source, kind, "a dilution factor", "none"));
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
    let replicate = Replicate {
        name: "1".to_owned(),
        sample: None,
        sizes,
        reported: Reported::default(),
        concentration,
        dilution: RecordedDilution::NotRecorded,
    };
    let (source, replicates) = (export.source.to_owned(), vec![replicate]);
    Measurement { source, instrument, replicates, metadata: Vec::new(), findings }
}

fn matrix(
    export: &Export<'_>,
    header: &[Cow<'_, str>],
    rows: &Rows<'_>,
    factor: f64,
) -> Result<Measurement, ReadError> {
    let mut centres: Vec<f64> = Vec::new();
    let mut columns = vec![Vec::new(); header.len() - 1];
    for (index, row) in rows {
        let centre = export.diameter(*index, 0, &row[0])? * factor;
        if centres.last().is_some_and(|&last| centre <= last) {
            return Err(export.bad(*index, 0, &row[0], "a size above the one before"));
        }
        centres.push(centre);
        for (column, weights) in columns.iter_mut().enumerate() {
            weights.push(export.amount(*index, column + 1, &row[column + 1])?);
        }
    }
    if centres.len() < 2 {
        return Err(export.error(rows[0].0, Malformed::Empty("second size")));
    }
    let edges = edges_between(&centres);
    let (mut replicates, mut findings) = (Vec::new(), Vec::new());
    let concentrations = columns.iter().any(|column| column.iter().sum::<f64>() > PERCENT);
    for (name, weights) in header[1..].iter().zip(columns) {
        let total: f64 = weights.iter().sum();
        if total <= 0.0 {
            let kind = FindingKind::EmptyVideo;
            findings.push(Finding::new(export.source, kind, "particles", "none").of(name));
            continue;
        }
        let sizes = SizeDistribution::bins_at(centres.clone(), edges.clone(), weights, None)
            .map_err(|cause| export.error(rows[0].0, Malformed::other(cause)))?;
        let dilution = RecordedDilution::NotRecorded;
        replicates.push(Replicate {
            name: name.clone().into_owned(),
            sample: Some(without_video_number(name).to_owned()),
            sizes,
            reported: Reported::default(),
            concentration: concentrations.then(|| stated(total, None, dilution)).flatten(),
            dilution,
        });
    }
    if replicates.is_empty() {
        return Err(export.error(rows[0].0, Malformed::Empty("particle")));
    }
    if concentrations {
        let kind = FindingKind::DilutionNotRecorded;
        findings.push(Finding::new(export.source, kind, "a dilution factor", "none"));
    }
    let (source, instrument) = (export.source.to_owned(), Instrument::Matrix);
    Ok(Measurement { source, instrument, replicates, metadata: Vec::new(), findings })
}

/// NanoSight numbers videos `_00`, `_01`, …: what stands before is the sample.
fn without_video_number(name: &str) -> &str {
    match name.rsplit_once('_') {
        Some((stem, number))
            if !stem.is_empty()
                && number.len() == 2
                && number.bytes().all(|digit| digit.is_ascii_digit()) =>
        {
            stem
        }
        _ => name,
    }
}

/// Bin edges between ascending centres: halfway, on a logarithmic scale where the centres stand in a
/// constant ratio; the outer ones as far out as the inner ones are in.
pub(super) fn edges_between(centres: &[f64]) -> Vec<f64> {
    let logarithmic = {
        let ratios = || centres.windows(2).map(|pair| pair[1] / pair[0]);
        let low = ratios().fold(f64::INFINITY, f64::min);
        let high = ratios().fold(0.0, f64::max);
        // Rounded to three or four digits, a ratio may be a little off.
        centres.len() > 2 && (high - low) <= 0.02 * low && high > 1.0 + 1e-9 && {
            let steps = || centres.windows(2).map(|pair| pair[1] - pair[0]);
            let (least, most) =
                (steps().fold(f64::INFINITY, f64::min), steps().fold(0.0, f64::max));
            most > 1.2 * least
        }
    };
    let scale = |value: f64| if logarithmic { value.ln() } else { value };
    let back = |value: f64| if logarithmic { value.exp() } else { value };
    let mut edges: Vec<f64> = centres
        .windows(2)
        .map(|pair| back(f64::midpoint(scale(pair[0]), scale(pair[1]))))
        .collect();
    if let ([first, ..], [.., last]) = (centres, centres)
        && let ([inner_first, ..], [.., inner_last]) = (edges.as_slice(), edges.as_slice())
    {
        let before = back(2.0 * scale(*first) - scale(*inner_first)).max(0.0);
        let after = back(2.0 * scale(*last) - scale(*inner_last));
        edges.insert(0, before);
        edges.push(after);
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_follow_the_spacing() {
        let check = |centres: &[f64], wanted: &[f64]| {
            let found = edges_between(centres);
            assert_eq!(found.len(), wanted.len());
            for (a, b) in found.iter().zip(wanted) {
                assert!((a - b).abs() < 1e-9 * b.max(1.0), "{found:?}");
            }
        };
        check(&[0.5, 1.5, 2.5], &[0.0, 1.0, 2.0, 3.0]);
        check(&[10.0, 1000.0, 100_000.0], &[1.0, 100.0, 10_000.0, 1_000_000.0]);
        check(&[10.0, 20.0], &[5.0, 15.0, 25.0]);
    }

    #[test]
    fn video_numbers_are_two_digits() {
        let check = |name, wanted| assert_eq!(without_video_number(name), wanted);
        check("12_500_1_00", "12_500_1");
        check("beads_1", "beads_1");
        check("sample", "sample");
        check("_01", "_01");
    }
}
