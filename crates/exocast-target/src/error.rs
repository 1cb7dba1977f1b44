//! Errors of options and computations.

/// An invalid option.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BadOption {
    /// A number is outside of what the option can be.
    #[error("option `{name}` is {value}; it must be {wanted}")]
    Number {
        /// Name of the option.
        name: &'static str,
        /// The number given.
        value: f64,
        /// What it has to be.
        wanted: &'static str,
    },
    /// The ends of a range are not around its value.
    #[error("option `{name}` has the range {low} to {high}, which does not hold its value {value}")]
    Range {
        /// Name of the option.
        name: &'static str,
        /// The value.
        value: f64,
        /// The lower end given.
        low: f64,
        /// The upper end given.
        high: f64,
    },
}

/// Inputs that do not fit together.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ComputeError {
    /// No miRNA of a table has a sequence.
    #[error(
        "none of the {count} miRNAs of the {table} is in the miRNA FASTA, such as `{example}`; use the \
         same names in both"
    )]
    NoMirna {
        /// Which table.
        table: &'static str,
        /// How many names it has.
        count: usize,
        /// One of them.
        example: String,
    },
    /// A miRNA of a table has no sequence, but one with a similar name has.
    #[error(
        "{}; did you mean {}?",
        named(.table, .name, *.count), quoted(.candidates)
    )]
    NearMirna {
        /// Which table.
        table: &'static str,
        /// The name.
        name: String,
        /// Names with a sequence that may be meant.
        candidates: Vec<String>,
        /// How many names of the table have this problem.
        count: usize,
    },
    /// No name of a table matches a transcript or a gene.
    #[error(
        "none of the {count} names of the {table} matches a transcript or a gene: it has `{example}`, \
         the transcripts have `{transcript}`; give the column of the same kind of names (`--id-column`), or a table of \
         names (`--names FILE`; in a study `reference.names`)"
    )]
    NoTranscript {
        /// Which table.
        table: &'static str,
        /// How many names it has.
        count: usize,
        /// One of them.
        example: String,
        /// A transcript or gene name.
        transcript: String,
    },
    /// A sponge is a transcript of the cell too.
    #[error(
        "`{name}` is a sponge and also an expressed transcript: its copies would count twice; leave it out of one of them"
    )]
    SpongeIsTranscript {
        /// Its name.
        name: String,
    },
    /// All observed changes are the same.
    #[error(
        "all {count} observed changes that match a transcript are {value}; log2 fold changes that differ \
         between genes are needed"
    )]
    NoVariation {
        /// How many there are.
        count: usize,
        /// What they are.
        value: f64,
    },
}

fn named(table: &str, name: &str, count: usize) -> String {
    match count.saturating_sub(1) {
        0 => format!("`{name}` of the {table} has no sequence"),
        more => format!("`{name}` of the {table}, and {more} more, have no sequence"),
    }
}

/// Up to three names.
fn quoted(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(3).map(|name| format!("`{name}`")).collect();
    shown.join(" or ") + if names.len() > 3 { " or another" } else { "" }
}
