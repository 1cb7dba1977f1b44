//! Arguments about records of reads.

use clap::Args;
use exocast::mirna::{Collapsed, Phred, QuantifyOptions, UmiSource};

use super::value::word;

/// What the records of reads say.
#[derive(Debug, Args)]
pub(crate) struct MirnaRecords {
    /// Offset of the encoded qualities.
    #[arg(long, default_value = "auto", value_parser = word::<Phred>())]
    pub(crate) phred: Phred,
    /// Whether each record stands for the number of reads in its name, such as `seq1_x395` or `1-395`.
    #[arg(long, default_value = "auto", value_parser = word::<Collapsed>())]
    pub(crate) collapsed: Collapsed,
    /// Where UMIs are: in the names of reads, where they are recognised there, or in the reads (auto); in the reads alone; in
    /// the names, `read1_ACGTACGT`; or nowhere, so that reads are counted and random ends only cut off.
    #[arg(long, default_value = "auto", value_parser = word::<UmiSource>())]
    pub(crate) umi: UmiSource,
}

impl MirnaRecords {
    /// Sets the options that these are.
    pub(crate) fn set(&self, options: &mut QuantifyOptions) {
        options.phred = self.phred;
        options.collapsed = self.collapsed;
        options.umi = self.umi;
    }
}
