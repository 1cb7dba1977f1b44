//! Sites in aligned 3'UTRs of several species, grouped as `TargetScan` groups them.

mod families;
mod groups;
mod sequence;
mod utrs;

pub use self::{families::SeedFamilies, utrs::Alignment};
