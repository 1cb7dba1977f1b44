//! What each of the files named holds, or why it is refused.
#![allow(clippy::print_stdout, reason = "an example shows its result")]

use std::{error::Error, fs::File, io::BufReader};

use exocast_vesicle::instrument::{self, Columns, Content};

fn main() -> Result<(), Box<dyn Error>> {
    for path in std::env::args().skip(1) {
        let name = path.rsplit('/').next().unwrap_or(&path);
        let reader = BufReader::new(File::open(&path)?);
        match instrument::read_any(reader, name, &Columns::default()) {
            Ok(content) => {
                println!("{name}: {}", describe(&content));
                for finding in content.findings() {
                    println!("  {finding}");
                }
            }
            Err(error) => {
                let cause = error.source().map(ToString::to_string).unwrap_or_default();
                println!("{name}: refused: {error}: {cause}");
            }
        }
    }
    Ok(())
}

fn describe(content: &Content) -> String {
    match content {
        Content::Sizes(sizes) => {
            let blocks = sizes.replicates.iter().map(|r| 1 + r.further.len()).max().unwrap_or(0);
            let (videos, keys) = (sizes.replicates.len(), sizes.metadata.len());
            let first = &sizes.replicates[0];
            let (mean, n) = (sizes.summary(first).mean, first.sizes.tracks());
            let per_ml = first.concentration.map(|stated| stated.per_ml());
            format!(
                "{}, {videos} replicates of {blocks} blocks, {keys} keys; first: mean {mean:.4} nm, {n:?} tracks, {per_ml:?} per mL, dilution {:?}",
                sizes.instrument, first.dilution
            )
        }
        Content::Positions(table) => {
            let used = table.positions.iter().filter(|place| place.used).count();
            format!("{} positions, {used} used", table.positions.len())
        }
        Content::Zeta(profile) => format!("zeta potential {} mV", profile.zeta_mv),
        Content::LightScattering(file) => {
            let line = |record: &instrument::DlsRecord| {
                format!(
                    "`{}` Z {:?} nm PDI {:?}, {} sizes, {} delays, {} keys",
                    record.name,
                    record.z_average_nm,
                    record.pdi,
                    record.sizes_nm.len(),
                    record.delays_us.len(),
                    record.metadata.len()
                )
            };
            let records: Vec<String> = file.records.iter().map(line).collect();
            format!("{}: {}", file.instrument, records.join("; "))
        }
        Content::Cytometry(file) => {
            let first: Vec<f64> = file
                .channels
                .iter()
                .filter_map(|channel| channel.stored.first())
                .copied()
                .collect();
            let (events, channels) = (file.events, file.channels.len());
            format!("FCS {}, {events} events of {channels} channels, first {first:?}", file.version)
        }
        _ => "another kind of content".to_owned(),
    }
}
