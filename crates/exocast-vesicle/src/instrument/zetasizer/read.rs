//! Malvern Zetasizer: tables (a summary of one line per record, or wide with arrays) and projects.

use exocast_core::ReadError;

use super::super::text::Export;
#[cfg(not(feature = "zmes"))]
use super::super::unreadable::{Unreadable, refused};
use super::record::LightScattering;
use super::tables;
#[cfg(feature = "zmes")]
use super::zmes;
use crate::export::{Finding, FindingKind};

/// Whether these bytes are a project of `ZS Xplorer`, an `SQLite` database.
pub(crate) fn is_project(bytes: &[u8]) -> bool {
    bytes.starts_with(b"SQLite format 3\0")
}

#[cfg(feature = "zmes")]
pub(crate) fn project(bytes: &[u8], source: &str) -> Result<LightScattering, ReadError> {
    zmes::read(bytes, source).map(checked)
}

#[cfg(not(feature = "zmes"))]
pub(crate) fn project(_: &[u8], source: &str) -> Result<LightScattering, ReadError> {
    Err(refused(source, Unreadable::Zmes))
}

pub(crate) fn recognises(export: &Export<'_>) -> bool {
    export.lines.iter().take(20).any(|line| tables::is_header(line))
}

pub(crate) fn read(export: &Export<'_>) -> Result<LightScattering, ReadError> {
    tables::read(export).map(checked)
}

/// Each distribution has to hold all of its light, volume or particles.
fn checked(mut file: LightScattering) -> LightScattering {
    for record in &file.records {
        for (name, percents) in [
            ("intensities", &record.intensities),
            ("volumes", &record.volumes),
            ("numbers", &record.numbers),
        ] {
            let total: f64 = percents.iter().sum();
            // Seventy values of one decimal.
            if !percents.is_empty() && (total - 100.0).abs() > 0.05 * percents.len() as f64 {
                let kind = FindingKind::Statistic("sum of the distribution");
                let finding = Finding::new(&file.source, kind, "100 %", format!("{total:.1} %"));
                file.findings.push(finding.about(&format!("{}, {name}", record.name)));
            }
        }
        if !record.sizes_nm.is_empty()
            && record.distribution(&record.intensities).is_err()
            && record.intensities.iter().any(|&v| v > 0.0)
        {
            let finding =
                Finding::new(&file.source, FindingKind::Unknown, "ascending sizes", "none");
            file.findings.push(finding.about(&record.name));
        }
    }
    file
}
