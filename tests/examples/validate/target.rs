//! Sites of another program on its own sample.

use exocast::{
    core::Rna,
    target::{Mirna, ScanOptions, SiteScanner},
};

use super::{Checked, Report};

/// Bartel 2009 (Cell 136:215), figure 1: the canonical sites of a miRNA, each with its name.
const SITES: [(&str, &str); 4] =
    [("CUACCUCA", "8mer"), ("CUACCUCC", "7mer-m8"), ("GUACCUCA", "7mer-A1"), ("GUACCUCC", "6mer")];

pub(crate) fn check(report: &mut Report) -> Checked {
    let let7 = [Mirna::new("let-7a-5p", "UGAGGUAGUAGGUUGUAUAGUU".parse()?)?];
    let scanner = SiteScanner::new(&let7, &ScanOptions::default());
    for (site, name) in SITES {
        let sequence: Rna = format!("GGGCCC{site}GGGCCC").parse()?;
        let (mut all, mut right) = (0.0, 0.0);
        scanner.scan(sequence.bases(), |hit| {
            all += 1.0;
            right += f64::from(u8::from(hit.kind.to_string() == name));
        });
        report.value(&format!("let-7 on {site}: sites"), 1.0, all, 0.0);
        report.value(&format!("let-7 on {site}: {name}"), 1.0, right, 0.0);
    }
    Ok(())
}
