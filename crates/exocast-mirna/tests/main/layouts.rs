//! Reads of kits, and inputs that went wrong, in tests/cases/smallrna.

use std::fs;

use exocast_core::options::Options;
use exocast_mirna::{Catalogue, QuantifyOptions, ReadIndex, SampleReads, quantify};
use proptest::prelude::*;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/smallrna/");

fn case(file: &str) -> String {
    fs::read_to_string(format!("{CASES}{file}")).expect("a case")
}

fn catalogue() -> Catalogue {
    let (hairpins, matures) = (case("hairpin.fa"), case("mature.fa"));
    Catalogue::read(hairpins.as_bytes(), "h.fa", matures.as_bytes(), "m.fa", None)
        .expect("a catalogue")
}

/// What a sample of one lane gives: its layout, counts of each miRNA, codes of its notices, and adapter reads.
struct Outcome {
    layout: String,
    counts: Vec<(String, f64)>,
    notices: Vec<String>,
    adapters: u64,
}

impl Outcome {
    fn with(lanes: &[&[u8]], change: impl FnOnce(&mut QuantifyOptions)) -> Self {
        let catalogue = catalogue();
        let mut options = QuantifyOptions::default();
        change(&mut options);
        let options = options.check().expect("options");
        let index = ReadIndex::new(&catalogue, &[], None, &options);
        let lanes = lanes.iter().map(|lane| ("lane", *lane));
        let sample = index.read("s", lanes, &options).expect("a sample");
        let layout = sample.detection().layout.clone();
        let result = quantify(&index, vec![sample], &options);
        let counts = result.counts().expect("counts");
        let counts = counts.rows().zip(counts.values().column(0).to_vec());
        let classes = &result.qc()[0].classes;
        Self {
            layout,
            counts: counts.map(|(name, count)| (name.to_owned(), count)).collect(),
            notices: result.notices().iter().map(ToString::to_string).collect(),
            adapters: classes
                .iter()
                .find(|class| class.class == "adapter")
                .map_or(0, |class| class.reads),
        }
    }

    fn total(&self) -> f64 {
        self.counts.iter().map(|(_, count)| count).sum()
    }

    #[track_caller]
    fn says(&self, words: &str) {
        assert!(self.notices.iter().any(|notice| notice.contains(words)), "{:?}", self.notices);
    }
}

#[track_caller]
fn check(file: &str, layout: &str, reads: f64) -> Outcome {
    let outcome = Outcome::with(&[case(file).as_bytes()], |_| {});
    assert_eq!(outcome.layout, layout, "{file}");
    assert!((outcome.total() - reads).abs() < 0.04 * reads, "{file}: {}", outcome.total());
    outcome
}

/// Records that stand for several reads, as FASTQ and FASTA.
#[test]
fn collapsed() {
    for file in ["03_collapsed.fq", "03_collapsed.fa"] {
        let outcome = check(file, "insert", 110.0);
        outcome.says("each record stands for the number of reads in its name");
        assert!((outcome.total() - 110.0).abs() < 1e-9);
    }
    let fastx = case("03_collapsed.fa").replace("seq_", "").replace("_x", "-");
    assert!((Outcome::with(&[fastx.as_bytes()], |_| {}).total() - 110.0).abs() < 1e-9);
    let single = Outcome::with(&[fastx.as_bytes()], |options| {
        options.collapsed = exocast_mirna::Collapsed::No;
    });
    assert!((single.total() - 4.0).abs() < 1e-9);
}

/// Left-over 5' adapters, which differ from hsa-miR-3168 in one nucleotide.
#[test]
fn adapters_compete() {
    let outcome = Outcome::with(&[case("05_adapter5.fq").as_bytes()], |_| {});
    assert!(outcome.total() < 1e-9 && outcome.adapters == 100, "{:?}", outcome.counts);
}

