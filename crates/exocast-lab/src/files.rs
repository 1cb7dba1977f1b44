//! Input files of the measurements.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

use flate2::bufread::MultiGzDecoder;

/// A file, decompressed where it is gzipped.
///
/// # Errors
///
/// The file cannot be opened or read; the message names it.
pub fn open(path: impl AsRef<Path>) -> Result<Box<dyn BufRead>, Box<dyn std::error::Error>> {
    let path = path.as_ref();
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut file = BufReader::with_capacity(1 << 16, file);
    if file.fill_buf()?.starts_with(&[0x1f, 0x8b]) {
        let stream: Box<dyn Read> = Box::new(MultiGzDecoder::new(file));
        return Ok(Box::new(BufReader::with_capacity(1 << 16, stream)));
    }
    Ok(Box::new(file))
}
