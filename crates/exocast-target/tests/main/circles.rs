//! Circular RNAs: a circle has no beginning.

use std::collections::BTreeMap;

use exocast_core::{Cell, Interval, SeedPlan, options::Options as _};
use exocast_target::{
    AccessOptions, Accessibility, Affinity, Amounts, ContextTable, Dose, EnergyModel, Mirnas,
    RareScanner, RareType, Recipient, Region, RnaKind, ScanOptions, SiteScanner, SiteType,
    Transcripts, UnpairedCache, context_table, site_rows,
};
use proptest::prelude::*;

use crate::cells::*;

fn circle(sequence: &str) -> Transcripts {
    let fasta = format!(">c\n{sequence}\n");
    Transcripts::read_as(fasta.as_bytes(), "c.fa", RnaKind::Circular).unwrap()
}

fn rotated(sequence: &str, by: usize) -> String {
    format!("{}{}", &sequence[by..], &sequence[..by])
}

/// Every site, seed and rare, with its start turned back by a rotation.
fn sites(mirnas: &Mirnas, circle: &Transcripts, by: usize) -> Vec<(String, String, usize, usize)> {
    let mut options = ScanOptions::default();
    (options.types, options.regions) = (SiteType::ALL.to_vec(), Region::ALL.to_vec());
    let scanner = SiteScanner::new(mirnas.as_slice(), &options);
    let rare = RareScanner::new(mirnas.as_slice(), &RareType::ALL);
    let length = circle.nucleotides();
    let mut rows = Vec::new();
    site_rows(&scanner, &rare, circle, |row| {
        let names = [&row[2], &row[3], &row[4]].map(|cell| match cell {
            Cell::Text(name) => name.clone(),
            _ => String::new(),
        });
        let [mirna, site, region] = names;
        assert_eq!(region, "rna");
        let [start, end] = [&row[5], &row[6]].map(|place| match place {
            Cell::Integer(place) => usize::try_from(*place).unwrap(),
            _ => usize::MAX,
        });
        assert!(start < length && (1..=length).contains(&end));
        let end = if end > start { end } else { end + length };
        rows.push((mirna, site, (start + by) % length, end - start));
    });
    rows.sort();
    rows
}

/// ln Kd of each site that a response rests on, and what the circle takes of the miRNA, in bits.
fn occupied<A: Affinity>(
    affinity: &A,
    mirnas: &Mirnas,
    circle: &Transcripts,
    by: usize,
    unpaired: Option<&UnpairedCache>,
) -> (BTreeMap<(String, usize), u64>, Vec<u64>) {
    let length = circle.nucleotides();
    let amounts = (0..mirnas.as_slice().len()).map(|i| (format!("m{i}"), Interval::exact(3000.0)));
    let dose = Dose::Copies(Amounts::new(amounts.collect()));
    let mut recipient = Recipient::new(mirnas, circle, affinity);
    if let Some(unpaired) = unpaired {
        recipient = recipient.with_accessibility(unpaired);
    }
    let options = options(2);
    let sites = recipient.sites(&dose, &options).unwrap();
    let kds = sites.into_iter().map(|site| {
        assert_eq!(site.region, Region::Rna);
        ((site.mirna, (site.start + by) % length), site.kd_nm.to_bits())
    });
    let response = recipient.respond(&dose, &options, SeedPlan::new(1)).unwrap();
    assert!(response.genes.iter().all(|gene| gene.log2fc.value.abs() < 1e-12));
    let free = response.pools.iter().map(|pool| pool.free_after_nm.to_bits());
    (kds.collect(), free.collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rotating_a_circle_rotates_its_sites_and_changes_no_affinity(
        guides in proptest::collection::vec(guide(), 1..4),
        sequence in sequence(12..120),
        turn in 0..1000_usize,
    ) {
        let mirnas = mirnas(&guides);
        let by = turn % sequence.len();
        let (plain, turned) = (circle(&sequence), circle(&rotated(&sequence, by)));
        prop_assert_eq!(sites(&mirnas, &plain, 0), sites(&mirnas, &turned, by));
        for affinity in affinities() {
            prop_assert_eq!(
                occupied(&affinity, &mirnas, &plain, 0, None),
                occupied(&affinity, &mirnas, &turned, by, None)
            );
        }
    }

    #[test]
    fn a_site_of_a_long_linear_rna_is_one_of_the_circle(
        guides in proptest::collection::vec(guide(), 1..4),
        sequence in sequence(12..100),
    ) {
        let mirnas = mirnas(&guides);
        let circle_sites = sites(&mirnas, &circle(&sequence), 0);
        let scanner = SiteScanner::new(mirnas.as_slice(), &ScanOptions::default());
        let mut transcripts = Transcripts::default();
        transcripts.push("t", None, b"", sequence.as_bytes()).unwrap();
        let inside = |site: &exocast_target::Site<'_>| {
            (site.mirna.name().to_owned(), site.kind.to_string(), site.start, site.end - site.start)
        };
        // Near the ends of the linear RNA a site may be a smaller one than on the circle.
        for site in scanner.sites(&transcripts) {
            if site.start >= 1 && site.end + 1 < sequence.len() {
                prop_assert!(circle_sites.contains(&inside(&site)), "{:?}", inside(&site));
            }
        }
    }
}

