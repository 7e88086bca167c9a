//! The demo call, and made-up conversations, for the tests.

#![allow(dead_code, unreachable_pub, reason = "each test program uses its own part")]

#[path = "../../examples/common/wav.rs"]
mod wav;

use listening_core::MuLaw;

/// Where the demo call is.
pub const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../demo/");

/// The demo call's bytes: interleaved mu-law at 8 kHz.
pub fn demo_mulaw() -> Vec<u8> {
    let bytes = std::fs::read(format!("{DEMO}demo_call.wav")).expect("the demo call is in the repository");
    match wav::read(&bytes).expect("the demo call is a WAV file").samples {
        wav::Samples::MuLaw(bytes) => bytes,
        _ => panic!("the demo call is mu-law"),
    }
}

/// The demo call as floats, interleaved.
pub fn demo_floats() -> Vec<f32> {
    use listening_core::Sample;
    demo_mulaw().into_iter().map(|byte| MuLaw(byte).to_float()).collect()
}

/// A part of the demo call, from and to in seconds.
pub fn part(from: usize, to: usize) -> Vec<f32> {
    demo_floats()[from * 16_000..to * 16_000].to_vec()
}
