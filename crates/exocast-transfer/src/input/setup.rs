//! Which parameters a computation reads.

use exocast_core::options::Word;
use serde::{Deserialize, Serialize};

use super::scenario::Scenario;
use crate::parameters::{Parameter, Parameters};
#[allow(clippy::enum_glob_use, reason = "formulas over many parameters")]
use Parameter::*;

/// How the secretion of a donor is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Secretion {
    /// From `secretion-per-cell`.
    #[default]
    Rate,
    /// From the fate of multivesicular bodies: `ilvs-per-mvb` × `mvb-turnover` × `mvb-fusion-share`.
    Mvb,
}

impl Word for Secretion {
    const ALL: &'static [Self] = &[Self::Rate, Self::Mvb];

    fn name(self) -> &'static str {
        match self {
            Self::Rate => "rate",
            Self::Mvb => "mvb",
        }
    }
}

/// What decides which parameters a computation uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Setup {
    pub(crate) scenario: Scenario,
    pub(crate) secretion: Secretion,
    /// The concentration at the recipients is stated and not computed.
    pub(crate) stated: bool,
}

impl Setup {
    /// The parameters used, in the order of the table.
    pub(crate) fn parameters(self) -> Vec<Parameter> {
        let mut used = vec![
            Hours,
            UptakeRate,
            UptakeSaturation,
            FusionRate,
            FusionSaturation,
            EndosomeTurnover,
            EndosomalEscape,
            CopiesPerVesicle,
            RiscCompetentShare,
            MirnaHalfLife,
            AgoPerCell,
            EndogenousCopies,
        ];
        if self.stated {
            used.push(RecipientConcentration);
        } else {
            used.extend_from_slice(match self.scenario {
                Scenario::CoCulture => &[DonorPerRecipient, RecipientDensity, VesicleLoss],
                Scenario::Transwell => {
                    &[DonorPerRecipient, RecipientDensity, VesicleLoss, TranswellPassage]
                }
                Scenario::Tissue => &[DonorPerRecipient, TissueDensity, VesicleLoss],
                Scenario::PurifiedDose => {
                    &[DosePerRecipient, SamplePerMedium, RecipientDensity, VesicleLoss]
                }
                Scenario::Systemic => &[
                    PlasmaConcentration,
                    SourceShare,
                    PlasmaToTissue,
                    PlasmaVolume,
                    PlasmaHalfLife,
                    NucleatedCells,
                ],
                Scenario::Csf => &[
                    CsfConcentration,
                    SourceShare,
                    CsfToTissue,
                    CsfVolume,
                    CsfHalfLife,
                    BrainCells,
                ],
            });
            if self.scenario.has_donors() {
                used.extend_from_slice(match self.secretion {
                    Secretion::Rate => &[SecretionPerCell],
                    Secretion::Mvb => &[IlvsPerMvb, MvbTurnover, MvbFusionShare],
                });
            }
        }
        used.sort_unstable();
        used
    }

    /// Those, and the threshold that copies are held against where that has a range.
    pub(crate) fn judged(self, parameters: &Parameters) -> Vec<Parameter> {
        let mut judged = self.parameters();
        if parameters.spread(EffectThreshold).varies() {
            judged.push(EffectThreshold);
        }
        judged
    }
}
