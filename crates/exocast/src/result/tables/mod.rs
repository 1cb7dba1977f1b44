//! The written tables: of each its name, caption, columns and the order of its rows in the report, in one place.

mod cargo;
mod contrasts;
mod dose;
mod identity;
mod keys;
mod mirna;
mod origin;
mod response;
mod samples;
mod spec;
mod truth;
mod vesicles;

pub(crate) use self::truth::truth_alone;
pub(super) use self::{
    cargo::cargo,
    origin::enrichment,
    response::{evidence, programmes, response, sites, sponges},
    samples::{left_out, samples},
    truth::truth,
};
pub use self::{
    origin::origin_tables,
    spec::{Column, TableSpec, Written},
};

/// Every table that a study may give, in the order in which they are written.
pub static TABLES: [&TableSpec; 67] = [
    &samples::SAMPLES,
    &mirna::CLASSES,
    &mirna::VERDICTS,
    &mirna::CHECKS,
    &mirna::COUNTS,
    &mirna::GUIDES,
    &mirna::FAMILIES,
    &mirna::ARMS,
    &mirna::FACTORS,
    &mirna::EDITING,
    &mirna::TAILS,
    &mirna::FLOW,
    &mirna::LENGTHS,
    &mirna::SATURATION,
    &mirna::FRAGMENTS,
    &mirna::ORIGINS,
    &mirna::ORGANISMS,
    &mirna::CORRECTED,
    &mirna::SPIKES,
    &mirna::MOLECULES,
    &mirna::LIMITS,
    &mirna::CLASHES,
    &mirna::CURVES,
    &vesicles::VESICLES,
    &vesicles::CLASSES,
    &vesicles::FINDINGS,
    &vesicles::BLANK,
    &vesicles::COINCIDENCE,
    &vesicles::LINEARITY,
    &vesicles::SHAPES,
    &vesicles::TRUE_SIZES,
    &identity::IDENTITY,
    &identity::EVIDENCE,
    &identity::PURITY,
    &identity::PROTEIN_CARGO,
    &identity::MISEV,
    &cargo::CARGO,
    &origin::ORIGIN,
    &origin::DIAGNOSTICS,
    &origin::GATES,
    &origin::IDENTIFIABILITY,
    &origin::ENRICHMENT,
    &dose::DOSE,
    &dose::FAMILIES,
    &dose::BOUNDS,
    &dose::SENSITIVITY,
    &dose::PARAMETERS,
    &dose::REQUIREMENTS,
    &dose::MECHANISMS,
    &dose::SINGLE_CELLS,
    &dose::REQUIREMENT_SETS,
    &dose::TIMECOURSE,
    &dose::COMPARTMENTS,
    &response::RESPONSE,
    &response::SPONGES,
    &response::SITES,
    &response::PROGRAMMES,
    &response::EVIDENCE,
    &contrasts::GROUPS,
    &contrasts::GROUP_DOSE,
    &contrasts::VESICLES,
    &contrasts::ORIGIN,
    &contrasts::CARGO,
    &contrasts::DOSE,
    &contrasts::GROUP_RESPONSE,
    &contrasts::RESPONSE,
    &truth::TRUTH,
];
