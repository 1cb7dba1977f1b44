//! Transfections of `HeLa` cells (GSE140217) from their files.

use std::{collections::HashMap, error::Error, io::BufRead, path::Path};

use exocast_target::{Message, Mirna, Transcripts, fit::Transfections};

use crate::files::open;

/// Any error, for a program that ends with it.
pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// 3'UTRs shorter than this have nothing to tell.
const SHORTEST: usize = 20;

/// What was measured, on which transcripts.
#[derive(Debug)]
pub struct Hela {
    /// Names of the samples.
    pub names: Vec<String>,
    /// Levels, messages and guides, genes in the same order.
    pub data: Transfections,
    /// The transcripts of the genes, in their order.
    pub transcripts: Transcripts,
}

/// Rows of a table, split at tabs; the header first.
fn table(path: &Path) -> Result<Vec<Vec<String>>> {
    let lines = open(path)?.lines().collect::<std::io::Result<Vec<String>>>()?;
    Ok(lines.iter().map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

/// Reads levels, mRNAs and guides that belong together from the folder of the data.
///
/// # Errors
///
/// A file is missing or malformed, or a sample has no guide.
pub fn transfections(folder: &Path) -> Result<Hela> {
    let levels =
        table(&folder.join("hela/GSE140217_HeLa_transfection_logtpm_batchnormalized.txt"))?;
    let names: Vec<String> = levels[0].iter().skip(1).cloned().collect();
    let by_id: HashMap<&str, &Vec<String>> =
        levels[1..].iter().map(|row| (row[0].split('.').next().unwrap_or_default(), row)).collect();
    let sequences = table(&folder.join("hela/mirseqs_hela.txt"))?;
    let guides = names.iter().map(|name| guide(name, &sequences)).collect::<Result<Vec<_>>>()?;
    let isoforms = folder.join("reference/human_isoforms.tsv.gz");
    let transcripts = Transcripts::read(open(&isoforms)?, "human_isoforms.tsv.gz")?;
    let mut chosen = Transcripts::default();
    let text = |bases: &[exocast_core::Base]| -> Vec<u8> {
        bases.iter().map(|base| base.letter()).collect()
    };
    let mut data = Transfections { guides, messages: Vec::new(), levels: Vec::new() };
    for row in &table(&folder.join("hela/map_HeLa.tsv"))?[1..] {
        let place = row.get(3).and_then(|name| transcripts.position(name));
        let (Some(transcript), Some(levels)) =
            (place.and_then(|place| transcripts.get(place)), by_id.get(row[0].as_str()))
        else {
            continue;
        };
        if transcript.utr3.len() < SHORTEST {
            continue;
        }
        data.messages.push(Message::new(&transcript));
        let (orf, utr3) = (text(transcript.orf), text(transcript.utr3));
        chosen.push(transcript.name, transcript.gene, &orf, &utr3)?;
        for value in &levels[1..] {
            data.levels.push(value.parse()?);
        }
    }
    Ok(Hela { names, data, transcripts: chosen })
}

/// The guide that a sample is named after: `mir7` is hsa-miR-7-5p.
fn guide(name: &str, sequences: &[Vec<String>]) -> Result<Mirna> {
    let wanted = match name {
        "let7" => "hsa-let-7a".to_owned(),
        "lsy6" => "cel-lsy-6".to_owned(),
        _ => format!("hsa-miR-{}", name.trim_start_matches("mir")),
    };
    let row = sequences
        .iter()
        .find(|row| row[0] == wanted || row[0].starts_with(&format!("{wanted}-")))
        .ok_or_else(|| format!("no sequence for `{name}`"))?;
    Ok(Mirna::new(&*row[0], row[1].parse()?)?)
}
