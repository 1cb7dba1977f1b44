//! From the text of a study to its types: all that cannot be read of it, at once.

use std::borrow::Cow;

use serde::Deserialize as _;
use serde_json::Value;
use toml::{
    Spanned,
    de::{DeTable, DeValue, Deserializer},
};

use super::{
    Study,
    error::{StudyError, nearest},
    source::Source,
    wording,
};

/// What a value is that has to be given and is not: its absence is a fault of its own.
pub(super) const NOT_GIVEN: &str = "(not given)";

/// Other names of keys, which the schema does not list, and the key of each.
const OTHER_NAMES: [(&str, &str); 1] = [("layout", "library")];

/// The study without what cannot be read of its text, and what that is. There is no study where the text is not TOML.
pub(super) fn read(source: &Source<'_>) -> (Option<Study>, Vec<StudyError>) {
    let schema = schemars::schema_for!(Study).to_value();
    let mut faults: Vec<(usize, StudyError)> = Vec::new();
    let mut left_out: Vec<usize> = Vec::new();
    // Each round leaves out one value more.
    let study = loop {
        let (mut root, errors) = DeTable::parse_recoverable(source.text());
        if !errors.is_empty() {
            return (None, no_toml(&errors, source));
        }
        let mut readable =
            Readable { source, schema: &schema, left_out: &left_out, faults: Vec::new() };
        readable.keep(root.get_mut(), 0, &schema);
        if left_out.is_empty() {
            faults.extend(readable.faults);
        }
        let error = match Study::deserialize(Deserializer::from(root)) {
            Ok(study) => break Some(study),
            Err(error) => error,
        };
        let byte = error.span().map_or(0, |span| span.start);
        faults.push((byte, wording::wrong_kind(&error, source)));
        match source.start_of_value(byte) {
            Some(start) if !left_out.contains(&start) => left_out.push(start),
            _ => break None,
        }
    };
    faults.sort_by_key(|(byte, _)| *byte);
    // A value that cannot be left out is found once more.
    faults.dedup_by(|(_, next), (_, fault)| next.to_string() == fault.to_string());
    (study, faults.into_iter().map(|(_, fault)| fault).collect())
}

/// Every place where the text is not TOML, the first of each line: what follows on it may be right.
fn no_toml(errors: &[toml::de::Error], source: &Source<'_>) -> Vec<StudyError> {
    let mut faults: Vec<(Option<u64>, StudyError)> = Vec::new();
    let mut errors: Vec<&toml::de::Error> = errors.iter().collect();
    errors.sort_by_key(|error| error.span().map_or(usize::MAX, |span| span.start));
    for error in errors {
        let byte = error.span().map_or(source.text().len(), |span| span.start);
        let line = source.line(byte).line_number();
        if faults.iter().all(|(known, _)| *known != line) {
            faults.push((line, wording::not_toml(error, source)));
        }
    }
    faults.into_iter().map(|(_, fault)| fault).collect()
}

/// What of the text can be read.
struct Readable<'a> {
    source: &'a Source<'a>,
    /// The schema of a study.
    schema: &'a Value,
    /// Where values begin that cannot be read.
    left_out: &'a [usize],
    /// Bytes and faults: unknown keys, and keys that are missing.
    faults: Vec<(usize, StudyError)>,
}

