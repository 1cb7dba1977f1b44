//! Genes that set where vesicles come from and where they go, each with sign, context and source.

use serde::Serialize;

/// A step of biogenesis that a gene acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Process {
    /// Intraluminal vesicles formed through ESCRT.
    EscrtBudding,
    /// Intraluminal vesicles formed without ESCRT, through ceramide, tetraspanins or RAB31.
    OtherBudding,
    /// Fusion of multivesicular bodies with the plasma membrane.
    MembraneFusion,
    /// Fusion of multivesicular bodies with lysosomes.
    LysosomeFusion,
    /// Budding of microvesicles from the plasma membrane.
    Shedding,
}

impl Process {
    /// Number of processes.
    pub(super) const COUNT: usize = 5;

    /// Name in kebab-case.
    #[must_use]
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::EscrtBudding => "escrt-budding",
            Self::OtherBudding => "other-budding",
            Self::MembraneFusion => "membrane-fusion",
            Self::LysosomeFusion => "lysosome-fusion",
            Self::Shedding => "shedding",
        }
    }
}

/// What more of a gene does to a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// More of the process.
    Promotes,
    /// Less of the process.
    Hinders,
}

/// A gene, the process it acts on, and in which cells that was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Regulator {
    /// Symbol of the gene.
    pub(super) gene: &'static str,
    /// The process.
    pub(super) process: Process,
    /// What more of the gene does to it.
    pub(super) sign: Sign,
    /// Cells in which it was seen; empty where it was seen in several and taken to hold elsewhere.
    pub(super) context: &'static str,
    /// Where it was seen.
    pub(super) source: &'static str,
}

const COLOMBO: &str = "Colombo 2013 J Cell Sci";
const BAIETTI: &str = "Baietti 2012 Nat Cell Biol";
const OSTROWSKI: &str = "Ostrowski 2010 Nat Cell Biol";
const fn row(
    gene: &'static str,
    process: Process,
    sign: Sign,
    context: &'static str,
    source: &'static str,
) -> Regulator {
    Regulator { gene, process, sign, context, source }
}

/// Every regulator of the model.
pub(super) const REGULATORS: &[Regulator] = &[
    row("HGS", Process::EscrtBudding, Sign::Promotes, "", COLOMBO),
    row("STAM", Process::EscrtBudding, Sign::Promotes, "", COLOMBO),
    row("TSG101", Process::EscrtBudding, Sign::Promotes, "", COLOMBO),
    row("CHMP4A", Process::EscrtBudding, Sign::Promotes, "MCF-7", BAIETTI),
    row("CHMP4B", Process::EscrtBudding, Sign::Promotes, "MCF-7", BAIETTI),
    row("CHMP4C", Process::EscrtBudding, Sign::Promotes, "MCF-7", BAIETTI),
    row("VPS4B", Process::EscrtBudding, Sign::Hinders, "HeLa", COLOMBO),
    row("VPS4A", Process::EscrtBudding, Sign::Promotes, "MCF-7", BAIETTI),
    row("VPS4B", Process::EscrtBudding, Sign::Promotes, "MCF-7", BAIETTI),
    row("PDCD6IP", Process::EscrtBudding, Sign::Promotes, "", BAIETTI),
    row("SDCBP", Process::EscrtBudding, Sign::Promotes, "", BAIETTI),
    row("SDC1", Process::EscrtBudding, Sign::Promotes, "MCF-7", BAIETTI),
    row("SDC4", Process::EscrtBudding, Sign::Promotes, "MCF-7", BAIETTI),
    row(
        "PTPN23",
        Process::EscrtBudding,
        Sign::Promotes,
        "",
        "HD-PTP sorts cargo into intraluminal vesicles; recalled",
    ),
    row("SMPD3", Process::OtherBudding, Sign::Promotes, "", "Trajkovic 2008 Science"),
    row("RAB31", Process::OtherBudding, Sign::Promotes, "", "Wei 2021 Cell Res"),
    row("RAB27A", Process::MembraneFusion, Sign::Promotes, "", OSTROWSKI),
    row("RAB27B", Process::MembraneFusion, Sign::Promotes, "", OSTROWSKI),
    row("SYTL4", Process::MembraneFusion, Sign::Promotes, "", OSTROWSKI),
    row(
        "RAB7A",
        Process::LysosomeFusion,
        Sign::Promotes,
        "",
        "RAB7 leads late endosomes to lysosomes; recalled",
    ),
    row("ISG15", Process::LysosomeFusion, Sign::Promotes, "", "Villarroya-Beltri 2016 Nat Commun"),
    row(
        "RAB31",
        Process::LysosomeFusion,
        Sign::Hinders,
        "",
        "Wei 2021 Cell Res: RAB31 inactivates RAB7",
    ),
    row(
        "ARF6",
        Process::Shedding,
        Sign::Promotes,
        "",
        "Muralidharan-Chari 2009 Curr Biol; recalled",
    ),
    row("RHOA", Process::Shedding, Sign::Promotes, "", "Li 2012 Oncogene; recalled"),
];
