//! Every number this crate assumes, with its unit, its source and how sure it is.

use exocast_core::Interval;

/// How a number is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// Stated in the cited paper or counted in cited data; the range around it may be assumed.
    Measured,
    /// Fitted by this project.
    Fitted,
    /// A modelling choice, or of a source that has not been checked.
    Assumed,
}

/// A number with its 95 % range, its unit and its source.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Parameter {
    /// Name, as in the options.
    pub name: &'static str,
    /// Value used unless said otherwise.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Unit; empty for a pure number.
    pub unit: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// How it is known.
    pub status: Status,
}

impl Parameter {
    /// The value with its range.
    #[must_use]
    pub(crate) const fn interval(&self) -> Interval {
        Interval { value: self.value, low: self.low, high: self.high }
    }
}

const MCGEARY: &str = "McGeary et al. 2019, Science 366:eaav1741";

const SCHWANHAUSSER: &str =
    "median of mouse fibroblasts, Schwanhäusser et al. 2011, Nature 473:337";

const RBNS: &str =
    "order of magnitude over the six miRNAs of McGeary et al. 2019, Science 366:eaav1741";

/// One parameter with its range.
macro_rules! parameter {
    ($name:literal, $value:expr, $low:expr, $high:expr, $unit:literal, $status:ident, $source:expr) => {
        Parameter {
            name: $name,
            value: $value,
            low: $low,
            high: $high,
            unit: $unit,
            source: $source,
            status: Status::$status,
        }
    };
}

/// Repression of an mRNA by one fully occupied site: b of 1 + b·N; e^0.8656 of the biochemical
/// model. The lower end is what fits `HeLa` transfections with affinities by site type alone.
pub(crate) const REPRESSION_SLOPE: Parameter =
    parameter!("repression-slope", 2.376_430_7, 0.6, 4.0, "", Measured, MCGEARY);

/// How much weaker a site in the ORF binds, as a difference of ln Kd; −`c_ORF` of the biochemical model.
pub(crate) const ORF_PENALTY: Parameter =
    parameter!("orf-penalty", 1.8488, 1.4, 2.3, "ln Kd", Measured, MCGEARY);

/// Error of that: standard deviation.
pub(crate) const ORF_ERROR: Parameter = parameter!(
    "orf-error",
    0.23,
    0.23,
    0.23,
    "ln Kd",
    Assumed,
    "a range of 1.4 to 2.3 around `c_ORF`"
);

/// Half-life of an mRNA.
pub(crate) const MRNA_HALF_LIFE: Parameter =
    parameter!("mrna-half-life", 9.0, 4.0, 20.0, "h", Measured, SCHWANHAUSSER);

/// Half-life of a protein.
pub(crate) const PROTEIN_HALF_LIFE: Parameter =
    parameter!("protein-half-life", 46.0, 15.0, 150.0, "h", Measured, SCHWANHAUSSER);

/// c of 1 + c·N, in parts of b: what translation loses in addition to the mRNA.
pub(crate) const TRANSLATION_SHARE: Parameter = parameter!(
    "translation-share",
    0.19,
    0.0,
    0.4,
    "",
    Measured,
    "mRNA accounts for at least 84 % of the fall of protein, Guo et al. 2010, Nature 466:835"
);

/// Free complex of all miRNAs of a cell together, where nothing is known about them.
pub(crate) const TYPICAL_FREE: Parameter = parameter!(
    "typical-free-nm",
    4.1,
    1.0,
    10.0,
    "nM",
    Assumed,
    "half of the loaded complex after a transfection that leaves 4.1 nM free; six miRNAs at TargetScan \
     8's 0.55 nM and ten at its 0.075 nM add up to it"
);

/// The same on the scale of Kd that was measured for purified Argonaute.
pub(crate) const TYPICAL_FREE_RBNS: Parameter = parameter!(
    "typical-free-nm",
    0.08,
    0.02,
    0.3,
    "nM",
    Assumed,
    "what fits HeLa transfections (GSE140217) best with Kd by site type alone"
);

