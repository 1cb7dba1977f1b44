//! One HTML file that a bench scientist can read from top to bottom, without network, and readable without scripts.

mod methods;
mod order;
mod summary;

use exocast_core::{Cell, Table};
use minijinja::{Environment, HtmlEscape, Value, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;

use crate::{
    figures::Figure,
    io::{Provenance, TableFormat},
    result::{Analysis, Content, Status, VerdictText, place},
    study::Step,
};

/// Rows of a table that the report shows; the rest is in the table's own file.
const SHOWN_ROWS: usize = 200;
/// A table of more rows than this is cut on paper, to the second number.
const PAPER: (usize, usize) = (60, 25);
/// A table of more columns than this is set in small print on paper.
const WIDE: usize = 8;

#[derive(Serialize)]
struct Shown {
    name: String,
    about: &'static str,
    columns: Vec<ShownColumn>,
    rows: Vec<Vec<ShownCell>>,
    /// What to say of the order of the rows.
    order: Option<&'static str>,
    /// The file with all rows.
    file: String,
    /// Rows that only the file has.
    more: usize,
    /// Rows that are not on paper.
    more_than_paper: usize,
    wide: bool,
}

#[derive(Serialize)]
struct ShownColumn {
    name: String,
    number: bool,
}

#[derive(Serialize)]
struct ShownCell {
    text: String,
    number: bool,
    /// Every digit, to sort by.
    value: String,
}

/// One step of the analysis: what was done, what to know about it, and what came out.
#[derive(Serialize)]
struct Chapter<'a> {
    id: String,
    title: &'static str,
    done: bool,
    detail: &'a str,
    reading: &'static str,
    method: &'static str,
    notices: Vec<&'a str>,
    figures: Vec<&'a Figure>,
    tables: Vec<Shown>,
}

/// What the template is filled with.
#[derive(Serialize)]
struct Page<'a> {
    title: &'a str,
    organism: &'a str,
    biofluid: Option<&'a str>,
    samples: Vec<String>,
    verdict: Option<&'a VerdictText>,
    chapters: Vec<Chapter<'a>>,
    found: Vec<String>,
    /// Whether the table of parameters is there.
    parameters: bool,
    truth: Option<Shown>,
    provenance: &'a Provenance,
    script: &'static str,
}

/// Renders the report of an analysis whose tables are written in a format.
///
/// # Errors
/// Where the template fails on its data, which is a fault of the program.
pub fn render(analysis: &Analysis, format: TableFormat) -> Result<String, minijinja::Error> {
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?;
    let mut environment = Environment::new();
    environment.set_syntax(syntax);
    environment.add_filter("capitalize_first", capitalised);
    environment.add_filter("ticks", ticks);
    environment.add_template("report.html", include_str!("report.html"))?;
    let study = &analysis.study;
    let page = Page {
        title: &study.study.title,
        organism: &study.study.organism,
        biofluid: study.study.biofluid.as_deref(),
        samples: study
            .samples
            .iter()
            .map(|sample| match &sample.group {
                Some(group) => format!("{} of {group}", sample.name),
                None => sample.name.clone(),
            })
            .collect(),
        verdict: analysis.verdict.as_ref(),
        chapters: chapters(analysis, format),
        found: summary::of(analysis),
        parameters: analysis.table("parameters").is_some(),
        truth: analysis.truth.as_ref().map(|table| show("truth", table, format)),
        provenance: &analysis.provenance,
        script: include_str!("report.js"),
    };
    environment.get_template("report.html")?.render(Serde(page))
}

/// Text as HTML, what stands between backticks as code.
fn ticks(text: &str) -> Value {
    let escaped = HtmlEscape(text).to_string();
    let mut html = String::with_capacity(escaped.len());
    for (at, part) in escaped.split('`').enumerate() {
        if at > 0 {
            html.push_str(if at % 2 == 1 { "<code>" } else { "</code>" });
        }
        html.push_str(part);
    }
    if escaped.matches('`').count() % 2 == 1 {
        html.push_str("</code>");
    }
    Value::from_safe_string(html)
}

