//! A study from its inputs to its results: the steps in order.

use super::{
    cargo,
    chain::Chain,
    contrasts,
    dose::{self, Transferred},
    enrichment, identity,
    mirna::{self, Counted},
    origin, response,
    sampling::Sampling,
    vesicles::{self, Sized},
};
use crate::{
    io::Checkpoints,
    progress::Progress,
    result::{Analysis, AnalysisError, Notice},
    study::Study,
};

impl Analysis {
    /// Runs every step that the study has inputs for.
    ///
    /// # Errors
    /// Where an input cannot be read, does not hold what it should, or an option is impossible.
    pub fn run(study: &Study, progress: &mut dyn Progress) -> Result<Self, AnalysisError> {
        Self::steps(study, progress, None)
    }

    /// As [`run`](Self::run), with the steps that an earlier run finished on the same inputs and options.
    ///
    /// The counting of reads, which takes longest, and the parent cells are kept.
    ///
    /// # Errors
    /// As [`run`](Self::run), and where a finished step cannot be written.
    pub fn resume(
        study: &Study,
        progress: &mut dyn Progress,
        checkpoints: &Checkpoints,
    ) -> Result<Self, AnalysisError> {
        Self::steps(study, progress, Some(checkpoints))
    }

    fn steps(
        study: &Study,
        progress: &mut dyn Progress,
        checkpoints: Option<&Checkpoints>,
    ) -> Result<Self, AnalysisError> {
        check(study)?;
        let mut chain = Chain::new(study, progress, checkpoints)?;
        let Measured { catalogue, counted, sized } = measure(&mut chain)?;
        let sampling =
            counted.as_ref().map(|counted| Sampling::new(study, counted, sized.as_ref()));
        identity::run(&mut chain, sized.as_ref())?;
        let cargo = cargo::run(&mut chain, sampling.as_ref())?;
        let origin = origin::run(&mut chain, counted.as_ref(), catalogue.as_ref())?;
        enrichment::run(&mut chain, counted.as_ref())?;
        let dose = dose::run(&mut chain, cargo.as_ref())?;
        let cell = response::Cell::load(&mut chain, catalogue.as_ref())?;
        response::run(&mut chain, cell.as_ref(), dose.as_ref().map(|found| &found.dose))?;
        let found = contrasts::Found { sampling, sized, origin, cell };
        contrasts::run(&mut chain, &found)?;
        Ok(chain.finish())
    }

    /// Runs the steps up to the dose, and returns it with what there is to know about it.
    ///
    /// # Errors
    /// As [`run`](Self::run), and where the study has no cargo.
    pub fn dose(
        study: &Study,
        progress: &mut dyn Progress,
    ) -> Result<(Transferred, Vec<Notice>), AnalysisError> {
        check(study)?;
        let mut chain = Chain::new(study, progress, None)?;
        let Measured { counted, sized, .. } = measure(&mut chain)?;
        let sampling =
            counted.as_ref().map(|counted| Sampling::new(study, counted, sized.as_ref()));
        let cargo = cargo::run(&mut chain, sampling.as_ref())?;
        match dose::run(&mut chain, cargo.as_ref())? {
            Some(dose) => Ok((dose, chain.finish().notices)),
            None => Err(AnalysisError::NoCargo),
        }
    }
}

/// What was measured on the vesicles.
struct Measured {
    catalogue: Option<exocast_mirna::Catalogue>,
    counted: Option<Counted>,
    sized: Option<Sized>,
}

fn measure(chain: &mut Chain<'_>) -> Result<Measured, AnalysisError> {
    let catalogue = mirna::reference(chain.study)?;
    let counted = mirna::run(chain, catalogue.as_ref())?;
    let sized = vesicles::run(chain)?;
    Ok(Measured { catalogue, counted, sized })
}

/// Checks the options of a study as far as that goes without reading its inputs.
///
/// # Errors
/// At the first option that no step understands.
pub fn check(study: &Study) -> Result<(), AnalysisError> {
    dose::options(study)?;
    origin::check(study)?;
    response::check(study)
}
