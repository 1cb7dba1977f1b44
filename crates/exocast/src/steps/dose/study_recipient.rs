//! The recipient of a study without the rest of its analysis.

use exocast_mirna::Guides;

use crate::{
    progress::Progress,
    result::AnalysisError,
    steps::{chain::Chain, mirna, recipient::RecipientCell, response},
    study::Study,
};

impl RecipientCell {
    /// The recipient of a study, with the miRNAs of its reference and the guides that its reads show
    /// ([`Transferred::guides`](crate::Transferred::guides)); nothing if it has no transcripts or no reference.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn of_study(
        study: &Study,
        guides: &Guides,
        progress: &mut dyn Progress,
    ) -> Result<Option<Self>, AnalysisError> {
        let located = study.located();
        let catalogue = mirna::reference(&located)?;
        let mut chain = Chain::new((study, &located), progress, None)?;
        response::recipient(&mut chain, catalogue.as_ref(), guides)
    }
}
