//! Columns that say which samples are used: `exclude`, `keep`, with words for yes and no.

use exocast_core::{
    Malformed, ReadError,
    table::{Row, TextColumn},
    words::shown,
};

/// Names of columns that say yes of samples which are left out.
const EXCLUDE: &[&str] = &[
    "exclude",
    "excluded",
    "exclusion",
    "drop",
    "dropped",
    "remove",
    "removed",
    "omit",
    "omitted",
    "skip",
    "skipped",
    "discard",
    "discarded",
    "ignore",
    "ignored",
    "ausschluss",
    "ausgeschlossen",
    "exclure",
    "exclu",
    "excluir",
    "excluido",
    "excluído",
    "escludi",
    "escluso",
];
/// Names of columns that say yes of samples which are used.
const KEEP: &[&str] = &[
    "keep",
    "kept",
    "use",
    "used",
    "use it",
    "include",
    "included",
    "inclusion",
    "analyse",
    "analyze",
    "analysed",
    "analyzed",
    "in analysis",
    "verwenden",
    "verwendet",
    "behalten",
    "eingeschlossen",
    "inclure",
    "inclus",
    "incluir",
    "incluido",
    "incluído",
    "usar",
    "includi",
    "incluso",
    "usa",
];
/// Names of columns that may say which samples are left out, or only describe them.
const UNCLEAR: &[&str] = &[
    "outlier",
    "outliers",
    "is outlier",
    "ausreißer",
    "ausreisser",
    "qc",
    "qc pass",
    "qc passed",
    "pass qc",
    "passed qc",
    "passed",
    "pass",
    "qc fail",
    "qc failed",
    "failed",
    "failed qc",
    "qc status",
    "qc flag",
    "flag",
    "flagged",
    "valid",
    "usable",
];
const YES: &[&str] = &[
    "yes",
    "y",
    "true",
    "t",
    "1",
    "x",
    "+",
    "✓",
    "✔",
    "ja",
    "j",
    "wahr",
    "oui",
    "o",
    "vrai",
    "si",
    "sí",
    "sì",
    "s",
    "verdadero",
    "vero",
    "sim",
    "verdadeiro",
    "是",
];
const NO: &[&str] =
    &["no", "n", "false", "f", "0", "nein", "falsch", "non", "faux", "falso", "não", "nao", "否"];

/// What a column says of the use of samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// Which are left out.
    Excluded,
    /// Which are used.
    Kept,
}

/// A word that is neither yes nor no, or a field that is empty, where samples are kept by yes.
#[derive(Debug, thiserror::Error)]
#[error("`{word}` in `{column}` does not say whether the sample is used; write `yes` or `no`")]
struct NotYesOrNo {
    column: String,
    word: String,
}

/// A column that may say which samples are left out.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{column}` has different words and may say which samples are left out; call it `exclude` or `keep`, with `yes` and `no` in it, if it does; else give it another name, such as `note`, or leave it out"
)]
pub(super) struct MayExclude {
    pub(super) column: String,
}

fn key(name: &str) -> String {
    let letters = name.trim().trim_end_matches('?').trim().to_lowercase();
    letters.replace(['_', '.', '-'], " ")
}

/// What a column of this name says.
pub(super) fn said(column: &str) -> Option<Says> {
    let key = key(column);
    match () {
        () if EXCLUDE.contains(&key.as_str()) => Some(Says::Excluded),
        () if KEEP.contains(&key.as_str()) => Some(Says::Kept),
        () => None,
    }
}

/// Whether a column of this name may say which samples are left out.
pub(super) fn is_unclear(column: &str) -> bool {
    UNCLEAR.contains(&key(column).as_str())
}

/// Whether cells say different things.
pub(super) fn differ(cells: &[String]) -> bool {
    let mut words: Vec<String> = cells.iter().map(|cell| cell.trim().to_lowercase()).collect();
    words.sort_unstable();
    words.dedup();
    words.len() > 1
}

/// Whether the sample of a row is used.
pub(super) fn is_used(
    row: &Row<'_>,
    columns: &[(Says, TextColumn, String)],
) -> Result<bool, ReadError> {
    let mut is_used = true;
    for (says, at, column) in columns {
        let word = row.field(*at).trim().to_lowercase();
        let yes = match () {
            () if YES.contains(&word.as_str()) => true,
            () if NO.contains(&word.as_str()) => false,
            // Samples that are left out are marked.
            () if word.is_empty() && *says == Says::Excluded => false,
            () => {
                let cause = NotYesOrNo { column: column.clone(), word: shown(row.field(*at)) };
                return Err(row.error(*at, Malformed::other(cause)));
            }
        };
        is_used &= yes == (*says == Says::Kept);
    }
    Ok(is_used)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_which_samples_are_used() {
        for name in ["exclude", "Excluded?", "REMOVE", "Ausschluss"] {
            assert_eq!(said(name), Some(Says::Excluded), "{name}");
        }
        for name in ["Keep", "use", "in_analysis", "Include?"] {
            assert_eq!(said(name), Some(Says::Kept), "{name}");
        }
        for name in ["group", "user", "kept_at", "used volume"] {
            assert!(said(name).is_none() && !is_unclear(name), "{name}");
        }
        assert!(is_unclear("QC_pass") && is_unclear("Outlier"));
        assert!(!YES.iter().any(|word| NO.contains(word)));
    }
}
