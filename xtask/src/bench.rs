//! Speed: the criterion benches, then the binary beside a yardstick in the same run.

use std::{
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};

use crate::shell;

/// How often each command is timed; the fastest run counts.
const ROUNDS: usize = 5;

pub(crate) fn run() -> Result<()> {
    let exocast = shell::build_release()?;
    if let Some(shared) = shell::shared() {
        against_gzip(&exocast, &shared.join("data/mirna"))?;
    } else {
        println!(
            "bench: the commands over real files are skipped: no shared folder (set EXOCAST_SHARED)"
        );
    }
    shell::cargo(["bench", "--package", shell::LAB, "--features", "rayon", "--benches"])
}

/// `mirna quant` over real reads, in multiples of decompressing them.
fn against_gzip(exocast: &Path, data: &Path) -> Result<()> {
    let reads = data.join("sample1.fastq.gz");
    let out = std::env::temp_dir().join(format!("exocast-bench-{}", std::process::id()));
    let gzip = fastest(|| {
        let mut command = Command::new("gzip");
        command.arg("-dc").arg(&reads);
        command
    })?;
    let quant = fastest(|| {
        let mut command = Command::new(exocast);
        command.args(["mirna", "quant", "--threads", "1", "--quiet"]).arg(&reads);
        command.arg("--hairpin").arg(data.join("mirbase21_hairpin_hsa.fa"));
        command.arg("--annotation").arg(data.join("mirbase21_hsa.gff3"));
        command.arg("--out").arg(&out);
        command
    })?;
    std::fs::remove_dir_all(&out).context("the bench wrote no results")?;
    println!("what\tseconds\tgzip_dc_seconds\tratio");
    println!(
        "mirna quant, 10,000 reads, one thread, index included\t{:.3}\t{:.3}\t{:.1}",
        quant.as_secs_f64(),
        gzip.as_secs_f64(),
        quant.as_secs_f64() / gzip.as_secs_f64()
    );
    Ok(())
}

fn fastest(mut command: impl FnMut() -> Command) -> Result<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let status = command().stdout(Stdio::null()).status()?;
        let elapsed = start.elapsed();
        ensure!(status.success(), "a command of the bench failed with {status}");
        best = best.min(elapsed);
    }
    Ok(best)
}
