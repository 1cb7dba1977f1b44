//! What a user sees: names that do not match, empty samples, factors, verdicts, tables.

use std::collections::BTreeMap;

use exocast_core::{LabelledMatrix, SeedPlan, options::Options as _};
use exocast_origin::{
    BiasTable, BuildOptions, Cargo, Deconvolution, Factors, Notice, Options, OriginError, Scaling,
    Signature, Verdict, build,
    enrich::{EnrichMethod, EnrichOptions, FeatureSets, enrich},
    pictures,
};

const SIGNATURE: &str =
    "f\ta\tb\nF1\t90\t1\nF2\t50\t2\nF3\t3\t70\nF4\t2\t40\nF5\t20\t20\nF6\t9\t30\n";

fn deconvolve(signature: &str, cargo: &Cargo, options: Options) -> Deconvolution {
    let signature = Signature::read(signature.as_bytes(), "signature.tsv").unwrap();
    let options = options.check().unwrap();
    Deconvolution::run(&signature, cargo, &Factors::default(), &options, SeedPlan::new(1)).unwrap()
}

fn cargo(text: &str) -> Cargo {
    Cargo::read(text.as_bytes(), "cargo.tsv").unwrap()
}

#[test]
fn no_common_name_is_an_error_that_shows_both_sides() {
    let signature = Signature::read("f\ta\nAC004466.3\t1\n".as_bytes(), "s").unwrap();
    let cargo = cargo("f\tx\nAC004466.5\t4\nENSG02.1\t9\n");
    let options = Options::default().check().unwrap();
    let error =
        Deconvolution::run(&signature, &cargo, &Factors::default(), &options, SeedPlan::new(1))
            .unwrap_err();
    assert_eq!(
        error.to_string(),
        "signature and cargo have no feature in common: the signature has `AC004466.3`, the cargo has \
         `AC004466.5`, `ENSG02.1`; `AC004466.3` and `AC004466.5` differ only in the version after the \
         dot: rename one side"
    );
}

#[test]
fn logarithms_support_nothing_and_make_no_signature() {
    let table = |value: &dyn Fn(usize, u32) -> f64, columns: usize| {
        let row = |f: u32| {
            let cells = (0..columns).map(|s| format!("{:.4}", value(s, f)));
            format!("F{f}\t{}\n", cells.collect::<Vec<_>>().join("\t"))
        };
        let header: Vec<String> = (0..columns).map(|s| format!("s{s}")).collect();
        let rows: Vec<String> = (0..24).map(row).collect();
        format!("f\t{}\n{}", header.join("\t"), rows.concat())
    };
    let amount = |s: usize, f: u32| {
        let marks = f as usize % 2 == s % 2;
        f64::from(20 + f * 7) * if marks { 40.0 } else { 1.0 }
    };
    let log2 = |s: usize, f: u32| amount(s, f).log2();
    let mixed = |_: usize, f: u32| 0.7 * amount(0, f) + 0.3 * amount(1, f);
    let linear = deconvolve(&table(&amount, 2), &cargo(&table(&mixed, 1)), Options::default());
    assert_eq!(linear.samples[0].verdict, Verdict::Supported);
    assert!(!linear.notices.iter().any(|n| matches!(n, Notice::Logarithms { .. })));
    let cases = [
        ("cargo", table(&amount, 2), table(&|s, f| mixed(s, f).log2(), 1)),
        ("cargo", table(&amount, 2), table(&|s, f| 40.0 - mixed(s, f).log2(), 1)),
        ("signature", table(&log2, 2), table(&mixed, 1)),
    ];
    for (name, signature, mixture) in cases {
        let refusal = match name {
            "cargo" => Cargo::read(mixture.as_bytes(), "c").map(drop),
            _ => Signature::read(signature.as_bytes(), "s").map(drop),
        };
        let refusal = refusal.unwrap_err();
        let cause = std::error::Error::source(&refusal).unwrap().to_string();
        assert!(cause.contains("scale linear`"), "{cause}");
        // Tables that no reader has looked at.
        let matrix = |text: &str| LabelledMatrix::read(text.as_bytes(), "t").unwrap();
        let result = Deconvolution::run(
            &Signature::new(matrix(&signature)).unwrap(),
            &Cargo::new(matrix(&mixture)).unwrap(),
            &Factors::default(),
            &Options::default().check().unwrap(),
            SeedPlan::new(1),
        )
        .unwrap();
        let said = |n: &Notice| matches!(n, Notice::Logarithms { table, .. } if table == name);
        assert!(result.notices.iter().any(said), "{name}");
        assert_eq!(result.samples[0].verdict, Verdict::CannotTell);
        assert!(result.samples[0].shares.iter().all(|s| s.verdict == Verdict::CannotTell));
    }
    let reference = LabelledMatrix::read(table(&log2, 4).as_bytes(), "r").unwrap();
    let source = |sample: &str| Some(if sample < "s2" { "a" } else { "b" }.to_owned());
    let error = build(&reference, source, &BuildOptions::default().check().unwrap()).unwrap_err();
    assert!(error.to_string().contains("look like logarithms"), "{error}");
}

