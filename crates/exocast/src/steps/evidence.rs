//! miRNAs that explain an observed change.

use std::collections::BTreeSet;

use exocast_core::{Rna, SeedPlan, options::Options as _};
use exocast_mirna::Catalogue;
use exocast_target::{
    BadOption, ComputeError, Explain, ExplainOptions, Mirna, Mirnas, Observed, Region, ScanOptions,
    Seed, SiteScanner, Transcripts, explain,
};

use super::{chain::Chain, recipient::RecipientCell};
use crate::{figures, load, result::AnalysisError, study::Step};

/// A change that cannot be explained.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExplainError {
    /// An option is invalid.
    #[error(transparent)]
    Option(#[from] BadOption),
    /// Tables do not fit together.
    #[error(transparent)]
    Compute(#[from] ComputeError),
}

/// Ranks families of miRNAs by how well their targets explain an observed change.
///
/// # Errors
/// Where an option is invalid, and as [`explain`].
pub fn explain_change(
    observed: &Observed,
    mirnas: &Mirnas,
    transcripts: &Transcripts,
    options: ExplainOptions,
    seed: SeedPlan,
) -> Result<Explain, ExplainError> {
    Ok(explain(observed, mirnas, transcripts, &options.check()?, seed)?)
}

/// Ranks the miRNAs of the reference by how well their targets explain an observed change.
pub(super) fn run(
    chain: &mut Chain<'_>,
    cell: Option<&RecipientCell>,
    catalogue: Option<&Catalogue>,
) -> Result<Option<Explain>, AnalysisError> {
    let Some((cell, catalogue)) = cell.zip(catalogue) else { return Ok(None) };
    let Some(recipient) = &chain.study.recipient else { return Ok(None) };
    let Some(path) = &recipient.observed else { return Ok(None) };
    if !chain.begin(Step::Evidence, 1) {
        return Ok(None);
    }
    chain.advance("targets against others");
    let mut choice = recipient.observed_choice();
    choice.names = chain.names()?;
    let observed = load::observed(path, &choice, Some(cell.transcripts()))?;
    let (mirnas, transcripts) = (load::guides(catalogue), cell.transcripts());
    let seed = SeedPlan::new(chain.study.run.seed);
    let options = recipient.explain_options();
    let explained = explain_change(&observed, &mirnas, transcripts, options, seed)
        .map_err(Step::Evidence.failed())?;
    chain.end();
    explained.notices.iter().for_each(|notice| chain.note(Step::Evidence, notice));
    if let Some(best) = explained.evidence.first() {
        let (targets, others) =
            by_seed(best.seed, transcripts, &observed).map_err(Step::Evidence.failed())?;
        if targets.len().min(others.len()) > 1 {
            let name = best.mirnas.first().map_or("", String::as_str);
            chain.figure(figures::evidence(name, &targets, &others));
        }
    }
    Ok(Some(explained))
}

/// Observed changes of genes with a site of a seed in their 3'UTR, and of those without.
fn by_seed(
    seed: Seed,
    transcripts: &Transcripts,
    observed: &Observed,
) -> Result<(Vec<f64>, Vec<f64>), ComputeError> {
    // What is before nucleotide 2 pairs with nothing.
    let sequence = format!("N{seed}");
    let guide = Rna::parse_with_n(sequence.as_bytes()).ok();
    let guide: Vec<Mirna> =
        guide.and_then(|guide| Mirna::new("seed", guide).ok()).into_iter().collect();
    let scanner = SiteScanner::new(&guide, &ScanOptions::default());
    let mut with: BTreeSet<usize> = BTreeSet::new();
    for site in scanner.sites(transcripts).filter(|site| site.region == Region::Utr3) {
        with.extend(transcripts.position(site.transcript.name));
    }
    let mut sides = (Vec::new(), Vec::new());
    for (log2fc, places) in observed.placed(transcripts)?.0 {
        let has_site = places.iter().any(|place| with.contains(place));
        let side = if has_site { &mut sides.0 } else { &mut sides.1 };
        side.push(log2fc);
    }
    Ok(sides)
}
