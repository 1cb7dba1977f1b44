//! Statistics that sizes, counts and groups rest on.

mod anderson_darling;
mod cramer_von_mises;
mod kolmogorov_smirnov;
pub(crate) mod normal;
mod poisson;
mod rank_tests;
mod student;
mod welch;

pub(crate) use anderson_darling::anderson_darling;
pub(crate) use cramer_von_mises::cramer_von_mises;
pub(crate) use kolmogorov_smirnov::kolmogorov_smirnov_exact;
pub(crate) use normal::LN_PEAK;
pub use poisson::garwood;
pub(crate) use rank_tests::{brunner_munzel, kruskal_wallis};
pub(crate) use student::{between, between_geometric, sample_sd, student_975, student_quantile};
pub use welch::welch_at_least;
pub(crate) use welch::{welch, welch_parts};
