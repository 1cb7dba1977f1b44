//! A look into every input before anything is computed: small files whole, reads from their beginning.

use std::{
    collections::BTreeSet,
    io::{self, BufRead},
    path::{Path, PathBuf},
};

use exocast_core::options::Options as _;
use exocast_mirna::{Catalogue, ReferenceSet, SampleReads, SpikeAmounts};
use exocast_origin::{Cargo, Signature, enrich::FeatureSets};
use exocast_target::{Transcripts, UtrProfiles};

use super::{mirna, origin, response};
use crate::{
    affinity::AffinityModel,
    load,
    result::AnalysisError,
    study::{self, Step, Study},
};

/// Reads that are looked at in each file.
const READS: usize = 10_000;

/// An input and what is in it.
#[derive(Debug)]
pub struct Inspected {
    /// The key of the study that names it.
    pub role: String,
    /// The path as the study gives it.
    pub path: PathBuf,
    /// What it holds in a few words, or why it cannot be used.
    pub found: Result<String, AnalysisError>,
}

/// Opens every input of a study and says what it holds. Errors of one file do not hide those of another.
#[must_use]
pub fn inspect(study: &Study) -> Vec<Inspected> {
    let mut look = Look { study, rows: Vec::new() };
    let reference = &study.reference;
    let mut catalogue = None;
    look.at("reference.hairpin", reference.hairpin.as_ref(), |_| {
        catalogue = mirna::reference(study)?;
        Ok(match &catalogue {
            Some(catalogue) => format!(
                "{} hairpins and {} miRNAs of {}",
                catalogue.hairpins().len(),
                catalogue.matures().len(),
                study.study.organism
            ),
            None => "of no use without `reference.annotation`".to_owned(),
        })
    });
    look.at("reference.contaminants", &reference.contaminants, |path| {
        Ok(format!("{} sequences", load::contaminants(path)?.references().len()))
    });
    let mut transcripts = None;
    look.at("reference.transcripts", reference.transcripts.as_ref(), |path| {
        let own = transcripts.insert(load::transcripts(path)?);
        let with_orf = own.iter().filter(|transcript| !transcript.orf.is_empty()).count();
        Ok(format!("{} transcripts, {with_orf} with an open reading frame", own.len()))
    });
    let mut listed = BTreeSet::new();
    for sample in &study.samples {
        let role = |what: &str| format!("sample {}, {what}", sample.name);
        look.at(&role("reads"), &sample.reads, |path| reads(study, sample, path));
        look.at(&role("counts"), sample.counts.as_ref(), |path| {
            let counts = mirna::counts(sample, path)?;
            let found = format!("{} miRNAs", counts.len());
            listed.extend(counts.into_iter().map(|(name, _)| name));
            Ok(found)
        });
        look.at(&role("sizing"), &sample.sizing, |path| {
            let columns = sample.columns.clone().map(Into::into).unwrap_or_default();
            let export = load::export_with(path, &columns)?;
            let replicates = export.replicates.len();
            Ok(format!(
                "{}, {replicates} replicate{}",
                export.instrument,
                if replicates == 1 { "" } else { "s" }
            ))
        });
    }
    if let Some(spikes) = &study.spikes {
        look.at("spikes.sequences", [&spikes.sequences], |path| {
            Ok(format!(
                "{} sequences",
                load::read(path, ReferenceSet::read_spikes)?.references().len()
            ))
        });
        look.at("spikes.amounts", spikes.amounts.as_ref(), |path| {
            load::read(path, SpikeAmounts::read)?;
            Ok("amounts of spikes".to_owned())
        });
    }
    let counted = study.samples.iter().any(|sample| !sample.reads.is_empty());
    let known = Known {
        listed,
        counted: catalogue.as_ref().filter(|_| counted),
        transcripts: transcripts.as_ref().filter(|_| catalogue.is_some()),
    };
    if let Some(origin) = &study.origin {
        known.origin(&mut look, origin);
    }
    known.recipient(&mut look);
    if let Some(identity) = &study.identity {
        let numbers = |path: &Path, rows: &str| {
            let (found, _) = load::read(path, exocast_core::LabelledMatrix::read_numeric)?;
            Ok(table(&found, rows, "columns"))
        };
        look.at("identity.proteins", identity.proteins.as_ref(), |path| numbers(path, "proteins"));
        look.at("identity.lipids", identity.lipids.as_ref(), |path| numbers(path, "lipids"));
    }
    if let Some(programmes) = &study.programmes {
        look.at("programmes.sets", [&programmes.sets], |path| {
            Ok(format!("{} gene sets", load::read(path, FeatureSets::read)?.sets().len()))
        });
    }
    options(&mut look);
    look.rows
}

