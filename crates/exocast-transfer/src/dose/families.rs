//! Families as a table.

use exocast_core::{Cell, Interval, Table};

use super::verdict::{FamilyVerdict, Verdict};

impl Verdict {
    /// Columns of its [`families_table`](Self::families_table).
    pub const FAMILY_COLUMNS: [&'static str; 27] = [
        "seed",
        "mirna",
        "isomir",
        "guides",
        "copies_per_cell",
        "low",
        "high",
        "steady",
        "low",
        "high",
        "endogenous",
        "low",
        "high",
        "fold",
        "low",
        "high",
        "share_in_risc",
        "low",
        "high",
        "occupancy_before",
        "occupancy_after",
        "low",
        "high",
        "needed",
        "shortfall",
        "probability",
        "judgement",
    ];

    /// `seed mirna isomir guides copies_per_cell low high steady low high endogenous low high fold low high share_in_risc low
    /// high occupancy_before occupancy_after low high needed shortfall probability judgement`: a row per seed, and below
    /// those of several guides a row per guide, with `guides` empty and its copies alone.
    #[must_use]
    pub fn families_table(&self) -> Table {
        let mut table = Table::new(Self::FAMILY_COLUMNS);
        for family in &self.families {
            table.push(row(family));
            let members = &family.dose.members;
            for member in members.iter().filter(|_| members.len() > 1) {
                let seed = family.dose.seed.map(|seed| seed.to_string());
                let mut cells: Vec<Cell> =
                    vec![seed.into(), member.mirna.as_str().into(), member.isomir.as_str().into()];
                cells.push(Cell::Missing);
                cells.extend(ends(Some(member.copies_per_cell)));
                cells.extend(ends(Some(member.steady)));
                cells.resize(Self::FAMILY_COLUMNS.len(), Cell::Missing);
                table.push(cells);
            }
        }
        table
    }
}

fn row(verdict: &FamilyVerdict) -> Vec<Cell> {
    let FamilyVerdict { judgement, shortfall, dose } = verdict;
    let (mirna, isomir) = match dose.members.as_slice() {
        [single] => (single.mirna.as_str(), single.isomir.as_str()),
        _ => (dose.mirna.as_str(), ""),
    };
    let seed = dose.seed.map(|seed| seed.to_string());
    let mut cells: Vec<Cell> =
        vec![seed.into(), mirna.into(), isomir.into(), dose.members.len().into()];
    cells.extend(ends(Some(dose.copies_per_cell)));
    cells.extend(ends(Some(dose.steady)));
    cells.extend(ends(dose.endogenous));
    cells.extend(ends(dose.fold));
    cells.extend(ends(Some(dose.share_in_risc)));
    cells.push(dose.occupancy_before.value.into());
    cells.extend(ends(Some(dose.occupancy_after)));
    cells.extend([
        dose.needed.into(),
        (*shortfall).into(),
        dose.probability.into(),
        judgement.name().into(),
    ]);
    cells
}

fn ends(interval: Option<Interval>) -> [Cell; 3] {
    [
        interval.map(|interval| interval.value).into(),
        interval.map(|interval| interval.low).into(),
        interval.map(|interval| interval.high).into(),
    ]
}
