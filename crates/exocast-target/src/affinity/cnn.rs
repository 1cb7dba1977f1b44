//! Affinity by the published convolutional network.

use std::{collections::BTreeMap, io::BufRead};

use exocast_core::{Base, Interval, Location, Malformed, ReadError};
use serde::Deserialize;

use super::{Affinity, FittedAffinity, GuideAffinity, Message, SiteContext, SiteModel, embedded};
use crate::{Mirna, Region, SiteType};

/// Guide nucleotides and site nucleotides that the network sees.
const GUIDE: usize = 10;
const SITE: usize = 12;
/// Channels of the first layer, and of all others.
const FIRST: usize = 4;
const WIDE: usize = 16;
/// Nucleotides, `N` among them, and pairs of them.
const LETTERS: usize = 5;
const PAIRS: usize = LETTERS * LETTERS;

/// The parameters of the network of `McGeary` et al. 2019 (Science 366:eaav1741), read from the JSON form of
/// its weights.
#[derive(Clone, Debug)]
pub struct CnnWeights {
    /// Guide letter × site letter × channel, after the first layer.
    first: Vec<[f64; FIRST]>,
    /// Shift of guide × shift of site × channel in × channel out.
    second: Vec<[f64; WIDE]>,
    second_norm: Norm<WIDE>,
    /// Place of guide × place of site × channel in × channel out.
    third: Vec<[f64; WIDE]>,
    third_norm: Norm<WIDE>,
    last: [f64; WIDE],
    slope: f64,
}

/// Scale and shift of a batch normalisation.
#[derive(Clone, Copy, Debug)]
struct Norm<const N: usize> {
    scale: [f64; N],
    shift: [f64; N],
}

/// Weights that are not those of the network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("tensor `{name}` has {found} numbers where the network needs {wanted}")]
pub struct BadWeights {
    /// Which tensor.
    pub name: String,
    /// How many numbers it has.
    pub found: usize,
    /// How many it needs.
    pub wanted: usize,
}

#[derive(Deserialize)]
struct File {
    tensors: BTreeMap<String, Tensor>,
    bn_eps: f64,
    leaky_relu_alpha: f64,
}

#[derive(Deserialize)]
struct Tensor {
    data: Vec<f64>,
}

impl File {
    fn tensor(&self, name: &str, wanted: usize) -> Result<&[f64], BadWeights> {
        let data = self.tensors.get(name).map_or(&[][..], |tensor| &tensor.data);
        let wrong = || BadWeights { name: name.to_owned(), found: data.len(), wanted };
        if data.len() == wanted { Ok(data) } else { Err(wrong()) }
    }

    fn rows<const N: usize>(&self, name: &str, rows: usize) -> Result<Vec<[f64; N]>, BadWeights> {
        let data = self.tensor(name, rows * N)?;
        Ok(data.as_chunks::<N>().0.to_vec())
    }

    fn norm<const N: usize>(&self, name: &str) -> Result<Norm<N>, BadWeights> {
        let part = |part: &str| self.tensor(&format!("{name}/{part}"), N);
        let (gamma, beta) = (part("gamma")?, part("beta")?);
        let (mean, variance) = (part("moving_mean")?, part("moving_variance")?);
        let scale: [f64; N] =
            std::array::from_fn(|i| gamma[i] / (variance[i] + self.bn_eps).sqrt());
        let shift = std::array::from_fn(|i| beta[i] - mean[i] * scale[i]);
        Ok(Norm { scale, shift })
    }
}

impl<const N: usize> Norm<N> {
    fn apply(&self, values: [f64; N], slope: f64) -> [f64; N] {
        std::array::from_fn(|i| leaky(values[i] * self.scale[i] + self.shift[i], slope))
    }
}

fn leaky(value: f64, slope: f64) -> f64 {
    if value > 0.0 { value } else { value * slope }
}

/// One-hot code of a letter in the network's order A, U, C, G; a quarter each for `N`.
fn code(letter: usize) -> [f64; 4] {
    match letter {
        0 => [1.0, 0.0, 0.0, 0.0],
        1 => [0.0, 0.0, 1.0, 0.0],
        2 => [0.0, 0.0, 0.0, 1.0],
        3 => [0.0, 1.0, 0.0, 0.0],
        _ => [0.25; 4],
    }
}

