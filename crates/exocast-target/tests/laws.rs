//! What holds for every input.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data has failed")]

use std::collections::BTreeSet;

use exocast_core::{Base, Interval, Rna};
use exocast_target::{
    Affinity, Amounts, CheckedRespond, Dose, Expression, ExpressionScale, FittedAffinity, Mirna,
    Mirnas, Observed, Occupancy, Product, Recipient, Region, RespondOptions, Response, ScanOptions,
    SeedAffinity, SitePool, SiteScanner, SiteType, Transcripts, UtrProfiles,
};
use proptest::prelude::*;

const LETTERS: [char; 4] = ['A', 'C', 'G', 'U'];

fn sequence(length: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let letter = prop_oneof![24 => (0..4_usize).prop_map(|i| LETTERS[i]), 1 => Just('N')];
    proptest::collection::vec(letter, length).prop_map(String::from_iter)
}

/// Few letters make many sites: seeds over A and C, or over all four.
fn guide() -> impl Strategy<Value = String> {
    let few = proptest::collection::vec(prop_oneof![Just('U'), Just('G'), Just('A')], 8..12);
    let all = proptest::collection::vec((0..4_usize).prop_map(|i| LETTERS[i]), 8..24);
    prop_oneof![few, all].prop_map(String::from_iter)
}

fn mirnas(guides: &[String]) -> Mirnas {
    let mut mirnas = Mirnas::default();
    for (i, guide) in guides.iter().enumerate() {
        mirnas.push(Mirna::new(format!("m{i}"), guide.parse().unwrap()).unwrap()).unwrap();
    }
    mirnas
}

fn transcripts(sequences: &[(String, String)]) -> Transcripts {
    let mut transcripts = Transcripts::default();
    for (i, (orf, utr3)) in sequences.iter().enumerate() {
        let gene = format!("g{}", i / 2);
        transcripts.push(&format!("t{i}"), Some(&gene), orf.as_bytes(), utr3.as_bytes()).unwrap();
    }
    transcripts
}

/// The plain twin of the scanner: for each miRNA and each place, compares letter by letter.
fn one_by_one(guide: &Rna, target: &[Base], types: &[SiteType]) -> Vec<(usize, SiteType)> {
    let mut sites = Vec::new();
    // `end` is the place opposite miRNA nucleotide 1, which may lie past the end.
    for end in 0..target.len().cast_signed() + 2 {
        let at = |nucleotide: isize| -> Option<Base> {
            let place = usize::try_from(end - (nucleotide - 1)).ok()?;
            target.get(place).copied().filter(|base| *base != Base::N)
        };
        let pairs = |nucleotide: usize| {
            at(nucleotide.cast_signed()) == Some(guide.bases()[nucleotide - 1].complement())
        };
        let core = (2..=7).all(pairs);
        let a1 = at(1) == Some(Base::A);
        let kind = match (core, pairs(8), a1) {
            (true, true, true) => Some(SiteType::EightMer),
            (true, true, false) => Some(SiteType::SevenMerM8),
            (true, false, true) => Some(SiteType::SevenMerA1),
            (true, false, false) => Some(SiteType::SixMer),
            (false, _, true) if (2..=6).all(pairs) => Some(SiteType::SixMerA1),
            (false, _, _) if (3..=8).all(pairs) => Some(SiteType::OffsetSixMer),
            _ => None,
        };
        if let Some(kind) = kind.filter(|kind| types.contains(kind)) {
            let start = end - (kind.covers().end.cast_signed() - 2);
            sites.push((usize::try_from(start).unwrap(), kind));
        }
    }
    sites
}

fn options(draws: usize) -> CheckedRespond {
    RespondOptions { draws, min_tpm: 0.0, ..RespondOptions::default() }.check().unwrap()
}

fn amounts(mirnas: &Mirnas, copies: &[f64]) -> Amounts {
    let some = copies.iter().zip(mirnas.as_slice());
    Amounts::new(some.map(|(n, m)| (m.name().to_owned(), Interval::exact(*n))).collect())
}