#[test]
fn a_turned_table_is_called_so() {
    let turned = "type\tF1\tF2\tF3\na\t90\t50\t3\nb\t1\t2\t70\n";
    let upright = "f\tx\nF1\t4\nF2\t9\nF3\t1\n";
    let error = |signature: &str, cargo: &str| {
        let signature = Signature::read(signature.as_bytes(), "s").unwrap();
        let cargo = Cargo::read(cargo.as_bytes(), "c").unwrap();
        let options = Options::default().check().unwrap();
        Deconvolution::run(&signature, &cargo, &Factors::default(), &options, SeedPlan::new(1))
            .unwrap_err()
            .to_string()
    };
    assert!(error(turned, upright).contains("have sources in rows; turn it"));
    let samples = "sample\tF1\tF2\tF3\nx\t90\t50\t3\ny\t1\t2\t70\n";
    let refusal = error(SIGNATURE, samples);
    assert!(refusal.contains("have samples in rows; turn it"), "{refusal}");
}

#[test]
fn near_names_are_not_merged_but_told() {
    let result = deconvolve(
        "f\ta\tb\nhsa-miR-1\t5\t1\nhsa-miR-2\t1\t5\nhsa-miR-3\t2\t2\n",
        &cargo("f\tx\nhsa-miR-1\t50\nhsa-mir-2\t40\nother\t7\n"),
        with!(Options::default(), resamples: 0),
    );
    assert!(result.notices.iter().any(|n| matches!(n, Notice::NearNames { features: 1, .. })));
    assert!(result.notices.iter().any(|n| matches!(
        n,
        Notice::Matched { signature: 3, matched: 1, zeros: 0, unmatched: 2, .. }
    )));
    let examples = vec!["hsa-mir-2".to_owned(), "other".to_owned()];
    assert!(result.notices.contains(&Notice::CargoOutside { features: 2, examples }));
    assert!(result.notices.iter().all(|notice| !notice.to_string().is_empty()));
}

#[test]
fn accessions_match_whatever_their_version_where_it_is_plain_which_is_meant() {
    let names = ["ENSG01", "ENSG02", "ENSG03", "ENSG04", "ENSG05", "ENSG06"];
    let renamed = |text: &str, version: &str| {
        names.iter().enumerate().fold(text.to_owned(), |text, (i, name)| {
            text.replace(&format!("F{}\t", i + 1), &format!("{name}{version}\t"))
        })
    };
    let counts = "f\tx\nF1\t90\nF2\t52\nF3\t9\nF4\t5\nF5\t22\nF6\t12\n";
    let options = with!(Options::default(), resamples: 0);
    let versions =
        deconvolve(&renamed(SIGNATURE, ".4"), &cargo(&renamed(counts, "")), options.clone());
    assert!(versions.notices.contains(&Notice::AnyVersion { features: 6 }));
    assert!(matches!(versions.notices[0], Notice::Matched { matched: 6, .. }));

    let twice = format!("{}ENSG01.5\t3\n", renamed(counts, ".2"));
    let twice = deconvolve(&renamed(SIGNATURE, ""), &cargo(&twice), options);
    assert!(twice.notices.contains(&Notice::AnyVersion { features: 5 }));
    assert!(matches!(twice.notices[0], Notice::Matched { matched: 5, unmatched: 1, .. }));
}

