//! How RNA folds: energies, duplexes, accessibility.

mod access;
mod duplex;
mod energy;
mod single;
mod unpaired;

pub(crate) use self::unpaired::Unpaired;
pub use self::{
    access::{AccessOptions, Accessibility},
    duplex::{
        DUPLEX_COLUMNS, Duplex, DuplexFolder, DuplexOptions, SeedPairing, Wobble, fold_duplexes,
    },
    energy::EnergyModel,
    single::{FoldedStrand, StrandFolder},
    unpaired::UnpairedCache,
};
