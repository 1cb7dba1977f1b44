//! The commented study that `exocast new` writes.

/// A study file that explains every section; all inputs are commented out, ready to be filled in.
pub const TEMPLATE: &str = r#"# A study for exocast. Paths are relative to this file. Every section but [study] is optional: steps
# without their input are skipped, and the report says so.
# `exocast check study.toml` lists what will be computed; `exocast run study.toml` computes it.

[study]
title = "My vesicle study"
organism = "hsa"            # miRBase organism code; several: ["hsa", "ebv"]
biofluid = "plasma"         # plasma, urine, csf, culture medium, …
# date = "2026-01-31"               # of the results, and their licence: both only for
# license = "CC-BY-4.0"             # ro-crate-metadata.json

[reference]
# hairpin = "hairpin.fa"            # miRBase hairpins
# annotation = "hsa.gff3"           # miRBase GFF3 of the same release
# mature = "pool.fa"                # in place of both: mature sequences without precursors, such as those of a pool
# mirgenedb = "hsa.fas"             # mature sequences of MirGeneDB: counts say which rows it has
# bias = "bias.tsv"                 # bias of the library preparation, as `exocast mirna bias` measures it
# contaminants = ["rRNA.fa"]        # sequences that compete with miRNA for reads: one class per file
# transcripts = "mrna.tsv.gz"       # table of `exocast target transcripts`, FASTA of 3'UTRs, or a genome
# transcript_annotation = "gencode.gtf.gz"  # GTF or GFF3 of the genome in `transcripts`
# names = "hgnc_complete_set.txt"   # names of genes and the symbol of each, if tables do not have symbols

# One [[sample]] per vesicle preparation; or a table of them, named above [study]: see the sample sheet in
# docs/formats/sample-sheet.md. Reads and sizing exports may be patterns: "EV_1_*.fastq.gz".
[[sample]]
name = "EV_1"
group = "control"
# preparation = "P1"                # aliquots and repeats of one preparation share it
# donor = "D1"                      # donor, patient or animal
# batch = "B1"                      # batch of preparation
# pair = "1"                        # such as before and after
# reads = ["EV_1.fastq.gz"]         # one file per lane; or: counts = "counts.tsv"
# counts_column = "S1"              # its column in the table of counts, if not its name
# counts_id_column = "mirna"        # column of the names in the table of counts, if it can be read in several ways
# molecules_column = "LFQ S1"       # its column in the tables of proteins and lipids, if not its name
# library = "auto"                  # auto, truseq, qiaseq, nextflex, nebnext, illumina-1.5, illumina-1.0, smarter, d-plex,
#                                   # bgi, ion-torrent, trimmed, the sequence of the 3' adapter, or a layout:
#                                   # "5:3,insert,polyA", "N4,insert,N4,TGGAATTCTCGGGTGCCAAGG"
# sizing = ["EV_1_ExperimentSummary.csv"]   # NanoSight, ZetaView, a table, or a list of diameters in nm
# volume_ul = 200.0                 # biofluid used for RNA extraction
# dilution = 1000.0                 # dilution of the sample for sizing
# spikes_ul = 1.0                   # spike mix added to this sample, if not that of [spikes]

# [mirna]                           # how reads are counted
# multimap = "em"                   # reads that fit several miRNAs: em, fractional, unique or group
# min_length = 14                   # shortest and longest insert that is counted, in nt
# max_length = 50
# max_expected_errors = 1.0         # most errors that the qualities of an insert may predict
# phred = "auto"                    # offset of the encoded qualities: auto, 33 or 64
# collapsed = "auto"                # whether a record stands for the number of reads in its name: auto, yes or no
# umi = "auto"                      # where UMIs are: auto, read, header or none (reads are counted)
# max_shift_5p = 3                  # largest shifts of the ends of isomiRs, and 3' addition, in nt
# max_shift_3p = 5
# max_addition = 3
# bias_other_kit = false            # use the bias for samples of other layouts than that of its pool
# precursor_records = false         # one record in isomirs.gff3 for each precursor of an isomiR
# guide_share = 0.01                # share of a miRNA above which molecules of another seed are a guide of their own
# common_contaminants = true        # abundant human RNAs compete for reads too

# [quality.limit]                   # limits of the verdicts on libraries, as quality_limits.tsv names them
# dimers_care = 0.6

# [spikes]                          # needed for absolute copies
# sequences = "spikes.fa"
# amounts = "amounts.tsv"           # TSV `spike copies_per_ul`, of the spike mix
# volume_ul = 1.0                   # spike mix added to each sample
# dilution = 1.0                    # dilution of the biofluid before RNA extraction

# [vesicles]                        # how sizing exports are analysed
# lod = 60.0                        # smallest diameter that the instrument detects, in nm
# blank = "medium.csv"              # export of a blank: reports counts above it
# probe_ml = 1e-9                   # volume in mL within which particles count as one
# series = false                    # whether the samples are one dilution series
# shapes = false                    # compare shapes of a single population
# test = "welch"                    # test of ratios between groups: welch, brunner-munzel, kruskal-wallis,
#                                   # kolmogorov-smirnov, cramer-von-mises or anderson-darling

