//! Two folders of outputs, file by file.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

/// Differing lines that are shown of each file.
const SHOWN: usize = 4;

/// A line is cut after as many characters.
const WIDTH: usize = 160;

/// Prints which files differ and how; an error where any does.
pub(crate) fn compare(before: &Path, after: &Path) -> Result<()> {
    let (old, new) = (files(before)?, files(after)?);
    let mut differing = 0;
    // Tables first: wording is meant to change.
    let mut all: Vec<&PathBuf> = old.union(&new).collect();
    all.sort_by_key(|path| (is_wording(path), (*path).clone()));
    for path in &all {
        let line = match (old.contains(*path), new.contains(*path)) {
            (true, false) => Some("only before".to_owned()),
            (false, true) => Some("only after".to_owned()),
            _ => difference(&fs::read(before.join(path))?, &fs::read(after.join(path))?),
        };
        if let Some(line) = line {
            println!("{}: {line}", path.display());
            differing += 1;
        }
    }
    println!("outputs: {differing} of {} files differ", all.len());
    if differing > 0 {
        bail!("the outputs differ");
    }
    Ok(())
}

/// Whether a file is read by people alone, so that a change of words changes it.
fn is_wording(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "messages" || ending == "html")
}

/// Every file below a folder.
fn files(folder: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut files = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).with_context(|| next.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(folder)?.to_owned());
            }
        }
    }
    Ok(files)
}

/// The first lines that differ, where any do.
fn difference(old: &[u8], new: &[u8]) -> Option<String> {
    if old == new {
        return None;
    }
    let (Ok(old), Ok(new)) = (std::str::from_utf8(old), std::str::from_utf8(new)) else {
        return Some(format!("binary, {} bytes before, {} after", old.len(), new.len()));
    };
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let same_start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = (&old[same_start..], &new[same_start..]);
    let same_end = rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(|(a, b)| a == b).count();
    let middle = |lines: &[&str]| {
        lines[..lines.len() - same_end].iter().map(|l| (*l).to_owned()).collect::<Vec<_>>()
    };
    let (old, new) = (middle(rest.0), middle(rest.1));
    let mut text = format!("from line {}, {} lines for {}", same_start + 1, new.len(), old.len());
    // Lines of equal number are compared one by one; else the changed block is shown.
    let pairs = old.len() == new.len();
    let changed = |lines: &[String], others: &[String], mark: char| -> Vec<String> {
        lines
            .iter()
            .enumerate()
            .filter(|(i, line)| !pairs || others[*i] != **line)
            .map(|(_, line)| format!("\n  {mark} {}", line.chars().take(WIDTH).collect::<String>()))
            .take(SHOWN)
            .collect()
    };
    text.extend(changed(&old, &new, '-'));
    text.extend(changed(&new, &old, '+'));
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn changed_lines_are_shown_and_equal_ones_are_not() {
        assert_eq!(difference(b"a\nb\n", b"a\nb\n"), None);
        let text = difference(b"a\nb\nc\nd\n", b"a\nx\nc\ny\n").expect("they differ");
        assert_eq!(text, "from line 2, 3 lines for 3\n  - b\n  - d\n  + x\n  + y");
        let text = difference(b"a\nb\n", b"a\nnew\nb\n").expect("they differ");
        assert_eq!(text, "from line 2, 1 lines for 0\n  + new");
    }
}
