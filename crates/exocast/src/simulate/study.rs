//! The study file over simulated files.

use std::fmt::Write as _;

use super::sample::TrueSample;

/// The study file over the simulated files.
pub(super) fn toml(samples: &[TrueSample], seed: u64) -> String {
    let mut text = String::from(
        "# A simulated study: every quantity behind these files is known.\n\n\
         [study]\ntitle = \"A simulated vesicle study\"\norganism = \"syn\"\nbiofluid = \"plasma\"\n\n\
         [reference]\nhairpin = \"hairpin.fa\"\nannotation = \"annotation.gff3\"\n\
         transcripts = \"transcripts.tsv\"\n\n",
    );
    for sample in samples {
        let _ = write!(
            text,
            "[[sample]]\nname = \"{0}\"\ngroup = \"{3}\"\nreads = [\"{0}.fastq.gz\"]\n\
             sizing = [\"{0}_ExperimentSummary.csv\"]\nvolume_ul = {1:?}\ndilution = {2:?}\n\n",
            sample.name, sample.volume_ul, sample.dilution, sample.group
        );
    }
    let _ = write!(
        text,
        "[spikes]\nsequences = \"spikes.fa\"\namounts = \"amounts.tsv\"\n\n\
         [origin]\nsignature = \"signature.tsv\"\n\n\
         [recipient]\nname = \"synthetic recipient\"\nexpression = \"expression.tsv\"\n\
         expression_scale = \"tpm\"\nmirna = \"endogenous.tsv\"\nobserved = \"observed.tsv\"\n\n\
         [transfer]\nscenario = \"co-culture\"\nhours = 24.0\ndonor_per_recipient = 1.0\n\n\
         [identity]\nproteins = \"proteins.tsv\"\nlipids = \"lipids.tsv\"\n\n\
         [programmes]\nsets = \"programmes.gmt\"\n\n[run]\nseed = {seed}\n"
    );
    text
}
