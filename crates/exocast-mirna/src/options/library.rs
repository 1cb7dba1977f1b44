//! Libraries: kits, adapters and layouts.

use serde::{Deserialize, Serialize};

/// The protocol of a small-RNA library.
///
/// Reads as text: `auto`, a preset, the sequence of a 3' adapter, or a layout: parts 5' to 3', separated by commas. Parts are
/// `insert`; `N4`, random nucleotides that serve as UMI; `UMI12`; `5:3` and `3:2`, nucleotides to cut off; `polyA`; and sequences,
/// of which the first after the insert is the 3' adapter.
///
/// ```
/// use exocast_mirna::Library;
///
/// assert_eq!("qiaseq".parse(), Ok(Library::QiaSeq));
/// assert_eq!("tggaattctcgg".parse::<Library>()?.to_string(), "TGGAATTCTCGG");
/// assert_eq!("N4, insert, N4, AGATCGGAAGAGC".parse::<Library>()?.to_string(), "N4,insert,N4,AGATCGGAAGAGC");
/// assert_eq!("5:3,insert,polyA".parse(), Ok(Library::Smarter));
/// assert!("trueseq".parse::<Library>().is_err());
/// # Ok::<(), exocast_mirna::BadOption>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(try_from = "String", into = "String")]
pub enum Library {
    /// Recognised in the first reads.
    #[default]
    Auto,
    /// Illumina TruSeq Small RNA: insert, adapter RA3.
    TruSeq,
    /// QIAGEN QIAseq miRNA: insert, adapter, UMI of 12.
    QiaSeq,
    /// Bioo Scientific (Revvity) NEXTflex Small RNA: 4 random, insert, 4 random, adapter RA3.
    NextFlex,
    /// `NEBNext` Small RNA: insert, adapter SR.
    NebNext,
    /// Illumina small RNA 1.5: insert, `ATCTCGTATGCC…`.
    Illumina15,
    /// Illumina small RNA 1.0: insert, `TCGTATGCC…`.
    Illumina10,
    /// Takara `SMARTer` smRNA-Seq and Diagenode CATS: 3 of the template switch, insert, poly(A).
    Smarter,
    /// Diagenode D-Plex Small RNA-seq: UMI of 12, 4 of the template switch, insert, poly(A).
    DPlex,
    /// BGISEQ-500 and MGI small RNA: insert, `AGTCGGAGGCC…`.
    Bgi,
    /// Ion Total RNA-Seq: insert, adapter P1.
    IonTorrent,
    /// Reads without adapters: they were cut off already.
    Trimmed,
    /// This 3' adapter, in upper-case DNA letters, directly after the insert.
    Adapter(String),
    /// This layout, as it is written.
    Layout(String),
}
