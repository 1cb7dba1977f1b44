//! Tables, and the exports of instruments that look like them.

use std::collections::BTreeMap;

use exocast_core::{
    LabelledMatrix,
    table::{
        Reader,
        intake::{self, Choice, Quantity, Request, Taken, Unit},
    },
};
use exocast_origin::AmountTable;
use exocast_target::ExpressionTable;
use exocast_vesicle::identity::ProteinTable;

use super::{head::Head, kind::Kind, sizing, unknown};
use crate::{
    load::{self, LoadError},
    study,
};

/// Rows of a sheet, at most.
const MOST_SAMPLES: usize = 2000;

/// Names of lipid classes that stand before carbons and double bonds.
const LIPIDS: &[&str] = &[
    "pc",
    "pe",
    "ps",
    "pi",
    "pg",
    "pa",
    "sm",
    "cer",
    "lpc",
    "lpe",
    "lps",
    "lpi",
    "tg",
    "tag",
    "dg",
    "dag",
    "ce",
    "cl",
    "hexcer",
    "gm3",
    "fa",
    "chol",
    "cholesterol",
];

/// The columns of a table as they may be compared.
fn header(head: &Head<'_>) -> Vec<String> {
    let lines: Vec<&str> = head.lines().take(200).collect();
    let text = lines.join("\n");
    let reader = Reader::new(text.as_bytes(), "");
    let plain = |name: &String| name.trim().to_lowercase().replace([' ', '-'], "_");
    reader.map(|reader| reader.header().iter().map(plain).collect()).unwrap_or_default()
}

pub(super) fn table(head: &Head<'_>) -> Kind {
    let header = header(head);
    let has = |names: &[&str]| names.iter().any(|name| header.iter().any(|column| column == name));
    if has(&["replicate"]) && has(&["d50", "median"]) && has(&["sample"]) {
        return Kind::unused("a result of `exocast vesicle summary`");
    }
    // A long table of sizes has samples and their groups, too.
    let sizes_of_samples = ["diam", "size_(nm)", "particle_size"];
    let may_be_sizes =
        sizes_of_samples.iter().any(|word| header.iter().any(|name| name.contains(word)));
    if study::are_of_a_sheet(&header)
        && may_be_sizes
        && let Ok(kind @ Kind::Sizes { .. }) = sizing::sizes(head.path)
    {
        return kind;
    }
    if study::are_of_a_sheet(&header) {
        return match study::samples_of_sheet(head.path, None) {
            Ok((samples, notices)) => Kind::Sheet { samples, notices },
            Err(error) => {
                let why = load::with_causes(&error);
                Kind::unused(format!("a sample sheet that cannot be read: {why}"))
            }
        };
    }
    if has(&["utr3"]) && has(&["transcript"]) {
        return checked(
            Kind::Transcripts,
            load::transcripts(head.path, None, exocast_target::RnaKind::default()),
        );
    }
    if has(&["spike"]) && has(&["copies_per_ul"]) {
        return checked(Kind::SpikeAmounts, load::spike_amounts(head.path));
    }
    if has(&["mirna"]) && has(&["copies_per_cell"]) {
        if has(&["low", "high", "copies_per_vesicle"]) {
            return Kind::unused(
                "a dose per cell: `exocast target respond --dose` takes it, a study computes it",
            );
        }
        return checked(Kind::Endogenous, load::amounts(head.path));
    }
    if has(&["mirna"]) && has(&["copies_per_ul", "copies_per_vesicle"]) {
        return Kind::unused("a result of exocast; a study computes it");
    }
    if has(&["source"]) && has(&["target"]) && has(&["weight"]) {
        return Kind::unused("gene sets with weights: `network` of [enrich]");
    }
    let change = ["log2fc", "log2foldchange", "logfc", "avg_log2fc", "log2_fold_change"];
    if has(&change)
        && !head.is_large()
        && load::observed(head.path, &Choice::default(), None).is_ok()
    {
        return Kind::Observed;
    }
    if head.is_large() {
        return Kind::unused("a table of more than 512 MiB; name it in the study yourself");
    }
    let request = Request::new(Quantity::Any);
    let taken = load::read(head.path, |input, source| request.read(input, source));
    if let Ok(taken) = &taken
        && are(&taken.matrix, intake::Kind::Mirna)
    {
        return counts(head, taken);
    }
    let sizes = match sizing::sizes(head.path) {
        Ok(sizes) => return sizes,
        Err(error) => error,
    };
    if is_gmt(head) && load::sets(head.path).is_ok() {
        return Kind::GeneSets;
    }
    match &taken {
        Ok(taken) => match matrix(head, &header, taken) {
            // Numbers besides names may be those of a sheet.
            Kind::Unused(why) => listing(head, why),
            kind => kind,
        },
        Err(_) if of_proteins(&header) => {
            match load::proteins(head.path, &[], &ProteinTable::default()) {
                Ok(proteins) => Kind::Proteins { columns: proteins.columns().to_vec() },
                Err(error) => Kind::unused(format!("proteins, but {}", load::with_causes(&error))),
            }
        }
        Err(error) => listing(head, unreadable(head, &header, error, &sizes)),
    }
}

/// A small table with a column of text, which may be a sheet; `why` it is nothing else.
fn listing(head: &Head<'_>, why: String) -> Kind {
    let columns = study::text_columns(head.path, MOST_SAMPLES).unwrap_or_default();
    let is_text = |cell: &String| !cell.is_empty() && cell.parse::<f64>().is_err();
    let may_be = columns.len() > 1 && columns.iter().any(|(_, cells)| cells.iter().any(is_text));
    if may_be { Kind::Listing { columns, why } } else { Kind::Unused(why) }
}

