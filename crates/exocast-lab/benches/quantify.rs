//! Comparing unique reads with a reference of synthetic hairpins.

use std::fmt::Write;

use criterion::{Criterion, criterion_group, criterion_main};
use exocast_core::options::Options;
use exocast_mirna::{Catalogue, QuantifyOptions, ReadIndex, SampleReads, quantify};

/// Hairpins of letters from a linear congruential generator, each with one mature sequence.
fn reference(n: usize) -> (String, String, Vec<String>) {
    let (mut fasta, mut gff, mut matures) = (String::new(), String::new(), Vec::new());
    let mut state = 1_u64;
    for i in 0..n {
        let hairpin: String = (0..80)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                ['A', 'C', 'G', 'T'][(state >> 33) as usize % 4]
            })
            .collect();
        let start = 1 + 1000 * i;
        let _ = writeln!(fasta, ">hsa-mir-{i}\n{hairpin}");
        let _ = write!(
            gff,
            "c\t.\tmiRNA_primary_transcript\t{start}\t{}\t.\t+\t.\tID=H{i};Name=hsa-mir-{i}\n\
             c\t.\tmiRNA\t{}\t{}\t.\t+\t.\tID=M{i};Name=hsa-miR-{i}-5p;Derives_from=H{i}\n",
            start + 79,
            start + 10,
            start + 31
        );
        matures.push(hairpin[10..32].to_owned());
    }
    (fasta, gff, matures)
}

fn benchmark(criterion: &mut Criterion) {
    let (fasta, gff, matures) = reference(2000);
    let read =
        |source: &[u8]| Catalogue::read(source, "hairpin", gff.as_bytes(), "annotation", None);
    let Ok(catalogue) = read(fasta.as_bytes()) else { return };
    let Ok(options) = QuantifyOptions::default().check() else { return };
    let index = ReadIndex::new(&catalogue, &[], None, &options);
    criterion.bench_function("assign 2000 reads", |bencher| {
        bencher
            .iter(|| matures.iter().map(|read| index.assign(read.as_bytes())).collect::<Vec<_>>());
    });
    let mut fastq = String::new();
    for mature in &matures {
        let bases = format!("{mature}TGGAATTCTCGGGTGCCAAGGAACTC");
        let _ = write!(fastq, "@r\n{bases}\n+\n{}\n", "I".repeat(bases.len()));
    }
    criterion.bench_function("read and quantify 2000 reads", |bencher| {
        bencher.iter(|| {
            SampleReads::read("s", [("reads", fastq.as_bytes())], &options)
                .map(|sample| quantify(&index, vec![sample], &options).qc().len())
                .unwrap_or_default()
        });
    });
}

criterion_group!(benches, benchmark);
criterion_main!(benches);