/// miRNAs that most human cells in culture hold in plenty: one of each family, its sequence in `miRBase`.
pub(crate) const TYPICAL_MIRNAS: [(&str, &str); 16] = [
    ("let-7a-5p", "UGAGGUAGUAGGUUGUAUAGUU"),
    ("miR-16-5p", "UAGCAGCACGUAAAUAUUGGCG"),
    ("miR-17-5p", "CAAAGUGCUUACAGUGCAGGUAG"),
    ("miR-19b-3p", "UGUGCAAAUCCAUGCAAAACUGA"),
    ("miR-21-5p", "UAGCUUAUCAGACUGAUGUUGA"),
    ("miR-23a-3p", "AUCACAUUGCCAGGGAUUUCC"),
    ("miR-24-3p", "UGGCUCAGUUCAGCAGGAACAG"),
    ("miR-26a-5p", "UUCAAGUAAUCCAGGAUAGGCU"),
    ("miR-27a-3p", "UUCACAGUGGCUAAGUUCCGC"),
    ("miR-29a-3p", "UAGCACCAUCUGAAAUCGGUUA"),
    ("miR-30c-5p", "UGUAAACAUCCUACACUCUCAGC"),
    ("miR-92a-3p", "UAUUGCACUUGUCCCGGCCUGU"),
    ("miR-103a-3p", "AGCAGCAUUGUACAGGGCUAUGA"),
    ("miR-130a-3p", "CAGUGCAAUGUUAAAAGGGCAU"),
    ("miR-148a-3p", "UCAGUGCACUACAGAACUUUGU"),
    ("miR-181a-5p", "AACAUUCAACGCUGUCGGUGAGU"),
];

/// Volume of the cytosol in which miRNA and mRNA meet.
pub(crate) const CELL_VOLUME: Parameter = parameter!(
    "cell-volume-pl",
    1.0,
    0.5,
    3.0,
    "pL",
    Assumed,
    "cytosol of a mammalian cell in culture"
);

/// mRNA molecules in a cell, by which TPM become copies.
pub(crate) const MRNA_PER_CELL: Parameter = parameter!(
    "mrna-per-cell",
    2e5,
    5e4,
    4e5,
    "copies/cell",
    Assumed,
    "some 1e5 mRNAs in a mammalian cell; cf. Marinov et al. 2014, Genome Res 24:496"
);

/// Argonaute molecules in a cell: no more miRNA than that is loaded.
pub(crate) const AGO_PER_CELL: Parameter = parameter!(
    "ago-per-cell",
    1e5,
    6e4,
    1.7e5,
    "copies/cell",
    Assumed,
    "order of 1e5 in mammalian cells; not checked against a count"
);

/// Sites without a seed match, of any one miRNA, over the transcriptome.
pub(crate) const BACKGROUND_SITES: Parameter = parameter!(
    "background-sites",
    1.5e5,
    5e4,
    5e5,
    "copies/cell",
    Assumed,
    "added sites needed to derepress, Denzler et al. 2014, Mol Cell 54:766"
);

/// Affinity of those sites.
pub(crate) const BACKGROUND_KD: Parameter =
    parameter!("background-kd", 20.0, 20.0, 20.0, "nM", Assumed, RBNS);

/// Affinity of an 8mer.
pub(crate) const KD_8MER: Parameter = parameter!("kd-8mer", 0.05, 0.05, 0.05, "nM", Assumed, RBNS);

/// Affinity of a 7mer-m8.
pub(crate) const KD_7MER_M8: Parameter =
    parameter!("kd-7mer-m8", 0.2, 0.2, 0.2, "nM", Assumed, RBNS);

/// Affinity of a 7mer-A1.
pub(crate) const KD_7MER_A1: Parameter =
    parameter!("kd-7mer-a1", 1.0, 1.0, 1.0, "nM", Assumed, RBNS);

/// Affinity of a 6mer.
pub(crate) const KD_6MER: Parameter = parameter!("kd-6mer", 1.0, 1.0, 1.0, "nM", Assumed, RBNS);

/// Affinity of a 6mer-A1.
pub(crate) const KD_6MER_A1: Parameter =
    parameter!("kd-6mer-a1", 5.0, 5.0, 5.0, "nM", Assumed, RBNS);

/// Affinity of an offset 6mer.
pub(crate) const KD_OFFSET_6MER: Parameter =
    parameter!("kd-offset-6mer", 5.0, 5.0, 5.0, "nM", Assumed, RBNS);

const TYPICAL: &str = "counted by this project: mean over 17 miRNAs, 4,279 mRNAs that HeLa cells express, \
                       equal weights, at 200,000 mRNAs per cell";

/// Sites of one miRNA in the open reading frames of a whole cell, for mRNA that is not listed.
pub(crate) const TYPICAL_8MER_ORF: Parameter =
    parameter!("typical-8mer-orf", 8700.0, 8700.0, 8700.0, "copies/cell", Measured, TYPICAL);

/// Sites of one miRNA in the open reading frames of a whole cell, for mRNA that is not listed.
pub(crate) const TYPICAL_7MER_M8_ORF: Parameter =
    parameter!("typical-7mer-m8-orf", 19400.0, 19400.0, 19400.0, "copies/cell", Measured, TYPICAL);

