//! How the cost of a scan, of duplex sites and of accessibility grows with the length of a transcript:
//! `cargo run --release -p exocast-lab --example cost_by_length > docs/benchmarks/exocast-target-cost.svg`.
//!
//! Each point is the fastest of five runs. The plot goes to standard output, its numbers to standard
//! error.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows its results")]

use exocast_core::options::Options as _;
use std::{error::Error, fmt::Write, hint::black_box, time::Instant};

use exocast_core::{Base, Rna};
use exocast_target::{
    AccessOptions, Accessibility, DuplexFolder, DuplexOptions, EnergyModel, Mirna, ScanOptions,
    SiteScanner,
};

const LENGTHS: [usize; 6] = [1000, 2000, 4000, 8000, 16_000, 32_000];
const NAMES: [&str; 3] = ["scan, 1,000 miRNAs", "duplex sites, one miRNA", "accessibility"];
const COLOURS: [&str; 3] = ["#0072b2", "#d55e00", "#009e73"];
const RUNS: usize = 5;

/// Random nucleotides from a linear congruential generator.
fn random(state: &mut u64, count: usize) -> Vec<Base> {
    let mut next = || {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        Base::KNOWN[usize::from((*state >> 62) as u8)]
    };
    (0..count).map(|_| next()).collect()
}

/// Seconds of the fastest run.
fn fastest(mut run: impl FnMut()) -> f64 {
    let once = |_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    };
    (0..RUNS).map(once).fold(f64::INFINITY, f64::min)
}

fn main() -> Result<(), Box<dyn Error>> {
    let (mut state, model) = (11, EnergyModel::turner2004());
    let mirnas = (0..1000).map(|i| {
        let letters: String = random(&mut state, 22).iter().map(ToString::to_string).collect();
        Ok(Mirna::new(format!("m{i}"), letters.parse::<Rna>()?)?)
    });
    let mirnas = mirnas.collect::<Result<Vec<Mirna>, Box<dyn Error>>>()?;
    let guide = mirnas[0].sequence().bases();
    let scanner = SiteScanner::new(&mirnas, &ScanOptions::default());
    let access = Accessibility::new(&model, &AccessOptions::default().check()?);
    let options = DuplexOptions::default().check()?;
    let mut folder = DuplexFolder::new(&model);
    let mut seconds = [[0.0; LENGTHS.len()]; NAMES.len()];
    for (i, length) in LENGTHS.into_iter().enumerate() {
        let sequence = random(&mut state, length);
        seconds[0][i] = fastest(|| {
            let mut sites = 0;
            scanner.scan(&sequence, |_| sites += 1);
            black_box(sites);
        });
        seconds[1][i] = fastest(|| {
            black_box(folder.sites(guide, &sequence, &options));
        });
        seconds[2][i] = fastest(|| {
            black_box(access.unpaired(&sequence, 14));
        });
        let rates: Vec<String> = (seconds.iter().zip(NAMES))
            .map(|(all, name)| format!("{name} {:.1} ns/nt", 1e9 * all[i] / length as f64))
            .collect();
        eprintln!("{length} nt: {}", rates.join(", "));
    }
    print!("{}", plot(&seconds)?);
    Ok(())
}

/// Time against length, both on logarithmic axes: a slope of one is a cost that grows linearly.
fn plot(seconds: &[[f64; LENGTHS.len()]; NAMES.len()]) -> Result<String, std::fmt::Error> {
    let x = |length: f64| 70.0 + 400.0 * (length / 1000.0).log2() / 5.0;
    // From 1 µs to 10 s.
    let y = |seconds: f64| 340.0 - 300.0 * (seconds.log10() + 6.0) / 7.0;
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 660 400\" font-family=\"sans-serif\" \
         font-size=\"12\" role=\"img\">\n<title>Time against length of the transcript</title>\n\
         <rect width=\"660\" height=\"400\" fill=\"white\"/>\n",
    );
    for length in LENGTHS {
        let at = x(length as f64);
        writeln!(svg, "<path d=\"M{at:.1} 40V340\" stroke=\"#ddd\"/>")?;
        writeln!(svg, "<text x=\"{at:.1}\" y=\"358\" text-anchor=\"middle\">{length}</text>")?;
    }
    for (power, label) in
        (-6..=1).zip(["1 µs", "10 µs", "100 µs", "1 ms", "10 ms", "0.1 s", "1 s", "10 s"])
    {
        let at = y(10_f64.powi(power));
        writeln!(svg, "<path d=\"M70 {at:.1}H470\" stroke=\"#ddd\"/>")?;
        writeln!(svg, "<text x=\"62\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>", at + 4.0)?;
    }
    writeln!(svg, "<text x=\"270\" y=\"384\" text-anchor=\"middle\">transcript, nt</text>")?;
    for ((all, name), colour) in seconds.iter().zip(NAMES).zip(COLOURS) {
        let points: Vec<(f64, f64)> =
            LENGTHS.iter().zip(all).map(|(length, time)| (x(*length as f64), y(*time))).collect();
        let line: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let line = line.join(" ");
        writeln!(
            svg,
            "<polyline points=\"{line}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>"
        )?;
        for (x, y) in &points {
            writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{colour}\"/>")?;
        }
        // Slope of the least-squares line.
        let logs: Vec<(f64, f64)> = LENGTHS
            .iter()
            .zip(all)
            .map(|(length, time)| ((*length as f64).ln(), time.ln()))
            .collect();
        let count = logs.len() as f64;
        let mean = logs.iter().fold((0.0, 0.0), |sum, log| (sum.0 + log.0, sum.1 + log.1));
        let mean = (mean.0 / count, mean.1 / count);
        let (up, over) = logs.iter().fold((0.0, 0.0), |(up, over), log| {
            (up + (log.0 - mean.0) * (log.1 - mean.1), over + (log.0 - mean.0).powi(2))
        });
        let at = points.last().map_or(0.0, |point| point.1);
        writeln!(svg, "<text x=\"480\" y=\"{:.1}\" fill=\"{colour}\">{name}</text>", at - 2.0)?;
        writeln!(
            svg,
            "<text x=\"480\" y=\"{:.1}\" fill=\"{colour}\">slope {:.2}</text>",
            at + 13.0,
            up / over
        )?;
    }
    svg += "</svg>\n";
    Ok(svg)
}
