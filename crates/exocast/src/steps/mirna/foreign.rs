//! Rows of tables of counts that are no cargo of the study: spikes, miRNAs of other organisms, other RNA.

use exocast_core::{table::intake::Kind, words::first_listed};
use exocast_mirna::Catalogue;

use crate::{
    result::AnalysisError,
    steps::notice::{NoCargo, StepNotice},
};

/// Names that a notice lists.
const MOST: usize = 10;

/// miRBase codes of viruses: their miRNAs can come from the cells that sent the vesicles.
const VIRUSES: [&str; 31] = [
    "bfv", "bhv1", "bhv5", "bkv", "blv", "bpcv1", "bpcv2", "dev", "ebv", "hbv", "hcmv", "hhv6b",
    "hiv1", "hsv1", "hsv2", "hvsa", "hvt", "iltv", "jcv", "kshv", "mcmv", "mcv", "mdv1", "mdv2",
    "mghv", "prv", "rlcv", "rrv", "sfv", "sv40", "ttv",
];

/// How names of spikes begin: those of QIAGEN, ERCC and Lexogen, and the word itself.
const SPIKES: [&str; 5] = ["unisp", "ercc-", "ercc_", "sirv", "spike"];

/// What a row is that is no cargo of the organisms of a list; nothing where it is, or may be.
fn kind(name: &str, organism: &str) -> Option<NoCargo> {
    let lower = name.trim().to_ascii_lowercase();
    if SPIKES.iter().any(|begin| lower.starts_with(begin)) {
        return Some(NoCargo::Spike);
    }
    let is_mirna = ["mir", "let-7", "let7", "lin-", "lsy-", "bantam", "iab-", "mimat"];
    if let Some(species) = species(&lower) {
        let is_of = |code: &str| code.trim().eq_ignore_ascii_case(species);
        let belongs = organism.split(',').any(is_of) || VIRUSES.contains(&species);
        return (!belongs).then_some(NoCargo::OtherOrganism);
    }
    (!is_mirna.iter().any(|word| lower.contains(word))).then_some(NoCargo::OtherRna)
}

/// The organism of a name of miRBase or `MirGeneDB`, in lower case, where it has one.
fn species(lower: &str) -> Option<&str> {
    let (species, _) = lower.split_once('-')?;
    let is_code = species.len() >= 3 && !["mir", "let", "lin", "lsy", "iab"].contains(&species);
    (Kind::from_name(lower) == Kind::Mirna && is_code).then_some(species)
}

/// Which rows are no cargo, and what they are.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    rows: Vec<(usize, NoCargo)>,
}

impl Foreign {
    /// Among these names. Those of the reference are cargo whatever they are called; what is called otherwise than miRNAs
    /// are is other RNA in a table of miRNAs only.
    ///
    /// # Errors
    /// Where every miRNA is of another organism than the study.
    pub(super) fn among(
        names: &[String],
        catalogue: Option<&Catalogue>,
        organism: &str,
    ) -> Result<Self, AnalysisError> {
        let known = |name: &str| {
            let has =
                |part: &str| catalogue.is_some_and(|catalogue| catalogue.find(part).is_some());
            name.split('/').any(has)
        };
        let mut rows = Vec::new();
        for (row, name) in names.iter().enumerate() {
            if !known(name)
                && let Some(what) = kind(name, organism)
            {
                rows.push((row, what));
            }
        }
        let count = |what| rows.iter().filter(|(_, it)| *it == what).count();
        let (others, no_mirnas) = (count(NoCargo::OtherOrganism), count(NoCargo::OtherRna));
        let native = names.len() - rows.len();
        if others > 0
            && native == 0
            && let Some(&(first, _)) = rows.iter().find(|(_, it)| *it == NoCargo::OtherOrganism)
        {
            let species =
                species(&names[first].to_ascii_lowercase()).unwrap_or_default().to_owned();
            let (organism, example) = (organism.to_owned(), names[first].clone());
            return Err(AnalysisError::OtherOrganism { organism, species, example });
        }
        if no_mirnas > native + others {
            rows.retain(|(_, what)| *what != NoCargo::OtherRna);
        }
        Ok(Self { rows })
    }

