//! NanoSight NTA 3: experiment and single-analysis summaries, number-only or of six blocks.

use exocast_core::ReadError;

use super::super::text::{Export, fields};
use super::block::{Block, is};
use super::marks::marks;
use super::verify;
use super::videos::build;
use crate::export::{Entry, Measurement, Quantity};
use crate::size::Weighting;

/// By its first lines, or where these were cut off by its sections.
pub(crate) fn recognises(export: &Export<'_>) -> bool {
    let title = |line: &&str| {
        let line = line.trim_start_matches(['"', ' ']);
        is(line, "NTA Experiment Summary") || is(line, "NTA Single Analysis Summary")
    };
    export.lines.iter().filter(|line| !line.trim().is_empty()).take(5).any(title)
        || export.lines.iter().any(|line| line.trim_start_matches('"').starts_with("[Size Data]"))
}

pub(crate) fn read(export: &Export<'_>) -> Result<Measurement, ReadError> {
    let marks = marks(export)?;
    let mut metadata = Vec::new();
    let mut version = String::new();
    let mut blocks: Vec<Block> = Vec::new();
    let mut section = String::new();
    let mut quantity = None;
    let mut promised: Vec<String> = Vec::new();
    for (index, line) in export.lines.iter().enumerate() {
        let first = line.trim_start_matches([' ', '"']).as_bytes().first().copied();
        let Some(first) = first else { continue };
        if let Some(block) = blocks.last_mut().filter(|_| quantity.is_some())
            && (first.is_ascii_digit() || first == b'-' || first == b'+' || first == b'.')
        {
            block.numbers(export, index, line, marks)?;
            continue;
        }
        let row = fields(line, marks.separator);
        let key = row[0].as_ref();
        if key.starts_with('[') {
            key.trim_matches(['[', ']']).clone_into(&mut section);
            quantity = match section.as_str() {
                "Size Data" => Some(Quantity::Size),
                "Diffusion Coefficient Data" => Some(Quantity::Diffusion),
                _ => None,
            };
            if let Some(quantity) = quantity {
                blocks.push(Block::new(quantity, Weighting::Number));
            }
        } else if let Some(rest) = key.strip_prefix("Created with NTA ") {
            rest.split_whitespace().next().unwrap_or_default().clone_into(&mut version);
        } else if let Some(quantity) = quantity {
            if is(key, "weighting") {
                let weighting = weighting(export, index, row.get(1).map_or("", |cell| cell))?;
                match blocks.last_mut() {
                    Some(block) if block.header.is_none() && block.names.is_none() => {
                        block.weighting = weighting;
                    }
                    _ => blocks.push(Block::new(quantity, weighting)),
                }
            } else if is(key, "analysis method") {
                metadata.push(entry(&section, &row));
            } else if let Some(block) = blocks.last_mut() {
                block.named(export, index, &row, marks)?;
            }
        } else if section == "Data Included" {
            promised.extend((!key.is_empty()).then(|| key.to_owned()));
        } else if !key.is_empty() {
            metadata.push(entry(&section, &row));
        }
    }
    blocks.retain(|block| block.header.is_some());
    verify::complete(export, &blocks, &promised)?;
    build(export, version, metadata, blocks, marks)
}

pub(crate) fn entry(section: &str, row: &[std::borrow::Cow<'_, str>]) -> Entry {
    let mut values: Vec<String> = row[1..].iter().map(|value| value.clone().into_owned()).collect();
    while values.last().is_some_and(String::is_empty) {
        values.pop();
    }
    let key = row[0].trim_end_matches(':').to_owned();
    Entry { section: section.to_owned(), key, values }
}

fn weighting(export: &Export<'_>, index: usize, text: &str) -> Result<Weighting, ReadError> {
    let name = text.to_lowercase();
    if name.starts_with("number") {
        Ok(Weighting::Number)
    } else if name.contains("area") {
        Ok(Weighting::Area)
    } else if name.starts_with("volume") {
        Ok(Weighting::Volume)
    } else {
        let wanted = "a weighting: Number, Surface Area or Volume";
        Err(export.bad(index, 1, text, wanted))
    }
}
