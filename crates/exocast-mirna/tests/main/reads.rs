//! Reads of a small reference, by hand.

use exocast_core::options::Options;
use exocast_mirna::{QuantifyOptions, ReadIndex, SampleReads, SpikeAmounts, quantify};

use crate::fixture::{TRUSEQ, catalogue, cells, fastq, hairpins};

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
    let at = |line: u32| format!("lane.fastq, line {line}: ");
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
    check(
        "BC\u{2}\0BAM\u{1}",
        &(at(1)
            + "`BC\\u{2}\\0BAM\\u{1}` is not a FASTQ header: the file is binary, as a damaged BAM or CRAM file is, or one compressed twice; give FASTQ, FASTA, BAM or CRAM"),
    );
}

/// No adapter, no guess, but a row; no reads, no crash.
#[test]
fn controls_and_emptiness() {
    let options = QuantifyOptions::default().check().unwrap();
    let mut state = 1_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        ['A', 'C', 'G', 'T'][(state >> 33) as usize % 4]
    };
    let reads: Vec<String> = (0..200).map(|_| (0..50).map(|_| random()).collect()).collect();
    let text = fastq(&reads, "");
    let catalogue = catalogue();
    let index = ReadIndex::new(&catalogue, &[], None, &options);
    let control = index.read("control", [("r", text.as_bytes())], &options).unwrap();
    assert_eq!((control.fates().total, control.fates().no_adapter), (200, 200));
    let result = quantify(&index, vec![control], &options);
    let notices: Vec<String> = result.notices().iter().map(ToString::to_string).collect();
    assert!(
        notices[0].starts_with("control: no library is recognised in the first 200 reads"),
        "{notices:?}"
    );
    assert!(result.counts().unwrap().values().iter().all(|count| *count < 1e-9));
    let empty = SampleReads::read("empty", [("r", &b""[..])], &options).unwrap();
    let result = quantify(&index, vec![empty], &options);
    let notices: Vec<String> = result.notices().iter().map(ToString::to_string).collect();
    assert_eq!(notices, ["empty has no reads", "empty has no miRNA reads"]);
    assert_eq!(result.counts_table().unwrap().rows().len(), catalogue.matures().len());
    assert!(result.classes_table().rows().len() > 0);
    assert!(result.copies(&SpikeAmounts::default()).unwrap().rows.is_empty());
}
