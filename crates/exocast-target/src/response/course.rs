//! How mRNA and protein follow when occupancy changes at once.

use crate::parameters as p;

/// The course of one gene after the occupancy of its sites steps from N₀ to N.
///
/// With k = (1 + b·N)/(1 + b·N₀) and r = (1 + c·N₀)/(1 + c·N), mRNA R and protein P in parts of their levels
/// before follow
///
/// dR/dt = δ·(1 − k·R), dP/dt = κ·(r·R − P), δ and κ being ln 2 over the half-lives.
///
/// Both are linear, so the course is written out and not integrated:
/// R(t) = 1/k + (1 − 1/k)·e^(−δkt) and P(t) = r/k + A·e^(−δkt) + (1 − r/k − A)·e^(−κt), where
/// A = r·(1 − 1/k)·κ/(κ − δk).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ResponseCourse {
    mrna_rate: f64,
    protein_rate: f64,
}

impl Default for ResponseCourse {
    /// Median half-lives of mouse fibroblasts: 9 h and 46 h (Schwanhäusser et al. 2011, Nature 473:337).
    fn default() -> Self {
        let half_life = |hours: f64| std::f64::consts::LN_2 / hours;
        Self {
            mrna_rate: half_life(p::MRNA_HALF_LIFE.value),
            protein_rate: half_life(p::PROTEIN_HALF_LIFE.value),
        }
    }
}

impl ResponseCourse {
    /// mRNA in parts of its level before, after some hours; `k` is the factor of its decay.
    pub(crate) fn mrna(&self, k: f64, hours: f64) -> f64 {
        let end = 1.0 / k;
        end + (1.0 - end) * (-self.mrna_rate * k * hours).exp()
    }

    /// Protein in parts of its level before, after some hours; `r` is the factor of translation.
    pub(crate) fn protein(&self, k: f64, r: f64, hours: f64) -> f64 {
        let (fast, slow) = (self.mrna_rate * k, self.protein_rate);
        let end = r / k;
        let lag = r * (1.0 - 1.0 / k) * slow;
        // (e^(−fast·t) − e^(−slow·t))/(slow − fast), which is t·e^(−slow·t) where both are equal.
        let exponent = (slow - fast) * hours;
        let between = if exponent.abs() < 1e-9 { hours } else { exponent.exp_m1() / (slow - fast) };
        let decay = (-slow * hours).exp();
        end + (1.0 - end) * decay + lag * between * decay
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The written-out course is that of the equations, stepped through.
        #[test]
        fn the_course_solves_its_equations(k in 0.2_f64..8.0, r in 0.2_f64..1.5, hours in 1.0_f64..60.0) {
            let course = ResponseCourse::default();
            let steps = 20_000;
            let step = hours / f64::from(steps);
            let (mut mrna, mut protein) = (1.0, 1.0);
            for _ in 0..steps {
                let slope = |m: f64, p: f64| {
                    (course.mrna_rate * (1.0 - k * m), course.protein_rate * (r * m - p))
                };
                let (dm, dp) = slope(mrna, protein);
                let (em, ep) = slope(mrna + dm * step / 2.0, protein + dp * step / 2.0);
                (mrna, protein) = (mrna + em * step, protein + ep * step);
            }
            prop_assert!((course.mrna(k, hours) - mrna).abs() < 1e-5);
            prop_assert!((course.protein(k, r, hours) - protein).abs() < 1e-5);
        }

        #[test]
        fn the_course_ends_at_the_steady_state(k in 0.2_f64..8.0, r in 0.2_f64..1.5) {
            let course = ResponseCourse::default();
            prop_assert!((course.mrna(k, 1e5) - 1.0 / k).abs() < 1e-9);
            prop_assert!((course.protein(k, r, 1e5) - r / k).abs() < 1e-9);
        }

        #[test]
        fn protein_falls_no_faster_than_it_decays(k in 1.0_f64..50.0, r in 0.0_f64..1.0, hours in 0.0_f64..200.0) {
            let least = 2.0_f64.powf(-hours / p::PROTEIN_HALF_LIFE.value);
            prop_assert!(ResponseCourse::default().protein(k, r, hours) >= least - 1e-12);
        }
    }
}
