//! Tables of programs and laboratories: the right numbers, or a refusal that names the option.

use std::error::Error as _;

use exocast_core::{
    ReadError,
    table::intake::{Choice, Missing, Quantity, Request, Taken},
};

fn message(error: &ReadError) -> String {
    let cause = error.source().map(ToString::to_string);
    format!("{error}: {}", cause.unwrap_or_default())
}

/// Columns, then rows with their values, as one line each.
fn shown(taken: &Taken) -> Vec<String> {
    let matrix = &taken.matrix;
    let all = matrix.values();
    let rows = matrix.rows().zip(all.rows()).map(|(name, values)| {
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        format!("{name} {}", values.join(" "))
    });
    std::iter::once(matrix.columns().join(" ")).chain(rows.collect::<Vec<_>>()).collect()
}

fn notices(taken: &Taken) -> String {
    taken.notices().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn read(request: Request<'_>, text: &str) -> Taken {
    request.read(text.as_bytes(), "t").map_err(|error| message(&error)).expect(text)
}

fn refused(request: Request<'_>, text: &str, wanted: &str) {
    let error = request.read(text.as_bytes(), "t").map(|taken| shown(&taken)).expect_err(text);
    let message = message(&error);
    assert!(message.contains(wanted), "`{wanted}` is not in: {message}");
}

fn counts() -> Request<'static> {
    Request::new(Quantity::Counts).named(&["mirna"])
}

#[test]
fn mirdeep2_counts_each_mature_once() {
    let text = include_str!("../../../../tests/cases/study/annotation-column/mirdeep2.csv");
    let taken = read(counts(), text);
    assert_eq!(shown(&taken), ["A B", "hsa-miR-21-5p 7 9", "hsa-miR-16-5p 3 2"]);
    let said = notices(&taken);
    assert!(
        said.contains("miRDeep2") && said.contains("`A(norm)`, `B(norm)` (other quantity)"),
        "{said}"
    );
    assert!(said.contains("the largest was taken: `hsa-miR-16-5p`"), "{said}");
}

#[test]
fn annotations_and_row_numbers_are_no_samples() {
    let expected = ["A B", "hsa-miR-21-5p 7 9", "hsa-miR-16-5p 3 2"];
    for text in [
        include_str!("../../../../tests/cases/study/annotation-column/acc.csv"),
        include_str!("../../../../tests/cases/study/annotation-column/r_rownum.csv"),
    ] {
        assert_eq!(shown(&read(counts(), text)), expected);
    }
}

#[test]
fn totals_are_no_features() {
    let text = include_str!("../../../../tests/cases/study/mirge-total/miR.Counts.csv");
    let taken = read(counts(), text);
    assert_eq!(shown(&taken), ["A B", "hsa-miR-21-5p 700 900", "hsa-miR-16-5p 300 200"]);
    assert!(notices(&taken).contains("row `miRNAtotal` of totals not used"));
}

#[test]
fn identifiers_that_are_numbers_and_lengths_are_no_samples() {
    let expression = Request::new(Quantity::Expression).named(&["gene", "transcript"]);
    let taken = read(expression, include_str!("../../../../tests/cases/target/entrez_column.tsv"));
    assert_eq!(shown(&taken), ["s1 s2", "GA 10 12", "GB 100 90", "GC 0 0"]);
    let taken = read(expression, include_str!("../../../../tests/cases/target/featurecounts.tsv"));
    assert_eq!(shown(&taken), ["s1", "GA 50", "GB 5000", "GC 1"]);
    assert_eq!(taken.lengths, Some(vec![101.0, 1001.0, 1001.0]));
}

