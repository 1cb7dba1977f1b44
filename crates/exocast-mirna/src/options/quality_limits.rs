//! The limits by which libraries are judged: one table, with the source of each.

/// A limit of a check.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    /// Name: the check, and what begins there.
    pub(crate) name: &'static str,
    pub(crate) value: f64,
    pub(crate) unit: &'static str,
    /// Smallest and largest value that may be set.
    pub(crate) range: (f64, f64),
    /// `derived`, `published` or `assumed`.
    pub(crate) status: &'static str,
    pub(crate) source: &'static str,
}

const SHARE: (f64, f64) = (0.0, 1.0);
const COUNT: (f64, f64) = (0.0, 1e12);
const LOG2: (f64, f64) = (-50.0, 50.0);

const fn limit(
    name: &'static str,
    value: f64,
    (unit, range): (&'static str, (f64, f64)),
    (status, source): (&'static str, &'static str),
) -> Limit {
    Limit { name, value, unit, range, status, source }
}

const READS: (&str, (f64, f64)) = ("miRNA reads or molecules", COUNT);
const PART: (&str, (f64, f64)) = ("1", SHARE);
const RATIO: (&str, (f64, f64)) = ("log2", LOG2);

/// Every limit, by the order of the checks.
pub(crate) static LIMITS: [Limit; 24] = [
    limit(
        "depth-care",
        2500.0,
        READS,
        (
            "derived",
            "25 reads of a miRNA show its doubling in a pair of libraries with 80 % power at p < 0.05: (1.96 + 0.84)² (1/25 + 1/50) ≤ ln² 2; below, no miRNA with 1 % of the reads has them",
        ),
    ),
    limit(
        "depth-not-usable",
        100.0,
        READS,
        (
            "derived",
            "as depth-care: below, no miRNA with less than a quarter of the reads has them",
        ),
    ),
    limit(
        "no-adapter-care",
        0.5,
        PART,
        ("assumed", "most reads: the layout is another one, or inserts are longer than the reads"),
    ),
    limit(
        "dimers-care",
        0.4,
        PART,
        (
            "assumed",
            "of reads with adapter: near the smallest amount of RNA that a kit takes; dimers cost depth, they do not distort counts",
        ),
    ),
    limit(
        "dimers-not-usable",
        0.9,
        PART,
        ("assumed", "nine ligations in ten had no RNA: what is left are copies of few molecules"),
    ),
    limit(
        "mirna-share-care",
        0.01,
        PART,
        (
            "assumed",
            "of inserts; vesicles of cell culture and urine have 5 % and more: below a fifth of that, little miRNA was in the sample",
        ),
    ),
    limit(
        "mirna-share-cells-care",
        0.1,
        PART,
        (
            "published",
            "the limit of miRTrace for cells and tissues (Kang 2018, Genome Biol 19:213, Fig. 5d)",
        ),
    ),
    limit(
        "mirna-share-not-usable",
        0.001,
        PART,
        (
            "assumed",
            "of inserts: reads that chance, editing and unknown homologues give to miRNAs are no longer few among them",
        ),
    ),
    limit(
        "length-peak-care",
        0.5,
        PART,
        (
            "derived",
            "21 to 23 nt among 17 to 19, 21 to 23 and 25 to 27 nt, of inserts that are miRNA or fit nothing: 1/3 where every length is as frequent, 1/2 where the middle is twice as frequent",
        ),
    ),
    limit(
        "cut-ends-care",
        0.15,
        PART,
        (
            "assumed",
            "miRNA reads that lack 3 nt or more of the 3' end, mean over miRNAs: public libraries of cells have 0.002 to 0.02",
        ),
    ),
    limit(
        "cut-ends-not-usable",
        0.5,
        PART,
        ("assumed", "most miRNA reads are fragments of miRNAs"),
    ),
    limit(
        "trna-inside-care",
        0.6,
        PART,
        (
            "assumed",
            "tRNA reads with neither end of the tRNA: enzymes cut in the anticodon loop, and libraries of cells have 0.13 to 0.28; cuts at random give 0.8",
        ),
    ),
    limit("rrna-care", 0.5, PART, ("assumed", "rRNA fragments are most of the inserts")),
    limit(
        "unidentified-care",
        0.75,
        PART,
        ("assumed", "rRNA, and inserts that fit no reference: three quarters of all"),
    ),
    limit(
        "trna-care",
        0.95,
        PART,
        (
            "assumed",
            "of inserts: vesicles of urine and culture media may have more tRNA than all else",
        ),
    ),
    limit(
        "coverage-care",
        0.9,
        PART,
        (
            "derived",
            "share of the miRNA pool whose miRNAs were seen, 1 − f1/n (Good 1953, Biometrika 40:237): below, one further read in ten is of a miRNA not seen yet",
        ),
    ),
    limit(
        "umis-used-care",
        0.9,
        PART,
        (
            "derived",
            "UMIs of one insert that were seen: above, its molecules are known in order of magnitude",
        ),
    ),
    limit(
        "species-care",
        0.05,
        PART,
        (
            "assumed",
            "of reads that tell the organism's lineage from another clade, those of the other clade",
        ),
    ),
    limit(
        "species-not-usable",
        0.5,
        PART,
        ("derived", "most of these reads are of the other clade"),
    ),
    limit(
        "haemolysis-care",
        7.0,
        RATIO,
        (
            "published",
            "miR-451a over miR-23a-3p above 7 Cq: strong haemolysis (Blondal 2013, Methods 59:S1); a cycle is a doubling",
        ),
    ),
    limit(
        "haemolysis-possible",
        5.0,
        RATIO,
        ("published", "as haemolysis-care: below 5 Cq none; the interval has to lie above"),
    ),
    limit(
        "blood-markers-care",
        0.001,
        PART,
        (
            "assumed",
            "miR-16-5p, miR-21-5p and miR-451a in plasma and serum, which blood cells bring there (Pritchard 2012, Cancer Prev Res 5:492; Kirschner 2011, PLoS One 6:e24145)",
        ),
    ),
    limit(
        "agreement-care",
        2.0,
        ("fold", (1.0, 100.0)),
        (
            "assumed",
            "unexplained variance of ranks, 1 − ρ², against the other samples of the group over that of these among themselves; and three standard errors of ρ apart (Fieller 1957, Biometrika 44:470)",
        ),
    ),
    limit(
        "agreement-reads",
        10.0,
        ("expected reads", COUNT),
        (
            "assumed",
            "miRNAs that are compared are expected to have as many in the shallowest sample",
        ),
    ),
];
