//! Scanning, solving and responding on synthetic sequences.

#![allow(missing_docs, reason = "criterion's macros write functions of their own")]

use exocast_core::{SeedPlan, options::Options as _};
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use exocast_core::Interval;
use exocast_target::{
    Amounts, Dose, Mirna, Mirnas, Recipient, RespondOptions, ScanOptions, SeedAffinity,
    SiteOccupancy, SitePool, SiteScanner, Transcripts,
};

/// Random letters from a linear congruential generator.
fn letters(state: &mut u64, count: usize) -> String {
    let mut next = || {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        ['A', 'C', 'G', 'U'][usize::from((*state >> 62) as u8)]
    };
    (0..count).map(|_| next()).collect()
}

/// 500 transcripts of 1,400 nt of ORF and of 3'UTR, and 10 miRNAs.
fn reference() -> (Transcripts, Mirnas) {
    let (mut transcripts, mut mirnas, mut state) = (Transcripts::default(), Mirnas::default(), 7);
    for i in 0..500 {
        let (orf, utr3) = (letters(&mut state, 1400), letters(&mut state, 1400));
        let pushed = transcripts.push(&format!("T{i}"), None, orf.as_bytes(), utr3.as_bytes());
        assert!(pushed.is_ok());
    }
    for i in 0..10 {
        let sequence = letters(&mut state, 22).parse().unwrap_or_default();
        if let Ok(mirna) = Mirna::new(format!("miR-{i}"), sequence) {
            assert!(mirnas.push(mirna).is_ok());
        }
    }
    (transcripts, mirnas)
}

fn benches(c: &mut Criterion) {
    let (transcripts, mirnas) = reference();
    c.bench_function("10 miRNAs over 500 3'UTRs", |b| {
        let scanner = SiteScanner::new(mirnas.as_slice(), &ScanOptions::default());
        b.iter(|| {
            let mut sites = 0;
            for transcript in transcripts.iter() {
                scanner.scan(transcript.utr3, |_| sites += 1);
            }
            black_box(sites)
        });
    });

    let cell = SiteOccupancy::new(1.0);
    let sites = [(2e3, 0.05), (8e3, 0.2), (2e4, 1.0), (1.5e5, 20.0)]
        .map(|(copies, kd_nm)| SitePool { sites_nm: cell.nanomolar(copies), kd_nm });
    c.bench_function("free miRNA", |b| b.iter(|| cell.free(black_box(16.6), &sites)));

    let amounts = mirnas.as_slice().iter();
    let amounts = amounts.map(|m| (m.name().to_owned(), Interval::new(1e3, 1e2, 1e4))).collect();
    let dose = Dose::Copies(Amounts::new(amounts));
    let affinity = SeedAffinity::default();
    let recipient = Recipient::new(&mirnas, &transcripts, &affinity);
    let options = RespondOptions::default().check().ok();
    c.bench_function("response of 500 transcripts to 10 miRNAs", |b| {
        b.iter(|| {
            options.as_ref().map(|options| recipient.respond(&dose, options, SeedPlan::new(1)))
        });
    });
}

criterion_group!(all, benches);
criterion_main!(all);
