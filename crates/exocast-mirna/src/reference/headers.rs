//! Names and classes of RNAs, from the headers of FASTA files of other databases.

/// Prefixes of names, in lower case, that decide the class of an RNA; the longest match wins.
///
/// Symbols of HGNC, names of Rfam families and of `GtRNAdb`, Ensembl, `piRBase`, NONCODE, `LNCipedia` and miRTrace.
const BY_NAME: [(&str, &str); 40] = [
    ("rny", "Y RNA"),
    ("y_rna", "Y RNA"),
    ("yrna", "Y RNA"),
    ("trna", "tRNA"),
    ("tr-", "tRNA"),
    ("trx-", "tRNA"),
    ("nm-trna", "tRNA"),
    ("mt-t", "tRNA"),
    ("5s", "rRNA"),
    ("5_8s", "rRNA"),
    ("5.8s", "rRNA"),
    ("18s", "rRNA"),
    ("28s", "rRNA"),
    ("45s", "rRNA"),
    ("12s", "rRNA"),
    ("16s", "rRNA"),
    ("ssu_rrna", "rRNA"),
    ("lsu_rrna", "rRNA"),
    ("rna5", "rRNA"),
    ("rna18s", "rRNA"),
    ("rna28s", "rRNA"),
    ("rna45s", "rRNA"),
    ("rrna", "rRNA"),
    ("mt-rnr", "rRNA"),
    ("rnu", "snRNA"),
    ("rnvu", "snRNA"),
    ("snor", "snoRNA"),
    ("scarna", "scaRNA"),
    ("vtrna", "vault RNA"),
    ("vault", "vault RNA"),
    ("rn7s", "7S RNA"),
    ("7sk", "7S RNA"),
    ("metazoa_srp", "7S RNA"),
    ("pir-", "piRNA"),
    ("pirna", "piRNA"),
    ("nonhsat", "lncRNA"),
    ("nonmmut", "lncRNA"),
    ("lnc-", "lncRNA"),
    ("u6", "snRNA"),
    ("linc", "lncRNA"),
];

/// Words of descriptions, in lower case, that decide the class; the first that occurs wins, so that what names a gene
/// comes before what names a kind of gene.
const BY_WORDS: [(&str, &str); 31] = [
    ("spike", "spike-in"),
    ("pirna", "piRNA"),
    ("piwi-interacting", "piRNA"),
    (" pir-", "piRNA"),
    ("y rna", "Y RNA"),
    ("y_rna", "Y RNA"),
    ("ro60-associated", "Y RNA"),
    ("ro-associated", "Y RNA"),
    ("vault rna", "vault RNA"),
    ("7sk", "7S RNA"),
    ("signal recognition particle", "7S RNA"),
    ("srp rna", "7S RNA"),
    ("transfer rna", "tRNA"),
    ("trna", "tRNA"),
    ("ribosomal rna", "rRNA"),
    ("ribosomal_rna", "rRNA"),
    ("rrna", "rRNA"),
    ("small cajal body", "scaRNA"),
    ("scarna", "scaRNA"),
    ("small nucleolar rna", "snoRNA"),
    ("snorna", "snoRNA"),
    ("small nuclear rna", "snRNA"),
    ("spliceosomal rna", "snRNA"),
    ("snrna", "snRNA"),
    ("microrna", MIRNA_GENE),
    ("precursor mirna", MIRNA_GENE),
    ("lncrna", "lncRNA"),
    ("long non-coding rna", "lncRNA"),
    ("long intergenic", "lncRNA"),
    ("non-coding rna", "ncRNA"),
    ("mrna", "mRNA"),
];

/// The class of miRNA genes that a file of other RNAs holds; the miRNAs of the catalogue are masked in it.
pub(super) const MIRNA_GENE: &str = "miRNA gene";

/// Name and class of a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) name: String,
    pub(super) class: Option<String>,
    /// Of a tRNA: its anticodon, as DNA.
    pub(super) anticodon: Option<[u8; 3]>,
}

/// What a header says: `name` is its first word, and `description` the rest.
pub(super) fn label(name: &str, description: &str) -> Label {
    let value = |key: &str| {
        let mut words = description.split_whitespace();
        words.find_map(|word| word.strip_prefix(key)?.strip_prefix([':', '=']))
    };
    let (name, biotype) = match gencode(name) {
        Some((symbol, biotype)) => (symbol, Some(biotype)),
        None => match value("gene_symbol") {
            Some(symbol) => (symbol, value("gene_biotype")),
            None => (rfam(name), value("gene_biotype").or_else(|| value("transcript_biotype"))),
        },
    };
    let given = value("class").map(str::to_owned);
    // miscRNA of Ensembl is Y RNA, vault RNA, 7S and others; their symbols say which.
    let class = given.or_else(|| match biotype {
        Some("misc_RNA") => Some(by_name(name).unwrap_or("misc_RNA").to_owned()),
        Some(biotype) => Some(of_biotype(biotype)),
        None => by_name(name)
            .or_else(|| by_words(description))
            .or_else(|| by_accession(name))
            .map(str::to_owned),
    });
    let symbol = ncbi_symbol(name, description).filter(|_| biotype.is_none());
    let name = symbol.unwrap_or(name);
    let is_trna = class.as_deref() == Some("tRNA");
    let name = if is_trna { isodecoder(name) } else { name.to_owned() };
    let anticodon = is_trna.then(|| anticodon(&name, description)).flatten();
    Label { name, class, anticodon }
}

