//! Columns of which the numbers say what the names leave open: samples, descriptions of features, other quantities.

use std::error::Error as _;

use exocast_core::{
    ReadError,
    table::intake::{Choice, Quantity, Request},
};

/// Rows of a table.
const ROWS: u32 = 60;

fn message(error: &ReadError) -> String {
    let cause = error.source().map(ToString::to_string);
    format!("{error}: {}", cause.unwrap_or_default())
}

/// Counts of gene `i` in a sample of this number: alike between samples, over three decades.
fn count(i: u32, sample: u32) -> u32 {
    let amount = (i * 37 % 61 + 3).pow(2);
    amount + amount * ((i * 7 + sample * 11) % 10) / 30 + sample
}

/// A table of columns: their names and the text of row `i`.
fn table(columns: &[(&str, &dyn Fn(u32) -> String)]) -> String {
    let header: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let rows =
        (0..ROWS).map(|i| columns.iter().map(|(_, cell)| cell(i)).collect::<Vec<_>>().join("\t"));
    format!("{}\n{}\n", header.join("\t"), rows.collect::<Vec<_>>().join("\n"))
}

fn gene(i: u32) -> String {
    format!("GENE{i}")
}

fn counts(sample: u32) -> impl Fn(u32) -> String {
    move |i| count(i, sample).to_string()
}

/// The samples that are read, or why none is.
fn samples(quantity: Quantity, text: &str) -> Result<String, String> {
    let taken = Request::new(quantity).named(&["gene"]).read(text.as_bytes(), "t");
    taken.map(|taken| taken.matrix.columns().join(" ")).map_err(|error| message(&error))
}

/// The samples of a table of two samples, `A` and `B`, and this column in its middle.
fn beside(name: &str, cell: &dyn Fn(u32) -> String) -> Result<String, String> {
    let text = table(&[("gene", &gene), ("A", &counts(1)), (name, cell), ("B", &counts(2))]);
    samples(Quantity::Any, &text)
}

#[test]
fn a_word_that_may_be_a_sample_is_one_by_its_numbers() {
    for name in ["SN", "GC", "MW", "KB", "PI", "Ann", "detected", "rank", "Probe", "mature", "Max"]
    {
        assert_eq!(beside(name, &counts(3)), Ok(format!("A {name} B")), "{name}");
    }
    for name in ["Media", "No", "Ratio", "Number"] {
        let text =
            table(&[("gene", &gene), ("A", &counts(1)), ("B", &counts(2)), (name, &counts(3))]);
        assert_eq!(samples(Quantity::Any, &text), Ok(format!("A B {name}")), "{name}");
    }
    // A rat, or a standard deviation of what is not in the table.
    let text = table(&[("gene", &gene), ("A", &counts(1)), ("B", &counts(2)), ("SD", &counts(3))]);
    let refusal = samples(Quantity::Any, &text).expect_err("refused");
    assert!(refusal.contains("`SD` may be a sample") && refusal.contains("`--column NAME`"));
}

#[test]
fn the_same_word_is_what_it_says_where_its_numbers_are() {
    let check = |name: &str, cell: &dyn Fn(u32) -> String| {
        assert_eq!(beside(name, cell), Ok("A B".to_owned()), "{name}");
    };
    check("GC", &|i| format!("{:.2}", 35.0 + f64::from(i * 11 % 40) / 3.0));
    check("MW", &|i| format!("{:.1}", 10.0 + f64::from(i * 13 % 59)));
    check("rank", &|i| (i + 1).to_string());
    check("detected", &|_| "4".to_owned());
    check("Max", &|i| count(i, 1).max(count(i, 2)).to_string());
}

