//! What the columns of a table hold: by their names, or as the user says.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Unit of a length column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LengthUnit {
    /// nm.
    #[default]
    Nanometres,
    /// µm.
    Micrometres,
}

impl LengthUnit {
    /// Nanometres in one.
    #[must_use]
    pub const fn nanometres(self) -> f64 {
        match self {
            Self::Nanometres => 1.0,
            Self::Micrometres => 1000.0,
        }
    }
}

/// Names of the columns of a table, where these do not say themselves what they hold.
///
/// ```
/// use exocast_vesicle::instrument::{self, Columns, LengthUnit};
///
/// let columns = Columns {
///     diameter: Some("ESD".to_owned()),
///     unit: Some(LengthUnit::Micrometres),
///     ..Columns::default()
/// };
/// let text = "event,ESD\n1,0.11\n2,0.09\n";
/// let content = instrument::read_any(text.as_bytes(), "events.csv", &columns)?;
/// let sizes = content.into_sizes()?;
/// assert_eq!(sizes.replicates[0].sizes.sizes(), [90.0, 110.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Columns {
    /// The column of diameters.
    pub diameter: Option<String>,
    /// The column of counts.
    pub count: Option<String>,
    /// The column of concentrations, per mL.
    pub concentration: Option<String>,
    /// Unit of the diameters.
    pub unit: Option<LengthUnit>,
}

/// What a concentration column is of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ConcentrationUnit {
    /// Per mL in one.
    pub(super) per_ml: f64,
    /// For each nm of diameter, rather than each bin.
    pub(super) density: bool,
    /// Whether the header says so.
    pub(super) stated: bool,
}

/// Places of the columns in a header.
#[derive(Clone, Copy)]
pub(super) struct Places {
    pub(super) diameter: Option<usize>,
    pub(super) unit: LengthUnit,
    pub(super) count: Option<usize>,
    pub(super) concentration: Option<(usize, ConcentrationUnit)>,
    pub(super) included: Option<usize>,
    /// The name of the sample of each row.
    pub(super) sample: Option<usize>,
    pub(super) matrix: bool,
}

fn plain(name: &str) -> String {
    name.trim().trim_matches('"').to_lowercase().replace(['_', '-'], " ")
}

/// Names of columns in English, German, French, Italian and Spanish.
const DIAMETER: [&str; 6] =
    ["diameter", "durchmesser", "diamètre", "diametre", "diametro", "diámetro"];
const SIZE: [&str; 6] = ["size", "größe", "groesse", "taille", "dimensione", "tamaño"];
const COUNT: [&str; 16] = [
    "count",
    "counts",
    "number",
    "n",
    "particles",
    "frequency",
    "tracks",
    "events",
    "particle count",
    "particle counts",
    "number of particles",
    "anzahl",
    "nombre",
    "numero",
    "número",
    "partikel",
];

fn has_any(name: &str, words: &[&str]) -> bool {
    words.iter().any(|word| name.contains(word))
}

const MICROMETRES: [&str; 8] = ["µm", "μm", "(um)", "[um]", "/um", " um", "micron", "micrometer"];

