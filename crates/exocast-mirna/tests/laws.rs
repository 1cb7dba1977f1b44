//! Laws over arbitrary inputs: readers never panic, reads are conserved, order does not matter, and
//! the index says what a plain comparison with every locus says.

#![allow(
    clippy::unwrap_used,
    clippy::format_push_string,
    clippy::format_collect,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "helpers of tests over small numbers"
)]

use std::collections::BTreeMap;

use exocast_core::Rna;
use exocast_mirna::{
    Call, Catalogue, History, Hit, Isomir, Library, MirnaName, Multimap, QuantifyOptions,
    ReadIndex, ReferenceSet, SampleReads, SpikeAmounts, SpikeCurve, Uid, mirgff3, quantify,
};
use proptest::prelude::*;

/// Hairpins with two mature sequences each; the second shares its 5' one with the first.
fn fixture() -> (String, String) {
    let hairpins = [
        ("hsa-mir-1-1", "GGATCCTTAGCTAAGGCATTCGGACTTACGTTAGCCATGCAACGGTTCCAAGTCGATCTGACCATTGAGT"),
        ("hsa-mir-1-2", "CAATCCTTAGCTAAGGCATTCGGACTTGAATTCGCCAGCTAACTTGGCCTACGTCCATGGATTACAGCTA"),
        ("hsa-mir-2", "ACGTTGCAAGCTTGGCATCAGTCAAGGTACCATCGTTAGGCTACCGGATTAGCATCGATTGCAGTCCATG"),
    ];
    let (mut fasta, mut gff) = (String::new(), String::from("##gff-version 3\n"));
    for (i, (name, sequence)) in hairpins.iter().enumerate() {
        fasta += &format!(">{name}\n{sequence}\n");
        let five = if i < 2 { "hsa-miR-1-5p".to_owned() } else { "hsa-miR-2-5p".to_owned() };
        let three = format!("{}-3p", name.replace("mir", "miR"));
        gff += &format!(
            "c{i}\t.\tmiRNA_primary_transcript\t101\t170\t.\t+\t.\tID=MI000000{i};Name={name}\n\
             c{i}\t.\tmiRNA\t106\t127\t.\t+\t.\tID=A{i};Name={five};Derives_from=MI000000{i}\n\
             c{i}\t.\tmiRNA\t141\t162\t.\t+\t.\tID=B{i};Name={three};Derives_from=MI000000{i}\n"
        );
    }
    (fasta, gff)
}

fn catalogue() -> Catalogue {
    let (fasta, gff) = fixture();
    Catalogue::read(fasta.as_bytes(), "h.fa", gff.as_bytes(), "a.gff3", Some("hsa")).unwrap()
}

/// The published rule, letter by letter: every locus, every start, every way to part the read.
fn plain(catalogue: &Catalogue, read: &[u8], options: &QuantifyOptions) -> Vec<Hit> {
    let mut best: Option<(u32, Vec<Hit>)> = None;
    for (l, locus) in catalogue.loci().iter().enumerate() {
        let hairpin = catalogue.hairpins()[locus.hairpin].sequence.to_dna().into_bytes();
        for start in 0..hairpin.len() {
            for tail in 0..=options.max_addition {
                for front in 0..=2 {
                    let Some(hit) = part(&hairpin, read, start, front, tail) else { continue };
                    let shift = |at: usize, end: usize| at as i32 - end as i32;
                    let (snv, end) = hit;
                    let isomir = Isomir {
                        shift_5p: shift(start + front, locus.start),
                        shift_3p: shift(end, locus.end),
                        added_5p: front,
                        added_3p: tail,
                        snv: snv.map(|at| shift(start + at, locus.start) + 1),
                    };
                    let in_front = start < locus.start;
                    if isomir.shift_5p.unsigned_abs() as usize > options.max_shift_5p
                        || isomir.shift_3p.unsigned_abs() as usize > options.max_shift_3p
                        || (front == 1 && !in_front)
                        || (front == 0 && snv == Some(0) && in_front)
                    {
                        continue;
                    }
                    let (cost, hit) = (cost(&isomir, read), Hit { locus: l, isomir });
                    match &mut best {
                        Some((least, hits)) if *least == cost => hits.push(hit),
                        Some((least, _)) if *least < cost => {}
                        _ => best = Some((cost, vec![hit])),
                    }
                }
            }
        }
    }
    // A random sequence of that length is one of 4^n, a miRNA one of 2600 and less likely by its cost; at
    // least 10 to 1 have to be left.
    let chance = |cost: u32| 6.02 * read.len() as f64 - f64::from(cost) - 34.0 < 10.0;
    let mut hits = best.filter(|(cost, _)| !chance(*cost)).map_or(Vec::new(), |(_, hits)| hits);
    hits.sort();
    hits.dedup_by_key(|hit| hit.locus);
    hits
}

