//! Opening what a user names, whatever it is compressed with; a sheet of a workbook is opened as text.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

use flate2::bufread::MultiGzDecoder;
use sha2::{Digest, Sha256};

use super::{SheetPath, workbook};

const BUFFER: usize = 1 << 17;

/// A decompressed input stream.
pub type Input = Box<dyn BufRead + Send>;

/// An input, and the name that errors give it.
pub struct Named {
    /// The stream.
    pub input: Input,
    /// The path, or `standard input`; of a workbook also the sheet: `counts.xlsx (sheet Counts)`.
    pub source: String,
}

impl std::fmt::Debug for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Named").field("source", &self.source).finish_non_exhaustive()
    }
}

/// A path that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot open {path}")]
pub struct OpenError {
    /// The path as it was given.
    pub path: String,
    /// What the system says.
    pub source: io::Error,
}

/// A sheet of a file that is no workbook.
#[derive(Debug, thiserror::Error)]
#[error("this file is no workbook and has no sheet `{0}`")]
struct NoSheets(String);

/// Opens a file, or standard input where the path is `-`.
///
/// gzip (and so bgzf), zstd and workbooks (.xlsx, .xlsm, .xls, .ods) are recognised by their first bytes, never
/// by the name. A stream that ends too early fails with advice when its end is reached. A UTF-8 byte-order mark, as
/// spreadsheets write it, is passed over. A workbook gives one sheet as text, its fields separated by tabs: the sheet
/// that the path names (`counts.xlsx#Counts`), else the only visible one with a table.
///
/// # Errors
/// Where the path does not exist, is a folder, or cannot be read, and where a workbook has no such sheet, or several
/// with a table.
pub fn open(path: &Path) -> Result<Input, OpenError> {
    open_named(path).map(|named| named.input)
}

/// As [`open`], with the name that errors give to the input.
///
/// # Errors
/// As [`open`].
pub fn open_named(path: &Path) -> Result<Named, OpenError> {
    let explain = |source| OpenError { path: path.display().to_string(), source };
    let name = |path: &Path| path.display().to_string();
    if path == Path::new("-") {
        let mut input =
            decompress(BufReader::with_capacity(BUFFER, io::stdin())).map_err(explain)?;
        if workbook::is_one(input.fill_buf().map_err(explain)?) {
            return workbook::read(None, "-", None, input).map_err(explain);
        }
        let input = unmarked(input).map_err(explain)?;
        return Ok(Named { input, source: "standard input".to_owned() });
    }
    let SheetPath { file, sheet } = SheetPath::resolve(path);
    let mut input = stream(file).map_err(explain)?;
    if workbook::is_one(input.fill_buf().map_err(explain)?) {
        return workbook::read(Some(file), &name(file), sheet, input).map_err(explain);
    }
    if let Some(sheet) = sheet {
        return Err(explain(io::Error::other(NoSheets(sheet.to_owned()))));
    }
    Ok(Named { input: unmarked(input).map_err(explain)?, source: name(path) })
}

/// The decompressed bytes of a file.
pub(super) fn stream(file: &Path) -> io::Result<Input> {
    let opened = File::open(file)?;
    if opened.metadata()?.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "this is a folder, not a file"));
    }
    decompress(BufReader::with_capacity(BUFFER, opened))
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

/// Size in bytes and SHA-256 (hexadecimal) of a file as it lies on disk; of a sheet, those of its workbook.
///
/// # Errors
/// Where the file cannot be read.
pub fn digest(path: &Path) -> Result<(u64, String), OpenError> {
    let explain = |source| OpenError { path: path.display().to_string(), source };
    let file = File::open(SheetPath::resolve(path).file).map_err(explain)?;
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
