//! Marker proteins.

use serde::Serialize;

/// What a protein says about a preparation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Spans or is anchored to the membrane of vesicles (MISEV category 1).
    Membrane,
    /// Of the endosome and its sorting machinery: raises exosomes (category 2, and CD63).
    Endosomal,
    /// Cytosolic, enclosed in vesicles of any kind (category 2).
    Cytosolic,
    /// Of vesicles that bud from the plasma membrane.
    PlasmaMembrane,
    /// Of apoptotic cells.
    Apoptotic,
    /// Not in vesicles: lipoproteins, albumin, free Argonaute and others (category 3).
    Contaminant,
    /// Of other compartments of the cell: debris (category 4).
    Intracellular,
}

/// One marker: gene symbol, other names, role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Marker {
    /// Gene symbol.
    pub gene: &'static str,
    /// Other names.
    pub aliases: &'static [&'static str],
    /// What it says.
    pub role: Role,
}

pub(crate) const fn marker(
    gene: &'static str,
    aliases: &'static [&'static str],
    role: Role,
) -> Marker {
    Marker { gene, aliases, role }
}

/// The markers, after Welsh et al. 2024 (MISEV2023, J Extracell Vesicles 13:e12404) and Théry et al.
/// 2018 (MISEV2018, 7:1535750), tables of proteins; plasma-membrane and apoptotic ones after Jeppesen
/// et al. 2019 (Cell 177:428) and Crescitelli et al. 2013 (J Extracell Vesicles 2:20677).
pub(crate) const MARKERS: &[Marker] = &[
    marker("CD9", &["TSPAN29"], Role::Membrane),
    marker("CD81", &["TSPAN28"], Role::Membrane),
    marker("CD82", &["TSPAN27"], Role::Membrane),
    marker("CD47", &[], Role::Membrane),
    marker("CD55", &["DAF"], Role::Membrane),
    marker("CD59", &[], Role::Membrane),
    marker("NT5E", &["CD73"], Role::Membrane),
    marker("BSG", &["CD147"], Role::Membrane),
    marker("ADAM10", &[], Role::Membrane),
    marker("TFRC", &["CD71", "TFR1"], Role::Membrane),
    marker("EPCAM", &[], Role::Membrane),
    marker("ITGB1", &["CD29"], Role::Membrane),
    marker("ITGA6", &["CD49F"], Role::Membrane),
    marker("ITGA2B", &["CD41"], Role::Membrane),
    marker("ITGB3", &["CD61"], Role::Membrane),
    marker("ITGAV", &["CD51"], Role::Membrane),
    marker("SDC1", &["CD138"], Role::Membrane),
    marker("SDC4", &[], Role::Membrane),
    marker("GNA13", &[], Role::Membrane),
    marker("GNB1", &[], Role::Membrane),
    marker("TSPAN8", &[], Role::Membrane),
    marker("CD37", &["TSPAN26"], Role::Membrane),
    marker("CD53", &["TSPAN25"], Role::Membrane),
    marker("CD63", &["TSPAN30"], Role::Endosomal),
    marker("TSG101", &[], Role::Endosomal),
    marker("PDCD6IP", &["ALIX"], Role::Endosomal),
    marker("SDCBP", &["SYNTENIN", "SYNTENIN-1", "SYNTENIN1"], Role::Endosomal),
    marker("VPS4A", &[], Role::Endosomal),
    marker("VPS4B", &[], Role::Endosomal),
    marker("CHMP4B", &[], Role::Endosomal),
    marker("CHMP2A", &[], Role::Endosomal),
    marker("LAMP1", &["CD107A"], Role::Endosomal),
    marker("LAMP2", &["CD107B"], Role::Endosomal),
    marker("RAB27A", &[], Role::Endosomal),
    marker("RAB27B", &[], Role::Endosomal),
    marker("RAB7A", &[], Role::Endosomal),
    marker("FLOT1", &["FLOTILLIN-1"], Role::Cytosolic),
    marker("FLOT2", &["FLOTILLIN-2"], Role::Cytosolic),
    marker("HSPA8", &["HSC70"], Role::Cytosolic),
    marker("HSPA1A", &["HSP70", "HSP72"], Role::Cytosolic),
    marker("HSP90AB1", &["HSP90B"], Role::Cytosolic),
    marker("HSP90AA1", &["HSP90"], Role::Cytosolic),
    marker("ANXA2", &["ANNEXIN A2"], Role::Cytosolic),
    marker("ANXA5", &["ANNEXIN A5"], Role::Cytosolic),
    marker("ANXA6", &[], Role::Cytosolic),
    marker("ANXA11", &[], Role::Cytosolic),
    marker("EHD1", &[], Role::Cytosolic),
    marker("EHD4", &[], Role::Cytosolic),
    marker("RAB5A", &[], Role::Cytosolic),
    marker("RAB11A", &[], Role::Cytosolic),
    marker("RHOA", &[], Role::Cytosolic),
    marker("CAV1", &["CAVEOLIN-1"], Role::Cytosolic),
    marker("GAPDH", &[], Role::Cytosolic),
    marker("ANXA1", &["ANNEXIN A1"], Role::PlasmaMembrane),
    marker("ARF6", &[], Role::PlasmaMembrane),
    marker("ARRDC1", &[], Role::PlasmaMembrane),
    marker("SELP", &["CD62P", "P-SELECTIN"], Role::PlasmaMembrane),
    marker("SELE", &["CD62E", "E-SELECTIN"], Role::PlasmaMembrane),
    marker("SELL", &["CD62L", "L-SELECTIN"], Role::PlasmaMembrane),
    marker("CD40LG", &["CD40L", "CD154"], Role::PlasmaMembrane),
    marker("THBS1", &["TSP1", "THROMBOSPONDIN-1"], Role::Apoptotic),
    marker("C3", &["C3B"], Role::Apoptotic),
    marker("H2AC", &["H2A", "HIST1H2A"], Role::Apoptotic),
    marker("H2BC", &["H2B", "HIST1H2B"], Role::Apoptotic),
    marker("H3C1", &["H3", "HIST1H3A", "H3C"], Role::Apoptotic),
    marker("H4C1", &["H4", "HIST1H4A", "H4C"], Role::Apoptotic),
    marker("H1-2", &["HIST1H1C"], Role::Apoptotic),
    marker("ALB", &["ALBUMIN"], Role::Contaminant),
    marker("APOA1", &[], Role::Contaminant),
    marker("APOA2", &[], Role::Contaminant),
    marker("APOB", &["APOB100"], Role::Contaminant),
    marker("UMOD", &["TAMM-HORSFALL", "THP"], Role::Contaminant),
    marker("AGO1", &["EIF2C1"], Role::Contaminant),
    marker("AGO2", &["EIF2C2"], Role::Contaminant),
    marker("CANX", &["CALNEXIN"], Role::Intracellular),
    marker("HSP90B1", &["GRP94"], Role::Intracellular),
    marker("GOLGA2", &["GM130"], Role::Intracellular),
    marker("TOMM20", &[], Role::Intracellular),
    marker("VDAC1", &[], Role::Intracellular),
    marker("CYC1", &[], Role::Intracellular),
    marker("CYCS", &[], Role::Intracellular),
    marker("LMNA", &[], Role::Intracellular),
];

/// From this many proteins on, a table is one of everything that was there, and a marker that is not
/// in it was not found (assumed); in a shorter one it was not looked for.
pub(crate) const WHOLE_PROTEOME: usize = 500;

/// Rows that have to be named as markers are, before the names of a table count as understood (assumed): a proteome has
/// far more of them.
pub(crate) const UNDERSTOOD: usize = 3;
