//! Whether the RNA is whole: lengths, 3' ends of miRNAs, ends of tRNA fragments.

use super::sample::Sample;
use crate::{
    quality::{
        bounds::Bounded,
        check::{Check, Limits, Verdict, percent},
    },
    reads::whole,
};

/// Lengths of miRNAs, and as many on either side.
const MIRNA: std::ops::RangeInclusive<usize> = 21..=23;
const SHORTER: std::ops::RangeInclusive<usize> = 17..=19;
const LONGER: std::ops::RangeInclusive<usize> = 25..=27;
/// Fewest reads of a miRNA whose ends are looked at, and fewest such miRNAs.
const READS: u64 = 10;
const MIRNAS: usize = 5;

/// Inserts of the length of miRNAs among shorter and longer ones. RNAs with a name are left out: halves of tRNAs and
/// fragments of Y RNAs have lengths of their own.
pub(super) fn lengths(sample: &Sample<'_>) -> Option<Check> {
    let measures = sample.measures;
    let peak = measures.of_lengths(MIRNA);
    let flanks = measures.of_lengths(SHORTER) + measures.of_lengths(LONGER);
    let share = Bounded::share(peak, peak + flanks)?;
    let limits = Limits::Below(sample.limit("length-peak-care"), None);
    Some(Check::new("length peak", share, limits, |finding| {
        let ratio = 2.0 * peak as f64 / (flanks as f64).max(1.0);
        let follows = match finding {
            Some(Verdict::UsableWithCare) => ": fragments of other RNA outweigh miRNA",
            _ => "",
        };
        format!(
            "inserts of 21 to 23 nt are {ratio:.1} times as frequent as shorter and longer ones{follows}"
        )
    }))
}

/// miRNAs that lack their 3' end, as the mean over miRNAs: one miRNA whose end varies does not decide.
pub(super) fn ends(sample: &Sample<'_>) -> Option<Check> {
    let shares: Vec<f64> = sample
        .measures
        .cut
        .values()
        .filter(|(_, all)| *all >= READS)
        .map(|(cut, all)| *cut as f64 / *all as f64)
        .collect();
    let n = shares.len();
    if n < MIRNAS {
        return None;
    }
    let mean = shares.iter().sum::<f64>() / n as f64;
    let squares: f64 = shares.iter().map(|share| (share - mean).powi(2)).sum();
    let error = (squares / (n - 1) as f64 / n as f64).sqrt();
    let limits =
        Limits::Above(sample.limit("cut-ends-care"), Some(sample.limit("cut-ends-not-usable")));
    let mut number = Bounded::normal(mean, error);
    (number.low, number.high) = (number.low.max(0.0), number.high.min(1.0));
    Some(Check::new("cut ends", number, limits, |finding| {
        let follows = match finding {
            Some(finding) if finding > Verdict::Good => ": the RNA is degraded",
            _ => "",
        };
        format!(
            "{} of the reads of a miRNA lack 3 nt or more of its 3' end{follows}",
            percent(mean)
        )
    }))
}

/// Fragments from inside of tRNAs: enzymes leave an end of the tRNA, degradation does not.
pub(super) fn trna(sample: &Sample<'_>) -> Option<Check> {
    let (mut inside, mut all) = (0.0, 0.0);
    let rows = sample.counted.fragment_rows().iter();
    for row in rows.filter(|row| row.sample == sample.at && row.class == "tRNA") {
        let Some(part) = row.part else { continue };
        all += row.reads;
        inside += if part.name == "i" { row.reads } else { 0.0 };
    }
    let share = Bounded::share(whole(inside).min(whole(all)), whole(all))?;
    let limits = Limits::Above(sample.limit("trna-inside-care"), None);
    Some(Check::new("tRNA ends", share, limits, |finding| {
        let follows = match finding {
            Some(Verdict::UsableWithCare) => ": they were cut at random, as in degraded RNA",
            _ => "",
        };
        format!("{} of the tRNA fragments have no end of the tRNA{follows}", percent(share.value))
    }))
}
