//! Samples and their files of reads.

use std::path::{Path, PathBuf};

use anyhow::Result;
use exocast::load;

/// Samples in the order given; files of one NAME are lanes of one sample.
pub(super) fn samples(reads: &[String]) -> Result<Vec<(String, Vec<PathBuf>)>> {
    let mut samples: Vec<(String, Vec<PathBuf>)> = Vec::new();
    let mut unnamed: Vec<String> = Vec::new();
    let mut seen: Vec<PathBuf> = Vec::new();
    for read in reads {
        let (name, path) = match read.split_once('=') {
            Some((name, path)) if !name.is_empty() => (name.to_owned(), PathBuf::from(path)),
            _ => (name_of(Path::new(read)), PathBuf::from(read)),
        };
        let is_unnamed = *read == path.to_string_lossy();
        if seen.contains(&path) {
            anyhow::bail!("{} is given twice", path.display());
        }
        let known = samples.iter_mut().find(|(sample, _)| *sample == name);
        if known.is_some() && (is_unnamed || unnamed.contains(&name)) {
            anyhow::bail!(
                "several files are called {name}: give NAME=FILE, with different names for samples and \
                 the same name for lanes of one sample"
            );
        }
        match known {
            Some((_, lanes)) => lanes.push(path.clone()),
            None => samples.push((name.clone(), vec![path.clone()])),
        }
        if is_unnamed {
            unnamed.push(name);
        }
        seen.push(path);
    }
    Ok(with_pairs(&samples, &unnamed))
}

/// Joins samples that are named after files of first and second reads, `EV_R1` and `EV_R2`, to one.
fn with_pairs(
    samples: &[(String, Vec<PathBuf>)],
    unnamed: &[String],
) -> Vec<(String, Vec<PathBuf>)> {
    let pair = |name: &str, mate: &str| {
        let (sample, rest) = name.rsplit_once(mate)?;
        let is_end = rest.is_empty() || rest == "_001";
        (is_end && !sample.is_empty() && unnamed.iter().any(|other| other == name))
            .then(|| (sample.to_owned(), rest.to_owned()))
    };
    let mut joined: Vec<(String, Vec<PathBuf>)> = Vec::new();
    for (name, lanes) in samples {
        let other = |mate: &str, other: &str| {
            let (sample, rest) = pair(name, mate)?;
            let other =
                samples.iter().find(|(name, _)| *name == format!("{sample}{other}{rest}"))?;
            (unnamed.contains(&other.0) && samples.iter().all(|(name, _)| *name != sample))
                .then(|| (sample, other.1.clone()))
        };
        if let Some((sample, second)) = other("_R1", "_R2") {
            joined.push((sample, lanes.iter().cloned().chain(second).collect()));
        } else if other("_R2", "_R1").is_none() {
            joined.push((name.clone(), lanes.clone()));
        }
    }
    joined
}

fn name_of(path: &Path) -> String {
    if path == Path::new("-") { "sample".to_owned() } else { load::file_name(path) }
}