/// Files that refine a step: blanks, biases, sets, profiles.
fn options(look: &mut Look<'_>) {
    let study = look.study;
    look.at("vesicles.blank", study.vesicles.blank.as_ref(), |path| {
        Ok(format!("a blank, {}", load::export(path)?.instrument))
    });
    let rows = |path: &Path, what: &str| {
        Ok(format!("{what} of {} names", load::matrix(path)?.rows().len()))
    };
    if let Some(origin) = &study.origin {
        look.at("origin.bias", origin.bias.as_ref(), |path| rows(path, "cell-to-vesicle bias"));
        look.at("origin.factors", origin.factors.as_ref(), |path| rows(path, "RNA amounts"));
    }
    if let Some(enrich) = &study.enrich {
        let count = |sets: FeatureSets| format!("{} sets", sets.sets().len());
        look.at("enrich.sets", enrich.sets.as_ref(), |path| {
            Ok(count(load::read(path, FeatureSets::read)?))
        });
        look.at("enrich.network", enrich.network.as_ref(), |path| {
            Ok(count(load::read(path, FeatureSets::read_network)?))
        });
        look.at("enrich.cargo", enrich.cargo.as_ref(), |path| {
            Ok(table(&load::matrix(path)?, "features", "samples"))
        });
    }
    look.at("response.profiles", study.response.profiles.as_ref(), |path| {
        load::read(path, UtrProfiles::read)?;
        Ok("profiles of 3'UTR ends".to_owned())
    });
}

struct Look<'a> {
    study: &'a Study,
    rows: Vec<Inspected>,
}

impl Look<'_> {
    fn at<'p>(
        &mut self,
        role: &str,
        paths: impl IntoIterator<Item = &'p PathBuf>,
        mut what: impl FnMut(&Path) -> Result<String, AnalysisError>,
    ) {
        for path in paths {
            let found = what(&self.study.resolve(path));
            self.rows.push(Inspected { role: role.to_owned(), path: path.clone(), found });
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
}

impl Known<'_> {
    fn origin(&self, look: &mut Look<'_>, origin: &study::Origin) {
        let mut signature = None;
        look.at("origin.signature", [&origin.signature], |path| {
            let own = signature.insert(load::read(path, Signature::read)?);
            let held =
                format!("{} features of {} sources", own.features().len(), own.sources().len());
            if origin.cargo.is_some() || (self.listed.is_empty() && self.counted.is_none()) {
                return Ok(held);
            }
            let shared = origin::countable(own, self.listed.clone(), self.counted)?;
            Ok(format!("{held}, {shared} of them among the miRNAs counted"))
        });
        look.at("origin.cargo", origin.cargo.as_ref(), |path| {
            let cargo = load::read(path, Cargo::read)?;
            let held = format!("{} samples", cargo.samples().len());
            let Some(signature) = &signature else { return Ok(held) };
            let shared = signature.shared_with(&cargo).map_err(Step::Origin.failed())?;
            Ok(format!("{held}, {shared} features of the signature"))
        });
    }

    fn recipient(&self, look: &mut Look<'_>) {
        let study = look.study;
        let weights = match &study.response.affinity {
            AffinityModel::Cnn(weights) => Some(weights),
            _ => None,
        };
        look.at("response.affinity", weights.filter(|_| self.transcripts.is_some()), |_| {
            response::affinity(study)?;
            Ok("weights of the network of affinities".to_owned())
        });
        let Some(recipient) = &study.recipient else { return };
        let transcripts = self.transcripts.filter(|_| study.plan().will(Step::Response));
        look.at("recipient.expression", recipient.expression.as_ref(), |path| {
            let expression = load::expression(path, recipient.expression_scale)?;
            let held = "expression of the recipient".to_owned();
            let Some(transcripts) = transcripts else { return Ok(held) };
            let found = expression.assign(transcripts, &mut Vec::new());
            let found = found.map_err(Step::Response.failed())?.into_iter().flatten().count();
            Ok(format!("{held}, of {found} transcripts"))
        });
        look.at("recipient.mirna", recipient.mirna.as_ref(), |path| {
            Ok(format!("{} miRNAs of the recipient", load::amounts(path)?.entries().len()))
        });
        look.at("recipient.observed", recipient.observed.as_ref(), |path| {
            let observed = load::observed(path)?;
            let held = "an observed change".to_owned();
            let Some(transcripts) = self.transcripts else { return Ok(held) };
            let (placed, _) = observed.placed(transcripts).map_err(Step::Evidence.failed())?;
            Ok(format!("{held}, of {} names of the transcripts", placed.len()))
        });
    }
}

fn table(matrix: &exocast_core::LabelledMatrix, rows: &str, columns: &str) -> String {
    format!("{} {rows}, {} {columns}", matrix.rows().len(), matrix.columns().len())
}

/// The adapter and what would be kept, from the first reads of a file.
fn reads(study: &Study, sample: &study::Sample, path: &Path) -> Result<String, AnalysisError> {
    let options = study.mirna.options(sample.library.clone());
    let options = options.check().map_err(Step::Mirna.failed())?;
    let source = load::source_name(path);
    let start = beginning(&mut crate::io::open(path)?).map_err(|cause| {
        exocast_core::ReadError::io(exocast_core::Location::new(source.as_str()), cause)
    })?;
    let reads = SampleReads::read(&sample.name, [(source, start.as_slice())], &options)
        .map_err(Step::Mirna.failed())?;
    let (fates, detection) = (reads.fates(), reads.detection());
    if fates.total == 0 {
        return Ok("no reads in it".to_owned());
    }
    let of = 100.0 / (fates.total as f64);
    Ok(format!(
        "{} library; of the first {} reads {:.0} % have the adapter and {:.0} % can be counted",
        detection.library,
        fates.total,
        detection.support as f64 * 100.0 / (detection.examined.max(1) as f64),
        fates.kept as f64 * of,
    ))
}

/// The text of the first records.
fn beginning(input: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    for _ in 0..4 * READS {
        if input.read_until(b'\n', &mut text)? == 0 {
            break;
        }
    }
    Ok(text)
}
