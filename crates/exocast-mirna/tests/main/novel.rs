//! Novel miRNAs in small genomes.

use exocast_core::{Base, Cell, SeedPlan, options::Options};
use exocast_mirna::{
    Catalogue, FoldedHairpin, NovelMirnas, NovelOptions, QuantifyOptions, ReadIndex, ReferenceSet,
    SampleReads, quantify,
};
use exocast_target::{EnergyModel, StrandFolder};

/// Human precursors with the places of both arms: mir-21, mir-16-1, mir-122.
const HAIRPINS: [(&str, &str, &str, &str); 3] = [
    (
        "21",
        "TGTCGGGTAGCTTATCAGACTGATGTTGACTGTTGAATCTCATGGCAACACCAGTCGATGGGCTGTCTGACA",
        "TAGCTTATCAGACTGATGTTGA",
        "CAACACCAGTCGATGGGCTGT",
    ),
    (
        "16",
        "GTCAGCAGTGCCTTAGCAGCACGTAAATATTGGCGTTAAGATTCTAAAATTATCTCCAGTATTAACTGTGCTGCTGAAGTAAGGTTGAC",
        "TAGCAGCACGTAAATATTGGCG",
        "CCAGTATTAACTGTGCTGCTGA",
    ),
    (
        "122",
        "CCTTAGCAGAGCTGTGGAGTGTGACAATGGTGTTTGTGTCTAAACTATCAAACGCCATTATCACACTAAATAGCTACTGCTAGGC",
        "TGGAGTGTGACAATGGTGTTTG",
        "AACGCCATTATCACACTAAATA",
    ),
];

/// Letters without meaning, the same at each run.
fn filler(n: usize, seed: u64) -> String {
    let mut state = seed;
    (0..n)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            ['A', 'C', 'G', 'T'][(state >> 60) as usize % 4]
        })
        .collect()
}

fn reverse_complement(text: &str) -> String {
    let pair = |letter| match letter {
        'A' => 'T',
        'C' => 'G',
        'G' => 'C',
        _ => 'A',
    };
    text.chars().rev().map(pair).collect()
}

/// mir-16 is on the reverse strand; the region at the end gives degraded RNA.
fn genome() -> String {
    let mut text = filler(500, 1);
    text += HAIRPINS[0].1;
    text += &filler(500, 2);
    text += &reverse_complement(HAIRPINS[1].1);
    text += &filler(500, 3);
    text += HAIRPINS[2].1;
    text += &filler(800, 4);
    format!(">chr1\n{text}\n>chr2\n{}\n", filler(1000, 5))
}

fn collapsed(reads: &[(String, u64)]) -> String {
    let record = |(i, (read, n)): (usize, &(String, u64))| format!(">seq{i}_x{n}\n{read}\n");
    reads.iter().enumerate().map(record).collect()
}

/// Mature sequences, stars, isomiRs; and degraded RNA of chr2 if asked for.
fn reads(is_degraded: bool) -> Vec<(String, u64)> {
    let mut reads = Vec::new();
    for (i, (_, _, mature, star)) in HAIRPINS.iter().enumerate() {
        reads.push(((*mature).to_owned(), 400 + i as u64));
        reads.push((mature[..mature.len() - 1].to_owned(), 60));
        reads.push((format!("{mature}AT"), 20));
        reads.push(((*star).to_owned(), 12));
    }
    if is_degraded {
        let region = filler(1000, 5);
        reads.extend((0..300).map(|i| (region[100 + i..120 + i + i % 9].to_owned(), 3)));
        reads.push((region[600..622].to_owned(), 500));
    }
    reads
}

/// The reference of some of the hairpins.
fn catalogue(known: &[usize]) -> Catalogue {
    if known.is_empty() {
        return Catalogue::default();
    }
    let (mut hairpin, mut mature) = (String::new(), String::new());
    for &i in known {
        let (name, letters, five, three) = HAIRPINS[i];
        hairpin += &format!(">hsa-mir-{name}\n{letters}\n");
        mature += &format!(">hsa-miR-{name}-5p\n{five}\n>hsa-miR-{name}-3p\n{three}\n");
    }
    Catalogue::read(hairpin.as_bytes(), "h", mature.as_bytes(), "m", None).expect("a reference")
}

