//! Targets against non-targets, by ranks, corrected for lengths and composition.

use super::{
    strata::{STRATA, Strata},
    targets::Group,
};
use crate::{
    affinity::{SUSCEPTIBILITY, susceptibility_features},
    input::{Message, Transcripts},
};
use exocast_core::linalg::Cholesky;

/// Lengths and composition, and expression.
const WIDTH: usize = SUSCEPTIBILITY.len() + 1;

/// Ridge on the covariates, which have a variance of one: enough where one of them does not vary.
const RIDGE: f64 = 1e-6;

/// Genes in ascending order of their change.
pub(crate) struct Ranked {
    /// Where each run of equal changes ends.
    ends: Vec<usize>,
    /// Lengths and composition of each gene, with variances of one; zero without correction.
    covariates: Vec<[f64; WIDTH]>,
}

/// How targets lie to non-targets: of each test a statistic, and its one-sided p-values.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shift {
    /// Share of pairs in which the target is above the non-target, ties a half.
    pub(crate) above: f64,
    /// Deviate of it: negative where targets fall.
    pub(crate) z: f64,
    /// How far the targets' distribution function rises above the non-targets', with its p-value: targets fall.
    pub(crate) down: (f64, f64),
    /// How far it lies below, with its p-value: targets rise.
    pub(crate) up: (f64, f64),
}

/// Targets and non-targets of one stratum.
#[derive(Clone, Copy, Default)]
struct Part {
    targets: f64,
    others: f64,
    /// Mean covariates of both together.
    mean: [f64; WIDTH],
}

impl Part {
    fn all(&self) -> f64 {
        self.targets + self.others
    }

    fn compares(&self) -> bool {
        self.targets > 0.0 && self.others > 0.0
    }
}

impl Ranked {
    /// Changes in ascending order, nothing taken out.
    pub(crate) fn new(changes: &[f64]) -> Self {
        let runs = changes.chunk_by(|a, b| a.total_cmp(b).is_eq());
        let ends = runs
            .scan(0, |end, run| {
                *end += run.len();
                Some(*end)
            })
            .collect();
        Self { ends, covariates: vec![[0.0; WIDTH]; changes.len()] }
    }

    /// The same corrected for lengths and composition of each gene's transcript, and for expression where known.
    pub(crate) fn freed_of_lengths(
        mut self,
        genes: &[usize],
        transcripts: &Transcripts,
        expression: Option<&[f64]>,
    ) -> Self {
        self.covariates = genes
            .iter()
            .enumerate()
            .map(|(gene, &place)| {
                let mut row = [0.0; WIDTH];
                if let Some(transcript) = transcripts.get(place) {
                    let features = susceptibility_features(&Message::new(&transcript));
                    row.iter_mut().zip(features).for_each(|(x, feature)| *x = feature);
                }
                row[WIDTH - 1] = expression.map_or(0.0, |expression| expression[gene]);
                row
            })
            .collect();
        let n = self.covariates.len() as f64;
        for column in 0..WIDTH {
            let mean = self.covariates.iter().map(|row| row[column]).sum::<f64>() / n;
            let square = |row: &[f64; WIDTH]| (row[column] - mean) * (row[column] - mean);
            let deviation = (self.covariates.iter().map(square).sum::<f64>() / n).sqrt();
            for row in &mut self.covariates {
                row[column] = if deviation > 0.0 { (row[column] - mean) / deviation } else { 0.0 };
            }
        }
        self
    }

