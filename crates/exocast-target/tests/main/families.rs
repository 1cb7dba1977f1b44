//! Guides of one seed, and very many guides.

use exocast_core::{Interval, SeedPlan, options::Options as _};
use exocast_target::{
    Affinity, Amounts, Dose, FittedAffinity, Mirna, Mirnas, Recipient, RespondOptions, Response,
    SeedAffinity, Transcripts,
};

/// let-7a, b, c, d, e, f, g, i and miR-98.
const LET7: [&str; 9] = [
    "UGAGGUAGUAGGUUGUAUAGUU",
    "UGAGGUAGUAGGUUGUGUGGUU",
    "UGAGGUAGUAGGUUGUAUGGUU",
    "AGAGGUAGUAGGUUGCAUAGUU",
    "UGAGGUAGGAGGUUGUAUAGUU",
    "UGAGGUAGUAGAUUGUAUAGUU",
    "UGAGGUAGUAGUUUGUACAGUU",
    "UGAGGUAGUAGUUUGUGCUGUU",
    "UGAGGUAGUAAGUUGUAUUGUU",
];

/// Letters of a plain generator.
struct Letters(u64);

impl Letters {
    fn take(&mut self, count: usize) -> String {
        let mut next = || {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            [b'A', b'C', b'G', b'U'][(self.0 >> 62) as usize] as char
        };
        (0..count).map(|_| next()).collect()
    }
}

fn respond<A: Affinity>(
    affinity: &A,
    (guides, copies): (&[String], Interval),
    utrs: &[String],
    draws: usize,
) -> Response {
    let (mut mirnas, mut transcripts) = (Mirnas::default(), Transcripts::default());
    for (i, guide) in guides.iter().enumerate() {
        mirnas.push(Mirna::new(format!("m{i}"), guide.parse().unwrap()).unwrap()).unwrap();
    }
    for (i, utr3) in utrs.iter().enumerate() {
        transcripts.push(&format!("T{i}"), None, b"", utr3.as_bytes()).unwrap();
    }
    let amounts = (0..guides.len()).map(|i| (format!("m{i}"), copies)).collect();
    let mut options = RespondOptions::default();
    (options.draws, options.keep_draws) = (draws, true);
    Recipient::new(&mirnas, &transcripts, affinity)
        .respond(&Dose::Copies(Amounts::new(amounts)), &options.check().unwrap(), SeedPlan::new(1))
        .unwrap()
}

/// Nine members of 8 copies are one of 72, where affinity is of the seed; where it is of the whole guide, but for their 3' ends.
#[test]
fn nine_members_of_a_seed_are_one() {
    let mut letters = Letters(7);
    let utrs: Vec<String> =
        (0..300).map(|_| letters.take(150) + "CUACCUCA" + &letters.take(150)).collect();
    let nine = LET7.map(str::to_owned);
    for copies in [8.0, 800.0] {
        let (few, many) = (Interval::exact(copies), Interval::exact(9.0 * copies));
        let of_seed = SeedAffinity::default();
        let single = respond(&of_seed, (&nine[..1], many), &utrs, 1);
        let all = respond(&of_seed, (&nine, few), &utrs, 1);
        for (single, all) in single.genes.iter().zip(&all.genes) {
            let (single, all) = (single.log2fc.value, all.log2fc.value);
            assert!(single < 0.0 && (all / single - 1.0).abs() < 1e-9, "{all} {single}");
        }
        // Members compete for each site: equal copies of each are the mean member.
        let fitted = FittedAffinity::default();
        let all = respond(&fitted, (&nine, few), &utrs, 1);
        let each = nine
            .iter()
            .map(|guide| respond(&fitted, (std::slice::from_ref(guide), many), &utrs, 1));
        let each: Vec<Response> = each.collect();
        let sum = |response: &Response| -> f64 {
            response.genes.iter().map(|gene| gene.log2fc.value).sum()
        };
        let mean = each.iter().map(sum).sum::<f64>() / 9.0;
        for other in [mean, sum(&each[0])] {
            assert!((sum(&all) / other - 1.0).abs() < 0.01, "{} {other}", sum(&all));
        }
    }
}

/// With many draws what guides block of each other is taken from the central values; with few it is solved in each.
#[test]
fn what_a_crowd_blocks_is_near_the_exact() {
    let mut letters = Letters(3);
    let guides: Vec<String> = (0..80).map(|_| letters.take(22)).collect();
    let utrs: Vec<String> = (0..60).map(|_| letters.take(3000)).collect();
    for copies in [100.0, 1e3, 1e4] {
        let dose = Interval::new(copies, copies / 4.0, copies * 4.0);
        let fitted = FittedAffinity::default();
        let exact = respond(&fitted, (&guides, dose), &utrs, 7);
        let crowd = respond(&fitted, (&guides, dose), &utrs, 200);
        let mut worst = 0.0_f64;
        for (exact, crowd) in exact.genes.iter().zip(&crowd.genes) {
            let central = (exact.log2fc.value - crowd.log2fc.value).abs();
            assert!(central < 1e-9, "{central}");
            for (exact, crowd) in exact.draws.iter().zip(&crowd.draws) {
                worst = worst.max((exact - crowd).abs() / exact.abs());
            }
        }
        assert!(worst > 0.0 && worst < 1e-4, "{worst}");
    }
}
