//! Arguments of `exocast mirna`: miRNA reads and names.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use exocast::mirna::Library;

use super::{novel::MirnaNovel, records::MirnaRecords, value::dilution};

#[derive(Debug, Subcommand)]
pub(crate) enum Mirna {
    /// Count miRNAs and isomiRs in small-RNA reads.
    #[command(after_help = "Example:
  exocast mirna quant EV_1.fastq.gz EV_2.fastq.gz --hairpin hairpin.fa \\
    --annotation hsa.gff3 --out counts

Each FASTQ file is a sample, named after the file. NAME=FILE sets the name; files with the same NAME
are lanes of one sample.")]
    Quant(Box<MirnaQuant>),
    /// Measure the bias of a library preparation on a pool of equal amounts.
    #[command(after_help = "Example:
  exocast mirna bias pool_1.fastq.gz pool_2.fastq.gz --mature miRXplore.fa --out bias.tsv
  exocast mirna quant EV_1.fastq.gz --hairpin hairpin.fa --annotation hsa.gff3 \\
    --bias bias.tsv --out counts

Each FASTQ file is one library of the pool; several show how much libraries differ. The bias of a
sequence is the log2 of its share of the reads over its share of the pool.")]
    Bias(MirnaBias),
    /// Find novel miRNAs: reads that nothing known explains, on hairpins of a genome.
    #[command(after_help = "Example:
  exocast mirna novel EV_1.fastq.gz EV_2.fastq.gz --genome hg38.fa.gz --hairpin hairpin.fa \\
    --annotation hsa.gff3 --organism hsa --contaminants ncrna.fa.gz --out novel

The genome is read once, without an index; memory is needed for its longest sequence. Reads that
begin with 18 nucleotides of the genome are placed. Results: novel.tsv, counts.tsv, structures.txt,
cutoffs.tsv (candidates expected by chance, and known miRNAs found, by score), rejected.tsv,
known.tsv, hairpins.fa and matures.fa.")]
    Novel(MirnaNovel),
    /// Translate miRNA names between releases of miRBase.
    #[command(after_help = "Example:
  exocast mirna convert hsa-miR-98 names.txt --from 17 --to 22.1 --history diffs")]
    Convert {
        /// Names, accessions, or files with one per line; `-` reads standard input.
        #[arg(required = true)]
        names: Vec<String>,
        /// Release of the names given.
        #[arg(long)]
        from: String,
        /// Release to translate to.
        #[arg(long)]
        to: String,
        /// Folder of miRNA.diff files, named after their release: 21.diff, 22.0.diff.gz.
        #[arg(long, value_name = "DIR")]
        history: PathBuf,
        /// Table to write [default: standard output].
        #[arg(long, default_value = "-", hide_default_value = true)]
        out: PathBuf,
    },
    /// Convert mirGFF3 of any version and dialect to version 1.2.
    #[command(after_help = "Example:
  exocast mirna gff mirtop.gff --out isomirs.gff3")]
    Gff {
        /// mirGFF3 of mirtop, miRge3, isoMiRmap or exocast; `-` reads standard input.
        input: PathBuf,
        /// Refuse records that version 1.2 does not allow, instead of correcting them. Spellings of older
        /// versions are still read.
        #[arg(long)]
        strict: bool,
        /// File to write [default: standard output].
        #[arg(long, default_value = "-", hide_default_value = true)]
        out: PathBuf,
    },
    /// Look up miRNAs: parsed name, sequence, seed, family and loci.
    #[command(after_help = "Example:
  exocast mirna info hsa-miR-21-5p MIMAT0000062 --hairpin hairpin.fa --annotation hsa.gff3")]
    Info {
        /// Names or accessions.
        #[arg(required = true)]
        names: Vec<String>,
        #[command(flatten)]
        reference: MirnaReference,
        /// Table to write [default: standard output].
        #[arg(long, default_value = "-", hide_default_value = true)]
        out: PathBuf,
    },
}