#[test]
fn layouts_are_recognised() {
    check("06_smarter.fq", "5:3,insert,polyA", 110.0).says("poly(A)");
    check("06_4N_nebnext.fq", "N4,insert,N4,AGATCGGAAGAGCACACGTCT", 110.0);
    check("06_4N_pretrimmed.fq", "N4,insert,N4", 110.0);
}

/// Qualities of 26 to 50.
#[test]
fn high_qualities() {
    check("08_high_quality.fq", "insert", 150.0);
}

/// A sample without adapter is a row and a notice.
#[test]
fn control_is_a_row() {
    let catalogue = catalogue();
    let options = QuantifyOptions::default().check().expect("options");
    let index = ReadIndex::new(&catalogue, &[], None, &options);
    let samples = ["12_control.fq", "04_reads.fq"]
        .map(|file| index.read(file, [(file, case(file).as_bytes())], &options).expect("a sample"));
    let result = quantify(&index, samples.into(), &options);
    let sums: Vec<f64> =
        result.counts().expect("counts").values().columns().into_iter().map(|c| c.sum()).collect();
    assert!(sums[0] < 1e-9 && sums[1] > 100.0, "{sums:?}");
    let says =
        |words: &str| result.notices().iter().any(|notice| notice.to_string().contains(words));
    assert!(says("12_control.fq: no library is recognised in the first 37 reads"));
}

/// One unknown nucleotide costs no more reads than a substitution there; two are too many.
#[test]
fn unknown_nucleotides() {
    let read = |place: usize, letter: &str| {
        let mut insert = "TGAGGTAGTAGGTTGTATAGTT".to_owned();
        insert.replace_range(place..=place, letter);
        format!("@r\n{insert}TGGAATTCTCGGGTGCCAAGGAACTCC\n+\n{}\n", "I".repeat(49))
    };
    for place in 0..22 {
        let substituted = if &"TGAGGTAGTAGGTTGTATAGTT"[place..=place] == "C" { "A" } else { "C" };
        let count = |letter: &str| {
            let text = read(place, letter).repeat(40);
            let truseq =
                |options: &mut QuantifyOptions| options.library = exocast_mirna::Library::TruSeq;
            Outcome::with(&[text.as_bytes()], truseq).total()
        };
        assert!((count("N") - 40.0).abs() < 1e-9, "{place}");
        assert!(count("N") + 1e-9 >= count(substituted), "{place}");
    }
    let two = read(3, "N").replace("TAGTAGG", "TANTAGG").repeat(40);
    let outcome = Outcome::with(&[two.as_bytes()], |_| {});
    assert!(outcome.total() < 1e-9);
    outcome.says("have several unknown nucleotides");
}

/// Records of SAM are the reads of FASTQ; reads on the reverse strand are turned, other alignments are left out.
#[test]
fn alignments() {
    let mut sam = "@HD\tVN:1.6\n@SQ\tSN:chr1\tLN:1000\n".to_owned();
    let forward = "TGAGGTAGTAGGTTGTATAGTT";
    let reverse = "AACTATACAACCTACTACCTCA";
    let quality = "I".repeat(22);
    for i in 0..30 {
        sam += &format!("u{i}\t4\t*\t0\t0\t*\t*\t0\t0\t{forward}\t{quality}\n");
        sam += &format!("a{i}\t16\tchr1\t5\t9\t22M\t*\t0\t0\t{reverse}\t{quality}\n");
        sam += &format!("a{i}\t272\tchr1\t50\t0\t22M\t*\t0\t0\t{reverse}\t{quality}\n");
        sam += &format!("p{i}\t141\t*\t0\t0\t*\t*\t0\t0\t{reverse}\t{quality}\n");
    }
    let outcome = Outcome::with(&[sam.as_bytes()], |_| {});
    assert!((outcome.total() - 60.0).abs() < 1e-9, "{}", outcome.total());
    outcome.says("of 30 the first read is used alone");
}

