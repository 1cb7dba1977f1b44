//! Tables made in parts, each by a process of its own, and put together again.
//!
//! A shard is a range of the items that a table is made of. Its table is next to a record
//! (`FILE.shard.json`) of which shards it holds, with how many rows of each, and of what it was made.
//! Merging puts rows in the order of shards, whatever the order of parts: merging is associative, and
//! all shards merged are the bytes that one process writes.

use std::{
    collections::BTreeMap,
    fmt,
    fs::{self, File},
    io::{self, BufRead, BufReader, Read},
    ops::Range,
    path::{Path, PathBuf},
    str::FromStr,
};

use serde::{Deserialize, Serialize};

use super::{
    OpenError, OutputError, digest,
    error::explain,
    provenance::{OutputFile, Provenance},
    write_file,
};

/// Which part of a table: `I/N`, I from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    index: usize,
    /// Shards of the table.
    count: usize,
}

/// Text that is no [`Shard`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a shard is I/N with I from 0 to N - 1, as 0/4")]
pub struct BadShard;

impl FromStr for Shard {
    type Err = BadShard;

    fn from_str(text: &str) -> Result<Self, BadShard> {
        let (index, count) = text.split_once('/').ok_or(BadShard)?;
        let number = |text: &str| text.trim().parse::<usize>().map_err(|_| BadShard);
        let (index, count) = (number(index)?, number(count)?);
        if index < count { Ok(Self { index, count }) } else { Err(BadShard) }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.count)
    }
}

impl Shard {
    /// Its items, of `len` in all. The ranges of all shards follow on each other and differ by one item
    /// at most.
    #[must_use]
    pub fn range(self, len: usize) -> Range<usize> {
        // Of products as large as a memory full of items times as many shards.
        let place = |index: usize| (len as u128 * index as u128 / self.count as u128) as usize;
        place(self.index)..place(self.index + 1)
    }

    /// Writes the record of a table that holds this shard alone, next to it; `made` says of what.
    ///
    /// # Errors
    /// Where the table cannot be read, or the record cannot be written.
    pub fn record(self, table: &Path, rows: usize, made: Provenance) -> Result<(), OutputError> {
        let pieces = vec![Piece { shard: self.index, rows }];
        Record { shards: self.count, pieces, made }.write(table)
    }
}

/// Rows of one shard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Piece {
    shard: usize,
    rows: usize,
}

/// The record of a part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    /// Of the whole table.
    #[serde(rename = "of")]
    shards: usize,
    /// In ascending order of shards.
    pieces: Vec<Piece>,
    made: Provenance,
}

/// Where the record of a table is.
fn record_path(table: &Path) -> PathBuf {
    let mut name = table.as_os_str().to_owned();
    name.push(".shard.json");
    PathBuf::from(name)
}

impl Record {
    fn write(mut self, table: &Path) -> Result<(), OutputError> {
        let failed = explain(table);
        let name =
            table.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (bytes, sha256) = digest(table).map_err(|error| failed(error.source))?;
        self.made.outputs = vec![OutputFile { name, bytes, sha256 }];
        write_file(&record_path(table), |out| {
            serde_json::to_writer_pretty(&mut *out, &self)?;
            out.write_all(b"\n")
        })
    }

    /// Reads the record next to a table, and compares the table with it.
    fn read(table: &Path) -> Result<Self, MergeError> {
        let path = || table.display().to_string();
        let (bytes, sha256) = digest(table)?;
        let Ok(text) = fs::read_to_string(record_path(table)) else {
            return Err(MergeError::NoRecord { path: path() });
        };
        let record: Self = serde_json::from_str(&text)
            .map_err(|source| MergeError::BadRecord { path: path(), source })?;
        match &record.made.outputs[..] {
            [known] if (known.bytes, &known.sha256) == (bytes, &sha256) => Ok(record),
            _ => Err(MergeError::Changed { path: path() }),
        }
    }
}

