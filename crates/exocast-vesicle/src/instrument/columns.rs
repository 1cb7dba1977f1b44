//! What the columns of a table hold: by their names, or as the user says.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::unit::{Named, Unit};

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

/// What the size of each bin is, by which the numbers of a density are multiplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Per {
    /// Amounts of whole bins.
    Bin,
    /// For each nm.
    Nanometre,
    /// For each decade of diameter.
    Decade,
    /// For each unit of its natural logarithm.
    Fold,
}

/// A column of amounts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Amount {
    pub(super) at: usize,
    /// Particles, or particles per mL, in one.
    pub(super) factor: f64,
    pub(super) per: Per,
    /// Whether the header has a unit.
    pub(super) stated: bool,
}

/// What one column is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Role {
    /// A size of particles or bins; of more than one those of the lowest rank count.
    Diameter {
        rank: u8,
    },
    LowerEdge,
    UpperEdge,
    Count,
    /// A share of the particles.
    Share,
    Concentration,
    /// A share of the light that a suspension scatters.
    Light,
    Included,
    Sample,
    /// Names of rows, widths of bins.
    Label,
    /// Numbers of rows, or something else.
    Number,
    /// Worked out from others, or not known.
    Other,
}

/// A column by its name.
pub(super) struct Column {
    pub(super) role: Role,
    pub(super) named: Named,
    per: Per,
    /// Named by the user.
    chosen: bool,
}

/// A header that does not say what to read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unclear {
    #[error(
        "the unit of the column `{0}` is not known; write diameters in nm or µm (`diameter_nm`), amounts as `count` or a volume (`concentration (1/mL)`)"
    )]
    Unit(String),
    #[error("the column `{0}` holds logarithms; give the numbers themselves")]
    Logarithms(String),
    #[error(
        "several columns may hold the {what}: {columns}; say which (`--{option}`, or `columns` of the sample in a study), or call the first column `particle_size` where each further one is a sample"
    )]
    Several { what: &'static str, option: &'static str, columns: String },
    #[error("the column `{0}` is of one edge of each bin; give both edges, or the centres")]
    Edge(String),
}

/// Names of columns in English, German, French, Italian and Spanish.
const DIAMETER: [&str; 4] = ["diam", "durchmesser", "diám", "radius"];
const SIZE: [&str; 8] =
    ["size", "größe", "grösse", "groesse", "taille", "dimension", "tamaño", "tamano"];
/// Sizes of other things.
const NOT_OF_PARTICLES: [&str; 9] =
    ["bin", "step", "frame", "sample", "pore", "pixel", "mesh", "window", "gyration"];
const COUNT: [&str; 19] = [
    "count",
    "counts",
    "number",
    "n",
    "particles",
    "population",
    "frequency",
    "tracks",
    "events",
    "particle count",
    "particle counts",
    "raw count",
    "raw counts",
    "number of particles",
    "anzahl",
    "nombre",
    "numero",
    "número",
    "partikel",
];
const SHARE: [&str; 8] =
    ["relative", "rel", "fraction", "percent", "percentage", "normalized", "normalised", "share"];
/// Words of what is worked out from a column: statistics, errors, sums up to a size.
const DERIVED: [&str; 26] = [
    "mode",
    "avg",
    "std",
    "stdev",
    "stddev",
    "sd",
    "se",
    "sem",
    "err",
    "cv",
    "rsd",
    "ci",
    "var",
    "variance",
    "d10",
    "d50",
    "d90",
    "span",
    "total",
    "sum",
    "weight",
    "mittel",
    "mittlere",
    "mittlerer",
    "moyen",
    "cum",
];
const DERIVED_PARTS: [&str; 11] = [
    "mean",
    "median",
    "average",
    "error",
    "cumul",
    "kumul",
    "deviation",
    "weighted",
    "undersize",
    "oversize",
    "percentile",
];
const LOWER: [&str; 9] = ["lower", "low", "left", "start", "from", "begin", "min", "untere", "von"];
const UPPER: [&str; 9] = ["upper", "high", "right", "end", "to", "stop", "max", "obere", "bis"];

