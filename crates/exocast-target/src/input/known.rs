//! Names that tables of expression and of changes can use.

use std::collections::HashSet;

use exocast_core::without_version;

use super::transcripts::Transcripts;

/// The names of transcripts and of their genes, whatever their version.
#[derive(Clone, Debug)]
pub struct KnownNames<'a>(HashSet<&'a str>);

impl KnownNames<'_> {
    /// Whether a name is one of them.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.contains(without_version(name))
    }
}

impl Transcripts {
    /// The names of the transcripts and of their genes.
    ///
    /// ```
    /// use exocast_target::Transcripts;
    ///
    /// let text = "transcript\tgene\tutr3\nENST00000371953.8\tPTEN\tACGT\n";
    /// let transcripts = Transcripts::read(text.as_bytes(), "tx.tsv")?;
    /// let known = transcripts.known_names();
    /// assert!(known.has("PTEN") && known.has("ENST00000371953") && !known.has("TP53"));
    /// # Ok::<(), exocast_target::core::ReadError>(())
    /// ```
    #[must_use]
    pub fn known_names(&self) -> KnownNames<'_> {
        let names = self.iter().flat_map(|it| [Some(it.name), it.gene, it.gene_id]);
        KnownNames(names.flatten().map(without_version).collect())
    }
}
