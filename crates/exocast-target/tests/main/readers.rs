//! What readers accept, what they refuse, and how they say so.

use exocast_core::Interval;
use exocast_core::{Base, table::is_missing};
use exocast_target::{Amounts, Expression, ExpressionScale, Mirnas, Observed, Transcripts};
use proptest::prelude::*;

use crate::cells::*;

proptest! {
    #[test]
    fn readers_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Transcripts::read(bytes.as_slice(), "x");
        let _ = Mirnas::read_fasta(bytes.as_slice(), "x");
        let _ = Amounts::read(bytes.as_slice(), "x");
        let _ = Expression::read(bytes.as_slice(), "x", ExpressionScale::Auto);
        let _ = Observed::read(bytes.as_slice(), "x");
    }

    #[test]
    fn readers_never_panic_on_what_looks_like_a_table(
        header in "(transcript|gene|mirna|utr3|copies_per_cell|tpm|log2fc|low|>|\t|,|\"){0,9}",
        body in "([A-Z0-9.>\t,;\"-]{0,12}\n){0,5}",
    ) {
        let text = format!("{header}\n{body}");
        let _ = Transcripts::read(text.as_bytes(), "x");
        let _ = Mirnas::read_fasta(text.as_bytes(), "x");
        let _ = Amounts::read(text.as_bytes(), "x");
        let _ = Expression::read(text.as_bytes(), "x", ExpressionScale::Auto);
        let _ = Observed::read(text.as_bytes(), "x");
    }

    #[test]
    fn transcripts_written_are_transcripts_read((_, transcripts) in cell()) {
        // A region of the letters N and A alone may read as a missing value.
        let word = |bases: &[Base]| bases.iter().map(ToString::to_string).collect::<String>();
        prop_assume!(transcripts.iter().all(|mrna| {
            [mrna.utr5, mrna.orf, mrna.utr3]
                .iter()
                .all(|region| region.is_empty() || !is_missing(&word(region)))
        }));
        let mut text = Vec::new();
        transcripts.write_tsv(&mut text).unwrap();
        let again = Transcripts::read(text.as_slice(), "x").unwrap();
        prop_assert!(transcripts.iter().eq(again.iter()));
    }

    #[test]
    fn amounts_written_are_amounts_read(
        copies in proptest::collection::vec((0.0..1e6_f64, 0.0..1e6_f64, 0.0..1e6_f64), 1..6),
    ) {
        let entries = copies.into_iter().enumerate();
        let amounts = Amounts::new(
            entries.map(|(i, (v, a, b))| (format!("m{i}"), Interval::new(v, a.min(v), b.max(v)))).collect(),
        );
        let row = |(name, amount): &(String, Interval)| {
            let Interval { value, low, high } = amount;
            format!("\n{name}\t{value}\t{low}\t{high}")
        };
        let rows: Vec<String> = amounts.entries().iter().map(row).collect();
        let text = format!("mirna\tcopies_per_cell\tlow\thigh{}\n", rows.concat());
        prop_assert_eq!(Amounts::read(text.as_bytes(), "x").unwrap(), amounts);
    }
}

#[test]
fn errors_say_where_and_what_to_do() {
    let message = |error: &dyn std::error::Error| {
        let cause = error.source().map(ToString::to_string).unwrap_or_default();
        format!("{error}: {cause}")
    };
    let hairpin = format!(">b\n{}\n", "UGAGGUAGA".repeat(5).split_at(41).0);
    let cases: [(String, &str); 8] = [
        (
            message(&Transcripts::read("transcript\tutr3\nA\tAC-T\n".as_bytes(), "t").unwrap_err()),
            "t, line 2: `-` at nucleotide 3 is not a nucleotide here",
        ),
        (
            message(
                &Transcripts::read("transcript\tutr3\nA\tA\nA\tA\n".as_bytes(), "t").unwrap_err(),
            ),
            "t, line 3, field transcript: duplicate name `A` (first on line 2)",
        ),
        (
            message(&Transcripts::read("name\tutr3\n".as_bytes(), "t").unwrap_err()),
            "t, line 1: missing column `transcript`; the header has name, utr3",
        ),
        (
            message(&Mirnas::read_fasta(">a\nUGAGGUAG\n>b\nUGAG\n".as_bytes(), "m").unwrap_err()),
            "m, line 3: `b` has no seed: a miRNA needs known nucleotides at \
             positions 2–8, it has UGAG",
        ),
        (
            message(&Mirnas::read_fasta(">b\nmUGAGGUAG\n".as_bytes(), "m").unwrap_err()),
            "m, line 1: `b`: `m` at nucleotide 1 is not a nucleotide here; modified nucleotides are \
             written as the letter that pairs (A, C, G, U), without marks",
        ),
        (
            message(&Mirnas::read_fasta(hairpin.as_bytes(), "m").unwrap_err()),
            "m, line 1: `b` has 41 nucleotides, more than the 40 of the longest mature miRNA: the seed \
             of a hairpin is not known; give the mature sequence",
        ),
        (
            message(&Amounts::read("mirna\tcopies_per_cell\nm\t-1\n".as_bytes(), "d").unwrap_err()),
            "d, line 2, field copies_per_cell: `-1` is not a number of copies per \
             cell, zero or more",
        ),
        (
            message(&Observed::read("gene\tx\na\t1\n".as_bytes(), "o").unwrap_err()),
            "o, line 1: missing column `log2fc`; the columns of numbers are `x`; where one of them holds log2 fold changes, say which (`--column NAME`, in a study `column` of the input)",
        ),
    ];
    for (read, expected) in cases {
        assert_eq!(read, expected);
    }
}

