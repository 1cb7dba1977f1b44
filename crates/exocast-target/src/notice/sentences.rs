//! The sentence of each notice.

use std::fmt;

use exocast_core::words::{first_listed, first_quoted, plural};

use super::{NAMED, notices::Notice};

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Table(notice) = self {
            return notice.fmt(f);
        }
        f.write_str(
            &about_sequences(self)
                .or_else(|| about_mirnas(self))
                .unwrap_or_else(|| about_genes(self).unwrap_or_default()),
        )
    }
}

/// Names in parentheses, and the number of the others.
fn examples(names: &[String], all: usize) -> String {
    match all - names.len() {
        0 => format!("({})", names.join(", ")),
        more => format!("({} and {more} more)", names.join(", ")),
    }
}

/// `1 transcript has`, `2 transcripts have`.
fn with_verb(count: usize, noun: &str, singular: &str, other: &str) -> String {
    format!("{} {}", plural(count, noun), if count == 1 { singular } else { other })
}

fn about_sequences(notice: &Notice) -> Option<String> {
    Some(match notice {
        Notice::UnknownNucleotides { sequences, letters } => format!(
            "{} (N) in {}: no site is found over them",
            plural(*letters, "unknown nucleotide"),
            plural(*sequences, "sequence")
        ),
        Notice::AmbiguousNucleotides { sequences, letters } => format!(
            "{} (R, Y and the like) in {}, read as N",
            plural(*letters, "ambiguous nucleotide"),
            plural(*sequences, "sequence")
        ),
        Notice::Coding { problem, transcripts, frames, examples: names } => {
            let examples = examples(names, *transcripts);
            format!(
                "{transcripts} of {} {problem} {examples}",
                plural(*frames, "open reading frame")
            )
        }
        Notice::Skipped { problem, records, examples: names } => {
            let examples = examples(names, *records);
            format!("{} {problem}: skipped {examples}", plural(*records, "record"))
        }
        Notice::ShorterThanRanges { records, examples: names } => format!(
            "{} shorter than the 3'UTR of the header: taken as a part of it {}",
            with_verb(*records, "sequence", "is", "are"),
            examples(names, *records)
        ),
        Notice::LongReadingFrames { records, sequences, examples: names } => format!(
            "{records} of {} have an open reading frame as long as those of mRNAs {}: if these are whole mRNAs, give \
             their annotation too, or 3'UTRs",
            plural(*sequences, "sequence") + " read as 3'UTRs",
            examples(names, *records)
        ),
        Notice::NamedCircular { records, examples: names } => format!(
            "{} the name of a circular RNA {}: give --circular to search across the back-splice junction",
            with_verb(*records, "sequence", "has", "have"),
            examples(names, *records)
        ),
        Notice::WithoutSequence { transcripts, examples: names } => format!(
            "{} no sequence in any region {}",
            with_verb(*transcripts, "transcript", "has", "have"),
            examples(names, *transcripts)
        ),
        Notice::NotCoding { transcripts, examples: names } => format!(
            "{} no coding sequence: left out {}",
            with_verb(*transcripts, "transcript", "has", "have"),
            examples(names, *transcripts)
        ),
        Notice::Renamed { transcripts, examples: names } => format!(
            "{} the name of an earlier one: _2, _3 and so on are appended {}",
            with_verb(*transcripts, "transcript", "has", "have"),
            examples(names, *transcripts)
        ),
        Notice::Unplaced { problem, transcripts, examples: names } => {
            let examples = examples(names, *transcripts);
            format!("{} {problem}: left out {examples}", plural(*transcripts, "transcript"))
        }
        Notice::CirclesStay { transcripts, examples: names } => format!(
            "{} bind miRNA and keep their level: without cap and poly(A) tail they are not degraded by it {}",
            plural(*transcripts, "circular RNA"),
            examples(names, *transcripts)
        ),
        Notice::IsoformsKept { transcripts, total } => {
            format!("{transcripts} of {} are kept", plural(*total, "transcript"))
        }
        Notice::GenesWithoutTag { genes, tag, examples: names } => format!(
            "{} without a {tag} transcript: left out {}",
            plural(*genes, "gene"),
            examples(names, *genes)
        ),
        Notice::StopTakenIn { transcripts } => format!(
            "{} annotated without the stop codon that follows: it is added",
            with_verb(*transcripts, "coding sequence", "is", "are")
        ),
        Notice::WithoutProfile { transcripts } => format!(
            "{} no profile of 3'UTR ends: assumed to end where the sequence ends",
            with_verb(*transcripts, "transcript", "has", "have")
        ),
        _ => return None,
    })
}

