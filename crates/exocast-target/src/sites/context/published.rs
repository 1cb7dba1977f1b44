//! Sites and scores of the sample of `TargetScan` 7.0.

use std::{collections::HashMap, fs::File, io::BufReader};

use exocast_core::{Rna, options::Options as _};

use super::{
    ends::UtrEnds,
    facts::{GuideFacts, TranscriptFacts},
    pct::PctModel,
    score::{ACCESS_LENGTH, Compatibility, ContextModel},
    stability::helix_stability,
};
use crate::{
    input::Mirna,
    reference::{rows, shared},
    sites::site::SiteType,
    structure::{AccessOptions, Accessibility, EnergyModel},
};

fn rna(letters: &str) -> Rna {
    Rna::parse_with_n(letters.as_bytes()).unwrap()
}

fn near(computed: f64, wanted: &str, tolerance: f64) -> bool {
    (computed - wanted.parse::<f64>().unwrap()).abs() <= tolerance
}

#[test]
fn seed_pairing_stability_of_all_seeds() {
    let name = "data/target/targetscan70/TA_SPS_by_seed_region.txt";
    let Some(path) = shared("stability", name) else { return };
    let rows = rows(&path);
    assert!(rows.len() > 16_000);
    for row in rows.iter().skip(1) {
        let seed = rna(&row[0]);
        let stability = |last: usize| helix_stability(&seed.bases()[..last]).unwrap();
        assert!(near(stability(7), &row[1], 0.006), "{row:?}: {}", stability(7));
        assert!(near(stability(6), &row[2], 0.006), "{row:?}: {}", stability(6));
    }
}

/// PCT from branch lengths, in all rows of the sample of `TargetScan` 7.0 whose seed is conserved.
#[test]
fn conserved_targeting_of_the_targetscan_sample() {
    let Some(folder) = shared("PCT", "data/target/targetscan70") else { return };
    let mut model = PctModel::default();
    for (kind, name) in [
        (SiteType::EightMer, "8mer"),
        (SiteType::SevenMerM8, "7mer_m8"),
        (SiteType::SevenMerA1, "7mer_1a"),
    ] {
        let path = folder.join(format!("PCT_parameters/{name}_PCT_parameters.txt"));
        model.add(kind, BufReader::new(File::open(path).unwrap()), name).unwrap();
    }
    let families = rows(&folder.join("input/miR_Family_info_sample.txt"));
    let seeds: HashMap<&str, &str> = families.iter().map(|row| (&*row[0], &*row[1])).collect();
    let (mut known, mut unknown) = (0, 0);
    for row in rows(&folder.join("output/targetscan_70_output.BL_PCT.txt")).iter().skip(1) {
        let seed = Mirna::new("", rna(&format!("N{}", seeds[&*row[1]]))).unwrap().seed();
        let kind = match row[8].as_str() {
            "8mer-1a" => SiteType::EightMer,
            "7mer-m8" => SiteType::SevenMerM8,
            "7mer-1a" => SiteType::SevenMerA1,
            _ => SiteType::SixMer,
        };
        if let Some(pct) = model.pct(seed, kind, row[11].parse().unwrap()) {
            assert!(near(pct, &row[12], 1e-4), "{row:?}: {pct}");
            known += 1;
        } else {
            assert_eq!(row[12], "NA");
            unknown += 1;
        }
    }
    assert!(known > 150 && unknown > 40, "{known} {unknown}");
}

