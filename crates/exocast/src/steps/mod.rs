//! The chain from measurement to response: one file per step, and the joints between the crates.

mod cargo;
mod chain;
mod contrasts;
mod dose;
mod drawn;
mod enrichment;
mod evidence;
mod guides;
mod identity;
mod inspect;
mod inspect_reads;
#[cfg(test)]
mod isomir_case;
mod mirna;
mod notice;
mod origin;
mod parts;
mod programmes;
mod recipient;
mod response;
mod run;
mod sampling;
mod vesicles;

pub use self::{
    dose::{GeneEffect, GeneEffectError, SeedNames, SeedNotice, TransferError},
    enrichment::EnrichmentInputs,
    evidence::{ExplainError, explain_change},
    identity::MoleculeTables,
    inspect::{Inspected, inspect},
    mirna::{CountError, ReadFiles, ReadPanel, count, novel_mirnas},
    origin::OriginInputs,
    recipient::{RecipientCell, RecipientError, RecipientFiles},
    run::check,
    vesicles::VesiclesError,
};
