//! Reference data of the unit tests. The crate `exocast-tests` serves the integration tests; it is not published, so
//! that the tests of the packaged sources cannot use it.

use std::{
    env, fs,
    fs::{File, OpenOptions},
    io::{Read, Write},
    path::{Path, PathBuf},
};

use flate2::read::GzDecoder;

/// The text of a vector of the repository's `tests/vectors`; nothing in the packaged sources.
pub(crate) fn vector(relative: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors");
    let mut text = String::new();
    let file = File::open(folder.join(format!("{relative}.gz"))).ok()?;
    GzDecoder::new(file).read_to_string(&mut text).unwrap();
    Some(text)
}

/// A folder of the shared data; where it is absent, the test `name` is recorded as skipped.
pub(crate) fn shared(name: &str, relative: &str) -> Option<PathBuf> {
    let named = env::var_os("EXOCAST_SHARED").map(PathBuf::from);
    let mut above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let folder = named.clone().or_else(|| {
        above.find_map(|folder| Some(folder.join("shared")).filter(|it| it.join("data").is_dir()))
    });
    let path = folder.map(|folder| folder.join(relative)).filter(|path| path.exists());
    assert!(path.is_some() || named.is_none(), "{name}: {relative} is missing");
    if let (None, Some(list)) = (&path, env::var_os("EXOCAST_SKIPPED")) {
        let line = format!("exocast-target {name}\t{relative}\n");
        let list = OpenOptions::new().append(true).create(true).open(list);
        list.and_then(|mut list| list.write_all(line.as_bytes())).unwrap();
    }
    path
}

/// Rows of a table, split at tabs, without comments.
pub(crate) fn rows(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}
