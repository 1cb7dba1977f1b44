//! Every command line of the documentation does what it says it does.

mod inputs;
mod lines;
mod texts;

use std::{fs, path::Path};

use self::{
    inputs::Inputs,
    lines::{Line, all, pages_below, root},
};
use crate::support::{exocast, exocast_ok, folder};

/// Lines that are not run here, and why.
const NOT_RUN: [(&str, &str); 7] = [
    ("mirna bias pool_1", "it needs a pool of equal amounts; `pools` runs it on a simulated one"),
    (
        "mirna quant EV_1.fastq.gz --hairpin hairpin.fa --annotation hsa.gff3 --bias",
        "it needs the bias of such a pool; `pools` runs it",
    ),
    ("mirna novel EV_1", "it needs a human genome; `novel` runs it on a small one"),
    ("demo", "`commands::the_demo_shows_estimates_beside_the_truth` runs it"),
    ("data add mirbase", "it fetches a file; `data` runs it on a server of its own"),
    ("data add lm22-signature", "it needs a file that may not be passed on"),
    ("data verify", "it needs files that were fetched; `data` runs it"),
];

/// Families of commands, so that they run at the same time; a line of none of them is one of a study.
const FAMILIES: [&[&str]; 4] =
    [&["mirna", "vesicle"], &["target", "merge"], &["origin", "transfer"], &["data", "schema"]];

/// The family of a section: of the first of its lines.
fn family(lines: &[&Line]) -> Option<usize> {
    let first = lines.first()?.words.first()?;
    FAMILIES.iter().position(|family| family.contains(&first.as_str()))
}

/// Runs the sections of a family, each in a folder of its own.
fn run(chosen: Option<usize>) {
    let lines = all();
    let inputs = Inputs::new();
    let mut sections: Vec<Vec<&Line>> = Vec::new();
    for line in &lines {
        match sections.last_mut() {
            Some(section) if section[0].section == line.section => section.push(line),
            _ => sections.push(vec![line]),
        }
    }
    let mut count = 0;
    for section in sections.iter().filter(|section| family(section) == chosen) {
        let place = folder();
        for line in section.iter().filter(|line| is_run(line)) {
            count += 1;
            for words in repeated(&line.words) {
                run_line(place.path(), line, &words, &inputs);
            }
        }
    }
    assert!(count > 0, "no line of {chosen:?}");
}

fn is_run(line: &Line) -> bool {
    !NOT_RUN.iter().any(|(command, _)| line.starts_with(command))
}

/// A line of a loop, once for each number.
fn repeated(words: &[String]) -> Vec<Vec<String>> {
    if !words.iter().any(|word| word.contains("$i")) {
        return vec![words.to_vec()];
    }
    let with = |i: usize| words.iter().map(|word| word.replace("$i", &i.to_string())).collect();
    (0..4).map(with).collect()
}

fn run_line(at: &Path, line: &Line, words: &[String], inputs: &Inputs) {
    let out = words.iter().position(|word| word == "--out").map(|place| words[place + 1].clone());
    // Where a page has one way or the other to make a study, each has the folder to itself.
    if words[0] == "new" {
        let made = out.as_ref().or(words.last()).expect("a folder");
        for folder in [at, &at.join(made)] {
            let _ = fs::remove_file(folder.join("study.toml"));
            let _ = fs::remove_file(folder.join("samples.csv"));
        }
    }
    let named = words.iter().filter(|word| Some(*word) != out.as_ref());
    for word in named.filter(|word| !word.starts_with("--")) {
        if word == "sizes" && !at.join("sizes").exists() {
            inputs.put(at, &line.section, "EV_1_ExperimentSummary.csv");
            let summary = ["vesicle", "summary", "EV_1_ExperimentSummary.csv", "--out", "sizes"];
            exocast_ok(at, &summary);
        } else {
            inputs.put(at, &line.section, word);
        }
    }
    let arguments = expanded(at, words);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let ran = exocast(at, &arguments);
    assert_eq!(ran.code, Some(0), "{}: {words:?}\n{}{}", line.place, ran.out, ran.err);
    match out {
        Some(out) => {
            let made = at.join(&out);
            let is_there = if made.is_dir() {
                fs::read_dir(&made).expect("a folder").next().is_some()
            } else {
                fs::metadata(&made).is_ok_and(|file| file.len() > 0)
            };
            assert!(is_there, "{}: nothing in {out}", line.place);
        }
        None => assert!(
            !ran.out.is_empty() || !ran.err.is_empty(),
            "{}: nothing was said or written",
            line.place
        ),
    }
}

