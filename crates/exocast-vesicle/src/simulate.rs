//! Sizing exports of a known truth, laid out as NanoSight NTA 3.4 writes them.

use exocast_core::{BadValue, SeedPlan, Stream};
use rand::RngExt;
use rand_distr::{Distribution, Poisson, StandardNormal};
use std::fmt::Write as _;

use crate::error::ComputeError;
use crate::size::{LognormalMixture, PercentileRule, SizeDistribution, Summary, percentile};
use crate::stats::sample_sd;
use exocast_core::Dilution;

/// Bins of NTA 3.4: 1 nm wide from 0.
const BINS: usize = 1000;

/// What one simulated export shows.
///
/// ```
/// use exocast_core::{SeedPlan, Share};
/// use exocast_vesicle::{
///     Component, Dilution, LognormalMixture, instrument, simulate::SimulatedExport,
/// };
///
/// let truth = LognormalMixture::new(vec![Component::new(Share::new(1.0)?, 110.0, 1.4)?])?;
/// let mut export = SimulatedExport::new("EV_1", truth, 2e11);
/// export.dilution = Some(Dilution::new(1000.0)?);
/// let text = export.nanosight(SeedPlan::new(1))?;
///
/// let read = instrument::read(text.as_bytes(), "EV_1.csv")?;
/// assert_eq!(read.replicates.len(), 5);
/// assert!(read.findings.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SimulatedExport {
    /// Name of the sample.
    pub sample: String,
    /// The true sizes.
    pub mixture: LognormalMixture,
    /// The true number of particles in the undiluted sample, per mL, also of those too small to see.
    pub concentration_per_ml: f64,
    /// The true dilution of the suspension, where it was diluted.
    pub dilution: Option<Dilution>,
    /// Whether the operator wrote the dilution down; the instrument then adjusts for it.
    pub recorded: bool,
    /// Number of videos.
    pub videos: usize,
    /// Mean number of particles followed in a video, were all of them seen.
    pub tracks: f64,
    /// Standard deviation of ln concentration between videos.
    pub video_sd: f64,
    /// Particles below this diameter are not seen, nm.
    pub lod_nm: f64,
}

impl SimulatedExport {
    /// Five videos of about 2000 tracks each, 5 % apart, undiluted, seen from 30 nm.
    #[must_use]
    pub fn new(
        sample: impl Into<String>,
        mixture: LognormalMixture,
        concentration_per_ml: f64,
    ) -> Self {
        Self {
            sample: sample.into(),
            mixture,
            concentration_per_ml,
            dilution: None,
            recorded: true,
            videos: 5,
            tracks: 2000.0,
            video_sd: 0.05,
            lod_nm: 30.0,
        }
    }

    /// The export as text.
    ///
    /// # Errors
    /// Where the numbers cannot describe a measurement: no video, a concentration or a number of
    /// tracks that is not above zero, or a spread that is negative.
    pub fn nanosight(&self, seeds: SeedPlan) -> Result<String, BadValue> {
        let above_zero = |value: f64, wanted| {
            let ok = value.is_finite() && value > 0.0;
            if ok { Ok(value) } else { Err(BadValue { value, wanted }) }
        };
        above_zero(self.videos as f64, "a number of videos above zero")?;
        above_zero(self.concentration_per_ml, "a concentration above zero per mL")?;
        above_zero(self.tracks, "a number of tracks above zero")?;
        above_zero(self.video_sd + 1.0, "a spread between videos of zero or more")?;
        let videos: Vec<Video> = (0..self.videos)
            .map(|index| self.video(&mut seeds.stream("sizing-video", index as u64)))
            .collect::<Result<_, _>>()?;
        Ok(self.layout(&videos))
    }