#[test]
fn a_signature_of_human_meets_a_cargo_of_mouse_by_its_orthologues() {
    // TP53 is Trp53 in mouse; GSTM2 has the symbol of another gene there.
    let human = [
        ("F1", "TP53"),
        ("F2", "ALB"),
        ("F3", "TTR"),
        ("F4", "ACTB"),
        ("F5", "MYH6"),
        ("F6", "GSTM2"),
    ];
    let mouse = [
        ("F1", "Trp53"),
        ("F2", "Alb"),
        ("F3", "Ttr"),
        ("F4", "Actb"),
        ("F5", "Myh6"),
        ("F6", "Gstm2"),
    ];
    let renamed = |text: &str, names: &[(&str, &str)]| {
        names.iter().fold(text.to_owned(), |text, (from, to)| {
            text.replace(&format!("{from}\t"), &format!("{to}\t"))
        })
    };
    let counts = "f\tx\nF1\t90\nF2\t52\nF3\t9\nF4\t5\nF5\t22\nF6\t12\n";
    let options = with!(Options::default(), resamples: 0);
    let signature = renamed(SIGNATURE, &human);
    let same_species = deconvolve(&signature, &cargo(&renamed(counts, &human)), options.clone());
    let other = deconvolve(&signature, &cargo(&renamed(counts, &mouse)), options.clone());
    assert!(matches!(same_species.notices[0], Notice::Matched { matched: 6, .. }));
    assert!(matches!(other.notices[0], Notice::Matched { matched: 5, unmatched: 1, .. }));
    let said: Vec<String> = other.notices.iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|it| it.contains("`TP53` = `Trp53`")), "{said:?}");
    assert!(said.iter().any(|it| it.contains("mouse or rat")), "{said:?}");
    // The other way round, and in another order of rows, it is the same.
    let mut lines: Vec<&str> = counts.lines().collect();
    lines[1..].reverse();
    let turned = lines.join("\n") + "\n";
    let turned = deconvolve(&signature, &cargo(&renamed(&turned, &mouse)), options.clone());
    assert_eq!(turned.samples[0].shares, other.samples[0].shares);
    let reverse =
        deconvolve(&renamed(SIGNATURE, &mouse), &cargo(&renamed(counts, &human)), options);
    assert!(matches!(reverse.notices[0], Notice::Matched { matched: 5, .. }));
}

#[test]
fn identifiers_of_another_kind_are_refused_with_the_remedy() {
    let counts = "f\tx\n7157\t90\n213\t52\n7276\t9\n";
    let signature = SIGNATURE.replace("F1\t", "TP53\t").replace("F2\t", "ALB\t");
    let signature = Signature::read(signature.as_bytes(), "s").expect("a signature");
    let options = Options::default().check().expect("options");
    let error = Deconvolution::run(
        &signature,
        &cargo(counts),
        &Factors::default(),
        &options,
        SeedPlan::new(1),
    )
    .expect_err("no name in common")
    .to_string();
    assert!(error.contains("Entrez ids") && error.contains("`--names FILE`"), "{error}");
}

#[test]
fn an_empty_sample_cannot_be_told() {
    let text = "f\tempty\tfull\nF1\t0\t90\nF2\t0\t52\nF3\t0\t4\nF4\t0\t2\nF5\t0\t22\nF6\t0\t7\n";
    let result = deconvolve(SIGNATURE, &cargo(text), Options::default());
    let empty = &result.samples[0];
    assert_eq!(empty.verdict, Verdict::CannotTell);
    assert!(empty.shares.iter().all(|s| s.rna_share.is_none() && s.verdict == Verdict::CannotTell));
    assert!(result.notices.contains(&Notice::EmptySample { sample: "empty".to_owned() }));
    assert!(result.samples[1].shares[0].rna_share.is_some_and(|share| share > 0.8));
    assert_eq!(result.origin_table().rows().len(), 6);
}