/// Where the read, less what is added, lies on the hairpin with at most one difference.
fn part(
    hairpin: &[u8],
    read: &[u8],
    start: usize,
    front: usize,
    tail: usize,
) -> Option<(Option<usize>, usize)> {
    let templated = read.len().checked_sub(tail)?;
    let at = |i: usize| hairpin.get(start + i);
    if tail > 0 && at(templated) == Some(&read[templated]) {
        return None;
    }
    let end = start + templated;
    let differ: Vec<usize> = (0..templated).filter(|&i| at(i) != Some(&read[i])).collect();
    if front > 0 {
        let fits = differ == (0..front).collect::<Vec<_>>() && templated >= front + 16;
        return fits.then_some((None, end));
    }
    match differ.as_slice() {
        [] if templated >= 14 => Some((None, end)),
        [one] if templated >= 16 => Some((Some(*one), end)),
        _ => None,
    }
}

fn cost(isomir: &Isomir, read: &[u8]) -> u32 {
    let five = match isomir.shift_5p.unsigned_abs() {
        0 => 0,
        n => 13 + 7 * (n - 1),
    };
    let tail: u32 = read[read.len() - isomir.added_3p..]
        .iter()
        .map(|letter| match letter {
            b'A' => 3,
            b'T' => 4,
            _ => 13,
        })
        .sum();
    let addition = if isomir.added_3p > 0 { 9 + 6 * (isomir.added_3p as u32 - 1) } else { 0 };
    let front = if isomir.added_5p > 0 { 20 + 6 * isomir.added_5p as u32 } else { 0 };
    let snv = if isomir.snv.is_some() { 33 } else { 0 };
    five + 5 * isomir.shift_3p.unsigned_abs() + tail + addition + front + snv
}

/// A read like those of a library: a piece of a hairpin, perhaps with a substitution and a tail.
fn read_of(hairpins: Vec<String>) -> impl Strategy<Value = String> {
    let parts = (0..hairpins.len(), 0_usize..50, 15_usize..26, "[ACGT]{0,3}", "[ACGT]{0,2}");
    (parts, prop::option::of((0_usize..26, prop::sample::select(vec!['A', 'C', 'G', 'T']))))
        .prop_map(move |((h, start, len, tail, front), change)| {
            let hairpin = &hairpins[h];
            let end = (start + len).min(hairpin.len());
            let mut read: Vec<char> = hairpin[start..end].chars().collect();
            if let Some((at, letter)) = change
                && at < read.len()
            {
                read[at] = letter;
            }
            front.chars().chain(read).chain(tail.chars()).collect()
        })
}

fn hairpins() -> Vec<String> {
    catalogue().hairpins().iter().map(|h| h.sequence.to_dna()).collect()
}

fn fastq(reads: &[String], adapter: &str) -> String {
    let record = |read: &String| {
        let bases = format!("{read}{adapter}");
        format!("@r\n{bases}\n+\n{}\n", "I".repeat(bases.len()))
    };
    reads.iter().map(record).collect()
}

