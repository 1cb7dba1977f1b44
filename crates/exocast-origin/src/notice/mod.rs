//! What a user should know about a result, and would not see in its numbers.

mod kind;
mod note;
mod text;

pub use kind::Notice;
