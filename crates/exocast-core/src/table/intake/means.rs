//! A mean beside numbers that it is not of: its spread, its number of samples, its quantiles.

use super::{column::Column, parts, refusal::Refusal, request::Request, role::Role};

/// How far a mean may be off for rounding.
const ROUNDING: f64 = 0.02;
/// Share of the rows that show that a mean is of other columns.
const MOST: f64 = 0.8;

/// Settles what is beside columns that are called means or medians. Where every other column describes the mean by its name,
/// the mean is the sample: `Mean`, `N`, `IQR`.
///
/// # Errors
/// Where a mean is none of the only other column, and either may be the sample.
pub(super) fn settle(
    columns: &[Column],
    roles: &mut [Role],
    request: &Request<'_>,
) -> Result<(), Refusal> {
    let of_role = |roles: &[Role], role: Role| -> Vec<usize> {
        (0..roles.len()).filter(|&place| roles[place] == role).collect()
    };
    let samples = of_role(roles, Role::Sample);
    let mut means = of_role(roles, Role::Total);
    means.retain(|&place| parts::says_mean(&columns[place].key));
    // `avg.exp.scaled` beside `avg.exp`.
    let (scaled, plain): (Vec<usize>, Vec<usize>) =
        means.iter().partition(|&&place| parts::says_scaled(&columns[place].key));
    if !plain.is_empty() {
        for place in scaled {
            roles[place] = Role::OtherValues;
        }
        means = plain;
    }
    let is_looked_for = |place: usize| request.samples.contains(&columns[place].name.as_str());
    if means.is_empty()
        || samples.is_empty()
        || samples.iter().any(|&place| is_looked_for(place))
        || means.iter().all(|&mean| is_of(&columns[mean], columns, &samples))
    {
        return Ok(());
    }
    let (beside, rest): (Vec<usize>, Vec<usize>) =
        samples.iter().partition(|&&place| parts::is_beside_mean(&columns[place].key));
    match rest.as_slice() {
        [] => {
            for place in beside {
                roles[place] = Role::Statistic;
            }
            // `EV mean`, `EV n`, `Cell mean`, `Cell n`.
            let stem = |place: usize| parts::stem_of_mean(&columns[place].key);
            let differ = means
                .iter()
                .enumerate()
                .all(|(at, &mean)| means[at + 1..].iter().all(|&other| stem(other) != stem(mean)));
            if differ {
                for place in means {
                    roles[place] = Role::Sample;
                }
            }
            Ok(())
        }
        [only] if !is_within(&columns[means[0]], columns, &rest) => Err(Refusal::MayBeMean {
            mean: columns[means[0]].shown(means[0]),
            other: columns[*only].shown(*only),
        }),
        _ => Ok(()),
    }
}

/// Values of samples and of a mean, per row that has all.
fn rows<'a>(
    mean: &'a Column,
    columns: &'a [Column],
    samples: &'a [usize],
) -> impl Iterator<Item = (f64, Vec<f64>)> + 'a {
    mean.values.iter().enumerate().filter_map(|(row, value)| {
        let all: Option<Vec<f64>> = samples
            .iter()
            .map(|&place| columns[place].values.get(row).copied().flatten())
            .collect();
        Some(((*value)?, all?))
    })
}

fn share(all: impl Iterator<Item = bool>) -> f64 {
    let (yes, rows) =
        all.fold((0_usize, 0_usize), |(yes, rows), is| (yes + usize::from(is), rows + 1));
    yes as f64 / rows.max(1) as f64
}

/// Whether a column is the mean or the median of these in most rows.
fn is_of(mean: &Column, columns: &[Column], samples: &[usize]) -> bool {
    let is_near = |value: f64, wanted: f64| {
        (value - wanted).abs() <= ROUNDING * wanted.abs().max(value.abs())
    };
    let is_mean = |(value, mut all): (f64, Vec<f64>)| {
        let average = all.iter().sum::<f64>() / all.len() as f64;
        all.sort_unstable_by(f64::total_cmp);
        let (low, high) = (all[(all.len() - 1) / 2], all[all.len() / 2]);
        is_near(value, average) || is_near(value, low.midpoint(high))
    };
    samples.len() > 1 && share(rows(mean, columns, samples).map(is_mean)) >= MOST
}

/// Whether a column lies between the smallest and the largest of these in most rows, as a mean of them in any scale does.
fn is_within(mean: &Column, columns: &[Column], samples: &[usize]) -> bool {
    let within = |(value, all): (f64, Vec<f64>)| {
        let low = all.iter().copied().fold(f64::INFINITY, f64::min);
        let high = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let off = ROUNDING * value.abs();
        value >= low - off && value <= high + off
    };
    share(rows(mean, columns, samples).map(within)) >= MOST
}