/// The rows of a table as it is written.
fn cells(table: &exocast_core::Table) -> Vec<Vec<String>> {
    let mut text = Vec::new();
    table.write_tsv(&mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

const TRUSEQ: &str = "TGGAATTCTCGGGTGCCAAGG";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn index_is_the_plain_comparison(read in read_of(hairpins())) {
        let catalogue = catalogue();
        let options = QuantifyOptions::default();
        let index = ReadIndex::new(&catalogue, &[], None, &options.clone().check().unwrap());
        let wanted = plain(&catalogue, read.as_bytes(), &options);
        let found = match index.assign(read.as_bytes()) {
            Call::Mirna(hits) => hits,
            _ => Vec::new(),
        };
        prop_assert_eq!(found, wanted, "{}", read);
    }

    /// A CIGAR accounts for every nucleotide, and what is written is what the format allows.
    #[test]
    fn reads_are_conserved(
        reads in prop::collection::vec(read_of(hairpins()), 1..40),
        multimap in prop::sample::select(vec![
            Multimap::Fractional, Multimap::Em, Multimap::Unique, Multimap::Group,
        ]),
    ) {
        let catalogue = catalogue();
        let options =
            QuantifyOptions { multimap, ..QuantifyOptions::default() }.check().unwrap();
        let index = ReadIndex::new(&catalogue, &[], None, &options);
        let text = fastq(&reads, TRUSEQ);
        let sample = SampleReads::read("s", [("r", text.as_bytes())], &options).unwrap();
        prop_assert!(sample.fates().conserved());
        prop_assert_eq!(sample.fates().total, reads.len() as u64);
        let result = quantify(&index, vec![sample], &options);
        let qc = &result.qc()[0];
        prop_assert_eq!(qc.classes.iter().map(|c| c.reads).sum::<u64>(), reads.len() as u64);
        let counted: f64 = result.counts().unwrap().values().sum();
        prop_assert!((counted + qc.left_out as f64 - qc.mirna_total as f64).abs() < 1e-6);
        prop_assert_eq!(qc.mirna_total, qc.classes[0].reads);
        // What goes into a node of the flow comes out of it.
        let mut nodes: BTreeMap<String, i64> = BTreeMap::new();
        for row in cells(&result.flow_table()) {
            let reads: i64 = row[3].parse().unwrap();
            *nodes.entry(row[1].clone()).or_default() -= reads;
            *nodes.entry(row[2].clone()).or_default() += reads;
        }
        prop_assert_eq!(nodes["all reads"], -(reads.len() as i64));
        prop_assert_eq!((nodes["kept"], nodes["miRNA"]), (0, 0));
        let tailed: u64 = cells(&result.tails_table()).iter().map(|row| row[2].parse::<u64>().unwrap()).sum();
        prop_assert!(tailed <= qc.mirna_total);
        for row in cells(&result.editing_table()) {
            prop_assert!(row[5].parse::<u64>().unwrap() <= row[4].parse().unwrap());
        }
        if matches!(multimap, Multimap::Em | Multimap::Fractional) {
            let sum = |table: exocast_core::Table, from: usize| -> f64 {
                let real = |cell: &exocast_core::Cell| match cell {
                    exocast_core::Cell::Real(value) => *value,
                    _ => 0.0,
                };
                table.rows().flat_map(|row| row[from..].iter().map(real)).sum()
            };
            prop_assert!((sum(result.families_table().unwrap(), 2) - counted).abs() < 1e-3);
            prop_assert!((sum(result.arms_table().unwrap(), 2) - counted).abs() < 1e-3);
        }
        let gff = result.write_isomirs(Vec::new(), "synthetic", &[]).unwrap();
        // What is written is read back by a strict reader, and written again the same.
        let mut reader = mirgff3::Reader::new(&gff[..], "g", true).unwrap();
        let mut again = mirgff3::Writer::new(Vec::new(), reader.header()).unwrap();
        for record in &mut reader {
            again.write(&record.unwrap()).unwrap();
        }
        prop_assert!(reader.notices().is_empty());
        prop_assert_eq!(&again.into_inner(), &gff);
        for line in String::from_utf8(gff).unwrap().lines().filter(|l| !l.starts_with('#')) {
            let attributes: BTreeMap<&str, &str> =
                line.split('\t').nth(8).unwrap().split(';').filter_map(|a| a.split_once('=')).collect();
            let (mut covered, mut number) = (0, String::new());
            for c in attributes["Cigar"].chars() {
                if c.is_ascii_digit() {
                    number.push(c);
                } else {
                    covered += std::mem::take(&mut number).parse::<usize>().unwrap_or(1);
                }
            }
            prop_assert_eq!(covered, attributes["Read"].len());
            let uid: Uid = attributes["UID"].parse().unwrap();
            prop_assert_eq!(uid.sequence().to_dna(), attributes["Read"]);
        }
    }

    /// Neither the order of reads nor their distribution over lanes matters.
    #[test]
    fn order_and_lanes(
        reads in prop::collection::vec(read_of(hairpins()), 1..30).prop_flat_map(|reads| {
            (Just(reads.clone()), Just(reads).prop_shuffle())
        }),
        cut in 0_usize..30,
    ) {
        let catalogue = catalogue();
        let options = QuantifyOptions { library: Library::TruSeq, ..QuantifyOptions::default() };
        let options = options.check().unwrap();
        let index = ReadIndex::new(&catalogue, &[], None, &options);
        let (reads, shuffled) = reads;
        let (left, right) = shuffled.split_at(cut.min(shuffled.len()));
        let one = fastq(&reads, TRUSEQ);
        let lanes = [fastq(left, TRUSEQ), fastq(right, TRUSEQ)];
        let one = SampleReads::read("s", [("r", one.as_bytes())], &options).unwrap();
        let two = lanes.iter().map(|lane| ("lane", lane.as_bytes()));
        let two = SampleReads::read("s", two, &options).unwrap();
        let write = |sample: SampleReads| {
            let result = quantify(&index, vec![sample], &options);
            let gff = result.write_isomirs(Vec::new(), "synthetic", &[]).unwrap();
            (gff, result.counts().unwrap())
        };
        prop_assert_eq!(write(one), write(two));
    }

    /// UMIs: copies of a molecule are reads, but not molecules.
    #[test]
    fn molecules(umis in prop::collection::vec("[ACGT]{12}", 1..20), copies in 1_usize..4) {
        let catalogue = catalogue();
        let options = QuantifyOptions { library: Library::QiaSeq, ..QuantifyOptions::default() };
        let options = options.check().unwrap();
        let index = ReadIndex::new(&catalogue, &[], None, &options);
        let mature = catalogue.matures()[0].sequence.to_dna();
        let reads: Vec<String> = umis
            .iter()
            .map(|umi| format!("{mature}AACTGTAGGCACCATCAAT{umi}AGATCGGAAGAG"))
            .collect();
        let text = fastq(&reads, "").repeat(copies);
        let sample = SampleReads::read("s", [("r", text.as_bytes())], &options).unwrap();
        let result = quantify(&index, vec![sample], &options);
        let distinct: std::collections::BTreeSet<&String> = umis.iter().collect();
        prop_assert_eq!(result.qc()[0].mirna_total, distinct.len() as u64);
        prop_assert_eq!(result.qc()[0].classes[0].reads, (umis.len() * copies) as u64);
    }

    #[test]
    fn readers_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let (fasta, gff) = fixture();
        let options = QuantifyOptions::default().check().unwrap();
        let _ = Catalogue::read(&bytes[..], "f", gff.as_bytes(), "g", None);
        let _ = Catalogue::read(fasta.as_bytes(), "f", &bytes[..], "g", None);
        let _ = Catalogue::read_embl(&[b"ID   x", &bytes[..]].concat()[..], "e", None);
        let _ = SampleReads::read("s", [("r", &bytes[..])], &options);
        let _ = ReferenceSet::read_contaminants(&bytes[..], "c", "other");
        let _ = SpikeAmounts::read(&bytes[..], "a");
        let _ = History::default().add(&bytes[..], "d", "22".parse().unwrap());
        let _ = mirgff3::Reader::new(&bytes[..], "m", false).map(Iterator::count);
    }

    #[test]
    fn texts_do_not_panic(text in "[a-zA-Z0-9*.?_-]{0,24}", any in ".{0,24}") {
        for text in [text, any] {
            if let Ok(name) = text.parse::<MirnaName>() {
                prop_assert_eq!(name.to_string(), text.clone());
            }
            if let Ok(uid) = text.parse::<Uid>() {
                prop_assert_eq!(&Uid::new(uid.sequence()).unwrap(), &uid);
            }
            let _ = text.parse::<Library>();
        }
    }

    #[test]
    fn plates_come_back(sequence in "[ACGT]{1,60}") {
        let rna: Rna = sequence.parse().unwrap();
        let uid = Uid::new(&rna).unwrap();
        prop_assert_eq!(uid.to_string().parse::<Uid>().unwrap(), uid);
    }

    /// More reads are more copies; the unit of amounts is the unit of copies; intervals hold their value.
    #[test]
    fn copies(
        yields in prop::collection::vec(0.5_f64..2.0, 4..9),
        reads in 1.0_f64..1e6,
        factor in 0.001_f64..1000.0,
    ) {
        let points: Vec<(f64, f64)> = yields
            .iter()
            .enumerate()
            .map(|(i, y)| (y * 4_f64.powi(i as i32 + 1), 10_f64.powi(i as i32)))
            .collect();
        let curve = SpikeCurve::fit(&points).unwrap();
        let found = curve.copies(reads).unwrap();
        prop_assert!(found.low <= found.value && found.value <= found.high);
        prop_assert!(curve.copies(reads * 2.0).unwrap().value > found.value);
        let scaled: Vec<(f64, f64)> = points.iter().map(|(r, c)| (*r, c * factor)).collect();
        let scaled = SpikeCurve::fit(&scaled).unwrap().copies(reads).unwrap();
        for (a, b) in [(scaled.value, found.value), (scaled.low, found.low), (scaled.high, found.high)]
        {
            prop_assert!((a / (b * factor) - 1.0).abs() < 1e-6);
        }
    }
}

