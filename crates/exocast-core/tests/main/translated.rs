//! Names of rows that a table of names translates.

use std::sync::Arc;

use exocast_core::{
    names::Mapping,
    table::intake::{Quantity, Request},
};

use crate::intake::choose;

#[test]
fn names_are_translated_by_a_table_of_names() {
    let names = "id\tsymbol\nENSG01\tA\nENSG02\tB\nENSG03\tA\nENSG04\tC\nENSG04\tD\n";
    let (names, _) = Mapping::read(names.as_bytes(), "n").expect("a table of names");
    let choice = choose(|choice| choice.names = Some(Arc::new(names)));
    let table = "gene\tS1\nENSG01.4\t1\nENSG02\t2\nENSG03\t4\nENSG04\t8\nENSG09\t16\n";
    let read = |request: Request<'_>| request.choice(&choice).read(table.as_bytes(), "t");
    let taken = read(Request::new(Quantity::Counts)).expect("counts");
    let rows: Vec<(&str, f64)> =
        taken.matrix.rows().zip(taken.matrix.values().iter().copied()).collect();
    assert_eq!(rows, [("A", 5.0), ("B", 2.0), ("ENSG04", 8.0), ("ENSG09", 16.0)]);
    let said = taken.notices().last().expect("a notice").to_string();
    for part in ["3 of 5 names", "`ENSG09`", "`ENSG04` (C, D)", "added: `A`"] {
        assert!(said.contains(part), "{said}");
    }
    // Any numbers are not added.
    let refused = read(Request::new(Quantity::Any)).expect_err("two rows of A");
    let cause = std::error::Error::source(&refused).expect("a cause").to_string();
    assert!(cause.contains("rows `ENSG01.4`, `ENSG03` are both `A`"), "{cause}");
    assert!(read(Request::new(Quantity::Any).adding_names()).is_ok());
    // Nor are changes.
    let changes = table.replace("S1", "log2FoldChange");
    let refused = Request::new(Quantity::Any).choice(&choice).read_changes(changes.as_bytes(), "t");
    assert!(refused.is_err());
    let single = changes.replace("ENSG03", "ENSG05");
    let changes = Request::new(Quantity::Any).choice(&choice).read_changes(single.as_bytes(), "t");
    assert_eq!(changes.expect("changes").rows[0].0.as_ref(), "A");
}

#[test]
fn the_column_that_the_table_of_names_knows_names_the_rows() {
    let (names, _) = Mapping::read("928\tCD9\n975\tCD81\n".as_bytes(), "n").expect("names");
    let choice = choose(|choice| choice.names = Some(Arc::new(names)));
    let table = "probe\tentrez\tS1\nx_at\t928\t1\ny_at\t975\t2\n";
    let taken = Request::new(Quantity::Counts).choice(&choice).read(table.as_bytes(), "t");
    assert_eq!(taken.expect("counts").matrix.rows().collect::<Vec<_>>(), ["CD9", "CD81"]);
}
