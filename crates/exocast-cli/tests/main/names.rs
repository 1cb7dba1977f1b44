//! Names of genes and proteins of any kind, in every command that matches them.

use std::path::Path;

use crate::support::{exocast, exocast_ok, folder, table, write};

/// Genes of a signature and a cargo: symbols, Ensembl genes, Entrez ids.
const GENES: [(&str, &str, &str); 7] = [
    ("ALB", "ENSG00000163631", "213"),
    ("TTR", "ENSG00000118271", "7276"),
    ("APOA1", "ENSG00000118137", "335"),
    ("SNAP25", "ENSG00000132639", "6616"),
    ("SYT1", "ENSG00000067715", "6857"),
    ("GFAP", "ENSG00000131095", "2670"),
    ("ACTB", "ENSG00000075624", "60"),
];
const AMOUNTS: [(u32, u32, u32); 7] = [
    (900, 2, 451),
    (500, 3, 262),
    (300, 9, 155),
    (1, 700, 350),
    (3, 400, 203),
    (9, 200, 101),
    (90, 95, 92),
];

fn signature() -> String {
    let rows = GENES.iter().zip(AMOUNTS);
    let rows: Vec<String> =
        rows.map(|((symbol, ..), (a, b, _))| format!("{symbol}\t{a}\t{b}\n")).collect();
    format!("gene\tliver\tbrain\n{}", rows.concat())
}

fn cargo(name: impl Fn(&(&str, &str, &str)) -> String) -> String {
    let rows = GENES.iter().zip(AMOUNTS);
    let rows: Vec<String> = rows.map(|(gene, (.., x))| format!("{}\t{x}\n", name(gene))).collect();
    format!("id\tEV\n{}", rows.concat())
}

fn mouse(symbol: &str) -> String {
    symbol[..1].to_owned() + &symbol[1..].to_lowercase()
}

/// Shares of a match with these further arguments, and what it said.
fn matched(at: &Path, cargo: &str, more: &[&str]) -> (Vec<String>, String) {
    write(at, "cargo.tsv", cargo);
    let given = ["origin", "match", "--signature", "s.tsv", "--cargo", "cargo.tsv", "--out", "o"];
    let ran = exocast_ok(at, &[&given[..], more].concat());
    let (_, rows) = table(&at.join("o/origin.tsv"));
    (rows.iter().map(|row| row[2].clone()).collect(), ran.err)
}

#[test]
fn a_cargo_of_any_kind_of_names_has_the_shares_of_its_symbols() {
    let place = folder();
    let at = place.path();
    write(at, "s.tsv", signature());
    let (shares, _) = matched(at, &cargo(|gene| gene.0.to_owned()), &[]);
    let (of_mouse, said) = matched(at, &cargo(|gene| mouse(gene.0)), &[]);
    assert_eq!(of_mouse, shares);
    assert!(said.contains("mouse or rat"), "{said}");

    // A table of names, with two ids of one gene, whose amounts are added.
    let names: Vec<String> =
        GENES.iter().map(|(symbol, id, number)| format!("{id}\t{symbol}\t{number}\n")).collect();
    let names = names.concat();
    write(
        at,
        "names.tsv",
        format!("Gene stable ID\tGene name\tNCBI gene ID\n{names}ENSG9\tALB\t9\n"),
    );
    let (by_id, said) =
        matched(at, &cargo(|gene| format!("{}.3", gene.1)), &["--names", "names.tsv"]);
    assert_eq!(by_id, shares);
    assert!(said.contains("translates 7 of 7 names"), "{said}");
    let (by_number, _) = matched(at, &cargo(|gene| gene.2.to_owned()), &["--names", "names.tsv"]);
    assert_eq!(by_number, shares);
    let twice =
        cargo(|gene| gene.1.to_owned()).replace("\t451\n", "\t400\nENSG9\t51\n") + "X1\t7\n";
    let (added, said) = matched(at, &twice, &["--names", "names.tsv"]);
    assert_eq!(added, shares);
    assert!(said.contains("rows of one gene added: `ALB`") && said.contains("`X1`"), "{said}");

    // Without it, what to give is said.
    write(at, "cargo.tsv", cargo(|gene| gene.2.to_owned()));
    let refused = exocast(
        at,
        &["origin", "match", "--signature", "s.tsv", "--cargo", "cargo.tsv", "--out", "o"],
    );
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.err.contains("Entrez ids") && refused.err.contains("--names FILE"),
        "{}",
        refused.err
    );
}

