//! Headers of `RefSeq`.

use super::content::Content;

/// What a transcript of `RefSeq` is.
pub(super) fn content<'a>(transcript: &str, description: &'a str) -> Option<Content<'a>> {
    if transcript.starts_with("NR_") || transcript.starts_with("XR_") {
        return Some(Content::Noncoding("NR_"));
    }
    description.trim_end().ends_with(" mRNA").then_some(Content::Whole("mRNA"))
}

/// The symbol in the last parentheses before a comma: `… homolog (PTEN), transcript variant 1, mRNA`.
pub(super) fn symbol<'a>(transcript: &str, description: &'a str) -> Option<&'a str> {
    let is_refseq = matches!(transcript.get(..3), Some("NM_" | "XM_" | "NR_" | "XR_"));
    let end = description.rfind("),").filter(|_| is_refseq)?;
    let start = description[..end].rfind('(')?;
    Some(&description[start + 1..end])
}
