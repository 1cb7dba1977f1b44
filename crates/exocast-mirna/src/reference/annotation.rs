//! What every kind of annotation is read into: precursors, and mature sequences on them.

use super::placement::Placement;
use crate::names::Accession;

/// `miRNA_primary_transcript` of miRBase, `pre_miRNA` of `MirGeneDB`.
#[derive(Debug)]
pub(super) struct Precursor {
    pub(super) name: String,
    pub(super) accession: Option<Accession>,
    /// On a genome, where the source has it.
    pub(super) placement: Option<Placement>,
}

/// `miRNA`.
#[derive(Debug)]
pub(super) struct Derived {
    pub(super) name: String,
    pub(super) accession: Option<Accession>,
    /// Index of the precursor.
    pub(super) precursor: usize,
    /// 0-based, half-open, on the strand of the precursor.
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Debug, Default)]
pub(super) struct Annotation {
    pub(super) precursors: Vec<Precursor>,
    pub(super) derived: Vec<Derived>,
}

/// `Hsa-Mir-8-P1a_5p*` as the name of its gene and `5p`; none where it is not a name of `MirGeneDB`.
pub(super) fn arm_of_mirgenedb(name: &str) -> Option<(&str, &str)> {
    let (gene, end) = name.rsplit_once('_')?;
    let end = end.trim_end_matches('*');
    matches!(end, "5p" | "3p" | "pre" | "pri" | "ext").then_some((gene, end))
}
