//! Single files of results.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::Path,
};

use super::error::{OutputError, explain};

/// Writes one file next to its place and moves it there when complete.
///
/// `-` is standard output. A link is followed; a device or a pipe is written to as it is.
///
/// # Errors
/// Where the disk refuses.
pub fn write_file(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), OutputError> {
    let failed = explain(path);
    if path == Path::new("-") {
        return fill_buffered(io::stdout().lock(), fill).map_err(failed);
    }
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if path.exists() && !path.is_file() {
        let open = fs::OpenOptions::new().write(true).open(&path);
        return open.and_then(|file| fill_buffered(file, fill)).map_err(failed);
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let temporary = path.with_file_name(format!(".{name}.{}.partial", std::process::id()));
    let written = File::create(&temporary)
        .and_then(|file| fill_buffered(file, fill))
        .and_then(|()| fs::rename(&temporary, &path));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written.map_err(failed)
}

fn fill_buffered(
    out: impl Write,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    fill(&mut out)?;
    out.flush()
}
