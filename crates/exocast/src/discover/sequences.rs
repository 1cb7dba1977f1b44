//! FASTA and annotation.

use exocast_core::{fasta::Reader, table::intake, without_version};

use super::{head::Head, kind::Kind};
use crate::load;

/// Sequences of this length and more are hairpins, shorter ones are mature.
const HAIRPIN: usize = 40;

/// Longer sequences than this are of a genome.
const GENOMIC: usize = 400_000;

/// Words of other small RNA in headers.
const SMALL_RNA: &[&str] = &[
    "rrna",
    "trna",
    "snrna",
    "snorna",
    "scarna",
    "pirna",
    "y_rna",
    "y rna",
    "vault",
    "7sk",
    "srp_rna",
    "ncrna",
    "ribosomal",
    "rny",
];

/// Words of spikes in headers.
const SPIKES: &[&str] = &["spike", "ercc", "unisp", "sequin", "cel-mir", "ath-mir", "osa-mir"];

/// What the beginning of a FASTA file shows.
struct Seen {
    headers: Vec<String>,
    lengths: Vec<usize>,
    letters: usize,
    /// Letters that no nucleotide has.
    other: usize,
}

impl Seen {
    fn scan(head: &Head<'_>) -> Self {
        let mut seen = Self { headers: Vec::new(), lengths: Vec::new(), letters: 0, other: 0 };
        let mut reader = Reader::new(head.text.trim_start().as_bytes(), "");
        while let Ok(Some(record)) = reader.next_record() {
            seen.headers.push(format!("{} {}", record.name(), record.description()));
            let letters = record.letters();
            seen.lengths.push(letters.len());
            seen.letters += letters.len();
            let nucleotide =
                |letter: &&u8| !b"ACGTUNRYKMSWBDHV".contains(&letter.to_ascii_uppercase());
            seen.other += letters.iter().filter(nucleotide).count();
        }
        // The last may be cut.
        if !head.whole && seen.lengths.len() > 1 {
            seen.headers.pop();
            seen.lengths.pop();
        }
        seen
    }

    fn median(&self) -> usize {
        let mut lengths = self.lengths.clone();
        lengths.sort_unstable();
        lengths.get(lengths.len() / 2).copied().unwrap_or_default()
    }

    fn most(&self, is: impl Fn(&str) -> bool) -> bool {
        2 * self.headers.iter().filter(|header| is(header)).count() > self.headers.len()
    }

    fn most_have(&self, words: &[&str]) -> bool {
        self.most(|header| {
            let header = header.to_lowercase();
            words.iter().any(|word| header.contains(word))
        })
    }
}

fn name_of(header: &str) -> &str {
    header.split_ascii_whitespace().next().unwrap_or_default()
}

fn is_mirna(header: &str) -> bool {
    intake::Kind::from_name(name_of(header)) == intake::Kind::Mirna
}

/// `chr1`, `chrX`, `chrUn_…`, `NC_000001.11`, and the numbers and letters that Ensembl gives.
fn is_chromosome(name: &str) -> bool {
    let is_number = |text: &str| text.parse::<u8>().is_ok();
    match name.strip_prefix("chr") {
        Some(rest) => {
            is_number(rest) || ["X", "Y", "M", "MT"].contains(&rest) || rest.contains('_')
        }
        None => is_number(name) || ["X", "Y", "MT"].contains(&name) || name.starts_with("NC_0"),
    }
}

pub(super) fn fasta(head: &Head<'_>) -> Kind {
    let seen = Seen::scan(head);
    if seen.lengths.is_empty() {
        return Kind::unused("FASTA without sequences");
    }
    if seen.other * 20 > seen.letters {
        return Kind::unused("sequences of proteins; no study takes them");
    }
    if seen.most_have(&["spike", "ercc", "unisp", "sequin"]) {
        return Kind::Spikes;
    }
    if seen.most(is_mirna) {
        return match seen.median() {
            HAIRPIN.. => Kind::Hairpins,
            _ if seen.headers.len() <= 60 && seen.most_have(SPIKES) => Kind::Spikes,
            _ => Kind::unused(
                "mature miRNAs; a study cuts them from hairpins by the annotation, `exocast target sites --mirna` takes them",
            ),
        };
    }
    let is_genomic = |header: &str| is_chromosome(name_of(header));
    if seen.lengths.iter().any(|length| *length > GENOMIC)
        || seen.most(is_genomic) && seen.median() > 60
    {
        let names = seen.headers.iter().map(|header| name_of(header).to_owned());
        return Kind::Genome { names: names.collect() };
    }
    if seen.most_have(SMALL_RNA) {
        return Kind::Contaminants;
    }
    if seen.median() <= 60 {
        return Kind::unused(
            "short sequences: spikes (`sequences` of [spikes]), or sequences that compete with miRNA (`contaminants` of [reference])",
        );
    }
    if head.is_large() {
        return Kind::Transcripts;
    }
    match load::transcripts(head.path, None, exocast_target::RnaKind::default()) {
        Ok(_) => Kind::Transcripts,
        Err(error) => {
            let why = format!("sequences, but no transcripts: {}", load::with_causes(&error));
            if !why.contains("whole mRNA") {
                return Kind::unused(why);
            }
            let names = seen.headers.iter().map(|header| {
                let name = name_of(header);
                without_version(name.split('|').next().unwrap_or(name)).to_owned()
            });
            Kind::Cdna { names: names.collect(), why }
        }
    }
}

pub(super) fn annotation(head: &Head<'_>) -> Kind {
    let rows = || head.lines().filter(|line| !line.starts_with('#'));
    let is_mirbase = |line: &str| {
        let kind = line.split('\t').nth(2).unwrap_or_default();
        kind == "miRNA_primary_transcript"
    };
    if rows().take(50).any(is_mirbase) {
        let name = rows().find_map(|line| {
            let name = line.split("Name=").nth(1)?.split(';').next()?;
            Some(name.split('-').next()?.to_owned())
        });
        return Kind::Annotation { organism: name };
    }
    let mut names: Vec<String> = Vec::new();
    let mut of_genes = false;
    for row in rows() {
        let mut fields = row.split('\t');
        let (Some(name), Some(kind)) = (fields.next(), fields.nth(1)) else { continue };
        of_genes |= ["exon", "CDS", "transcript", "mRNA"].contains(&kind);
        let transcript = row.split(['"', '=', ';', ':']).find(|word| {
            ["ENST", "ENSMUST", "ENSRNOT", "NM_", "XM_"].iter().any(|start| word.starts_with(start))
        });
        for name in std::iter::once(name).chain(transcript.map(without_version)) {
            if names.last().is_none_or(|last| last != name)
                && !names.iter().any(|known| known == name)
            {
                names.push(name.to_owned());
            }
        }
    }
    if of_genes {
        return Kind::Genes { names };
    }
    Kind::unused("an annotation without exons; no study takes it")
}
