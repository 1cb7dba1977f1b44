//! What counting of small-RNA reads must hold, in one table: `must_hold HAIRPIN.fa HSA.gff3 MATURE.fa SEED [PREFIX …]`.
//!
//! `MATURE.fa` has the mature sequences of all organisms of miRBase. Each `PREFIX` is a library of known truth, as
//! `exocast_lab::reads::labels` describes it. Everything else is simulated here, with streams of `SEED`.

use std::{error::Error, io::Write, time::Instant};

use exocast_lab::{
    files::open,
    reads::{contaminants, fragments, labels, layouts, molecules, pool_bias, verdicts},
};
use exocast_mirna::Catalogue;

/// The table, printed row by row.
struct Rows {
    start: Instant,
    failed: usize,
}

impl Rows {
    fn row(&mut self, what: &str, bar: &str, measured: &str, holds: bool) -> std::io::Result<()> {
        self.failed += usize::from(!holds);
        let holds = if holds { "holds" } else { "MISSED" };
        let seconds = self.start.elapsed().as_secs_f64();
        let mut out = std::io::stdout();
        writeln!(out, "| {what} | {bar} | {measured} | {holds} |")?;
        writeln!(std::io::stderr(), "{seconds:.0} s: {what}")
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [hairpin, gff, mature, seed, prefixes @ ..] = arguments.as_slice() else {
        return Err("give HAIRPIN.fa HSA.gff3 MATURE.fa SEED [PREFIX …]".into());
    };
    let seed: u64 = seed.parse()?;
    let catalogue = Catalogue::read(open(hairpin)?, hairpin, open(gff)?, gff, Some("hsa"))?;
    let out = &mut std::io::stderr();
    let mut rows = Rows { start: Instant::now(), failed: 0 };
    writeln!(std::io::stdout(), "| what | bar | measured | |\n|---|---|---|---|")?;

    let error = molecules::copies(seed, out)?;
    let shown = format!("{:.2} %", 100.0 * error);
    rows.row("molecules, 5,000 × 20, Q30", "within 1 %", &shown, error <= 0.01)?;

    let (wrong, real) = molecules::editing(seed, out)?;
    let shown = format!("{wrong} false, {real} of 8");
    rows.row("A-to-I, 20,000 × 20", "0 false, 8 of 8", &shown, wrong == 0 && real == 8)?;

    let crowded = molecules::crowded(seed, out)?;
    let shown: Vec<String> = crowded
        .iter()
        .map(|row| {
            format!("{:.0} ({:.0} to {:.0}) of {:.0}", row.counted, row.low, row.high, row.truth)
        })
        .collect();
    let holds = crowded.iter().enumerate().all(|(i, row)| {
        let is_within = row.low <= row.truth && row.truth <= row.high;
        if i == 0 {
            is_within && row.is_noticed
        } else {
            (row.counted / row.truth - 1.0).abs() <= 0.03
        }
    });
    let bar = "within 3 %; above 90 % of the UMIs the interval, with a notice";
    rows.row("NEXTflex 600 k, 60 k, 6 k molecules", bar, &shown.join(", "), holds)?;

    let (mut shown, mut holds) = (Vec::new(), true);
    for mean in [1.5, 3.0, 6.0, 20.0] {
        let measured = molecules::consensus(seed, mean, out)?;
        holds &=
            measured.consensus <= measured.most_frequent && measured.consensus <= measured.reads;
        shown.push(format!(
            "{mean}: {:.2}, {:.2}, {:.2}",
            100.0 * measured.consensus,
            100.0 * measured.most_frequent,
            100.0 * measured.reads
        ));
    }
    let what =
        "wrong inserts (%) by consensus, most frequent read, all reads; by reads per molecule";
    rows.row(what, "consensus least", &shown.join("; "), holds)?;

    let measured = layouts::measure(&catalogue, seed, &[100, 400, 4000], &mut std::io::sink())?;
    let shown = format!("worst of {}: {:.3}", measured.libraries, measured.worst);
    rows.row(
        "unknown layouts, of reads with the layout given",
        "≥ .97",
        &shown,
        measured.worst >= 0.97,
    )?;
    let share = molecules::header_umis(seed, out)?;
    rows.row("UMIs of headers", "≥ .97", &format!("worst {share:.3}"), share >= 0.97)?;

    let counted = contaminants::ensembl(&catalogue, seed, out)?;
    let shown = format!("{counted:.0}");
    rows.row("miRNA reads beside Ensembl ncRNA", "≥ 2,990 of 3,000", &shown, counted >= 2990.0)?;

    let measured = fragments::measure((200_000, seed), (None, None), &mut std::io::sink())?;
    let shown = format!("{:.3}; type {:.3}", measured.named, measured.typed);
    rows.row("tRNA fragments, name or stated tie", "≥ .97", &shown, measured.named >= 0.97)?;

    for prefix in prefixes {
        library(&mut rows, &catalogue, prefix)?;
    }

    let numbers = (420, seed, 100_000);
    let measured = verdicts::measure([hairpin, gff, mature], numbers, out)?;
    let shown = format!("{:.3}; {} of {}", measured.right, measured.lost, measured.good);
    let holds = measured.right >= 0.95 && measured.lost == 0;
    rows.row("verdicts on 420 libraries; good ones not usable", "≥ .95; 0 of 200", &shown, holds)?;

    let measured = pool_bias::measure(mature, (seed, 300_000, 3), out)?;
    let shown = format!("{:.1} %; {:.3}", 100.0 * measured.near, measured.worst);
    let holds = measured.near >= 0.9 && measured.worst <= 1.0 / 3.0;
    rows.row("pool bias within 10 %; MARD corrected", "90 %; ≤ .333", &shown, holds)?;
    if rows.failed > 0 {
        return Err(format!("{} of the rows are missed", rows.failed).into());
    }
    Ok(())
}

/// Rows of a library of known truth.
fn library(rows: &mut Rows, catalogue: &Catalogue, prefix: &str) -> Result<(), Box<dyn Error>> {
    let out = &mut std::io::stderr();
    let measured = labels::measure(catalogue, prefix, out)?;
    let name = prefix.rsplit('/').next().unwrap_or(prefix);
    let shown = format!(
        "{:.1} / {:.2} / {:.2}; {:.4}; {:.4}; {:.0}; {}; {:.4}",
        100.0 * measured.of_sequences,
        100.0 * measured.of_reads,
        100.0 * measured.first,
        measured.spearman,
        measured.mard,
        measured.false_reads,
        measured.missed,
        measured.counted
    );
    let holds = measured.of_sequences >= 0.97
        && measured.of_reads >= 0.993
        && measured.spearman >= 0.98
        && measured.mard <= 0.03
        && measured.false_reads <= 500.0;
    let what = format!(
        "{name}: labels exact (% of sequences, of reads, of reads by the first record); Spearman; MARD; false reads; missed; counted ÷ true"
    );
    rows.row(&what, "97 / 99.3; .98; .03; 500", &shown, holds)?;
    let shown = format!("{:.1e}", measured.sums);
    let what = format!("{name}: tables against counts, largest difference");
    rows.row(&what, "1e-9", &shown, measured.sums <= 1e-9)?;
    Ok(())
}
