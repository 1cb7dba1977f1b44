//! Limits that algorithms set to options.

/// The longest insert that is compared with references, in nt: what two words of a processor hold.
pub(crate) const LONGEST_INSERT: usize = 64;

/// Fewest nucleotides of a read that a reference explains.
///
/// A human miRNA reference has 160,000 places, 18,000 of them near a mature 5' end, against 4^14 sequences: a random
/// read fits by chance once in 15,000. Mature sequences of 17 nt are trimmed to that.
pub(crate) const SHORTEST_TEMPLATE: usize = 14;

/// Letters of the shortest adapter; shorter ones occur by chance in too many inserts.
pub(super) const MIN_ADAPTER: usize = 8;

/// Letters of the longest adapter: what the approximate search can hold.
pub(super) const MAX_ADAPTER: usize = 64;

/// Most nucleotides on one side of the insert of a layout.
pub(super) const MAX_CLIP: usize = 64;

/// Most nucleotides of the UMIs of a read.
pub(crate) const MAX_UMI: usize = 12;
