//! What copies of a miRNA do to one gene of a recipient: the target model as the transfer model asks for it.

use exocast_target::{ComputeError, Response};
use exocast_transfer::Effect;

/// The change of one gene over copies of one miRNA, computed at some numbers of copies and read between them.
#[derive(Clone, Debug, PartialEq)]
pub struct GeneEffect {
    /// Log10 of copies, and log2 fold change.
    points: Vec<(f64, f64)>,
}

/// An effect that cannot be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GeneEffectError {
    /// The response cannot be computed.
    #[error("the response of the recipient cannot be computed")]
    Response(#[from] ComputeError),
    /// The gene is not among the transcripts.
    #[error(
        "no transcript has a predicted change for the gene `{0}`: give a gene or transcript of --transcripts that is expressed"
    )]
    Unknown(String),
}

/// Two points for each factor of ten in copies per cell, from a tenth of a copy to a million.
const POINTS: std::ops::RangeInclusive<i32> = -2..=12;

impl GeneEffect {
    /// Computes the effect on `gene`, named as gene or as transcript, from `respond`, which answers for a number of
    /// copies. Of several transcripts of a gene the mean is taken.
    ///
    /// # Errors
    /// Where `respond` fails or knows no such gene.
    pub fn new(
        gene: &str,
        mut respond: impl FnMut(f64) -> Result<Response, ComputeError>,
    ) -> Result<Self, GeneEffectError> {
        let mut points = Vec::new();
        for half in POINTS {
            let log = f64::from(half) / 2.0;
            let response = respond(10f64.powf(log))?;
            let changes: Vec<f64> = response
                .genes
                .iter()
                .filter(|row| row.gene.as_deref() == Some(gene) || row.transcript == gene)
                .map(|row| row.log2fc.value)
                .collect();
            if changes.is_empty() {
                return Err(GeneEffectError::Unknown(gene.to_owned()));
            }
            points.push((log, changes.iter().sum::<f64>() / changes.len() as f64));
        }
        Ok(Self { points })
    }
}

impl Effect for GeneEffect {
    fn log2fc(&self, copies: f64) -> f64 {
        let log = copies.max(f64::MIN_POSITIVE).log10();
        let above = self.points.partition_point(|(at, _)| *at <= log);
        match (self.points.get(above.wrapping_sub(1)), self.points.get(above)) {
            (Some((a, from)), Some((b, to))) => from + (to - from) * (log - a) / (b - a),
            (Some((_, last)), None) => *last,
            // Fewer copies than were looked at act in proportion.
            (None, Some((at, first))) => first * 10f64.powf(log - at),
            (None, None) => 0.0,
        }
    }
}