#[test]
fn absent_features_count_only_where_the_caller_says_so() {
    let text = "f\tx\nF1\t90\nF2\t52\nF5\t21\n";
    let options = with!(Options::default(), resamples: 0);
    let missing = deconvolve(SIGNATURE, &cargo(text), options.clone());
    assert!((missing.samples[0].diagnostics.overlap - 0.5).abs() < 1e-12);
    let named = deconvolve(SIGNATURE, &cargo(text).measurable(["F3", "F4"]), options.clone());
    assert!((named.samples[0].diagnostics.overlap - 5.0 / 6.0).abs() < 1e-12);
    let all = deconvolve(SIGNATURE, &cargo(text).all_measurable(), options);
    assert!((all.samples[0].diagnostics.overlap - 1.0).abs() < 1e-12);
    assert!(all.samples[0].shares[1].rna_share < missing.samples[0].shares[1].rna_share);
}

#[test]
fn three_shares_are_kept_apart() {
    let text = "f\tx\nF1\t90\nF2\t52\nF3\t72\nF4\t41\nF5\t41\nF6\t40\n";
    let signature = Signature::read(SIGNATURE.as_bytes(), "s").unwrap();
    let factors = with!(Factors::default(), rna_per_vesicle: BTreeMap::from([("a".to_owned(), 1.0), ("b".to_owned(), 4.0)]), rna_per_cell: BTreeMap::from([("a".to_owned(), 1.0)]));
    let options = with!(Options::default(), resamples: 0, unknown: false).check().unwrap();
    let result =
        Deconvolution::run(&signature, &cargo(text), &factors, &options, SeedPlan::new(1)).unwrap();
    let [a, b] = &result.samples[0].shares[..] else { unreachable!() };
    let (x, y) = (a.rna_share.unwrap(), b.rna_share.unwrap() / 4.0);
    assert!((a.vesicle_share.unwrap() - x / (x + y)).abs() < 1e-12);
    assert_eq!((a.cell_share, b.cell_share), (None, None));
    assert!(result.notices.iter().any(
        |n| matches!(n, Notice::NoFactor { share, sources } if share == "cell_share" && sources == &["b"])
    ));

    let wrong = with!(factors, rna_per_cell: BTreeMap::from([("c".to_owned(), 1.0)]));
    let error = Deconvolution::run(&signature, &cargo(text), &wrong, &options, SeedPlan::new(1))
        .unwrap_err();
    assert!(matches!(error, OriginError::UnknownSource { .. }));

    let options = with!(Options::default(), scaling: Scaling::PerCell, unknown: false);
    let result = deconvolve(SIGNATURE, &cargo(text), options);
    let cells: f64 = result.samples[0].shares.iter().filter_map(|s| s.cell_share).sum();
    assert!((cells - 1.0).abs() < 1e-12);
}

#[test]
fn bad_tables_and_options_are_refused_with_advice() {
    let check = |text: &str, expected: &str| {
        let error = Signature::read(text.as_bytes(), "s.tsv").unwrap_err();
        let cause = std::error::Error::source(&error).unwrap().to_string();
        assert!(cause.contains(expected), "{cause}");
    };
    check("f\ta\nF1\t-1\n", "may be logarithms or z-scores");
    check("f\ta\tb\nF1\t1\t0\n", "source `b` is zero in every feature");
    check("f\tunknown\nF1\t1\n", "rename it");
    assert!(with!(Options::default(), level: 1.0).check().is_err());
    assert!(with!(Options::default(), resamples: 10).check().is_err());
}

