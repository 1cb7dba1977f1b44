//! A look into every input before anything is computed: small files whole, reads from their beginning.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use exocast_core::{Note, Notice, names::Mapping, words::plural};
use exocast_mirna::Catalogue;
use exocast_origin::enrich::FeatureSets;
use exocast_target::{RnaKind, Transcripts};

use super::{inspect_reads::reads, mirna, notice::StepNotice, origin, parts::Parts};
use crate::{
    affinity::AffinityModel,
    load,
    result::AnalysisError,
    study::{self, Step, Study},
};

/// An input and what is in it.
#[derive(Debug)]
pub struct Inspected {
    /// The key of the study that names it.
    pub role: String,
    /// The path as the study gives it.
    pub path: PathBuf,
    /// What it holds in a few words, or why it cannot be used.
    pub content: Result<String, AnalysisError>,
    /// How it was read, and what was left out of it.
    pub notices: Vec<Notice>,
}

/// What is to be said of an input that is looked at.
struct Remarks<'a> {
    role: &'a str,
    notices: Vec<Notice>,
}

impl Remarks<'_> {
    fn add<'n, N: Note + 'n>(&mut self, notes: impl IntoIterator<Item = &'n N>) {
        self.notices.extend(notes.into_iter().map(|note| Notice::from_note(self.role, note)));
    }
}

/// Opens every input of a study and says what it holds. Errors of one file do not hide those of another.
#[must_use]
pub fn inspect(study: &Study) -> Vec<Inspected> {
    let mut look = Look { study, rows: Vec::new() };
    look.at("samples", study.sheet.as_ref(), |_, remarks| {
        remarks.add(&study.sheet_notices);
        Ok(format!("{} in all", plural(study.samples.len(), "sample")))
    });
    let reference = &study.reference;
    let catalogue = look.mirnas();
    look.at("reference.contaminants", &reference.contaminants, |path, _| {
        Ok(plural(load::contaminants(path)?.references().len(), "sequence"))
    });
    let mut transcripts = None;
    look.at("reference.transcripts", reference.transcripts.as_ref(), |path, remarks| {
        let annotation = reference.transcript_annotation.as_ref().map(|path| study.resolve(path));
        let loaded = load::transcripts(path, annotation.as_deref(), RnaKind::Mrna)?;
        let loaded = transcripts.insert(loaded);
        remarks.add(&loaded.notices());
        let with_orf = loaded.iter().filter(|transcript| !transcript.orf.is_empty()).count();
        Ok(format!("{}, {with_orf} with an open reading frame", plural(loaded.len(), "transcript")))
    });
    let mut names = None;
    look.at("reference.names", reference.names.as_ref(), |path, remarks| {
        let (mapping, notices) = load::names(path)?;
        remarks.add(&notices);
        let summary = format!("{} of genes", plural(mapping.len(), "name"));
        names = Some(mapping);
        Ok(summary)
    });
    let mut listed = BTreeSet::new();
    let (mut columns, mut sizes) = (Parts::default(), Parts::default());
    for sample in &study.samples {
        let role = |what: &str| format!("sample {}, {what}", sample.name);
        let mut first = None;
        look.at(&role("reads"), &load::mates_together(&sample.reads), |path, _| {
            let seen = reads(study, sample, path, first.as_ref())?;
            first = seen.start.or(first.take());
            Ok(seen.said)
        });
        look.at(&role("counts"), sample.counts.as_ref(), |path, remarks| {
            let table = mirna::table(sample, path, catalogue.as_ref(), &study.study.organism)?;
            remarks.add(table.taken.notices());
            remarks.add(&table.alike);
            remarks.add(&table.bare);
            let counts = mirna::counts(sample, path, &table)?;
            columns.column(sample, path, &counts.column)?;
            let content = match counts.by_name.iter().filter(|(_, count)| *count > 0.0).count() {
                0 => format!("no counts in any of {}", plural(counts.by_name.len(), "miRNA")),
                _ => plural(counts.by_name.len(), "miRNA"),
            };
            listed.extend(counts.by_name.into_iter().map(|(name, _)| name));
            Ok(content)
        });
        look.at(&role("sizing"), &sample.sizing, |path, remarks| {
            let columns = sample.columns.clone().map(Into::into).unwrap_or_default();
            let inside = sample.names_inside();
            let (export, names) = load::export_part(path, &columns, &sample.name, inside)?;
            remarks.add(&StepNotice::of_alike(sample, path, names.as_deref()));
            remarks.add(&sizes.sizes(sample, path, names)?);
            remarks.add(&export.findings);
            Ok(format!("{}, {}", export.instrument, plural(export.replicates.len(), "replicate")))
        });
    }
    if let Some(spikes) = &study.spikes {
        look.at("spikes.sequences", [&spikes.sequences], |path, _| {
            Ok(plural(load::spikes(path)?.references().len(), "sequence"))
        });
        look.at("spikes.amounts", spikes.amounts.as_ref(), |path, _| {
            load::spike_amounts(path)?;
            Ok("amounts of spikes".to_owned())
        });
    }
    let counted = study.samples.iter().any(|sample| !sample.reads.is_empty());
    let known = Known {
        listed,
        counted: catalogue.as_ref().filter(|_| counted),
        transcripts: transcripts.as_ref().filter(|_| catalogue.is_some()),
        names: names.clone(),
    };
    if let Some(origin) = &study.origin {
        known.origin(&mut look, origin);
    }
    known.recipient(&mut look);
    molecules(&mut look, &known);
    options(&mut look, &known);
    look.rows
}