/// `MirGeneDB`: names as identifiers, parents by name, both strands, sequences with and without flanks of 30 nt, a
/// variant of a gene, another species.
#[test]
fn mirgenedb() {
    let gene = "UAGCUUAUCAGACUGAUGUUGACUGUUGAAUCUCAUGGCAACACCAGUCGAUGGGCUGUC";
    let flank = "ACGUUGCAACGUUGCAACGUUGCAACGUUG";
    let gff = "\
##gff-version 3
# microRNAs:    MirGeneDB v2.0
chr17\t.\tpre_miRNA\t101\t160\t.\t+\t.\tID=Hsa-Mir-21_pre;Alias=MI0000077
chr17\t.\tmiRNA\t101\t122\t.\t+\t.\tID=Hsa-Mir-21_5p;Alias=MIMAT0000076
chr17\t.\tmiRNA\t139\t160\t.\t+\t.\tID=Hsa-Mir-21_3p*;Alias=MIMAT0004494
chr1\t.\tpre_miRNA\t501\t560\t.\t-\t.\tID=Hsa-Novel-1-v1_pre
chr1\t.\tmiRNA\t539\t560\t.\t-\t.\tID=Hsa-Novel-1-v1_5p*
chr2\t.\tpre_miRNA\t1\t60\t.\t+\t.\tID=Mmu-Mir-21_pre
chr2\t.\tmiRNA\t1\t22\t.\t+\t.\tID=Mmu-Mir-21_5p
";
    let read = |fasta: &str, annotation: &str| {
        let (fasta, annotation) = (fasta.as_bytes(), annotation.as_bytes());
        Catalogue::read(fasta, "hsa.fas", annotation, "hsa.gff", Some("hsa")).unwrap()
    };
    let whole = format!("{flank}{gene}{flank}");
    for (fasta, start) in [
        (
            format!(
                ">Hsa-Mir-21_pre\n{gene}\n>Hsa-Novel-1-v1_pre\n{gene}\n>Mmu-Mir-21_pre\n{gene}\n"
            ),
            0,
        ),
        (format!(">Hsa-Mir-21\n{whole}\n>Hsa-Novel-1-v1\n{whole}\n"), 30),
        (format!(">Hsa-Mir-21_pri\n{whole}\n>Hsa-Novel-1-v1_pri\n{whole}\n"), 30),
    ] {
        let catalogue = read(&fasta, gff);
        let names: Vec<&str> = catalogue.matures().iter().map(|m| m.name.as_str()).collect();
        assert_eq!(names, ["Hsa-Mir-21_5p", "Hsa-Mir-21_3p*", "Hsa-Novel-1-v1_5p*"]);
        assert_eq!(catalogue.matures()[0].sequence.to_string(), gene[..22]);
        assert_eq!(catalogue.matures()[1].sequence.to_string(), gene[38..]);
        assert_eq!(catalogue.loci()[0].start, start);
        assert_eq!(catalogue.find("MIMAT0000076"), Some(0));
        // The same from mature sequences without coordinates.
        let matures =
            format!(">Hsa-Mir-21_5p\n{}\n>Hsa-Mir-21_3p*\n{}\n", &gene[..22], &gene[38..]);
        let placed = read(&fasta, &matures);
        assert_eq!(placed.matures()[..2].len(), 2);
        assert_eq!(placed.loci()[1].start, start + 38);
    }
}

