//! Laws that hold for every input.

use exocast_core::{
    Base, Cell, LabelledMatrix, Lines, Nanometres, Rna, SeedPlan, Share, Table,
    adjust::{benjamini_hochberg, benjamini_yekutieli, holm},
    names::{Gene, Lookup, Mapping, Translation, gene_of},
    quantile::{QuantileType, quantile},
    rank::{kolmogorov_smirnov, mann_whitney, pearson, ranks, spearman},
};
use proptest::{collection::vec, prelude::*};

fn sample() -> impl Strategy<Value = Vec<f64>> {
    vec(-1e3..1e3, 1..60)
}

fn sorted(mut sample: Vec<f64>) -> Vec<f64> {
    sample.sort_by(f64::total_cmp);
    sample
}

/// The definition of Hyndman & Fan, equation by equation, in exact arithmetic on n·p = num/den.
fn quantile_reference(sorted: &[f64], num: u32, den: u32, kind: QuantileType) -> f64 {
    let n = i64::try_from(sorted.len()).expect("a small sample");
    let (num, den) = (i64::from(num), i64::from(den));
    // m of the paper as a fraction over 24·den, so that all nine are whole numbers.
    let unit = 24 * den;
    let np = 24 * n * num;
    let m = match kind {
        QuantileType::Type1 | QuantileType::Type2 | QuantileType::Type4 => 0,
        QuantileType::Type3 => -unit / 2,
        QuantileType::Type5 => unit / 2,
        QuantileType::Type6 => 24 * num,
        QuantileType::Type7 => unit - 24 * num,
        QuantileType::Type8 => (24 * num + unit) / 3,
        QuantileType::Type9 => 6 * num + 9 * den,
    };
    let j = (np + m).div_euclid(unit);
    let g = (np + m).rem_euclid(unit);
    let x = |j: i64| sorted[usize::try_from(j.clamp(1, n) - 1).expect("clamped")];
    let gamma = match kind {
        QuantileType::Type1 => f64::from(u8::from(g > 0)),
        QuantileType::Type2 => {
            if g > 0 {
                1.0
            } else {
                0.5
            }
        }
        QuantileType::Type3 => f64::from(u8::from(!(g == 0 && j % 2 == 0))),
        _ => g as f64 / unit as f64,
    };
    (1.0 - gamma) * x(j) + gamma * x(j + 1)
}