# [identity]                        # what else was measured on the vesicles
# proteins = "proteins.tsv"         # gene symbols or accessions × samples
# proteins_column = ["EV_1"]        # if the table can be read in several ways
# proteins_id_column = "gene"
# proteins_scale = "auto"           # auto, linear, ln, log2 or log10
# lipids = "lipids.tsv"             # lipids × samples, with a column `parent`
# lipids_column = ["EV_1", "parent"]
# lipids_id_column = "lipid"
# protein_ug_per_ml = 120.0

# [origin]
# signature = "signature.tsv"       # features × parent cells
# signature_column = ["liver"]      # if the table can be read in several ways
# signature_scale = "auto"          # auto, linear, ln, log2 or log10
# signature_pseudocount = 1.0       # what was added before the logarithm, if the values do not show it
# signature_id_column = "gene"
# cargo = "ev_mrna.tsv"             # features × samples; without it the miRNA counts are used
# cargo_column = ["EV_1"]           # as of the signature
# cargo_scale = "auto"
# cargo_pseudocount = 1.0
# cargo_id_column = "gene"
# method = "auto"                   # auto, poisson, negative-binomial, log-normal, nnls, weighted-nnls,
#                                   # nusvr, robust or dwls
# scaling = "as-given"              # columns are RNA as-given, per-rna or per-cell
# bias = "bias.tsv"                 # cell-to-vesicle bias, as `exocast origin bias` writes it
# factors = "factors.tsv"           # TSV `source rna_per_vesicle rna_per_cell`
# carrier = ["lipoprotein"]         # sources that are carriers and not cells
# merge = false                     # merge sources that can be estimated only as a sum
# unknown = true                    # estimate a source that the signature lacks

# [enrich]                          # gene sets scored in the cargo of each sample
# sets = "hallmarks.gmt"            # or: network = "network.tsv", with weights
# cargo = "ev_mrna.tsv"             # without it that of [origin], else the miRNA counts
# cargo_column = ["EV_1"]
# cargo_scale = "auto"              # auto takes the values as they are
# cargo_pseudocount = 1.0
# cargo_id_column = "gene"
# method = "ulm"                    # ora, ulm, mlm, gsea, ssgsea, aucell or zscore
# permutations = 1000               # random sets of each size, for gsea

# [recipient]
# name = "HeLa"
# expression = "tpm.tsv"            # TSV `gene tpm` or `transcript tpm`
# expression_scale = "auto"         # auto, tpm, ln, log2 or log10
# expression_pseudocount = 1.0      # what was added before the logarithm, if the values do not show it
# expression_column = ["HeLa_1"]    # if the table can be read in several ways
# expression_id_column = "gene"
# mirna = "endogenous.tsv"          # TSV `mirna copies_per_cell`; the dose is judged on top of these
# sponges = "sponges.fa"            # RNAs that bind miRNA: FASTA with `copies_per_cell=` behind each name
# observed = "deseq2.tsv"           # TSV `gene log2fc p` of an observed change
# observed_column = "log2fc"        # if the table can be read in several ways
# observed_scale = "auto"           # auto, log2, ln, log10, ratio (0.5 is half) or signed-ratio (-2 is half)
# observed_id_column = "gene"
# observed_direction = "down"       # down: targets fell; up: they rose; both: either
# observed_isomirs = false          # whether isomiRs shifted by one nucleotide may explain it

[transfer]
scenario = "co-culture"     # co-culture, transwell, purified-dose, tissue, systemic or csf
hours = 24.0
donor_per_recipient = 1.0
# Any parameter of the model by name: a value, [low, high], or [value, low, high].
# endosomal_escape = [0.001, 0.3]

# [response]
# affinity = "embedded"             # embedded, seed, or cnn:FILE with the published network's weights
# accessibility = "accessibility.cache"   # created if missing; may be deleted
# profiles = "UTR_profiles.txt"     # where 3'UTRs end, as TargetScan's UTR profiles
# hours = 24.0                      # time point of the prediction; the steady state if left out
# product = "mrna"                  # mrna or protein
# sites = false                     # list every site whose occupancy changes

# [programmes]
# sets = "hallmarks.gmt"            # gene sets that summarise the response

# [[contrast]]                      # if none is given, each group against the first one
# of = "tumour"
# against = "control"

[run]
seed = 1
draws = 4096
# keep_going = false                # whether samples that cannot be read are left out with a warning
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
        assert!(study.enrich.is_some());
    }

    #[test]
    fn the_template_shows_every_key() {
        let schema = crate::schema::study();
        let sections = schema["$defs"].as_object().expect("sections");
        let nested = ["SizingColumns", "Transfer"];
        for (section, keys) in sections.iter().filter(|(name, _)| !nested.contains(&name.as_str()))
        {
            let keys = keys["properties"].as_object().into_iter().flatten();
            for (key, _) in keys.filter(|(key, _)| {
                !["columns", "network", "counts", "limit"].contains(&key.as_str())
            }) {
                let set =
                    |line: &str| line.trim_start_matches("# ").starts_with(&format!("{key} = "));
                assert!(
                    super::TEMPLATE.lines().any(set),
                    "{section}: `{key}` is not in the template"
                );
            }
        }
    }
}
