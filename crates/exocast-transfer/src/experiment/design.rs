//! The experiment that would show an effect, or rule it out.

use exocast_core::{Interval, Table};
use serde::Serialize;

use super::controls::Control;

/// A dose of vesicles, and what would be seen of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DesignRow {
    /// Vesicles given to each recipient cell.
    pub vesicles_per_cell: f64,
    /// The same per mL of medium, at `recipient-density`.
    pub per_ml: f64,
    /// Copies per cell at the time of the largest change of the mRNA.
    pub copies: Interval,
    /// When the mRNA of the target is changed most, h.
    pub hours_mrna: f64,
    /// Its log2 fold change then.
    pub log2fc_mrna: Interval,
    /// When its protein is changed most, h.
    pub hours_protein: f64,
    /// Its log2 fold change then.
    pub log2fc_protein: Interval,
    /// Probability that three replicates a group see the change of the mRNA.
    pub detection_with_3: f64,
    /// The same at the favourable end of the interval.
    pub detection_with_3_at_best: f64,
    /// Replicates a group that see it with 80 % probability; nothing where a thousand do not.
    pub replicates: Option<u32>,
    /// The same at the favourable end of the interval.
    pub replicates_at_best: Option<u32>,
}

/// A plan of an experiment with purified vesicles.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Design {
    /// Name of the miRNA.
    pub mirna: String,
    /// Standard deviation of the assay, log2.
    pub assay_sd: f64,
    /// The doses, smallest first.
    pub rows: Vec<DesignRow>,
    /// The smallest of these doses that three replicates a group see with 80 % probability.
    pub smallest_seen: Option<f64>,
    /// The same at the favourable ends of the intervals: below it, seeing nothing says nothing.
    pub smallest_at_best: Option<f64>,
    /// Controls.
    pub controls: &'static [Control],
}

impl Design {
    /// `vesicles_per_cell per_ml copies low high hours_mrna log2fc_mrna low high hours_protein log2fc_protein low high
    /// detection_with_3 detection_with_3_at_best replicates replicates_at_best`, one row a dose.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new([
            "vesicles_per_cell",
            "per_ml",
            "copies",
            "low",
            "high",
            "hours_mrna",
            "log2fc_mrna",
            "low",
            "high",
            "hours_protein",
            "log2fc_protein",
            "low",
            "high",
            "detection_with_3",
            "detection_with_3_at_best",
            "replicates",
            "replicates_at_best",
        ]);
        for row in &self.rows {
            let count = |replicates: Option<u32>| replicates.map(f64::from);
            let mut cells = vec![row.vesicles_per_cell.into(), row.per_ml.into()];
            let copies = row.copies;
            cells.extend([copies.value.into(), copies.low.into(), copies.high.into()]);
            cells.push(row.hours_mrna.into());
            let mrna = row.log2fc_mrna;
            cells.extend([mrna.value.into(), mrna.low.into(), mrna.high.into()]);
            cells.push(row.hours_protein.into());
            let protein = row.log2fc_protein;
            cells.extend([protein.value.into(), protein.low.into(), protein.high.into()]);
            cells.extend([
                row.detection_with_3.into(),
                row.detection_with_3_at_best.into(),
                count(row.replicates).into(),
                count(row.replicates_at_best).into(),
            ]);
            table.push(cells);
        }
        table
    }
}
