//! Columns that are computed from samples by their names: `EV_1/EV_2`, `EV_1 - blank`, `rank EV_1`, `N EV_1`.

use super::{column::Column, parts, refusal::Refusal, request::Request, role::Role};

/// What stands between two names.
const BETWEEN: [&str; 12] =
    ["/", ":", "-", "–", "−", "÷", "vs", "vs.", "versus", "over", "minus", "to"];
/// What is subtracted from a sample, or what it is divided by.
const BLANKS: [&str; 8] =
    ["background", "bg", "blank", "control", "ctrl", "input", "leerwert", "mock"];
/// Words around a combination.
const AROUND: [&str; 16] = [
    "%",
    "percent",
    "log2fc",
    "log2",
    "log10",
    "ln",
    "log",
    "ratio",
    "difference",
    "differenz",
    "diff",
    "delta",
    "fold",
    "fc",
    "of",
    "change",
];
/// Share of the rows that show what a column is computed by, and how far rounding may be off.
const MOST: f64 = 0.8;
const ROUNDING: f64 = 0.02;
/// Samples of which combinations are searched, at most.
const MANY: usize = 2000;

/// Takes columns out of the samples that are computed from others by their names.
///
/// # Errors
/// Where the name says so, and the numbers do not.
pub(super) fn leave_out(
    columns: &[Column],
    roles: &mut [Role],
    request: &Request<'_>,
) -> Result<(), Refusal> {
    let samples: Vec<usize> =
        (0..roles.len()).filter(|&place| roles[place] == Role::Sample).collect();
    if samples.len() < 2 || samples.len() > MANY {
        return Ok(());
    }
    let is_looked_for = |place: usize| request.samples.contains(&columns[place].name.as_str());
    let names: Vec<String> = samples.iter().map(|&place| spaced(&columns[place].name)).collect();
    for (at, &place) in samples.iter().enumerate() {
        if is_looked_for(place) {
            continue;
        }
        if describes(&columns[place], columns, &samples) {
            roles[place] = Role::Statistic;
            continue;
        }
        if !BETWEEN.iter().any(|word| names[at].contains(word)) {
            continue;
        }
        let Some((first, second)) = combination(at, &names) else { continue };
        let Some(second) = second else {
            let (column, first) =
                (columns[place].name.clone(), format!("`{}`", columns[samples[first]].name));
            return Err(Refusal::Combined { column, first, second: "a blank".to_owned() });
        };
        let [a, b] = [first, second].map(|at| &columns[samples[at]]);
        if !is_computed(&columns[place], a, b) {
            // Two cells together, `HUVEC-MSC`, have as much as each alone.
            if is_as_large(&columns[place], a, b) {
                continue;
            }
            return Err(Refusal::Combined {
                column: columns[place].name.clone(),
                first: format!("`{}`", a.name),
                second: format!("`{}`", b.name),
            });
        }
        roles[place] = Role::Statistic;
    }
    Ok(())
}

