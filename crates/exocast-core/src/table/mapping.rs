//! Tables of names, as databases give them.

use std::{collections::HashMap, io::BufRead};

use super::{Reader, TableNotice, TextColumn, header::key};
use crate::{
    error::{Malformed, ReadError},
    names::{Mapping, NameKind},
    words::quoted,
};

/// Columns of symbols, the best first: HGNC, `BioMart`, `UniProt`, g:Profiler, MGI and others.
const SYMBOLS: [&str; 20] = [
    "symbol",
    "approved_symbol",
    "hgnc_symbol",
    "human_symbol",
    "gene_symbol",
    "genesymbol",
    "mgi_symbol",
    "marker_symbol",
    "gene_name",
    "external_gene_name",
    "genename",
    "gene_names_(primary)",
    "gene_names__(primary_)",
    "associated_gene_name",
    "gene_names",
    "gene",
    "to",
    "name",
    "converted_alias",
    "target",
];

/// Beginnings of the names of columns of other names.
const NAMES: [&str; 34] = [
    "accession",
    "alias",
    "ensembl",
    "ensg",
    "entrez",
    "entry",
    "from",
    "gene_id",
    "gene_names",
    "gene_stable_id",
    "gene_synonym",
    "geneid",
    "hgnc_id",
    "human_ensembl",
    "id",
    "initial_alias",
    "locus_tag",
    "mane_select",
    "mgd_id",
    "mgi_id",
    "mouse",
    "ncbi",
    "old_symbol",
    "prev",
    "protein_id",
    "protein_stable_id",
    "query",
    "rat",
    "refseq",
    "rgd_id",
    "synonym",
    "transcript_id",
    "transcript_stable_id",
    "uniprot",
];

/// Beginnings of the names of columns of names that several genes may have.
const ALIASES: [&str; 3] = ["alias", "gene_synonym", "synonym"];

/// What the second of three columns holds in idmapping.dat of `UniProt`, of names.
const TYPES: [&str; 9] = [
    "Ensembl",
    "Ensembl_PRO",
    "Ensembl_TRS",
    "GeneID",
    "Gene_Synonym",
    "RefSeq",
    "RefSeq_NT",
    "UniProtKB-ID",
    "MGI",
];

/// A table that holds no names that can be told from their symbols.
#[derive(Debug, thiserror::Error)]
enum NoMapping {
    #[error(
        "no column is known to hold gene symbols; the columns are {0}; call that column `symbol`, or give two columns, a name \
         and its symbol"
    )]
    Symbols(String),
    #[error(
        "no column besides `{symbol}` is known to hold names of genes; the columns are {columns}"
    )]
    Names { symbol: String, columns: String },
    #[error("no row has a name and its symbol")]
    Empty,
}

