//! Sanity values of the dose model, worked out by hand in docs/methods.

use exocast::transfer::{Parameters, enrichment_over_passive, needed_per_hour};

use super::Report;

pub(crate) fn check(report: &mut Report) {
    let needed = [
        (24.0, 28.881_132_523_331_054),
        (11.0, 63.013_380_050_904_11),
        (34.0, 20.386_681_781_174_86),
    ];
    for (half_life, wanted) in needed {
        let what =
            format!("copies per hour for 1000 steady copies at a half-life of {half_life} h");
        report.value(&what, wanted, needed_per_hour(1000.0, half_life), 1e-9);
    }
    let steady = [
        (60.0 * 0.00825 * 0.3, 5.141_765_125_728_265),
        (1000.0 * 0.1 * 0.3, 1_038.740_429_440_054),
    ];
    for (per_hour, wanted) in steady {
        let what = format!("copies per hour for {wanted:.2} steady copies at a half-life of 24 h");
        report.value(&what, per_hour, needed_per_hour(wanted, 24.0), 1e-9);
    }
    let passive = [(60.0, 0.000_33), (100.0, 0.001_9), (150.0, 0.007_2), (300.0, 0.064)];
    for (diameter, wanted) in passive {
        let what = format!("copies loaded passively into a vesicle of {diameter} nm");
        // One copy per vesicle, over as many as passive loading gives.
        let fold = enrichment_over_passive(1.0, diameter, None, &Parameters::default());
        report.value(&what, wanted, 1.0 / fold.unwrap_or(f64::NAN), 0.02 * wanted);
    }
}
