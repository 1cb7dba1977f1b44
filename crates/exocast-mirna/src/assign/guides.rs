//! Which seeds of a miRNA are guides of their own, and their counts.

use std::collections::BTreeMap;

use exocast_core::{Base, Rna, Seed};

use super::{
    call::Called,
    count::best,
    guide::{CountedGuide, Guides},
    misread::{by_error, rate},
    quantify::Quantification,
    share::wilson,
};
use crate::{
    notice::Notice,
    reads::{Insert, Packed},
    reference::{Isomir, SnvRegion},
};

/// Nucleotides of a seed, and the one behind the first on a read.
const LENGTH: usize = Seed::LEN;
/// A substitution is no error only where errors give as many reads less often than this: one of 21 substitutions in each of
/// 2,600 miRNAs, once in 20 libraries. Assumed.
const BY_ERROR: f64 = 1e-6;

/// A seed as a number: two bits a nucleotide, the first in the highest.
type Code = usize;

/// Counts of one seed of a row.
#[derive(Default)]
struct OfSeed {
    /// Samples with counts, ascending.
    samples: Vec<(usize, InSample)>,
    /// Counts of each sequence, over all samples.
    forms: BTreeMap<Packed, f64>,
}

/// Counts of one seed of a row in one sample.
#[derive(Clone, Copy, Default)]
struct InSample {
    count: f64,
    /// Of them those of reads that no other miRNA explains better.
    best: f64,
    /// By nucleotide of the seed, those that are expected to be misread there.
    misread: [f64; LENGTH],
}

