//! Values of papers, instruments and other programs beside ours: `cargo xtask validate`.
//!
//! Prints one line a value and fails where one is outside of its tolerance.

#![allow(clippy::print_stdout, reason = "its lines are its result")]

mod mirna;
mod origin;
mod target;
mod transfer;
mod vesicle;

use std::{error::Error, process::ExitCode};

use exocast_tests::shared_folder;

/// What a check returns.
type Checked = Result<(), Box<dyn Error>>;

/// The values compared so far.
#[derive(Default)]
struct Report {
    checked: usize,
    outside: usize,
}

impl Report {
    /// Compares a value with what it should be, within an absolute tolerance.
    fn value(&mut self, what: &str, wanted: f64, computed: f64, tolerance: f64) {
        let inside = (wanted - computed).abs() <= tolerance;
        self.checked += 1;
        self.outside += usize::from(!inside);
        let word = if inside { "ok" } else { "OUTSIDE" };
        println!("{what}\t{wanted}\t{computed}\t{tolerance}\t{word}");
    }
}

fn main() -> ExitCode {
    println!("what\twanted\tfound\ttolerance\tresult");
    let mut report = Report::default();
    let mut failed = 0;
    if !shared_folder().join("data").is_dir() {
        println!("# no shared folder (set EXOCAST_SHARED): only values of papers are compared");
    }
    transfer::check(&mut report);
    let results = [
        ("mirna", mirna::check(&mut report)),
        ("target", target::check(&mut report)),
        ("vesicle", vesicle::check(&mut report)),
        ("origin", origin::check(&mut report)),
    ];
    for (name, result) in results {
        if let Err(error) = result {
            println!("# {name} could not be compared: {error}");
            failed += 1;
        }
    }
    println!("# {} values compared, {} outside of their tolerance", report.checked, report.outside);
    ExitCode::from(u8::from(report.outside + failed > 0))
}
