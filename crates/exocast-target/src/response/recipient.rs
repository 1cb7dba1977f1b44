//! The response of a recipient transcriptome to delivered miRNA.

use exocast_core::options::Checked;
use exocast_core::{Interval, SeedPlan, parallel};

use super::{
    change::{change, summary},
    draws::{amounts, deviates, parameters},
    equilibrium::{Equilibrium, Occupied},
    finder::{Finder, SiteFacts},
    genes::{GeneResponse, Response, TopGuide},
    listing::{SiteResponse, sites_of},
    loads::SiteLoads,
    sponges::sponge_rows,
    supply::Supply,
};
use crate::{
    affinity::Affinity,
    error::ComputeError,
    input::{Amounts, Argonaute, Dose, Expression, Mirna, Mirnas, Sponges, Transcripts},
    notice::Notice,
    options::RespondOptions,
    parameters::TYPICAL_MIRNAS,
    sites::UtrProfiles,
    structure::UnpairedCache,
};

/// A cell that receives miRNA: its transcripts, what it expresses, and the miRNA that it holds itself.
///
/// ```
/// use exocast_target::core::{SeedPlan, options::Options};
/// use exocast_target::{Amounts, Dose, Mirnas, Recipient, RespondOptions, SeedAffinity, Transcripts};
///
/// let mirnas = Mirnas::read_fasta(">miR-1\nUGGAAUGUAAAGAAGUAUGUAU\n".as_bytes(), "mirna.fa")?;
/// let text = "transcript\tgene\torf\tutr3\nT1\tA\tATGTAA\tGGACATTCCAGG\nT2\tB\tATGTAA\tGGGG\n";
/// let transcripts = Transcripts::read(text.as_bytes(), "mrna.tsv")?;
/// let text = "mirna\tcopies_per_cell\tlow\thigh\nmiR-1\t20000\t10000\t40000\n";
/// let dose = Dose::Copies(Amounts::read(text.as_bytes(), "dose.tsv")?);
///
/// let affinity = SeedAffinity::default();
/// let recipient = Recipient::new(&mirnas, &transcripts, &affinity);
/// let response = recipient.respond(&dose, &RespondOptions::default().check()?, SeedPlan::new(1))?;
/// assert!(response.genes[0].log2fc.high < 0.0);
/// assert_eq!(response.genes[1].log2fc.low, 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Recipient<'a, A> {
    mirnas: &'a Mirnas,
    transcripts: &'a Transcripts,
    affinity: &'a A,
    expression: Option<&'a Expression>,
    endogenous: Option<&'a Amounts>,
    argonaute: Option<&'a Argonaute>,
    sponges: Option<&'a Sponges>,
    facts: SiteFacts<'a>,
}

/// Transcripts that are computed together.
const PART: usize = 512;

/// A cell at equilibrium.
struct Balance {
    guides: Vec<Mirna>,
    /// How many of them are not only assumed to be there.
    given: usize,
    /// TPM of each transcript that is expressed at all.
    tpm: Vec<Option<f64>>,
    loads: SiteLoads,
    slopes: Vec<f64>,
    equilibrium: Equilibrium,
    notices: Vec<Notice>,
}

impl<'a, A: Affinity> Recipient<'a, A> {
    /// A cell in which all transcripts are expressed equally and that holds no miRNA of its own.
    #[must_use]
    pub const fn new(mirnas: &'a Mirnas, transcripts: &'a Transcripts, affinity: &'a A) -> Self {
        let facts = SiteFacts { unpaired: None, ends: None };
        Self {
            mirnas,
            transcripts,
            affinity,
            expression: None,
            endogenous: None,
            argonaute: None,
            sponges: None,
            facts,
        }
    }

    /// The same cell with this expression.
    #[must_use]
    pub const fn with_expression(mut self, expression: &'a Expression) -> Self {
        self.expression = Some(expression);
        self
    }

    /// The same cell holding these copies of miRNA itself.
    #[must_use]
    pub const fn with_endogenous(mut self, endogenous: &'a Amounts) -> Self {
        self.endogenous = Some(endogenous);
        self
    }

    /// The same cell with this Argonaute and these copies of its own beside those given by name, instead of the options'
    /// [`ago_per_cell`](RespondOptions::ago_per_cell).
    #[must_use]
    pub const fn with_argonaute(mut self, argonaute: &'a Argonaute) -> Self {
        self.argonaute = Some(argonaute);
        self
    }

    /// The same cell holding these RNAs, which bind miRNA and are not asked for a change.
    #[must_use]
    pub const fn with_sponges(mut self, sponges: &'a Sponges) -> Self {
        self.sponges = Some(sponges);
        self
    }

    /// The same cell with these accessibilities of its mRNAs.
    #[must_use]
    pub const fn with_accessibility(mut self, unpaired: &'a UnpairedCache) -> Self {
        self.facts.unpaired = Some(unpaired);
        self
    }

    /// The same cell with these ends of its 3'UTRs: each site is weighted by the fraction of mRNA molecules that
    /// contain it.
    #[must_use]
    pub const fn with_ends(mut self, ends: &'a UtrProfiles) -> Self {
        self.facts.ends = Some(ends);
        self
    }

