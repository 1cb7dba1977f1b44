//! Why sizes cannot be computed with.

/// Sizes, samples or groups that cannot be computed with.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ComputeError {
    /// There is no particle in a size distribution.
    #[error("there is no particle in the size distribution")]
    NoParticle,
    /// A diameter is not above zero or not finite.
    #[error("diameter {value} at place {place} is not a length above zero")]
    Diameter {
        /// Its place, from 1.
        place: usize,
        /// The value.
        value: f64,
    },
    /// A weight is negative or not finite.
    #[error("weight {value} at place {place} is not zero or more")]
    Weight {
        /// Its place, from 1.
        place: usize,
        /// The value.
        value: f64,
    },
    /// Bin edges do not ascend, or their number does not fit the bins.
    #[error("{edges} ascending edges from zero are wanted for {bins} bins")]
    Edges {
        /// Number of edges that the bins need.
        edges: usize,
        /// Number of bins.
        bins: usize,
    },
    /// Nothing lies within the detection window.
    #[error("no particle lies between {low} and {high} nm; check the detection limit")]
    NothingSeen {
        /// Lower end of the window.
        low: f64,
        /// Upper end of the window.
        high: f64,
    },
    /// Too few different sizes for the smallest mixture.
    #[error("{sizes} different sizes do not determine a size population; 2 or more are wanted")]
    TooFewSizes {
        /// Number of different sizes.
        sizes: usize,
    },
    /// A mixture has no component.
    #[error("a mixture needs at least one component")]
    NoComponent,
    /// A median diameter or a geometric standard deviation is impossible.
    #[error(
        "a component of median {median_nm} nm and geometric standard deviation {gsd}: the first has to be above 0, the second above 1"
    )]
    Component {
        /// The median given.
        median_nm: f64,
        /// The geometric standard deviation given.
        gsd: f64,
    },
    /// The weights of the components do not sum to 1.
    #[error("the weights of the components sum to {0}, not to 1")]
    Weights(f64),
    /// A sample has no export.
    #[error("sample `{0}` has no sizing export")]
    NoExport(String),
    /// One of its exports holds several samples.
    #[error(
        "sample `{sample}`: {export} holds several samples ({samples}): give each as a sample of its own"
    )]
    Several {
        /// Name of the sample.
        sample: String,
        /// The export.
        export: String,
        /// The samples that it holds.
        samples: String,
    },
    /// The dilution of a sample is below 1.
    #[error("the dilution of sample `{sample}` is impossible")]
    Dilution {
        /// Name of the sample.
        sample: String,
        /// The factor, and what it must be.
        source: exocast_core::BadValue,
    },
    /// Nothing is left of a sample above the detection limit.
    #[error("sample `{sample}`: nothing to analyse")]
    Sizes {
        /// Name of the sample.
        sample: String,
        /// What is wrong.
        source: Box<ComputeError>,
    },
    /// There are fewer than two groups.
    #[error("a comparison needs two groups or more; {0} given")]
    Groups(usize),
    /// A group has no sample.
    #[error("group `{0}` has no sample")]
    EmptyGroup(String),
    /// Two groups have the same name.
    #[error("duplicate group name `{0}`")]
    DuplicateGroup(String),
    /// A sample is in two groups.
    #[error(
        "sample `{sample}` is in group `{first}` and in group `{second}`; a replicate belongs to one group"
    )]
    SharedSample {
        /// The sample.
        sample: String,
        /// One group.
        first: String,
        /// The other.
        second: String,
    },
    /// Nothing of a sample is in the range that all samples see.
    #[error("sample `{sample}` has nothing in the range that all samples see")]
    Window {
        /// The sample.
        sample: String,
        /// What is wrong.
        source: Box<ComputeError>,
    },
}
