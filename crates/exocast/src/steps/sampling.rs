//! One scheme of draws for what was measured: counts, spikes and particles together.
//!
//! Draw `d` of every quantity belongs to the same possible world. All samples share the error of the spikes, and
//! all reads of a miRNA what its sequence is read too often or too rarely: these lie in sequences and protocol, and
//! more samples do not lessen them. Each sample has its own number of particles, and each count its own error.
//! Draws depend on the names of sample and miRNA alone, so that a sample is the same whether it is taken with all
//! others or with those of its group. The guides of a miRNA have shares of its copies, which are drawn too and sum to 1 in
//! every draw.

use std::collections::BTreeMap;

use exocast_core::{Interval, LabelledMatrix, SeedPlan, parallel};
use exocast_mirna::{Catalogue, DrawnCurve, MeasuredBias, SpikeCurve};
use exocast_transfer::{Guide, Vesicles};
use exocast_vesicle::SampleAnalysis;
use rand_distr::{Distribution, StandardNormal};

use super::{
    drawn::{Drawn, Mean},
    guides::{Molecules, Shares},
    notice::StepNotice,
    vesicles::concentrations,
};
use crate::{
    result::{Measure, MirnaResult},
    study::{self, Study},
};

/// One guide of a miRNA over some samples.
#[derive(Clone, Debug)]
pub(super) struct Carried {
    pub(super) mirna: String,
    pub(super) guide: Guide,
    pub(super) reads: f64,
    pub(super) copies_per_ml: Option<Interval>,
    pub(super) copies_per_vesicle: Option<Drawn>,
    /// Samples with spikes in which it has no reads.
    pub(super) without_reads: usize,
}

/// What stands for no reads of a miRNA that another sample has: a zero has no logarithm, and a mean over the other samples
/// would rise where the reads of one vanish.
const HALF_A_READ: f64 = 0.5;

static NO_BIAS: BTreeMap<String, MeasuredBias> = BTreeMap::new();

/// The samples of a study with what is drawn of each.
pub(super) struct Sampling<'a> {
    counts: &'a LabelledMatrix,
    /// The guides of each row of the counts.
    molecules: Vec<Molecules>,
    /// The measured bias of rows of the counts.
    bias: &'a BTreeMap<String, MeasuredBias>,
    draws: usize,
    seed: SeedPlan,
    pub(super) samples: Vec<Sampled<'a>>,
}

/// One sample.
pub(super) struct Sampled<'a> {
    pub(super) name: &'a str,
    /// Its column among the counts.
    column: Option<usize>,
    spiked: Option<Spiked<'a>>,
    /// Its vesicles with draws of their number.
    pub(super) vesicles: Option<Vesicles>,
}

/// The curve of the spikes of a sample, and copies per mL for one copy per µL.
struct Spiked<'a> {
    curve: &'a SpikeCurve,
    per_ml: f64,
    drawn: Vec<DrawnCurve>,
}