    /// Both tests of targets against non-targets, within strata.
    ///
    /// Each gene has a weight c: the residual of being a target, regressed on strata and covariates. c adds up
    /// to zero in each stratum and with each covariate; without covariates it is the share of non-targets for a
    /// target, less the share of targets for a non-target. Changes and their ties stay as they are.
    ///
    /// Σ c·rank/N over strata of N genes is van Elteren's test (1960, Bull Int Stat Inst 37:351), in one
    /// stratum Mann and Whitney's, with the variance that permuting changes within strata gives, ties
    /// regarded. The largest Σ c over the changes up to a value, over Σ c², is Kolmogorov and Smirnov's
    /// D⁺, of samples that count as Σ c² = nm/(n + m); the smallest, with its sign turned, is D⁻.
    pub(crate) fn shift(&self, groups: &[Group], strata: &Strata) -> Shift {
        let parts = self.parts(groups, strata);
        let slopes = self.slopes(groups, strata, &parts);
        let weight = |gene: usize| {
            let part = &parts[strata.stratum_of(gene)];
            let is_target = match groups[gene] {
                Group::Neither => return None,
                Group::Target => 1.0,
                Group::NonTarget => 0.0,
            };
            let fitted: f64 = (self.covariates[gene].iter().zip(part.mean).zip(&slopes))
                .map(|((x, mean), slope)| slope * (x - mean))
                .sum();
            part.compares().then(|| is_target - part.targets / part.all() - fitted)
        };
        // Of each stratum: genes passed, Σ t³ − t over its ties, Σ c².
        let mut passed = [(0.0, 0.0, 0.0); STRATA];
        let mut same = [(0.0_f64, 0.0_f64); STRATA];
        let (mut ranks, mut rise, mut highest, mut lowest) = (0.0, 0.0, 0.0_f64, 0.0_f64);
        let mut start = 0;
        for &end in &self.ends {
            for gene in start..end {
                if let Some(c) = weight(gene) {
                    let stratum = strata.stratum_of(gene);
                    same[stratum].0 += 1.0;
                    same[stratum].1 += c;
                    passed[stratum].2 += c * c;
                    rise += c;
                }
            }
            for gene in start..end {
                let stratum = strata.stratum_of(gene);
                let (ties, c) = std::mem::take(&mut same[stratum]);
                let before = &mut passed[stratum];
                if ties > 0.0 {
                    ranks += c * (before.0 + 0.5 * (ties + 1.0)) / parts[stratum].all();
                    before.0 += ties;
                    before.1 += ties * (ties * ties - 1.0);
                }
            }
            highest = highest.max(rise);
            lowest = lowest.min(rise);
            start = end;
        }
        let effective: f64 = passed.iter().map(|stratum| stratum.2).sum();
        let variance: f64 = (parts.iter().zip(&passed))
            .filter(|(part, _)| part.compares())
            .map(|(part, (_, ties, squares))| {
                let n = part.all();
                squares * ((n + 1.0) * n * (n - 1.0) - ties) / (12.0 * (n - 1.0) * n * n)
            })
            .sum();
        if effective <= 0.0 || variance <= 0.0 {
            return Shift { above: 0.5, z: 0.0, down: (0.0, 1.0), up: (0.0, 1.0) };
        }
        let tested = |distance: f64| (distance, beyond(distance, effective));
        Shift {
            above: 0.5 + ranks / effective,
            z: ranks / variance.sqrt(),
            down: tested(highest / effective),
            up: tested(-lowest / effective),
        }
    }

    fn parts(&self, groups: &[Group], strata: &Strata) -> [Part; STRATA] {
        let mut parts = [Part::default(); STRATA];
        for (gene, group) in groups.iter().enumerate() {
            let part = &mut parts[strata.stratum_of(gene)];
            match group {
                Group::Neither => continue,
                Group::Target => part.targets += 1.0,
                Group::NonTarget => part.others += 1.0,
            }
            for (sum, x) in part.mean.iter_mut().zip(self.covariates[gene]) {
                *sum += x;
            }
        }
        for part in &mut parts {
            let all = part.all().max(1.0);
            part.mean.iter_mut().for_each(|sum| *sum /= all);
        }
        parts
    }

    /// Regression of being a target on the covariates, within strata.
    fn slopes(&self, groups: &[Group], strata: &Strata, parts: &[Part; STRATA]) -> Vec<f64> {
        let (mut cross, mut with_target) = (vec![0.0; WIDTH * WIDTH], vec![0.0; WIDTH]);
        let mut all = 0.0;
        for (gene, group) in groups.iter().enumerate() {
            let part = &parts[strata.stratum_of(gene)];
            if *group == Group::Neither || !part.compares() {
                continue;
            }
            all += 1.0;
            let mut x = self.covariates[gene];
            x.iter_mut().zip(part.mean).for_each(|(x, mean)| *x -= mean);
            for i in 0..WIDTH {
                for j in 0..=i {
                    cross[i * WIDTH + j] += x[i] * x[j];
                }
                if *group == Group::Target {
                    with_target[i] += x[i];
                }
            }
        }
        (0..WIDTH).for_each(|i| cross[i * (WIDTH + 1)] += RIDGE * all);
        let solved = Cholesky::new(cross, WIDTH);
        solved.map_or_else(|| vec![0.0; WIDTH], |solved| solved.solve_by_columns(with_target))
    }
}

