//! Which column of a comparison holds log2 fold changes, by the names of columns.

use super::{column::Column, ids, parts, refusal::Refusal, request::Request, words};
use crate::words::quoted;

/// Names of columns of logarithms of fold changes, with log2 in one of theirs.
pub(super) const CHANGES: [(&str, f64); 18] = [
    ("log2fc", 1.0),
    ("log2foldchange", 1.0),
    ("log2_fold_change", 1.0),
    ("log2_foldchange", 1.0),
    ("log2_fc", 1.0),
    ("log2(fold_change)", 1.0),
    ("log2(fc)", 1.0),
    ("log2_ratio", 1.0),
    ("log2ratio", 1.0),
    ("logfc", 1.0),
    ("avg_log2fc", 1.0),
    // Of scanpy.
    ("logfoldchanges", 1.0),
    ("logfoldchange", 1.0),
    // Of Seurat before version 4, natural.
    ("avg_logfc", std::f64::consts::LOG2_E),
    ("lnfc", std::f64::consts::LOG2_E),
    ("log10fc", std::f64::consts::LOG2_10),
    ("log10_fc", std::f64::consts::LOG2_10),
    ("log10_fold_change", std::f64::consts::LOG2_10),
];

/// Names of columns of ratios, which are no logarithms.
pub(super) const RATIOS: [&str; 7] =
    ["fc", "fold_change", "foldchange", "linearfc", "linear_fc", "ratio", "fold"];

/// Parts of names of columns of log2 fold changes, whatever else is in the name.
const LOG2_PARTS: [&str; 9] = [
    "log2fc",
    "log2foldchange",
    "log2_fold_change",
    "log2_foldchange",
    "log2_fc",
    "log2_ratio",
    "log2ratio",
    "l2fc",
    "logfc",
];

/// Parts by which a column is not the change itself.
const NOT_THE_CHANGE: [&str; 22] = [
    "abs", "ci", "conf", "cv", "error", "high", "label", "lfcse", "low", "lower", "max", "min",
    "p", "padj", "pvalue", "rank", "sd", "se", "sem", "std", "stderr", "upper",
];

/// What says that a logarithm is one of a ratio.
const OF_RATIO: [&str; 4] = ["fold", "over", "ratio", "vs"];

fn has(key: &str, list: &[&str]) -> bool {
    let parts = parts::parts(key);
    list.iter().any(|part| parts.contains(&format!("_{part}_")))
}

/// Whether a column holds log2 fold changes by a part of its name: `log2FC_EV_vs_ctrl`, `Log2 Ratio (EV vs Ctrl)`,
/// `log2 (EV/control)`.
fn is_log2_by_part(column: &Column) -> bool {
    let key = column.key.as_str();
    let of_ratio = has(key, &["log2"]) && (key.contains('/') || has(key, &OF_RATIO));
    column.is_numeric() && (has(key, &LOG2_PARTS) || of_ratio) && !has(key, &NOT_THE_CHANGE)
}

/// Whether a name says that the sign of its values is turned round or left out: `-log2FC`, `|logFC|`.
fn has_sign(name: &str) -> bool {
    name.trim().starts_with(['-', '\u{2212}', '\u{2013}', '|'])
        || has(&crate::table::header::key(name), &["abs", "minus", "neg", "negative"])
}

/// The column of changes, with log2 in one of its values; nothing where there are no numbers.
pub(super) fn column(
    all: &[Column],
    request: &Request<'_>,
) -> Result<Option<(usize, f64)>, Refusal> {
    let factor = |column: &Column| {
        CHANGES.iter().find(|(name, _)| *name == column.key).map(|(_, factor)| *factor)
    };
    if let Some([name]) = request.choice.map(|choice| choice.columns.as_slice()) {
        let place = ids::place_of(all, name)?;
        return Ok(Some((place, factor(&all[place]).unwrap_or(1.0))));
    }
    let mut fitting: Vec<(usize, f64)> = all
        .iter()
        .enumerate()
        .filter_map(|(place, column)| Some((place, factor(column)?)))
        .collect();
    // `b` of sleuth is natural.
    let is_there = |name: &str| all.iter().any(|column| column.key == name);
    if fitting.is_empty() && is_there("se_b") && is_there("qval") {
        let place = all.iter().position(|column| column.key == "b");
        fitting.extend(place.map(|place| (place, std::f64::consts::LOG2_E)));
    }
    if fitting.is_empty() {
        let by_part = (0..all.len()).filter(|&place| is_log2_by_part(&all[place]));
        fitting.extend(by_part.map(|place| (place, 1.0)));
    }
    if let [(place, _)] = fitting.as_slice()
        && has_sign(&all[*place].name)
    {
        return Err(Refusal::Sign { column: all[*place].name.clone() });
    }
    match fitting.as_slice() {
        [only] => Ok(Some(*only)),
        [] => {
            let is_ratio = |column: &&Column| {
                RATIOS.contains(&column.key.as_str()) || has(&column.key, &["fold_change", "ratio"])
            };
            if let Some(ratio) = all.iter().find(is_ratio) {
                return Err(Refusal::Ratio { column: ratio.name.clone() });
            }
            let is_value = |place: &usize| {
                let column = &all[*place];
                column.is_numeric()
                    && !column.name.is_empty()
                    && !words::is_annotation(&column.key)
                    && !words::is_id(&column.key)
            };
            let numbers: Vec<usize> = (0..all.len()).filter(is_value).collect();
            if numbers.is_empty() {
                return Ok(None);
            }
            Err(Refusal::NoChange { columns: listed(all, &numbers) })
        }
        several => {
            let places: Vec<usize> = several.iter().map(|(place, _)| *place).collect();
            let what = "log2 fold changes".to_owned();
            Err(Refusal::Values { what, columns: listed(all, &places) })
        }
    }
}

/// Columns as messages name them.
pub(super) fn listed(all: &[Column], places: &[usize]) -> String {
    quoted(places.iter().map(|&place| all[place].shown(place)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{header::key, records::Fields};

    fn by_part(name: &str) -> bool {
        let row = Fields::from_texts(&["0.5".to_owned()], 1);
        is_log2_by_part(&Column::all(&[name.to_owned()], &[row].iter())[0])
    }

    #[test]
    fn names_say_that_a_sign_is_turned_round() {
        for name in ["-log2FC", "\u{2212}log2(FC)", "|log2FC|", "neg_log2FC"] {
            assert!(has_sign(name), "{name}");
        }
        assert!(!has_sign("log2FC") && !has_sign("log2FC_EV-ctrl"));
    }

    #[test]
    fn names_of_changes_are_keys() {
        assert!(CHANGES.iter().all(|(name, _)| key(name) == *name));
        assert!(RATIOS.iter().all(|name| key(name) == *name));
    }

    #[test]
    fn parts_of_names_say_which_columns_are_changes() {
        for name in [
            "log2FC_EV_vs_ctrl",
            "Log2 Ratio (EV vs Ctrl)",
            "log2 (EV/control)",
            "EV_24h.log2FoldChange",
            "logFC.EV",
        ] {
            assert!(by_part(name), "{name}");
        }
        for name in [
            "log2FC_SE",
            "log2FC CI low",
            "abs(log2FC)",
            "log2 EV",
            "-log10(p)",
            "Fold change (EV vs Ctrl)",
            "log2(TPM+1)",
        ] {
            assert!(!by_part(name), "{name}");
        }
    }
}