/// The first letter as a capital, unless the word has its own way, as miRNA has.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), text.starts_with("miRNA")) {
        (Some(first), false) => first.to_uppercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

fn chapters(analysis: &Analysis, format: TableFormat) -> Vec<Chapter<'_>> {
    let mut chapters: Vec<Chapter<'_>> = analysis
        .steps
        .iter()
        .map(|outcome| Chapter {
            id: outcome.title.replace(' ', "-"),
            title: outcome.step.title(),
            done: outcome.status == Status::Done,
            detail: &outcome.detail,
            reading: reading(outcome.step),
            method: methods::of(outcome.step),
            notices: analysis
                .notices
                .iter()
                .filter(|notice| notice.step == outcome.title)
                .map(|notice| notice.text.as_str())
                .collect(),
            figures: Vec::new(),
            tables: Vec::new(),
        })
        .collect();
    for (step, content) in &analysis.contents {
        let Some(chapter) = chapters.iter_mut().find(|chapter| chapter.title == step.title())
        else {
            continue;
        };
        match *content {
            Content::Figure(at) => chapter.figures.extend(analysis.figures.get(at)),
            Content::Table(at) => chapter
                .tables
                .extend(analysis.tables.get(at).map(|(name, table)| show(name, table, format))),
        }
    }
    chapters
}

/// How a step is to be read, in the words of a bench scientist.
fn reading(step: Step) -> &'static str {
    match step {
        Step::Mirna => {
            "Every read is assigned to what explains it best: a miRNA, a spike, or another RNA that competes with them. Reads are relative; copies need spikes."
        }
        Step::Vesicles => {
            "Sizes and numbers as the instrument's export has them, recomputed. Below its detection limit an instrument sees nothing, so small vesicles are undercounted."
        }
        Step::Identity => {
            "Kinds of particles by all that was measured on them. Size alone cannot tell an exosome from a small microvesicle: without proteins and lipids this is a prior and not a finding. Proteins that act on their own are listed with the study that showed it: they may do what miRNA is thought to do."
        }
        Step::Cargo => {
            "Copies per vesicle are an average over all particles: below 1, most vesicles hold no copy of that miRNA."
        }
        Step::Origin => {
            "Shares of RNA, not of cells. `unknown` is what no source of the signature explains; `cannot tell` means that the data do not decide."
        }
        Step::Enrichment => {
            "Scores of gene sets in the cargo of each sample: what the vesicles carry, not what the recipient does."
        }
        Step::Dose => {
            "How many copies survive each step on the way into one recipient cell. The parameters are literature values with wide ranges unless the study sets them; the sensitivity says which one to measure."
        }
        Step::Response => {
            "Predicted change of each mRNA under that dose. A change that is small beside biological noise (about 0.3 on this scale) will not be seen in an experiment."
        }
        Step::Programmes => {
            "The predicted changes of the genes of each programme together, genes that oppose it counted with their sign reversed."
        }
        Step::Contrasts => {
            "Differences between groups of samples. A p-value needs two samples or more in each group: samples are the replicates, not videos, reads or particles. Doses and responses of two groups are compared under the same recipient and route, so that what is unknown of these cancels."
        }
        Step::Evidence => {
            "From the other side: which miRNAs' targets moved in the change that was observed, whatever the dose says."
        }
    }
}

