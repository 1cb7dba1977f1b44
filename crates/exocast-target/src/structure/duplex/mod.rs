//! Duplexes of two strands: minimum free energy, structure, and all sites along a target.

mod draw;
mod fill;
mod folder;
mod lane;
mod options;
mod pairs;
mod strands;
mod table;
mod trace;

#[cfg(test)]
mod twin;

pub use self::{
    folder::{DuplexFolder, fold_duplexes},
    options::{DuplexOptions, SeedPairing, Wobble},
    pairs::Duplex,
    table::DUPLEX_COLUMNS,
};
