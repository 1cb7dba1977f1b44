//! Options whose values are words: read, listed and described from the enum alone.

use std::{borrow::Cow, fmt};

use exocast_core::options::Word;
use exocast_mirna::{BadOption, Library};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de::Error as _};

use super::error::nearest;
use crate::affinity::AffinityModel;

/// What a word error says after the key: `` is `possion`, not one of auto, poisson; did you mean `poisson`? ``
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NotAWord {
    word: String,
    known: Vec<&'static str>,
    /// What is possible besides the words.
    besides: &'static str,
}

impl NotAWord {
    pub(super) fn new(word: &str, known: Vec<&'static str>, besides: &'static str) -> Self {
        Self { word: word.to_owned(), known, besides }
    }
}

impl fmt::Display for NotAWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { word, known, besides } = self;
        write!(f, "is `{word}`, not one of {}{besides}", known.join(", "))?;
        match nearest(word, known.iter().map(|known| (*known).to_owned())) {
            Some(near) => write!(f, "; did you mean `{near}`?"),
            None => Ok(()),
        }
    }
}

/// Reads one of the words of `T`.
pub(super) fn read<'de, T: Word, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let text = Cow::<str>::deserialize(from)?;
    let known = || T::ALL.iter().map(|word| word.name()).collect();
    T::parse(&text).map_err(|_| D::Error::custom(NotAWord::new(&text, known(), "")))
}

/// The words of `T`, for the JSON Schema.
pub(super) fn schema<T: Word>(_: &mut SchemaGenerator) -> Schema {
    let words: Vec<&str> = T::ALL.iter().map(|word| word.name()).collect();
    json_schema!({ "type": "string", "enum": words })
}

/// Reads the name of a library preparation, the sequence of its 3' adapter, or its layout.
pub(super) fn read_library<'de, D: Deserializer<'de>>(from: D) -> Result<Library, D::Error> {
    const ADAPTER: &str =
        ", a 3' adapter of 8 to 64 letters ACGT, or a layout such as 5:3,insert,polyA";
    let text = Cow::<str>::deserialize(from)?;
    let known = || Library::names().collect();
    text.parse().map_err(|error| match error {
        BadOption::Layout { .. } => D::Error::custom(error),
        _ => D::Error::custom(NotAWord::new(&text, known(), ADAPTER)),
    })
}

/// The names of library preparations, or any other text: the sequence of an adapter, or a layout.
pub(super) fn library_schema(generator: &mut SchemaGenerator) -> Schema {
    let names: Vec<&str> = Library::names().collect();
    let adapter = String::json_schema(generator);
    json_schema!({ "anyOf": [{ "enum": names }, adapter] })
}

/// Reads the code of an organism, or several, as a list of codes with commas.
pub(super) fn read_organisms<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(
        untagged,
        expecting = "expected the code of an organism such as \"hsa\", or a list of them"
    )]
    enum Organisms {
        One(String),
        Several(Vec<String>),
    }
    Ok(match Organisms::deserialize(from)? {
        Organisms::One(code) => code,
        Organisms::Several(codes) => codes.join(","),
    })
}

/// The code of an organism, or a list of codes.
pub(super) fn organisms_schema(generator: &mut SchemaGenerator) -> Schema {
    let (code, codes) = (String::json_schema(generator), Vec::<String>::json_schema(generator));
    json_schema!({ "anyOf": [code, codes], "default": "hsa" })
}

/// Reads the name of a model of affinity.
pub(super) fn read_affinity<'de, D: Deserializer<'de>>(from: D) -> Result<AffinityModel, D::Error> {
    const NETWORK: &str = ", or `cnn:` and the file of the network's weights";
    let text = Cow::<str>::deserialize(from)?;
    let known = || AffinityModel::WORDS.to_vec();
    text.parse().map_err(|_| D::Error::custom(NotAWord::new(&text, known(), NETWORK)))
}

/// The names of models of affinity.
pub(super) fn affinity_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "anyOf": [{ "enum": AffinityModel::WORDS }, { "type": "string", "pattern": "^cnn:." }]
    })
}

#[cfg(test)]
mod words {
    use std::fmt::Debug;

    use exocast_core::options::Word;
    use exocast_mirna::{Multimap, Phred};
    use exocast_origin::{Method, Scaling, enrich::EnrichMethod};
    use exocast_target::{ExpressionScale, Product};
    use exocast_transfer::Scenario;
    use exocast_vesicle::TwoSampleTest;
    use serde::Serialize;

    fn check<T: Word + Serialize + PartialEq + Debug>() {
        for word in T::ALL {
            let written = serde_json::to_value(word).expect("a word");
            assert_eq!(written, word.name(), "{word:?}");
            assert_eq!(T::parse(word.name()), Ok(*word));
        }
        assert!(T::parse("no such word").is_err());
    }

    #[test]
    fn words_are_those_that_files_hold() {
        check::<Multimap>();
        check::<Phred>();
        check::<Method>();
        check::<Scaling>();
        check::<EnrichMethod>();
        check::<ExpressionScale>();
        check::<Product>();
        check::<Scenario>();
        check::<TwoSampleTest>();
    }

    #[test]
    fn the_schema_lists_the_words() {
        let schema = crate::schema::study();
        let words: Vec<&str> = Scenario::ALL.iter().map(|word| word.name()).collect();
        let listed = &schema["$defs"]["Transfer"]["properties"]["scenario"]["enum"];
        assert_eq!(*listed, serde_json::json!(words));
    }
}
