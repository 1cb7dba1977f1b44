//! A place that one process at a time writes to.

use std::{
    fs::{self, OpenOptions, TryLockError},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use same_file::Handle;

/// Why a place cannot be had.
#[derive(Debug)]
pub(super) enum NoClaim {
    /// Another process has it.
    Busy,
    /// The system refuses.
    Io(io::Error),
}

impl From<io::Error> for NoClaim {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A locked file, with the folders that were made for it.
///
/// Dropping it removes the file, and those folders that hold nothing else. A killed process leaves the file
/// without its lock, and the next one takes it over.
#[derive(Debug)]
pub(super) struct Claim {
    path: PathBuf,
    // Locked for as long as it is open.
    _held: Handle,
    // Last: a folder can be removed when the file is closed.
    _folders: Folders,
}

/// Times that a place is looked for again which another process is just leaving.
const TRIES: usize = 1000;

impl Claim {
    pub(super) fn take(path: &Path) -> Result<Self, NoClaim> {
        let mut folders = Folders::default();
        let mut tries = 0;
        loop {
            match hold(path, &mut folders) {
                // Another process has just removed what was there, or is there what was not.
                Err(NoClaim::Io(error))
                    if tries < TRIES
                        && matches!(
                            error.kind(),
                            ErrorKind::NotFound | ErrorKind::AlreadyExists
                        ) =>
                {
                    tries += 1;
                }
                held => {
                    let (path, held) = (path.to_owned(), held?);
                    return Ok(Self { path, _held: held, _folders: folders });
                }
            }
        }
    }
}

fn hold(path: &Path, folders: &mut Folders) -> Result<Handle, NoClaim> {
    folders.make(path.parent().unwrap_or(Path::new(".")))?;
    let open = OpenOptions::new().write(true).create(true).truncate(false).open(path);
    let held = Handle::from_file(open?)?;
    match held.as_file().try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(NoClaim::Busy),
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    // Between opening and locking, the process that held the file may have removed it: what is locked then is not
    // what others see.
    if Handle::from_path(path)? == held {
        Ok(held)
    } else {
        Err(NoClaim::Io(ErrorKind::NotFound.into()))
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        // While it is locked, so that the file of no other process is removed.
        let _ = fs::remove_file(&self.path);
    }
}

/// Folders that were made, from the innermost outwards; dropping it removes those that are empty.
#[derive(Debug, Default)]
struct Folders(Vec<PathBuf>);

impl Folders {
    fn make(&mut self, folder: &Path) -> io::Result<()> {
        if let Some(file) = folder.ancestors().find(|above| above.is_file()) {
            let what = format!("{} is a file, not a folder", file.display());
            return Err(io::Error::new(ErrorKind::NotADirectory, what));
        }
        let missing = folder
            .ancestors()
            .take_while(|above| !above.as_os_str().is_empty() && !above.exists())
            .map(Path::to_owned);
        self.0.extend(missing);
        fs::create_dir_all(folder)
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        for folder in &self.0 {
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        thread,
    };

    use super::*;

    #[test]
    fn one_at_a_time_holds_a_place() {
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("a/b/.out.lock");
        let (holders, claims) = (AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..500 {
                        match Claim::take(&path) {
                            Ok(_claim) => {
                                assert_eq!(holders.fetch_add(1, Ordering::SeqCst), 0);
                                claims.fetch_add(1, Ordering::SeqCst);
                                holders.fetch_sub(1, Ordering::SeqCst);
                            }
                            Err(NoClaim::Busy) => thread::yield_now(),
                            Err(NoClaim::Io(error)) => panic!("{error}"),
                        }
                    }
                });
            }
        });
        assert!(claims.into_inner() > 0 && !path.exists());
    }

    #[test]
    fn a_file_without_a_lock_is_taken_over_and_other_files_stay() {
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("a/.out.lock");
        let claim = Claim::take(&path).expect("free");
        fs::write(place.path().join("a/steps"), "kept").expect("written");
        drop(claim);
        fs::write(&path, "").expect("left by a killed process");
        let claim = Claim::take(&path).expect("free");
        assert!(matches!(Claim::take(&path), Err(NoClaim::Busy)));
        drop(claim);
        drop(Claim::take(&place.path().join("b/c/.out.lock")).expect("free"));
        assert!(!place.path().join("b").exists());
        assert!(!path.exists() && place.path().join("a/steps").is_file());
        let below = Claim::take(&place.path().join("a/steps/.out.lock"));
        assert!(
            matches!(below, Err(NoClaim::Io(error)) if error.to_string().contains("is a file"))
        );
    }
}