/// Adenosines read as G, and tails, of one miRNA: by hand.
#[test]
fn edits_and_tails() {
    let catalogue = catalogue();
    let options = QuantifyOptions::default().check().unwrap();
    let index = ReadIndex::new(&catalogue, &[], None, &options);
    let hairpin = &hairpins()[2];
    let mature = &hairpin[5..27];
    assert_eq!(mature, "GCAAGCTTGGCATCAGTCAAGG");
    let edited = |start: usize| {
        // Place 12, an A, as G.
        let mut read = hairpin[start..27].to_owned();
        read.replace_range(16 - start..17 - start, "G");
        read
    };
    let mut reads = vec![mature.to_owned(); 6];
    reads.extend([edited(5), edited(5), edited(4), edited(6)]);
    reads.extend([format!("{mature}A"), format!("{mature}AA"), format!("{mature}GT")]);
    let text = fastq(&reads, TRUSEQ);
    let sample = SampleReads::read("s", [("r", text.as_bytes())], &options).unwrap();
    let result = quantify(&index, vec![sample], &options);
    let editing = cells(&result.editing_table());
    assert_eq!(editing.len(), 1, "{editing:?}");
    assert_eq!(editing[0][1..6], ["hsa-miR-2-5p", "12", "iso_snv_central", "13", "4"]);
    assert!(editing[0][7].parse::<f64>().unwrap() < 1e-8);
    let tails = cells(&result.tails_table());
    assert_eq!(tails[0][1..9], ["hsa-miR-2-5p", "13", "3", "2", "0", "0", "0", "1"]);
}

