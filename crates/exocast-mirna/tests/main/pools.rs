//! References of mature sequences alone, of several organisms, and biases of library preparations.

use exocast_core::{Level, Note, SeedPlan, options::Options};
use exocast_mirna::{
    BadBias, BiasTable, Call, Catalogue, MirGeneDb, Multimap, Quantification, QuantifyOptions,
    ReadIndex, ReferenceSet, quantify,
};
use proptest::prelude::*;

use crate::fixture::{TRUSEQ, cells, fastq};

/// A pool of random sequences of 22 nt.
fn pool(n: usize, seed: u64) -> (Vec<String>, Catalogue) {
    // Letters by the quartiles of normal deviates.
    let letter = |z: &f64| ['A', 'C', 'G', 'T'][[-0.674, 0.0, 0.674].partition_point(|q| q < z)];
    let deviates = SeedPlan::new(seed).normals("pool", 0, 22 * n);
    let sequences: Vec<String> =
        deviates.chunks_exact(22).map(|chunk| chunk.iter().map(letter).collect()).collect();
    let fasta: String =
        sequences.iter().enumerate().map(|(i, s)| format!(">seq-{i}\n{s}\n")).collect();
    (sequences, Catalogue::read_matures(fasta.as_bytes(), "pool.fa", None).unwrap())
}