/// P(D⁺ ≥ distance) of samples that count as `effective` = n·m/(n + m).
fn beyond(distance: f64, effective: f64) -> f64 {
    let root = effective.sqrt();
    let lambda = (root + 0.12 + 0.11 / root) * distance;
    (-2.0 * lambda * lambda).exp().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::regress::Regression;
    use exocast_core::rank::{kolmogorov_smirnov, mann_whitney, ranks};
    use proptest::prelude::*;

    /// Ascending changes, what each gene is, its stratum and its covariates.
    type Genes = (Vec<f64>, Vec<Group>, Vec<usize>, Vec<[f64; WIDTH]>);

    fn genes() -> impl Strategy<Value = Genes> {
        let gene = (-8_i32..8, 0_u8..3, 0_usize..3, prop::array::uniform6(-2.0_f64..2.0));
        prop::collection::vec(gene, 20..120).prop_map(|mut genes| {
            genes.sort_by_key(|gene| gene.0);
            let group = |g| [Group::NonTarget, Group::Neither, Group::Target][usize::from(g)];
            let changes = genes.iter().map(|gene| f64::from(gene.0) / 4.0).collect();
            let groups = genes.iter().map(|gene| group(gene.1)).collect();
            let strata = genes.iter().map(|gene| gene.2).collect();
            (changes, groups, strata, genes.iter().map(|gene| gene.3).collect())
        })
    }

    fn changes_of(changes: &[f64], groups: &[Group], wanted: Group) -> Vec<f64> {
        changes.iter().zip(groups).filter(|p| *p.1 == wanted).map(|p| *p.0).collect()
    }

    proptest! {
        /// In one stratum and without covariates the tests are those of two samples.
        #[test]
        fn plain_weights_give_the_tests_of_two_samples((changes, groups, ..) in genes()) {
            let targets = changes_of(&changes, &groups, Group::Target);
            let others = changes_of(&changes, &groups, Group::NonTarget);
            prop_assume!(!targets.is_empty() && !others.is_empty());
            let stratum = Strata::single(changes.len());
            let shift = Ranked::new(&changes).shift(&groups, &stratum);
            let pairs = (targets.len() * others.len()) as f64;
            let two_sided = mann_whitney(&targets, &others).unwrap();
            prop_assert!((pairs * shift.above - two_sided.statistic).abs() < 1e-9);
            let mirrored: Vec<f64> = changes.iter().rev().map(|v| -v).collect();
            let reversed: Vec<Group> = groups.iter().rev().copied().collect();
            let turned = Ranked::new(&mirrored).shift(&reversed, &stratum);
            prop_assert!((shift.z + turned.z).abs() < 1e-9);
            let two_sided = kolmogorov_smirnov(&targets, &others).unwrap();
            let distance = shift.down.0.max(shift.up.0);
            prop_assert!((distance - two_sided.statistic).abs() < 1e-9);
            prop_assert!((shift.down.0 - turned.up.0).abs() < 1e-9);
            prop_assert!((shift.up.1 - turned.down.1).abs() < 1e-9);
        }

        /// The weights are the residuals of one regression on strata and covariates together.
        #[test]
        fn weights_are_residuals((changes, groups, strata, covariates) in genes()) {
            let counted: Vec<usize> = (0..changes.len())
                .filter(|&i| {
                    let has = |group| {
                        (0..changes.len()).any(|j| strata[j] == strata[i] && groups[j] == group)
                    };
                    groups[i] != Group::Neither && has(Group::Target) && has(Group::NonTarget)
                })
                .collect();
            prop_assume!(counted.len() > 15);
            let mut present: Vec<usize> = counted.iter().map(|&i| strata[i]).collect();
            present.sort_unstable();
            present.dedup();
            let rows: Vec<Vec<(usize, f64)>> = counted
                .iter()
                .map(|&i| {
                    let mut row: Vec<(usize, f64)> =
                        covariates[i].iter().copied().enumerate().collect();
                    let stratum = present.iter().position(|s| *s == strata[i]).unwrap();
                    row.extend((stratum > 0).then_some((WIDTH + stratum - 1, 1.0)));
                    row
                })
                .collect();
            let target: Vec<f64> =
                counted.iter().map(|&i| f64::from(u8::from(groups[i] == Group::Target))).collect();
            let c = Regression::new(&rows, WIDTH + present.len() - 1, &target, 0.0).unwrap().residuals;
            let effective: f64 = c.iter().map(|c| c * c).sum();
            prop_assume!(effective > 0.1);
            let (mut sum, mut variance) = (0.0, 0.0);
            for stratum in present {
                let inside: Vec<usize> =
                    (0..counted.len()).filter(|&k| strata[counted[k]] == stratum).collect();
                let values: Vec<f64> = inside.iter().map(|&k| changes[counted[k]]).collect();
                let (n, ranks) = (values.len() as f64, ranks(&values));
                sum += inside.iter().zip(&ranks).map(|(&k, rank)| c[k] * rank / n).sum::<f64>();
                let spread: f64 =
                    ranks.iter().map(|rank| (rank - 0.5 * (n + 1.0)).powi(2)).sum::<f64>();
                let squares: f64 = inside.iter().map(|&k| c[k] * c[k]).sum();
                variance += squares * spread / (n - 1.0) / (n * n);
            }
            prop_assume!(variance > 1e-6);
            let mut ranked = Ranked::new(&changes);
            ranked.covariates = covariates;
            let shift = ranked.shift(&groups, &Strata::from_numbers(strata));
            prop_assert!((shift.above - 0.5 - sum / effective).abs() < 1e-4);
            prop_assert!((shift.z - sum / variance.sqrt()).abs() < 1e-3);
            let rise = |limit: f64| -> f64 {
                (0..c.len()).filter(|&k| changes[counted[k]] <= limit).map(|k| c[k]).sum()
            };
            let most = changes.iter().map(|v| rise(*v)).fold(0.0, f64::max) / effective;
            prop_assert!((shift.down.0 - most).abs() < 1e-4);
            let least = changes.iter().map(|v| rise(*v)).fold(0.0, f64::min) / effective;
            prop_assert!((shift.up.0 + least).abs() < 1e-4);
        }
    }

    /// Where targets and non-targets have one change, nothing speaks for a fall.
    #[test]
    fn no_variation_is_no_evidence() {
        let groups: Vec<Group> =
            (0..40).map(|i| [Group::Target, Group::NonTarget][i % 2]).collect();
        let mut ranked = Ranked::new(&[-1.5; 40]);
        for (i, row) in ranked.covariates.iter_mut().enumerate() {
            row[0] = (i % 7) as f64;
        }
        let shift = ranked.shift(&groups, &Strata::single(40));
        assert_eq!((shift.above, shift.z), (0.5, 0.0));
        assert_eq!((shift.down, shift.up), ((0.0, 1.0), (0.0, 1.0)));
    }

    /// Targets that differ from others in their stratum alone do not stand out.
    #[test]
    fn what_strata_explain_is_no_evidence() {
        let strata: Vec<usize> = (0..300).map(|i| i / 100).collect();
        let changes: Vec<f64> = (0..300).map(f64::from).collect();
        let groups: Vec<Group> = (0..300)
            .map(|i| {
                if i % if i < 100 { 2 } else { 20 } == 0 { Group::Target } else { Group::NonTarget }
            })
            .collect();
        let shift = Ranked::new(&changes).shift(&groups, &Strata::from_numbers(strata));
        assert!(shift.z.abs() < 0.8 && shift.down.1.min(shift.up.1) > 0.2, "{shift:?}");
    }
}