/// Words with the files that they stand for: `part?.tsv`.
fn expanded(at: &Path, words: &[String]) -> Vec<String> {
    let mut all = Vec::new();
    for word in words {
        let Some((before, after)) = word.split_once('?') else {
            all.push(word.clone());
            continue;
        };
        let entries = fs::read_dir(at).expect("a folder").filter_map(Result::ok);
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let fits = |name: &String| {
            name.len() == word.len() && name.starts_with(before) && name.ends_with(after)
        };
        let mut fitting: Vec<String> = names.filter(fits).collect();
        fitting.sort();
        all.extend(fitting);
    }
    all
}

#[test]
fn lines_on_reads_and_vesicles() {
    run(Some(0));
}

#[test]
fn lines_on_targets() {
    run(Some(1));
}

#[test]
fn lines_on_parent_cells_and_doses() {
    run(Some(2));
}

#[test]
fn lines_on_the_program() {
    run(Some(3));
}

#[test]
fn lines_on_studies() {
    run(None);
}

#[test]
fn marks_are_of_lines_that_there_are() {
    let lines = all();
    assert!(lines.len() > 60, "{} lines of commands", lines.len());
    for (command, why) in NOT_RUN {
        assert!(!why.is_empty() && lines.iter().any(|line| line.starts_with(command)), "{command}");
    }
}

/// Every part of a study in the documentation, with its place: what is in fences of TOML and is a study's.
fn studies() -> Vec<(String, String)> {
    let mut pages = vec!["README.md".to_owned()];
    pages_below(&root(), "docs", &mut pages);
    let mut parts = Vec::new();
    for page in pages {
        let text = fs::read_to_string(root().join(&page)).expect("a page");
        for (number, part) in text.split("```toml\n").skip(1).enumerate() {
            let part = part.split("```").next().unwrap_or_default();
            let is_of_a_study = !part.contains("[dependencies]") && !part.contains("[files.");
            if is_of_a_study {
                parts.push((format!("{page}, part {}", number + 1), part.to_owned()));
            }
        }
    }
    parts
}

#[test]
fn studies_of_the_documentation_are_read() {
    let studies = studies();
    assert!(studies.len() > 3, "{} studies", studies.len());
    for (place, part) in studies {
        let about = if part.contains("[study]") { "" } else { "[study]\ntitle = \"t\"\n" };
        let at = folder();
        // What is above the first section stays there.
        let (above, below) = part.split_at(part.find("\n[").map_or(0, |at| at + 1));
        let (above, below) =
            if part.starts_with('[') { ("", part.as_str()) } else { (above, below) };
        fs::write(at.path().join("study.toml"), format!("{above}{about}{below}")).expect("written");
        let ran = exocast(at.path(), &["check", "study.toml"]);
        let said = format!("{}{}", ran.out, ran.err);
        let faults = said.lines().filter(|line| line.contains("study.toml, line"));
        let others: Vec<&str> = faults.filter(|line| !line.contains("does not exist")).collect();
        assert!(others.is_empty(), "{place}: {others:?}\n{said}");
        assert!(
            !said.contains("unknown key") && !said.contains("is missing in"),
            "{place}: {said}"
        );
    }
}