/// Where miRNA sequences come from.
#[derive(Clone, Debug, Args)]
pub(crate) struct MirnaReference {
    /// Precursors of miRBase or MirGeneDB: FASTA, or EMBL (miRNA.dat), which needs no --annotation.
    #[arg(long, value_name = "FA", required_unless_present = "mature")]
    pub(crate) hairpin: Option<PathBuf>,
    /// GFF3 of the same release, or FASTA of its mature sequences, which has those of all species.
    #[arg(long, value_name = "GFF3", requires = "hairpin")]
    pub(crate) annotation: Option<PathBuf>,
    /// FASTA of mature sequences without precursors, such as those of a pool, in place of --hairpin.
    #[arg(long, value_name = "FA", conflicts_with_all = ["hairpin", "annotation"])]
    pub(crate) mature: Option<PathBuf>,
    /// Species code, such as hsa, or several, such as hsa,ebv, if the files hold more species; others are left out.
    #[arg(long, value_name = "CODES")]
    pub(crate) organism: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct MirnaBias {
    /// Files of reads of the pool, one library each, or NAME=FILE, as `mirna quant` takes them.
    #[arg(required = true)]
    pub(crate) reads: Vec<String>,
    /// FASTA of the sequences of the pool, all of them and no others.
    #[arg(long, value_name = "FA")]
    pub(crate) mature: PathBuf,
    /// Name of the library preparation, for the table [default: its recognised layout].
    #[arg(long)]
    pub(crate) kit: Option<String>,
    #[command(flatten)]
    pub(crate) reading: MirnaReading,
    /// Table to write [default: standard output].
    #[arg(long, default_value = "-", hide_default_value = true)]
    pub(crate) out: PathBuf,
}

/// How reads are read, and which isomiRs are counted.
#[derive(Debug, Args)]
pub(crate) struct MirnaReading {
    /// Library preparation: auto, truseq, qiaseq, nextflex, nebnext, illumina-1.5, illumina-1.0, smarter, d-plex, bgi,
    /// ion-torrent, trimmed, the sequence of the 3' adapter, or a layout.
    ///
    /// A layout lists the parts of a read 5' to 3', separated by commas: `insert`; `N4`, random nucleotides, which serve as UMI;
    /// `UMI12`; `5:3` and `3:2`, nucleotides to cut off before and after the insert; `polyA`; and sequences, of which the first
    /// after the insert is the 3' adapter. SMARTer smRNA-Seq is `5:3,insert,polyA`, NEXTflex
    /// `N4,insert,N4,TGGAATTCTCGGGTGCCAAGG`.
    #[arg(long, visible_alias = "layout", default_value_t = Library::Auto)]
    pub(crate) library: Library,
    /// Shortest insert that is counted, in nt.
    #[arg(long, value_name = "NT", default_value_t = 14)]
    pub(crate) min_length: usize,
    /// Longest insert that is counted, in nt.
    #[arg(long, value_name = "NT", default_value_t = 50)]
    pub(crate) max_length: usize,
    /// Most errors that the qualities of a counted insert may predict.
    #[arg(long, value_name = "N", default_value_t = 1.0)]
    pub(crate) max_expected_errors: f64,
    /// Largest shift of a 5' end against the mature sequence, in nt, from 0 to 10.
    #[arg(long, value_name = "NT", default_value_t = 3)]
    pub(crate) max_shift_5p: usize,
    /// Largest shift of a 3' end against the mature sequence, in nt, from 0 to 10.
    #[arg(long, value_name = "NT", default_value_t = 5)]
    pub(crate) max_shift_3p: usize,
    /// Most nucleotides added to a 3' end that count as an isomiR, from 0 to 5.
    #[arg(long, value_name = "NT", default_value_t = 3)]
    pub(crate) max_addition: usize,
    #[command(flatten)]
    pub(crate) records: MirnaRecords,
}

#[derive(Debug, Args)]
pub(crate) struct MirnaQuant {
    /// Files of reads, or NAME=FILE: FASTQ, FASTA, SAM, BAM or CRAM; gzip, bgzf and zstd are recognised; `-` reads standard
    /// input. Second reads of pairs are joined with the first.
    #[arg(required = true)]
    pub(crate) reads: Vec<String>,
    #[command(flatten)]
    pub(crate) reference: MirnaReference,
    /// FASTA of sequences that compete with miRNA for reads; each file is one class.
    #[arg(long, value_name = "FA")]
    pub(crate) contaminants: Vec<PathBuf>,
    /// Do not add abundant human Y RNAs, rRNAs and tRNA halves to the competing sequences.
    #[arg(long)]
    pub(crate) no_common_contaminants: bool,
    /// FASTA of the mature sequences of MirGeneDB: counts get a column with the entries that their sequences are.
    #[arg(long, value_name = "FA")]
    pub(crate) mirgenedb: Option<PathBuf>,
    /// Bias of the library preparation, as `exocast mirna bias` writes it: divided out of copies, and of the table corrected.tsv.
    #[arg(long, value_name = "TSV")]
    pub(crate) bias: Option<PathBuf>,
    /// Use --bias for samples of other layouts than that of its pool.
    #[arg(long, requires = "bias")]
    pub(crate) bias_other_kit: bool,
    /// FASTA of spike-in sequences.
    #[arg(long, value_name = "FA")]
    pub(crate) spikes: Option<PathBuf>,
    /// Amounts of the spikes: TSV `spike copies_per_ul`.
    #[arg(long, value_name = "TSV", requires = "spikes")]
    pub(crate) spike_amounts: Option<PathBuf>,
    /// Volume of spike mix added, in µL; with --biofluid-ul, copies per mL of biofluid are reported too.
    #[arg(long, value_name = "UL", requires_all = ["spike_amounts", "biofluid_ul"])]
    pub(crate) spiked_ul: Option<f64>,
    /// Volume of biofluid that the RNA was extracted from, in µL.
    #[arg(long, value_name = "UL", requires = "spiked_ul")]
    pub(crate) biofluid_ul: Option<f64>,
    /// Dilution factor of the biofluid before extraction.
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, requires = "spiked_ul", value_parser = dilution)]
    pub(crate) dilution: f64,
    /// How reads that fit several miRNAs are counted.
    #[arg(long, value_enum, default_value_t = Multimap::Em)]
    pub(crate) multimap: Multimap,
    #[command(flatten)]
    pub(crate) reading: MirnaReading,
    /// Share of a miRNA above which molecules with another seed (5' shift, edit or substitution) are a guide of their own, in
    /// guides.tsv and copies.tsv: the lower end of its 95 % interval has to lie above.
    #[arg(long, value_name = "SHARE", default_value_t = 0.01)]
    pub(crate) guide_share: f64,
    /// Write one record in isomirs.gff3 for each precursor of an isomiR, as the exports of mirtop expect.
    #[arg(long)]
    pub(crate) precursor_records: bool,
    /// What the vesicles were taken from, such as plasma, serum, urine or culture medium; libraries are judged by it.
    #[arg(long, value_name = "TEXT")]
    pub(crate) biofluid: Option<String>,
    /// Samples that are replicates of each other; repeat for each group. Their agreement is part of the verdicts.
    #[arg(long = "group", value_name = "NAME=SAMPLE,SAMPLE,…", value_parser = group)]
    pub(crate) groups: Vec<(String, Vec<String>)>,
    /// Limit of the verdicts on libraries, as `quality_limits.tsv` names it; repeat for each limit.
    #[arg(long = "limit", value_name = "NAME=VALUE", value_parser = limit)]
    pub(crate) limits: Vec<(String, f64)>,
    /// Folder for the results.
    #[arg(long)]
    pub(crate) out: PathBuf,
}

