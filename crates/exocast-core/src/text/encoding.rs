//! Encodings: byte-order marks, UTF-16 as spreadsheets write it, Windows-1252 of older programs, and line ends.

use std::{
    borrow::Cow,
    io::{self, BufRead, Read},
};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
    WINDOWS_1252,
};

/// Bytes looked at before reading begins.
const HEAD: usize = 64 * 1024;

/// Decodes by byte-order mark, else as UTF-16 where every other byte is NUL, else as UTF-8, else as the encoding of
/// Chinese, Japanese or Korean text, else as Windows-1252 (which holds Latin-1).
#[must_use]
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0;
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let encoding = asian(bytes).unwrap_or(WINDOWS_1252);
    encoding.decode_without_bom_handling(bytes).0
}

/// The byte order of UTF-16 without a mark: in Latin letters the upper byte is NUL.
#[must_use]
pub fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512) & !1];
    let zeros = |at: usize| head.iter().skip(at).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = |count: usize| head.len() >= 8 && count * 2 * 10 > head.len() * 9;
    match (even, odd) {
        (0, odd) if most(odd) => Some(UTF_16LE),
        (even, 0) if most(even) => Some(UTF_16BE),
        _ => None,
    }
}

/// Letters of two bytes that show an encoding, at least.
const ENOUGH: usize = 2;

/// The encoding of Chinese, Japanese or Korean text that is no UTF-8, as its letters show. Bytes above 127 come in pairs; in
/// Western text almost all stand alone.
fn asian(head: &[u8]) -> Option<&'static Encoding> {
    // The last letter may be cut.
    let is_utf8 = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    if is_utf8 {
        return None;
    }
    let runs = head.chunk_by(|a, b| a.is_ascii() == b.is_ascii()).filter(|run| !run[0].is_ascii());
    let (mut pairs, mut alone) = (0, 0);
    for run in runs {
        pairs += run.len() / 2;
        alone += run.len() % 2;
    }
    if pairs < ENOUGH {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, false);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // The second byte of a letter may be below 128 in the other two.
    let in_pairs = pairs >= 4 * alone;
    match guess {
        _ if guess == GBK && in_pairs => Some(GB18030),
        _ if [EUC_JP, EUC_KR].contains(&guess) && in_pairs => Some(guess),
        _ if [BIG5, SHIFT_JIS].contains(&guess) => Some(guess),
        _ => None,
    }
}

/// The text of one line: UTF-8, else Windows-1252 where the line has no control characters. Nothing where it is
/// no text.
#[must_use]
pub fn line_text(line: &[u8]) -> Option<Cow<'_, str>> {
    if let Ok(text) = std::str::from_utf8(line) {
        return Some(Cow::Borrowed(text));
    }
    let control = line.iter().any(|&byte| byte < b' ' && !matches!(byte, b'\t' | b'\r' | b'\n'));
    (!control).then(|| WINDOWS_1252.decode_without_bom_handling(line).0)
}

/// A stream of text in UTF-8 without a byte-order mark, with `\n` at the end of lines.
///
/// UTF-16 and encodings of Chinese, Japanese and Korean are recognised and decoded, `\r` alone as a line end (of old spreadsheets) is turned into `\n`; both are
/// read whole. Any other text passes through as it is.
#[derive(Debug)]
pub struct Decoded<R> {
    head: Vec<u8>,
    read: usize,
    inner: R,
    encoding: Option<&'static str>,
}

impl<R: Read> Decoded<R> {
    /// Looks at the first bytes of `inner`.
    ///
    /// # Errors
    /// Where the stream fails.
    pub fn new(mut inner: R) -> io::Result<Self> {
        let mut head = Vec::new();
        (&mut inner).take(HEAD as u64).read_to_end(&mut head)?;
        let (encoding, mark) = match Encoding::for_bom(&head) {
            Some(marked) => marked,
            None => (unmarked_utf16(&head).or_else(|| asian(&head)).unwrap_or(UTF_8), 0),
        };
        let is_rare = ![UTF_8, UTF_16LE, UTF_16BE].contains(&encoding);
        let old_line_ends = encoding == UTF_8 && head.contains(&b'\r') && !head.contains(&b'\n');
        if encoding != UTF_8 || old_line_ends {
            inner.read_to_end(&mut head)?;
        }
        head.drain(..mark);
        if encoding != UTF_8 {
            head = encoding.decode_without_bom_handling(&head).0.into_owned().into_bytes();
        }
        if !head.contains(&b'\n') && (encoding != UTF_8 || old_line_ends) {
            head.iter_mut().filter(|byte| **byte == b'\r').for_each(|byte| *byte = b'\n');
        }
        Ok(Self { head, read: 0, inner, encoding: is_rare.then(|| encoding.name()) })
    }

