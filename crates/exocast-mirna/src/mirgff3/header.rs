//! The header of a file.

/// What the header says.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Samples, in the order of [`Record::expression`].
    pub samples: Vec<String>,
}

/// The source-ontology of miRBase, by its `FAIRsharing` identifier.
pub const MIRBASE: &str = "miRBase doi:10.25504/fairsharing.hmgte8";

/// The source-ontology of `MirGeneDB`, which has no identifier of that kind.
pub const MIRGENEDB: &str = "mirGeneDB: http://mirgenedb.org";
