//! What a header says, as its parsers give it.

use super::content::Content;

/// What a header says of its sequence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::input) struct Header<'a> {
    /// The transcript.
    pub(in crate::input) name: &'a str,
    /// The symbol of its gene, else the identifier.
    pub(in crate::input) gene: Option<&'a str>,
    /// The identifier of the gene, where it has a symbol too.
    pub(in crate::input) gene_id: Option<&'a str>,
    /// What the sequence is.
    pub(in crate::input) content: Content<'a>,
    /// Where on the genome it lies, as UCSC writes it.
    pub(in crate::input) locus: Option<&'a str>,
    /// Whether it is one of several records of a transcript, as UCSC writes them.
    pub(in crate::input) is_piece: bool,
}

impl<'a> Header<'a> {
    /// As the header of a circular RNA: its name is the first field, as further ones name the linear transcript.
    pub(in crate::input) fn of_circle(self, name: &'a str) -> Self {
        Self { name: name.split('|').next().unwrap_or(name), ..self }
    }

    /// The symbol and the identifier of a gene as one name and an identifier beside it.
    pub(super) fn with_gene(self, symbol: Option<&'a str>, id: Option<&'a str>) -> Self {
        let known = |name: &&str| !name.is_empty() && *name != ".";
        let (symbol, id) = (symbol.filter(known), id.filter(known));
        Self {
            gene: symbol.or(id),
            gene_id: symbol.and(id).filter(|id| symbol != Some(id)),
            ..self
        }
    }
}
