//! Flow Cytometry Standard 2.0 to 3.2: events of scatter and fluorescence.

use exocast_core::ReadError;

use super::channel::Cytometry;
use super::{data, header};

pub(crate) fn recognises(bytes: &[u8]) -> bool {
    bytes.len() > 5
        && bytes.starts_with(b"FCS")
        && bytes[3].is_ascii_digit()
        && bytes[4] == b'.'
        && bytes[5].is_ascii_digit()
}

pub(crate) fn read(bytes: &[u8], source: &str) -> Result<Cytometry, ReadError> {
    let header = header::read(bytes, source)?;
    data::read(bytes, source, header)
}
