//! What parts of the names of columns say: `p-value (t-test)`, `Mean_TPM`, `Mol. weight [kDa]`.

use std::borrow::Cow;

/// Parts of names of columns, one after the other, by which they are results of a comparison, whatever else is in the name.
const STATISTIC_PARTS: &[&str] = &[
    "adj_p",
    "anova",
    "fdr",
    "fold_change",
    "foldchange",
    "kruskal_wallis",
    "l2fc",
    "log10_p",
    "log2_ratio",
    "log2fc",
    "log2foldchange",
    "logfc",
    "mann_whitney",
    "neg_log10",
    "neglog10",
    "neglog10p",
    "p_adj",
    "p_val",
    "p_value",
    "p_values",
    "padj",
    "pval",
    "pvalue",
    "q_value",
    "qvalue",
    "standard_deviation",
    "standard_error",
    "standardabweichung",
    "std_dev",
    "stddev",
    "stdev",
    "t_test",
    "ttest",
    "wilcoxon",
    "z_score",
    "zscore",
    "écart_type",
];

/// Behind the samples, what is computed over them or known of the feature, by the whole name; a sample may be called so too.
const BEHIND: &[&str] = &[
    "#",
    "%_cv",
    "%_samples",
    "%cv",
    "bh",
    "cluster",
    "count",
    "cv",
    "cv_%",
    "de",
    "detected",
    "detection_rate",
    "ds",
    "et",
    "fc",
    "intron",
    "iqr",
    "kegg",
    "lr",
    "media",
    "module",
    "n_samples",
    "no",
    "number",
    "order",
    "pc1",
    "pc2",
    "q",
    "range",
    "ratio",
    "row",
    "rsd",
    "sd",
    "se",
    "sem",
    "stabw",
    "std",
    "sum_of_counts",
    "sum_of_reads",
    "var",
    "variance",
    "year",
];

/// Parts of names by which columns are computed over samples, where other columns are none.
const MEAN_PARTS: &[&str] = &[
    "average",
    "averages",
    "avg",
    "geomean",
    "mean",
    "means",
    "median",
    "mittelwert",
    "moyenne",
    "mw",
    "平均",
];

/// Spreads beside such means.
pub(super) const SPREAD_PARTS: &[&str] =
    &["cv", "err", "error", "sd", "se", "sem", "stabw", "std", "stderr", "stdev"];

/// The letters and numbers of a name, between bars: `_p_value_t_test_`.
pub(super) fn parts(key: &str) -> String {
    let mut parts = String::from("_");
    for letter in key.chars() {
        if letter.is_alphanumeric() || letter == '%' {
            parts.push(letter);
        } else if !parts.ends_with('_') {
            parts.push('_');
        }
    }
    if !parts.ends_with('_') {
        parts.push('_');
    }
    parts
}

fn has_part(key: &str, list: &[&str]) -> bool {
    let parts = parts(key);
    list.iter().any(|part| parts.contains(&format!("_{part}_")))
}

/// Whether a column is a result of a comparison by a part of its name: `p-value (t-test)`, `logFC_EV_vs_ctrl`.
pub(super) fn is_statistic_by_part(key: &str) -> bool {
    has_part(key, STATISTIC_PARTS)
}

/// Whether a column behind the samples is none of them by its whole name; a sample may be called so too.
pub(super) fn is_behind_samples(key: &str) -> bool {
    // `#` has no letter.
    key == "#" || BEHIND.contains(&parts(key).trim_matches('_'))
}

/// Whether a column behind the samples is a spread of a group, `SD Control` or `sd_EV`; `SD_1` is a rat.
pub(super) fn is_spread_of_group(key: &str) -> bool {
    let parts = parts(key);
    let words: Vec<&str> = parts.split('_').filter(|word| !word.is_empty()).collect();
    let is_number = |word: &&str| word.bytes().any(|byte| byte.is_ascii_digit());
    match words.as_slice() {
        [spread, group @ ..] | [group @ .., spread]
            if SPREAD_PARTS.contains(spread) && !group.is_empty() =>
        {
            !group.iter().any(is_number)
        }
        _ => false,
    }
}

/// What a spread is of, by its name: `ev` of `EV SD` and of `err(EV)`; nothing where the name has no word for a spread.
pub(super) fn stem_of_spread(key: &str) -> Option<String> {
    without(key, SPREAD_PARTS)
}

/// The name without a word for a mean.
pub(super) fn stem_of_mean(key: &str) -> String {
    without(key, MEAN_PARTS).unwrap_or_else(|| parts(key).trim_matches('_').to_owned())
}

/// The parts of a name without one of a list at either end; nothing where none is, or nothing else.
fn without(key: &str, list: &[&str]) -> Option<String> {
    let parts = parts(key);
    let words: Vec<&str> = parts.split('_').filter(|word| !word.is_empty()).collect();
    let rest = match words.as_slice() {
        [rest @ .., last] if list.contains(last) => rest,
        [first, rest @ ..] if list.contains(first) => rest,
        _ => return None,
    };
    (!rest.is_empty()).then(|| rest.join("_"))
}

/// Whether the name says that values are logarithms, or otherwise not in the scale of its unit: `log2_TPM`, `TPM (ln)`.
pub(super) fn says_logarithm(key: &str) -> bool {
    const WORDS: [&str; 5] = ["ln", "rlog", "vsd", "vst", "zscore"];
    let parts = parts(key);
    parts.split('_').any(|word| {
        let after = word
            .strip_prefix("log")
            .map(|rest| rest.trim_start_matches(|it: char| it.is_ascii_digit()));
        WORDS.contains(&word)
            || after.is_some_and(|rest| {
                rest.is_empty()
                    || ["p", "tpm", "fpkm", "rpkm", "cpm", "rpm", "counts"].contains(&rest)
            })
    })
}

