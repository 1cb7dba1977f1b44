//! Random streams that do not depend on each other or on threads.

use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};

/// A random stream; one for each purpose and replicate.
pub type Stream = Xoshiro256PlusPlus;

/// Derives any number of independent streams from one seed, by name and index.
///
/// A stream depends on nothing but seed, name and index: adding a step, a replicate or a thread
/// changes no other. The state is drawn by `SplitMix64` (Vigna 2015) from the seed, the FNV-1a hash
/// of the name and the index.
///
/// ```
/// use exocast_core::SeedPlan;
///
/// let plan = SeedPlan::new(1);
/// assert_eq!(plan.stream("bootstrap", 3), SeedPlan::new(1).stream("bootstrap", 3));
/// assert_ne!(plan.stream("bootstrap", 3), plan.stream("bootstrap", 4));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeedPlan {
    seed: u64,
}

impl SeedPlan {
    /// The plan of one seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// The seed given.
    #[must_use]
    pub const fn seed(self) -> u64 {
        self.seed
    }

    /// The stream `index` of the purpose `name`.
    #[must_use]
    pub fn stream(self, name: &str, index: u64) -> Stream {
        let key = mix(self.seed ^ mix(fnv1a(name.as_bytes()) ^ mix(index)));
        Stream::seed_from_u64(key)
    }

    /// `count` standard normal deviates of the stream `index` of the purpose `name`.
    ///
    /// ```
    /// use exocast_core::SeedPlan;
    ///
    /// let plan = SeedPlan::new(1);
    /// let deviates = plan.normals("dose", 0, 1000);
    /// assert_eq!(deviates[..10], plan.normals("dose", 0, 10));
    /// assert!(deviates.iter().sum::<f64>().abs() / 1000.0 < 0.1);
    /// ```
    #[must_use]
    pub fn normals(self, name: &str, index: u64, count: usize) -> Vec<f64> {
        let mut stream = self.stream(name, index);
        (0..count).map(|_| StandardNormal.sample(&mut stream)).collect()
    }
}

fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn mix(value: u64) -> u64 {
    let z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
