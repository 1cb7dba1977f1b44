//! A sample: one or more exports, pooled into one concentration and one size distribution.

use super::pool::stated_as;
use exocast_core::{Nanometres, SeedPlan, words};

use super::analysis::{ExportNotes, Ridge, Rows, SampleAnalysis};
use super::intervals::statistic_intervals;
use super::pool::{counted, pooled_concentration, pooled_sizes};
use super::replicate::{Row, Seen};
use super::resample::resample_classes;
use crate::error::ComputeError;
use crate::export::{Finding, FindingKind, Measurement, stated};
use crate::number::{Measured, RecordedDilution, StatedConcentration, Undiluted, diluted};
use crate::options::Options;
use crate::size::{DensityCurve, LognormalMixture, PercentileRule, Summary};
use exocast_core::Dilution;
use exocast_core::options::Checked;

/// Exports of one sample, and its dilution where the exports do not record it.
///
/// ```
/// use exocast_core::{SeedPlan, options::Options as _};
/// use exocast_vesicle::{Dilution, Options, Sample, instrument};
///
/// let list: String = (0..60).map(|i| format!("{}\n", 80 + i % 23)).collect();
/// let export = instrument::read(list.as_bytes(), "run1.txt")?;
/// let sample = Sample::new("EV_1", vec![export], Some(Dilution::new(100.0)?))?;
/// let analysis = sample.analyse(&Options::default().check()?, SeedPlan::new(1))?;
/// assert_eq!(analysis.rows.iter().count(), 2); // the list, then `all`
/// assert_eq!(analysis.all().summary.n, Some(60.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    name: String,
    exports: Vec<Measurement>,
    dilution: Option<Dilution>,
}

impl Sample {
    /// Puts the exports of one sample together. `dilution` is the sample's own; it is used for
    /// videos that record none, and never applied to what the instrument has adjusted already.
    ///
    /// # Errors
    /// Where there is no export, one holds several samples ([`Measurement::split`] and
    /// [`Measurement::of_sample`] take them apart), or the dilution is below 1.
    pub fn new(
        name: impl Into<String>,
        exports: Vec<Measurement>,
        dilution: Option<Dilution>,
    ) -> Result<Self, ComputeError> {
        let name = name.into();
        if exports.iter().all(|export| export.replicates.is_empty()) {
            return Err(ComputeError::NoExport(name));
        }
        if let Some(Err(source)) = dilution.map(|dilution| diluted(dilution.get())) {
            return Err(ComputeError::Dilution { sample: name, source });
        }
        if let Some(batch) = exports.iter().find(|export| export.samples().len() > 1) {
            let samples = words::quoted(batch.samples());
            return Err(ComputeError::Several {
                sample: name,
                export: batch.source.clone(),
                samples,
            });
        }
        Ok(Self { name, exports, dilution })
    }

