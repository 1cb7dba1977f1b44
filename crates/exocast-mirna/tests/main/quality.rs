//! Verdicts on libraries: of public reads, of what is wrong with simulated ones, and their laws.

use exocast_mirna::{
    Catalogue, QualityOptions, QuantifyOptions, ReadIndex, SampleVerdict, Verdict,
    core::options::Options, quality_limits_table, quantify,
};
use proptest::prelude::*;

use crate::{
    shared::{self, V21},
    simulated::{Random, record},
};

const ADAPTER: &str = "TGGAATTCTCGGGTGCCAAGG";

fn verdicts(
    catalogue: &Catalogue,
    samples: &[(&str, &str)],
    library: &str,
    quality: QualityOptions,
) -> Vec<SampleVerdict> {
    let mut options = QuantifyOptions::default();
    options.library = library.parse().unwrap();
    let options = options.check().unwrap();
    let index = ReadIndex::new(catalogue, &[], None, &options);
    let read = |(name, text): &(&str, &str)| {
        index.read(name, [(*name, text.as_bytes())], &options).unwrap()
    };
    let samples = samples.iter().map(read).collect();
    quantify(&index, samples, &options).verdicts(&quality.check().unwrap())
}

fn against(verdict: &SampleVerdict) -> Vec<&str> {
    verdict.against().map(|check| check.name.as_str()).collect()
}

#[test]
fn public_libraries_are_what_they_are() {
    let test = "public_libraries_are_what_they_are";
    let Some(catalogue) = shared::catalogue(test, V21.0, V21.1) else { return };
    // Three libraries of human cells, one of mouse stem cells, and one of a thousand reads.
    for (file, expected, reasons) in [
        ("sample1.fastq.gz", Verdict::Good, &[][..]),
        ("sample2.fastq.gz", Verdict::Good, &[]),
        ("sample3.fastq.gz", Verdict::Good, &[]),
        ("QiaSeq_data.fastq.gz", Verdict::NotUsable, &["species"]),
        ("excerpt/testData_human.fastq.gz", Verdict::NotUsable, &["depth"]),
    ] {
        let Some(text) = shared::text(test, &format!("data/mirna/{file}")) else { return };
        let judged = verdicts(&catalogue, &[(file, &text)], "auto", QualityOptions::default());
        let verdict = &judged[0];
        assert_eq!(verdict.verdict, expected, "{file}: {verdict:#?}");
        for reason in reasons {
            assert!(against(verdict).contains(reason), "{file}: {}", verdict.reasons());
        }
    }
}

/// Reads of miRNAs in the numbers given, with this many of nothing else.
fn fastq(inserts: &[(&str, usize)]) -> String {
    inserts.iter().map(|(insert, n)| record(&format!("{insert}{ADAPTER}")).repeat(*n)).collect()
}

fn named(catalogue: &Catalogue, name: &str) -> String {
    catalogue.matures()[catalogue.find(name).unwrap()].sequence.to_dna()
}

#[test]
fn blood_is_judged_by_its_fluid() {
    let test = "blood_is_judged_by_its_fluid";
    let Some(catalogue) = shared::catalogue(test, V21.0, V21.1) else { return };
    let sequence = |name: &str| named(&catalogue, name);
    let (red, other) = (sequence("hsa-miR-451a"), sequence("hsa-miR-23a-3p"));
    let (let7, m16) = (sequence("hsa-let-7a-5p"), sequence("hsa-miR-16-5p"));
    let check = |reads: &[(&str, usize)], fluid: Option<&str>, expected: &[&str]| {
        let mut quality = QualityOptions::default();
        quality.biofluid = fluid.map(str::to_owned);
        let judged = verdicts(&catalogue, &[("s", &fastq(reads))], "truseq", quality);
        assert_eq!(against(&judged[0]), expected, "{reads:?} {fluid:?}: {}", judged[0].reasons());
    };
    let haemolysed = [(red.as_str(), 2000), (&other, 10), (&let7, 2000), (&m16, 500)];
    check(&haemolysed, Some("plasma"), &["red blood cells"]);
    check(&haemolysed, None, &["red blood cells"]);
    check(&haemolysed, Some("whole blood"), &[]);
    let clear = [(red.as_str(), 500), (&other, 40), (&let7, 3000), (&m16, 500)];
    check(&clear, Some("plasma"), &[]);
    // Two hundred reads of the one and none of the other may be chance.
    check(&[(&red, 100), (&let7, 3000), (&m16, 500)], Some("plasma"), &[]);
    // Plasma without what blood cells leave in it; other fluids may lack it.
    check(&[(&let7, 6000)], Some("EDTA plasma"), &["blood markers"]);
    check(&[(&let7, 6000)], Some("urine"), &[]);
}

