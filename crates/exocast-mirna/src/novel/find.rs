//! The search for novel miRNAs, from reads to hairpins.

use std::{
    collections::{BTreeMap, HashMap},
    io::BufRead,
};

use exocast_core::{ReadError, SeedPlan, options::Checked, parallel};

use super::{
    control::{self, Cutoff, Scores},
    examined::{Candidate, Examined},
    fold::FoldHairpin,
    genome::Genome,
    judge::Reason,
    known::{KnownMirnas, is_known, refused},
    locus::NovelLocus,
    probe::{Owner, Probe},
};
use crate::{
    assign::Quantification,
    notice::{Notice, NovelNotice},
    options::NovelOptions,
};

/// Fewer stacks of unknown reads give a rough estimate of candidates by chance.
const FEW_STACKS: usize = 20;

/// Hairpins with the reads of miRNAs, novel and known.
///
/// Of the known ones only reads and fold were used, so they show how many of the miRNAs in the reads such a search finds.
#[derive(Clone, Debug)]
pub struct NovelMirnas {
    /// Best first.
    pub(crate) novel: Vec<NovelLocus>,
    pub(crate) known: Vec<NovelLocus>,
    pub(crate) cutoffs: Vec<Cutoff>,
    /// Stacks and reads that are none, by the reason.
    pub(crate) rejected: BTreeMap<Reason, (usize, u64)>,
    /// Known miRNAs with enough reads, and those of them with a read in the genome.
    pub(crate) known_expressed: usize,
    pub(crate) known_placed: usize,
    pub(crate) samples: Vec<String>,
    /// Known miRNAs with the seed of each novel one.
    pub(crate) same_seed: Vec<Vec<String>>,
    /// Name of the known miRNA of each known hairpin.
    pub(crate) known_names: Vec<String>,
    pub(crate) options: NovelOptions,
    notices: Vec<Notice>,
}

impl NovelMirnas {
    /// What was searched, what was left out, and whether the candidates are more than chance makes.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }
}