    /// Name of the sample.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Summaries, concentration, size populations, classes and density of the sample.
    ///
    /// # Errors
    /// Where nothing lies above the detection limit.
    pub fn analyse(
        &self,
        options: &Checked<Options>,
        seeds: SeedPlan,
    ) -> Result<SampleAnalysis, ComputeError> {
        let wrong =
            |cause| ComputeError::Sizes { sample: self.name.clone(), source: Box::new(cause) };
        let mut findings: Vec<Finding> =
            self.exports.iter().flat_map(|export| export.findings.iter().cloned()).collect();
        if self.dilution.is_some() {
            findings.retain(|finding| finding.kind != FindingKind::DilutionNotRecorded);
        }
        let mut exports: Vec<Vec<Seen>> = Vec::new();
        let mut unseen = None;
        for export in &self.exports {
            let seen = self.seen(export, options, &mut findings, &mut unseen);
            if !seen.is_empty() {
                exports.push(seen);
            }
        }
        if exports.is_empty() {
            return Err(wrong(unseen.unwrap_or(ComputeError::NoParticle)));
        }
        let sizes = pooled_sizes(&exports).map_err(wrong)?;
        let all = self.row_of_all(&exports, &mut findings);
        if sizes.tracks().is_none() {
            let kind = FindingKind::AssumedTracks;
            let actual = format!("{} per video", options.assumed_tracks);
            findings.push(Finding::new(&self.name, kind, "a number of tracks", actual));
        }
        let seeds = SeedPlan::new(seeds.seed());
        let mixture = match LognormalMixture::fit(&sizes, options, seeds) {
            Ok(selection) => Some(selection),
            Err(ComputeError::TooFewSizes { sizes }) => {
                let (kind, held) = (FindingKind::NotFitted, format!("{sizes} sizes"));
                findings.push(Finding::new(&self.name, kind, "2 different sizes or more", held));
                None
            }
            Err(cause) => return Err(wrong(cause)),
        };
        let (mut classes, mut seen, mut populations) = (Vec::new(), None, Vec::new());
        if let Some(selection) = &mixture {
            if !selection.best().converged {
                let kind = FindingKind::NotConverged;
                findings.push(Finding::new(&self.name, kind, "convergence", "all steps used"));
            }
            let mixture = &selection.best().mixture;
            let resampled =
                resample_classes(&exports, &sizes, selection.n, mixture, options, seeds);
            (classes, seen, populations) =
                (resampled.classes, Some(resampled.seen), resampled.populations);
        }
        let summaries: Vec<Vec<Summary>> = exports
            .iter()
            .map(|videos| videos.iter().map(|video| video.summary).collect())
            .collect();
        let rule = self.exports[0].percentiles;
        let intervals = statistic_intervals(&summaries, &sizes, rule);
        let ridge = |video: &Seen| Ridge {
            replicate: video.name.clone(),
            density: DensityCurve::new(&video.sizes),
        };
        let ridges = exports.iter().flatten().map(ridge).collect();
        let counted = counted(exports.iter().flatten());
        let lod = options.lod.map_or(0.0, Nanometres::get);
        let tracks = self.exports.iter().flat_map(|export| &export.replicates);
        let tracks = tracks.flat_map(|replicate| replicate.tracks.iter().copied());
        let tracks = tracks.filter(|track| track.diameter_nm >= lod).collect();
        let videos = exports.into_iter().flatten().map(Seen::into_row).collect();
        let rows = Rows { videos, all };
        Ok(SampleAnalysis {
            sample: self.name.clone(),
            instruments: self.exports.iter().map(|e| e.instrument.to_string()).collect(),
            lod_nm: options.lod.map(Nanometres::get),
            rows,
            pooled: Summary::new(&sizes, PercentileRule::UpperEdge),
            intervals,
            mixture,
            populations,
            classes,
            seen,
            density: DensityCurve::new(&sizes),
            findings,
            exports: self.exports.iter().map(ExportNotes::new).collect(),
            counted,
            tracks,
            ridges,
            sizes,
        })
    }

    /// The replicates of one export above the detection limit.
    fn seen(
        &self,
        export: &Measurement,
        options: &Checked<Options>,
        findings: &mut Vec<Finding>,
        unseen: &mut Option<ComputeError>,
    ) -> Vec<Seen> {
        let rule = export.percentiles;
        let mut seen = Vec::new();
        for replicate in &export.replicates {
            let mut left_out = 0.0;
            let mut sizes = replicate.sizes.clone();
            if let Some(lod) = options.lod {
                match replicate.sizes.within(lod.get(), f64::INFINITY) {
                    Ok(part) => (sizes, left_out) = part,
                    Err(cause) => {
                        *unseen = Some(cause);
                        left_out = 1.0;
                    }
                }
                if left_out > 0.0 {
                    let actual = format!("{:.3} % of the particles", 100.0 * left_out);
                    let wanted = format!("none below {lod}");
                    let finding =
                        Finding::new(&export.source, FindingKind::BelowLimit, wanted, actual);
                    findings.push(finding.about(&replicate.name));
                }
            }
            if left_out >= 1.0 {
                continue;
            }
            let per_ml = replicate.concentration.map(|stated| stated.per_ml() * (1.0 - left_out));
            let concentration =
                per_ml.and_then(|per_ml| stated(per_ml, sizes.tracks(), replicate.dilution));
            let dilution = self.dilution_of(export, replicate.dilution, findings);
            let undiluted = concentration.and_then(|stated| stated.undiluted(dilution));
            seen.push(Seen {
                name: replicate.name.clone(),
                summary: Summary::new(&sizes, rule),
                sizes,
                concentration: undiluted.map(StatedConcentration::Undiluted).or(concentration),
                dilution,
            });
        }
        seen
    }

