//! Numbers of a study that the crates check.

use exocast_core::options::Options as _;
use exocast_mirna::Library;
use exocast_transfer::Options;

use super::{Setting, Study, error::StudyError, source::Source};

/// Checks every option without reading an input, and gives all that is wrong.
pub(super) fn check(study: &Study, source: &Source<'_>) -> Vec<StudyError> {
    let mut faults = Vec::new();
    let mut refused = |key: &str, cause: Cause| {
        let (at, key) = (source.at(key), key.to_owned());
        faults.push(StudyError::BadOption { at, key, source: cause });
    };
    if let Err(cause) = study.mirna.options(Library::Auto).check() {
        let key = match &cause {
            exocast_mirna::BadOption::Range { option, .. } => option.replace('-', "_"),
            _ => String::new(),
        };
        refused(&format!("mirna.{key}"), Box::new(cause));
    }
    if let Err(cause) = study.quality_options().check() {
        refused("quality.limit", Box::new(cause));
    }
    if let Err(cause) = study.vesicles.options() {
        refused("vesicles.lod", Box::new(cause));
    }
    if let Some(Err(cause)) = study.origin.as_ref().map(|origin| origin.options().check()) {
        refused("origin.method", Box::new(cause));
    }
    if let Some(Err(cause)) = study.enrich.as_ref().map(|enrich| enrich.options().check()) {
        refused("enrich.permutations", Box::new(cause));
    }
    if let Err(cause) = study.response.options().check() {
        refused("response.hours", Box::new(cause));
    }
    let mut draws = Options::default();
    draws.draws = study.run.draws;
    if let Err(cause) = draws.check() {
        refused("run.draws", Box::new(cause));
    }
    if study.enrich.as_ref().is_some_and(|enrich| enrich.sets.is_some() == enrich.network.is_some())
    {
        let (what, needs) = ("`[enrich]`", "either `sets` or `network`");
        faults.push(StudyError::Needs { at: source.at("enrich"), what, needs });
    }
    let reference = &study.reference;
    if reference.mature.is_some() && (reference.hairpin.is_some() || reference.annotation.is_some())
    {
        let (what, needs) =
            ("`[reference]`", "either `hairpin` and `annotation`, or `mature` alone");
        faults.push(StudyError::Needs { at: source.at("reference.mature"), what, needs });
    }
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
            faults.push(StudyError::BadValue { at, key, value, expected });
        }
    }
    let parameters = study.transfer.parameters.iter();
    faults.extend(parameters.filter_map(|(name, setting)| parameter(name, setting, source)));
    faults
}

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// What is wrong with a parameter of the transfer model by itself.
fn parameter(name: &str, setting: &Setting, source: &Source<'_>) -> Option<StudyError> {
    let key = format!("transfer.{name}");
    let at = source.at(&key);
    if let Setting::Interval(numbers) = setting
        && let [.., low, high] = numbers.as_slice()
        && low > high
    {
        let (value, expected) =
            (format!("{numbers:?}"), "an interval whose low end is at most its high end");
        return Some(StudyError::BadValue { at, key, value, expected });
    }
    let cause: Cause = match setting.amount() {
        Err(cause) => Box::new(cause),
        Ok(amount) => {
            let mut options = Options::default();
            options.parameters = [(name.replace('_', "-"), amount)].into();
            Box::new(options.check().err()?)
        }
    };
    Some(StudyError::BadOption { at, key, source: cause })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of a section that begins on line 3.
    fn check(section: &str, expected: &str) {
        let text = format!("[study]\ntitle = \"x\"\n{section}\n");
        let source = Source::new(&text, "study.toml");
        let error = match Study::parse(&text, "study.toml") {
            Ok(study) => StudyError::of_all(super::check(&study, &source)),
            Err(error) => error,
        };
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
            "5: `library of sample EV` is `truesq`, not one of auto, truseq, qiaseq, nextflex, nebnext, illumina-1.5, illumina-1.0, smarter, d-plex, bgi, ion-torrent, trimmed, a 3' adapter of 8 to 64 letters ACGT, or a layout such as 5:3,insert,polyA; did you mean `truseq`?",
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
