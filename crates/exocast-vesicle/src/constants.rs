//! Every physical constant of this crate, with unit, source and status.

/// Boltzmann constant k, J/K; defined (SI 2019).
pub(crate) const BOLTZMANN: f64 = 1.380_649e-23;
