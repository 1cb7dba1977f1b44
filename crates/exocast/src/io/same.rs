//! Files with the same bytes.

use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};

/// Bytes that are compared at once.
const PART: usize = 1 << 16;

/// Whether two files have the same bytes.
///
/// # Errors
/// Where one of them cannot be read.
pub(crate) fn same_bytes(file: &Path, other: &Path) -> io::Result<bool> {
    let (file, other) = (File::open(file)?, File::open(other)?);
    if file.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let (mut file, mut other) = (BufReader::new(file), BufReader::new(other));
    let (mut a, mut b) = (vec![0; PART], vec![0; PART]);
    loop {
        let n = file.read(&mut a)?;
        if n == 0 {
            return Ok(other.read(&mut b)? == 0);
        }
        if other.read_exact(&mut b[..n]).is_err() || a[..n] != b[..n] {
            return Ok(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_compared_to_their_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str, bytes: Vec<u8>| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).expect("written");
            path
        };
        let long: Vec<u8> = (0..=250_u8).cycle().take(3 * PART).collect();
        let mut other = long.clone();
        *other.last_mut().expect("bytes") += 1;
        let (a, b) = (file("a", long.clone()), file("b", long));
        assert!(same_bytes(&a, &b).expect("read"));
        assert!(!same_bytes(&a, &file("c", other)).expect("read"));
        assert!(!same_bytes(&a, &file("d", vec![1])).expect("read"));
        assert!(same_bytes(&a, Path::new("not there")).is_err());
    }
}
