//! One HTML file that a bench scientist can read from top to bottom, without network or scripts.

pub mod figures;

use exocast_core::{Cell, Table};
use minijinja::{Environment, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;

use self::figures::Figure;
use crate::{
    Provenance,
    analysis::{Analysis, Notice, Outcome, Status, VerdictText},
};

/// Rows of a table that the report shows; the rest is in the table's own file.
const SHOWN_ROWS: usize = 25;

#[derive(Serialize)]
struct Shown {
    name: String,
    about: &'static str,
    columns: Vec<String>,
    rows: Vec<Vec<ShownCell>>,
    more: usize,
}

#[derive(Serialize)]
struct ShownCell {
    text: String,
    number: bool,
}

/// What the template is filled with.
#[derive(Serialize)]
struct Page<'a> {
    title: &'a str,
    organism: &'a str,
    biofluid: Option<&'a str>,
    samples: Vec<&'a str>,
    verdict: Option<&'a VerdictText>,
    done: Vec<&'a Outcome>,
    off: Vec<&'a Outcome>,
    notices: &'a [Notice],
    figures: &'a [Figure],
    tables: Vec<Shown>,
    provenance: &'a Provenance,
}

/// Renders the report of an analysis.
///
/// # Errors
/// Where the template fails on its data, which is a fault of the program.
pub fn render(analysis: &Analysis) -> Result<String, minijinja::Error> {
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?;
    let mut environment = Environment::new();
    environment.set_syntax(syntax);
    environment.add_template("report.html", include_str!("report.html"))?;
    let (done, off) = analysis.steps.iter().partition(|outcome| outcome.status == Status::Done);
    let truth = analysis.truth.iter().map(|table| show("truth", table));
    let study = &analysis.study;
    let page = Page {
        title: &study.study.title,
        organism: &study.study.organism,
        biofluid: study.study.biofluid.as_deref(),
        samples: study.samples.iter().map(|sample| sample.name.as_str()).collect(),
        verdict: analysis.verdict.as_ref(),
        done,
        off,
        notices: &analysis.notices,
        figures: &analysis.figures,
        tables: truth
            .chain(analysis.tables.iter().map(|(name, table)| show(name, table)))
            .collect(),
        provenance: &analysis.provenance,
    };
    environment.get_template("report.html")?.render(Serde(page))
}

fn show(name: &str, table: &Table) -> Shown {
    let cell = |cell: &Cell| ShownCell {
        text: rounded(cell),
        number: matches!(cell, Cell::Integer(_) | Cell::Real(_)),
    };
    Shown {
        name: name.to_owned(),
        about: about(name),
        columns: table.columns().to_vec(),
        rows: leading(name, table).into_iter().map(|row| row.iter().map(cell).collect()).collect(),
        more: table.rows().len().saturating_sub(SHOWN_ROWS),
    }
}

/// The rows that a reader looks for first: the most abundant, the most changed; of other tables the
/// first.
fn leading<'a>(name: &str, table: &'a Table) -> Vec<&'a [Cell]> {
    let size = |row: &[Cell], from: usize| -> f64 {
        let numbers = row.iter().skip(from).map(|cell| match cell {
            Cell::Real(value) => value.abs(),
            Cell::Integer(value) => *value as f64,
            _ => 0.0,
        });
        if name == "mirna_counts" { numbers.sum() } else { numbers.take(1).sum() }
    };
    let mut rows: Vec<&[Cell]> = table.rows().collect();
    let from = match name {
        "mirna_counts" | "cargo" => Some(1),
        "response" => Some(2),
        _ => None,
    };
    if let Some(from) = from {
        rows.sort_by(|a, b| size(b, from).total_cmp(&size(a, from)));
    }
    rows.truncate(SHOWN_ROWS);
    rows
}

/// Four digits are what a reader compares; the table's file keeps all of them.
fn rounded(cell: &Cell) -> String {
    match cell {
        Cell::Real(value) if value.is_finite() => {
            let size = value.abs();
            if size > 0.0 && !(1e-3..1e5).contains(&size) {
                format!("{value:.3e}")
            } else {
                let digits = if size >= 1000.0 {
                    0
                } else if size >= 10.0 {
                    1
                } else {
                    4
                };
                let text = format!("{value:.digits$}");
                if text.contains('.') {
                    text.trim_end_matches('0').trim_end_matches('.').to_owned()
                } else {
                    text
                }
            }
        }
        other => other.to_text(),
    }
}

/// What a table holds, for its caption.
fn about(name: &str) -> &'static str {
    match name {
        "mirna_counts" => {
            "Reads (or molecules, where the library has UMIs) of each miRNA in each sample."
        }
        "read_classes" => "Where the reads of each sample went.",
        "cargo" => "Reads, and absolute copies where spikes and particle numbers allow them.",
        "vesicles" => "Size statistics in nm and concentration of each replicate.",
        "vesicle_classes" => {
            "Share of each operational size class, by posterior. Size alone does not prove where a vesicle was made."
        }
        "origin" => {
            "Share of each parent cell in the vesicles' RNA; `unknown` is what the signature cannot explain."
        }
        "dose" => "What is left after each step on the way into one recipient cell.",
        "bounds" => "Limits that hold whatever the kinetics of uptake are.",
        "sensitivity" => "How much of the uncertainty of the dose each parameter carries.",
        "response" => "Predicted change of each gene in the recipient.",
        "programmes" => "The response summarised over gene sets.",
        "evidence" => "miRNAs whose targets moved in the observed change.",
        "findings" => {
            "What does not agree within the sizing exports, was left out of them, or was assumed."
        }
        "origin_diagnostics" => "How well the signature describes each sample.",
        "origin_identifiability" => "Which sources the signature can tell apart.",
        "truth" => "What the simulation put in, beside what the analysis found.",
        _ => "",
    }
}
