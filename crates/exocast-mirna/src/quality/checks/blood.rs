//! Red blood cells in the sample, and plasma without what blood cells leave there.

use super::sample::Sample;
use crate::{
    quality::{
        bounds::Bounded,
        check::{Check, Limits, Verdict, percent},
    },
    reads::whole,
};

/// Half a read more of each, so that none has a logarithm (Anscombe).
const HALF: f64 = 0.5;

impl Sample<'_> {
    /// Counts of a miRNA, by its names without organism; nothing where the reference does not have it.
    fn amount(&self, names: &[&str]) -> Option<f64> {
        let catalogue = self.counted.index.catalogue();
        let is_named = |mature: &usize| {
            let name = &catalogue.matures()[*mature].name;
            let rest = name.split_once('-').map_or(name.as_str(), |(_, rest)| rest);
            names.iter().any(|known| rest.eq_ignore_ascii_case(known))
        };
        let amounts = self.counted.amounts(self.at);
        let rows = self.counted.members().iter().zip(amounts);
        let mut rows = rows.filter(|(members, _)| members.iter().any(is_named)).peekable();
        rows.peek()?;
        Some(rows.map(|(_, amount)| amount).sum())
    }
}

/// miR-451a of red blood cells over miR-23a-3p, which they hardly have (Blondal 2013).
pub(super) fn haemolysis(sample: &Sample<'_>) -> Option<Check> {
    if sample.fluid_has(&["whole blood", "red cell", "red blood", "erythrocyte"]) {
        return None;
    }
    let red = sample.amount(&["miR-451a", "miR-451", "miR-451-5p", "Mir-451_5p"])?;
    let other = sample.amount(&["miR-23a-3p", "miR-23a", "Mir-23-P1_3p"])?;
    let (a, b) = (red + HALF, other + HALF);
    let error = (1.0 / a + 1.0 / b).sqrt() / std::f64::consts::LN_2;
    let number = Bounded::normal((a / b).log2(), error);
    let care = sample.limit("haemolysis-care");
    let possible = sample.limit("haemolysis-possible");
    let text = |finding: Option<Verdict>| {
        let source = if sample.fluid_has(&["urine"]) {
            "blood is in it"
        } else if sample.fluid_has(&["plasma", "serum", "blood"]) || sample.fluid().is_none() {
            "red blood cells broke (haemolysis)"
        } else {
            "RNA of red blood cells is in it"
        };
        let follows = match finding {
            Some(Verdict::UsableWithCare) => {
                format!(
                    ": {source}; their miRNAs (miR-451a, 16-5p, 486-5p, 92a-3p) say nothing of vesicles"
                )
            }
            _ => String::new(),
        };
        format!(
            "miR-451a is 2^{:.1} times miR-23a-3p ({red:.0} and {other:.0} {}s){follows}",
            number.value,
            sample.measures.unit_name()
        )
    };
    let finding = if number.value <= care {
        Some(Verdict::Good)
    } else if number.low > possible {
        Some(Verdict::UsableWithCare)
    } else {
        None
    };
    let mut check =
        Check::new("red blood cells", number, Limits::Above(care, None), |_| text(finding));
    check.finding = finding;
    Some(check)
}

/// Plasma and serum without miRNAs that all plasma has.
pub(super) fn markers(sample: &Sample<'_>) -> Option<Check> {
    if !sample.fluid_has(&["plasma", "serum", "blood"]) {
        return None;
    }
    let sets: [&[&str]; 3] = [
        &["miR-16-5p", "miR-16", "Mir-15-P2a_5p"],
        &["miR-21-5p", "miR-21", "Mir-21_5p"],
        &["miR-451a", "miR-451", "miR-451-5p", "Mir-451_5p"],
    ];
    let amounts: Vec<f64> = sets.iter().filter_map(|names| sample.amount(names)).collect();
    // A reference without them says nothing.
    if amounts.len() < sets.len() {
        return None;
    }
    let sum: f64 = amounts.iter().sum();
    let share = Bounded::share(whole(sum), sample.measures.mirnas)?;
    let limits = Limits::Below(sample.limit("blood-markers-care"), None);
    Some(Check::new("blood markers", share, limits, |finding| {
        let follows = match finding {
            Some(Verdict::UsableWithCare) => ": implausible for plasma or serum",
            _ => "",
        };
        format!(
            "{} of the miRNA is miR-16-5p, miR-21-5p and miR-451a{follows}",
            percent(share.value)
        )
    }))
}