#[test]
fn counters_without_a_header_are_known_by_their_last_rows() {
    let htseq =
        "GA\t50\nGB\t7\n__no_feature\t900\n__ambiguous\t3\n__too_low_aQual\t0\n__not_aligned\t0\n";
    let taken = read(counts().samples(&["EV"]), htseq);
    assert_eq!(shown(&taken), ["EV", "GA 50", "GB 7"]);
    refused(counts(), "GA\t50\nGB\t7\n", "--id-column GA");
    let star = "N_unmapped\t9\t9\t9\nN_multimapping\t1\t1\t1\nN_noFeature\t5\t6\t7\nN_ambiguous\t0\t0\t0\nENSG00000000003\t5\t1\t4\n";
    let taken =
        read(counts().choice(&choose(|choice| choice.columns = vec!["reverse".to_owned()])), star);
    assert_eq!(shown(&taken), ["reverse", "ENSG00000000003 4"]);
    refused(counts(), star, "--column");
}

pub(crate) fn choose(set: impl FnOnce(&mut Choice)) -> Choice {
    let mut choice = Choice::default();
    set(&mut choice);
    choice
}

#[test]
fn the_column_that_agrees_with_known_names_names_the_features() {
    let known = |name: &str| ["CD9", "CD63"].contains(&name);
    let text = include_str!("../../../../tests/cases/vesicle/proteins_names_last.tsv");
    let amounts = Request::new(Quantity::Amounts);
    let taken = read(amounts.known(&known), text);
    assert_eq!(taken.matrix.columns(), ["ctl", "EV"]);
    assert_eq!(taken.matrix.row("CD9").map(|row| row.to_vec()), Some(vec![1000.0, 900.0]));
    let accession = |name: &str| name == "P21926";
    let text = "Protein.Group\tGenes\tEV\nP21926\tCD9\t1.5\nP08962\tCD63\t2.5\n";
    assert_eq!(shown(&read(amounts.known(&known), text)), ["EV", "CD9 1.5", "CD63 2.5"]);
    assert_eq!(shown(&read(amounts.known(&accession), text)), ["EV", "P21926 1.5", "P08962 2.5"]);
}

#[test]
fn two_columns_that_may_hold_the_names_are_refused() {
    let text = "EV\tProtein IDs\tGene names\n24.1\tP21926\tCD9\n22.7\tP08962\tCD63\n";
    refused(Request::new(Quantity::Amounts), text, "--id-column");
    let choice = choose(|choice| choice.id_column = Some("gene names".to_owned()));
    let taken = read(Request::new(Quantity::Amounts).choice(&choice), text);
    assert_eq!(shown(&taken), ["EV", "CD9 24.1", "CD63 22.7"]);
    refused(
        Request::new(Quantity::Amounts)
            .choice(&choose(|c| c.id_column = Some("symbol".to_owned()))),
        text,
        "there is no column `symbol`",
    );
}

#[test]
fn the_first_column_of_text_names_the_rows_where_no_other_could() {
    let any = Request::new(Quantity::Any);
    let genes = ["ENSG00000171862", "ENSG00000141510"];
    // Both headers are of names; or the second is, or holds accessions, and the first says nothing.
    for (text, first, second) in [
        (
            "gene_id\tsymbol\tA\nENSG00000171862\tPTEN\t1\nENSG00000141510\tTP53\t2\n",
            genes,
            ["PTEN", "TP53"],
        ),
        ("label\tgene\tA\nx1\tPTEN\t1\nx2\tTP53\t2\n", ["x1", "x2"], ["PTEN", "TP53"]),
        ("label\twhat\tA\nx1\tENSG00000171862\t1\nx2\tENSG00000141510\t2\n", ["x1", "x2"], genes),
    ] {
        refused(any, text, "--id-column");
        let header: Vec<&str> = text.lines().next().expect("a header").split('\t').collect();
        for (column, names) in [(header[0], first), (header[1], second)] {
            let choice = choose(|choice| choice.id_column = Some(column.to_owned()));
            let chosen = read(any.choice(&choice), text);
            assert_eq!(chosen.matrix.rows().collect::<Vec<_>>(), names, "{column}: {text}");
            let known = |name: &str| names.contains(&name);
            let agreed = read(any.known(&known), text);
            assert_eq!(agreed.matrix.rows().collect::<Vec<_>>(), names, "{text}");
        }
    }
    // A header that says nothing, an annotation, row names of R, gaps, and what comes back name no rows.
    for text in [
        "gene\tremark\tA\nx\tq\t1\ny\tw\t2\n",
        "gene\tdescription\tA\nx\tENSG00000171862\t1\ny\tENSG00000141510\t2\n",
        "\tsymbol\tA\nx\tPTEN\t1\ny\tTP53\t2\n",
        "gene\tprotein_id\tA\nx\t\t1\ny\tP04637\t2\n",
        "gene\tsymbol\tA\nx\tPTEN\t1\ny\tPTEN\t2\n",
    ] {
        assert_eq!(shown(&read(any, text)), ["A", "x 1", "y 2"], "{text}");
    }
    // A class comes before what it is of.
    let text = "class\tlipid\tA\nPC\tPC 34:1\t1\nPC\tPC 36:2\t2\n";
    assert_eq!(shown(&read(any, text)), ["A", "PC 34:1 1", "PC 36:2 2"]);
}

