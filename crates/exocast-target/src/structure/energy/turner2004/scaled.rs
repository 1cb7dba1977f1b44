//! The nearest-neighbour parameters of Turner 2004.

use super::loops::INF;
use super::{int11, int21, int22, loops};
use crate::structure::energy::Cost;
use crate::structure::energy::Tables;

/// All parameters at a temperature: ΔG(T) = ΔH − (ΔH − ΔG₃₇)·T/310.15.
pub(crate) fn tables(kelvin: f64) -> Tables<f64> {
    let ratio = kelvin / MEASURED_AT;
    let at = |free: i16, enthalpy: i16| {
        if free == INF {
            return f64::FORBIDDEN;
        }
        let (free, enthalpy) = (f64::from(free), f64::from(enthalpy));
        enthalpy - (enthalpy - free) * ratio
    };
    let both = |values: [i16; 2]| at(values[0], values[1]);
    let row =
        |free: &[i16; 31], enthalpy: &[i16; 31]| std::array::from_fn(|i| at(free[i], enthalpy[i]));
    let mismatch = |free: &[[[i16; 5]; 5]; 6], enthalpy: &[[[i16; 5]; 5]; 6]| {
        std::array::from_fn(|p| {
            std::array::from_fn(|x| std::array::from_fn(|y| at(free[p][x][y], enthalpy[p][x][y])))
        })
    };
    let dangle = |free: &[[i16; 5]; 6], enthalpy: &[[i16; 5]; 6]| {
        std::array::from_fn(|p| std::array::from_fn(|x| at(free[p][x], enthalpy[p][x])))
    };
    let mismatch_outside = mismatch(&loops::MISMATCH_MULTI, &loops::MISMATCH_MULTI_ENTHALPY);
    Tables {
        stack: std::array::from_fn(|p| {
            std::array::from_fn(|q| at(loops::STACK[p][q], loops::STACK_ENTHALPY[p][q]))
        }),
        mismatch_hairpin: mismatch(&loops::MISMATCH_HAIRPIN, &loops::MISMATCH_HAIRPIN_ENTHALPY),
        mismatch_interior: mismatch(&loops::MISMATCH_INTERIOR, &loops::MISMATCH_INTERIOR_ENTHALPY),
        mismatch_interior_1n: mismatch(
            &loops::MISMATCH_INTERIOR_1N,
            &loops::MISMATCH_INTERIOR_1N_ENTHALPY,
        ),
        mismatch_interior_23: mismatch(
            &loops::MISMATCH_INTERIOR_23,
            &loops::MISMATCH_INTERIOR_23_ENTHALPY,
        ),
        mismatch_multi: mismatch_outside,
        mismatch_exterior: mismatch_outside,
        dangle5: dangle(&loops::DANGLE5, &loops::DANGLE5_ENTHALPY),
        dangle3: dangle(&loops::DANGLE3, &loops::DANGLE3_ENTHALPY),
        int11: small_loops(2, |pair, i| at(int11::INT11[pair][i], int11::INT11_ENTHALPY[pair][i])),
        int21: small_loops(3, |pair, i| {
            let row = int21::ROW[pair];
            at(int21::INT21[row][i], int21::INT21_ENTHALPY[row][i])
        }),
        int22: small_loops(4, |pair, i| at(int22::INT22[pair][i], int22::INT22_ENTHALPY[pair][i])),
        hairpin: row(&loops::HAIRPIN, &loops::HAIRPIN_ENTHALPY),
        bulge: row(&loops::BULGE, &loops::BULGE_ENTHALPY),
        interior: row(&loops::INTERIOR, &loops::INTERIOR_ENTHALPY),
        long_loop: LONG_LOOP * ratio,
        special_hairpins: loops::SPECIAL_HAIRPINS
            .iter()
            .map(|&(letters, free, enthalpy)| (letters.as_bytes(), at(free, enthalpy)))
            .collect(),
        multi_closing: both(loops::MULTI_CLOSING),
        multi_stem: both(loops::MULTI_STEM),
        asymmetry: both(loops::ASYMMETRY),
        asymmetry_max: f64::from(loops::ASYMMETRY_MAX),
        duplex_initiation: both(loops::DUPLEX_INITIATION),
        terminal_au: both(loops::TERMINAL_AU),
    }
}

/// Loops listed for every combination of `unpaired` known nucleotides, over N A C G U: an N costs as
/// much as the worst nucleotide in its place.
fn small_loops(unpaired: u32, at: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let (known, all) = (4_usize.pow(unpaired), 5_usize.pow(unpaired));
    let mut out = vec![f64::NEG_INFINITY; 36 * all];
    for pair in 0..36 {
        for i in 0..known {
            let value = at(pair, i);
            // Each subset of the nucleotides may be unknown.
            for unknown in 0..1_usize << unpaired {
                let place = (0..unpaired).rev().fold(0, |place, k| {
                    let letter = if unknown >> k & 1 == 1 { 0 } else { (i >> (2 * k) & 3) + 1 };
                    5 * place + letter
                });
                let slot = &mut out[pair * all + place];
                *slot = slot.max(value);
            }
        }
    }
    out
}

/// Temperature at which the free energies were measured, in kelvin.
pub(crate) const MEASURED_AT: f64 = ZERO_CELSIUS + 37.0;

/// 0.01 kcal/mol a unit of ln(n/30) for loops of n > 30 (Jacobson & Stockmayer 1950, as ViennaRNA).
const LONG_LOOP: f64 = 107.856;

/// 0 °C in kelvin.
pub(crate) const ZERO_CELSIUS: f64 = 273.15;
