//! How each table input takes each way of writing a table: the page docs/formats/dialects.md.

mod spellings;

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail, ensure};

use self::spellings::{Rows, SPELLINGS};
use crate::shell;

const PAGE: &str = "docs/formats/dialects.md";
const INPUTS: &str = include_str!("inputs.txt");

/// Files that are no tables.
const FILES: [(&str, &str); 1] = [(
    "guides.fa",
    ">hsa-miR-21-5p\nUAGCUUAUCAGACUGAUGUUGA\n>hsa-let-7a-5p\nUGAGGUAGUAGGUUGUAUAGUU\n",
)];

/// Files that commands of other inputs read, each with the input that it is in its first spelling.
const TABLES: &str = include_str!("files.txt");

const OPENING: &str = "# How tables may be written

Written by `cargo xtask dialects`, which writes each table input in each of these ways and gives it to the program.

`=` reads it as it reads tabs; `n` too, and a notice says what was left out; `≠` reads it and gives another result, as
where a number is missing; a number is the refusal of that number below.
";

/// A table input.
struct Input {
    name: String,
    command: Vec<String>,
    rows: Rows,
}

/// Writes the page, or with `check` fails where it differs.
pub(crate) fn run(program: Option<PathBuf>, check: bool) -> Result<()> {
    let program = program.map_or_else(shell::build_with_tests, Ok)?;
    let program = fs::canonicalize(&program).with_context(|| program.display().to_string())?;
    let folder = shell::target()?.join("dialects");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let inputs = inputs(INPUTS)?;
    prepare(&program, &folder, &inputs)?;
    let page = page(&program, &folder, &inputs)?;
    if check {
        ensure!(
            fs::read_to_string(PAGE)? == page,
            "{PAGE} is not up to date: run `cargo xtask dialects`"
        );
    } else {
        fs::write(PAGE, page)?;
        println!("dialects: wrote {PAGE}");
    }
    Ok(())
}

/// Files that the commands need beside the table of their input.
fn prepare(program: &Path, folder: &Path, inputs: &[Input]) -> Result<()> {
    for (name, text) in FILES {
        fs::write(folder.join(name), text)?;
    }
    for (file, name) in tables() {
        let input =
            inputs.iter().find(|input| input.name == name).context("an input of that name")?;
        fs::write(folder.join(file), SPELLINGS[0].1(&input.rows))?;
    }
    // Reads, references and spikes are those of a simulated study.
    let simulate = ["simulate", "--out", "study", "--samples", "2", "--reads", "2000"];
    start(program, folder, &simulate)?;
    for file in ["hairpin.fa", "annotation.gff3", "spikes.fa"] {
        fs::copy(folder.join("study").join(file), folder.join(file))?;
    }
    fs::copy(folder.join("study/EV_1.fastq.gz"), folder.join("reads.fastq"))?;
    let exports = ["study/EV_1_ExperimentSummary.csv", "study/EV_2_ExperimentSummary.csv"];
    start(program, folder, &[&["vesicle", "summary"][..], &exports, &["--out", "size"]].concat())?;
    Ok(())
}

/// Name and input of each file that commands of other inputs read.
fn tables() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLES.lines().filter_map(|line| line.split_once('\t'))
}

fn start(program: &Path, folder: &Path, arguments: &[&str]) -> Result<std::process::Output> {
    Command::new(program)
        .current_dir(folder)
        .args(arguments)
        .arg("--no-progress")
        .env_remove("RUST_BACKTRACE")
        .stdin(Stdio::null())
        .output()
        .with_context(|| program.display().to_string())
}

/// What a command gave: its files by name and its notices, or why it refused.
type Given = std::result::Result<(BTreeMap<PathBuf, Vec<u8>>, Vec<String>), String>;

fn give(program: &Path, folder: &Path, input: &Input, file: &str) -> Result<Given> {
    let out = folder.join("out");
    if out.is_dir() {
        fs::remove_dir_all(&out)?;
    } else if out.exists() {
        fs::remove_file(&out)?;
    }
    let words: Vec<&str> = input
        .command
        .iter()
        .map(|word| match word.as_str() {
            "FILE" => file,
            "OUT" => "out",
            word => word,
        })
        .collect();
    let output = start(program, folder, &words)?;
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        let reason = messages.lines().find_map(|line| line.strip_prefix("error: "));
        return Ok(Err(reason.unwrap_or("no reason").replace(file, "FILE")));
    }
    let notices =
        messages.lines().filter(|line| !line.starts_with("wrote")).map(str::to_owned).collect();
    Ok(Ok((files(&out)?, notices)))
}

