//! Speed beside numpy and scikit-learn in one run, on one thread each.
//!
//! `cargo run --release -p exocast-lab --example sizing_speed -- PYTHON [SIX_BLOCK.csv]`: samples of a
//! million particles are drawn from a fixed seed, the peers (`peers/sizing.py`) run first, and each line
//! shows CPU seconds of both and their ratio. Times are medians; on Linux of CPU time.
#![allow(clippy::print_stdout, reason = "an example shows its result")]

use std::{collections::BTreeMap, error::Error, fs, hint::black_box, path::Path, process::Command};

use exocast_core::options::Options as _;
use exocast_core::{SeedPlan, Stream, order::percentiles};
use exocast_lab::clock::thread;
use exocast_vesicle::{Component, LognormalMixture, Options, SizeDistribution, instrument};
use rand::RngExt;
use rand_distr::{Distribution, StandardNormal};

const PARTICLES: usize = 1_000_000;

fn timed<T>(repeats: usize, mut work: impl FnMut() -> T) -> (f64, T) {
    let mut times = Vec::new();
    let mut value = None;
    for _ in 0..repeats {
        let start = thread();
        value = Some(black_box(work()));
        times.push(thread() - start);
    }
    times.sort_by(f64::total_cmp);
    #[allow(clippy::expect_used, reason = "it was run")]
    (times[repeats / 2], value.expect("one run or more"))
}

fn sample(truth: &[(f64, f64, f64)], stream: &mut Stream) -> Vec<f64> {
    (0..PARTICLES)
        .map(|_| {
            let mut left = stream.random::<f64>();
            let mut component = truth[0];
            for part in truth {
                component = *part;
                left -= part.0;
                if left < 0.0 {
                    break;
                }
            }
            let z: f64 = StandardNormal.sample(stream);
            component.1 * (component.2 * z).exp()
        })
        .collect()
}

fn write(path: &Path, values: &[f64]) -> std::io::Result<()> {
    fs::write(path, values.iter().flat_map(|value| value.to_ne_bytes()).collect::<Vec<u8>>())
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let python = arguments.next();
    let export = arguments.next();
    let truth = [(0.62, 90.0, 0.22), (0.30, 180.0, 0.25), (0.08, 420.0, 0.30)];
    let seeds = SeedPlan::new(20_260_101);
    let a = sample(&truth, &mut seeds.stream("a", 0));

    let mut peers: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    if let Some(python) = python {
        let folder = std::env::temp_dir().join(format!("exocast-sizing-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        write(&folder.join("a.bin"), &a)?;
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/sizing.py");
        let mut command = Command::new(python);
        command.arg(script).arg(&folder).args(&export);
        for threads in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"] {
            command.env(threads, "1");
        }
        let output = command.output()?;
        fs::remove_dir_all(&folder)?;
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let mut words = line.split(' ');
            if let (Some(name), Some(time), Some(value)) =
                (words.next(), words.next(), words.next())
            {
                peers.insert(name.to_owned(), (time.parse()?, value.parse()?));
            }
        }
        if peers.is_empty() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
    }
    let show = |name: &str, bar: &str, factor: f64, (time, value): (f64, f64)| {
        if let Some((peer, theirs)) = peers.get(name) {
            let peer = peer * factor;
            println!(
                "{name:18} ours {time:.5} s, peer {peer:.4} s: 1/{:.1} (bar {bar}); values {value:.6} {theirs:.6}",
                peer / time
            );
        } else {
            println!("{name:18} ours {time:.5} s (bar {bar}); value {value:.6}");
        }
    };

    let p = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
    let (time, quantiles) = timed(9, || percentiles(&a, &p).unwrap_or_default());
    show("percentiles", "1", 1.0, (time, quantiles.iter().sum()));
    let options = Options::default().check()?;
    let (time, fit) = timed(5, || {
        let sizes = SizeDistribution::particles(a.clone())?;
        Ok::<_, Box<dyn Error>>(LognormalMixture::fit_components(&sizes, 3, &options, seeds)?)
    });
    let fit = fit?;
    show("mixture", "1/20", 1.0, (time, fit.log_likelihood));
    show("mixture-converged", "better", 1.0, (time, fit.log_likelihood));
    if let Some(export) = export {
        let bytes = fs::read(export)?;
        let (time, read) = timed(51, || instrument::read(&bytes[..], "six blocks"));
        let total = |r: &exocast_vesicle::Replicate| {
            r.sizes.total() + r.further.iter().flat_map(|block| &block.weights).sum::<f64>()
        };
        let sum: f64 = read?.replicates.iter().map(total).sum();
        show("six-blocks", "1/10, 5 ms", 1.0, (time, sum));
    }
    let weights: Vec<f64> = fit.mixture.components().iter().map(Component::weight).collect();
    println!("weights {weights:.4?}, truth {:?}", truth.map(|part| part.0));
    Ok(())
}
