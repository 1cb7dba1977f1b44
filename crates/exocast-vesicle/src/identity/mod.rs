//! What the particles of a sample are: size, proteins and lipids in one posterior.

mod columns;
mod lipids;
mod markers;
mod misev;
mod sized;

use exocast_core::{Cell, Interval, LabelledMatrix, Table};
use serde::Serialize;

pub use columns::{ColumnNotice, Molecules, columns_of};
pub use lipids::{ENRICHED, Enrichment, LIPIDS, Lipid};
pub use markers::{MARKERS, Marker, MarkerFound, MarkerPanel, MisevProteins, Role, WHOLE_PROTEOME};
pub use misev::{ReportItem, Reported, misev_table};
pub use sized::{
    SizedClass, SizedConcentration, SizedDocument, SizedFit, SizedMixture, SizedRow, SizedSample,
    SizedSummary,
};

use crate::Window;

/// Particles below this are `small` in the operational terms of MISEV, nm.
pub const SMALL_BELOW_NM: f64 = 200.0;

/// What a particle can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Formed within an endosome.
    Exosome,
    /// Budded from the plasma membrane.
    Microvesicle,
    /// A piece of a dying cell.
    ApoptoticBody,
    /// Lipoprotein, protein aggregate, or other matter without a lumen.
    NonVesicular,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::Exosome, Self::Microvesicle, Self::ApoptoticBody, Self::NonVesicular];

    /// Its name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exosome => "exosome",
            Self::Microvesicle => "microvesicle",
            Self::ApoptoticBody => "apoptotic body",
            Self::NonVesicular => "non-vesicular",
        }
    }

    /// The operational size class of it.
    const fn size_class(self) -> &'static str {
        match self {
            Self::Exosome => "exosome-sized",
            Self::Microvesicle => "microvesicle-sized",
            Self::ApoptoticBody => "apoptotic-body-sized",
            Self::NonVesicular => "sub-vesicle-sized",
        }
    }
}

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

/// What one piece of evidence says: chances under each kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// What was looked for.
    pub what: String,
    /// What was found, in words.
    pub found: String,
    /// Chance of this under each kind, in the order of [`Kind::ALL`].
    pub chances: [f64; 4],
}

/// The identity of one sample.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Identity {
    /// Its name.
    pub sample: String,
    /// Share of each kind by size alone, in the order of [`Kind::ALL`].
    pub by_size: [Interval; 4],
    /// Posterior with proteins and lipids; nothing where neither says anything.
    pub posterior: Option<[Interval; 4]>,
    /// Share of particles below 200 nm, as fitted: small EVs in the terms of MISEV.
    pub small: Option<f64>,
    /// What was taken into account.
    pub evidence: Vec<Evidence>,
    /// The markers, where proteins were given.
    pub panel: Option<MarkerPanel>,
    /// Lipids over the parent, where given.
    pub lipids: Vec<Enrichment>,
    /// Purity ratios.
    pub purity: Vec<Purity>,
    /// What may be called what, and why.
    pub verdict: String,
}

/// One ratio that speaks of purity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Purity {
    /// What over what.
    pub ratio: &'static str,
    /// Its value.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// What it says.
    pub verdict: &'static str,
}

