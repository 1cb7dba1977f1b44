//! An analysis in its folder of results, and in the formats of other programs: RO-Crate, `MultiQC`, and networks.

mod crate_metadata;
mod folder;
mod multiqc;
mod network;
