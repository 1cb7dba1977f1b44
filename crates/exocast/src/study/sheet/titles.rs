//! Names of the columns of a sample sheet.

/// Names of the columns, the one that is written in the documentation first.
pub(super) const SAMPLE: &[&str] = &[
    "sample",
    "sample_id",
    "sampleid",
    "sample_name",
    "samplename",
    "sample no",
    "sample nr",
    "sample number",
    "specimen",
    "probe",
    "probe id",
    "proben id",
    "probenname",
    "probennummer",
    "échantillon",
    "echantillon",
    "muestra",
    "campione",
    "name",
    "id",
];
pub(super) const GROUP: &[&str] = &[
    "group",
    "study group",
    "sample group",
    "experimental group",
    "treatment group",
    "gruppe",
    "groupe",
    "grupo",
    "gruppo",
    "groep",
    "condition",
    "treatment",
    "genotype",
    "diagnosis",
    "disease",
    "disease state",
    "disease status",
    "phenotype",
    "cohort",
    "behandlung",
    "bedingung",
    "diagnose",
];
/// So many of them say that the column is the group; the others may be something that is alike in all samples.
pub(super) const GROUP_ITSELF: usize = 10;
pub(super) const PREPARATION: &[&str] = &["preparation", "prep", "isolation", "präparation"];
pub(super) const DONOR: &[&str] = &[
    "donor",
    "donor id",
    "patient",
    "patient id",
    "subject",
    "subject id",
    "participant",
    "participant id",
    "individual",
    "animal",
    "animal id",
    "mouse",
    "mouse id",
    "spender",
    "tier",
    "maus",
];
pub(super) const BATCH: &[&str] = &["batch", "batch id", "plate", "charge"];
pub(super) const PAIR: &[&str] = &["pair", "pairing", "paar"];
pub(super) const READS: &[&str] =
    &["reads", "fastq", "fastq_1", "fastq1", "fastq file", "read1", "r1", "fastq_r1"];
pub(super) const LIBRARY: &[&str] = &["library", "kit", "adapter", "three_prime_adapter"];
pub(super) const COUNTS: &[&str] = &["counts", "count_table", "counts_table", "counts file"];
pub(super) const COUNTS_COLUMN: &[&str] = &["counts_column"];
pub(super) const MOLECULES_COLUMN: &[&str] =
    &["molecules_column", "proteins_column", "protein_column"];
pub(super) const SIZING: &[&str] =
    &["sizing", "nta", "sizes", "sizing_file", "nta file", "nta export"];
pub(super) const SIZING_NAME: &[&str] =
    &["sizing_name", "sizing_sample", "sizing_column", "nta name"];
pub(super) const VOLUME: &[&str] = &[
    "volume_ul",
    "volume (ul)",
    "volume [ul]",
    "volume ul",
    "input volume (ul)",
    "sample volume (ul)",
    "volumen (ul)",
    "volumen ul",
    "biofluid_ul",
    "biofluid (ul)",
    "plasma_ul",
    "plasma (ul)",
    "plasma [ul]",
    "plasma ul",
    "serum_ul",
    "serum (ul)",
    "serum [ul]",
    "serum ul",
];
pub(super) const DILUTION: &[&str] = &[
    "dilution",
    "dilution_factor",
    "nta_dilution",
    "nta dilution factor",
    "dilution nta",
    "dilution (nta)",
    "dilution factor (nta)",
    "dilution for nta",
    "sizing dilution",
    "dilution (fold)",
    "fold dilution",
    "verdünnung",
    "verdünnung nta",
    "verdünnung (nta)",
    "verdünnungsfaktor",
    "facteur de dilution",
    "dilución",
    "diluizione",
];
pub(super) const SPIKES: &[&str] = &["spikes_ul", "spikes (ul)", "spikes [ul]", "spikes ul"];

/// Every column that a sheet may have, as the documentation calls it.
pub(super) const KNOWN: [&str; 16] = [
    SAMPLE[0],
    GROUP[0],
    PREPARATION[0],
    DONOR[0],
    BATCH[0],
    PAIR[0],
    READS[0],
    LIBRARY[0],
    COUNTS[0],
    COUNTS_COLUMN[0],
    MOLECULES_COLUMN[0],
    SIZING[0],
    SIZING_NAME[0],
    VOLUME[0],
    DILUTION[0],
    SPIKES[0],
];
