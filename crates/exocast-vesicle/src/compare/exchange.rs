//! Exchanges of samples between two groups.

use exocast_core::Stream;
use rand::RngExt;

/// All subsets of `size` of `count` as bits, where there are no more than `most`.
pub(crate) fn subsets(count: usize, size: usize, most: usize) -> Option<Vec<u64>> {
    if count > 40 {
        return None;
    }
    let mut number = 1.0_f64;
    for k in 0..size {
        number *= (count - k) as f64 / (k + 1) as f64;
    }
    if number > most as f64 {
        return None;
    }
    let mut subsets = Vec::new();
    let mut subset = (1_u64 << size) - 1;
    while subset < 1 << count {
        subsets.push(subset);
        // The next number with as many bits (Gosper).
        let low = subset & subset.wrapping_neg();
        let next = subset + low;
        subset = (((next ^ subset) >> 2) / low) | next;
    }
    Some(subsets)
}

pub(crate) fn shuffle(order: &mut [usize], stream: &mut Stream) {
    for i in (1..order.len()).rev() {
        order.swap(i, stream.random_range(0..=i));
    }
}
