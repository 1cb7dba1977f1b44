//! What is wrong with the text of a study, in the words of the study file.

use exocast_core::Location;

use super::{
    error::{StudyError, of_windows},
    source::Source,
};

/// What the parser says of text that is not TOML, with its place and its line.
pub(super) fn not_toml(error: &toml::de::Error, source: &Source<'_>) -> StudyError {
    let byte = error.span().map_or(source.text().len(), |span| span.start);
    let (line, column) = source.line_and_column(byte);
    let at = source.line(byte);
    let hint = error.message().contains("escape") && has_backslash(line);
    let hint = if hint { format!(": {}", of_windows()) } else { String::new() };
    let message = format!("{}{hint}", error.message());
    let excerpt = excerpt(line, at.line_number().unwrap_or_default(), column);
    StudyError::NotToml { at, column, message, excerpt }
}

/// A line with its number, and a mark below the column.
fn excerpt(line: &str, number: u64, column: usize) -> String {
    let number = number.to_string();
    let blank = |letter| if letter == '\t' { '\t' } else { ' ' };
    let before: String = line.chars().take(column - 1).map(blank).collect();
    format!("  {number} | {line}\n  {:width$} | {before}^", "", width = number.len())
}

/// Whether a line has backslashes in double quotes, as a path of Windows may be written.
pub(super) fn has_backslash(line: &str) -> bool {
    let quoted = line.split('"').nth(1).unwrap_or_default();
    quoted.contains('\\')
}

/// A key that has to be given and is not.
pub(super) fn missing(key: &str, at: Location) -> StudyError {
    let message = match key {
        "study" => "the section `[study]` with a `title` is missing".to_owned(),
        key => format!("`{key}` is missing in this section"),
    };
    StudyError::Syntax { at, message }
}

/// A value of the wrong kind: `` `key` is "x", not a number ``.
pub(super) fn wrong_kind(error: &toml::de::Error, source: &Source<'_>) -> StudyError {
    let start = error.span().map_or(0, |span| span.start);
    let (at, label) = (source.line(start), source.label(start));
    let message = in_words(error.message(), label.as_deref());
    let message = message.unwrap_or_else(|| error.message().to_owned());
    StudyError::Syntax { at, message }
}

/// `invalid type: string "x", expected f64` as `` `key` is "x", not a number ``.
fn in_words(message: &str, key: Option<&str>) -> Option<String> {
    let is_sample = key.is_some_and(|key| key == "samples" || key.starts_with("samples."));
    if is_sample && message.starts_with("invalid type: ") {
        let words = "`samples` is the file of a sample sheet; a sample in the study itself is a block `[[sample]]` with its `name`";
        return Some(words.to_owned());
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
