//! What was found, in one sentence a step: the page that is read by those who read no further.

use exocast_core::{Cell, Table};

use crate::result::Analysis;

/// Rows of a table by column name.
struct Rows<'a> {
    table: &'a Table,
}

impl<'a> Rows<'a> {
    fn of(analysis: &'a Analysis, name: &str) -> Option<Self> {
        let table = analysis.table(name)?;
        (table.rows().len() > 0).then_some(Self { table })
    }

    fn place(&self, column: &str) -> Option<usize> {
        self.table.columns().iter().position(|own| own == column)
    }

    fn text(&self, row: &'a [Cell], column: &str) -> String {
        self.place(column).map(|at| row[at].to_text()).unwrap_or_default()
    }

    fn number(&self, row: &'a [Cell], column: &str) -> Option<f64> {
        match self.place(column).map(|at| &row[at]) {
            Some(Cell::Real(value)) => Some(*value),
            #[allow(clippy::cast_precision_loss, reason = "counts for a sentence")]
            Some(Cell::Integer(value)) => Some(*value as f64),
            _ => None,
        }
    }
}

/// The sentences, in the order of the steps; a step without result has none.
pub(super) fn of(analysis: &Analysis) -> Vec<String> {
    [counts, sizes, cargo, origin, response, programmes, proteins, groups]
        .into_iter()
        .filter_map(|sentence| sentence(analysis))
        .collect()
}

fn counts(analysis: &Analysis) -> Option<String> {
    let table = analysis.table("mirna_counts")?;
    let samples = table.columns().len() - 1;
    let seen = table.rows().filter(|row| row.iter().skip(1).any(above_zero)).count();
    Some(format!("{seen} miRNAs have reads in {}.", plural(samples, "sample")))
}

fn above_zero(cell: &Cell) -> bool {
    match cell {
        Cell::Real(value) => *value > 0.0,
        Cell::Integer(value) => *value > 0,
        _ => false,
    }
}

fn sizes(analysis: &Analysis) -> Option<String> {
    let rows = Rows::of(analysis, "vesicles")?;
    let all = rows.table.rows().filter(|row| rows.text(row, "replicate") == "all");
    let each: Vec<String> = all
        .filter_map(|row| {
            let median = rows.number(row, "median")?;
            // As it ran through the instrument, a number says nothing of the sample.
            let known = rows.number(row, "dilution").is_some();
            let number = rows
                .number(row, "concentration_per_ml")
                .map(|own| {
                    let of = if known { "" } else { " as measured, dilution unknown" };
                    format!(", {own:.1e} per mL{of}")
                })
                .unwrap_or_default();
            Some(format!("{} {median:.0} nm{number}", rows.text(row, "sample")))
        })
        .collect();
    listed(&each).map(|list| format!("Median diameter and number of particles: {list}."))
}

fn cargo(analysis: &Analysis) -> Option<String> {
    let rows = Rows::of(analysis, "cargo")?;
    let most = rows
        .table
        .rows()
        .filter_map(|row| Some((rows.number(row, "copies_per_vesicle")?, row)))
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    let every = 1.0 / most.0;
    let name = rows.text(most.1, "mirna");
    Some(if most.0 < 1.0 {
        format!("The most abundant miRNA, {name}, has one copy in {every:.0} vesicles.")
    } else {
        format!("The most abundant miRNA, {name}, has {:.1} copies per vesicle.", most.0)
    })
}

