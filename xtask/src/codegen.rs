//! Pages of docs that the program itself writes.

use std::{fmt::Write as _, fs, path::Path, process::Command};

use anyhow::{Result, bail};

use crate::shell;

/// Writes the generated pages, or with `check` fails where one differs.
pub(crate) fn run(check: bool) -> Result<()> {
    let exocast = shell::build_with_tests()?;
    let pages = [
        ("docs/cli.md", command_line(&exocast)?),
        (PARAMETERS, with_table(PARAMETERS, &print(&exocast, &["transfer", "parameters"])?)?),
        ("docs/methods/README.md", index("docs/methods", METHODS)?),
        ("docs/formats/README.md", index("docs/formats", FORMATS)?),
        ("docs/SUMMARY.md", summary()?),
        ("docs/schema/study.schema.json", print(&exocast, &["schema", "study"])?),
        ("docs/schema/analysis.schema.json", print(&exocast, &["schema", "analysis"])?),
    ];
    let mut stale = Vec::new();
    for (path, text) in pages {
        if fs::read_to_string(path).is_ok_and(|standing| standing == text) {
            continue;
        }
        if check {
            stale.push(path);
        } else {
            if let Some(folder) = Path::new(path).parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(path, text)?;
            println!("codegen: wrote {path}");
        }
    }
    if !stale.is_empty() {
        bail!("{} not up to date: run `cargo xtask codegen`", stale.join(", "));
    }
    Ok(())
}

const PARAMETERS: &str = "docs/methods/transfer-parameters.md";

/// A page with its one table replaced by tab-separated text.
fn with_table(path: &str, text: &str) -> Result<String> {
    let page = fs::read_to_string(path)?;
    let mut lines: Vec<String> = text
        .lines()
        .map(|line| format!("| {} |", line.split('\t').collect::<Vec<_>>().join(" | ")))
        .collect();
    let columns = text.lines().next().map_or(0, |header| header.split('\t').count());
    lines.insert(lines.len().min(1), format!("|{}", "---|".repeat(columns)));
    let is_table = |line: &&str| line.starts_with('|');
    let before = page.lines().take_while(|line| !is_table(line));
    let after = page.lines().skip_while(|line| !is_table(line)).skip_while(is_table);
    let whole: Vec<&str> = before.chain(lines.iter().map(String::as_str)).chain(after).collect();
    Ok(whole.join("\n") + "\n")
}

const METHODS: &str = "# Methods\n\nOne page per algorithm: what is computed, by which formula, from \
                       which paper, and what is not done.\n";
const FORMATS: &str =
    "# Formats\n\nOne page per file, or family of files, that is read or written.\n";

/// A list of the pages of a folder by their first headings, under an opening.
fn index(folder: &str, opening: &str) -> Result<String> {
    let mut text = format!("{opening}\n");
    for (name, heading) in pages(folder)? {
        writeln!(text, "* [{heading}]({name})")?;
    }
    Ok(text)
}

/// The table of contents that mdBook reads.
fn summary() -> Result<String> {
    let mut text = String::from("# Summary\n\n");
    for (title, folder) in PARTS {
        writeln!(text, "# {title}\n")?;
        for (name, heading) in pages(&format!("docs/{folder}"))? {
            writeln!(text, "* [{heading}]({folder}/{name})")?;
        }
        text.push('\n');
    }
    text.push_str("# Reference\n\n* [Command line](cli.md)\n* [Architecture](ARCHITECTURE.md)\n");
    Ok(text)
}

/// Parts of the book and their folders.
const PARTS: [(&str, &str); 5] = [
    ("Tutorials", "tutorials"),
    ("Methods", "methods"),
    ("Formats", "formats"),
    ("Evidence", "evidence"),
    ("Benchmarks", "benchmarks"),
];

/// The pages of a folder with their first headings, by file name.
fn pages(folder: &str) -> Result<Vec<(String, String)>> {
    let mut names: Vec<_> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_>>()?;
    names.retain(|name| {
        name != "README.md" && Path::new(name).extension().is_some_and(|ending| ending == "md")
    });
    names.sort();
    let mut pages = Vec::new();
    for name in names {
        let page = fs::read_to_string(Path::new(folder).join(&name))?;
        let heading = page.lines().next().unwrap_or_default().trim_start_matches('#').trim();
        pages.push((name, heading.to_owned()));
    }
    Ok(pages)
}

fn command_line(exocast: &Path) -> Result<String> {
    let mut page = String::from(
        "# Command line\n\nWritten by `cargo xtask codegen` from the program's own help.\n",
    );
    describe(exocast, &mut Vec::new(), &mut page)?;
    // Help is wrapped with trailing blanks in places; a page has none.
    let lines: Vec<&str> = page.lines().map(str::trim_end).collect();
    Ok(lines.join("\n") + "\n")
}

/// The help of a command, then that of each command below it.
fn describe(exocast: &Path, words: &mut Vec<String>, page: &mut String) -> Result<()> {
    let mut arguments: Vec<&str> = words.iter().map(String::as_str).collect();
    arguments.push("--help");
    let help = print(exocast, &arguments)?;
    let name = ["exocast"].into_iter().chain(words.iter().map(String::as_str));
    let name = name.collect::<Vec<_>>().join(" ");
    write!(page, "\n## {name}\n\n```text\n{}\n```\n", help.trim_end())?;
    for command in commands(&help) {
        words.push(command);
        describe(exocast, words, page)?;
        words.pop();
    }
    Ok(())
}

/// The names that a help text lists under `Commands:`.
fn commands(help: &str) -> Vec<String> {
    help.lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        // A name is indented by two; the lines of a long description by more.
        .filter_map(|line| line.strip_prefix("  ").filter(|rest| !rest.starts_with(' ')))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

fn print(exocast: &Path, arguments: &[&str]) -> Result<String> {
    // A fixed width, whatever terminal this runs in.
    shell::output(Command::new(exocast).args(arguments).env("COLUMNS", "100"))
}

#[cfg(test)]
mod tests {
    use super::commands;

    #[test]
    fn commands_are_read_from_help() {
        let help = "About\n\nCommands:\n  run    Do it\n         at length\n  new    Begin\n  help   Print\n\nOptions:\n  -h\n";
        assert_eq!(commands(help), ["run", "new"]);
        assert!(commands("Options:\n  -h\n").is_empty());
    }
}