#[test]
fn tables_of_other_programs_are_read() {
    let observed = "\"\",\"baseMean\",\"log2FoldChange\",\"pvalue\",\"padj\"\n\
        \"g1\",10,-1.5,0.01,0.05\n\"g2\",0,NA,NA,NA\n\"g3\",5,0.2,NA,NA\n\"g1\",5,0.2,NA,NA\n";
    let observed = Observed::read(observed.as_bytes(), "o").unwrap();
    let genes: Vec<_> = observed.genes().iter().map(|g| (g.name.as_str(), g.log2fc)).collect();
    assert_eq!(genes, [("g1", -1.5), ("g3", 0.2)]);
    let notices: Vec<String> = observed.notices().iter().map(ToString::to_string).collect();
    assert_eq!(
        notices,
        [
            "o: names from `column 1`, log2 fold changes of `log2FoldChange`; not used: `baseMean`, `pvalue`, `padj` \
             (statistic)",
            "1 row of the observed changes without a value: skipped",
            "1 row of the observed changes with the name of an earlier row: skipped",
        ]
    );

    let expression = "\ta\tb\nNM_1.2\t-1\t1\nNM_2.1\t2\t4\n";
    let read = |scale| Expression::read(expression.as_bytes(), "e", scale);
    // The mean of what the logarithms are of.
    let ln = read(ExpressionScale::Ln).unwrap();
    let mean = 2.0_f64.exp().midpoint(4.0_f64.exp());
    assert!((ln.rows()[1].1 - mean).abs() < 1e-12);
    assert!(read(ExpressionScale::Auto).is_err());
    assert!(read(ExpressionScale::Tpm).is_err());
    let tpm = "gene\tname\ttpm\nA\tx\t3\nB\ty\tNA\n";
    let tpm = Expression::read(tpm.as_bytes(), "e", ExpressionScale::Auto).unwrap();
    assert_eq!(tpm.rows(), [("A".to_owned(), 3.0)]);
}

#[test]
fn fpkm_of_a_few_genes_are_not_those_of_all() {
    let read = |rows: u32| {
        let rows: Vec<String> = (0..rows).map(|i| format!("G{i}\t{}", 30 + i % 90)).collect();
        let text = format!("gene\tFPKM\n{}\n", rows.join("\n"));
        Expression::read(text.as_bytes(), "e", ExpressionScale::Auto).unwrap()
    };
    let sum = |expression: &Expression| expression.rows().iter().map(|row| row.1).sum::<f64>();
    let (few, all) = (read(16), read(1500));
    assert!((few.rows()[0].1 - 30.0).abs() < 1e-12 && (sum(&all) - 1e6).abs() < 1e-3);
    let said: Vec<String> = few.notices().iter().map(ToString::to_string).collect();
    assert!(
        said.iter().any(|notice| notice.contains("FPKM of 16 rows are read as TPM")),
        "{said:?}"
    );
}

#[test]
fn expression_of_counters_and_in_logarithms_is_tpm_or_refused() {
    let read = |text: &str| Expression::read(text.as_bytes(), "e", ExpressionScale::Auto);
    let refused = |text: &str, wanted: &str| {
        let error = read(text).unwrap_err();
        let message = std::error::Error::source(&error).unwrap().to_string();
        assert!(message.contains(wanted), "{message}");
    };
    let mean = read(include_str!("../../../../tests/cases/target/entrez_column.tsv")).unwrap();
    assert_eq!(mean.rows().iter().map(|row| row.1).collect::<Vec<_>>(), [11.0, 95.0, 0.0]);
    let tpm = read(include_str!("../../../../tests/cases/target/featurecounts.tsv")).unwrap();
    let rates = [50.0 / 101.0, 5000.0 / 1001.0, 1.0 / 1001.0];
    let sum: f64 = rates.iter().sum();
    for ((_, tpm), rate) in tpm.rows().iter().zip(rates) {
        assert!((tpm - rate / sum * 1e6).abs() < 1e-6, "{tpm}");
    }
    refused(include_str!("../../../../tests/cases/target/log2_tpm_plus_0.001.tsv"), "--scale");
    refused("GA\t50\nGB\t7\n__no_feature\t900\n", "--scale tpm");
    // Zeros stay zero.
    let logs = read(include_str!("../../../../tests/cases/target/log2_tpm_plus_1.tsv")).unwrap();
    let plain = read(include_str!("../../../../tests/cases/target/tpm1100.tsv")).unwrap();
    assert_eq!(logs.rows().len(), plain.rows().len());
    for ((_, log), (_, plain)) in logs.rows().iter().zip(plain.rows()) {
        assert!((log - plain).abs() <= 1e-4 * (1.0 + plain), "{log} {plain}");
    }
    let said: Vec<String> = logs.notices().iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|notice| notice.contains("log2(TPM + 1)")), "{said:?}");
}