impl Quantification<'_> {
    /// Novel miRNAs among the reads that nothing known explains.
    ///
    /// `genome` is FASTA, of chromosomes or of hairpins to examine, each with the name that errors give. It is gone through
    /// once; memory is needed for its longest sequence and the parts around reads. Reads of known miRNAs are searched too:
    /// their hairpins show how many miRNAs are found, and are not novel.
    ///
    /// ```
    /// use exocast_mirna::{
    ///     Catalogue, FoldedHairpin, NovelOptions, QuantifyOptions, ReadIndex, SampleReads,
    ///     core::{Base, SeedPlan, options::Options},
    /// };
    ///
    /// // exocast-target folds; here, each nucleotide pairs with its mirror image where the two fit.
    /// let fold = |strand: &[Base]| {
    ///     let last = strand.len() - 1;
    ///     let fits = |i: &usize| strand[*i] != Base::N && strand[*i].complement() == strand[last - i];
    ///     let apart = |i: &usize| i.abs_diff(last - i) > 12;
    ///     let pairs: Vec<Option<usize>> = (0..=last)
    ///         .map(|i| Some(i).filter(fits).filter(apart).map(|i| last - i))
    ///         .collect();
    ///     FoldedHairpin::new(-0.9 * pairs.iter().flatten().count() as f64, pairs)
    /// };
    /// let (arm, star) = ("TGACCTGAACGTTAGCCATTGC", "AATGGCTAACATTCAGGTCACT");
    /// let hairpin = format!("GTCAGATCGATTCAG{arm}CGTTTAGAACATGC{star}GAATCGATCTGAC");
    /// let genome = format!(">chr1\n{hairpin}\n");
    ///
    /// let reads: String = (0..40)
    ///     .map(|i| if i % 8 == 0 { star } else { arm })
    ///     .map(|read| format!("@r\n{read}\n+\n{}\n", "I".repeat(read.len())))
    ///     .collect();
    /// let mut options = QuantifyOptions::default();
    /// options.library = "trimmed".parse()?;
    /// let options = options.check()?;
    /// let none = Catalogue::default();
    /// let index = ReadIndex::new(&none, &[], None, &options);
    /// let sample = SampleReads::read("EV_1", [("EV_1.fastq", reads.as_bytes())], &options)?;
    /// let counted = exocast_mirna::quantify(&index, vec![sample], &options);
    /// let novel = counted.novel(
    ///     [("genome.fa", genome.as_bytes())],
    ///     &fold,
    ///     &NovelOptions::default().check()?,
    ///     SeedPlan::new(1),
    /// )?;
    /// assert_eq!(novel.table().rows().len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Where a file is not FASTA of nucleotides, two sequences have one name, or a stream fails.
    pub fn novel<S: AsRef<str>, R: BufRead>(
        &self,
        genome: impl IntoIterator<Item = (S, R)>,
        fold: &dyn FoldHairpin,
        options: &Checked<NovelOptions>,
        plan: SeedPlan,
    ) -> Result<NovelMirnas, ReadError> {
        let probes = self.probes();
        let genome = Genome::search(genome, &probes, options)?;
        let catalogue = self.index.catalogue();
        let known = KnownMirnas::new(catalogue, &probes, options.min_reads);
        let stacks = genome.stacks(&probes, options.min_reads);
        let examined = Examined::new((&genome, stacks), fold, options, plan);

        let mut rejected: BTreeMap<Reason, (usize, u64)> = BTreeMap::new();
        let mut reject = |reason: Reason, reads: u64| {
            let (stacks, sum) = rejected.entry(reason).or_default();
            *stacks += 1;
            *sum += reads;
        };
        let judged = parallel::map(examined.stacks.len(), |i| {
            let stack = &examined.stacks[i];
            let covered = &genome.contigs[stack.contig].parts;
            refused(stack, covered, &known).map_or_else(|| examined.candidate(i, i), Err)
        });
        let mut candidates: Vec<(usize, Candidate)> = Vec::new();
        let mut unknown = Vec::new();
        for (i, judged) in judged.into_iter().enumerate() {
            let stack = &examined.stacks[i];
            let passes = !matches!(
                judged,
                Err(Reason::Length | Reason::Repetitive | Reason::OtherRna | Reason::NearKnown)
            );
            if passes && !is_known(stack) {
                unknown.push(i);
            }
            match judged {
                Ok(candidate) => candidates.push((i, candidate)),
                Err(reason) => reject(reason, stack.reads),
            }
        }
        let loci = separate(candidates, &examined, (&genome, &probes), fold, &mut reject);
        let (known_loci, novel): (Vec<NovelLocus>, Vec<NovelLocus>) =
            loci.into_iter().partition(|locus| locus.known.is_some());
        let permuted = control::permuted(&examined, &unknown, options.permutations, plan);
        let scores: Scores = novel
            .iter()
            .map(|locus| (locus.candidate.score, locus.candidate.is_confident))
            .collect();
        let expressed: Vec<usize> = (0..known.reads.len())
            .filter(|mature| known.reads[*mature] >= options.min_reads)
            .collect();
        let placed = placed(&genome, &probes, known.reads.len());
        let known_scores =
            expressed.iter().filter_map(|mature| recovered(*mature, placed[*mature], &known_loci));
        let known_scores: Vec<f64> = known_scores.collect();
        let cutoffs = control::cutoffs(&scores, &permuted, &known_scores, options.min_score);

        let accepted = |locus: &NovelLocus| locus.candidate.score >= options.min_score;
        let mut novel = novel;
        for locus in novel.iter().filter(|locus| !accepted(locus)) {
            reject(Reason::Score, locus.candidate.signature.mature_reads);
        }
        novel.retain(accepted);
        for (i, locus) in novel.iter_mut().enumerate() {
            locus.name = format!("novel-{}", i + 1);
        }
        self.count(&mut novel, &probes);
        let same_seed = novel.iter().map(|locus| self.same_seed(locus)).collect();
        let name = |locus: &NovelLocus| {
            locus.known.map_or_else(String::new, |known| catalogue.matures()[known].name.clone())
        };
        let mut result = NovelMirnas {
            known_names: known_loci.iter().map(name).collect(),
            novel,
            known: known_loci,
            cutoffs,
            rejected,
            known_expressed: expressed.len(),
            known_placed: expressed.iter().filter(|mature| placed[**mature] > 0).count(),
            samples: self.samples().map(str::to_owned).collect(),
            same_seed,
            options: (**options).clone(),
            notices: Vec::new(),
        };
        result.notices = notices(&result, &genome, &probes, unknown.len());
        Ok(result)
    }

    /// Known miRNAs with the seed of a hairpin's mature sequence.
    fn same_seed(&self, locus: &NovelLocus) -> Vec<String> {
        let seed = locus.mature.slice(1..8);
        let matures = self.index.catalogue().matures().iter();
        matures
            .filter(|mature| seed.is_some() && mature.seed() == seed)
            .map(|mature| mature.name.clone())
            .collect()
    }

    /// Counts of the reads on the arms; a read of several hairpins is shared by them.
    fn count(&self, loci: &mut [NovelLocus], probes: &[Probe]) {
        let mut of_probe: HashMap<u32, Vec<usize>> = HashMap::new();
        for (i, locus) in loci.iter_mut().enumerate() {
            locus.counts = vec![0.0; self.samples.len()];
            for probe in &locus.probes {
                of_probe.entry(*probe).or_default().push(i);
            }
        }
        let mut ordered: Vec<(u32, Vec<usize>)> = of_probe.into_iter().collect();
        ordered.sort_unstable();
        for (sample, reads) in self.samples.iter().enumerate() {
            for (probe, all) in &ordered {
                let read = probes[*probe as usize].read;
                let at = reads.inserts.binary_search_by_key(&read, |insert| insert.sequence);
                let Ok(at) = at else { continue };
                for locus in all {
                    loci[*locus].counts[sample] +=
                        reads.inserts[at].molecules as f64 / all.len() as f64;
                }
            }
        }
    }
}

