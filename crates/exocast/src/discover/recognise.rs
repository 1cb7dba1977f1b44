//! What a file holds, by its content.

use std::{
    hash::{DefaultHasher, Hasher},
    io::Read,
    path::Path,
};

use exocast_core::text::decode;
use exocast_vesicle::instrument::{Columns, Content};

use super::{
    kind::{Kind, Mate},
    sequences, tables,
};
use crate::{io, load};

/// Bytes that are looked at before anything is read whole.
const HEAD: u64 = 1 << 20;

/// Larger files are recognised by their beginning alone.
pub(super) const LARGEST: u64 = 1 << 29;

/// The beginning of a file as text, and whether that is all of it.
pub(super) struct Head<'a> {
    pub(super) path: &'a Path,
    pub(super) text: &'a str,
    pub(super) whole: bool,
}

impl<'a> Head<'a> {
    /// The lines that are there in full.
    pub(super) fn lines(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let end = if self.whole { self.text.len() } else { self.text.rfind('\n').unwrap_or(0) };
        self.text[..end].lines()
    }

    /// Whether the file is too large to be read whole only to recognise it.
    pub(super) fn is_large(&self) -> bool {
        std::fs::metadata(self.path).is_ok_and(|file| file.len() > LARGEST)
    }
}

pub(super) fn recognise(path: &Path) -> Kind {
    let mut bytes = Vec::new();
    let read = io::open(path).map(|input| input.take(HEAD).read_to_end(&mut bytes));
    match read {
        Err(error) => return Kind::unused(format!("cannot be opened: {}", error.source)),
        Ok(Err(error)) if bytes.is_empty() => {
            return Kind::unused(format!("cannot be read: {error}"));
        }
        Ok(_) => {}
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Kind::unused("an empty file");
    }
    if let Some(what) = container(path, &bytes) {
        return Kind::unused(what);
    }
    let decoded = decode(&bytes);
    let whole = (bytes.len() as u64) < HEAD;
    let head = Head { path, text: decoded.trim_start_matches('\u{feff}'), whole };
    match head.text.trim_start().chars().next() {
        Some('@') if is_fastq(&head) => reads(&head, &bytes),
        Some('>') => sequences::fasta(&head),
        _ if is_gff(&head) => sequences::annotation(&head),
        _ if bytes.contains(&0) && head.text.contains('\0') => {
            sizes(path).unwrap_or_else(|| Kind::unused("no input of a study"))
        }
        _ => tables::table(&head),
    }
}

/// What a container that is not looked into holds.
fn container(path: &Path, bytes: &[u8]) -> Option<&'static str> {
    const SAVE: &str = "an Excel workbook; save its sheets as CSV and begin again";
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if bytes.starts_with(b"PK\x03\x04") {
        let sheet = ["xlsx", "xlsm", "ods"].contains(&ending.as_str());
        return Some(if sheet { SAVE } else { "an archive; unpack it and begin again" });
    }
    bytes.starts_with(b"\xD0\xCF\x11\xE0").then_some(SAVE)
}

fn is_fastq(head: &Head<'_>) -> bool {
    let mut lines = head.lines().skip_while(|line| line.trim().is_empty()).skip(2);
    lines.next().is_some_and(|line| line.starts_with('+'))
}

/// Reads, with what their headers say of pairs.
fn reads(head: &Head<'_>, bytes: &[u8]) -> Kind {
    let header = head.lines().find(|line| line.starts_with('@')).unwrap_or_default();
    let mut words = header.split_ascii_whitespace();
    let name = words.next().unwrap_or_default();
    let mate = match words.next().unwrap_or_default() {
        word if word.starts_with("1:") || name.ends_with("/1") => Mate::First,
        word if word.starts_with("2:") || name.ends_with("/2") => Mate::Second,
        _ => Mate::Unsaid,
    };
    let mut hash = DefaultHasher::new();
    hash.write(bytes);
    hash.write_u64(std::fs::metadata(head.path).map_or(0, |file| file.len()));
    Kind::Reads { mate, first: hash.finish() }
}

fn is_gff(head: &Head<'_>) -> bool {
    let mut lines = head.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    head.text.starts_with("##gff-version")
        || lines.next().is_some_and(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            fields.len() == 9
                && [3, 4].iter().all(|&place| fields[place].parse::<u64>().is_ok())
                && ["+", "-", ".", "?"].contains(&fields[6])
        })
}

/// The export of an instrument.
pub(super) fn sizes(path: &Path) -> Option<Kind> {
    let content = load::any_export(path, &Columns::default()).ok()?;
    let command = "`exocast vesicle summary` reads it, a study takes sizes of single particles";
    Some(match content {
        Content::Sizes(export) => {
            let samples = export.samples().into_iter().map(str::to_owned).collect();
            let recorded = |replicate: &exocast_vesicle::Replicate| {
                replicate.dilution.factor().map(exocast_vesicle::Dilution::factor)
            };
            let mut factors = export.replicates.iter().map(recorded);
            let first = factors.next().flatten();
            let dilution = first.filter(|_| factors.all(|factor| factor == first));
            Kind::Sizes { instrument: export.instrument.to_string(), samples, dilution }
        }
        Content::Positions(_) => Kind::unused(format!("places across a cell; {command}")),
        Content::Zeta(_) => Kind::unused(format!("a zeta potential; {command}")),
        Content::LightScattering(_) => Kind::unused(format!("light scattering; {command}")),
        Content::Cytometry(_) => Kind::unused(format!("flow cytometry; {command}")),
        _ => return None,
    })
}