/// Why a file is no input.
fn unreadable(
    head: &Head<'_>,
    header: &[String],
    error: &LoadError,
    of_sizes: &LoadError,
) -> String {
    if header.len() < 2 && unknown::is_prose(head.text) {
        return "text without a table that a study takes".to_owned();
    }
    let sized = ["diam", "durchm", "particle", "nta", "conc", "size", "größe"];
    let has_sizes = header.iter().any(|column| sized.iter().any(|word| column.contains(word)));
    let (what, error) = if has_sizes { ("sizes", of_sizes) } else { ("a table", error) };
    format!("{what}, but {}", load::with_causes(error))
}

/// The kind, where the reader of the step takes the file.
fn checked<T>(kind: Kind, read: Result<T, load::LoadError>) -> Kind {
    match read {
        Ok(_) => kind,
        Err(error) => Kind::unused(format!("{kind}, but {}", load::with_causes(&error))),
    }
}

/// Whether most rows are named so.
fn are(matrix: &LabelledMatrix, kind: intake::Kind) -> bool {
    let rows = matrix.rows();
    let (n, of_kind) =
        (rows.len(), rows.filter(|name| intake::Kind::from_name(name) == kind).count());
    2 * of_kind > n
}

fn counts(head: &Head<'_>, taken: &Taken) -> Kind {
    // As the step reads it.
    let Ok(Taken { matrix, .. }) = load::counts(head.path, &[], &Choice::default(), None) else {
        return Kind::unused("miRNAs by samples, but no table of counts");
    };
    if is_signature(head) {
        return checked(Kind::Signature, load::signature(head.path, &AmountTable::default()));
    }
    if matrix.values().iter().any(|value| *value < 0.0) {
        return Kind::unused(
            "miRNAs by samples with values below zero: logarithms or changes; give counts",
        );
    }
    if matches!(taken.unit, Unit::Cpm) {
        return Kind::unused("reads per million of miRNAs; give counts");
    }
    let mut organisms: BTreeMap<&str, usize> = BTreeMap::new();
    for (organism, _) in matrix.rows().filter_map(|name| name.split_once('-')) {
        if organism.len() >= 3 && organism.bytes().all(|letter| letter.is_ascii_lowercase()) {
            *organisms.entry(organism).or_default() += 1;
        }
    }
    let organism = organisms.into_iter().max_by_key(|(_, n)| *n);
    let organism = organism.map(|(name, _)| name.to_owned()).filter(|name| name != "mir");
    let whole = matrix.values().iter().all(|value| value.fract() == 0.0);
    Kind::Counts { columns: matrix.columns().to_vec(), organism, whole }
}

fn is_signature(head: &Head<'_>) -> bool {
    load::file_name(head.path).to_lowercase().contains("signature")
}

/// Whether the header is one of proteins.
fn of_proteins(header: &[String]) -> bool {
    let words = ["protein", "lfq", "ibaq", "pg.", "uniprot"];
    header.iter().any(|column| words.iter().any(|word| column.contains(word)))
}

/// Names by columns of numbers.
fn matrix(head: &Head<'_>, header: &[String], taken: &Taken) -> Kind {
    let columns = || taken.matrix.columns().to_vec();
    let has = |word: &str| header.iter().any(|column| column.contains(word));
    let lipids = taken.matrix.rows().filter(|name| is_lipid(name)).count();
    if 2 * lipids > taken.matrix.rows().len() {
        let read = load::lipids(head.path, &[], &Choice::default());
        return checked(Kind::Lipids { columns: columns() }, read);
    }
    let are_proteins =
        matches!(taken.unit, Unit::Lfq | Unit::Ibaq | Unit::Intensity | Unit::Spectra)
            || are(&taken.matrix, intake::Kind::Protein)
            || of_proteins(header);
    if are_proteins {
        return match load::proteins(head.path, &[], &ProteinTable::default()) {
            Ok(proteins) => Kind::Proteins { columns: proteins.columns().to_vec() },
            read => checked(Kind::Proteins { columns: columns() }, read),
        };
    }
    if is_signature(head) {
        return checked(Kind::Signature, load::signature(head.path, &AmountTable::default()));
    }
    let expressed = matches!(taken.unit, Unit::Tpm | Unit::Fpkm)
        || ["tpm", "fpkm", "rpkm", "expression"].into_iter().any(has);
    if expressed {
        let read = load::expression(head.path, &ExpressionTable::default(), None);
        return checked(Kind::Expression, read);
    }
    let names = columns();
    let shown = names.iter().take(4).map(String::as_str).collect::<Vec<_>>().join(", ");
    Kind::unused(format!(
        "{} names by {} columns ({shown}{}): `expression` of [recipient], `signature` or `cargo` of [origin], or `proteins` of [identity]",
        taken.matrix.rows().len(),
        names.len(),
        if names.len() > 4 { ", …" } else { "" }
    ))
}

/// `PC 34:1`, `SM(d18:1/16:0)`, `Cer_42:2`.
fn is_lipid(name: &str) -> bool {
    let lower = name.trim().to_lowercase();
    let class: String = lower.chars().take_while(|letter| letter.is_alphanumeric()).collect();
    LIPIDS.contains(&class.as_str())
        && (lower.contains(':') || class == "cholesterol" || class == "chol")
}

/// A name, a description and genes in each line.
fn is_gmt(head: &Head<'_>) -> bool {
    let mut lines = head.lines().filter(|line| !line.trim().is_empty()).take(20).peekable();
    lines.peek().is_some()
        && lines.all(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            fields.len() > 2 && fields[2..].iter().all(|gene| gene.parse::<f64>().is_err())
        })
}