impl Quantification<'_> {
    /// The guides of every miRNA with counts, and what is not counted as one.
    ///
    /// A seed other than the canonical one is a guide where the lower end of the 95 % interval of its share lies above
    /// [`guide_share`](crate::QuantifyOptions::guide_share) in some sample, and is then one in all of them. Reads that another
    /// miRNA explains better do not count for that, and a substitution counts less what errors give. What is no guide is with
    /// the canonical one: the guides of a miRNA sum to its counts.
    pub(super) fn find_guides(&self) -> (Guides, Option<Notice>) {
        let samples: Vec<String> = self.samples().map(str::to_owned).collect();
        let (mut guides, mut below) = (Vec::new(), Below::default());
        for (row, seeds) in self.by_seed() {
            self.guides_of(row, &seeds, &mut guides, &mut below);
        }
        let notice = below.notice(self.index.options().guide_share);
        (Guides { samples, guides }, notice)
    }

    /// Counts by row and seed.
    fn by_seed(&self) -> BTreeMap<usize, BTreeMap<Code, OfSeed>> {
        let canonical: Vec<Option<Code>> =
            (0..self.rows.members().len()).map(|row| self.canonical(row)).collect();
        let mut rows: BTreeMap<usize, BTreeMap<Code, OfSeed>> = BTreeMap::new();
        for sample in 0..self.samples.len() {
            let errors = &self.samples[sample].errors;
            for (insert, called) in self.mirna_inserts(sample) {
                let code = insert.sequence.word(1, LENGTH);
                for (row, share) in self.shares(sample, called) {
                    let seed = rows.entry(row).or_default().entry(code).or_default();
                    let count = insert.molecules as f64 * share;
                    let is_best = self.is_best(row, called);
                    seed.add(sample, (insert, count), is_best, errors);
                    if canonical[row] != Some(code) {
                        *seed.forms.entry(insert.sequence).or_default() += count;
                    }
                }
            }
        }
        rows
    }

    /// Whether no miRNA of another row explains a read better.
    fn is_best(&self, row: usize, called: &Called) -> bool {
        let members = &self.rows.members()[row];
        best(&called.near).any(|name| members.contains(&name))
    }

    /// The seed of the reference; none where the names of a row have several.
    fn canonical(&self, row: usize) -> Option<Code> {
        let matures = self.index.catalogue().matures();
        let mut codes = self.rows.members()[row].iter().map(|&i| code_of(&matures[i].sequence));
        let first = codes.next()??;
        codes.all(|code| code == Some(first)).then_some(first)
    }

    fn guides_of(
        &self,
        row: usize,
        seeds: &BTreeMap<Code, OfSeed>,
        guides: &mut Vec<CountedGuide>,
        below: &mut Below,
    ) {
        let least = self.index.options().guide_share;
        let (catalogue, canonical) = (self.index.catalogue(), self.canonical(row));
        let members = &self.rows.members()[row];
        let Some(mature) = members.first().map(|&i| &catalogue.matures()[i]) else { return };
        let total: Vec<f64> = (0..self.samples.len()).map(|i| self.amounts(i)[row]).collect();
        if total.iter().sum::<f64>() <= 0.0 {
            return;
        }
        let mirna = catalogue.joint_name(members);
        let mut others: Vec<(Code, &OfSeed)> = Vec::new();
        // Where names have several seeds, none of these is the canonical one that others could be told from.
        for (&code, seed) in seeds.iter().filter(|(code, _)| canonical.is_some_and(|c| c != **code))
        {
            let is_in = |i: usize| seed.is_guide(code, i, total[i], least, seeds);
            if seed.samples.iter().any(|(i, _)| is_in(*i)) {
                others.push((code, seed));
            } else {
                below.add(seed.sum());
            }
        }
        others.sort_by(|a, b| b.1.sum().total_cmp(&a.1.sum()).then(a.0.cmp(&b.0)));
        // The rest of the counts, so that all sum to them.
        let rest = (0..total.len()).map(|i| {
            let apart: f64 = others.iter().map(|(_, seed)| seed.at(i).count).sum();
            // What is left of sums of shares is rounding.
            let rest = total[i] - apart;
            if rest > 1e-9 * total[i] { rest } else { 0.0 }
        });
        let with_shares = |counts: Vec<f64>| {
            let shares = counts.iter().zip(&total).map(|(k, n)| wilson(*k, *n)).collect();
            (counts, shares)
        };
        let (counts, shares) = with_shares(rest.collect());
        guides.push(CountedGuide {
            mirna: mirna.clone(),
            isomir: String::new(),
            seed: canonical.and_then(|_| Seed::new(&mature.sequence)),
            sequence: mature.sequence.clone(),
            counts,
            shares,
        });
        let named: Vec<(String, Packed, &OfSeed)> = (others.into_iter())
            .filter_map(|(_, seed)| {
                let form = seed.form()?;
                Some((self.words(row, form), form, seed))
            })
            .collect();
        for (words, form, seed) in &named {
            let sequence = form.to_rna();
            let (counts, shares) =
                with_shares((0..total.len()).map(|i| seed.at(i).count).collect());
            let alike = named.iter().filter(|(other, ..)| other == words).count();
            let seed = Seed::new(&sequence);
            let isomir = match seed {
                // Other reads of other samples may have the same words and another seed.
                Some(seed) if alike > 1 || !says_seed(words) => format!("{words} ({seed})"),
                _ => words.clone(),
            };
            guides.push(CountedGuide {
                mirna: mirna.clone(),
                isomir,
                seed,
                sequence,
                counts,
                shares,
            });
        }
    }

    /// What gives a read of a row its seed, in the words of mirGFF3.
    fn words(&self, row: usize, form: Packed) -> String {
        let called = self.calls.binary_search_by_key(&form, |(sequence, _)| *sequence);
        let called = called.ok().map(|at| &self.calls[at].1);
        let hit = called.and_then(|called| self.hits(form, called, row).first().copied());
        let isomir = hit.map_or_else(Isomir::default, |hit| hit.isomir.five_prime(1..1 + LENGTH));
        if isomir.is_reference() {
            // Of a locus whose sequence is not that of the name.
            return SnvRegion::Seed.to_string();
        }
        isomir.to_string()
    }
}

/// Whether a seed follows from the words of an isomiR and its miRNA: not where a nucleotide of it was replaced or added.
fn says_seed(words: &str) -> bool {
    words.split(',').all(|word| {
        let added = word.strip_prefix("iso_add5p:");
        !word.starts_with("iso_snv") && added.is_none_or(|count| count == "1")
    })
}