#[test]
fn tables_have_the_columns_of_the_contract() {
    let text = "f\tx\nF1\t90\nF2\t52\nF3\t72\nF4\t41\nF5\t41\nF6\t40\n";
    let result = deconvolve(SIGNATURE, &cargo(text), Options::default());
    assert_eq!(
        result.origin_table().columns().join(" "),
        "sample source rna_share low high vesicle_share cell_share verdict"
    );
    assert_eq!(
        result.diagnostics_table().columns().join(" "),
        "sample condition_number fit p overlap unknown verdict"
    );
    assert_eq!(
        result.identifiability_table().columns().join(" "),
        "source vif nearest correlation estimable_with"
    );
}

#[test]
fn enrichment_counts_what_is_missing() {
    let sets = "one\t-\tF1\tF2\tF3\tZ9\ntwo\t-\tF1\tZ8\tZ7\n";
    let sets = FeatureSets::read(sets.as_bytes(), "sets.gmt").unwrap();
    let text = "f\tx\tflat\nF1\t9\t1\nF2\t8\t1\nF3\t7\t1\nF4\t1\t1\nF5\t2\t1\nF6\t1\t1\n";
    let cargo = LabelledMatrix::read(text.as_bytes(), "c").unwrap();
    for (method, flat) in [(EnrichMethod::Ulm, false), (EnrichMethod::Ora, true)] {
        let options = with!(EnrichOptions::default(), method: method, top: 0.5);
        let scores = enrich(&sets, &cargo, &options.check().unwrap(), SeedPlan::new(1));
        assert_eq!(scores.rows.len(), 2);
        assert!(scores.rows[0].p.unwrap() < 0.06);
        assert_eq!((scores.rows[0].features, scores.rows[1].p.is_some()), (3, flat));
        assert_eq!(scores.notices.len(), 3);
        assert_eq!(scores.table().columns().join(" "), "sample set score p q features");
    }
}

#[test]
fn a_bad_line_of_a_set_file_is_named() {
    let check = |text: &str, expected: &str| {
        let error = FeatureSets::read(text.as_bytes(), "s.gmt").unwrap_err();
        let cause = std::error::Error::source(&error).unwrap().to_string();
        assert_eq!(format!("{error}: {cause}"), expected);
    };
    check(
        "a\t-\tF1\nb\tF1\n",
        "s.gmt, line 2, field 3: a feature after name and description, separated \
         by tabs is missing",
    );
    check("a\t-\tF1\n\na\t-\tF2\n", "s.gmt, line 3, field 1: duplicate name `a` (first on line 1)");
    check("\n\n", "s.gmt, line 2: the file has no set");
}

#[test]
fn merged_sources_keep_factors_and_carriers() {
    let signature =
        "f\ta\tb\tc\nF1\t90\t91\t1\nF2\t50\t49\t2\nF3\t3\t3\t70\nF4\t2\t2\t40\nF5\t20\t21\t20\n";
    let signature = Signature::read(signature.as_bytes(), "s").unwrap();
    let text = "f\tx\nF1\t90\nF2\t52\nF3\t72\nF4\t41\nF5\t41\n";
    let by_source = |values: [f64; 3]| -> BTreeMap<String, f64> {
        ["a", "b", "c"].map(str::to_owned).into_iter().zip(values).collect()
    };
    let options = with!(Options::default(), merge: true, resamples: 0, unknown: false);
    let run = |factors: Factors| {
        let options = options.clone().check().unwrap();
        Deconvolution::run(&signature, &cargo(text), &factors, &options, SeedPlan::new(1)).unwrap()
    };
    let factors = with!(Factors::default(), rna_per_vesicle: by_source([1.0, 3.0, 4.0]));
    let result = run(factors.clone());
    let [ab, c] = &result.samples[0].shares[..] else { unreachable!() };
    assert_eq!(ab.source, "a+b");
    // As many vesicles as half the RNA of each would make: RNA a vesicle 2/(1 + 1/3).
    let (x, y) = (ab.rna_share.unwrap() / 1.5, c.rna_share.unwrap() / 4.0);
    assert!((ab.vesicle_share.unwrap() - x / (x + y)).abs() < 1e-12);
    let result = run(with!(factors, carriers: vec!["b".to_owned()]));
    assert_eq!(result.samples[0].shares[0].vesicle_share, None);
    assert_eq!(result.samples[0].shares[1].vesicle_share, Some(1.0));
}