/// The class of a biotype of Ensembl or GENCODE.
fn of_biotype(biotype: &str) -> String {
    let class = match biotype {
        "miRNA" => MIRNA_GENE,
        "protein_coding" => "mRNA",
        "rRNA_pseudogene" | "Mt_rRNA" => "rRNA",
        "Mt_tRNA" | "tRNA_pseudogene" => "tRNA",
        "lincRNA" | "antisense" | "processed_transcript" => "lncRNA",
        "vault_RNA" | "vaultRNA" => "vault RNA",
        "Y_RNA" => "Y RNA",
        other => other,
    };
    class.to_owned()
}

/// Symbol and biotype of a header of GENCODE: `ENST…|ENSG…|…|…|SNORD1-201|SNORD1|72|snoRNA|`.
fn gencode(name: &str) -> Option<(&str, &str)> {
    let fields: Vec<&str> = name.trim_end_matches('|').split('|').collect();
    let symbol = fields.get(5).filter(|_| fields.len() >= 8 && fields[0].starts_with("ENS"))?;
    let biotype = fields.iter().rev().find(|field| {
        field.contains(|letter: char| letter.is_ascii_alphabetic()) && !field.contains(':')
    })?;
    Some((symbol, biotype))
}

/// The family of a header of Rfam, `RF00001;5S_rRNA;X01556.1/3-118`.
fn rfam(name: &str) -> &str {
    let mut fields = name.split(';');
    match (fields.next(), fields.next()) {
        (Some(accession), Some(family)) if accession.starts_with("RF") => family,
        _ => name,
    }
}

/// The symbol of a record of NCBI: the last `(SYMBOL),` of the description, `… RNA, Ro60-associated Y1 (RNY1), Y RNA`.
fn ncbi_symbol<'a>(name: &str, description: &'a str) -> Option<&'a str> {
    let is_refseq = ["NR_", "NM_", "XR_", "XM_"].iter().any(|prefix| name.starts_with(prefix));
    let (before, _) = description.rsplit_once("),").filter(|_| is_refseq)?;
    let (_, symbol) = before.rsplit_once('(')?;
    (!symbol.is_empty() && !symbol.contains(' ')).then_some(symbol)
}

fn by_accession(name: &str) -> Option<&'static str> {
    let kinds = [("NM_", "mRNA"), ("XM_", "mRNA"), ("NR_", "ncRNA"), ("XR_", "ncRNA")];
    kinds.iter().find(|(prefix, _)| name.starts_with(prefix)).map(|(_, class)| *class)
}

fn by_words(description: &str) -> Option<&'static str> {
    let lower = description.to_ascii_lowercase();
    BY_WORDS.iter().find(|(words, _)| lower.contains(words)).map(|(_, class)| *class)
}

fn by_name(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    // `Homo_sapiens_tRNA-Gly` as well as `tRNA-Gly`.
    let starts = std::iter::once(0).chain(lower.match_indices('_').map(|(i, _)| i + 1));
    let tails: Vec<&str> = starts.filter_map(|i| lower.get(i..)).collect();
    BY_NAME
        .iter()
        .filter(|(prefix, _)| tails.iter().any(|tail| tail.starts_with(prefix)))
        .max_by_key(|(prefix, _)| prefix.len())
        .map(|(_, class)| *class)
}

/// The isodecoder of a tRNA gene: `Homo_sapiens_tRNA-Ala-AGC-1-2` is a copy of `tRNA-Ala-AGC-1`.
fn isodecoder(name: &str) -> String {
    let start = name.find("tRNA-").map(|i| match name[..i].rfind('_') {
        Some(organism) => organism + 1,
        None => 0,
    });
    let Some(start) = start else { return name.to_owned() };
    let name = &name[start..];
    let number = |field: &&str| !field.is_empty() && field.bytes().all(|b| b.is_ascii_digit());
    let fields: Vec<&str> = name.split('-').collect();
    match fields.as_slice() {
        [before @ .., decoder, copy] if number(decoder) && number(copy) => {
            format!("{}-{decoder}", before.join("-"))
        }
        _ => name.to_owned(),
    }
}