const INSERTS: [&str; 4] = [
    "TGAGGTAGTAGGTTGTATAGTT",
    "TAGCTTATCAGACTGATGTTGA",
    "TCCTGTACTGAGCTGCCCCGAG",
    "TAGCAGCACGTAAATATTGGCG",
];

/// Random letters of a seed.
struct Letters(u64);

impl Letters {
    fn next(&mut self, below: u64) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below as usize
    }

    fn dna(&mut self, n: usize) -> String {
        (0..n).map(|_| ['A', 'C', 'G', 'T'][self.next(4)]).collect()
    }
}

fn reverse(text: &str) -> String {
    let complement = |letter| match letter {
        'A' => 'T',
        'C' => 'G',
        'G' => 'C',
        _ => 'A',
    };
    text.chars().rev().map(complement).collect()
}

fn record(name: usize, mate: &str, bases: &str) -> String {
    format!("@r{name}{mate}\n{bases}\n+\n{}\n", "I".repeat(bases.len()))
}

/// Second reads are recognised and joined; where a first read is too short for the adapter it still has the insert.
#[test]
fn pairs() {
    let mut letters = Letters(5);
    let (mut first, mut second) = (String::new(), String::new());
    for i in 0..60 {
        let insert = INSERTS[letters.next(4)];
        first += &record(i, "/1", &format!("{insert}TGGAATTCTCGGGTGCCAAGGAACTCC")[..49]);
        second +=
            &record(i, "/2", &format!("{}GATCGTCGGACTGTAGAACTCTGAACG", reverse(insert))[..49]);
    }
    for lanes in [[first.as_bytes(), second.as_bytes()], [second.as_bytes(), first.as_bytes()]] {
        let outcome = Outcome::with(&lanes, |_| {});
        assert!((outcome.total() - 60.0).abs() < 1e-9, "{}", outcome.total());
        outcome.says("60 pairs overlap and are joined, of 0 the first read is used alone");
    }
    // Archives leave the ends out of the headers.
    let plain = [first.replace("/1", ""), second.replace("/2", "")];
    let outcome = Outcome::with(&[plain[0].as_bytes(), plain[1].as_bytes()], |_| {});
    assert!((outcome.total() - 60.0).abs() < 1e-9, "{}", outcome.total());
    // Two lanes with the same names are no pairs.
    let outcome = Outcome::with(&[plain[0].as_bytes(), plain[0].as_bytes()], |_| {});
    assert!((outcome.total() - 120.0).abs() < 1e-9, "{}", outcome.total());
    Outcome::with(&[second.as_bytes()], |_| {})
        .says("second reads of pairs without the first ones");
    let options = QuantifyOptions::default().check().expect("options");
    let fewer = second.rsplit_once("@r59").expect("the last").0;
    let lanes = [("one", first.as_bytes()), ("two", fewer.as_bytes())];
    let error = SampleReads::read("s", lanes, &options).expect_err("fewer");
    assert!(format!("{error:?}").contains("this file has fewer"), "{error:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Any adapter behind known inserts is found, with whatever is around the inserts, from 40 reads on.
    #[test]
    fn any_layout_is_found(
        seed in any::<u64>(),
        reads in 40_usize..200,
        front in 0_usize..7,
        back in 0_usize..5,
        kit in 0..4,
    ) {
        let mut letters = Letters(seed);
        let end = match kit {
            0 => "TGGAATTCTCGGGTGCCAAGGAACTCCAGTCAC".to_owned(),
            1 => "AGATCGGAAGAGCACACGTCTGAACTCCAGTCAC".to_owned(),
            2 => "AGTCGGAGGCCAAGCGGTCTTAGGAAGACAA".to_owned(),
            // Of no kit.
            _ => format!("CTGCA{}", letters.dna(25)),
        };
        let text: String = (0..reads).map(|i| {
            let insert = INSERTS[letters.next(4)];
            let (five, three) = (letters.dna(front), letters.dna(back));
            record(i, "", &format!("{five}{insert}{three}{end}")[..front + back + 22 + 25])
        }).collect();
        let outcome = Outcome::with(&[text.as_bytes()], |_| {});
        let layout = format!("{}, {} of {reads}", outcome.layout, outcome.total());
        prop_assert!(outcome.total() >= 0.97 * reads as f64, "{}", layout);
        if kit == 3 {
            prop_assert!(outcome.notices.iter().any(|notice| notice.contains("no preset has its adapter")));
        }
    }
}

/// Records of BAM and CRAM are the reads of FASTQ.
#[test]
fn binary_alignments() {
    use noodles::{bam, cram, sam};
    use sam::alignment::{
        RecordBuf,
        io::Write as _,
        record::Flags,
        record_buf::{QualityScores, Sequence},
    };

    let header = sam::Header::default();
    let record = |bases: &str| {
        RecordBuf::builder()
            .set_name("r")
            .set_flags(Flags::UNMAPPED)
            .set_sequence(Sequence::from(bases.as_bytes().to_vec()))
            .set_quality_scores(QualityScores::from(vec![35; bases.len()]))
            .build()
    };
    let mut letters = Letters(9);
    let reads: Vec<RecordBuf> = (0..50)
        .map(|_| record(&format!("{}TGGAATTCTCGGGTGCCAAGG", INSERTS[letters.next(4)])))
        .collect();
    let mut bam = bam::io::Writer::from(Vec::new());
    bam.write_header(&header).expect("a header");
    let mut cram = cram::io::Writer::new(Vec::new());
    cram.write_header(&header).expect("a header");
    for read in &reads {
        bam.write_alignment_record(&header, read).expect("a record");
        cram.write_alignment_record(&header, read).expect("a record");
    }
    cram.try_finish(&header).expect("the end");
    for bytes in [bam.into_inner(), cram.get_ref().clone()] {
        let outcome = Outcome::with(&[&bytes], |_| {});
        assert_eq!(outcome.layout, "insert,TGGAATTCTCGGGTGCCAAGG");
        assert!((outcome.total() - 50.0).abs() < 1e-9, "{}", outcome.total());
        // One that is cut off is refused.
        let options = QuantifyOptions::default().check().expect("options");
        let cut = &bytes[..bytes.len() - 60];
        assert!(SampleReads::read("s", [("cut", cut)], &options).is_err());
    }
}

/// A stage that loses most reads says so, with what to try.
#[test]
fn lost_reads_are_noticed() {
    let reads = |bases: &str, quality: &str, n: usize| {
        format!("@r\n{bases}\n+\n{}\n", quality.repeat(bases.len())).repeat(n)
    };
    let good = "TGAGGTAGTAGGTTGTATAGTTTGGAATTCTCGGGTGCCAAGGAACTCC";
    let check = |lost: &str, quality: &str, words: &str| {
        let text = reads(good, "I", 30) + &reads(lost, quality, 60);
        Outcome::with(&[text.as_bytes()], |_| {}).says(words);
    };
    check(
        "TGAGGTAGTAGGTTGTATAGTTTGAGGTAGTAGGTTGTATAGTTTTTTT",
        "I",
        "s: 60 of 90 reads have no adapter; ",
    );
    check("TGGAATTCTCGGGTGCCAAGGAACTCCAGTCACATCACG", "I", "s: 60 of 90 reads are adapter dimers; ");
    check("TGAGGTAGTTGGAATTCTCGGGTGCCAAGGAACTCC", "I", "60 of 90 reads have an insert below");
    check(good, "$", "s: 60 of 90 reads have too many expected errors; ");
    check(
        "CGATCGGATTAGCCATGACTTGGAATTCTCGGGTGCCAAGGAACTCC",
        "I",
        "s: 60 of 90 reads fit no sequence",
    );
    let text = reads(good, "I", 90);
    let outcome = Outcome::with(&[text.as_bytes()], |_| {});
    assert!(
        outcome.notices.iter().all(|notice| !notice.contains(" of 90 reads ")),
        "{:?}",
        outcome.notices
    );
}
