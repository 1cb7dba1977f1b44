//! Models of affinity by name, and the accessibilities that they use, from their files.

use exocast_core::options::Options as _;
use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
};

use exocast_target::{
    AccessOptions, Accessibility, Affinity, BadOption, CnnAffinity, CnnWeights, EnergyModel,
    FittedAffinity, SeedAffinity, Transcripts, UnpairedCache,
};
use serde::{Serialize, Serializer};

use crate::{
    io::{OutputError, write_file},
    load::{self, LoadError},
    progress::Progress,
};

/// A model of affinity or a cache of accessibility that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AffinityError {
    /// A file cannot be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The cache cannot be written.
    #[error(transparent)]
    Write(#[from] OutputError),
    /// An option of the accessibility is invalid.
    #[error(transparent)]
    Option(#[from] BadOption),
}

/// A model of the affinity of sites, by the name it has in files and on the command line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AffinityModel {
    /// `embedded`: fitted to transfections.
    #[default]
    Embedded,
    /// `seed`: by site type alone.
    Seed,
    /// `cnn:FILE`: the published network with the file of its weights.
    Cnn(PathBuf),
}

/// A text that names no model of affinity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not one of embedded, seed, or `cnn:` and the file of the network's weights")]
pub struct UnknownAffinity(pub String);

impl AffinityModel {
    /// The models that are named by one word.
    pub const WORDS: [&str; 2] = ["embedded", "seed"];

    /// Loads the model.
    ///
    /// # Errors
    /// Where the weights of the network cannot be read.
    pub fn load(&self) -> Result<Box<dyn Affinity>, AffinityError> {
        Ok(match self {
            Self::Embedded => Box::new(FittedAffinity::default()),
            Self::Seed => Box::new(SeedAffinity::default()),
            Self::Cnn(weights) => {
                Box::new(CnnAffinity::new(load::read(weights, CnnWeights::read)?))
            }
        })
    }
}

impl FromStr for AffinityModel {
    type Err = UnknownAffinity;

    fn from_str(name: &str) -> Result<Self, UnknownAffinity> {
        match (name, name.strip_prefix("cnn:")) {
            ("embedded", _) => Ok(Self::Embedded),
            ("seed", _) => Ok(Self::Seed),
            (_, Some(weights)) => Ok(Self::Cnn(PathBuf::from(weights))),
            _ => Err(UnknownAffinity(name.to_owned())),
        }
    }
}

impl fmt::Display for AffinityModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Embedded => f.write_str("embedded"),
            Self::Seed => f.write_str("seed"),
            Self::Cnn(weights) => write!(f, "cnn:{}", weights.display()),
        }
    }
}

impl Serialize for AffinityModel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Accessibilities of transcripts from a cache, which is created if missing and extended with missing
/// transcripts.
///
/// # Errors
/// Where the file is no cache, is damaged, or cannot be written.
pub fn accessibility(
    path: &Path,
    transcripts: &Transcripts,
    progress: &mut dyn Progress,
) -> Result<UnpairedCache, AffinityError> {
    /// Transcripts folded between two steps of the progress bar.
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