/// What was written, without the records of the run: they hold the input's checksum.
fn files(out: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    if out.is_file() {
        return Ok(BTreeMap::from([(PathBuf::from("out"), fs::read(out)?)]));
    }
    let mut files = BTreeMap::new();
    let mut folders = vec![out.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).with_context(|| next.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name != "run.json") {
                files.insert(path.strip_prefix(out)?.to_owned(), fs::read(&path)?);
            }
        }
    }
    Ok(files)
}

fn page(program: &Path, folder: &Path, inputs: &[Input]) -> Result<String> {
    let inputs: Vec<&Input> = inputs.iter().filter(|input| !input.command.is_empty()).collect();
    let mut page = format!("{OPENING}\n| written with |");
    for input in &inputs {
        write!(page, " {} |", input.name)?;
    }
    page.push_str("\n|---|");
    page.push_str(&"---|".repeat(inputs.len()));
    page.push('\n');
    // The file has one name in all spellings: messages and tables may hold it.
    let file = "table.tsv";
    let mut plain = Vec::new();
    let mut refusals: Vec<String> = Vec::new();
    for (name, spell) in SPELLINGS {
        write!(page, "| {name} |")?;
        for (i, input) in inputs.iter().enumerate() {
            fs::write(folder.join(file), spell(&input.rows))?;
            let given = give(program, folder, input, file)?;
            let mark = if plain.len() <= i {
                let given = given.map_err(|reason| anyhow::anyhow!("{}: {reason}", input.name))?;
                plain.push(given);
                "=".to_owned()
            } else {
                match given {
                    Ok((files, _)) if files != plain[i].0 => "≠".to_owned(),
                    Ok((_, notices)) if notices == plain[i].1 => "=".to_owned(),
                    Ok(_) => "n".to_owned(),
                    Err(reason) => {
                        let known = refusals.iter().position(|refusal| *refusal == reason);
                        let place = known.unwrap_or_else(|| {
                            refusals.push(reason);
                            refusals.len() - 1
                        });
                        (place + 1).to_string()
                    }
                }
            };
            write!(page, " {mark} |")?;
        }
        page.push('\n');
    }
    if !refusals.is_empty() {
        page.push_str("\n## Refusals\n\n");
        for (i, reason) in refusals.iter().enumerate() {
            writeln!(page, "{}. {reason}", i + 1)?;
        }
    }
    Ok(page)
}

fn inputs(text: &str) -> Result<Vec<Input>> {
    let mut inputs: Vec<Input> = Vec::new();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    for line in lines {
        if let Some(name) = line.strip_prefix("= ").or_else(|| line.strip_prefix("+ ")) {
            inputs.push(Input { name: name.to_owned(), command: Vec::new(), rows: Vec::new() });
            continue;
        }
        let Some(input) = inputs.last_mut() else { bail!("a line before the first input") };
        if line.contains('|') {
            input.rows.push(line.split('|').map(str::to_owned).collect());
        } else {
            input.command = line.split_whitespace().map(str::to_owned).collect();
        }
    }
    Ok(inputs)
}

#[cfg(test)]
mod tests {
    use super::{INPUTS, inputs, tables};

    #[test]
    fn sixteen_inputs_have_a_command_and_a_table_without_holes() {
        let inputs = inputs(INPUTS).expect("inputs");
        assert_eq!(inputs.iter().filter(|input| !input.command.is_empty()).count(), 16);
        for input in &inputs {
            assert!(input.rows.len() > 2, "{}", input.name);
            assert!(
                input.rows.iter().all(|row| row.len() == input.rows[0].len()),
                "{}",
                input.name
            );
        }
        assert_eq!(tables().count(), 8);
        assert!(tables().all(|(_, name)| inputs.iter().any(|input| input.name == name)));
    }
}
