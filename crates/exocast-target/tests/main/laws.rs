//! Laws of the response that hold for every input.

use exocast_core::SeedPlan;
use exocast_core::options::Options as _;
use std::collections::BTreeSet;

use exocast_core::{Base, Interval};
use exocast_target::{
    Dose, Mirnas, Product, Recipient, Region, RespondOptions, ScanOptions, SeedAffinity,
    SiteOccupancy, SitePool, SiteScanner, SiteType, Transcripts, UtrProfiles,
};
use proptest::prelude::*;

use crate::cells::*;

proptest! {
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
        let endogenous = vec![50.0; dose.len()];
        let response = respond(&mirnas, &transcripts, &endogenous, &dose, 5);
        let mut other = respond(&turned, &shuffled, &endogenous, &reversed, 5);
        other.genes.reverse();
        for (a, b) in response.genes.iter().zip(&other.genes) {
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
    fn no_dose_changes_nothing((mirnas, transcripts) in cell(), endogenous in 0.0..3e5_f64) {
        let n = mirnas.as_slice().len();
        let (endogenous, none) = (vec![endogenous; n], vec![0.0; n]);
        for affinity in affinities() {
            let cell = (&mirnas, &transcripts);
            for gene in respond_by(&affinity, cell, &endogenous, &none, &options(7)).genes {
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
        let of_first = |copies: f64| {
            let mut all = vec![0.0; mirnas.as_slice().len()];
            all[0] = copies;
            all
        };
        let mut options = RespondOptions::default(); options.draws = 1; options.min_tpm = 0.0; options.mrna_per_cell = Interval::exact(1e-6); options.background_sites = Interval::exact(0.0);
        let options = options.check().unwrap();
        for affinity in affinities() {
            let change = |endogenous: f64| {
                let cell = (&mirnas, &transcripts);
                respond_by(&affinity, cell, &of_first(endogenous), &of_first(dose), &options).genes
            };
            for (less, more) in change(a.min(b)).iter().zip(&change(a.max(b))) {
                prop_assert!(less.log2fc.value <= more.log2fc.value + 1e-9);
            }
        }
    }

    #[test]
    fn targets_of_what_is_displaced_rise((mirnas, transcripts) in cell(), displaced in 1e3..9e4_f64, dose in 1.1e5..1e6_f64) {
        // What is delivered has no site here: only the cell's own loses Argonaute to it.
        let stranger = "GCGCGCGCGCGCGCGCGCGCGC";
        let mut all: Vec<String> = mirnas.as_slice().iter().map(|m| m.sequence().to_string()).collect();
        all.push(stranger.to_owned());
        let n = all.len();
        let all = self::mirnas(&all);
        let mut scan = ScanOptions::default();
        scan.types = SiteType::ALL.to_vec();
        let scanner = SiteScanner::new(&all.as_slice()[n - 1..], &scan);
        let (mut held, mut comes) = (vec![0.0; n], vec![0.0; n]);
        (held[0], comes[n - 1]) = (displaced, dose);
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
    fn the_course_ends_at_the_steady_state((mirnas, transcripts) in cell(), endogenous in 0.0..4e4_f64, dose in 0.0..4e4_f64) {
        let n = mirnas.as_slice().len();
        for affinity in affinities() {
            for product in [Product::Mrna, Product::Protein] {
                let at = |hours: Option<f64>| {
                    let mut options = RespondOptions::default(); options.draws = 3; options.min_tpm = 0.0; options.hours = hours; options.product = product;
                    let options = options.check().unwrap();
                    respond_by(&affinity, (&mirnas, &transcripts), &vec![endogenous; n], &vec![dose; n], &options).genes
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
    fn sites_listed_are_those_of_the_response((mirnas, transcripts) in cell(), endogenous in 0.0..4e3_f64, dose in 1.0..4e4_f64) {
        let n = mirnas.as_slice().len();
        for affinity in affinities() {
            let given = amounts(&mirnas, &vec![endogenous; n]);
            let dose = Dose::Copies(amounts(&mirnas, &vec![dose; n]));
            let recipient = Recipient::new(&mirnas, &transcripts, &affinity).with_endogenous(&given);
            let response = recipient.respond(&dose, &options(1), SeedPlan::new(1)).unwrap();
            let sites = recipient.sites(&dose, &options(1)).unwrap();
            for gene in &response.genes {
                let listed: Vec<_> = sites.iter().filter(|site| site.transcript == gene.transcript).collect();
                prop_assert_eq!(listed.is_empty(), gene.top.is_none());
                if !listed.is_empty() {
                    let all: f64 = listed.iter().map(|site| site.share).sum();
                    prop_assert!((all - 1.0).abs() < 1e-9);
                }
                for site in listed {
                    let transcript = transcripts.get(transcripts.position(&site.transcript).unwrap()).unwrap();
                    let region = if site.region == Region::Orf { transcript.orf } else { transcript.utr3 };
                    prop_assert!(site.start < site.end && site.start <= region.len());
                    // A site may lose more to those that overlap with it than it gains.
                    prop_assert!((0.0..=1.0).contains(&site.before));
                    prop_assert!((0.0..=1.0).contains(&site.after));
                }
            }
        }
    }

    /// Where each gene has one place for both and sites outnumber guides, what a library does in part by a shifted seed
    /// lies between what it does by either alone, and nearer to that of which it holds more. (Guides that fill sites free
    /// more of themselves the more there are of one: then the law does not hold.)
    #[test]
    fn shifted_copies_lie_between(first in guide_of(22), copies in 1.0..1e3_f64, a in 0.0..=1.0_f64, b in 0.0..=1.0_f64) {
        let shifted = first[1..].to_owned();
        // Opposite 2–8 of either guide, without anything else.
        let site = |guide: &str| {
            let seed: exocast_core::Rna = guide[1..8].parse().unwrap();
            (String::new(), format!("NNNN{}NNNN", seed.reverse_complement()))
        };
        let transcripts = transcripts(&[site(&first), site(&shifted)]);
        let mirnas = mirnas(&[first, shifted]);
        for affinity in affinities() {
            let at = |share: f64| {
                let dose = [copies * (1.0 - share), copies * share];
                let cell = (&mirnas, &transcripts);
                let response = respond_by(&affinity, cell, &[0.0, 0.0], &dose, &options(1));
                let changes: Vec<f64> = response.genes.iter().map(|it| it.log2fc.value).collect();
                changes
            };
            let (few, many) = (at(a.min(b)), at(a.max(b)));
            let (none, all) = (at(0.0), at(1.0));
            let ordered = |x: f64, y: f64| x <= y + 1e-2 * y.abs() + 1e-9;
            for gene in 0..few.len() {
                let ends = (none[gene].min(all[gene]), none[gene].max(all[gene]));
                for value in [few[gene], many[gene]] {
                    prop_assert!(ordered(ends.0, value) && ordered(value, ends.1), "{gene}: {value} in {ends:?}");
                }
                let rises = all[gene] >= none[gene];
                let (low, high) = if rises { (few[gene], many[gene]) } else { (many[gene], few[gene]) };
                prop_assert!(ordered(low, high), "{gene}: {low} above {high}");
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
        let whole = cell.respond(&dose, &options(1), SeedPlan::new(1)).unwrap();
        let some = cell.with_ends(&ends).respond(&dose, &options(1), SeedPlan::new(1)).unwrap();
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
    fn more_dose_never_represses_less((mirnas, transcripts) in cell(), a in 0.0..4e3_f64, b in 0.0..4e3_f64, copies in 0.0..4e3_f64) {
        let n = mirnas.as_slice().len();
        let endogenous = vec![copies; n];
        let less = respond(&mirnas, &transcripts, &endogenous, &vec![a.min(b); n], 20);
        let more = respond(&mirnas, &transcripts, &endogenous, &vec![a.max(b); n], 20);
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
            let cell = SiteOccupancy::new(1.0);
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
        let (cell, total) = (SiteOccupancy::new(1.0), total.exp());
        let free = cell.free(total, &pools);
        prop_assert!(free >= 0.0 && free <= total);
        let bound: f64 =
            pools.iter().map(|p| p.sites_nm / (1.0 + p.kd_nm / free)).sum();
        prop_assert!(((free + bound) / total - 1.0).abs() < 1e-12);
        prop_assert!(cell.free(total * factor, &pools) >= free);
        prop_assert!(cell.free(total.next_up(), &pools) >= free);
    }
}