fn count<T>(
    catalogue: &Catalogue,
    samples: &[(&str, String)],
    options: QuantifyOptions,
    then: impl Fn(&Quantification<'_>) -> T,
) -> T {
    let options = options.check().unwrap();
    let index = ReadIndex::new(catalogue, &[], None, &options);
    let read = |(name, text): &(&str, String)| {
        index.read(name, [(*name, text.as_bytes())], &options).unwrap()
    };
    let reads = samples.iter().map(read).collect();
    then(&quantify(&index, reads, &options))
}

fn truseq() -> QuantifyOptions {
    let mut options = QuantifyOptions::default();
    options.library = "truseq".parse().unwrap();
    options.common_contaminants = false;
    options
}

fn reads(counts: &[(&str, usize)]) -> String {
    let reads: Vec<String> =
        counts.iter().flat_map(|(read, n)| vec![(*read).to_owned(); *n]).collect();
    fastq(&reads, TRUSEQ)
}

/// What a mature sequence shows without its precursor is what it shows on a precursor that begins and ends with it.
#[test]
fn mature_sequences_are_their_own_template() {
    let fasta =
        ">hsa-miR-21-5p MIMAT0000076\nUAGCUUAUCAGACUGAUGUUGA\n>spike_1\nCAATTAGGCGCATTCAGCGGT\n";
    let catalogue = Catalogue::read_matures(fasta.as_bytes(), "m.fa", None).unwrap();
    assert_eq!(catalogue.find("MIMAT0000076"), Some(0));
    let options = QuantifyOptions::default().check().unwrap();
    let index = ReadIndex::new(&catalogue, &[], None, &options);
    let check = |read: &str, expected: &str| {
        let Call::Mirna(hits) = index.assign(read.as_bytes()) else {
            panic!("{read} is unassigned")
        };
        assert_eq!(hits[0].isomir.to_string(), expected, "{read}");
    };
    check("TAGCTTATCAGACTGATGTTGA", "NA");
    check("TAGCTTATCAGACTGATGTT", "iso_3p:-2");
    check("AGCTTATCAGACTGATGTTGA", "iso_5p:+1");
    check("TAGCTTATCAGACTGATGTTGATT", "iso_add3p:2");
    check("CTAGCTTATCAGACTGATGTTGA", "iso_add5p:1");
    check("GCCAATTAGGCGCATTCAGCGGT", "iso_add5p:2");
    check("TAGCTTATCAGACGGATGTTGA", "iso_snv_central_supp");
    assert_eq!(index.assign(b"GGGTAGCTTATCAGACTGATGTTGA"), Call::Unassigned);
}

#[test]
fn what_is_no_list_of_mature_sequences_is_refused() {
    let check = |fasta: &str, part: &str| {
        let error = Catalogue::read_matures(fasta.as_bytes(), "m.fa", Some("hsa")).unwrap_err();
        let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        assert!(cause.contains(part), "{cause}");
    };
    let long = "ACGT".repeat(20);
    check(&format!(">hsa-mir-1\n{long}\n"), "`hsa-mir-1` has 80 nt");
    check(">mmu-miR-1\nACGTACGTACGTACGTACGT\n", "no mature sequence of the organism `hsa`");
    check(">hsa-miR-1\nACGTACGTACGTACGTACGT\n>hsa-miR-1\nACGTACGTACGTACGTACGA\n", "hsa-miR-1");
}

/// A sequence of two organisms is one row, and its reads are counted once; what differs in one nucleotide is told apart.
#[test]
fn organisms_share_reads_and_count_none_twice() {
    let fasta = ">hsa-miR-1-3p\nUGGAAUGUAAAGAAGUAUGUAU\n>mmu-miR-1a-3p\nUGGAAUGUAAAGAAGUAUGUAU\n\
        >hsa-miR-7-5p\nUAGCUUAUCAGACUGAUGUUGA\n>mmu-miR-7-5p\nUAGCUUAUCAGCCUGAUGUUGA\n\
        >ebv-miR-8-5p\nUCGAUCGGAUUAACGGCAUCC\n>xla-miR-9-5p\nACCGAUUUCAAUGGUGCUAG\n";
    let catalogue = Catalogue::read_matures(fasta.as_bytes(), "m.fa", Some("hsa,mmu,ebv")).unwrap();
    assert_eq!(catalogue.matures().len(), 5);
    let sample = reads(&[
        ("TGGAATGTAAAGAAGTATGTAT", 40),
        ("TAGCTTATCAGACTGATGTTGA", 30),
        ("TAGCTTATCAGCCTGATGTTGA", 10),
        // As far from the human as from the murine one.
        ("TAGCTTATCAGTCTGATGTTGA", 4),
        ("TCGATCGGATTAACGGCATCC", 6),
    ]);
    for policy in [Multimap::Em, Multimap::Fractional] {
        let mut options = truseq();
        options.multimap = policy;
        count(&catalogue, &[("s", sample.clone())], options, |counted| {
            let total: f64 = counted.counts().unwrap().values().sum();
            assert!((total - 90.0).abs() < 1e-9, "{total}");
            let rows = cells(&counted.organisms_table().unwrap());
            let sum: f64 = rows.iter().map(|row| row[3].parse::<f64>().unwrap()).sum();
            assert!((sum - 90.0).abs() < 1e-9, "{rows:?}");
        });
    }
    count(&catalogue, &[("s", sample)], truseq(), |counted| {
        let counts = counted.counts().unwrap();
        let row = |name: &str| counts.row(name).map(|row| row[0]);
        assert_eq!(row("hsa-miR-1-3p/mmu-miR-1a-3p"), Some(40.0));
        // Three of four reads are human, and so are those that fit both.
        assert!((row("hsa-miR-7-5p").unwrap() - 33.0).abs() < 0.1);
        let rows = cells(&counted.organisms_table().unwrap());
        let organisms: Vec<(&str, &str)> =
            rows.iter().map(|row| (row[1].as_str(), row[4].as_str())).collect();
        assert_eq!(organisms, [("hsa", "30"), ("mmu", "10"), ("ebv", "6"), ("hsa/mmu", "40")]);
        let said = counted.notices().iter().find(|notice| notice.code() == "organisms").unwrap();
        assert_eq!(
            said.to_string(),
            "miRNA reads of s: 33.3 % are of hsa alone, 11.1 % are of mmu alone, 6.7 % are of ebv alone, \
             48.9 % fit several organisms"
        );
    });
}

#[test]
fn mir_451_is_known_by_the_product_of_ago2() {
    // hsa-mir-451a, miRBase 21.
    let hairpin = "CUUGGGAAUGGCAAGGAAACCGUUACCAUUACUGAGUUUAGUAAUGGUAAUGGUUCUCUUGCUAUACCCAGA";
    let fasta = format!(">hsa-mir-451a\n{hairpin}\n");
    let mature = ">hsa-miR-451a\nAAACCGUUACCAUUACUGAGUU\n";
    let catalogue =
        Catalogue::read(fasta.as_bytes(), "h.fa", mature.as_bytes(), "m.fa", None).unwrap();
    let options = QuantifyOptions::default().check().unwrap();
    let index = ReadIndex::new(&catalogue, &[], None, &options);
    let dna = hairpin.replace('U', "T");
    for length in 23..=30 {
        let Call::Mirna(hits) = index.assign(&dna.as_bytes()[16..16 + length]) else {
            panic!("{length} nt are unassigned")
        };
        assert_eq!(hits[0].isomir.to_string(), format!("iso_3p:+{}", length - 22));
    }
    assert!(!matches!(index.assign(&dna.as_bytes()[16..49]), Call::Mirna(_)));
}

/// 22 nt of one miRNA within another's additions at both ends.
#[test]
fn additions_at_both_ends_do_not_pass_against_another_mirna() {
    let fasta = ">hsa-miR-1\nACGGCUUAUCAGACUGAUGUUGG\n>hsa-miR-2\nCACGGCUUAUCAGACUGACGUUGGA\n";
    let catalogue = Catalogue::read_matures(fasta.as_bytes(), "m.fa", None).unwrap();
    let options = QuantifyOptions::default().check().unwrap();
    let index = ReadIndex::new(&catalogue, &[], None, &options);
    let name = |read: &str| match index.assign(read.as_bytes()) {
        Call::Mirna(hits) => {
            let hit = hits[0];
            (
                catalogue.matures()[catalogue.loci()[hit.locus].mature].name.clone(),
                hit.isomir.to_string(),
            )
        }
        other => panic!("{other:?}"),
    };
    // miR-1 with C before and A behind it, or miR-2 with one substitution that ends one nucleotide early.
    let (mirna, variant) = name("CACGGCTTATCAGACTGATGTTGGA");
    assert_eq!((mirna.as_str(), variant.as_str()), ("hsa-miR-2", "iso_snv"));
    // Where there is no other, it is that.
    assert_eq!(name("GACGGCTTATCAGACTGATGTTGGT").1, "iso_add5p:1,iso_add3p:1");
}

#[test]
fn fragments_and_entries_of_mirgenedb_are_remarked() {
    let fasta = ">hsa-miR-21-5p\nUAGCUUAUCAGACUGAUGUUGA\n>hsa-miR-7641\nUUGAUCUCGGAAGCUAAGC\n\
        >hsa-miR-x\nGCAUUGGUGGUUCAGUGGUAG\n";
    let catalogue = Catalogue::read_matures(fasta.as_bytes(), "m.fa", None).unwrap();
    let mirgenedb =
        ">Hsa-Mir-21_5p\nUAGCUUAUCAGACUGAUGUUGACU\n>Mmu-Mir-21_5p\nUAGCUUAUCAGACUGAUGUUGACU\n";
    let mirgenedb = MirGeneDb::read(mirgenedb.as_bytes(), "g.fas", Some("hsa")).unwrap();
    let mut options = truseq();
    options.common_contaminants = true;
    count(&catalogue, &[("s", String::new())], options, |counted| {
        let remarks = counted.remarks(Some(&mirgenedb));
        let fragment = |name: &str| remarks.fragment_of.get(name).map(String::as_str);
        assert_eq!(fragment("hsa-miR-21-5p"), None);
        assert_eq!(fragment("hsa-miR-7641"), Some("5S (rRNA, 1 nt differs)"));
        assert!(fragment("hsa-miR-x").unwrap().starts_with("tRNA-Gly-"), "{remarks:?}");
        let entries = remarks.mirgenedb.as_ref().unwrap();
        assert_eq!(entries.get("hsa-miR-21-5p").map(String::as_str), Some("Hsa-Mir-21_5p"));
        assert_eq!(entries.len(), 1);
        assert_eq!(counted.remarks(None).mirgenedb, None);
    });
}

/// Two libraries of a pool, of which one sequence is in neither: the bias, its error, and the table read back.
#[test]
fn biases_of_a_pool() {
    let (sequences, catalogue) = pool(40, 3);
    let library = |scale: usize| -> String {
        let reads: Vec<String> = sequences
            .iter()
            .enumerate()
            .filter(|(i, _)| *i > 0)
            .flat_map(|(i, sequence)| vec![sequence.clone(); scale * (1 + i % 4)])
            .collect();
        fastq(&reads, TRUSEQ)
    };
    let libraries = [("a", library(50)), ("b", library(100))];
    let bias = count(&catalogue, &libraries, truseq(), |counted| counted.bias(None).unwrap());
    let total: f64 = (1..40).map(|i| f64::from(150 * (1 + i % 4))).sum();
    for (i, row) in bias.sequences().iter().enumerate().skip(1) {
        let expected = (150.0 * (1 + i % 4) as f64 / total * 40.0).log2();
        assert!((row.raw_log2.unwrap() - expected).abs() < 1e-9, "{row:?}");
        assert!((row.log2_bias - expected).abs() < 0.05, "{row:?}");
        assert!(row.low < row.log2_bias && row.log2_bias < row.high);
        // Counting: 1/√n in natural logarithms.
        let counting = 1.0 / (150.0 * (1 + i % 4) as f64).sqrt() / std::f64::consts::LN_2;
        assert!(row.error > 0.8 * counting && row.error < 1.2 * counting, "{row:?}");
    }
    let missed = &bias.sequences()[0];
    assert_eq!((missed.reads, missed.raw_log2), (0.0, None));
    assert!(missed.high < -2.0 && missed.error > 0.3, "{missed:?}");
    let codes: Vec<&str> = bias.notices().iter().map(Note::code).collect();
    assert_eq!(codes, ["pool-not-read"]);
    let mut text = Vec::new();
    bias.table().write_tsv(&mut text).unwrap();
    let read = BiasTable::read(text.as_slice(), "bias.tsv").unwrap();
    assert_eq!(read.sequences(), bias.sequences());
    assert_eq!(read.table(), bias.table());
}

#[test]
fn what_is_no_pool_is_refused() {
    let (sequences, catalogue) = pool(5, 4);
    let some = reads(&[(sequences[0].as_str(), 30), (sequences[1].as_str(), 40)]);
    let none = reads(&[("ACGACCATTTACGGACCATAGC", 30)]);
    let refused = |samples: &[(&str, String)]| {
        count(&catalogue, samples, truseq(), |counted| counted.bias(None).err())
    };
    assert_eq!(
        refused(&[("a", some.clone()), ("b", none)]),
        Some(BadBias::NoReads { sample: "b".into() })
    );
    assert_eq!(refused(&[("a", some)]), None);
    let hairpins = crate::fixture::catalogue();
    let error = count(&hairpins, &[], truseq(), |counted| counted.bias(None).err());
    assert_eq!(error, Some(BadBias::NoPool));
}

/// A bias of another kit is refused, or said; what it does not have is named and left as it is.
#[test]
fn a_bias_is_of_its_kit() {
    let (sequences, catalogue) = pool(6, 5);
    let sample: Vec<(&str, usize)> = sequences.iter().map(|s| (s.as_str(), 64)).collect();
    let sample = [("s", reads(&sample))];
    let table = |layout: &str| {
        let rows: String = sequences[..4]
            .iter()
            .map(|s| format!("{s}\t1\t0.1\t0.2\tmy kit\t{layout}\n"))
            .collect();
        let text = format!("sequence\tlog2_bias\terror\tspread\tkit\tlayout\n{rows}");
        BiasTable::read(text.as_bytes(), "bias.tsv").unwrap()
    };
    count(&catalogue, &sample, truseq(), |counted| {
        let same = counted.correct(&table("insert,TGGAATTCTCGGGTGCCAAGG"), false).unwrap();
        let [notice] = same.notices() else { panic!("{:?}", same.notices()) };
        assert_eq!(
            notice.to_string(),
            "2 of 6 miRNAs with counts (33.3 % of the counts) have no measured bias and are not corrected: seq-4, seq-5"
        );
        let rows = cells(&same.table());
        let number = |row: usize, column: usize| rows[row][column].parse::<f64>().unwrap();
        assert!((number(0, 5) - 32.0).abs() < 1e-9 && (number(5, 5) - 64.0).abs() < 1e-9);
        assert_eq!(rows[5][3], "");
        // Bias, differences between libraries, and counting.
        let error =
            ((0.1_f64.powi(2) + 0.2 * 0.2) * std::f64::consts::LN_2.powi(2) + 1.0 / 64.0).sqrt();
        assert!((number(0, 7) / number(0, 5) - (1.96 * error).exp()).abs() < 1e-3);
        let shares: f64 = (0..6).map(|row| number(row, 8)).sum();
        assert!((shares - 1.0).abs() < 1e-9);

        let other = table("N4,insert,N4,TGGAATTCTCGGGTGCCAAGG");
        let error = counted.correct(&other, false).unwrap_err().to_string();
        assert!(error.contains("my kit") && error.contains("--bias-other-kit"), "{error}");
        let codes = |bias: &BiasTable| -> Vec<&str> {
            counted.correct(bias, true).unwrap().notices().iter().map(Note::code).collect()
        };
        assert_eq!(codes(&other), ["bias-of-other-kit", "no-bias"]);
        assert_eq!(codes(&table("insert")), ["kit-unchecked", "no-bias"]);
    });
}

/// Copies with a measured bias: divided by it, with its error in place of what differs between spikes.
#[test]
fn copies_carry_the_error_of_the_bias() {
    let (sequences, catalogue) = pool(2, 6);
    let spikes = ["GTCCCACTCCGTAGATCTGTTC", "GATGTAACGAGTTGGAATGCAA", "TAGCATATCGAGCCTGAGAACA"];
    let panel: String = spikes.iter().enumerate().map(|(i, s)| format!(">s{i}\n{s}\n")).collect();
    let panel = ReferenceSet::read_spikes(panel.as_bytes(), "s.fa").unwrap();
    let amounts = "spike\tcopies_per_ul\ns0\t10\ns1\t100\ns2\t1000\n";
    let amounts = exocast_mirna::SpikeAmounts::read(amounts.as_bytes(), "a.tsv").unwrap();
    let options = truseq().check().unwrap();
    let index = ReadIndex::new(&catalogue, &[], Some(&panel), &options);
    let text = reads(&[
        (spikes[0], 10),
        (spikes[1], 100),
        (spikes[2], 1000),
        (sequences[0].as_str(), 200),
        (sequences[1].as_str(), 200),
    ]);
    let sample = index.read("s", [("s", text.as_bytes())], &options).unwrap();
    let counted = quantify(&index, vec![sample], &options);
    let copies = |error: f64| {
        let text = format!("sequence\tlog2_bias\terror\n{}\t1\t{error}\n", sequences[0]);
        let bias = BiasTable::read(text.as_bytes(), "bias.tsv").unwrap();
        let correction = counted.correct(&bias, false).unwrap();
        counted.corrected_copies(&amounts, Some(&correction)).unwrap().rows
    };
    let plain = counted.copies(&amounts).unwrap().rows;
    let (sure, unsure) = (copies(0.01), copies(1.0));
    assert!((sure[0].copies_per_ul.value - 100.0).abs() < 1.0, "{sure:?}");
    assert_eq!(sure[1], plain[1]);
    let width = |rows: &[exocast_mirna::MirnaCopies]| {
        rows[0].copies_per_ul.high / rows[0].copies_per_ul.low
    };
    assert!(width(&unsure) > 2.0 * width(&sure));
    let notices = counted.notices();
    assert!(notices.iter().all(|notice| notice.level() != Level::Warning), "{notices:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Dividing by a bias and multiplying by it is nothing, and which pool sequence comes first does not matter.
    #[test]
    fn correction_is_division(counts in prop::collection::vec(1_usize..60, 6), seed in 10_u64..90) {
        let (sequences, catalogue) = pool(6, seed);
        let log2 = |i: usize| i as f64 / 2.0 - 1.0;
        let table = |order: Vec<usize>| {
            let rows: String = order
                .into_iter()
                .map(|i| format!("{}\t{}\t0.1\n", sequences[i], log2(i)))
                .collect();
            BiasTable::read(format!("sequence\tlog2_bias\terror\n{rows}").as_bytes(), "b").unwrap()
        };
        let sample: Vec<(&str, usize)> =
            sequences.iter().map(String::as_str).zip(counts.iter().copied()).collect();
        count(&catalogue, &[("s", reads(&sample))], truseq(), |counted| {
            let first = counted.correct(&table((0..6).collect()), false).unwrap();
            let other = counted.correct(&table((0..6).rev().collect()), false).unwrap();
            assert_eq!(first.table(), other.table());
            for (i, row) in cells(&first.table()).iter().enumerate() {
                let (count, corrected) =
                    (row[2].parse::<f64>().unwrap(), row[5].parse::<f64>().unwrap());
                assert!((corrected * log2(i).exp2() - count).abs() < 1e-9 * count);
            }
        });
    }
}