impl Column {
    fn of(header: &str) -> Self {
        let named = Named::of(header);
        let unit = named.unit.as_ref().ok().copied().flatten();
        let all: String = header.to_lowercase().split_whitespace().collect();
        let per = match unit.and_then(|unit| unit.length) {
            _ if all.contains("/dlog") => Per::Decade,
            _ if all.contains("/dln") => Per::Fold,
            Some(_) => Per::Nanometre,
            _ if all.contains("/dd") => Per::Nanometre,
            _ => Per::Bin,
        };
        Self { role: role(&named, unit), named, per, chosen: false }
    }

    pub(super) fn unit(&self) -> Option<Unit> {
        self.named.unit.as_ref().ok().copied().flatten()
    }

    /// Why its numbers cannot be read.
    pub(super) fn wrong(&self, header: &str) -> Option<Unclear> {
        let logarithm = |word: &str| matches!(word, "log" | "log10" | "log2" | "lg" | "ln");
        let per_logarithm = matches!(self.per, Per::Decade | Per::Fold);
        if words(&self.named.name).any(logarithm) && !per_logarithm {
            return Some(Unclear::Logarithms(header.to_owned()));
        }
        let known = match self.role {
            Role::Diameter { .. } | Role::LowerEdge | Role::UpperEdge => {
                let unit = self.named.unit.as_ref().ok();
                unit.is_some_and(|unit| unit.is_none_or(|unit| unit.nanometres().is_some()))
            }
            _ => self.chosen || self.named.unit.is_ok(),
        };
        (!known).then(|| Unclear::Unit(header.to_owned()))
    }

    pub(super) fn amount(&self, at: usize) -> Amount {
        let unit = self.unit();
        let of = |unit: Unit| {
            let length = unit.length.map_or(1.0, |(nanometres, _)| nanometres);
            unit.factor / unit.millilitres.unwrap_or(1.0) / length
        };
        let stated = unit.is_some_and(|unit| unit.millilitres.is_some());
        Amount { at, factor: unit.map_or(1.0, of), per: self.per, stated }
    }
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn role(named: &Named, unit: Option<Unit>) -> Role {
    let name = named.name.as_str();
    let has = |list: &[&str]| words(name).any(|word| list.contains(&word));
    let part = |list: &[&str]| list.iter().any(|part| name.contains(part));
    let bare: Vec<&str> = words(name).collect();
    let bare = bare.join(" ");
    let percent = unit.is_some_and(|unit| unit.percent);
    let length = unit.is_some_and(|unit| unit.nanometres().is_some());
    if bare.starts_with("included") {
        return Role::Included;
    }
    if matches!(bare.as_str(), "sample" | "sample name" | "sample id") {
        return Role::Sample;
    }
    if name.is_empty() || has(&["id", "index"]) {
        return Role::Label;
    }
    let numbers = ["nr", "no", "row", "event", "particle", "bin", "channel", "class"];
    if numbers.contains(&bare.as_str()) && !length {
        return Role::Number;
    }
    if part(&["intensit"]) && percent {
        return Role::Light;
    }
    let sized = part(&DIAMETER) || part(&SIZE) && !has(&NOT_OF_PARTICLES);
    let of_bin = has(&["bin", "bins", "class", "channel", "edge", "edges", "limit", "grenze"]);
    if sized || of_bin || length {
        match (has(&LOWER), has(&UPPER)) {
            (true, false) => return Role::LowerEdge,
            (false, true) => return Role::UpperEdge,
            _ => {}
        }
    }
    if part(&["width", "breite"]) || has(&["bin", "step"]) && has(&["size"]) {
        return Role::Label;
    }
    if has(&DERIVED) || part(&DERIVED_PARTS) {
        return Role::Other;
    }
    let amounts = unit.is_some_and(|unit| unit.millilitres.is_some());
    if amounts || part(&["conc", "konz"]) && !percent {
        return Role::Concentration;
    }
    let share = has(&SHARE) || percent;
    let stem: Vec<&str> = words(&bare).filter(|word| !SHARE.contains(word)).collect();
    if COUNT.contains(&stem.join(" ").as_str()) || share && part(&["conc", "konz"]) {
        return if share { Role::Share } else { Role::Count };
    }
    let centre = part(&["bin cent", "bincent", "bin mid", "midpoint"]) || bare == "bin";
    let letter = matches!(bare.as_str(), "d" | "dp" | "nm" | "d nm");
    let rank = [part(&DIAMETER), sized, centre, letter].iter().position(|found| *found);
    rank.map_or(Role::Other, |rank| Role::Diameter { rank: u8::try_from(rank).unwrap_or(u8::MAX) })
}

/// The columns of a header; `columns` names what it names, and the rest is found by name. The name
/// that is not in the header is given back.
pub(super) fn roles<'a>(
    header: &[Cow<'_, str>],
    columns: &'a Columns,
) -> Result<Vec<Column>, &'a str> {
    let plain = |name: &str| name.trim().trim_matches('"').to_lowercase().replace(['_', '-'], " ");
    let mut found: Vec<Column> = header.iter().map(|name| Column::of(name)).collect();
    let chosen = [
        (&columns.diameter, Role::Diameter { rank: 0 }),
        (&columns.count, Role::Count),
        (&columns.concentration, Role::Concentration),
    ];
    for (wanted, role) in chosen {
        let Some(wanted) = wanted else { continue };
        let at = header.iter().position(|name| name.as_ref() == wanted);
        let at = at.or_else(|| header.iter().position(|name| plain(name) == plain(wanted)));
        let at = at.ok_or(wanted.as_str())?;
        // No other column is the one that is named.
        for column in &mut found {
            let same = std::mem::discriminant(&column.role) == std::mem::discriminant(&role);
            let edge = matches!(column.role, Role::LowerEdge | Role::UpperEdge);
            if same || edge && matches!(role, Role::Diameter { .. }) {
                column.role = Role::Other;
            }
        }
        let percent = found[at].unit().is_some_and(|unit| unit.percent);
        let role = if role == Role::Count && percent { Role::Share } else { role };
        (found[at].role, found[at].chosen) = (role, true);
    }
    Ok(found)
}