#[test]
fn what_describes_features_is_no_sample_whatever_it_is_called() {
    for (name, cell) in [
        ("Taxon", (&|_: u32| "9606".to_owned()) as &dyn Fn(u32) -> String),
        ("Lfd. Nr.", &|i| (i + 1).to_string()),
        ("tau", &|_| "0.9".to_owned()),
        ("gini", &|i| format!("{:.3}", f64::from(i * 29 % 60) / 60.0)),
        ("seurat_clusters", &|i| (i * 29 % 7).to_string()),
        ("entropy", &|i| format!("{:.3}", f64::from(i * 29 % 60) / 20.0)),
        ("k", &|i| (1 + i * 31 % 4).to_string()),
    ] {
        assert_eq!(beside(name, cell), Ok("A B".to_owned()), "{name}");
    }
    for (name, cell) in [
        ("OMIM", (&|i: u32| (100_000 + i * 17 % 60 * 37).to_string()) as &dyn Fn(u32) -> String),
        ("size (bp)", &|i| (90_000 + i * 23 % 60 * 100).to_string()),
        ("Spez.", &|i| format!("{:.3}", f64::from(i * 29 % 60) / 60.0)),
        ("Klasse", &|i| (1 + i * 29 % 7).to_string()),
        ("is_marker", &|i| u32::from(i * 29 % 60 > 35).to_string()),
        ("logA", &|i| format!("{:.5}", f64::from(count(i, 1)).ln())),
        ("Gene % GC content", &|i| format!("{:.2}", 35.0 + f64::from(i * 11 % 40) / 3.0)),
    ] {
        let refusal = beside(name, cell).expect_err(name);
        assert!(
            refusal.contains(&format!("`{name}`")) && refusal.contains("do not go"),
            "{refusal}"
        );
    }
    // A blank is a sample.
    assert_eq!(beside("blank", &|i| u32::from(i % 9 == 0).to_string()), Ok("A blank B".to_owned()));
}

#[test]
fn columns_of_expression_are_averaged_only_if_they_go_together() {
    let check = |name: &str, cell: &dyn Fn(u32) -> String| {
        let text = table(&[
            ("gene", &gene),
            ("HeLa", &|i| format!("{:.2}", f64::from(count(i, 1)) * 1.37)),
            (name, cell),
        ]);
        samples(Quantity::Expression, &text)
    };
    let refused = |name: &str, cell: &dyn Fn(u32) -> String| {
        let refusal = check(name, cell).expect_err(name);
        assert!(refusal.contains(&format!("`{name}`")), "{refusal}");
    };
    refused("isoforms", &|i| (1 + i * 7 % 12).to_string());
    refused("percentile", &|i| format!("{:.4}", f64::from(count(i, 1)).sqrt()));
    refused("% of total", &|i| format!("{:.5}", f64::from(count(i, 1)) / 1e4));
    assert_eq!(
        check("log2 HeLa", &|i| format!("{:.6}", f64::from(count(i, 1)).log2())),
        Ok("HeLa".to_owned())
    );
    assert_eq!(
        check("HeLa_2", &|i| format!("{:.2}", f64::from(count(i, 2)) * 1.37)),
        Ok("HeLa HeLa_2".to_owned())
    );
}

#[test]
fn sources_that_do_not_go_together_stay_sources() {
    let marker = |at: u32| {
        move |i: u32| {
            format!(
                "{:.3}",
                if i % 3 == at { 800.5 + f64::from(i) } else { 7.25 + f64::from(i % 5) }
            )
        }
    };
    let text =
        table(&[("gene", &gene), ("Pvalb", &marker(0)), ("Sst", &marker(1)), ("Vip", &marker(2))]);
    assert_eq!(samples(Quantity::Any, &text), Ok("Pvalb Sst Vip".to_owned()));
}