    /// The change of each expressed transcript, at steady state unless the options name a time.
    ///
    /// Per draw, each group of miRNAs with common sites is brought to equilibrium with the sites of
    /// the cell before and after delivery; with N the summed occupancy of a transcript's sites,
    /// log2 fold change = log2((1 + b·N before)/(1 + b·N after)) (biochemical model, `McGeary` et al.
    /// 2019, Science 366:eaav1741). Sites in the ORF have their Kd raised by the ORF penalty.
    /// Repressed mRNA is not taken away from the sites.
    ///
    /// The estimate is that at all central values; `low`, `high` and `probability_down` come from
    /// draws of the amounts, of the affinity of each miRNA, of the response of each transcript and of
    /// the parameters.
    ///
    /// # Errors
    /// Where no name of the dose, of the endogenous miRNA or of the expression is known.
    pub fn respond(
        &self,
        dose: &Dose,
        options: &Checked<RespondOptions>,
        plan: SeedPlan,
    ) -> Result<Response, ComputeError> {
        let balance = self.balance(dose, options, plan)?;
        let expressed: Vec<(usize, f64)> = balance.expressed(options).collect();
        let parts = expressed.len().div_ceil(PART);
        let genes = parallel::map(parts, |part| {
            let part = &expressed[part * PART..expressed.len().min((part + 1) * PART)];
            let places: Vec<usize> = part.iter().map(|gene| gene.0).collect();
            let occupied = balance.equilibrium.occupied(&balance.loads, &places);
            let genes = part.iter().zip(occupied);
            let genes =
                genes.map(|(gene, occupied)| self.gene(*gene, occupied, &balance, options, plan));
            genes.collect::<Vec<_>>()
        });
        let genes = genes.into_iter().flatten().collect();
        let Balance { guides, given, tpm, loads, equilibrium, mut notices, .. } = balance;
        let below = tpm.iter().flatten().count() - expressed.len();
        if below > 0 {
            notices.push(Notice::BelowThreshold { transcripts: below, tpm: options.min_tpm });
        }
        let pools = equilibrium.states(&loads, (&guides, given));
        let sponges = self.sponges.map_or_else(Vec::new, |sponges| {
            let first = self.transcripts.len();
            sponge_rows(sponges, (&loads, first), &equilibrium, (&guides, given))
        });
        Ok(Response { genes, pools, sponges, notices })
    }

    /// The sites that change, at the central values: one row per site, transcripts in their order, sites
    /// along the mRNA.
    ///
    /// # Errors
    /// As [`respond`](Self::respond).
    pub fn sites(
        &self,
        dose: &Dose,
        options: &Checked<RespondOptions>,
    ) -> Result<Vec<SiteResponse>, ComputeError> {
        // The central values do not depend on draws.
        let central = RespondOptions { draws: 1, ..RespondOptions::clone(options) };
        let balance = self.balance(dose, &central, SeedPlan::new(0))?;
        let finder = Finder::new(&balance.guides, self.affinity, self.facts);
        let expressed: Vec<(usize, f64)> = balance.expressed(options).collect();
        let rows = parallel::map(expressed.len(), |i| {
            let transcript = self.transcripts.get(expressed[i].0);
            transcript.map_or_else(Vec::new, |transcript| {
                sites_of(
                    &transcript,
                    &finder,
                    (&balance.guides, &balance.loads),
                    &balance.equilibrium,
                )
            })
        });
        Ok(rows.into_iter().flatten().collect())
    }

