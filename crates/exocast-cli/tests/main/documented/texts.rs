//! Files of text under the names that the documentation uses.

/// A hairpin of let-7a and that of miR-21, by miRBase.
pub(super) const HAIRPINS: &str = ">hsa-let-7a-1 MI0000060\n\
    UGGGAUGAGGUAGUAGGUUGUAUAGUUUUAGGGUCACACCCACCACUGGGAGAUAACUAUACAAUCUACUGUCUUUCCUA\n\
    >hsa-mir-21 MI0000077\n\
    UGUCGGGUAGCUUAUCAGACUGAUGUUGACUGUUGAAUCUCAUGGCAACACCAGUCGAUGGGCUGUCUGACA\n";

pub(super) const MATURES: &str = "##gff-version 3\n\
    chr9\t.\tmiRNA_primary_transcript\t1\t80\t.\t+\t.\tID=MI0000060;Alias=MI0000060;Name=hsa-let-7a-1\n\
    chr9\t.\tmiRNA\t6\t27\t.\t+\t.\tID=MIMAT0000062;Alias=MIMAT0000062;Name=hsa-let-7a-5p;Derives_from=MI0000060\n\
    chr17\t.\tmiRNA_primary_transcript\t1\t72\t.\t+\t.\tID=MI0000077;Alias=MI0000077;Name=hsa-mir-21\n\
    chr17\t.\tmiRNA\t8\t29\t.\t+\t.\tID=MIMAT0000076;Alias=MIMAT0000076;Name=hsa-miR-21-5p;Derives_from=MI0000077\n";

/// A second lane.
pub(super) const FASTQ: &str = "@a\nTGAGGTAGTAGGTTGTATAGTTTGGAATTCTCGGGTGCCAAGGAACTC\n+\nIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIII\n";

/// Sources by features.
pub(super) const SIGNATURE: &str = "gene\tliver\tbrain\tblood\nALB\t900\t2\t1\nAPOB\t300\t9\t4\n\
    SNAP25\t1\t700\t1\nGFAP\t3\t400\t2\nHBB\t9\t8\t950\nCD3E\t5\t6\t500\nACTB\t90\t95\t92\n";

/// What the vesicles of the cells of cells.tsv hold.
pub(super) const VESICLES_OF_CELLS: &str =
    "mirna\tl1\tb1\nA\t3900\t9\nB\t310\t9\nC\t10\t700\nD\t30\t420\nE\t90\t95\n";

/// A folder of changes between releases.
pub(super) const DIFFS: [(&str, &str); 2] = [
    ("diffs/17.diff", "MIMAT0000096\thsa-miR-98\tNEW\n"),
    ("diffs/18.0.diff", "MIMAT0000096\thsa-miR-98-5p\tNAME\n"),
];

/// The other files.
pub(super) const TEXTS: [(&str, &str); 22] = [
    ("rRNA.fa", ">18S\nTACCTGGTTGATCCTGCCAGTAGCATATGCTTGTCTCAAAGATTAAGCCATGCATG\n"),
    ("names.txt", "hsa-miR-98\nhsa-miR-21\n"),
    ("hsa.fa", ">hsa-let-7a-5p\nUGAGGUAGUAGGUUGUAUAGUU\n>hsa-miR-1-3p\nUGGAAUGUAAAGAAGUAUGUAU\n"),
    ("mir124.fa", ">hsa-miR-124-3p\nUAAGGCACGCGGUGAAUGCC\n"),
    ("let7.fa", ">hsa-let-7a-5p\nUGAGGUAGUAGGUUGUAUAGUU\n"),
    ("utr.fa", ">T1\nGGAACUAUACAAGGACUACCUCAUU\n>T2\nCCCAAUACAUACUUCUUUACAUUCCAGG\n"),
    (
        "UTR_Sequences.txt",
        "G\t9606\tGGGGGGGGGGGGGGGGGGGGCUACCUCA-G\nG\t10090\tGGGGGGGGGGGGGGGGGGGGcuaccuc-GG\n",
    ),
    ("miR_Family_info.txt", "let-7/98\tGAGGUAG\t9606;10090\n"),
    ("dose.tsv", "mirna\tcopies_per_cell\nhsa-let-7a-5p\t900\nhsa-miR-1-3p\t90\n"),
    ("genes.tsv", "gene\ttumour\tnormal\nRAB27A\t40\t10\nSMPD3\t8\t9\nACTB\t900\t950\n"),
    ("tpm.tsv", "gene\ttpm\nHMGA2\t50\nMYH9\t20\nACTB\t900\n"),
    (
        "deseq2.tsv",
        "gene\tbaseMean\tlog2FoldChange\tlfcSE\tstat\tpvalue\tpadj\n\
         HMGA2\t50\t-1.2\t0.2\t-6\t1e-8\t1e-7\nMYH9\t20\t-0.1\t0.3\t-0.3\t0.7\t0.8\n\
         ACTB\t900\t0.05\t0.1\t0.5\t0.6\t0.8\n",
    ),
    ("events.csv", "event,ESD\n1,0.11\n2,0.09\n3,0.14\n4,0.1\n5,0.13\n"),
    (
        "ev_mrna.tsv",
        "gene\tEV_1\tEV_2\nALB\t451\t20\nAPOB\t155\t8\nSNAP25\t142\t300\nGFAP\t81\t190\n\
         HBB\t288\t400\nCD3E\t152\t210\nACTB\t91\t93\n",
    ),
    ("hallmarks.gmt", "LIVER\tx\tALB\tAPOB\tACTB\nOTHER\tx\tSNAP25\tGFAP\tHBB\tCD3E\n"),
    (
        "atlas.tsv",
        "mirna\tl1\tl2\tb1\tb2\nA\t900\t800\t2\t3\nB\t300\t350\t9\t5\nC\t1\t2\t700\t650\n\
         D\t3\t2\t400\t500\nE\t90\t80\t95\t99\n",
    ),
    ("labels.tsv", "sample\tsource\nl1\tliver\nl2\tliver\nb1\tbrain\nb2\tbrain\n"),
    ("cells.tsv", "mirna\tl1\tb1\nA\t900\t2\nB\t300\t9\nC\t10\t700\nD\t30\t400\nE\t90\t95\n"),
    (
        "vesicles.tsv",
        "sample\tconcentration_per_ml\tlow\thigh\tdiameter_nm\nEV_1\t2e10\t1e10\t4e10\t110\n",
    ),
    ("cargo.tsv", "mirna\tcopies_per_vesicle\tlow\thigh\nhsa-miR-21-5p\t0.008\t0.002\t0.03\n"),
    ("tumour.tsv", "gene\ttpm\nRAB27A\t40\nSMPD3\t5\nCD63\t900\nTSG101\t60\n"),
    ("normal.tsv", "gene\ttpm\nRAB27A\t10\nSMPD3\t5\nCD63\t700\nTSG101\t50\n"),
];
