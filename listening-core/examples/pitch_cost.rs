//! Times the pitch tracker on the talk of a stereo recording, and the glance at voicing that goes before it.
//!
//!     cargo run --release -p listening-core --example pitch_cost -- demo/demo_call.wav

#[path = "common/wav.rs"]
mod wav;

use std::io::Write;
use std::time::Instant;

use listening_core::internals::{Amplitudes, FRAME, Framer, PitchTracker, Talk, glance};
use listening_core::{ALaw, MuLaw, Sample};

/// Talk is what is louder than this mean square, -50 dBov.
const LOUD: f32 = 1e-5;
const ROUNDS: usize = 30;
/// Frames that are timed at once.
const PIECE: usize = 50;

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
    // The least time of each piece over all rounds: a machine that does other things as well stops us at times.
    let mut least = vec![[f64::MAX; 2]; frames.div_ceil(PIECE)];
    let mut voiced = [0; 2];
    for _ in 0..ROUNDS {
        let mut tracker = PitchTracker::default();
        voiced = [0; 2];
        for (piece, least) in least.iter_mut().enumerate() {
            let part = piece * PIECE..((piece + 1) * PIECE).min(frames);
            let start = Instant::now();
            let voicings = part.clone().filter_map(|k| tracker.push([&talk[k * FRAME..], &[]], Talk::Yes));
            voiced[0] += voicings.filter(|voicing| voicing.pitch.is_some()).count();
            least[0] = least[0].min(start.elapsed().as_secs_f64());
            let start = Instant::now();
            voiced[1] += spectra[part].iter().filter(|spectrum| glance(&Amplitudes::of(spectrum))).count();
            least[1] = least[1].min(start.elapsed().as_secs_f64());
        }
    }
    let mut out = std::io::stdout();
    for (which, name) in ["tracker", "glance"].iter().enumerate() {
        let each = least.iter().map(|seconds| seconds[which]).sum::<f64>() / frames as f64;
        let voiced = voiced[which];
        writeln!(
            out,
            "{name}: {:.2} us for each of {frames} frames of talk, {:.0} x real time, {voiced} voiced",
            1e6 * each,
            0.01 / each
        )?;
    }
    Ok(())
}
