//! What the names of columns say of their content, whatever program wrote them. Names are compared as
//! [`key`](crate::table::header::key) gives them.

use super::parts;

/// Names of features: genes, transcripts, miRNAs, proteins, lipids.
const IDS: &[&str] = &[
    "accession",
    "accessions",
    "cluster_id",
    "ensembl",
    "ensembl_gene",
    "ensembl_gene_id",
    "ensembl_id",
    "ensembl_transcript_id",
    "ensg",
    "enst",
    "entry",
    "entry_name",
    "external_gene_name",
    "fasta_headers",
    "feature",
    "feature_id",
    "features",
    "gene",
    "gene_id",
    "gene_ids",
    "gene_name",
    "gene_names",
    "gene_short_name",
    "gene_symbol",
    "gene_symbols",
    "geneid",
    "genename",
    "genes",
    "genesymbol",
    "hgnc",
    "hgnc_symbol",
    "hugo_symbol",
    "id",
    "id_ref",
    "ids",
    "lipid",
    "lipid_name",
    "lipid_species",
    "majority_protein_ids",
    "mature",
    "mature_id",
    "mature_mirna",
    "mature_name",
    "mgi_symbol",
    "microrna",
    "microrna_name",
    "mir",
    "mir_name",
    "mirna",
    "mirna_id",
    "mirna_name",
    "mirna_names",
    "mirnas",
    "molecule",
    "name",
    "names",
    "orf",
    "pg_genes",
    "pg_proteingroups",
    "probe",
    "probe_id",
    "probeset",
    "probeset_id",
    "protein",
    "protein_accession",
    "protein_accessions",
    "protein_group",
    "protein_groups",
    "protein_id",
    "protein_ids",
    "protein_name",
    "protein_names",
    "proteins",
    "ref_mirna",
    "refseq",
    "refseq_id",
    "rna",
    "rna_id",
    "row_name",
    "row_names",
    "rowname",
    "rownames",
    "small_rna",
    "spike",
    "symbol",
    "symbols",
    "target_id",
    "tracking_id",
    "transcript",
    "transcript_id",
    "transcript_name",
    "transcripts",
    "tx",
    "uniprot",
    "uniprot_accession",
    "uniprot_id",
    "uniprotkb",
    "unnamed:_0",
    "variable",
];

/// Identifiers that are numbers, and whatever else is known of a feature.
const ANNOTATIONS: &[&str] = &[
    "#_aas",
    "#_peptides",
    "#_psms",
    "#_unique_peptides",
    "%_samples",
    "alias",
    "aliases",
    "ann",
    "biotype",
    "bp",
    "calc_pi",
    "chr",
    "chrom",
    "chrom_end",
    "chrom_start",
    "chromend",
    "chromosome",
    "chromosome_name",
    "chromosome_scaffold_name",
    "chromstart",
    "class_code",
    "coordinates",
    "coverage",
    "coverage_%",
    "description",
    "detected",
    "detection_rate",
    "eff_length",
    "effective_length",
    "effectivelength",
    "end_bp",
    "end_position",
    "entrez",
    "entrez_gene",
    "entrez_gene_id",
    "entrez_id",
    "entrezgene",
    "entrezgene_id",
    "entrezid",
    "exon_count",
    "exon_length",
    "exon_number",
    "exons",
    "gc",
    "gc_content",
    "gc_percent",
    "gene_biotype",
    "gene_end",
    "gene_end_bp",
    "gene_length",
    "gene_size",
    "gene_start",
    "gene_start_bp",
    "gene_type",
    "genelength",
    "hgnc_id",
    "index",
    "intron_number",
    "kb",
    "length",
    "length_bp",
    "length_nt",
    "locus",
    "locusid",
    "mass",
    "mass_kda",
    "mol_weight",
    "mol_weight_[kda]",
    "mol_weight_kda",
    "molecular_weight",
    "molecular_weight_kda",
    "molweight",
    "mw",
    "mw_[kda]",
    "mw_da",
    "mw_kda",
    "n_loci",
    "n_peptides",
    "n_proteins",
    "n_proteotypic_sequences",
    "n_psms",
    "n_samples",
    "n_sequences",
    "ncbi",
    "ncbi_gene",
    "ncbi_gene_id",
    "ncbi_geneid",
    "ncbi_id",
    "nloci",
    "no_of_samples",
    "note",
    "notes",
    "nr",
    "num_exons",
    "number_of_peptides",
    "number_of_proteins",
    "number_of_psms",
    "nummer",
    "organism",
    "pathway",
    "peptide_count",
    "peptide_counts",
    "peptides",
    "pi",
    "precursor",
    "protein_length",
    "protein_probability",
    "protein_score",
    "pubmed",
    "pubmed_id",
    "rank",
    "razor_+_unique_peptides",
    "remark",
    "remarks",
    "s_n",
    "s_no",
    "score_sequest_ht",
    "seqname",
    "seqnames",
    "sequence",
    "sequence_coverage",
    "sequence_coverage_%",
    "sequence_coverage_[%]",
    "sequence_length",
    "sl_no",
    "sn",
    "species",
    "start_bp",
    "start_position",
    "strand",
    "taxid",
    "taxonomy",
    "top_peptide_probability",
    "transcript_end_bp",
    "transcript_length",
    "transcript_start_bp",
    "tss_id",
    "tx_length",
    "txend",
    "txstart",
    "unique_peptides",
    "width_bp",
    "year_of_publication",
    "序号",
];

