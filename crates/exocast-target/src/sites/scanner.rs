//! All sites of all miRNAs in one pass over the sequences.

use exocast_core::Base;

use super::{
    hits::{Hit, SeedFamily, Site},
    options::ScanOptions,
    site::SiteType,
};
use crate::input::{Mirna, Region, Transcript, Transcripts};

/// Finds the seed sites of many miRNAs in one pass, in time that depends on the number of sites and
/// not on the number of miRNAs.
///
/// Each window of eight nucleotides, those opposite miRNA nucleotides 8 to 1, is a 16-bit code that
/// rolls along the sequence; a table over all 65,536 codes lists the families that have a site there,
/// each with the one type it is. So every seed match is reported once, as its best type. Beyond the
/// ends of a sequence, and at an `N`, nothing pairs and nothing is an A.
///
/// ```
/// use exocast_target::{Mirna, Region, ScanOptions, SiteScanner, SiteType, Transcripts};
///
/// let mir1 = Mirna::new("hsa-miR-1-3p", "UGGAAUGUAAAGAAGUAUGUAU".parse()?)?;
/// let text = "transcript\tgene\torf\tutr3\nT\tG\tATGTAA\tGGACATTCCAGG\n";
/// let transcripts = Transcripts::read(text.as_bytes(), "mrna.tsv")?;
/// let mirnas = [mir1];
/// let scanner = SiteScanner::new(&mirnas, &ScanOptions::default());
/// let sites: Vec<_> = scanner.sites(&transcripts).collect();
/// assert_eq!(sites.len(), 1);
/// assert_eq!((sites[0].kind, sites[0].region), (SiteType::EightMer, Region::Utr3));
/// assert_eq!((sites[0].start, sites[0].end), (2, 10));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct SiteScanner<'m> {
    mirnas: &'m [Mirna],
    families: Vec<SeedFamily>,
    regions: Vec<Region>,
    kinds: [Option<SiteType>; 16],
    /// Where the entries of each code begin; one more at the end.
    starts: Vec<u32>,
    entries: Vec<Entry>,
}

/// A family at one code: `family << 4 | matches`.
#[derive(Clone, Copy, Debug)]
struct Entry(u32);

const M8: u32 = 8;

const M7: u32 = 4;

const M2: u32 = 2;

const A1: u32 = 1;

const CODES: usize = 1 << 16;

/// Nucleotides opposite those of a seed, and of the one before.
const WINDOW: usize = 8;

impl<'m> SiteScanner<'m> {
    /// Builds the table of these miRNAs.
    #[must_use]
    pub fn new(mirnas: &'m [Mirna], options: &ScanOptions) -> Self {
        Self::for_types(mirnas, &options.types, &options.regions)
    }

    pub(crate) fn for_types(mirnas: &'m [Mirna], types: &[SiteType], regions: &[Region]) -> Self {
        let kinds = std::array::from_fn(|matches| {
            let has = |bit: u32| matches & bit as usize != 0;
            SiteType::from_matches(has(M8), has(M7), has(M2), has(A1))
                .filter(|kind| types.contains(kind))
        });
        let families = families(mirnas);
        let (starts, entries) = table(&families, &kinds);
        let regions = Region::ALL.into_iter().filter(|region| regions.contains(region)).collect();
        Self { mirnas, families, regions, kinds, starts, entries }
    }

    /// The seed families, in the order of their seeds.
    #[must_use]
    pub fn families(&self) -> &[SeedFamily] {
        &self.families
    }

