//! miRNAs that explain an observed change.

use std::collections::BTreeSet;

use exocast_core::{SeedPlan, options::Options as _};
use exocast_target::{
    ComputeError, Explain, ExplainOptions, Mirna, Observed, Region, ScanOptions, SiteScanner,
    explain,
};

use super::{chain::Chain, response::Cell};
use crate::{figures, load, result::AnalysisError, study::Step};

/// Ranks the miRNAs of the reference by how well their targets explain an observed change.
pub(super) fn run(
    chain: &mut Chain<'_>,
    cell: Option<&Cell>,
) -> Result<Option<Explain>, AnalysisError> {
    let Some(cell) = cell else { return Ok(None) };
    let study = chain.study;
    let observed = study.recipient.as_ref().and_then(|recipient| recipient.observed.as_ref());
    let Some(path) = observed else { return Ok(None) };
    if !chain.begin(Step::Evidence, 1) {
        return Ok(None);
    }
    chain.advance("targets against others");
    let observed = load::observed(&study.resolve(path))?;
    let options = ExplainOptions::default().check().map_err(Step::Evidence.failed())?;
    // One seed for every study: shuffled seeds belong to the miRNAs, not to the study.
    let plan = SeedPlan::new(1);
    let found = explain(&observed, &cell.mirnas, &cell.transcripts, &options, plan)
        .map_err(Step::Evidence.failed())?;
    chain.end();
    found.notices.iter().for_each(|notice| chain.note(Step::Evidence, notice));
    if let Some(best) = found.evidence.first() {
        let (targets, others) =
            apart(&best.mirna, cell, &observed).map_err(Step::Evidence.failed())?;
        if targets.len().min(others.len()) > 1 {
            chain.figure(figures::evidence(&best.mirna, &targets, &others));
        }
    }
    Ok(Some(found))
}

/// Observed changes of genes with a site of a miRNA in their 3'UTR, and of those without.
fn apart(
    mirna: &str,
    cell: &Cell,
    observed: &Observed,
) -> Result<(Vec<f64>, Vec<f64>), ComputeError> {
    let own: Vec<Mirna> = cell
        .mirnas
        .position(mirna)
        .and_then(|place| cell.mirnas.as_slice().get(place))
        .cloned()
        .into_iter()
        .collect();
    let scanner = SiteScanner::new(&own, &ScanOptions::default());
    let mut with: BTreeSet<usize> = BTreeSet::new();
    for site in scanner.sites(&cell.transcripts).filter(|site| site.region == Region::Utr3) {
        with.extend(cell.transcripts.position(site.transcript.name));
    }
    let mut sides = (Vec::new(), Vec::new());
    for (log2fc, places) in observed.placed(&cell.transcripts)?.0 {
        let has_site = places.iter().any(|place| with.contains(place));
        let side = if has_site { &mut sides.0 } else { &mut sides.1 };
        side.push(log2fc);
    }
    Ok(sides)
}
