//! Every command has an example that parses, and usage errors list every alternative.

use clap::{Command, CommandFactory, Parser};

use super::Cli;

/// Columns of help.
const WIDTH: usize = 100;

/// Every command without subcommands, with the text after its options.
fn leaves(command: &Command, commands: &mut Vec<(String, String)>) {
    let below: Vec<_> = command.get_subcommands().collect();
    if below.is_empty() {
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        commands.push((command.get_name().to_owned(), help));
    }
    for command in below {
        leaves(command, commands);
    }
}

#[test]
fn every_command_has_an_example_that_runs_as_it_is_printed() {
    let mut commands = Vec::new();
    leaves(&Cli::command(), &mut commands);
    assert!(commands.len() > 25, "{commands:?}");
    for (name, help) in commands {
        let long = help.lines().find(|line| line.chars().count() > WIDTH);
        assert_eq!(long, None, "{name}: a line that would be broken");
        let joined = help.replace("\\\n", " ");
        let examples: Vec<_> =
            joined.lines().filter(|line| line.starts_with("  exocast ")).collect();
        assert!(!examples.is_empty(), "{name} has no example");
        for example in examples {
            let command = example.split(['|', '>']).next().unwrap_or_default();
            let parsed = Cli::try_parse_from(command.split_whitespace());
            assert!(parsed.is_ok(), "{example}: {parsed:?}");
        }
    }
}

#[test]
fn usage_errors_name_every_way_out() {
    let check = |line: &str, expected: &str| {
        let error = Cli::try_parse_from(line.split_whitespace()).expect_err(line).to_string();
        assert!(error.contains(expected), "{line}: `{expected}` is not in: {error}");
    };
    let respond = "exocast target respond --mirna m.fa --transcripts t.tsv --out o";
    check(respond, "--free-nm <X>");
    check("exocast transfer require", "<--copies <COPIES>|--log2fc <LOG2FC>|STUDY>");
    check("exocast transfer dose --out d", "<STUDY|--cargo <TSV>>");
    check("exocast transfer require --copies -5", "expected a number above 0");
    check("exocast vesicle summary --out o", "--sample");
}
