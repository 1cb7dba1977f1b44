//! Every option of a command that does one step of a study is a key of study.toml too.

use std::collections::BTreeSet;

use clap::{Arg, Command, CommandFactory};
use serde_json::Value;

use super::Cli;

/// Commands that do one step of a study, with the sections that hold their options.
const STEPS: [(&str, &[&str]); 9] = [
    ("mirna quant", &["mirna", "reference", "sample", "spikes", "study", "quality"]),
    ("target respond", &["response", "reference", "recipient"]),
    ("target explain", &["recipient", "reference"]),
    ("vesicle summary", &["vesicles", "sample", "sample.columns"]),
    ("vesicle compare", &["vesicles", "sample", "sample.columns"]),
    ("vesicle identity", &["identity"]),
    ("origin match", &["origin"]),
    ("origin enrich", &["enrich"]),
    ("transfer dose", &["transfer"]),
];

/// Options whose key has another name.
const OTHER_NAMES: [(&str, &str, &str); 43] = [
    ("mirna quant", "spikes", "spikes.sequences"),
    ("mirna quant", "spike-amounts", "spikes.amounts"),
    ("mirna quant", "spiked-ul", "spikes.volume_ul"),
    ("mirna quant", "biofluid-ul", "sample.volume_ul"),
    ("mirna quant", "dilution", "spikes.dilution"),
    ("target respond", "mirna", "reference.hairpin"),
    ("target respond", "endogenous", "recipient.mirna"),
    ("target explain", "mirna", "reference.hairpin"),
    ("target respond", "annotation", "reference.transcript_annotation"),
    ("target explain", "annotation", "reference.transcript_annotation"),
    ("target respond", "scale", "recipient.expression_scale"),
    ("target respond", "pseudocount", "recipient.expression_pseudocount"),
    ("target respond", "column", "recipient.expression_column"),
    ("target respond", "id-column", "recipient.expression_id_column"),
    ("target explain", "column", "recipient.observed_column"),
    ("target explain", "direction", "recipient.observed_direction"),
    ("target explain", "isomirs", "recipient.observed_isomirs"),
    ("target explain", "id-column", "recipient.observed_id_column"),
    ("target explain", "scale", "recipient.observed_scale"),
    ("vesicle identity", "column", "identity.proteins_column"),
    ("vesicle identity", "id-column", "identity.proteins_id_column"),
    ("vesicle identity", "scale", "identity.proteins_scale"),
    ("vesicle summary", "exports", "sample.sizing"),
    ("vesicle summary", "sample", "sample.name"),
    ("vesicle compare", "group", "sample.group"),
    ("mirna quant", "group", "sample.group"),
    ("mirna quant", "no-common-contaminants", "mirna.common_contaminants"),
    ("origin match", "no-unknown", "origin.unknown"),
    ("origin match", "column", "origin.cargo_column"),
    ("origin match", "scale", "origin.cargo_scale"),
    ("origin match", "pseudocount", "origin.cargo_pseudocount"),
    ("origin match", "id-column", "origin.cargo_id_column"),
    ("origin enrich", "column", "enrich.cargo_column"),
    ("origin enrich", "scale", "enrich.cargo_scale"),
    ("origin enrich", "pseudocount", "enrich.cargo_pseudocount"),
    ("origin match", "names", "reference.names"),
    ("origin enrich", "id-column", "enrich.cargo_id_column"),
    ("origin enrich", "names", "reference.names"),
    ("target respond", "names", "reference.names"),
    ("target explain", "names", "reference.names"),
    ("vesicle identity", "names", "reference.names"),
    ("transfer dose", "mirnas", "reference.hairpin"),
    ("transfer dose", "endogenous", "recipient.mirna"),
];

/// Options that a study has no key for, and why.
const NOT_IN_A_STUDY: [(&str, &str, &str); 9] = [
    ("*", "out", "`run --out` names the folder of all results"),
    ("target respond", "dose", "a study computes its dose"),
    ("target respond", "free-nm", "a study computes its dose"),
    ("target respond", "guides", "a study counts its guides"),
    ("target respond", "sponge-table", "a study with sponges writes it"),
    ("vesicle identity", "size", "a study computes its sizes"),
    ("transfer dose", "study", "it is the study"),
    ("transfer dose", "cargo", "a study computes its cargo"),
    ("transfer dose", "vesicles", "a study computes its vesicles"),
];