impl Places {
    /// `columns` names what it names; the rest is found by name. Nothing where a named column is not
    /// in the header: the name is given back.
    pub(super) fn find<'a>(header: &[Cow<'_, str>], columns: &'a Columns) -> Result<Self, &'a str> {
        let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
        let find = |test: &dyn Fn(&str) -> bool| names.iter().position(|name| test(name));
        let named = |wanted: &'a Option<String>| match wanted {
            None => Ok(None),
            Some(name) => {
                let at = header.iter().position(|found| found.as_ref() == name);
                at.or_else(|| find(&|found| found == plain(name))).map(Some).ok_or(name.as_str())
            }
        };
        let derived = |name: &str| {
            let words = [
                "mean", "mode", "median", "d10", "d50", "d90", "average", "std", "error", "weight",
            ];
            has_any(name, &words)
        };
        let diameter = match named(&columns.diameter)? {
            Some(at) => Some(at),
            None => find(&|name| has_any(name, &DIAMETER) && !derived(name))
                .or_else(|| find(&|name| has_any(name, &SIZE) && !derived(name)))
                .or_else(|| find(&|name| name.starts_with("bin cent")))
                .or_else(|| {
                    find(&|name| matches!(name, "d" | "d nm" | "d (nm)" | "d/nm" | "nm" | "d [nm]"))
                }),
        };
        let of_name = diameter.map_or("", |i| &names[i]);
        let unit = columns.unit.unwrap_or_else(|| {
            let micro = MICROMETRES.iter().any(|mark| of_name.contains(mark));
            if micro { LengthUnit::Micrometres } else { LengthUnit::Nanometres }
        });
        let other = |i: Option<usize>| i.filter(|&i| Some(i) != diameter);
        let count = match named(&columns.count)? {
            Some(at) => Some(at),
            None => other(find(&|name| {
                let bare = name.trim_end_matches(['#', ' ', '(', ')', '[', ']', '/']);
                COUNT.contains(&bare)
            })),
        };
        let concentration = match named(&columns.concentration)? {
            Some(at) => Some(at),
            None => other(find(&|name| {
                has_any(name, &["conc", "konz", "/ml", "per ml"])
                    && !name.contains("error")
                    && !name.contains("average")
            })),
        };
        let concentration = concentration.map(|at| (at, concentration_unit(&names[at])));
        let sample = other(find(&|name| matches!(name, "sample" | "sample name" | "sample id")));
        let included = find(&|name| name.starts_with("included"));
        // A first column without a name numbers the rows.
        let first = usize::from(names.len() > 1 && names[0].is_empty());
        let by_sample = ["particle size", "particlesize", "bin cent"];
        let sized = diameter == Some(first) && names.len() > first + 1 && count.is_none();
        let named = || by_sample.iter().any(|start| names[first].starts_with(start));
        // A block of NanoSight calls the column of each video the same.
        let same = |(at, _): (usize, ConcentrationUnit)| {
            names.iter().filter(|name| **name == names[at]).count() > 1
        };
        let matrix = sized && concentration.map_or_else(named, same);
        Ok(Self { diameter, unit, count, concentration, included, sample, matrix })
    }
}

/// What the lower-case name of a column, its dashes as spaces, says of its concentrations.
pub(super) fn concentration_unit(name: &str) -> ConcentrationUnit {
    let packed: String = name.chars().filter(|letter| !letter.is_whitespace()).collect();
    let has = |marks: &[&str]| marks.iter().any(|mark| packed.contains(mark));
    let density = has(&["/nm", "pernm", "nm^ 1", "nm1"]);
    let (per_ml, stated) =
        if has(&["/ml", "perml", "ml^ 1", "ml^1", "/cm", "cm^3", "cm3", "ml 1", "ml⁻¹"]) {
            (1.0, true)
        } else if has(&["/µl", "/μl", "/ul"]) {
            (1e3, true)
        } else if has(&["/l", "perl", "perlit"]) {
            (1e-3, true)
        } else if has(&["/m3", "/m³", "/m^3"]) {
            (1e-6, true)
        } else {
            (1.0, false)
        };
    ConcentrationUnit { per_ml, density, stated }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_concentrations_are_told_apart() {
        let check = |name: &str, per_ml: f64, density: bool| {
            let found = concentration_unit(&plain(name));
            assert!((found.per_ml - per_ml).abs() < 1e-12, "{name}");
            assert_eq!(found.density, density, "{name}");
        };
        check("Concentration (particles/mL)", 1.0, false);
        check("Concentration / cm-3", 1.0, false);
        check("dC/dD (particles/mL/nm)", 1.0, true);
        check("Conc. (1/L)", 1e-3, false);
        check("conc [#/µL]", 1e3, false);
        check("concentration", 1.0, false);
    }
}
