//! The source of each reference sample.

use std::{collections::BTreeMap, io::BufRead};

use exocast_core::{Lines, Malformed, ReadError};

/// Reads the source of each sample: a header line, then a sample and its source a line, separated by a
/// tab.
///
/// # Errors
/// At the first line without a sample or a source, or whose sample stood before; where there is no line;
/// and where the stream fails.
pub fn read_labels<R: BufRead>(
    reader: R,
    source: &str,
) -> Result<BTreeMap<String, String>, ReadError> {
    let mut lines = Lines::new(reader, source);
    let mut labels: BTreeMap<String, String> = BTreeMap::new();
    let mut first: BTreeMap<String, u64> = BTreeMap::new();
    let mut header = true;
    loop {
        let Some(line) = lines.next_line()? else { break };
        if line.trim().is_empty() || std::mem::take(&mut header) {
            continue;
        }
        let mut fields = line.split('\t').map(|f| f.trim().to_owned());
        let (sample, label) = (fields.next().unwrap_or_default(), fields.next());
        let at = lines.location();
        if sample.is_empty() {
            return Err(ReadError::malformed(at.field(1), Malformed::Missing("the sample")));
        }
        let Some(label) = label.filter(|l| !l.is_empty()) else {
            let cause = Malformed::Missing("the source of the sample, after a tab");
            return Err(ReadError::malformed(at.field(2), cause));
        };
        if let Some(&first) = first.get(&sample) {
            let cause = Malformed::Duplicate { name: sample, first };
            return Err(ReadError::malformed(at.field(1), cause));
        }
        first.insert(sample.clone(), lines.number());
        labels.insert(sample, label);
    }
    if labels.is_empty() {
        return Err(ReadError::malformed(lines.location(), Malformed::Empty("sample")));
    }
    Ok(labels)
}