/// Parts that cannot be merged.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// It has no record.
    #[error("{path} is no part of a table: there is no {path}.shard.json, as --shard writes it")]
    NoRecord {
        /// The part.
        path: String,
    },
    /// Its record cannot be understood.
    #[error("{path}.shard.json cannot be understood: make the part again")]
    BadRecord {
        /// The part.
        path: String,
        /// Why.
        source: serde_json::Error,
    },
    /// It is not what its record says.
    #[error("{path} is not the table that {path}.shard.json was written for: make the part again")]
    Changed {
        /// The part.
        path: String,
    },
    /// Two parts are not of one table.
    #[error("{path} is no part of the same table as {first}: {what} differ")]
    Different {
        /// The part.
        path: String,
        /// The part that was named first.
        first: String,
        /// What is not the same.
        what: &'static str,
    },
    /// Two parts hold the same shard.
    #[error("shard {shard}/{shards} is in {first} and in {second}: name one of them")]
    Duplicate {
        /// The shard.
        shard: usize,
        /// Of how many.
        shards: usize,
        /// A part that holds it.
        first: String,
        /// Another one.
        second: String,
    },
    /// Shards are missing.
    #[error("of {shards} shards these are missing: {missing}; --partial merges the rest")]
    Missing {
        /// Which, as `1/4, 3/4`.
        missing: String,
        /// Of how many.
        shards: usize,
    },
    /// A part has fewer rows than its record says, or holds no table.
    #[error("{path} holds no table of {rows} rows")]
    Rows {
        /// The part.
        path: String,
        /// The rows recorded.
        rows: usize,
    },
    /// A part cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A part cannot be read.
    #[error("cannot read {path}")]
    Read {
        /// The part.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// The whole cannot be written.
    #[error(transparent)]
    Write(#[from] OutputError),
}

/// What was merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Shards in the result.
    pub shards: usize,
    /// Shards of the whole.
    pub of_shards: usize,
    /// Rows of the result.
    pub rows: usize,
}

/// Where the rows of one shard are.
struct Place {
    /// The part, by its place in the list.
    part: usize,
    /// Its rows there, without the header.
    rows: Range<usize>,
}

/// Puts parts together, in any order. Where all shards are there, `out` is the file that one process
/// would have written. With `partial` some may be missing; the result is a part itself then.
///
/// # Errors
/// Where a file is no part, is damaged, is of another table, repeats a shard, or cannot be read; where
/// shards are missing without `partial`; where the disk refuses.
pub fn merge(parts: &[PathBuf], out: &Path, partial: bool) -> Result<Merged, MergeError> {
    let shown = |part: usize| parts[part].display().to_string();
    let records = parts.iter().map(|part| Record::read(part)).collect::<Result<Vec<_>, _>>()?;
    let Some(first) = records.first() else {
        return Err(MergeError::NoRecord { path: "nothing".to_owned() });
    };
    let mut places: BTreeMap<usize, Place> = BTreeMap::new();
    for (part, record) in records.iter().enumerate() {
        if let Some(what) = difference(first, record) {
            return Err(MergeError::Different { path: shown(part), first: shown(0), what });
        }
        let mut start = 0;
        for &Piece { shard, rows } in &record.pieces {
            let place = Place { part, rows: start..start + rows };
            start += rows;
            if let Some(earlier) = places.insert(shard, place) {
                let (first, second) = (shown(earlier.part), shown(part));
                return Err(MergeError::Duplicate { shard, shards: record.shards, first, second });
            }
        }
    }
    let shards = first.shards;
    let missing: Vec<String> = (0..shards)
        .filter(|shard| !places.contains_key(shard))
        .map(|shard| format!("{shard}/{shards}"))
        .collect();
    if !missing.is_empty() && !partial {
        return Err(MergeError::Missing { missing: missing.join(", "), shards });
    }
    let pieces: Vec<Piece> =
        places.iter().map(|(&shard, place)| Piece { shard, rows: place.rows.len() }).collect();
    let order: Vec<Place> = places.into_values().collect();
    let formats = parts.iter().map(|part| is_parquet(part)).collect::<Result<Vec<_>, _>>()?;
    if let Some(part) = formats.iter().position(|format| *format != formats[0]) {
        let (path, first) = (shown(part), shown(0));
        return Err(MergeError::Different { path, first, what: "formats" });
    }
    if formats[0] {
        merge_parquet(parts, &order, out)?;
    } else {
        merge_text(parts, &order, out)?;
    }
    let rows = pieces.iter().map(|piece| piece.rows).sum();
    let merged = Merged { shards: pieces.len(), of_shards: shards, rows };
    if missing.is_empty() {
        // The record of a part that stood here before says nothing about the whole.
        let _ = fs::remove_file(record_path(out));
    } else {
        Record { shards, pieces, made: first.made.clone() }.write(out)?;
    }
    Ok(merged)
}

