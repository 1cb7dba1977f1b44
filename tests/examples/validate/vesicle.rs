//! Figures that instruments state in their own files.

use exocast::load;
use exocast_tests::shared_folder;

use super::{Checked, Report};

const NANOSIGHT: [&str; 3] =
    ["nta32_beads100nm_12rep.csv", "nta34_AD_0h_numberonly.csv", "nta34_ATCC_12h_C.csv"];
const ZETAVIEW: &str = "zetaview/20250219_0004_EV_ip_p1_F7-1000_size_488.txt";

pub(crate) fn check(report: &mut Report) -> Checked {
    let data = shared_folder().join("data/vesicle");
    if !data.is_dir() {
        return Ok(());
    }
    for name in NANOSIGHT {
        let export = load::export(&data.join("nanosight").join(name))?;
        for replicate in &export.replicates {
            let (summary, stated) = (export.summary(replicate), &replicate.reported);
            let pairs = [
                ("mean", stated.mean, Some(summary.mean)),
                ("sd", stated.sd, summary.sd),
                ("d10", stated.d10, Some(summary.d10)),
                ("d50", stated.d50, Some(summary.d50)),
                ("d90", stated.d90, Some(summary.d90)),
            ];
            for (statistic, stated, computed) in pairs {
                if let Some((stated, computed)) = stated.zip(computed) {
                    let what = format!("NanoSight {}, {statistic}, nm", replicate.name);
                    // Stated to a tenth; both ends of a rounding interval count.
                    report.value(&what, stated, computed, 0.05 + 1e-9);
                }
            }
            if let Some((stated, computed)) = stated.concentration.zip(replicate.concentration) {
                let what = format!("NanoSight {}, particles per mL over stated", replicate.name);
                report.value(&what, 1.0, computed.per_ml() / stated, 0.005);
            }
        }
    }
    let export = load::export(&data.join(ZETAVIEW))?;
    let Some(replicate) = export.replicates.first() else { return Ok(()) };
    let summary = export.summary(replicate);
    report.value("ZetaView 0004, traces", 306.0, summary.n.unwrap_or(f64::NAN), 0.0);
    report.value("ZetaView 0004, mean, nm", 176.85, summary.mean, 0.005);
    report.value("ZetaView 0004, D10, nm", 66.33, summary.d10, 0.005);
    report.value("ZetaView 0004, D50, nm", 141.346, summary.d50, 0.0005);
    report.value("ZetaView 0004, D90, nm", 333.0, summary.d90, 0.005);
    let undiluted = replicate.concentration.and_then(|c| c.undiluted(replicate.dilution.factor()));
    let per_ml = undiluted.map_or(f64::NAN, |concentration| concentration.per_ml());
    report.value("ZetaView 0004, particles per mL, undiluted", 9.162e10, per_ml, 0.0005e10);
    Ok(())
}
