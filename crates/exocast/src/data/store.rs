//! A folder of reference files, and the lock file that says what they were when they came.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    DataError, ENTRIES, Entry,
    fetch::{self, Fetched, Partial},
    shown,
};
use crate::io::{OutputError, digest, open, write_file};

/// The lock file's name within a folder.
pub const LOCK_FILE: &str = "exocast-data.toml";

/// Held while the lock file is read and written again.
const GUARD: &str = ".exocast-data.lock";

/// A folder of reference files.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

/// What is asked of content that is to be added.
#[derive(Clone, Debug, Default)]
pub struct Expect {
    /// SHA-256 (hexadecimal) that it must have, in addition to what the registry says.
    pub sha256: Option<String>,
    /// Whether it takes the place of a file that is there, and of what was recorded of it.
    pub replace: bool,
}

/// How a file came to be where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It came now.
    New,
    /// It came now, and nothing says whether that is all of it: neither the server nor a checksum.
    Unchecked,
    /// It was there, as recorded.
    Standing,
}

/// What is known about a reference file in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum State {
    /// It is not there and never was.
    Missing,
    /// Part of it has been fetched.
    Partial {
        /// Bytes so far.
        bytes: u64,
    },
    /// It is there with the size recorded; [`Store::verify`] looks at the content as well.
    Present {
        /// Its size.
        bytes: u64,
        /// Its SHA-256 when it came, or now that it was verified.
        sha256: String,
    },
    /// It is there, and nobody recorded what it was when it came.
    Unrecorded {
        /// Its size.
        bytes: u64,
    },
    /// It was recorded and is not there any more.
    Lost,
    /// It is there and is not what was recorded.
    Damaged {
        /// Its size.
        bytes: u64,
    },
}

impl State {
    /// One word for a table.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Missing => "absent",
            Self::Partial { .. } => "partial",
            Self::Present { .. } => "present",
            Self::Unrecorded { .. } => "unrecorded",
            Self::Lost => "missing",
            Self::Damaged { .. } => "damaged",
        }
    }

    /// Bytes that are there.
    #[must_use]
    pub const fn bytes(&self) -> Option<u64> {
        match self {
            Self::Missing | Self::Lost => None,
            Self::Partial { bytes }
            | Self::Present { bytes, .. }
            | Self::Unrecorded { bytes }
            | Self::Damaged { bytes } => Some(*bytes),
        }
    }
}

/// One file after [`Store::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Name of the entry.
    pub name: String,
    /// The file, within the folder.
    pub file: String,
    /// What it is now.
    pub state: State,
}

impl Checked {
    /// Whether the file is what it should be.
    #[must_use]
    pub const fn is_good(&self) -> bool {
        matches!(self.state, State::Present { .. })
    }
}

/// What was written down of one file when it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    file: String,
    bytes: u64,
    sha256: String,
    source: String,
}

/// The lock file: records by name of the entry.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lock {
    #[serde(default)]
    files: BTreeMap<String, Record>,
}

impl Store {
    /// The store in a folder, which need not be there yet.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the file of an entry is, or will be.
    #[must_use]
    pub fn path(&self, entry: &Entry) -> PathBuf {
        self.folder.join(entry.file)
    }

    /// What is there of an entry, by existence and size.
    ///
    /// # Errors
    /// Where the lock file cannot be understood.
    pub fn state(&self, entry: &Entry) -> Result<State, DataError> {
        let lock = self.lock()?;
        let size = fs::metadata(self.path(entry)).ok().map(|file| file.len());
        Ok(match (lock.files.get(entry.name), size) {
            (None, Some(bytes)) => State::Unrecorded { bytes },
            (Some(record), Some(bytes)) if record.bytes == bytes => {
                State::Present { bytes, sha256: record.sha256.clone() }
            }
            (Some(_), Some(bytes)) => State::Damaged { bytes },
            (record, None) => match Partial::beside(&self.path(entry)).len() {
                Some(bytes) => State::Partial { bytes },
                None if record.is_some() => State::Lost,
                None => State::Missing,
            },
        })
    }

