//! Running studies through the facade, and reading what they wrote.

use std::{
    fs,
    path::{Path, PathBuf},
};

use exocast::{
    Analysis, Study,
    io::{OutputFolder, TableFormat},
    simulate::{Simulation, SimulationOptions},
};

/// A fresh folder that vanishes with the value.
pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// Simulates a study into `out`.
pub(crate) fn simulate(out: &Path, options: SimulationOptions) {
    let folder = OutputFolder::create(out, "simulate").expect("a folder for the study");
    let simulation = Simulation::new(options).expect("a study");
    simulation.write(&folder, "").expect("its files");
    folder.finish(simulation.provenance()).expect("the folder in its place");
}

/// Runs a study into `out` on so many threads, with the study's seed or another.
pub(crate) fn run(study: &Path, out: &Path, threads: usize, seed: Option<u64>) -> Analysis {
    let mut study = Study::load(study).expect("a good study");
    study.run.seed = seed.unwrap_or(study.run.seed);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let analysis = pool.install(|| Analysis::run(&study, &mut ())).expect("an analysis");
    let folder = OutputFolder::create(out, "run").expect("a folder for the results");
    analysis.write(&folder, TableFormat::Tsv).expect("the results");
    folder.finish(analysis.provenance.clone()).expect("the folder in its place");
    analysis
}

/// A tab-separated table: header and rows.
pub(crate) fn table(path: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned).collect());
    (lines.next().expect("a header"), lines.collect())
}

/// Every file below a folder with its bytes, by relative path.
pub(crate) fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let relative = path.strip_prefix(folder).expect("below").to_owned();
                files.push((relative, fs::read(&path).expect("a file")));
            }
        }
    }
    files.sort();
    files
}