/// A name in small letters with single blanks.
fn spaced(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether a column says how many or which place something of a sample has: `N EV_1`, `EV_1 rank`.
fn describes(column: &Column, columns: &[Column], samples: &[usize]) -> bool {
    let Some(stem) = parts::stem_of_number(&column.key) else { return false };
    let whole = |column: &Column| {
        column.values.iter().flatten().all(|value| value.fract() == 0.0 && *value >= 0.0)
    };
    whole(column)
        && samples.iter().any(|&other| {
            let other = &columns[other];
            other.key != column.key
                && parts::stem_of_number(&other.key).is_none()
                && parts::stem_of_mean(&other.key) == stem
        })
}

/// The places of the two names that a name is a combination of; the second is none where it is a blank's.
fn combination(at: usize, names: &[String]) -> Option<(usize, Option<usize>)> {
    let is_edge = |letter: char| letter == ' ' || letter == '_' || "()[]{}".contains(letter);
    let mut name = names[at].trim_matches(is_edge);
    while let Some(rest) = AROUND.iter().find_map(|word| {
        let before = name.strip_prefix(word).filter(|rest| rest.starts_with(is_edge));
        before.or_else(|| name.strip_suffix(word).filter(|rest| rest.ends_with(is_edge)))
    }) {
        name = rest.trim_matches(is_edge);
    }
    let others =
        || names.iter().enumerate().filter(|(other, name)| *other != at && !name.is_empty());
    others().find_map(|(first, begin)| {
        let rest = name.strip_prefix(begin.as_str())?;
        let pair = others().find(|(second, end)| {
            *second != first
                && rest.strip_suffix(end.as_str()).is_some_and(|middle| {
                    let middle = middle.trim_matches(is_edge);
                    BETWEEN.contains(&middle)
                })
        });
        let blank = || {
            BLANKS.iter().any(|word| {
                rest.strip_suffix(word).is_some_and(|middle| {
                    matches!(middle.trim_matches(is_edge), "-" | "–" | "−" | "/" | "minus")
                        // `EV-control` is called as samples are.
                        && middle.contains(is_edge)
                })
            })
        };
        match pair {
            Some((second, _)) => Some((first, Some(second))),
            None => blank().then_some((first, None)),
        }
    })
}

/// Whether a column holds amounts, in sum about as much as two others.
fn is_as_large(column: &Column, a: &Column, b: &Column) -> bool {
    /// How many times the sums of samples may differ.
    const NEAR: f64 = 3.0;
    let sum = |column: &Column| column.values.iter().flatten().sum::<f64>();
    let [sum, a, b] = [column, a, b].map(sum);
    column.values.iter().flatten().all(|value| *value >= 0.0)
        && sum * NEAR >= a.min(b)
        && sum <= NEAR * a.max(b)
}

/// Whether the numbers of a column are ratios or differences of two others, or logarithms of ratios.
fn is_computed(column: &Column, a: &Column, b: &Column) -> bool {
    let rows: Vec<(f64, f64, f64)> = column
        .values
        .iter()
        .zip(&a.values)
        .zip(&b.values)
        .filter_map(|((value, a), b)| Some(((*value)?, (*a)?, (*b)?)))
        .collect();
    let formulas: [fn(f64, f64) -> f64; 11] = [
        |a, b| (a / b).ln(),
        |a, b| 100.0 * a / b,
        |a, b| (a - b).abs(),
        |a, b| a / b,
        |a, b| b / a,
        |a, b| a - b,
        |a, b| b - a,
        |a, b| (a / b).log2(),
        |a, b| (b / a).log2(),
        |a, b| ((a + 1.0) / (b + 1.0)).log2(),
        |a, b| (a / b).log10(),
    ];
    formulas.iter().any(|formula| {
        let matches: Vec<bool> = rows
            .iter()
            .map(|&(value, a, b)| (value, formula(a, b)))
            .filter(|(_, wanted)| wanted.is_finite())
            // As much as rounding to one decimal takes.
            .map(|(value, wanted)| (value - wanted).abs() <= (ROUNDING * wanted.abs()).max(0.051))
            .collect();
        let right = matches.iter().filter(|right| **right).count();
        matches.len() > 2 && right as f64 >= MOST * matches.len() as f64
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_show_what_columns_are_combined_of() {
        let all = |names: &[&str]| names.iter().map(|name| spaced(name)).collect::<Vec<_>>();
        for name in [
            "EV_1/EV_2",
            "EV_1 vs EV_2",
            "EV_1:EV_2",
            "EV_1 - EV_2",
            "log2(EV_1/EV_2)",
            "ratio EV_1/EV_2",
            "EV_1_vs_EV_2",
        ] {
            assert_eq!(combination(2, &all(&["EV_1", "EV_2", name])), Some((0, Some(1))), "{name}");
        }
        assert_eq!(combination(2, &all(&["EV_1", "EV_2", "EV_1 - blank"])), Some((0, None)));
        for name in ["EV_1-rep2", "EV_3", "EV_12", "EV-control", "EV_1_EV_2", "A-B"] {
            assert_eq!(combination(2, &all(&["EV_1", "EV_2", name])), None, "{name}");
        }
    }
}
