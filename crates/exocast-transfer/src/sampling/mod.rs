//! Random draws over the ranges of the parameters, and their quantiles.

mod cargo_draws;
mod points;

pub(crate) use cargo_draws::CargoDraws;
pub(crate) use points::{Half, Points, draw, varies};
