//! The options of the transfer model.

use std::collections::BTreeMap;

use exocast_core::{Notice, options::Options as _};
use exocast_transfer::{Checked, Options, Override};

use super::seeds::SeedNames;
use crate::{
    load,
    result::AnalysisError,
    steps::response::DRAWS,
    study::{Step, Study},
};

/// The options of the transfer model as the study sets them.
pub(in crate::steps) fn options(study: &Study) -> Result<Checked, AnalysisError> {
    let mut parameters: BTreeMap<String, Override> = BTreeMap::new();
    for (name, setting) in &study.transfer.parameters {
        let written = name.replace('_', "-");
        let amount = setting.amount().map_err(Step::Dose.failed())?;
        if parameters.insert(written, amount).is_some() {
            return Err(Step::Dose.failed()(SetTwice(name.clone())));
        }
    }
    let mut options = Options::new(study.transfer.scenario);
    options.draws = study.run.draws;
    options.keep_draws = DRAWS;
    options.parameters = parameters;
    options.check().map_err(Step::Dose.failed())
}

/// The same with the copies that the recipient makes itself, where the study, whose paths are located, has them; their
/// seeds are those of `names`.
pub(in crate::steps) fn with_recipient(
    study: &Study,
    names: &SeedNames,
) -> Result<(Checked, Vec<Notice>), AnalysisError> {
    let mut options = options(study)?.into_inner();
    let mut notices = Vec::new();
    if let Some(path) = study.recipient.as_ref().and_then(|recipient| recipient.mirna.as_ref()) {
        let amounts = load::amounts(path)?;
        let title = Step::Dose.title();
        notices.extend(amounts.notices().iter().map(|notice| Notice::from_note(title, notice)));
        let (endogenous, by_name) = names.endogenous(&amounts);
        notices.extend(by_name.iter().map(|notice| Notice::from_note(title, notice)));
        options.endogenous = endogenous;
    }
    Ok((options.check().map_err(Step::Dose.failed())?, notices))
}

#[derive(Debug, thiserror::Error)]
#[error("`transfer.{0}` is set twice, with `-` and with `_`; keep one")]
struct SetTwice(String);