#[test]
fn changes_of_other_programs_are_log2() {
    let read = |text: &str| Observed::read(text.as_bytes(), "o");
    let genes = |text: &str| -> Vec<(String, f64)> {
        read(text).unwrap().genes().iter().map(|gene| (gene.name.clone(), gene.log2fc)).collect()
    };
    let seurat =
        "\tp_val\tavg_logFC\tpct.1\tpct.2\tp_val_adj\nA\t.1\t1\t.5\t.5\t1\nB\t.1\t-2\t.5\t.5\t1\n";
    assert_eq!(genes(seurat)[0], ("A".to_owned(), std::f64::consts::LOG2_E));
    let cuffdiff = "test_id\tgene_id\tgene\tlocus\tsample_1\tsample_2\tstatus\tvalue_1\tvalue_2\tlog2(fold_change)\ttest_stat\tp_value\tq_value\tsignificant\n\
        X1\tX1\tGA\tc:1\ta\tb\tOK\t1\t2\t1.0\t1\t.1\t.2\tno\nX2\tX2\tGB\tc:2\ta\tb\tOK\t2\t1\t-1.0\t1\t.1\t.2\tno\n";
    assert_eq!(genes(cuffdiff), [("GA".to_owned(), 1.0), ("GB".to_owned(), -1.0)]);
    for (text, wanted) in [
        ("gene\tfold_change\nA\t2\nB\t.5\n", "--column fold_change"),
        ("gene\tlogFC\tlog2FC\nA\t2\t1\nB\t.5\t2\n", "--column"),
        ("gene\tcluster\tavg_log2FC\nA\t0\t1\nA\t1\t-1\n", "several comparisons"),
    ] {
        let error = read(text).unwrap_err();
        let message = std::error::Error::source(&error).unwrap().to_string();
        assert!(message.contains(wanted), "{message}");
    }
}

/// Spellings of one table of amounts: all give the same amounts.
#[test]
fn spellings_of_a_table_do_not_matter() {
    let utf16: Vec<u8> =
        "\u{FEFF}mirna\tcopies_per_cell\tlow\thigh\nmiR-1\t12.5\t5\t20\nlet-7\t3\t3\t3\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
    let plain = "mirna\tcopies_per_cell\tlow\thigh\nmiR-1\t12.5\t5\t20\nlet-7\t3\t3\t3\n";
    let entries = Amounts::read(plain.as_bytes(), "plain").unwrap().entries().to_vec();
    for (name, bytes) in [
        ("comma", plain.replace('\t', ",").into_bytes()),
        ("semicolon", plain.replace('\t', ";").into_bytes()),
        ("quoted", plain.replace("miR-1", "\"miR-1\"").into_bytes()),
        ("upper-case header", plain.replace("mirna", "MIRNA").into_bytes()),
        ("blanks", plain.replace("miR-1", "  miR-1 ").into_bytes()),
        ("comments", plain.replace("let-7", "# a comment\nlet-7").into_bytes()),
        ("blank last line", format!("{plain}  \n").into_bytes()),
        ("byte-order mark", format!("\u{FEFF}{plain}").into_bytes()),
        ("CRLF", plain.replace('\n', "\r\n").into_bytes()),
        ("decimal comma", plain.replace("12.5", "12,5").into_bytes()),
        ("trailing tab", plain.replace('\n', "\t\n").into_bytes()),
        ("no interval", plain.replace("3\t3\t3", "3\tNA\t").into_bytes()),
        ("UTF-16", utf16),
    ] {
        let read = Amounts::read(bytes.as_slice(), name).unwrap();
        assert_eq!(read.entries(), entries, "{name}");
    }
    let further =
        plain.replace("high\n", "high\tnote\n").replace("20\n", "20\tx\n").replace("3\n", "3\ty\n");
    let read = Amounts::read(further.as_bytes(), "further").unwrap();
    assert_eq!(read.entries(), entries);
    assert_eq!(read.notices()[0].to_string(), "further: column `note` not used");
}
