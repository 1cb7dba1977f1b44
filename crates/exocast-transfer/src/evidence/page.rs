//! The pages of docs/evidence.

use std::fmt::Write as _;

use super::{
    left_out::{LeftOut, leave_papers_out},
    measurement::{Basis, Bound, measurements},
    prior::{Prior, evidence_priors},
};
use crate::parameters::Parameter;

/// The pages by their names: what was measured, and what follows from it.
#[must_use]
pub fn evidence_pages() -> [(&'static str, String); 2] {
    [("measurements.md", rows()), ("priors.md", priors())]
}

/// How many measured rows lie inside of what the other papers foresee, of how many, and how many no paper foresees.
#[must_use]
pub fn evidence_coverage(rows: &[LeftOut]) -> (usize, usize, usize) {
    let foreseen: Vec<bool> = rows.iter().filter_map(LeftOut::inside).collect();
    let inside = foreseen.iter().filter(|inside| **inside).count();
    (inside, foreseen.len(), rows.len() - foreseen.len())
}

fn rows() -> String {
    let mut text = "# Measurements of the transfer parameters\n\n\
        Written by `cargo xtask evidence`. One row is one number; `<` and `>` are limits. Only what was read, computed \
        from numbers that were read, or a limit that was read counts as measured.\n\n\
        | row | parameter | value | unit | system | method | paper | DOI | basis |\n\
        |---|---|---|---|---|---|---|---|---|\n"
        .to_owned();
    for row in measurements() {
        let sign = match row.bound {
            None => "",
            Some(Bound::Below) => "< ",
            Some(Bound::Above) => "> ",
        };
        _ = writeln!(
            text,
            "| {} | {} | {sign}{} | {} | {} | {} | {} | {} | {} |",
            row.id,
            row.parameter,
            number(row.value),
            row.unit,
            row.system,
            row.method,
            row.paper,
            row.doi,
            row.basis_word
        );
    }
    text
}

fn priors() -> String {
    let mut text = "# Priors that follow from the measurements\n\n\
        Written by `cargo xtask evidence`. Rows lie in papers. A row is a centre, plus what its paper and method add \
        (`between`), plus what its cells add (`within`), on the logarithm or, for shares, the log odds. Papers are spread \
        by Student's t with 4 degrees of freedom, so that a paper far off pulls little. Limits enter as limits. Both \
        spreads are drawn towards a pooled one of all parameters. Only rows of the best basis that holds a value are \
        used: measured before second hand before recalled. The interval is for a row of a new paper.\n\n\
        **The dose does not use these priors yet**: it draws the ranges of \
        [Parameters of the transfer model](../methods/transfer-parameters.md), whose widths stand beside.\n\n\
        | parameter | unit | median | predictive 95 % | value | range | between | within | decades | decades in use |\n\
        |---|---|---|---|---|---|---|---|---|---|\n"
        .to_owned();
    let all = evidence_priors();
    for prior in &all {
        _ = writeln!(
            text,
            "| {} | {} | {} | {} to {} | {} | {} | {:.2} | {:.2} | {:.1} | {} |",
            prior.parameter,
            prior.unit,
            number(prior.median),
            number(prior.low),
            number(prior.high),
            prior.status(),
            prior.range_status(),
            prior.between,
            prior.within,
            prior.decades(),
            in_use(prior)
        );
    }
    text += "\n## Papers left out one at a time\n\n\
        Each measured value as the other papers foresee it. Where no other paper measured the parameter, numbers that are \
        second hand or recalled foresee it, which tests less; where there are none, nothing does.\n\n\
        | row | parameter | foreseen by | probability of less | inside |\n|---|---|---|---|---|\n";
    let left = leave_papers_out();
    for out in &left {
        let by = out.by.map_or_else(|| "no other paper".to_owned(), |by| by.to_string());
        let below = out.below.map_or_else(String::new, |below| format!("{below:.3}"));
        let inside = out.inside().map_or("", |inside| if inside { "yes" } else { "no" });
        _ = writeln!(
            text,
            "| {} | {} | {by} | {below} | {inside} |",
            out.row.id, out.row.parameter
        );
    }
    let (inside, foreseen, alone) = evidence_coverage(&left);
    let strict: Vec<LeftOut> =
        left.into_iter().filter(|out| out.by == Some(Basis::Measured)).collect();
    let (strictly, measured, _) = evidence_coverage(&strict);
    _ = writeln!(
        text,
        "\n{inside} of {foreseen} are inside; {strictly} of {measured} of those that measured values foresee. {alone} \
        have no other paper.\n\n\
        These intervals are wide: a few parameters on which papers differ by thousands set the pooled spread, and a \
        parameter with one paper, such as the volume of a cell, is given that spread whether it is so uncertain or not. \
        The numbers are few, so that the share inside is known roughly only. Escape is one distribution here, though \
        assays of function and fractionations differ; and fast and slow phase of plasma are rows of one half-life."
    );
    text += "\n## Parameters with no number\n\nThe table of measurements holds no value of these. What they rest on \
        stands with the parameters of the model.\n\n";
    for parameter in Parameter::ALL {
        let name = parameter.entry().name;
        if !all.iter().any(|prior| prior.parameter == name) {
            _ = writeln!(text, "* {name}");
        }
    }
    text
}

/// Width of the range that the dose draws today.
fn in_use(prior: &Prior) -> String {
    let entry = Parameter::ALL
        .iter()
        .map(|parameter| parameter.entry())
        .find(|entry| entry.name == prior.parameter);
    entry.map_or_else(
        || "not a parameter".to_owned(),
        |entry| {
            if entry.low > 0.0 {
                format!("{:.1}", (entry.high / entry.low).log10())
            } else {
                String::new()
            }
        },
    )
}

fn number(value: f64) -> String {
    match value {
        0.01..0.1 => format!("{value:.4}"),
        0.1..1.0 => format!("{value:.3}"),
        1.0..10.0 => format!("{value:.2}"),
        10.0..100.0 => format!("{value:.1}"),
        100.0..1e5 => format!("{value:.0}"),
        _ => format!("{value:.2e}"),
    }
}
