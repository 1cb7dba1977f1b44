//! Spellings of tables that are read alike.

use exocast_core::{Level, Note, options::Options};
use exocast_mirna::{
    Catalogue, Change, History, QuantifyOptions, ReadIndex, ReferenceSet, SampleReads,
    SpikeAmounts, quantify,
};

use crate::fixture::fixture;

const ROWS: [(&str, &str); 3] = [("s1", "100.5"), ("s2", "1000"), ("s3", "10000")];

fn table(delimiter: &str, decimal: &str) -> String {
    let rows =
        ROWS.map(|(name, amount)| format!("{name}{delimiter}{}\n", amount.replace('.', decimal)));
    format!("spike{delimiter}copies_per_ul\n{}", rows.concat())
}

#[track_caller]
fn check(bytes: &[u8]) {
    let expected = ROWS.map(|(name, amount)| (name.to_owned(), amount.parse::<f64>().unwrap()));
    assert_eq!(SpikeAmounts::read(bytes, "amounts").unwrap().amounts(), expected);
}

/// One table of amounts in the spellings of spreadsheets, R and Python.
#[test]
fn spellings_of_amounts() {
    let plain = table("\t", ".");
    check(plain.as_bytes());
    check(table(",", ".").as_bytes());
    check(table(";", ".").as_bytes());
    check(table(";", ",").as_bytes());
    check(table("\t", ",").as_bytes());
    check(plain.replace("copies_per_ul", "COPIES_PER_UL").replace("spike", "Spike").as_bytes());
    check(plain.replace('\n', "\r\n").as_bytes());
    check(plain.replace('\n', "\t\n").as_bytes());
    check(plain.replace('\t', " \t ").as_bytes());
    check(plain.replace("s2", "\"s2\"").as_bytes());
    check(plain.replace("s2", "# a comment\ns2").as_bytes());
    check(plain.replace("s2", "s0\tNA\ns2").as_bytes());
    check(format!("{plain}\n  \n").as_bytes());
    check(format!("\u{feff}{plain}").as_bytes());
    let utf16: Vec<u8> = plain.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&[&b"\xff\xfe"[..], &utf16].concat());
    let numbered: Vec<String> = plain
        .lines()
        .enumerate()
        .map(|(i, line)| if i == 0 { format!("\t{line}\n") } else { format!("{i}\t{line}\n") })
        .collect();
    check(numbered.concat().as_bytes());
    let noted =
        plain.replace("_ul\n", "_ul\tnote\n").replace("5\n", "5\tnew\n").replace("0\n", "0\t\n");
    check(noted.as_bytes());
}

/// A column that is not used is a notice of the copies, and so are spikes without a partner.
#[test]
fn notices_of_amounts() {
    let amounts = "spike\tcopies_per_ul\tnote\ns1\t10\tnew\n";
    let amounts = SpikeAmounts::read(amounts.as_bytes(), "amounts.tsv").unwrap();
    let (fasta, gff) = fixture();
    let catalogue =
        Catalogue::read(fasta.as_bytes(), "h.fa", gff.as_bytes(), "a.gff3", None).unwrap();
    let options = QuantifyOptions::default().check().unwrap();
    let spikes = ReferenceSet::read_spikes(&b">s9\nGTCCCACTCCGTAGATCTGTTC\n"[..], "s.fa").unwrap();
    let index = ReadIndex::new(&catalogue, &[], Some(&spikes), &options);
    let sample = SampleReads::read("s", [("r", &b""[..])], &options).unwrap();
    let copies = quantify(&index, vec![sample], &options).copies(&amounts).unwrap();
    let notices: Vec<(&str, Level, String)> =
        copies.notices.iter().map(|n| (n.code(), n.level(), n.to_string())).collect();
    let unmatched = |spike: &str| {
        let text = format!("spike {spike} has a sequence or an amount, but not both; left out");
        ("unmatched-spike", Level::Caution, text)
    };
    let text = "no copies for s: 0 spikes with reads and an amount; a curve needs at least 3";
    assert_eq!(
        notices,
        [
            ("unused-columns", Level::Info, "amounts.tsv: column `note` not used".to_owned()),
            unmatched("s1"),
            unmatched("s9"),
            ("no-copies", Level::Warning, text.to_owned()),
        ]
    );
}

/// Diff files of miRBase, also as a spreadsheet saves them.
#[test]
fn spellings_of_history() {
    let diff = "# miRNA.diff\n\nMIMAT0000441\thsa-miR-9-5p\tNAME\tSEQUENCE\n";
    for text in [
        diff.to_owned(),
        diff.replace('\t', ","),
        diff.replace('\t', ";").replace('\n', "\r\n"),
        diff.replace("MIMAT", "accession\tname\ttags\nMIMAT"),
        diff.replace("NAME", "\"NAME\"").replace("SEQUENCE", "SEQUENCE\tNA\t"),
    ] {
        let mut history = History::default();
        let (from, to) = ("17".parse().unwrap(), "18".parse().unwrap());
        history.add(text.as_bytes(), "18.diff", to).unwrap();
        let fate = &history.convert_all(["MIMAT0000441"], from, to).0[0];
        assert_eq!(fate.changes, [Change::Renamed, Change::SequenceChanged], "{text}");
        assert_eq!(fate.new_name.as_deref(), Some("hsa-miR-9-5p"));
    }
}
