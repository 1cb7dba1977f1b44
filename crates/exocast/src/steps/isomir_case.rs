//! A library whose reads are shifted by a nucleotide, from reads to the response (tests/cases/target/isomir).

use std::{fs, path::Path};

use exocast_core::{Interval, SeedPlan, options::Options as _};
use exocast_target::{Amounts, Dose, Mirnas, RespondOptions, Response};
use exocast_transfer::Guide;

use super::{
    recipient::{RecipientCell, RecipientFiles},
    response::DRAWS,
};
use crate::{result::Analysis, study::Study};

/// An analysis of the case, with these reads.
fn analysed(reads: &str) -> Analysis {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/target/isomir");
    let folder = tempfile::tempdir().expect("a folder");
    for file in ["hairpin.fa", "ann.gff3", "tx.tsv", "exp.tsv", "can.toml"] {
        fs::copy(case.join(file), folder.path().join(file)).expect("copied");
    }
    fs::write(folder.path().join("can.fastq"), reads).expect("written");
    let mut study = Study::load(&folder.path().join("can.toml")).expect("a study");
    study.run.draws = 64;
    study.response.sites = true;
    Analysis::run(&study, &mut ()).expect("an analysis")
}

fn reads(name: &str) -> String {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/target/isomir");
    fs::read_to_string(case.join(name)).expect("reads")
}

/// The change of a gene, bit for bit with its interval.
fn change(response: &Response, gene: &str) -> Interval {
    let row = response.genes.iter().find(|row| row.gene.as_deref() == Some(gene));
    row.expect("the gene").log2fc
}

/// `isomiR seed` of the cargo, and of the dose.
fn molecules(analysis: &Analysis) -> Vec<String> {
    let named = |guide: &Guide| {
        let seed = guide.seed.map_or_else(String::new, |seed| seed.to_string());
        format!("{} {seed}", guide.isomir)
    };
    let cargo = analysis.cargo.as_ref().expect("cargo").iter().map(|row| named(&row.guide));
    let cargo: Vec<String> = cargo.collect();
    let copies = &analysis.dose.as_ref().expect("a dose").dose.copies;
    assert_eq!(cargo, copies.iter().map(|row| named(&row.guide)).collect::<Vec<_>>());
    cargo
}

#[test]
fn a_library_acts_by_the_seeds_that_it_has() {
    let (canonical, shifted) = (reads("can.fastq"), reads("iso.fastq"));
    let half: String = {
        let some = |text: &str| text.split_inclusive('\n').take(400).collect::<String>();
        some(&canonical) + &some(&shifted)
    };
    let [can, iso, both] = [canonical, shifted, half].map(|reads| analysed(&reads));
    assert_eq!(molecules(&can), [" AGCUUAU"]);
    assert_eq!(molecules(&iso), ["iso_5p:+1 GCUUAUC"]);
    assert_eq!(molecules(&both), [" AGCUUAU", "iso_5p:+1 GCUUAUC"]);
    let response = |analysis: &Analysis| analysis.response.clone().expect("a response");
    let with_response = |analysis: Analysis| (response(&analysis), analysis);
    let (can, iso, both) = (with_response(can), with_response(iso), with_response(both));
    // As a FASTA of the guide alone says, under the name of its miRNA.
    for ((response, analysis), sequence) in
        [(&can, "UAGCUUAUCAGACUGAUGUUGA"), (&iso, "AGCUUAUCAGACUGAUGUUGA")]
    {
        let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/target/isomir");
        let mut files = RecipientFiles::new(case.join("tx.tsv"));
        files.expression = Some(case.join("exp.tsv"));
        files.expression_table = analysis.study.recipient.as_ref().expect("r").expression_table();
        let fasta = format!(">hsa-miR-21-5p\n{sequence}\n");
        let mirnas = Mirnas::read_fasta(fasta.as_bytes(), "guide.fa").expect("a guide");
        let cell = RecipientCell::load(&files, mirnas, &mut ()).expect("a cell");
        let dose = &analysis.dose.as_ref().expect("a dose").dose;
        let copies = &dose.copies[0];
        let amounts = (copies.mirna.clone(), copies.delivered, copies.delivered_draws.clone());
        let delivered = Dose::Copies(Amounts::drawn(vec![amounts]));
        let mut options = RespondOptions::default();
        options.draws = DRAWS;
        let options = options.check().expect("options");
        let alone = cell.respond_with(&delivered, &dose.argonaute, &options, SeedPlan::new(1));
        let alone = alone.expect("a response");
        for gene in ["CANON", "ISO", "NONE"] {
            assert_eq!(change(&alone, gene), change(response, gene), "{gene}");
        }
    }
    let value = |case: &(Response, Analysis), gene: &str| change(&case.0, gene).value;
    assert!(value(&can, "CANON") < -0.01 && value(&iso, "ISO") < -0.01);
    // A site of one guide is a weaker one of the other, whose seed has six nucleotides of it.
    for (gene, meant, other) in [("CANON", &can, &iso), ("ISO", &iso, &can)] {
        let (all, part, least) = (value(meant, gene), value(&both, gene), value(other, gene));
        assert!(all < part && part < least && least < 0.0, "{gene}: {all} {part} {least}");
    }
    // Half of the copies each.
    let copies = |case: &(Response, Analysis)| -> Vec<f64> {
        let copies = &case.1.dose.as_ref().expect("a dose").dose.copies;
        copies.iter().map(|row| row.copies_per_cell.value).collect()
    };
    for part in copies(&both) {
        assert!((part / copies(&can)[0] - 0.5).abs() < 1e-9);
    }
    let named = |case: &(Response, Analysis), gene: &str| {
        let row = case.0.genes.iter().find(|row| row.gene.as_deref() == Some(gene));
        let top = row.and_then(|row| row.top.clone()).expect("a guide");
        (top.mirna.clone(), top.isomir.clone(), top.seed.to_string())
    };
    let expected = |words: &str, seed: &str| ("hsa-miR-21-5p".into(), words.into(), seed.into());
    assert_eq!(named(&both, "CANON"), expected("", "AGCUUAU"));
    assert_eq!(named(&both, "ISO"), expected("iso_5p:+1", "GCUUAUC"));
    let sites = iso.1.sites.as_ref().expect("sites");
    assert!(!sites.is_empty() && sites.iter().all(|site| site.isomir == "iso_5p:+1"));
}
