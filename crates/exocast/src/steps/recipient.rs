//! The recipient cell, with every input that its response is computed from.

use std::{fmt, path::PathBuf};

use exocast_core::{Interval, SeedPlan, options::Checked};
use exocast_target::{
    Affinity, Amounts, Argonaute, ComputeError, Dose, Expression, ExpressionTable, Mirnas,
    Recipient, RespondOptions, Response, RnaKind, SiteResponse, Sponges, Transcripts,
    UnpairedCache, UtrProfiles,
};
use exocast_transfer::ArgonauteDraws;

use crate::{
    affinity::{self, AffinityError, AffinityModel},
    load::{self, LoadError},
    progress::Progress,
    study::Study,
};

/// The files of a recipient cell.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RecipientFiles {
    /// Transcripts: a table, FASTA of 3'UTRs, or FASTA of a genome or cDNA.
    pub transcripts: PathBuf,
    /// GTF or GFF3 of the genome or cDNA.
    pub annotation: Option<PathBuf>,
    /// Expression: TSV `gene tpm` or `transcript tpm`.
    pub expression: Option<PathBuf>,
    /// How the expression is read.
    pub expression_table: ExpressionTable,
    /// The cell's own miRNAs: TSV `mirna copies_per_cell`.
    pub endogenous: Option<PathBuf>,
    /// RNAs that bind miRNA and are not asked for a change: FASTA or TSV with their copies.
    pub sponges: Option<PathBuf>,
    /// Where 3'UTRs end, as TargetScan's UTR profiles.
    pub profiles: Option<PathBuf>,
    /// Cache of the accessibility of the transcripts, which is created or extended.
    pub accessibility: Option<PathBuf>,
    /// Model of the affinity of sites.
    pub affinity: AffinityModel,
}

impl RecipientFiles {
    /// Transcripts alone.
    pub fn new(transcripts: impl Into<PathBuf>) -> Self {
        Self { transcripts: transcripts.into(), ..Self::default() }
    }

    /// Those of a study whose paths are located; nothing if it has no transcripts.
    pub(super) fn of_study(study: &Study) -> Option<Self> {
        let mut files = Self::new(study.reference.transcripts.as_ref()?);
        files.annotation.clone_from(&study.reference.transcript_annotation);
        if let Some(recipient) = &study.recipient {
            files.expression.clone_from(&recipient.expression);
            files.expression_table = recipient.expression_table();
            files.endogenous.clone_from(&recipient.mirna);
            files.sponges.clone_from(&recipient.sponges);
        }
        files.profiles.clone_from(&study.response.profiles);
        files.accessibility.clone_from(&study.response.accessibility);
        files.affinity.clone_from(&study.response.affinity);
        Some(files)
    }
}

/// A recipient cell that cannot be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecipientError {
    /// A file cannot be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The model of affinity or the cache of accessibility cannot be used.
    #[error(transparent)]
    Affinity(#[from] AffinityError),
}

/// A recipient cell with everything that its response is computed from.
pub struct RecipientCell {
    mirnas: Mirnas,
    transcripts: Transcripts,
    expression: Option<Expression>,
    endogenous: Option<Amounts>,
    sponges: Option<Sponges>,
    profiles: Option<UtrProfiles>,
    affinity: Box<dyn Affinity>,
    unpaired: Option<UnpairedCache>,
}

impl fmt::Debug for RecipientCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecipientCell")
            .field("mirnas", &self.mirnas.as_slice().len())
            .field("transcripts", &self.transcripts.len())
            .finish_non_exhaustive()
    }
}

impl RecipientCell {
    /// Reads the files of a cell. `mirnas` are those that a dose can name; `progress` receives the transcripts that are folded.
    ///
    /// # Errors
    /// Where a file cannot be read or a cache cannot be written.
    pub fn load(
        files: &RecipientFiles,
        mirnas: Mirnas,
        progress: &mut dyn Progress,
    ) -> Result<Self, RecipientError> {
        let annotation = files.annotation.as_deref();
        let transcripts = load::transcripts(&files.transcripts, annotation, RnaKind::Mrna)?;
        let expression = files.expression.as_deref();
        let expression = expression
            .map(|path| load::expression(path, &files.expression_table, Some(&transcripts)))
            .transpose()?;
        let endogenous = files.endogenous.as_deref().map(load::amounts).transpose()?;
        let sponges = files.sponges.as_deref().map(load::sponges).transpose()?;
        let affinity = files.affinity.load()?;
        let unpaired = match &files.accessibility {
            Some(path) => Some(affinity::accessibility(path, &transcripts, progress)?),
            None => None,
        };
        let profiles = files.profiles.as_deref().map(load::profiles).transpose()?;
        Ok(Self {
            mirnas,
            transcripts,
            expression,
            endogenous,
            sponges,
            profiles,
            affinity,
            unpaired,
        })
    }

