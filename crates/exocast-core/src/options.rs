//! Options of algorithms: plain structs that are checked once, and words that name the choices.

use std::{fmt, ops::Deref};

use crate::words;

/// Options of an algorithm.
///
/// A plain struct is filled in, from a file or by hand, and [`check`](Options::check)ed once; algorithms take
/// [`Checked`] options and need no check of their own.
///
/// ```
/// use exocast_core::options::{Checked, Options};
///
/// #[derive(Clone, Debug)]
/// struct Bins { count: usize }
///
/// #[derive(Debug, thiserror::Error)]
/// #[error("`count` is {0}; at least 1 bin is needed")]
/// struct BadBins(usize);
///
/// impl Options for Bins {
///     type Error = BadBins;
///     fn validate(&self) -> Result<(), BadBins> {
///         if self.count == 0 { Err(BadBins(0)) } else { Ok(()) }
///     }
/// }
///
/// fn histogram(options: &Checked<Bins>) -> Vec<u64> { vec![0; options.count] }
///
/// assert_eq!(histogram(&Bins { count: 3 }.check()?).len(), 3);
/// assert!(Bins { count: 0 }.check().is_err());
/// # Ok::<(), BadBins>(())
/// ```
pub trait Options: Sized {
    /// What an invalid option is refused with.
    type Error;

    /// Whether every option is valid, and the options agree with each other.
    ///
    /// # Errors
    /// The first invalid option.
    fn validate(&self) -> Result<(), Self::Error>;

    /// Options that an algorithm takes.
    ///
    /// # Errors
    /// As [`validate`](Self::validate).
    fn check(self) -> Result<Checked<Self>, Self::Error> {
        self.validate()?;
        Ok(Checked(self))
    }
}

/// Options that have passed [`Options::check`]; there is no other way to make them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked<T>(T);

impl<T> Checked<T> {
    /// The plain options, to change and check again.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Checked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// A choice that is named by a word, in files and on the command line.
///
/// ```
/// use exocast_core::options::Word;
///
/// #[derive(Clone, Copy, Debug, PartialEq)]
/// enum Product { Mrna, Protein }
///
/// impl Word for Product {
///     const ALL: &'static [Self] = &[Self::Mrna, Self::Protein];
///     fn name(self) -> &'static str {
///         match self { Self::Mrna => "mrna", Self::Protein => "protein" }
///     }
/// }
///
/// assert_eq!(Product::parse("protein"), Ok(Product::Protein));
/// assert_eq!(Product::parse("dna").unwrap_err().to_string(), "`dna` is not one of `mrna`, `protein`");
/// ```
pub trait Word: Copy + 'static {
    /// Every choice, in the order in which they are listed.
    const ALL: &'static [Self];

    /// The word.
    fn name(self) -> &'static str;

    /// The choice that a word names.
    ///
    /// # Errors
    /// Where no choice has this name.
    fn parse(word: &str) -> Result<Self, UnknownWord> {
        Self::ALL.iter().copied().find(|choice| choice.name() == word).ok_or_else(|| UnknownWord {
            word: word.to_owned(),
            known: Self::ALL.iter().map(|choice| choice.name()).collect(),
        })
    }
}

/// A word that names no choice.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownWord {
    /// The word.
    pub word: String,
    /// The words that are known.
    pub known: Vec<&'static str>,
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = words::quoted(&self.known);
        write!(f, "`{}` is not one of {known}", words::shown(&self.word))
    }
}

impl std::error::Error for UnknownWord {}
