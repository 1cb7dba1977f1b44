//! The tables of known programs, as data: their columns, what is in them, and which name the features.

use super::{
    column::Column,
    program::{PLAIN, Program, Repeats, fits},
    quantity::Unit::{Counts, Cpm, Fpkm, Ibaq, Intensity, Lfq, Molecules, Spectra, Tpm, Unknown},
};
/// The first program that the columns fit.
pub(super) fn program_of(columns: &[Column]) -> Option<&'static Program> {
    let has = |mark: &&str| columns.iter().any(|column| fits(mark, &column.key).is_some());
    let is_whole = |program: &Program| {
        let is_value = |column: &&Column| column.is_numeric() && !program.is_other(&column.key);
        columns.iter().filter(is_value).all(|column| column.whole)
    };
    PROGRAMS.iter().find(|program| {
        program.marks.iter().all(has) && (!program.of_whole_numbers || is_whole(program))
    })
}

/// In the order in which they are tried.
const PROGRAMS: &[Program] = &[
    // Small RNA.
    Program {
        name: "miRDeep2 (miRNAs_expressed_all_samples)",
        marks: &["mirna", "read_count", "precursor", "total"],
        ids: &["mirna"],
        others: &["read_count", "precursor", "total"],
        values: &[("*(norm)", Cpm), ("*", Counts)],
        repeats: Repeats::Largest,
        ..PLAIN
    },
    Program {
        name: "sRNAbench (grouped)",
        marks: &["name", "unique_reads", "read_count"],
        ids: &["name"],
        others: &["unique_reads", "coordinatestring"],
        values: &[("read_count_(mult__map__adj_)", Counts), ("read_count", Counts), ("rpm*", Cpm)],
        ..PLAIN
    },
    Program {
        name: "mirtop (counts)",
        marks: &["uid", "read", "mirna", "variant"],
        ids: &["mirna"],
        others: &["uid", "read", "variant", "iso_*"],
        values: &[("*", Counts)],
        repeats: Repeats::Added,
        ..PLAIN
    },
    Program {
        name: "QIAGEN (miRNA quantification)",
        marks: &["*_umis"],
        ids: &["mirna", "name", "mirna_id"],
        others: &["*_reads"],
        values: &[("*_umis", Molecules)],
        ..PLAIN
    },
    Program {
        name: "exceRpt (readCounts_miRNAmature)",
        marks: &["referenceid", "uniquereadcount", "multimapadjustedreadcount"],
        ids: &["referenceid"],
        others: &["uniquereadcount"],
        values: &[("multimapadjustedreadcount", Counts), ("readcount", Counts)],
        ..PLAIN
    },
    Program {
        name: "TCGA (isoforms.quantification)",
        marks: &["mirna_id", "isoform_coords", "read_count", "mirna_region"],
        ids: &["mirna_region"],
        others: &["mirna_id", "isoform_coords", "cross_mapped"],
        values: &[("read_count", Counts), ("reads_per_million_mirna_mapped", Cpm)],
        repeats: Repeats::Added,
        ..PLAIN
    },
    Program {
        name: "TCGA (mirnas.quantification)",
        marks: &["mirna_id", "read_count", "reads_per_million_mirna_mapped"],
        ids: &["mirna_id"],
        others: &["cross_mapped"],
        values: &[("read_count", Counts), ("reads_per_million_mirna_mapped", Cpm)],
        ..PLAIN
    },
    Program {
        name: "ShortStack (Counts)",
        marks: &["coords", "name", "mirna"],
        ids: &["name"],
        others: &["coords", "mirna"],
        values: &[("*", Counts)],
        ..PLAIN
    },
    Program {
        name: "NanoString (nCounter)",
        marks: &["code_class", "name", "accession"],
        ids: &["name", "accession"],
        others: &["code_class"],
        values: &[("*", Counts)],
        ..PLAIN
    },
    Program {
        name: "NanoString (nCounter)",
        marks: &["codeclass", "name", "accession"],
        ids: &["name", "accession"],
        others: &["codeclass"],
        values: &[("*", Counts)],
        ..PLAIN
    },
    Program {
        name: "NanoString (nSolver)",
        marks: &["probe_name", "class_name"],
        ids: &["probe_name"],
        others: &[
            "accession_#",
            "ns_probe_id",
            "class_name",
            "analyte_type",
            "%_samples_above_threshold",
        ],
        values: &[("*", Counts)],
        ..PLAIN
    },
    // RNA.
    Program {
        name: "tximport",
        marks: &["abundance_*", "counts_*", "length_*"],
        others: &["length_*", "countsfromabundance"],
        values: &[("abundance_*", Tpm), ("counts_*", Counts)],
        ..PLAIN
    },
    Program {
        name: "Ballgown",
        marks: &["cov_*", "fpkm_*"],
        ids: &["gene_name", "t_name", "gene_id", "t_id"],
        others: &["chr", "strand", "start", "end", "num_exons", "length", "cov_*"],
        values: &[("fpkm_*", Fpkm)],
        repeats: Repeats::Kept,
        ..PLAIN
    },
    Program {
        name: "featureCounts",
        marks: &["geneid", "chr", "start", "end", "strand", "length"],
        ids: &["geneid", "gene_name", "gene_symbol", "gene_id"],
        others: &["chr", "start", "end", "strand", "gene_biotype", "gene_type"],
        values: &[("*", Counts)],
        lengths: Some("length"),
        ..PLAIN
    },
    Program {
        name: "featureCounts (columns cut)",
        marks: &["geneid", "length"],
        ids: &["geneid", "gene_name", "gene_symbol", "gene_id"],
        others: &["chr", "start", "end", "strand", "gene_biotype", "gene_type"],
        values: &[("*", Counts)],
        lengths: Some("length"),
        of_whole_numbers: true,
        ..PLAIN
    },
    Program {
        name: "salmon (quant.sf)",
        marks: &["name", "length", "effectivelength", "tpm", "numreads"],
        ids: &["name"],
        others: &["length"],
        values: &[("tpm", Tpm), ("numreads", Counts)],
        lengths: Some("effectivelength"),
        ..PLAIN
    },
    Program {
        name: "kallisto (abundance)",
        marks: &["target_id", "length", "eff_length", "est_counts", "tpm"],
        ids: &["target_id"],
        others: &["length"],
        values: &[("tpm", Tpm), ("est_counts", Counts)],
        lengths: Some("eff_length"),
        ..PLAIN
    },
    Program {
        name: "RSEM (isoforms.results)",
        marks: &["transcript_id", "gene_id", "effective_length", "expected_count", "isopct"],
        ids: &["transcript_id", "gene_id"],
        others: &["length", "isopct"],
        values: &[("tpm", Tpm), ("fpkm", Fpkm), ("expected_count", Counts)],
        lengths: Some("effective_length"),
        ..PLAIN
    },
    Program {
        name: "RSEM (genes.results)",
        marks: &["gene_id", "transcript_id(s)", "effective_length", "expected_count"],
        ids: &["gene_id"],
        others: &["length", "transcript_id(s)"],
        values: &[("tpm", Tpm), ("fpkm", Fpkm), ("expected_count", Counts)],
        lengths: Some("effective_length"),
        ..PLAIN
    },
    Program {
        name: "Cufflinks (fpkm_tracking)",
        marks: &["tracking_id", "class_code", "gene_short_name"],
        ids: &["gene_short_name", "gene_id", "tracking_id"],
        others: &[
            "class_code",
            "nearest_ref_id",
            "tss_id",
            "locus",
            "length",
            "coverage",
            "*conf_lo",
            "*conf_hi",
        ],
        values: &[("fpkm", Fpkm), ("*_fpkm", Fpkm)],
        ..PLAIN
    },
    Program {
        name: "StringTie (gene abundances)",
        marks: &["gene_id", "gene_name", "reference", "coverage", "fpkm", "tpm"],
        ids: &["gene_id", "gene_name"],
        others: &["reference", "strand", "start", "end", "coverage"],
        values: &[("tpm", Tpm), ("fpkm", Fpkm)],
        ..PLAIN
    },
    Program {
        name: "GDC (STAR counts)",
        marks: &["gene_id", "gene_name", "gene_type", "unstranded", "stranded_first"],
        ids: &["gene_id", "gene_name"],
        others: &["gene_type", "stranded_first", "stranded_second", "fpkm_uq_unstranded"],
        values: &[("tpm_unstranded", Tpm), ("fpkm_unstranded", Fpkm), ("unstranded", Counts)],
        ..PLAIN
    },
    Program {
        name: "NCBI (counts of a GEO series)",
        marks: &["geneid", "gsm*"],
        ids: &["geneid"],
        values: &[("*", Unknown)],
        ..PLAIN
    },
    Program {
        name: "BeadStudio",
        marks: &["*_avg_signal"],
        ids: &["id_ref", "probe_id", "probeid", "target_id", "targetid", "symbol"],
        others: &["*_detection_pval", "*_detection", "*_bead_stderr", "*_avg_nbeads"],
        values: &[("*_avg_signal", Intensity)],
        ..PLAIN
    },
    // Proteins.
    Program {
        name: "MaxQuant (proteinGroups)",
        marks: &["protein_ids", "majority_protein_ids"],
        ids: &["gene_names", "majority_protein_ids", "protein_ids"],
        others: &["ibaq_peptides", "protein_names", "fasta_headers"],
        values: &[
            ("lfq_intensity_*", Lfq),
            ("ibaq_*", Ibaq),
            ("intensity_*", Intensity),
            ("ms/ms_count_*", Spectra),
        ],
        flags: &["reverse", "potential_contaminant", "contaminant", "only_identified_by_site"],
        repeats: Repeats::Added,
        ..PLAIN
    },
    Program {
        name: "DIA-NN (pg_matrix)",
        marks: &["protein_group", "genes", "first_protein_description"],
        ids: &["genes", "protein_group", "protein_ids", "protein_names"],
        others: &["first_protein_description", "n_sequences", "n_proteotypic_sequences"],
        values: &[("*", Lfq)],
        repeats: Repeats::Added,
        ..PLAIN
    },
    Program {
        name: "DIA-NN (gg_matrix)",
        marks: &["genes", "n_sequences"],
        ids: &["genes"],
        others: &["n_sequences", "n_proteotypic_sequences"],
        values: &[("*", Lfq)],
        repeats: Repeats::Added,
        ..PLAIN
    },
    Program {
        name: "Scaffold (proteins)",
        marks: &["identified_proteins*", "accession_number", "molecular_weight"],
        ids: &["alternate_id", "accession_number"],
        others: &[
            "#",
            "identified_proteins*",
            "visible?",
            "starred?",
            "molecular_weight",
            "protein_grouping_ambiguity",
            "taxonomy",
            "bio_view*",
        ],
        values: &[("*", Spectra)],
        repeats: Repeats::Added,
        ..PLAIN
    },
    Program {
        name: "FragPipe (combined_protein)",
        marks: &["protein", "protein_id", "entry_name", "gene"],
        ids: &["gene", "protein_id", "entry_name", "protein"],
        others: &[
            "combined_*",
            "*_unique_spectral_count",
            "*_total_spectral_count",
            "*_unique_intensity",
            "*_total_intensity",
            "*_maxlfq_unique_intensity",
            "*_maxlfq_total_intensity",
            "summarized_*",
        ],
        values: &[
            ("*_maxlfq_intensity", Lfq),
            ("*_intensity", Intensity),
            ("*_spectral_count", Spectra),
        ],
        repeats: Repeats::Added,
        ..PLAIN
    },
    Program {
        name: "FragPipe (TMT)",
        marks: &["index", "numberpsm", "maxpepprob", "referenceintensity"],
        ids: &["gene", "index", "proteinid"],
        others: &["numberpsm", "maxpepprob", "referenceintensity", "peptide", "sequencewindow"],
        values: &[("*", Unknown)],
        repeats: Repeats::Added,
        ..PLAIN
    },
    Program {
        name: "Mascot",
        marks: &["prot_acc", "empai"],
        ids: &["prot_acc"],
        others: &["prot_*", "pep_*"],
        values: &[("empai", Unknown)],
        ..PLAIN
    },
    Program {
        name: "Spectronaut",
        marks: &["pg_proteingroups", "*_pg_quantity"],
        ids: &["pg_genes", "pg_proteingroups", "pg_proteinaccessions", "pg_uniprotids"],
        values: &[("*_pg_quantity", Lfq), ("*_pg_ibaq", Ibaq)],
        repeats: Repeats::Added,
        ..PLAIN
    },
    Program {
        name: "Proteome Discoverer",
        marks: &["accession", "description", "abundance*"],
        ids: &["gene_symbol", "accession"],
        others: &[
            "abundance_ratio*",
            "abundances_(grouped)*",
            "abundances_(scaled)*",
            "abundances_count*",
        ],
        values: &[
            ("abundances_(normalized):_*", Lfq),
            ("abundances:_*", Intensity),
            ("abundance:_*", Intensity),
        ],
        flags: &["contaminant"],
        repeats: Repeats::Added,
        ..PLAIN
    },
    Program {
        name: "PEAKS",
        marks: &["accession", "_10lgp", "area_*"],
        ids: &["accession"],
        values: &[("area_*", Intensity), ("#spec_*", Spectra)],
        ..PLAIN
    },
];
