//! A transcript while the rows of its features are read.

use std::{collections::HashMap, ops::Range};

use super::row::Row;
use crate::input::transcript::Tags;

/// What is known of a transcript while rows come.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) row: Row,
    pub(super) mixed: bool,
    pub(super) exons: Vec<Range<usize>>,
    /// Coding and untranslated parts, for where there are no exons.
    pub(super) parts: Vec<Range<usize>>,
    pub(super) coding: Option<Range<usize>>,
}

impl Draft {
    pub(super) fn add(&mut self, row: &Row) {
        self.mixed |= row.contig != self.row.contig || row.strand != self.row.strand;
        let place = row.place.clone();
        match row.kind.as_str() {
            "exon" => self.exons.push(place),
            "CDS" | "stop_codon" => {
                let known = self.coding.clone().unwrap_or_else(|| place.clone());
                self.coding = Some(known.start.min(place.start)..known.end.max(place.end));
                self.parts.push(place);
            }
            _ => self.parts.push(place),
        }
        // UCSC names a transcript's gene in some of its rows alone.
        if self.row.gene.is_none() {
            self.row.gene.clone_from(&row.gene);
        }
        self.note(row.tags);
    }

    /// Takes in what a row says of the transcript.
    pub(super) const fn note(&mut self, tags: Tags) {
        self.row.tags.mane |= tags.mane;
        self.row.tags.canonical |= tags.canonical;
    }

    /// Names and gene by the features that a GFF3 part belongs to.
    pub(super) fn name_after(&mut self, owners: &HashMap<String, Row>) {
        let id = self.row.id.clone().unwrap_or_default();
        let Some(owner) = owners.get(&id) else {
            self.row.transcript.get_or_insert(id);
            return;
        };
        let short = ["transcript:", "rna-"].iter().find_map(|prefix| id.strip_prefix(prefix));
        let name = owner.transcript.clone().or_else(|| self.row.transcript.clone());
        self.row.transcript = Some(name.unwrap_or_else(|| short.unwrap_or(&id).to_owned()));
        let gene = owner.parents.iter().find_map(|parent| owners.get(parent));
        let by_id = || {
            let parent = owner.parents.first()?;
            let short = ["gene:", "gene-"].iter().find_map(|prefix| parent.strip_prefix(prefix));
            Some(short.unwrap_or(parent).to_owned())
        };
        let gene_id = gene.and_then(|gene| gene.gene_id.clone()).or_else(by_id);
        self.row.gene = gene.and_then(|gene| gene.gene.clone()).or_else(by_id);
        self.row.gene_id = gene_id;
        self.note(owner.tags);
    }
}

/// Parts that overlap or touch made one.
pub(super) fn joined(mut parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    parts.sort_by_key(|part| part.start);
    let mut out: Vec<Range<usize>> = Vec::new();
    for part in parts {
        match out.last_mut().filter(|last| part.start <= last.end) {
            Some(last) => last.end = last.end.max(part.end),
            None => out.push(part),
        }
    }
    out
}

/// Whether a kind of feature is a part of a transcript.
pub(super) fn is_part(kind: &str) -> bool {
    let untranslated = ["five_prime_UTR", "three_prime_UTR", "five_prime_utr", "three_prime_utr"];
    matches!(kind, "exon" | "CDS" | "stop_codon" | "UTR" | "5UTR" | "3UTR")
        || untranslated.contains(&kind)
}
