//! Composition of what surrounds a site.

use crate::input::Message;

/// Nucleotides on each side over which local AU content is taken.
const FLANK: usize = 30;

/// Nucleotides on each side over which pyrimidines are counted.
const WIDE: usize = 200;

/// Nucleotides added to those counted: few of them determine little.
const FEW: f64 = 5.0;

/// Eight nucleotides at a time: the sum of weights for each combination of bits.
const PARTS: usize = FLANK.div_ceil(8);

/// Share of A and U around a window of eight, nearer nucleotides weighing more.
#[allow(clippy::cast_possible_truncation, reason = "at most 32 nucleotides on a side")]
pub(super) fn local_au(message: &Message, window: isize) -> f64 {
    static SUMS: [[f64; 256]; PARTS] = sums();
    let (_, side) = message.around();
    let side = FLANK.min(side);
    let sum = |bits: u32| -> f64 {
        let parts = SUMS.iter().zip(bits.to_le_bytes());
        parts.map(|(sums, part)| sums[usize::from(part)]).sum()
    };
    let upstream = message.stretch(window - side.cast_signed(), side).weak() as u32;
    let upstream = if side == 0 { 0 } else { upstream.reverse_bits() >> (32 - side) };
    let downstream = message.stretch(window + 8, side).weak() as u32;
    (sum(upstream) + sum(downstream)) / const { most() }
}

/// Share of C and U among 200 nucleotides on each side and the eight themselves, less one half.
pub(super) fn pyrimidines(message: &Message, window: isize) -> f64 {
    let (_, side) = message.around();
    let side = WIDE.min(side).cast_signed();
    let (pyrimidines, known) = message.pyrimidines(window - side..window + 8 + side);
    (f64::from(pyrimidines) - 0.5 * f64::from(known)) / (f64::from(known) + FEW)
}

const fn weight(place: usize) -> f64 {
    1.0 / (place + 2) as f64
}

/// The weights of both sides together.
const fn most() -> f64 {
    let (mut sum, mut place) = (0.0, 0);
    while place < FLANK {
        sum += 2.0 * weight(place);
        place += 1;
    }
    sum
}

const fn sums() -> [[f64; 256]; PARTS] {
    let (mut sums, mut part) = ([[0.0; 256]; PARTS], 0);
    while part < PARTS {
        let mut bits = 0;
        while bits < 256 {
            let mut bit = 0;
            while bit < 8 {
                if bits >> bit & 1 == 1 {
                    sums[part][bits] += weight(8 * part + bit);
                }
                bit += 1;
            }
            bits += 1;
        }
        part += 1;
    }
    sums
}