#[test]
fn classes_and_indices_beside_sources_are_no_sources() {
    let marker = |at: u32| {
        move |i: u32| {
            format!(
                "{:.3}",
                if i % 3 == at { 800.5 + f64::from(i) } else { 7.25 + f64::from(i % 5) }
            )
        }
    };
    let beside = |name: &str, cell: &dyn Fn(u32) -> String| {
        let (liver, brain) = (marker(0), marker(1));
        let text = table(&[("gene", &gene), ("liver", &liver), ("brain", &brain), (name, cell)]);
        samples(Quantity::Any, &text)
    };
    let class = |i: u32| (1 + i * 29 % 7).to_string();
    let index = |i: u32| format!("{:.3}", f64::from(i * 29 % 60) / 60.0);
    for (name, cell) in [
        ("cluster", &class as &dyn Fn(u32) -> String),
        ("k", &class),
        ("tau", &index),
        ("Gini", &index),
    ] {
        assert_eq!(beside(name, cell), Ok("liver brain".to_owned()), "{name}");
    }
    let cells = |i: u32| (200 + 10 * (i * 29 % 60)).to_string();
    for (name, cell) in
        [("Gruppe_x", &class as &dyn Fn(u32) -> String), ("spez", &index), ("n_cells", &cells)]
    {
        let refusal = beside(name, cell).expect_err(name);
        assert!(refusal.contains(&format!("`{name}` do not go")), "{refusal}");
    }
    // A tissue.
    assert_eq!(
        beside("k", &marker(2)),
        beside("kidney", &marker(2)).map(|all| all.replace("kidney", "k"))
    );
}

#[test]
fn a_letter_beside_results_of_a_test_is_a_sample_by_its_numbers() {
    let amount = |sample: u32| move |i: u32| format!("{:.2}", f64::from(count(i, sample)) * 1.37);
    let p = |i: u32| format!("{:.4}", f64::from(i * 29 % 60) / 60.0);
    let check = |f: &dyn Fn(u32) -> String| {
        let (first, second) = (amount(1), amount(2));
        let text = table(&[
            ("gene", &gene),
            ("EV_1", &first),
            ("EV_2", &second),
            ("F", f),
            ("p-value", &p),
        ]);
        samples(Quantity::Any, &text)
    };
    assert_eq!(check(&amount(3)), Ok("EV_1 EV_2 F".to_owned()));
    assert_eq!(
        check(&|i| format!("{:.3}", f64::from(i * 23 % 60) / 7.0)),
        Ok("EV_1 EV_2".to_owned())
    );
    let few = "gene\tEV_1\tF\tp-value\nA\t10.5\t12.5\t.5\nB\t3.5\t2.5\t.1\n";
    let refusal = samples(Quantity::Any, few).expect_err("two readings");
    assert!(refusal.contains("`F` may be a sample"), "{refusal}");
    let few = few.replace("12.5", "-1.5");
    assert_eq!(samples(Quantity::Any, &few), Ok("EV_1".to_owned()));
}

#[test]
fn a_sample_beside_its_raw_values_is_refused_with_both() {
    let scaled = |i: u32| format!("{:.3}", f64::from(count(i, 1)) / 3.0);
    let (first, second) = (counts(1), counts(2));
    let check = |quantity, name: &str, raw: &str| {
        let text = table(&[("gene", &gene), (name, &scaled), (raw, &first), ("B", &second)]);
        samples(quantity, &text)
    };
    for (quantity, raw) in [
        (Quantity::Any, "EV_1_raw"),
        (Quantity::Counts, "EV_1.raw"),
        (Quantity::Counts, "raw_EV_1"),
        (Quantity::Counts, "EV_1_counts"),
        (Quantity::Expression, "EV_1_TPM"),
    ] {
        let refusal = check(quantity, "EV_1", raw).expect_err(raw);
        assert!(refusal.contains(&format!("`EV_1` and `{raw}` may both be")), "{refusal}");
    }
    let text = table(&[("gene", &gene), ("EV_1", &scaled), ("EV_1_raw", &first), ("B", &second)]);
    let asked = |names: &[&str]| {
        let taken = Request::new(Quantity::Counts).samples(names).read(text.as_bytes(), "t");
        taken.map(|taken| taken.matrix.columns().join(" ")).map_err(|error| message(&error))
    };
    assert!(asked(&["EV_1", "B"]).is_err());
    assert_eq!(asked(&["EV_1_raw"]), Ok("EV_1 EV_1_raw B".to_owned()));
    // Raw urine is another sample.
    let text = table(&[
        ("gene", &gene),
        ("EV", &counts(1)),
        ("EV_raw", &|i| count(59 - i, 5).to_string()),
    ]);
    assert_eq!(samples(Quantity::Any, &text), Ok("EV EV_raw".to_owned()));
}

