//! Invalid identifiers.

/// An invalid name, accession, release or license plate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadName {
    /// Not a miRNA name.
    #[error("`{name}` is not a miRNA name: {problem}")]
    Mirna {
        /// The text.
        name: String,
        /// What is wrong with it.
        problem: NameProblem,
    },
    /// Not an accession.
    #[error("`{0}` is not a miRBase accession such as MI0000060 or MIMAT0000062")]
    Accession(String),
    /// Not a release.
    #[error("`{0}` is not a miRBase release such as 21 or 22.1")]
    Release(String),
    /// Not a license plate.
    #[error("`{0}` is not a license plate such as iso-22-XKVLRYVPQ")]
    Plate(String),
    /// A sequence without a license plate: a nucleotide is unknown.
    #[error("nucleotide {0} is unknown; a license plate needs a sequence of A, C, G and T")]
    UnknownNucleotide(usize),
    /// A sequence without a license plate: it is empty.
    #[error("an empty sequence has no license plate")]
    EmptySequence,
}

/// Why a text is not a miRNA name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NameProblem {
    /// The species is missing.
    #[error("it has to start with a species and `-`, such as `hsa-`")]
    Species,
    /// Nothing known after the species.
    #[error("the species has to be followed by miR, mir, MIR, let, lin, lsy, bantam or iab")]
    Prefix,
    /// The family is missing or has invalid letters.
    #[error("the prefix has to be followed by a family such as 199a or BART1")]
    Family,
    /// A part after the family is neither a locus nor an arm.
    #[error("a part after the family is neither a locus number, an arm nor `as`")]
    Suffix,
}
