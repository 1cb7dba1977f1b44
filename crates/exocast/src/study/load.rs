//! Reading a study file.

use std::path::{Path, PathBuf};

use super::{Study, error::StudyError, source::Source};

impl Study {
    /// Reads a study file, and checks values, options and that every file it names is there.
    ///
    /// # Errors
    /// At the first unknown key (with the nearest known one) or value of the wrong kind, where the sample sheet cannot
    /// be read, and with all wrong values and missing files at once.
    pub fn load(path: &Path) -> Result<Self, StudyError> {
        Self::load_with(path, false)
    }

    /// As [`load`](Self::load); reads, counts and sizing exports that are missing or empty are
    /// [left out](Self::left_out) of their samples, and so will be those that a run cannot read.
    ///
    /// # Errors
    /// As [`load`](Self::load), but for files of samples.
    pub fn load_keeping_going(path: &Path) -> Result<Self, StudyError> {
        Self::load_with(path, true)
    }

    fn load_with(path: &Path, keep_going: bool) -> Result<Self, StudyError> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|source| StudyError::Io { path: name.clone(), source })?;
        let mut study = Self::parse(&text, &name)?;
        study.folder = path.parent().map(PathBuf::from).unwrap_or_default();
        study.add_sheet()?;
        study.expand_patterns(&Source::new(&text, &name))?;
        study.run.keep_going |= keep_going;
        study.check(&Source::new(&text, &name))?;
        Ok(study)
    }

    /// Reads the text of a study without looking for the files it names; `source` is the name that
    /// errors give.
    ///
    /// # Errors
    /// At the first unknown key or value of the wrong kind.
    pub fn parse(text: &str, source: &str) -> Result<Self, StudyError> {
        let file = Source::new(text, source);
        file.check_keys(&schemars::schema_for!(Self).to_value())?;
        toml::from_str(text).map_err(|error| located(&error, &file))
    }
}

/// What the parser says, with its place and in the words of the study file.
fn located(error: &toml::de::Error, source: &Source<'_>) -> StudyError {
    let start = error.span().map_or(0, |span| span.start);
    let (at, label) = (source.line(start), source.label(start));
    let message = in_words(error.message(), label.as_deref());
    let message = message.unwrap_or_else(|| error.message().to_owned());
    let line = error.span().and_then(|span| source.text_of_line(span.start));
    let hint = line.filter(|line| is_windows_path(line) && message.contains("escape"));
    let message = match hint {
        Some(_) => format!(
            "{message}: in double quotes a backslash begins an escape; write the path with forward slashes (\"C:/data/EV.csv\") or in single quotes ('C:\\data\\EV.csv')"
        ),
        None => message,
    };
    StudyError::Syntax { at, message }
}

/// Whether a line has backslashes as Windows writes paths.
fn is_windows_path(line: &str) -> bool {
    let quoted = line.split('"').nth(1).unwrap_or_default();
    quoted.contains('\\')
}

/// `invalid type: string "x", expected f64` as `` `key` is "x", not a number ``.
fn in_words(message: &str, key: Option<&str>) -> Option<String> {
    if let Some(field) = message.strip_prefix("missing field ") {
        return Some(match field.trim_matches('`') {
            "study" => "the section `[study]` with a `title` is missing".to_owned(),
            field => format!("`{field}` is missing in this section"),
        });
    }
    let key = key.map_or_else(|| "this".to_owned(), |key| format!("`{key}`"));
    // Readers of words say: "is `x`, not …".
    if message.starts_with("is ") {
        return Some(format!("{key} {message}"));
    }
    let value = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .or_else(|| message.strip_prefix("invalid length "))?;
    let (value, expected) = value.rsplit_once(", expected ")?;
    let value = ["string ", "integer ", "floating point ", "boolean "]
        .iter()
        .find_map(|kind| value.strip_prefix(kind))
        .unwrap_or(match value {
            "sequence" => "a list",
            "map" => "a table",
            other => other,
        });
    let expected = match expected {
        "f64" => "a number, such as 1000.0",
        "u64" | "usize" => "a whole number of zero or more",
        "a boolean" => "true or false",
        "a string" | "path string" => "text in quotes",
        "a sequence" => "a list in brackets, such as [\"a\", \"b\"]",
        other if other.starts_with("struct ") => "a section of keys and values",
        other => other,
    };
    Some(format!("{key} is {}, not {expected}", value.trim_matches('`')))
}

#[cfg(test)]
mod tests {
    use exocast_transfer::Scenario;

    use super::*;

    fn message(text: &str) -> String {
        Study::parse(text, "study.toml").expect_err("should be refused").to_string()
    }

    #[test]
    fn an_unknown_key_names_its_line_and_the_nearest_known_one() {
        assert_eq!(
            message("[study]\ntitle = \"x\"\norganisme = \"hsa\"\n"),
            "study.toml, line 3: unknown key `organisme`; did you mean `organism`?"
        );
    }

    #[test]
    fn an_unknown_section_is_an_unknown_key() {
        assert_eq!(
            message("[study]\ntitle = \"x\"\n[referense]\nfoo = 1\n"),
            "study.toml, line 3: unknown key `referense`; did you mean `reference`?"
        );
        assert!(!message("[study]\ntitle = \"x\"\n[qqqqqqqqqq]\n").contains("mean"));
    }

    #[test]
    fn a_wrong_kind_names_line_key_and_what_is_wanted() {
        let check = |section: &str, expected: &str| {
            let text = format!("[study]\ntitle = \"x\"\n{section}\n");
            assert_eq!(message(&text), format!("study.toml, line {expected}"));
        };
        let seed = "4: `run.seed` is \"one\", not a whole number of zero or more";
        check("[run]\nseed = \"one\"", seed);
        check("[run]\nseed = -1", "4: `run.seed` is -1, not a whole number of zero or more");
        let hours =
            "4: `transfer.hours` is \"24 h\", not a number, [low, high] or [value, low, high]";
        check("[transfer]\nhours = \"24 h\"", hours);
        let dilution = "5: `dilution of sample a` is \"1:1000\", not a number, such as 1000.0";
        check("[[sample]]\nname = \"a\"\ndilution = \"1:1000\"", dilution);
        let reads =
            "5: `reads of sample a` is \"a.fq\", not a list in brackets, such as [\"a\", \"b\"]";
        check("[[sample]]\nname = \"a\"\nreads = \"a.fq\"", reads);
        check("[[contrast]]\nof = \"a\"", "3: `against` is missing in this section");
        assert!(message("").contains("`[study]`"));
    }

    #[test]
    fn a_windows_path_says_how_to_write_it() {
        let text =
            "[study]\ntitle = \"x\"\n[[sample]]\nname = \"a\"\ncounts = \"C:\\data\\x.csv\"\n";
        let message = message(text);
        assert!(message.starts_with("study.toml, line 5: "), "{message}");
        assert!(message.contains("forward slashes") && message.contains("single quotes"));
    }

    #[test]
    fn transfer_takes_any_parameter_by_name() {
        let text = "[study]\ntitle = \"x\"\n[transfer]\nscenario = \"csf\"\nhours = 24\nendosomal_escape = [0.001, 0.3]\n";
        let study = Study::parse(text, "study.toml").expect("good study");
        assert_eq!(study.transfer.scenario, Scenario::Csf);
        assert_eq!(study.transfer.parameters.len(), 2);
    }
}
