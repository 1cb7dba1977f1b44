//! The files of a folder, and the way to them from another.

use std::{
    fs, io,
    path::{Component, Path, PathBuf},
};

/// Folders inside of folders that are looked into.
const DEEPEST: usize = 8;

/// What a folder holds.
#[derive(Default)]
pub(super) struct Walked {
    /// Files in the order of their paths.
    pub(super) files: Vec<PathBuf>,
    /// Folders of results, which are not looked into.
    pub(super) results: Vec<PathBuf>,
}

/// Every file below a folder but hidden ones and those of results.
pub(super) fn files(folder: &Path) -> io::Result<Walked> {
    let mut walked = Walked::default();
    look(folder, 0, &mut walked)?;
    Ok(walked)
}

fn look(folder: &Path, depth: usize, walked: &mut Walked) -> io::Result<()> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    entries.sort();
    for path in entries {
        let hidden =
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']));
        if hidden {
            continue;
        }
        // Links to folders are not followed: they may lead back.
        if path.is_dir() && !path.is_symlink() {
            if path.join("run.json").is_file() {
                walked.results.push(path);
            } else if depth < DEEPEST {
                look(&path, depth + 1, walked)?;
            }
        } else if path.is_file() && !is_study(&path) {
            walked.files.push(path);
        }
    }
    Ok(())
}

/// A study is no input of another.
fn is_study(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "toml")
}

/// The way from the folder of the study to files.
pub(super) struct Way {
    from: PathBuf,
    /// `from` and the folder of the study without links.
    target: PathBuf,
    base: PathBuf,
}

impl Way {
    pub(super) fn new(from: &Path, into: &Path) -> io::Result<Self> {
        let here = Path::new(".");
        let base = fs::canonicalize(if into.as_os_str().is_empty() { here } else { into })?;
        Ok(Self { from: from.to_owned(), target: fs::canonicalize(from)?, base })
    }

    /// The path of a file below the folder, as the study names it.
    pub(super) fn to(&self, file: &Path) -> PathBuf {
        let file = self.target.join(file.strip_prefix(&self.from).unwrap_or(file));
        let both = file.components().zip(self.base.components());
        let shared = both.take_while(|(a, b)| a == b).count();
        let mut way = PathBuf::new();
        way.extend(self.base.components().skip(shared).map(|_| Component::ParentDir));
        way.extend(file.components().skip(shared));
        way
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_files_and_results_are_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path();
        for name in ["a/b", "out", ".git", "study"] {
            fs::create_dir_all(at.join(name)).expect("a folder");
        }
        for name in ["a/b/x.csv", "out/run.json", "out/y.tsv", ".git/z", "study/study.toml"] {
            fs::write(at.join(name), "x").expect("written");
        }
        let walked = files(at).expect("files");
        assert_eq!(walked.files, [at.join("a/b/x.csv")]);
        assert_eq!(walked.results, [at.join("out")]);
        let way = |into: &str| Way::new(at, &at.join(into)).expect("a way").to(&walked.files[0]);
        assert_eq!(way(""), Path::new("a/b/x.csv"));
        assert_eq!(way("study"), Path::new("../a/b/x.csv"));
        assert_eq!(way("a"), Path::new("b/x.csv"));
    }
}