fn respond(
    mirnas: &Mirnas,
    transcripts: &Transcripts,
    own: &[f64],
    dose: &[f64],
    draws: usize,
) -> Response {
    respond_by(&SeedAffinity::default(), (mirnas, transcripts), own, dose, &options(draws))
}

fn respond_by<A: Affinity>(
    affinity: &A,
    (mirnas, transcripts): (&Mirnas, &Transcripts),
    own: &[f64],
    dose: &[f64],
    options: &CheckedRespond,
) -> Response {
    let (own, dose) = (amounts(mirnas, own), Dose::Copies(amounts(mirnas, dose)));
    let recipient = Recipient::new(mirnas, transcripts, affinity).with_endogenous(&own);
    recipient.respond(&dose, options).unwrap()
}

/// Affinity by site type, and the embedded model.
fn affinities() -> [Box<dyn Affinity>; 2] {
    [Box::new(SeedAffinity::default()), Box::new(FittedAffinity::default())]
}

prop_compose! {
    fn cell()(
        guides in proptest::collection::vec(guide(), 2..5),
        sequences in proptest::collection::vec((sequence(0..40), sequence(0..200)), 1..6),
    ) -> (Mirnas, Transcripts) {
        (mirnas(&guides), transcripts(&sequences))
    }
}

