//! How firmly the surroundings of a site can pair with it.

use std::sync::LazyLock;

use crate::{input::Message, sites::STACKS};

/// Nucleotides whose pairing hinders Argonaute: those opposite guide nucleotides 8 to 1, and four on each side.
const STRAND: usize = 16;

/// How many of them lie before the eight.
const BEFORE: isize = 4;

/// Nucleotides before and behind the eight among which a partner may be.
const REACH: usize = 50;

/// Nucleotides among which a partner may be, the eight among them.
const REGION: usize = 2 * REACH + 8;

/// Ways in which the strand can lie along the region.
const SHIFTS: usize = STRAND - 1 + REGION;

/// A stem has as many pairs at least.
const PAIRS: usize = 3;

/// RT at 37 °C, kcal/mol.
const RT: f64 = 0.616_32;

/// Free energy of a loop of nine nucleotides, kcal/mol: assumed, between that of a hairpin, 6.4, and of loops that hold
/// further stems. It only sets where the logarithm begins to rise.
const LOOP: f64 = 4.0;

/// How its free energy rises with ln of its length, in RT (Jacobson and Stockmayer 1950, J. Chem. Phys. 18:1600).
const GROWTH: f64 = 1.75;

/// Energy of an A–U pair at an end of a stem, kcal/mol (Xia et al. 1998, Biochemistry 37:14719).
const TERMINAL_AU: f64 = 0.45;

/// exp(−(energy of the loop)/RT) by its nucleotides; loops of less than three count as three.
fn loops() -> [f64; LOOPS] {
    std::array::from_fn(|length| (-LOOP / RT).exp() * (length.max(3) as f64 / 9.0).powf(-GROWTH))
}

/// One more than the nucleotides of the longest loop.
const LOOPS: usize = REGION + STRAND;

/// exp(−(energy of a stack)/RT), 5' nucleotide × 3' nucleotide, and its inverse.
fn stacks() -> [[(f64, f64); 4]; 4] {
    STACKS.map(|row| row.map(|energy| ((-energy / RT).exp(), (energy / RT).exp())))
}

/// The same for all guides.
pub(super) static STEMS: LazyLock<Stems> = LazyLock::new(Stems::new);

/// Numbers that do not depend on the site.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stems {
    loops: [f64; LOOPS],
    stacks: [[(f64, f64); 4]; 4],
    /// exp(−(energy of an end)/RT), of G and C and of A and U.
    ends: [f64; 2],
}

impl Stems {
    fn new() -> Self {
        Self { loops: loops(), stacks: stacks(), ends: [1.0, (-TERMINAL_AU / RT).exp()] }
    }

    /// ln(1 + Σ exp(−G/RT)) over all stems of Watson–Crick pairs, at least three in a row, of the nucleotides opposite
    /// guide 8 to 1, and four on each side, with those up to 50 nt before and behind the eight; a pair has three
    /// nucleotides at least in its loop. G is the energy of the stacks and of the innermost loop.
    ///
    /// It is near ln(1/P(no such stem)).
    #[allow(clippy::cast_possible_truncation, reason = "the lowest sixteen bits are meant")]
    pub(super) fn at(&self, message: &Message, window: isize) -> f64 {
        let (_, side) = message.around();
        let reach = REACH.min(side);
        let around = message.stretch(window - reach.cast_signed(), 2 * reach + 8);
        // On a short circle the strand would meet itself.
        let before = BEFORE.unsigned_abs().min(side);
        let strand = message.stretch(window - before.cast_signed(), 8 + 2 * before);
        // Place i of the strand in bit 15 − i: a pair further out on the one is further out on the other.
        let turned =
            |bits: u128| ((bits as u16) << (BEFORE.unsigned_abs() - before)).reverse_bits();
        let (high, low, known) = (turned(strand.high), turned(strand.low), turned(strand.known));
        let (products, inverses) = self.products(high, low);
        let end = |bit: usize| self.ends[usize::from(!(high ^ low) >> bit & 1)];
        // For each letter the places of its partner, and for each bit of the strand the shifts at which it has one.
        let offset = STRAND - 1 + (REACH - reach);
        let partners = [3, 2, 1, 0].map(|code| around.letter(code) << offset);
        let mut pairs = [0; STRAND + 1];
        for (bit, pairs) in pairs.iter_mut().take(STRAND).enumerate() {
            if known >> bit & 1 == 1 {
                *pairs = partners[code(high, low, bit)] >> bit & ALLOWED[bit];
            }
        }
        let (mut sum, mut outside) = (0.0, 0);
        for first in 0..=STRAND - PAIRS {
            // Shifts of all stems that begin here, and of those that reach the next bit too.
            let mut here = !outside & pairs[first] & pairs[first + 1] & pairs[first + 2];
            outside = pairs[first];
            let mut last = first + PAIRS - 1;
            while here != 0 {
                let longer = here & pairs[last + 1];
                let mut whole = here & !longer;
                let mut loops = 0.0;
                while whole != 0 {
                    let shift = whole.trailing_zeros() as usize;
                    whole &= whole - 1;
                    let inner = distance(shift, first).abs().min(distance(shift, last).abs());
                    loops += self.loops[inner.unsigned_abs() - 1];
                }
                if loops > 0.0 {
                    sum += products[last] * inverses[first] * end(first) * end(last) * loops;
                }
                (here, last) = (longer, last + 1);
            }
        }
        sum.ln_1p()
    }