/// Bad FASTQ says where.
#[test]
fn broken_reads_are_located() {
    let options = QuantifyOptions::default().check().unwrap();
    let check = |text: &str, message: &str| {
        let error =
            SampleReads::read("s", [("lane.fastq", text.as_bytes())], &options).unwrap_err();
        let source = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        assert_eq!(format!("{error}: {source}"), message);
    };
    let at = |line: u32| format!("malformed record at lane.fastq, line {line}: ");
    let ok = "@r\nACGT\n+\nIIII\n";
    check(
        &format!("{ok}@r\nACGT\n+\nIII\n"),
        &(at(8) + "length of the sequence is 4 but length of the quality is 3"),
    );
    check(&format!("{ok}@r\nACGT\n"), &(at(6) + "the `+` line of the last read is missing"));
    check(
        &format!("{ok}@r\nAC!T\n+\nIIII\n"),
        &(at(6) + "`AC!T` is not a sequence of nucleotides"),
    );
    check(&format!("{ok}r\nACGT\n"), &(at(5) + "`r` is not a FASTQ header such as `@read1`"));
}

/// No adapter, no guess; no reads, no crash.
#[test]
fn refusal_and_emptiness() {
    let options = QuantifyOptions::default().check().unwrap();
    let mut state = 1_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        ['A', 'C', 'G', 'T'][(state >> 33) as usize % 4]
    };
    let reads: Vec<String> = (0..200).map(|_| (0..50).map(|_| random()).collect()).collect();
    let text = fastq(&reads, "");
    let error = SampleReads::read("s", [("r", text.as_bytes())], &options).unwrap_err();
    assert!(error.to_string().starts_with("no adapter is credible in s: "), "{error}");

    let catalogue = catalogue();
    let index = ReadIndex::new(&catalogue, &[], None, &options);
    let empty = SampleReads::read("empty", [("r", &b""[..])], &options).unwrap();
    let result = quantify(&index, vec![empty], &options);
    let notices: Vec<String> = result.notices().iter().map(ToString::to_string).collect();
    assert_eq!(notices, ["empty has no reads", "empty has no miRNA reads"]);
    assert_eq!(result.counts_table().unwrap().rows().len(), catalogue.matures().len());
    assert!(result.classes_table().rows().len() > 0);
    assert!(result.copies(&SpikeAmounts::default()).unwrap().rows.is_empty());
}