fn letter(base: Base) -> usize {
    base.code().map_or(4, usize::from)
}

impl CnnWeights {
    /// Reads `{"bn_eps", "leaky_relu_alpha", "tensors": {name: {"shape", "data"}}}`, row-major.
    ///
    /// # Errors
    /// Where it is not JSON of that form, or a tensor is missing or of another size.
    pub fn read(mut stream: impl BufRead, source: &str) -> Result<Self, ReadError> {
        let at = || Location::new(source);
        let mut text = String::new();
        stream.read_to_string(&mut text).map_err(|error| ReadError::io(at(), error))?;
        let file: File = serde_json::from_str(&text)
            .map_err(|error| ReadError::malformed(at(), Malformed::Other(Box::new(error))))?;
        Self::new(&file)
            .map_err(|error| ReadError::malformed(at(), Malformed::Other(Box::new(error))))
    }

    fn new(file: &File) -> Result<Self, BadWeights> {
        let slope = file.leaky_relu_alpha;
        let kernel: Vec<[f64; FIRST]> = file.rows("layer1_weight", 16)?;
        let norm: Norm<FIRST> = file.norm("batch_normalization")?;
        let mut first = Vec::with_capacity(PAIRS);
        for guide in 0..LETTERS {
            for site in 0..LETTERS {
                let mut sum = [0.0; FIRST];
                for (i, g) in code(guide).into_iter().enumerate() {
                    for (j, s) in code(site).into_iter().enumerate() {
                        let input = 4.0 * g * s - 0.25;
                        for (sum, weight) in sum.iter_mut().zip(kernel[i * 4 + j]) {
                            *sum += input * weight;
                        }
                    }
                }
                first.push(norm.apply(sum, slope));
            }
        }
        let last = file.tensor("final_layer_weight", WIDE)?;
        Ok(Self {
            first,
            second: file.rows("layer2_weight", 4 * FIRST)?,
            second_norm: file.norm("batch_normalization_1")?,
            third: file.rows("layer3_weight", (GUIDE - 1) * (SITE - 1) * WIDE)?,
            third_norm: file.norm("batch_normalization_2")?,
            last: std::array::from_fn(|i| last[i]),
            slope,
        })
    }

    /// The second layer at one place: two guide letters against two site letters.
    fn pair(&self, guide: [usize; 2], site: [usize; 2]) -> [f64; WIDE] {
        let mut sum = [0.0; WIDE];
        for (i, g) in guide.into_iter().enumerate() {
            for (j, s) in site.into_iter().enumerate() {
                for (channel, input) in self.first[g * LETTERS + s].into_iter().enumerate() {
                    let weights = &self.second[(i * 2 + j) * FIRST + channel];
                    sum.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += input * weight);
                }
            }
        }
        self.second_norm.apply(sum, self.slope)
    }

    /// Prepares a guide.
    ///
    /// Up to the third layer each place of the site counts by itself, through the two nucleotides there:
    /// a table of them leaves eleven look-ups a site.
    #[must_use]
    pub fn guide(&self, guide: &[Base]) -> CnnGuide<'_> {
        let guide: [usize; GUIDE] =
            std::array::from_fn(|i| guide.get(i).map_or(4, |base| letter(*base)));
        let mut table = vec![[0.0; WIDE]; (SITE - 1) * PAIRS];
        for j in 0..SITE - 1 {
            for i in (0..GUIDE - 1).filter(|i| (5..=11).contains(&(i + j))) {
                for pair in 0..PAIRS {
                    let site = [pair / LETTERS, pair % LETTERS];
                    let inputs = self.pair([guide[i], guide[i + 1]], site);
                    let sum = &mut table[j * PAIRS + pair];
                    for (channel, input) in inputs.into_iter().enumerate() {
                        let weights = &self.third[(i * (SITE - 1) + j) * WIDE + channel];
                        sum.iter_mut().zip(weights).for_each(|(sum, w)| *sum += input * w);
                    }
                }
            }
        }
        CnnGuide { weights: self, table }
    }
}

