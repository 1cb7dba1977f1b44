//! Inputs of a study that are not of one sample.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{
    item::Item,
    kind::{CONTAMINANTS, GENES, Kind, TRANSCRIPTS},
};

/// What becomes of the files, but for those of samples.
#[derive(Default)]
pub(super) struct Inputs {
    /// The files of each key of the study.
    used: BTreeMap<&'static str, Vec<PathBuf>>,
    /// Files that the study does not use, with why.
    pub(super) unused: Vec<(PathBuf, String)>,
    /// miRBase's code of the organism, and what shows it.
    pub(super) organism: Option<(String, &'static str)>,
}

impl Inputs {
    pub(super) fn from_items(items: &[Item]) -> Self {
        let mut inputs = Self::default();
        inputs.pair_genome(items);
        for item in items {
            match (&item.kind, item.kind.role()) {
                (Kind::Unused(why), _) => inputs.unused.push((item.path.clone(), why.clone())),
                // In a pair or not used.
                (Kind::Genome { .. } | Kind::Cdna { .. } | Kind::Genes { .. }, _) => {}
                (_, Some(role)) => inputs.used.entry(role).or_default().push(item.path.clone()),
                _ => {}
            }
        }
        for (role, files) in &mut inputs.used {
            if files.len() > 1 && *role != CONTAMINANTS {
                let n = files.len();
                let why = format!("one of {n} files that may be `{role}`; name one in the study");
                inputs.unused.extend(files.drain(..).map(|file| (file, why.clone())));
            }
        }
        inputs.used.retain(|_, files| !files.is_empty());
        let annotated = items.iter().find_map(|item| match &item.kind {
            Kind::Annotation { organism } => Some((organism.clone()?, "the annotation of miRNAs")),
            _ => None,
        });
        let counted = items.iter().find_map(|item| match &item.kind {
            Kind::Counts { organism, .. } => Some((organism.clone()?, "names of miRNAs")),
            _ => None,
        });
        inputs.organism = annotated.or(counted);
        inputs
    }

    /// Uses a genome with its annotation, where there is one of each, they name the same chromosomes, and nothing else
    /// holds transcripts.
    fn pair_genome(&mut self, items: &[Item]) {
        let genomes = || {
            let is = |item: &&Item| matches!(item.kind, Kind::Genome { .. } | Kind::Cdna { .. });
            items.iter().filter(is)
        };
        let genes = || items.iter().filter(|item| matches!(item.kind, Kind::Genes { .. }));
        let has_transcripts = items.iter().any(|item| item.kind == Kind::Transcripts);
        let (n, m) = (genomes().count(), genes().count());
        let shared = |genome: &Item, genes: &Item| match (&genome.kind, &genes.kind) {
            (
                Kind::Genome { names } | Kind::Cdna { names, .. },
                Kind::Genes { names: of_genes },
            ) => names.iter().any(|name| of_genes.contains(name)),
            _ => false,
        };
        let first_of = |item: &Item| match &item.kind {
            Kind::Genome { names } | Kind::Cdna { names, .. } | Kind::Genes { names } => {
                names.first().cloned().unwrap_or_default()
            }
            _ => String::new(),
        };
        let why = match (genomes().next(), genes().next()) {
            (Some(genome), Some(annotation)) if n == 1 && m == 1 && !has_transcripts => {
                if shared(genome, annotation) {
                    self.used.insert(TRANSCRIPTS, vec![genome.path.clone()]);
                    self.used.insert(GENES, vec![annotation.path.clone()]);
                    return;
                }
                // Sequences of transcripts are compared with transcripts, and those of chromosomes with chromosomes.
                let alike = match (&genome.kind, &annotation.kind) {
                    (Kind::Cdna { .. }, Kind::Genes { names }) => names.get(1).cloned(),
                    _ => None,
                };
                let annotation = alike.unwrap_or_else(|| first_of(annotation));
                let genome = first_of(genome);
                format!(
                    "sequences and an annotation that name chromosomes and transcripts otherwise (`{genome}`, `{annotation}`): of two releases"
                )
            }
            (Some(_), Some(_)) if has_transcripts => {
                "a genome and its annotation, besides transcripts; a study takes one of the two"
                    .to_owned()
            }
            (Some(_), Some(_)) => format!(
                "one of {n} genomes and {m} annotations; name one of each in the study (`transcripts`, `transcript_annotation` of [reference])"
            ),
            (Some(_), None) => {
                "a genome; with its GTF or GFF3 it is `transcripts` of [reference]".to_owned()
            }
            _ => "an annotation; with its genome it is `transcript_annotation` of [reference]"
                .to_owned(),
        };
        let why_of = |item: &Item| match &item.kind {
            Kind::Cdna { why, .. } if m == 0 => why.clone(),
            _ => why.clone(),
        };
        let both = genomes().chain(genes());
        self.unused.extend(both.map(|item| (item.path.clone(), why_of(item))));
    }

    /// The files of a key.
    pub(super) fn files(&self, role: &str) -> &[PathBuf] {
        self.used.get(role).map_or(&[], Vec::as_slice)
    }

    /// Whether any key of a section has a file.
    pub(super) fn has_section(&self, section: &str) -> bool {
        self.used.keys().any(|role| role.split('.').next() == Some(section))
    }

    /// Every file that is used, with its key.
    pub(super) fn used(&self) -> impl Iterator<Item = (&'static str, &PathBuf)> {
        self.used.iter().flat_map(|(role, files)| files.iter().map(|file| (*role, file)))
    }

    /// Whether reads can be counted.
    pub(super) fn has_reference(&self) -> bool {
        !self.files("reference.hairpin").is_empty()
            && !self.files("reference.annotation").is_empty()
    }

    /// Uses a file no more; whether it was used.
    pub(super) fn take_out(&mut self, role: &str, path: &Path, why: &str) -> bool {
        let Some(files) = self.used.get_mut(role) else { return false };
        let before = files.len();
        files.retain(|file| file != path);
        let taken = files.len() < before;
        if taken {
            self.unused.push((path.to_owned(), format!("`{role}` {why}")));
        }
        self.used.retain(|_, files| !files.is_empty());
        // Amounts are of spikes with sequences, annotations of a genome.
        for (first, second, why) in [
            ("spikes.sequences", "spikes.amounts", "amounts of spikes without their sequences"),
            (TRANSCRIPTS, GENES, "an annotation without its genome"),
        ] {
            if role == first {
                for file in self.used.remove(second).into_iter().flatten() {
                    self.unused.push((file, why.to_owned()));
                }
            }
        }
        taken
    }
}