fn header_of(samples: &[&str]) -> mirgff3::Header {
    mirgff3::Header {
        ontology: mirgff3::MIRBASE.into(),
        tools: vec!["exocast".into()],
        commands: vec![],
        reference: None,
        filters: None,
        samples: samples.iter().map(ToString::to_string).collect(),
    }
}

/// Names of samples come back as they were, whatever is in them.
#[test]
fn names_of_samples_are_kept() {
    let header = header_of(&["EV 1", "a,b", "50%", "x%20y", "µ\u{a0}L", "tab\tend\n"]);
    let text = mirgff3::Writer::new(Vec::new(), &header).unwrap().into_inner();
    let line = "\n## COLDATA: EV%201,a%2Cb,50%25,x%2520y,µ%C2%A0L,tab%09end%0A\n";
    assert!(String::from_utf8_lossy(&text).ends_with(line));
    let read = mirgff3::Reader::new(&text[..], "a.gff3", true).unwrap();
    assert_eq!(read.header().samples, header.samples);
}

/// The writer refuses what the format does not allow.
#[test]
fn strict_writer() {
    let header = header_of(&[""]);
    assert!(mirgff3::Writer::new(Vec::new(), &header).is_err());
    let header = mirgff3::Header { samples: vec!["s".into()], ..header };
    let good = mirgff3::Record {
        seqid: "hsa-let-7a-1".into(),
        source: "mirbase21".into(),
        kind: mirgff3::Type::RefMirna,
        start: 5,
        end: 27,
        strand: exocast_core::Strand::Forward,
        uid: "iso-22-XKVLRYVPQ".into(),
        read: "TGAGGTAGTAGGTTGTATAGTT".into(),
        name: "hsa-let-7a-5p".into(),
        parents: vec!["hsa-let-7a-1".into()],
        variant: "NA".into(),
        changes: "".into(),
        cigar: "22M".into(),
        hits: 1,
        expression: vec![3],
        filter: "PASS".into(),
        other: vec![],
    };
    let write = |record: &mirgff3::Record<'_>| {
        let mut writer = mirgff3::Writer::new(Vec::new(), &header)?;
        writer.write(record)?;
        Ok::<_, mirgff3::WriteError>(String::from_utf8(writer.into_inner()).unwrap())
    };
    assert!(write(&good).unwrap().ends_with(
        "hsa-let-7a-1\tmirbase21\tref_miRNA\t6\t27\t.\t+\t.\tRead=TGAGGTAGTAGGTTGTATAGTT;\
         UID=iso-22-XKVLRYVPQ;Name=hsa-let-7a-5p;Parent=hsa-let-7a-1;Variant=NA;Cigar=22M;Hits=1;\
         Expression=3;Filter=PASS\n"
    ));
    let named = mirgff3::Record { name: "a;b=c,d&e".into(), ..good.clone() };
    assert!(write(&named).unwrap().contains("Name=a%3Bb%3Dc%2Cd%26e;"));
    for bad in [
        mirgff3::Record { variant: "iso_3p:1".into(), ..good.clone() },
        mirgff3::Record { variant: "iso_snp".into(), ..good.clone() },
        mirgff3::Record { filter: "Pass".into(), ..good.clone() },
        mirgff3::Record { hits: 0, ..good.clone() },
        mirgff3::Record { parents: vec![], ..good.clone() },
        mirgff3::Record { expression: vec![], ..good.clone() },
        mirgff3::Record { uid: "".into(), ..good.clone() },
    ] {
        assert!(write(&bad).is_err(), "{bad:?}");
    }
}

/// The bytes are the same at any number of threads.
#[cfg(feature = "rayon")]
#[test]
fn threads_do_not_matter() {
    let catalogue = catalogue();
    let options = QuantifyOptions::default().check().unwrap();
    let index = ReadIndex::new(&catalogue, &[], None, &options);
    let reads: Vec<String> = hairpins()
        .iter()
        .flat_map(|hairpin| (0..40).map(|start| hairpin[start..start + 22].to_owned()))
        .collect();
    let text = fastq(&reads, TRUSEQ);
    let write = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let sample = SampleReads::read("s", [("r", text.as_bytes())], &options).unwrap();
            quantify(&index, vec![sample], &options)
                .write_isomirs(Vec::new(), "synthetic", &[])
                .unwrap()
        })
    };
    let one = write(1);
    assert!(one.len() > 2000);
    assert_eq!(one, write(3));
}
