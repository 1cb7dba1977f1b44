//! The sentence of each notice.

use std::fmt;

use exocast_core::words::{agreeing, first_listed, plural};

use super::kinds::Notice;

impl fmt::Display for Notice {
    #[allow(clippy::too_many_lines, reason = "one sentence a variant")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ShortLine { at, fields } => write!(
                f,
                "{at}: {}, but a GFF3 record has 9; line skipped",
                plural(*fields, "field")
            ),
            Self::OtherFeatures { count } => write!(
                f,
                "{} skipped: neither precursor nor mature sequence",
                plural(*count, "annotation record")
            ),
            Self::AmbiguousLetters { name, count } => {
                write!(f, "{name}: {} for several nucleotides, read as N", plural(*count, "letter"))
            }
            Self::AmbiguousSequences { sequences, letters, first } => write!(
                f,
                "{} in {} (the first is {first}) stand for several nucleotides; read as N",
                plural(*letters, "letter"),
                plural(*sequences, "sequence")
            ),
            Self::HiddenLetters { sequences, first } => write!(
                f,
                "{} with `_` or `.` between nucleotides (the first is {first}): tRNAdb marks nucleotides so that it does not show; read as N. If they are gaps of an alignment, remove them from the file",
                plural(*sequences, "sequence")
            ),
            Self::UnknownName { name } => write!(
                f,
                "`{name}` follows the naming of neither miRBase nor MirGeneDB; used unchanged"
            ),
            Self::RepeatedSequence { name } => write!(
                f,
                "{name} is in the FASTA file more than once with the same sequence; used once"
            ),
            Self::NoHairpin { name } => write!(
                f,
                "{name} is annotated but has no sequence; no read can be assigned to its miRNAs"
            ),
            Self::NotAnnotated { count } => {
                write!(f, "{} without annotation; left out", plural(*count, "precursor sequence"))
            }
            Self::HairpinLength { name, sequence, interval } => write!(
                f,
                "{name} has {sequence} nt, but its annotation spans {interval} nt; its loci are left out (check that sequences and annotation are of one release)"
            ),
            Self::Flanked { count, flank } => write!(
                f,
                "{} with {flank} nt beyond the annotated interval on both sides; coordinates are shifted",
                plural(*count, "precursor sequence")
            ),
            Self::NotPlaced { name, count } => write!(
                f,
                "{} on no precursor of the same name, such as {name}; left out",
                plural(*count, "mature sequence")
            ),
            Self::NoPrecursors { sequences } => write!(
                f,
                "the reference has {} without precursors: what reads have beyond them counts as added",
                plural(*sequences, "mature sequence")
            ),
            Self::Organisms { sample, shares, shared } => {
                write!(f, "miRNA reads of {sample}: ")?;
                for (organism, share) in shares {
                    write!(f, "{:.1} % are of {organism} alone, ", 100.0 * share)?;
                }
                write!(f, "{:.1} % fit several organisms", 100.0 * shared)
            }
            Self::LociDiffer { mature, hairpin } => {
                write!(f, "{mature} differs in sequence between its first precursor and {hairpin}")
            }
            Self::SharedSequences { sequences, names } => write!(
                f,
                "{names} miRNA names share {}; their reads cannot be distinguished",
                plural(*sequences, "sequence")
            ),
            Self::SpikeLikeMirna { spike, mirna, variant } if variant == "NA" => {
                write!(
                    f,
                    "spike {spike} has the sequence of {mirna}; their reads cannot be distinguished"
                )
            }
            Self::SpikeLikeMirna { spike, mirna, variant } => write!(
                f,
                "spike {spike} resembles {mirna} ({variant}): a read is assigned to the closer one, and is ambiguous where both are equally close"
            ),
            Self::SameSpikes { spike, first } => write!(
                f,
                "spikes {spike} and {first} have the same sequence; their reads are ambiguous"
            ),
            Self::ContaminantHoldsMirna { contaminant, mirna, mirnas } => write!(
                f,
                "{}, such as {mirna} of {contaminant}, in whole part of another RNA; reads that fit both equally are ambiguous",
                plural(*mirnas, "mature sequence")
            ),
            Self::MaskedGenes { genes, contaminants, hidden, first } => write!(
                f,
                "{} in {}, such as {first}; masked there, so that reads of the miRNAs are counted as such ({hidden} masked as a whole)",
                plural(*genes, "miRNA gene"),
                plural(*contaminants, "contaminant")
            ),
            Self::ShortReference { name } => {
                write!(f, "{name} is too short for reads to be assigned to it")
            }
            Self::NoReads { sample } => write!(f, "{sample} has no reads"),
            Self::LibraryFound { sample, library, adapter: Some(adapter), examined, support } => {
                write!(
                    f,
                    "{sample}: library {library}, adapter {adapter}, found in {support} of the first {}",
                    plural(*examined, "read")
                )
            }
            Self::LibraryFound { sample, library, adapter: None, examined, .. }
                if library != "trimmed" =>
            {
                write!(
                    f,
                    "{sample}: layout {library}, found in the first {}",
                    plural(*examined, "read")
                )
            }
            Self::LibraryFound { sample, adapter: None, examined, .. } => {
                write!(
                    f,
                    "{sample}: no adapter in the first {}; taken as trimmed",
                    plural(*examined, "read")
                )
            }
            Self::NoLibrary { sample, examined } => write!(
                f,
                "{sample}: no library is recognised in the first {}, and none of its reads is counted; give its kit, 3' adapter or layout (--library)",
                plural(*examined, "read")
            ),
            Self::AdapterProposed { sample, adapter, examined, support } => write!(
                f,
                "{sample}: no preset has its adapter; {adapter} follows the inserts in {support} of the first {} and is used (compare it with the manual of the kit)",
                plural(*examined, "read")
            ),
            Self::SecondLibrary { sample, library, layout, adapter, reads, examined } => write!(
                f,
                "{sample}: two libraries in one sample: {:.1} % of its reads ({reads} of {examined} looked at) have the layout {layout} ({}) and are lost, or counted wrongly, with {library}; \
                 separate the reads by their adapters, or count the file once more with --library '{layout}' as a sample of its own",
                100.0 * *reads as f64 / (*examined).max(1) as f64,
                adapter.as_ref().map_or_else(
                    || "no adapter".to_owned(),
                    |adapter| format!("adapter {adapter}"),
                ),
            ),
            Self::PolyATail { sample } => write!(
                f,
                "{sample}: inserts end where poly(A) begins; adenosines at the 3' end of an RNA are cut off with it"
            ),
            Self::MostReadsLost { sample, stage, reads, reached } => write!(
                f,
                "{sample}: {reads} of {} {}; {}",
                plural(*reached, "read"),
                stage.what(),
                stage.advice()
            ),
            Self::OldQualities { sample } => write!(
                f,
                "{sample}: qualities count from `@` as in early Illumina (--phred 33 if they do not)"
            ),
            Self::Pairs { sample, joined, alone } => write!(
                f,
                "{sample}: paired ends; {} {} and {} joined, of {alone} the first read is used alone",
                plural(*joined, "pair"),
                agreeing(*joined, "overlaps", "overlap"),
                agreeing(*joined, "is", "are")
            ),
            Self::OnlySecondReads { sample } => write!(
                f,
                "{sample}: second reads of pairs without the first ones, whose inserts they hold in reverse; give both files, first reads before second ones"
            ),
            Self::Collapsed { sample } => write!(
                f,
                "{sample}: each record stands for the number of reads in its name (--collapsed no if it does not)"
            ),
            Self::UnknownFilled { sample, reads } => write!(
                f,
                "{} of {sample} with one unknown nucleotide {} read as the insert or reference that {} with",
                plural(*reads, "read"),
                agreeing(*reads, "is", "are"),
                agreeing(*reads, "it agrees", "they agree")
            ),
            Self::NotUnique { sample, reads } => {
                write!(
                    f,
                    "{} of {sample} {} several miRNAs and {} left out of the counts",
                    plural(*reads, "read"),
                    agreeing(*reads, "fits", "fit"),
                    agreeing(*reads, "is", "are")
                )
            }
            Self::NoMirna { sample } => write!(f, "{sample} has no miRNA reads"),
            Self::Library { sample, verdict, reasons, .. } => {
                write!(f, "{sample} is {verdict}: {reasons}")
            }
            Self::NoSpikes { sample } => write!(f, "{sample} has no spike reads"),
            Self::ShortUmi { sample, reads } => write!(
                f,
                "{} of {sample} {} within the UMI; molecules by such UMIs are a lower bound",
                plural(*reads, "read"),
                agreeing(*reads, "ends", "end")
            ),
            Self::UmiErrors { sample, umis } => write!(
                f,
                "{sample}: {} of insert and UMI {} by a substitution or two from a more frequent one; joined to its molecule as misread copies",
                plural(*umis, "pair"),
                agreeing(*umis, "differs", "differ")
            ),
            Self::HeaderUmis { sample, length } => write!(
                f,
                "{sample}: read names end in UMIs of {length} nt, by which molecules are counted (--umi read or none if these are barcodes)"
            ),
            Self::UmiCollisions { sample, umis, molecules } => write!(
                f,
                "{sample}: {} by {}, since some molecules of one insert have the same UMI; molecules.tsv has intervals",
                plural(*molecules, "molecule"),
                plural(*umis, "different UMI")
            ),
            Self::UmisUsedUp { sample, mirnas, share } => write!(
                f,
                "{sample}: {:.1} % of all UMIs were seen with one insert of {}: its molecules are uncertain (interval in molecules.tsv); its reads, with --umi none, are not",
                100.0 * share,
                mirnas.join(", ")
            ),
            Self::UnmatchedSpike { spike } => {
                write!(f, "spike {spike} has a sequence or an amount, but not both; left out")
            }
            Self::ZeroSpikes { spikes } => write!(
                f,
                "spikes with an amount of 0 are left out of the curve: {}",
                spikes.join(", ")
            ),
            Self::Deviation { what, records } => write!(
                f,
                "{}: {what}",
                plural(*records, "record")
            ),
            Self::NoHeader { what } => write!(f, "{what} is missing"),
            Self::NoDiff { release, last: Some(last) } => {
                write!(f, "no diff file of release {release}; changes up to {last} are reported")
            }
            Self::NoDiff { release, last: None } => {
                write!(f, "no diff file of release {release} or earlier")
            }
            Self::Unmentioned { names } => write!(
                f,
                "{} in no diff file: either no names of miRBase, or older than the files and never changed",
                plural(*names, "name")
            ),
            Self::NoCopies { sample, cause } => write!(f, "no copies for {sample}: {cause}"),
            Self::PoolNotRead { sequences, missed } => write!(
                f,
                "{} of {} of the pool have no reads, such as {}: their bias is known as an upper limit; check that the pool has them",
                missed.len(),
                plural(*sequences, "sequence"),
                first_listed(missed, 5)
            ),
            Self::OnePool => f.write_str(
                "the bias was measured on one library: its error is that of counting, without what differs between libraries",
            ),
            Self::NoBias { names, mirnas, share } => write!(
                f,
                "{} of {} with counts ({:.1} % of the counts) have no measured bias and are not corrected: {}",
                names.len(),
                plural(*mirnas, "miRNA"),
                100.0 * share,
                first_listed(names, 10)
            ),
            Self::BiasOfOtherKit { sample, layout, measured } => write!(
                f,
                "{sample} has the layout `{layout}` and is corrected with a bias that was measured with `{measured}`"
            ),
            Self::KitUnchecked { samples, kit } => write!(
                f,
                "the layout of {} or of the bias is not known; make sure that {} made with {}",
                first_listed(samples, 5),
                if samples.len() == 1 { "it was" } else { "they were" },
                if kit.is_empty() { "the kit of the bias" } else { kit }
            ),
            Self::SeedsBelow { seeds, counts, least } => write!(
                f,
                "{} other than the canonical one of their miRNA hold too little of it to be guides of their own (a share of at most {least}, \
                 or no more than errors of reading give): their {counts:.0} reads or molecules in all samples are counted with the canonical guide",
                plural(*seeds, "seed")
            ),
            Self::Novel(notice) => notice.fmt(f),
            Self::Table(notice) => notice.fmt(f),
        }
    }
}
