//! Names that tables of expression and of changes can use.

use std::collections::HashSet;

use exocast_core::{names::present_symbol, without_version};

use super::transcripts::Transcripts;

impl Transcripts {
    /// Whether a name is that of a transcript or of its gene, whatever its version.
    ///
    /// ```
    /// use exocast_target::Transcripts;
    ///
    /// let text = "transcript\tgene\tutr3\nENST00000371953.8\tPTEN\tACGT\n";
    /// let transcripts = Transcripts::read(text.as_bytes(), "tx.tsv")?;
    /// let known = transcripts.known_names();
    /// assert!(known("PTEN") && known("ENST00000371953") && !known("TP53"));
    /// # Ok::<(), exocast_target::core::ReadError>(())
    /// ```
    pub fn known_names(&self) -> impl Fn(&str) -> bool {
        let names = self.iter().flat_map(|it| [Some(it.name), it.gene, it.gene_id]);
        let known: HashSet<&str> = names.flatten().map(without_version).collect();
        move |name: &str| {
            let name = without_version(name);
            known.contains(name)
                || present_symbol(name).is_some_and(|symbol| known.contains(symbol))
        }
    }
}
