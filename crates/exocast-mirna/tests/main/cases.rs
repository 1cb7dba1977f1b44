//! Inputs that went wrong.

use exocast_core::options::Options;
use exocast_mirna::{QuantifyOptions, ReadIndex, quantify};

use crate::{
    shared::{self, V21},
    sums::assert_tables_sum_to_the_counts,
};

type Counts = Vec<(String, f64)>;

/// Counts of a shared file by name, those above zero, largest first; and the notices.
fn count(file: &str, library: &str) -> Option<(Counts, Vec<String>)> {
    let catalogue = shared::catalogue("cases", V21.0, V21.1)?;
    let reads = shared::text("cases", &format!("cases/smallrna/{file}"))?;
    let mut options = QuantifyOptions::default();
    options.library = library.parse().unwrap();
    let options = options.check().unwrap();
    let index = ReadIndex::new(&catalogue, &[], None, &options);
    let sample = index.read("s", [(file, reads.as_bytes())], &options).unwrap();
    let result = quantify(&index, vec![sample], &options);
    assert_tables_sum_to_the_counts(&result);
    let counts = result.counts().unwrap();
    let names = counts.rows().map(str::to_owned).zip(counts.values().column(0).to_vec());
    let mut counts: Vec<(String, f64)> = names.filter(|(_, count)| *count > 0.0).collect();
    counts.sort_by(|a, b| b.1.total_cmp(&a.1));
    Some((counts, result.notices().iter().map(ToString::to_string).collect()))
}

/// 100,000, 10,000 and 1000 molecules, of which every one is read once.
#[test]
fn nextflex_saturated() {
    let Some((counts, notices)) = count("01_nextflex_saturated.fq.gz", "auto") else { return };
    assert_eq!(counts.len(), 3, "{counts:?}");
    for ((name, count), truth) in counts.iter().zip([100_000.0, 10_000.0, 1000.0]) {
        println!("{name}: {count} of {truth}");
        assert!((count / truth - 1.0_f64).abs() < 0.02, "{name}: {count}");
    }
    assert!(notices.iter().any(|notice| notice.contains("have the same UMI")), "{notices:?}");
}

/// 600 molecules with 20 copies each.
#[test]
fn qiaseq_copies() {
    let Some((counts, _)) = count("02_qiaseq_20_copies.fq.gz", "qiaseq") else { return };
    let all: f64 = counts.iter().map(|(_, count)| count).sum();
    println!("{all} of 600 molecules");
    assert!((all - 600.0).abs() <= 3.0, "{counts:?}");
}

#[test]
fn umi_in_header() {
    let Some((counts, notices)) = count("07_umi_in_header.fq", "trimmed") else { return };
    println!("{counts:?} {notices:?}");
    assert!(notices.iter().any(|notice| notice.contains("end in UMIs of 12 nt")), "{notices:?}");
}

/// Paralogues: what is counted for none is in no table.
#[test]
fn paralogues() {
    let Some((counts, _)) = count("15_paralogues.fq", "trimmed") else { return };
    println!("{counts:?}");
    assert!((counts.iter().map(|(_, count)| count).sum::<f64>() - 300.0).abs() < 1e-9);
}
