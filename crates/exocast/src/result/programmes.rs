//! What the predicted response does to programmes of the cell.

use std::fmt;

use exocast_core::Interval;

/// A programme of the recipient over the predicted changes of its genes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ProgrammeScore {
    /// The programme.
    pub programme: String,
    /// Its genes among those of the response.
    pub genes: usize,
    /// log2 change of a gene that drives the programme against other genes; nothing where all genes are members.
    pub change: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<Interval>,
    /// p-value.
    pub p: Option<f64>,
    /// Benjamini–Hochberg rate over the programmes.
    pub q: Option<f64>,
    /// Where it moves.
    pub direction: Direction,
}

/// Where a programme moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Up, q below 0.05.
    Up,
    /// Down, q below 0.05.
    Down,
    /// By less than can be seen, whatever its q.
    Negligible,
    /// Not clearly.
    None,
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Negligible => "negligible",
            Self::None => "none",
        })
    }
}
