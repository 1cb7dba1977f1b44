//! References of miRNAs and other small RNA, spikes, and reads.

use std::path::{Path, PathBuf};

use exocast_core::table::intake::{Choice, Kind, Quantity, Request, Taken};
use exocast_mirna::{BiasTable, Catalogue, MirGeneDb, ReferenceSet, SpikeAmounts};
use exocast_target::{Mirna, Mirnas};

use super::file::{LoadError, file_name, read, source_name};
use crate::io::{Input, OpenError, open};

/// The miRNA reference, of the organisms of a list such as `hsa,ebv` where one is given; without annotation, `hairpin` is EMBL.
///
/// # Errors
/// As [`Catalogue::read`] and [`Catalogue::read_embl`].
pub fn catalogue(
    hairpin: &Path,
    annotation: Option<&Path>,
    organism: Option<&str>,
) -> Result<Catalogue, LoadError> {
    let Some(annotation) = annotation else {
        return read(hairpin, |stream, source| Catalogue::read_embl(stream, source, organism));
    };
    let (fasta, gff3) = (open(hairpin)?, open(annotation)?);
    let names = (source_name(hairpin), source_name(annotation));
    Ok(Catalogue::read(fasta, &names.0, gff3, &names.1, organism)?)
}

/// A reference of mature sequences without precursors.
///
/// # Errors
/// As [`Catalogue::read_matures`].
pub fn matures(path: &Path, organism: Option<&str>) -> Result<Catalogue, LoadError> {
    read(path, |stream, source| Catalogue::read_matures(stream, source, organism))
}

/// Mature sequences of `MirGeneDB`.
///
/// # Errors
/// As [`MirGeneDb::read`].
pub fn mirgenedb(path: &Path, organism: Option<&str>) -> Result<MirGeneDb, LoadError> {
    read(path, |stream, source| MirGeneDb::read(stream, source, organism))
}

/// The bias of a library preparation.
///
/// # Errors
/// As [`BiasTable::read`].
pub fn mirna_bias(path: &Path) -> Result<BiasTable, LoadError> {
    read(path, BiasTable::read)
}

/// Contaminants from FASTA; what their headers do not say is of the class that the file's name says.
///
/// # Errors
/// As [`ReferenceSet::read_contaminants`].
pub fn contaminants(path: &Path) -> Result<ReferenceSet, LoadError> {
    let class = file_name(path);
    read(path, |input, source| ReferenceSet::read_contaminants(input, source, &class))
}

/// Counts of miRNAs in the columns of samples, out of a table of any program. The column that agrees best with the names of
/// the reference names the rows; without a reference, that of most names of miRNAs.
///
/// # Errors
/// As [`Request::read`].
pub fn counts(
    path: &Path,
    samples: &[&str],
    choice: &Choice,
    catalogue: Option<&Catalogue>,
) -> Result<Taken, LoadError> {
    let has = |name: &str| match catalogue {
        Some(all) => name.split('/').all(|part| all.find(part).is_some()),
        // Names before accessions.
        None => Kind::of(name) == Kind::Mirna && !name.starts_with("MI"),
    };
    let request = Request::of(Quantity::Counts)
        .named(&["mirna", "mature"])
        .samples(samples)
        .choice(choice)
        .known(&has);
    read(path, |input, source| request.read(input, source))
}

/// The lanes of a sample, opened, with the names that errors give.
///
/// # Errors
/// Where a file cannot be opened.
pub fn lanes(paths: &[PathBuf]) -> Result<Vec<(String, Input)>, OpenError> {
    paths.iter().map(|path| Ok((source_name(path), open(path)?))).collect()
}

/// Sequences of spikes from FASTA.
///
/// # Errors
/// As [`ReferenceSet::read_spikes`].
pub fn spikes(path: &Path) -> Result<ReferenceSet, LoadError> {
    read(path, ReferenceSet::read_spikes)
}

/// Amounts of spikes.
///
/// # Errors
/// As [`SpikeAmounts::read`].
pub fn spike_amounts(path: &Path) -> Result<SpikeAmounts, LoadError> {
    read(path, SpikeAmounts::read)
}

/// The mature miRNAs of a catalogue that can guide, for target prediction.
#[must_use]
pub fn guides(catalogue: &Catalogue) -> Mirnas {
    let mut mirnas = Mirnas::default();
    for mature in catalogue.matures() {
        // One that is too short to have a seed has no targets; a name seen before is the same miRNA.
        if let Ok(mirna) = Mirna::new(mature.name.clone(), mature.sequence.clone()) {
            let _ = mirnas.push(mirna);
        }
    }
    mirnas
}

/// The [`guides`], and those that share a sequence also under their joint name, as counts have them.
#[must_use]
pub fn counted_guides(catalogue: &Catalogue) -> Mirnas {
    let mut mirnas = guides(catalogue);
    for same in catalogue.names_by_sequence().iter().filter(|same| same.len() > 1) {
        let sequence = catalogue.matures()[same[0]].sequence.clone();
        if let Ok(mirna) = Mirna::new(catalogue.joint_name(same), sequence) {
            let _ = mirnas.push(mirna);
        }
    }
    mirnas
}
