//! Seconds of one thread for the response of a whole transcriptome: `response_speed TRANSCRIPTS MIRNAS
//! [COUNT] [WEIGHTS]`, TSV (`.gz` fine), FASTA, how many miRNAs are delivered (20), and the weights of the
//! published network. Seconds are those of the processor where `/proc` tells them, so that other load does not
//! count.

#![allow(clippy::print_stdout, reason = "an example talks to its user")]

use exocast_core::{SeedPlan, options::Options as _};
use std::{error::Error, hint::black_box};

use exocast_core::{Base, Interval};
use exocast_lab::{clock::Stopwatch, files::open};
use exocast_target::{
    AccessOptions, Accessibility, Affinity, Amounts, CnnAffinity, CnnWeights, Dose, EnergyModel,
    FittedAffinity, Mirnas, Recipient, RespondOptions, Transcripts, UnpairedCache,
};

/// miRNAs of a dose where no count is given.
const MIRNAS: usize = 20;
/// Transcripts that are folded for the accessibility of sites.
const FOLDED: usize = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mrna, mirna, rest @ ..] = arguments.as_slice() else {
        return Err("give transcripts, miRNAs, their count, and weights".into());
    };
    let (count, weights) = match rest {
        [first, rest @ ..] if first.parse::<usize>().is_ok() => (first.parse()?, rest),
        _ => (MIRNAS, rest),
    };
    let transcripts = Transcripts::read(open(mrna)?, mrna)?;
    let all = Mirnas::read_fasta(open(mirna)?, mirna)?;
    let mut mirnas = Mirnas::default();
    for mirna in all.as_slice().iter().take(count) {
        mirnas.push(mirna.clone()).map_err(|_| "a name stands twice")?;
    }
    println!("{} miRNAs, {} transcripts", mirnas.as_slice().len(), transcripts.len());
    let mut cache = UnpairedCache::default();
    let access = Accessibility::new(&EnergyModel::turner2004(), &AccessOptions::default().check()?);
    let start = Stopwatch::start();
    cache.fill(&transcripts, &access, 0, FOLDED);
    println!("folding {FOLDED} transcripts: {:.2} s", start.seconds());
    time("embedded", &mirnas, &transcripts, &FittedAffinity::default(), &cache)?;
    if let [weights] = weights {
        let weights = CnnWeights::read(open(weights)?, weights)?;
        network(&weights, &mirnas, &transcripts);
        time("network", &mirnas, &transcripts, &CnnAffinity::new(weights), &cache)?;
    }
    Ok(())
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
        let mut options = RespondOptions::default();
        options.draws = draws;
        let options = options.check()?;
        let start = Stopwatch::start();
        let response = recipient.respond(&dose, &options, SeedPlan::new(1))?;
        let sites: u64 = response.genes.iter().map(|gene| gene.sites).sum();
        println!("{name}, {draws} draws, {sites} sites: {:.2} s", start.seconds());
    }
    Ok(())
}

/// 12-mers a second, one by one along the transcripts.
fn network(weights: &CnnWeights, mirnas: &Mirnas, transcripts: &Transcripts) {
    let start = Stopwatch::start();
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
