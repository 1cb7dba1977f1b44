//! Laws and published values of the fluid around the recipients.

use proptest::prelude::*;

use super::{
    exposure::{Exposure, Inside},
    fluid::Fluid,
    uptake::Uptake,
};

/// The equations of [`Fluid`] and [`Inside`] with classical Runge–Kutta steps, line by line:
/// concentration, endocytosed, fused, endosome, left of processed, left of fused, lost.
fn reference(fluid: &Fluid, hours: f64, inside: Inside, steps: u32) -> [f64; 7] {
    let f = |y: [f64; 7]| {
        let [c, _, _, endosome, processed, surviving, _] = y;
        let up = fluid.uptake;
        let u = up.endocytosis * c / (1.0 + c / up.saturation);
        let v = up.fusion * c / (1.0 + c / up.fusion_saturation);
        [
            fluid.source - fluid.loss * c - fluid.recipients * (u + v),
            u,
            v,
            u - inside.turnover * endosome,
            inside.turnover * endosome - inside.decay * processed,
            v - inside.decay * surviving,
            fluid.loss * c / fluid.recipients,
        ]
    };
    let add = |y: [f64; 7], k: [f64; 7], h: f64| std::array::from_fn(|i| y[i] + h * k[i]);
    let h = hours / f64::from(steps);
    let mut y = [fluid.start, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    for _ in 0..steps {
        let k1 = f(y);
        let k2 = f(add(y, k1, h / 2.0));
        let k3 = f(add(y, k2, h / 2.0));
        let k4 = f(add(y, k3, h));
        y = std::array::from_fn(|i| y[i] + h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]));
    }
    y
}

fn amounts(exposure: &Exposure) -> [f64; 7] {
    [
        exposure.concentration,
        exposure.endocytosed,
        exposure.fused,
        exposure.endosomal,
        exposure.processed,
        exposure.surviving,
        exposure.lost,
    ]
}

/// Whether fluid and recipient are what the equations say, each amount to 1e-5 of itself.
fn assert_follows(fluid: &Fluid, hours: f64, inside: Inside) -> Result<(), TestCaseError> {
    let exposure = amounts(&fluid.expose(hours, inside));
    for (i, (value, expected)) in
        exposure.into_iter().zip(reference(fluid, hours, inside, 2000)).enumerate()
    {
        let difference = (value - expected).abs();
        prop_assert!(difference <= 1e-5 * expected.abs() + 1e-9, "{i}: {value} for {expected}");
    }
    Ok(())
}

prop_compose! {
    fn fluid()(
        start in 0.0..1e10,
        source in 0.0..1e8,
        loss in 0.0..0.2,
        uptake in -9.0..-6.5,
        fusion in -11.0..-7.0,
        fuses in any::<bool>(),
        saturation in 9.0..12.0,
        fusion_saturation in 9.0..12.0,
        recipients in 4.0..6.0,
    ) -> Fluid {
        Fluid {
            start,
            source,
            loss,
            recipients: 10f64.powf(recipients),
            uptake: Uptake {
                endocytosis: 10f64.powf(uptake),
                saturation: 10f64.powf(saturation),
                fusion: if fuses { 10f64.powf(fusion) } else { 0.0 },
                fusion_saturation: 10f64.powf(fusion_saturation),
            },
        }
    }
}

