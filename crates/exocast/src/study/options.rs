//! Options of a study in the words of the crates that know them.

use exocast_mirna::Library;
use exocast_origin::{Method, Scaling};
use exocast_target::{ExpressionScale, Product, RespondOptions};
use exocast_transfer::{Options, Scenario};
use serde::de::DeserializeOwned;

use super::{
    Setting, Study,
    error::{StudyError, nearest},
    places::Places,
};
use crate::load;

/// Checks every option as far as that goes without reading an input.
pub(super) fn check(study: &Study, places: &Places<'_>) -> Result<(), StudyError> {
    let word = |section: &str, key: &str, found: &str, known: &str, words: Vec<String>| {
        StudyError::UnknownWord {
            at: places.key(section, key),
            key: format!("{section}.{key}").into(),
            found: found.into(),
            known: known.into(),
            suggestion: nearest(found, words.into_iter()).map(String::into),
        }
    };
    let named = |section: &str, key: &str, found: &str, words: Option<Vec<String>>| match words {
        None => Ok(()),
        Some(words) => Err(word(section, key, found, &words.join(", "), words)),
    };
    for (place, sample) in study.samples.iter().enumerate() {
        if sample.library.parse::<Library>().is_err() {
            return Err(StudyError::UnknownWord {
                at: places.key_of("sample", place, "library"),
                key: format!("library of sample {}", sample.name).into(),
                found: sample.library.as_str().into(),
                known: format!(
                    "{}, or a 3' adapter of 8 to 64 letters ACGT",
                    Library::names().collect::<Vec<_>>().join(", ")
                )
                .into(),
                suggestion: nearest(&sample.library, Library::names().map(str::to_owned))
                    .map(String::into),
            });
        }
    }
    if let Some(origin) = &study.origin {
        named("origin", "method", &origin.method, unknown::<Method>(&origin.method))?;
        named("origin", "scaling", &origin.scaling, unknown::<Scaling>(&origin.scaling))?;
    }
    if let Some(recipient) = &study.recipient {
        let scale = &recipient.expression_scale;
        named("recipient", "expression_scale", scale, unknown::<ExpressionScale>(scale))?;
    }
    let response = &study.response;
    named("response", "product", &response.product, unknown::<Product>(&response.product))?;
    let affinity = response.affinity.as_str();
    if !affinity.starts_with("cnn:") && !["embedded", "seed"].contains(&affinity) {
        let words = ["embedded", "seed"].map(str::to_owned).to_vec();
        let known = "embedded, seed, or `cnn:` and the file of the network's weights";
        return Err(word("response", "affinity", affinity, known, words));
    }
    let refused = |section: &str, key: &str, source| StudyError::BadOption {
        at: places.key(section, key),
        key: format!("{section}.{key}"),
        source,
    };
    let hours = RespondOptions { hours: response.hours, ..RespondOptions::default() };
    hours.check().map_err(|cause| refused("response", "hours", Box::new(cause)))?;
    let draws = Options { draws: study.run.draws, ..Options::default() };
    draws.check().map_err(|cause| refused("run", "draws", Box::new(cause)))?;
    if let Some(found) = study.identity.as_ref().and_then(|own| own.protein_ug_per_ml)
        && !(found.is_finite() && found > 0.0)
    {
        return Err(StudyError::BadValue {
            at: places.key("identity", "protein_ug_per_ml"),
            key: "identity.protein_ug_per_ml".to_owned(),
            found: found.to_string(),
            wanted: "an amount of protein above zero in µg/mL",
        });
    }
    transfer(study, places)
}

