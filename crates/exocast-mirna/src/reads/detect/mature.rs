//! Mature miRNAs by which a library is recognised where no reference is given.
//!
//! The 2571 distinct sequences of the human mature miRNAs of miRBase 21 (public domain; Kozomara 2014, Nucleic Acids Res 42:D68), and
//! six abundant ones of flies and worms; many of them are conserved. SHA-256 of the table: 7119a2c424884275695d1872fd0a91bb…. Only layouts are
//! judged by them, never counts.

/// Mature sequences, as DNA.
pub(super) fn sequences() -> impl Iterator<Item = &'static str> {
    include_str!("mature.txt").lines()
}