#[test]
fn a_column_of_numbers_without_a_name_is_refused() {
    // Names of columns as R writes them, padded by a spreadsheet: `A` may be the names of the rows.
    refused(
        counts(),
        "A\tB\t\nhsa-miR-21-5p\t7\t9\nhsa-miR-16-5p\t3\t2\n",
        "one column too far left",
    );
    refused(counts(), "mirna\tA\t\nhsa-miR-21-5p\t7\t9\n", "column 3 has numbers and no name");
    let text = "mirna\tA\t\nhsa-miR-21-5p\t7\tseen\n";
    assert_eq!(shown(&read(counts(), text)), ["A", "hsa-miR-21-5p 7"]);
}

#[test]
fn maxquant_and_perseus_are_read_as_they_come() {
    let amounts = Request::new(Quantity::Amounts).missing(Missing::Zero).adding_repeats();
    let known = |name: &str| ["CD9", "CD63"].contains(&name);
    let text = include_str!("../../../../tests/cases/vesicle/proteingroups_min.txt");
    let taken = read(amounts.known(&known), text);
    assert_eq!(shown(&taken), ["EV", "CD9 11000000", "CD63 20000000"]);
    let said = notices(&taken);
    assert!(said.contains("1 row marked by `Potential contaminant` not used"), "{said}");
    assert!(said.contains("normalised intensities of `LFQ intensity EV`"), "{said}");
    let text = include_str!("../../../../tests/cases/vesicle/perseus_min.txt");
    let taken = read(amounts.known(&known).samples(&["EV", "cell"]), text);
    assert_eq!(shown(&taken), ["EV cell", "CD9 24.1 20.2", "CD63 22.7 21"]);
    let text = include_str!("../../../../tests/cases/vesicle/genes_twice.tsv");
    assert_eq!(shown(&read(amounts, text)), ["EV", "CD9 5", "TMPO 5"]);
}

#[test]
fn samples_in_rows_are_turned() {
    let text =
        ",TSPAN6 (7105),TNMD (64102),DPM1 (8813),SCYL3 (57147)\nACH-1,1.5,0,2.5,3\nACH-2,2,1,0,4\n";
    let taken = read(Request::new(Quantity::Expression), text);
    assert_eq!(
        shown(&taken),
        ["ACH-1 ACH-2", "TSPAN6 1.5 2", "TNMD 0 1", "DPM1 2.5 0", "SCYL3 3 4"]
    );
    let text = "\"\",\"hsa-let-7a-5p\",\"hsa-miR-21-5p\",\"hsa-miR-9-3p\"\n\"EV_1\",5,6,7\n\"EV_2\",8,9,1\n";
    assert_eq!(shown(&read(counts(), text))[0], "EV_1 EV_2");
}

#[test]
fn dates_are_genes_or_named() {
    let text = "gene\tA\nTP53\t1\n2-Sep\t2\n1-Mar\t3\n5-Mar\t4\n";
    let taken = read(Request::new(Quantity::Expression), text);
    assert_eq!(shown(&taken), ["A", "TP53 1", "SEPTIN2 2", "MARCHF5 4"]);
    let said = notices(&taken);
    assert!(
        said.contains("`2-Sep` = SEPTIN2") && said.contains("not used") && said.contains("`1-Mar`"),
        "{said}"
    );
}

