//! Transcripts of a GTF or GFF3 annotation: exons and coding sequence on a genome.

use std::{
    collections::{HashMap, HashSet},
    fmt,
    io::BufRead,
    ops::Range,
};

use exocast_core::{Lines, Location, Malformed, ReadError, Strand};

use super::row::{Dialect, Row};
use crate::Notice;

/// Protein-coding transcripts on a genome, in the order of the file.
///
/// Read from GTF or GFF3, as GENCODE, Ensembl, `RefSeq` and UCSC write them, told apart by content. A transcript is made of its `exon` features, or, where it has none, of its coding and
/// untranslated ones; its open reading frame reaches from the first to the last nucleotide of `CDS` and
/// `stop_codon`. It is named by `transcript_id`, else by its `ID` without `transcript:` or `rna-`.
/// Transcripts without coding sequence are counted and left out.
///
/// ```
/// use exocast_target::{Annotation, Transcripts};
///
/// let gtf = "chr1\tx\texon\t3\t20\t.\t-\t.\tgene_id \"G\"; transcript_id \"T\";\n\
///            chr1\tx\tCDS\t10\t18\t.\t-\t0\tgene_id \"G\"; transcript_id \"T\";\n";
/// let annotation = Annotation::read(gtf.as_bytes(), "genes.gtf")?;
/// let genome = ">chr1\nAATACATTCTTACATCATGG\n";
/// let transcripts = Transcripts::read_genome(genome.as_bytes(), "genome.fa", &annotation)?;
/// let text = |bases: &[exocast_core::Base]| bases.iter().map(ToString::to_string).collect::<String>();
/// let transcript = transcripts.get(0).ok_or("none")?;
/// assert_eq!((text(transcript.utr5), text(transcript.orf)), ("CC".into(), "AUGAUGUAA".into()));
/// assert_eq!(text(transcript.utr3), "GAAUGUA");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotation {
    pub(super) models: Vec<Model>,
    pub(super) notices: Vec<Notice>,
}

/// One transcript on a genome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) name: String,
    pub(super) gene: Option<String>,
    pub(super) contig: String,
    pub(super) strand: Strand,
    /// 0-based and half-open, ascending, apart.
    pub(super) exons: Vec<Range<usize>>,
    /// From the first to the last coding nucleotide, on the forward strand.
    pub(super) coding: Range<usize>,
}

/// Why a transcript of an annotation cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GenomeProblem {
    /// Its features lie on several contigs or strands, or on none.
    Strand,
    /// Its exons overlap.
    Overlap,
    /// Its coding sequence begins or ends outside of its exons.
    Coding,
    /// Its contig is not in the genome.
    Contig,
    /// It reaches past the end of its contig.
    End,
}

impl GenomeProblem {
    /// All, in the order of the reports.
    pub const ALL: [Self; 5] = [Self::Strand, Self::Overlap, Self::Coding, Self::Contig, Self::End];
}

impl fmt::Display for GenomeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Strand => "lie on several strands or contigs, or on no strand",
            Self::Overlap => "have exons that overlap",
            Self::Coding => "have coding sequence that ends outside of their exons",
            Self::Contig => "lie on contigs that the genome does not have",
            Self::End => "reach past the end of their contig",
        })
    }
}

/// Names of transcripts by what is wrong with them.
#[derive(Clone, Debug, Default)]
pub(super) struct Problems(Vec<(GenomeProblem, String)>);

impl Problems {
    pub(super) fn add(&mut self, problem: GenomeProblem, name: &str) {
        self.0.push((problem, name.to_owned()));
    }

    pub(super) fn notices(&self) -> impl Iterator<Item = Notice> {
        GenomeProblem::ALL.into_iter().filter_map(|problem| {
            let mut names = self.0.iter().filter(|(of, _)| *of == problem).map(|(_, name)| name);
            let examples: Vec<String> = names.by_ref().take(3).cloned().collect();
            let transcripts = examples.len() + names.count();
            (transcripts > 0).then_some(Notice::Unplaced { problem, transcripts, examples })
        })
    }
}

/// What is known of a transcript while rows come.
#[derive(Debug, Default)]
struct Draft {
    row: Row,
    mixed: bool,
    exons: Vec<Range<usize>>,
    /// Coding and untranslated parts, for where there are no exons.
    parts: Vec<Range<usize>>,
    coding: Option<Range<usize>>,
}