/// A site across the junction is found once, at every rotation.
#[test]
fn the_site_across_the_junction_is_found_once() {
    let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/target");
    let read = |name: &str| std::fs::read(format!("{cases}/{name}")).unwrap();
    let mirnas = Mirnas::read_fasta(read("mir.fa").as_slice(), "mir.fa").unwrap();
    let fasta = read("circ.fa");
    let circle = Transcripts::read_as(fasta.as_slice(), "circ.fa", RnaKind::Circular).unwrap();
    let scanner = SiteScanner::new(mirnas.as_slice(), &ScanOptions::default());
    let located: Vec<_> = scanner
        .sites(&circle)
        .map(|site| (site.mirna.name(), site.kind, site.region, site.start, site.end))
        .collect();
    assert_eq!(located, [("hsa-let-7a-5p", SiteType::EightMer, Region::Rna, 56, 3)]);
    // Read as a 3'UTR it has none, and a notice says what the name suggests.
    let linear = Transcripts::read(fasta.as_slice(), "circ.fa").unwrap();
    assert_eq!(scanner.sites(&linear).count(), 0);
    assert!(linear.notices()[0].to_string().contains("--circular"));
}

#[test]
fn windows_of_structure_lie_across_the_junction() {
    let access =
        Accessibility::new(&EnergyModel::turner2004(), &AccessOptions::default().check().unwrap());
    let sequence =
        "GGGCAUUCGCAAAGCGAAUGCCCAUAUUACGGCAGGACUUCGGUCCUGAAAUGCGCGAUUAUUCGCGCAAUUGGCCAAUUAAGCUC";
    let by = 40;
    let unpaired = |text: &str| {
        let circles = circle(text);
        access.unpaired_of_transcripts(&[circles.get(0).unwrap()], 8).remove(0)
    };
    let (plain, turned) = (unpaired(sequence), unpaired(&rotated(sequence, by)));
    assert_eq!(plain.len(), sequence.len());
    for (place, value) in plain.iter().enumerate() {
        let other = turned[(place + sequence.len() - by) % sequence.len()];
        assert!((value - other).abs() < 1e-9, "{place}: {value} {other}");
    }
    // The same from one long linear RNA of three turns, in whose middle every window is that of the circle.
    let three = circle(&sequence.repeat(3)).get(0).unwrap().utr3.to_vec();
    let three = access.unpaired(&three, 8);
    for (place, value) in plain.iter().enumerate() {
        let other = three[place + sequence.len()];
        assert!((value - other).abs() < 1e-9, "{place}: {value} {other}");
    }
    assert!(unpaired(&sequence[..79]).is_empty());
}

#[test]
fn kept_accessibility_serves_every_rotation_and_not_the_linear_rna() {
    let access =
        Accessibility::new(&EnergyModel::turner2004(), &AccessOptions::default().check().unwrap());
    let sequence = "GGCUACCUCAGG".repeat(8);
    let mirnas = mirnas(&["UGAGGUAGUAGGUUGUAUAGUU".to_owned()]);
    let (plain, turned) = (circle(&sequence), circle(&rotated(&sequence, 5)));
    let mut cache = UnpairedCache::default();
    assert_eq!(cache.fill(&plain, &access, 0, 8), None);
    assert_eq!(cache.missing(&turned), 0);
    let mut linear = Transcripts::default();
    linear.push("t", None, b"", sequence.as_bytes()).unwrap();
    assert_eq!(cache.missing(&linear), 1);
    for affinity in affinities() {
        let occupancy = |circle, by| occupied(&affinity, &mirnas, circle, by, Some(&cache));
        assert_eq!(occupancy(&plain, 0).1, occupancy(&turned, 5).1);
    }
    let short = circle("GGCUACCUCAGG");
    assert_eq!(cache.missing(&short), 1);
    assert_eq!(cache.fill(&short, &access, 0, 8), None);
    assert_eq!(cache.missing(&short), 0);
    let without = occupied(&affinities()[1], &mirnas, &short, 0, None);
    assert_eq!(occupied(&affinities()[1], &mirnas, &short, 0, Some(&cache)), without);
}

