//! Columns that hold a class of each feature, or an index of how specific it is: `cluster`, `tau`, `gini`.

use super::parts;

/// What is computed of the profile of a feature over samples or sources, or of its place among others: classes, and indices of
/// how specific it is.
const INDICES: &[&str] = &[
    "cluster",
    "cluster_no",
    "cluster_number",
    "clusters",
    "entropy",
    "gini",
    "gini_coefficient",
    "gini_index",
    "gsi",
    "hg",
    "hmd",
    "jensen_shannon",
    "jsd",
    "k",
    "k_means",
    "kmeans",
    "leiden",
    "louvain",
    "module",
    "module_no",
    "module_number",
    "pem",
    "seurat_clusters",
    "shannon",
    "shannon_entropy",
    "silhouette",
    "simpson",
    "specificity",
    "specificity_index",
    "specificity_score",
    "spm",
    "tau",
    "tau_index",
    "tau_score",
    "tissue_specificity",
    "tissue_specificity_index",
    "tsi",
];

/// Whether a column of this name is a class of features, or an index of how specific they are.
pub(super) fn is_index(key: &str) -> bool {
    INDICES.binary_search(&parts::parts(key).trim_matches('_')).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_say_what_columns_are() {
        assert!(INDICES.is_sorted());
        for name in ["Cluster", "seurat_clusters", "k", "Tau", "Gini index", "Jensen-Shannon"] {
            assert!(is_index(&crate::table::header::key(name)), "{name}");
        }
        for name in ["tau_1", "K562", "EV", "cluster_EV", "kappa"] {
            assert!(!is_index(&crate::table::header::key(name)), "{name}");
        }
    }
}
