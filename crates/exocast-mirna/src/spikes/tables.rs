//! Copies and curves as tables.

use exocast_core::{Interval, Table, table::Cell};

use super::{copies::Copies, curve::SpikeCurve, extraction::Extraction};

impl Copies {
    /// Columns of its [`table`](Self::table) with an extraction.
    pub const COLUMNS: [&str; 12] = [
        "sample",
        "mirna",
        "reads",
        "copies_per_ul",
        "low",
        "high",
        "copies_per_ml",
        "low_per_ml",
        "high_per_ml",
        "range",
        "isomir",
        "seed",
    ];

    /// As a table: `sample mirna reads copies_per_ul low high`, and with an extraction `copies_per_ml low high`
    /// of biofluid; then `range`, the position relative to the limits and the amounts of the spikes, and `isomir seed` of the
    /// guide.
    #[must_use]
    pub fn table(&self, extraction: Option<&Extraction>) -> Table {
        let is_known = |name: &&str| extraction.is_some() || !name.ends_with("per_ml");
        let mut table = Table::new(Self::COLUMNS.into_iter().filter(is_known));
        for row in &self.rows {
            let interval =
                |i: Interval| [Cell::from(i.value), Cell::from(i.low), Cell::from(i.high)];
            let names: [Cell; 3] =
                [row.sample.as_str().into(), row.mirna.as_str().into(), row.reads.into()];
            let per_ml = extraction.map(|e| interval(row.per_millilitre(e)));
            let cells = names.into_iter().chain(interval(row.copies_per_ul));
            let cells = cells.chain(per_ml.into_iter().flatten());
            let seed = row.seed.map(|seed| seed.to_string());
            let last = [row.range.to_string().into(), row.isomir.as_str().into(), seed.into()];
            table.push(cells.chain(last));
        }
        table
    }

    /// The curves: `sample slope intercept r_squared scatter leave_one_out detection_limit quantification_limit
    /// lowest highest spikes not_read`; amounts in copies/µL, empty for a sample without curve.
    #[must_use]
    pub fn curves_table(&self) -> Table {
        let mut table = Table::new([
            "sample",
            "slope",
            "intercept",
            "r_squared",
            "scatter",
            "leave_one_out",
            "detection_limit",
            "quantification_limit",
            "lowest",
            "highest",
            "spikes",
            "not_read",
        ]);
        for (sample, curve) in self.samples.iter().zip(&self.curves) {
            let number = |value: fn(&SpikeCurve) -> f64| Cell::from(curve.as_ref().map(value));
            let count = |value: fn(&SpikeCurve) -> usize| Cell::from(curve.as_ref().map(value));
            table.push([
                sample.as_str().into(),
                number(|curve| curve.slope),
                number(|curve| curve.intercept),
                number(|curve| curve.r_squared),
                number(|curve| curve.scatter),
                curve.as_ref().and_then(|curve| curve.leave_one_out).into(),
                number(|curve| curve.detection_limit),
                number(|curve| curve.quantification_limit),
                number(|curve| curve.range.0),
                number(|curve| curve.range.1),
                count(|curve| curve.spikes),
                count(|curve| curve.not_read),
            ]);
        }
        table
    }
}