/// Proteins, lipids, and the sets that sum up a response.
fn molecules(look: &mut Look<'_>, known: &Known<'_>) {
    let study = look.study;
    if let Some(identity) = &study.identity {
        let names: Vec<&str> = study.samples.iter().map(|sample| sample.name.as_str()).collect();
        look.at("identity.proteins", identity.proteins.as_ref(), |path, remarks| {
            let mut table_of = identity.protein_table();
            table_of.choice.names.clone_from(&known.names);
            let proteins = load::proteins(path, &names, &table_of)?;
            remarks.add(proteins.notices());
            Ok(table(&proteins, "proteins", "columns"))
        });
        look.at("identity.lipids", identity.lipids.as_ref(), |path, remarks| {
            let lipids = load::lipids(path, &names, &identity.lipids_choice())?;
            remarks.add(lipids.notices());
            Ok(table(&lipids, "lipids", "columns"))
        });
    }
    if let Some(programmes) = &study.programmes {
        look.at("programmes.sets", [&programmes.sets], |path, remarks| {
            let sets = load::sets(path)?;
            remarks.add(sets.notices());
            Ok(format!("{} gene sets", sets.sets().len()))
        });
    }
}

/// Files that refine a step: blanks, biases, sets, profiles.
fn options(look: &mut Look<'_>, known: &Known<'_>) {
    let study = look.study;
    look.at("vesicles.blank", study.vesicles.blank.as_ref(), |path, remarks| {
        let export = load::export(path)?;
        remarks.add(&export.findings);
        Ok(format!("a blank, {}", export.instrument))
    });
    if let Some(origin) = &study.origin {
        look.at("origin.bias", origin.bias.as_ref(), |path, remarks| {
            let (factors, notices) = load::factors(None, Some(path))?;
            remarks.add(&notices);
            Ok(format!("cell-to-vesicle bias of {}", plural(factors.bias.len(), "name")))
        });
        look.at("origin.factors", origin.factors.as_ref(), |path, remarks| {
            let (factors, notices) = load::factors(Some(path), None)?;
            remarks.add(&notices);
            let sources = factors.rna_per_vesicle.keys().chain(factors.rna_per_cell.keys());
            let sources: BTreeSet<&String> = sources.collect();
            Ok(format!("RNA amounts of {}", plural(sources.len(), "name")))
        });
    }
    if let Some(enrich) = &study.enrich {
        let count = |sets: &FeatureSets, remarks: &mut Remarks<'_>| {
            remarks.add(sets.notices());
            Ok(plural(sets.sets().len(), "set"))
        };
        look.at("enrich.sets", enrich.sets.as_ref(), |path, remarks| {
            count(&load::sets(path)?, remarks)
        });
        look.at("enrich.network", enrich.network.as_ref(), |path, remarks| {
            count(&load::weighted_sets(path)?, remarks)
        });
        look.at("enrich.cargo", enrich.cargo.as_ref(), |path, remarks| {
            let mut table_of = enrich.cargo_table();
            table_of.choice.names.clone_from(&known.names);
            let sets = match (&enrich.sets, &enrich.network) {
                (_, Some(path)) => load::weighted_sets(&study.resolve(path)),
                (Some(path), None) => load::sets(&study.resolve(path)),
                (None, None) => Ok(FeatureSets::default()),
            };
            // What is wrong with the sets is said of them.
            let cargo = load::scores(path, &table_of, &sets.unwrap_or_default())?;
            remarks.add(cargo.notices());
            Ok(table(&cargo, "features", "samples"))
        });
    }
    look.at("response.profiles", study.response.profiles.as_ref(), |path, remarks| {
        remarks.add(load::profiles(path)?.notices());
        Ok("profiles of 3'UTR ends".to_owned())
    });
}