    /// The name of the encoding, where it is none of UTF-8, UTF-16 and Windows-1252.
    #[must_use]
    pub const fn encoding(&self) -> Option<&'static str> {
        self.encoding
    }

    /// The first bytes, as far as they have been looked at.
    #[must_use]
    pub fn head(&self) -> &[u8] {
        &self.head[self.read..]
    }
}

impl<R: BufRead> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Decoded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.read < self.head.len() {
            return Ok(&self.head[self.read..]);
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if self.read < self.head.len() {
            self.read += amount;
        } else {
            self.inner.consume(amount);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_recognised() {
        assert_eq!(decode("Ø µ".as_bytes()), "Ø µ");
        assert_eq!(decode(b"nm\xB2 / ml"), "nm² / ml");
        assert_eq!(decode(b"\xEF\xBB\xBFsize"), "size");
        assert_eq!(decode(b"\xFF\xFEs\0i\0"), "si");
        assert_eq!(decode(b"s\0i\0z\0e\0"), "size");
        assert_eq!(decode(b"\0s\0i\0z\0e"), "size");
        assert_eq!(line_text(b"\xB5L").as_deref(), Some("µL"));
        assert_eq!(line_text(b"\x1f\x8b\x08\0"), None);
    }

    #[test]
    fn chinese_of_spreadsheets_is_recognised_and_western_letters_are_not() {
        let text = "微小RNA,对照1,处理1,备注\nhsa-miR-21-5p,100,20,高\nhsa-miR-16-5p,50,60,低\n";
        for encoding in [GB18030, BIG5, SHIFT_JIS] {
            let text = match encoding {
                _ if encoding == BIG5 => {
                    text.replace("对照", "對照").replace("处", "處").replace("备注", "備註")
                }
                _ if encoding == SHIFT_JIS => {
                    "遺伝子,対照,処理,備考\nCD9,1,2,あり\nCD63,3,4,なし\n".to_owned()
                }
                _ => text.to_owned(),
            };
            let (bytes, _, unmapped) = encoding.encode(&text);
            assert!(!unmapped);
            assert_eq!(decode(&bytes), text, "{}", encoding.name());
            let stream = Decoded::new(&bytes[..]).unwrap();
            assert_eq!(
                stream.encoding(),
                Some(if encoding == GB18030 { "gb18030" } else { encoding.name() })
            );
        }
        for text in [
            "Größe (nm);Mühe;Ärger\n1;2;3\n",
            "gène;échantillon 1;Écart-type;µL\nCD9;1;2;3\n",
            "Durchmesser (µm)\tGröße²\n",
            "Muestra;Año;Tamaño ±\n",
        ] {
            let (bytes, ..) = WINDOWS_1252.encode(text);
            assert_eq!(decode(&bytes), text);
            assert_eq!(Decoded::new(&bytes[..]).unwrap().encoding(), None);
        }
    }

    #[test]
    fn a_stream_is_utf8_whatever_it_was() {
        let check = |bytes: &[u8]| {
            let mut text = String::new();
            Decoded::new(bytes).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text.replace("\r\n", "\n"), "a\tb\n1\t2\n", "{bytes:?}");
        };
        check(b"a\tb\n1\t2\n");
        check(b"\xEF\xBB\xBFa\tb\r\n1\t2\r\n");
        check(b"a\tb\r1\t2\r");
        let utf16: Vec<u8> = "a\tb\n1\t2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&utf16);
        check(&[&b"\xFF\xFE"[..], &utf16].concat());
    }
}
