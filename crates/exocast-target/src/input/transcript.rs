//! One mRNA, and what is wrong with one that cannot be added.

use exocast_core::Base;

use super::{region::Region, rna_kind::RnaKind};

/// One mRNA, or other RNA, of [`Transcripts`](super::Transcripts).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transcript<'a> {
    /// Its name.
    pub name: &'a str,
    /// The gene, where known.
    pub gene: Option<&'a str>,
    /// The identifier of the gene, where known in addition to its symbol.
    pub gene_id: Option<&'a str>,
    /// What kind of RNA it is.
    pub kind: RnaKind,
    /// The 5'UTR; empty where not given.
    pub utr5: &'a [Base],
    /// The open reading frame; empty where not given.
    pub orf: &'a [Base],
    /// The 3'UTR, or the whole of another RNA; empty where not given.
    pub utr3: &'a [Base],
}

impl<'a> Transcript<'a> {
    /// The sequence of one region.
    #[must_use]
    pub const fn region(&self, region: Region) -> &'a [Base] {
        match (region, self.kind) {
            (Region::Utr5, _) => self.utr5,
            (Region::Orf, _) => self.orf,
            (Region::Utr3, RnaKind::Mrna)
            | (Region::Rna, RnaKind::Noncoding | RnaKind::Circular) => self.utr3,
            (Region::Utr3 | Region::Rna, _) => &[],
        }
    }

    /// The regions of these in which sites are looked for: another RNA than an mRNA is one whole.
    pub(crate) const fn regions<'r>(&self, of_mrna: &'r [Region]) -> &'r [Region] {
        match self.kind {
            RnaKind::Mrna => of_mrna,
            _ => &[Region::Rna],
        }
    }

    /// Whether it is a circle.
    pub(crate) const fn is_circle(&self) -> bool {
        matches!(self.kind, RnaKind::Circular)
    }
}

/// What an annotation says of a transcript among those of its gene.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tags {
    /// It is the one of MANE Select.
    pub(crate) mane: bool,
    /// It is the canonical one of Ensembl, or the one of `RefSeq` Select.
    pub(crate) canonical: bool,
}

/// A transcript to add to [`Transcripts`](super::Transcripts).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NewTranscript<'a> {
    pub(crate) name: &'a str,
    pub(crate) gene: Option<&'a str>,
    pub(crate) gene_id: Option<&'a str>,
    pub(crate) kind: RnaKind,
    pub(crate) tags: Tags,
    /// 5'UTR, open reading frame, 3'UTR.
    pub(crate) regions: [&'a [u8]; 3],
}
