//! The published convolutional network.

use std::{collections::BTreeMap, io::BufRead};

use exocast_core::{Base, Location, Malformed, ReadError};
use serde::Deserialize;

/// Guide nucleotides and site nucleotides that the network sees.
pub(super) const GUIDE: usize = 10;

pub(super) const SITE: usize = 12;

/// Channels of the first layer, and of all others.
const FIRST: usize = 4;

pub(super) const WIDE: usize = 16;

/// Nucleotides, `N` among them, and pairs of them.
pub(super) const LETTERS: usize = 5;

pub(super) const PAIRS: usize = LETTERS * LETTERS;

/// The parameters of the network of `McGeary` et al. 2019 (Science 366:eaav1741), read from the JSON form of
/// its weights.
#[derive(Clone, Debug)]
pub struct CnnWeights {
    /// Guide letter × site letter × channel, after the first layer.
    pub(super) first: Vec<[f64; FIRST]>,
    /// Shift of guide × shift of site × channel in × channel out.
    pub(super) second: Vec<[f64; WIDE]>,
    pub(super) second_norm: Norm<WIDE>,
    /// Place of guide × place of site × channel in × channel out.
    pub(super) third: Vec<[f64; WIDE]>,
    pub(super) third_norm: Norm<WIDE>,
    pub(super) last: [f64; WIDE],
    pub(super) slope: f64,
}

/// Scale and shift of a batch normalisation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Norm<const N: usize> {
    scale: [f64; N],
    shift: [f64; N],
}

/// Weights that are not those of the network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("tensor `{name}` has {numbers} numbers where the network needs {wanted}")]
pub(crate) struct BadWeights {
    /// Which tensor.
    pub name: String,
    /// How many numbers it has.
    pub numbers: usize,
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
        let wrong = || BadWeights { name: name.to_owned(), numbers: data.len(), wanted };
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
    pub(super) fn apply(&self, values: [f64; N], slope: f64) -> [f64; N] {
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

pub(super) fn letter(base: Base) -> usize {
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
    pub(super) fn pair(&self, guide: [usize; 2], site: [usize; 2]) -> [f64; WIDE] {
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
}
