//! The library of a sample.

use serde::{Deserialize, Serialize};

use crate::{notice::Notice, options::Library};

/// The library of a sample, and its support in the first reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub struct Detection {
    /// The library, recognised or given; `auto` where none was recognised, and no read has an insert.
    pub library: Library,
    /// Its parts around the insert, 5' to 3'; empty where none was recognised.
    #[serde(default)]
    pub layout: String,
    /// Its 3' adapter, or `poly(A)`; none where reads are trimmed already.
    pub adapter: Option<String>,
    /// Whether it was recognised; otherwise it was given.
    pub detected: bool,
    /// Whether its adapter was found in the reads, and no preset has it.
    #[serde(default)]
    pub proposed: bool,
    /// Reads examined.
    pub examined: u64,
    /// Of them, reads with the first 12 nucleotides of the adapter, or 10 of the tail.
    pub support: u64,
}

impl Detection {
    /// What a reader of the results has to know of it.
    pub(crate) fn notices(&self, sample: &str) -> Vec<Notice> {
        let sample = || sample.to_owned();
        let (examined, support) = (self.examined, self.support);
        let mut notices = Vec::new();
        match &self.adapter {
            _ if self.library == Library::Auto => {
                notices.push(Notice::NoLibrary { sample: sample(), examined });
            }
            Some(adapter) if self.proposed => {
                let adapter = adapter.clone();
                notices.push(Notice::AdapterProposed {
                    sample: sample(),
                    adapter,
                    examined,
                    support,
                });
            }
            _ => {}
        }
        if self.detected && self.library != Library::Auto {
            let (library, adapter) = (self.library.to_string(), self.adapter.clone());
            notices.push(Notice::LibraryFound {
                sample: sample(),
                library,
                adapter,
                examined,
                support,
            });
        }
        if self.layout.to_ascii_lowercase().contains("polya") {
            notices.push(Notice::PolyATail { sample: sample() });
        }
        notices
    }
}
