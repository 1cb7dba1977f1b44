//! Speed and memory of the table intake beside polars in one run, on one thread each.
//!
//! `cargo run --release -p exocast-lab --example table_intake -- PYTHON [ROWS COLUMNS]`: a table of counts of a fixed
//! seed (20,000 × 500 unless said otherwise) is written, `peers/table_intake.py` reads it with `polars.read_csv`, and
//! the intake reads it from the same file. Times are medians of five, of the processor; memory is what the process has at
//! most while it reads, over the size of the matrix.
#![allow(clippy::print_stdout, reason = "an example shows its result")]

use std::{
    error::Error,
    fs::{self, File},
    io::{BufReader, BufWriter, Write},
    path::Path,
    process::Command,
};

use exocast_core::{LabelledMatrix, SeedPlan};
use exocast_lab::clock::thread;
use rand::RngExt;

/// Writes counts of which most are small.
fn write(path: &Path, rows: usize, columns: usize) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(File::create(path)?);
    write!(out, "gene")?;
    for column in 0..columns {
        write!(out, "\tS{column}")?;
    }
    let mut stream = SeedPlan::new(20_260_101).stream("counts", 0);
    for row in 0..rows {
        write!(out, "\nENSG{row:011}")?;
        for _ in 0..columns {
            let uniform: f64 = stream.random();
            write!(out, "\t{}", (12.0 * uniform * uniform).exp2().floor() - 1.0)?;
        }
    }
    writeln!(out)?;
    Ok(out.flush()?)
}

/// Bytes that the process has had at most, or nothing where the system does not say.
fn most_memory() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim_end_matches("kB").trim().parse::<f64>().ok()? * 1024.0)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize, usual: usize| {
        arguments.get(place).map_or(Ok(usual), |text| text.parse::<usize>())
    };
    let (rows, columns) = (number(1, 20_000)?, number(2, 500)?);
    let folder = std::env::temp_dir().join(format!("exocast-intake-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let path = folder.join("counts.tsv");
    write(&path, rows, columns)?;
    let before = most_memory();
    let (mut times, mut sum, mut memory) = (Vec::new(), 0.0, None);
    for _ in 0..5 {
        let file = BufReader::new(File::open(&path)?);
        let start = thread();
        let matrix = LabelledMatrix::read(file, "counts.tsv")?;
        times.push(thread() - start);
        memory = memory.or_else(|| Some((most_memory()? - before?) / (8 * rows * columns) as f64));
        sum = matrix.values().sum();
    }
    times.sort_by(f64::total_cmp);
    let ours = times[2];
    let bytes = fs::metadata(&path)?.len() as f64;
    println!("{rows} × {columns}, {:.0} MB", bytes / 1e6);
    println!("intake  {ours:.3} s, {:.0} MB/s, sum {sum}", bytes / 1e6 / ours);
    if let Some(memory) = memory {
        println!("memory  {memory:.2} × the matrix (at most 2)");
    }
    if let Some(python) = arguments.first() {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/table_intake.py");
        let output = Command::new(python).arg(script).arg(&path).output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut words = text.split_whitespace().skip(1);
        let Some(peer) = words.next() else {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        };
        let peer: f64 = peer.parse()?;
        println!("polars  {peer:.3} s, sum {}", words.next().unwrap_or_default());
        println!("ratio   {:.2} (at most 1.5)", ours / peer);
    }
    Ok(fs::remove_dir_all(&folder)?)
}
