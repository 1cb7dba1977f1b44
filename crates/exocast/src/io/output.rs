//! Folders of results that appear whole or not at all, and never in the place of something else.

use std::{
    cell::RefCell,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::Path,
};

use exocast_core::Table;

use super::{
    checkpoint::Checkpoints,
    claim::{Claim, NoClaim},
    error::{OutputError, explain},
    format::TableFormat,
    input::{OpenError, digest},
    place::{Place, removed},
    provenance::{OutputFile, Provenance},
};

/// The record of the run, written last: it says which files are ours.
const RECORD: &str = "run.json";

/// A folder of results, written next to its final place and moved there when complete.
///
/// Dropping it without [`finish`](Self::finish) leaves nothing behind but the [finished
/// steps](Self::checkpoints). A killed process leaves hidden siblings that the next run to the same place puts right.
#[derive(Debug)]
pub struct OutputFolder {
    place: Place,
    // Until the folder is in its place.
    _claim: Claim,
    written: RefCell<Vec<OutputFile>>,
    replaces: bool,
    finished: bool,
}

impl OutputFolder {
    /// Prepares a folder that `command` will put at `destination`.
    ///
    /// What is there is replaced on [`finish`](Self::finish) only if nothing can be lost: the
    /// folder is empty, or holds results of the same command as they were written and no other file.
    ///
    /// # Errors
    /// Where something else is there, another process writes there, or the parent cannot be
    /// written to.
    pub fn create(destination: &Path, command: &str) -> Result<Self, OutputError> {
        let mut folder = Self::claim(destination)?;
        let place = &folder.place.destination;
        if let Some(what) = in_the_way(place, command).map_err(explain(place))? {
            return Err(OutputError::Foreign { path: destination.display().to_string(), what });
        }
        folder.replaces = place.join(RECORD).exists();
        Ok(folder)
    }

    /// Puts right what a killed process left next to `destination`: results that it had moved away are back in
    /// their place, and what it had not finished writing is gone.
    ///
    /// # Errors
    /// Where another process writes there, or the disk refuses.
    pub fn settle(destination: &Path) -> Result<(), OutputError> {
        let place = Place::beside(destination)?;
        if [&place.lock, &place.temporary, &place.earlier].iter().any(|left| left.exists()) {
            Self::claim(destination)?;
        }
        Ok(())
    }

    fn claim(destination: &Path) -> Result<Self, OutputError> {
        let place = Place::beside(destination)?;
        let claim = Claim::take(&place.lock).map_err(|refused| match refused {
            NoClaim::Busy => OutputError::Busy { path: destination.display().to_string() },
            NoClaim::Io(source) => explain(&place.lock)(source),
        })?;
        let (written, replaces, finished) = (RefCell::default(), false, false);
        let folder = Self { place, _claim: claim, written, replaces, finished };
        folder.recover().map_err(explain(&folder.place.destination))?;
        let temporary = &folder.place.temporary;
        removed(temporary).and_then(|()| fs::create_dir(temporary)).map_err(explain(temporary))?;
        Ok(folder)
    }

    /// A process may have been killed between moving old results away and moving new ones in.
    fn recover(&self) -> io::Result<()> {
        let Place { destination, earlier, .. } = &self.place;
        match (earlier.exists(), destination.exists()) {
            (true, false) => fs::rename(earlier, destination),
            (true, true) => fs::remove_dir_all(earlier),
            (false, _) => Ok(()),
        }
    }

    /// Steps that were finished on the way to these results, by this process or one before it. They are gone when
    /// the results are in their place.
    #[must_use]
    pub fn checkpoints(&self) -> Checkpoints {
        Checkpoints::new(self.place.steps.clone())
    }