fn search(
    known: &[usize],
    others: Option<&str>,
    samples: &[Vec<(String, u64)>],
    sequences: &str,
    change: impl Fn(&mut NovelOptions),
) -> NovelMirnas {
    let mut options = QuantifyOptions::default();
    options.library = "trimmed".parse().expect("a library");
    options.common_contaminants = false;
    let options = options.check().expect("options");
    let catalogue = catalogue(known);
    let others = others.map(|text| {
        ReferenceSet::read_contaminants(text.as_bytes(), "other.fa", "other").expect("FASTA")
    });
    let others: Vec<ReferenceSet> = others.into_iter().collect();
    let index = ReadIndex::new(&catalogue, &others, None, &options);
    let samples = samples.iter().enumerate().map(|(i, reads)| {
        let text = collapsed(reads);
        SampleReads::read(&format!("s{i}"), [("r.fa", text.as_bytes())], &options).expect("reads")
    });
    let counted = quantify(&index, samples.collect(), &options);
    let model = EnergyModel::turner2004();
    let folder = StrandFolder::new(&model);
    let fold = |strand: &[Base]| {
        let folded = folder.fold(strand);
        FoldedHairpin::new(folded.energy, folded.pairs)
    };
    let mut novel = NovelOptions::default();
    (novel.permutations, novel.shuffles) = (10, 99);
    change(&mut novel);
    let novel = novel.check().expect("options");
    counted
        .novel([("genome.fa", sequences.as_bytes())], &fold, &novel, SeedPlan::new(1))
        .expect("a genome")
}

/// Columns of the table by name.
fn column(result: &NovelMirnas, name: &str) -> Vec<String> {
    let table = result.table();
    let at = table.columns().iter().position(|column| column == name).expect("a column");
    table.rows().map(|row| row[at].to_text()).collect()
}

#[test]
fn hairpins_with_both_arms_are_found_on_both_strands() {
    let result = search(&[], None, &[reads(true)], &genome(), |_| {});
    let mut matures = column(&result, "mature");
    matures.sort();
    let mut expected: Vec<String> =
        HAIRPINS.iter().map(|(_, _, mature, _)| mature.replace('T', "U")).collect();
    expected.sort();
    assert_eq!(matures, expected);
    assert!(column(&result, "confidence").iter().all(|word| word == "confident"));
    let mut strands = column(&result, "strand");
    strands.sort();
    assert_eq!(strands, ["+", "+", "-"]);
    // The place is that of the arms on the forward strand.
    let text = genome().replace(">chr1\n", "").split('\n').next().unwrap_or_default().to_owned();
    for (((start, end), strand), hairpin) in column(&result, "start")
        .iter()
        .zip(column(&result, "end"))
        .zip(column(&result, "strand"))
        .zip(column(&result, "hairpin"))
    {
        let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
        let there = &text[start - 1..end];
        let there = if strand == "-" { reverse_complement(there) } else { there.to_owned() };
        assert_eq!(there.replace('T', "U"), hairpin);
    }
    // Both arms leave 2-nt overhangs, by one or two more or less.
    for overhang in
        column(&result, "mature_overhang").iter().chain(&column(&result, "star_overhang"))
    {
        let overhang: f64 = overhang.parse().unwrap();
        assert!((0.0..=4.0).contains(&overhang), "{overhang}");
    }
}

#[test]
fn known_mirnas_are_not_novel_and_show_the_sensitivity() {
    let result = search(&[0, 1], None, &[reads(false)], &genome(), |_| {});
    assert_eq!(column(&result, "mature"), [HAIRPINS[2].2.replace('T', "U")]);
    let table = result.cutoffs_table();
    let first = table.rows().next().expect("a row");
    // Both arms of both.
    assert_eq!((&first[8], &first[9]), (&Cell::Integer(4), &Cell::Integer(4)));
    assert_eq!(result.known_table().rows().len(), 2);
}

#[test]
fn other_rna_at_the_place_is_no_mirna() {
    let other = format!(">RNY9\n{}\n", HAIRPINS[2].1);
    let result = search(&[0, 1], Some(&other), &[reads(false)], &genome(), |_| {});
    assert_eq!(column(&result, "mature"), Vec::<String>::new());
    let table = result.rejected_table();
    let reasons: Vec<String> = table.rows().map(|row| row[0].to_text()).collect();
    assert!(reasons.iter().all(|reason| !reason.is_empty()), "{reasons:?}");
}