    /// Reads every file that is there or was recorded, and says whether it is what it was.
    ///
    /// # Errors
    /// Where the lock file cannot be understood, or a file cannot be read.
    pub fn verify(&self) -> Result<Vec<Checked>, DataError> {
        let lock = self.lock()?;
        let mut checked = Vec::new();
        for (name, record) in &lock.files {
            let state = self.compare(&record.file, Some((record.bytes, &record.sha256)))?;
            checked.push(Checked { name: name.clone(), file: record.file.clone(), state });
        }
        for entry in ENTRIES {
            if !lock.files.contains_key(entry.name) && self.path(entry).is_file() {
                let state = self.compare(entry.file, None)?;
                checked.push(Checked { name: entry.name.into(), file: entry.file.into(), state });
            }
        }
        checked.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(checked)
    }

    fn compare(&self, file: &str, recorded: Option<(u64, &str)>) -> Result<State, DataError> {
        let path = self.folder.join(file);
        if !path.is_file() {
            return Ok(State::Lost);
        }
        let (bytes, sha256) = digest(&path)?;
        Ok(match recorded {
            None => State::Unrecorded { bytes },
            Some(recorded) if recorded == (bytes, &sha256) => State::Present { bytes, sha256 },
            Some(_) => State::Damaged { bytes },
        })
    }

    /// Adds a file that a person brought; it is copied, unless it lies in its place already.
    ///
    /// # Errors
    /// Where another file is in the way, the content is not what is expected, or a file cannot be read
    /// or written.
    pub fn add_file(
        &self,
        entry: &'static Entry,
        from: &Path,
        expect: &Expect,
    ) -> Result<Added, DataError> {
        let path = self.path(entry);
        let source =
            from.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if fs::canonicalize(from)
            .ok()
            .zip(fs::canonicalize(&path).ok())
            .is_some_and(|(a, b)| a == b)
        {
            let size_and_sum = self.judge(entry, &path, &shown(from), expect)?;
            self.record(entry, size_and_sum, source)?;
            return Ok(Added::Standing);
        }
        if self.stands(entry, expect)? {
            return Ok(Added::Standing);
        }
        let size_and_sum = self.judge(entry, from, &shown(from), expect)?;
        self.create_folder()?;
        let mut input = File::open(from).map_err(failed(from))?;
        write_file(&path, |out| io::copy(&mut input, out).map(drop))?;
        self.record(entry, size_and_sum, source)?;
        Ok(Added::New)
    }

