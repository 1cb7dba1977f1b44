//! How many molecules there are, by how many different UMIs they have.
//!
//! Molecules of one insert that got the same UMI are seen once. Of n molecules whose UMIs are u with probability p(u),
//! Σ 1 − exp(−n·p(u)) different UMIs are expected; with K equally likely ones that is K·(1 − exp(−n/K)), so that
//! n = −K·ln(1 − d/K) (Fu 2011, PNAS 108:9026).

use std::collections::BTreeMap;

use statrs::function::gamma::gamma_lr;

use super::umi::{self, Umi};

/// Nucleotides at each place of the UMIs of a sample, the last place first.
#[derive(Clone, Debug, Default)]
pub(super) struct Composition {
    /// Weights by place and nucleotide.
    places: Vec<[f64; 4]>,
}

/// The UMIs of a sample, and how likely each is.
#[derive(Clone, Debug, Default)]
pub(crate) struct UmiSpace {
    /// Equally likely UMIs: the probability of each, and their number.
    groups: Vec<(f64, f64)>,
    /// Number of UMIs.
    size: f64,
    /// Σ p²: the probability that two molecules have one UMI.
    coincidence: f64,
}

/// Weight of equal shares of nucleotides, in molecules; assumed: shares of a few hundred UMIs are noise.
const PRIOR: f64 = 200.0;
/// Width of the groups, in natural logarithms of probabilities.
const WIDTH: f64 = 0.01;
/// Two-sided 95 %.
const DEVIATIONS: f64 = 1.959_963_984_540_054;
/// Fewer UMIs that were not seen are Poisson-distributed.
const FEW: f64 = 50.0;

impl Composition {
    pub(super) fn new(length: usize) -> Self {
        Self { places: vec![[0.0; 4]; length] }
    }

    /// Adds a UMI; those of another length, and unknown nucleotides, are left out.
    pub(super) fn add(&mut self, umi: Umi, weight: f64) {
        if umi::codes(umi).count() != self.places.len() {
            return;
        }
        for (place, code) in self.places.iter_mut().zip(umi::codes(umi)) {
            if let Some(sum) = place.get_mut(usize::from(code)) {
                *sum += weight;
            }
        }
    }

    fn shares(&self) -> impl Iterator<Item = [f64; 4]> {
        self.places.iter().map(|weights| {
            let sum: f64 = weights.iter().sum::<f64>() + PRIOR;
            weights.map(|weight| (weight + PRIOR / 4.0) / sum)
        })
    }
}

impl UmiSpace {
    /// UMIs whose places are independent of each other.
    pub(super) fn new(composition: &Composition) -> Self {
        // By logarithm of the probability, in widths: number of UMIs, and their summed probability.
        let mut groups = BTreeMap::from([(0_i64, (1.0, 1.0))]);
        for shares in composition.shares() {
            let mut next: BTreeMap<i64, (f64, f64)> = BTreeMap::new();
            for &(number, sum) in groups.values() {
                for share in shares {
                    let mean: f64 = sum * share / number;
                    let (all, total) = next.entry(group(mean)).or_default();
                    (*all, *total) = (*all + number, *total + sum * share);
                }
            }
            groups = next;
        }
        let groups: Vec<(f64, f64)> =
            groups.into_values().map(|(number, sum)| (sum / number, number)).collect();
        Self {
            size: groups.iter().map(|(_, number)| number).sum(),
            coincidence: groups.iter().map(|(p, number)| p * p * number).sum(),
            groups,
        }
    }

    /// The number of equally likely UMIs with as many coincidences: 1 / Σ p².
    pub(crate) fn effective(&self) -> f64 {
        1.0 / self.coincidence
    }

    /// UMIs that none of `n` molecules has.
    fn unseen(&self, n: f64) -> f64 {
        self.groups.iter().map(|(p, number)| number * (-n * p).exp()).sum()
    }

    /// The standard deviation of the number of different UMIs of `n` molecules.
    fn deviation(&self, n: f64) -> f64 {
        let (mut variance, mut slope) = (0.0, 0.0);
        for (p, number) in &self.groups {
            let missed = (-n * p).exp();
            variance += number * missed * (1.0 - missed);
            slope += number * p * missed;
        }
        (variance - n * slope * slope).max(0.0).sqrt()
    }

    /// The number of molecules at which `rising` is 0.
    fn solve(&self, rising: impl Fn(f64) -> f64) -> f64 {
        let (mut low, mut high) = (0.0, self.size);
        while rising(high) < 0.0 && high < self.size * 1e3 {
            (low, high) = (high, high * 2.0);
        }
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            if rising(middle) < 0.0 {
                low = middle;
            } else {
                high = middle;
            }
        }
        f64::midpoint(low, high)
    }

    /// Molecules of an insert with `seen` different UMIs.
    pub(crate) fn molecules(&self, seen: u64) -> f64 {
        let unseen = (self.size - seen as f64).max(0.0);
        // The logarithm of a small number is biased; half more than it is not.
        let target = if unseen < self.size / 10.0 { unseen + 0.5 } else { unseen };
        self.solve(|n| target - self.unseen(n)).max(seen as f64)
    }

    /// The 95 % interval of [`molecules`](Self::molecules).
    pub(crate) fn interval(&self, seen: u64) -> (f64, f64) {
        let seen = seen as f64;
        let unseen = (self.size - seen).max(0.0);
        let (low, high) = if unseen < FEW {
            // Jeffreys' interval of a Poisson rate.
            let bound = |p: f64| {
                let target = gamma_quantile(unseen + 0.5, p);
                self.solve(|n| target - self.unseen(n))
            };
            (bound(0.975), bound(0.025))
        } else {
            let bound = |deviations: f64| {
                self.solve(|n| self.size - self.unseen(n) + deviations * self.deviation(n) - seen)
            };
            (bound(DEVIATIONS), bound(-DEVIATIONS))
        };
        (low.max(seen), high.max(seen))
    }

    /// The share of all UMIs that `seen` are.
    pub(crate) fn occupancy(&self, seen: u64) -> f64 {
        seen as f64 / self.size
    }
}