#[test]
fn too_few_permutations_and_bad_references_are_refused() {
    let few = with!(Options::default(), permutations: 98).check().unwrap_err();
    assert_eq!(few.to_string(), "`permutations` is 98; p below 0.01 needs 99, or 0 for none");
    let table = |text: &str| LabelledMatrix::read(text.as_bytes(), "t").unwrap();
    let reference = table("f\tx\ty\nF1\t9\t1\nF2\t1\t-8\n");
    let label = |sample: &str| Some(sample.to_owned());
    let error = build(&reference, label, &BuildOptions::default().check().unwrap()).unwrap_err();
    assert!(error.to_string().contains("not logarithms"), "{error}");
    for options in [
        with!(BuildOptions::default(), fold: f64::NAN),
        with!(BuildOptions::default(), least: 9, most: 3),
    ] {
        assert!(options.check().is_err());
    }
    assert!(BiasTable::learn(&reference, &reference).is_err());
    let cells = table("f\tp\tq\nF1\t9\t4\nF2\t1\t2\nF3\t0\t0\n");
    let vesicles = table("f\tp\tq\nF1\t9\t0\nF2\t1\t0\nF3\t0\t0\n");
    let learned = BiasTable::learn(&cells, &vesicles).unwrap();
    assert_eq!((learned.pairs, learned.features.len()), (1, 2));
    assert_eq!(
        learned.notices,
        [Notice::EmptyPair { sample: "q".to_owned() }, Notice::UnseenFeatures { features: 1 }]
    );
}

#[test]
fn gates_say_what_a_verdict_rests_on() {
    let text = "f\tx\nF1\t90\nF2\t52\nF3\t72\nF4\t41\nF5\t41\nF6\t40\n";
    let result = deconvolve(SIGNATURE, &cargo(text), Options::default());
    let table = result.gates_table();
    assert_eq!(table.columns().join(" "), "sample gate value bad weak cannot_tell verdict");
    let gates = result.samples[0].diagnostics.gates(2);
    assert_eq!(table.rows().len(), gates.len());
    assert_eq!(gates.iter().map(|gate| gate.verdict).min(), Some(result.samples[0].verdict));
}

#[test]
fn what_is_kept_of_a_result_comes_back_as_it_was_whatever_has_no_end() {
    // Two sources that are the same but for a factor: condition number and variance inflation have no end.
    let text = "f\ta\tb\tc\nF1\t90\t180\t1\nF2\t50\t100\t2\nF3\t3\t6\t70\nF4\t2\t4\t40\n";
    let result = deconvolve(
        text,
        &cargo("f\tx\ty\nF1\t90\t0\nF2\t52\t0\nF3\t9\t0\nF4\t5\t0\n"),
        Options::default(),
    );
    assert!(result.identifiability.condition_number.is_infinite());
    let json = serde_json::to_string(&result).unwrap();
    let back: Deconvolution = serde_json::from_str(&json).unwrap();
    assert_eq!(back, result);
    assert_eq!(back.identifiability_table(), result.identifiability_table());
}

#[test]
fn pictures_show_markers_of_any_version_and_hold_their_data() {
    let signature = SIGNATURE.replace('F', "ENSG0");
    let counts = "f\tx\nENSG01.2\t90\nENSG02.2\t52\nENSG03.2\t9\nENSG04.2\t5\n";
    let signature = Signature::read(signature.as_bytes(), "s").unwrap();
    let picture = pictures::markers(&signature, cargo(counts).matrix());
    assert!(picture.svg.contains("ENSG01") && !picture.svg.contains("white"), "{}", picture.svg);
    // Four features over two sources and one sample.
    assert_eq!(picture.data.rows().len(), 4 * 3);
    assert!(picture.standalone().contains("background: white"));
}
