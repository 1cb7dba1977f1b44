//! How RNA folds: energies, duplexes, accessibility.

mod access;
mod duplex;
mod energy;
mod fold;
mod unpaired;

pub use self::{
    access::{ACCESS_COLUMNS, AccessOptions, Accessibility, CheckedAccess, access_table},
    duplex::{
        CheckedDuplex, DUPLEX_COLUMNS, Duplex, DuplexFolder, DuplexOptions, SeedPairing, Wobble,
        duplex_table, fold_duplexes,
    },
    energy::EnergyModel,
    fold::Fold,
    unpaired::{BadCache, Unpaired, UnpairedCache},
};
