//! Reference files that an analysis needs and exocast does not ship: where they are, on what terms,
//! whether they are here, and whether they are still what they were.
//!
//! [`ENTRIES`] says what there is. A [`Store`] is a folder that holds some of it, with a lock file that
//! records size and SHA-256 of each. Where a checksum was not known before, that of the first time
//! counts from then on.
//!
//! ```
//! use exocast::data::{Entry, State, Store};
//!
//! let folder = tempfile::tempdir()?;
//! let store = Store::new(folder.path());
//! let hairpins = Entry::find("mirbase-21-hairpin")?;
//! assert_eq!(store.state(hairpins)?, State::Missing);
//!
//! // On a machine without network a file is brought along and added by hand.
//! let brought = folder.path().join("brought.fa");
//! std::fs::write(&brought, ">hsa-let-7a-1\nUGGGAUGAGGUAGUAGGUUGUAUAGUU\n")?;
//! store.add_file(hairpins, &brought, &Default::default())?;
//! assert!(matches!(store.state(hairpins)?, State::Present { .. }));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod fetch;
mod registry;
mod store;

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

pub use fetch::FetchError;
pub use registry::{ENTRIES, Entry};
pub use store::{Added, Checked, Expect, LOCK_FILE, State, Store};

use crate::io::{OpenError, OutputError};

/// Why a reference file cannot be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DataError {
    /// No such name.
    #[error("no reference file is called `{name}`{hint}: `exocast data list` shows all")]
    Unknown {
        /// The name given.
        name: String,
        /// `, did you mean …`, or nothing.
        hint: String,
    },
    /// It cannot be fetched by a program.
    #[error("{name} cannot be fetched ({terms}): get it at {url}, then add it with --from FILE")]
    ByHand {
        /// The entry.
        name: &'static str,
        /// Its terms.
        terms: &'static str,
        /// Where a person finds it.
        url: &'static str,
    },
    /// Another file is in its place.
    #[error("{path} is there and is {what}: move it away, or give --replace")]
    InTheWay {
        /// The path.
        path: String,
        /// What is known about it.
        what: &'static str,
    },
    /// The content is not what it should be.
    #[error("{from} is not {name}: its {property} is {actual}, and {authority} says {expected}")]
    Differs {
        /// Where the content came from.
        from: String,
        /// The entry.
        name: &'static str,
        /// `SHA-256` or `size`.
        property: &'static str,
        /// What was found.
        actual: Box<str>,
        /// What was expected.
        expected: Box<str>,
        /// Who expects it.
        authority: &'static str,
    },
    /// Nothing, or a page that a server shows to people.
    #[error(
        "{from} holds {what}, not {name}: open the address in a browser, and add the file with --from FILE"
    )]
    NoData {
        /// Where the content came from.
        from: String,
        /// The entry.
        name: &'static str,
        /// `a web page` or `nothing`.
        what: &'static str,
    },
    /// Compressed content without its end, or with another content than its checksum says.
    #[error(
        "{from} cannot be unpacked to its end: it is damaged or cut short, and was not added as {name}"
    )]
    Packed {
        /// Where the content came from.
        from: String,
        /// The entry.
        name: &'static str,
        /// What unpacking says.
        source: std::io::Error,
    },
    /// It cannot be fetched.
    #[error("cannot fetch {url}")]
    Fetch {
        /// The address.
        url: String,
        /// Why.
        source: FetchError,
    },
    /// The lock file cannot be understood.
    #[error("{path} cannot be understood; put it right, or move it away and add the files again")]
    Lock {
        /// The lock file.
        path: String,
        /// Why.
        source: Box<toml::de::Error>,
    },
    /// A file cannot be read.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A file cannot be written.
    #[error(transparent)]
    Write(#[from] OutputError),
}

/// The folder of reference files where none is named: `EXOCAST_DATA`, else the place that the system
/// has for data of programs. `variable` looks up an environment variable.
///
/// | system | folder |
/// |---|---|
/// | Linux and others | `$XDG_DATA_HOME/exocast`, else `~/.local/share/exocast` |
/// | macOS | `~/Library/Application Support/exocast` |
/// | Windows | `%LOCALAPPDATA%\exocast` |
///
/// Nothing where no variable says where that is.
#[must_use]
pub fn default_folder(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let path = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    // A relative XDG folder is not valid and must be ignored (XDG Base Directory 0.8).
    let absolute = |name: &str| path(name).filter(|path| path.is_absolute());
    let home = |below: &str| path("HOME").map(|home| home.join(below));
    path("EXOCAST_DATA").or_else(|| {
        let data = if cfg!(target_os = "macos") {
            home("Library/Application Support")
        } else if cfg!(windows) {
            path("LOCALAPPDATA")
        } else {
            absolute("XDG_DATA_HOME").or_else(|| home(".local/share"))
        };
        data.map(|data| data.join("exocast"))
    })
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(all(test, unix, not(target_os = "macos")))]
mod tests {
    use super::*;

    #[test]
    fn the_default_folder_follows_the_environment() {
        let check = |set: &[(&str, &str)], expected: Option<&str>| {
            let look = |name: &str| {
                set.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
            };
            assert_eq!(default_folder(look), expected.map(PathBuf::from), "{set:?}");
        };
        check(&[], None);
        check(&[("HOME", "/h")], Some("/h/.local/share/exocast"));
        check(&[("HOME", "/h"), ("XDG_DATA_HOME", "/d")], Some("/d/exocast"));
        check(&[("HOME", "/h"), ("XDG_DATA_HOME", "d")], Some("/h/.local/share/exocast"));
        check(&[("HOME", "/h"), ("EXOCAST_DATA", "/lab")], Some("/lab"));
        check(&[("HOME", "/h"), ("EXOCAST_DATA", "")], Some("/h/.local/share/exocast"));
    }
}
