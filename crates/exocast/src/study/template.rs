//! The commented study that `exocast new` writes.

/// A study file with every section explained; all inputs are commented out, so that it can be filled
/// in from the top.
pub const TEMPLATE: &str = r#"# A study for exocast. Paths are relative to this file. Every section but [study] is optional:
# a missing input turns its step off, and the report says so.
# `exocast check study.toml` tells what will be computed; `exocast run study.toml` does it.

[study]
title = "My vesicle study"
organism = "hsa"            # miRBase organism code
biofluid = "plasma"         # plasma, urine, csf, culture medium, …
# date = "2026-01-31"               # of the results, and their licence: both only for
# license = "CC-BY-4.0"             # ro-crate-metadata.json

[reference]
# hairpin = "hairpin.fa"            # miRBase hairpins
# annotation = "hsa.gff3"           # miRBase GFF3 of the same release
# contaminants = ["rRNA.fa"]        # what competes with miRNA for reads: one class a file
# transcripts = "mrna.tsv.gz"       # TSV `transcript gene orf utr3`, or FASTA of 3'UTRs

# One [[sample]] a vesicle preparation.
[[sample]]
name = "EV_1"
group = "control"
# reads = ["EV_1.fastq.gz"]         # one file a lane; or: counts = "counts.tsv"
# library = "auto"                  # auto, truseq, qiaseq, nextflex, nebnext, illumina-1.5, illumina-1.0,
#                                   # trimmed, or the adapter's sequence
# sizing = ["EV_1_ExperimentSummary.csv"]   # NanoSight, ZetaView, a table, or a list of diameters in nm
# volume_ul = 200.0                 # biofluid that went into the RNA extraction
# dilution = 1000.0                 # dilution of the sample for sizing

# [spikes]                          # needed for absolute copies
# sequences = "spikes.fa"
# amounts = "amounts.tsv"           # TSV `spike copies_per_ul`, of the spike mix
# volume_ul = 1.0                   # spike mix added to each sample

# [origin]
# signature = "signature.tsv"       # features × parent cells
# cargo = "ev_mrna.tsv"             # features × samples; without it the miRNA counts are used
# method = "auto"                   # auto, poisson, negative-binomial, log-normal, nnls, weighted-nnls,
#                                   # nusvr, robust or dwls
# scaling = "as-given"              # columns are RNA as-given, per-rna or per-cell

# [recipient]
# name = "HeLa"
# expression = "tpm.tsv"            # TSV `gene tpm` or `transcript tpm`
# expression_scale = "auto"         # auto, tpm, ln, log2 or log10
# mirna = "endogenous.tsv"          # TSV `mirna copies_per_cell`
# observed = "deseq2.tsv"           # TSV `gene log2fc p`, where a change was measured

[transfer]
scenario = "co-culture"     # co-culture, transwell, purified-dose, tissue, systemic or csf
hours = 24.0
donor_per_recipient = 1.0
# Any parameter of the model by name: a value, [low, high], or [value, low, high].
# endosomal_escape = [0.001, 0.3]

# [programmes]
# sets = "hallmarks.gmt"            # gene sets that summarise the response

# [response]
# affinity = "embedded"             # embedded, seed, or cnn:FILE with the published network's weights
# accessibility = "accessibility.cache"   # made where it is not there; may be deleted
# hours = 24.0                      # the steady state where left out
# product = "mrna"                  # mrna or protein

# [[contrast]]                      # each group against the first one where none is given
# of = "tumour"
# against = "control"

# [identity]                        # what else was measured on the vesicles
# proteins = "proteins.tsv"         # gene symbols × samples
# lipids = "lipids.tsv"             # lipids × samples, with a column `parent`
# protein_ug_per_ml = 120.0

[run]
seed = 1
draws = 4096
"#;

#[cfg(test)]
mod tests {
    #[test]
    fn the_template_is_a_study() {
        let study = crate::Study::parse(super::TEMPLATE, "study.toml").expect("template parses");
        assert_eq!(study.samples.len(), 1);
    }

    #[test]
    fn every_commented_key_is_a_key() {
        let filled: String = super::TEMPLATE
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(rest) if rest.starts_with('[') || rest.contains(" = ") => format!("{rest}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        let study = crate::Study::parse(&filled, "study.toml").expect("filled template parses");
        assert!(study.origin.is_some() && study.spikes.is_some() && study.programmes.is_some());
    }
}