/// Results of a comparison or a test.
const STATISTICS: &[&str] = &[
    "adj_p",
    "adj_p_val",
    "adj_p_value",
    "adj_pval",
    "adj_pvalue",
    "adjusted_p_value",
    "adjusted_pvalue",
    "auc",
    "ave_expr",
    "aveexpr",
    "avg_log2fc",
    "avg_logfc",
    "base_mean",
    "basemean",
    "bonferroni",
    "cohens_d",
    "direction",
    "effect_size",
    "fdr",
    "fold",
    "fold_change",
    "foldchange",
    "fwer",
    "kruskal",
    "l2fc",
    "lfc",
    "lfc_se",
    "lfcse",
    "log10p",
    "log2(fc)",
    "log2(fold_change)",
    "log2_fc",
    "log2_fold_change",
    "log2_ratio",
    "log2fc",
    "log2foldchange",
    "log2ratio",
    "log_fc",
    "log_odds",
    "logcpm",
    "logfc",
    "logfoldchange",
    "logfoldchanges",
    "logodds",
    "neg_log10_p",
    "odds_ratio",
    "p_adj",
    "p_adjusted",
    "p_val",
    "p_val_adj",
    "p_value",
    "padj",
    "pct_1",
    "pct_2",
    "pval",
    "pvals",
    "pvals_adj",
    "pvalue",
    "q_val",
    "q_value",
    "qval",
    "qvalue",
    "ratio",
    "regulation",
    "score",
    "shrunken_log2fc",
    "significance",
    "significant",
    "statistic",
    "std_dev",
    "stddev",
    "stdev",
    "t_stat",
    "t_statistic",
    "test_stat",
    "vip",
    "vip_score",
    "wilcoxon",
    "z_score",
    "zscore",
];

/// Statistics in short: names of samples too, where no other statistic is next to them.
const LETTERS: &[&str] = &[
    "bh", "cv", "f", "fc", "lod", "lr", "p", "q", "rsd", "scores", "sd", "se", "sem", "stat", "t",
    "z",
];

/// Places in a genome: names of samples too, where nothing says that it is a genome's.
const PLACES: &[&str] = &["end", "pos", "position", "start", "stop", "width"];

/// Columns that say that places are of a genome.
const GENOME: &[&str] =
    &["chr", "chrom", "chromosome", "chromosome_name", "locus", "seqname", "seqnames", "strand"];

/// Words for features that may be samples too, where whole numbers are below them: a treatment, a fraction.
const SHORT: &[&str] =
    &["lipid", "mir", "mirna", "molecule", "orf", "protein", "rna", "spike", "transcript", "tx"];

/// What is computed over the samples of a row.
const TOTALS: &[&str] = &[
    "average",
    "avg",
    "grand_total",
    "max",
    "maximum",
    "mean",
    "median",
    "min",
    "minimum",
    "row_sum",
    "rowsum",
    "sum",
    "total",
    "total_count",
    "total_counts",
    "total_reads",
    "totals",
];

