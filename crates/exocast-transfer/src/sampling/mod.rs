//! Random draws over the ranges of the parameters, and their quantiles.

mod cargo_draws;
mod endogenous_draws;
mod points;
mod strata;

pub(crate) use cargo_draws::CargoDraws;
pub(crate) use endogenous_draws::{Endogenous, EndogenousDraws};
pub(crate) use points::{Half, Points, draw, varies};
