//! Names of samples after their files.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use exocast::{load::sample_name, vesicle::Measurement};

/// Adds an export to those of its sample.
pub(super) fn join(parts: &mut Vec<(String, Vec<Measurement>)>, name: &str, export: Measurement) {
    match parts.iter_mut().find(|(sample, _)| sample == name) {
        Some((_, exports)) => exports.push(export),
        None => parts.push((name.to_owned(), vec![export])),
    }
}

/// One name per export: files of the same name in several folders are distinguished by their folders.
pub(super) fn sample_names(paths: &[PathBuf]) -> Result<Vec<String>> {
    let mut names: Vec<String> = paths.iter().map(|path| sample_name(path)).collect();
    let folders: Vec<Vec<String>> = paths
        .iter()
        .map(|path| {
            let parent = path.parent().unwrap_or(Path::new(""));
            let parts =
                parent.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
            let mut parts: Vec<String> = parts.collect();
            parts.reverse();
            parts
        })
        .collect();
    let deepest = folders.iter().map(Vec::len).max().unwrap_or(0);
    for depth in 0..deepest {
        let twice: Vec<bool> = names
            .iter()
            .map(|name| names.iter().filter(|other| *other == name).count() > 1)
            .collect();
        for (i, name) in names.iter_mut().enumerate() {
            if let Some(folder) = folders[i].get(depth).filter(|_| twice[i]) {
                *name = format!("{folder}/{name}");
            }
        }
    }
    // Files with the same stem in one folder are distinguished by their endings.
    for i in 0..names.len() {
        let same: Vec<usize> = (0..names.len()).filter(|&j| names[j] == names[i]).collect();
        if same.len() > 1 {
            for j in same {
                let file = paths[j].file_name().map(|name| name.to_string_lossy().into_owned());
                let stem = sample_name(&paths[j]);
                let folder = names[j].strip_suffix(stem.as_str()).unwrap_or_default().to_owned();
                names[j] = format!("{folder}{}", file.unwrap_or(stem));
            }
        }
    }
    for (i, name) in names.iter().enumerate() {
        if names[..i].contains(name) {
            bail!("{}: this export is given twice", paths[i].display());
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ() {
        let names =
            |paths: &[&str]| sample_names(&paths.iter().map(PathBuf::from).collect::<Vec<_>>());
        let check = |paths: &[&str], expected: &[&str]| {
            assert_eq!(names(paths).expect("different files"), expected, "{paths:?}");
        };
        check(&["a.csv", "b.csv"], &["a", "b"]);
        check(&["x/run.csv", "y/run.csv", "z.csv"], &["x/run", "y/run", "z"]);
        check(&["x/p/run.csv", "y/p/run.csv"], &["x/p/run", "y/p/run"]);
        check(&["run.csv", "run.txt"], &["run.csv", "run.txt"]);
        check(&["a.xlsx#EV 1.5", "a.xlsx#EV 2"], &["EV 1.5", "EV 2"]);
        check(&["a.xlsx#Sheet1", "b.xlsx#Sheet1"], &["a", "b"]);
        assert!(names(&["run.csv", "run.csv"]).is_err());
    }
}