fn origin(analysis: &Analysis) -> Option<String> {
    let rows = Rows::of(analysis, "origin")?;
    let mut best: Vec<(String, f64, String)> = Vec::new();
    for row in rows.table.rows() {
        let Some(share) = rows.number(row, "rna_share") else { continue };
        let (sample, source) = (rows.text(row, "sample"), rows.text(row, "source"));
        let told = rows.text(row, "verdict");
        let shown = if told == "cannot tell" {
            format!("{sample}: cannot tell")
        } else {
            format!("{sample}: {source} {:.0} % ({told})", share * 100.0)
        };
        match best.iter_mut().find(|(own, ..)| *own == sample) {
            Some(own) if share > own.1 => *own = (sample, share, shown),
            Some(_) => {}
            None => best.push((sample, share, shown)),
        }
    }
    let each: Vec<String> = best.into_iter().map(|own| own.2).collect();
    listed(&each).map(|list| format!("Largest parent cell: {list}."))
}

fn response(analysis: &Analysis) -> Option<String> {
    let rows = Rows::of(analysis, "response")?;
    let likely = rows
        .table
        .rows()
        .filter(|row| rows.number(row, "probability_down").is_some_and(|own| own >= 0.5))
        .count();
    let most = rows
        .table
        .rows()
        .filter_map(|row| Some((rows.number(row, "log2fc")?, rows.text(row, "gene"))))
        .max_by(|a, b| a.0.abs().total_cmp(&b.0.abs()))?;
    let all = rows.table.rows().len();
    Some(format!(
        "Of {all} transcripts of the recipient {likely} are more likely than not to fall by what can be seen; the largest predicted change is {:.2e} on the log2 scale ({}).",
        most.0, most.1
    ))
}

fn programmes(analysis: &Analysis) -> Option<String> {
    let rows = Rows::of(analysis, "programmes")?;
    let moved: Vec<String> = rows
        .table
        .rows()
        .filter_map(|row| {
            let direction = rows.text(row, "direction");
            let moved = direction == "up" || direction == "down";
            moved.then(|| format!("{} {direction}", rows.text(row, "programme")))
        })
        .collect();
    Some(match listed(&moved) {
        Some(list) => format!("Programmes that move: {list}."),
        None if rows.table.rows().all(|row| rows.text(row, "direction") == "negligible") => {
            "No programme of the cell moves by more than a hundredth of a doubling.".to_owned()
        }
        None => "No programme of the cell moves clearly (q < 0.05).".to_owned(),
    })
}

fn proteins(analysis: &Analysis) -> Option<String> {
    let rows = Rows::of(analysis, "protein_cargo")?;
    let mut names: Vec<String> = Vec::new();
    for row in rows.table.rows() {
        let shown = format!("{} ({})", rows.text(row, "protein"), rows.text(row, "programme"));
        if !names.contains(&shown) {
            names.push(shown);
        }
    }
    listed(&names)
        .map(|list| format!("Proteins of the vesicles that act without any miRNA: {list}."))
}

fn groups(analysis: &Analysis) -> Option<String> {
    let rows = Rows::of(analysis, "contrast_cargo")?;
    let mut contrasts: Vec<(String, usize, usize)> = Vec::new();
    for row in rows.table.rows() {
        let name = rows.text(row, "contrast");
        if contrasts.last().is_none_or(|own| own.0 != name) {
            contrasts.push((name, 0, 0));
        }
        if let Some((_, tested, differ)) = contrasts.last_mut() {
            *tested += usize::from(rows.number(row, "p").is_some());
            *differ += usize::from(rows.number(row, "q").is_some_and(|own| own < 0.05));
        }
    }
    let each: Vec<String> = contrasts
        .into_iter()
        .map(|(name, tested, differ)| match tested {
            0 => format!("{name}: too few samples or reads for a test; ratios and intervals are in the tables"),
            _ => format!("{name}: {differ} of {tested} miRNAs differ (q < 0.05)"),
        })
        .collect();
    listed(&each).map(|list| format!("{list}."))
}

/// At most six of them.
fn listed(all: &[String]) -> Option<String> {
    const MOST: usize = 6;
    let shown = all.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    match all.len() {
        0 => None,
        n if n > MOST => Some(format!("{shown} and {} more", n - MOST)),
        _ => Some(shown),
    }
}

fn plural(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