fn about_mirnas(notice: &Notice) -> Option<String> {
    Some(match notice {
        Notice::UnknownMirnas { table, names, share } => format!(
            "{} of the {table} ({:.1} % of its copies) without a sequence in the miRNA FASTA: {}; counted in \
             Argonaute, but without targets",
            plural(names.len(), "miRNA"),
            100.0 * share,
            first_listed(names, 5)
        ),
        Notice::RenamedMirnas { table, names } => {
            let pairs: Vec<String> =
                names.iter().map(|(label, name)| format!("{label} is {name}")).collect();
            format!(
                "{} of the {table} matched by accession or sequence: {}",
                plural(names.len(), "miRNA"),
                first_listed(&pairs, 3)
            )
        }
        Notice::TypicalPool { mirnas } => format!(
            "no endogenous miRNA given: the cell is assumed to hold {mirnas} common miRNAs in equal parts, some \
             of which the dose displaces"
        ),
        Notice::ArgonauteExceeded { copies, ago } => format!(
            "{copies:.0} miRNA copies exceed the {ago:.0} Argonaute molecules of the cell: all are scaled down, \
             and targets of displaced miRNAs rise"
        ),
        Notice::IdleSponges { names } => format!(
            "{} no copies, or no site of these miRNAs, and {} nothing: {}",
            with_verb(names.len(), "sponge", "has", "have"),
            if names.len() == 1 { "binds" } else { "bind" },
            first_quoted(names, NAMED)
        ),
        Notice::MeansUnused { rows } => format!(
            "the column of mean expression is not used: {} without a name, so that means cannot be laid beside the \
             changes; non-targets are not matched by expression",
            plural(*rows, "row")
        ),
        Notice::MatchedByExpression { genes } => format!(
            "mean expression of {} from the table: targets are compared with non-targets of similar expression",
            plural(*genes, "gene")
        ),
        Notice::FewTargets { mirnas, wanted } => format!(
            "{} fewer than {wanted} targets or non-targets: not tested",
            with_verb(*mirnas, "miRNA", "has", "have")
        ),
        _ => return None,
    })
}

fn about_genes(notice: &Notice) -> Option<String> {
    Some(match notice {
        Notice::NoExpression { tpm } => {
            format!("no expression given: every transcript is assumed to have {tpm} TPM")
        }
        Notice::ScaleDetected { scale } => {
            format!("expression is read as {}", scale.in_words("TPM"))
        }
        Notice::CountsOverLengths { rows } => format!(
            "counts of {} become TPM by the lengths that the table holds",
            plural(*rows, "row")
        ),
        Notice::ColumnsAveraged { columns, names } => {
            format!("{columns} columns of expression are averaged: {names}")
        }
        Notice::ExpressionScaled { sum } => {
            format!("expression adds up to {sum:.0}: scaled to a million")
        }
        Notice::FewFpkm { rows } => format!(
            "FPKM of {} are read as TPM, which they are only in proportion: a table of all genes is scaled to a million",
            plural(*rows, "row")
        ),
        Notice::ExpressionUnmatched { rows, tpm, names } => format!(
            "{} of expression ({tpm:.0} TPM) without a transcript: counted as mRNA with an average number of \
             sites: {names}",
            plural(*rows, "row")
        ),
        Notice::TranscriptsWithoutExpression { transcripts } => {
            format!("{} without expression: left out", plural(*transcripts, "transcript"))
        }
        Notice::BelowThreshold { transcripts, tpm } => {
            format!("{} expressed below {tpm} TPM: left out", plural(*transcripts, "transcript"))
        }
        Notice::SharedByIsoforms { genes, transcripts } => format!(
            "expression of {} is divided equally among their {transcripts} transcripts",
            plural(*genes, "gene")
        ),
        Notice::RowsWithoutValue { table, rows } => {
            format!("{} of the {table} without a value: skipped", plural(*rows, "row"))
        }
        Notice::InfiniteRows { rows } => {
            format!(
                "{} of the observed changes with an infinite value: skipped",
                plural(*rows, "row")
            )
        }
        Notice::RepeatedRows { table, rows } => {
            format!(
                "{} of the {table} with the name of an earlier row: skipped",
                plural(*rows, "row")
            )
        }
        Notice::AddedRows { rows, example } => format!(
            "{} of the expression with the name of an earlier row, such as {example}: values of one name are \
             added up",
            plural(*rows, "row")
        ),
        Notice::UnlistedMessages { share } => format!(
            "the transcripts cover {:.0} % of the cell's mRNA; the rest is assumed to have the average number of \
             sites",
            100.0 * (1.0 - share)
        ),
        Notice::ObservedUnmatched { genes, names } => {
            format!("{} without a transcript: left out: {names}", plural(*genes, "observed gene"))
        }
        Notice::FormerSymbols { table, names } => format!(
            "{} of the {table} matched to transcripts by a former symbol of the gene: {}",
            plural(names.len(), "name"),
            first_quoted(names, 10)
        ),
        Notice::AnyVersion { table, names } => format!(
            "{} of the {table} matched to transcripts without the version after the dot",
            plural(*names, "name")
        ),
        _ => return None,
    })
}
