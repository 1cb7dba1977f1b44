//! The miRNA that Dicer does not cut.
//!
//! The stem of pre-miR-451 is too short for Dicer. Argonaute 2 cuts it within the 3' arm, 30 nucleotides behind its 5' end, and
//! PARN shortens that product to the miRNA (Cheloufi 2010, Nature 465:584; Cifuentes 2010, Science 328:1694; Yoda 2013, Cell Rep
//! 5:715). Reads of 23 to 30 nt that go on through the loop are miR-451, not other RNA of its precursor.

use crate::reference::{Catalogue, Locus};

/// The 5' end of miR-451, the same in all vertebrates.
const MIR_451: &str = "AAACCGUUACCAUUACU";
/// Nucleotides that Argonaute 2 leaves.
const PRODUCT: usize = 30;

/// The largest 3' shift that the product of Argonaute 2 has against the mature sequence; 0 for what Dicer cuts.
pub(super) fn reach(catalogue: &Catalogue, locus: &Locus) -> usize {
    let mature = &catalogue.matures()[locus.mature];
    let precursor = &catalogue.hairpins()[locus.hairpin].sequence;
    let has_product = locus.start + PRODUCT <= precursor.len();
    if has_product && mature.sequence.to_string().starts_with(MIR_451) {
        (locus.start + PRODUCT).saturating_sub(locus.end)
    } else {
        0
    }
}
