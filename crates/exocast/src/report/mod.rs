//! One HTML file that a bench scientist can read from top to bottom, without network, and readable without scripts.

mod chapters;
mod methods;
mod rows;
mod summary;

use minijinja::{Environment, HtmlEscape, Value, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;

use self::{
    chapters::{Chapter, chapters},
    rows::{Shown, show},
};
use crate::{
    io::{Provenance, TableFormat},
    result::{Analysis, SampleInputs, SampleStatus, VerdictText},
};

/// What the template is filled with.
#[derive(Serialize)]
struct Page<'a> {
    title: &'a str,
    organism: &'a str,
    biofluid: Option<&'a str>,
    samples: Vec<String>,
    /// Samples of which something was left out.
    left_out: Option<Shown>,
    verdict: Option<&'a VerdictText>,
    chapters: Vec<Chapter<'a>>,
    findings: Vec<String>,
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
        samples: analysis.samples().iter().map(named).collect(),
        left_out: analysis.left_out_table().map(|table| show(&table, format)),
        verdict: analysis.verdict.as_ref(),
        chapters: chapters(analysis, format),
        findings: summary::sentences(analysis),
        parameters: analysis.dose.is_some(),
        truth: analysis.truth_table().map(|table| show(&table, format)),
        provenance: &analysis.provenance,
        script: include_str!("report.js"),
    };
    environment.get_template("report.html")?.render(Serde(page))
}

/// A sample with its group, and whether the results rest on it.
fn named(inputs: &SampleInputs) -> String {
    let group = inputs.group.as_ref().map(|group| format!(" of {group}")).unwrap_or_default();
    let status = match inputs.status {
        SampleStatus::Part | SampleStatus::LeftOut => format!(", {}", inputs.status),
        _ => String::new(),
    };
    format!("{}{group}{status}", inputs.sample)
}

/// Text as HTML, what is between backticks as code.
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
