//! From diffusion to size: Stokes–Einstein and the scattering vector.

use std::f64::consts::PI;

use crate::constants::BOLTZMANN;

/// Stokes–Einstein: the diameter `kT/(3πηD)` in nm, from a diffusion coefficient in m²/s, a
/// temperature in K and a viscosity in Pa·s; it is its own inverse in D and d.
#[must_use]
pub(crate) fn stokes_einstein_nm(diffusion_m2_s: f64, kelvin: f64, viscosity_pa_s: f64) -> f64 {
    1e9 * BOLTZMANN * kelvin / (3.0 * PI * viscosity_pa_s * diffusion_m2_s)
}

/// The length of the scattering vector, `4πn/λ · sin(θ/2)`, per nm; wavelength in nm, angle in
/// degrees.
#[must_use]
pub(crate) fn scattering_vector(
    refractive_index: f64,
    wavelength_nm: f64,
    angle_degrees: f64,
) -> f64 {
    4.0 * PI * refractive_index / wavelength_nm * (0.5 * angle_degrees.to_radians()).sin()
}