#[test]
fn lines_and_cells_that_hold_no_value_say_what_to_do() {
    let refusal = |text: &str| samples(Quantity::Any, text).expect_err(text);
    for (text, place, remedy) in [
        ("gene,A,B\nUp,,\nCD9,1,2\n", "t, line 2", "put `#` in front of it"),
        ("gene,A,B\nCD9,1,2\nUp\nCD63,3,4\n", "t, line 3", "put `#` in front of it"),
        ("gene,A,B\nCD9,1,2\nn = 3\n", "t, line 3", "put `#` in front of it"),
        ("gene,A,B\nCD9,1,2\ngene,A,B\nCD63,3,4\n", "t, line 3, field A", "repeats the header"),
        (
            "gene,A,B\nCD9,12.3 ± 0.4,5 ± 1\nCD63,2 ± 1,7 ± 2\n",
            "t, line 2, field A",
            "`12.3 ± 0.4`",
        ),
        (
            "gene,A,B\nCD9,12.3,5 +/- 1\nCD63,2,7 +/- 2\n",
            "t, line 2, field B",
            "in a column of its own",
        ),
        ("gene,EV,,Cell,\nCD9,1,2,3,4\nCD63,5,6,7,8\n", "t, line 1", "merged cells"),
        ("%PDF-1.7\n%a\n1 0 obj\n", "t, line 1", "this is a PDF document"),
        (">hsa-let-7a\nUGAGGUAGUAGGUUG\n", "t, line 1", "this is FASTA"),
        ("<!-- x --><html>", "t, line 1", "web page"),
    ] {
        let refusal = refusal(text);
        assert!(refusal.starts_with(place) && refusal.contains(remedy), "{text}: {refusal}");
    }
    // The remedy works.
    let text = "gene,A,B\nCD9,1,2\n#Up,,\nCD63,3,4\n";
    assert_eq!(samples(Quantity::Any, text), Ok("A B".to_owned()));
}

#[test]
fn a_column_of_ratios_is_not_taken_for_logarithms() {
    use exocast_core::table::intake::ChangeScale;
    let rows = |value: &dyn Fn(u32) -> f64| {
        (0..40).map(|i| format!("G{i}\t{}\n", value(i))).collect::<Vec<_>>().concat()
    };
    let log2 = |i: u32| f64::from(i % 9) / 2.0 - 2.0;
    let ratio = |i: u32| log2(i).exp2();
    let signed = |i: u32| if log2(i) < 0.0 { -1.0 / ratio(i) } else { ratio(i) };
    let read = |name: &str, rows: &str, scale: ChangeScale, chosen: bool| {
        let mut choice = Choice::default();
        choice.change = scale;
        choice.columns = chosen.then(|| name.to_owned()).into_iter().collect();
        let text = format!("gene\t{name}\n{rows}");
        let request = Request::new(Quantity::Any).named(&["gene"]).choice(&choice);
        request.read_changes(text.as_bytes(), "t").map_err(|error| message(&error))
    };
    for (name, values) in [("EV/ctrl", rows(&ratio)), ("FC", rows(&ratio)), ("FC", rows(&signed))] {
        let refusal = read(name, &values, ChangeScale::Auto, true).expect_err(name);
        assert!(refusal.contains("`--column") && refusal.contains("--scale ratio`"), "{refusal}");
    }
    assert!(read("FC", &rows(&ratio), ChangeScale::Auto, false).is_err());
    for (values, scale) in [
        (rows(&ratio), ChangeScale::Ratio),
        (rows(&signed), ChangeScale::SignedRatio),
        (rows(&log2), ChangeScale::Log2),
    ] {
        for chosen in [true, false] {
            let changes = read("FC", &values, scale, chosen).expect("changes");
            for (i, (_, change)) in (0..).zip(&changes.rows) {
                assert!((change.unwrap_or(f64::NAN) - log2(i)).abs() < 1e-9, "{scale:?}");
            }
        }
    }
    assert_eq!(read("FC", &rows(&log2), ChangeScale::Auto, true).map(|all| all.rows.len()), Ok(40));
}

