//! Files by path, into the types of the crates: open, decompress, read, name the file in errors.

mod file;
pub mod handover;
mod mirna;
mod origin;
mod recipient;
mod vesicle;

pub(crate) use self::{file::with_causes, mirna::mates_together};
pub use self::{
    file::{
        LoadError, amounts_of_features, amounts_of_samples, file_name, names, read, sample_name,
        source_name,
    },
    mirna::{
        catalogue, contaminants, counted_guides, counts, guides, lanes, matures, mirgenedb,
        mirna_bias, spike_amounts, spikes,
    },
    origin::{cargo, factors, scores, sets, signature, weighted_sets},
    recipient::{amounts, expression, mirnas, observed, profiles, sequences, sponges, transcripts},
    vesicle::{any_export, export, export_of, export_part, export_with, lipids, proteins, sized},
};