#[test]
fn the_column_of_names_is_the_one_that_agrees_or_the_one_that_is_chosen() {
    let place = folder();
    let at = place.path();
    write(at, "s.tsv", signature());
    let (shares, _) = matched(at, &cargo(|gene| gene.0.to_owned()), &[]);
    let two = cargo(|gene| format!("{}\t{}", gene.1, gene.0)).replace("id\tEV", "id\tsymbol\tEV");
    assert_eq!(matched(at, &two, &[]).0, shares);
    assert_eq!(matched(at, &two, &["--id-column", "symbol"]).0, shares);
    let of_mouse =
        cargo(|gene| format!("{}\t{}", gene.1.replace("ENSG", "ENSMUSG"), mouse(gene.0)));
    assert_eq!(matched(at, &of_mouse.replace("id\tEV", "id\tsymbol\tEV"), &[]).0, shares);
    let given = ["origin", "match", "--signature", "s.tsv", "--cargo", "cargo.tsv", "--out", "o"];
    let wrong = exocast(at, &[&given[..], &["--id-column", "colour"]].concat());
    assert!(wrong.err.contains("`colour`") && wrong.err.contains("`symbol`"), "{}", wrong.err);
}

#[test]
fn sets_and_changes_are_matched_and_what_cannot_be_added_is_refused() {
    let place = folder();
    let at = place.path();
    write(at, "sets.gmt", "liver\t-\tALB\tTTR\tAPOA1\n");
    let score = |more: &[&str]| {
        let given = [
            "origin", "enrich", "--sets", "sets.gmt", "--cargo", "c.tsv", "--method", "ulm",
            "--out", "e.tsv",
        ];
        exocast(at, &[&given[..], more].concat())
    };
    write(at, "c.tsv", cargo(|gene| gene.0.to_owned()));
    assert_eq!(score(&[]).code, Some(0));
    let symbols = table(&at.join("e.tsv"));
    write(at, "c.tsv", cargo(|gene| mouse(gene.0)));
    assert_eq!(score(&[]).code, Some(0));
    assert_eq!(table(&at.join("e.tsv")), symbols);
    write(at, "names.tsv", "213\tALB\n9\tALB\n7276\tTTR\n335\tAPOA1\n");
    write(at, "c.tsv", cargo(|gene| gene.2.to_owned()) + "9\t5\n");
    let refused = score(&["--names", "names.tsv"]);
    assert!(refused.err.contains("rows `213`, `9` are both `ALB`"), "{}", refused.err);
    write(at, "c.tsv", cargo(|gene| gene.2.to_owned()));
    assert_eq!(score(&["--names", "names.tsv"]).code, Some(0));
    assert_eq!(table(&at.join("e.tsv")).1[0][2], symbols.1[0][2]);
}

#[test]
fn the_panel_sees_sources_of_mouse() {
    let place = folder();
    let at = place.path();
    let rows = "Snap25\t900\nSyt1\t800\nmmu-miR-124-3p\t700\nrno-miR-9a-5p\t650\nActb\t9\nGapdh\t8\nMyc\t3\nFos\t2\n";
    write(at, "cargo.tsv", format!("gene\tEV\n{rows}"));
    exocast_ok(at, &["origin", "match", "--cargo", "cargo.tsv", "--out", "o"]);
    let (_, rows) = table(&at.join("o/panel.tsv"));
    let neuron = rows.iter().find(|row| row[1] == "neuron").expect("neurons");
    assert_eq!((neuron[2].as_str(), neuron[3].as_str()), ("4", "4"));
}
