//! Overlapping sites of several guides: one Argonaute leaves no room for another within its footprint.
//!
//! Sites along an RNA, each with odds a/K, can be bound in every combination in which no two overlap. With Z, the sum
//! over these combinations of the product of the odds of what is bound, the share of time that a site is bound is its
//! part of Z. Site by site, r is the chance that a site is empty, given what lies before it and nothing behind:
//! r = 1/(1 + x·Π r of the sites that it overlaps with), so that nothing overflows.

use super::factor::Factor;

/// Draws that are computed together.
pub(crate) const LANES: usize = 8;

/// A number for each of [`LANES`] draws.
pub(crate) type Lanes = [f64; LANES];

/// One site of a chain: sites of which each overlaps with the one before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ChainSite {
    /// The pool of guides that it is a site of, and its region.
    pub(crate) factor: Factor,
    /// Its ln Kd in steps.
    pub(crate) steps: i16,
    /// Its place in the chain, from 0, along the RNA.
    pub(crate) place: u16,
    /// How many sites of the chain, from the first on, it does not overlap with although they lie before it.
    pub(crate) beside: u16,
    /// Share of the RNA that has the sites of this chain and no more of those that follow; the same for all of a chain.
    pub(crate) held: f32,
    /// Whether it counts as a site: of chains of one place that differ in their length, those of the longest do.
    pub(crate) counted: bool,
}

/// The chains among the sites of an RNA.
pub(crate) fn chains(sites: &[ChainSite]) -> impl Iterator<Item = &[ChainSite]> {
    sites.chunk_by(|_, next| next.place > 0)
}

/// Room for one chain, in `N` draws.
#[derive(Debug, Default)]
pub(crate) struct Exclusion<const N: usize = LANES> {
    empty: Vec<[f64; N]>,
    sums: Vec<[f64; N]>,
    pairs: Vec<([f64; N], [f64; N])>,
}

/// Whether sums over the combinations of a chain may overflow. `ln_most` is the logarithm of the largest odds, or more.
fn may_overflow(chain: &[ChainSite], ln_most: f64) -> bool {
    chain.len() as f64 * (ln_most.max(0.0) + 1.0) > 600.0
}

impl<const N: usize> Exclusion<N> {
    /// How many sites of a chain are bound, in the mean. `ln_most` is the logarithm of the largest odds, or more.
    ///
    /// With Z and the sum Y of the same products times the number of sites that are bound in each, this is Y/Z. Both grow
    /// site by site; where they would overflow, [`bound_by_chances`](Self::bound_by_chances) takes over.
    pub(crate) fn bound(
        &mut self,
        chain: &[ChainSite],
        odds: impl Fn(&ChainSite) -> [f64; N],
        ln_most: f64,
    ) -> [f64; N] {
        if may_overflow(chain, ln_most) {
            return self.bound_by_chances(chain, odds);
        }
        let (mut z, mut y) = ([1.0; N], [0.0; N]);
        if self.pairs.len() < chain.len() {
            self.pairs.resize(chain.len(), (z, y));
        }
        for (place, site) in chain.iter().enumerate() {
            self.pairs[place] = (z, y);
            let (x, (z_beside, y_beside)) = (odds(site), &self.pairs[usize::from(site.beside)]);
            for lane in 0..N {
                z[lane] += x[lane] * z_beside[lane];
                y[lane] += x[lane] * (z_beside[lane] + y_beside[lane]);
            }
        }
        std::array::from_fn(|lane| y[lane] / z[lane])
    }

    /// As [`bound`](Self::bound), from the chance of each site to be empty.
    fn bound_by_chances(
        &mut self,
        chain: &[ChainSite],
        odds: impl Fn(&ChainSite) -> [f64; N],
    ) -> [f64; N] {
        self.empty.clear();
        self.sums.clear();
        self.sums.push([0.0; N]);
        for (place, site) in chain.iter().enumerate() {
            let beside = usize::from(site.beside);
            let empty = self.empty_at(beside, &odds(site));
            let (last, with) = (self.sums[place], self.sums[beside]);
            let mut sum = [0.0; N];
            for lane in 0..N {
                let filled = 1.0 - empty[lane];
                sum[lane] = empty[lane] * last[lane] + filled * (1.0 + with[lane]);
            }
            self.empty.push(empty);
            self.sums.push(sum);
        }
        self.sums[chain.len()]
    }