impl Readable<'_> {
    /// Keeps the known keys of a table that begins at a byte, and those below them; what has to be given and is not
    /// becomes [`NOT_GIVEN`].
    fn keep(&mut self, table: &mut DeTable<'_>, start: usize, schema: &Value) {
        let schema = resolved(schema, self.schema);
        let known = schema["properties"].as_object();
        let is_closed = schema["additionalProperties"] == Value::Bool(false);
        let is_known = |name: &str| {
            let name =
                OTHER_NAMES.iter().find(|(other, _)| *other == name).map_or(name, |key| key.1);
            known.is_some_and(|known| known.contains_key(name))
        };
        let mut removed: Vec<String> = Vec::new();
        for (key, value) in table.iter() {
            let name: &str = key.get_ref();
            if self.left_out.contains(&value.span().start) {
                removed.push(name.to_owned());
            } else if is_closed && !is_known(name) {
                removed.push(name.to_owned());
                let words = known.into_iter().flat_map(|known| known.keys().cloned());
                let (at, suggestion) = (self.source.line(key.span().start), nearest(name, words));
                let fault = StudyError::UnknownKey { at, key: name.to_owned(), suggestion };
                self.faults.push((key.span().start, fault));
            }
        }
        for name in &removed {
            table.remove(name.as_str());
        }
        let required = schema["required"].as_array().into_iter().flatten();
        for name in required.filter_map(Value::as_str) {
            if table.contains_key(name) {
                continue;
            }
            if !removed.iter().any(|removed| removed == name) {
                self.faults.push((start, wording::missing(name, self.source.line(start))));
            }
            let value = self.not_given(name, start);
            let key = Spanned::new(start..start, Cow::Owned(name.to_owned()));
            table.insert(key, Spanned::new(start..start, value));
        }
        for (key, value) in table.iter_mut() {
            let Some(schema) = known.and_then(|known| known.get(&**key.get_ref())) else {
                continue;
            };
            let start = value.span().start;
            match value.get_mut() {
                DeValue::Table(inner) => self.keep(inner, start, schema),
                DeValue::Array(items) => {
                    let schema = &resolved(schema, self.schema)["items"];
                    for item in items.iter_mut() {
                        let start = item.span().start;
                        if let DeValue::Table(inner) = item.get_mut() {
                            self.keep(inner, start, schema);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// What a missing value is in the meantime; samples keep names of their own.
    fn not_given<'i>(&self, name: &str, start: usize) -> DeValue<'i> {
        match name {
            "study" => DeValue::Table(DeTable::new()),
            "name" => {
                let line = self.source.line(start).line_number().unwrap_or_default();
                DeValue::String(Cow::Owned(format!("(line {line})")))
            }
            _ => DeValue::String(Cow::Borrowed(NOT_GIVEN)),
        }
    }
}

/// The schema behind references and `null`able values.
fn resolved<'s>(schema: &'s Value, root: &'s Value) -> &'s Value {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
        return resolved(&root["$defs"][name], root);
    }
    match schema["anyOf"].as_array() {
        Some(any) => any
            .iter()
            .find(|kind| !kind["$ref"].is_null())
            .map_or(schema, |kind| resolved(kind, root)),
        None => schema,
    }
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
    fn all_that_cannot_be_read_is_named_in_the_order_of_its_lines() {
        let text = "[study]\ntitle = 5\nwhat = 1\n[[sample]]\nreads = [\"a\", 2]\n[[sample]]\nname = \"B\"\n\
            dilution = \"x\"\nsizin = []\n[spikes]\nvolume_ul = true\n[[contrast]]\nof = \"a\"\n[run]\nseed = -1\n";
        let lines = message(text);
        let mut lines = lines.lines();
        assert_eq!(lines.next(), Some("10 things are wrong:"));
        let said: Vec<&str> =
            lines.map(|line| line.trim().trim_start_matches("study.toml, line ")).collect();
        let expected = [
            "2: `study.title` is 5, not text in quotes",
            "3: unknown key `what`",
            "4: `name` is missing in this section",
            "5: `sample.reads` is 2, not text in quotes",
            "8: `dilution of sample B` is \"x\", not a number, such as 1000.0",
            "9: unknown key `sizin`; did you mean `sizing`?",
            "10: `sequences` is missing in this section",
            "11: `spikes.volume_ul` is true, not a number, such as 1000.0",
            "12: `against` is missing in this section",
            "15: `run.seed` is -1, not a whole number of zero or more",
        ];
        assert_eq!(said, expected);
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
        let sample = "`samples` is the file of a sample sheet; a sample in the study itself is a block `[[sample]]` with its `name`";
        check("[samples.a]\ngroup = \"x\"", &format!("3: {sample}"));
        check("[[contrast]]\nof = \"a\"", "3: `against` is missing in this section");
        assert!(message("").contains("`[study]`"));
    }

    #[test]
    fn text_that_is_not_toml_is_shown_with_a_mark() {
        let text = "[study]\ntitle = \"x\"\n[run]\n\tseed = = 1\n";
        let message = message(text);
        let lines: Vec<&str> = message.lines().collect();
        assert!(lines[0].starts_with("study.toml, line 4, column 9: "), "{message}");
        assert_eq!(lines[1..], ["  4 | \tseed = = 1", "    | \t       ^"]);
    }

    #[test]
    fn every_line_that_is_not_toml_is_named() {
        let text = "[study]\ntitle = x y\norganism = \"hsa\"\n[run]\nseed = = 1\n[[sample]]\nname = \"C:\\data\"\n[[sample]\n";
        let message = message(text);
        for part in ["line 2, ", "line 5, ", "line 7, ", "line 8, ", "forward slashes"] {
            assert!(message.contains(part), "{part}: {message}");
        }
        assert!(!message.contains("line 3, "), "{message}");
    }

    #[test]
    fn a_windows_path_says_how_to_write_it() {
        let text =
            "[study]\ntitle = \"x\"\n[[sample]]\nname = \"a\"\ncounts = \"C:\\data\\x.csv\"\n";
        let message = message(text);
        assert!(message.starts_with("study.toml, line 5, column "), "{message}");
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