    /// The miRNAs that a dose can name.
    #[must_use]
    pub fn mirnas(&self) -> &Mirnas {
        &self.mirnas
    }

    /// The transcripts.
    #[must_use]
    pub fn transcripts(&self) -> &Transcripts {
        &self.transcripts
    }

    /// The change of each transcript after a dose.
    ///
    /// # Errors
    /// As [`Recipient::respond`].
    pub fn respond(
        &self,
        dose: &Dose,
        options: &Checked<RespondOptions>,
        seed: SeedPlan,
    ) -> Result<Response, ComputeError> {
        self.recipient().respond(dose, options, seed)
    }

    /// The change of each transcript after a dose that was computed with this Argonaute and these own copies of the cell:
    /// both are cut by the same numbers.
    ///
    /// # Errors
    /// As [`Recipient::respond`].
    pub fn respond_with(
        &self,
        dose: &Dose,
        argonaute: &ArgonauteDraws,
        options: &Checked<RespondOptions>,
        seed: SeedPlan,
    ) -> Result<Response, ComputeError> {
        let (argonaute, endogenous) = self.handed_over(argonaute);
        self.recipient_with(&argonaute, endogenous.as_ref()).respond(dose, options, seed)
    }

    /// The sites whose occupancy a dose changes that was computed with this Argonaute.
    ///
    /// # Errors
    /// As [`Recipient::sites`].
    pub fn sites_with(
        &self,
        dose: &Dose,
        argonaute: &ArgonauteDraws,
        options: &Checked<RespondOptions>,
    ) -> Result<Vec<SiteResponse>, ComputeError> {
        let (argonaute, endogenous) = self.handed_over(argonaute);
        self.recipient_with(&argonaute, endogenous.as_ref()).sites(dose, options)
    }

    /// Argonaute as the target model takes it, and the cell's own miRNAs with the draws that the dose had of them.
    fn handed_over(&self, drawn: &ArgonauteDraws) -> (Argonaute, Option<Amounts>) {
        let entries = self.endogenous.as_ref().map_or(&[][..], |amounts| amounts.entries());
        let mut unlisted = drawn.unlisted.clone();
        if drawn.listed.is_empty() {
            // What was drawn are all own copies, with those that are listed here.
            let listed: f64 = entries.iter().map(|(_, copies)| copies.value).sum();
            for copies in &mut unlisted {
                *copies = (*copies - listed).max(0.0);
            }
        }
        let argonaute = Argonaute::drawn(drawn.ago.clone(), unlisted);
        let listed = entries.len() == drawn.listed.len() && !entries.is_empty();
        let endogenous = listed.then(|| {
            let pairs = entries.iter().zip(&drawn.listed);
            let with_draws = |((name, copies), column): (&(String, Interval), &Vec<f64>)| {
                let draws = column.get(1..).unwrap_or_default().to_vec();
                (name.clone(), *copies, draws)
            };
            Amounts::drawn(pairs.map(with_draws).collect())
        });
        (argonaute, endogenous)
    }

    fn recipient_with<'a>(
        &'a self,
        argonaute: &'a Argonaute,
        endogenous: Option<&'a Amounts>,
    ) -> Recipient<'a, Box<dyn Affinity>> {
        let recipient = self.recipient().with_argonaute(argonaute);
        match endogenous {
            Some(endogenous) => recipient.with_endogenous(endogenous),
            None => recipient,
        }
    }

    /// The sites whose occupancy a dose changes.
    ///
    /// # Errors
    /// As [`Recipient::sites`].
    pub fn sites(
        &self,
        dose: &Dose,
        options: &Checked<RespondOptions>,
    ) -> Result<Vec<SiteResponse>, ComputeError> {
        self.recipient().sites(dose, options)
    }

    fn recipient(&self) -> Recipient<'_, Box<dyn Affinity>> {
        let mut recipient = Recipient::new(&self.mirnas, &self.transcripts, &self.affinity);
        if let Some(expression) = &self.expression {
            recipient = recipient.with_expression(expression);
        }
        if let Some(endogenous) = &self.endogenous {
            recipient = recipient.with_endogenous(endogenous);
        }
        if let Some(sponges) = &self.sponges {
            recipient = recipient.with_sponges(sponges);
        }
        if let Some(unpaired) = &self.unpaired {
            recipient = recipient.with_accessibility(unpaired);
        }
        if let Some(profiles) = &self.profiles {
            recipient = recipient.with_ends(profiles);
        }
        recipient
    }
}