    /// Where the files are until [`finish`](Self::finish).
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.place.temporary
    }

    /// Whether [`finish`](Self::finish) will replace earlier results.
    #[must_use]
    pub fn replaces(&self) -> bool {
        self.replaces
    }

    /// The files written so far, by name.
    #[must_use]
    pub fn written(&self) -> Vec<OutputFile> {
        let mut written = self.written.borrow().clone();
        written.sort_by(|a, b| a.name.cmp(&b.name));
        written
    }

    /// Writes one file, at a path relative to the folder; parents are made as needed.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn write(
        &self,
        relative: &str,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), OutputError> {
        let path = self.place.temporary.join(relative);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(explain(parent))?;
        }
        let mut out = BufWriter::new(File::create(&path).map_err(explain(&path))?);
        fill(&mut out).and_then(|()| out.flush()).map_err(explain(&path))?;
        let (bytes, sha256) = digest(&path).map_err(|error| explain(&path)(error.source))?;
        self.written.borrow_mut().push(OutputFile { name: relative.to_owned(), bytes, sha256 });
        Ok(())
    }

    /// Writes one table as `stem` and the extension of the format.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn write_table(
        &self,
        stem: &str,
        table: &Table,
        format: TableFormat,
    ) -> Result<(), OutputError> {
        self.write(&format!("{stem}.{}", format.extension()), |out| format.write(table, out))
    }

    /// Writes a value as JSON.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn write_json(
        &self,
        relative: &str,
        value: &impl serde::Serialize,
    ) -> Result<(), OutputError> {
        self.write(relative, |out| {
            serde_json::to_writer_pretty(&mut *out, value)?;
            out.write_all(b"\n")
        })
    }

    /// Writes the record of the run with the list of files, and moves the folder to its place.
    ///
    /// # Errors
    /// Where something has come there that would be lost, or the disk refuses.
    pub fn finish(mut self, mut record: Provenance) -> Result<(), OutputError> {
        record.outputs = self.written();
        self.write_json(RECORD, &record)?;
        let Place { destination, temporary, earlier, .. } = &self.place;
        let failed = explain(destination);
        if let Some(what) = in_the_way(destination, &record.command).map_err(&failed)? {
            return Err(OutputError::Overtaken { path: destination.display().to_string(), what });
        }
        let replaces = destination.exists();
        if replaces {
            fs::rename(destination, earlier).map_err(&failed)?;
        }
        if let Err(error) = fs::rename(temporary, destination) {
            if replaces {
                let _ = fs::rename(earlier, destination);
            }
            return Err(failed(error));
        }
        self.finished = true;
        if replaces {
            fs::remove_dir_all(&self.place.earlier).map_err(&failed)?;
        }
        // Last: until the results are in their place, what was finished on the way to them is not lost.
        self.checkpoints().clear()
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        if !self.finished {
            // Nothing more can be said from a drop; what stays is hidden and removed by the next run.
            let _ = fs::remove_dir_all(&self.place.temporary);
        }
    }
}

/// What would be lost by replacing `folder` with results of `command`; nothing where nothing would.
fn in_the_way(folder: &Path, command: &str) -> io::Result<Option<String>> {
    if !folder.exists() {
        return Ok(None);
    }
    if !folder.is_dir() {
        return Ok(Some("a file of that name".to_owned()));
    }
    let names = files(folder)?;
    if names.is_empty() {
        return Ok(None);
    }
    let record = fs::read_to_string(folder.join(RECORD)).ok();
    let Some(record) = record.and_then(|text| serde_json::from_str::<Provenance>(&text).ok())
    else {
        return Ok(Some("files that are no results of exocast".to_owned()));
    };
    if record.command != command {
        return Ok(Some(format!("results of `exocast {}`", record.command)));
    }
    for name in names.into_iter().filter(|name| name != RECORD) {
        let Some(output) = record.outputs.iter().find(|output| output.name == name) else {
            return Ok(Some(format!("{name}, which exocast did not write")));
        };
        if !is_as_written(folder, output).map_err(|error| error.source)? {
            return Ok(Some(format!("{name}, which was changed since exocast wrote it")));
        }
    }
    Ok(None)
}

