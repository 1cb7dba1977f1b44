//! The encoding of base qualities.

use crate::options::Phred;

/// Letters below this one are of no encoding from `@`: Solexa had qualities from −5.
const LOWEST_FROM_64: u8 = b';';
/// The best quality that instruments give is 50 or less from `!`, and 41 from `@`: letters between are of the latter.
/// Higher ones are of consensus reads, which count from `!`.
const ABOVE_50: u8 = b'T';
const BEST_FROM_64: u8 = b'i';

/// The letter of quality 0, by what is possible: letters that both encodings have are qualities of 26 to 50 from `!`,
/// and of no reads of early Illumina, whose best reach 30 and more.
pub(super) fn zero(qualities: &[u8], option: Phred) -> u8 {
    let low = qualities.iter().min().copied().unwrap_or(b'!');
    let high = qualities.iter().max().copied().unwrap_or(b'!');
    match option {
        Phred::Auto if low >= LOWEST_FROM_64 && (ABOVE_50..=BEST_FROM_64).contains(&high) => b'@',
        Phred::Auto | Phred::From33 => b'!',
        Phred::From64 => b'@',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let check = |low: u8, high: u8| zero(&(low..=high).collect::<Vec<u8>>(), Phred::Auto);
        assert_eq!(check(b'#', b'K'), b'!');
        // 26 to 50; all of one quality; early Illumina; a consensus.
        assert_eq!(check(b';', b'S'), b'!');
        assert_eq!(check(b'I', b'I'), b'!');
        assert_eq!(check(b'B', b'h'), b'@');
        assert_eq!(check(b';', b'^'), b'@');
        assert_eq!(check(b'E', b'~'), b'!');
        assert_eq!(zero(b"hh", Phred::From33), b'!');
        assert_eq!(zero(b"II", Phred::From64), b'@');
    }
}