/// The anticodon of `tRNA-Ala-AGC-1`, of `… Ala (AGC) 73 bp …`, or of `…|Ala|AGC`.
fn anticodon(name: &str, description: &str) -> Option<[u8; 3]> {
    let letters = |text: &str| -> Option<[u8; 3]> {
        let upper = text.to_ascii_uppercase().replace('U', "T");
        let is_dna = upper.bytes().all(|letter| b"ACGT".contains(&letter));
        upper.as_bytes().try_into().ok().filter(|_| is_dna)
    };
    let bracketed = description.split('(').skip(1).filter_map(|part| part.split(')').next());
    let last = description.split_whitespace().next().and_then(|word| word.rsplit('|').next());
    name.split('-').chain(bracketed).chain(last).find_map(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, name: &str, class: &str) {
        let (first, rest) = header.split_once(' ').unwrap_or((header, ""));
        let label = label(first, rest);
        assert_eq!((label.name.as_str(), label.class.as_deref().unwrap_or("")), (name, class));
    }

    #[test]
    fn ensembl_and_gencode() {
        let ensembl = |biotype: &str, symbol: &str| {
            format!(
                "ENST00000384610.1 ncrna chromosome:GRCh38:1:1:9:1 gene:ENSG1.1 gene_biotype:{biotype} \
                 transcript_biotype:{biotype} gene_symbol:{symbol} description:a [Source:HGNC Symbol;Acc:1]"
            )
        };
        check(&ensembl("snoRNA", "SNORD118"), "SNORD118", "snoRNA");
        check(&ensembl("misc_RNA", "Y_RNA"), "Y_RNA", "Y RNA");
        check(&ensembl("misc_RNA", "RN7SL1"), "RN7SL1", "7S RNA");
        check(&ensembl("misc_RNA", "VTRNA1-1"), "VTRNA1-1", "vault RNA");
        check(&ensembl("Mt_tRNA", "MT-TF"), "MT-TF", "tRNA");
        check(&ensembl("miRNA", "MIR21"), "MIR21", MIRNA_GENE);
        check(&ensembl("protein_coding", "GAPDH"), "GAPDH", "mRNA");
        check("ENST00000364849.1 ncrna gene_biotype:snRNA", "ENST00000364849.1", "snRNA");
        let gencode = "ENST00000473358.1|ENSG00000243485.5|OTTHUMG1|OTTHUMT1|MIR1302-2HG-202|MIR1302-2HG|712|lncRNA|";
        check(gencode, "MIR1302-2HG", "lncRNA");
        let coding = "ENST1.1|ENSG1.1|-|-|A1-201|A1|712|UTR5:1-60|CDS:61-700|UTR3:701-712|";
        assert_eq!(label(coding, "").name, "A1");
    }

    #[test]
    fn other_databases() {
        check(
            "Homo_sapiens_tRNA-Ala-AGC-1-2 (tRNAscan-SE ID: chr6.trna102) Ala (AGC) 73 bp mature sequence Sc: 82.0",
            "tRNA-Ala-AGC-1",
            "tRNA",
        );
        check("nm-tRNA-Gln-TTG-1-1", "nm-tRNA-Gln-TTG-1", "tRNA");
        check("tRNA-Gly-GCC", "tRNA-Gly-GCC", "tRNA");
        check("URS000003F07E_9606 Homo sapiens (human) piR-31068", "URS000003F07E_9606", "piRNA");
        check(
            "URS000003F07E_9606 Homo sapiens piwi-interacting RNA piR-hsa-1",
            "URS000003F07E_9606",
            "piRNA",
        );
        check(
            "URS0000000CFF_9606 Homo sapiens small nucleolar RNA, C/D box 3",
            "URS0000000CFF_9606",
            "snoRNA",
        );
        check("piR-hsa-27493", "piR-hsa-27493", "piRNA");
        check("NONHSAT000002.2", "NONHSAT000002.2", "lncRNA");
        check("lnc-ABC-1:1", "lnc-ABC-1:1", "lncRNA");
        check("RF00001;5S_rRNA;X01556.1/3-118 9606:Homo sapiens", "5S_rRNA", "rRNA");
        check("NR_004391.1 Homo sapiens RNA, Ro60-associated Y1 (RNY1), Y RNA", "RNY1", "Y RNA");
        check(
            "NM_002046.7 Homo sapiens glyceraldehyde-3-phosphate dehydrogenase (GAPDH), mRNA",
            "GAPDH",
            "mRNA",
        );
        check("pUC class=vector", "pUC", "vector");
        check("unknown", "unknown", "");
    }

    #[test]
    fn anticodons() {
        assert_eq!(label("tRNA-Ala-AGC-1-1", "").anticodon, Some(*b"AGC"));
        assert_eq!(
            label("Homo_sapiens_tRNA_16", "tdbD1|Homo_sapiens|9606|Leu|UAG").anticodon,
            Some(*b"TAG")
        );
    }
}