struct Look<'a> {
    study: &'a Study,
    rows: Vec<Inspected>,
}

impl Look<'_> {
    /// The files of the miRNA reference, and of what is known of its sequences.
    fn mirnas(&mut self) -> Option<Catalogue> {
        let study = self.study;
        let reference = &study.reference;
        let mut catalogue = None;
        self.at("reference.hairpin", reference.hairpin.as_ref(), |_, remarks| {
            catalogue = mirna::reference(&study.located())?;
            remarks.add(catalogue.iter().flat_map(Catalogue::notices));
            Ok(match &catalogue {
                Some(catalogue) => format!(
                    "{} and {} of {}",
                    plural(catalogue.hairpins().len(), "hairpin"),
                    plural(catalogue.matures().len(), "miRNA"),
                    study.study.organism
                ),
                None => "of no use without `reference.annotation`".to_owned(),
            })
        });
        self.at("reference.mature", reference.mature.as_ref(), |_, remarks| {
            catalogue = mirna::reference(&study.located())?;
            remarks.add(catalogue.iter().flat_map(Catalogue::notices));
            let sequences = catalogue.as_ref().map_or(0, |all| all.matures().len());
            Ok(format!("{sequences} mature sequences without precursors"))
        });
        self.at("reference.mirgenedb", reference.mirgenedb.as_ref(), |path, _| {
            load::mirgenedb(path, Some(&study.study.organism))?;
            Ok(format!("mature sequences of MirGeneDB of {}", study.study.organism))
        });
        self.at("reference.bias", reference.bias.as_ref(), |path, remarks| {
            let bias = load::mirna_bias(path)?;
            remarks.add(bias.notices());
            Ok(format!("the bias of {}", plural(bias.sequences().len(), "sequence")))
        });
        catalogue
    }

    fn at<'p>(
        &mut self,
        role: &str,
        paths: impl IntoIterator<Item = &'p PathBuf>,
        mut what: impl FnMut(&Path, &mut Remarks<'_>) -> Result<String, AnalysisError>,
    ) {
        for path in paths {
            let mut remarks = Remarks { role, notices: Vec::new() };
            let resolved = self.study.resolve(path);
            remarks.add(&crate::io::workbook_notices_of(&resolved));
            let content = what(&resolved, &mut remarks);
            let (role, notices) = (role.to_owned(), remarks.notices);
            self.rows.push(Inspected { role, path: path.clone(), content, notices });
        }
    }
}

/// What other inputs name.
struct Known<'a> {
    /// miRNAs that tables of counts list.
    listed: BTreeSet<String>,
    /// The reference that reads are counted against.
    counted: Option<&'a Catalogue>,
    /// The transcripts that a response is predicted of.
    transcripts: Option<&'a Transcripts>,
    /// The table of names.
    names: Option<Arc<Mapping>>,
}

