//! What the columns of a table hold: by their names, or as the user says.

use std::borrow::Cow;

use super::super::unreadable::Unreadable;
use super::role::{Role, role_of, words};
use super::unit::{Named, Unit};

/// What the size of each bin is, by which the numbers of a density are multiplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Per {
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
pub(crate) struct Amount {
    pub(crate) at: usize,
    /// Particles, or particles per mL, in one.
    pub(crate) factor: f64,
    pub(crate) per: Per,
    /// Whether the header has a unit.
    pub(crate) stated: bool,
}

/// A column by its name.
pub(crate) struct Column {
    pub(crate) role: Role,
    pub(crate) named: Named,
    pub(crate) per: Per,
    /// Named by the user.
    pub(crate) chosen: bool,
}

impl Column {
    pub(crate) fn parse(header: &str) -> Self {
        let named = Named::parse(header);
        let unit = named.unit.as_ref().ok().copied().flatten();
        let all: String = header.to_lowercase().split_whitespace().collect();
        let per = match unit.and_then(|unit| unit.length) {
            _ if all.contains("/dlog") => Per::Decade,
            _ if all.contains("/dln") => Per::Fold,
            Some(_) => Per::Nanometre,
            _ if all.contains("/dd") => Per::Nanometre,
            _ => Per::Bin,
        };
        Self { role: role_of(&named, unit), named, per, chosen: false }
    }

    pub(crate) fn unit(&self) -> Option<Unit> {
        self.named.unit.as_ref().ok().copied().flatten()
    }

    /// Why its numbers cannot be read.
    pub(crate) fn wrong(&self, header: &str) -> Option<Unreadable> {
        let logarithm = |word: &str| matches!(word, "log" | "log10" | "log2" | "lg" | "ln");
        let per_logarithm = matches!(self.per, Per::Decade | Per::Fold);
        if words(&self.named.name).any(logarithm) && !per_logarithm {
            return Some(Unreadable::Logarithms(header.to_owned()));
        }
        let known = match self.role {
            Role::Diameter { .. } | Role::LowerEdge | Role::UpperEdge => {
                let unit = self.named.unit.as_ref().ok();
                unit.is_some_and(|unit| unit.is_none_or(|unit| unit.nanometres().is_some()))
            }
            _ => self.chosen || self.named.unit.is_ok(),
        };
        (!known).then(|| Unreadable::Unit(header.to_owned()))
    }

    pub(crate) fn amount(&self, at: usize) -> Amount {
        let unit = self.unit();
        let factor_of = |unit: Unit| {
            let length = unit.length.map_or(1.0, |(nanometres, _)| nanometres);
            unit.factor / unit.millilitres.unwrap_or(1.0) / length
        };
        let stated = unit.is_some_and(|unit| unit.millilitres.is_some());
        Amount { at, factor: unit.map_or(1.0, factor_of), per: self.per, stated }
    }
}

/// The column that shows, by the numbers in it, whether a line is the header: sizes, or edges of bins.
pub(crate) fn of_sizes(columns: &[Column], header: &[Cow<'_, str>]) -> Option<usize> {
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
pub(crate) fn of_light(columns: &[Column], header: &[Cow<'_, str>]) -> bool {
    columns.iter().any(|column| column.role == Role::Light)
        || header.iter().any(|name| name.to_lowercase().contains("d.nm"))
}

/// Whether a column may hold the weights of a histogram: its name says nothing else, and its numbers
/// are not all the same, nor do they only number the rows.
pub(crate) fn may_weigh(column: &Column, numbers: &[f64]) -> bool {
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
pub(crate) fn concentration(name: &str, at: usize) -> Result<Amount, Unreadable> {
    let column = Column::parse(name);
    match column.named.unit {
        Ok(_) => Ok(column.amount(at)),
        Err(_) => Err(Unreadable::Unit(name.to_owned())),
    }
}

/// nm in one of the lengths of a column; one where it has no unit.
pub(crate) fn nanometres(name: &str) -> Result<f64, Unreadable> {
    let unknown = || Unreadable::Unit(name.to_owned());
    match Named::parse(name).unit {
        Ok(Some(unit)) if unit.is_of_something() => unit.nanometres().ok_or_else(unknown),
        Ok(_) => Ok(1.0),
        Err(_) => Err(unknown()),
    }
}

/// What the name of a sample says of the concentrations below it; nothing where it is a name alone.
pub(crate) fn of_sample(name: &str, at: usize) -> Result<Option<Amount>, Unreadable> {
    let column = Column::parse(name);
    match column.unit() {
        Some(unit) if unit.millilitres.is_some() => Ok(Some(column.amount(at))),
        // A multiple of nothing.
        Some(unit) if (unit.factor - 1.0).abs() > f64::EPSILON => {
            Err(Unreadable::Unit(name.to_owned()))
        }
        _ => Ok(None),
    }
}

/// What a spreadsheet or the instrument works out from the other columns.
pub(super) fn is_derived(name: &str) -> bool {
    const STATISTICS: [&str; 18] = [
        "average",
        "mean",
        "median",
        "standard error",
        "standard deviation",
        "sd",
        "se",
        "sem",
        "std",
        "stdev",
        "st dev",
        "std dev",
        "stddev",
        "cv",
        "mittelwert",
        "stabw",
        "standardabweichung",
        "standardfehler",
    ];
    let name = name.to_lowercase();
    let words = name.replace(['.', '_', '-'], " ");
    let words: Vec<&str> = words.split_whitespace().collect();
    STATISTICS.contains(&words.join(" ").as_str()) || name.ends_with("concentration average")
}

/// Whether a name is that of a sum, of columns or of rows; it may also be the name of a sample.
pub(super) fn is_called_sum(name: &str) -> bool {
    const SUMS: [&str; 12] = [
        "sum",
        "total",
        "totals",
        "all",
        "summe",
        "gesamt",
        "gesamtsumme",
        "somme",
        "suma",
        "totale",
        "grand total",
        "somma",
    ];
    SUMS.contains(&name.trim().trim_end_matches(':').to_lowercase().as_str())
}

/// Whether a sum is that of its parts, as far as rounding shows.
pub(super) fn is_sum(sum: f64, parts: f64) -> bool {
    (sum - parts).abs() <= 1e-3 * parts.abs().max(sum.abs()) + 1e-9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_a_column_is() {
        let check =
            |name: &str, wanted: Role| assert_eq!(Column::parse(name).role, wanted, "{name}");
        for name in ["diam_nm", "Durchmesser / nm", "Radius (nm)", "ParticleDiameter", "d.diameter"]
        {
            check(name, Role::Diameter { rank: 0 });
        }
        check("Size (nm)", Role::Diameter { rank: 1 });
        check("particle_size", Role::Diameter { rank: 1 });
        check("Bin (nm)", Role::Diameter { rank: 2 });
        check("Bin center", Role::Diameter { rank: 2 });
        check("Size Bin Centre (nm)", Role::Diameter { rank: 2 });
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
            "Volume (nm^3)",
            "Volume [µm³/mL]",
            "Surface area (nm²)",
            "Shape",
        ] {
            check(name, Role::Other);
        }
    }

    #[test]
    fn units_of_concentrations_are_told_apart() {
        let check = |name: &str, factor: f64, per: Per| {
            let amount = concentration(name, 0).expect("a known unit");
            assert!((amount.factor / factor - 1.0).abs() < 1e-12, "{name}: {amount:?}");
            assert_eq!(amount.per, per, "{name}");
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
