//! One posterior from size, proteins and lipids.

use exocast_core::{Interval, LabelledMatrix};

use super::evidence::{Evidence, Identity};
use super::kind::{Kind, SMALL_BELOW_NM};
use super::lipids::{ENRICHED, enrichment, parent_column};
use super::markers::Role;
use super::misev::report;
use super::panel::MarkerPanel;
use super::purity::purity;
use super::sized::SizedSample;
use super::verdict::verdict;
use crate::size::Window;

/// Chance that a preparation of mostly one kind shows at least one marker of a role, in the order of
/// [`Kind::ALL`]. Assumed: they say which way a marker points and how strongly one blot may.
const SHOWS: [(Role, [f64; 4]); 7] = [
    (Role::Membrane, [0.95, 0.85, 0.6, 0.15]),
    (Role::Endosomal, [0.90, 0.40, 0.30, 0.10]),
    (Role::Cytosolic, [0.90, 0.85, 0.7, 0.30]),
    (Role::PlasmaMembrane, [0.35, 0.80, 0.5, 0.10]),
    (Role::Apoptotic, [0.20, 0.25, 0.9, 0.30]),
    (Role::Contaminant, [0.45, 0.45, 0.45, 0.95]),
    (Role::Intracellular, [0.15, 0.35, 0.8, 0.25]),
];

/// Chance that a class of lipid is enriched over the parent cell (assumed).
const LIPID_ENRICHED: [f64; 4] = [0.85, 0.65, 0.45, 0.25];

/// Puts size, proteins and lipids of one sample together.
///
/// ```
/// use exocast_vesicle::core::{LabelledMatrix, SeedPlan, options::Options as _};
/// use exocast_vesicle::{Options, Sample, identity, instrument};
///
/// let list: String = (0..80).map(|i| format!("{}\n", 70 + i % 37)).collect();
/// let export = instrument::read(list.as_bytes(), "EV.txt")?;
/// let sample = Sample::new("EV", vec![export], None)?;
/// let analysis = sample.analyse(&Options::default().check()?, SeedPlan::new(1))?;
///
/// let proteins = "protein\tEV\nCD9\t8\nCD63\t9\nCD81\t7\nTSG101\t4\nALIX\t3\nCANX\t0\nALB\t0\n";
/// let proteins = LabelledMatrix::read(proteins.as_bytes(), "proteins.tsv")?;
/// let sized = identity::SizedSample::from(&analysis);
/// let identity = identity::identify(&sized, Some(&proteins), None, None);
/// let exosomes = identity.posterior.ok_or("no evidence")?[identity::Kind::Exosome as usize];
/// assert!(exosomes.value > identity.by_size[0].value);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// `P(kind | all) ∝ P(kind | size) Π P(evidence | kind)`, one factor per role of proteins that was
/// looked for and one per class of lipid, so that ten markers of one role count once. Without any of them
/// nothing but size is known: there is no posterior, and no particle is called `exosome`.
///
/// `proteins` and `lipids` are tables with one column per sample, of its name ([`columns_of`](super::columns_of)); of the lipids one column
/// is the parent cell (`parent` or `cell` in its name).
#[must_use]
pub fn identify(
    sized: &SizedSample,
    proteins: Option<&LabelledMatrix>,
    lipids: Option<&LabelledMatrix>,
    protein_ug_per_ml: Option<f64>,
) -> Identity {
    let of_class = |kind: Kind| {
        let class = sized.classes.iter().find(|class| class.class == kind.size_class());
        class.map_or(Interval::exact(0.0), |class| class.fraction)
    };
    let by_size = Kind::ALL.map(of_class);
    let column_of =
        |table: &LabelledMatrix| table.columns().iter().position(|column| *column == sized.sample);
    let panel =
        proteins.and_then(|table| column_of(table).map(|column| MarkerPanel::new(table, column)));
    let enrichment = lipids.and_then(|table| {
        let parent = parent_column(table)?;
        Some(enrichment(table, column_of(table)?, parent))
    });
    let enrichment = enrichment.unwrap_or_default();
    let mut evidence: Vec<Evidence> = Vec::new();
    if let Some(panel) = &panel {
        for (role, shows) in SHOWS {
            let (looked_for, seen) = panel.of_role(role);
            if looked_for > 0 {
                let chances = if seen > 0 { shows } else { shows.map(|chance| 1.0 - chance) };
                let what = role_name(role).to_owned();
                evidence.push(Evidence {
                    what,
                    observed: format!("{seen} of {looked_for}"),
                    chances,
                });
            }
        }
    }
    for lipid in &enrichment {
        let fold = lipid.fold();
        let enriched = fold >= ENRICHED;
        let chances =
            if enriched { LIPID_ENRICHED } else { LIPID_ENRICHED.map(|chance| 1.0 - chance) };
        let what = format!("{:?} over the parent cell", lipid.lipid).to_lowercase();
        evidence.push(Evidence { what, observed: format!("{fold:.2} times"), chances });
    }
    let factors: [f64; 4] = std::array::from_fn(|kind| {
        evidence.iter().map(|evidence| evidence.chances[kind]).product()
    });
    let posterior = (!evidence.is_empty()).then(|| posterior(&by_size, factors));
    let small = sized.mixture.as_ref().and_then(|mixture| {
        let fit = mixture.fits.get(mixture.best)?;
        Some(fit.mixture.seen(Window { low: 0.0, high: SMALL_BELOW_NM }))
    });
    let purity = purity(sized, panel.as_ref(), protein_ug_per_ml);
    let verdict = verdict(panel.as_ref(), small, by_size[0], posterior.map(|kinds| kinds[0]));
    let report = report(sized, panel.as_ref(), &purity);
    Identity {
        sample: sized.sample.clone(),
        by_size,
        posterior,
        small,
        evidence,
        panel,
        lipids: enrichment,
        purity,
        verdict,
        report,
    }
}

/// Each share times its factor, normalised; ends likewise, with the other shares at their estimates.
fn posterior(by_size: &[Interval; 4], factors: [f64; 4]) -> [Interval; 4] {
    let total: f64 = by_size.iter().zip(factors).map(|(share, factor)| share.value * factor).sum();
    std::array::from_fn(|kind| {
        if total <= 0.0 {
            return Interval::exact(0.0);
        }
        let (share, factor) = (by_size[kind], factors[kind]);
        let others = total - share.value * factor;
        let rest = 1.0 - share.value;
        // Where this share is larger, the others are smaller in proportion.
        let at = |end: f64| {
            let scale = if rest > 0.0 { (1.0 - end) / rest } else { 1.0 };
            let sum = end * factor + others * scale;
            if sum > 0.0 { end * factor / sum } else { 0.0 }
        };
        Interval::new(share.value * factor / total, at(share.low), at(share.high))
    })
}

const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Membrane => "membrane proteins of vesicles",
        Role::Endosomal => "endosomal proteins",
        Role::Cytosolic => "cytosolic proteins of vesicles",
        Role::PlasmaMembrane => "proteins of budding vesicles",
        Role::Apoptotic => "proteins of apoptotic bodies",
        Role::Contaminant => "proteins outside of vesicles",
        Role::Intracellular => "proteins of other compartments",
    }
}