/// The scenario, and each parameter by itself.
fn transfer(study: &Study, places: &Places<'_>) -> Result<(), StudyError> {
    let found = &study.transfer.scenario;
    if found.parse::<Scenario>().is_err() {
        let known = Scenario::ALL.map(|scenario| scenario.name().to_owned());
        return Err(StudyError::UnknownWord {
            at: places.key("transfer", "scenario"),
            key: "transfer.scenario".into(),
            found: found.as_str().into(),
            known: known.join(", ").into(),
            suggestion: nearest(found, known.into_iter()).map(String::into),
        });
    }
    for (name, setting) in &study.transfer.parameters {
        let at = || places.key("transfer", name);
        let key = || format!("transfer.{name}");
        let refused = |source| StudyError::BadOption { at: at(), key: key(), source };
        if let Setting::Interval(numbers) = setting
            && let [.., low, high] = numbers.as_slice()
            && low > high
        {
            return Err(StudyError::BadValue {
                at: at(),
                key: key(),
                found: format!("{numbers:?}"),
                wanted: "an interval whose low end stands before its high end",
            });
        }
        let amount = setting.amount().map_err(|cause| refused(Box::new(cause)))?;
        let parameters = [(name.replace('_', "-"), amount)].into();
        let options = Options { parameters, ..Options::default() };
        options.check().map_err(|cause| match cause {
            exocast_transfer::BadOption::Parameter(cause) => refused(Box::new(cause)),
            cause => refused(Box::new(cause)),
        })?;
    }
    Ok(())
}

/// The words that an option knows, where it does not know this one.
fn unknown<T: DeserializeOwned>(found: &str) -> Option<Vec<String>> {
    // The message lists them: `unknown variant `x`, expected one of `a`, `b``.
    let message = load::named::<T>(found).err()?.to_string();
    Some(message.split('`').skip(3).step_by(2).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of a section that begins on line 3.
    fn check(section: &str, wanted: &str) {
        let text = format!("[study]\ntitle = \"x\"\n{section}\n");
        let study = Study::parse(&text, "study.toml").expect("a study");
        let error = super::check(&study, &Places::new(&text, "study.toml")).expect_err(section);
        let error: &dyn std::error::Error = &error;
        let chain = std::iter::successors(Some(error), |error| error.source());
        let message: Vec<String> = chain.map(ToString::to_string).collect();
        assert_eq!(message.join(": "), format!("study.toml, line {wanted}"));
    }

    #[test]
    fn a_word_that_is_not_known_is_told_with_its_line_and_the_nearest() {
        check(
            "[transfer]\nscenario = \"coculture\"",
            "4: `transfer.scenario` is `coculture`, not one of co-culture, transwell, purified-dose, tissue, systemic, csf; did you mean `co-culture`?",
        );
        check(
            "[recipient]\nname = \"x\"\nexpression_scale = \"TPM\"",
            "5: `recipient.expression_scale` is `TPM`, not one of auto, tpm, ln, log2, log10; did you mean `tpm`?",
        );
        check(
            "[[sample]]\nname = \"EV\"\nlibrary = \"truesq\"",
            "5: `library of sample EV` is `truesq`, not one of auto, truseq, qiaseq, nextflex, nebnext, illumina-1.5, illumina-1.0, trimmed, or a 3' adapter of 8 to 64 letters ACGT; did you mean `truseq`?",
        );
        check(
            "[origin]\nsignature = \"s\"\nmethod = \"possion\"",
            "5: `origin.method` is `possion`, not one of auto, nnls, weighted-nnls, nusvr, robust, dwls, poisson, negative-binomial, log-normal; did you mean `poisson`?",
        );
        check(
            "[response]\nproduct = \"rna\"",
            "4: `response.product` is `rna`, not one of mrna, protein; did you mean `mrna`?",
        );
        check(
            "[response]\naffinity = \"sed\"",
            "4: `response.affinity` is `sed`, not one of embedded, seed, or `cnn:` and the file of the network's weights; did you mean `seed`?",
        );
    }

    #[test]
    fn a_number_that_cannot_be_is_told_with_its_line() {
        check(
            "[transfer]\nendosomal_escape = [0.3, 0.001]",
            "4: `transfer.endosomal_escape` is [0.3, 0.001], not an interval whose low end stands before its high end",
        );
        check(
            "[transfer]\n\nendosomal_escape = 30",
            "5: `transfer.endosomal_escape` is wrong: `endosomal-escape` cannot be 30: it is a share from 0 to 1",
        );
        check(
            "[transfer]\nhours = [1, 2, 3, 4]",
            "4: `transfer.hours` is wrong: it has 4 numbers; give a value, [low, high] or [value, low, high]",
        );
        check("[run]\ndraws = 1", "4: `run.draws` is wrong: 1 draws: give 16 to 65536");
        check(
            "[identity]\nprotein_ug_per_ml = -5",
            "4: `identity.protein_ug_per_ml` is -5, not an amount of protein above zero in µg/mL",
        );
    }
}
