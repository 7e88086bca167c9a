//! What a mix weighs while it is heard, counted by the allocator.

mod common;
#[path = "common/counting.rs"]
mod counting;

use std::sync::atomic::Ordering;

use counting::HELD;
use listening_core::{Config, Mix};

/// Seconds of call.
const LONG: usize = 400;
const SHORT: usize = 100;

/// A mix that has heard these samples repeated for `seconds`, and what it holds.
fn heard(samples: &[f32], seconds: usize) -> (Mix, usize) {
    let before = HELD.load(Ordering::Relaxed);
    let mut mix = Mix::new(Config::default()).unwrap();
    for packet in samples.chunks_exact(160).cycle().take(50 * seconds) {
        mix.push(packet).unwrap();
    }
    (mix, HELD.load(Ordering::Relaxed) - before + size_of::<Mix>())
}

/// Bytes that a second of these samples takes.
fn growth(samples: &[f32]) -> usize {
    let [short, long] = [SHORT, LONG].map(|seconds| heard(samples, seconds).1);
    (long - short) / (LONG - SHORT)
}

#[test]
fn a_mix_grows_by_less_than_13_kb_a_second_and_18_where_all_is_loud() {
    let both = common::demo_floats();
    let call: Vec<f32> = both.as_chunks::<2>().0.iter().map(|[left, right]| 0.5 * (left + right)).collect();
    // At full scale a sample takes all its bits.
    let loud: Vec<f32> = (0..16_000_u32).map(|k| ((k * 7919 % 2001) as f32 - 1000.0) / 1000.0).collect();
    // The first one of a process also fills what all share.
    drop(heard(&call, 1));
    let grows = [growth(&call), growth(&loud)];
    println!(
        "a mix grows by {} bytes for each second of the demo call, and {} of noise at full scale",
        grows[0], grows[1]
    );
    assert!(grows[0] < 13_000 && grows[1] < 18_600, "{grows:?}");
}