    /// The miRNAs looked for.
    #[must_use]
    pub(crate) fn mirnas(&self) -> &'m [Mirna] {
        self.mirnas
    }

    /// The regions looked in, 5' to 3'.
    #[must_use]
    pub(crate) fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// Gives every site on one sequence to `visit`, along the sequence and, at one place, in the
    /// order of the families.
    pub fn scan(&self, sequence: &[Base], mut visit: impl FnMut(Hit)) {
        // Bit k − 1 of `unknown` stands for the nucleotide opposite miRNA nucleotide k.
        let (mut code, mut unknown) = (0_u16, u8::MAX);
        let past_end = [Base::N; 2];
        for (i, base) in sequence.iter().chain(&past_end).enumerate() {
            roll(&mut code, &mut unknown, *base);
            self.at_code(code, unknown, |family, kind| {
                visit(Hit { start: start_of(i, kind), family, kind });
            });
        }
    }

    /// As [`scan`](Self::scan), of a circle: across the junction of its ends, each site once. A site may reach past the
    /// last nucleotide, from which on the first ones follow.
    pub(crate) fn scan_circle(&self, circle: &[Base], mut visit: impl FnMut(Hit)) {
        let before = WINDOW - 1;
        let Some(again) = circle.get(..before).filter(|_| circle.len() >= WINDOW) else { return };
        let (mut code, mut unknown) = (0_u16, u8::MAX);
        for (i, base) in circle.iter().chain(again).enumerate() {
            roll(&mut code, &mut unknown, *base);
            if i >= before {
                self.at_code(code, unknown, |family, kind| {
                    visit(Hit { start: start_of(i, kind) % circle.len(), family, kind });
                });
            }
        }
    }

    /// As [`scan`](Self::scan), of a region of a transcript.
    pub(crate) fn scan_region(
        &self,
        transcript: &Transcript<'_>,
        region: Region,
        visit: impl FnMut(Hit),
    ) {
        let sequence = transcript.region(region);
        if transcript.is_circle() {
            self.scan_circle(sequence, visit);
        } else {
            self.scan(sequence, visit);
        }
    }

    /// The families that have a site at a window, with its type.
    fn at_code(&self, code: u16, unknown: u8, mut visit: impl FnMut(usize, SiteType)) {
        if unknown == 0 {
            for entry in self.entries_at(code) {
                if let Some(kind) = self.kinds[entry.matches()] {
                    visit(entry.family(), kind);
                }
            }
        } else if unknown & 0b0011_1100 == 0 {
            for entry in self.entries_at(code) {
                if let Some(kind) = self.kinds[entry.matches_without(unknown)] {
                    visit(entry.family(), kind);
                }
            }
        }
    }

    fn entries_at(&self, code: u16) -> &[Entry] {
        let code = usize::from(code);
        &self.entries[self.starts[code] as usize..self.starts[code + 1] as usize]
    }

    /// Every site of every miRNA, transcript by transcript, 5' to 3'; memory for one transcript.
    pub fn sites<'s>(&'s self, transcripts: &'s Transcripts) -> impl Iterator<Item = Site<'s>> {
        transcripts.iter().flat_map(move |transcript| {
            let mut hits = Vec::new();
            for &region in transcript.regions(&self.regions) {
                self.scan_region(&transcript, region, |hit| hits.push((region, hit)));
            }
            if transcript.is_circle() {
                hits.sort_by_key(|(_, hit)| hit.start);
            }
            hits.into_iter().flat_map(move |(region, hit)| {
                self.families[hit.family].members.iter().map(move |&member| Site {
                    transcript,
                    mirna: &self.mirnas[member],
                    kind: hit.kind,
                    region,
                    start: hit.start,
                    end: hit.end_in(&transcript),
                })
            })
        })
    }
}

/// Moves a window on by one nucleotide.
#[inline]
fn roll(code: &mut u16, unknown: &mut u8, base: Base) {
    let letter = base.code();
    *code = *code << 2 | u16::from(letter.unwrap_or(0));
    *unknown = *unknown << 1 | u8::from(letter.is_none());
}

impl Entry {
    const fn family(self) -> usize {
        (self.0 >> 4) as usize
    }

    const fn matches(self) -> usize {
        (self.0 & 15) as usize
    }

    /// The matches that remain where the nucleotides in `unknown` match nothing.
    const fn matches_without(self, unknown: u8) -> usize {
        let unknown = unknown as u32;
        let lost =
            unknown >> 7 << 3 | (unknown >> 6 & 1) << 2 | (unknown >> 1 & 1) << 1 | unknown & 1;
        (self.0 & 15 & !lost) as usize
    }
}

/// First nucleotide of a site whose window has the place opposite miRNA nucleotide 1 at `i`.
const fn start_of(i: usize, kind: SiteType) -> usize {
    i + 2 - kind.covers().end
}

fn families(mirnas: &[Mirna]) -> Vec<SeedFamily> {
    let mut order: Vec<usize> = (0..mirnas.len()).collect();
    order.sort_by_key(|&i| (mirnas[i].seed(), i));
    order
        .chunk_by(|&a, &b| mirnas[a].seed() == mirnas[b].seed())
        .map(|members| SeedFamily { seed: mirnas[members[0]].seed(), members: members.to_vec() })
        .collect()
}

