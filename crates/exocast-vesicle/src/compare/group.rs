//! Samples that belong together.

use crate::error::ComputeError;
use crate::sample::{Ridge, Row, Rows, SampleAnalysis};
use crate::size::{DensityCurve, PercentileRule, SizeDistribution, Summary};

/// Samples that belong together; each is one replicate.
#[derive(Clone, Copy, Debug)]
pub struct Group<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its samples, analysed.
    pub samples: &'a [SampleAnalysis],
}

impl Group<'_> {
    /// The group as one sample whose replicates are its samples, each counting the same: for pictures.
    /// It has neither mixture nor classes nor intervals.
    ///
    /// # Errors
    /// Where it has no sample.
    pub fn pooled(&self) -> Result<SampleAnalysis, ComputeError> {
        let sizes: Vec<&SizeDistribution> =
            self.samples.iter().map(|sample| &sample.sizes).collect();
        let sizes = SizeDistribution::average(&sizes)?;
        let ridge = |sample: &SampleAnalysis| Ridge {
            replicate: sample.sample.clone(),
            density: sample.density.clone(),
        };
        let summaries: Vec<Summary> =
            self.samples.iter().map(|sample| sample.all().summary).collect();
        let row = |sample: &SampleAnalysis| Row {
            replicate: sample.sample.clone(),
            ..sample.all().clone()
        };
        let pooled = Summary::new(&sizes, PercentileRule::UpperEdge);
        let videos = self.samples.iter().map(row).collect();
        let all = Row {
            replicate: "all".to_owned(),
            summary: Summary::average(&summaries).unwrap_or(pooled),
            concentration: None,
            dilution: None,
        };
        let limits = self.samples.iter().filter_map(|sample| sample.lod_nm);
        Ok(SampleAnalysis {
            sample: self.name.to_owned(),
            instruments: self
                .samples
                .iter()
                .flat_map(|sample| sample.instruments.clone())
                .collect(),
            lod_nm: limits.reduce(f64::max),
            rows: Rows { videos, all },
            pooled,
            intervals: Vec::new(),
            mixture: None,
            populations: Vec::new(),
            classes: Vec::new(),
            seen: None,
            density: DensityCurve::new(&sizes),
            findings: Vec::new(),
            exports: Vec::new(),
            counted: None,
            tracks: Vec::new(),
            ridges: self.samples.iter().map(ridge).collect(),
            sizes,
        })
    }
}