    /// Whether a row is one of them.
    pub(super) fn has(&self, row: usize) -> bool {
        self.rows.binary_search_by_key(&row, |(row, _)| *row).is_ok()
    }

    /// What to say of each kind; `counts` are those of each row in all samples.
    pub(super) fn notices(&self, names: &[String], counts: &[f64]) -> Vec<StepNotice> {
        let total: f64 = counts.iter().sum();
        let notice = |what: NoCargo| {
            let rows: Vec<usize> =
                self.rows.iter().filter(|(_, it)| *it == what).map(|(row, _)| *row).collect();
            let of_rows: f64 = rows.iter().map(|&row| counts[row]).sum();
            let listed: Vec<&str> = rows.iter().map(|&row| names[row].as_str()).collect();
            (!rows.is_empty()).then(|| StepNotice::NoCargo {
                what,
                names: first_listed(&listed, MOST),
                percent: if total > 0.0 { 100.0 * of_rows / total } else { 0.0 },
            })
        };
        [NoCargo::Spike, NoCargo::OtherOrganism, NoCargo::OtherRna]
            .into_iter()
            .filter_map(notice)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_cargo_is_known_by_its_name() {
        let check = |names: &[&str], wanted: Option<NoCargo>| {
            for name in names {
                assert_eq!(kind(name, "hsa"), wanted, "{name}");
            }
        };
        check(&["UniSp6", "UNISP2", "ERCC-00002", "SIRV101", "spike_3"], Some(NoCargo::Spike));
        check(
            &["cel-miR-39-3p", "ath-miR159a", "mmu-let-7a-5p", "Mmu-Mir-8-P1a_3p", "dme-bantam-3p"],
            Some(NoCargo::OtherOrganism),
        );
        check(
            &[
                "hsa-miR-21-5p",
                "Hsa-Mir-8-P1a_3p",
                "ebv-miR-BART1-5p",
                "miR-21-5p",
                "let-7a",
                "novel_mir_3",
                "hsa-miR-199a-3p/199b-3p",
                "MIMAT0000076",
                "hsa-let-7a-5p",
            ],
            None,
        );
        check(&["RNU6-1", "tRNA-Gly-GCC", "piR-33151", "Y4"], Some(NoCargo::OtherRna));
    }

    #[test]
    fn a_study_may_be_of_several_organisms() {
        for name in ["hsa-miR-21-5p", "mmu-miR-21a-5p"] {
            assert_eq!(kind(name, "hsa, mmu"), None, "{name}");
        }
        assert_eq!(kind("cel-miR-39-3p", "hsa,mmu"), Some(NoCargo::OtherOrganism));
    }

    #[test]
    fn a_table_of_another_organism_is_refused_and_own_names_are_kept() {
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let refused = Foreign::among(&names(&["bta-miR-21-5p", "UniSp6"]), None, "hsa");
        assert!(refused.unwrap_err().to_string().contains("organism = \"bta\""));
        let some = names(&["hsa-miR-1-3p", "cel-miR-39-3p", "UniSp6", "RNU6"]);
        let foreign = Foreign::among(&some, None, "hsa").unwrap();
        assert_eq!(
            (0..4).map(|row| foreign.has(row)).collect::<Vec<_>>(),
            [false, true, true, true]
        );
        let said: Vec<String> = foreign
            .notices(&some, &[50.0, 30.0, 20.0, 0.0])
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(said.len(), 3);
        assert!(said[0].contains("UniSp6") && said[0].contains("20.00 %"), "{said:?}");
        // Names of one's own.
        let mixed = names(&["a", "b", "hsa-miR-1-3p", "c"]);
        assert!(!Foreign::among(&mixed, None, "hsa").unwrap().has(0));
    }
}