impl Annotation {
    /// Reads GTF or GFF3.
    ///
    /// # Errors
    /// At the first line that is no record of nine fields, or whose positions are none; where there is
    /// no coding transcript; and where the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut lines = Lines::new(reader, source);
        let mut dialect = None;
        let (mut drafts, mut index): (Vec<Draft>, HashMap<String, usize>) = Default::default();
        // Other features by their ID: what their parts belong to.
        let mut owners: HashMap<String, Row> = HashMap::new();
        while let Some(line) = lines.next_line()? {
            // What follows `##FASTA` is sequence.
            if line.starts_with("##FASTA") || line.starts_with('>') {
                break;
            }
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let text = line.to_owned();
            let dialect = *dialect.get_or_insert_with(|| Dialect::of(&text));
            let row = Row::parse(&text, dialect, &lines.location())?;
            if !is_part(&row.kind) {
                if let Some(id) = row.id.clone().filter(|_| dialect == Dialect::Gff3) {
                    owners.insert(id, row);
                }
                continue;
            }
            for parent in &row.parents {
                let place = *index.entry(parent.clone()).or_insert_with(|| {
                    let id = Some(parent.clone());
                    drafts.push(Draft { row: Row { id, ..row.clone() }, ..Draft::default() });
                    drafts.len() - 1
                });
                drafts[place].add(&row);
            }
        }
        Self::of(drafts, &owners).ok_or_else(|| {
            let cause = Malformed::Empty("coding transcript");
            ReadError::malformed(Location::new(source), cause)
        })
    }

    fn of(drafts: Vec<Draft>, owners: &HashMap<String, Row>) -> Option<Self> {
        let mut names = HashSet::new();
        let (mut models, mut problems) = (Vec::new(), Problems::default());
        let (mut noncoding, mut renamed) = (0, 0);
        for mut draft in drafts {
            draft.name_after(owners);
            let Some(coding) = draft.coding else {
                noncoding += 1;
                continue;
            };
            let mut name = draft.row.transcript.unwrap_or_default();
            if names.contains(&name) {
                renamed += 1;
                let mut others = (2..names.len() + 3).map(|n| format!("{name}_{n}"));
                name = others.find(|name| !names.contains(name)).unwrap_or(name);
            }
            let Some(strand) = draft.row.strand.filter(|_| !draft.mixed) else {
                problems.add(GenomeProblem::Strand, &name);
                continue;
            };
            let exons = if draft.exons.is_empty() {
                joined(draft.parts)
            } else {
                draft.exons.sort_by_key(|exon| (exon.start, exon.end));
                draft.exons.dedup();
                draft.exons
            };
            if exons.windows(2).any(|pair| pair[0].end > pair[1].start) {
                problems.add(GenomeProblem::Overlap, &name);
                continue;
            }
            let holds = |place: usize| exons.iter().any(|exon| exon.contains(&place));
            if !(holds(coding.start) && holds(coding.end - 1)) {
                problems.add(GenomeProblem::Coding, &name);
                continue;
            }
            names.insert(name.clone());
            let (gene, contig) = (draft.row.gene, draft.row.contig);
            models.push(Model { name, gene, contig, strand, exons, coding });
        }
        let mut notices = Vec::new();
        if noncoding > 0 {
            notices.push(Notice::NotCoding { transcripts: noncoding });
        }
        if renamed > 0 {
            notices.push(Notice::Renamed { transcripts: renamed });
        }
        notices.extend(problems.notices());
        (!models.is_empty()).then_some(Self { models, notices })
    }

    /// Number of coding transcripts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.models.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.models.is_empty()
    }
}

impl Draft {
    fn add(&mut self, row: &Row) {
        self.mixed |= row.contig != self.row.contig || row.strand != self.row.strand;
        let place = row.place.clone();
        match row.kind.as_str() {
            "exon" => self.exons.push(place),
            "CDS" | "stop_codon" => {
                let known = self.coding.clone().unwrap_or_else(|| place.clone());
                self.coding = Some(known.start.min(place.start)..known.end.max(place.end));
                self.parts.push(place);
            }
            _ => self.parts.push(place),
        }
        // UCSC names a transcript's gene in some of its rows alone.
        if self.row.gene.is_none() {
            self.row.gene.clone_from(&row.gene);
        }
    }

    /// Names and gene by the features that a GFF3 part belongs to.
    fn name_after(&mut self, owners: &HashMap<String, Row>) {
        let id = self.row.id.clone().unwrap_or_default();
        let Some(owner) = owners.get(&id) else {
            self.row.transcript.get_or_insert(id);
            return;
        };
        let short = ["transcript:", "rna-"].iter().find_map(|prefix| id.strip_prefix(prefix));
        let name = owner.transcript.clone().or_else(|| self.row.transcript.clone());
        self.row.transcript = Some(name.unwrap_or_else(|| short.unwrap_or(&id).to_owned()));
        let gene = owner.parents.iter().find_map(|parent| owners.get(parent));
        let by_id = || {
            let parent = owner.parents.first()?;
            let short = ["gene:", "gene-"].iter().find_map(|prefix| parent.strip_prefix(prefix));
            Some(short.unwrap_or(parent).to_owned())
        };
        self.row.gene = gene.and_then(|gene| gene.gene.clone()).or_else(by_id);
    }
}

/// Parts that overlap or touch made one.
fn joined(mut parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    parts.sort_by_key(|part| part.start);
    let mut out: Vec<Range<usize>> = Vec::new();
    for part in parts {
        match out.last_mut().filter(|last| part.start <= last.end) {
            Some(last) => last.end = last.end.max(part.end),
            None => out.push(part),
        }
    }
    out
}

/// Whether a kind of feature is a part of a transcript.
fn is_part(kind: &str) -> bool {
    let untranslated = ["five_prime_UTR", "three_prime_UTR", "five_prime_utr", "three_prime_utr"];
    matches!(kind, "exon" | "CDS" | "stop_codon" | "UTR" | "5UTR" | "3UTR")
        || untranslated.contains(&kind)
}