/// The column that shows, by the numbers in it, whether a line is the header: sizes, or edges of bins.
pub(super) fn of_sizes(columns: &[Column], header: &[Cow<'_, str>]) -> Option<usize> {
    let rank = |at: &usize| match columns[*at].role {
        _ if columns[*at].wrong(&header[*at]).is_some() => u8::MAX,
        Role::Diameter { rank } => rank,
        _ => u8::MAX - 1,
    };
    let sizes = columns.iter().enumerate().filter(|(_, column)| {
        matches!(column.role, Role::Diameter { .. } | Role::LowerEdge | Role::UpperEdge)
    });
    sizes.map(|(at, _)| at).min_by_key(rank)
}

/// Whether the columns are of a suspension's light, by the marks of Malvern's software.
pub(super) fn of_light(columns: &[Column], header: &[Cow<'_, str>]) -> bool {
    columns.iter().any(|column| column.role == Role::Light)
        || header.iter().any(|name| name.to_lowercase().contains("d.nm"))
}

/// Whether a column may hold the weights of a histogram: its name says nothing else, and its numbers
/// are not all the same, nor do they only number the rows.
pub(super) fn may_weigh(column: &Column, numbers: &[f64]) -> bool {
    let steps = |wanted: f64| {
        numbers.windows(2).all(|pair| (pair[1] - pair[0] - wanted).abs() <= 1e-9 * pair[0].abs())
    };
    let from_start = || numbers.first().is_some_and(|first| [0.0, 1.0].contains(first));
    match column.role {
        Role::Number => !(from_start() && steps(1.0)),
        Role::Other => !steps(0.0),
        _ => false,
    }
}

/// What the name of a column says of the concentrations in it.
pub(super) fn concentration(name: &str, at: usize) -> Result<Amount, Unclear> {
    let column = Column::of(name);
    match column.named.unit {
        Ok(_) => Ok(column.amount(at)),
        Err(_) => Err(Unclear::Unit(name.to_owned())),
    }
}

/// nm in one of the lengths of a column; one where it has no unit.
pub(super) fn nanometres(name: &str) -> Result<f64, Unclear> {
    let unknown = || Unclear::Unit(name.to_owned());
    match Named::of(name).unit {
        Ok(Some(unit)) if unit.is_of_something() => unit.nanometres().ok_or_else(unknown),
        Ok(_) => Ok(1.0),
        Err(_) => Err(unknown()),
    }
}

/// What the name of a sample says of the concentrations below it; nothing where it is a name alone.
pub(super) fn of_sample(name: &str, at: usize) -> Result<Option<Amount>, Unclear> {
    let column = Column::of(name);
    match column.unit() {
        Some(unit) if unit.millilitres.is_some() => Ok(Some(column.amount(at))),
        // A multiple of nothing.
        Some(unit) if (unit.factor - 1.0).abs() > f64::EPSILON => {
            Err(Unclear::Unit(name.to_owned()))
        }
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_a_column_is() {
        let check = |name: &str, wanted: Role| assert_eq!(Column::of(name).role, wanted, "{name}");
        for name in ["diam_nm", "Durchmesser / nm", "Radius (nm)", "ParticleDiameter", "d.diameter"]
        {
            check(name, Role::Diameter { rank: 0 });
        }
        check("Size (nm)", Role::Diameter { rank: 1 });
        check("particle_size", Role::Diameter { rank: 1 });
        check("Bin (nm)", Role::Diameter { rank: 2 });
        check("Bin center", Role::Diameter { rank: 2 });
        check("d [nm]", Role::Diameter { rank: 3 });
        check("nm", Role::Diameter { rank: 3 });
        for name in ["Size from (nm)", "Lower diameter", "Bin left (nm)", "bin_start"] {
            check(name, Role::LowerEdge);
        }
        check("Size to (nm)", Role::UpperEdge);
        check("Bin size (nm)", Role::Label);
        check("Track ID", Role::Label);
        check("Bin", Role::Number);
        for name in ["Count", "Count (#)", "Number of particles", "Anzahl", "number_of_particles"] {
            check(name, Role::Count);
        }
        for name in ["Count (%)", "Number (Percent)", "Number %", "Relative frequency"] {
            check(name, Role::Share);
        }
        check("Intensity (Percent)", Role::Light);
        for name in ["Concentration", "Particles/mL", "dN/dlogD (1/mL)", "Counts per mL"] {
            check(name, Role::Concentration);
        }
        for name in [
            "Mean diameter (nm)",
            "Cumulative concentration (/mL)",
            "Concentration SD (/mL)",
            "Pore size (nm)",
            "Percent",
            "Volume (%)",
            "Shape",
        ] {
            check(name, Role::Other);
        }
    }

    #[test]
    fn units_of_concentrations_are_told_apart() {
        let check = |name: &str, factor: f64, per: Per| {
            let found = concentration(name, 0).expect("a known unit");
            assert!((found.factor / factor - 1.0).abs() < 1e-12, "{name}: {found:?}");
            assert_eq!(found.per, per, "{name}");
        };
        check("Concentration (particles/mL)", 1.0, Per::Bin);
        check("Concentration / cm-3", 1.0, Per::Bin);
        check("dC/dD (particles/mL/nm)", 1.0, Per::Nanometre);
        check("Conc / mL / nm", 1.0, Per::Nanometre);
        check("Conc (1/mL/µm)", 1e-3, Per::Nanometre);
        check("dN/dlogD (1/mL)", 1.0, Per::Decade);
        check("dN/dlnDp (cm⁻³)", 1.0, Per::Fold);
        check("Conc. (1/L)", 1e-3, Per::Bin);
        check("Particles/L", 1e-3, Per::Bin);
        check("conc [#/µL]", 1e3, Per::Bin);
        check("Concentration [10⁹ mL⁻¹]", 1e9, Per::Bin);
        check("concentration", 1.0, Per::Bin);
        assert!(concentration("Concentration (mg/mL)", 0).is_err());
        assert!(concentration("Concentration (108 / mL)", 0).is_err());
    }
}
