//! Sites in aligned 3'UTRs of several species, grouped as `TargetScan` groups them.

mod families;
mod groups;
mod lines;
mod sequence;
mod utrs;

pub use self::{families::SeedFamilies, groups::ALIGNED_COLUMNS, utrs::Alignment};
