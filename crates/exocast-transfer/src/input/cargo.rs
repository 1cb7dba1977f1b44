//! What a vesicle carries.

use std::{borrow::Cow, collections::HashMap, io::BufRead};

use exocast_core::{
    Interval, Malformed, ReadError, Seed,
    table::{Reader, TableNotice},
};
use serde::{Deserialize, Serialize};

use super::{guide::Guide, guide_columns::GuideColumns};
use crate::parameters::{Parameter, Parameters, Status};

/// Copies of one miRNA in an average vesicle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CargoEntry {
    /// Name of the miRNA.
    pub mirna: String,
    /// Which molecule of the miRNA. Name and isomiR together are unique in a cargo.
    #[serde(default)]
    pub guide: Guide,
    /// Copies per vesicle with 95 % interval.
    pub copies_per_vesicle: Interval,
    /// Measured, or assumed where nothing was measured.
    pub status: Status,
    /// Where the number comes from.
    pub source: Cow<'static, str>,
    /// Draws of the copies, where they were drawn together with other quantities: draw `d` here belongs to draw
    /// `d` of all others. Empty where they are to be drawn from the interval; used again from the first where
    /// there are fewer than [`Options::draws`](crate::Options).
    #[serde(skip)]
    pub draws: Vec<f64>,
}

impl CargoEntry {
    /// A measured miRNA.
    #[must_use]
    pub fn measured(mirna: impl Into<String>, copies_per_vesicle: Interval) -> Self {
        let source = Cow::Borrowed("cargo of the sample");
        let (mirna, guide, draws) = (mirna.into(), Guide::default(), Vec::new());
        Self { mirna, guide, copies_per_vesicle, status: Status::Measured, source, draws }
    }

    /// The same as this molecule of the miRNA.
    #[must_use]
    pub fn with_guide(mut self, guide: Guide) -> Self {
        self.guide = guide;
        self
    }

    /// Name of the miRNA, with the isomiR behind it where it is not the canonical one.
    #[must_use]
    pub fn label(&self) -> String {
        self.guide.label(&self.mirna)
    }

    /// The same with draws of its copies, drawn together with other quantities.
    #[must_use]
    pub fn with_draws(mut self, draws: Vec<f64>) -> Self {
        self.draws = draws;
        self
    }

    /// A miRNA of which nothing was measured: the parameter `copies-per-vesicle`.
    #[must_use]
    pub fn prior(mirna: impl Into<String>, parameters: &Parameters) -> Self {
        let setting = parameters.get(Parameter::CopiesPerVesicle);
        Self {
            mirna: mirna.into(),
            guide: Guide::default(),
            copies_per_vesicle: setting.range,
            status: Status::Assumed,
            source: setting.source.clone(),
            draws: Vec::new(),
        }
    }
}

/// The miRNAs of a vesicle sample: copies of each per vesicle.
///
/// The `Cargo` of `exocast-origin` is something else: a matrix of what was measured, features × samples.
///
/// ```
/// use exocast_transfer::Cargo;
///
/// let text = "mirna\tcopies_per_vesicle\tlow\thigh\nhsa-miR-21-5p\t0.008\t0.002\t0.03\n";
/// let cargo = Cargo::read(text.as_bytes(), "cargo.tsv")?;
/// assert_eq!(cargo.entries()[0].copies_per_vesicle.high, 0.03);
/// # Ok::<(), exocast_core::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<CargoEntry>", into = "Vec<CargoEntry>")]
pub struct Cargo {
    entries: Vec<CargoEntry>,
    notices: Vec<TableNotice>,
}

impl From<Vec<CargoEntry>> for Cargo {
    fn from(entries: Vec<CargoEntry>) -> Self {
        Self::new(entries)
    }
}

impl From<Cargo> for Vec<CargoEntry> {
    fn from(cargo: Cargo) -> Self {
        cargo.entries
    }
}

impl Cargo {
    /// Cargo of these miRNAs, in this order. [`dose`](crate::dose()) checks it.
    #[must_use]
    pub fn new(entries: Vec<CargoEntry>) -> Self {
        Self { entries, notices: Vec::new() }
    }