/// The families at each code, in compressed rows: a counting sort over codes.
fn table(families: &[SeedFamily], kinds: &[Option<SiteType>; 16]) -> (Vec<u32>, Vec<Entry>) {
    // Where a nucleotide is unknown a match is lost, so codes are listed also where a subset of
    // their matches makes a site.
    let listed: [bool; 16] =
        std::array::from_fn(|all| (0..16).any(|part| part & all == part && kinds[part].is_some()));
    let each = |visit: &mut dyn FnMut(usize, Entry)| {
        for (family, number) in families.iter().zip(0_u32..) {
            let partner = |position| family.seed.partner(position);
            let core = (3..=6).rev().fold(0, |code, position| code << 2 | partner(position));
            for free in 0..256_u16 {
                let [b8, b7, b2, b1] = [free >> 6, free >> 4 & 3, free >> 2 & 3, free & 3];
                let matches = u32::from(b8 == partner(8)) * M8
                    + u32::from(b7 == partner(7)) * M7
                    + u32::from(b2 == partner(2)) * M2
                    + u32::from(b1 == 0) * A1;
                if listed[matches as usize] {
                    let code = b8 << 14 | b7 << 12 | core << 4 | b2 << 2 | b1;
                    visit(usize::from(code), Entry(number << 4 | matches));
                }
            }
        }
    };
    let mut starts = vec![0_u32; CODES + 1];
    each(&mut |code, _| starts[code + 1] += 1);
    for code in 0..CODES {
        starts[code + 1] += starts[code];
    }
    let mut next = starts.clone();
    let mut entries = vec![Entry(0); starts[CODES] as usize];
    each(&mut |code, entry| {
        entries[next[code] as usize] = entry;
        next[code] += 1;
    });
    (starts, entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use exocast_core::Rna;

    fn check(sequence: &str, expected: &[(SiteType, usize, usize)]) {
        // seed GGAAUGU: the 8mer is ACAUUCCA
        let mirna = Mirna::new("miR-1", "UGGAAUGUAAAG".parse().unwrap()).unwrap();
        let mirnas = [mirna];
        let scanner = SiteScanner::for_types(&mirnas, &SiteType::ALL, &Region::REPRESSING);
        let mut hits = Vec::new();
        let sequence = Rna::parse_with_n(sequence.as_bytes()).unwrap();
        scanner.scan(sequence.bases(), |hit| {
            hits.push((hit.kind, hit.range().start, hit.range().end));
        });
        assert_eq!(hits, expected, "{sequence}");
    }

    #[test]
    fn each_type_has_its_place() {
        check("GACAUUCCAG", &[(SiteType::EightMer, 1, 9)]);
        check("GACAUUCCGG", &[(SiteType::SevenMerM8, 1, 8)]);
        check("GGCAUUCCAG", &[(SiteType::SevenMerA1, 2, 9)]);
        check("GGCAUUCCGG", &[(SiteType::SixMer, 2, 8)]);
        check("GGGAUUCCAG", &[(SiteType::SixMerA1, 3, 9)]);
        check("GACAUUCGAG", &[(SiteType::OffsetSixMer, 1, 7)]);
        check("GGGAUUCCGG", &[]);
    }

    #[test]
    fn ends_and_unknown_nucleotides_match_nothing() {
        check("ACAUUCCA", &[(SiteType::EightMer, 0, 8)]);
        check("ACAUUCC", &[(SiteType::SevenMerM8, 0, 7)]);
        check("CAUUCCA", &[(SiteType::SevenMerA1, 0, 7)]);
        check("CAUUCC", &[(SiteType::SixMer, 0, 6)]);
        check("AUUCCA", &[(SiteType::SixMerA1, 0, 6)]);
        check("ACAUUC", &[(SiteType::OffsetSixMer, 0, 6)]);
        check("AUUCC", &[]);
        check("", &[]);
        check("NCAUUCCN", &[(SiteType::SixMer, 1, 7)]);
        check("ANAUUCCA", &[(SiteType::SixMerA1, 2, 8)]);
        check("ACAUUCNA", &[(SiteType::OffsetSixMer, 0, 6)]);
        check("ACANUCCA", &[]);
    }

    #[test]
    fn circles_have_each_site_once() {
        let mirnas = [Mirna::new("miR-1", "UGGAAUGUAAAG".parse().unwrap()).unwrap()];
        let scanner = SiteScanner::for_types(&mirnas, &SiteType::ALL, &Region::REPRESSING);
        let whole = "GACAUUCCAGGGG";
        for start in 0..whole.len() {
            let circle = format!("{}{}", &whole[start..], &whole[..start]);
            let mut hits = Vec::new();
            scanner.scan_circle(Rna::parse_with_n(circle.as_bytes()).unwrap().bases(), |hit| {
                hits.push((hit.kind, hit.start));
            });
            let expected = (whole.len() + 1 - start) % whole.len();
            assert_eq!(hits, [(SiteType::EightMer, expected)], "{circle}");
        }
        scanner.scan_circle(Rna::parse_with_n(b"CAUUCCA").unwrap().bases(), |_| panic!("short"));
    }

    #[test]
    fn overlapping_matches_are_all_reported() {
        check("CAUUCCAUUCCAC", &[(SiteType::SevenMerA1, 0, 7), (SiteType::SevenMerA1, 5, 12)]);
    }
}