prop_compose! {
    fn inside()(turnover in 0.2..4.0, decay in 0.005..0.2) -> Inside {
        Inside { turnover, decay }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn fluid_follows_its_equations(fluid in fluid(), hours in 0.1..100.0, inside in inside()) {
        assert_follows(&fluid, hours, inside)?;
    }

    #[test]
    fn without_saturation_the_closed_form_is_exact(
        fluid in fluid(), hours in 0.1..100.0, inside in inside(),
    ) {
        let uptake = Uptake { saturation: 1e30, fusion_saturation: 1e30, ..fluid.uptake };
        let fluid = Fluid { uptake, ..fluid };
        let exposure = fluid.expose(hours, inside);
        let expected = reference(&fluid, hours, inside, 4000);
        for (value, expected) in amounts(&exposure).into_iter().zip(expected) {
            prop_assert!((value - expected).abs() <= 1e-7 * expected.abs() + 1e-9, "{value} for {expected}");
        }
    }

    #[test]
    fn vesicles_are_conserved(fluid in fluid(), hours in 0.0..1e4, inside in inside()) {
        let exposure = fluid.expose(hours, inside);
        let given = fluid.start + fluid.source * hours;
        let back = exposure.concentration + (exposure.taken_up() + exposure.lost) * fluid.recipients;
        prop_assert!((back - given).abs() <= 1e-9 * given.max(1.0), "{back} of {given}");
        prop_assert!(exposure.taken_up() * fluid.recipients <= given * (1.0 + 1e-9));
        prop_assert!(exposure.endosomal + exposure.processed <= exposure.endocytosed * (1.0 + 1e-9));
        prop_assert!(exposure.surviving <= exposure.fused * (1.0 + 1e-9));
    }

    /// Inversions ask for parameters far outside of their ranges.
    #[test]
    fn any_rates_come_to_an_end(
        start in -30.0..30.0, source in -30.0..30.0, loss in -30.0..20.0, rates in (-30.0..30.0, -30.0..30.0),
        saturations in (-10.0..30.0, -10.0..30.0), recipients in 0.0..20.0, hours in -6.0..12.0, inside in inside(),
    ) {
        let power = |exponent: f64| 10f64.powf(exponent);
        let fluid = Fluid {
            start: power(start),
            source: power(source),
            loss: power(loss),
            recipients: power(recipients),
            uptake: Uptake {
                endocytosis: power(rates.0),
                saturation: power(saturations.0),
                fusion: power(rates.1),
                fusion_saturation: power(saturations.1),
            },
        };
        let hours = power(hours);
        let exposure = fluid.expose(hours, inside);
        let given = (fluid.start + fluid.source * hours) / fluid.recipients;
        prop_assert!(exposure.taken_up() + exposure.lost <= given * (1.0 + 1e-6), "{exposure:?} of {given}");
    }

    #[test]
    fn long_exposure_is_the_balance(fluid in fluid(), loss in 0.01..0.2, inside in inside()) {
        let fluid = Fluid { loss, source: fluid.source + 1e4, ..fluid };
        let late = fluid.expose(2e4, inside);
        let expected = fluid.steady_uptake();
        prop_assert!((late.processed * inside.decay / expected.0 - 1.0).abs() < 1e-6, "{late:?} for {expected:?}");
        prop_assert!((late.surviving * inside.decay - expected.1).abs() <= 1e-6 * expected.1, "{late:?} for {expected:?}");
    }
}

/// A fluid that recipients empty: uptake is saturated at first, and little is left at the end.
#[test]
fn an_emptied_fluid_follows_its_equations() {
    let fluid = Fluid {
        start: 9_427_487_167.054_436,
        source: 0.0,
        loss: 0.0,
        recipients: 868_705.810_785_626_8,
        uptake: Uptake {
            endocytosis: 3.162_277_660_168_379e-7,
            saturation: 1e9,
            fusion: 0.0,
            fusion_saturation: 1e9,
        },
    };
    let inside = Inside { turnover: 0.2, decay: 0.005 };
    assert_follows(&fluid, 72.919_000_332_332_25, inside).unwrap();
}

/// Rates beyond what a number holds come to an end too, whatever they then mean.
#[test]
fn infinite_rates_come_to_an_end() {
    let uptake = endocytosis(f64::INFINITY, 5e9);
    for fluid in [dish(1e10, 0.0, uptake), dish(0.0, 1e6, uptake)] {
        let lost = fluid.expose(24.0, AT_ONCE).lost;
        assert!(lost.is_nan() || lost <= 0.0, "{lost}");
    }
    let immediate = dish(1e10, 0.0, endocytosis(1e300, 1e30)).expose(24.0, AT_ONCE);
    assert_close(immediate.taken_up(), 1e5, 1e-9);
}

/// bounds.py: 1e5 donors and recipients in 1 mL, uptake per recipient and hour at 3000 h, concentration.
#[test]
fn the_dish_fills_slowly() {
    for (uptake, expected, concentration) in [
        (5e-9, 46.608_842_774_906_16, 9_322_438_057.850_481),
        (5e-8, 59.999_981_585_540_77, 1_199_999_632.636_257),
        (5e-7, 60.0, 119_999_999.999_999_99),
    ] {
        let fluid = dish(0.0, 60.0 * 1e5, endocytosis(uptake, 1e30));
        let (before, after) = (fluid.expose(2999.0, AT_ONCE), fluid.expose(3000.0, AT_ONCE));
        assert_close(after.concentration, concentration, 1e-6);
        // The reference differences the last hour but takes up in the endosome what it counts.
        assert_close(after.taken_up() - before.taken_up(), expected, 1e-3);
        assert_close(fluid.steady_uptake().0, 60.0, 1e-12);
    }
    let left = dish(1.0, 0.0, endocytosis(5e-9, 1e30)).expose(48.0, AT_ONCE);
    assert_close(left.taken_up() * 1e5, 0.023_714_290_242_090_708, 1e-9);
}

/// 1e5 recipients per mL without loss.
fn dish(start: f64, source: f64, uptake: Uptake) -> Fluid {
    Fluid { start, source, loss: 0.0, recipients: 1e5, uptake }
}

const AT_ONCE: Inside = Inside { turnover: 1e9, decay: 0.03 };

/// chain.py: 1e6 donors and 1e5 recipients in 1 mL, saturable uptake, 200 h (LSODA at 1e-9).
#[test]
fn saturated_co_culture() {
    let fluid = dish(0.0, 60.0 * 1e6, endocytosis(5e-8, 5e9));
    assert_close(fluid.expose(200.0, AT_ONCE).concentration, 9.70e9, 2e-3);
}

/// Endocytosis alone.
fn endocytosis(rate: f64, saturation: f64) -> Uptake {
    Uptake { endocytosis: rate, saturation, fusion: 0.0, fusion_saturation: f64::INFINITY }
}

fn assert_close(value: f64, expected: f64, relative: f64) {
    assert!((value / expected - 1.0).abs() <= relative, "{value} for {expected}");
}
