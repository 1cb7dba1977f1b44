//! Seed-pairing stability.

use exocast_core::Base;

/// Free energies of stacked Watson–Crick pairs at 37 °C in kcal/mol, 5' nucleotide × 3' nucleotide (A C
/// G U): Xia et al. 1998, Biochemistry 37:14719.
pub(crate) const STACKS: [[f64; 4]; 4] = [
    [-0.93, -2.24, -2.08, -1.10],
    [-2.11, -3.26, -2.36, -2.08],
    [-2.35, -3.42, -3.26, -2.24],
    [-1.33, -2.35, -2.11, -0.93],
];

/// Initiation of a helix, same source.
const INITIATION: f64 = 4.09;

/// Each A–U pair at an end, same source.
const TERMINAL_AU: f64 = 0.45;

/// A sequence that is its own complement, same source.
const SYMMETRY: f64 = 0.43;

/// Predicted free energy of a helix of these nucleotides with their complement, kcal/mol; nothing where
/// one is unknown.
///
/// The seed-pairing stability of Garcia et al. 2011 (Nat. Struct. Mol. Biol. 18:1139) is that of guide
/// nucleotides 2–8 for 8mer and 7mer-m8 sites, of 2–7 for 7mer-A1 and 6mer sites.
pub(crate) fn helix_stability(nucleotides: &[Base]) -> Option<f64> {
    let codes = nucleotides.iter().map(|base| base.code().map(usize::from));
    let codes: Vec<usize> = codes.collect::<Option<_>>()?;
    let stacks: f64 = codes.windows(2).map(|pair| STACKS[pair[0]][pair[1]]).sum();
    let weak = |code: Option<&usize>| if matches!(code, Some(0 | 3)) { TERMINAL_AU } else { 0.0 };
    let symmetric = codes.iter().zip(codes.iter().rev()).all(|(a, b)| a + b == 3);
    let symmetry = if symmetric { SYMMETRY } else { 0.0 };
    Some(stacks + INITIATION + symmetry + weak(codes.first()) + weak(codes.last()))
}
