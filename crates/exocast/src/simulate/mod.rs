//! A whole study with known truth: reads, sizing exports in a vendor's layout, proteins and lipids, a
//! signature, a recipient and an observed change, all from one seed.
//!
//! ```
//! use exocast::simulate::{Simulation, SimulationOptions};
//!
//! let options = SimulationOptions { samples: 1, reads: 200, seed: 1 };
//! let simulation = Simulation::new(options)?;
//! let names: Vec<&str> = simulation.files().map(|(name, _)| name).collect();
//! assert!(names.contains(&"study.toml") && names.contains(&"EV_1.fastq.gz"));
//! # Ok::<(), exocast::simulate::SimulationError>(())
//! ```

mod agreement;
mod cells;
mod error;
mod molecules;
mod reads;
mod reference;
mod sample;
mod study;
mod truth;
mod world;

use exocast_core::{SeedPlan, Table};
use serde::{Deserialize, Serialize};

pub use self::{agreement::Agreement, error::SimulationError};
use self::{truth::Truth, world::World};
use crate::{
    io::{OutputError, OutputFolder, Provenance},
    result::{Analysis, TruthRow},
};

/// What to simulate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SimulationOptions {
    /// Number of vesicle samples.
    pub samples: u32,
    /// Sequencing reads per sample.
    pub reads: u32,
    /// Seed of everything that is drawn.
    pub seed: u64,
}

impl Default for SimulationOptions {
    fn default() -> Self {
        Self { samples: 4, reads: 20_000, seed: 1 }
    }
}

/// A simulated study: its files and its truth.
#[derive(Debug)]
pub struct Simulation {
    options: SimulationOptions,
    files: Vec<(String, Vec<u8>)>,
    truth: Truth,
}

impl Simulation {
    /// Draws a study.
    ///
    /// # Errors
    /// Where the options lead to quantities that cannot be.
    pub fn new(options: SimulationOptions) -> Result<Self, SimulationError> {
        let seeds = SeedPlan::new(options.seed);
        let world = World::invent(seeds);
        let mut files = world.files(seeds);
        let mut samples = Vec::new();
        for number in 1..=options.samples {
            // The first half, and the middle one, are controls.
            let group = if number <= options.samples.div_ceil(2) {
                sample::CONTROL
            } else {
                sample::TUMOUR
            };
            let (sample, sample_files) = world.sample(seeds, number, group, options.reads)?;
            samples.push(sample);
            files.extend(sample_files);
        }
        for (name, text) in [
            ("proteins.tsv", molecules::proteins_tsv(&samples, seeds)),
            ("lipids.tsv", molecules::lipids_tsv(&samples, seeds)),
        ] {
            files.push((name.to_owned(), text.into_bytes()));
        }
        let truth = Truth::from_world(&world, samples, seeds)?;
        files.push(("observed.tsv".to_owned(), truth.observed_tsv(seeds).into_bytes()));
        files.push((
            "study.toml".to_owned(),
            study::toml(&truth.samples, options.seed).into_bytes(),
        ));
        Ok(Self { options, files, truth })
    }

    /// The files of the study with their names; `study.toml` is among them.
    #[must_use]
    pub fn files(&self) -> impl ExactSizeIterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// Writes the files into a folder of results, each name behind `prefix`.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn write(&self, folder: &OutputFolder, prefix: &str) -> Result<(), OutputError> {
        self.files().try_for_each(|(name, bytes)| {
            folder.write(&format!("{prefix}{name}"), |file| file.write_all(bytes))
        })
    }

    /// The record of the simulation.
    #[must_use]
    pub fn provenance(&self) -> Provenance {
        let options = serde_json::to_value(self.options).unwrap_or_default();
        Provenance::new("simulate", self.options.seed, options, Vec::new())
    }

    /// The truth alone: `step quantity truth`.
    #[must_use]
    pub fn truth_table(&self) -> Table {
        self.truth.table()
    }

    /// The truth compared with what an analysis of these files found, quantity by quantity.
    #[must_use]
    pub fn compare(&self, analysis: &Analysis) -> Vec<TruthRow> {
        self.truth.compare(analysis)
    }
}
