//! What the record of a run says of its inputs.

use std::path::PathBuf;

use exocast::InputFile;

/// Samples and the names of their files, for the record of a run.
pub(super) fn named_files(samples: &[(String, Vec<PathBuf>)]) -> serde_json::Value {
    let files = |paths: &[PathBuf]| -> Vec<String> {
        paths.iter().map(|path| InputFile::name_of(path)).collect()
    };
    samples
        .iter()
        .map(|(name, paths)| serde_json::json!({ "name": name, "files": files(paths) }))
        .collect()
}