    /// The factor of one video: the recorded one, else the sample's own.
    fn dilution_of(
        &self,
        export: &Measurement,
        recorded: RecordedDilution,
        findings: &mut Vec<Finding>,
    ) -> Option<Dilution> {
        if let (Some(given), Some(recorded)) = (self.dilution, recorded.factor())
            && (given.get() - recorded.get()).abs() > 1e-9 * recorded.get()
        {
            let kind = FindingKind::DilutionDiffers;
            let used = format!("{recorded}, which was used");
            let finding = Finding::new(&export.source, kind, given.to_string(), used);
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
        recorded.factor().or(self.dilution)
    }

    fn row_of_all(&self, exports: &[Vec<Seen>], findings: &mut Vec<Finding>) -> Row {
        let summaries: Vec<Summary> = exports
            .iter()
            .filter_map(|videos| {
                let statistics: Vec<Summary> = videos.iter().map(|video| video.summary).collect();
                Summary::average(&statistics)
            })
            .collect();
        let videos = || exports.iter().flatten();
        let known =
            |video: &Seen| matches!(video.concentration, Some(StatedConcentration::Undiluted(_)));
        let any_known = videos().any(known);
        let counts = |video: &Seen| !any_known || known(video);
        for video in videos().filter(|video| video.concentration.is_some() && !counts(video)) {
            let kind = FindingKind::LeftOutOfConcentration;
            let finding = Finding::new(&self.name, kind, "a dilution factor", "Not recorded");
            findings.push(finding.about(&video.name));
        }
        let mut factors: Vec<f64> = videos()
            .filter(|video| counts(video))
            .filter_map(|video| video.dilution.map(Dilution::get))
            .collect();
        factors.sort_by(f64::total_cmp);
        factors.dedup();
        if factors.len() > 1 {
            let listed: Vec<String> = factors.iter().map(f64::to_string).collect();
            let kind = FindingKind::DilutionVaries;
            findings.push(Finding::new(&self.name, kind, "one factor", listed.join(", ")));
        }
        let dilution = if let [factor] = factors[..] { Dilution::new(factor).ok() } else { None };
        let by_export: Vec<Vec<&Seen>> = exports
            .iter()
            .map(|videos| {
                videos.iter().filter(|v| v.concentration.is_some() && counts(v)).collect()
            })
            .filter(|videos: &Vec<&Seen>| !videos.is_empty())
            .collect();
        let pooled = pooled_concentration(&by_export);
        let concentration = pooled.and_then(|(value, interval, unit)| {
            if any_known {
                stated_as::<Undiluted>(value, interval, unit).map(StatedConcentration::Undiluted)
            } else {
                stated_as::<Measured>(value, interval, unit).map(StatedConcentration::Measured)
            }
        });
        let summary = Summary::average(&summaries).unwrap_or(videos_first(exports));
        Row { replicate: "all".to_owned(), summary, concentration, dilution }
    }
}

/// Every export that is kept has a video.
fn videos_first(exports: &[Vec<Seen>]) -> Summary {
    exports[0][0].summary
}