    /// Gives the share of time that each site of a chain is bound, last site first. `ln_most` is the logarithm of the largest
    /// odds, or more.
    ///
    /// The share of a site is its odds times the derivative of ln Z by them: Z is built site by site, and its derivative by the
    /// sums on the way is carried back.
    pub(crate) fn shares(
        &mut self,
        chain: &[ChainSite],
        (odds, ln_most): (impl Fn(&ChainSite) -> [f64; N], f64),
        mut visit: impl FnMut(&ChainSite, &[f64; N]),
    ) {
        if may_overflow(chain, ln_most) {
            return self.shares_by_chances(chain, odds, visit);
        }
        let mut z = [1.0; N];
        self.sums.clear();
        for site in chain {
            self.sums.push(z);
            let (x, beside) = (&odds(site), &self.sums[usize::from(site.beside)]);
            for lane in 0..N {
                z[lane] += x[lane] * beside[lane];
            }
        }
        // In place of `empty`: derivatives by each sum, over Z.
        self.empty.clear();
        self.empty.resize(chain.len(), [0.0; N]);
        let mut here = z.map(|z| 1.0 / z);
        for (place, site) in chain.iter().enumerate().rev() {
            let (x, beside) = (&odds(site), usize::from(site.beside));
            let sums = &self.sums[beside];
            let with: [f64; N] = std::array::from_fn(|lane| x[lane] * here[lane]);
            let share = std::array::from_fn(|lane| with[lane] * sums[lane]);
            let behind = &mut self.empty[beside];
            (0..N).for_each(|lane| behind[lane] += with[lane]);
            let rest = &self.empty[place];
            (0..N).for_each(|lane| here[lane] += rest[lane]);
            visit(site, &share);
        }
    }

    /// As [`shares`](Self::shares), from the chance of each site to be empty.
    fn shares_by_chances(
        &mut self,
        chain: &[ChainSite],
        odds: impl Fn(&ChainSite) -> [f64; N],
        mut visit: impl FnMut(&ChainSite, &[f64; N]),
    ) {
        self.empty.clear();
        for site in chain {
            let empty = self.empty_at(usize::from(site.beside), &odds(site));
            self.empty.push(empty);
        }
        // Back from the end: the chance that all behind a place is settled there.
        self.sums.clear();
        self.sums.resize(chain.len() + 1, [0.0; N]);
        self.sums[chain.len()] = [1.0; N];
        for (place, site) in chain.iter().enumerate().rev() {
            let (here, empty) = (self.sums[place + 1], &self.empty[place]);
            let mut share = [0.0; N];
            for lane in 0..N {
                share[lane] = here[lane] * (1.0 - empty[lane]);
                self.sums[place][lane] += here[lane] * empty[lane];
            }
            let beside = &mut self.sums[usize::from(site.beside)];
            for lane in 0..N {
                beside[lane] += share[lane];
            }
            visit(site, &share);
        }
    }

