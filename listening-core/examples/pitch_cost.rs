//! Times the pitch tracker on the talk of a stereo recording, and the glance at voicing that goes before it.
//!
//!     cargo run --release -p listening-core --example pitch_cost -- demo/demo_call.wav

#[path = "common/wav.rs"]
mod wav;

use std::io::Write;
use std::time::Instant;

use listening_core::signal::{FRAME, Framer};
use listening_core::voice::{Glance, PitchTracker, Talk};
use listening_core::{ALaw, MuLaw, Sample};

/// Talk is what is louder than this mean square, -50 dBov.
const LOUD: f32 = 1e-5;
const ROUNDS: usize = 15;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("give a WAV file of 8 kHz")?;
    let samples: Vec<f32> = match wav::read(&std::fs::read(path)?)?.samples {
        wav::Samples::I16(samples) => samples.iter().map(|sample| sample.to_float()).collect(),
        wav::Samples::MuLaw(bytes) => bytes.iter().map(|&byte| MuLaw(byte).to_float()).collect(),
        wav::Samples::ALaw(bytes) => bytes.iter().map(|&byte| ALaw(byte).to_float()).collect(),
    };
    let (mut talk, mut spectra) = (Vec::new(), Vec::new());
    for channel in 0..2 {
        let own: Vec<f32> = samples.iter().skip(channel).step_by(2).copied().collect();
        Framer::new().push(&own, |frame| {
            if frame.block.energy > LOUD {
                talk.extend_from_slice(&frame.samples);
                spectra.push(frame.spectrum);
            }
        });
    }
    let frames = talk.len() / FRAME;
    let mut best = [f64::MAX; 2];
    let mut voiced = [0; 2];
    for _ in 0..ROUNDS {
        let (mut tracker, start) = (PitchTracker::default(), Instant::now());
        let told = (0..frames).filter_map(|k| tracker.push(talk[k * FRAME..].iter().copied(), Talk::Yes));
        voiced[0] = told.filter(|voicing| voicing.pitch.is_some()).count();
        best[0] = best[0].min(start.elapsed().as_secs_f64());
        let (mut glance, start) = (Glance::new(), Instant::now());
        voiced[1] = spectra.iter().filter(|spectrum| glance.voiced(spectrum)).count();
        best[1] = best[1].min(start.elapsed().as_secs_f64());
    }
    let mut out = std::io::stdout();
    for (name, (seconds, voiced)) in ["tracker", "glance"].iter().zip(best.iter().zip(voiced)) {
        let each = seconds / frames as f64;
        writeln!(
            out,
            "{name}: {:.2} us for each of {frames} frames of talk, {:.0} x real time, {voiced} voiced",
            1e6 * each,
            0.01 / each
        )?;
    }
    Ok(())
}
