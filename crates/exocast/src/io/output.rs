//! Results that appear whole or not at all.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use exocast_core::Table;

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
    /// The folder holds something that is not a result of ours.
    #[error(
        "{path} exists and does not hold results of exocast: name another folder with --out, or move it away"
    )]
    Foreign {
        /// The path.
        path: String,
    },
}

fn explain(path: &Path) -> impl Fn(io::Error) -> OutputError {
    let path = path.display().to_string();
    move |source| OutputError::Io { path: path.clone(), source }
}

/// The file that marks a folder as a result of ours; it is written last.
const MARKER: &str = "run.json";

/// A folder of results, written beside its final place and moved there when complete.
///
/// Dropping it without [`finish`](Self::finish) leaves nothing behind; a killed process leaves only
/// a hidden sibling that the next run to the same place removes.
#[derive(Debug)]
pub struct OutputFolder {
    destination: PathBuf,
    temporary: PathBuf,
    finished: bool,
}

impl OutputFolder {
    /// Prepares a folder that will stand at `destination`.
    ///
    /// An empty folder there, or earlier results of exocast, will be replaced on
    /// [`finish`](Self::finish).
    ///
    /// # Errors
    /// Where something else stands there, or the parent cannot be written to.
    pub fn create(destination: &Path) -> Result<Self, OutputError> {
        let foreign = || OutputError::Foreign { path: destination.display().to_string() };
        if destination.exists() && !replaceable(destination).map_err(explain(destination))? {
            return Err(foreign());
        }
        let name = destination.file_name().ok_or_else(foreign)?.to_string_lossy().into_owned();
        let temporary = existing_parent(destination).join(format!(".{name}.partial"));
        if temporary.exists() {
            fs::remove_dir_all(&temporary).map_err(explain(&temporary))?;
        }
        fs::create_dir(&temporary).map_err(explain(&temporary))?;
        Ok(Self { destination: destination.to_owned(), temporary, finished: false })
    }

    /// Where the files are until [`finish`](Self::finish).
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.temporary
    }

    /// Whether [`finish`](Self::finish) will replace earlier results.
    #[must_use]
    pub fn replaces(&self) -> bool {
        self.destination.join(MARKER).exists()
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
        let path = self.temporary.join(relative);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(explain(parent))?;
        }
        let mut out = BufWriter::new(File::create(&path).map_err(explain(&path))?);
        fill(&mut out).and_then(|()| out.flush()).map_err(explain(&path))
    }

    /// Writes one table as `stem` and the extension of the format.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn write_table(
        &self,
        stem: &str,
        table: &Table,
        format: super::TableFormat,
    ) -> Result<(), OutputError> {
        self.write(&format!("{stem}.{}", format.extension()), |out| format.write(table, out))
    }

    /// Moves the folder to its place, replacing earlier results there.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn finish(mut self) -> Result<(), OutputError> {
        let failed = explain(&self.destination);
        if let Some(parent) = self.destination.parent() {
            fs::create_dir_all(parent).map_err(&failed)?;
        }
        if self.destination.exists() {
            let earlier = self.temporary.with_extension("earlier");
            fs::rename(&self.destination, &earlier).map_err(&failed)?;
            fs::rename(&self.temporary, &self.destination).map_err(&failed)?;
            self.finished = true;
            fs::remove_dir_all(&earlier).map_err(&failed)
        } else {
            fs::rename(&self.temporary, &self.destination).map_err(&failed)?;
            self.finished = true;
            Ok(())
        }
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        if !self.finished {
            // Nothing more can be said from a drop; what stays is hidden and removed by the next run.
            let _ = fs::remove_dir_all(&self.temporary);
        }
    }
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

fn replaceable(folder: &Path) -> io::Result<bool> {
    if !folder.is_dir() {
        return Ok(false);
    }
    Ok(folder.join(MARKER).exists() || fs::read_dir(folder)?.next().is_none())
}

/// Writes one file beside its place and moves it there when complete; `-` is standard output.
///
/// # Errors
/// Where the disk refuses.
pub fn write_file(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), OutputError> {
    let failed = explain(path);
    if path == Path::new("-") {
        let mut out = BufWriter::new(io::stdout().lock());
        return fill(&mut out).and_then(|()| out.flush()).map_err(failed);
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let temporary = path.with_file_name(format!(".{name}.partial"));
    let written = File::create(&temporary).and_then(|file| {
        let mut out = BufWriter::new(file);
        fill(&mut out)?;
        out.flush()?;
        fs::rename(&temporary, path)
    });
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written.map_err(failed)
}
