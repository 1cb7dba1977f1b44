//! Values of papers, other programs and real measurements.

use exocast_core::SeedPlan;
use exocast_core::options::Options as _;
use exocast_core::table::scale::{Base, Scale};
use std::{
    collections::BTreeSet,
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use exocast_core::{Interval, Rna, rank::pearson, without_version};
use exocast_target::{
    CnnWeights, Direction, Dose, ExplainOptions, Expression, ExpressionScale, FittedAffinity,
    Mirna, Mirnas, Notice, Observed, ObservedGene, Recipient, RespondOptions, ScanOptions,
    SiteOccupancy, SitePool, SiteScanner, SiteType, TRANSFECTED_NM, Transcripts, explain,
};
use exocast_tests::shared;
use flate2::bufread::MultiGzDecoder;

/// `free_ago` of the numeric sketch of the transfer chain (numpy and scipy, brentq), 1 pL: copies,
/// free nM, occupancy of an 8mer, fold change with one 8mer and with one 7mer-m8 at b = 1.5.
const CHAIN: [(f64, f64, f64, f64, f64); 9] = [
    (10.0, 9.259e-05, 0.002, 0.997, 0.999),
    (30.0, 0.000_278_2, 0.006, 0.992, 0.998),
    (100.0, 0.000_933_1, 0.018, 0.973, 0.993),
    (300.0, 0.002_848, 0.054, 0.925, 0.979),
    (1000.0, 0.010_07, 0.168, 0.799, 0.933),
    (3000.0, 0.035_37, 0.414, 0.617, 0.816),
    (10_000.0, 0.1842, 0.787, 0.459, 0.582),
    (30_000.0, 1.291, 0.963, 0.409, 0.435),
    (100_000.0, 14.39, 0.997, 0.401, 0.403),
];

#[test]
fn free_mirna_and_occupancy_of_the_numeric_sketch() {
    let cell = SiteOccupancy::new(1.0);
    let sites = [(2e3, 0.05), (8e3, 0.2), (2e4, 1.0), (1.5e5, 20.0)]
        .map(|(copies, kd_nm)| SitePool { sites_nm: cell.nanomolar(copies), kd_nm });
    for (copies, free, occupied, fold_8, fold_7) in CHAIN {
        let a = cell.free(cell.nanomolar(copies), &sites);
        assert!((a / free - 1.0).abs() < 5e-4, "{copies}: {a} nM");
        let held = a / (a + 0.05);
        assert!((held - occupied).abs() <= 5.01e-4, "{copies}: {held}");
        assert!((1.0 / (1.0 + 1.5 * held) - fold_8).abs() <= 5.01e-4);
        let held = a / (a + 0.2);
        assert!((1.0 / (1.0 + 1.5 * held) - fold_7).abs() <= 5.01e-4);
    }
    // Free AGO of TargetScan 8: transfected, high, moderate.
    for (nanomolar, copies) in [(4.1, 2469.0), (0.55, 331.2), (0.075, 45.2)] {
        assert!((nanomolar / cell.nanomolar(1.0) - copies).abs() < 0.05);
    }
}

fn lines(path: &Path) -> Vec<Vec<String>> {
    let lines = BufReader::new(File::open(path).unwrap()).lines();
    lines.map(|line| line.unwrap().split('\t').map(str::to_owned).collect()).collect()
}

/// The sample of TargetScan 7.0: every canonical site of its human 3'UTRs, and no other.
#[test]
fn sites_of_targetscan() {
    let at =
        |file: &str| shared("sites_of_targetscan", &format!("data/target/targetscan70/{file}"));
    let (Some(utrs), Some(families), Some(sites)) = (
        at("input/UTR_Sequences_sample.txt"),
        at("input/miR_Family_info_sample.txt"),
        at("output/targetscan_70_output.txt"),
    ) else {
        return;
    };
    let mut transcripts = Transcripts::default();
    for row in lines(&utrs).iter().filter(|row| row[1] == "9606") {
        // The sequences are an alignment: gaps go.
        let utr3 = row[2].replace('-', "");
        transcripts.push(&row[0], None, b"", utr3.as_bytes()).unwrap();
    }
    let mirnas: Vec<Mirna> = lines(&families)
        .iter()
        .map(|row| {
            Mirna::new(&row[0], Rna::parse_with_n(format!("N{}", row[1]).as_bytes()).unwrap())
        })
        .collect::<Result<_, _>>()
        .unwrap();
    let scanner = SiteScanner::new(&mirnas, &ScanOptions::default());
    let scanned: BTreeSet<_> = scanner
        .sites(&transcripts)
        .map(|site| {
            let name = match site.kind {
                SiteType::EightMer => "8mer-1a",
                SiteType::SevenMerM8 => "7mer-m8",
                SiteType::SevenMerA1 => "7mer-1a",
                _ => "6mer",
            };
            let place = (site.start + 1, site.end);
            (site.transcript.name.to_owned(), site.mirna.name().to_owned(), place, name.to_owned())
        })
        .collect();
    let expected: BTreeSet<_> = lines(&sites)
        .iter()
        .filter(|row| row[2] == "9606")
        .map(|row| {
            let place = (row[5].parse().unwrap(), row[6].parse().unwrap());
            (row[0].clone(), row[1].clone(), place, row[8].clone())
        })
        .collect();
    assert_eq!(expected.len(), 88);
    let missing: Vec<_> = expected.difference(&scanned).collect();
    let added: Vec<_> = scanned.difference(&expected).collect();
    assert!(missing.is_empty() && added.is_empty(), "missing {missing:?}\nadded {added:?}");
}

struct Hela {
    transcripts: Transcripts,
    guides: Mirnas,
    /// Names of the columns, and per gene its transcript and its levels, centred over columns.
    columns: Vec<String>,
    genes: Vec<(String, Vec<f64>)>,
}

/// `GSE140217` (`McGeary` et al. 2019): levels in ln TPM after transfection of 17 miRNAs.
fn hela(test: &str) -> Option<Hela> {
    let at = |file: &str| shared(test, &format!("data/target/{file}"));
    let levels = lines(&at("hela/GSE140217_HeLa_transfection_logtpm_batchnormalized.txt")?);
    let map = lines(&at("hela/map_HeLa.tsv")?);
    let guides = lines(&at("hela/mirseqs_hela.txt")?);
    let isoforms = at("reference/human_isoforms.tsv.gz")?;

    let wanted: BTreeSet<&str> = map[1..].iter().map(|row| row[3].as_str()).collect();
    let mut transcripts = Transcripts::default();
    let file = BufReader::new(File::open(isoforms).unwrap());
    for line in BufReader::new(MultiGzDecoder::new(file)).lines().skip(1) {
        let line = line.unwrap();
        let row: Vec<&str> = line.split('\t').collect();
        if wanted.contains(row[0]) {
            let gene = Some(row[1]).filter(|gene| *gene != ".");
            transcripts.push(row[0], gene, row[2].as_bytes(), row[3].as_bytes()).unwrap();
        }
    }
    let mut mirnas = Mirnas::default();
    for row in &guides[1..] {
        mirnas.push(Mirna::new(&row[0], row[1].parse().unwrap()).unwrap()).unwrap();
    }
    let genes = levels[1..].iter().map(|row| {
        let values: Vec<f64> = row[1..].iter().map(|v| v.parse().unwrap()).collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        // ln ► log2
        let centred = values.iter().map(|v| (v - mean) / std::f64::consts::LN_2).collect();
        (row[0].clone(), centred)
    });
    let columns = levels[0][1..].to_vec();
    Some(Hela { transcripts, guides: mirnas, columns, genes: genes.collect() })
}

/// `let7` of the measurements is `hsa-let-7a` of the guides, `mir124` is `hsa-miR-124-3p`.
fn is_guide_of(column: &str, guide: &str) -> bool {
    let parts: Vec<String> = guide.split('-').skip(1).take(2).map(str::to_lowercase).collect();
    let name = parts.concat();
    name == column || name.trim_end_matches(|c: char| c.is_ascii_lowercase()) == column
}

#[test]
fn the_transfected_mirna_explains_the_change() {
    let Some(hela) = hela("the_transfected_mirna_explains_the_change") else { return };
    // What a transfection lowers, the loss of the miRNA raises.
    for (sign, direction) in
        [(1.0, Direction::Down), (-1.0, Direction::Up), (-1.0, Direction::Both)]
    {
        let mut options = ExplainOptions::default();
        options.direction = direction;
        // Chance is drawn once: it takes most of the time, and a place among candidates does not hang on it.
        if direction != Direction::Down {
            options.shuffled_seeds = 0;
        }
        let options = options.check().unwrap();
        let mut first = 0;
        for (i, column) in hela.columns.iter().enumerate() {
            let genes = hela
                .genes
                .iter()
                .map(|(name, levels)| ObservedGene::new(name.clone(), sign * levels[i]));
            let observed = Observed::new(genes.collect(), Vec::new());
            let explained =
                explain(&observed, &hela.guides, &hela.transcripts, &options, SeedPlan::new(1))
                    .unwrap();
            let best = &explained.evidence[0];
            let wanted = if sign > 0.0 { Direction::Down } else { Direction::Up };
            let is_first = best.mirnas.iter().any(|mirna| is_guide_of(column, mirna));
            first += usize::from(is_first && best.direction == wanted);
        }
        println!("{direction:?}: {first} of {}", hela.columns.len());
        // Measured: 17 of 17 in each.
        assert!(first >= 15, "{direction:?}: {first}");
    }
}

/// The table of levels is recognised as natural logarithms, and versions of accessions do not count.
#[test]
fn levels_of_hela_are_read() {
    let name = "hela/GSE140217_HeLa_transfection_logtpm_batchnormalized.txt";
    let Some(path) = shared("levels_of_hela_are_read", &format!("data/target/{name}")) else {
        return;
    };
    let reader = BufReader::new(File::open(path).unwrap());
    let expression = Expression::read(reader, name, ExpressionScale::Auto).unwrap();
    let [Notice::ColumnsAveraged { columns: 17, .. }, scale] = expression.notices() else {
        panic!("{:?}", expression.notices());
    };
    assert_eq!(*scale, Notice::ScaleDetected { scale: Scale { base: Base::Ln, pseudocount: 0.0 } });
    let sum: f64 = expression.rows().iter().map(|row| row.1).sum();
    assert!((sum / 1e6 - 1.0).abs() < 0.05, "{sum}");
}

/// The response to the transfected miRNA correlates with what was measured, both centred over miRNAs.
/// Weights by site type in the 3'UTR alone reach a mean r² of 0.122 on these data; the embedded model 0.200
/// with miRNA and gene left out of its fit, here with both in it.
#[test]
fn the_response_correlates_with_what_was_measured() {
    let Some(hela) = hela("the_response_correlates_with_what_was_measured") else { return };
    let affinity = FittedAffinity::default();
    let mut options = RespondOptions::default();
    options.draws = 1;
    let options = options.check().unwrap();
    let dose = Dose::FreeNanomolar(Interval::exact(TRANSFECTED_NM));
    let place: Vec<Option<usize>> = hela
        .genes
        .iter()
        .map(|(name, _)| hela.transcripts.position(without_version(name)))
        .collect();
    let predicted: Vec<Vec<f64>> = hela
        .columns
        .iter()
        .map(|column| {
            let guide = hela.guides.filter(|mirna| is_guide_of(column, mirna.name()));
            assert_eq!(guide.as_slice().len(), 1, "{column}");
            let recipient = Recipient::new(&guide, &hela.transcripts, &affinity);
            let response = recipient.respond(&dose, &options, SeedPlan::new(1)).unwrap();
            place.iter().flatten().map(|&place| response.genes[place].log2fc.value).collect()
        })
        .collect();
    let n = predicted.len() as f64;
    let genes: Vec<&Vec<f64>> =
        hela.genes.iter().zip(&place).filter(|(_, p)| p.is_some()).map(|(g, _)| &g.1).collect();
    let mean = |gene: usize| predicted.iter().map(|column| column[gene]).sum::<f64>() / n;
    let r2: f64 = (0..predicted.len())
        .map(|i| {
            let centred: Vec<f64> =
                (0..genes.len()).map(|gene| predicted[i][gene] - mean(gene)).collect();
            let measured: Vec<f64> = genes.iter().map(|levels| levels[i]).collect();
            pearson(&centred, &measured).unwrap().powi(2)
        })
        .sum::<f64>()
        / n;
    assert!(r2 >= 0.20, "{r2}");
}

/// The published network gives the `log_kd` of its authors' sample features (`kslin/miRNA_models`, MIT): two
/// guides, their passenger strands, 1,928 12-mers. The features have single precision.
#[test]
fn the_network_reproduces_its_sample_features() {
    let folder = "data/target/biochemical";
    let name = "the_network_reproduces_its_sample_features";
    let Some(path) = shared(name, &format!("{folder}/cnn_kd_weights.json")) else { return };
    let open = |path: &Path| BufReader::new(File::open(path).unwrap());
    let weights = CnnWeights::read(open(&path), "cnn_kd_weights.json").unwrap();
    let folder = path.parent().unwrap().to_owned();
    let guides = std::fs::read_to_string(folder.join("sample_inputs/mirseqs.txt")).unwrap();
    let mut seen = 0;
    for row in guides.lines().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        for (strand, ending) in [(fields[1], ""), (fields[2], "_pass")] {
            let guide: Rna = strand.parse().unwrap();
            let network = weights.guide(guide.bases());
            let features = format!("sample_outputs/features/{}{ending}.txt", fields[0]);
            for row in open(&folder.join(features)).lines().skip(1).map(Result::unwrap) {
                let fields: Vec<&str> = row.split('\t').collect();
                let site = Rna::parse_with_n(fields[1].replace('X', "N").as_bytes()).unwrap();
                let expected: f64 = fields[2].parse().unwrap();
                let ln_kd = network.ln_kd(site.bases().try_into().unwrap());
                assert!((ln_kd - expected).abs() < 1e-5, "{row}: {ln_kd}");
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 1928);
}
