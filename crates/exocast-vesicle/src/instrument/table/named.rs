//! Columns that the user names.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

use super::columns::Column;
use super::role::Role;

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
/// let mut columns = Columns::default();
/// columns.diameter = Some("ESD".to_owned());
/// columns.unit = Some(LengthUnit::Micrometres);
/// let text = "event,ESD\n1,0.11\n2,0.09\n";
/// let content = instrument::read_any(text.as_bytes(), "events.csv", &columns)?;
/// let sizes = content.into_sizes()?;
/// assert_eq!(sizes.replicates[0].sizes.sizes(), [90.0, 110.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Columns {
    /// The column of diameters.
    pub diameter: Option<String>,
    /// The column of counts.
    pub count: Option<String>,
    /// The column of concentrations, per mL.
    pub concentration: Option<String>,
    /// Unit of the diameters.
    pub unit: Option<LengthUnit>,
    /// The column that tells apart the samples of one table.
    pub split: Option<String>,
}

/// The columns of a header; `columns` names what it names, and the rest is found by name. The name
/// that is not in the header is given back.
pub(crate) fn roles_of<'a>(
    header: &[Cow<'_, str>],
    columns: &'a Columns,
) -> Result<Vec<Column>, &'a str> {
    let plain = |name: &str| name.trim().trim_matches('"').to_lowercase().replace(['_', '-'], " ");
    let mut roles: Vec<Column> = header.iter().map(|name| Column::parse(name)).collect();
    let chosen = [
        (&columns.diameter, Role::Diameter { rank: 0 }),
        (&columns.count, Role::Count),
        (&columns.concentration, Role::Concentration),
        (&columns.split, Role::Sample),
    ];
    for (wanted, role) in chosen {
        let Some(wanted) = wanted else { continue };
        let at = header.iter().position(|name| name.as_ref() == wanted);
        let at = at.or_else(|| header.iter().position(|name| plain(name) == plain(wanted)));
        let at = at.ok_or(wanted.as_str())?;
        // No other column is the one that is named.
        for column in &mut roles {
            let same = std::mem::discriminant(&column.role) == std::mem::discriminant(&role);
            let edge = matches!(column.role, Role::LowerEdge | Role::UpperEdge);
            if same || edge && matches!(role, Role::Diameter { .. }) {
                column.role = Role::Other;
            }
        }
        let percent = roles[at].unit().is_some_and(|unit| unit.percent);
        let role = if role == Role::Count && percent { Role::Share } else { role };
        (roles[at].role, roles[at].chosen) = (role, true);
    }
    Ok(roles)
}
