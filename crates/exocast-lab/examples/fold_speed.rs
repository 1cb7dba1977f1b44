//! Seconds for the accessibility of a whole transcriptome: `fold_speed TRANSCRIPTS [MOST]`, TSV (`.gz` fine) and how many of
//! them at most. All threads that `RAYON_NUM_THREADS` allows; seconds of the clock, and of the processor where `/proc` tells
//! them.

#![allow(clippy::print_stdout, reason = "an example talks to its user")]

use std::{error::Error, time::Instant};

use exocast_core::options::Options as _;
use exocast_lab::{clock::Stopwatch, files::open};
use exocast_target::{AccessOptions, Accessibility, EnergyModel, Transcripts, UnpairedCache};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mrna, rest @ ..] = arguments.as_slice() else {
        return Err("give transcripts".into());
    };
    let transcripts = Transcripts::read(open(mrna)?, mrna)?;
    let most: usize = rest.first().map_or(Ok(transcripts.len()), |most| most.parse())?;
    let folded = transcripts.iter().take(most);
    let nucleotides: usize = folded.map(|it| it.orf.len() + it.utr3.len()).sum();
    let access = Accessibility::new(&EnergyModel::turner2004(), &AccessOptions::default().check()?);
    let mut cache = UnpairedCache::default();
    let (clock, processor) = (Instant::now(), Stopwatch::start());
    let mut next = Some(0);
    while let Some(place) = next.filter(|place| *place < most) {
        next = cache.fill(&transcripts, &access, place, (most - place).min(256));
    }
    println!(
        "{} transcripts, {nucleotides} nt: {:.1} s, {:.1} s of the processor",
        most.min(transcripts.len()),
        clock.elapsed().as_secs_f64(),
        processor.seconds()
    );
    Ok(())
}