    /// The miRNAs, in order.
    #[must_use]
    pub fn entries(&self) -> &[CargoEntry] {
        &self.entries
    }

    /// How the table was read, where that is not plain; [`dose`](crate::dose()) hands it on.
    #[must_use]
    pub fn notices(&self) -> &[TableNotice] {
        &self.notices
    }

    /// The same with the seed of each canonical guide that has none, where `seed` knows it by name.
    #[must_use]
    pub fn with_seeds(mut self, mut seed: impl FnMut(&str) -> Option<Seed>) -> Self {
        for entry in &mut self.entries {
            if entry.guide.seed.is_none() && entry.guide.isomir.is_empty() {
                entry.guide.seed = seed(&entry.mirna);
            }
        }
        self
    }

    /// Reads a table with the columns `mirna copies_per_vesicle [low high] [isomir] [seed] [sequence]`, as
    /// [`table::Reader`](exocast_core::table::Reader) takes it.
    ///
    /// `isomir` holds the words of mirGFF3, empty for the canonical guide; `seed` nucleotides 2 to 8, or `sequence` the whole
    /// guide.
    ///
    /// Values are taken as measured. `low` and `high` are the columns right after `copies_per_vesicle`; without them,
    /// or where both are empty, the value is taken as exact.
    ///
    /// # Errors
    /// At the first missing column, number that is negative or not finite, interval that does not
    /// hold its value, and duplicate guide, sequence without
    /// a seed, and seed that is not that of its sequence; where there is no row; where the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut table = Reader::new(reader, source)?;
        let mirna = table.text(&["mirna"])?;
        table.leave_out_summaries(mirna);
        let copies = table.number(&["copies_per_vesicle"])?;
        let ends = table.interval_after(copies)?;
        let guides = GuideColumns::new(&mut table)?;
        let mut lines: HashMap<String, u64> = HashMap::new();
        let mut entries = Vec::new();
        while let Some(row) = table.next_row()? {
            let (name, guide) = (row.name(mirna)?, guides.read(&row)?);
            let label = guide.label(name);
            if let Some(&first) = lines.get(&label) {
                return Err(row.error(mirna, Malformed::Duplicate { name: label, first }));
            }
            lines.insert(label, row.line());
            let (low, high) = ends.unzip();
            let copies = row.interval(copies, low, high, "copies per vesicle, zero or more")?;
            entries.push(CargoEntry::measured(name, copies).with_guide(guide));
        }
        if entries.is_empty() {
            return Err(table.no_rows("miRNA"));
        }
        Ok(Self { entries, notices: table.notices() })
    }

    /// Copies per vesicle where only relative reads are known.
    ///
    /// The most abundant miRNA gets `prior`, and each other one the same prior times its reads over
    /// those of the most abundant: `λ_i = λ · r_i / max r`. With the default prior of the table
    /// ([`Parameter::CopiesPerVesicle`]) this says that no miRNA is more common than the most common
    /// ones that were ever counted per vesicle. All intervals move together, since the scale is
    /// unknown and not the ratios. miRNAs without reads get zero.
    #[must_use]
    pub fn apportion<S: AsRef<str>>(reads: &[(S, f64)], prior: Interval) -> Self {
        let most = reads.iter().map(|(_, reads)| *reads).fold(0.0, f64::max);
        let entry = |(mirna, reads): &(S, f64)| CargoEntry {
            mirna: mirna.as_ref().to_owned(),
            guide: Guide::default(),
            copies_per_vesicle: if most > 0.0 {
                prior.scale(reads.max(0.0) / most)
            } else {
                Interval::exact(0.0)
            },
            status: Status::Assumed,
            source: Cow::Borrowed(
                "prior of the most abundant miRNA (Chevillet 2014 PNAS), scaled by reads",
            ),
            draws: Vec::new(),
        };
        Self::new(reads.iter().map(entry).collect())
    }
}