impl Mapping {
    /// Reads a table of names, as HGNC, `BioMart`, `UniProt`, g:Profiler or MGI give it, or of two columns: a name and its
    /// symbol. A field may hold several names, separated by `|`, `;` or a comma, in `UniProt` by blanks. The notices name columns
    /// that were not used.
    ///
    /// ```
    /// use exocast_core::names::{Mapping, Translation};
    ///
    /// let table = "hgnc_id\tsymbol\tname\talias_symbol\tensembl_gene_id\n\
    ///              HGNC:1709\tCD9\tCD9 molecule\tMRP-1|TSPAN29\tENSG00000010278\n";
    /// let (names, _) = Mapping::read(table.as_bytes(), "hgnc_complete_set.txt")?;
    /// assert_eq!(names.translate("TSPAN29"), Translation::Of("CD9".to_owned()));
    /// # Ok::<(), exocast_core::ReadError>(())
    /// ```
    ///
    /// # Errors
    /// Where no column is known to hold symbols, or none to hold other names; where no row has both; and where the stream fails.
    pub fn read<R: BufRead>(
        reader: R,
        source: &str,
    ) -> Result<(Self, Vec<TableNotice>), ReadError> {
        let mut table = Reader::new(reader, source)?;
        let at = table.header_location();
        let refused = |cause: NoMapping| ReadError::malformed(at.clone(), Malformed::other(cause));
        let header = table.header().to_vec();
        if let [accession, kind, value] = header.as_slice()
            && (TYPES.contains(&kind.as_str())
                || kind == "Gene_Name"
                || NameKind::from_name(accession) == NameKind::Accession)
        {
            return by_kind(table, [accession, kind, value].map(String::clone))
                .and_then(|mapping| nonempty(mapping).map_err(refused))
                .map(|mapping| (mapping, Vec::new()));
        }
        let (symbol, others) = columns(&header).map_err(refused)?;
        let symbols = table.text_at(symbol);
        let names: Vec<(TextColumn, String)> =
            others.iter().map(|&place| (table.text_at(place), key(&header[place]))).collect();
        let mut pairs: Vec<(String, String)> = Vec::new();
        let mut aliases: Vec<(String, String)> = Vec::new();
        // Two columns without a header: the first line is a pair; of a header that is not known, it does no harm.
        if header.len() == 2 && !header.iter().any(|name| is_listed(name)) {
            pairs.push((header[0].clone(), header[1].clone()));
        }
        while let Some(row) = table.next_row()? {
            let Some(symbol) =
                row.text(symbols).and_then(|field| field.split(['|', ';', ' ']).next())
            else {
                continue;
            };
            pairs.push((symbol.to_owned(), symbol.to_owned()));
            for (column, key) in &names {
                let Some(field) = row.text(*column) else { continue };
                let by_blanks = key.starts_with("gene_names");
                let is_alias = by_blanks || ALIASES.iter().any(|begin| key.starts_with(begin));
                let pairs = if is_alias { &mut aliases } else { &mut pairs };
                let marks: &[char] =
                    if by_blanks { &['|', ';', ',', ' '] } else { &['|', ';', ','] };
                let parts = field.split(marks).map(|part| part.trim().trim_matches('"'));
                pairs.extend(
                    parts
                        .filter(|part| !part.is_empty() && *part != symbol)
                        .map(|part| (part.to_owned(), symbol.to_owned())),
                );
            }
        }
        let mapping = nonempty(Self::ranked(pairs, aliases)).map_err(refused)?;
        Ok((mapping, table.notices()))
    }
}

fn nonempty(mapping: Mapping) -> Result<Mapping, NoMapping> {
    if mapping.is_empty() { Err(NoMapping::Empty) } else { Ok(mapping) }
}

/// Whether a column of this name is known.
fn is_listed(name: &str) -> bool {
    let key = key(name);
    SYMBOLS.contains(&key.as_str())
        || NAMES.iter().any(|begin| key.starts_with(begin))
            && NameKind::from_name(name) == NameKind::Symbol
}

/// The column of symbols, and those of other names.
fn columns(header: &[String]) -> Result<(usize, Vec<usize>), NoMapping> {
    let keys: Vec<String> = header.iter().map(|name| key(name)).collect();
    let best = SYMBOLS.iter().find_map(|symbol| keys.iter().position(|key| key == symbol));
    let symbol = match best {
        // `name` of HGNC and others is a description where another column says what the symbol is.
        Some(place) => place,
        None if header.len() == 2 => 1,
        None => return Err(NoMapping::Symbols(quoted(header))),
    };
    let is_name = |place: &usize| {
        *place != symbol
            && (header.len() == 2 || NAMES.iter().any(|begin| keys[*place].starts_with(begin)))
    };
    let others: Vec<usize> = (0..header.len()).filter(is_name).collect();
    if others.is_empty() {
        let symbol = header[symbol].clone();
        return Err(NoMapping::Names { symbol, columns: quoted(header) });
    }
    Ok((symbol, others))
}

