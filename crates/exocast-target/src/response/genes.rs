//! The response of the genes of a recipient cell.

use exocast_core::{Cell, Interval, Table};

use super::sponge_response::SpongeResponse;
use crate::{
    input::{Mirna, Seed},
    notice::Notice,
};

/// The response of a recipient cell.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Response {
    /// One row per expressed transcript, in the order of the transcripts.
    pub genes: Vec<GeneResponse>,
    /// One row per group of miRNAs that compete on equal terms, in the order of their seeds.
    pub pools: Vec<PoolState>,
    /// One row per sponge and group of miRNAs that it has sites of.
    pub sponges: Vec<SpongeResponse>,
    /// What was skipped, assumed or clamped.
    pub notices: Vec<Notice>,
}

/// The response of one transcript.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GeneResponse {
    /// Its gene, where known.
    pub gene: Option<String>,
    /// Its name.
    pub transcript: String,
    /// log2 of its steady-state level after over before, with its 95 % interval.
    pub log2fc: Interval,
    /// Share of the draws that fall by the smallest effect that counts, or more.
    pub probability_down: f64,
    /// Its level before, in TPM.
    pub base_tpm: f64,
    /// Number of sites, ORF and 3'UTR, of the miRNAs of the dose.
    pub sites: u64,
    /// The guide with the largest effect.
    pub top: Option<TopGuide>,
    /// Draws of the change, where [`RespondOptions::keep_draws`](crate::RespondOptions) asks for them: draw `d`
    /// of one transcript belongs to draw `d` of the others, and of a response to another dose with the same
    /// options. Empty where it has no site whose occupancy changes: the change is 0 in every draw.
    pub draws: Vec<f64>,
}

/// The guide with the largest effect on a transcript.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TopGuide {
    /// Name of its miRNA.
    pub mirna: String,
    /// What makes it an isomiR, in the words of mirGFF3; empty for the canonical miRNA.
    pub isomir: String,
    /// Its seed.
    pub seed: Seed,
    /// Its share of the whole effect.
    pub share: f64,
}

impl TopGuide {
    pub(super) fn new(guide: &Mirna, share: f64) -> Self {
        let (mirna, isomir) = (guide.name().to_owned(), guide.isomir().to_owned());
        Self { mirna, isomir, seed: guide.seed(), share }
    }

    /// Its [`label`](Mirna::label).
    #[must_use]
    pub fn label(&self) -> String {
        Mirna::label_of(&self.mirna, &self.isomir)
    }
}

/// A group of miRNAs that compete for the same sites, before and after delivery, at the central
/// values.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PoolState {
    /// Names of its miRNAs, with the isomiR behind them where they are not the canonical ones.
    pub mirnas: Vec<String>,
    /// Copies per cell in Argonaute before delivery.
    pub copies_before: f64,
    /// Copies per cell in Argonaute after delivery; nothing where the free amount was given.
    pub copies_after: Option<f64>,
    /// Of these not bound to mRNA, in nM, before delivery.
    pub free_before_nm: f64,
    /// The same after delivery.
    pub free_after_nm: f64,
}

impl Response {
    /// `gene transcript log2fc low high probability_down base_tpm sites top_mirna top_share top_isomir
    /// top_seed`.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new([
            "gene",
            "transcript",
            "log2fc",
            "low",
            "high",
            "probability_down",
            "base_tpm",
            "sites",
            "top_mirna",
            "top_share",
            "top_isomir",
            "top_seed",
        ]);
        for row in &self.genes {
            let top = row.top.as_ref();
            table.push([
                row.gene.as_deref().into(),
                row.transcript.as_str().into(),
                row.log2fc.value.into(),
                row.log2fc.low.into(),
                row.log2fc.high.into(),
                row.probability_down.into(),
                row.base_tpm.into(),
                Cell::Integer(row.sites),
                top.map(|top| top.mirna.as_str()).into(),
                top.map(|top| top.share).into(),
                top.map(|top| top.isomir.as_str()).into(),
                top.map(|top| top.seed.to_string()).into(),
            ]);
        }
        table
    }
}
