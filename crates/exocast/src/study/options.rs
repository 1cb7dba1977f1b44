//! Numbers of a study that the crates check.

use exocast_core::options::Options as _;
use exocast_mirna::Library;
use exocast_transfer::Options;

use super::{Enrich, Setting, Study, error::StudyError, source::Source};

/// Checks every option without reading an input.
pub(super) fn check(study: &Study, source: &Source<'_>) -> Result<(), StudyError> {
    let refused = |key: &str, cause: Cause| StudyError::BadOption {
        at: source.at(key),
        key: key.to_owned(),
        source: cause,
    };
    let reads = study.mirna.options(Library::Auto);
    reads.check().map_err(|cause| {
        let key = match &cause {
            exocast_mirna::BadOption::Range { option, .. } => option.replace('-', "_"),
            _ => String::new(),
        };
        refused(&format!("mirna.{key}"), Box::new(cause))
    })?;
    study.vesicles.options().map_err(|cause| refused("vesicles.lod", Box::new(cause)))?;
    if let Some(origin) = &study.origin {
        origin.options().check().map_err(|cause| refused("origin.method", Box::new(cause)))?;
    }
    if let Some(enrich) = &study.enrich {
        check_enrich(enrich, source)?;
    }
    study.response.options().check().map_err(|cause| refused("response.hours", Box::new(cause)))?;
    let mut draws = Options::default();
    draws.draws = study.run.draws;
    draws.check().map_err(|cause| refused("run.draws", Box::new(cause)))?;
    let protein = study.identity.as_ref().and_then(|identity| identity.protein_ug_per_ml);
    let positive = [
        ("identity.protein_ug_per_ml", protein, "an amount of protein above zero in µg/mL"),
        ("vesicles.probe_ml", study.vesicles.probe_ml, "a volume above zero in mL"),
    ];
    for (key, value, expected) in positive {
        if let Some(value) = value
            && !(value.is_finite() && value > 0.0)
        {
            let (at, key, value) = (source.at(key), key.to_owned(), value.to_string());
            return Err(StudyError::BadValue { at, key, value, expected });
        }
    }
    transfer(study, source)
}

type Cause = Box<dyn std::error::Error + Send + Sync>;

fn check_enrich(enrich: &Enrich, source: &Source<'_>) -> Result<(), StudyError> {
    enrich.options().check().map_err(|cause| StudyError::BadOption {
        at: source.at("enrich.permutations"),
        key: "enrich.permutations".to_owned(),
        source: Box::new(cause),
    })?;
    if enrich.sets.is_some() == enrich.network.is_some() {
        let (what, needs) = ("`[enrich]`", "either `sets` or `network`");
        return Err(StudyError::Needs { at: source.at("enrich"), what, needs });
    }
    Ok(())
}

/// Each parameter of the transfer model by itself.
fn transfer(study: &Study, source: &Source<'_>) -> Result<(), StudyError> {
    for (name, setting) in &study.transfer.parameters {
        let key = || format!("transfer.{name}");
        let at = || source.at(&key());
        let refused = |cause: Cause| StudyError::BadOption { at: at(), key: key(), source: cause };
        if let Setting::Interval(numbers) = setting
            && let [.., low, high] = numbers.as_slice()
            && low > high
        {
            return Err(StudyError::BadValue {
                at: at(),
                key: key(),
                value: format!("{numbers:?}"),
                expected: "an interval whose low end is at most its high end",
            });
        }
        let amount = setting.amount().map_err(|cause| refused(Box::new(cause)))?;
        let parameters = [(name.replace('_', "-"), amount)].into();
        let mut options = Options::default();
        options.parameters = parameters;
        options.check().map_err(|cause| refused(Box::new(cause)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of a section that begins on line 3.
    fn check(section: &str, expected: &str) {
        let text = format!("[study]\ntitle = \"x\"\n{section}\n");
        let source = Source::new(&text, "study.toml");
        let checked =
            Study::parse(&text, "study.toml").and_then(|study| super::check(&study, &source));
        let error = checked.expect_err(section);
        let error: &dyn std::error::Error = &error;
        let chain = std::iter::successors(Some(error), |error| error.source());
        let message: Vec<String> = chain.map(ToString::to_string).collect();
        assert_eq!(message.join(": "), format!("study.toml, line {expected}"));
    }

    #[test]
    fn an_unknown_word_is_refused_with_its_line_and_the_nearest_known_one() {
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
    fn an_invalid_number_is_refused_with_its_line() {
        check(
            "[transfer]\nendosomal_escape = [0.3, 0.001]",
            "4: `transfer.endosomal_escape` is [0.3, 0.001], not an interval whose low end is at most its high end",
        );
        check(
            "[transfer]\n\nendosomal_escape = 30",
            "5: `transfer.endosomal_escape` is invalid: `endosomal-escape` cannot be 30: it is a share from 0 to 1",
        );
        check(
            "[transfer]\nhours = [1, 2, 3, 4]",
            "4: `transfer.hours` is invalid: it has 4 numbers; give a value, [low, high] or [value, low, high]",
        );
        check("[run]\ndraws = 1", "4: `run.draws` is invalid: 1 draws: give 16 to 65536");
        check(
            "[identity]\nprotein_ug_per_ml = -5",
            "4: `identity.protein_ug_per_ml` is -5, not an amount of protein above zero in µg/mL",
        );
    }
}
