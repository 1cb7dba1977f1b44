//! Tables of sizes and numbers.

use exocast_core::Table;
use exocast_vesicle::{Finding, tables};

use super::spec::{TableSpec, Written, number, text};
use crate::result::vesicles::{FurtherTables, VesiclesResult};

pub(super) static VESICLES: TableSpec = TableSpec::new(
    "vesicles",
    "Size statistics in nm and concentration of each replicate.",
    &[
        text("sample"),
        text("replicate"),
        number("n", "1"),
        number("mean", "nm"),
        number("median", "nm"),
        number("mode", "nm"),
        number("d10", "nm"),
        number("d50", "nm"),
        number("d90", "nm"),
        number("sd", "nm"),
        number("gsd", "1"),
        number("span", "1"),
        number("concentration_per_ml", "1/mL"),
        number("low", "1/mL"),
        number("high", "1/mL"),
        number("lod_nm", "nm"),
        number("dilution", "1"),
    ],
);

pub(super) static CLASSES: TableSpec = TableSpec::new(
    "vesicle_classes",
    "Share of each operational size class, by posterior. Size alone does not prove where a vesicle was made.",
    &[
        text("sample"),
        text("class"),
        number("fraction", "1"),
        number("low", "1"),
        number("high", "1"),
    ],
);

pub(super) static FINDINGS: TableSpec = TableSpec::new(
    "findings",
    "What does not agree within the sizing exports, was left out of them, or was assumed.",
    &[text("file"), text("finding"), text("expected"), text("found")],
);

pub(super) static BLANK: TableSpec = TableSpec::new(
    "blank",
    "Counts of each sample above the blank.",
    &[
        text("sample"),
        text("blank"),
        number("count", "1"),
        number("blank_count", "1"),
        number("net_per_ml", "1/mL"),
        number("low", "1/mL"),
        number("high", "1/mL"),
        text("detected"),
        number("detection_limit_per_ml", "1/mL"),
        number("dilution", "1"),
    ],
);

pub(super) static COINCIDENCE: TableSpec = TableSpec::new(
    "coincidence",
    "Concentrations corrected for particles that were counted as one.",
    &[
        text("sample"),
        number("measured_per_ml", "1/mL"),
        number("corrected_per_ml", "1/mL"),
        number("missed_fraction", "1"),
    ],
);

pub(super) static LINEARITY: TableSpec = TableSpec::new(
    "linearity",
    "Linearity of the dilution series.",
    &[
        number("points", "1"),
        number("slope", "1"),
        number("low", "1"),
        number("high", "1"),
        number("linear_from", "1"),
        text("swarm"),
    ],
);

pub(super) static SHAPES: TableSpec = TableSpec::new(
    "shapes",
    "One population of each shape fitted to each sample, best first.",
    &[
        text("sample"),
        text("shape"),
        text("parameters"),
        number("log_likelihood", "1"),
        number("aic", "1"),
        number("delta_aic", "1"),
    ],
);

pub(super) static TRUE_SIZES: TableSpec = TableSpec::new(
    "true_sizes",
    "Sizes of particles behind the scattered sizes of their tracks.",
    &[text("sample"), number("diameter_nm", "nm"), number("share", "1")],
);

impl VesiclesResult {
    /// What does not agree within the exports, was left out of them, or was assumed.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.samples.iter().flat_map(|sample| &sample.findings).chain(&self.other_findings)
    }

    /// The tables of samples with sizing.
    #[must_use]
    pub fn tables(&self) -> Vec<Written> {
        let samples = &self.samples;
        let mut tables = vec![
            VESICLES.with(tables::vesicles(samples)),
            CLASSES.with(tables::classes(samples)),
            FINDINGS.with(tables::findings(self.findings())),
        ];
        tables.extend(self.further.tables());
        tables
    }
}

impl FurtherTables {
    /// Those that were asked for.
    #[must_use]
    pub fn tables(&self) -> Vec<Written> {
        let with = |spec: &'static TableSpec, table: &Option<Table>| {
            table.as_ref().map(|table| spec.with(table.clone()))
        };
        let all = [
            with(&BLANK, &self.blank),
            with(&COINCIDENCE, &self.coincidence),
            with(&LINEARITY, &self.linearity),
            with(&SHAPES, &self.shapes),
            with(&TRUE_SIZES, &self.true_sizes),
        ];
        all.into_iter().flatten().collect()
    }
}