#[test]
fn statistics_and_sums_are_no_samples() {
    let text =
        "gene,baseMean,log2FoldChange,pvalue,padj,t,A,B\nGA,5,1,.1,.2,3,7,9\nGB,6,-1,.3,.4,2,3,2\n";
    assert_eq!(shown(&read(Request::new(Quantity::Any), text)), ["A B", "GA 7 9", "GB 3 2"]);
    let text = "gene\tA\tB\tTotal\nGA\t7\t9\t16\nGB\t3\t2\t5\nTotal\t10\t11\t21\n";
    assert_eq!(shown(&read(Request::new(Quantity::Any), text)), ["A B", "GA 7 9", "GB 3 2"]);
    // Letters are samples where nothing was tested.
    let text = "gene\tt\tB\nGA\t7\t9\n";
    assert_eq!(shown(&read(Request::new(Quantity::Any), text)), ["t B", "GA 7 9"]);
    refused(Request::new(Quantity::Any), "gene\tpvalue\tpadj\nGA\t.7\t.5\n", "--column");
}

#[test]
fn plain_tables_have_no_notice() {
    let taken = read(Request::new(Quantity::Any), "id\ta\tb\nx\t1\t2.5\ny\t3\t4e-3\n");
    assert_eq!(shown(&taken), ["a b", "x 1 2.5", "y 3 0.004"]);
    assert!(taken.notices().is_empty());
}

#[test]
fn gct_and_series_matrices_are_read() {
    let text = "#1.2\n2\t2\nName\tDescription\tS1\tS2\nENSG00000000003.1\tTSPAN6\t1\t2\nENSG00000000005.1\tTNMD\t3\t4\n";
    let taken = read(Request::new(Quantity::Expression), text);
    assert_eq!(shown(&taken)[0], "S1 S2");
    let text = "!Series_title\t\"x\"\n!series_matrix_table_begin\n\"ID_REF\"\t\"GSM1\"\n\"p1\"\t5.5\n\"p2\"\t6.5\n!series_matrix_table_end\n";
    assert_eq!(shown(&read(Request::new(Quantity::Any), text)), ["GSM1", "p1 5.5", "p2 6.5"]);
}

#[test]
fn row_names_are_seen_where_every_line_ends_with_a_delimiter() {
    let text = "A\tB\t\nGA\t7\t9\t\nGB\t3\t2\t\n";
    assert_eq!(shown(&read(Request::new(Quantity::Any), text)), ["A B", "GA 7 9", "GB 3 2"]);
}

#[test]
fn the_only_result_of_a_comparison_is_read_where_any_numbers_will_do() {
    let text = "gene\tlog2fc\nGA\t-1\nGB\t.5\n";
    assert_eq!(shown(&read(Request::new(Quantity::Any), text)), ["log2fc", "GA -1", "GB 0.5"]);
    refused(counts(), text, "--column");
}

/// Eight miRNAs of two samples, with a delimiter.
fn eight(mark: &str) -> Vec<String> {
    let names = ["21-5p", "16-5p", "122-5p", "451a", "92a-3p", "486-5p", "223-3p", "let"];
    let row = |(i, name): (usize, &&str)| {
        format!("hsa-miR-{name}{mark}{}{mark}{}", 11 + 7 * i, 3 + 5 * (7 - i))
    };
    names.iter().enumerate().map(row).collect()
}

#[test]
fn titles_above_the_header_are_passed_over() {
    let rows = eight(",").join("\n");
    let text =
        format!("Counts of vesicle miRNA,,\n\"Laboratory X, 2023\",,\n\nmiRNA,A,B\n{rows}\n");
    let taken = read(counts(), &text);
    assert_eq!(shown(&taken), shown(&read(counts(), &format!("miRNA,A,B\n{rows}\n"))));
    let said = notices(&taken);
    assert!(
        said.contains("`Counts of vesicle miRNA`, `Laboratory X, 2023` above the header"),
        "{said}"
    );
}