proptest! {
    #[test]
    fn sites_found_in_one_pass_are_those_found_one_by_one(
        guides in proptest::collection::vec(guide(), 1..6),
        target in sequence(0..300),
        chosen in proptest::sample::subsequence(SiteType::ALL.to_vec(), 0..=6),
    ) {
        let mirnas = mirnas(&guides);
        let options = ScanOptions { types: chosen.clone(), ..ScanOptions::default() };
        let scanner = SiteScanner::new(mirnas.as_slice(), &options);
        let target = Rna::parse_with_n(target.as_bytes()).unwrap();
        let mut found: Vec<Vec<_>> = vec![Vec::new(); guides.len()];
        scanner.scan(target.bases(), |hit| {
            for &member in &scanner.families()[hit.family].members {
                found[member].push((hit.start, hit.kind));
            }
        });
        for (mirna, found) in mirnas.as_slice().iter().zip(found) {
            prop_assert_eq!(found, one_by_one(mirna.sequence(), target.bases(), &chosen));
        }
    }

    #[test]
    fn the_order_of_inputs_does_not_matter((mirnas, transcripts) in cell()) {
        let mut turned = Mirnas::default();
        for mirna in mirnas.as_slice().iter().rev() {
            turned.push(mirna.clone()).unwrap();
        }
        let mut shuffled = Transcripts::default();
        let all: Vec<_> = transcripts.iter().collect();
        for t in all.iter().rev() {
            let letters = |bases: &[Base]| bases.iter().map(|b| b.letter()).collect::<Vec<_>>();
            shuffled.push(t.name, t.gene, &letters(t.orf), &letters(t.utr3)).unwrap();
        }
        let sites = |mirnas: &Mirnas, transcripts: &Transcripts| -> BTreeSet<_> {
            let scanner = SiteScanner::new(mirnas.as_slice(), &ScanOptions::default());
            scanner
                .sites(transcripts)
                .map(|s| format!("{} {} {} {} {}", s.transcript.name, s.mirna.name(), s.kind, s.region, s.start))
                .collect()
        };
        prop_assert_eq!(sites(&mirnas, &transcripts), sites(&turned, &shuffled));

        let dose: Vec<f64> = (0..mirnas.as_slice().len()).map(|i| 100.0 * (i + 1) as f64).collect();
        let reversed: Vec<f64> = dose.iter().rev().copied().collect();
        let own = vec![50.0; dose.len()];
        let one = respond(&mirnas, &transcripts, &own, &dose, 5);
        let mut other = respond(&turned, &shuffled, &own, &reversed, 5);
        other.genes.reverse();
        for (a, b) in one.genes.iter().zip(&other.genes) {
            prop_assert_eq!(&a.transcript, &b.transcript);
            for (a, b) in [
                (a.log2fc.value, b.log2fc.value),
                (a.log2fc.low, b.log2fc.low),
                (a.log2fc.high, b.log2fc.high),
            ] {
                prop_assert!((a - b).abs() <= 1e-9 * (1.0 + a.abs()));
            }
        }
    }

    #[test]
    fn no_dose_changes_nothing((mirnas, transcripts) in cell(), own in 0.0..3e5_f64) {
        let n = mirnas.as_slice().len();
        let (own, none) = (vec![own; n], vec![0.0; n]);
        for affinity in affinities() {
            let cell = (&mirnas, &transcripts);
            for gene in respond_by(&affinity, cell, &own, &none, &options(7)).genes {
                prop_assert_eq!(gene.log2fc, Interval::exact(0.0));
                prop_assert!(gene.probability_down.to_bits() == 0);
                prop_assert_eq!(gene.top, None);
            }
        }
    }

    #[test]
    fn what_the_cell_holds_shields((mirnas, transcripts) in cell(), a in 0.0..2e4_f64, b in 0.0..2e4_f64, dose in 1.0..1e4_f64) {
        // The miRNA delivered is the one that is held, Argonaute is enough for both, and sites take little
        // of it: where they take much, what is held may fill the strong sites and leave what comes to the
        // weak ones.
        let one = |copies: f64| {
            let mut all = vec![0.0; mirnas.as_slice().len()];
            all[0] = copies;
            all
        };
        let options = RespondOptions {
            draws: 1,
            min_tpm: 0.0,
            mrna_per_cell: Interval::exact(1e-6),
            background_sites: Interval::exact(0.0),
            ..RespondOptions::default()
        };
        let options = options.check().unwrap();
        for affinity in affinities() {
            let change = |own: f64| {
                let cell = (&mirnas, &transcripts);
                respond_by(&affinity, cell, &one(own), &one(dose), &options).genes
            };
            for (less, more) in change(a.min(b)).iter().zip(&change(a.max(b))) {
                prop_assert!(less.log2fc.value <= more.log2fc.value + 1e-9);
            }
        }
    }

    #[test]
    fn targets_of_what_is_displaced_rise((mirnas, transcripts) in cell(), own in 1e3..9e4_f64, dose in 1.1e5..1e6_f64) {
        // What is delivered has no site here: only the cell's own loses Argonaute to it.
        let stranger = "GCGCGCGCGCGCGCGCGCGCGC";
        let mut all: Vec<String> = mirnas.as_slice().iter().map(|m| m.sequence().to_string()).collect();
        all.push(stranger.to_owned());
        let n = all.len();
        let all = self::mirnas(&all);
        let scanner = SiteScanner::new(&all.as_slice()[n - 1..], &ScanOptions { types: SiteType::ALL.to_vec(), ..ScanOptions::default() });
        let (mut held, mut comes) = (vec![0.0; n], vec![0.0; n]);
        (held[0], comes[n - 1]) = (own, dose);
        for affinity in affinities() {
            let cell = (&all, &transcripts);
            let response = respond_by(&affinity, cell, &held, &comes, &options(1));
            for (gene, transcript) in response.genes.iter().zip(transcripts.iter()) {
                let mut bound = false;
                scanner.scan(&[transcript.orf, transcript.utr3].concat(), |_| bound = true);
                if !bound {
                    prop_assert!(gene.log2fc.value >= 0.0);
                    prop_assert_eq!(gene.log2fc.value > 0.0, gene.top.is_some());
                }
            }
        }
    }

    #[test]
    fn the_course_ends_at_the_steady_state((mirnas, transcripts) in cell(), own in 0.0..4e4_f64, dose in 0.0..4e4_f64) {
        let n = mirnas.as_slice().len();
        for affinity in affinities() {
            for product in [Product::Mrna, Product::Protein] {
                let at = |hours: Option<f64>| {
                    let options = RespondOptions { draws: 3, min_tpm: 0.0, hours, product, ..RespondOptions::default() };
                    let options = options.check().unwrap();
                    respond_by(&affinity, (&mirnas, &transcripts), &vec![own; n], &vec![dose; n], &options).genes
                };
                let (start, end, steady) = (at(Some(0.0)), at(Some(1e5)), at(None));
                for ((start, end), steady) in start.iter().zip(&end).zip(&steady) {
                    prop_assert!(start.log2fc.value.abs() < 1e-9);
                    prop_assert!((end.log2fc.value - steady.log2fc.value).abs() < 1e-9);
                    prop_assert!((end.log2fc.low - steady.log2fc.low).abs() < 1e-9);
                }
            }
        }
    }

    #[test]
    fn sites_listed_are_those_of_the_response((mirnas, transcripts) in cell(), own in 0.0..4e3_f64, dose in 1.0..4e4_f64) {
        let n = mirnas.as_slice().len();
        for affinity in affinities() {
            let given = amounts(&mirnas, &vec![own; n]);
            let dose = Dose::Copies(amounts(&mirnas, &vec![dose; n]));
            let recipient = Recipient::new(&mirnas, &transcripts, &affinity).with_endogenous(&given);
            let response = recipient.respond(&dose, &options(1)).unwrap();
            let sites = recipient.sites(&dose, &options(1)).unwrap();
            for gene in &response.genes {
                let own: Vec<_> = sites.iter().filter(|site| site.transcript == gene.transcript).collect();
                prop_assert_eq!(own.is_empty(), gene.top.is_none());
                if !own.is_empty() {
                    let all: f64 = own.iter().map(|site| site.share).sum();
                    prop_assert!((all - 1.0).abs() < 1e-9);
                }
                for site in own {
                    let transcript = transcripts.get(transcripts.position(&site.transcript).unwrap()).unwrap();
                    let region = if site.region == Region::Orf { transcript.orf } else { transcript.utr3 };
                    prop_assert!(site.start < site.end && site.start <= region.len());
                    prop_assert!(site.before <= site.after && site.after <= 1.0);
                }
            }
        }
    }

    #[test]
    fn sites_that_no_mrna_has_do_nothing((mirnas, transcripts) in cell(), percent in 0..=100_u32) {
        let n = mirnas.as_slice().len();
        let dose = Dose::Copies(amounts(&mirnas, &vec![2e3; n]));
        let rows = transcripts.iter().map(|t| format!("{}\t1\t{}\t{percent}\n", t.name, t.utr3.len().max(1)));
        let table = rows.collect::<Vec<_>>().concat();
        let ends = UtrProfiles::read(table.as_bytes(), "air").unwrap();
        let affinity = SeedAffinity::default();
        let cell = Recipient::new(&mirnas, &transcripts, &affinity);
        let whole = cell.respond(&dose, &options(1)).unwrap();
        let some = cell.with_ends(&ends).respond(&dose, &options(1)).unwrap();
        for ((whole, some), transcript) in whole.genes.iter().zip(&some.genes).zip(transcripts.iter()) {
            if percent == 100 {
                prop_assert_eq!(whole.log2fc, some.log2fc);
            }
            if percent == 0 && transcript.orf.is_empty() {
                prop_assert!(some.log2fc.value.abs() < 1e-12);
            }
        }
    }

    #[test]
    fn more_dose_never_represses_less((mirnas, transcripts) in cell(), a in 0.0..4e3_f64, b in 0.0..4e3_f64, own in 0.0..4e3_f64) {
        let n = mirnas.as_slice().len();
        let own = vec![own; n];
        let less = respond(&mirnas, &transcripts, &own, &vec![a.min(b); n], 20);
        let more = respond(&mirnas, &transcripts, &own, &vec![a.max(b); n], 20);
        for (less, more) in less.genes.iter().zip(&more.genes) {
            for (less, more) in [
                (less.log2fc.value, more.log2fc.value),
                (less.log2fc.low, more.log2fc.low),
                (less.log2fc.high, more.log2fc.high),
            ] {
                prop_assert!(more <= less + 1e-12 && less <= 0.0, "{} {}", less, more);
            }
        }
        for pool in &more.pools {
            let cell = Occupancy::new(1.0);
            prop_assert!(pool.free_before_nm <= cell.nanomolar(pool.copies_before));
            prop_assert!(pool.free_after_nm <= cell.nanomolar(pool.copies_after.unwrap()));
            prop_assert!(pool.free_before_nm <= pool.free_after_nm);
        }
    }

    #[test]
    fn free_mirna_conserves_mass_and_rises_with_the_total(
        pools in proptest::collection::vec((0.0..1e4_f64, -7.0..5.0_f64), 0..8),
        total in -12.0..8.0_f64,
        factor in 1.0..1.001_f64,
    ) {
        let pools: Vec<SitePool> = pools
            .into_iter()
            .map(|(sites_nm, ln_kd)| SitePool { sites_nm, kd_nm: ln_kd.exp() })
            .collect();
        let (cell, total) = (Occupancy::new(1.0), total.exp());
        let free = cell.free(total, &pools);
        prop_assert!(free >= 0.0 && free <= total);
        let bound: f64 =
            pools.iter().map(|p| p.sites_nm * Occupancy::of_site(free, p.kd_nm)).sum();
        prop_assert!(((free + bound) / total - 1.0).abs() < 1e-12);
        prop_assert!(cell.free(total * factor, &pools) >= free);
        prop_assert!(cell.free(total.next_up(), &pools) >= free);
    }

    #[test]
    fn readers_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Transcripts::read(bytes.as_slice(), "x");
        let _ = Mirnas::read_fasta(bytes.as_slice(), "x");
        let _ = Amounts::read(bytes.as_slice(), "x");
        let _ = Expression::read(bytes.as_slice(), "x", ExpressionScale::Auto);
        let _ = Observed::read(bytes.as_slice(), "x");
    }

    #[test]
    fn readers_never_panic_on_what_looks_like_a_table(
        header in "(transcript|gene|mirna|utr3|copies_per_cell|tpm|log2fc|low|>|\t|,|\"){0,9}",
        body in "([A-Z0-9.>\t,;\"-]{0,12}\n){0,5}",
    ) {
        let text = format!("{header}\n{body}");
        let _ = Transcripts::read(text.as_bytes(), "x");
        let _ = Mirnas::read_fasta(text.as_bytes(), "x");
        let _ = Amounts::read(text.as_bytes(), "x");
        let _ = Expression::read(text.as_bytes(), "x", ExpressionScale::Auto);
        let _ = Observed::read(text.as_bytes(), "x");
    }

    #[test]
    fn transcripts_written_are_transcripts_read((_, transcripts) in cell()) {
        let mut text = Vec::new();
        transcripts.write_tsv(&mut text).unwrap();
        let again = Transcripts::read(text.as_slice(), "x").unwrap();
        prop_assert!(transcripts.iter().eq(again.iter()));
    }

    #[test]
    fn amounts_written_are_amounts_read(
        copies in proptest::collection::vec((0.0..1e6_f64, 0.0..1e6_f64, 0.0..1e6_f64), 1..6),
    ) {
        let entries = copies.into_iter().enumerate();
        let amounts = Amounts::new(
            entries.map(|(i, (v, a, b))| (format!("m{i}"), Interval::new(v, a.min(v), b.max(v)))).collect(),
        );
        let mut text = Vec::new();
        amounts.table().write_tsv(&mut text).unwrap();
        prop_assert_eq!(Amounts::read(text.as_slice(), "x").unwrap(), amounts);
    }
}