impl OfSeed {
    fn add(
        &mut self,
        sample: usize,
        (insert, count): (&Insert, f64),
        is_best: bool,
        errors: &[f64],
    ) {
        if self.samples.last().is_none_or(|(last, _)| *last != sample) {
            self.samples.push((sample, InSample::default()));
        }
        let Some((_, seen)) = self.samples.last_mut() else { return };
        seen.count += count;
        if is_best {
            seen.best += count;
        }
        for (at, misread) in seen.misread.iter_mut().enumerate() {
            let error = errors.get(at + 1).copied().unwrap_or_default();
            *misread += count * rate(insert, error);
        }
    }

    /// What a sample has of it.
    fn at(&self, sample: usize) -> InSample {
        let place = self.samples.binary_search_by_key(&sample, |(sample, _)| *sample);
        place.map_or_else(|_| InSample::default(), |place| self.samples[place].1)
    }

    fn sum(&self) -> f64 {
        self.samples.iter().map(|(_, seen)| seen.count).sum()
    }

    /// The most abundant sequence, the first of several.
    fn form(&self) -> Option<Packed> {
        let most = |a: &(&Packed, &f64), b: &(&Packed, &f64)| a.1.total_cmp(b.1).then(b.0.cmp(a.0));
        self.forms.iter().max_by(most).map(|(sequence, _)| *sequence)
    }

    /// Whether this seed holds more than the share `least` of a miRNA with `total` counts in a sample, beyond what errors
    /// make of the other seeds that differ in one nucleotide.
    fn is_guide(
        &self,
        code: Code,
        sample: usize,
        total: f64,
        least: f64,
        seeds: &BTreeMap<Code, OfSeed>,
    ) -> bool {
        let count = self.at(sample).best;
        let holds = |count: f64| wilson(count, total).is_some_and(|share| share.low > least);
        // Most are too few whatever errors give.
        if !holds(count) {
            return false;
        }
        let near = seeds.iter().filter_map(|(other, seed)| {
            seed.at(sample).misread.get(differing(code, *other)?).copied()
        });
        let misread: f64 = near.sum();
        let is_no_error = misread <= 0.0 || by_error(total, count, misread / total) < BY_ERROR;
        holds((count - misread).max(0.0)) && is_no_error
    }
}

/// Seeds that are no guides.
#[derive(Default)]
struct Below {
    seeds: usize,
    counts: f64,
}

impl Below {
    fn add(&mut self, counts: f64) {
        self.seeds += 1;
        self.counts += counts;
    }

    fn notice(&self, least: f64) -> Option<Notice> {
        let Self { seeds, counts } = *self;
        // Shares of reads that other miRNAs explain better are next to nothing.
        (counts >= 0.5).then_some(Notice::SeedsBelow { seeds, counts, least })
    }
}

/// The seed of a sequence.
fn code_of(sequence: &Rna) -> Option<Code> {
    let bases = sequence.bases().get(1..=LENGTH)?;
    bases.iter().try_fold(0, |code, base: &Base| Some(code << 2 | usize::from(base.code()?)))
}

/// The nucleotide, from 0, in which two seeds differ; none where they differ in several or none.
fn differing(a: Code, b: Code) -> Option<usize> {
    let bits = a ^ b;
    let lanes = (bits | bits >> 1) & 0b01_0101_0101_0101;
    lanes.is_power_of_two().then(|| LENGTH - 1 - lanes.trailing_zeros() as usize / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_that_differ_in_one_nucleotide() {
        let code = |letters: &str| Packed::new(letters.as_bytes()).unwrap().word(1, LENGTH);
        let check = |a: &str, b: &str, expected: Option<usize>| {
            assert_eq!(differing(code(a), code(b)), expected, "{a} {b}");
        };
        check("TAGCTTATCA", "TAGCTTATCA", None);
        check("TAGCTTATCA", "AAGCTTATGG", None);
        check("TAGCTTATCA", "TCGCTTATCA", Some(0));
        check("TAGCTTATCA", "TAGCTTAGCA", Some(6));
        check("TAGCTTATCA", "TAGGTTATCA", Some(2));
        check("TAGCTTATCA", "TAGGTTAACA", None);
        let rna: Rna = "UAGCUUAUCA".parse().unwrap();
        assert_eq!(code_of(&rna), Some(code("TAGCTTATCA")));
    }
}