/// `NAME=SAMPLE,SAMPLE`.
fn group(text: &str) -> Result<(String, Vec<String>), String> {
    let (name, samples) = text.split_once('=').ok_or("expected NAME=SAMPLE,SAMPLE")?;
    let samples: Vec<String> = samples.split(',').map(|sample| sample.trim().to_owned()).collect();
    if name.trim().is_empty() || samples.iter().any(String::is_empty) {
        return Err("expected NAME=SAMPLE,SAMPLE".to_owned());
    }
    Ok((name.trim().to_owned(), samples))
}

/// `NAME=VALUE`.
fn limit(text: &str) -> Result<(String, f64), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    let value = value.trim().parse().map_err(|_| format!("`{value}` is not a number"))?;
    Ok((name.trim().to_owned(), value))
}

impl From<Multimap> for exocast::mirna::Multimap {
    fn from(multimap: Multimap) -> Self {
        match multimap {
            Multimap::Fractional => Self::Fractional,
            Multimap::Em => Self::Em,
            Multimap::Unique => Self::Unique,
            Multimap::Group => Self::Group,
        }
    }
}

/// Policies for reads that fit several miRNAs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Multimap {
    /// An equal share to each.
    Fractional,
    /// Shares in proportion to abundance and likelihood, by expectation maximisation; names with the same
    /// sequence are one row, `hsa-miR-199a-3p/hsa-miR-199b-3p`.
    Em,
    /// Not counted; their number is reported.
    Unique,
    /// Counted in a row for the group, `hsa-miR-199a-3p/hsa-miR-199b-3p`.
    #[value(alias = "grouped")]
    Group,
}
