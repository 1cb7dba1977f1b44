//! Tables of counts and reads.

use exocast_core::{Cell, LabelledMatrix, Table};
use exocast_mirna::Remarks;

use super::spec::{TableSpec, Written, number, text};
use crate::result::mirna::{MirnaResult, ReadsResult};
use exocast_mirna::SampleVerdict;

pub(super) static CLASSES: TableSpec = TableSpec::new(
    "read_classes",
    "Where the reads of each sample went.",
    &[text("sample"), text("class"), number("reads", "1"), number("fraction", "1")],
)
.alone("classes");

pub(super) static VERDICTS: TableSpec = TableSpec::new(
    "library_verdicts",
    "Whether the library of each sample can be used, and the reasons against it.",
    &[text("sample"), text("verdict"), text("reasons")],
)
.alone("verdicts");

pub(super) static CHECKS: TableSpec = TableSpec::new(
    "library_checks",
    "The checks behind the verdicts: number, 95 % interval, and from where on a library is usable with care or not usable.",
    &[
        text("sample"),
        text("check"),
        text("finding"),
        number("value", ""),
        number("low", ""),
        number("high", ""),
        number("care", ""),
        number("not_usable", ""),
        text("text"),
    ],
)
.alone("checks");

pub(super) static LIMITS: TableSpec = TableSpec::new(
    "quality_limits",
    "The limits that libraries are judged by, with their sources.",
    &[
        text("limit"),
        number("value", ""),
        number("default", ""),
        text("unit"),
        text("status"),
        text("source"),
    ],
)
.alone("quality_limits");

pub(super) static COUNTS: TableSpec = TableSpec::new(
    "mirna_counts",
    "Reads (or molecules, where the library has UMIs) of each miRNA in each sample.",
    &[text("mirna")],
)
.alone("counts")
.per_sample()
.ordered("Largest first.");

pub(super) static GUIDES: TableSpec = TableSpec::new(
    "mirna_guides",
    "Molecules of each miRNA by the seed that they act with; those of a miRNA sum to its counts.",
    &[
        text("sample"),
        text("mirna"),
        text("isomir"),
        text("seed"),
        text("sequence"),
        number("counts", "1"),
        number("share", "1"),
        number("low", "1"),
        number("high", "1"),
    ],
)
.alone("guides");

pub(super) static FAMILIES: TableSpec = TableSpec::new(
    "mirna_families",
    "Counts of all miRNAs of one seed together.",
    &[text("seed"), text("members")],
)
.alone("families")
.per_sample();

pub(super) static ARMS: TableSpec = TableSpec::new(
    "mirna_arms",
    "Counts of the two arms of each precursor.",
    &[
        text("sample"),
        text("hairpin"),
        number("five_prime", "1"),
        number("three_prime", "1"),
        text("five_prime_mirna"),
        text("three_prime_mirna"),
    ],
)
.alone("arms");

pub(super) static FACTORS: TableSpec = TableSpec::new(
    "mirna_factors",
    "Factors that make counts of samples comparable.",
    &[
        text("sample"),
        number("total", "1"),
        number("per_million", "1"),
        number("median_of_ratios", "1"),
        number("tmm", "1"),
    ],
)
.alone("factors");

pub(super) static EDITING: TableSpec = TableSpec::new(
    "mirna_editing",
    "Adenosines of miRNAs that are read as G, as edited ones are.",
    &[
        text("sample"),
        text("mirna"),
        number("position", "nt"),
        text("region"),
        number("reads", "1"),
        number("edited", "1"),
        number("fraction", "1"),
        number("p", "1"),
        number("q", "1"),
        number("total", "1"),
    ],
)
.alone("editing");

pub(super) static MOLECULES: TableSpec = TableSpec::new(
    "mirna_molecules",
    "Reads, UMIs and molecules of each miRNA, with the interval that molecules of the same UMI leave.",
    &[
        text("sample"),
        text("mirna"),
        number("reads", "1"),
        number("umis", "1"),
        number("molecules", "1"),
        number("low", "1"),
        number("high", "1"),
    ],
)
.alone("molecules");

