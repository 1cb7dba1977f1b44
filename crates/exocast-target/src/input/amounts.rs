//! How many copies of which miRNA.

use exocast_core::Interval;

use crate::notice::Notice;

/// Copies per cell of some miRNAs, by name, in the order given: a dose, or what a cell holds itself.
///
/// ```
/// use exocast_target::Amounts;
///
/// let text = "mirna\tcopies_per_cell\tlow\thigh\nhsa-miR-21-5p\t500\t100\t2000\n";
/// let dose = Amounts::read(text.as_bytes(), "dose.tsv")?;
/// assert_eq!(dose.entries()[0].1.high, 2000.0);
/// # Ok::<(), exocast_target::core::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Amounts {
    entries: Vec<(String, Interval)>,
    /// By entry; empty where amounts are to be drawn from their intervals.
    draws: Vec<Vec<f64>>,
    notices: Vec<Notice>,
}

impl Amounts {
    /// Copies per cell by name. An amount below zero counts as zero.
    #[must_use]
    pub fn new(entries: Vec<(String, Interval)>) -> Self {
        let at_least_zero = |amount: Interval| {
            Interval::new(amount.value.max(0.0), amount.low.max(0.0), amount.high.max(0.0))
        };
        let entries = entries.into_iter().map(|(name, i)| (name, at_least_zero(i))).collect();
        Self { entries, draws: Vec::new(), notices: Vec::new() }
    }

    /// Copies per cell by name, each with draws that were made together with those of the others: draw `d` of one
    /// belongs to draw `d` of all. The draws of the response take them from the first on, and again where there
    /// are fewer.
    #[must_use]
    pub fn drawn(entries: Vec<(String, Interval, Vec<f64>)>) -> Self {
        let (entries, draws) =
            entries.into_iter().map(|(name, amount, draws)| ((name, amount), draws)).unzip();
        Self { draws, ..Self::new(entries) }
    }

    pub(crate) fn with_notices(mut self, notices: Vec<Notice>) -> Self {
        self.notices = notices;
        self
    }

    /// How the table was read, where that is not plain.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Draws of an entry by its place; none where it is to be drawn from its interval.
    pub(crate) fn draws(&self, place: usize) -> &[f64] {
        self.draws.get(place).map_or(&[], Vec::as_slice)
    }

    /// Names and copies.
    #[must_use]
    pub fn entries(&self) -> &[(String, Interval)] {
        &self.entries
    }
}

/// What reaches the recipient cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Dose {
    /// Copies per cell of some miRNAs, which then share themselves out over their sites.
    Copies(Amounts),
    /// The free Argonaute–miRNA complex of each miRNA given, in nM: what is left after binding, so
    /// that neither sites nor the amount of Argonaute limit it.
    FreeNanomolar(Interval),
}