/// Puts size, proteins and lipids of one sample together.
///
/// `P(kind | all) ∝ P(kind | size) Π P(evidence | kind)`, one factor a role of proteins that was
/// looked for and one a class of lipid, so that ten markers of one role count once. Without any of them
/// nothing but size is known: there is no posterior, and no particle is called `exosome`.
///
/// `proteins` and `lipids` are tables with one column a sample, of its name ([`columns_of`]); of the lipids one column
/// is the parent cell (`parent` or `cell` in its name).
#[must_use]
pub fn identify(
    sized: &SizedSample,
    proteins: Option<&LabelledMatrix>,
    lipids: Option<&LabelledMatrix>,
    protein_ug_per_ml: Option<f64>,
) -> Identity {
    let of_class = |kind: Kind| {
        let found = sized.classes.iter().find(|class| class.class == kind.size_class());
        found.map_or(Interval::exact(0.0), |class| class.fraction)
    };
    let by_size = Kind::ALL.map(of_class);
    let column_of =
        |table: &LabelledMatrix| table.columns().iter().position(|column| *column == sized.sample);
    let panel =
        proteins.and_then(|table| column_of(table).map(|column| MarkerPanel::of(table, column)));
    let enrichment = lipids.and_then(|table| {
        let parent = lipids::parent_column(table)?;
        Some(lipids::enrichment(table, column_of(table)?, parent))
    });
    let enrichment = enrichment.unwrap_or_default();
    let mut evidence: Vec<Evidence> = Vec::new();
    if let Some(panel) = &panel {
        for (role, shows) in SHOWS {
            let (looked_for, found) = panel.of_role(role);
            if looked_for > 0 {
                let chances = if found > 0 { shows } else { shows.map(|chance| 1.0 - chance) };
                let what = role_name(role).to_owned();
                evidence.push(Evidence {
                    what,
                    found: format!("{found} of {looked_for}"),
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
        evidence.push(Evidence { what, found: format!("{fold:.2} times"), chances });
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
        let at = |own: f64| {
            let scale = if rest > 0.0 { (1.0 - own) / rest } else { 1.0 };
            let sum = own * factor + others * scale;
            if sum > 0.0 { own * factor / sum } else { 0.0 }
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

fn purity(
    sized: &SizedSample,
    panel: Option<&MarkerPanel>,
    protein_ug_per_ml: Option<f64>,
) -> Vec<Purity> {
    let mut found = Vec::new();
    let all = sized.rows.last().and_then(|row| row.concentration.as_ref());
    if let (Some(particles), Some(protein)) = (all, protein_ug_per_ml.filter(|&own| own > 0.0))
        && particles.state == "undiluted"
    {
        let value = particles.per_ml / protein;
        // Webber & Clayton 2013, J Extracell Vesicles 2:19861.
        let verdict = if value >= 3e10 {
            "pure (3e10 or more)"
        } else if value >= 2e9 {
            "some free protein (2e9 to 3e10)"
        } else {
            "mostly free protein (below 2e9)"
        };
        let (ratio, unit) = ("particles to protein", "1/µg");
        found.push(Purity { ratio, value, unit, verdict });
    }
    if let Some(panel) = panel {
        let vesicle =
            panel.amount(&[Role::Membrane, Role::Endosomal, Role::Cytosolic, Role::PlasmaMembrane]);
        for (ratio, roles) in [
            ("vesicle markers to proteins outside of vesicles", Role::Contaminant),
            ("vesicle markers to proteins of other compartments", Role::Intracellular),
        ] {
            let other = panel.amount(&[roles]);
            if panel.of_role(roles).0 > 0 && vesicle + other > 0.0 {
                let share = vesicle / (vesicle + other);
                let verdict =
                    if share >= 0.5 { "vesicle markers prevail" } else { "the others prevail" };
                let unit = "share of the sum";
                found.push(Purity { ratio, value: share, unit, verdict });
            }
        }
    }
    found
}

/// Where the demands on the word `exosome` are not met.
const SPEAK: &str = "speak of small extracellular vesicles, not of exosomes, whatever share the posterior gives these.";

/// What may be called what: `size` and `own` are the shares of exosomes by size and with all evidence.
fn verdict(
    panel: Option<&MarkerPanel>,
    small: Option<f64>,
    size: Interval,
    own: Option<Interval>,
) -> String {
    let small = small.map_or(String::new(), |share| {
        let (small, large) = (100.0 * share, 100.0 * (1.0 - share));
        format!("{small:.0} % small (below 200 nm) and {large:.0} % large particles. ")
    });
    let Some(own) = own else {
        return format!(
            "{small}Neither proteins nor lipids tell more: size alone proves neither vesicles nor their origin. The shares are those of size classes, and none is called exosome."
        );
    };
    let Some(panel) = panel else {
        return format!(
            "{small}No proteins are given, and lipids alone do not prove an origin: {SPEAK}"
        );
    };
    let misev = panel.misev();
    let endosomal = panel.of_role(Role::Endosomal).1;
    let shown = if misev.met {
        "The proteins that MISEV asks for are there".to_owned()
    } else {
        format!(
            "MISEV asks for three proteins of vesicles, one of the membrane and one cytosolic, and a control of purity: {} found, {} of the membrane, {} cytosolic, {} controls",
            misev.positive, misev.membrane, misev.cytosolic, misev.controls
        )
    };
    let named = if !misev.met {
        format!("; {SPEAK}")
    } else if endosomal == 0 {
        format!(", but no endosomal one: {SPEAK}")
    } else {
        format!(
            ", endosomal ones among them ({endosomal}): with all evidence {:.0} % of the particles are exosomes, by size alone {:.0} %.",
            100.0 * own.value,
            100.0 * size.value
        )
    };
    format!("{small}{shown}{named}")
}

/// `identity.tsv`: share of each kind by size and with all evidence. Where size is all that is known, its
/// classes are named instead of kinds and there is no posterior.
#[must_use]
pub fn identity_table(identities: &[Identity]) -> Table {
    let mut table =
        Table::new(["sample", "kind", "by_size", "low", "high", "posterior", "low", "high"]);
    for identity in identities {
        for (at, kind) in Kind::ALL.iter().enumerate() {
            let size = identity.by_size[at];
            let own = identity.posterior.map(|kinds| kinds[at]);
            let name = if own.is_some() { kind.name() } else { kind.size_class() };
            table.push([
                Cell::from(identity.sample.as_str()),
                name.into(),
                size.value.into(),
                size.low.into(),
                size.high.into(),
                own.map(|own| own.value).into(),
                own.map(|own| own.low).into(),
                own.map(|own| own.high).into(),
            ]);
        }
    }
    table
}

/// `evidence.tsv`: what was looked for, found, and how it counts.
#[must_use]
pub fn evidence_table(identities: &[Identity]) -> Table {
    let mut table = Table::new([
        "sample",
        "evidence",
        "found",
        "exosome",
        "microvesicle",
        "apoptotic_body",
        "non_vesicular",
    ]);
    for identity in identities {
        for evidence in &identity.evidence {
            let chances = evidence.chances.map(Cell::from);
            let names: [Cell; 3] = [
                identity.sample.as_str().into(),
                evidence.what.as_str().into(),
                evidence.found.as_str().into(),
            ];
            table.push(names.into_iter().chain(chances));
        }
    }
    table
}

/// `purity.tsv`: the ratios.
#[must_use]
pub fn purity_table(identities: &[Identity]) -> Table {
    let mut table = Table::new(["sample", "ratio", "value", "unit", "verdict"]);
    for identity in identities {
        for purity in &identity.purity {
            table.push([
                Cell::from(identity.sample.as_str()),
                purity.ratio.into(),
                purity.value.into(),
                purity.unit.into(),
                purity.verdict.into(),
            ]);
        }
    }
    table
}
