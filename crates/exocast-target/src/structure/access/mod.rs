//! How likely stretches of an RNA are to be free of pairs.

mod accessibility;
mod bands;
mod factors;
mod inside;
mod options;
mod outside;
mod windows;

#[cfg(test)]
mod twin;

pub use self::{accessibility::Accessibility, options::AccessOptions};
