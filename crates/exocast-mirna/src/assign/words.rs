//! The places of every word of a text.

use super::text::Text;

/// Length of the words by which places are found.
pub(super) const WORD: usize = 8;

/// The places of every word of [`WORD`] nucleotides, by its number.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// Places of the word `w` are `places[offsets[w]..offsets[w + 1]]`.
    offsets: Vec<u32>,
    places: Vec<u32>,
}

impl Words {
    /// Lists the places of every word of `text`, in ascending order.
    ///
    /// The q-gram index of `bio` needs an alphabet of five letters for unknown nucleotides, and with it a table 250
    /// times as large.
    #[allow(clippy::cast_possible_truncation, reason = "references are far below 4 Gb")]
    pub(super) fn new(text: &Text) -> Self {
        let mut offsets = vec![0_u32; (1 << (2 * WORD)) + 1];
        each(text, |word, _| offsets[word + 1] += 1);
        for i in 1..offsets.len() {
            offsets[i] += offsets[i - 1];
        }
        let mut next = offsets.clone();
        let mut places = vec![0; next.last().map_or(0, |all| *all as usize)];
        each(text, |word, place| {
            places[next[word] as usize] = place as u32;
            next[word] += 1;
        });
        Self { offsets, places }
    }

    /// Where the word of that number starts, ascending.
    pub(super) fn places(&self, word: usize) -> &[u32] {
        &self.places[self.offsets[word] as usize..self.offsets[word + 1] as usize]
    }
}

/// Visits every word with its place, twice rather than in a list: that would take four times as much memory as the places.
fn each(text: &Text, mut visit: impl FnMut(usize, usize)) {
    let (mut word, mut run) = (0, 0);
    for end in 0..text.len() {
        let code = text.code(end);
        run = if code.is_some() { run + 1 } else { 0 };
        word = (word << 2 | usize::from(code.unwrap_or(0))) & ((1 << (2 * WORD)) - 1);
        if run >= WORD {
            visit(word, end + 1 - WORD);
        }
    }
}
