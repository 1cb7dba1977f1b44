//! Cells for the laws: miRNAs, transcripts, doses.

use exocast_core::Interval;
use exocast_core::SeedPlan;
use exocast_core::options::Checked;
use exocast_core::options::Options as _;
use exocast_target::{
    Affinity, Amounts, Dose, FittedAffinity, Mirna, Mirnas, Recipient, RespondOptions, Response,
    SeedAffinity, Transcripts,
};
use proptest::prelude::*;

pub(crate) const LETTERS: [char; 4] = ['A', 'C', 'G', 'U'];

pub(crate) fn sequence(length: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let letter = prop_oneof![24 => (0..4_usize).prop_map(|i| LETTERS[i]), 1 => Just('N')];
    proptest::collection::vec(letter, length).prop_map(String::from_iter)
}

/// Few letters make many sites: seeds over A and C, or over all four.
pub(crate) fn guide() -> impl Strategy<Value = String> {
    let few = proptest::collection::vec(prop_oneof![Just('U'), Just('G'), Just('A')], 8..12);
    let all = proptest::collection::vec((0..4_usize).prop_map(|i| LETTERS[i]), 8..24);
    prop_oneof![few, all].prop_map(String::from_iter)
}

/// A guide of known letters.
pub(crate) fn guide_of(length: usize) -> impl Strategy<Value = String> {
    let letter = (0..4_usize).prop_map(|i| LETTERS[i]);
    proptest::collection::vec(letter, length).prop_map(String::from_iter)
}

pub(crate) fn mirnas(guides: &[String]) -> Mirnas {
    let mut mirnas = Mirnas::default();
    for (i, guide) in guides.iter().enumerate() {
        mirnas.push(Mirna::new(format!("m{i}"), guide.parse().unwrap()).unwrap()).unwrap();
    }
    mirnas
}

pub(crate) fn transcripts(sequences: &[(String, String)]) -> Transcripts {
    let mut transcripts = Transcripts::default();
    for (i, (orf, utr3)) in sequences.iter().enumerate() {
        let gene = format!("g{}", i / 2);
        transcripts.push(&format!("t{i}"), Some(&gene), orf.as_bytes(), utr3.as_bytes()).unwrap();
    }
    transcripts
}

pub(crate) fn options(draws: usize) -> Checked<RespondOptions> {
    let mut options = RespondOptions::default();
    options.draws = draws;
    options.min_tpm = 0.0;
    options.check().unwrap()
}

pub(crate) fn amounts(mirnas: &Mirnas, copies: &[f64]) -> Amounts {
    let some = copies.iter().zip(mirnas.as_slice());
    Amounts::new(some.map(|(n, m)| (m.name().to_owned(), Interval::exact(*n))).collect())
}

pub(crate) fn respond(
    mirnas: &Mirnas,
    transcripts: &Transcripts,
    endogenous: &[f64],
    dose: &[f64],
    draws: usize,
) -> Response {
    respond_by(&SeedAffinity::default(), (mirnas, transcripts), endogenous, dose, &options(draws))
}

pub(crate) fn respond_by<A: Affinity>(
    affinity: &A,
    (mirnas, transcripts): (&Mirnas, &Transcripts),
    endogenous: &[f64],
    dose: &[f64],
    options: &Checked<RespondOptions>,
) -> Response {
    let (endogenous, dose) = (amounts(mirnas, endogenous), Dose::Copies(amounts(mirnas, dose)));
    let recipient = Recipient::new(mirnas, transcripts, affinity).with_endogenous(&endogenous);
    recipient.respond(&dose, options, SeedPlan::new(1)).unwrap()
}

/// Affinity by site type, and the embedded model.
pub(crate) fn affinities() -> [Box<dyn Affinity>; 2] {
    [Box::new(SeedAffinity::default()), Box::new(FittedAffinity::default())]
}

prop_compose! {
    pub(crate) fn cell()(
        guides in proptest::collection::vec(guide(), 2..5),
        sequences in proptest::collection::vec((sequence(0..40), sequence(0..200)), 1..6),
    ) -> (Mirnas, Transcripts) {
        (mirnas(&guides), transcripts(&sequences))
    }
}

/// T0 has two 8mers of m0, T1 one 8mer of m1.
pub(crate) fn two_targets() -> (Mirnas, Transcripts) {
    let guides = ["UGGAAUGUAAAGAAGUAUGUAU".to_owned(), "UGAGGUAGUAGGUUGUAUAGUU".to_owned()];
    let sequences = [
        (String::new(), "GGACATTCCAGGGGGGGACATTCCAGG".to_owned()),
        (String::new(), "GGCTACCTCAGG".to_owned()),
    ];
    (mirnas(&guides), transcripts(&sequences))
}