/// Every site of the sample output of `TargetScan` 7.0, all species: each contribution to 3 decimals,
/// that of accessibility to 0.009, with its faults and its inputs (ends, seeds, PCT).
#[test]
fn contributions_of_the_targetscan_sample() {
    let Some(folder) = shared("context++", "data/target/targetscan70") else { return };
    let key = |row: &[String], columns: &[usize]| {
        columns.iter().map(|&i| row[i].as_str()).collect::<Vec<_>>().join(" ")
    };
    let read = |name: &str| rows(&folder.join(name));
    let map = |name: &str, keys: &[usize], value: usize| -> HashMap<String, String> {
        read(name).iter().map(|row| (key(row, keys), row[value].clone())).collect()
    };
    let utrs: HashMap<String, Rna> = map("input/UTR_Sequences_sample.txt", &[0, 1], 2)
        .into_iter()
        .map(|(name, letters)| (name, rna(&letters.replace('-', ""))))
        .collect();
    let mirnas = map("input/miR_for_context_scores.sample.txt", &[2], 3);
    let orf_lengths = map("output/ORF_Sequences_sample.lengths.txt", &[0, 1], 2);
    let orf_8mers = map("output/ORF_8mer_counts_sample.txt", &[0, 1, 2], 3);
    let seeds: HashMap<String, Vec<String>> =
        read("TA_SPS_by_seed_region.txt").into_iter().map(|row| (row[0].clone(), row)).collect();
    let conserved = map("output/targetscan_70_output.BL_PCT.txt", &[0, 1, 2, 5, 6], 12);
    let mut segments: HashMap<String, Vec<(usize, f64)>> = HashMap::new();
    for row in read("input/All_cell_lines.AIRs.txt") {
        let segment = (row[2].parse().unwrap(), row[3].parse::<f64>().unwrap() / 100.0);
        segments.entry(row[0].clone()).or_default().push(segment);
    }
    let access =
        Accessibility::new(&EnergyModel::turner2004(), &AccessOptions::default().check().unwrap());
    let unpaired: HashMap<&str, Vec<f64>> = utrs
        .iter()
        .map(|(name, utr)| (name.as_str(), access.unpaired(utr.bases(), ACCESS_LENGTH)))
        .collect();
    let model = ContextModel { compatibility: Compatibility::TargetScan70 };
    // Columns of the output, in the order of ours; accessibility is the fourteenth of ours.
    let columns: Vec<usize> = (7..27).collect();
    let table = read("output/Targets.BL_PCT.context_scores.txt");
    let (mut far, mut worst) = (0, 0.0_f64);
    for row in table.iter().skip(1) {
        let place = key(row, &[0, 1]);
        let utr = &utrs[&place];
        let mirna = Mirna::new(&*row[2], rna(&mirnas[&row[2]])).unwrap();
        let seed = mirna.seed().to_string();
        let number = |column: usize| seeds[&seed][column].parse().unwrap();
        let guide = GuideFacts { stability: (number(1), number(2)), abundance: number(3) };
        let human = utrs[&format!("{} 9606", row[0])].len();
        let ends = UtrEnds::new(segments[&row[0]].clone()).scaled(human, utr.len());
        let orf_8mers = orf_8mers.get(&format!("{place} {seed}"));
        let transcript = TranscriptFacts {
            utr3: utr.bases(),
            ends: &ends,
            orf_length: orf_lengths.get(&place).map(|length| length.parse().unwrap()),
            orf_8mers: orf_8mers.map_or(0, |count| count.parse().unwrap()),
            offset_6mers: 0,
            unpaired: &unpaired[place.as_str()],
        };
        let kind = match row[3].as_str() {
            "8mer-1a" => SiteType::EightMer,
            "7mer-m8" => SiteType::SevenMerM8,
            "7mer-1a" => SiteType::SevenMerA1,
            _ => SiteType::SixMer,
        };
        let start = row[4].parse::<usize>().unwrap() - 1;
        let pct = conserved[&key(row, &[0, 35, 1, 4, 5])].parse().ok();
        let scored = model.score((&mirna, &guide), &transcript, kind, start, pct).unwrap();
        assert!(near(scored.intercept, &row[6], 1e-9));
        for (i, &column) in columns.iter().enumerate() {
            let contribution = scored.contributions[i];
            if i == 13 {
                let wanted: f64 = row[column].parse().unwrap();
                worst = worst.max((contribution - wanted).abs());
                far += usize::from((contribution - wanted).abs() > 0.009);
            } else {
                let close = near(contribution, &row[column], 1e-9);
                assert!(close, "column {column} of {row:?}: {contribution}");
            }
        }
        assert!(near(scored.ratio, &row[29], 1e-6), "{row:?}: {}", scored.ratio);
        // What follows from accessibility follows it.
        let score: f64 = row[27].parse().unwrap();
        let accessibility: f64 = row[20].parse().unwrap();
        let off = (scored.contributions[13] - accessibility).abs();
        assert!((scored.score - score).abs() <= off + 1e-9, "{row:?}: {}", scored.score);
        if off < 1e-9 {
            assert!(near(scored.weighted, &row[30], 6e-5), "{row:?}: {}", scored.weighted);
        }
    }
    assert_eq!(table.len(), 676);
    assert_eq!(far, 0, "worst {worst}");
}