/// Every file below a folder, by relative path with `/`, in ascending order.
fn files(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((next, prefix)) = folders.pop() {
        for entry in fs::read_dir(next)? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                folders.push((entry.path(), format!("{name}/")));
            } else {
                names.push(name);
            }
        }
    }
    names.sort();
    Ok(names)
}

/// Whether every file that a record lists is in `folder` as it was written.
///
/// # Errors
/// Where a file that is there cannot be read.
pub fn is_complete(folder: &Path, record: &Provenance) -> Result<bool, OpenError> {
    for output in &record.outputs {
        if !folder.join(&output.name).is_file() || !is_as_written(folder, output)? {
            return Ok(false);
        }
    }
    Ok(!record.outputs.is_empty())
}

fn is_as_written(folder: &Path, output: &OutputFile) -> Result<bool, OpenError> {
    Ok(digest(&folder.join(&output.name))? == (output.bytes, output.sha256.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes a report to `destination`; `meanwhile` happens before it is in its place.
    fn write(destination: &Path, meanwhile: impl FnOnce()) -> Result<(), OutputError> {
        let folder = OutputFolder::create(destination, "run")?;
        folder.write("report.html", |out| out.write_all(b"results"))?;
        meanwhile();
        folder.finish(Provenance::new("run", 1, serde_json::Value::Null, Vec::new()))
    }

    fn names(folder: &Path) -> Vec<String> {
        files(folder).expect("a folder")
    }

    #[test]
    fn what_came_or_was_changed_is_not_lost() {
        let place = tempfile::tempdir().expect("a folder");
        let (at, out) = (place.path(), place.path().join("out"));
        let check = |before: &str, meanwhile: &dyn Fn(), expected: &str| {
            let error = write(&out, meanwhile).expect_err("something would be lost").to_string();
            assert!(error.contains(before) && error.contains(expected), "{error}");
            assert!(error.contains("--out"), "{error}");
        };
        let notes = out.join("notes.md");
        let come = || {
            fs::create_dir_all(&out).expect("a folder");
            fs::write(&notes, "mine").expect("written");
        };
        check("not written", &come, "files that are no results");
        assert_eq!(names(at), ["out/notes.md"]);
        fs::remove_file(&notes).expect("removed");
        write(&out, || {}).expect("written");

        check("not written", &come, "notes.md, which exocast did not write");
        check("out holds", &|| {}, "notes.md, which exocast did not write");
        fs::remove_file(&notes).expect("removed");
        let report = out.join("report.html");
        let edit = || fs::write(&report, "results, and what I think of them").expect("written");
        check("not written", &edit, "report.html, which was changed");
        check("out holds", &|| {}, "report.html, which was changed");
        fs::remove_file(&report).expect("removed");
        write(&out, || {}).expect("what is gone cannot be lost");
        assert_eq!(names(at), ["out/report.html", "out/run.json"]);
    }

    #[test]
    fn places_of_one_name_in_folders_that_are_not_there_are_two() {
        let place = tempfile::tempdir().expect("a folder");
        let (x, y) = (place.path().join("x/res"), place.path().join("y/res"));
        let first = OutputFolder::create(&x, "run").expect("free");
        assert!(matches!(OutputFolder::create(&x, "run"), Err(OutputError::Busy { .. })));
        write(&y, || {}).expect("another place");
        first.checkpoints().keep("a step", "k", &1).expect("written");
        drop(first);
        assert_eq!(
            names(place.path()),
            ["x/.res.steps/a-step.json", "y/res/report.html", "y/res/run.json"]
        );
        // The step is found now that the folder is there, and gone with the results in their place.
        let again = Checkpoints::beside(&x).expect("a name");
        assert_eq!(again.find::<u8>("a step", "k"), Some(1));
        write(&x, || {}).expect("free");
        assert_eq!(names(&place.path().join("x")), ["res/report.html", "res/run.json"]);
    }
}
