//! A matrix of sizes by samples: one column of concentrations or shares for each.

use exocast_core::{Malformed, ReadError};
use std::borrow::Cow;
use std::collections::HashMap;

use super::super::text::Export;
use super::bins::{amounts, edges_between};
use super::columns::{Amount, is_called_sum, is_derived, is_sum, of_sample};
use super::header::SizeTable;
use crate::export::{Finding, FindingKind, Instrument, Measurement, Replicate, stated};
use crate::number::RecordedDilution;
use crate::size::SizeDistribution;

/// Columns that add up to no more than this hold shares or percentages, not concentrations.
const PERCENT: f64 = 100.01;

pub(crate) fn read_matrix(
    export: &Export<'_>,
    table: &SizeTable<'_>,
) -> Result<Measurement, ReadError> {
    let SizeTable { header, rows, places, decimal, .. } = table;
    let decimal = *decimal;
    let factor = places.nanometres;
    let first = places.diameter.unwrap_or(0);
    let (columns, derived): (Vec<usize>, Vec<usize>) = (first + 1..header.len())
        .filter(|&at| !header[at].is_empty())
        .partition(|&at| !is_derived(&header[at]) && !is_sum_of_others(table, first, at));
    let needed = columns.last().map_or(first, |last| last + 1);
    if let Some((index, row)) = rows.iter().find(|(_, row)| row.len() < needed) {
        let (fields, wanted) = (row.len(), needed);
        return Err(export.error(*index, Malformed::FieldCount { count: fields, wanted }));
    }
    let mut centres: Vec<f64> = Vec::new();
    let mut weights = vec![Vec::new(); columns.len()];
    for (index, row) in rows {
        let centre = export.diameter(*index, first, &row[first], decimal)? * factor;
        if centres.last().is_some_and(|&last| centre <= last) {
            return Err(export.bad(*index, first, &row[first], "a size above the one before"));
        }
        centres.push(centre);
        for (&at, weights) in columns.iter().zip(&mut weights) {
            weights.push(export.amount(*index, at, &row[at], decimal)?);
        }
    }
    if centres.len() < 2 {
        return Err(export.error(rows[0].0, Malformed::Empty("second size")));
    }
    let edges = edges_between(&centres);
    let (mut replicates, mut findings) = (Vec::new(), Vec::new());
    if !derived.is_empty() {
        let kind = FindingKind::SecondTable;
        let names: Vec<&str> = derived.iter().map(|&at| header[at].as_ref()).collect();
        findings.push(Finding::new(export.source, kind, "one column per video", names.join(", ")));
    }
    let mut has_unit = false;
    for (&at, weights) in columns.iter().zip(&mut weights) {
        let amount = of_sample(&header[at], at)
            .map_err(|cause| export.error(table.header_line, Malformed::other(cause)))?;
        let Some(Amount { factor, per, .. }) = amount else { continue };
        let densities: Vec<f64> = weights.iter().map(|weight| weight * factor).collect();
        *weights = amounts(&densities, &edges, per).ok_or_else(|| {
            let wanted = "a lowest edge above zero, which densities need,";
            export.error(rows[0].0, Malformed::Missing(wanted))
        })?;
        has_unit = true;
    }
    let concentrations =
        has_unit || weights.iter().any(|column| column.iter().sum::<f64>() > PERCENT);
    // Columns of one name are videos of one sample, which the file does not name.
    let unnamed = columns.len() > 1 && columns.iter().all(|&at| header[at] == header[columns[0]]);
    if !unnamed {
        unique(header, &columns)
            .map_err(|cause| export.error(table.header_line, Malformed::other(cause)))?;
        numbered_alike(header, &columns)
            .map_err(|cause| export.error(table.header_line, Malformed::other(cause)))?;
    }
    for (place, (&at, weights)) in columns.iter().zip(weights).enumerate() {
        let numbered = Cow::Owned(format!("video {}", place + 1));
        let name = if unnamed { &numbered } else { &header[at] };
        let total: f64 = weights.iter().sum();
        if total <= 0.0 {
            let kind = FindingKind::EmptyVideo;
            findings.push(Finding::new(export.source, kind, "particles", "none").about(name));
            continue;
        }
        let sizes = SizeDistribution::bins_at(centres.clone(), edges.clone(), weights, None)
            .map_err(|cause| export.error(rows[0].0, Malformed::other(cause)))?;
        let dilution = RecordedDilution::NotRecorded;
        replicates.push(Replicate {
            sample: (!unnamed).then(|| without_video_number(name).to_owned()),
            concentration: concentrations.then(|| stated(total, None, dilution)).flatten(),
            ..Replicate::new(name.clone().into_owned(), sizes)
        });
    }
    if replicates.is_empty() {
        return Err(export.error(rows[0].0, Malformed::Empty("particle")));
    }
    if concentrations {
        let kind = FindingKind::DilutionNotRecorded;
        findings.push(Finding::new(export.source, kind, "a dilution factor", "none"));
    }
    Ok(Measurement { findings, ..Measurement::new(export.source, Instrument::Matrix, replicates) })
}

