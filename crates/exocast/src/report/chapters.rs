//! One chapter per step: what was done, how to read it, notices, pictures and tables.

use serde::Serialize;

use super::{
    methods,
    rows::{Shown, show},
};
use crate::{
    figures::Figure,
    io::TableFormat,
    result::{Analysis, Status},
    study::Step,
};

/// One step of the analysis: what was done, what to know about it, and what came out.
#[derive(Serialize)]
pub(super) struct Chapter<'a> {
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

pub(super) fn chapters(analysis: &Analysis, format: TableFormat) -> Vec<Chapter<'_>> {
    let mut chapters: Vec<Chapter<'_>> = analysis
        .steps
        .iter()
        .map(|outcome| Chapter {
            id: outcome.title.replace(' ', "-"),
            title: outcome.step.title(),
            done: outcome.status == Status::Done,
            detail: &outcome.detail,
            reading: reading(outcome.step),
            method: methods::sentences(outcome.step),
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
    let place = |chapters: &[Chapter<'_>], step: Step| {
        chapters.iter().position(|chapter| chapter.title == step.title())
    };
    for (step, figure) in &analysis.figures {
        if let Some(at) = place(&chapters, *step) {
            chapters[at].figures.push(figure);
        }
    }
    for (step, table) in analysis.tables() {
        if let Some(at) = place(&chapters, step) {
            chapters[at].tables.push(show(&table, format));
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
