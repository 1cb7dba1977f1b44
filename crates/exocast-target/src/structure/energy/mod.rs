//! The nearest-neighbour energy model.

mod letters;
mod model;
mod tables;
mod turner2004;

pub use self::model::EnergyModel;
pub(crate) use self::{
    letters::{Letter, PairType, letters},
    model::MAX_LOOP,
    tables::{Cost, Edge, Tables},
};
