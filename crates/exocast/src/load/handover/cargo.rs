//! Copies per vesicle of copies.tsv.

use std::{
    collections::{BTreeMap, HashSet},
    io::BufRead,
    path::Path,
};

use exocast_core::{Interval, Malformed, ReadError, table::Reader, words::first_listed};
use exocast_mirna::Copies;
use exocast_transfer::{Cargo, CargoEntry, Guide, Vesicles};

use super::{
    HandoverNotice, Useless, bytes, close, has_column, molecules::GuideColumns, useless, with_table,
};
use crate::load::file::LoadError;

/// Copies per vesicle: copies.tsv over the vesicles of its samples, or a plain table as [`Cargo::read`] takes it.
///
/// The relative errors of copies and vesicles are combined as independent, on the log scale. Several samples are
/// pooled as [`Vesicles::pool`] pools them: geometric means with intervals that span those of all samples. Half a read stands
/// for a miRNA that a sample has no row of.
///
/// # Errors
/// Where the file cannot be read, copies.tsv has another column than its schema or no copies per mL, or no sample of
/// it has vesicles.
pub fn cargo(
    path: &Path,
    vesicles: &[Vesicles],
) -> Result<(Cargo, Vec<HandoverNotice>), LoadError> {
    let (text, source) = bytes(path)?;
    if !has_column(&text, &source, "copies_per_ul") {
        return Ok((Cargo::read(text.as_slice(), &source)?, Vec::new()));
    }
    Ok(over_vesicles(text.as_slice(), &source, vesicles)?)
}

fn over_vesicles<R: BufRead>(
    text: R,
    source: &str,
    vesicles: &[Vesicles],
) -> Result<(Cargo, Vec<HandoverNotice>), ReadError> {
    let mut table = Reader::new(text, source)?;
    let sample = table.text(&["sample"])?;
    let mirna = table.text(&["mirna"])?;
    let guides = GuideColumns::new(&mut table)?;
    let Some(value) = table.number_if_any(&["copies_per_ml"])? else {
        return Err(useless(source, Useless::PerMillilitre));
    };
    let (low, high) = (table.number(&["low_per_ml"])?, table.number(&["high_per_ml"])?);
    let reads = table.number(&["reads"])?;
    close(&mut table, &Copies::COLUMNS)?;
    let mut ratios: Vec<Molecule> = Vec::new();
    let mut least: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    let (mut names, mut used) = (HashSet::new(), HashSet::new());
    let mut left_out = Vec::new();
    while let Some(row) = table.next_row()? {
        let (sample_name, mirna_name) = (row.name(sample)?, row.name(mirna)?);
        let guide = guides.guide(&row)?;
        if !names.insert((sample_name.to_owned(), mirna_name.to_owned(), guide.clone())) {
            let again = format!("{} of {sample_name} again", guide.label(mirna_name));
            return Err(row.error(mirna, Malformed::field(again, "each miRNA once per sample")));
        }
        let copies = row.interval(value, Some(low), Some(high), "copies per mL, zero or more")?;
        let mut countable =
            vesicles.iter().filter(|vesicles| vesicles.concentration_per_ml.low > 0.0);
        let Some(counted) = countable.find(|counted| counted.sample == sample_name) else {
            let missing = HandoverNotice::NoVesicles(sample_name.to_owned());
            if !left_out.contains(&missing) {
                left_out.push(missing);
            }
            continue;
        };
        used.insert(sample_name.to_owned());
        // A row of zero says what no row says.
        if copies.value <= 0.0 {
            continue;
        }
        let each = ratio(copies, counted.concentration_per_ml);
        let reads = row.amount(reads, "reads, zero or more")?.filter(|reads| *reads > 0.0);
        if let Some(reads) = reads {
            let fewest = least.entry(sample_name.to_owned()).or_insert((f64::INFINITY, 0.0));
            if reads < fewest.0 {
                *fewest = (reads, each.value / reads);
            }
        }
        let each = (sample_name.to_owned(), each);
        let is_same = |known: &&mut Molecule| known.mirna == mirna_name && known.guide == guide;
        match ratios.iter_mut().find(is_same) {
            Some(known) => known.samples.push(each),
            None => {
                ratios.push(Molecule { mirna: mirna_name.to_owned(), guide, samples: vec![each] });
            }
        }
    }
    if ratios.is_empty() {
        let known: Vec<&str> = vesicles.iter().map(|vesicles| vesicles.sample.as_str()).collect();
        return Err(useless(source, Useless::OtherSamples(known.join(", "))));
    }
    let unused =
        vesicles.iter().map(|vesicles| &vesicles.sample).filter(|name| !used.contains(*name));
    left_out.extend(unused.map(|sample| HandoverNotice::NoCopies(sample.clone())));
    // Half a read stands for none, at the copies per read of the fewest reads of the sample; at most three are likely then.
    let none_in = |measured: &[(String, Interval)]| -> Vec<Interval> {
        let has = |sample: &String| measured.iter().any(|(measured, _)| measured == sample);
        let none = used.iter().filter(|sample| !has(sample)).filter_map(|sample| least.get(sample));
        none.map(|(_, each)| Interval::new(0.5 * each, 0.0, 3.0 * each)).collect()
    };
    let (mut half, mut mirnas) = (Vec::new(), 0);
    let mut entries = Vec::new();
    // Guides in the order of their miRNAs, as these are met first.
    let first = |name: &str| ratios.iter().position(|molecule| molecule.mirna == name);
    let mut order: Vec<&Molecule> = ratios.iter().collect();
    order.sort_by_key(|molecule| first(&molecule.mirna));
    for guides in order.chunk_by(|a, b| a.mirna == b.mirna) {
        mirnas += 1;
        let whole = together(guides);
        let mut all: Vec<Interval> = whole.iter().map(|(_, each)| *each).collect();
        let none = none_in(&whole);
        if !none.is_empty() {
            half.push(guides[0].mirna.as_str());
        }
        all.extend(none);
        let pooled = pooled(&all);
        for molecule in guides {
            let copies = match guides {
                [_] => pooled,
                _ => molecule.part(&whole, pooled),
            };
            let entry = CargoEntry::measured(&molecule.mirna, copies);
            entries.push(entry.with_guide(molecule.guide.clone()));
        }
    }
    if !half.is_empty() {
        let examples = first_listed(&half, 3);
        left_out.push(HandoverNotice::HalfReads { mirnas: half.len(), total: mirnas, examples });
    }
    Ok((Cargo::new(entries), with_table(&table, left_out)))
}