impl Known<'_> {
    fn origin(&self, look: &mut Look<'_>, origin: &study::Origin) {
        let mut signature = None;
        look.at("origin.signature", [&origin.signature], |path, remarks| {
            let mut table = origin.signature_table();
            table.choice.names.clone_from(&self.names);
            let loaded = signature.insert(load::signature(path, &table)?);
            remarks.add(loaded.matrix().notices());
            let (features, sources) = (loaded.features().len(), loaded.sources().len());
            let held = format!("{} of {}", plural(features, "feature"), plural(sources, "source"));
            if origin.cargo.is_some() || (self.listed.is_empty() && self.counted.is_none()) {
                return Ok(held);
            }
            let shared = origin::countable(loaded, self.listed.clone(), self.counted)?;
            Ok(format!("{held}, {shared} of them among the miRNAs counted"))
        });
        look.at("origin.cargo", origin.cargo.as_ref(), |path, remarks| {
            let mut table = origin.cargo_table();
            table.choice.names.clone_from(&self.names);
            let cargo = load::cargo(path, &table, signature.as_ref())?;
            remarks.add(cargo.matrix().notices());
            let held = plural(cargo.matrix().columns().len(), "sample");
            let Some(signature) = &signature else { return Ok(held) };
            let shared = signature.shared_with(&cargo).map_err(Step::Origin.failed())?;
            Ok(format!("{held}, {} of the signature", plural(shared, "feature")))
        });
    }

    fn recipient(&self, look: &mut Look<'_>) {
        let study = look.study;
        let weights = match &study.response.affinity {
            AffinityModel::Cnn(weights) => Some(weights),
            _ => None,
        };
        look.at("response.affinity", weights.filter(|_| self.transcripts.is_some()), |path, _| {
            let model = AffinityModel::Cnn(path.to_owned());
            model.load().map_err(Step::Response.failed())?;
            Ok("weights of the network of affinities".to_owned())
        });
        let Some(recipient) = &study.recipient else { return };
        let transcripts = self.transcripts.filter(|_| study.plan().will(Step::Response));
        look.at("recipient.expression", recipient.expression.as_ref(), |path, remarks| {
            let mut table = recipient.expression_table();
            table.choice.names.clone_from(&self.names);
            let expression = load::expression(path, &table, self.transcripts)?;
            remarks.add(expression.notices());
            let held = "expression of the recipient".to_owned();
            let Some(transcripts) = transcripts else { return Ok(held) };
            let assigned = expression.assign(transcripts, &mut Vec::new());
            let assigned = assigned.map_err(Step::Response.failed())?.into_iter().flatten().count();
            Ok(format!("{held}, of {}", plural(assigned, "transcript")))
        });
        look.at("recipient.mirna", recipient.mirna.as_ref(), |path, remarks| {
            let amounts = load::amounts(path)?;
            remarks.add(amounts.notices());
            Ok(format!("{} of the recipient", plural(amounts.entries().len(), "miRNA")))
        });
        look.at("recipient.sponges", recipient.sponges.as_ref(), |path, remarks| {
            let sponges = load::sponges(path)?;
            remarks.add(&sponges.notices());
            Ok(format!("{} of the recipient", plural(sponges.len(), "sponge")))
        });
        look.at("recipient.observed", recipient.observed.as_ref(), |path, remarks| {
            let mut choice = recipient.observed_choice();
            choice.names.clone_from(&self.names);
            let observed = load::observed(path, &choice, self.transcripts)?;
            remarks.add(observed.notices());
            let held = "an observed change".to_owned();
            let Some(transcripts) = self.transcripts else { return Ok(held) };
            let (placed, _) = observed.placed(transcripts).map_err(Step::Evidence.failed())?;
            Ok(format!("{held}, of {} of the transcripts", plural(placed.len(), "name")))
        });
    }
}

fn table(matrix: &exocast_core::LabelledMatrix, rows: &str, columns: &str) -> String {
    format!("{} {rows}, {} {columns}", matrix.rows().len(), matrix.columns().len())
}