/// Sites of one miRNA in the open reading frames of a whole cell, for mRNA that is not listed.
pub(crate) const TYPICAL_7MER_A1_ORF: Parameter =
    parameter!("typical-7mer-a1-orf", 22600.0, 22600.0, 22600.0, "copies/cell", Measured, TYPICAL);

/// Sites of one miRNA in the open reading frames of a whole cell, for mRNA that is not listed.
pub(crate) const TYPICAL_6MER_ORF: Parameter =
    parameter!("typical-6mer-orf", 56200.0, 56200.0, 56200.0, "copies/cell", Measured, TYPICAL);

/// Sites of one miRNA in the 3'UTRs of a whole cell, for mRNA that is not listed.
pub(crate) const TYPICAL_8MER_UTR3: Parameter =
    parameter!("typical-8mer-utr3", 7700.0, 7700.0, 7700.0, "copies/cell", Measured, TYPICAL);

/// Sites of one miRNA in the 3'UTRs of a whole cell, for mRNA that is not listed.
pub(crate) const TYPICAL_7MER_M8_UTR3: Parameter =
    parameter!("typical-7mer-m8-utr3", 15600.0, 15600.0, 15600.0, "copies/cell", Measured, TYPICAL);

/// Sites of one miRNA in the 3'UTRs of a whole cell, for mRNA that is not listed.
pub(crate) const TYPICAL_7MER_A1_UTR3: Parameter =
    parameter!("typical-7mer-a1-utr3", 18200.0, 18200.0, 18200.0, "copies/cell", Measured, TYPICAL);

/// Sites of one miRNA in the 3'UTRs of a whole cell, for mRNA that is not listed.
pub(crate) const TYPICAL_6MER_UTR3: Parameter =
    parameter!("typical-6mer-utr3", 46000.0, 46000.0, 46000.0, "copies/cell", Measured, TYPICAL);

/// Error of a miRNA's affinity as a whole: standard deviation of ln Kd.
pub(crate) const AFFINITY_ERROR: Parameter = parameter!(
    "affinity-error",
    0.5,
    0.5,
    0.5,
    "ln Kd",
    Assumed,
    "spread of one site type between the six miRNAs of McGeary et al. 2019"
);

/// Error of a transcript's response: standard deviation of ln N, for what surrounds the sites.
pub(crate) const TRANSCRIPT_ERROR: Parameter = parameter!(
    "transcript-error",
    0.7,
    0.7,
    0.7,
    "ln N",
    Assumed,
    "site type explains about an eighth of the variance of HeLa transfections (GSE140217)"
);

/// Correlation between the errors of the doses of two miRNAs, which share vesicles and uptake.
pub(crate) const DOSE_CORRELATION: Parameter = parameter!(
    "dose-correlation",
    0.8,
    0.8,
    0.8,
    "",
    Assumed,
    "number of vesicles, uptake and escape are common to all miRNAs"
);

/// TPM of a transcript where no expression is given.
pub(crate) const DEFAULT_TPM: Parameter =
    parameter!("default-tpm", 50.0, 50.0, 50.0, "TPM", Assumed, "a million over some 20,000 genes");

/// Molecules of 1 nM in a picolitre: 1e−9 · 6.022e23 · 1e−12.
pub(crate) const COPIES_PER_NM_PL: f64 = 602.2;

/// Every parameter of the crate.
pub const ALL: [Parameter; 31] = [
    REPRESSION_SLOPE,
    ORF_PENALTY,
    ORF_ERROR,
    MRNA_HALF_LIFE,
    PROTEIN_HALF_LIFE,
    TRANSLATION_SHARE,
    TYPICAL_FREE,
    TYPICAL_FREE_RBNS,
    CELL_VOLUME,
    MRNA_PER_CELL,
    AGO_PER_CELL,
    BACKGROUND_SITES,
    BACKGROUND_KD,
    KD_8MER,
    KD_7MER_M8,
    KD_7MER_A1,
    KD_6MER,
    KD_6MER_A1,
    KD_OFFSET_6MER,
    TYPICAL_8MER_ORF,
    TYPICAL_7MER_M8_ORF,
    TYPICAL_7MER_A1_ORF,
    TYPICAL_6MER_ORF,
    TYPICAL_8MER_UTR3,
    TYPICAL_7MER_M8_UTR3,
    TYPICAL_7MER_A1_UTR3,
    TYPICAL_6MER_UTR3,
    AFFINITY_ERROR,
    TRANSCRIPT_ERROR,
    DOSE_CORRELATION,
    DEFAULT_TPM,
];
