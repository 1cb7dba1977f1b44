//! Samples and their files of reads.

use std::path::{Path, PathBuf};

use anyhow::Result;
use exocast::{are_mates, load};

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

/// Ends of names of files of first and second reads. Numbers alone may be those of samples: the reads decide.
const ENDS: [(&str, &str); 4] = [("_R1", "_R2"), (".R1", ".R2"), ("_1", "_2"), (".1", ".2")];

/// Joins samples that are named after files of first and second reads, `EV_R1` and `EV_R2`, to one.
fn with_pairs(
    samples: &[(String, Vec<PathBuf>)],
    unnamed: &[String],
) -> Vec<(String, Vec<PathBuf>)> {
    let mut joined: Vec<(String, Vec<PathBuf>)> = Vec::new();
    let mut seconds: Vec<&str> = Vec::new();
    for (name, lanes) in samples {
        let pair = ENDS.iter().find_map(|(first, second)| {
            let (sample, rest) = name.rsplit_once(first)?;
            let other = format!("{sample}{second}{rest}");
            let may_be = (rest.is_empty() || rest == "_001")
                && !sample.is_empty()
                && unnamed.contains(name)
                && unnamed.contains(&other)
                && samples.iter().all(|(name, _)| *name != sample);
            let (other, second) = samples.iter().find(|(name, _)| may_be && *name == other)?;
            let are_pair = first.ends_with("R1") || are_mates(&lanes[0], &second[0]);
            are_pair.then_some((sample, other, second))
        });
        match pair {
            None => joined.push((name.clone(), lanes.clone())),
            Some((sample, other, second)) => {
                joined.push((sample.to_owned(), lanes.iter().chain(second).cloned().collect()));
                seconds.push(other);
            }
        }
    }
    joined.retain(|(name, _)| !seconds.contains(&name.as_str()));
    joined
}

fn name_of(path: &Path) -> String {
    if path == Path::new("-") { "sample".to_owned() } else { load::file_name(path) }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn numbers_in_names_are_ends_of_pairs_if_the_reads_show_it() {
        let place = tempfile::tempdir().expect("a folder");
        let insert = "TAGCTTATCAGACTGATGTTGACC";
        let opposite = "GGTCAACATCAGTCTGATAAGCTA";
        let write = |name: &str, reads: &[(&str, &str)]| {
            let record = |(name, read): &(&str, &str)| {
                format!("@{name}\n{read}\n+\n{}\n", "I".repeat(read.len()))
            };
            let path = place.path().join(name);
            fs::write(&path, reads.iter().map(record).collect::<String>()).expect("a file");
            path.to_string_lossy().into_owned()
        };
        let first = write("x_1.fastq", &[("a", insert), ("b", insert)]);
        let second = write("x_2.fastq", &[("a", opposite), ("b", opposite)]);
        let paired = samples(&[first.clone(), second]).expect("pairs");
        assert_eq!(paired.len(), 1);
        assert_eq!((paired[0].0.as_str(), paired[0].1.len()), ("x", 2));
        // Samples that are numbered.
        let other = write("x_2.fastq", &[("c", insert), ("d", insert)]);
        let two = samples(&[first.clone(), other]).expect("two samples");
        assert_eq!(two.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["x_1", "x_2"]);
        let unclear = write("x_2.fastq", &[("a", insert), ("b", insert)]);
        assert_eq!(samples(&[first, unclear]).expect("two samples").len(), 2);
    }
}
