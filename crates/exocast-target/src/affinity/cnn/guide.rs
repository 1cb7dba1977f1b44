//! A guide prepared for the network.

use exocast_core::Base;

use super::weights::{CnnWeights, GUIDE, LETTERS, PAIRS, SITE, WIDE, letter};

/// A guide prepared for the network.
#[derive(Clone, Debug)]
pub struct CnnGuide<'w> {
    weights: &'w CnnWeights,
    /// Place of the site × pair of its nucleotides × channel of the third layer.
    table: Vec<[f64; WIDE]>,
}

impl CnnWeights {
    /// Prepares a guide.
    ///
    /// Up to the third layer each place of the site counts by itself, through the two nucleotides there:
    /// a table of them leaves eleven look-ups per site.
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
