//! What was skipped, changed or is worth knowing, for the report.

mod kinds;
mod level;
mod text;

pub use kinds::Notice;