/// Copies per vesicle of one guide in each sample that has some.
struct Molecule {
    mirna: String,
    guide: Guide,
    samples: Vec<(String, Interval)>,
}

impl Molecule {
    /// Its part of the copies of its miRNA over all samples: the mean of its shares, and an interval that spans those of all
    /// samples that have the miRNA.
    fn part(&self, whole: &[(String, Interval)], pooled: Interval) -> Interval {
        let (mut share, mut low, mut high) = (0.0, f64::INFINITY, 0.0_f64);
        for (sample, all) in whole {
            let measured = self.samples.iter().find(|(name, _)| name == sample);
            let each = measured.map_or(Interval::exact(0.0), |(_, each)| *each);
            share += each.value / all.value / whole.len() as f64;
            (low, high) = (low.min(each.low), high.max(each.high));
        }
        Interval::new(pooled.value * share, low, high)
    }
}

/// Copies of all guides of a miRNA together in each sample that has some.
fn together(guides: &[&Molecule]) -> Vec<(String, Interval)> {
    let mut whole: Vec<(String, Interval)> = Vec::new();
    for (sample, each) in guides.iter().flat_map(|molecule| &molecule.samples) {
        match whole.iter_mut().find(|(name, _)| name == sample) {
            Some((_, sum)) => {
                *sum =
                    Interval::new(sum.value + each.value, sum.low + each.low, sum.high + each.high);
            }
            None => whole.push((sample.clone(), *each)),
        }
    }
    whole
}

/// A quotient of two independent positive quantities; their relative errors add in squares on the log scale.
fn ratio(copies: Interval, vesicles: Interval) -> Interval {
    let value = copies.value / vesicles.value;
    if copies.low <= 0.0 {
        return Interval::new(value, 0.0, copies.high / vesicles.low);
    }
    let width = |a: f64, b: f64| a.ln().hypot(b.ln());
    let down = width(copies.value / copies.low, vesicles.high / vesicles.value);
    let up = width(copies.high / copies.value, vesicles.value / vesicles.low);
    Interval::new(value, value * (-down).exp(), value * up.exp())
}

