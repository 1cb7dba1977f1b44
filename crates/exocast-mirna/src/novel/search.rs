//! Reads searched in a genome that is gone through once.

use super::{
    contig::Contig,
    place::Place,
    probe::{Probe, SEED, TAIL},
};

/// Bits of the filter that most places of a genome fail.
const FILTER_BITS: u32 = 24;
/// A genome is searched in parts of this many nucleotides.
const CHUNK: usize = 1 << 20;
/// Seeds of reads, as numbers of two bits a nucleotide.
const MASK: u64 = (1 << (2 * SEED)) - 1;

/// The reads by their first nucleotides.
#[derive(Debug)]
pub(super) struct Seeds<'a> {
    probes: &'a [Probe],
    filter: Vec<u64>,
    /// First nucleotides, and the first of the reads that begin so; ascending, with one more at the end.
    groups: Vec<(u64, u32)>,
    /// The groups that begin with a key's high bits.
    jumps: Vec<u32>,
    shift: u32,
    mismatches: usize,
}

#[allow(clippy::cast_possible_truncation, reason = "18 bits")]
fn place_in_filter(seed: u64) -> (usize, u64) {
    let hash = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - FILTER_BITS);
    ((hash >> 6) as usize, 1 << (hash & 63))
}

impl<'a> Seeds<'a> {
    /// `probes` are in ascending order.
    pub(super) fn new(probes: &'a [Probe], mismatches: usize) -> Self {
        let mut filter = vec![0; 1 << (FILTER_BITS - 6)];
        let mut groups: Vec<(u64, u32)> = Vec::new();
        for (i, probe) in (0..).zip(probes) {
            let seed = probe.read.word(0, SEED) as u64;
            if groups.last().is_none_or(|(last, _)| *last != seed) {
                groups.push((seed, i));
                let (word, bit) = place_in_filter(seed);
                filter[word] |= bit;
            }
        }
        groups.push((u64::MAX, u32::try_from(probes.len()).unwrap_or(u32::MAX)));
        let bits = groups.len().ilog2().clamp(1, 20);
        let shift = u32::try_from(2 * SEED).unwrap_or(0) - bits;
        let mut jumps = Vec::with_capacity((1 << bits) + 1);
        for high in 0..=1_u64 << bits {
            let at = groups.partition_point(|(seed, _)| *seed < high << shift);
            jumps.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        Self { probes, filter, groups, jumps, shift, mismatches }
    }

    /// The reads that begin with a seed.
    #[allow(clippy::cast_possible_truncation, reason = "at most 20 bits")]
    fn reads(&self, seed: u64) -> std::ops::Range<usize> {
        let (word, bit) = place_in_filter(seed);
        if self.filter[word] & bit == 0 {
            return 0..0;
        }
        let high = (seed >> self.shift) as usize;
        let range = self.jumps[high] as usize..self.jumps[high + 1] as usize;
        let Ok(at) = self.groups[range.clone()].binary_search_by_key(&seed, |(seed, _)| *seed)
        else {
            return 0..0;
        };
        let at = range.start + at;
        self.groups[at].1 as usize..self.groups[at + 1].1 as usize
    }

    /// All places of reads on a contig, ascending.
    pub(super) fn places(&self, contig: &Contig, both_strands: bool) -> Vec<Place> {
        let ends = contig.codes.len();
        let chunks = ends.div_ceil(CHUNK);
        let mut places: Vec<Place> = exocast_core::parallel::map(chunks, |chunk| {
            self.chunk(contig, chunk * CHUNK..((chunk + 1) * CHUNK).min(ends), both_strands)
        })
        .concat();
        places.sort_unstable();
        places
    }

    /// Places whose seed ends in a part of the contig.
    fn chunk(&self, contig: &Contig, ends: std::ops::Range<usize>, both: bool) -> Vec<Place> {
        let mut places = Vec::new();
        let (mut forward, mut reverse, mut known) = (0_u64, 0_u64, 0_usize);
        for at in ends.start.saturating_sub(SEED - 1)..ends.end {
            let code = contig.codes[at];
            if code > 3 {
                known = 0;
                continue;
            }
            forward = (forward << 2 | u64::from(code)) & MASK;
            reverse = reverse >> 2 | u64::from(3 - code) << (2 * (SEED - 1));
            known += 1;
            if known < SEED || at < ends.start {
                continue;
            }
            self.fitting(contig, (forward, at + 1 - SEED, false), &mut places);
            if both {
                self.fitting(contig, (reverse, at, true), &mut places);
            }
        }
        places
    }

    fn fitting(
        &self,
        contig: &Contig,
        (seed, start, reverse): (u64, usize, bool),
        places: &mut Vec<Place>,
    ) {
        for probe in self.reads(seed) {
            let read = self.probes[probe].read;
            let Some(differing) = contig.differing(read, start, reverse, SEED) else { continue };
            let tail = differing.iter().rev().enumerate().take_while(|(i, at)| {
                // Added nucleotides may be those of the genome by chance, but for the first.
                read.len() - **at <= TAIL && *i < TAIL
            });
            let tail = tail.last().map_or(0, |(_, at)| read.len() - at);
            let within = differing.iter().filter(|at| **at + tail < read.len()).count();
            if within > 0 && differing.len() > self.mismatches {
                continue;
            }
            let byte = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
            places.push(Place {
                start,
                reverse,
                probe: u32::try_from(probe).unwrap_or(u32::MAX),
                differences: byte(differing.len()),
                templated: byte(read.len() - tail),
            });
        }
    }
}

/// The places of each read at which it differs least, over all contigs.
#[derive(Debug)]
pub(super) struct Best {
    /// Of each read, the least differences and the number of places with these.
    least: Vec<(u8, usize)>,
    most: usize,
}

impl Best {
    /// Of `probes` reads, none of which may have more than `most` places.
    pub(super) fn new(probes: usize, most: usize) -> Self {
        Self { least: vec![(u8::MAX, 0); probes], most }
    }

