//! Observed changes of genes.

use exocast_core::words::first_quoted;

use super::{
    lookup::{LISTED, Lookup},
    transcripts::Transcripts,
};
use crate::{error::ComputeError, notice::Notice};

/// An observed change of one gene or transcript.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ObservedGene {
    /// Name of the gene or transcript.
    pub name: String,
    /// log2 fold change.
    pub log2fc: f64,
    /// Mean expression over all samples, in any scale that rises with it; nothing where the table does not say.
    pub base_mean: Option<f64>,
}

impl ObservedGene {
    /// A gene or transcript with its log2 fold change.
    #[must_use]
    pub fn new(name: impl Into<String>, log2fc: f64) -> Self {
        Self { name: name.into(), log2fc, base_mean: None }
    }

    /// The same with its mean expression over all samples.
    #[must_use]
    pub const fn with_base_mean(mut self, base_mean: f64) -> Self {
        self.base_mean = Some(base_mean);
        self
    }
}

/// A change with the places of the transcripts that it is of.
type Placed = (f64, Vec<usize>);

/// Observed changes, names unique.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observed {
    genes: Vec<ObservedGene>,
    notices: Vec<Notice>,
}

/// An observed gene, and the places of its transcripts.
pub(crate) type GenePlaces<'o> = (&'o ObservedGene, Vec<usize>);

impl Observed {
    /// Changes, with notices about how they were read.
    #[must_use]
    pub fn new(genes: Vec<ObservedGene>, notices: Vec<Notice>) -> Self {
        Self { genes, notices }
    }

    /// The changes, in the order given.
    #[must_use]
    pub fn genes(&self) -> &[ObservedGene] {
        &self.genes
    }

    /// Notices about how they were read.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The changes of genes or transcripts that are among `transcripts`, with the places there, and what is to be
    /// said of how names were matched: accessions match whatever their version, where that is unique on both sides.
    ///
    /// # Errors
    /// Where no name matches.
    pub fn placed(
        &self,
        transcripts: &Transcripts,
    ) -> Result<(Vec<Placed>, Vec<Notice>), ComputeError> {
        let (places, notices) = self.places(transcripts)?;
        let placed = places.into_iter().map(|(gene, places)| (gene.log2fc, places));
        Ok((placed.collect(), notices))
    }

    /// As [`placed`](Self::placed), with all that is known of each gene.
    pub(crate) fn places(
        &self,
        transcripts: &Transcripts,
    ) -> Result<(Vec<GenePlaces<'_>>, Vec<Notice>), ComputeError> {
        let lookup = Lookup::new(transcripts, self.genes.iter().map(|gene| gene.name.as_str()));
        let (mut placed, mut any_version) = (Vec::new(), 0);
        let (mut unmatched, mut renamed): (Vec<&str>, Vec<String>) = (Vec::new(), Vec::new());
        for gene in &self.genes {
            let Some(matched) = lookup.find(&gene.name) else {
                unmatched.push(&gene.name);
                continue;
            };
            any_version += usize::from(matched.any_version);
            if matched.renamed {
                renamed.push(gene.name.clone());
            }
            placed.push((gene, matched.places.to_vec()));
        }
        if placed.is_empty() {
            let first = transcripts.get(0);
            return Err(ComputeError::NoTranscript {
                table: "observed changes",
                count: unmatched.len(),
                example: self.genes.first().map(|gene| gene.name.clone()).unwrap_or_default(),
                transcript: first.map_or("", |t| t.gene.unwrap_or(t.name)).to_owned(),
            });
        }
        let mut notices = Vec::from_iter(Notice::any_version("observed changes", any_version));
        notices.extend(Notice::former_symbols("observed changes", renamed));
        if !unmatched.is_empty() {
            let names = first_quoted(&unmatched, LISTED);
            notices.push(Notice::ObservedUnmatched { genes: unmatched.len(), names });
        }
        Ok((placed, notices))
    }
}