/// Whether a column of this name holds the names of features.
pub(in crate::table) fn is_id(key: &str) -> bool {
    IDS.binary_search(&key).is_ok()
}

/// Whether a column of this name is an annotation of features.
pub(super) fn is_annotation(key: &str) -> bool {
    let plain = key.trim_end_matches(['s', ')']);
    ANNOTATIONS.binary_search(&key).is_ok()
        || ANNOTATIONS.binary_search(&parts::parts(key).trim_matches('_')).is_ok()
        || plain.ends_with("entrez")
        || plain.ends_with("entrez_id")
}

/// Whether a column of this name is a place in a genome, next to these others.
pub(super) fn is_place(key: &str, has: impl Fn(&str) -> bool) -> bool {
    PLACES.contains(&key) && GENOME.iter().any(|name| has(name))
}

/// Whether whole numbers in a column of this name are identifiers.
pub(super) fn is_numbered(key: &str) -> bool {
    is_id(key) && !SHORT.contains(&key) || key.contains("entrez") || key.starts_with("ncbi")
}

/// Whether a column of this name is a result of a comparison.
pub(super) fn is_statistic(key: &str) -> bool {
    STATISTICS.binary_search(&key).is_ok()
}

/// Whether a column of this name is a statistic next to these others. `B` is one of limma, next to `t` and `logFC`.
pub(super) fn is_statistic_letter(key: &str, has: impl Fn(&str) -> bool) -> bool {
    LETTERS.contains(&key) || key == "b" && has("t") && (has("logfc") || has("aveexpr"))
}

/// Whether there are columns that edgeR and limma write next to `F` and `t`.
pub(super) fn is_of_test_program(has: impl Fn(&str) -> bool) -> bool {
    ["logcpm", "aveexpr", "lr"].into_iter().any(&has) || has("b") && has("t") && has("logfc")
}

/// Whether a column of this name is a spread, next to a mean.
pub(super) fn is_spread(key: &str, has: impl Fn(&str) -> bool) -> bool {
    const SPREADS: [&str; 5] = ["cv", "rsd", "sd", "se", "sem"];
    SPREADS.contains(&key) && ["mean", "average", "avg", "median"].into_iter().any(has)
}

/// Whether a column of this name is computed from the others of its row.
pub(super) fn is_total(key: &str) -> bool {
    TOTALS.binary_search(&key).is_ok()
}

/// Whether a column of this name holds peptides or precursors of proteins.
pub(super) fn is_peptide(key: &str) -> bool {
    const PEPTIDES: [&str; 10] = [
        "annotated_sequence",
        "eg_precursorid",
        "modified_sequence",
        "pep_strippedsequence",
        "peptide",
        "peptide_sequence",
        "precursor_id",
        "precursorid",
        "stripped_sequence",
        "transition_group_id",
    ];
    PEPTIDES.contains(&key)
}

/// Whether a column of this name holds the proteins of peptides.
pub(super) fn is_protein_group(key: &str) -> bool {
    const GROUPS: [&str; 9] = [
        "leading_proteins",
        "leading_razor_protein",
        "master_protein_accessions",
        "pg_proteingroups",
        "protein_group",
        "protein_groups",
        "protein_ids",
        "proteinname",
        "proteins",
    ];
    GROUPS.contains(&key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order_so_that_they_can_be_searched() {
        for list in [IDS, ANNOTATIONS, STATISTICS, TOTALS] {
            let unsorted = list.windows(2).find(|pair| pair[0] >= pair[1]);
            assert_eq!(unsorted, None);
        }
    }

    #[test]
    fn names_say_what_columns_and_rows_are() {
        assert!(is_id("gene_id") && !is_id("tumour_1"));
        assert!(is_annotation("length") && is_annotation("entrezid") && !is_annotation("ev_1"));
        for name in [
            "Mol. weight [kDa]",
            "Length (bp)",
            "Gene.start..bp.",
            "# Peptides",
            "Coverage [%]",
            "calc. pI",
        ] {
            assert!(is_annotation(&crate::table::header::key(name)), "{name}");
        }
        assert!(is_numbered("entrez_gene_id") && !is_numbered("tx"));
        assert!(is_place("start", |key| key == "strand") && !is_place("start", |_| false));
        assert!(is_statistic("padj") && !is_statistic("b"));
    }
}