    fn video(&self, stream: &mut Stream) -> Result<Video, BadValue> {
        let normal = |stream: &mut Stream| -> f64 { StandardNormal.sample(stream) };
        let mean = self.tracks * (self.video_sd * normal(stream)).exp();
        let bad = BadValue { value: mean, wanted: "a number of tracks that can be drawn" };
        let drawn: f64 = Poisson::new(mean).map_err(|_| bad)?.sample(stream);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
        let particles = drawn as u64;
        let mut counts = vec![0.0_f64; BINS];
        let mut tracks = 0_u64;
        for _ in 0..particles {
            let mut target = stream.random::<f64>();
            let components = self.mixture.components();
            let drawn = components.iter().find(|component| {
                target -= component.weight();
                target < 0.0
            });
            let Some(component) = drawn.or(components.last()) else { continue };
            let diameter = (component.mu + component.sigma * normal(stream)).exp();
            if diameter >= self.lod_nm && diameter < BINS as f64 {
                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "< 1000"
                )]
                let bin = diameter as usize;
                counts[bin] += 1.0;
                tracks += 1;
            }
        }
        // At least one particle, so that the export can be read.
        if tracks == 0 {
            counts[BINS / 10] = 1.0;
            tracks = 1;
        }
        let factor = self.dilution.map_or(1.0, Dilution::get);
        let shown = if self.recorded { 1.0 } else { factor };
        let each = self.concentration_per_ml / self.tracks / shown;
        for count in &mut counts {
            *count = (*count * each).round();
        }
        let sizes = bins(&counts, tracks as f64)
            .map_err(|_| BadValue { value: each, wanted: "a concentration that can be written" })?;
        let summary = Summary::new(&sizes, PercentileRule::UpperEdge);
        Ok(Video { bins: counts, tracks, sizes, summary })
    }

    fn layout(&self, videos: &[Video]) -> String {
        let mut out = String::new();
        let mut line = |text: &str| {
            out.push_str(text);
            out.push('\n');
        };
        let name = self.sample.replace([',', '"', '\n', '\r'], "_");
        let names: Vec<String> = (0..videos.len()).map(|i| format!("{name}_{i:02}")).collect();
        let names = names.join(",");
        let each = |text: &str| vec![text; videos.len()].join(",");
        for text in [
            "NTA Experiment Summary File,",
            "Created with NTA 3.4 Build 3.4.003 (simulated),",
            ",",
            "[Experiment Details],,",
            "Software Version,NTA 3.4 Build 3.4.003 (simulated),",
        ] {
            line(text);
        }
        line(&format!("Experiment Name,{name}.nano,"));
        line(&format!("Sample Description,{name},"));
        line("Diluent,,");
        line(",,");
        line(&format!("Filename:,{names},"));
        line(&format!("Processed,{},", each("Yes")));
        line("");
        line("[Conditions],,");
        line(&format!("Temperature/C,{},", each("25.000")));
        line(&format!("Viscosity/cP,{},", each("0.890000")));
        line("");
        line("[Results],,Average,Standard Error,");
        let dilution = match self.dilution {
            Some(dilution) if self.recorded => format!("{:.2e}", dilution.get()),
            Some(_) => "Not recorded".to_owned(),
            None => "1.00e+00".to_owned(),
        };
        let dilution = scientific(&dilution);
        line(&format!(
            "Dilution factor (concentrations adjusted for this factor),{},,,",
            each(&dilution)
        ));
        let totals: Vec<f64> = videos.iter().map(|video| video.bins.iter().sum()).collect();
        line(&row("Concentration (Particles / ml)", &totals, &|v| scientific(&format!("{v:.2e}"))));
        line("");
        line("[Data Included],");
        line("Size distribution - Number weighting - With Percentiles,");
        line(",");
        line("[Size Data],,");
        line("Analysis Method,Raw,");
        line("Weighting,Number,");
        line(&format!("Filename,{names},Average,Standard Error,"));
        let statistics: [(&str, Statistic); 6] = [
            ("Mean", |s| s.mean),
            ("Mode", |s| s.mode),
            ("SD", |s| s.sd.unwrap_or(0.0)),
            ("D10", |s| s.d10),
            ("D50", |s| s.d50),
            ("D90", |s| s.d90),
        ];
        for (key, value) in statistics {
            let values: Vec<f64> = videos.iter().map(|video| value(&video.summary)).collect();
            line(&row(key, &values, &|v| format!("{v:.1}")));
        }
        let tracks: Vec<String> = videos.iter().map(|v| format!("{}.0", v.tracks)).collect();
        line(&format!("Valid Tracks,{},,,", tracks.join(",")));
        line("Graph Data,");
        let concentrations = each("Concentration (particles / ml)");
        line(&format!("Bin centre (nm),{concentrations},Concentration average,Standard Error,"));
        for bin in 0..BINS {
            let values: Vec<f64> = videos.iter().map(|video| video.bins[bin]).collect();
            line(&row(&format!("{bin}.5"), &values, &|v| format!("{v:.0}")));
        }
        line(",,");
        line(&format!("Percentile,{},", each("Size (nm)")));
        for percent in 0..=100_u32 {
            let p = f64::from(percent) / 100.0;
            let values: Vec<String> = videos
                .iter()
                .map(|v| format!("{:.1}", percentile(&v.sizes, p, PercentileRule::UpperEdge)))
                .collect();
            line(&format!("{percent},{},", values.join(",")));
        }
        out
    }
}

type Statistic = fn(&Summary) -> f64;

struct Video {
    bins: Vec<f64>,
    tracks: u64,
    sizes: SizeDistribution,
    summary: Summary,
}

fn bins(weights: &[f64], tracks: f64) -> Result<SizeDistribution, ComputeError> {
    let edges = (0..=BINS).map(|edge| edge as f64).collect();
    SizeDistribution::bins(edges, weights.to_vec(), Some(tracks))
}

/// Values, then `Average` and `Standard Error`.
fn row(key: &str, values: &[f64], print: &dyn Fn(f64) -> String) -> String {
    let n = values.len() as f64;
    let mut line = key.to_owned();
    for value in values {
        // Writing to a string does not fail.
        let _ = write!(line, ",{}", print(*value));
    }
    let average = values.iter().sum::<f64>() / n;
    let error = sample_sd(values).unwrap_or(0.0) / n.sqrt();
    let _ = write!(line, ",{},{},", print(average), print(error));
    line
}

/// Rust's `1.23e9` as the instrument writes it: `1.23e+09`.
fn scientific(text: &str) -> String {
    match text.split_once('e').map(|(mantissa, power)| (mantissa, power.parse::<i32>())) {
        Some((mantissa, Ok(power))) => {
            let sign = if power < 0 { '-' } else { '+' };
            format!("{mantissa}e{sign}{:02}", power.abs())
        }
        _ => text.to_owned(),
    }
}
