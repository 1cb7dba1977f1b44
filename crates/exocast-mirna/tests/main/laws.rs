//! Laws over arbitrary inputs: readers never panic, reads are conserved, order does not matter, and
//! the index says what a plain comparison with every locus says.

use std::collections::BTreeMap;

use exocast_core::{Rna, options::Options};
use exocast_mirna::{
    Call, Catalogue, History, Library, MirnaName, Multimap, QuantifyOptions, ReadIndex,
    ReferenceSet, SampleReads, SpikeAmounts, SpikeCurve, Uid, mirgff3, quantify,
};
use proptest::prelude::*;

use crate::{
    fixture::{TRUSEQ, catalogue, cells, every_read_has_a_fate, fastq, fixture, hairpins, read_of},
    plain::plain,
    sums::assert_tables_sum_to_the_counts,
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn index_is_the_plain_comparison(read in read_of(hairpins())) {
        let catalogue = catalogue();
        let options = QuantifyOptions::default();
        let index = ReadIndex::new(&catalogue, &[], None, &options.clone().check().unwrap());
        let expected = plain(&catalogue, read.as_bytes(), &options);
        let hits = match index.assign(read.as_bytes()) {
            Call::Mirna(hits) => hits.iter().map(|hit| (hit.locus, hit.isomir)).collect(),
            _ => Vec::new(),
        };
        prop_assert_eq!(hits, expected, "{}", read);
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
        let mut options = QuantifyOptions::default();
        options.multimap = multimap;
        let options = options.check().unwrap();
        let index = ReadIndex::new(&catalogue, &[], None, &options);
        let text = fastq(&reads, TRUSEQ);
        let sample = SampleReads::read("s", [("r", text.as_bytes())], &options).unwrap();
        prop_assert!(every_read_has_a_fate(sample.fates()));
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
        for row in cells(&result.editing_table()) {
            prop_assert!(row[5].parse::<f64>().unwrap() <= row[4].parse().unwrap());
        }
        assert_tables_sum_to_the_counts(&result);
        let gff = result.write_isomirs(Vec::new(), "synthetic", &[]).unwrap();
        // One record per precursor has the same parts in sum, and the same reads.
        let mut split = (*options).clone();
        split.precursor_records = true;
        let split = split.check().unwrap();
        let index = ReadIndex::new(&catalogue, &[], None, &split);
        let sample = SampleReads::read("s", [("r", text.as_bytes())], &split).unwrap();
        let each = quantify(&index, vec![sample], &split).write_isomirs(Vec::new(), "synthetic", &[]).unwrap();
        let sums = |gff: &[u8]| {
            let mut sums: BTreeMap<String, f64> = BTreeMap::new();
            let (mut whole, mut most) = (0, 0);
            for record in mirgff3::Reader::new(gff, "g", true).unwrap() {
                let record = record.unwrap();
                *sums.entry(record.name.to_string()).or_default() += record.counts[0];
                whole += record.expression[0];
                most = most.max(record.parents.len());
            }
            (sums, whole, most)
        };
        let (by_name, by_precursor) = (sums(&gff), sums(&each));
        prop_assert!(by_precursor.2 <= 1);
        prop_assert_eq!(by_name.1, by_precursor.1);
        prop_assert_eq!(by_name.0.keys().collect::<Vec<_>>(), by_precursor.0.keys().collect::<Vec<_>>());
        for (name, sum) in &by_name.0 {
            prop_assert!((sum - by_precursor.0[name]).abs() < 1e-9, "{} {}", name, sum);
        }
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
        let mut options = QuantifyOptions::default();
        options.library = Library::TruSeq;
        let options = options.check().unwrap();
        let index = ReadIndex::new(&catalogue, &[], None, &options);
        let (reads, shuffled) = reads;
        let (left, right) = shuffled.split_at(cut.min(shuffled.len()));
        let ordered = fastq(&reads, TRUSEQ);
        let lanes = [fastq(left, TRUSEQ), fastq(right, TRUSEQ)];
        let ordered = SampleReads::read("s", [("r", ordered.as_bytes())], &options).unwrap();
        let lanes = lanes.iter().map(|lane| ("lane", lane.as_bytes()));
        let distributed = SampleReads::read("s", lanes, &options).unwrap();
        let write = |sample: SampleReads| {
            let result = quantify(&index, vec![sample], &options);
            let gff = result.write_isomirs(Vec::new(), "synthetic", &[]).unwrap();
            (gff, result.counts().unwrap())
        };
        prop_assert_eq!(write(ordered), write(distributed));
    }

    /// UMIs: copies of a molecule are reads, but not molecules.
    #[test]
    fn molecules(umis in prop::collection::vec("[ACGT]{12}", 1..20), copies in 1_usize..4) {
        let catalogue = catalogue();
        let mut options = QuantifyOptions::default();
        options.library = Library::QiaSeq;
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
        let copies = curve.copies(reads).unwrap();
        prop_assert!(copies.low <= copies.value && copies.value <= copies.high);
        prop_assert!(curve.copies(reads * 2.0).unwrap().value > copies.value);
        let scaled: Vec<(f64, f64)> = points.iter().map(|(r, c)| (*r, c * factor)).collect();
        let scaled = SpikeCurve::fit(&scaled).unwrap().copies(reads).unwrap();
        for (a, b) in [(scaled.value, copies.value), (scaled.low, copies.low), (scaled.high, copies.high)]
        {
            prop_assert!((a / (b * factor) - 1.0).abs() < 1e-6);
        }
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
    let single = write(1);
    assert!(single.len() > 2000);
    assert_eq!(single, write(3));
}
