//! How one recipient takes vesicles up.

/// How one recipient takes vesicles up: two branches, each with its own saturation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Uptake {
    /// Clearance by endocytosis `k_up`, mL/h.
    pub(crate) endocytosis: f64,
    /// Concentration at which endocytosis is half of its most, per mL.
    pub(crate) saturation: f64,
    /// Clearance by fusion at the plasma membrane `k_fus`, mL/h.
    pub(crate) fusion: f64,
    /// Concentration at which fusion is half of its most, per mL.
    pub(crate) fusion_saturation: f64,
}

impl Uptake {
    /// Vesicles endocytosed and vesicles fused, per hour, at a concentration per mL.
    #[must_use]
    pub(crate) fn at(&self, concentration: f64) -> (f64, f64) {
        (
            saturable(self.endocytosis, self.saturation, concentration),
            saturable(self.fusion, self.fusion_saturation, concentration),
        )
    }

    /// The concentration, of at most `most`, at which `supply` vesicles are taken up per hour.
    pub(crate) fn sustained_by(&self, supply: f64, most: f64) -> f64 {
        if self.fusion <= 0.0 {
            let left = self.endocytosis - supply / self.saturation;
            return if left > 0.0 { (supply / left).min(most) } else { most };
        }
        let (mut low, mut high) = (0.0, most);
        for _ in 0..100 {
            let middle = f64::midpoint(low, high);
            let (endocytosed, fused) = self.at(middle);
            if endocytosed + fused < supply { low = middle } else { high = middle }
        }
        high
    }

    /// The largest share of vesicles taken up that fuses, over all concentrations.
    pub(crate) fn most_fused(&self) -> f64 {
        let share = |fused: f64, endocytosed: f64| {
            if fused > 0.0 { fused / (fused + endocytosed) } else { 0.0 }
        };
        let (full, other) =
            (self.fusion * self.fusion_saturation, self.endocytosis * self.saturation);
        let at_most = if full.is_finite() && other.is_finite() { share(full, other) } else { 0.0 };
        share(self.fusion, self.endocytosis).max(at_most)
    }
}

/// Vesicles taken up per cell and hour, `k·C / (1 + C/K_m)`.
#[must_use]
pub(crate) fn saturable(uptake: f64, saturation: f64, concentration: f64) -> f64 {
    if uptake <= 0.0 {
        0.0
    } else if concentration.is_infinite() {
        uptake * saturation
    } else {
        uptake * concentration / (1.0 + concentration / saturation)
    }
}
