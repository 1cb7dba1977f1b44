//! The header of a file.

/// The header of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Header {
    /// Database with its identifier: [`MIRBASE`].
    pub ontology: String,
    /// Tools that called the isomiRs.
    pub tools: Vec<String>,
    /// Commands that made the file.
    pub commands: Vec<String>,
    /// Genome or database version.
    pub reference: Option<String>,
    /// Meaning of filter tags.
    pub filters: Option<String>,
    /// Samples, in the order of [`Record::expression`](super::Record::expression).
    pub samples: Vec<String>,
}

impl Header {
    /// A header with the parts that are required.
    #[must_use]
    pub fn new<T: Into<String>, S: Into<String>>(
        ontology: impl Into<String>,
        tools: impl IntoIterator<Item = T>,
        samples: impl IntoIterator<Item = S>,
    ) -> Self {
        Self {
            ontology: ontology.into(),
            tools: tools.into_iter().map(Into::into).collect(),
            samples: samples.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }
}

/// The source-ontology of miRBase, by its `FAIRsharing` identifier.
pub const MIRBASE: &str = "miRBase doi:10.25504/fairsharing.hmgte8";

/// The source-ontology of `MirGeneDB`, which has no identifier of that kind.
pub(crate) const MIRGENEDB: &str = "mirGeneDB: http://mirgenedb.org";