    fn balance(
        &self,
        dose: &Dose,
        options: &RespondOptions,
        plan: SeedPlan,
    ) -> Result<Balance, ComputeError> {
        let mut notices = self.transcripts.notices();
        notices.extend(self.transcripts.circle_notice());
        notices.extend(self.transcripts.coding_notices());
        let tpm = self.expression_of_transcripts(options, &mut notices)?;
        let supply = Supply::new(self.mirnas, dose, self.endogenous, &mut notices)?;
        let guides = supply.guides().iter().map(|&i| self.mirnas.as_slice()[i].clone());
        let mut guides: Vec<Mirna> = guides.collect();
        let given = guides.len();
        if supply.typical_free_nm(options, self.affinity.typical_free_nm()) > 0.0 {
            notices.push(Notice::TypicalPool { mirnas: TYPICAL_MIRNAS.len() });
            guides.extend(
                TYPICAL_MIRNAS
                    .iter()
                    .filter_map(|(name, sequence)| Mirna::new(*name, sequence.parse().ok()?).ok()),
            );
        }
        if let Some(ends) = self.facts.ends {
            notices.extend_from_slice(ends.notices());
            notices.extend(ends.notice(self.transcripts.iter()));
        }
        let mut weights: Vec<f64> = tpm.iter().map(|tpm| tpm.unwrap_or(0.0)).collect();
        let sponges = self.sponge_copies(&weights, options, plan, &mut notices)?;
        let transcripts = self.transcripts.len();
        // Sponges stand behind the transcripts.
        weights.extend(sponges.iter().map(|copies| copies.iter().copied().fold(0.0, f64::max)));
        let transcript = |place: usize| match place.checked_sub(transcripts) {
            None => self.transcripts.get(place),
            Some(place) => self.sponges?.get(place).map(|sponge| sponge.0),
        };
        let crowding = supply.crowding(guides.len(), given);
        let loads =
            SiteLoads::build((&guides, &crowding), transcript, &weights, self.affinity, self.facts);
        weights.truncate(transcripts);
        if let Some(sponges) = self.sponges {
            let idle = (sponges.iter().enumerate())
                .filter(|(place, _)| loads.unit(transcripts + place).is_empty());
            let idle: Vec<String> = idle.map(|(_, (it, _))| it.name.to_owned()).collect();
            if !idle.is_empty() {
                notices.push(Notice::IdleSponges { names: idle });
            }
        }
        let mut draws = parameters(options, self.affinity.slope(), plan);
        if let Some(argonaute) = self.argonaute {
            for (d, draw) in draws.iter_mut().enumerate() {
                draw.take(argonaute, d);
            }
        }
        let equilibrium = Equilibrium::solve(
            &supply,
            (&guides, given),
            &loads,
            self.affinity,
            (&weights, &sponges),
            (options, plan, &draws),
            &mut notices,
        );
        let slopes = draws.iter().map(|draw| draw.slope).collect();
        Ok(Balance { guides, given, tpm, loads, slopes, equilibrium, notices })
    }

    /// Copies of each sponge by draw.
    fn sponge_copies(
        &self,
        weights: &[f64],
        options: &RespondOptions,
        plan: SeedPlan,
        notices: &mut Vec<Notice>,
    ) -> Result<Vec<Vec<f64>>, ComputeError> {
        let Some(sponges) = self.sponges else { return Ok(Vec::new()) };
        notices.extend(sponges.notices());
        for (sponge, _) in sponges.iter() {
            let place = self.transcripts.position(sponge.name);
            if place.is_some_and(|place| weights[place] > 0.0) {
                return Err(ComputeError::SpongeIsTranscript { name: sponge.name.to_owned() });
            }
        }
        let entries: Vec<(String, Interval)> =
            sponges.iter().map(|(sponge, copies)| (sponge.name.to_owned(), copies)).collect();
        Ok(amounts(&entries, "sponge", 0.0, options.draws, plan))
    }

    fn expression_of_transcripts(
        &self,
        options: &RespondOptions,
        notices: &mut Vec<Notice>,
    ) -> Result<Vec<Option<f64>>, ComputeError> {
        if let Some(expression) = self.expression {
            notices.extend_from_slice(expression.notices());
            return expression.assign(self.transcripts, notices);
        }
        let tpm = options.default_tpm;
        notices.push(Notice::NoExpression { tpm });
        Ok(vec![Some(tpm); self.transcripts.len()])
    }

    fn gene(
        &self,
        (place, base_tpm): (usize, f64),
        occupied: Option<Occupied>,
        balance: &Balance,
        options: &RespondOptions,
        plan: SeedPlan,
    ) -> GeneResponse {
        let Balance { guides, loads, slopes, equilibrium, .. } = balance;
        let (name, gene) = match self.transcripts.get(place) {
            Some(transcript) => (transcript.name, transcript.gene),
            None => ("", None),
        };
        let bears = loads.susceptibility(place);
        let sites = loads.unit(place).count(&loads.rows, |pool| equilibrium.is_delivered(pool));
        let mut draws = Vec::new();
        let top = occupied.as_ref().and_then(|_| equilibrium.top(loads, place));
        let (log2fc, probability_down) = match occupied {
            None => (Interval::exact(0.0), 0.0),
            Some((before, after)) => {
                let errors = deviates(plan, &format!("transcript:{name}"), options.draws);
                let error = options.transcript_error.unwrap_or(self.affinity.transcript_error());
                let changes: Vec<f64> = (0..slopes.len())
                    .map(|d| {
                        let slope = bears * slopes[d] * (error * errors[d]).exp();
                        change((slope * before[d], slope * after[d]), options)
                    })
                    .collect();
                if options.keep_draws {
                    draws.extend(changes.iter().skip(1));
                }
                summary(changes, options.min_effect)
            }
        };
        GeneResponse {
            gene: gene.map(str::to_owned),
            transcript: name.to_owned(),
            log2fc,
            probability_down,
            base_tpm,
            sites,
            top: top.map(|(guide, share)| TopGuide::new(&guides[guide], share)),
            draws,
        }
    }
}

impl Balance {
    /// Places and TPM of the transcripts that are reported.
    fn expressed(&self, options: &RespondOptions) -> impl Iterator<Item = (usize, f64)> {
        let least = options.min_tpm;
        let tpm = self.tpm.iter().enumerate();
        tpm.filter_map(move |(i, tpm)| tpm.filter(|&tpm| tpm >= least).map(|tpm| (i, tpm)))
    }
}