/// T0 has two 8mers of m0, T1 one 8mer of m1.
fn two_targets() -> (Mirnas, Transcripts) {
    let guides = ["UGGAAUGUAAAGAAGUAUGUAU".to_owned(), "UGAGGUAGUAGGUUGUAUAGUU".to_owned()];
    let sequences = [
        (String::new(), "GGACATTCCAGGGGGGGACATTCCAGG".to_owned()),
        (String::new(), "GGCTACCTCAGG".to_owned()),
    ];
    (mirnas(&guides), transcripts(&sequences))
}

#[test]
fn what_the_cell_holds_in_plenty_adds_little() {
    let (mirnas, transcripts) = two_targets();
    let change = |own: f64| {
        respond(&mirnas, &transcripts, &[own, 0.0], &[500.0, 0.0], 1).genes[0].log2fc.value
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
    let top = |i: usize| response.genes[i].top.as_ref().map(|top| top.0.as_str());
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
            .respond(&Dose::Copies(amounts), &options(200))
            .unwrap();
        let gene = &response.genes[0];
        assert!(gene.log2fc.low < gene.log2fc.value && gene.log2fc.value < gene.log2fc.high);
        assert_eq!(gene.top, Some(("m0".into(), 1.0)));
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
fn errors_say_where_and_what_to_do() {
    let message = |error: &dyn std::error::Error| {
        let cause = error.source().map(ToString::to_string).unwrap_or_default();
        format!("{error}: {cause}")
    };
    let cases: [(String, &str); 6] = [
        (
            message(&Transcripts::read("transcript\tutr3\nA\tAC-T\n".as_bytes(), "t").unwrap_err()),
            "t, line 2: `-` at nucleotide 3 is not a nucleotide here",
        ),
        (
            message(
                &Transcripts::read("transcript\tutr3\nA\tA\nA\tA\n".as_bytes(), "t").unwrap_err(),
            ),
            "t, line 3, field transcript: duplicate name `A` (first on line 2)",
        ),
        (
            message(&Transcripts::read("name\tutr3\n".as_bytes(), "t").unwrap_err()),
            "t, line 1: missing column `transcript`; the header has name, utr3",
        ),
        (
            message(&Mirnas::read_fasta(">a\nUGAGGUAG\n>b\nUGAG\n".as_bytes(), "m").unwrap_err()),
            "m, line 3: `b` has no seed: a miRNA needs known nucleotides at \
             positions 2–8, it has UGAG",
        ),
        (
            message(&Amounts::read("mirna\tcopies_per_cell\nm\t-1\n".as_bytes(), "d").unwrap_err()),
            "d, line 2, field copies_per_cell: `-1` is not a number of copies per \
             cell, zero or more",
        ),
        (
            message(&Observed::read("gene\tx\na\t1\n".as_bytes(), "o").unwrap_err()),
            "o, line 2: missing column `log2fc`; the header has gene, x",
        ),
    ];
    for (found, expected) in cases {
        assert_eq!(found, expected);
    }
}

#[test]
fn tables_of_other_programs_are_read() {
    let observed = "\"\",\"baseMean\",\"log2FoldChange\",\"pvalue\",\"padj\"\n\
        \"g1\",10,-1.5,0.01,0.05\n\"g2\",0,NA,NA,NA\n\"g3\",5,0.2,NA,NA\n\"g1\",5,0.2,NA,NA\n";
    let observed = Observed::read(observed.as_bytes(), "o").unwrap();
    let genes: Vec<_> = observed.genes().iter().map(|g| (g.name.as_str(), g.log2fc)).collect();
    assert_eq!(genes, [("g1", -1.5), ("g3", 0.2)]);
    assert_eq!(observed.notices().len(), 2);

    let expression = "\ta\tb\nNM_1.2\t-1\t1\nNM_2.1\t2\t4\n";
    let read = |scale| Expression::read(expression.as_bytes(), "e", scale);
    let ln = read(ExpressionScale::Auto).unwrap();
    assert!((ln.rows()[1].1 - 3.0_f64.exp()).abs() < 1e-12);
    assert!(read(ExpressionScale::Tpm).is_err());
    let tpm = "gene\tname\ttpm\nA\tx\t3\nB\ty\tNA\n";
    let tpm = Expression::read(tpm.as_bytes(), "e", ExpressionScale::Auto).unwrap();
    assert_eq!(tpm.rows(), [("A".to_owned(), 3.0)]);
}

#[test]
fn expression_decides_what_is_reported() {
    let (mirnas, transcripts) = two_targets(); // both of gene g0
    let affinity = SeedAffinity::default();
    let respond = |text: &str| {
        let expression = Expression::read(text.as_bytes(), "e", ExpressionScale::Auto).unwrap();
        let dose = Dose::FreeNanomolar(Interval::exact(1.0));
        let options = RespondOptions::default().check().unwrap();
        Recipient::new(&mirnas, &transcripts, &affinity)
            .with_expression(&expression)
            .respond(&dose, &options)
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
    let options = RespondOptions { draws: 50, keep_draws: true, ..RespondOptions::default() };
    let options = options.check().unwrap();
    let change = |amounts: Amounts| {
        let found = cell.respond(&Dose::Copies(amounts), &options).unwrap();
        found.genes[0].draws.clone()
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
