//! Bins of a histogram: their edges, and what a density holds in each.

use super::columns::Per;

/// Bin edges between ascending centres: halfway, on a logarithmic scale where the centres stand in a
/// constant ratio; the outer ones as far out as the inner ones are in.
pub(crate) fn edges_between(centres: &[f64]) -> Vec<f64> {
    let logarithmic = {
        let ratios = || centres.windows(2).map(|pair| pair[1] / pair[0]);
        let low = ratios().fold(f64::INFINITY, f64::min);
        let high = ratios().fold(0.0, f64::max);
        // Rounded to three or four digits, a ratio may be a little off.
        centres.len() > 2 && (high - low) <= 0.02 * low && high > 1.0 + 1e-9 && {
            let steps = || centres.windows(2).map(|pair| pair[1] - pair[0]);
            let (least, most) =
                (steps().fold(f64::INFINITY, f64::min), steps().fold(0.0, f64::max));
            most > 1.2 * least
        }
    };
    let scale = |value: f64| if logarithmic { value.ln() } else { value };
    let back = |value: f64| if logarithmic { value.exp() } else { value };
    let mut edges: Vec<f64> = centres
        .windows(2)
        .map(|pair| back(f64::midpoint(scale(pair[0]), scale(pair[1]))))
        .collect();
    if let ([first, ..], [.., last]) = (centres, centres)
        && let ([inner_first, ..], [.., inner_last]) = (edges.as_slice(), edges.as_slice())
    {
        let before = back(2.0 * scale(*first) - scale(*inner_first)).max(0.0);
        let after = back(2.0 * scale(*last) - scale(*inner_last));
        edges.insert(0, before);
        edges.push(after);
    }
    edges
}

/// The amounts of bins whose densities these are; nothing where an edge has no logarithm.
pub(crate) fn amounts(densities: &[f64], edges: &[f64], per: Per) -> Option<Vec<f64>> {
    let width = |edge: &[f64]| match per {
        Per::Bin => 1.0,
        Per::Nanometre => edge[1] - edge[0],
        Per::Decade => (edge[1] / edge[0]).log10(),
        Per::Fold => (edge[1] / edge[0]).ln(),
    };
    let widths = edges.windows(2).map(width);
    let each = densities.iter().zip(widths).map(|(density, width)| density * width);
    each.map(|amount| amount.is_finite().then_some(amount)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn densities_are_multiplied_by_the_size_of_their_bins() {
        let check = |per, wanted: &[f64]| {
            let densities =
                amounts(&[2.0, 2.0], &[10.0, 100.0, 1000.0], per).expect("edges above zero");
            let near = densities.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-9 * b);
            assert!(near, "{densities:?}");
        };
        check(Per::Bin, &[2.0, 2.0]);
        check(Per::Nanometre, &[180.0, 1800.0]);
        check(Per::Decade, &[2.0, 2.0]);
        check(Per::Fold, &[2.0 * 10_f64.ln(), 2.0 * 10_f64.ln()]);
        assert!(amounts(&[1.0], &[0.0, 1.0], Per::Decade).is_none());
    }

    #[test]
    fn edges_follow_the_spacing() {
        let check = |centres: &[f64], wanted: &[f64]| {
            let edges = edges_between(centres);
            assert_eq!(edges.len(), wanted.len());
            for (a, b) in edges.iter().zip(wanted) {
                assert!((a - b).abs() < 1e-9 * b.max(1.0), "{edges:?}");
            }
        };
        check(&[0.5, 1.5, 2.5], &[0.0, 1.0, 2.0, 3.0]);
        check(&[10.0, 1000.0, 100_000.0], &[1.0, 100.0, 10_000.0, 1_000_000.0]);
        check(&[10.0, 20.0], &[5.0, 15.0, 25.0]);
    }
}