pub(super) static TAILS: TableSpec = TableSpec::new(
    "mirna_tails",
    "Nucleotides added to the 3' ends of miRNAs.",
    &[
        text("sample"),
        text("mirna"),
        number("reads", "1"),
        number("tailed", "1"),
        number("a", "1"),
        number("c", "1"),
        number("g", "1"),
        number("u", "1"),
        number("mixed", "1"),
        number("mean_length", "nt"),
    ],
)
.alone("tails");

pub(super) static FLOW: TableSpec = TableSpec::new(
    "read_flow",
    "Where reads went, from all reads to the reference sequences of miRNAs and their isomiRs.",
    &[text("sample"), text("source"), text("target"), number("reads", "1")],
)
.alone("flow");

pub(super) static LENGTHS: TableSpec = TableSpec::new(
    "read_lengths",
    "Lengths of the inserts that passed the filters.",
    &[text("sample"), number("length", "nt"), number("reads", "1")],
)
.alone("lengths");

pub(super) static SATURATION: TableSpec = TableSpec::new(
    "read_saturation",
    "miRNAs that would have been seen with fewer reads.",
    &[text("sample"), number("reads", "1"), number("mirnas", "1")],
)
.alone("saturation");

pub(super) static FRAGMENTS: TableSpec = TableSpec::new(
    "rna_fragments",
    "Reads of spikes and of RNAs other than miRNA, by name and part.",
    &[
        text("sample"),
        text("class"),
        text("name"),
        text("type"),
        text("cut"),
        number("reads", "1"),
        number("fraction", "1"),
        number("unique", "1"),
        text("tied_with"),
    ],
)
.alone("fragments");

pub(super) static SPIKES: TableSpec = TableSpec::new(
    "spike_reads",
    "Reads of each spike in each sample.",
    &[
        text("sample"),
        text("spike"),
        number("reads", "1"),
        number("fraction", "1"),
        number("counted", "1"),
    ],
)
.alone("spikes");

pub(super) static ORIGINS: TableSpec = TableSpec::new(
    "mirna_origins",
    "miRNAs whose sequence is a fragment of another RNA, so that their counts may be of that RNA.",
    &[
        text("mirna"),
        text("fragment_of"),
        text("class"),
        number("differences", "nt"),
        number("start", "nt"),
    ],
)
.alone("origins");

pub(super) static ORGANISMS: TableSpec = TableSpec::new(
    "mirna_organisms",
    "Reads (or molecules) of each organism; `unique` are those that no other organism explains as well.",
    &[
        text("sample"),
        text("organism"),
        number("mirnas", "1"),
        number("counts", "1"),
        number("unique", "1"),
        number("shared", "1"),
        number("fraction", "1"),
    ],
)
.alone("organisms");

pub(super) static CORRECTED: TableSpec = TableSpec::new(
    "mirna_corrected",
    "Counts with the measured bias of the library preparation divided out, with the interval that bias and counting leave.",
    &[
        text("sample"),
        text("mirna"),
        number("counts", "1"),
        number("log2_bias", "log2"),
        number("error", "log2"),
        number("corrected", "1"),
        number("low", "1"),
        number("high", "1"),
        number("share", "1"),
    ],
)
.alone("corrected");

pub(super) static CLASHES: TableSpec = TableSpec::new(
    "spike_clashes",
    "Spikes whose reads the miRNA reference explains as well.",
    &[text("spike"), text("mirna"), text("variant")],
)
.alone("clashes");

pub(super) static CURVES: TableSpec = TableSpec::new(
    "spike_curves",
    "Lines from reads of spikes to copies.",
    &[
        text("sample"),
        number("slope", "1"),
        number("intercept", "1"),
        number("r_squared", "1"),
        number("scatter", "1"),
        number("leave_one_out", "1"),
        number("detection_limit", "copies/µL"),
        number("quantification_limit", "copies/µL"),
        number("lowest", "copies/µL"),
        number("highest", "copies/µL"),
        number("spikes", "1"),
        number("not_read", "1"),
    ],
)
.alone("curves");

