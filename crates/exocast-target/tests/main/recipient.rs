//! The response of small cells.

use exocast_core::Interval;
use exocast_core::SeedPlan;
use exocast_core::options::Options as _;
use exocast_target::{
    Amounts, Dose, Expression, ExpressionScale, Mirnas, Recipient, Region, RespondOptions,
    SeedAffinity, Transcripts,
};

use crate::cells::*;

#[test]
fn what_the_cell_holds_in_plenty_adds_little() {
    let (mirnas, transcripts) = two_targets();
    let change = |endogenous: f64| {
        respond(&mirnas, &transcripts, &[endogenous, 0.0], &[500.0, 0.0], 1).genes[0].log2fc.value
    };
    let changes: Vec<f64> = [0.0, 1e3, 1e4, 5e4].into_iter().map(change).collect();
    assert!(changes.windows(2).all(|pair| pair[0] < pair[1]), "{changes:?}");
    assert!(changes[3] < 0.0 && changes[3] > changes[0] / 5.0, "{changes:?}");
}

#[test]
fn targets_of_displaced_mirna_rise() {
    let (mirnas, transcripts) = two_targets();
    let response = respond(&mirnas, &transcripts, &[0.0, 9e4], &[1e6, 0.0], 50);
    assert!(response.genes[0].log2fc.high < 0.0);
    assert!(response.genes[1].log2fc.value > 0.0);
    let top = |i: usize| response.genes[i].top.as_ref().map(|top| top.mirna.as_str());
    assert_eq!((top(0), top(1)), (Some("m0"), Some("m1")));
    assert_eq!((response.genes[0].sites, response.genes[1].sites), (2, 0));
    assert!(response.notices.iter().any(|n| n.to_string().contains("exceed")));
}

#[test]
fn a_wide_dose_makes_a_wide_interval() {
    let (mirnas, transcripts) = two_targets();
    let affinity = SeedAffinity::default();
    let width = |low: f64, high: f64| {
        let amounts = Amounts::new(vec![("m0".into(), Interval::new(1000.0, low, high))]);
        let response = Recipient::new(&mirnas, &transcripts, &affinity)
            .respond(&Dose::Copies(amounts), &options(200), SeedPlan::new(1))
            .unwrap();
        let gene = &response.genes[0];
        assert!(gene.log2fc.low < gene.log2fc.value && gene.log2fc.value < gene.log2fc.high);
        let top = gene.top.as_ref().unwrap();
        assert_eq!((top.mirna.as_str(), top.isomir.as_str()), ("m0", ""));
        assert!((top.share - 1.0).abs() < 1e-12);
        gene.log2fc.high - gene.log2fc.low
    };
    assert!(width(10.0, 50_000.0) > 1.2 * width(1000.0, 1000.0));
}

#[test]
fn a_site_in_the_orf_counts_less() {
    let guides = ["UGGAAUGUAAAGAAGUAUGUAU".to_owned()];
    let site = "GGACATTCCAGG".to_owned();
    let transcripts = transcripts(&[(site.clone(), String::new()), (String::new(), site)]);
    let response = respond(&mirnas(&guides), &transcripts, &[], &[1000.0], 1);
    let [orf, utr3] = [0, 1].map(|i| response.genes[i].log2fc.value);
    assert!(utr3 < 2.0 * orf && orf < 0.0, "{orf} {utr3}");
    assert_eq!(Region::ALL.map(|region| region.to_string()), ["utr5", "orf", "utr3"]);
}

#[test]
fn expression_decides_what_is_reported() {
    let (mirnas, transcripts) = two_targets(); // both of gene g0
    let affinity = SeedAffinity::default();
    let respond = |text: &str| {
        let expression = Expression::read(text.as_bytes(), "e", ExpressionScale::Auto).unwrap();
        let dose = Dose::FreeNanomolar(Interval::exact(1.0));
        let options = RespondOptions::default().check().unwrap();
        Recipient::new(&mirnas, &transcripts, &affinity).with_expression(&expression).respond(
            &dose,
            &options,
            SeedPlan::new(1),
        )
    };
    let levels = |text| respond(text).unwrap().genes.iter().map(|g| g.base_tpm).collect::<Vec<_>>();
    assert_eq!(levels("gene\ttpm\ng0\t30\n"), [15.0, 15.0]);
    assert_eq!(levels("transcript\ttpm\nt0\t30\nt1\t0.5\n"), [30.0]);
    assert_eq!(levels("transcript\ttpm\nt1\t3\nt1\t4\nother\t1\n"), [7.0]);
    let error = respond("gene\ttpm\nENSG1\t3\n").unwrap_err().to_string();
    assert!(error.contains("`ENSG1`") && error.contains("`g0`"), "{error}");
}

/// Draws that come with a dose are those of the response: the same amount in every draw is an exact amount.
#[test]
fn drawn_amounts_are_used_draw_by_draw() {
    let mirnas = Mirnas::read_fasta(">miR-1\nUGGAAUGUAAAGAAGUAUGUAU\n".as_bytes(), "m").unwrap();
    let text = "transcript\tgene\torf\tutr3\nT1\tA\tATGTAA\tGGACATTCCAGG\n";
    let transcripts = Transcripts::read(text.as_bytes(), "t").unwrap();
    let affinity = SeedAffinity::default();
    let cell = Recipient::new(&mirnas, &transcripts, &affinity);
    let mut options = RespondOptions::default();
    options.draws = 50;
    options.keep_draws = true;
    let options = options.check().unwrap();
    let change = |amounts: Amounts| {
        let response = cell.respond(&Dose::Copies(amounts), &options, SeedPlan::new(1)).unwrap();
        response.genes[0].draws.clone()
    };
    let wide = Interval::new(2e4, 1e3, 1e5);
    let exact = change(Amounts::new(vec![("miR-1".to_owned(), Interval::exact(2e4))]));
    let drawn = change(Amounts::drawn(vec![("miR-1".to_owned(), wide, vec![2e4; 50])]));
    assert_eq!((exact.len(), &exact), (50, &drawn));
    let halves = change(Amounts::drawn(vec![("miR-1".to_owned(), wide, vec![2e4, 0.0])]));
    for (d, (both, half)) in exact.iter().zip(&halves).enumerate() {
        let wanted = if d % 2 == 0 { *both } else { 0.0 };
        assert!((wanted - half).abs() < 1e-12, "draw {d}: {half} instead of {wanted}");
    }
}
