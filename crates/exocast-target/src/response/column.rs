//! Occupancies of one pool of guides.

use super::{competition::kd_nm, draws::Draw, loads::SiteClass, occupancy::SiteOccupancy};

/// Occupancies of one pool while they are filled in, classes × draws.
#[derive(Debug, Default)]
pub(super) struct Column {
    pub(super) draws: usize,
    pub(super) before: Vec<f64>,
    pub(super) after: Vec<f64>,
    pub(super) held: bool,
    pub(super) changed: bool,
}

impl Column {
    pub(super) fn set(
        &mut self,
        d: usize,
        free_before: f64,
        free_after: f64,
        classes: &[SiteClass],
        error: f64,
        draw: &Draw,
    ) {
        if d == 0 {
            self.before = vec![0.0; classes.len() * self.draws];
            self.after = self.before.clone();
        }
        self.held |= free_before > 0.0;
        self.changed |= free_before.to_bits() != free_after.to_bits();
        for (i, class) in classes.iter().enumerate() {
            let kd = kd_nm(*class, error, draw);
            self.before[i * self.draws + d] = SiteOccupancy::of_site(free_before, kd);
            self.after[i * self.draws + d] = SiteOccupancy::of_site(free_after, kd);
        }
    }

    /// Before and after, each empty where it says nothing.
    pub(super) fn into_parts(self) -> (Vec<f64>, Vec<f64>) {
        let keep = |keep: bool, table| if keep { table } else { Vec::new() };
        (keep(self.held, self.before), keep(self.changed, self.after))
    }
}
