//! The score of a candidate.

use super::{
    judge::Signature,
    parameters::{ARM_PAIRS, HOMOGENEITY, INCONSISTENT, OVERHANGS, P, PAIRED, STAR_READS, score},
};

/// How much reads and fold speak for a miRNA; `p` is the chance that a shuffled sequence folds as well.
pub(super) fn score(signature: &Signature, p: f64, min_reads: u64) -> f64 {
    let share = |value: f64, least: f64| ((value - least) / (1.0 - least)).clamp(0.0, 1.0);
    let tenfolds = |reads: u64, other: u64| (reads as f64 / other.max(1) as f64).max(1.0).log10();
    let (mature, star) = (signature.mature_reads, signature.star_reads);
    let paired = signature.paired as f64 / signature.mature.len().max(1) as f64;
    let of_star = if star > 0 {
        score::STAR + score::STAR_TENFOLD * tenfolds(star.min(mature), 1).min(2.0)
    } else if mature >= score::NO_STAR.0 {
        score::NO_STAR.1
    } else {
        0.0
    };
    let inconsistent = signature.inconsistent as f64 / signature.all().max(1) as f64;
    score::ENDS * share(signature.homogeneity, HOMOGENEITY)
        + of_star
        + if signature.loop_reads > 0 { score::LOOP } else { 0.0 }
        + score::STABLE * (P / p).log10().clamp(-1.0, 1.0)
        + score::PAIRED * share(paired, PAIRED)
        + score::READS * (tenfolds(mature + star, min_reads) / 2.0).min(1.0)
        + score::INCONSISTENT * inconsistent / INCONSISTENT
}

/// Whether both arms are seen as a miRNA's are.
pub(super) fn is_confident(signature: &Signature) -> bool {
    signature.star_reads >= STAR_READS
        && signature.paired >= ARM_PAIRS
        && signature
            .overhangs
            .is_some_and(|(five, three)| OVERHANGS.contains(&five) && OVERHANGS.contains(&three))
}
