//! Opening what a user names, whatever it is compressed with.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

use flate2::bufread::MultiGzDecoder;
use sha2::{Digest, Sha256};

const BUFFER: usize = 1 << 17;

/// A decompressed input stream.
pub type Input = Box<dyn BufRead + Send>;

/// A path that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot open {path}")]
pub struct OpenError {
    /// The path as it was given.
    pub path: String,
    /// What the system says.
    pub source: io::Error,
}

/// Opens a file, or standard input where the path is `-`.
///
/// gzip (and so bgzf) and zstd are recognised by their first bytes, never by the name. A stream that
/// ends too early fails with advice when its end is reached. A UTF-8 byte-order mark, as spreadsheets
/// write it, is passed over.
///
/// # Errors
/// Where the path does not exist, is a folder, or cannot be read.
pub fn open(path: &Path) -> Result<Input, OpenError> {
    let explain = |source| OpenError { path: path.display().to_string(), source };
    if path == Path::new("-") {
        let standard = decompress(BufReader::with_capacity(BUFFER, io::stdin()));
        return standard.and_then(unmarked).map_err(explain);
    }
    let file = File::open(path).map_err(explain)?;
    if file.metadata().map_err(explain)?.is_dir() {
        return Err(explain(io::Error::new(
            io::ErrorKind::IsADirectory,
            "this is a folder, not a file",
        )));
    }
    decompress(BufReader::with_capacity(BUFFER, file)).and_then(unmarked).map_err(explain)
}

/// The stream behind its byte-order mark.
fn unmarked(mut input: Input) -> io::Result<Input> {
    if input.fill_buf()?.starts_with(b"\xEF\xBB\xBF") {
        input.consume(3);
    }
    Ok(input)
}

fn decompress<R: BufRead + Send + 'static>(mut reader: R) -> io::Result<Input> {
    let start = reader.fill_buf()?;
    if start.starts_with(&[0x1f, 0x8b]) {
        let decoder = Explained(MultiGzDecoder::new(reader));
        Ok(Box::new(BufReader::with_capacity(BUFFER, decoder)))
    } else if start.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let decoder = Explained(zstd::Decoder::with_buffer(reader)?);
        Ok(Box::new(BufReader::with_capacity(BUFFER, decoder)))
    } else {
        Ok(Box::new(reader))
    }
}

/// Says what to do where compressed data ends too early.
struct Explained<R>(R);

impl<R: Read> Read for Explained<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(exocast_core::explain_truncation)
    }
}

/// Size in bytes and SHA-256 (hexadecimal) of a file as it lies on disk.
///
/// # Errors
/// Where the file cannot be read.
pub fn digest(path: &Path) -> Result<(u64, String), OpenError> {
    let explain = |source| OpenError { path: path.display().to_string(), source };
    let file = File::open(path).map_err(explain)?;
    let mut reader = BufReader::with_capacity(BUFFER, file);
    let mut hasher = Sha256::new();
    let mut size = 0;
    loop {
        let bytes = reader.fill_buf().map_err(explain)?;
        if bytes.is_empty() {
            break;
        }
        hasher.update(bytes);
        let read = bytes.len();
        size += read as u64;
        reader.consume(read);
    }
    Ok((size, hex(hasher)))
}

/// SHA-256 of bytes, hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(Sha256::new_with_prefix(bytes))
}

fn hex(hasher: Sha256) -> String {
    hasher.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        use std::fmt::Write as _;
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
