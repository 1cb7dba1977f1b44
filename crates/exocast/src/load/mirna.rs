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
        None => Kind::from_name(name) == Kind::Mirna && !name.starts_with("MI"),
    };
    let request = Request::new(Quantity::Counts)
        .named(&["mirna", "mature"])
        .samples(samples)
        .choice(choice)
        .known(&has);
    read(path, |input, source| request.read(input, source))
}

/// The lanes of a sample, opened, with the names that errors give; second reads of pairs come behind their first ones.
///
/// # Errors
/// Where a file cannot be opened.
pub fn lanes(paths: &[PathBuf]) -> Result<Vec<(String, Input)>, OpenError> {
    mates_together(paths).iter().map(|path| Ok((source_name(path), open(path)?))).collect()
}

/// The files in their order, but for `x_R2` and `x_2`, which come behind `x_R1` and `x_1` where these are there.
pub(crate) fn mates_together(paths: &[PathBuf]) -> Vec<PathBuf> {
    let second_of = |path: &PathBuf| -> Vec<PathBuf> {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return Vec::new() };
        let marks = ["_R1", ".R1", "_r1", "_1.", ".1.", "_1_"];
        let with = |mark: &&str| {
            let at = name.rfind(*mark)?;
            let other = format!("{}{}", &name[..at], mark.replace('1', "2"));
            Some(path.with_file_name(format!("{other}{}", &name[at + mark.len()..])))
        };
        marks.iter().filter_map(with).filter(|other| paths.contains(other)).collect()
    };
    let seconds: Vec<PathBuf> = paths.iter().flat_map(second_of).collect();
    let mut together = Vec::with_capacity(paths.len());
    for path in paths.iter().filter(|path| !seconds.contains(path)) {
        together.push(path.clone());
        for second in second_of(path) {
            if !together.contains(&second) {
                together.push(second);
            }
        }
    }
    // A file named twice, or one that is the second of a second, keeps its place at the end.
    for path in paths {
        let count = |list: &[PathBuf]| list.iter().filter(|other| *other == path).count();
        if count(&together) < count(paths) {
            together.push(path.clone());
        }
    }
    together
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn second_reads_come_behind_their_first() {
        let check = |files: &[&str], wanted: &[&str]| {
            let paths: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
            let wanted: Vec<PathBuf> = wanted.iter().map(PathBuf::from).collect();
            assert_eq!(mates_together(&paths), wanted);
        };
        check(
            &["x_L1_R1_001.fq", "x_L2_R1_001.fq", "x_L1_R2_001.fq", "x_L2_R2_001.fq"],
            &["x_L1_R1_001.fq", "x_L1_R2_001.fq", "x_L2_R1_001.fq", "x_L2_R2_001.fq"],
        );
        check(&["S_2.fastq.gz", "S_1.fastq.gz"], &["S_1.fastq.gz", "S_2.fastq.gz"]);
        check(&["b.fq", "a.fq", "a.fq"], &["b.fq", "a.fq", "a.fq"]);
        check(&["x_1_1.fq", "x_1_2.fq", "x_2_1.fq"], &["x_1_1.fq", "x_1_2.fq", "x_2_1.fq"]);
    }
}
