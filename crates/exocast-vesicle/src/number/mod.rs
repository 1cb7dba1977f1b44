//! How many particles: dilution, counts, tracks and light scattering.

mod concentration;
mod counting;
mod cumulants;
mod deconvolution;
mod diffusion;
mod dilution;
mod linearity;

pub use concentration::{
    Concentration, DilutionState, Measured, ReplicationUnit, StatedConcentration, Undiluted,
};
pub use counting::{Counted, Net, coincidence};
pub use cumulants::Cumulants;
pub use deconvolution::{Deconvolution, Track, deconvolve};
pub(crate) use diffusion::scattering_vector;
pub use dilution::{RecordedDilution, diluted};
pub use linearity::{Linearity, linearity};