/// Commands that are no step of a study, and why.
const NO_STEP: [(&str, &str); 27] = [
    ("demo", "simulates its own study"),
    ("run", "takes a study"),
    ("new", "writes a study"),
    ("check", "takes a study"),
    ("simulate", "writes a study"),
    ("mirna bias", "prepares inputs: a bias"),
    ("mirna novel", "searches a genome; the miRNAs it finds are a reference for a study"),
    ("mirna convert", "prepares inputs"),
    ("mirna gff", "prepares inputs"),
    ("mirna info", "looks up names"),
    ("target sites", "lists sites without a dose"),
    ("target transcripts", "prepares inputs"),
    ("target duplex", "folds any two sequences"),
    ("target access", "folds transcripts; `response.accessibility` keeps what a study needs of it"),
    ("origin build", "prepares inputs: a signature"),
    ("origin bias", "prepares inputs: a bias"),
    ("transfer parameters", "lists the parameters that `[transfer]` may set"),
    ("transfer require", "asks what would be required, not what is"),
    ("transfer design", "takes a study"),
    ("transfer secretion", "asks about donors, not about vesicles"),
    ("merge", "joins parts of a table"),
    ("data list", "reference files"),
    ("data add", "reference files"),
    ("data verify", "reference files"),
    ("schema", "describes the program"),
    ("completions", "describes the program"),
    ("man", "describes the program"),
];

/// Options of every command: how the program runs, not what it computes.
const GLOBAL: [&str; 4] = ["threads", "quiet", "format", "no-progress"];

/// Keys of a section of the schema: `sample`, `sample.columns`.
fn keys(schema: &Value, section: &str) -> BTreeSet<String> {
    let resolved = |value: &Value| -> Value {
        let mut inner = [value, &value["items"]]
            .into_iter()
            .chain(value["anyOf"].as_array().into_iter().flatten());
        let name = inner.find_map(|value| value["$ref"].as_str());
        let name = name.and_then(|name| name.strip_prefix("#/$defs/"));
        name.map_or_else(|| value.clone(), |name| schema["$defs"][name].clone())
    };
    let section =
        section.split('.').fold(schema.clone(), |value, key| resolved(&value["properties"][key]));
    section["properties"].as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect()
}

fn is_key(schema: &Value, path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(section, key)| keys(schema, section).contains(key))
}

/// Commands without subcommands, by their full name.
fn commands<'c>(command: &'c Command, name: &str, all: &mut Vec<(String, &'c Command)>) {
    for below in command.get_subcommands() {
        let name = format!("{name} {}", below.get_name()).trim().to_owned();
        if below.has_subcommands() {
            commands(below, &name, all);
        } else {
            all.push((name, below));
        }
    }
}

fn name(argument: &Arg) -> &str {
    argument.get_long().unwrap_or(argument.get_id().as_str())
}

#[test]
fn every_option_of_a_step_can_be_set_in_a_study() {
    let (program, schema) = (Cli::command(), exocast::schema::study());
    let mut all = Vec::new();
    commands(&program, "", &mut all);
    for (command, arguments) in all {
        let Some((_, sections)) = STEPS.iter().find(|(step, _)| *step == command) else {
            let is_explained = NO_STEP.iter().any(|(other, _)| *other == command);
            assert!(is_explained, "`{command}` is neither a step of a study nor explained");
            continue;
        };
        for option in arguments.get_arguments().map(name) {
            let is = |row: &&(&str, &str, &str)| {
                ["*", command.as_str()].contains(&row.0) && row.1 == option
            };
            if NOT_IN_A_STUDY.iter().any(|row| is(&row)) || GLOBAL.contains(&option) {
                continue;
            }
            if let Some((.., key)) = OTHER_NAMES.iter().find(is) {
                assert!(is_key(&schema, key), "`{key}` of `{command} --{option}` is no key");
                continue;
            }
            let key = option.replace('-', "_");
            let is_set = sections.iter().any(|section| keys(&schema, section).contains(&key));
            assert!(is_set, "`{command} --{option}` cannot be set in study.toml");
        }
    }
}

#[test]
fn what_is_explained_exists() {
    let program = Cli::command();
    let mut all = Vec::new();
    commands(&program, "", &mut all);
    let find =
        |command: &str| all.iter().find(|(name, _)| name == command).map(|(_, command)| *command);
    let steps = STEPS.iter().map(|(command, _)| *command);
    for command in steps.chain(NO_STEP.iter().map(|(command, _)| *command)) {
        let is_left_out = cfg!(not(feature = "data")) && command.starts_with("data ");
        assert!(is_left_out || find(command).is_some(), "there is no command `{command}`");
    }
    for (command, option, _) in OTHER_NAMES.iter().chain(&NOT_IN_A_STUDY) {
        if let Some(command) = find(command) {
            let has = command.get_arguments().any(|argument| name(argument) == *option);
            assert!(has, "`{}` has no `--{option}`", command.get_name());
        }
    }
}
