//! Sites with context++ features and scores.

use exocast_core::{Cell, Table};

use super::{
    ACCESS_LENGTH, ContextModel, ContextScore, GuideFacts, TERMS, TranscriptFacts, UtrEnds,
};
use crate::{
    Accessibility, Mirna, Region, SITE_COLUMNS, ScanOptions, Site, SiteScanner, SiteType,
    Transcripts,
};

/// Columns of [`context_table`]: those of the table of sites, each feature, each contribution (with
/// `_contribution`), `score`, `affected_isoform_ratio`, `weighted_score`.
#[must_use]
pub fn context_columns() -> Vec<String> {
    let mut columns: Vec<String> = SITE_COLUMNS.iter().map(ToString::to_string).collect();
    columns.extend(TERMS.iter().map(|term| term.name.to_owned()));
    columns.push("intercept".to_owned());
    columns.extend(TERMS.iter().map(|term| format!("{}_contribution", term.name)));
    columns.extend(["score", "affected_isoform_ratio", "weighted_score"].map(str::to_owned));
    columns
}

impl ContextScore {
    fn cells(&self) -> Vec<Cell> {
        let mut cells: Vec<Cell> = self.features.iter().map(|&value| value.into()).collect();
        cells.push(self.intercept.into());
        cells.extend(self.contributions.iter().map(|&value| Cell::from(value)));
        cells.extend([self.score, self.ratio, self.weighted].map(Cell::from));
        cells
    }
}

/// What the table of scored sites is made with.
#[derive(Clone, Copy, Debug)]
pub struct ContextTable<'a> {
    /// Scores of sites.
    pub model: ContextModel,
    /// Accessibility of 3'UTRs; without it that contribution is 0.
    pub access: Option<&'a Accessibility>,
}

/// All canonical sites of all miRNAs in the transcripts, with features and score of those in 3'UTRs.
///
/// Target abundance is the number of sites in the 3'UTRs of the transcripts given: give a whole
/// transcriptome. Each 3'UTR has one end, its own.
#[must_use]
pub fn context_table(
    mirnas: &[Mirna],
    transcripts: &Transcripts,
    options: ContextTable<'_>,
) -> Table {
    let mut types = SiteType::CANONICAL.to_vec();
    types.push(SiteType::OffsetSixMer);
    let scanner = SiteScanner::new(mirnas, &ScanOptions { types, regions: Region::ALL.to_vec() });
    let families = scanner.families();
    let mut abundance = vec![0_usize; families.len()];
    for transcript in transcripts.iter() {
        scanner.scan(transcript.utr3, |hit| {
            abundance[hit.family] += usize::from(counts_as_target(hit.kind));
        });
    }
    let mut facts: Vec<Option<GuideFacts>> = vec![None; mirnas.len()];
    for (family, &sites) in families.iter().zip(&abundance) {
        for &member in &family.members {
            facts[member] = Some(GuideFacts::new(&mirnas[member], sites));
        }
    }
    let mut table = Table::new(context_columns());
    let mut offset_6mers = vec![0_usize; families.len()];
    let mut orf_8mers = vec![0_usize; families.len()];
    for transcript in transcripts.iter() {
        offset_6mers.fill(0);
        orf_8mers.fill(0);
        let mut hits = Vec::new();
        for region in Region::ALL {
            scanner.scan(transcript.region(region), |hit| {
                match (region, hit.kind) {
                    (Region::Utr3, SiteType::OffsetSixMer) => offset_6mers[hit.family] += 1,
                    (Region::Orf, SiteType::EightMer) => orf_8mers[hit.family] += 1,
                    _ => {}
                }
                if hit.kind != SiteType::OffsetSixMer {
                    hits.push((region, hit));
                }
            });
        }
        let around: Vec<_> = hits
            .iter()
            .filter(|(region, _)| *region == Region::Utr3)
            .map(|(_, hit)| ContextModel::opened(hit.range().start))
            .collect();
        let unpaired = options.access.map_or_else(Vec::new, |access| {
            access.unpaired_in(transcript.utr3, ACCESS_LENGTH, &around)
        });
        let ends = UtrEnds::single(transcript.utr3.len());
        for (region, hit) in hits {
            let about = TranscriptFacts {
                utr3: transcript.utr3,
                ends: &ends,
                orf_length: Some(transcript.orf.len()),
                orf_8mers: orf_8mers[hit.family],
                offset_6mers: offset_6mers[hit.family],
                unpaired: &unpaired,
            };
            for &member in &families[hit.family].members {
                let mirna = &mirnas[member];
                let range = hit.range();
                let (kind, start, end) = (hit.kind, range.start, range.end);
                let mut cells =
                    Site { transcript, mirna, kind, region, start, end }.cells().to_vec();
                if let (Region::Utr3, Some(facts)) = (region, &facts[member]) {
                    let score = options.model.score((mirna, facts), &about, kind, start, None);
                    cells.extend(score.iter().flat_map(ContextScore::cells));
                }
                table.push(cells);
            }
        }
    }
    table
}

/// Sites that target abundance counts.
const fn counts_as_target(kind: SiteType) -> bool {
    matches!(kind, SiteType::EightMer | SiteType::SevenMerM8 | SiteType::SevenMerA1)
}
