//! A file of the folder.

use std::path::{Path, PathBuf};

use super::kind::Kind;
use crate::load;

/// A file of the folder, with what it holds.
pub(super) struct Item {
    /// As the study names it.
    pub(super) path: PathBuf,
    /// Where it lies.
    pub(super) file: PathBuf,
    pub(super) kind: Kind,
}

impl Item {
    /// Leaves the path out of what is said of the file, which is said beside its path.
    pub(super) fn name_once(&mut self) {
        let long = load::source_name(&self.file);
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned());
        let short = |text: &str| {
            let text = text.replace(&format!("{long}, "), "").replace(&format!("{long}: "), "");
            text.replace(&long, name.as_deref().unwrap_or("the file"))
        };
        match &mut self.kind {
            Kind::Unused(why) | Kind::Listing { why, .. } | Kind::Cdna { why, .. } => {
                *why = short(why);
            }
            Kind::Sheet { notices, .. } => {
                let file = shown(&self.path);
                for notice in notices {
                    *notice = notice.replace(&long, &file);
                }
            }
            _ => {}
        }
    }
}

/// A path with forward slashes, as studies have it on every system.
pub(super) fn shown(path: &Path) -> String {
    let parts: Vec<String> =
        path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if path.is_absolute() { path.display().to_string() } else { parts.join("/") }
}
