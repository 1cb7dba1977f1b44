//! Licences and sources of every dependency, by the rules of deny.toml, which `cargo deny` reads where it is installed.

use std::{collections::BTreeSet, fs, process::Command};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::shell;

const RULES: &str = "deny.toml";

/// Where dependencies may come from.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Checks licences and sources, and all of the rules where `cargo deny` is installed.
pub(crate) fn run() -> Result<()> {
    let rules = fs::read_to_string(RULES)?;
    let (allowed, platforms) = (list(&rules, "allow")?, list(&rules, "targets")?);
    let mut command = Command::new(shell::cargo_program());
    command.args(["metadata", "--format-version", "1", "--locked"]);
    for platform in &platforms {
        command.args(["--filter-platform", platform]);
    }
    let metadata: Value = serde_json::from_str(&shell::output(&mut command)?)?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let used: BTreeSet<String> = metadata["resolve"]["nodes"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|node| text(&node["id"]))
        .collect();
    let mut faults = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let id = text(&package["id"]).unwrap_or_default();
        if !used.contains(&id) {
            continue;
        }
        let licence = text(&package["license"]).unwrap_or_default();
        if !is_allowed(&licence, &|name| allowed.iter().any(|known| known == name)) {
            faults.push(format!("{id}: `{licence}` is not on the list of {RULES}"));
        }
        if text(&package["source"]).is_some_and(|source| source != REGISTRY) {
            faults.push(format!("{id}: comes from elsewhere than crates.io"));
        }
    }
    for fault in &faults {
        println!("licences: {fault}");
    }
    ensure!(faults.is_empty(), "{} faults", faults.len());
    println!("licences: {} packages have licences and sources that {RULES} allows", used.len());
    deny()
}

/// Advisories, bans and all else, where the program for it is there: it takes minutes to build.
fn deny() -> Result<()> {
    let installed = Command::new(shell::cargo_program()).args(["deny", "--version"]).output();
    if installed.is_ok_and(|output| output.status.success()) {
        return shell::cargo(["deny", "check"]);
    }
    println!(
        "licences: `cargo deny` is not installed (cargo install --locked cargo-deny): advisories are not checked"
    );
    Ok(())
}

/// The strings of a list of the rules.
fn list(rules: &str, key: &str) -> Result<Vec<String>> {
    let opening = format!("{key} = [");
    let lines = rules.lines().skip_while(|line| *line != opening).skip(1);
    let names: Vec<String> = lines
        .take_while(|line| *line != "]")
        .filter_map(|line| line.split('"').nth(1))
        .map(str::to_owned)
        .collect();
    if names.is_empty() {
        bail!("{RULES} has no list `{key}`");
    }
    Ok(names)
}

/// Whether a licence expression can be met by licences of the list. `AND` binds closer than `OR`.
fn is_allowed(expression: &str, on_list: &dyn Fn(&str) -> bool) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    any_of(&mut rest, on_list).is_ok_and(|allowed| allowed && rest.is_empty())
}

fn any_of(words: &mut &[&str], on_list: &dyn Fn(&str) -> bool) -> Result<bool> {
    let mut allowed = all_of(words, on_list)?;
    while let [first, rest @ ..] = *words
        && *first == "OR"
    {
        *words = rest;
        allowed |= all_of(words, on_list)?;
    }
    Ok(allowed)
}

fn all_of(words: &mut &[&str], on_list: &dyn Fn(&str) -> bool) -> Result<bool> {
    let mut allowed = term(words, on_list)?;
    while let [first, rest @ ..] = *words
        && *first == "AND"
    {
        *words = rest;
        allowed &= term(words, on_list)?;
    }
    Ok(allowed)
}

fn term(words: &mut &[&str], on_list: &dyn Fn(&str) -> bool) -> Result<bool> {
    let (first, rest) = words.split_first().context("a licence is missing")?;
    *words = rest;
    if *first == "(" {
        let allowed = any_of(words, on_list)?;
        let (closing, rest) = words.split_first().context("a parenthesis is open")?;
        ensure!(*closing == ")", "`{closing}` is no closing parenthesis");
        *words = rest;
        return Ok(allowed);
    }
    if let [with, exception, rest @ ..] = *words
        && *with == "WITH"
    {
        *words = rest;
        return Ok(on_list(&format!("{first} WITH {exception}")));
    }
    Ok(on_list(first))
}

#[cfg(test)]
mod tests {
    use super::{is_allowed, list};

    #[test]
    fn expressions_of_licences() {
        let check = |expression| {
            is_allowed(expression, &|name| ["MIT", "Zlib", "A WITH B"].contains(&name))
        };
        for allowed in
            ["MIT", "MIT OR GPL-3.0", "MIT/GPL-3.0", "(GPL-3.0 OR MIT) AND Zlib", "A WITH B"]
        {
            assert!(check(allowed), "{allowed}");
        }
        for refused in ["", "GPL-3.0", "MIT AND GPL-3.0", "A", "A WITH C", "(MIT", "MIT MIT"] {
            assert!(!check(refused), "{refused}");
        }
    }

    #[test]
    fn lists_of_the_rules() {
        let rules = "x = 1\nallow = [\n    \"MIT\",\n    \"Zlib\",\n]\n";
        assert_eq!(list(rules, "allow").expect("a list"), ["MIT", "Zlib"]);
        assert!(list(rules, "targets").is_err());
    }
}
