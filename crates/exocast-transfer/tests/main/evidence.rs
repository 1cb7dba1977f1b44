//! The measurements, what follows from them, and the pages that show both.

use exocast_transfer::{
    Basis, evidence_coverage, evidence_pages, evidence_priors, leave_papers_out, measurements,
};

#[test]
fn the_pages_are_those_of_the_table() {
    for (name, text) in evidence_pages() {
        let path = format!("{}/../../docs/evidence/{name}", env!("CARGO_MANIFEST_DIR"));
        let standing = std::fs::read_to_string(path).unwrap();
        assert_eq!(standing, text, "{name}: run `cargo xtask evidence`");
    }
}

#[test]
fn what_is_recalled_is_never_called_measured() {
    for prior in evidence_priors() {
        let measured = measurements().iter().any(|row| {
            row.parameter == prior.parameter && row.basis == Basis::Measured && row.bound.is_none()
        });
        assert_eq!(prior.status().starts_with("measured"), measured, "{}", prior.parameter);
        assert!(measured || !prior.range_status().starts_with("measured"), "{}", prior.parameter);
        assert!(prior.low < prior.median && prior.median < prior.high, "{}", prior.parameter);
    }
}

#[test]
fn limits_are_no_values_to_foresee() {
    let left = leave_papers_out();
    assert!(left.iter().all(|out| out.row.bound.is_none()));
    let (inside, foreseen, alone) = evidence_coverage(&left);
    assert_eq!(foreseen + alone, left.len());
    // That the intervals are not wide for nothing is seen in the widths of the page.
    assert!(inside as f64 >= 0.9 * foreseen as f64, "{inside} of {foreseen}");
}
