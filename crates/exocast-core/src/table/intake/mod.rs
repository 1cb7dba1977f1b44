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

/// Whether the name of a row says that it is no feature or sample, but a sum, a mean or a spread.
pub(super) fn is_summary(name: &str) -> bool {
    use row_words::RowWord;
    const MORE: [&str; 13] = [
        "all",
        "all_mirnas",
        "average_all",
        "max",
        "mean_all",
        "min",
        "minimum",
        "mw",
        "n_samples",
        "total_mirna",
        "total_mirnas",
        "mean_n",
        "mean_sd",
    ];
    let letters = name.trim_end_matches(|it: char| it.is_ascii_digit() || " =)".contains(it));
    let parts = parts::parts(&crate::table::header::key(letters));
    // `N` may be normal tissue.
    letters == "n"
        || MORE.contains(&parts.trim_matches('_'))
        || matches!(RowWord::named(name), Some(RowWord::Total | RowWord::Computed))
}

pub use change::{Change, Changes};
pub use change_scale::ChangeScale;
pub use kind::Kind;
pub use program::Repeats;
pub use quantity::{Quantity, Unit};
pub use refusal::Refusal;
pub use remark::{Remark, Roles};
pub use request::{Choice, Known, Missing, Request};
pub use taken::{Taken, TakenRows};
