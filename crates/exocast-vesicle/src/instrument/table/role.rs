//! What one column holds, by its name.

use super::unit::{Named, Unit};

/// What one column is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Role {
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

/// Names of columns in English, German, French, Italian and Spanish.
const DIAMETER: [&str; 7] = ["diam", "durchmesser", "diám", "radius", "粒径", "粒子径", "直径"];

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

/// First words of columns that weigh particles by something else than their number.
const NOT_NUMBER: [&str; 7] =
    ["volume", "volumen", "area", "surface", "mass", "fläche", "oberfläche"];

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

/// Words of what is measured besides the number of particles.
const QUANTITIES: [&str; 30] = [
    "intensity",
    "int",
    "signal",
    "fluorescence",
    "brightness",
    "scatter",
    "volume",
    "area",
    "surface",
    "mass",
    "zeta",
    "potential",
    "pdi",
    "temperature",
    "time",
    "frame",
    "frames",
    "x",
    "y",
    "z",
    "position",
    "speed",
    "diffusion",
    "shape",
    "aspect",
    "circularity",
    "length",
    "density",
    "fit",
    "probability",
];

const LOWER: [&str; 9] = ["lower", "low", "left", "start", "from", "begin", "min", "untere", "von"];

const UPPER: [&str; 9] = ["upper", "high", "right", "end", "to", "stop", "max", "obere", "bis"];

/// Whether a name says that a column is something else than numbers of particles of one sample: a statistic, or another
/// quantity.
pub(super) fn is_quantity(name: &str) -> bool {
    let part = |list: &[&str]| list.iter().any(|part| name.contains(part));
    words(name).any(|word| {
        DERIVED.contains(&word) || NOT_NUMBER.contains(&word) || QUANTITIES.contains(&word)
    }) || part(&DERIVED_PARTS)
        || part(&["fluoresc", "intensit"])
}

pub(crate) fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

pub(crate) fn role_of(named: &Named, unit: Option<Unit>) -> Role {
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
    let centre = part(&["bin cent", "bincent", "bin mid", "midpoint"]) || bare == "bin";
    if part(&["width", "breite"]) || has(&["bin", "step"]) && has(&["size"]) && !centre {
        return Role::Label;
    }
    if has(&DERIVED) || part(&DERIVED_PARTS) {
        return Role::Other;
    }
    // A distribution by volume or area, whose unit may be that of a concentration: `Volume (nm^3)`.
    let weighs = words(name).next().is_some_and(|first| NOT_NUMBER.contains(&first));
    if weighs {
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
    let letter = matches!(bare.as_str(), "d" | "dp" | "nm" | "d nm");
    let rank = [part(&DIAMETER), sized, centre, letter].iter().position(|matches| *matches);
    rank.map_or(Role::Other, |rank| Role::Diameter { rank: u8::try_from(rank).unwrap_or(u8::MAX) })
}