/// A guide prepared for the network.
#[derive(Clone, Debug)]
pub struct CnnGuide<'w> {
    weights: &'w CnnWeights,
    /// Place of the site × pair of its nucleotides × channel of the third layer.
    table: Vec<[f64; WIDE]>,
}

impl CnnGuide<'_> {
    /// ln Kd of a 12-mer, relative to no site: the eight nucleotides opposite guide nucleotides 8 to 1 and
    /// two on each side.
    #[must_use]
    pub fn ln_kd(&self, site: &[Base; SITE]) -> f64 {
        let mut sum = [0.0; WIDE];
        let mut before = letter(site[0]);
        for (j, base) in site[1..].iter().enumerate() {
            let next = letter(*base);
            let row = &self.table[j * PAIRS + before * LETTERS + next];
            sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            before = next;
        }
        let values = self.weights.third_norm.apply(sum, self.weights.slope);
        -values.iter().zip(self.weights.last).map(|(value, weight)| value * weight).sum::<f64>()
    }
}

/// Affinity of the seed match by the published network, with the surroundings, places and mRNAs by this
/// project's fit.
#[derive(Clone, Debug)]
pub struct CnnAffinity {
    weights: CnnWeights,
    surroundings: FittedAffinity,
}

impl CnnAffinity {
    /// With the embedded parameters of surroundings.
    #[must_use]
    pub const fn new(weights: CnnWeights) -> Self {
        Self::with_models(weights, embedded::CNN, embedded::CNN_WITH_ACCESS)
    }

    /// With other parameters of surroundings, as [`FittedAffinity::new`](super::FittedAffinity::new).
    #[must_use]
    pub const fn with_models(
        weights: CnnWeights,
        plain: SiteModel,
        with_access: SiteModel,
    ) -> Self {
        Self { weights, surroundings: FittedAffinity::new(plain, with_access) }
    }

    /// The network.
    #[must_use]
    pub const fn weights(&self) -> &CnnWeights {
        &self.weights
    }
}

/// The twelve nucleotides around a site.
pub(crate) fn twelve_mer(site: &SiteContext<'_>) -> [Base; SITE] {
    let start = site.window - 2;
    std::array::from_fn(|i| site.message.at(start + i.cast_signed()))
}

impl Affinity for CnnAffinity {
    fn of_guide<'a>(&'a self, guide: &'a Mirna) -> GuideAffinity<'a> {
        let surroundings = self.surroundings.of_guide(guide);
        let network = self.weights.guide(guide.sequence().bases());
        Box::new(move |site| network.ln_kd(&twelve_mer(site)) + surroundings(site))
    }

    fn typical_ln_kd(&self, guide: &Mirna, kind: SiteType, region: Region) -> f64 {
        let bases = guide.sequence().bases();
        let covers = kind.covers();
        // The site's pairs, A opposite nucleotide 1 where it has one, and `N` else.
        let site = std::array::from_fn(|i| match 10_usize.checked_sub(i) {
            Some(1) if covers.contains(&1) => Base::A,
            Some(k) if k > 1 && covers.contains(&k) => bases[k - 1].complement(),
            _ => Base::N,
        });
        self.weights.guide(bases).ln_kd(&site)
            + self.surroundings.typical_ln_kd(guide, kind, region)
    }

    fn key<'g>(&self, guide: &'g Mirna) -> &'g [Base] {
        guide.sequence().bases()
    }

    fn types(&self) -> &[SiteType] {
        &SiteType::ALL
    }

    fn slope(&self) -> Interval {
        self.surroundings.slope()
    }

    fn typical_free_nm(&self) -> f64 {
        self.surroundings.typical_free_nm()
    }

    fn susceptibility(&self, message: &Message, accessible: bool) -> f64 {
        self.surroundings.susceptibility(message, accessible)
    }

    fn guide_error(&self) -> f64 {
        self.surroundings.guide_error()
    }

    fn transcript_error(&self) -> f64 {
        self.surroundings.transcript_error()
    }
}
