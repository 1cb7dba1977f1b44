//! Abundant human RNAs whose fragments are in nearly every small-RNA library of vesicles and plasma.
//!
//! They compete for reads also where no contaminants are given: without 5S rRNA, its fragments are
//! counted as hsa-miR-7641, which differs from it in one nucleotide. Y RNA, tRNA halves and rRNA are most
//! of the small RNA of vesicles that is not miRNA (Nolte-'t Hoen 2012, Nucleic Acids Res 40:9272; Dhahbi 2013, BMC
//! Genomics 14:298; Tosar 2015, Nucleic Acids Res 43:5601). Of tRNAs, the 5' halves to the anticodon loop
//! are listed, and whole those whose halves are most abundant.

/// Class, name, source, sequence.
///
/// NR: `RefSeq`. 5S is written to the end of the transcript, two U more than its entry; of mature tRNAs the CCA end, which
/// the gene has not, is written too. Each tRNA is part of a human entry of `tRNAdb` (Jühling 2009, Nucleic Acids Res
/// 37:D159), which the tests look up in that of `miRTrace`.
pub(crate) const COMMON: [(&str, &str, &str, &str); 17] = [
    (
        "Y RNA",
        "RNY1",
        "NR_004391",
        "GGCTGGTCCGAAGGTAGTGAGTTATCTCAATTGATTGTTCACAGTCAGTTACAGATCGAACTCCTTGTTCTACTCTTTCCCCCCTTCTCACTACTGCACTTGACTAGTCTTTT",
    ),
    (
        "Y RNA",
        "RNY3",
        "NR_004392",
        "GGCTGGTCCGAGTGCAGTGGTGTTTACAACTAATTGATCACAACCAGTTACAGATTTCTTTGTTCCTTCTCCACTCCCACTGCTTCACTTGACTAGCCTTTT",
    ),
    (
        "Y RNA",
        "RNY4",
        "NR_004393",
        "GGCTGGTCCGATGGTAGTGGGTTATCAGAACTTATTAACATTAGTGTCACTAAAGTTGGTATACAACCCCCCACTGCTAAATTTGACTGGCTTTTT",
    ),
    (
        "Y RNA",
        "RNY5",
        "NR_001571",
        "AGTTGGTCCGAGTGTTGTGGGTTATTGTTAAGTTGATTTAACATTGTCTCCCCCCACAACCGCGCTTGACTAGCTTGCTGTTTT",
    ),
    (
        "rRNA",
        "5S",
        "NR_023363",
        "GTCTACGGCCATACCACCCTGAACGCGCCCGATCTCGTCTGATCTCGGAAGCTAAGCAGGGTCGGGCCTGGTTAGTACTTGGATGGGAGACCGCCTGGGAATACCGGGTGCTGTAGGCTTT",
    ),
    (
        "rRNA",
        "5.8S",
        "NR_003285",
        "CGACTCTTAGCGGTGGATCACTCGGCTCGTGCGTCGATGAAGAACGCAGCTAGCTGCGAGAATTAATGTGAATTGCAGGACACATTGATCATCGACACTTCGAACGCACTTGCGGCCCCGGGTTCCTCCCGGGGCTACGCCTGTCTGAGCGTCGCTT",
    ),
    (
        "tRNA",
        "tRNA-Gly-GCC",
        "tRNAdb",
        "GCATTGGTGGTTCAGTGGTAGAATTCTCGCCTGCCACGCGGGAGGCCCGGGTTCGATTCCCGGCCAATGCACCA",
    ),
    (
        "tRNA",
        "tRNA-Glu-CTC",
        "tRNAdb",
        "TCCCTGGTGGTCTAGTGGTTAGGATTCGGCGCTCTCACCGCCGCGGCCCGGGTTCGATTCCCGGTCAGGGAACCA",
    ),
    (
        "tRNA",
        "tRNA-Lys-CTT",
        "tRNAdb",
        "GCCCGGCTAGCTCAGTCGGTAGAGCATGAGACTCTTAATCTCAGGGTCGTGGGTTCGAGCCCCACGTTGGGCGCCA",
    ),
    ("tRNA", "tRNA-Gly-CCC 5'", "tRNAdb", "GCATTGGTGGTTCAGTGGTAGAATTCTCGCCTCCCACGCG"),
    ("tRNA", "tRNA-Glu-TTC 5'", "tRNAdb", "TCCCTGGTGGTCTAGTGGCTAGGATTCGGCGCTTTCACCGCCG"),
    ("tRNA", "tRNA-Lys-TTT 5'", "tRNAdb", "GCCCGGATAGCTCAGTCGGTAGAGCATCAGACTTTTAATCTG"),
    ("tRNA", "tRNA-Val-CAC 5'", "tRNAdb", "GTTTCCGTAGTGTAGTGGTTATCACGTTCGCCTCACACGCG"),
    ("tRNA", "tRNA-Val-AAC 5'", "tRNAdb", "GTTTCCGTAGTGTAGTGGTCATCACGTTCGCCTAACACGCG"),
    ("tRNA", "tRNA-Asp-GTC 5'", "tRNAdb", "TCCTCGTTAGTATAGTGGTGAGTATCCCCGCCTGTCACGCG"),
    ("tRNA", "tRNA-His-GTG 5'", "tRNAdb", "GCCGTGATCGTATAGTGGTTAGTACTCTGCGTTGTGGCCGCAG"),
    ("tRNA", "tRNA-iMet-CAT 5'", "tRNAdb", "AGCAGAGTGGCGCAGCGGAAGCGTGCTGGGCCCATAACCCAG"),
];