/// Hairpins that do not overlap, the best first.
fn separate(
    candidates: Vec<(usize, Candidate)>,
    examined: &Examined<'_>,
    (genome, probes): (&Genome, &[Probe]),
    fold: &dyn FoldHairpin,
    reject: &mut dyn FnMut(Reason, u64),
) -> Vec<NovelLocus> {
    let mut loci: Vec<NovelLocus> = candidates
        .into_iter()
        .map(|candidate| NovelLocus::new(examined, (genome, probes), fold, candidate))
        .collect();
    // The arm with more reads is the mature one, whatever the score of the other.
    let is_minor = |locus: &NovelLocus| {
        locus.candidate.signature.mature_reads < locus.candidate.signature.star_reads
    };
    loci.sort_by(|a, b| is_minor(a).cmp(&is_minor(b)).then_with(|| better(a, b)));
    let mut separate: Vec<NovelLocus> = Vec::new();
    let mut by_contig: HashMap<String, Vec<usize>> = HashMap::new();
    for locus in loci {
        let here = by_contig.entry(locus.contig.clone()).or_default();
        if here.iter().any(|other| separate[*other].overlaps(&locus)) {
            reject(Reason::Overlaps, locus.candidate.signature.mature_reads);
        } else {
            here.push(separate.len());
            separate.push(locus);
        }
    }
    separate.sort_by(better);
    separate
}

/// By score, then reads, then place.
fn better(a: &NovelLocus, b: &NovelLocus) -> std::cmp::Ordering {
    let reads = |locus: &NovelLocus| locus.candidate.signature.mature_reads;
    let scores = b.candidate.score.total_cmp(&a.candidate.score);
    scores
        .then_with(|| reads(b).cmp(&reads(a)))
        .then_with(|| (&a.contig, a.start, a.reverse).cmp(&(&b.contig, b.start, b.reverse)))
}

/// Of each known miRNA the reads that are in the genome.
fn placed(genome: &Genome, probes: &[Probe], known: usize) -> Vec<u64> {
    let mut placed = vec![0; known];
    for (i, probe) in probes.iter().enumerate() {
        if let Owner::Mirna(mature) = probe.owner
            && genome.places(i) > 0
        {
            placed[mature] += probe.reads;
        }
    }
    placed
}

/// The best score of a known hairpin with at least half of the reads of a miRNA that are in the genome.
fn recovered(mature: usize, placed: u64, loci: &[NovelLocus]) -> Option<f64> {
    let holds = |locus: &&NovelLocus| {
        let reads = locus.known_reads.get(&mature).copied().unwrap_or(0);
        reads > 0 && 2 * reads >= placed
    };
    loci.iter().filter(holds).map(|locus| locus.candidate.score).reduce(f64::max)
}

fn notices(result: &NovelMirnas, genome: &Genome, probes: &[Probe], unknown: usize) -> Vec<Notice> {
    let most = result.options.max_places;
    let placed = (0..probes.len()).filter(|probe| genome.places(*probe) > 0).count();
    let repeated = (0..probes.len()).filter(|probe| genome.places(*probe) > most);
    let distinct = repeated.clone().count();
    let reads = repeated.map(|probe| probes[probe].reads).sum();
    let mut notices = vec![NovelNotice::Searched {
        sequences: genome.sequences,
        nucleotides: genome.nucleotides,
        searched: probes.len(),
        placed,
    }];
    if distinct > 0 {
        notices.push(NovelNotice::TooManyPlaces { distinct, reads, most });
    }
    let missing = result.known_expressed - result.known_placed;
    if missing > 0 {
        notices.push(NovelNotice::NotInGenome { missing, known: result.known_expressed });
    }
    if unknown < FEW_STACKS {
        notices.push(NovelNotice::FewStacks { stacks: unknown });
    }
    let least = result.options.min_score;
    let at_least = result.cutoffs.iter().find(|cutoff| cutoff.score.total_cmp(&least).is_eq());
    if let Some(cutoff) =
        at_least.filter(|cutoff| cutoff.novel > 0 && cutoff.beyond_chance() <= 0.0)
    {
        notices.push(NovelNotice::ByChance { novel: cutoff.novel, expected: cutoff.by_chance });
    }
    notices.into_iter().map(Notice::Novel).collect()
}
