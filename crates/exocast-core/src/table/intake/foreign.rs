//! Quantities that are none of those wanted, by the names of columns: Ct values, concentrations, intensities.

use super::{column::Column, quantity::Quantity, refusal::Refusal, request::Request, role::Role};

/// Words for intensities and scores.
const INTENSITIES: [&str; 9] = [
    "absorbance",
    "fluorescence",
    "hscore",
    "intensities",
    "intensity",
    "mfi",
    "od450",
    "rfu",
    "staining",
];

/// Refuses columns of samples whose names say that they hold another quantity than is wanted; what the user names is used.
pub(super) fn refuse(
    columns: &[Column],
    roles: &[Role],
    request: &Request<'_>,
) -> Result<(), Refusal> {
    let is_expression = request.quantity == Quantity::Expression;
    let samples = columns.iter().zip(roles).filter(|(_, role)| **role == Role::Sample);
    for (column, _) in samples {
        let is_looked_for = request.samples.contains(&column.name.as_str());
        // No Ct value is larger.
        let may_be_ct = column.values.iter().flatten().all(|value| (0.0..=60.0).contains(value));
        let what = match () {
            () if is_looked_for => continue,
            () if may_be_ct && says_ct(&column.name) => "Ct values",
            () if is_expression && says_concentration(&column.name) => "a concentration",
            () if is_expression && says_intensity(&column.name) => "intensities or scores",
            () => continue,
        };
        return Err(Refusal::OtherQuantity { column: column.name.clone(), what });
    }
    Ok(())
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// `Ct`, `HUVEC Cq`, `ΔCt`, `CT value`; `CT_1` may be a control.
fn says_ct(name: &str) -> bool {
    const WORDS: [&str; 10] =
        ["Ct", "Cq", "Cp", "dCt", "ddCt", "ΔCt", "ΔΔCt", "dCq", "ddCq", "ΔCq"];
    let all: Vec<&str> = words(name).collect();
    let is_value = |word: &&str| {
        matches!(word.to_lowercase().as_str(), "value" | "values" | "mean" | "avg" | "sd")
    };
    let is_ct = |word: &&str| matches!(word.to_lowercase().as_str(), "ct" | "cq");
    all.iter().any(|word| WORDS.contains(word)) || all.iter().any(is_ct) && all.iter().any(is_value)
}

fn says_concentration(name: &str) -> bool {
    let name = name.to_lowercase().replace('μ', "µ");
    let masses = ["pg", "ng", "µg", "ug", "mg", "pmol", "nmol"];
    let volumes = ["ml", "µl", "ul", "l", "dl"];
    masses.iter().any(|mass| {
        name.match_indices(mass).any(|(at, _)| {
            // `LPS 10 ng/mL` is a treatment.
            let before = &name[..at];
            let is_dose = before.trim_end().ends_with(|letter: char| letter.is_ascii_digit());
            let begins = !is_dose
                && before.chars().next_back().is_none_or(|letter| !letter.is_alphanumeric());
            let rest = name[at + mass.len()..].strip_prefix(['/', ' ']);
            let volume = rest.map(|rest| rest.trim_end_matches([')', ']', ' ']));
            begins && volume.is_some_and(|volume| volumes.contains(&volume))
        })
    })
}

fn says_intensity(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.contains("h-score") || words(&lower).any(|word| INTENSITIES.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_other_quantities() {
        for name in ["Ct", "HUVEC Ct", "HUVEC_Cq", "ΔCt EV", "CT value", "mean ct"] {
            assert!(says_ct(name), "{name}");
        }
        for name in ["CT_1", "CT", "CTRL", "ACT", "Ctrl_1", "direct"] {
            assert!(!says_ct(name), "{name}");
        }
        assert!(says_concentration("HUVEC (ng/mL)") && says_concentration("pg/ml"));
        assert!(!says_concentration("lung/liver") && !says_concentration("EV"));
        assert!(
            says_intensity("HUVEC intensity") && says_intensity("H-score") && says_intensity("MFI")
        );
        assert!(!says_intensity("HUVEC"));
    }
}