#[test]
fn blanks_separate_fields_where_nothing_else_does() {
    let rows = eight("   ").join("\n");
    let wanted = shown(&read(counts(), &format!("miRNA\tA\tB\n{}\n", eight("\t").join("\n"))));
    for header in ["miRNA  A   B", "\"A\" \"B\"", "A B"] {
        let taken = read(counts(), &format!("{header}\n{rows}\n"));
        assert_eq!(shown(&taken), wanted, "{header}");
        assert!(notices(&taken).contains("fields are separated by blanks"));
    }
    // The 200 rows that are looked at, and those behind them.
    let many: Vec<String> = (0..500).map(|i| format!("hsa-miR-{i}  {i}   7")).collect();
    let taken = read(counts(), &format!("miRNA A B\n{}\n", many.join("\n")));
    assert_eq!(taken.matrix.row("hsa-miR-499").map(|row| row.to_vec()), Some(vec![499.0, 7.0]));
    refused(counts(), &format!("miRNA A B\n{}\nhsa-miR-x 1\n", many.join("\n")), "2 fields");
}

#[test]
fn rows_and_columns_that_are_the_sum_of_the_others_are_left_out() {
    let rows = eight("\t");
    let sum = |place: usize| -> u32 {
        let field = |row: &String| row.split('\t').nth(place).and_then(|f| f.parse::<u32>().ok());
        rows.iter().filter_map(field).sum()
    };
    let plain = shown(&read(counts(), &format!("miRNA\tA\tB\n{}\n", rows.join("\n"))));
    let mapped = format!("miRNA\tA\tB\n{}\nmapped\t{}\t{}\n", rows.join("\n"), sum(1), sum(2));
    let taken = read(counts(), &mapped);
    assert_eq!(shown(&taken), plain);
    assert!(notices(&taken).contains("row `mapped` of totals not used"));
    let both: Vec<String> = rows
        .iter()
        .map(|row| {
            let sum: u32 = row.split('\t').filter_map(|field| field.parse::<u32>().ok()).sum();
            format!("{row}\t{sum}")
        })
        .collect();
    let text = format!("miRNA\tA\tB\tAll\n{}\n", both.join("\n"));
    let taken = read(counts(), &text);
    assert_eq!(shown(&taken), plain);
    assert!(notices(&taken).contains("column `All`, the sum of the others, not used"));
    // A sample that is asked for stays, and so does a row that names a miRNA.
    let taken = read(counts().samples(&["All"]), &text);
    assert_eq!(taken.matrix.columns(), ["A", "B", "All"]);
    let taken = read(counts(), &mapped.replace("mapped", "hsa-miR-1"));
    assert_eq!(taken.matrix.rows().count(), 9);
}

#[test]
fn what_cannot_be_counts_is_refused_or_said() {
    let with = |value: &dyn Fn(f64) -> String| {
        let cells = eight("\t").into_iter().map(|row| {
            let fields: Vec<String> = row
                .split('\t')
                .map(|field| field.parse().map_or_else(|_| field.to_owned(), value))
                .collect();
            fields.join("\t")
        });
        format!("miRNA\tA\tB\n{}\n", cells.collect::<Vec<_>>().join("\n"))
    };
    refused(counts(), &with(&|count| format!("{:.3}", (count + 1.0).log2())), "logarithms or Ct");
    refused(counts(), &with(&|count| format!("{:.2}", 38.0 - count.log2())), "logarithms or Ct");
    refused(
        counts(),
        &with(&|count| format!("{}", count - 5.0)),
        "`-2` of `hsa-miR-let` is no count",
    );
    refused(counts(), &with(&|count| format!("{count}%")), "percentages");
    refused(
        counts(),
        &with(&|count| if count > 50.0 { "n.d.".into() } else { count.to_string() }),
        "0 where nothing was counted",
    );
    let normalised = read(counts(), &with(&|count| format!("{:.3}", count * 7.123)));
    assert!(notices(&normalised).contains("no whole numbers"));
    let (a, b) = (284.0, 164.0);
    let share = with(&|count| count.to_string());
    let share = share.lines().map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let share = |place: usize, sum: f64| {
            fields[place].parse::<f64>().map_or_else(
                |_| fields[place].to_owned(),
                |count| format!("{:.2}", count / sum * 1e6),
            )
        };
        format!("{}\t{}\t{}", fields[0], share(1, a), share(2, b))
    });
    let share = read(counts(), &share.collect::<Vec<_>>().join("\n"));
    assert!(notices(&share).contains("reads per million, not counts"), "{}", notices(&share));
}