    /// Adds the places of a contig, and leaves out those that are not the best so far or too many.
    pub(super) fn add(&mut self, places: &mut Vec<Place>) {
        for place in &*places {
            let (least, count) = &mut self.least[place.probe as usize];
            if place.differences < *least {
                (*least, *count) = (place.differences, 0);
            }
            *count += usize::from(place.differences == *least);
        }
        places.retain(|place| self.is_best(place));
    }

    /// Whether a place is one of the best, and these are not too many.
    pub(super) fn is_best(&self, place: &Place) -> bool {
        let (least, count) = self.least[place.probe as usize];
        place.differences == least && count <= self.most
    }

    /// The number of the best places of a read.
    pub(super) fn count(&self, probe: usize) -> usize {
        self.least[probe].1
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{novel::probe::Owner, reads::Packed};

    fn complement(letters: &[u8]) -> Vec<u8> {
        let pair = |letter: &u8| match letter {
            b'A' => b'T',
            b'C' => b'G',
            b'G' => b'C',
            b'T' => b'A',
            other => *other,
        };
        letters.iter().rev().map(pair).collect()
    }

    /// Places of a read by comparing it everywhere: strand, start, differences and templated nucleotides.
    fn plain(genome: &[u8], read: &[u8], mismatches: usize) -> Vec<(usize, bool, u8, u8)> {
        let mut all = Vec::new();
        for (reverse, text) in [(false, genome.to_vec()), (true, complement(genome))] {
            for at in 0..(text.len() + 1).saturating_sub(read.len()) {
                let differs: Vec<bool> = (0..read.len()).map(|i| text[at + i] != read[i]).collect();
                let n = differs.iter().filter(|differs| **differs).count();
                if differs[..SEED].contains(&true) {
                    continue;
                }
                let last = (read.len() - TAIL.min(read.len())..read.len()).find(|i| differs[*i]);
                let templated = last.filter(|last| *last >= SEED).unwrap_or(read.len());
                let before = differs[..templated].iter().filter(|differs| **differs).count();
                if before == 0 || n <= mismatches {
                    let start = if reverse { genome.len() - 1 - at } else { at };
                    all.push((
                        start,
                        reverse,
                        u8::try_from(n).unwrap(),
                        u8::try_from(templated).unwrap(),
                    ));
                }
            }
        }
        all.sort_unstable();
        all
    }

    proptest! {
        #[test]
        fn every_place_is_seen(
            genome in "[ACGTN]{0,10}[ACGT]{60,200}[ACGTN]{0,10}",
            cuts in prop::collection::vec((0_usize..150, 18_usize..40, 0_usize..64, any::<bool>()), 1..8),
            mismatches in 0_usize..2,
        ) {
            // Repeats, so that reads have several places.
            let genome = format!("{genome}{}", &genome[..genome.len() / 2]);
            let genome = genome.as_bytes();
            let mut reads: Vec<Vec<u8>> = Vec::new();
            for (start, length, swap, reverse) in cuts {
                let start = start.min(genome.len() - length);
                let mut read = genome[start..start + length].to_vec();
                if reverse {
                    read = complement(&read);
                }
                if swap < length {
                    read[swap] = b'A';
                }
                if Packed::new(&read).is_some() {
                    reads.push(read);
                }
            }
            reads.sort();
            reads.dedup();
            let probe = |read: &Vec<u8>| Probe { read: Packed::new(read).unwrap(), reads: 1, owner: Owner::None };
            let probes: Vec<Probe> = reads.iter().map(probe).collect();
            let contig = Contig::new(genome).unwrap();
            let places = Seeds::new(&probes, mismatches).places(&contig, true);
            for (i, read) in reads.iter().enumerate() {
                let mut mine: Vec<_> = places
                    .iter()
                    .filter(|place| place.probe as usize == i)
                    .map(|place| (place.start, place.reverse, place.differences, place.templated))
                    .collect();
                mine.sort_unstable();
                prop_assert_eq!(&mine, &plain(genome, read, mismatches), "{}", String::from_utf8_lossy(read));
            }
        }
    }

    #[test]
    fn only_the_best_places_and_not_too_many() {
        let place = |probe, start, differences| Place {
            start,
            reverse: false,
            probe,
            differences,
            templated: 20,
        };
        let mut best = Best::new(2, 2);
        let mut first = vec![place(0, 1, 1), place(0, 9, 1), place(1, 3, 0), place(1, 4, 0)];
        best.add(&mut first);
        assert_eq!(first.len(), 4);
        let mut second = vec![place(0, 5, 0), place(1, 8, 0), place(1, 9, 1)];
        best.add(&mut second);
        assert_eq!(second, [place(0, 5, 0)]);
        first.retain(|place| best.is_best(place));
        assert!(first.is_empty());
        assert_eq!((best.count(0), best.count(1)), (1, 3));
    }
}
