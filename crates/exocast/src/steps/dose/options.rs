//! The options of the transfer model.

use std::collections::BTreeMap;

use exocast_core::options::Options as _;
use exocast_transfer::{Checked, Options, Override};

use crate::{
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

#[derive(Debug, thiserror::Error)]
#[error("`transfer.{0}` is set twice, with `-` and with `_`; keep one")]
struct SetTwice(String);