#[test]
fn what_was_computed_from_samples_is_no_sample() {
    let expression = Request::new(Quantity::Expression).named(&["gene", "transcript"]);
    for header in [
        "gene\tEV1\tEV2\tSD",
        "gene\tEV1\tEV2\tp-value (t-test)",
        "gene\tEV1\tEV2\tMean_TPM",
        "gene\tEV1\tEV2\tlogFC_EV1_vs_EV2",
        "gene\tEV1\tEV2\tGene.start..bp.",
    ] {
        let taken = read(expression, &format!("{header}\nCD9\t11\t15\t3\nCD63\t14\t20\t5\n"));
        assert_eq!(shown(&taken), ["EV1 EV2", "CD9 11 15", "CD63 14 20"], "{header}");
        let left_out = header.rsplit('\t').next().expect("a column");
        assert!(notices(&taken).contains(left_out), "{}", notices(&taken));
    }
    // What is looked for, and all that there is, are samples whatever they are called.
    let text = "mirna\tEV_mean\tSD\nhsa-miR-1-3p\t5\t6\nhsa-miR-21-5p\t7\t8\n";
    let taken = read(counts().samples(&["EV_mean", "SD"]), text);
    assert_eq!(taken.matrix.columns(), ["EV_mean", "SD"]);
    assert_eq!(read(counts(), text).matrix.columns(), ["EV_mean", "SD"]);
}

#[test]
fn several_rows_of_one_name_are_several_samples_or_comparisons() {
    let expression =
        Request::new(Quantity::Expression).named(&["gene", "transcript"]).keeping_repeats();
    let long =
        "Gene\tTissue\tnTPM\nCD9\tliver\t11\nCD9\tlung\t15\nCD63\tliver\t14\nCD63\tlung\t20\n";
    let refused = expression.read_rows(long.as_bytes(), "t").expect_err("two tissues");
    let cause = std::error::Error::source(&refused).expect("a cause").to_string();
    assert!(cause.contains("`Tissue`") && cause.contains("`CD9`"), "{cause}");
    let one_tissue = "Gene\tTissue\tnTPM\nCD9\tliver\t11\nCD63\tliver\t14\n";
    assert!(expression.read_rows(one_tissue.as_bytes(), "t").is_ok());
    let changes = |text: &str| Request::new(Quantity::Any).read_changes(text.as_bytes(), "t");
    let two = "Protein\tLabel\tlog2FC\nCD9\tA-C\t0.5\nCD63\tA-C\t1\nCD9\tB-C\t-0.5\nCD63\tB-C\t2\n";
    let refused = changes(two).expect_err("two comparisons");
    let cause = std::error::Error::source(&refused).expect("a cause").to_string();
    assert!(cause.contains("`Label`") && cause.contains("`A-C`, `B-C`"), "{cause}");
    // The names that a picture shows.
    let labels = "gene\tlabel\tlog2FC\nCD9\tCD9\t0.5\nCD63\t\t1\nCD81\tCD81\t-1\n";
    assert_eq!(changes(labels).expect("one comparison").rows.len(), 3);
}