    /// Fetches a file from `url`, or from the entry's own address, and goes on where an earlier fetch
    /// was cut short. `progress` receives the bytes so far, and all of them where the server says.
    ///
    /// # Errors
    /// As [`add_file`](Self::add_file), and where the file cannot be fetched. After content that is not
    /// what was expected nothing is left; after a fetch cut short what came is kept to go on from.
    pub fn fetch(
        &self,
        entry: &'static Entry,
        url: Option<&str>,
        expect: &Expect,
        progress: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<Added, DataError> {
        if self.stands(entry, expect)? {
            return Ok(Added::Standing);
        }
        if entry.by_hand && url.is_none() {
            let Entry { name, terms, url, .. } = *entry;
            return Err(DataError::ByHand { name, terms, url });
        }
        let url = url.unwrap_or(entry.url);
        self.create_folder()?;
        let path = self.path(entry);
        let partial = Partial::beside(&path);
        let explain = |source| DataError::Fetch { url: url.to_owned(), source };
        let Fetched { held, whole } = fetch::fetch(url, &partial, progress).map_err(explain)?;
        let checked = whole || self.is_known(entry, expect)?;
        let size_and_sum = match self.judge(entry, partial.path(), url, expect) {
            Ok(size_and_sum) => size_and_sum,
            Err(error) => {
                partial.remove();
                return Err(error);
            }
        };
        fs::rename(partial.path(), &path).map_err(failed(&path))?;
        drop(held);
        partial.remove();
        self.record(entry, size_and_sum, url.to_owned())?;
        Ok(if checked { Added::New } else { Added::Unchecked })
    }

    /// Whether [`judge`](Self::judge) has something to hold content against.
    fn is_known(&self, entry: &Entry, expect: &Expect) -> Result<bool, DataError> {
        let recorded = !expect.replace && self.lock()?.files.contains_key(entry.name);
        Ok(recorded || expect.sha256.is_some() || entry.sha256.is_some() || entry.bytes.is_some())
    }

    /// Whether the file is there as recorded. One that is there otherwise is in the way.
    fn stands(&self, entry: &Entry, expect: &Expect) -> Result<bool, DataError> {
        let path = self.path(entry);
        // Read in any case: a file is not fetched that cannot be recorded then.
        let lock = self.lock()?;
        if expect.replace || !path.exists() {
            return Ok(false);
        }
        let recorded = lock.files.get(entry.name);
        let state =
            self.compare(entry.file, recorded.map(|known| (known.bytes, &*known.sha256)))?;
        let what = match state {
            State::Present { ref sha256, .. }
                if expect
                    .sha256
                    .as_ref()
                    .is_none_or(|asked| asked.eq_ignore_ascii_case(sha256)) =>
            {
                return Ok(true);
            }
            State::Present { .. } => "not of the SHA-256 asked for",
            State::Damaged { .. } => "not what was recorded when it came",
            _ => "not recorded (add it as it is with `--from` and its path)",
        };
        Err(DataError::InTheWay { path: shown(&path), what })
    }

    /// Size and SHA-256 of content, where it is what is expected.
    fn judge(
        &self,
        entry: &'static Entry,
        path: &Path,
        from: &str,
        expect: &Expect,
    ) -> Result<(u64, String), DataError> {
        let (bytes, sha256) = digest(path)?;
        let lock = self.lock()?;
        let earlier = lock.files.get(entry.name).filter(|_| !expect.replace);
        let wanted = [
            (expect.sha256.as_deref(), "--sha256"),
            (entry.sha256, "the registry"),
            (earlier.map(|record| record.sha256.as_str()), "the record of when it first came"),
        ];
        let differs = |property, actual: String, expected: String, authority| DataError::Differs {
            from: from.to_owned(),
            name: entry.name,
            property,
            actual: actual.into(),
            expected: expected.into(),
            authority,
        };
        for (expected, authority) in wanted {
            if let Some(expected) = expected.filter(|known| !known.eq_ignore_ascii_case(&sha256)) {
                return Err(differs("SHA-256", sha256, expected.to_owned(), authority));
            }
        }
        if let Some(expected) = entry.bytes.filter(|known| *known != bytes) {
            let (actual, expected) = (bytes.to_string(), expected.to_string());
            return Err(differs("size", actual, expected, "the registry"));
        }
        if let Some(what) = no_data(path).map_err(failed(path))? {
            let from = from.to_owned();
            return Err(DataError::NoData { from, name: entry.name, what });
        }
        let unpacked = io::copy(&mut open(path)?, &mut io::sink());
        unpacked.map_err(|source| DataError::Packed {
            from: from.to_owned(),
            name: entry.name,
            source,
        })?;
        Ok((bytes, sha256))
    }

    /// Writes down what a file is, with the lock file held.
    fn record(
        &self,
        entry: &'static Entry,
        (bytes, sha256): (u64, String),
        source: String,
    ) -> Result<(), DataError> {
        let guard = self.folder.join(GUARD);
        let held = File::create(&guard).map_err(failed(&guard))?;
        held.lock().map_err(failed(&guard))?;
        let mut lock = self.lock()?;
        let record = Record { file: entry.file.to_owned(), bytes, sha256, source };
        lock.files.insert(entry.name.to_owned(), record);
        let text = toml::to_string(&lock)
            .map_err(|error| failed(&self.folder.join(LOCK_FILE))(io::Error::other(error)))?;
        write_file(&self.folder.join(LOCK_FILE), |out| {
            writeln!(out, "# Written by `exocast data add`; `exocast data verify` compares.\n")?;
            out.write_all(text.as_bytes())
        })?;
        Ok(())
    }

    fn lock(&self) -> Result<Lock, DataError> {
        let path = self.folder.join(LOCK_FILE);
        match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text)
                .map_err(|error| DataError::Lock { path: shown(&path), source: Box::new(error) }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Lock::default()),
            Err(error) => Err(failed(&path)(error).into()),
        }
    }

    fn create_folder(&self) -> Result<(), DataError> {
        Ok(fs::create_dir_all(&self.folder).map_err(failed(&self.folder))?)
    }
}

fn failed(path: &Path) -> impl Fn(io::Error) -> OutputError + use<> {
    let path = shown(path);
    move |source| OutputError::Io { path: path.clone(), source }
}

/// Why a file cannot hold data: no reference file is empty or begins as markup does, but servers answer
/// with pages that say so.
fn no_data(path: &Path) -> io::Result<Option<&'static str>> {
    use io::Read as _;

    let mut start = Vec::new();
    File::open(path)?.take(512).read_to_end(&mut start)?;
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start).trim_ascii_start();
    Ok(match text {
        [] => Some("nothing"),
        [b'<', ..] => Some("a web page"),
        _ => None,
    })
}
