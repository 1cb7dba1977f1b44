//! One value per parameter.

use super::{set::Parameters, table::Parameter};

/// One value a parameter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Values([f64; Parameter::COUNT]);

impl Values {
    /// The values without their ranges.
    pub(crate) fn nominal(parameters: &Parameters) -> Self {
        let mut values = [0.0; Parameter::COUNT];
        for (parameter, setting) in parameters.iter() {
            values[parameter as usize] = setting.range.value;
        }
        Self(values)
    }

    pub(crate) fn get(&self, parameter: Parameter) -> f64 {
        self.0[parameter as usize]
    }

    pub(crate) fn set(&mut self, parameter: Parameter, value: f64) {
        self.0[parameter as usize] = value;
    }
}