#[test]
fn transcripts_of_gencode_are_read_by_the_name_that_is_known() {
    let text = "Name\tLength\tEffectiveLength\tTPM\tNumReads\n\
                ENST00000009180.4|ENSG00000010278.14|OTT1|OTT2|CD9-201|CD9|1200|protein_coding|\t1200\t1000\t10.5\t50\n\
                ENST00000263645.3|ENSG00000110651.2|OTT1|OTT2|CD81-201|CD81|1500|protein_coding|\t1500\t1300\t20.5\t90\n";
    let expression = Request::new(Quantity::Expression).named(&["gene", "transcript"]);
    let taken = read(expression, text);
    assert_eq!(shown(&taken)[1..], ["ENST00000009180.4 10.5", "ENST00000263645.3 20.5"]);
    assert!(notices(&taken).contains("2 names read without what else they hold"));
    let symbols = |name: &str| ["CD9", "CD81"].contains(&name);
    assert_eq!(shown(&read(expression.known(&symbols), text))[1..], ["CD9 10.5", "CD81 20.5"]);
}

#[test]
fn what_is_left_out_is_said_by_what_it_is() {
    let text = "sample\tage\thsa-miR-1-3p\thsa-miR-21-5p\thsa-miR-9-3p\nEV1\t55\t1\t2\t3\nEV2\t60\t4\t5\t6\nMean\t57.5\t2.5\t3.5\t4.5\n";
    let taken = read(counts(), text);
    assert_eq!(shown(&taken)[..2], ["EV1 EV2", "hsa-miR-1-3p 1 4"]);
    let said = notices(&taken);
    assert!(
        said.contains("samples from `sample`, features `hsa-miR-1-3p`")
            && said.contains("`age` (describes the samples)"),
        "{said}"
    );
    assert!(said.contains("row `Mean` of totals not used"), "{said}");
    let text = "gene\tEV1\tEV2\nbatch\t1\t2\nCD9\tND\t<LOD\nCD63\t5\t6\n* all values above are normalised\n";
    let taken = read(Request::new(Quantity::Amounts).missing(Missing::Zero), text);
    let said = notices(&taken);
    for part in [
        "row `batch`, which describes the samples, not used",
        "2 missing values (`ND`, `<LOD`) are taken as zero; 1 of them is below a limit of detection",
        "`* all values above are normalised` below the rows not used",
    ] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    // A row that has values behind a sentence is no footnote.
    let text = "gene\tEV1\nCD9 antigen of human platelets\t\nCD63\t5\n";
    let taken = read(Request::new(Quantity::Amounts).missing(Missing::Zero), text);
    assert_eq!(shown(&taken), ["EV1", "CD9 antigen of human platelets 0", "CD63 5"]);
}

#[test]
fn chinese_of_a_spreadsheet_is_read_and_said() {
    // 基因, 对照, 处理 in GB18030.
    let text = b"\xbb\xf9\xd2\xf2,\xb6\xd4\xd5\xd5,\xb4\xa6\xc0\xed\nCD9,1,2\nCD63,3,4\n";
    let taken = Request::new(Quantity::Amounts).read(&text[..], "t").expect("a table");
    assert_eq!(taken.matrix.columns(), ["\u{5bf9}\u{7167}", "\u{5904}\u{7406}"]);
    assert!(notices(&taken).contains("the text is read as gb18030"));
}

#[test]
fn counters_with_two_names_lose_no_gene() {
    let text = "ENSG00000000003\tTSPAN6\t50\nENSG00000000005\tTNMD\t7\n__no_feature\t\t900\n";
    let symbols = |name: &str| ["TSPAN6", "TNMD"].contains(&name);
    let taken = read(Request::new(Quantity::Any).known(&symbols), text);
    assert_eq!(shown(&taken), ["column 3", "TSPAN6 50", "TNMD 7"]);
}

#[test]
fn points_that_may_group_thousands_are_refused() {
    let rows = "hsa-miR-21-5p\t12.345\t1.217\nhsa-miR-16-5p\t50\t112\nhsa-miR-451a\t3.017\t60\n";
    let text = format!("mirna\tEV1\tEV2\n{rows}");
    for text in [text.clone(), text.replace('\t', ",")] {
        refused(counts(), &text, "`12.345` may have three decimals or be in thousands");
    }
    // Zeros at the end that are left out show decimals.
    let decimals = text.replace("3.017", "3.01");
    assert_eq!(shown(&read(counts(), &decimals))[1], "hsa-miR-21-5p 12.345 1.217");
}
