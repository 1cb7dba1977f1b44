//! What every annotation is read into: precursors, and mature sequences on them.

use super::placement::Placement;
use crate::names::Accession;

/// `miRNA_primary_transcript` of miRBase, `pre_miRNA` of `MirGeneDB`.
#[derive(Debug)]
pub(crate) struct Precursor {
    pub(crate) name: String,
    pub(crate) accession: Option<Accession>,
    /// On a genome, where the source tells.
    pub(crate) placement: Option<Placement>,
}

/// `miRNA`.
#[derive(Debug)]
pub(crate) struct Derived {
    pub(crate) name: String,
    pub(crate) accession: Option<Accession>,
    /// Index of the precursor.
    pub(crate) precursor: usize,
    /// 0-based, half-open, on the precursor's own strand.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

#[derive(Debug, Default)]
pub(crate) struct Annotation {
    pub(crate) precursors: Vec<Precursor>,
    pub(crate) derived: Vec<Derived>,
}

/// `Hsa-Mir-8-P1a_5p*` as the name of its gene and `5p`; nothing where it is no name of `MirGeneDB`.
pub(crate) fn arm_of_mirgenedb(name: &str) -> Option<(&str, &str)> {
    let (gene, end) = name.rsplit_once('_')?;
    let end = end.trim_end_matches('*');
    matches!(end, "5p" | "3p" | "pre" | "pri" | "ext").then_some((gene, end))
}
