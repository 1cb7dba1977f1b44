//! Speed and memory of reading a sheet of a workbook, compared with pandas in one run, on one thread each.
//!
//! `cargo run --release -p exocast-lab --example workbook_speed -- PYTHON [ROWS COLUMNS]`: `peers/workbook.py` writes a
//! workbook of counts (20,000 × 100 unless said otherwise) and reads it with pandas (calamine and openpyxl), and exocast
//! reads the same file. Times are of the processor; memory is what the process has at most while it reads, over the
//! size of the matrix.
#![allow(clippy::print_stdout, reason = "an example shows its result")]

use std::{error::Error, fs, path::Path, process::Command};

use exocast::load;
use exocast_core::table::intake::Choice;
use exocast_lab::clock::thread;

/// Bytes that the process has had at most, or nothing where the system does not say.
fn most_memory() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim_end_matches("kB").trim().parse::<f64>().ok()? * 1024.0)
}

fn peer(python: &str, arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/workbook.py");
    let output = Command::new(python).arg(script).args(arguments).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let python =
        arguments.first().ok_or("name a python with openpyxl, pandas and python-calamine")?;
    let word = |place: usize, usual: &str| {
        arguments.get(place).map_or_else(|| usual.to_owned(), Clone::clone)
    };
    let (rows, columns) = (word(1, "20000"), word(2, "100"));
    let folder = std::env::temp_dir().join(format!("exocast-workbook-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let path = |place: usize| folder.join(format!("counts{place}.xlsx"));
    let name = |path: &Path| path.to_string_lossy().into_owned();
    peer(python, &["write", &name(&path(0)), &rows, &columns])?;
    // A sheet that was read is kept for the next time: each time reads another file.
    for place in 1..3 {
        fs::copy(path(0), path(place))?;
    }
    let before = most_memory();
    let (mut times, mut sum, mut memory) = (Vec::new(), 0.0, None);
    for place in 0..3 {
        let start = thread();
        let matrix = load::amounts_of_features(&path(place), &Choice::default())?;
        times.push(thread() - start);
        let size = 8.0 * (matrix.rows().len() * matrix.columns().len()) as f64;
        memory = memory.or_else(|| Some((most_memory()? - before?) / size));
        sum = matrix.values().sum();
    }
    times.sort_by(f64::total_cmp);
    let bytes = fs::metadata(path(0))?.len() as f64;
    println!("{rows} × {columns}, {:.1} MB", bytes / 1e6);
    println!("exocast {:.3} s, sum {sum}", times[1]);
    if let Some(memory) = memory {
        println!("memory  {memory:.2} × the matrix");
    }
    for line in peer(python, &["read", &name(&path(0))])?.lines() {
        let mut words = line.split_whitespace();
        let (name, seconds) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let ratio = times[1] / seconds.parse::<f64>()?;
        println!("{name} {seconds} s, sum {}; ratio {ratio:.3}", words.next().unwrap_or_default());
    }
    Ok(fs::remove_dir_all(&folder)?)
}
