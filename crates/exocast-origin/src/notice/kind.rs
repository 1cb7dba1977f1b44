//! What a user should know about a result, and would not see in its numbers.

use std::borrow::Cow;

use exocast_core::names::NameNotice;
use serde::{Deserialize, Serialize};

use crate::{
    method::{Method, Reason},
    names::NameDifference,
};

/// Something that was left out, assumed or found wanting; displays as one sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Notice {
    /// How many features of the signature have a row in the cargo.
    Matched {
        /// Features of the signature.
        signature: usize,
        /// Of these, with a row in the cargo.
        matched: usize,
        /// Of these, without a row and taken as zero.
        zeros: usize,
        /// Of these, left out.
        unmatched: usize,
        /// Names of the first features left out.
        examples: Vec<String>,
    },
    /// Cargo features that are not in the signature; they are not used.
    CargoOutside {
        /// How many.
        features: usize,
        /// Names of the first.
        examples: Vec<String>,
    },
    /// Features matched by another name of the gene, by its orthologue, or as one of a group.
    OtherNames {
        /// Each with the name that it has in the cargo.
        names: Vec<(String, String)>,
    },
    /// How the names of the cargo were understood.
    Names(NameNotice),
    /// Accessions that were matched though their versions differ.
    AnyVersion {
        /// How many features of the signature.
        features: usize,
    },
    /// Names that would match if spelling were changed; they were not matched.
    NearNames {
        /// How many.
        features: usize,
        /// A name of the signature and the name of the cargo that resembles it.
        example: (String, String),
        /// In what they differ.
        difference: NameDifference,
    },
    /// Columns of the signature have very different sums.
    ColumnSums {
        /// Largest sum over smallest.
        ratio: f64,
    },
    /// The method that `auto` took, and why.
    AutoMethod {
        /// The sample.
        sample: String,
        /// The method.
        method: Method,
        /// Why.
        reason: Reason,
    },
    /// A sample has no cargo in any feature used.
    EmptySample {
        /// The sample.
        sample: String,
    },
    /// The fit had not converged when its iterations ran out.
    NotConverged {
        /// The sample.
        sample: String,
        /// Iterations done.
        iterations: usize,
    },
    /// Sources with proportional profiles were fitted as one, their share split evenly between them.
    SameSources {
        /// Names of the sources.
        sources: Vec<String>,
    },
    /// Sources without an amount in the features used; their share is zero by construction.
    SilentSources {
        /// Names of the sources.
        sources: Vec<String>,
    },
    /// Vesicle or cell shares were not computed since a source has no factor.
    NoFactor {
        /// `vesicle_share` or `cell_share`.
        share: Cow<'static, str>,
        /// Names of the sources without one.
        sources: Vec<String>,
    },
    /// Samples of cells or vesicles without a partner, and features of one side only.
    Unpaired {
        /// Samples.
        samples: usize,
        /// Features.
        features: usize,
    },
    /// A pair without any amount in the common features, of cells or of vesicles.
    EmptyPair {
        /// The sample.
        sample: String,
    },
    /// Features that are zero in all pairs: nothing is known of their bias.
    UnseenFeatures {
        /// How many.
        features: usize,
    },
    /// The method does not estimate an unknown source.
    NoUnknown {
        /// The method.
        method: Method,
    },
    /// The method does not use biases that were given.
    BiasUnused {
        /// The method.
        method: Method,
    },
    /// Alike sources were merged, as asked for.
    Merged {
        /// Names of the sources.
        sources: Vec<String>,
    },
    /// Values look like logarithms.
    LooksLogarithmic {
        /// Largest value in the cargo.
        largest: f64,
    },
    /// Cargo or signature look like logarithms in every way, so that no share is supported.
    Logarithms {
        /// `cargo` or `signature`.
        table: String,
        /// Largest value in it.
        largest: f64,
    },
    /// Features of a set without a row in the cargo.
    SetFeatures {
        /// The set.
        set: String,
        /// Features of the set.
        features: usize,
        /// Of these, without a row.
        missing: usize,
        /// Names of the first.
        examples: Vec<String>,
    },
    /// Accessions of sets that were matched though their versions differ.
    SetVersions {
        /// How many features.
        features: usize,
    },
    /// Features that a file lists twice in a set count once.
    RepeatedFeatures {
        /// How many.
        features: usize,
    },
    /// No set could be tested.
    NoSetTested {
        /// How many there are.
        sets: usize,
        /// How many features each has to have in the cargo.
        wanted: usize,
        /// Features of all sets, and how many of them are in the cargo.
        known: (usize, usize),
        /// A feature of a set and one of the cargo.
        examples: (String, String),
        /// A pair of names that differ only in spelling, where there is one.
        hint: Option<(String, String, NameDifference)>,
    },
    /// A set that could not be tested.
    SetTooSmall {
        /// The set.
        set: String,
        /// Its features in the cargo.
        features: usize,
        /// How many are asked for.
        wanted: usize,
    },
}
