//! Seconds of one thread for the response of a whole transcriptome: `response_speed TRANSCRIPTS MIRNAS
//! [WEIGHTS]`, TSV (`.gz` fine), FASTA, and the weights of the published network. Seconds are those of the
//! processor where `/proc` tells them, so that other load does not count.

#![allow(clippy::print_stdout, reason = "an example talks to its user")]

use std::{
    error::Error,
    fs::File,
    hint::black_box,
    io::{BufRead, BufReader},
    path::Path,
    time::Instant,
};

use exocast_core::{Base, Interval};
use exocast_target::{
    AccessOptions, Accessibility, Affinity, Amounts, CnnAffinity, CnnWeights, Dose, EnergyModel,
    FittedAffinity, Mirnas, Recipient, RespondOptions, Transcripts, UnpairedCache,
};
use flate2::read::MultiGzDecoder;

/// miRNAs of a dose, and transcripts that are folded for the accessibility of sites.
const MIRNAS: usize = 20;
const FOLDED: usize = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mrna, mirna, weights @ ..] = arguments.as_slice() else {
        return Err("give transcripts, miRNAs, and weights".into());
    };
    let file = File::open(mrna)?;
    let stream: Box<dyn BufRead> =
        if Path::new(mrna).extension().is_some_and(|ending| ending == "gz") {
            Box::new(BufReader::new(MultiGzDecoder::new(file)))
        } else {
            Box::new(BufReader::new(file))
        };
    let transcripts = Transcripts::read(stream, mrna)?;
    let all = Mirnas::read_fasta(BufReader::new(File::open(mirna)?), mirna)?;
    let mut mirnas = Mirnas::default();
    for mirna in all.as_slice().iter().take(MIRNAS) {
        mirnas.push(mirna.clone()).map_err(|_| "a name stands twice")?;
    }
    println!("{} miRNAs, {} transcripts", mirnas.as_slice().len(), transcripts.len());
    let mut cache = UnpairedCache::default();
    let access = Accessibility::new(&EnergyModel::turner2004(), &AccessOptions::default().check()?);
    let start = Clock::new();
    cache.fill(&transcripts, &access, 0, FOLDED);
    println!("folding {FOLDED} transcripts: {:.2} s", start.seconds());
    time("embedded", &mirnas, &transcripts, &FittedAffinity::default(), &cache)?;
    if let [weights] = weights {
        let weights = CnnWeights::read(BufReader::new(File::open(weights)?), weights)?;
        network(&weights, &mirnas, &transcripts);
        time("network", &mirnas, &transcripts, &CnnAffinity::new(weights), &cache)?;
    }
    Ok(())
}

/// Seconds of the processor, all threads together, or by the clock where they are not known.
struct Clock(Instant, Option<f64>);

impl Clock {
    fn new() -> Self {
        Self(Instant::now(), Self::processor())
    }

    fn seconds(&self) -> f64 {
        match (Self::processor(), self.1) {
            (Some(now), Some(then)) => now - then,
            _ => self.0.elapsed().as_secs_f64(),
        }
    }

    /// User time of this process, the 14th field of its line, in hundredths of a second.
    fn processor() -> Option<f64> {
        let line = std::fs::read_to_string("/proc/self/stat").ok()?;
        let ticks = line.rsplit(')').next()?.split_whitespace().nth(11)?;
        Some(ticks.parse::<f64>().ok()? / 100.0)
    }
}

/// One dose with 1 draw and with 200.
fn time(
    name: &str,
    mirnas: &Mirnas,
    transcripts: &Transcripts,
    affinity: &impl Affinity,
    cache: &UnpairedCache,
) -> Result<(), Box<dyn Error>> {
    let amounts = mirnas.as_slice().iter();
    let amounts = amounts.map(|m| (m.name().to_owned(), Interval::new(1e3, 1e2, 1e4))).collect();
    let dose = Dose::Copies(Amounts::new(amounts));
    let recipient = Recipient::new(mirnas, transcripts, affinity).with_accessibility(cache);
    for draws in [1, 200] {
        let options = RespondOptions { draws, ..RespondOptions::default() }.check()?;
        let start = Clock::new();
        let response = recipient.respond(&dose, &options)?;
        let sites: u64 = response.genes.iter().map(|gene| gene.sites).sum();
        println!("{name}, {draws} draws, {sites} sites: {:.2} s", start.seconds());
    }
    Ok(())
}

/// 12-mers a second, one by one along the transcripts.
fn network(weights: &CnnWeights, mirnas: &Mirnas, transcripts: &Transcripts) {
    let start = Clock::new();
    let (mut sum, mut count) = (0.0, 0_u32);
    for mirna in mirnas.as_slice() {
        let guide = weights.guide(mirna.sequence().bases());
        for transcript in transcripts.iter().take(200) {
            for site in transcript.utr3.windows(12) {
                let site: &[Base; 12] = match site.try_into() {
                    Ok(site) => site,
                    Err(_) => continue,
                };
                sum += guide.ln_kd(site);
                count += 1;
            }
        }
    }
    black_box(sum);
    let seconds = start.seconds();
    println!("network: {:.0} 12-mers a second", f64::from(count) / seconds);
}