impl<'a> Sampling<'a> {
    pub(super) fn new(
        study: &'a Study,
        counted: &'a MirnaResult,
        catalogue: Option<&Catalogue>,
        sized: Option<&[SampleAnalysis]>,
        sized_as: &BTreeMap<String, String>,
    ) -> Self {
        let (seed, draws) = (SeedPlan::new(study.run.seed), study.run.draws);
        let concentrations = sized.map(concentrations).unwrap_or_default();
        let spikes = counted.reads.as_ref().map_or(&[][..], |reads| &reads.spiked);
        let sample = |sample: &'a study::Sample| {
            let name = sample.name.as_str();
            let spiked = spikes.iter().find(|spike| spike.sample == name).map(|spike| {
                let mut random = seed.stream("spikes", 0);
                let drawn = (0..draws).map(|_| spike.curve.draw(&mut random)).collect();
                Spiked { curve: &spike.curve, per_ml: spike.extraction.per_millilitre(), drawn }
            });
            let vesicles = concentrations.iter().find(|number| number.sample == name).cloned();
            let vesicles = vesicles.map(|mut number| {
                let range = number.concentration_per_ml;
                // Aliquots with the sizes of one measurement have its error in common.
                let measured = sized_as.get(name).map_or(name, String::as_str);
                let normal = deviates(seed, &format!("particles:{measured}"), draws);
                number.draws = normal.map(|z| range.at_deviate(z)).collect();
                number
            });
            let column = counted.counts.columns().iter().position(|column| column == name);
            Sampled { name, column, spiked, vesicles }
        };
        let samples = study.samples.iter().map(sample).collect();
        let bias = counted.reads.as_ref().map_or(&NO_BIAS, |reads| &reads.bias);
        let molecules = Molecules::of_counts(counted, catalogue);
        Self { counts: &counted.counts, molecules, bias, draws, seed, samples }
    }

    /// What these samples carry: reads summed, copies as the geometric mean over the samples that have spikes, in which half
    /// a read stands for none; each guide has its share of the copies of its miRNA, the mean of its shares in these samples. What
    /// has no reads in any is left out.
    pub(super) fn carried(&self, which: &[usize]) -> Vec<Carried> {
        let rows = parallel::map(self.molecules.len(), |row| self.carried_of(row, which));
        rows.into_iter().flatten().filter(|row| row.reads > 0.0).collect()
    }

    fn carried_of(&self, row: usize, which: &[usize]) -> Vec<Carried> {
        let mirna = self.molecules[row].mirna.as_str();
        let values = self.counts.values();
        let column = |at: &usize| self.samples.get(*at).and_then(|sample| sample.column);
        let reads_of = |at: &usize| column(at).map_or(0.0, |column| values[[row, column]]);
        if which.iter().map(reads_of).sum::<f64>() <= 0.0 {
            return Vec::new();
        }
        let (mut per_ml, mut per_vesicle) = (Mean::default(), Mean::default());
        let mut without_reads = 0;
        for (at, sample) in which.iter().filter_map(|at| Some((at, self.samples.get(*at)?))) {
            let mut reads = reads_of(at);
            if reads <= 0.0 && sample.spiked.is_some() {
                without_reads += 1;
                reads = HALF_A_READ;
            }
            let Some((copies, draws)) = self.copies(sample, mirna, reads) else { continue };
            if let Some(vesicles) = &sample.vesicles
                && vesicles.concentration_per_ml.low > 0.0
            {
                let number = vesicles.concentration_per_ml.value;
                let each = draws.iter().zip(&vesicles.draws).map(|(log, number)| log - number.ln());
                per_vesicle.add((copies / number).ln(), each);
            }
            per_ml.add(copies.ln(), draws.iter().copied());
        }
        let (per_ml, per_vesicle) = (per_ml.finish(), per_vesicle.finish());
        let shares = self.shares(row, which, per_ml.is_some());
        let guides = self.molecules[row].guides.iter().enumerate();
        let carried = guides.map(|(place, (guide, counts))| {
            let part = |whole: &Option<Drawn>| shares.part(place, whole.as_ref());
            Carried {
                mirna: mirna.to_owned(),
                guide: guide.clone(),
                reads: which.iter().filter_map(column).map(|column| counts[column]).sum(),
                copies_per_ml: part(&per_ml).map(|drawn| drawn.interval),
                copies_per_vesicle: part(&per_vesicle),
                without_reads,
            }
        });
        carried.collect()
    }

    /// The shares of the guides of a miRNA in these samples: where copies are meant of those with spikes, as far as these have
    /// reads of it.
    fn shares(&self, row: usize, which: &[usize], of_copies: bool) -> Shares {
        let molecules = &self.molecules[row];
        let of_samples = |is_meant: &dyn Fn(&Sampled<'_>) -> bool| {
            let mut shares = Shares::default();
            for sample in self.chosen(which).filter(|sample| is_meant(sample)) {
                let Some(column) = sample.column else { continue };
                let stream = format!("guides:{}:{}", sample.name, molecules.mirna);
                shares.add(molecules, column, self.draws, &mut self.seed.stream(&stream, 0));
            }
            shares
        };
        let shares = of_samples(&|sample| sample.spiked.is_some() || !of_copies);
        if shares.is_empty() { of_samples(&|_| true) } else { shares }
    }

    /// Copies per mL of one miRNA in one sample, and the logarithm of its draws.
    fn copies(&self, sample: &Sampled<'_>, mirna: &str, reads: f64) -> Option<(f64, Vec<f64>)> {
        let spiked = sample.spiked.as_ref()?;
        let measured = self.bias.get(mirna).copied();
        let value = spiked.curve.corrected_copies(reads, measured)?.value * spiked.per_ml;
        let scale = spiked.per_ml.ln();
        let counting = deviates(self.seed, &format!("counts:{}:{mirna}", sample.name), self.draws);
        let bias = deviates(self.seed, &format!("bias:{mirna}"), self.draws);
        let draws = spiked.drawn.iter().zip(bias.zip(counting));
        let logs = draws.filter_map(|(curve, (bias, counting))| {
            Some(curve.log_corrected(reads, measured, bias, counting)? + scale)
        });
        Some((value, logs.collect()))
    }

    /// The vesicles of these samples as one: the geometric mean of their numbers, drawn together with the cargo.
    pub(super) fn vesicles(&self, which: &[usize]) -> Option<Vesicles> {
        let all: Vec<Vesicles> =
            which.iter().filter_map(|&at| self.samples.get(at)?.vesicles.clone()).collect();
        let mut pooled = Vesicles::pool(&all)?;
        if all.len() > 1 && all.iter().all(|vesicles| !has_interval(vesicles)) {
            // Numbers without intervals of their own: how they differ is all that is known of their error.
            let range = pooled.concentration_per_ml;
            let normal = deviates(self.seed, &format!("particles:{}", pooled.sample), self.draws);
            pooled.draws = normal.map(|z| range.at_deviate(z)).collect();
        } else if pooled.concentration_per_ml.value > 0.0
            && all.iter().all(|vesicles| vesicles.concentration_per_ml.low > 0.0)
        {
            let mut mean = Mean::default();
            for vesicles in &all {
                let logs = vesicles.draws.iter().map(|number| number.ln());
                mean.add(vesicles.concentration_per_ml.value.ln(), logs);
            }
            if let Some(drawn) = mean.finish() {
                pooled.concentration_per_ml = drawn.interval;
                pooled.draws = drawn.draws;
            }
        }
        Some(pooled)
    }

    /// What these samples can be compared by: copies per vesicle where every one has them, else copies per mL, else
    /// reads; and the samples for which it is not what the others allow.
    pub(super) fn measure(&self, which: &[usize]) -> (Measure, Vec<&str>) {
        let sequenced = || self.chosen(which).filter(|sample| sample.column.is_some());
        let lacking = |has: &dyn Fn(&Sampled<'_>) -> bool| -> Vec<&str> {
            sequenced().filter(|sample| !has(sample)).map(|sample| sample.name).collect()
        };
        let n = sequenced().count();
        let spikes = lacking(&|sample| sample.spiked.is_some());
        let particles = lacking(&|sample| sample.spiked.is_some() && sample.vesicles.is_some());
        let some = |lacking: Vec<&'a str>| if lacking.len() < n { lacking } else { Vec::new() };
        match (spikes.is_empty(), particles.is_empty()) {
            (true, true) => (Measure::PerVesicle, Vec::new()),
            (true, false) => (Measure::PerMillilitre, some(particles)),
            (false, _) => (Measure::Reads, some(spikes)),
        }
    }

    /// What some samples lack that others have; nothing where they have the same.
    pub(super) fn gaps(&self) -> Option<StepNotice> {
        let all: Vec<usize> = (0..self.samples.len()).collect();
        let behind = self.behind(&all);
        let sequenced = || self.samples.iter().filter(|sample| sample.column.is_some());
        let lacking: Vec<String> = sequenced()
            .filter(|sample| !behind.contains(&sample.name))
            .map(|sample| match (&sample.spiked, &sample.vesicles) {
                (None, _) => format!("{} (no spikes with amounts and `volume_ul`)", sample.name),
                (Some(_), _) => format!("{} (no particle number)", sample.name),
            })
            .collect();
        (!lacking.is_empty()).then(|| StepNotice::CopiesFromSomeSamples {
            samples: behind.join(", "),
            lacking: lacking.join(", "),
        })
    }

    /// The samples that copies per vesicle of these rest on; where none has any, those that were sequenced.
    pub(super) fn behind(&self, which: &[usize]) -> Vec<&str> {
        let sequenced = || self.chosen(which).filter(|sample| sample.column.is_some());
        let whole =
            sequenced().filter(|sample| sample.spiked.is_some() && sample.vesicles.is_some());
        let whole: Vec<&str> = whole.map(|sample| sample.name).collect();
        if whole.is_empty() { sequenced().map(|sample| sample.name).collect() } else { whole }
    }

    /// Each guide in each of the samples by the [`measure`](Self::measure) of them all: guides × samples.
    ///
    /// Half a read is added in a sample of mean depth, and in proportion in the others: what no sample has any reads
    /// of is then the same in all (prior counts of edgeR, Robinson et al. 2010, Bioinformatics 26:139). Reads are per
    /// million with the factors of TMM.
    pub(super) fn logs(&self, which: &[usize], measure: Measure) -> Vec<Logs> {
        let factors = exocast_mirna::tmm(self.counts);
        let values = self.counts.values();
        let depth: Vec<Option<f64>> = factors
            .iter()
            .zip(values.columns())
            .map(|(factor, column)| factor.map(|factor| factor * column.sum()))
            .collect();
        let depths: Vec<f64> =
            self.chosen(which).filter_map(|sample| depth[sample.column?]).collect();
        let mean = depths.iter().sum::<f64>() / depths.len().max(1) as f64;
        let each = self.molecules.iter().enumerate().flat_map(|(row, molecules)| {
            (0..molecules.guides.len()).map(move |place| (row, molecules, place))
        });
        let rows = each.map(|(row, molecules, place)| {
            let (guide, counts) = &molecules.guides[place];
            let log = |at: &usize| {
                let sample = self.samples.get(*at)?;
                let column = sample.column?;
                let counting = |reads: f64| Some(Counting::new(reads, depth[column]?, mean));
                let (counted, whole) =
                    (counting(counts[column])?, counting(values[[row, column]])?);
                let copies = || {
                    let spiked = sample.spiked.as_ref()?;
                    let measured = self.bias.get(&molecules.mirna).copied();
                    let copies = spiked.curve.corrected_copies(whole.reads, measured)?;
                    Some(copies.value * spiked.per_ml * (counted.reads / whole.reads))
                };
                let log = match measure {
                    Measure::Reads => counted.log_per_million(),
                    Measure::PerMillilitre => copies()?.ln(),
                    Measure::PerVesicle => {
                        (copies()? / sample.vesicles.as_ref()?.concentration_per_ml.value).ln()
                    }
                };
                Some((log, counted.variance))
            };
            let columns = |at: &usize| self.samples.get(*at)?.column;
            Logs {
                mirna: molecules.mirna.clone(),
                guide: guide.clone(),
                by_sample: which.iter().map(log).collect(),
                reads: which
                    .iter()
                    .map(|at| columns(at).map_or(0.0, |column| counts[column]))
                    .collect(),
            }
        });
        rows.collect()
    }

    fn chosen(&self, which: &[usize]) -> impl Iterator<Item = &Sampled<'a>> {
        which.iter().filter_map(|&at| self.samples.get(at))
    }

    /// Whether the sample at this place has counts.
    pub(super) fn is_sequenced(&self, place: usize) -> bool {
        let column = self.samples.get(place).and_then(|sample| sample.column);
        column.is_some_and(|column| self.counts.values().column(column).sum() > 0.0)
    }
}