/// In what two parts differ that must agree.
fn difference(a: &Record, b: &Record) -> Option<&'static str> {
    let (first, second) = (&a.made, &b.made);
    let inputs = |made: &Provenance| -> Vec<(String, String)> {
        made.inputs.iter().map(|input| (input.role.clone(), input.sha256.clone())).collect()
    };
    [
        (first.command != second.command, "the commands"),
        (first.version != second.version, "the versions of exocast"),
        (first.options != second.options || first.seed != second.seed, "the options"),
        (inputs(first) != inputs(second), "the inputs"),
        (a.shards != b.shards, "the numbers of shards"),
    ]
    .into_iter()
    .find_map(|(differ, what)| differ.then_some(what))
}

fn unreadable(path: &Path) -> impl Fn(io::Error) -> MergeError + use<> {
    let path = path.display().to_string();
    move |source| MergeError::Read { path: path.clone(), source }
}

fn is_parquet(path: &Path) -> Result<bool, MergeError> {
    let mut start = Vec::new();
    File::open(path)
        .and_then(|file| file.take(4).read_to_end(&mut start))
        .map_err(unreadable(path))?;
    Ok(start == b"PAR1")
}

/// Lines of text, as they are: of the header of the first part, then of each shard.
fn merge_text(parts: &[PathBuf], order: &[Place], out: &Path) -> Result<(), MergeError> {
    let mut readers = Vec::new();
    let mut header = Vec::new();
    for (i, path) in parts.iter().enumerate() {
        let mut reader = BufReader::new(File::open(path).map_err(unreadable(path))?);
        let mut line = Vec::new();
        reader.read_until(b'\n', &mut line).map_err(unreadable(path))?;
        if i > 0 && line != header {
            let (path, first) = (path.display().to_string(), parts[0].display().to_string());
            return Err(MergeError::Different { path, first, what: "the columns" });
        }
        header = line;
        readers.push(reader);
    }
    // The shards of a part are in ascending order: each is read through once.
    let mut failed = None;
    let written = write_file(out, |file| {
        file.write_all(&header)?;
        let mut line = Vec::new();
        for place in order {
            for _ in place.rows.clone() {
                line.clear();
                readers[place.part].read_until(b'\n', &mut line)?;
                if line.is_empty() {
                    failed = Some(place);
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                file.write_all(&line)?;
            }
        }
        Ok(())
    });
    if let Some(place) = failed {
        let path = parts[place.part].display().to_string();
        return Err(MergeError::Rows { path, rows: place.rows.end });
    }
    Ok(written?)
}

#[cfg(feature = "parquet")]
fn merge_parquet(parts: &[PathBuf], order: &[Place], out: &Path) -> Result<(), MergeError> {
    use exocast_core::Table;

    let mut tables = Vec::new();
    for path in parts {
        let file = File::open(path).map_err(unreadable(path))?;
        tables.push(super::parquet::read(file).map_err(unreadable(path))?);
    }
    let mut whole = Table::new(tables[0].columns().iter().cloned());
    for place in order {
        let (path, table) = (&parts[place.part], &tables[place.part]);
        if table.columns() != whole.columns() {
            let (path, first) = (path.display().to_string(), parts[0].display().to_string());
            return Err(MergeError::Different { path, first, what: "the columns" });
        }
        if table.rows().len() < place.rows.end {
            return Err(MergeError::Rows {
                path: path.display().to_string(),
                rows: place.rows.end,
            });
        }
        for row in table.rows().skip(place.rows.start).take(place.rows.len()) {
            whole.push(row.iter().cloned());
        }
    }
    Ok(write_file(out, |file| super::TableFormat::Parquet.write(&whole, file))?)
}

#[cfg(not(feature = "parquet"))]
fn merge_parquet(parts: &[PathBuf], _: &[Place], _: &Path) -> Result<(), MergeError> {
    let unsupported = io::Error::new(io::ErrorKind::Unsupported, "this build reads no Parquet");
    Err(unreadable(&parts[0])(unsupported))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_shard_is_read_as_it_is_written() {
        let check = |text: &str, expected: Option<&str>| {
            let read = text.parse::<Shard>().ok().map(|shard| shard.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        };
        check("0/1", Some("0/1"));
        check("6/7", Some("6/7"));
        for bad in ["7/7", "0/0", "1", "-1/2", "a/b", "", "1/2/3"] {
            check(bad, None);
        }
    }

    proptest! {
        #[test]
        fn shards_follow_on_each_other_and_are_of_one_size(len in 0_usize..10_000, count in 1_usize..50) {
            let mut next = 0;
            for index in 0..count {
                let range = Shard { index, count }.range(len);
                prop_assert_eq!(range.start, next);
                prop_assert!(range.len() == len / count || range.len() == len / count + 1);
                next = range.end;
            }
            prop_assert_eq!(next, len);
        }
    }
}
