//! Files that a study names by a pattern: `EV_1_*.fastq.gz`, or sheets: `EV_*.xlsx#Sizes`.

use std::path::{Path, PathBuf};

use super::Study;
use crate::io::SheetPath;

impl Study {
    /// Puts the files that fit a pattern of reads or sizing exports in its place, in the order of their names. A pattern
    /// that nothing fits is left: it is a fault.
    pub(crate) fn expand_patterns(&mut self) {
        let folder = self.folder.clone();
        for sample in &mut self.samples {
            for paths in [&mut sample.reads, &mut sample.sizing] {
                let mut files = Vec::with_capacity(paths.len());
                for path in std::mem::take(paths) {
                    let fitting = if is_pattern(&folder, &path) {
                        fitting(&folder, &path)
                    } else {
                        Vec::new()
                    };
                    if fitting.is_empty() {
                        files.push(path);
                    } else {
                        files.extend(fitting);
                    }
                }
                *paths = files;
            }
        }
    }
}

/// Whether a path is no file and has letters that patterns have.
pub(super) fn is_pattern(folder: &Path, path: &Path) -> bool {
    path.to_str().is_some_and(|path| path.contains(['*', '?', '['])) && !folder.join(path).exists()
}

/// The files that fit a pattern, relative to the folder as the pattern is.
pub(super) fn fitting(folder: &Path, pattern: &Path) -> Vec<PathBuf> {
    // The folder's own name is no pattern.
    let literal = glob::Pattern::escape(&folder.to_string_lossy());
    let relative = |path: PathBuf| path.strip_prefix(folder).map(PathBuf::from).unwrap_or(path);
    let files = |pattern: &Path| -> Vec<PathBuf> {
        let whole = Path::new(&literal).join(pattern);
        let matched = glob::glob(&whole.to_string_lossy()).into_iter().flatten().flatten();
        matched.filter(|path| path.is_file()).map(relative).collect()
    };
    let fitting = files(pattern);
    let SheetPath { file, sheet: Some(sheet) } = SheetPath::resolve(pattern) else {
        return fitting;
    };
    if !fitting.is_empty() {
        return fitting;
    }
    files(file).iter().map(|file| SheetPath::joined(file, sheet)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_files_in_the_order_of_their_names() {
        let folder = tempfile::tempdir().expect("a folder");
        let inside = folder.path().join("run [1]");
        std::fs::create_dir(&inside).expect("a folder");
        for name in ["b_2.fq", "b_1.fq", "c.fq", "a[1].fq"] {
            std::fs::write(inside.join(name), "x").expect("written");
        }
        let names = |pattern: &str| fitting(&inside, Path::new(pattern));
        assert_eq!(names("b_*.fq"), [Path::new("b_1.fq"), Path::new("b_2.fq")]);
        assert_eq!(names("d*").len(), 0);
        std::fs::write(inside.join("s_1.xlsx"), "x").expect("written");
        assert_eq!(names("s_*.xlsx#Sizes"), [Path::new("s_1.xlsx#Sizes")]);
        assert!(is_pattern(&inside, Path::new("b_?.fq")));
        assert!(!is_pattern(&inside, Path::new("a[1].fq")));
    }
}