impl MirnaResult {
    /// The tables of counts and reads.
    #[must_use]
    pub fn tables(&self) -> Vec<Written> {
        let reads = self.reads.as_ref().map(ReadsResult::tables).unwrap_or_default();
        let mut reads = reads.into_iter();
        let mut tables: Vec<Written> = reads.by_ref().take(1).collect();
        // None where reads were checked and not counted.
        if !self.counts.columns().is_empty() {
            let remarks = self.reads.as_ref().map(|reads| &reads.remarks);
            tables.push(counts(&self.counts, remarks));
        }
        tables.extend(reads);
        tables
    }
}

impl ReadsResult {
    /// The tables of reads, that of their classes first.
    #[must_use]
    pub fn tables(&self) -> Vec<Written> {
        let summaries = &self.summaries;
        let some = |spec: &'static TableSpec, table: &Option<Table>| {
            table.as_ref().map(|table| spec.with(table.clone()))
        };
        let checks = [
            CLASSES.with(summaries.classes.clone()),
            FLOW.with(summaries.flow.clone()),
            self.lengths(),
        ];
        if !self.is_counted {
            return checks.to_vec();
        }
        let mut tables = vec![
            CLASSES.with(summaries.classes.clone()),
            VERDICTS.with(SampleVerdict::table(&self.verdicts)),
            CHECKS.with(SampleVerdict::checks_table(&self.verdicts)),
            GUIDES.with(self.guides.table()),
            FAMILIES.with(summaries.families.clone()),
            ARMS.with(summaries.arms.clone()),
            FACTORS.with(summaries.factors.clone()),
            EDITING.with(summaries.editing.clone()),
            TAILS.with(summaries.tails.clone()),
            FLOW.with(summaries.flow.clone()),
            self.lengths(),
            SATURATION.with(summaries.saturation.clone()),
            FRAGMENTS.with(summaries.fragments.clone()),
            ORIGINS.with(summaries.origins.clone()),
        ];
        tables.extend(some(&ORGANISMS, &summaries.organisms));
        tables.extend(some(&CORRECTED, &summaries.corrected));
        tables.extend(some(&SPIKES, &summaries.spikes));
        tables.extend(some(&MOLECULES, &summaries.molecules));
        tables.extend(some(&LIMITS, &summaries.limits));
        tables.extend(some(&CLASHES, &summaries.clashes));
        tables.extend(some(&CURVES, &summaries.curves));
        tables
    }
}

impl ReadsResult {
    fn lengths(&self) -> Written {
        let rows = self.qc.iter().flat_map(|qc| {
            qc.lengths.iter().map(|(length, reads)| -> [Cell; 3] {
                [qc.sample.as_str().into(), (*length).into(), (*reads).into()]
            })
        });
        LENGTHS.with_rows(rows)
    }
}

/// Counts, with remarks on their rows in the last columns, as far as there are some.
fn counts(counts: &LabelledMatrix, remarks: Option<&Remarks>) -> Written {
    let fragments = remarks.map(|remarks| &remarks.fragment_of).filter(|all| !all.is_empty());
    let remarked = [
        ("fragment_of", fragments),
        ("mirgenedb", remarks.and_then(|remarks| remarks.mirgenedb.as_ref())),
    ];
    let remarked = || remarked.iter().filter_map(|(name, all)| Some((*name, (*all)?)));
    let columns = COUNTS.columns.iter().map(|column| column.name);
    let columns = columns.chain(counts.columns().iter().map(String::as_str));
    let mut table = Table::new(columns.chain(remarked().map(|(name, _)| name)));
    for (name, row) in counts.rows().zip(counts.values().rows()) {
        let values = row.iter().map(|value| Cell::from(*value));
        let remarks = remarked().map(|(_, all)| Cell::from(all.get(name).cloned()));
        table.push(std::iter::once(name.into()).chain(values).chain(remarks));
    }
    let values = counts.values();
    let rows = values.rows();
    let finite = rows.into_iter().map(|row| row.iter().copied().filter(|x| x.is_finite()).sum());
    let keys: Vec<Vec<f64>> = finite.map(|sum: f64| vec![-sum]).collect();
    COUNTS.with(table).sorted(&keys)
}
