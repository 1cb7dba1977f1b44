//! The tests, by nextest where it is installed and else by cargo, and how many ran, failed and were skipped.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Read},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::shell;

/// Variable with the file to which tests write that they were skipped (`exocast_tests::shared`).
const SKIPPED: &str = "EXOCAST_SKIPPED";

/// Options that choose what is built: doctests take them too.
const SELECTING: [&str; 6] =
    ["-p", "--package", "-F", "--features", "--all-features", "--no-default-features"];

/// How many tests passed and failed, and which were skipped.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    passed: usize,
    failed: usize,
    /// Skipped tests with the file that each lacks.
    skipped: Vec<(String, String)>,
}

impl Counts {
    fn add(&mut self, (passed, failed): (usize, usize)) {
        self.passed += passed;
        self.failed += failed;
    }

    fn close(&self) -> String {
        let skipped = self.skipped.len();
        // A test that is skipped passes by returning.
        format!(
            "{} passed, {} failed, {skipped} skipped",
            self.passed.saturating_sub(skipped),
            self.failed
        )
    }
}

/// Runs the tests of the workspace, or those that the options choose, and prints the counts last.
pub(crate) fn run(options: &[String]) -> Result<()> {
    let mut counts = Counts::default();
    let done = add(options, &mut counts);
    finish(&counts);
    done
}

/// Runs tests into the counts.
pub(crate) fn add(options: &[String], counts: &mut Counts) -> Result<()> {
    let list = shell::target()?.join("skipped-tests.txt");
    if list.exists() {
        fs::remove_file(&list)?;
    }
    let nextest = Command::new(shell::cargo_program())
        .args(["nextest", "--version"])
        .output()
        .is_ok_and(|output| output.status.success());
    let selects =
        |option: &String| !option.starts_with('-') || SELECTING.contains(&option.as_str());
    let packages = options.iter().any(|option| option == "-p" || option == "--package");
    let whole: &[&str] = if packages { &[] } else { &["--workspace", "--exclude", shell::LAB] };
    let start = |first: &[&str]| {
        let mut command = Command::new(shell::cargo_program());
        command.args(first).args(whole).args(options).env(SKIPPED, &list);
        command
    };
    let mut done = Vec::new();
    let targets: &[&str] = if options.iter().all(selects) { &["--tests"] } else { &[] };
    if nextest {
        let first = [
            &["nextest", "run", "--no-fail-fast", "--no-tests=pass", "--status-level=slow"],
            targets,
        ]
        .concat();
        done.push(count(start(&first), Stream::Error, of_nextest, counts)?);
    } else {
        let first = [&["test", "--no-fail-fast"], targets].concat();
        done.push(count(start(&first), Stream::Output, of_libtest, counts)?);
    }
    if options.iter().all(selects) {
        let first = ["test", "--doc", "--no-fail-fast"];
        done.push(count(start(&first), Stream::Output, of_libtest, counts)?);
    }
    let lines = fs::read_to_string(&list).unwrap_or_default();
    // A test may ask for several files: it is skipped once.
    let skipped: BTreeMap<&str, &str> =
        lines.lines().filter_map(|line| line.split_once('\t')).collect();
    counts.skipped.extend(skipped.iter().map(|(test, file)| ((*test).into(), (*file).into())));
    if done.contains(&false) {
        bail!("tests failed");
    }
    Ok(())
}

/// Prints which tests were skipped, and the counts on the last line.
pub(crate) fn finish(counts: &Counts) {
    for (test, file) in &counts.skipped {
        println!("skipped {test}: no {file} (set EXOCAST_SHARED to the folder of shared data)");
    }
    println!("{}", counts.close());
}

/// Where a runner prints what it counts.
#[derive(Clone, Copy)]
enum Stream {
    Output,
    Error,
}

/// Runs a command, shows what it prints, and adds what the lines of one stream count; whether it succeeded.
fn count(
    mut command: Command,
    stream: Stream,
    read: fn(&str) -> Option<(usize, usize)>,
    counts: &mut Counts,
) -> Result<bool> {
    match stream {
        Stream::Output => command.stdout(Stdio::piped()),
        Stream::Error => command.stderr(Stdio::piped()),
    };
    let mut child = command.spawn().context("cannot start cargo")?;
    let pipe: Option<Box<dyn Read>> = match stream {
        Stream::Output => child.stdout.take().map(|pipe| Box::new(pipe) as _),
        Stream::Error => child.stderr.take().map(|pipe| Box::new(pipe) as _),
    };
    for line in BufReader::new(pipe.context("no output of cargo")?).lines() {
        let line = line?;
        println!("{line}");
        if let Some(passed_and_failed) = read(&line) {
            counts.add(passed_and_failed);
        }
    }
    Ok(child.wait()?.success())
}

/// `test result: ok. 3 passed; 0 failed; …`
fn of_libtest(line: &str) -> Option<(usize, usize)> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    Some((number_of(counts, ';', "passed"), number_of(counts, ';', "failed")))
}

/// `Summary [ 0.1s] 5 tests run: 4 passed (1 slow), 1 failed, 0 skipped`
fn of_nextest(line: &str) -> Option<(usize, usize)> {
    let (_, counts) = line.trim_start().strip_prefix("Summary")?.split_once(" run: ")?;
    let failed = ["failed", "timed", "exec"].map(|word| number_of(counts, ',', word));
    Some((number_of(counts, ',', "passed"), failed.iter().sum()))
}

/// The number before a word, of parts such as `4 passed (1 slow)`.
fn number_of(counts: &str, between: char, word: &str) -> usize {
    counts
        .split(between)
        .filter_map(|part| part.trim().split_once(' '))
        .filter(|(_, rest)| rest.split_whitespace().next() == Some(word))
        .filter_map(|(number, _)| number.parse::<usize>().ok())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_runners_are_counted() {
        let line = "test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 2 filtered out; finished in 0.00s";
        assert_eq!(of_libtest(line), Some((3, 1)));
        let line = "     Summary [   0.123s] 16 tests run: 14 passed (1 slow), 1 failed, 1 timed out, 3 skipped";
        assert_eq!(of_nextest(line), Some((14, 2)));
        assert_eq!(of_nextest("        PASS [   0.003s] exocast run: x"), None);
    }

    #[test]
    fn skipped_tests_are_taken_off_the_passed_ones() {
        let skipped = vec![("a b".to_owned(), "data/x".to_owned())];
        let counts = Counts { passed: 5, failed: 0, skipped };
        assert_eq!(counts.close(), "4 passed, 0 failed, 1 skipped");
    }
}