/// idmapping.dat of `UniProt`: accession, kind and value in each line, without a header.
fn by_kind<R: BufRead>(mut table: Reader<R>, first: [String; 3]) -> Result<Mapping, ReadError> {
    let columns = [0, 1, 2].map(|place| table.text_at(place));
    let mut rows = vec![first];
    while let Some(row) = table.next_row()? {
        rows.push(columns.map(|column| row.field(column).to_owned()));
    }
    let mut symbols: HashMap<String, String> = HashMap::new();
    for [accession, kind, value] in &rows {
        if kind == "Gene_Name" {
            symbols.entry(accession.clone()).or_insert_with(|| value.clone());
        }
    }
    let mut pairs: Vec<(String, String)> =
        symbols.iter().map(|(accession, symbol)| (accession.clone(), symbol.clone())).collect();
    for [accession, kind, value] in rows {
        if let Some(symbol) = symbols.get(&accession).filter(|_| TYPES.contains(&kind.as_str())) {
            let stem = crate::sequence::without_version(&value).to_owned();
            pairs.push((stem, symbol.clone()));
        }
    }
    Ok(Mapping::new(pairs))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::Translation;

    fn check(text: &str, pairs: &[(&str, &str)]) {
        let (mapping, _) = Mapping::read(text.as_bytes(), "names.tsv").expect("a table of names");
        for (name, symbol) in pairs {
            assert_eq!(mapping.translate(name), Translation::Of((*symbol).to_owned()), "{name}");
        }
    }

    #[test]
    fn tables_of_names_are_read_as_databases_give_them() {
        check(
            "ENSG00000010278\tCD9\nENSG00000110651\tCD81\n",
            &[("ENSG00000010278", "CD9"), ("ENSG00000110651.5", "CD81")],
        );
        check(
            "Gene stable ID,Gene stable ID version,UniProtKB/Swiss-Prot ID,NCBI gene (formerly Entrezgene) ID,Gene name\n\
             ENSG00000010278,ENSG00000010278.15,P21926,928,CD9\n",
            &[("ENSG00000010278.15", "CD9"), ("P21926", "CD9"), ("928", "CD9")],
        );
        check(
            "Entry\tEntry Name\tGene Names (primary)\tGene Names\nP21926\tCD9_HUMAN\tCD9\tCD9 MIC3 TSPAN29\n",
            &[("P21926-2", "CD9"), ("CD9_HUMAN", "CD9"), ("MIC3", "CD9")],
        );
        check("From\tTo\nP21926\tCD9\n", &[("P21926", "CD9")]);
        check(
            "initial_alias,converted_alias,name,description\nENSG00000010278,1,CD9,x\n",
            &[("ENSG00000010278", "CD9")],
        );
        check(
            "P21926\tUniProtKB-ID\tCD9_HUMAN\nP21926\tGene_Name\tCD9\nP21926\tEnsembl\tENSG00000010278.15\n\
             P21926\tGeneID\t928\nP60033\tGene_Name\tCD81\n",
            &[("P21926", "CD9"), ("ENSG00000010278", "CD9"), ("928", "CD9"), ("P60033", "CD81")],
        );
    }

    #[test]
    fn a_former_symbol_is_stronger_than_an_alias() {
        let table = "symbol\tprev_symbol\talias_symbol\nQARS1\tQARS\tGLNRS\nEPRS1\t\tQARS|PARS\nX\t\tPARS\n";
        check(table, &[("QARS", "QARS1"), ("GLNRS", "QARS1")]);
        let (mapping, _) = Mapping::read(table.as_bytes(), "n").expect("a table of names");
        let both = Translation::Several(vec!["EPRS1".to_owned(), "X".to_owned()]);
        assert_eq!(mapping.translate("PARS"), both);
    }

    #[test]
    fn a_table_that_says_no_symbols_is_refused() {
        let refused = |text: &str| {
            let error = Mapping::read(text.as_bytes(), "n").expect_err("no symbols");
            std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default()
        };
        assert!(refused("a\tb\tc\nx\ty\tz\n").contains("call that column `symbol`"));
        assert!(refused("symbol\tcolour\tshape\nCD9\tred\tround\n").contains("no column besides"));
    }
}
