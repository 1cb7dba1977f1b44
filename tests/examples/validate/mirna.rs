//! References of miRBase, identifiers of another program, and totals of real reads.

use exocast::{
    core::{Rna, options::Options as _},
    load,
    mirna::{QuantifyOptions, ReadIndex, Uid, quantify},
};
use exocast_tests::{shared_folder, vector};

use super::{Checked, Report};

pub(crate) fn check(report: &mut Report) -> Checked {
    let data = shared_folder().join("data/mirna");
    if !data.is_dir() {
        return Ok(());
    }
    let (hairpin, annotation) =
        (data.join("mirbase21_hairpin_hsa.fa"), data.join("mirbase21_hsa.gff3"));
    let catalogue = load::catalogue(&hairpin, Some(&annotation), Some("hsa"))?;
    let matures = load::mirnas(&data.join("mirbase21_mature_all.fa.gz"))?;
    let equal = catalogue.loci().iter().filter(|locus| {
        let name = &catalogue.matures()[locus.mature].name;
        let official = matures.position(name).map(|place| matures.as_slice()[place].sequence());
        catalogue.cut(locus).as_ref() == official
    });
    report.value(
        "miRBase 21, loci cut from their hairpin equal the mature",
        2813.0,
        equal.count() as f64,
        0.0,
    );
    report.value("miRBase 21, loci", 2813.0, catalogue.loci().len() as f64, 0.0);

    let vectors = vector("mirna/mintplates_uid.tsv");
    let pairs = vectors.lines().filter_map(|line| {
        let mut fields = line.split('\t');
        Some((fields.next()?.parse::<Rna>().ok()?, fields.next()?))
    });
    let (mut wanted, mut same) = (0.0, 0.0);
    for (sequence, uid) in pairs {
        wanted += 1.0;
        same += f64::from(u8::from(Uid::new(&sequence)?.to_string() == uid));
    }
    report.value("MINTplates identifiers", wanted, same, 0.0);

    let options = QuantifyOptions::default().check()?;
    let index = ReadIndex::new(&catalogue, &[], None, &options);
    for name in ["sample1", "sample2", "sample3"] {
        let path = data.join(format!("{name}.fastq.gz"));
        let sample = index.read(name, load::lanes(&[path])?, &options)?;
        let result = quantify(&index, vec![sample], &options);
        let counted: f64 = result.counts()?.values().sum();
        let assigned: u64 = result
            .qc()
            .iter()
            .flat_map(|qc| &qc.classes)
            .filter(|class| class.class == "miRNA")
            .map(|class| class.reads)
            .sum();
        report.value(
            &format!("{name}, counts sum to the assigned reads"),
            assigned as f64,
            counted,
            1e-6,
        );
    }
    Ok(())
}
