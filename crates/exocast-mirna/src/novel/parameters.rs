//! Every number that decides what is a novel miRNA, with its source.
//!
//! `published`: a criterion of the source named; `assumed`: chosen by us, and measured by the example `novel` of exocast-lab.

use std::ops::RangeInclusive;

/// Lengths of mature sequences and stars, in nt. MirGeneDB has 20 to 26 (Fromm 2015, Annu Rev Genet 49:213, published);
/// 2 nt of room for trimmed ends are assumed.
pub(super) const MATURE_LENGTHS: RangeInclusive<usize> = 19..=26;
/// Lengths of an arm on the fold, which bulges make longer (assumed).
pub(super) const ARM_LENGTHS: RangeInclusive<usize> = 16..=30;
/// Lengths of the loop between the arms, in nt (assumed; at least 8 in MirGeneDB, Fromm 2015).
pub(super) const LOOP_LENGTHS: RangeInclusive<usize> = 4..=60;
/// Least share of the mature sequence that is paired (Kozomara & Griffiths-Jones 2014, Nucleic Acids Res 42:D68, published).
pub(super) const PAIRED: f64 = 0.6;
/// Least share of reads of an arm with one 5' end (Kozomara 2014, published).
pub(super) const HOMOGENEITY: f64 = 0.5;
/// Most free energy per nucleotide, in kcal/mol (Kozomara 2014, published).
pub(super) const ENERGY: f64 = -0.2;
/// Most reads of a hairpin that Drosha and Dicer do not explain (Friedländer 2012, Nucleic Acids Res 40:37, published).
pub(super) const INCONSISTENT: f64 = 0.1;
/// Largest chance that a shuffled sequence folds as well (Bonnet 2004, Bioinformatics 20:2911; Friedländer 2012, published).
pub(super) const P: f64 = 0.05;
/// By how much the 5' and the 3' end of an isomiR may differ, in nt (assumed).
pub(super) const SHIFT_5P: i64 = 2;
pub(super) const SHIFT_3P: i64 = 5;
/// How far a read of the loop or a flank may reach into an arm, in nt (assumed).
pub(super) const BEYOND: i64 = 3;
/// How far from an unpaired nucleotide its neighbours show where it would pair (assumed).
pub(super) const NEIGHBOURS: usize = 5;
/// Least share of reads of another known RNA at a hairpin that is then not of a miRNA (assumed).
pub(super) const OTHER: f64 = 0.1;
/// Least share of reads of a known miRNA that make a hairpin a known one (assumed).
pub(super) const KNOWN: f64 = 0.1;
/// A sequence with at most this many differences from a known miRNA with `NEAR_READS` times as many reads is of misread
/// reads of it (assumed).
pub(super) const NEAR_DIFFERENCES: usize = 2;
pub(super) const NEAR_READS: u64 = 50;
/// Least number of distinct trinucleotides of a mature sequence, and of each nucleotide's largest share (assumed).
pub(super) const TRINUCLEOTIDES: usize = 9;

/// Of a confident miRNA: least reads of the star, pairs between the arms (Fromm 2015, published), and 3' overhangs
/// (Kozomara 2014, published).
pub(super) const STAR_READS: u64 = 2;
pub(super) const ARM_PAIRS: usize = 16;
pub(super) const OVERHANGS: RangeInclusive<i64> = 0..=4;

/// What a candidate's score is the sum of; each part is 0 where nothing speaks for or against (assumed).
pub(super) mod score {
    /// All reads of the arm have one 5' end; none at the least share of these.
    pub(crate) const ENDS: f64 = 2.0;
    /// The star is seen; and each tenfold of its reads, up to two.
    pub(crate) const STAR: f64 = 2.0;
    pub(crate) const STAR_TENFOLD: f64 = 0.5;
    /// The star is not seen next to this many reads.
    pub(crate) const NO_STAR: (u64, f64) = (1000, -1.0);
    /// The loop is seen.
    pub(crate) const LOOP: f64 = 0.5;
    /// Each tenfold by which shuffled sequences fold less often so well than the largest chance allows, up to one.
    pub(crate) const STABLE: f64 = 1.0;
    /// All nucleotides are paired; none at the least share of these.
    pub(crate) const PAIRED: f64 = 2.0;
    /// Each hundredfold of the least reads, up to one.
    pub(crate) const READS: f64 = 1.0;
    /// As many inconsistent reads as may be.
    pub(crate) const INCONSISTENT: f64 = -2.0;
}
