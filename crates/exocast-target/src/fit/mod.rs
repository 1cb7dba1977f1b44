//! Estimates the parameters of [`FittedAffinity`](crate::FittedAffinity) from transfections.
//!
//! The prediction for gene g and miRNA m, in natural logarithms, is −ln(1 + N), where N = Σ σ(E)·b over the
//! gene's sites, E = E(type) + Σ c·feature + o and ln b = ln slope + Σ s·feature of the mRNA. Levels and
//! predictions are centred over miRNAs, gene by gene, so what a gene has in all samples does not count. The
//! estimate makes the weighted sum of squared differences least by the method of Levenberg and
//! Marquardt, with these guards:
//!
//! * what a sample's levels share with length and composition of mRNAs is projected out of both sides,
//!   sample by sample: transfections differ in it for other reasons;
//! * genes weigh 1/(their variance + 0.05), samples 1/theirs;
//! * coefficients of standardised features have a ridge; offsets o of guides have a stronger one, and
//!   are left out of every prediction.

mod design;
mod score;
mod solve;

pub use self::{
    design::{Base, Design, Transfections},
    score::{CrossValidation, centred, r2_by_sample},
    solve::Fit,
};
