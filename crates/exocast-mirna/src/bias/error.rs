//! Why a bias cannot be measured or used.

use exocast_core::BadMatrix;

/// A bias that cannot be measured, or is not that of the samples.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BadBias {
    /// The reference has precursors.
    #[error(
        "a bias is measured on a pool, whose sequences the reference must list and no others; give them as mature sequences"
    )]
    NoPool,
    /// A pool without reads.
    #[error("no read of {sample} is of a sequence of the pool")]
    NoReads {
        /// The sample.
        sample: String,
    },
    /// Pools of several kits.
    #[error(
        "{sample} has the layout `{layout}`, and {first} has `{first_layout}`: measure the bias of each kit on its own pools"
    )]
    Layouts {
        /// The sample.
        sample: String,
        /// Its layout.
        layout: String,
        /// The first sample.
        first: String,
        /// Its layout.
        first_layout: String,
    },
    /// A sample of another kit than the table.
    #[error(
        "{sample} has the layout `{layout}`, but the bias was measured on {kit} with the layout `{measured}`; give the bias of its kit, or use this one anyway with `--bias-other-kit` (in a study, `mirna.bias_other_kit = true`)"
    )]
    OtherKit {
        /// The sample.
        sample: String,
        /// Its layout.
        layout: String,
        /// The kit of the bias.
        kit: String,
        /// The layout of the bias.
        measured: String,
    },
    /// Two samples with one name.
    #[error(transparent)]
    Samples(#[from] BadMatrix),
}
