//! How likely stretches of an RNA are to be free of pairs.

mod accessibility;
mod exterior;
mod factors;
mod inside;
mod lanes;
mod options;
mod outside;
mod stretch;
mod windows;
mod zeros;

#[cfg(test)]
mod twin;

pub use self::{accessibility::Accessibility, options::AccessOptions};