#[test]
fn few_genes_of_sets_show_a_table_with_samples_in_its_rows() {
    let known = |name: &str| ["GENE3", "GENE50", "GENE700"].contains(&name);
    let header: Vec<String> = (0..800).map(gene).collect();
    let row = |sample: u32| {
        let values: Vec<String> = (0..800).map(|i| count(i % 60, sample).to_string()).collect();
        format!("EV_{sample}\t{}\n", values.join("\t"))
    };
    let text = format!("sample\t{}\n{}{}", header.join("\t"), row(1), row(2));
    let taken = Request::new(Quantity::Any).known(&known).read(text.as_bytes(), "t");
    let matrix = taken.expect("a table").matrix;
    assert_eq!(matrix.columns(), ["EV_1", "EV_2"]);
    assert_eq!(matrix.rows().len(), 800);
}

#[test]
fn spreads_and_second_scales_are_no_samples() {
    let spread = |sample: u32| move |i: u32| format!("{:.1}", f64::from(count(i, sample)) / 9.0);
    for [first, second, third, fourth] in [
        ["EV mean", "EV SD", "Cell mean", "Cell SD"],
        ["EV_1", "EV_1_err", "EV_2", "EV_2_err"],
        ["EV", "SD", "Cell", "SD"],
        ["EV (mean)", "EV (sem)", "Cell (mean)", "Cell (sem)"],
    ] {
        let text = table(&[
            ("gene", &gene),
            (first, &counts(1)),
            (second, &spread(1)),
            (third, &counts(2)),
            (fourth, &spread(2)),
        ]);
        assert_eq!(samples(Quantity::Any, &text), Ok(format!("{first} {third}")));
    }
    let log = |sample: u32| move |i: u32| format!("{:.4}", f64::from(count(i, sample)).log2());
    for [first, second] in [
        ["EV_1 norm.", "EV_2 norm."],
        ["vst_EV_1", "vst_EV_2"],
        ["log2 EV_1", "log2 EV_2"],
        ["log2(EV_1 + 1)", "log2(EV_2 + 1)"],
    ] {
        let text = table(&[
            ("gene", &gene),
            ("EV_1", &counts(1)),
            ("EV_2", &counts(2)),
            (first, &log(1)),
            (second, &log(2)),
        ]);
        assert_eq!(samples(Quantity::Any, &text), Ok("EV_1 EV_2".to_owned()));
    }
}

#[test]
fn samples_that_are_asked_for_are_samples() {
    let text = table(&[
        ("gene", &gene),
        ("SN", &counts(1)),
        ("GC", &counts(2)),
        ("MW", &|i| (i + 1).to_string()),
    ]);
    let taken = Request::new(Quantity::Any).samples(&["SN", "GC", "MW"]).read(text.as_bytes(), "t");
    assert_eq!(taken.expect("a table").matrix.columns(), ["SN", "GC", "MW"]);
    let mut choice = Choice::default();
    choice.columns = vec!["SN".to_owned(), "isoforms".to_owned()];
    let text = table(&[
        ("gene", &gene),
        ("SN", &counts(1)),
        ("isoforms", &|i| (1 + i * 7 % 12).to_string()),
    ]);
    let taken = Request::new(Quantity::Expression).choice(&choice).read(text.as_bytes(), "t");
    assert_eq!(taken.expect("a table").matrix.columns(), ["SN", "isoforms"]);
}