/// Whether a column is called a sum and is that of the others that are no statistics.
fn is_sum_of_others(table: &SizeTable<'_>, first: usize, at: usize) -> bool {
    let SizeTable { header, rows, decimal, .. } = table;
    let parts: Vec<usize> = (first + 1..header.len())
        .filter(|&other| {
            let name = &header[other];
            !name.is_empty() && !is_derived(name) && !is_called_sum(name)
        })
        .collect();
    let number = |row: &[Cow<'_, str>], at: usize| decimal.number(row.get(at)?);
    is_called_sum(&header[at])
        && parts.len() > 1
        && rows.iter().all(|(_, row)| {
            let sum: Option<f64> = parts.iter().map(|&part| number(row, part)).sum();
            number(row, at).zip(sum).is_some_and(|(total, sum)| is_sum(total, sum))
        })
}

/// Two columns with one name, among columns with others.
#[derive(Debug, thiserror::Error)]
#[error(
    "columns {first} and {second} are both named `{name}`: rename one, since two samples would become one"
)]
struct SameName {
    name: String,
    first: usize,
    second: usize,
}

/// A column with the name of a sample whose videos have columns too.
#[derive(Debug, thiserror::Error)]
#[error(
    "column `{name}` may be one more video of the sample of `{video}`, or what its videos come to together: leave it out, or \
     give it a number as the others have"
)]
struct VideoOrSum {
    name: String,
    video: String,
}

fn numbered_alike(header: &[Cow<'_, str>], columns: &[usize]) -> Result<(), VideoOrSum> {
    for &at in columns {
        let name = &header[at];
        let mut videos = columns.iter().map(|&other| &header[other]);
        let video = videos.find(|video| *video != name && without_video_number(video) == name);
        if let Some(video) = video {
            return Err(VideoOrSum { name: name.to_string(), video: video.to_string() });
        }
    }
    Ok(())
}

fn unique(header: &[Cow<'_, str>], columns: &[usize]) -> Result<(), SameName> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    for &at in columns {
        if let Some(first) = places.insert(&header[at], at) {
            let name = header[at].clone().into_owned();
            return Err(SameName { name, first: first + 1, second: at + 1 });
        }
    }
    Ok(())
}

/// NanoSight numbers videos `_00`, `_01`, …: what precedes is the sample.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_beside_the_videos_of_its_sample_is_refused() {
        let check = |names: &[&'static str]| {
            let header: Vec<Cow<'_, str>> = names.iter().map(|&name| name.into()).collect();
            let columns: Vec<usize> = (0..header.len()).collect();
            numbered_alike(&header, &columns).map_err(|error| error.to_string())
        };
        assert_eq!(check(&["EV_1_00", "EV_1_01", "EV_10_00", "beads"]), Ok(()));
        let refused = check(&["EV_1_00", "EV_1_01", "EV_1"]).unwrap_err();
        assert!(refused.contains("column `EV_1` may be"), "{refused}");
        // Samples that are numbered themselves.
        assert_eq!(check(&["EV_01", "EV_02"]), Ok(()));
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
