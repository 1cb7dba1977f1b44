//! Folders of results that appear whole or not at all, and never in the place of something else.

use std::{
    cell::RefCell,
    fs::{self, File, TryLockError},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use exocast_core::Table;

use super::{Checkpoints, TableFormat, digest};
use crate::{OutputFile, Provenance};

/// A result that cannot be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OutputError {
    /// The system refuses.
    #[error("cannot write {path}")]
    Io {
        /// The path.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// The folder holds something that would be lost.
    #[error("{path} holds {what}: name another folder with --out, or move it away")]
    Foreign {
        /// The path.
        path: String,
        /// What stands in the way.
        what: String,
    },
    /// Another process writes to the same place.
    #[error("another exocast is writing to {path}: wait for it, or name another folder with --out")]
    Busy {
        /// The path.
        path: String,
    },
}

pub(super) fn explain(path: &Path) -> impl Fn(io::Error) -> OutputError + use<> {
    let path = path.display().to_string();
    move |source| OutputError::Io { path: path.clone(), source }
}

/// The record of the run, written last: it says which files are ours.
const RECORD: &str = "run.json";
/// Held while a folder is being written.
const LOCK: &str = ".lock";

/// A folder of results, written beside its final place and moved there when complete.
///
/// Dropping it without [`finish`](Self::finish) leaves nothing behind but the [finished
/// steps](Self::checkpoints). A killed process leaves hidden siblings that the next run to the same place puts right.
#[derive(Debug)]
pub struct OutputFolder {
    place: Place,
    // Locked until the folder is in its place.
    _lock: File,
    written: RefCell<Vec<OutputFile>>,
    replaces: bool,
    finished: bool,
}

/// Where results go, with the hidden siblings that stand there on the way.
#[derive(Debug)]
pub(super) struct Place {
    destination: PathBuf,
    /// The files until they are complete.
    temporary: PathBuf,
    /// Earlier results, while new ones are moved in.
    earlier: PathBuf,
    /// Finished steps of a run.
    steps: PathBuf,
}

impl Place {
    pub(super) fn of(destination: &Path) -> Result<Self, OutputError> {
        // Through a link to where the results really are.
        let destination = match fs::canonicalize(destination) {
            Ok(real) => real,
            Err(_) => destination.to_owned(),
        };
        let Some(name) = destination.file_name().map(|name| name.to_string_lossy().into_owned())
        else {
            let path = destination.display().to_string();
            return Err(OutputError::Foreign { path, what: "other files".to_owned() });
        };
        let parent = existing_parent(&destination);
        let sibling = |what: &str| parent.join(format!(".{name}.{what}"));
        let (temporary, earlier, steps) =
            (sibling("partial"), sibling("earlier"), sibling("steps"));
        Ok(Self { destination, temporary, earlier, steps })
    }

    pub(super) fn checkpoints(&self) -> Checkpoints {
        Checkpoints::new(self.steps.clone())
    }
}

impl OutputFolder {
    /// Prepares a folder that `command` will put at `destination`.
    ///
    /// What stands there is replaced on [`finish`](Self::finish) only if nothing can be lost: the
    /// folder is empty, or holds results of the same command and no other file.
    ///
    /// # Errors
    /// Where something else stands there, another process writes there, or the parent cannot be
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

    /// Puts right what a killed process left beside `destination`: results that it had moved away are back in
    /// their place, and what it had not finished writing is gone.
    ///
    /// # Errors
    /// Where another process writes there, or the disk refuses.
    pub fn settle(destination: &Path) -> Result<(), OutputError> {
        let place = Place::of(destination)?;
        if place.temporary.exists() || place.earlier.exists() {
            Self::claim(destination)?;
        }
        Ok(())
    }

    fn claim(destination: &Path) -> Result<Self, OutputError> {
        let place = Place::of(destination)?;
        let lock = claim(&place.temporary, &destination.display().to_string())?;
        let (written, replaces, finished) = (RefCell::default(), false, false);
        let folder = Self { place, _lock: lock, written, replaces, finished };
        folder.recover().map_err(explain(&folder.place.destination))?;
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
        self.place.checkpoints()
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
    /// Where the disk refuses.
    pub fn finish(mut self, mut record: Provenance) -> Result<(), OutputError> {
        record.outputs = self.written();
        self.write_json(RECORD, &record)?;
        let Place { destination, temporary, earlier, .. } = &self.place;
        let failed = explain(destination);
        fs::remove_file(temporary.join(LOCK)).map_err(&failed)?;
        if let Some(parent) = destination.parent() {
            fs::create_dir_all(parent).map_err(&failed)?;
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

/// Makes the temporary folder and locks it; what a killed process left of it is removed.
fn claim(temporary: &Path, shown: &str) -> Result<File, OutputError> {
    let failed = explain(temporary);
    let lock = temporary.join(LOCK);
    if temporary.exists() {
        if let Ok(held) = File::open(&lock)
            && matches!(held.try_lock(), Err(TryLockError::WouldBlock))
        {
            return Err(OutputError::Busy { path: shown.to_owned() });
        }
        fs::remove_dir_all(temporary).map_err(&failed)?;
    }
    fs::create_dir(temporary).map_err(&failed)?;
    let file = File::create(&lock).map_err(&failed)?;
    file.lock().map_err(&failed)?;
    Ok(file)
}

/// The nearest folder above `path` that exists: on the same disk, so that a folder made there can be
/// renamed, and nothing has to be made that an error would leave behind.
fn existing_parent(path: &Path) -> &Path {
    let here = Path::new(".");
    path.ancestors()
        .skip(1)
        .map(|above| if above.as_os_str().is_empty() { here } else { above })
        .find(|above| above.is_dir())
        .unwrap_or(here)
}

/// What would be lost by replacing `folder` with results of `command`; nothing where nothing would.
fn in_the_way(folder: &Path, command: &str) -> io::Result<Option<String>> {
    if !folder.exists() {
        return Ok(None);
    }
    if !folder.is_dir() {
        return Ok(Some("a file of that name".to_owned()));
    }
    let found = files(folder)?;
    if found.is_empty() {
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
    let ours = |name: &String| name == RECORD || record.outputs.iter().any(|own| own.name == *name);
    Ok(found
        .into_iter()
        .find(|name| !ours(name))
        .map(|name| format!("{name}, which exocast did not write")))
}

/// Every file below a folder, by relative path with `/`, in ascending order.
fn files(folder: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((next, prefix)) = folders.pop() {
        for entry in fs::read_dir(next)? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                folders.push((entry.path(), format!("{name}/")));
            } else {
                found.push(name);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Whether every file that a record lists stands in `folder` as it was written.
///
/// # Errors
/// Where a file that is there cannot be read.
pub fn is_complete(folder: &Path, record: &Provenance) -> Result<bool, super::OpenError> {
    for output in &record.outputs {
        let path = folder.join(&output.name);
        if !path.is_file() || digest(&path)? != (output.bytes, output.sha256.clone()) {
            return Ok(false);
        }
    }
    Ok(!record.outputs.is_empty())
}