#[test]
fn tables_side_by_side_are_refused_if_their_rows_differ() {
    let text = table(&[("Gene", &gene), ("A", &counts(1)), ("Gene", &gene), ("B", &counts(2))]);
    assert_eq!(samples(Quantity::Any, &text), Ok("A B".to_owned()));
    let turned = |i: u32| gene(ROWS - 1 - i);
    let text = table(&[("Gene", &gene), ("A", &counts(1)), ("Gene", &turned), ("B", &counts(2))]);
    let refusal = samples(Quantity::Any, &text).expect_err("refused");
    assert!(
        refusal.contains("columns 1 and 3 are both called `Gene`") && refusal.contains("line 2")
    );
}

#[test]
fn what_tells_apart_the_rows_of_one_name_is_found_by_its_values() {
    let gene = |i: u32| gene(i % 30);
    for (name, parts) in
        [("Library", ["HeLa", "A549"]), ("Brain region", ["a", "b"]), ("dose", ["1", "10"])]
    {
        let part = |i: u32| parts[usize::from(i >= 30)].to_owned();
        let text =
            table(&[(name, &part), ("gene", &gene), ("TPM", &|i| format!("{}.5", count(i, 1)))]);
        let rows =
            Request::new(Quantity::Expression).named(&["gene"]).read_rows(text.as_bytes(), "t");
        let refusal =
            rows.map(|rows| rows.samples).map_err(|error| message(&error)).expect_err(name);
        assert!(refusal.contains(&format!("`{name}` tells apart")), "{refusal}");
        let change = |i: u32| format!("{}", f64::from(i) - 30.5);
        let text = table(&[("gene", &gene), ("log2FC", &change), (name, &part)]);
        let changes =
            Request::new(Quantity::Any).named(&["gene"]).read_changes(text.as_bytes(), "t");
        let refusal =
            changes.map(|all| all.rows.len()).map_err(|error| message(&error)).expect_err(name);
        assert!(refusal.contains("several comparisons"), "{refusal}");
    }
    // Two probes of each gene, of a class of genes.
    let class = |i: u32| if i.is_multiple_of(3) { "coding" } else { "other" }.to_owned();
    let text = table(&[("gene", &gene), ("class", &class), ("TPM", &counts(1))]);
    let rows = Request::new(Quantity::Expression).named(&["gene"]).read_rows(text.as_bytes(), "t");
    assert_eq!(rows.expect("rows").names.len(), ROWS as usize);
}

#[test]
fn changes_without_their_sign_are_refused() {
    let rows = |value: &dyn Fn(u32) -> f64| {
        (0..1200).map(|i| format!("G{i}\t{}", value(i))).collect::<Vec<_>>().join("\n")
    };
    let read = |text: &str| {
        let changes =
            Request::new(Quantity::Any).named(&["gene"]).read_changes(text.as_bytes(), "t");
        changes.map(|changes| changes.rows.len()).map_err(|error| message(&error))
    };
    let of_any = |i: u32| f64::from(i % 7) - 3.25;
    assert_eq!(read(&format!("gene\tlog2FC\n{}", rows(&of_any))), Ok(1200));
    let refusal =
        read(&format!("gene\tlog2FC\n{}", rows(&|i| of_any(i).abs()))).expect_err("refused");
    assert!(refusal.contains("none of the 1200 changes in `log2FC` is below zero"), "{refusal}");
    for name in ["-log2FC", "|log2FC|"] {
        let refusal = read(&format!("gene\t{name}\n{}", rows(&of_any))).expect_err("refused");
        assert!(refusal.contains(name), "{refusal}");
    }
}

#[test]
fn ranks_are_no_amounts() {
    let rank = |i: u32| (i * 37 % 61).to_string();
    // 61 is prime: of 60 rows from 1 on, each number comes once.
    let text = table(&[("gene", &gene), ("A", &|i| rank(i + 1))]);
    let refused = samples(Quantity::Amounts, &text).unwrap_err();
    assert!(refused.contains("the numbers from 1 to 60 in another order"), "{refused}");
    assert_eq!(samples(Quantity::Any, &text), Ok("A".to_owned()));
}
