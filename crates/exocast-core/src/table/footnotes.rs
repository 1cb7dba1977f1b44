//! Footnotes below the rows of a table.

use super::{records::Fields, row::is_number};

/// Rows that are footnotes if no other row follows.
#[derive(Clone, Debug, Default)]
pub(super) struct Footnotes {
    rows: Vec<Fields>,
    /// Whether other rows have followed such rows: they are rows.
    are_rows: bool,
}

impl Footnotes {
    /// Whether a row of a table of so many columns may be a footnote: a sentence in its first field and nothing else, or a
    /// sentence with marks that separate fields, which has not as many as the header and no number.
    pub(super) fn may_be(&self, row: &Fields, columns: usize) -> bool {
        let text = row.get(0);
        if self.are_rows || columns < 2 || text.is_empty() || is_number(text) {
            return false;
        }
        let is_sentence = !self.rows.is_empty() || is_sentence(text);
        let is_alone = row.iter().skip(1).all(str::is_empty);
        let is_split = row.len() != columns && !row.iter().any(is_number);
        is_sentence && (is_alone || is_split)
    }

    pub(super) fn push(&mut self, row: Fields) {
        self.rows.push(row);
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows, as another row has followed them.
    pub(super) fn take_rows(&mut self) -> Vec<Fields> {
        self.are_rows = true;
        std::mem::take(&mut self.rows)
    }

    /// What they say.
    pub(super) fn texts(&self) -> Vec<String> {
        let text = |row: &Fields| {
            let fields: Vec<&str> = row.iter().filter(|field| !field.is_empty()).collect();
            fields.join(", ")
        };
        self.rows.iter().map(text).collect()
    }
}

/// Whether a text is one that stands below a table, and no name: with a mark or a word in front, or of four words and more.
fn is_sentence(text: &str) -> bool {
    const MARKS: [char; 8] = ['*', '†', '‡', '§', '¶', '¹', '²', '#'];
    const WORDS: [&str; 14] = [
        "abbreviation",
        "abkürzung",
        "data",
        "end of file",
        "footnote",
        "generated",
        "legend",
        "note",
        "notes",
        "quelle",
        "remark",
        "source",
        "values",
        "©",
    ];
    let lower = text.to_lowercase();
    let words = text.split_whitespace().count();
    let begins = text.starts_with(MARKS) || WORDS.iter().any(|word| lower.starts_with(word));
    words > 1 && begins || words > 3 || lower == "end of file"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_footnotes_and_names_are_not() {
        for text in [
            "* significant at p<0.05",
            "Abbreviations: EV, extracellular vesicle",
            "Raw counts; low-expressed miRNAs removed",
            "END OF FILE",
            "Source: laboratory X",
        ] {
            assert!(is_sentence(text), "{text}");
        }
        for text in ["hsa-miR-21-5p", "PC 34:1", "*", "CD9 antigen", "Note", "annexin A2 protein"] {
            assert!(!is_sentence(text), "{text}");
        }
    }
}