/// A name without what is added before a logarithm: `log2(ev_1+1)` is `log2(ev_1)`.
pub(super) fn without_pseudocount(key: &str) -> Cow<'_, str> {
    let Some((before, behind)) = key.rsplit_once('+') else { return Cow::Borrowed(key) };
    let behind = behind.trim_start_matches(['_', ' ']);
    let rest = behind.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '_');
    if rest.len() < behind.len()
        && says_logarithm(key)
        && (rest.is_empty() || rest.starts_with(')'))
    {
        return Cow::Owned(format!("{before}{rest}"));
    }
    Cow::Borrowed(key)
}

/// Whether the name of a column says that its values are logarithms to base 2: `log2 EV`, `log2LFQ_EV_1`, `log2(TPM+1)`.
pub(super) fn says_log2(name: &str) -> bool {
    const OF: [&str; 12] = [
        "abundance",
        "area",
        "counts",
        "cpm",
        "fpkm",
        "ibaq",
        "int",
        "intensity",
        "lfq",
        "npx",
        "rpm",
        "tpm",
    ];
    let parts = parts(&crate::table::header::key(name));
    parts.split('_').any(|word| {
        word.strip_prefix("log2").is_some_and(|rest| rest.is_empty() || OF.contains(&rest))
    })
}

/// Whether a column may be a mean of others, or a spread beside one, by a part of its name: `Mean_TPM`, `EV (SD)`.
pub(super) fn is_mean_by_part(key: &str, has: impl Fn(&dyn Fn(&str) -> bool) -> bool) -> bool {
    has_part(key, MEAN_PARTS)
        || has_part(key, SPREAD_PARTS) && has(&|other: &str| has_part(other, MEAN_PARTS))
}

/// Parts of names of columns that describe a mean beside it: its spread, its quantiles, how many it is of.
const BESIDE_MEAN: &[&str] = &[
    "%",
    "anzahl",
    "cells",
    "ci",
    "cil",
    "ciu",
    "cv",
    "donors",
    "error",
    "high",
    "iqr",
    "low",
    "lower",
    "mad",
    "max",
    "maximum",
    "min",
    "minimum",
    "n",
    "nombre",
    "nr",
    "number",
    "p10",
    "p25",
    "p75",
    "p90",
    "pct",
    "percent",
    "percentile",
    "prozent",
    "q1",
    "q25",
    "q3",
    "q75",
    "quartile",
    "range",
    "samples",
    "score",
    "sd",
    "se",
    "sem",
    "spender",
    "specificity",
    "std",
    "tau",
    "upper",
    "var",
    "variance",
];

/// What a column says how many or which place it is of by its name: `ev_1` of `N EV_1` and of `EV_1 rank`.
pub(super) fn stem_of_number(key: &str) -> Option<String> {
    without(key, &["n", "rang", "rank", "ranks"])
}

/// Whether a name says that a column is a mean or a median.
pub(super) fn says_mean(key: &str) -> bool {
    has_part(key, MEAN_PARTS)
}

/// Whether a name says that values are scaled, each feature by itself.
pub(super) fn says_scaled(key: &str) -> bool {
    has_part(key, &["centered", "centred", "scaled", "standardised", "standardized"])
}

/// Whether a column beside a mean describes it by its name: `N`, `IQR`, `95% CI low`, `pct.exp`.
pub(super) fn is_beside_mean(key: &str) -> bool {
    has_part(key, BESIDE_MEAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_names_say_what_columns_are() {
        for name in [
            "p-value (t-test)",
            "logFC_EV1_vs_EV2",
            "adj. p-value",
            "FDR (BH)",
            "Detection Pval",
            "Std. Dev.",
            "-log10(p)",
            "L2FC",
            "log2FC(EV1/EV2)",
        ] {
            assert!(is_statistic_by_part(&crate::table::header::key(name)), "{name}");
        }
        for name in
            ["EV_1", "P1", "tumour", "FC1", "SDS", "pad_1", "SD_1", "VIP_2", "Q1", "CV_rep1", "T"]
        {
            assert!(!is_statistic_by_part(&crate::table::header::key(name)), "{name}");
        }
        for name in ["SD", "CV (%)", "Detection rate", "#", "No.", "SUM of reads", "Var"] {
            assert!(is_behind_samples(&crate::table::header::key(name)), "{name}");
        }
        for name in ["SD_1", "EV", "Start", "N", "F", "No_1"] {
            assert!(!is_behind_samples(&crate::table::header::key(name)), "{name}");
        }
        for (name, wanted) in [
            ("log2(ev_1+1)", "log2(ev_1)"),
            ("log2(tpm_+_0_001)", "log2(tpm_)"),
            ("log2_ev_1+1", "log2_ev_1"),
            ("ev+1", "ev+1"),
            ("log2(ev+cell)", "log2(ev+cell)"),
        ] {
            assert_eq!(without_pseudocount(name), wanted, "{name}");
        }
        assert!(is_spread_of_group("sd_control") && is_spread_of_group("ev_(sd)"));
        assert!(
            !is_spread_of_group("sd_1") && !is_spread_of_group("sd") && !is_spread_of_group("ev")
        );
        let with_mean = |is: &dyn Fn(&str) -> bool| is("mean_tpm");
        for name in ["Mean_TPM", "Row.Means", "EV_mean", "Mittelwert", "SD_TPM"] {
            assert!(is_mean_by_part(&crate::table::header::key(name), with_mean), "{name}");
        }
        assert!(!is_mean_by_part("sd_tpm", |_| false) && !is_mean_by_part("medium", with_mean));
    }
}