    /// Chance that the next site is empty, given what is before it.
    fn empty_at(&self, beside: usize, odds: &[f64; N]) -> [f64; N] {
        let mut room = *odds;
        for empty in &self.empty[beside..] {
            for lane in 0..N {
                room[lane] *= empty[lane];
            }
        }
        room.map(|room| 1.0 / (1.0 + room))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Region;
    use crate::response::chain::{FOOTPRINT, Placed, chained};
    use proptest::prelude::*;

    /// Shares by the definition: every combination without overlap.
    fn enumerated(sites: &[(isize, f64)]) -> Vec<f64> {
        let (mut all, mut shares) = (0.0, vec![0.0; sites.len()]);
        for subset in 0..1_u32 << sites.len() {
            let members: Vec<usize> = (0..sites.len()).filter(|i| subset >> i & 1 == 1).collect();
            let apart = members.iter().enumerate().all(|(at, &i)| {
                members[..at].iter().all(|&j| sites[i].0.abs_diff(sites[j].0) >= FOOTPRINT)
            });
            if apart {
                let weight: f64 = members.iter().map(|&i| sites[i].1).product();
                all += weight;
                for i in members {
                    shares[i] += weight;
                }
            }
        }
        shares.iter().map(|share| share / all).collect()
    }

    /// Shares of sites of windows and odds, in the order of the windows.
    fn computed(sites: &[(isize, f64)]) -> (Vec<f64>, f64) {
        let mut placed: Vec<Placed> = (0_u32..)
            .zip(sites)
            .map(|(pool, site)| Placed { window: site.0, pool, share: 1.0, ..Placed::default() })
            .collect();
        let odds = |site: &ChainSite| [sites[site.factor.pool()].1; LANES];
        let (mut shares, mut bound) = (vec![0.0; sites.len()], 0.0);
        let mut exclusion: Exclusion = Exclusion::default();
        let mut all = Vec::new();
        chained(&mut placed, None, |site, place, beside, held, counted| {
            let factor = Factor::new(site.pool, Region::Utr3);
            all.push(ChainSite { factor, steps: 0, place, beside, held, counted });
        });
        for chain in chains(&all) {
            let most = sites.iter().map(|site| site.1).fold(0.0, f64::max).ln();
            let by_sums = exclusion.bound(chain, odds, most)[0];
            let by_chances = exclusion.bound_by_chances(chain, odds)[0];
            assert!((by_sums - by_chances).abs() <= 1e-11 * (1.0 + by_chances));
            bound += by_sums;
            exclusion
                .shares(chain, (odds, most), |site, share| shares[site.factor.pool()] += share[0]);
            exclusion.shares_by_chances(chain, odds, |site, share| {
                let by_sums = shares[site.factor.pool()];
                assert!((by_sums - share[0]).abs() <= 1e-12, "{by_sums} {}", share[0]);
            });
        }
        (shares, bound)
    }

    fn sites(most: f64) -> impl Strategy<Value = Vec<(isize, f64)>> {
        proptest::collection::vec((0_isize..60, (-6.0..most).prop_map(f64::exp)), 0..11)
    }

    proptest! {
        #[test]
        fn shares_are_those_of_all_combinations(sites in sites(8.0)) {
            let (shares, bound) = computed(&sites);
            for (share, expected) in shares.iter().zip(enumerated(&sites)) {
                prop_assert!((share - expected).abs() < 1e-12, "{} {}", share, expected);
            }
            prop_assert!((bound - shares.iter().sum::<f64>()).abs() < 1e-11);
        }

        #[test]
        fn sites_apart_are_independent(odds in proptest::collection::vec(-9.0..12.0_f64, 1..9)) {
            let sites: Vec<(isize, f64)> =
                (0_isize..).step_by(FOOTPRINT).zip(odds.iter().map(|x| x.exp())).collect();
            for (share, site) in computed(&sites).0.iter().zip(&sites) {
                prop_assert!((share - site.1 / (1.0 + site.1)).abs() < 1e-12);
            }
        }

        #[test]
        fn two_guides_of_one_site_are_one(sites in sites(8.0), part in 0.0..1.0_f64) {
            prop_assume!(!sites.is_empty());
            let mut split = sites.clone();
            split[0].1 *= part;
            split.push((sites[0].0, sites[0].1 * (1.0 - part)));
            let (together, apart) = (computed(&sites), computed(&split));
            prop_assert!((together.1 - apart.1).abs() < 1e-12);
            let both = apart.0[0] + apart.0[sites.len()];
            prop_assert!((together.0[0] - both).abs() < 1e-12);
        }

        #[test]
        fn order_does_not_matter(sites in sites(8.0)) {
            let turned: Vec<(isize, f64)> = sites.iter().rev().copied().collect();
            let (mut there, back) = (computed(&sites), computed(&turned));
            there.0.reverse();
            for (a, b) in there.0.iter().zip(&back.0) {
                prop_assert!((a - b).abs() < 1e-12);
            }
        }

        /// More of a guide never empties a place, unless its site lies across two that are bound for more than the
        /// whole of the time together.
        #[test]
        fn more_of_a_guide_binds_more(sites in sites(8.0), which in 0..10_usize, factor in 1.0..50.0_f64) {
            prop_assume!(which < sites.len());
            let at = sites[which].0;
            let mut without = sites.clone();
            without[which].1 = 0.0;
            let (shares, _) = computed(&without);
            let around: f64 = (shares.iter().zip(&without))
                .filter(|(_, site)| site.0.abs_diff(at) < FOOTPRINT)
                .map(|(share, _)| share)
                .sum();
            let mut more = sites.clone();
            more[which].1 *= factor;
            let (less, more) = (computed(&sites), computed(&more));
            prop_assert!(more.0[which] >= less.0[which] - 1e-12);
            if around <= 1.0 {
                prop_assert!(more.1 >= less.1 - 1e-11, "{} {} {}", less.1, more.1, around);
            }
        }
    }

    #[test]
    fn many_strong_sites_do_not_overflow() {
        let sites: Vec<(isize, f64)> = (0..800).map(|i| (i * 4, 1e6)).collect();
        let (shares, bound) = computed(&sites);
        assert!(bound > 200.0 && bound < 268.0, "{bound}");
        assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)));
    }
}
