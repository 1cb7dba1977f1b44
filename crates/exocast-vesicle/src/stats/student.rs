//! Means of few replicates with the interval of Student's t.

use exocast_core::Interval;
pub(crate) use exocast_core::tails::student_quantile;

/// The arithmetic mean of positive replicates with the 95 % interval that Student's t gives on the
/// logarithm: `mean · exp(±t · s_log/√n)`.
///
/// Where a replicate is zero, the interval is that of t on the values, not below zero. Nothing for
/// fewer than two replicates.
pub(crate) fn between(values: &[f64]) -> Option<Interval> {
    let n = values.len() as f64;
    let t = student_975(values.len().checked_sub(1)?)?;
    let mean = values.iter().sum::<f64>() / n;
    if values.iter().all(|&value| value > 0.0) {
        let logs: Vec<f64> = values.iter().map(|value| value.ln()).collect();
        let half = t * sample_sd(&logs)? / n.sqrt();
        Some(Interval::new(mean, mean * (-half).exp(), mean * half.exp()))
    } else {
        let half = t * sample_sd(values)? / n.sqrt();
        Some(Interval::new(mean, (mean - half).max(0.0), mean + half))
    }
}

/// The geometric mean of positive values with its 95 % interval from Student's t on the logarithm.
pub(crate) fn between_geometric(values: &[f64]) -> Option<Interval> {
    if values.iter().any(|&value| value <= 0.0) {
        return between(values);
    }
    let logs: Vec<f64> = values.iter().map(|value| value.ln()).collect();
    let n = logs.len() as f64;
    let half = student_975(logs.len().checked_sub(1)?)? * sample_sd(&logs)? / n.sqrt();
    let centre = logs.iter().sum::<f64>() / n;
    Some(Interval::new(centre.exp(), (centre - half).exp(), (centre + half).exp()))
}

pub(crate) fn student_975(degrees: usize) -> Option<f64> {
    student_quantile(degrees as f64, 0.975)
}

/// The sample standard deviation (n − 1); nothing for fewer than two values.
pub(crate) fn sample_sd(values: &[f64]) -> Option<f64> {
    if values.len() < 2 {
        return None;
    }
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    Some((squares / (n - 1.0)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::super::poisson::garwood;
    use super::*;

    #[test]
    fn garwood_matches_the_chi_square_quantiles_of_scipy() {
        let check = |count, low: f64, high: f64| {
            let interval = garwood(count);
            assert!((interval.low - low).abs() <= 1e-9 * low, "{count}: {}", interval.low);
            assert!((interval.high - high).abs() <= 1e-9 * high, "{count}: {}", interval.high);
        };
        check(0, 0.0, 3.688_879_454_113_935_4);
        check(1, 0.025_317_807_984_289_876, 5.571_643_390_938_898);
        check(5, 1.623_486_390_118_420_7, 11.668_332_079_322_67);
        check(59, 44.913_533_628_693_436, 76.105_701_362_575_77);
        check(306, 272.671_386_965_357_04, 342.278_466_164_259_5);
        check(1000, 938.973_018_407_695_2, 1_063.952_136_016_302);
        let most = garwood(u64::MAX);
        assert!(
            most.low < most.value && most.value < most.high && most.high < 1.000_001 * most.value
        );
    }

    #[test]
    fn student_quantiles_are_those_of_the_tables() {
        let check = |degrees, wanted: f64| {
            let quantile = student_975(degrees).unwrap();
            assert!((quantile - wanted).abs() < 1e-9, "{degrees}: {quantile}");
        };
        check(1, 12.706_204_736_174_694);
        check(2, 4.302_652_729_749_462);
        check(4, 2.776_445_105_197_793);
        assert_eq!(student_975(0), None);
        // As many particles as a column of concentrations has.
        assert!((student_975(15_000_000).unwrap() - 1.959_964).abs() < 1e-6);
        assert!((student_975(usize::MAX).unwrap() - 1.959_964).abs() < 1e-6);
    }

    #[test]
    fn the_interval_of_equal_replicates_is_a_point() {
        let interval = between(&[5.0, 5.0, 5.0]).unwrap();
        assert!((interval.high - interval.low).abs() < 1e-12);
        assert!(between(&[5.0]).is_none());
        assert!(between(&[0.0, 5.0]).unwrap().low.abs() < 1e-12);
    }
}
