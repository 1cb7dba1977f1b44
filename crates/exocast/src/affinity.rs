//! Models of affinity by name, and the accessibilities that they use, from their files.

use std::path::Path;

use exocast_target::{
    AccessOptions, Accessibility, Affinity, BadOption, CnnAffinity, CnnWeights, EnergyModel,
    FittedAffinity, SeedAffinity, Transcripts, UnpairedCache,
};

use crate::{
    io::{OutputError, write_file},
    load::{self, LoadError},
    progress::Progress,
};

/// A model of affinity or a cache that cannot be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AffinityError {
    /// A file cannot be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The cache cannot be written.
    #[error(transparent)]
    Write(#[from] OutputError),
    /// The accessibility cannot be computed like that.
    #[error(transparent)]
    Option(#[from] BadOption),
    /// No model has this name.
    #[error(
        "`{name}` is no model of affinity; take `embedded`, `seed`, or `cnn:` and the file of its weights"
    )]
    Name {
        /// The name given.
        name: String,
    },
}

/// A model of affinity: `embedded`, `seed` (by site type alone) or `cnn:FILE`, the published network.
///
/// # Errors
/// Where the name is none of these, or the weights cannot be read.
pub fn named(name: &str) -> Result<Box<dyn Affinity>, AffinityError> {
    match name.split_once(':') {
        None if name == "embedded" => Ok(Box::new(FittedAffinity::default())),
        None if name == "seed" => Ok(Box::new(SeedAffinity::default())),
        Some(("cnn", path)) => {
            let weights = load::read(Path::new(path), CnnWeights::read)?;
            Ok(Box::new(CnnAffinity::new(weights)))
        }
        _ => Err(AffinityError::Name { name: name.to_owned() }),
    }
}

/// Accessibilities of transcripts from a cache, which is completed where it lacks some, and made where it is
/// not there.
///
/// # Errors
/// Where the file is no cache, is damaged, or cannot be written.
pub fn accessibility(
    path: &Path,
    transcripts: &Transcripts,
    progress: &mut dyn Progress,
) -> Result<UnpairedCache, AffinityError> {
    /// Transcripts folded between two words on progress.
    const PART: usize = 64;
    let mut cache = if path.exists() {
        load::read(path, UnpairedCache::read)?
    } else {
        UnpairedCache::default()
    };
    if cache.missing(transcripts) == 0 {
        return Ok(cache);
    }
    let options = AccessOptions::default().check()?;
    let access = Accessibility::new(&EnergyModel::turner2004(), &options);
    progress.begin("folding transcripts", transcripts.len().div_ceil(PART));
    let mut next = Some(0);
    while let Some(from) = next {
        progress.advance("accessibility");
        next = cache.fill(transcripts, &access, from, PART);
    }
    progress.end();
    write_file(path, |file| cache.write(file))?;
    Ok(cache)
}
