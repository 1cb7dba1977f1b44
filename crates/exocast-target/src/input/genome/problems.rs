//! Transcripts of an annotation that cannot be used.

use crate::notice::{GenomeProblem, NAMED, Notice};

/// Names of transcripts by what is wrong with them.
#[derive(Clone, Debug, Default)]
pub(super) struct Problems(Vec<(GenomeProblem, String)>);

impl Problems {
    pub(super) fn add(&mut self, problem: GenomeProblem, name: &str) {
        self.0.push((problem, name.to_owned()));
    }

    pub(super) fn notices(&self) -> impl Iterator<Item = Notice> {
        GenomeProblem::ALL.into_iter().filter_map(|problem| {
            let mut names =
                self.0.iter().filter(|(fault, _)| *fault == problem).map(|(_, name)| name);
            let examples: Vec<String> = names.by_ref().take(NAMED).cloned().collect();
            let transcripts = examples.len() + names.count();
            (transcripts > 0).then_some(Notice::Unplaced { problem, transcripts, examples })
        })
    }
}