fn show(name: &str, table: &Table, format: TableFormat) -> Shown {
    let cell = |cell: &Cell| ShownCell {
        text: rounded(cell),
        number: matches!(cell, Cell::Integer(_) | Cell::Real(_)),
        value: cell.to_text(),
    };
    let column = |(at, name): (usize, &String)| ShownColumn {
        name: name.clone(),
        number: table.rows().any(|row| matches!(row[at], Cell::Integer(_) | Cell::Real(_))),
    };
    let (rows, order) = order::ordered(name, table);
    let count = rows.len();
    Shown {
        name: name.to_owned(),
        about: about(name),
        columns: table.columns().iter().enumerate().map(column).collect(),
        rows: rows.into_iter().take(SHOWN_ROWS).map(|row| row.iter().map(cell).collect()).collect(),
        order,
        file: format!("{}.{}", place(name), format.extension()),
        more: count.saturating_sub(SHOWN_ROWS),
        more_than_paper: if count > PAPER.0 { count - PAPER.1 } else { 0 },
        wide: table.columns().len() > WIDE,
    }
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
        "parameters" => "Every number of the dose with its interval, unit, status and source.",
        "requirements" => {
            "What each parameter alone would have to be for an effect, nearest first."
        }
        "requirement_sets" => "Sets of parameters that would do together, nearest first.",
        "mechanisms" => {
            "Other ways in which these vesicles could act, and what would tell them apart."
        }
        "single_cells" => {
            "Copies that come to the cytosol of single cells (step `escaped` of the ledger) if the cargo is in few vesicles."
        }
        "timecourse" => "Vesicles and copies in time, for the miRNA nearest to an effect.",
        "compartments" => "Where vesicles given at once are in the body.",
        "response" => "Predicted change of each gene in the recipient.",
        "enrichment" => "Scores of the gene sets in each sample.",
        "blank" => "Counts of each sample above the blank.",
        "coincidence" => "Concentrations corrected for particles that were counted as one.",
        "linearity" => "Linearity of the dilution series.",
        "shapes" => "One population of each shape fitted to each sample, best first.",
        "response_sites" => "Sites whose occupancy changes under the dose.",
        "programmes" => "The response summarised over gene sets.",
        "identity" => "Probability of each kind of particle, of each sample.",
        "identity_evidence" => "What each marker and lipid says for or against.",
        "purity" => "Particles over protein, and contaminants.",
        "protein_cargo" => {
            "Proteins of the vesicles that were shown to act on recipients without any miRNA; `share` is of all protein in the table."
        }
        "misev" => "What a report of vesicles has to state (MISEV), as far as the inputs say it.",
        "groups" => "Vesicles, dose and verdict of each group.",
        "group_dose" => "Copies in RISC of a recipient cell, of each group.",
        "group_response" => "Predicted change of each gene under the dose of each group.",
        "contrast_vesicles" => {
            "Sizes and numbers of two groups: ratios, standardised effects and distances."
        }
        "contrast_origin" => "Difference of the mean share of each parent cell.",
        "contrast_cargo" => "Log2 ratio of each miRNA between two groups.",
        "contrast_dose" => {
            "Log2 ratio of the copies that reach a recipient cell; parameters of route and cell are the same in each draw."
        }
        "contrast_response" => "Difference of the predicted log2 fold changes of each gene.",
        "evidence" => "miRNAs whose targets moved in the observed change.",
        "findings" => {
            "What does not agree within the sizing exports, was left out of them, or was assumed."
        }
        "origin_diagnostics" => "How well the signature describes each sample.",
        "origin_gates" => "What a verdict on each sample rests on, each with its limits.",
        "origin_identifiability" => "Which sources the signature can tell apart.",
        "truth" => "What the simulation put in, beside what the analysis found.",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_of_a_table_is_told_with_its_file() {
        for (name, rows, more, more_than_paper, file) in [
            ("dose", 250, 50, 225, "tables/dose.tsv"),
            ("cargo", 61, 0, 36, "tables/cargo.tsv"),
            ("misev", 60, 0, 0, "misev.tsv"),
            ("truth", 1, 0, 0, "truth.tsv"),
        ] {
            let mut table = Table::new(["mirna", "value"]);
            for row in 0..rows {
                table.push([Cell::from("a"), Cell::Integer(row)]);
            }
            let shown = show(name, &table, TableFormat::Tsv);
            let found = (shown.more, shown.more_than_paper, shown.file.as_str());
            assert_eq!(found, (more, more_than_paper, file));
        }
    }
}
