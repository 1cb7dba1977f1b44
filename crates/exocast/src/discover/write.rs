//! The study as text: what was found, what was guessed, what is missing.

use std::{fmt::Write as _, path::Path};

use exocast_core::words::plural;

use super::{inputs::Inputs, item::shown, kind::CONTAMINANTS, samples::Samples, sheet};
use crate::study::Sample;

/// Files and guesses that the summary lists.
const MOST: usize = 10;

/// Text in quotes, as TOML has it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn path(path: &Path) -> String {
    quoted(&shown(path))
}

fn paths<'p>(paths: impl IntoIterator<Item = &'p std::path::PathBuf>) -> String {
    let paths: Vec<String> = paths.into_iter().map(|file| path(file)).collect();
    format!("[{}]", paths.join(", "))
}

/// A comment; text of files stays on its line.
fn comment(text: &mut String, line: &str) {
    let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let _ = writeln!(text, "{}", format!("# {line}").trim_end());
}

/// The text of `study.toml`.
pub(super) fn study(title: &str, inputs: &Inputs, samples: &Samples) -> String {
    let mut text = String::new();
    comment(
        &mut text,
        "A study of the files of a folder, by `exocast new --from`. Paths are relative to this file.",
    );
    comment(
        &mut text,
        "Look through what was guessed, fill in what is missing, then `exocast check study.toml`.",
    );
    listed(&mut text, inputs, samples);
    text.push('\n');
    if let Some(sheet) = &samples.sheet {
        let _ =
            writeln!(text, "samples = {}   # guessed: the only sample sheet here\n", path(sheet));
    } else if samples.all.iter().any(sheet::fits) {
        text.push_str("samples = \"samples.csv\"\n\n");
    }
    let _ =
        writeln!(text, "[study]\ntitle = {}   # guessed: the name of the folder", quoted(title));
    match &inputs.organism {
        Some((organism, by)) => {
            let _ = writeln!(text, "organism = {}   # guessed: by {by}", quoted(organism));
        }
        None => text.push_str("organism = \"hsa\"   # guessed: nothing here shows it\n"),
    }
    sections(&mut text, inputs);
    if samples.sheet.is_none() {
        for sample in samples.all.iter().filter(|sample| !sheet::fits(sample)) {
            section_of(&mut text, sample);
        }
    }
    text
}

/// What was found, guessed and is missing, as comments.
fn listed(text: &mut String, inputs: &Inputs, samples: &Samples) {
    text.push_str("#\n# FOUND\n");
    for (role, file) in inputs.used() {
        comment(text, &format!("  {role}: {}", shown(file)));
    }
    let count = |has: &dyn Fn(&Sample) -> bool| samples.all.iter().filter(|s| has(s)).count();
    comment(
        text,
        &format!(
            "  {}: {} with reads, {} with counts, {} with sizes",
            plural(samples.all.len(), "sample"),
            count(&|sample| !sample.reads.is_empty()),
            count(&|sample| sample.counts.is_some()),
            count(&|sample| !sample.sizing.is_empty()),
        ),
    );
    if !inputs.unused.is_empty() {
        text.push_str("#\n# NOT USED\n");
        for (file, why) in &inputs.unused {
            comment(text, &format!("  {}: {why}", shown(file)));
        }
    }
    text.push_str("#\n# GUESSED (of samples; other guesses are beside their lines)\n");
    if samples.guesses.is_empty() {
        comment(text, "  nothing");
    }
    for guess in &samples.guesses {
        comment(text, &format!("  {guess}"));
    }
    text.push_str("#\n# MISSING\n");
    for missing in missing(inputs, samples) {
        comment(text, &format!("  {missing}"));
    }
}

/// What would let more be computed, with what gives it.
pub(super) fn missing(inputs: &Inputs, samples: &Samples) -> Vec<String> {
    let mut missing = Vec::new();
    let mut lacks = |lacks: bool, what: String| {
        if lacks {
            missing.push(what);
        }
    };
    let has = |role: &str| !inputs.files(role).is_empty();
    let all = &samples.all;
    let some = |is: &dyn Fn(&Sample) -> bool| all.iter().any(is);
    let named = |is: &dyn Fn(&Sample) -> bool| {
        let names: Vec<&str> =
            all.iter().filter(|sample| is(sample)).map(|sample| sample.name.as_str()).collect();
        let more = if names.len() > 5 { ", …" } else { "" };
        format!("{}{more}", names.iter().take(5).copied().collect::<Vec<_>>().join(", "))
    };
    let reads = some(&|sample| !sample.reads.is_empty());
    let carried = reads || some(&|sample| sample.counts.is_some());
    let organism = inputs.organism.as_ref().map_or("hsa", |(organism, _)| organism.as_str());
    let sequences = reads || has("reference.transcripts");
    lacks(all.is_empty(), "samples: reads, counts of miRNAs or sizes".to_owned());
    lacks(
        sequences && !has("reference.hairpin"),
        "`hairpin` of [reference]: `exocast data add mirbase-22.1-hairpin`".to_owned(),
    );
    let annotation = if organism == "hsa" {
        "`exocast data add mirbase-22.1-hsa-gff3`".to_owned()
    } else {
        format!("{organism}.gff3 of miRBase")
    };
    lacks(
        sequences && !has("reference.annotation"),
        format!("`annotation` of [reference]: {annotation}"),
    );
    let (without, sheet) = (some(&|sample| sample.group.is_none()), "the sample sheet");
    lacks(without && all.len() > 1, format!("groups to compare: the column `group` of {sheet}"));
    let bare = |sample: &Sample| sample.sizing.is_empty();
    lacks(
        some(&bare),
        format!("sizes of {}: an export of the instrument in the column `sizing`", named(&bare)),
    );
    let unknown = |sample: &Sample| !sample.sizing.is_empty() && sample.dilution.is_none();
    lacks(
        some(&unknown),
        format!(
            "the dilution for sizing of {}: the column `dilution` (1 where there was none)",
            named(&unknown)
        ),
    );
    lacks(
        reads && !has("spikes.sequences"),
        "copies instead of reads: [spikes] with `sequences` (FASTA) and `amounts`".to_owned(),
    );
    lacks(
        has("spikes.sequences") && !has("spikes.amounts"),
        "`amounts` of [spikes]: TSV `spike copies_per_ul`".to_owned(),
    );
    lacks(
        has("spikes.sequences") && some(&|sample| sample.volume_ul.is_none()),
        "biofluid used for RNA extraction, µL: the column `volume_ul`".to_owned(),
    );
    lacks(
        carried && !has("reference.transcripts"),
        "`transcripts` of [reference], for the response: TSV `transcript gene orf utr3`, FASTA of 3'UTRs, or of a genome with its GTF or GFF3".to_owned(),
    );
    lacks(
        carried && !has("recipient.expression"),
        "`expression` of [recipient], for the response: TSV `gene tpm`".to_owned(),
    );
    lacks(
        carried && !has("origin.signature"),
        "`signature` of [origin], for parent cells: features by cells, such as `exocast data add mirts-signature`".to_owned(),
    );
    missing
}

