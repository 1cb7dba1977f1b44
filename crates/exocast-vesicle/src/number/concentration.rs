//! Particle concentrations whose dilution state is part of their type.

use exocast_core::{BadValue, Interval, PerMillilitre};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

use exocast_core::Dilution;

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Measured {}
    impl Sealed for super::Undiluted {}
}

/// Whether a concentration is of the diluted suspension or of the sample itself.
pub trait DilutionState: sealed::Sealed + Copy + fmt::Debug {
    /// The state as it is written in results.
    const NAME: &'static str;
}

/// Of the suspension in the instrument's cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured;

/// Of the sample before it was diluted for the instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undiluted;

impl DilutionState for Measured {
    const NAME: &'static str = "measured";
}

impl DilutionState for Undiluted {
    const NAME: &'static str = "undiluted";
}

/// What was counted or repeated to know how far a concentration may be off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "unit", content = "n")]
pub enum ReplicationUnit {
    /// Nothing: the interval is not known.
    None,
    /// Tracked particles of one video; Poisson (Garwood).
    Tracks(u64),
    /// Videos of one export; Student's t on the logarithm.
    Videos(usize),
    /// Exports of one sample; Student's t on the logarithm.
    Exports(usize),
}

/// A particle concentration in its dilution state `S`, per mL, with its 95 % interval where known.
///
/// The factor can be applied once only, since the result is of another type:
///
/// ```
/// use exocast_vesicle::{Concentration, Dilution, Measured, Undiluted};
///
/// let measured = Concentration::<Measured>::new(9.16e7)?;
/// let sample: Concentration<Undiluted> = measured.undilute(Dilution::new(1000.0)?);
/// assert_eq!(sample.per_ml(), 9.16e10);
/// # Ok::<(), exocast_core::BadValue>(())
/// ```
///
/// ```compile_fail,E0599
/// use exocast_vesicle::{Concentration, Dilution, Measured};
///
/// let dilution = Dilution::new(1000.0).unwrap();
/// let sample = Concentration::<Measured>::new(9.16e7).unwrap().undilute(dilution);
/// sample.undilute(dilution); // no such method on `Concentration<Undiluted>`
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Concentration<S: DilutionState> {
    per_ml: PerMillilitre,
    interval: Option<Interval>,
    unit: ReplicationUnit,
    state: PhantomData<S>,
}

impl<S: DilutionState> Concentration<S> {
    /// A concentration without an interval.
    ///
    /// # Errors
    /// Where the number is negative or not finite.
    pub fn new(per_ml: f64) -> Result<Self, BadValue> {
        Ok(Self {
            per_ml: PerMillilitre::new(per_ml)?,
            interval: None,
            unit: ReplicationUnit::None,
            state: PhantomData,
        })
    }

    /// A concentration with its interval and what the interval rests on.
    ///
    /// # Errors
    /// Where the estimate is negative or not finite.
    pub(crate) fn with_interval(
        interval: Interval,
        unit: ReplicationUnit,
    ) -> Result<Self, BadValue> {
        Ok(Self { interval: Some(interval), unit, ..Self::new(interval.value)? })
    }

    /// The estimate, per mL.
    #[must_use]
    pub const fn per_ml(&self) -> f64 {
        self.per_ml.get()
    }

    /// The 95 % interval, per mL, where known.
    #[must_use]
    pub const fn interval(&self) -> Option<Interval> {
        self.interval
    }

    /// What the interval rests on.
    #[must_use]
    pub(crate) const fn unit(&self) -> ReplicationUnit {
        self.unit
    }

    fn scaled<T: DilutionState>(self, factor: f64) -> Concentration<T> {
        let value = self.per_ml.get() * factor;
        Concentration {
            // The factor is finite and positive; only an overflow could fail, and keeps the value.
            per_ml: PerMillilitre::new(value).unwrap_or(self.per_ml),
            interval: self.interval.map(|interval| interval.scale(factor)),
            unit: self.unit,
            state: PhantomData,
        }
    }
}

impl Concentration<Measured> {
    /// The concentration of the sample that was diluted by this factor.
    #[must_use]
    pub fn undilute(self, dilution: Dilution) -> Concentration<Undiluted> {
        self.scaled(dilution.get())
    }
}

/// `{per_ml, low, high, unit, state}`.
impl<S: DilutionState> Serialize for Concentration<S> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        let mut fields = serializer.serialize_struct("Concentration", 5)?;
        fields.serialize_field("per_ml", &self.per_ml())?;
        fields.serialize_field("low", &self.interval.map(|interval| interval.low))?;
        fields.serialize_field("high", &self.interval.map(|interval| interval.high))?;
        fields.serialize_field("interval_from", &self.unit)?;
        fields.serialize_field("state", S::NAME)?;
        fields.end()
    }
}

/// A concentration as an export states it: which of the two it is depends on what the export says.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum StatedConcentration {
    /// Of the diluted suspension.
    Measured(Concentration<Measured>),
    /// Of the sample.
    Undiluted(Concentration<Undiluted>),
}

impl StatedConcentration {
    /// The estimate, per mL, in whichever state it is.
    #[must_use]
    pub const fn per_ml(&self) -> f64 {
        match self {
            Self::Measured(concentration) => concentration.per_ml(),
            Self::Undiluted(concentration) => concentration.per_ml(),
        }
    }

    /// The 95 % interval, per mL, in whichever state it is.
    #[must_use]
    pub const fn interval(&self) -> Option<Interval> {
        match self {
            Self::Measured(concentration) => concentration.interval(),
            Self::Undiluted(concentration) => concentration.interval(),
        }
    }

    /// What the interval rests on.
    #[must_use]
    pub(crate) const fn unit(&self) -> ReplicationUnit {
        match self {
            Self::Measured(concentration) => concentration.unit(),
            Self::Undiluted(concentration) => concentration.unit(),
        }
    }

    /// The concentration of the sample, where it is known: as stated, or through `dilution`.
    #[must_use]
    pub fn undiluted(self, dilution: Option<Dilution>) -> Option<Concentration<Undiluted>> {
        match self {
            Self::Undiluted(concentration) => Some(concentration),
            Self::Measured(concentration) => dilution.map(|factor| concentration.undilute(factor)),
        }
    }
}
