//! Layouts of kits.

use super::library::Library;

/// Presets in order of preference, with their layouts.
///
/// | preset | source |
/// |---|---|
/// | truseq | RA3 of Illumina Adapter Sequences (document 1000000002694); also Lexogen Small RNA-Seq, `CleanTag`, NEXTFLEX v4 |
/// | qiaseq | `QIAseq` miRNA Library Kit Handbook; Illumina miRNA Prep has the same (DRAGEN miRNA, read structure) |
/// | nextflex | `NEXTflex` Small RNA-Seq Kit v3 manual, which uses RA3 |
/// | nebnext | SR adapter of the NEB E7300 manual |
/// | illumina-1.5, illumina-1.0 | Small RNA Sample Prep v1.5 and v1.0 guides |
/// | smarter | `SMARTer` smRNA-Seq Kit user manual (Takara): 3 nt of the template switch, poly(A); CATS of Diagenode has the same |
/// | d-plex | D-Plex Small RNA-seq manual (Diagenode): UMI of 12, 4 nt of the template switch, poly(A) |
/// | bgi | BGISEQ-500 and `MGIEasy` small RNA library manuals |
/// | ion-torrent | Ion P1B of Torrent Suite, 3' adapter of the Ion Total RNA-Seq Kit v2 |
///
/// `docs/methods/mirna-layouts.md` says where each can be looked up.
pub(crate) const PRESETS: [(Library, &str, &str); 10] = [
    (Library::TruSeq, "truseq", "insert,TGGAATTCTCGGGTGCCAAGG"),
    (Library::QiaSeq, "qiaseq", "insert,AACTGTAGGCACCATCAAT,UMI12"),
    (Library::NextFlex, "nextflex", "N4,insert,N4,TGGAATTCTCGGGTGCCAAGG"),
    (Library::NebNext, "nebnext", "insert,AGATCGGAAGAGCACACGTCT"),
    (Library::Illumina15, "illumina-1.5", "insert,ATCTCGTATGCCGTCTTCTGCTTG"),
    (Library::Illumina10, "illumina-1.0", "insert,TCGTATGCCGTCTTCTGCTTG"),
    (Library::Smarter, "smarter", "5:3,insert,polyA"),
    (Library::DPlex, "d-plex", "UMI12,5:4,insert,polyA"),
    (Library::Bgi, "bgi", "insert,AGTCGGAGGCCAAGCGGTCTTAGGAAGACAA"),
    (Library::IonTorrent, "ion-torrent", "insert,ATCACCGACTGCCCATAGAGAGG"),
];

/// Other names of presets.
pub(super) const ALIASES: [(&str, &str); 7] = [
    ("lexogen", "truseq"),
    ("cleantag", "truseq"),
    // Without the random nucleotides of v3.
    ("nextflex-v4", "truseq"),
    ("illumina-mirna-prep", "qiaseq"),
    ("cats", "smarter"),
    ("dplex", "d-plex"),
    ("mgi", "bgi"),
];
