//! Samples whose reads cannot be used.

use exocast_core::ReadError;

/// A sample whose reads cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SampleError {
    /// Its input is malformed or cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Names of reads that may hold numbers of equal reads.
    #[error(
        "`{name}` of {sample} may be one read, or a sequence that was read {copies} times; set --collapsed (in a study \
         `collapsed`) to no or yes"
    )]
    Copies {
        /// The sample.
        sample: String,
        /// The name.
        name: String,
        /// The number at its end.
        copies: u32,
    },
    /// Names most of which end in a number of reads, and one that does not.
    #[error(
        "{sample}: most read names end in a number of equal reads, but `{name}` has none that can be read (a whole number from 1 to 4294967295): \
         mend it, or set --collapsed (in Rust and in a study: `collapsed`) to no, so that each record is one read"
    )]
    NoCopies {
        /// The sample.
        sample: String,
        /// The name.
        name: String,
    },
    /// Headers that may end in UMIs or in barcodes of samples.
    #[error(
        "the names of the reads of {sample} end in sequences such as `{umi}`, each of many reads: UMIs of few molecules, or \
         barcodes of samples; set --umi (in a study `umi`) to header or read"
    )]
    Umis {
        /// The sample.
        sample: String,
        /// A sequence that names end in.
        umi: String,
    },
    /// No header ends in a UMI, though the options say so.
    #[error("no name of the first reads of {sample} ends in a UMI, such as `read1_ACGTACGT`")]
    NoHeaderUmis {
        /// The sample.
        sample: String,
    },
}

/// Why it is not known where the UMIs are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum UmiProblem {
    Ambiguous(String),
    Missing,
}

impl UmiProblem {
    pub(super) fn of_sample(self, sample: &str) -> SampleError {
        let sample = sample.to_owned();
        match self {
            Self::Ambiguous(umi) => SampleError::Umis { sample, umi },
            Self::Missing => SampleError::NoHeaderUmis { sample },
        }
    }
}
