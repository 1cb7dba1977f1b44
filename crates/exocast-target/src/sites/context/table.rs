//! Sites with context++ features and scores.

use std::collections::HashMap;

use exocast_core::{Cell, Table};

use super::{
    coefficients::TERMS,
    conservation::Conservation,
    ends::UtrEnds,
    facts::{GuideFacts, TranscriptFacts},
    pct::PctModel,
    profiles::UtrProfiles,
    score::{ACCESS_LENGTH, Compatibility, ContextModel, ContextScore},
};
use crate::{
    input::{Mirna, Region, Transcript, Transcripts},
    sites::{hits::Site, scanner::SiteScanner, site::SiteType, tables::SITE_COLUMNS},
    structure::Accessibility,
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

/// Nucleotides at the start of a 3'UTR in which no site is scored: the ribosome is there.
pub(crate) const MASKED: usize = 14;

/// What the table of scored sites is made with.
#[derive(Clone, Copy, Debug, Default)]
pub struct ContextTable<'a> {
    /// Whether what the published program does wrong is done as well.
    pub compatibility: Compatibility,
    /// Accessibility of 3'UTRs; without it that contribution is 0.
    pub access: Option<&'a Accessibility>,
    /// Where 3'UTRs end; a transcript without profile has one end, its own.
    pub profiles: Option<&'a UtrProfiles>,
    /// Which sites are conserved, and how branch lengths become PCT; without them PCT is unknown.
    pub conservation: Option<(&'a Conservation, Option<&'a PctModel>)>,
    /// Transcripts in which target abundance is counted; without them, those of the table.
    pub background: Option<&'a Transcripts>,
}

/// All canonical sites of all miRNAs in the transcripts, with features and score of those in 3'UTRs,
/// but for the first `MASKED` nucleotides. Sites of other RNAs than mRNAs are listed without a score.
///
/// Target abundance is the number of sites in the 3'UTRs of the transcripts given, or of
/// [`ContextTable::background`]: give a whole transcriptome.
///
/// ```
/// use exocast_target::{ContextTable, Mirnas, Transcripts, context_columns, context_table};
///
/// let mirnas = Mirnas::read_fasta(">miR-1\nUGGAAUGUAAAGAAGUAUGUAU\n".as_bytes(), "mature.fa")?;
/// let text = format!("transcript\tutr3\nT\t{}ACATTCCAGGGG\n", "G".repeat(20));
/// let transcripts = Transcripts::read(text.as_bytes(), "mrna.tsv")?;
/// let table = context_table(mirnas.as_slice(), &transcripts, ContextTable::default());
/// assert_eq!(table.rows().len(), 1);
/// assert_eq!(context_columns().last().map(String::as_str), Some("weighted_score"));
/// # Ok::<(), exocast_target::core::ReadError>(())
/// ```
#[must_use]
pub fn context_table(
    mirnas: &[Mirna],
    transcripts: &Transcripts,
    options: ContextTable<'_>,
) -> Table {
    let mut table = Table::new(context_columns());
    context_rows(mirnas, transcripts, &Region::REPRESSING, options, |row| table.push(row));
    table
}

/// The rows of [`context_table`] one by one, with memory for one transcript, in these regions; the 3'UTR
/// and the open reading frame count in the scores whether listed or not.
pub fn context_rows(
    mirnas: &[Mirna],
    transcripts: &Transcripts,
    regions: &[Region],
    options: ContextTable<'_>,
    mut visit: impl FnMut(Vec<Cell>),
) {
    let mut types = SiteType::CANONICAL.to_vec();
    types.push(SiteType::OffsetSixMer);
    let scanner = SiteScanner::for_types(mirnas, &types, &Region::ALL);
    let facts = guide_facts(mirnas, options.background.unwrap_or(transcripts), &scanner);
    // Transcripts are scored many at a time, in blocks that do not depend on the number of threads.
    let block = 64;
    for first in (0..transcripts.len()).step_by(block) {
        let count = block.min(transcripts.len() - first);
        let rows = exocast_core::parallel::map(count, |i| {
            let transcript = transcripts.get(first + i);
            transcript.map_or_else(Vec::new, |transcript| {
                scored(mirnas, &scanner, &facts, transcript, regions, options)
            })
        });
        rows.into_iter().flatten().for_each(&mut visit);
    }
}

