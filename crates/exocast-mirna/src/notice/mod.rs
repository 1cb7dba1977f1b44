//! What was skipped, changed or is worth knowing, for the report.

mod kinds;
mod level;
mod novel;
mod stage;
mod text;

pub use kinds::Notice;
pub use novel::NovelNotice;
pub use stage::Stage;
