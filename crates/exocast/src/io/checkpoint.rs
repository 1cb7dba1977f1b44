//! Finished steps of a run, kept until all of it is done.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::{Serialize, de::DeserializeOwned};

use super::{
    error::{OutputError, explain},
    file::write_file,
    input::sha256,
    place::{Place, removed},
};

/// Results of finished steps, in a hidden folder next to the folder of results.
///
/// Each is one file: a line with its key and the SHA-256 of what follows, then JSON. The key says what the result
/// was made from. A file of another key, or of another content than its line says, is not used.
#[derive(Clone, Debug)]
pub struct Checkpoints {
    folder: PathBuf,
}

impl Checkpoints {
    /// Those of the results at `destination`, which need not exist.
    ///
    /// # Errors
    /// Where `destination` has no name.
    pub fn beside(destination: &Path) -> Result<Self, OutputError> {
        Place::beside(destination).map(|place| Self::new(place.steps))
    }

    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Whether no step is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.folder.exists()
    }

    /// Removes them all.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn clear(&self) -> Result<(), OutputError> {
        removed(&self.folder).map_err(explain(&self.folder))
    }

    /// The result of a step, where one of this key is kept and whole.
    pub(crate) fn find<T: DeserializeOwned>(&self, step: &str, key: &str) -> Option<T> {
        let text = fs::read_to_string(self.path(step)).ok()?;
        let (line, result) = text.split_once('\n')?;
        (line == head(key, result)).then(|| serde_json::from_str(result).ok()).flatten()
    }

    /// Keeps the result of a step in the place of any other of that step.
    pub(crate) fn keep(
        &self,
        step: &str,
        key: &str,
        result: &impl Serialize,
    ) -> Result<(), OutputError> {
        let failed = explain(&self.folder);
        let result = serde_json::to_string(result).map_err(|error| failed(error.into()))?;
        fs::create_dir_all(&self.folder).map_err(failed)?;
        write_file(&self.path(step), |file| write!(file, "{}\n{result}", head(key, &result)))
    }

    fn path(&self, step: &str) -> PathBuf {
        self.folder.join(format!("{}.json", step.replace(' ', "-")))
    }
}

fn head(key: &str, result: &str) -> String {
    format!("{key} {}", sha256(result.as_bytes()))
}

/// A name that differs between results that were made from different things.
pub(crate) fn key(made_from: &impl Serialize) -> String {
    sha256(&serde_json::to_vec(made_from).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_found_by_its_key_and_only_where_it_is_whole() {
        let place = tempfile::tempdir().expect("a folder");
        let checkpoints = Checkpoints::beside(&place.path().join("out")).expect("a name");
        assert!(checkpoints.is_empty() && checkpoints.find::<f64>("a step", "k").is_none());
        // The digits that a plain parser of JSON gets wrong in the last place.
        let value = 0.123_456_789_012_345_67_f64.sqrt();
        checkpoints.keep("a step", "k", &value).expect("written");
        let find = |key: &str| checkpoints.find::<f64>("a step", key).map(f64::to_bits);
        assert_eq!(find("k"), Some(value.to_bits()));
        assert_eq!(find("another"), None);

        let path = checkpoints.path("a step");
        let text = fs::read_to_string(&path).expect("a file");
        for damaged in [text.replace("0.", "1."), text[..text.len() - 1].to_owned(), String::new()]
        {
            fs::write(&path, damaged).expect("written");
            assert_eq!(find("k"), None);
        }
        checkpoints.clear().expect("removed");
        assert!(checkpoints.is_empty() && checkpoints.clear().is_ok());
        assert!(Checkpoints::beside(Path::new("/")).is_err());
    }

    #[test]
    fn numbers_come_back_with_every_bit() {
        for i in 1..2000_u32 {
            let value = f64::from(i).ln() / 7.0 * 10_f64.powi(i.cast_signed() % 600 - 300);
            let text = serde_json::to_string(&value).expect("a number");
            let back: f64 = serde_json::from_str(&text).expect("a number");
            assert_eq!(back.to_bits(), value.to_bits());
        }
    }
}
