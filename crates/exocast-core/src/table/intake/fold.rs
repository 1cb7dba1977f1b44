//! Which column of a comparison holds log2 fold changes, by the names of columns.

use super::{
    change_scale::{ChangeScale, Said},
    column::Column,
    ids, parts,
    refusal::Refusal,
    request::Request,
    words,
};
use crate::words::quoted;

/// Names of columns of logarithms of fold changes, with their scale.
pub(super) const CHANGES: [(&str, ChangeScale); 18] = [
    ("log2fc", ChangeScale::Log2),
    ("log2foldchange", ChangeScale::Log2),
    ("log2_fold_change", ChangeScale::Log2),
    ("log2_foldchange", ChangeScale::Log2),
    ("log2_fc", ChangeScale::Log2),
    ("log2(fold_change)", ChangeScale::Log2),
    ("log2(fc)", ChangeScale::Log2),
    ("log2_ratio", ChangeScale::Log2),
    ("log2ratio", ChangeScale::Log2),
    ("logfc", ChangeScale::Log2),
    ("avg_log2fc", ChangeScale::Log2),
    // Of scanpy.
    ("logfoldchanges", ChangeScale::Log2),
    ("logfoldchange", ChangeScale::Log2),
    // Of Seurat before version 4, natural.
    ("avg_logfc", ChangeScale::Ln),
    ("lnfc", ChangeScale::Ln),
    ("log10fc", ChangeScale::Log10),
    ("log10_fc", ChangeScale::Log10),
    ("log10_fold_change", ChangeScale::Log10),
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

/// The column of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ChangeColumn {
    pub(super) place: usize,
    /// The scale, as the user or the name says; logarithms to base 2 where neither does.
    pub(super) scale: ChangeScale,
    /// What the name says of the scale.
    pub(super) said: Said,
}

/// The scale of a column by its whole name.
fn scale_of(column: &Column) -> Option<ChangeScale> {
    CHANGES.iter().find(|(name, _)| *name == column.key).map(|(_, scale)| *scale)
}

fn is_ratio(column: &Column) -> bool {
    RATIOS.contains(&column.key.as_str()) || has(&column.key, &["fold_change", "ratio"])
}

/// What the name of a column says.
fn said(column: &Column) -> Said {
    match () {
        () if scale_of(column).is_some() || is_log2_by_part(column) => Said::Logarithms,
        () if is_ratio(column) || has(&column.key, &["fc"]) => Said::Ratios,
        () => Said::Nothing,
    }
}

/// The column of changes; nothing where there are no numbers.
pub(super) fn column(
    all: &[Column],
    request: &Request<'_>,
) -> Result<Option<ChangeColumn>, Refusal> {
    let asked = request.choice.map(|choice| choice.change).unwrap_or_default();
    let taken = |place: usize, by_name: ChangeScale| {
        let scale = if asked == ChangeScale::Auto { by_name } else { asked };
        Some(ChangeColumn { place, scale, said: said(&all[place]) })
    };
    if let Some([name]) = request.choice.map(|choice| choice.columns.as_slice()) {
        let place = ids::place_of(all, name)?;
        return Ok(taken(place, scale_of(&all[place]).unwrap_or_default()));
    }
    let ratios: Vec<usize> =
        (0..all.len()).filter(|&place| all[place].is_numeric() && is_ratio(&all[place])).collect();
    let refuse = |places: &[usize]| {
        let what = if asked.is_ratio() { "ratios" } else { "log2 fold changes" };
        Refusal::Values { what: what.to_owned(), columns: listed(all, places) }
    };
    if asked.is_ratio() && !ratios.is_empty() {
        let [only] = ratios.as_slice() else { return Err(refuse(&ratios)) };
        return Ok(taken(*only, asked));
    }
    let mut fitting: Vec<(usize, ChangeScale)> = all
        .iter()
        .enumerate()
        .filter_map(|(place, column)| Some((place, scale_of(column)?)))
        .collect();
    // `b` of sleuth is natural.
    let is_there = |name: &str| all.iter().any(|column| column.key == name);
    if fitting.is_empty() && is_there("se_b") && is_there("qval") {
        let place = all.iter().position(|column| column.key == "b");
        fitting.extend(place.map(|place| (place, ChangeScale::Ln)));
    }
    if fitting.is_empty() {
        let by_part = (0..all.len()).filter(|&place| is_log2_by_part(&all[place]));
        fitting.extend(by_part.map(|place| (place, ChangeScale::Log2)));
    }
    if let [(place, _)] = fitting.as_slice()
        && has_sign(&all[*place].name)
    {
        return Err(Refusal::Sign { column: all[*place].name.clone() });
    }
    match fitting.as_slice() {
        [(place, scale)] => Ok(taken(*place, *scale)),
        [] => {
            match ratios.as_slice() {
                [] => {}
                [only] if asked != ChangeScale::Auto => return Ok(taken(*only, asked)),
                [first, ..] => return Err(Refusal::Ratio { column: all[*first].name.clone() }),
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
            Err(refuse(&places))
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
