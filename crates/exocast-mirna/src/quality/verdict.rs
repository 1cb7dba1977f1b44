//! The verdict on each sample.

use exocast_core::options::Checked;
use serde::{Deserialize, Serialize};

use super::{
    agreement,
    check::{Check, Verdict},
    checks::{self, Sample},
    measure::Measures,
};
use crate::{assign::Quantification, notice::Notice, options::QualityOptions};

/// Whether the library of a sample can be used, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub struct SampleVerdict {
    /// The sample.
    pub sample: String,
    /// The verdict: that of the worst check.
    pub verdict: Verdict,
    /// Every check that applies.
    pub checks: Vec<Check>,
}

impl SampleVerdict {
    pub(super) fn new(sample: String, checks: Vec<Check>) -> Self {
        let worst = checks.iter().filter_map(|check| check.finding).max();
        Self { sample, verdict: worst.unwrap_or(Verdict::Good), checks }
    }

    /// The checks that speak against the library, worst first.
    pub fn against(&self) -> impl Iterator<Item = &Check> {
        [Verdict::NotUsable, Verdict::UsableWithCare].into_iter().flat_map(|verdict| {
            self.checks.iter().filter(move |check| check.finding == Some(verdict))
        })
    }

    /// The reasons of the verdict in words; nothing where the library is good.
    #[must_use]
    pub fn reasons(&self) -> String {
        self.against().map(|check| check.text.as_str()).collect::<Vec<_>>().join("; ")
    }

    /// A notice about a library that is not good.
    #[must_use]
    pub fn notice(&self) -> Option<Notice> {
        (self.verdict != Verdict::Good).then(|| Notice::Library {
            sample: self.sample.clone(),
            verdict: self.verdict.to_string(),
            reasons: self.reasons(),
            is_usable: self.verdict != Verdict::NotUsable,
        })
    }
}

impl Quantification<'_> {
    /// The verdict on the library of each sample, in order. None where there is no miRNA reference: reads are not judged by
    /// what they were not compared with.
    ///
    /// ```
    /// use exocast_mirna::{
    ///     Catalogue, QualityOptions, QuantifyOptions, ReadIndex, Verdict, core::options::Options, quantify,
    /// };
    ///
    /// let hairpin = ">hsa-mir-21\nUGUCGGGUAGCUUAUCAGACUGAUGUUGACUGUUGAAUCUCAUGGCAACACCAGUCGAUGGGCUGUCUGACA\n";
    /// let mature = ">hsa-miR-21-5p\nUAGCUUAUCAGACUGAUGUUGA\n";
    /// let catalogue = Catalogue::read(hairpin.as_bytes(), "h.fa", mature.as_bytes(), "m.fa", None)?;
    /// let mut options = QuantifyOptions::default();
    /// options.library = "truseq".parse()?;
    /// let options = options.check()?;
    /// let index = ReadIndex::new(&catalogue, &[], None, &options);
    ///
    /// // Seven adapter dimers for each miRNA.
    /// let mut reads = String::new();
    /// for i in 0..4000 {
    ///     let insert = if i % 8 == 0 { "TAGCTTATCAGACTGATGTTGA" } else { "" };
    ///     let read = format!("{insert}TGGAATTCTCGGGTGCCAAGG");
    ///     reads += &format!("@r{i}\n{read}\n+\n{}\n", "I".repeat(read.len()));
    /// }
    /// let sample = index.read("EV_1", [("EV_1.fastq", reads.as_bytes())], &options)?;
    /// let counted = quantify(&index, vec![sample], &options);
    /// let verdicts = counted.verdicts(&QualityOptions::default().check()?);
    /// assert_eq!(verdicts[0].verdict, Verdict::UsableWithCare);
    /// assert!(verdicts[0].reasons().contains("88 % of the reads are adapter dimers"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn verdicts(&self, options: &Checked<QualityOptions>) -> Vec<SampleVerdict> {
        if self.index.catalogue().matures().is_empty() {
            return Vec::new();
        }
        let mut agreement = agreement::checks(self, options);
        let samples = 0..self.qc.len();
        samples
            .map(|at| {
                let measures = Measures::new(self, at);
                let sample = Sample { counted: self, at, measures: &measures, options };
                let mut checks = checks::of_sample(&sample);
                checks.append(&mut agreement[at]);
                SampleVerdict::new(self.qc[at].sample.clone(), checks)
            })
            .collect()
    }
}
