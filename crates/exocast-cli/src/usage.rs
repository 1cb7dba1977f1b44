//! Usage errors: what was probably meant.

use clap::{
    Command, CommandFactory, Error,
    error::{ContextKind, ContextValue, ErrorKind},
};

use crate::args::Cli;

/// Adds the nearest command or option to an error, where the parser itself suggests none or a worse one.
pub(crate) fn explained(mut error: Error, words: impl Iterator<Item = String>) -> Error {
    let mut program = Cli::command();
    program.build();
    let command = reached(&program, words);
    let text = |error: &Error, kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        _ => None,
    };
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let names = command.get_subcommands().map(|command| command.get_name().to_owned());
            let word = text(&error, ContextKind::InvalidSubcommand);
            if let Some(near) = word.and_then(|word| nearest(&word, names)) {
                let near = ContextValue::Strings(vec![near]);
                error.insert(ContextKind::SuggestedSubcommand, near);
            }
        }
        ErrorKind::UnknownArgument if error.get(ContextKind::SuggestedArg).is_none() => {
            let names = command.get_arguments().filter_map(|argument| argument.get_long());
            let word = text(&error, ContextKind::InvalidArg);
            let word = word.as_deref().and_then(|word| word.strip_prefix("--"));
            if let Some(near) = word.and_then(|word| nearest(word, names.map(str::to_owned))) {
                let near = ContextValue::String(format!("--{near}"));
                error.insert(ContextKind::SuggestedArg, near);
                // The parser suggests to pass the word as a value, which it is not.
                error.remove(ContextKind::Suggested);
            }
        }
        _ => {}
    }
    error
}

/// The command that the words of a command line name.
fn reached(program: &Command, words: impl Iterator<Item = String>) -> &Command {
    let mut command = program;
    for word in words {
        command = command.find_subcommand(&word).unwrap_or(command);
    }
    command
}

/// The name that begins with a word, or else the one that is fewest edits away: at most a third of its letters.
fn nearest(word: &str, names: impl Iterator<Item = String>) -> Option<String> {
    names
        .map(|name| (!name.starts_with(word), strsim::damerau_levenshtein(word, &name), name))
        .filter(|(other, distance, name)| {
            !other || *distance <= (name.len().max(word.len()) / 3).max(1)
        })
        .min()
        .map(|(.., name)| name)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[test]
    fn what_was_meant_is_named() {
        let check = |line: &str, expected: &str| {
            let words = || line.split_whitespace().map(str::to_owned);
            let error = Cli::try_parse_from(words()).expect_err(line);
            let error = explained(error, words().skip(1)).to_string();
            assert!(error.contains(expected), "{line}: `{expected}` is not in: {error}");
        };
        check("exocast rn", "'run'");
        check("exocast run study.toml --ot x", "'--out'");
        check("exocast target site", "'sites'");
        check("exocast mirna quant a.fq --anotation x", "'--annotation'");
    }
}