proptest! {
    #[test]
    fn rna_displays_what_it_read(letters in "[ACGUN]{0,80}") {
        let rna = Rna::parse_with_n(letters.as_bytes())?;
        let shown = rna.to_string();
        prop_assert_eq!(shown, letters);
        prop_assert_eq!(Rna::parse_with_n(rna.to_dna().as_bytes())?, rna);
    }

    #[test]
    fn reverse_complement_is_its_own_inverse(letters in "[ACGTUNacgtun]{0,80}") {
        let rna = Rna::parse_with_n(letters.as_bytes())?;
        prop_assert_eq!(rna.reverse_complement().reverse_complement(), rna);
    }

    #[test]
    fn a_letter_is_a_base_or_refused_with_its_place(bytes in vec(any::<u8>(), 0..40)) {
        match Rna::parse(&bytes) {
            Ok(rna) => prop_assert_eq!(rna.len(), bytes.len()),
            Err(bad) => {
                prop_assert_eq!(bytes[bad.position - 1], bad.letter);
                prop_assert!(Rna::parse(&bytes[..bad.position - 1]).is_ok());
            }
        }
    }

    #[test]
    fn quantiles_follow_the_paper(sample in sample(), num in 0_u32..=40, den in 1_u32..=40) {
        prop_assume!(num <= den);
        let sample = sorted(sample);
        for kind in QuantileType::ALL {
            let expected = quantile_reference(&sample, num, den, kind);
            let value = quantile(&sample, f64::from(num) / f64::from(den), kind).expect("a sample");
            prop_assert!((value - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{kind:?}: {value} {expected}");
        }
    }

    #[test]
    fn quantiles_rise_with_probability(sample in sample(), p in 0.0..1.0, q in 0.0..1.0) {
        let sample = sorted(sample);
        let (p, q) = if p <= q { (p, q) } else { (q, p) };
        for kind in QuantileType::ALL {
            prop_assert!(quantile(&sample, p, kind) <= quantile(&sample, q, kind));
        }
    }

    #[test]
    fn adjusted_values_are_never_smaller_and_keep_order(p in vec(0.0..=1.0, 1..40)) {
        for adjust in [benjamini_hochberg as fn(&[f64]) -> Vec<f64>, benjamini_yekutieli, holm] {
            let adjusted = adjust(&p);
            for (i, j) in (0..p.len()).flat_map(|i| (0..p.len()).map(move |j| (i, j))) {
                prop_assert!(adjusted[i] >= p[i] - 1e-15 && adjusted[i] <= 1.0);
                prop_assert!(p[i] > p[j] || adjusted[i] <= adjusted[j]);
            }
        }
    }

    #[test]
    fn rejections_are_those_of_the_step_up_procedure(p in vec(0.0..=1.0, 1..40), level in 0.01..0.5) {
        let order = sorted(p.clone());
        let n = order.len() as f64;
        let cut = (1..=order.len()).rev().find(|&k| order[k - 1] <= level * k as f64 / n);
        let expected = cut.map_or(0, |k| p.iter().filter(|&&x| x <= order[k - 1]).count());
        // Values within rounding of the level can fall on either side.
        let adjusted: Vec<f64> = benjamini_hochberg(&p);
        prop_assume!(adjusted.iter().all(|q| f64::abs(q - level) > 1e-12));
        prop_assert_eq!(adjusted.iter().filter(|&&q| q <= level).count(), expected);
    }

    #[test]
    fn ranks_sum_to_what_they_must(sample in vec(0_u8..6, 1..50)) {
        let sample: Vec<f64> = sample.into_iter().map(f64::from).collect();
        let n = sample.len() as f64;
        let ranks = ranks(&sample);
        prop_assert!((ranks.iter().sum::<f64>() - n * (n + 1.0) / 2.0).abs() < 1e-9);
        for (i, &x) in sample.iter().enumerate() {
            let below = sample.iter().filter(|&&y| y < x).count() as f64;
            let same = sample.iter().filter(|&&y| y.total_cmp(&x).is_eq()).count() as f64;
            prop_assert!((ranks[i] - (below + 0.5 * (same + 1.0))).abs() < 1e-9);
        }
    }

    #[test]
    fn mann_whitney_counts_pairs(a in vec(0_u8..9, 1..20), b in vec(0_u8..9, 1..20)) {
        let floats = |v: &[u8]| v.iter().copied().map(f64::from).collect::<Vec<_>>();
        let test = mann_whitney(&floats(&a), &floats(&b)).expect("samples");
        let pairs: f64 = a.iter().flat_map(|x| b.iter().map(move |y| match x.cmp(y) {
            std::cmp::Ordering::Greater => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Less => 0.0,
        })).sum();
        prop_assert!((test.statistic - pairs).abs() < 1e-9);
        prop_assert!((0.0..=1.0).contains(&test.p));
    }

    #[test]
    fn kolmogorov_smirnov_is_the_largest_distance(a in vec(0_u8..20, 1..20), b in vec(0_u8..20, 1..20)) {
        let floats = |v: &[u8]| v.iter().copied().map(f64::from).collect::<Vec<_>>();
        let ecdf = |v: &[u8], x: u8| v.iter().filter(|&&y| y <= x).count() as f64 / v.len() as f64;
        let expected = (0..20).map(|x| (ecdf(&a, x) - ecdf(&b, x)).abs()).fold(0.0, f64::max);
        let test = kolmogorov_smirnov(&floats(&a), &floats(&b)).expect("samples");
        let turned = kolmogorov_smirnov(&floats(&b), &floats(&a)).expect("samples");
        prop_assert!((test.statistic - expected).abs() < 1e-12);
        prop_assert!((test.p - turned.p).abs() < 1e-12);
    }

    #[test]
    fn correlation_ignores_scale_and_shift(a in vec(-10.0..10.0, 3..30), scale in 0.1..10.0, shift in -5.0..5.0) {
        let b: Vec<f64> = a.iter().map(|x| x * x).collect();
        let moved: Vec<f64> = b.iter().map(|x| x * scale + shift).collect();
        if let (Some(x), Some(y)) = (pearson(&a, &b), pearson(&a, &moved)) {
            prop_assert!((x - y).abs() < 1e-9);
        }
        if let Some(x) = spearman(&a, &a) {
            prop_assert!((x - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn streams_differ_by_name_and_index(seed: u64, i in 0_u64..1000, j in 0_u64..1000) {
        let plan = SeedPlan::new(seed);
        prop_assert_eq!(plan.stream("a", i) == plan.stream("a", j), i == j);
        prop_assert_ne!(plan.stream("a", i), plan.stream("b", i));
    }

    #[test]
    fn a_matrix_reader_never_panics(bytes in vec(any::<u8>(), 0..200)) {
        let _ = LabelledMatrix::read(bytes.as_slice(), "bytes");
        let _ = LabelledMatrix::read_numeric(bytes.as_slice(), "bytes");
    }

    #[test]
    fn a_matrix_reads_what_a_table_wrote(rows in 1_usize..8, columns in 1_usize..6, seed in vec(-1e12..1e12, 48)) {
        let mut table = Table::new(std::iter::once("id".to_owned()).chain((0..columns).map(|j| format!("s{j}"))));
        for i in 0..rows {
            let values = (0..columns).map(|j| Cell::Real(seed[i * columns + j]));
            table.push(std::iter::once(format!("f{i}").into()).chain(values));
        }
        let mut text = Vec::new();
        table.write_tsv(&mut text)?;
        let matrix = LabelledMatrix::read(text.as_slice(), "table").expect("own table");
        for i in 0..rows {
            for j in 0..columns {
                prop_assert_eq!(matrix.values()[[i, j]].to_bits(), seed[i * columns + j].to_bits());
            }
        }
    }

    #[test]
    fn lines_are_those_of_the_text(text in "[ab\\n]{0,60}") {
        let mut lines = Lines::new(text.as_bytes(), "text");
        let mut read = Vec::new();
        while let Some(line) = lines.next_line().expect("text") {
            read.push(line.to_owned());
        }
        let expected: Vec<&str> = text.lines().collect();
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn a_quantity_is_what_its_check_says(value in proptest::num::f64::ANY) {
        prop_assert_eq!(Nanometres::new(value).is_ok(), value.is_finite() && value > 0.0);
        prop_assert_eq!(Share::new(value).is_ok(), (0.0..=1.0).contains(&value));
    }
}

#[test]
fn complement_pairs_every_base_with_one_other() {
    for base in Base::KNOWN {
        assert_ne!(base.complement(), base);
        assert_eq!(base.complement().complement(), base);
    }
}

proptest! {
    #[test]
    fn translating_twice_is_translating_once(
        pairs in vec(("[A-E]{1,2}", "[A-E]{1,2}"), 1..20), field in "[A-E]{1,2}([;|][A-E]{1,2}){0,3}"
    ) {
        let mapping = Mapping::new(pairs.clone());
        if let Translation::Of(symbol) = mapping.translate(&field) {
            prop_assert_eq!(mapping.translate(&symbol), Translation::Same);
        }
        let mut turned = pairs;
        turned.reverse();
        prop_assert_eq!(Mapping::new(turned).translate(&field), mapping.translate(&field));
    }

    #[test]
    fn rows_are_found_whatever_their_order_and_case(
        places in vec(0_usize..500, 3..30), turn in 0_usize..30, other in 0_usize..500
    ) {
        let genes = Gene::all();
        let mut rows: Vec<String> = places.iter().map(|place| genes[*place].symbol.to_owned()).collect();
        rows.sort_unstable();
        rows.dedup();
        let wanted = genes[other].symbol;
        let by_name = |rows: &[String]| -> Option<Vec<String>> {
            let hit = Lookup::of_embedded(rows.iter().map(String::as_str), [wanted]).find(wanted)?;
            Some(hit.rows.iter().map(|row| rows[*row].to_uppercase()).collect())
        };
        let first = by_name(&rows);
        prop_assert_eq!(first.is_some(), rows.iter().any(|row| row == wanted));
        let turn = turn % rows.len();
        rows.rotate_left(turn);
        prop_assert_eq!(&by_name(&rows), &first);
        // As mouse and rat write them.
        let written: Vec<String> = rows
            .iter()
            .map(|row| {
                let mut letters = row.chars();
                letters.next().map_or_else(String::new, |first| first.to_string() + &letters.as_str().to_lowercase())
            })
            .collect();
        prop_assert_eq!(&by_name(&written), &first);
        prop_assert_eq!(gene_of(&wanted.to_lowercase()).map(|meaning| meaning.gene.symbol), Some(wanted));
    }
}
