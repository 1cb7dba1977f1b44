//! Characters that have a meaning in a column, and how they are written.

use std::borrow::Cow;

/// Escapes what would break the list of samples.
pub(super) fn sample(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    for c in name.chars() {
        if c == ',' || c == '%' || c.is_whitespace() || c.is_control() {
            let mut bytes = [0; 4];
            escaped.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// Escapes what has a meaning in column 9 of GFF3.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains([';', '=', '&', ',', '%', '\t', '\n', '\r']) {
        return text.into();
    }
    let escaped = |c: char| match c {
        ';' | '=' | '&' | ',' | '%' | '\t' | '\n' | '\r' => format!("%{:02X}", u32::from(c)),
        c => c.to_string(),
    };
    text.chars().map(escaped).collect::<String>().into()
}

/// Escapes what would break a column.
pub(super) fn column(text: &str) -> Cow<'_, str> {
    if text.contains(['\t', '\n', '\r', '%']) {
        text.replace('%', "%25")
            .replace('\t', "%09")
            .replace('\n', "%0A")
            .replace('\r', "%0D")
            .into()
    } else {
        text.into()
    }
}

/// Undoes the escapes of GFF3.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return text.into();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let code = hex.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        assert_eq!(unescape("a%3Bb%2cc%"), "a;b,c%");
    }
}
