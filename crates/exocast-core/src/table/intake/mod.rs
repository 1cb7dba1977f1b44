//! The intake: tables of features by samples as programs and laboratories write them.
//!
//! A [`Request`] says what a reader needs; the intake decides by header, content and agreement with the names
//! wanted which column is what, and says so in one notice. What can be read in two ways is refused, with both
//! readings and the option that decides.
//!
//! | file | holds |
//! |---|---|
//! | `words`, `indices`, `ambiguous`, `parts`, `row_words`, `kind`, `dates`, `labels` | what names of columns, rows and features say |
//! | `programs` | tables of known programs, as data |
//! | `plan` | which column is what; `ids`, `agree`, `role`, `evidence`, `content`, `likeness`, `twins`, `samples`, `marked`, `means`, `computed`, `foreign`, `headerless`, `below`, `transposed` are its parts |
//! | `read`, `rows`, `dividers`, `fast`, `absent`, `finish`, `merge`, `sums`, `counts` | rows to a matrix |
//! | `translate` | names by a table that the user gives |
//! | `change`, `change_scale`, `direction`, `fold` | names and log2 fold changes of a comparison |

mod absent;
mod agree;
mod ambiguous;
mod below;
mod change;
mod change_scale;
mod column;
mod computed;
mod content;
mod counts;
mod dates;
mod direction;
mod dividers;
mod evidence;
mod fast;
mod finish;
mod fold;
mod foreign;
mod headerless;
mod ids;
mod indices;
mod kind;
mod labels;
mod likeness;
mod marked;
mod means;
mod merge;
mod parts;
mod plan;
mod program;
mod programs;
mod quantity;
mod read;
mod refusal;
mod remark;
mod request;
mod role;
mod roles;
mod row_words;
mod rows;
mod samples;
mod sums;
mod taken;
mod translate;
mod transposed;
mod twins;
pub(super) mod words;

pub use change::{Change, Changes};
pub use change_scale::ChangeScale;
pub use kind::Kind;
pub use program::Repeats;
pub use quantity::{Quantity, Unit};
pub use refusal::Refusal;
pub use remark::{Remark, Roles};
pub use request::{Choice, Known, Missing, Request};
pub(super) use row_words::is_summary;
pub use taken::{Taken, TakenRows};