/// A circle takes miRNA from an mRNA, and is not named by the symbol of its gene.
#[test]
fn circles_and_noncoding_rnas_are_sponges() {
    let mirnas = mirnas(&["UGAGGUAGUAGGUUGUAUAGUU".to_owned()]);
    let table = |sponge: &str| {
        let text = format!(
            "transcript\tgene\torf\tutr3\trna_kind\nT\tG\tATGTAA\tGGGGGGGGGGGGGGGGGGGGCTACCTCAGGGG\tmrna\n{sponge}"
        );
        Transcripts::read(text.as_bytes(), "t").unwrap()
    };
    let fall = |transcripts: &Transcripts, tpm: &str| {
        let expression = format!("name\ttpm\n{tpm}");
        let expression = exocast_target::Expression::read(
            expression.as_bytes(),
            "e",
            exocast_target::ExpressionScale::Tpm,
        )
        .unwrap();
        let affinity = exocast_target::FittedAffinity::default();
        let recipient =
            Recipient::new(&mirnas, transcripts, &affinity).with_expression(&expression);
        let dose = Dose::Copies(Amounts::new(vec![("m0".to_owned(), Interval::exact(2000.0))]));
        let response = recipient.respond(&dose, &options(2), SeedPlan::new(1)).unwrap();
        let gene = |name: &str| {
            let gene = response.genes.iter().find(|gene| gene.transcript == name);
            gene.map(|gene| (gene.log2fc.value, gene.base_tpm))
        };
        (gene("T").unwrap(), gene("S"))
    };
    let sites = "GGCTACCTCAGG".repeat(6);
    let (alone, _) = fall(&table(""), "T\t1000\nother\t999000\n");
    for kind in ["circular", "noncoding"] {
        let with = table(&format!("S\tG\t.\t{sites}\t{kind}\n"));
        let (bound, sponge) = fall(&with, "T\t1000\nS\t999000\n");
        assert!(alone.0 < bound.0 && bound.0 < 0.0, "{kind}: {alone:?} {bound:?}");
        assert_eq!(sponge.unwrap().0.abs() < 1e-12, kind == "circular", "{kind}: {sponge:?}");
    }
    // The amount of a gene is that of its linear transcripts.
    let with = table(&format!("S\tG\t.\t{sites}\tcircular\n"));
    let (mrna, sponge) = fall(&with, "G\t1000\nother\t999000\n");
    assert!((mrna.1 - 1000.0).abs() < 1e-9 && sponge.is_none(), "{mrna:?} {sponge:?}");
}

#[test]
fn context_scores_leave_circles_out() {
    let mirnas = mirnas(&["UGAGGUAGUAGGUUGUAUAGUU".to_owned()]);
    let table = context_table(
        mirnas.as_slice(),
        &circle(&"GGCUACCUCAGG".repeat(4)),
        ContextTable::default(),
    );
    assert_eq!(table.rows().len(), 4);
    for row in table.rows() {
        assert_eq!(row[4], Cell::from("rna"));
        assert!(row[7..].iter().all(|cell| *cell == Cell::Missing), "{row:?}");
    }
}

#[test]
fn circles_that_are_too_short_are_skipped_or_refused() {
    let fasta = ">a|G\nACGTACGTACG\n>b|G\nACGTACGTACGT\n";
    let circles = Transcripts::read_as(fasta.as_bytes(), "c.fa", RnaKind::Circular).unwrap();
    assert_eq!(circles.len(), 1);
    assert_eq!(
        circles.notices()[0].to_string(),
        "1 record of circles of fewer than 12 nt, the footprint of Argonaute: skipped (a)"
    );
    let text = "transcript\tutr3\trna_kind\na\tACGTACGTACG\tcircular\n";
    assert!(Transcripts::read(text.as_bytes(), "t").is_err());
    let named = ">hsa_circ_0000002|chr1:1158623-1159348-|NM_016176|SDF4\nACGTACGTACGT\n";
    let circles = Transcripts::read_as(named.as_bytes(), "c.fa", RnaKind::Circular).unwrap();
    let first = circles.get(0).unwrap();
    assert_eq!((first.name, first.gene), ("hsa_circ_0000002", Some("SDF4")));
}
