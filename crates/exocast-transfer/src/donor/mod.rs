//! Where vesicles come from: the fate of multivesicular bodies, the machinery of secretion, and loading.

mod biogenesis;
mod fate;
mod loading;
mod machinery;
mod notice;
mod passive;
mod regulators;
mod routes;

pub use biogenesis::{Biogenesis, WARNING, biogenesis};
pub use fate::Fate;
pub use loading::{Diameters, Loading, loading, loading_table, mean_lumen_litres};
pub use machinery::Machinery;
pub use notice::BiogenesisNotice;
pub use passive::{enrichment_over_passive, lumen_litres, passive_copies};
pub use regulators::{
    Direction, PERTURBATIONS, Perturbation, Process, REGULATORS, Regulator, Sign,
};