/// The quantile of a gamma distribution of rate 1.
fn gamma_quantile(shape: f64, p: f64) -> f64 {
    let (mut low, mut high) = (-30.0, (shape + 10.0 * shape.sqrt() + 10.0).ln());
    for _ in 0..80 {
        let middle: f64 = f64::midpoint(low, high);
        if gamma_lr(shape, middle.exp()) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    high.exp()
}

#[allow(clippy::cast_possible_truncation, reason = "logarithms are small")]
fn group(p: f64) -> i64 {
    (p.ln() / WIDTH).round() as i64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn equal(length: usize) -> UmiSpace {
        UmiSpace::new(&Composition::new(length))
    }

    #[test]
    fn equal_umis_by_the_formula() {
        let space = equal(8);
        let k = 65_536.0_f64;
        assert!((space.effective() - k).abs() < 1e-6);
        for seen in [1_u64, 600, 6000, 39_400, 58_000] {
            let expected = -k * (1.0 - seen as f64 / k).ln();
            assert!((space.molecules(seen) - expected.max(seen as f64)).abs() < 0.01, "{seen}");
        }
    }

    #[test]
    fn the_interval_is_wide_where_all_are_seen() {
        let space = equal(4);
        let (low, high) = space.interval(256);
        assert!(low > 1000.0 && high < 5000.0, "{low} {high}");
        let n = space.molecules(256);
        assert!((low..high).contains(&n), "{low} {n} {high}");
        let (low, high) = equal(12).interval(5000);
        assert!(low >= 5000.0 && high < 5005.0, "{low} {high}");
    }

    /// Molecules draw UMIs; of 95 % intervals nearly so many hold the number of molecules, at any crowding and with UMIs
    /// that are not equally frequent.
    #[test]
    fn intervals_hold_the_truth() {
        let mut state = 20_261_130_u64;
        let mut random = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f64 / (1_u64 << 24) as f64
        };
        let skewed = [
            [0.4, 0.2, 0.25, 0.15],
            [0.1, 0.3, 0.3, 0.3],
            [0.25; 4],
            [0.3, 0.3, 0.2, 0.2],
            [0.25; 4],
        ];
        for (places, loads) in
            [([[0.25; 4]; 5], [10, 50, 100, 220, 400, 920]), (skewed, [10, 50, 100, 200, 300, 400])]
        {
            let space =
                UmiSpace::new(&Composition { places: places.map(|p| p.map(|x| x * 1e9)).to_vec() });
            for load in loads {
                let count: u32 = load * 1024 / 100;
                let n = f64::from(count);
                let (mut held, mut sum) = (0, 0.0);
                let runs = 200;
                for _ in 0..runs {
                    let mut seen = vec![false; 1024];
                    for _ in 0..count {
                        let at = places.iter().fold(0, |at, shares| {
                            let mut x = random();
                            let letter = shares
                                .iter()
                                .take(3)
                                .take_while(|share| {
                                    x -= **share;
                                    x >= 0.0
                                })
                                .count();
                            at * 4 + letter
                        });
                        seen[at] = true;
                    }
                    let seen = seen.iter().filter(|seen| **seen).count() as u64;
                    let (low, high) = space.interval(seen);
                    held += usize::from(low <= n && n <= high);
                    sum += space.molecules(seen);
                }
                let bias = sum / f64::from(runs) / n - 1.0;
                println!(
                    "load {load} %: bias {:+.2} %, interval holds {:.1} %",
                    100.0 * bias,
                    held as f64 / 2.0
                );
                assert!((180..=198).contains(&held), "load {load} %: {held} of {runs}");
                // Where hardly any UMI is left, only the interval says something.
                assert!(bias.abs() < 0.03 || space.unseen(n) < 5.0, "load {load} %: {bias}");
            }
        }
    }

    proptest! {
        /// Groups of UMIs say what every single one says.
        #[test]
        fn the_sum_over_all(
            weights in prop::collection::vec(prop::array::uniform4(0.0_f64..3000.0), 1..6),
            n in 1.0_f64..5000.0,
        ) {
            let space = UmiSpace::new(&Composition { places: weights.clone() });
            let mut all = vec![1.0];
            for shares in (Composition { places: weights }).shares() {
                all = all.iter().flat_map(|p| shares.map(|share| p * share)).collect();
            }
            let unseen: f64 = all.iter().map(|p: &f64| (-n * p).exp()).sum();
            prop_assert!((space.size - all.len() as f64).abs() < 1e-6);
            prop_assert!((space.unseen(n) - unseen).abs() < 0.01 * all.len() as f64);
            let twice: f64 = all.iter().map(|p| p * p).sum();
            prop_assert!((space.coincidence / twice - 1.0).abs() < 0.01);
        }

        /// More UMIs are more molecules, never fewer than UMIs, and within their interval.
        #[test]
        fn rises(a in 0_u64..65_536, b in 0_u64..65_536) {
            let space = equal(8);
            let (a, b) = (a.min(b), a.max(b));
            prop_assert!(space.molecules(a) <= space.molecules(b) + 1e-6);
            let (low, high) = space.interval(a);
            let n = space.molecules(a);
            prop_assert!(n >= a as f64 && low <= n + 1e-6 && n <= high + 1e-6, "{} {} {}", low, n, high);
        }
    }
}