#[test]
fn counts_are_the_reads_of_the_arms() {
    let samples = [reads(false), reads(true), Vec::new()];
    let result = search(&[], None, &samples, &genome(), |_| {});
    let table = result.counts_table();
    assert_eq!(table.columns(), ["mirna", "s0", "s1", "s2"]);
    let mut sums = [0.0; 3];
    for row in table.rows() {
        for (sum, cell) in sums.iter_mut().zip(&row[1..]) {
            if let Cell::Real(value) = cell {
                *sum += value;
            }
        }
    }
    let all: u64 = reads(false).iter().map(|(_, n)| n).sum();
    for (sum, expected) in sums.iter().zip([all as f64, all as f64, 0.0]) {
        assert!((sum - expected).abs() < 1e-9, "{sums:?}");
    }
}

#[test]
fn a_read_of_two_hairpins_is_shared() {
    let twice =
        format!("{}>chr3\n{}{}{}\n", genome(), filler(300, 7), HAIRPINS[0].1, filler(300, 8));
    let result = search(&[], None, &[reads(false)], &twice, |_| {});
    assert_eq!(result.table().rows().len(), 4);
    let table = result.counts_table();
    let sum: f64 =
        table.rows().map(|row| if let Cell::Real(value) = row[1] { value } else { 0.0 }).sum();
    let all: u64 = reads(false).iter().map(|(_, n)| n).sum();
    assert!((sum - all as f64).abs() < 1e-9, "{sum}");
    // Reads with more places than may be are left out, and that is said.
    let result = search(&[], None, &[reads(false)], &twice, |options| options.max_places = 1);
    assert_eq!(result.table().rows().len(), 2);
    assert!(result.notices().iter().any(|notice| notice.to_string().contains("--max-places")));
}

#[test]
fn hairpins_in_place_of_a_genome() {
    let sequences: String =
        HAIRPINS.iter().map(|(name, letters, ..)| format!(">{name}\n{letters}\n")).collect();
    let result =
        search(&[], None, &[reads(true)], &sequences, |options| options.both_strands = false);
    assert_eq!(result.table().rows().len(), 3);
}

#[test]
fn what_is_found_is_a_reference() {
    let result = search(&[], None, &[reads(true)], &genome(), |_| {});
    let hairpins = result.write_hairpins("hsa", Vec::new()).expect("written");
    let matures = result.write_matures("hsa", Vec::new()).expect("written");
    let catalogue =
        Catalogue::read(&*hairpins, "h.fa", &*matures, "m.fa", Some("hsa")).expect("read");
    let drawn = result.write_structures(Vec::new()).expect("written");
    let drawn = String::from_utf8(drawn).expect("text");
    assert_eq!((catalogue.hairpins().len(), catalogue.matures().len()), (3, 6), "{drawn}");
    assert!(catalogue.find("Hsa-Novel-1_5p").is_some());
    assert_eq!(drawn.matches("novel-").count(), 3);
    assert!(drawn.contains("UAGCUUAUCAGACUGAUGUUGAaU"), "{drawn}");
}

#[test]
fn not_a_genome() {
    let mut options = QuantifyOptions::default();
    options.library = "trimmed".parse().expect("a library");
    let options = options.check().expect("options");
    let none = Catalogue::default();
    let index = ReadIndex::new(&none, &[], None, &options);
    let counted = quantify(&index, Vec::new(), &options);
    let refused = |text: &str| {
        let fold = |strand: &[Base]| FoldedHairpin::new(0.0, vec![None; strand.len()]);
        let novel = NovelOptions::default().check().expect("options");
        let result = counted.novel([("g.fa", text.as_bytes())], &fold, &novel, SeedPlan::new(1));
        let error = result.expect_err("not a genome");
        std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string)
    };
    assert!(refused(">a\nMKVLQ\n").contains("`L`"), "{}", refused(">a\nMKVLQ\n"));
    assert!(
        refused(">a\nACGT\n>a\nACGT\n").contains("duplicate"),
        "{}",
        refused(">a\nACGT\n>a\nACGT\n")
    );
    assert!(NovelOptions::default().check().is_ok());
    let mut bad = NovelOptions::default();
    bad.mismatches = 2;
    assert!(bad.check().is_err());
}