#[test]
fn a_contamination_is_told_from_another_organism() {
    let test = "a_contamination_is_told_from_another_organism";
    let Some(catalogue) = shared::catalogue(test, V21.0, V21.1) else { return };
    let human = named(&catalogue, "hsa-miR-21-5p");
    // bantam of insects, and miR-279; miR-351-5p and miR-674-5p of rodents.
    let (bantam, m279) = ("TGAGATCATTTTGAAAGCTGATT", "TGACTAGATCCACACTCATTAA");
    let (m351, m674) = ("TCCCTGAGGAGCCCTTTGAGCCTG", "GCACTGAGATGGGAGTGGTGTA");
    let check = |reads: &[(&str, usize)], expected: Option<Verdict>| {
        let text = fastq(reads);
        let quality = QualityOptions::default();
        let judged = verdicts(&catalogue, &[("s", &text)], "truseq", quality);
        let species = judged[0].checks.iter().find(|check| check.name == "species").unwrap();
        assert_eq!(species.finding, expected, "{reads:?}: {}", species.text);
    };
    check(&[(&human, 5000)], Some(Verdict::Good));
    check(&[(&human, 5000), (bantam, 200), (m279, 300)], Some(Verdict::UsableWithCare));
    check(&[(&human, 100), (bantam, 2000), (m279, 3000)], Some(Verdict::NotUsable));
    // What all mammals have does not speak for man.
    check(&[(&human, 5000), (m351, 20), (m674, 10)], Some(Verdict::NotUsable));
    // One foreign miRNA alone may be a homologue that is not annotated; two reads are too few.
    check(&[(&human, 5000), (m351, 20)], Some(Verdict::Good));
    check(&[(&human, 5000), (m351, 1), (m674, 1)], None);
}

#[test]
fn a_copy_of_a_sample_is_named() {
    let mut random = Random(3);
    let (catalogue, matures) = crate::simulated::catalogue(40, &mut random);
    let mut library = || -> String {
        let insert = |random: &mut Random| {
            let mature = matures[random.below(matures.len())].clone();
            mature + &random.dna(2)
        };
        (0..4000).map(|_| record(&format!("{}{ADAPTER}", insert(&mut random)))).collect()
    };
    let (a, b) = (library(), library());
    let samples = [("A", a.as_str()), ("B", &b), ("C", &a)];
    let judged = verdicts(&catalogue, &samples, "truseq", QualityOptions::default());
    let copies: Vec<bool> = judged.iter().map(|v| against(v).contains(&"copy")).collect();
    assert_eq!(copies, [true, false, true]);
    assert!(judged[0].reasons().contains("its reads are those of C"), "{}", judged[0].reasons());
}

#[test]
fn without_reads_or_reference() {
    let mut random = Random(4);
    let (catalogue, _) = crate::simulated::catalogue(5, &mut random);
    let judged = verdicts(&catalogue, &[("none", "")], "truseq", QualityOptions::default());
    assert_eq!((judged[0].verdict, against(&judged[0])), (Verdict::NotUsable, vec!["depth"]));
    let none = Catalogue::default();
    assert!(verdicts(&none, &[("none", "")], "truseq", QualityOptions::default()).is_empty());
}

#[test]
fn limits_have_sources() {
    let mut text = Vec::new();
    quality_limits_table(&QualityOptions::default()).write_tsv(&mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    for row in text.lines() {
        let fields: Vec<&str> = row.split('\t').collect();
        assert!(fields.len() == 6 && !fields[5].is_empty(), "{row}");
    }
    let page = include_str!("../../../../docs/methods/mirna-quality.md");
    for row in text.lines().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        let stated = format!("| `{}` | {} |", fields[0], fields[1]);
        assert!(page.contains(&stated), "docs/methods/mirna-quality.md lacks {stated}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// More adapter dimers never make a verdict better, and the order of reads changes nothing.
    #[test]
    fn dimers_never_help(seed in 0_u64..1000, few in 0_usize..400, more in 1_usize..4000) {
        let mut random = Random(seed);
        let (catalogue, matures) = crate::simulated::catalogue(30, &mut random);
        let mut reads: Vec<String> = (0..200)
            .map(|_| record(&format!("{}{ADAPTER}", matures[random.below(30)])))
            .collect();
        reads.extend((0..few).map(|_| record(ADAPTER)));
        let turned: String = reads.iter().rev().cloned().collect();
        let first = reads.concat();
        let worse = first.clone() + &record(ADAPTER).repeat(more);
        let samples = [("a", first.as_str()), ("b", &turned), ("c", &worse)];
        let judged = verdicts(&catalogue, &samples, "truseq", QualityOptions::default());
        let dimers = |at: usize| {
            judged[at].checks.iter().find(|c| c.name == "adapter dimers").unwrap().finding
        };
        prop_assert_eq!(dimers(0), dimers(1));
        prop_assert!(dimers(2) >= dimers(0) || dimers(2).is_none());
        prop_assert!(judged[2].verdict >= judged[0].verdict);
    }
}
