//! Rows that are no features, by their names: sums, what was computed over features, what describes samples.

use super::parts::parts;
use crate::table::header::key;

/// What a row that is no feature holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowWord {
    /// Sums, and reads that were counted for no feature.
    Total,
    /// Means and spreads over the features.
    Computed,
    /// What is known of the samples: a batch, an age.
    OfSamples,
}

/// Sums, and reads that were counted for no feature; as [`parts`] gives names, without bars around them.
const TOTALS: &[&str] = &[
    "%_mapped",
    "alignment_not_unique",
    "all_reads",
    "ambiguous",
    "clean_reads",
    "colsums",
    "column_sum",
    "gesamt",
    "gesamtsumme",
    "grand_total",
    "input_reads",
    "lib_size",
    "library_size",
    "librarysize",
    "libsize",
    "mapped_reads",
    "mirna_total",
    "mirnatotal",
    "n_ambiguous",
    "n_multimapping",
    "n_nofeature",
    "n_unmapped",
    "no_feature",
    "not_aligned",
    "number_of_reads",
    "raw_reads",
    "reads_total",
    "sequencing_depth",
    "somme",
    "sum",
    "sum_of_counts",
    "sum_of_reads",
    "summe",
    "too_low_aqual",
    "total",
    "total_count",
    "total_counts",
    "total_mapped",
    "total_mapped_reads",
    "total_number_of_reads",
    "total_raw_reads",
    "total_reads",
    "total_sum",
    "total_umis",
    "totals",
    "unassigned",
    "unmapped",
    "unmapped_reads",
    "合计",
    "总和",
    "总计",
];

/// Means and spreads. `MAX` is a gene.
const COMPUTED: &[&str] = &[
    "%cv",
    "average",
    "avg",
    "column_mean",
    "cv",
    "cv%",
    "cv_%",
    "geomean",
    "geometric_mean",
    "iqr",
    "maximum",
    "mean",
    "means",
    "median",
    "mittelwert",
    "moyenne",
    "rsd",
    "sd",
    "se",
    "sem",
    "stabw",
    "standard_deviation",
    "standard_error",
    "standardabweichung",
    "std",
    "std_dev",
    "stddev",
    "stdev",
    "variance",
    "varianz",
    "écart_type",
    "均值",
    "平均",
    "平均值",
    "标准差",
];

/// What is known of samples.
const OF_SAMPLES: &[&str] = &[
    "age",
    "age_years",
    "alter",
    "batch",
    "batch_id",
    "biofluid",
    "bmi",
    "cell_line",
    "cell_type",
    "celltype",
    "condition",
    "date",
    "diagnosis",
    "disease",
    "disease_state",
    "donor",
    "donor_id",
    "ethnicity",
    "experiment",
    "factor",
    "fraction",
    "gender",
    "genotype",
    "geschlecht",
    "group",
    "groupe",
    "groups",
    "grupo",
    "gruppe",
    "isolation_method",
    "leiden",
    "louvain",
    "n_counts",
    "n_features",
    "n_genes",
    "n_genes_by_counts",
    "ncount_rna",
    "nfeature_rna",
    "norm_factor",
    "norm_factors",
    "orig_ident",
    "passage",
    "patient",
    "patient_id",
    "pct_counts_mt",
    "percent_mt",
    "phenotype",
    "pmi",
    "race",
    "replicate",
    "rin",
    "sample",
    "sample_group",
    "sample_id",
    "sample_name",
    "sample_type",
    "samples",
    "seurat_clusters",
    "sex",
    "size_factor",
    "size_factors",
    "sizefactor",
    "smoking",
    "smoking_status",
    "status",
    "subject",
    "subject_id",
    "time_point",
    "timepoint",
    "tissue",
    "treatment",
    "visit",
    "volume_ml",
    "volume_ul",
    "year",
    "分组",
    "年龄",
    "性别",
    "批次",
    "组别",
];

impl RowWord {
    /// What the name of a row says, where it is no feature's.
    pub(super) fn named(name: &str) -> Option<Self> {
        // Most names are longer, or begin with what no such word does.
        if name.len() > 28 {
            return None;
        }
        if name == "*" {
            return Some(Self::Total);
        }
        let parts = parts(&key(name));
        let word = parts.trim_matches('_');
        let is_in = |list: &[&str]| list.binary_search(&word).is_ok();
        match () {
            () if is_in(TOTALS) => Some(Self::Total),
            () if is_in(COMPUTED) => Some(Self::Computed),
            () if is_in(OF_SAMPLES) => Some(Self::OfSamples),
            () => None,
        }
    }
}

/// Sums, means and extremes among a few samples or miRNAs: features of other tables have such names, `MAX` is a gene.
const SUMMARIES: &[&str] = &[
    "all",
    "all_mirnas",
    "average_all",
    "max",
    "mean_all",
    "min",
    "minimum",
    "mw",
    "n_samples",
    "total_mirna",
    "total_mirnas",
];

/// Whether the name of a row among samples or miRNAs says that it is none, but computed from the others: `Total`, `SD`,
/// `Mean (n=2)`, `n`. `N` may be normal tissue, and `n1` the first of several.
pub(in crate::table) fn is_summary(name: &str) -> bool {
    let stem = match name.split_once('(') {
        Some((stem, number)) if number.trim_start().starts_with('n') => stem,
        _ => name,
    };
    let stem = stem.split('±').next().unwrap_or(stem).trim();
    let parts = parts(&key(stem));
    stem == "n"
        || SUMMARIES.binary_search(&parts.trim_matches('_')).is_ok()
        || matches!(RowWord::named(stem), Some(RowWord::Total | RowWord::Computed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order_so_that_they_can_be_searched() {
        for list in [TOTALS, COMPUTED, OF_SAMPLES, SUMMARIES] {
            let unsorted = list.windows(2).find(|pair| pair[0] >= pair[1]);
            assert_eq!(unsorted, None);
        }
    }

    #[test]
    fn names_say_what_rows_are() {
        let check = |names: &[&str], wanted: Option<RowWord>| {
            for name in names {
                assert_eq!(RowWord::named(name), wanted, "{name}");
            }
        };
        check(
            &["miRNAtotal", "N_unmapped", "__no_feature", "Library size", "lib.size", "*", "Total"],
            Some(RowWord::Total),
        );
        check(&["Mean", "SD", "CV (%)", "Std. Dev.", "Mittelwert"], Some(RowWord::Computed));
        check(&["batch", "Age", "n_genes", "RIN"], Some(RowWord::OfSamples));
        check(&["TOTALLY", "MAX", "SDC1", "AGER", "MEAN1", "CD9", "hsa-miR-21-5p", ""], None);
    }

    #[test]
    fn rows_among_samples_are_computed_or_samples() {
        for name in ["Total", "Mean (n=2)", "Mean ± SD", "n", "max", "all miRNAs", "CV (%)", "MW"]
        {
            assert!(is_summary(name), "{name}");
        }
        for name in
            ["n1", "n2", "N", "N_1", "min 5", "EV_1 (n=3)", "all-3", "hsa-miR-21-5p", "SD1", ""]
        {
            assert!(!is_summary(name), "{name}");
        }
    }

    #[test]
    fn no_gene_of_the_table_is_called_so() {
        for gene in crate::names::Gene::all() {
            assert_eq!(RowWord::named(gene.symbol), None, "{}", gene.symbol);
        }
    }
}
