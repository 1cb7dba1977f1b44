//! What an analysis gives: the outcome of each step and its typed result, pictures, notices and the verdict; and the
//! tables that are written of it.

mod analysis;
mod cargo;
mod contrasts;
mod document;
mod dose;
mod error;
mod identity;
mod mirna;
mod outcome;
mod programmes;
mod provenance;
mod samples;
mod tables;
mod truth;
mod vesicles;

pub(crate) use self::tables::truth_alone;
pub use self::{
    analysis::Analysis,
    cargo::MirnaCargo,
    contrasts::{
        CargoDifference, ContrastsResult, Difference, DoseDifference, GroupResult, Measure,
        OriginDifference, ResponseDifference,
    },
    dose::{NoSuchSeed, StatedVerdict, Transferred},
    error::AnalysisError,
    identity::{ActingProtein, IdentityResult},
    mirna::{MirnaResult, ReadSummaries, ReadsResult, SpikedSample},
    outcome::{Outcome, Status, VerdictText},
    programmes::{Direction, ProgrammeScore},
    samples::{SampleInputs, SampleStatus},
    tables::{Column, TABLES, TableSpec, Written, origin_tables},
    truth::{TruthRow, Value},
    vesicles::{FurtherTables, VesiclesResult},
};