/// The geometric mean, with an interval that spans all.
fn pooled(all: &[Interval]) -> Interval {
    let mean = all.iter().map(|copies| copies.value.ln()).sum::<f64>() / all.len() as f64;
    let low = all.iter().map(|copies| copies.low).fold(f64::INFINITY, f64::min);
    let high = all.iter().map(|copies| copies.high).fold(0.0, f64::max);
    match all {
        [single] => *single,
        _ => Interval::new(mean.exp(), low, high),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUANT: &str = "sample\tmirna\treads\tcopies_per_ul\tlow\thigh\tcopies_per_ml\tlow_per_ml\thigh_per_ml\trange\n\
        a\tmiR-1\t50\t5\t4\t6\t2e6\t1e6\t4e6\twithin\n\
        z\tmiR-1\t50\t5\t4\t6\t2e6\t1e6\t4e6\twithin\n";

    /// Samples with 2e9 vesicles per mL, known to a factor of two.
    fn vesicles(names: &[&str]) -> Vec<Vesicles> {
        let each = |name: &&str| Vesicles::new((*name).to_owned(), Interval::new(2e9, 1e9, 4e9));
        names.iter().map(each).collect()
    }

    #[test]
    fn copies_are_divided_by_the_vesicles_of_their_sample() {
        let samples = vesicles(&["a"]);
        let read = over_vesicles(QUANT.as_bytes(), "copies.tsv", &samples);
        let (cargo, left_out) = read.expect("cargo");
        assert_eq!(left_out, [HandoverNotice::NoVesicles("z".into())]);
        let copies = cargo.entries()[0].copies_per_vesicle;
        assert!((copies.value - 1e-3).abs() < 1e-15);
        // Twice and half on both sides: a factor of 2^√2.
        let fold = 2f64.powf(2f64.sqrt());
        assert!((copies.high / copies.value - fold).abs() < 1e-12, "{copies:?}");
        assert!((copies.value / copies.low - fold).abs() < 1e-12, "{copies:?}");
    }

    #[test]
    fn no_row_and_a_row_of_zero_are_half_a_read() {
        let samples = vesicles(&["a", "b"]);
        let row = |sample: &str, mirna: &str, reads: u32| {
            let copies = f64::from(reads) * 4e4;
            format!("{sample}\t{mirna}\t{reads}\t5\t4\t6\t{copies}\t{copies}\t{copies}\twithin\n")
        };
        let header = QUANT.lines().next().expect("a header").to_owned() + "\n";
        let both =
            header + &row("a", "miR-1", 50) + &row("b", "miR-1", 50) + &row("a", "miR-2", 50);
        let read =
            |text: &str| over_vesicles(text.as_bytes(), "copies.tsv", &samples).expect("cargo");
        let (absent, notices) = read(&both);
        let (zero, _) = read(&(both.clone() + &row("b", "miR-2", 0)));
        let (single, _) = read(&(both + &row("b", "miR-2", 1)));
        let copies = |cargo: &Cargo| cargo.entries()[1].copies_per_vesicle;
        assert_eq!(copies(&absent), copies(&zero));
        // The mean of 50 reads and of half a read, and below that of 50 and 1.
        let expected = (50.0_f64 * 0.5).sqrt() * 4e4 / 2e9;
        assert!((copies(&absent).value / expected - 1.0).abs() < 1e-12, "{absent:?}");
        assert!(copies(&absent).value < copies(&single).value && copies(&absent).low <= 0.0);
        let said = HandoverNotice::HalfReads { mirnas: 1, total: 2, examples: "miR-2".into() };
        assert!(notices.contains(&said), "{notices:?}");
    }

    #[test]
    fn guides_share_the_copies_of_their_mirna() {
        let samples = vesicles(&["a", "b"]);
        let row = |sample: &str, guide: &str, copies: f64| {
            format!("{sample}\tmiR-1\t{guide}\t50\t5\t4\t6\t{copies}\t{copies}\t{copies}\twithin\n")
        };
        let header =
            QUANT.lines().next().expect("a header").replace("mirna", "mirna\tisomir\tseed");
        let shifted = "iso_5p:+1\tGCUUAUC";
        let read = |rows: &[String]| {
            let text = format!("{header}\n{}", rows.concat());
            let (cargo, notices) =
                over_vesicles(text.as_bytes(), "copies.tsv", &samples).expect("cargo");
            let named = |entry: &CargoEntry| (entry.label(), entry.copies_per_vesicle);
            (cargo.entries().iter().map(named).collect::<Vec<_>>(), notices)
        };
        let (whole, _) = read(&[row("a", "\t", 4e6), row("b", "\t", 1e6)]);
        let (parts, notices) =
            read(&[row("a", "\t", 3e6), row("a", shifted, 1e6), row("b", "\t", 1e6)]);
        assert!(notices.is_empty(), "{notices:?}");
        assert_eq!(parts[0].0, "miR-1");
        assert_eq!(parts[1].0, "miR-1 iso_5p:+1");
        let (canonical, other) = (parts[0].1.value, parts[1].1.value);
        assert!(((canonical + other) / whole[0].1.value - 1.0).abs() < 1e-12);
        // The mean of a quarter and of nothing.
        assert!((other / whole[0].1.value - 0.125).abs() < 1e-12 && parts[1].1.low <= 0.0);
        // A table of canonical guides alone is one without their columns.
        let plain = QUANT.replace("z\t", "b\t");
        let (cargo, _) = over_vesicles(plain.as_bytes(), "c", &samples).expect("cargo");
        let (same, _) = read(&[row("a", "\t", 2e6), row("b", "\t", 2e6)]);
        assert!(
            (cargo.entries()[0].copies_per_vesicle.value / same[0].1.value - 1.0).abs() < 1e-12
        );
    }

    #[test]
    fn tables_that_cannot_be_used_say_what_to_do() {
        let check = |error: ReadError, expected: &str| {
            let message = std::error::Error::source(&error).expect("a cause").to_string();
            assert!(message.contains(expected), "{message}");
        };
        let text =
            "sample\tmirna\treads\tcopies_per_ul\tlow\thigh\trange\na\tm\t5\t5\t4\t6\twithin\n";
        check(over_vesicles(text.as_bytes(), "c", &[]).expect_err("per µL alone"), "--biofluid-ul");
        check(
            over_vesicles(QUANT.as_bytes(), "c", &[]).expect_err("no vesicles"),
            "same sample names",
        );
    }
}
