//! Transcripts of a GTF or GFF3 annotation: exons and coding sequence on a genome.

use std::{
    collections::{HashMap, HashSet},
    io::BufRead,
};

use exocast_core::{Lines, Location, Malformed, ReadError};

use super::{
    draft::{Draft, is_part, joined},
    model::Model,
    problems::Problems,
    row::{Dialect, Row},
};
use crate::{
    input::transcript::Tags,
    notice::{GenomeProblem, NAMED, Notice},
};

/// Protein-coding transcripts on a genome, in the order of the file.
///
/// Read from GTF or GFF3, as GENCODE, Ensembl, `RefSeq` and UCSC write them, recognised by content. A transcript is made of its `exon` features, or, where it has none, of its coding and
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
/// let text = |bases: &[exocast_target::core::Base]| bases.iter().map(ToString::to_string).collect::<String>();
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

impl Annotation {
    /// Reads the coding transcripts of GTF or GFF3.
    ///
    /// # Errors
    /// At the first line that is no record of nine fields, or whose positions are none; where there is
    /// no coding transcript; and where the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        Self::read_all(reader, source, false)
    }

    /// Reads the transcripts of GTF or GFF3 that have no coding sequence.
    ///
    /// # Errors
    /// As [`read`](Self::read), where there is no such transcript.
    pub fn read_noncoding<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        Self::read_all(reader, source, true)
    }

    fn read_all<R: BufRead>(reader: R, source: &str, noncoding: bool) -> Result<Self, ReadError> {
        let mut lines = Lines::new(reader, source);
        let mut dialect = None;
        let (mut drafts, mut index): (Vec<Draft>, HashMap<String, usize>) = Default::default();
        // Other features by their ID: what their parts belong to.
        let mut owners: HashMap<String, Row> = HashMap::new();
        // What other features of GTF say of their transcripts.
        let mut tags: HashMap<String, Tags> = HashMap::new();
        while let Some(line) = lines.next_line()? {
            // What follows `##FASTA` is sequence.
            if line.starts_with("##FASTA") || line.starts_with('>') {
                break;
            }
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let text = line.to_owned();
            let dialect = *dialect.get_or_insert_with(|| Dialect::detect(&text));
            let row = Row::parse(&text, dialect, &lines.location())?;
            if !is_part(&row.kind) {
                if let Some(transcript) = row.transcript.clone().filter(|_| dialect == Dialect::Gtf)
                {
                    tags.insert(transcript, row.tags);
                }
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
        for draft in &mut drafts {
            let name = draft.row.transcript.as_ref().filter(|_| dialect == Some(Dialect::Gtf));
            if let Some(tags) = name.and_then(|name| tags.get(name)) {
                draft.note(*tags);
            }
        }
        Self::assemble(drafts, &owners, noncoding).ok_or_else(|| {
            let wanted = if noncoding { "noncoding transcript" } else { "coding transcript" };
            let cause = Malformed::Empty(wanted);
            ReadError::malformed(Location::new(source), cause)
        })
    }

    fn assemble(
        drafts: Vec<Draft>,
        owners: &HashMap<String, Row>,
        noncoding: bool,
    ) -> Option<Self> {
        let mut names = HashSet::new();
        let (mut models, mut problems) = (Vec::new(), Problems::default());
        let (mut left_out, mut renamed) = (Vec::new(), Vec::new());
        for mut draft in drafts {
            draft.name_after(owners);
            let coding = draft.coding;
            let mut name = draft.row.transcript.unwrap_or_default();
            if coding.is_none() != noncoding {
                left_out.push(name);
                continue;
            }
            if names.contains(&name) {
                renamed.push(name.clone());
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
            if coding.as_ref().is_some_and(|it| !(holds(it.start) && holds(it.end - 1))) {
                problems.add(GenomeProblem::Coding, &name);
                continue;
            }
            names.insert(name.clone());
            let Row { gene, contig, tags, gene_id, .. } = draft.row;
            let gene_id = gene_id.filter(|id| gene.as_ref() != Some(id));
            models.push(Model { name, gene, gene_id, tags, contig, strand, exons, coding });
        }
        let mut notices = Vec::new();
        let first = |mut names: Vec<String>| {
            let transcripts = names.len();
            names.truncate(NAMED);
            (transcripts, names)
        };
        // Where noncoding ones are asked for, nobody expects the others.
        let (transcripts, examples) = first(left_out);
        if transcripts > 0 && !noncoding {
            notices.push(Notice::NotCoding { transcripts, examples });
        }
        let (transcripts, examples) = first(renamed);
        if transcripts > 0 {
            notices.push(Notice::Renamed { transcripts, examples });
        }
        notices.extend(problems.notices());
        (!models.is_empty()).then_some(Self { models, notices })
    }
}