/// One guide of a miRNA in some samples: natural logarithm, and its variance by counting alone; nothing where a sample was not
/// sequenced.
pub(super) struct Logs {
    pub(super) mirna: String,
    pub(super) guide: Guide,
    /// Reads in each.
    pub(super) reads: Vec<f64>,
    pub(super) by_sample: Vec<Option<(f64, f64)>>,
}

/// Reads of one miRNA in one sample, as groups are compared by them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counting {
    /// Reads with the prior.
    reads: f64,
    /// All reads of the sample with the prior.
    depth: f64,
    /// Of the logarithm.
    pub(super) variance: f64,
}

impl Counting {
    /// Reads of a sample of some depth, among samples of this mean depth.
    pub(super) fn new(reads: f64, depth: f64, mean: f64) -> Self {
        let prior = 0.5 * depth / mean;
        Self { reads: reads + prior, depth: depth + 2.0 * prior, variance: 1.0 / (reads + 0.5) }
    }

    pub(super) fn log_per_million(self) -> f64 {
        (self.reads / self.depth * 1e6).ln()
    }
}

fn has_interval(vesicles: &Vesicles) -> bool {
    vesicles.concentration_per_ml.low < vesicles.concentration_per_ml.high
}

fn deviates(seed: SeedPlan, name: &str, draws: usize) -> impl Iterator<Item = f64> + use<> {
    let mut random = seed.stream(name, 0);
    (0..draws).map(move |_| StandardNormal.sample(&mut random))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWS: usize = 64;

    /// Copies per mL of one miRNA over samples of one curve with these reads.
    fn pooled(reads: &[f64]) -> Carried {
        let points: Vec<(f64, f64)> =
            [10.0, 100.0, 1000.0, 1e4].iter().map(|copies| (*copies, 2.0 * copies)).collect();
        let curve = SpikeCurve::fit(&points).expect("a curve");
        let columns: Vec<String> = (0..reads.len()).map(|i| format!("S{i}")).collect();
        let counts = LabelledMatrix::new(vec!["miR-1".to_owned()], columns.clone(), reads.to_vec());
        let counts = counts.expect("a matrix");
        let seed = SeedPlan::new(1);
        let sample = |(column, name)| {
            let drawn = (0..DRAWS).map(|_| curve.draw(&mut seed.stream("spikes", 0))).collect();
            let spiked = Some(Spiked { curve: &curve, per_ml: 1.0, drawn });
            Sampled { name, column: Some(column), spiked, vesicles: None }
        };
        let samples = columns.iter().map(String::as_str).enumerate().map(sample).collect();
        let bias = &BTreeMap::new();
        let molecules = Molecules::canonical(&counts);
        let sampling = Sampling { counts: &counts, molecules, bias, draws: DRAWS, seed, samples };
        let all: Vec<usize> = (0..reads.len()).collect();
        sampling.carried(&all).pop().expect("a miRNA with reads")
    }

    #[test]
    fn fewer_reads_in_one_sample_are_fewer_copies_down_to_none() {
        let with = |reads: f64| pooled(&[500.0, 800.0, reads]);
        let copies = |reads: f64| with(reads).copies_per_ml.expect("copies").value;
        assert!(copies(0.0) < copies(1.0) && copies(1.0) < copies(2.0));
        assert!((copies(0.0) / copies(HALF_A_READ) - 1.0).abs() < 1e-12);
        assert_eq!((with(0.0).without_reads, with(1.0).without_reads), (1, 0));
    }

    #[test]
    fn numbers_without_intervals_differ_by_as_much_as_the_samples_do() {
        let counts = LabelledMatrix::new(Vec::<String>::new(), Vec::<String>::new(), Vec::new());
        let counts = counts.expect("a matrix");
        let sample = |(name, per_ml): (&'static str, f64)| {
            let mut vesicles = Vesicles::new(name.to_owned(), Interval::exact(per_ml));
            vesicles.draws = vec![per_ml; DRAWS];
            Sampled { name, column: None, spiked: None, vesicles: Some(vesicles) }
        };
        let with = |numbers: &[(&'static str, f64)]| {
            let samples = numbers.iter().copied().map(sample).collect();
            let bias = &BTreeMap::new();
            let (molecules, seed) = (Vec::new(), SeedPlan::new(1));
            let sampling =
                Sampling { counts: &counts, molecules, bias, draws: DRAWS, seed, samples };
            sampling.vesicles(&(0..numbers.len()).collect::<Vec<_>>()).expect("vesicles")
        };
        let pooled = with(&[("A", 5e7), ("B", 5e9)]);
        let range = pooled.concentration_per_ml;
        assert!((range.value / 5e8 - 1.0).abs() < 1e-12);
        assert_eq!((range.low, range.high), (5e7, 5e9));
        let (low, high) = (
            pooled.draws.iter().copied().fold(f64::MAX, f64::min),
            pooled.draws.iter().copied().fold(0.0, f64::max),
        );
        assert!(low < 2e8 && high > 1.2e9, "{low} {high}");
        let single = with(&[("A", 5e7)]).concentration_per_ml;
        assert!(single.high <= single.low);
    }
}