fn sections(text: &mut String, inputs: &Inputs) {
    for section in ["reference", "spikes", "origin", "recipient", "identity", "programmes"] {
        if !inputs.has_section(section) {
            continue;
        }
        let _ = writeln!(text, "\n[{section}]");
        for (role, file) in inputs.used().filter(|(role, _)| *role != CONTAMINANTS) {
            let Some(key) = role.strip_prefix(section).and_then(|rest| rest.strip_prefix('.'))
            else {
                continue;
            };
            let _ = writeln!(text, "{key} = {}   # guessed: by what is in it", path(file));
        }
        match section {
            "reference" if !inputs.files(CONTAMINANTS).is_empty() => {
                let files = paths(inputs.files(CONTAMINANTS));
                let _ = writeln!(text, "contaminants = {files}   # guessed: by what is in them");
            }
            "recipient" => text.push_str("name = \"recipient\"   # guessed\n"),
            "spikes" => {
                text.push_str("volume_ul = 1.0   # guessed: spike mix added to each sample, µL\n");
            }
            _ => {}
        }
    }
}

/// A sample that no sheet can hold.
fn section_of(text: &mut String, sample: &Sample) {
    let _ = writeln!(text, "\n[[sample]]\nname = {}", quoted(&sample.name));
    let words = [
        ("group", &sample.group),
        ("preparation", &sample.preparation),
        ("donor", &sample.donor),
        ("batch", &sample.batch),
        ("pair", &sample.pair),
        ("counts_column", &sample.counts_column),
        ("molecules_column", &sample.molecules_column),
    ];
    for (key, value) in words {
        if let Some(value) = value {
            let _ = writeln!(text, "{key} = {}", quoted(value));
        }
    }
    for (key, files) in [("reads", &sample.reads), ("sizing", &sample.sizing)] {
        if !files.is_empty() {
            let _ = writeln!(text, "{key} = {}", paths(files));
        }
    }
    if let Some(counts) = &sample.counts {
        let _ = writeln!(text, "counts = {}", path(counts));
    }
    if !sample.names_inside().is_empty() {
        let names: Vec<String> = sample.names_inside().iter().map(|name| quoted(name)).collect();
        let _ = writeln!(text, "columns = {{ samples = [{}] }}", names.join(", "));
    }
    let numbers = [
        ("volume_ul", sample.volume_ul),
        ("dilution", sample.dilution),
        ("spikes_ul", sample.spikes_ul),
    ];
    for (key, value) in numbers {
        if let Some(value) = value {
            let _ = writeln!(text, "{key} = {value:?}");
        }
    }
}

/// The same in a few lines.
pub(super) fn summary(inputs: &Inputs, samples: &Samples) -> Vec<String> {
    let mut lines = vec![format!(
        "{} and {}; {} not used, {} on samples (see the top of study.toml)",
        plural(samples.all.len(), "sample"),
        plural(inputs.used().count(), "other input"),
        plural(inputs.unused.len(), "file"),
        if samples.guesses.len() == 1 {
            "1 guess".to_owned()
        } else {
            format!("{} guesses", samples.guesses.len())
        },
    )];
    lines.extend(inputs.used().map(|(role, file)| format!("{role}: {}", shown(file))));
    let unused = inputs.unused.iter().take(MOST);
    lines.extend(unused.map(|(file, why)| format!("not used: {}: {why}", shown(file))));
    if inputs.unused.len() > MOST {
        lines.push(format!("not used: {} more", plural(inputs.unused.len() - MOST, "file")));
    }
    lines.extend(samples.guesses.iter().take(MOST).map(|guess| format!("guessed: {guess}")));
    lines.extend(missing(inputs, samples).into_iter().map(|what| format!("missing: {what}")));
    lines
}