/// What each guide brings to its sites.
fn guide_facts(
    mirnas: &[Mirna],
    transcripts: &Transcripts,
    scanner: &SiteScanner<'_>,
) -> Vec<Option<GuideFacts>> {
    let families = scanner.families();
    let mut abundance = vec![0_usize; families.len()];
    for transcript in transcripts.iter() {
        scanner.scan(transcript.region(Region::Utr3), |hit| {
            abundance[hit.family] += usize::from(counts_as_target(hit.kind));
        });
    }
    let mut facts: Vec<Option<GuideFacts>> = vec![None; mirnas.len()];
    for (family, &sites) in families.iter().zip(&abundance) {
        for &member in &family.members {
            facts[member] = Some(GuideFacts::new(&mirnas[member], sites));
        }
    }
    facts
}

/// The rows of one transcript.
fn scored(
    mirnas: &[Mirna],
    scanner: &SiteScanner<'_>,
    facts: &[Option<GuideFacts>],
    transcript: Transcript<'_>,
    regions: &[Region],
    options: ContextTable<'_>,
) -> Vec<Vec<Cell>> {
    let model = ContextModel { compatibility: options.compatibility };
    let families = scanner.families();
    let mut offset_6mers: HashMap<usize, usize> = HashMap::new();
    let mut orf_8mers: HashMap<usize, usize> = HashMap::new();
    let mut hits = Vec::new();
    for &region in transcript.regions(&Region::ALL) {
        scanner.scan_region(&transcript, region, |hit| {
            match (region, hit.kind) {
                (Region::Utr3, SiteType::OffsetSixMer) => {
                    *offset_6mers.entry(hit.family).or_default() += 1;
                }
                (Region::Orf, SiteType::EightMer) => {
                    *orf_8mers.entry(hit.family).or_default() += 1;
                }
                _ => {}
            }
            if hit.kind != SiteType::OffsetSixMer && transcript.regions(regions).contains(&region) {
                hits.push((region, hit));
            }
        });
    }
    let has_score = |region: Region, start: usize| region == Region::Utr3 && start >= MASKED;
    let around: Vec<_> = hits
        .iter()
        .filter(|(region, hit)| has_score(*region, hit.start))
        .map(|(_, hit)| ContextModel::opened(hit.start))
        .collect();
    let unpaired = options.access.map_or_else(Vec::new, |access| {
        access.unpaired_in(transcript.utr3, ACCESS_LENGTH, &around)
    });
    let whole = UtrEnds::single(transcript.utr3.len());
    let ends = options
        .profiles
        .and_then(|profiles| profiles.for_transcript(&transcript))
        .unwrap_or(&whole);
    let mut rows = Vec::new();
    for (region, hit) in hits {
        let about = TranscriptFacts {
            utr3: transcript.utr3,
            ends,
            orf_length: Some(transcript.orf.len()),
            orf_8mers: orf_8mers.get(&hit.family).copied().unwrap_or_default(),
            offset_6mers: offset_6mers.get(&hit.family).copied().unwrap_or_default(),
            unpaired: &unpaired,
        };
        for &member in &families[hit.family].members {
            let mirna = &mirnas[member];
            let (kind, start, end) = (hit.kind, hit.start, hit.end_in(&transcript));
            let mut cells = Site { transcript, mirna, kind, region, start, end }.cells().to_vec();
            if let (true, Some(facts)) = (has_score(region, start), &facts[member]) {
                let pct = options
                    .conservation
                    .and_then(|(sites, model)| sites.pct(model, &transcript, mirna, kind, start));
                let score = model.score((mirna, facts), &about, kind, start, pct);
                cells.extend(score.iter().flat_map(ContextScore::cells));
            }
            rows.push(cells);
        }
    }
    rows
}

/// Sites that target abundance counts.
const fn counts_as_target(kind: SiteType) -> bool {
    matches!(kind, SiteType::EightMer | SiteType::SevenMerM8 | SiteType::SevenMerA1)
}
