//! How each step is computed, in a few sentences with their sources: the methods section of a paper.

use crate::study::Step;

/// What is done in a step, and after whom.
pub(super) const fn sentences(step: Step) -> &'static str {
    match step {
        Step::Mirna => {
            "Adapters are found in the first reads and trimmed with errors allowed. A read is given to the miRNA, spike or competing RNA that explains it with the fewest differences; counts of reads that several explain are shared as the options in force say, by default in proportion to the abundance that explains all reads best (EM). isomiRs are written as mirGFF3 1.2 (Desvignes 2020 Bioinformatics 36:698). Names and sequences are of miRBase (Kozomara 2019 Nucleic Acids Res 47:D155)."
        }
        Step::Vesicles => {
            "Statistics are recomputed from the histogram or tracks of the export. Populations are lognormal mixtures by expectation–maximisation, truncated at the detection limit, their number by BIC; intervals are over videos where there are several, else by bootstrap. Reporting follows MISEV2023 (Welsh 2024 J Extracell Vesicles 13:e12404)."
        }
        Step::Identity => {
            "A posterior over exosome, microvesicle, apoptotic body and non-vesicular matter from size class, protein markers (MISEV2023, Welsh 2024 J Extracell Vesicles 13:e12404; Jeppesen 2019 Cell 177:428) and lipids over the parent cell (Llorente 2013 Biochim Biophys Acta 1831:1302)."
        }
        Step::Cargo => {
            "Spikes make a weighted log–log curve of reads over copies, from which each miRNA is read back; copies per vesicle are copies per mL over particles per mL. Counting, curve, sequence and particle number are drawn together: draw `d` of each quantity belongs to the same possible world, through dose and response. Enrichment is over what a vesicle would hold if it enclosed cytosol at random."
        }
        Step::Origin => {
            "Cargo is explained as a mixture of the columns of the signature and an unknown source, by the method that the data call for, with a bias of each feature between cell and vesicle. Intervals are by resampling of features and counts. A verdict is held back where the fit is no better than for scrambled cargo, features are missing, or sources cannot be told apart."
        }
        Step::Enrichment => {
            "Each set is scored in each sample by the method of the study over all features of the cargo (decoupler, Badia-i-Mompel 2022 Bioinform Adv 2:vbac016), with Benjamini–Hochberg q within a sample."
        }
        Step::Dose => {
            "Copies in RISC after t hours are λ·f_escape·φ·∫U(τ)e^{−δ(t−τ)}dτ, with λ copies per vesicle and U vesicles taken up per hour, times min(1, A/(O + D)) for A Argonaute, O own and D delivered copies. Guides of one seed count together, and the verdict is on what they add to the occupancy by the recipient's own copies of it. Every parameter with its interval, status and source is in the table `parameters`. Intervals are over Owen-scrambled Sobol' points (Owen 2003), shares of variance by Sobol' indices (Saltelli 2010 Comput Phys Commun 181:259)."
        }
        Step::Response => {
            "Biochemical model of targeting (McGeary 2019 Science 366:eaav1741): delivered and endogenous miRNA share Argonaute and compete for all sites of the cell, and a gene changes by log2((1 + b·N before)/(1 + b·N after)), N being the summed occupancy of its sites. Affinities are those of the model named in the study; the embedded one is fitted to transfections of HeLa cells."
        }
        Step::Programmes => {
            "The slope of all changes on the weights of a gene set (univariate linear model, Badia-i-Mompel 2022 Bioinform Adv 2:vbac016), with Benjamini–Hochberg q. What is less than 0.01 on the log2 scale is called negligible whatever its p-value: thousands of genes make the smallest shift significant."
        }
        Step::Evidence => {
            "Observed changes, freed of what lengths and composition explain, of genes with and without sites: Kolmogorov–Smirnov and Mann–Whitney tests, regression on all miRNAs at once, and shuffled seeds as a null; Benjamini–Hochberg q."
        }
        Step::Contrasts => {
            "Differences of group means with Welch's t-test where each group has two samples or more, Benjamini–Hochberg q within a contrast; reads are scaled by TMM (Robinson 2010 Genome Biol 11:R25). Doses and responses are compared draw by draw under the same parameters."
        }
    }
}
