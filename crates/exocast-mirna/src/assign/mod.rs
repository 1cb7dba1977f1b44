//! Which RNA each unique read comes from, and counts per miRNA.

mod ago2;
mod align;
mod call;
mod candidates;
mod compare;
mod competitor;
mod count;
mod crowded;
mod fragment_row;
mod fragments;
mod genes;
mod guide;
mod guides;
mod index;
mod known;
mod lookup;
mod losses;
mod misread;
mod organisms;
mod pairs;
mod panels;
mod parts;
mod qc;
mod quantify;
mod rarefaction;
mod rows;
mod share;
mod tally;
mod target;
mod text;
mod words;

pub use call::{Call, Hit};
pub(crate) use call::{Called, Clash};
pub(crate) use competitor::Origin;
pub use guide::{CountedGuide, Guides};
pub use index::ReadIndex;
pub(crate) use misread::{BEFORE_SEQUENCING, by_error, rate as misread_rate};
pub use qc::{ClassShare, CountUnit, SampleQc};
pub use quantify::{Quantification, quantify};

