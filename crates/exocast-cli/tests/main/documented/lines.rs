//! Command lines of the documentation.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A command line as a page has it.
pub(super) struct Line {
    /// The page from the root of the project, and the line.
    pub(super) place: String,
    /// The page, and in the help the command: lines of one section build on one another.
    pub(super) section: String,
    /// The words after `exocast`, without comments, pipes and redirections.
    pub(super) words: Vec<String>,
}

impl Line {
    /// The command: `mirna quant`.
    pub(super) fn starts_with(&self, command: &str) -> bool {
        self.words.join(" ").starts_with(command)
    }
}

/// The root of the project.
pub(super) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every command line of every page.
pub(super) fn all() -> Vec<Line> {
    let mut pages = vec!["README.md".to_owned(), "workflow/README.md".to_owned()];
    for folder in ["docs", "crates"] {
        pages_below(&root(), folder, &mut pages);
    }
    pages.sort();
    pages.iter().flat_map(|page| of_page(page)).collect()
}

pub(super) fn pages_below(root: &Path, folder: &str, pages: &mut Vec<String>) {
    let entries = fs::read_dir(root.join(folder)).expect("a folder").filter_map(Result::ok);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{folder}/{name}");
        if entry.path().is_dir() && !["src", "tests", "benches"].contains(&name.as_str()) {
            pages_below(root, &path, pages);
        } else if entry.path().extension().is_some_and(|ending| ending == "md") {
            pages.push(path);
        }
    }
}

fn of_page(page: &str) -> Vec<Line> {
    let text = fs::read_to_string(root().join(page)).expect("a page");
    let (mut section, mut inside) = (String::new(), false);
    let mut commands = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if line.starts_with("```") {
            inside = !inside;
        } else if !inside && line.starts_with('#') {
            line.trim_start_matches('#').trim().clone_into(&mut section);
        }
        let command = line.trim_start();
        let is_command = command.starts_with("exocast ") && !command.starts_with("exocast = ");
        if !inside || !is_command {
            continue;
        }
        let mut whole = command.to_owned();
        while let Some(rest) = whole.strip_suffix('\\') {
            let (_, next) = lines.next().expect("a line that goes on");
            whole = format!("{}{}", rest, next.trim_start());
        }
        let words = words(&whole);
        // A picture of the crates has the name alone.
        if !words.is_empty() {
            let place = format!("{page}, line {}", number + 1);
            let of_help = page.ends_with("cli.md");
            let section = if of_help { format!("{page}: {section}") } else { page.to_owned() };
            commands.push(Line { place, section, words });
        }
    }
    commands
}

/// The words of a command line; what it is, what follows a comment, a pipe or a redirection is none.
fn words(line: &str) -> Vec<String> {
    // The help has two blanks and a remark after some commands.
    let command = line.split("  ").next().unwrap_or_default();
    let marks = ["#", "|", ">"];
    let words = command.split_whitespace().skip(1).take_while(|word| !marks.contains(word));
    words.map(str::to_owned).collect()
}
