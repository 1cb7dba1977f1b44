//! Energies and probabilities that `ViennaRNA` 2.8.0 computed (`tests/vectors/target`), and
//! sites and scores of the sample of `TargetScan` 7.0.

use exocast_core::options::Options as _;
use std::{
    collections::HashMap,
    fs::File,
    io::{BufReader, Read},
};

use exocast_core::Rna;
use exocast_target::{
    AccessOptions, Accessibility, Alignment, Duplex, DuplexFolder, EnergyModel, SeedFamilies,
};
use exocast_tests::{shared, vector};

fn rows_of(text: &str) -> Vec<Vec<String>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn rna(letters: &str) -> Rna {
    Rna::parse_with_n(letters.as_bytes()).unwrap()
}

fn near(energy: f64, wanted: &str, tolerance: f64) -> bool {
    (energy - wanted.parse::<f64>().unwrap()).abs() <= tolerance
}

#[test]
fn duplexes_have_the_energies_of_viennarna() {
    let model = EnergyModel::turner2004();
    let mut folder = DuplexFolder::new(&model);
    for row in rows_of(&vector("target/viennarna_duplex.tsv")).iter().skip(1) {
        let (guide, target) = (rna(&row[1]), rna(&row[2]));
        let duplex = folder.best(guide.bases(), target.bases()).unwrap();
        assert!(near(duplex.energy, &row[10], 0.001), "{row:?}: {}", duplex.energy);
        assert_eq!(duplex.structure(), row[3]);
        let places =
            [duplex.guide.start + 1, duplex.guide.end, duplex.target.start + 1, duplex.target.end];
        assert_eq!(places.map(|place| place.to_string()), row[6..10], "{row:?}");
        let again = Duplex::evaluate(&model, guide.bases(), target.bases(), &duplex.pairs);
        assert!(again.is_some_and(|again| near(again, &row[10], 0.001)));
        let swapped = folder.best(target.bases(), guide.bases()).unwrap();
        assert!(near(swapped.energy, &row[12], 0.001));
    }
}

#[test]
fn stretches_are_unpaired_as_often_as_in_viennarna() {
    let model = EnergyModel::turner2004();
    let access = Accessibility::new(&model, &AccessOptions::default().check().unwrap());
    let lengths = [1, 8, 14, 15];
    let unpaired: HashMap<String, Vec<Vec<f64>>> =
        rows_of(&vector("target/viennarna_plfold_seqs.tsv"))
            .iter()
            .skip(1)
            .map(|row| {
                let sequence = rna(&row[1]);
                let unpaired = lengths.map(|length| access.unpaired(sequence.bases(), length));
                (row[0].clone(), unpaired.to_vec())
            })
            .collect();
    let table = vector("target/viennarna_plfold_u.tsv");
    let mut compared = 0;
    for line in table.lines().filter(|line| !line.starts_with(['#', 'i'])) {
        let row: Vec<&str> = line.split('\t').collect();
        let end: usize = row[1].parse().unwrap();
        for (i, &length) in lengths.iter().enumerate().filter(|(i, _)| row[i + 2] != "NA") {
            let probability = unpaired[row[0]][i][end - length];
            assert!(near(probability, row[i + 2], 1e-7), "{line}: {probability}");
            compared += 1;
        }
    }
    assert!(compared > 39_000, "{compared}");
}

/// Rounding apart, stability is the published column of all seeds.
/// The table of sites of the sample of `TargetScan` 7.0, all species, row for row.
#[test]
fn site_table_of_the_targetscan_sample() {
    let Some(folder) = shared("site table", "data/target/targetscan70") else { return };
    let open = |name: &str| BufReader::new(File::open(folder.join(name)).unwrap());
    let families = open("input/miR_Family_info_sample.txt");
    let families = SeedFamilies::read(families, "families").unwrap();
    let utrs = Alignment::read(open("input/UTR_Sequences_sample.txt"), "utrs").unwrap();
    let mut written = Vec::new();
    utrs.table(&families).write_tsv(&mut written).unwrap();
    let text = String::from_utf8(written).unwrap();
    let mut expected = String::new();
    open("output/targetscan_70_output.txt").read_to_string(&mut expected).unwrap();
    for (text, expected) in text.lines().zip(expected.lines()) {
        assert_eq!(text, expected);
    }
    assert_eq!(text.lines().count(), expected.lines().count());
    assert_eq!(text, expected);
}