    /// Products of the stacks from bit 0 to each bit of the turned strand, and their inverses.
    fn products(&self, high: u16, low: u16) -> ([f64; STRAND], [f64; STRAND]) {
        let code = |bit: usize| code(high, low, bit);
        let (mut products, mut inverses) = ([1.0; STRAND], [1.0; STRAND]);
        for bit in 1..STRAND {
            // The higher bit is the one nearer to the 5' end.
            let (stack, inverse) = self.stacks[code(bit)][code(bit - 1)];
            products[bit] = products[bit - 1] * stack;
            inverses[bit] = inverses[bit - 1] * inverse;
        }
        (products, inverses)
    }
}

/// Nucleotides from a place of the strand, by its bit, to its partner at a shift.
const fn distance(shift: usize, bit: usize) -> isize {
    // Place 15 − bit of a strand that begins 4 before the window, and place shift + bit − 15 of a region that begins 50 before.
    let partner = shift.cast_signed() + bit.cast_signed() - 15 - REACH.cast_signed();
    let place = 15 - bit.cast_signed() - BEFORE;
    partner - place
}

/// Shifts at which the partner is far enough for a loop, by bit of the strand.
const ALLOWED: [u128; STRAND] = {
    let mut allowed = [0; STRAND];
    let mut bit = 0;
    while bit < STRAND {
        let mut shift = 0;
        while shift < SHIFTS {
            if distance(shift, bit).abs() > 3 {
                allowed[bit] |= 1 << shift;
            }
            shift += 1;
        }
        bit += 1;
    }
    allowed
};

/// The letter at a bit of a strand.
fn code(high: u16, low: u16, bit: usize) -> usize {
    usize::from((high >> bit & 1) << 1 | (low >> bit & 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{RnaKind, Transcripts};
    use exocast_core::Base;
    use proptest::prelude::*;

    /// The formula, stem by stem.
    fn plain(message: &Message, window: isize) -> f64 {
        let (_, side) = message.around();
        let (reach, before) =
            (REACH.min(side).cast_signed(), BEFORE.unsigned_abs().min(side).cast_signed());
        let pairs = |a: isize, b: isize| {
            let near = (window - before..window + 8 + before).contains(&a);
            let around = (window - reach..window + 8 + reach).contains(&b);
            let code = |place: isize| message.at(place).code();
            let complementary = code(a).zip(code(b)).is_some_and(|(a, b)| a + b == 3);
            near && around && (a - b).abs() > 3 && complementary
        };
        let code = |place: isize| message.at(place).code().map_or(0, usize::from);
        let weak = |place: isize| matches!(message.at(place), Base::A | Base::U);
        let mut sum = 0.0;
        for a in window - before..window + 8 + before {
            for b in window - reach..window + 8 + reach {
                if !pairs(a, b) || pairs(a - 1, b + 1) {
                    continue;
                }
                let run = (0..8 + 2 * before).take_while(|&i| pairs(a + i, b - i));
                let run = run.count().cast_signed();
                if run < PAIRS.cast_signed() {
                    continue;
                }
                let stack = |i: isize| STACKS[code(a + i)][code(a + i + 1)];
                let mut energy: f64 = (0..run - 1).map(stack).sum();
                energy += [a, a + run - 1]
                    .map(|end| if weak(end) { TERMINAL_AU } else { 0.0 })
                    .iter()
                    .sum::<f64>();
                let loop_ = (a - b).abs().min((a - b + 2 * (run - 1)).abs()) - 1;
                sum += (-(energy + LOOP) / RT).exp() * (loop_.max(3) as f64 / 9.0).powf(-GROWTH);
            }
        }
        sum.ln_1p()
    }

    fn message(sequence: &str, kind: RnaKind) -> Message {
        let mut transcripts = Transcripts::default();
        transcripts.push("t", None, b"", sequence.as_bytes()).unwrap();
        let transcript = transcripts.get(0).unwrap();
        Message::new(&crate::Transcript { kind, ..transcript })
    }

    proptest! {
        #[test]
        fn bits_count_each_stem(sequence in "[ACGU]{12,90}[ACGUN]{0,90}", place in -2_isize..180, circle in any::<bool>()) {
            let kind = if circle { RnaKind::Circular } else { RnaKind::Mrna };
            let message = message(&sequence, kind);
            let window = place.min(sequence.len().cast_signed() - 6);
            let (fast, plain) = (STEMS.at(&message, window), plain(&message, window));
            prop_assert!((fast - plain).abs() < 1e-9, "{fast} {plain}");
        }
    }
}
