//! The files that a study names.

use std::path::{Path, PathBuf};

use super::Study;
use crate::affinity::AffinityModel;

impl Study {
    /// A path of the study, relative to the working directory of the program.
    #[must_use]
    pub fn resolve(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// The study with each of its paths [resolved](Self::resolve).
    #[must_use]
    pub fn located(&self) -> Self {
        let mut study = self.clone();
        let folder = std::mem::take(&mut study.folder);
        for path in study.paths_mut() {
            *path = folder.join(&*path);
        }
        study
    }

    /// The study without folders of this machine: absolute paths are cut to their file names.
    #[must_use]
    pub fn portable(&self) -> Self {
        let mut study = self.clone();
        for path in study.paths_mut() {
            if path.is_absolute()
                && let Some(name) = path.file_name()
            {
                *path = PathBuf::from(name);
            }
        }
        study
    }

    fn paths_mut(&mut self) -> Vec<&mut PathBuf> {
        let reference = &mut self.reference;
        let mut paths: Vec<&mut PathBuf> = Vec::new();
        paths.extend(&mut self.sheet);
        paths.extend(&mut reference.hairpin);
        paths.extend(&mut reference.annotation);
        paths.extend(&mut reference.mature);
        paths.extend(&mut reference.mirgenedb);
        paths.extend(&mut reference.bias);
        paths.extend(&mut reference.contaminants);
        paths.extend(&mut reference.transcripts);
        paths.extend(&mut reference.transcript_annotation);
        paths.extend(&mut reference.names);
        for sample in &mut self.samples {
            paths.extend(&mut sample.reads);
            paths.extend(&mut sample.counts);
            paths.extend(&mut sample.sizing);
        }
        paths.extend(&mut self.vesicles.blank);
        if let Some(spikes) = &mut self.spikes {
            paths.push(&mut spikes.sequences);
            paths.extend(&mut spikes.amounts);
        }
        if let Some(origin) = &mut self.origin {
            paths.push(&mut origin.signature);
            paths.extend(&mut origin.cargo);
            paths.extend(&mut origin.bias);
            paths.extend(&mut origin.factors);
        }
        if let Some(enrich) = &mut self.enrich {
            paths.extend(&mut enrich.sets);
            paths.extend(&mut enrich.network);
            paths.extend(&mut enrich.cargo);
        }
        if let Some(recipient) = &mut self.recipient {
            paths.extend(&mut recipient.expression);
            paths.extend(&mut recipient.mirna);
            paths.extend(&mut recipient.sponges);
            paths.extend(&mut recipient.observed);
        }
        if let Some(programmes) = &mut self.programmes {
            paths.push(&mut programmes.sets);
        }
        let response = &mut self.response;
        paths.extend(&mut response.accessibility);
        paths.extend(&mut response.profiles);
        if let AffinityModel::Cnn(weights) = &mut response.affinity {
            paths.push(weights);
        }
        if let Some(identity) = &mut self.identity {
            paths.extend(&mut identity.proteins);
            paths.extend(&mut identity.lipids);
        }
        paths
    }

    /// Every file the study names, with the key that names it.
    #[must_use]
    pub fn inputs(&self) -> Vec<(String, &Path)> {
        let reference = &self.reference;
        let mut inputs = Vec::new();
        push(&mut inputs, "samples", &self.sheet);
        push(&mut inputs, "reference.hairpin", &reference.hairpin);
        push(&mut inputs, "reference.annotation", &reference.annotation);
        push(&mut inputs, "reference.mature", &reference.mature);
        push(&mut inputs, "reference.mirgenedb", &reference.mirgenedb);
        push(&mut inputs, "reference.bias", &reference.bias);
        push(&mut inputs, "reference.contaminants", &reference.contaminants);
        push(&mut inputs, "reference.transcripts", &reference.transcripts);
        let annotation = &reference.transcript_annotation;
        push(&mut inputs, "reference.transcript_annotation", annotation);
        push(&mut inputs, "reference.names", &reference.names);
        for sample in &self.samples {
            push(&mut inputs, &format!("sample {}, reads", sample.name), &sample.reads);
            push(&mut inputs, &format!("sample {}, counts", sample.name), &sample.counts);
            push(&mut inputs, &format!("sample {}, sizing", sample.name), &sample.sizing);
        }
        push(&mut inputs, "vesicles.blank", &self.vesicles.blank);
        if let Some(spikes) = &self.spikes {
            push(&mut inputs, "spikes.sequences", [&spikes.sequences]);
            push(&mut inputs, "spikes.amounts", &spikes.amounts);
        }
        if let Some(origin) = &self.origin {
            push(&mut inputs, "origin.signature", [&origin.signature]);
            push(&mut inputs, "origin.cargo", &origin.cargo);
            push(&mut inputs, "origin.bias", &origin.bias);
            push(&mut inputs, "origin.factors", &origin.factors);
        }
        if let Some(enrich) = &self.enrich {
            push(&mut inputs, "enrich.sets", &enrich.sets);
            push(&mut inputs, "enrich.network", &enrich.network);
            push(&mut inputs, "enrich.cargo", &enrich.cargo);
        }
        if let Some(recipient) = &self.recipient {
            push(&mut inputs, "recipient.expression", &recipient.expression);
            push(&mut inputs, "recipient.mirna", &recipient.mirna);
            push(&mut inputs, "recipient.sponges", &recipient.sponges);
            push(&mut inputs, "recipient.observed", &recipient.observed);
        }
        if let Some(programmes) = &self.programmes {
            push(&mut inputs, "programmes.sets", [&programmes.sets]);
        }
        if let Some(identity) = &self.identity {
            push(&mut inputs, "identity.proteins", &identity.proteins);
            push(&mut inputs, "identity.lipids", &identity.lipids);
        }
        push(&mut inputs, "response.profiles", &self.response.profiles);
        if let AffinityModel::Cnn(weights) = &self.response.affinity {
            push(&mut inputs, "response.affinity", [weights]);
        }
        inputs
    }
}

fn push<'a>(
    inputs: &mut Vec<(String, &'a Path)>,
    key: &str,
    paths: impl IntoIterator<Item = &'a PathBuf>,
) {
    inputs.extend(paths.into_iter().map(|path| (key.to_owned(), path.as_path())));
}
