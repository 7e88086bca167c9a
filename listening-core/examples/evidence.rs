//! Writes what speaks for speech in every frame of a stereo recording, for `benches/fit_hearing.py`.
//!
//! On standard output: the evidence of the left channel's frames and then of the right one's, as 32-bit
//! little-endian floats, [`EVIDENCE`] to a frame.

use std::io::{self, BufWriter, Write};

use listening_core::internals::{EVIDENCE, Ear, EarFrame, EchoGuard, Gatherer, History, Resampler};
use listening_core::{ALaw, MuLaw, Sample};

#[path = "common/wav.rs"]
mod wav;

fn heard<S: Sample>(samples: &[S], channel: usize, rate: u32) -> Result<Vec<EarFrame>, listening_core::Error> {
    let own: Vec<f32> = samples.iter().skip(channel).step_by(2).map(|sample| sample.to_float()).collect();
    let (mut resampler, mut at_8k) = (Resampler::new(rate)?, Vec::new());
    resampler.push(&own, &mut at_8k);
    resampler.finish(&mut at_8k);
    let (mut ear, mut frames) = (Ear::default(), Vec::new());
    ear.push(&at_8k, |frame| frames.push(*frame));
    ear.finish(|frame| frames.push(*frame));
    Ok(frames)
}

fn both<S: Sample>(samples: &[S], rate: u32) -> Result<[Vec<EarFrame>; 2], listening_core::Error> {
    Ok([heard(samples, 0, rate)?, heard(samples, 1, rate)?])
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args_os().nth(1).ok_or("expected: evidence CALL.wav")?;
    let call = wav::read(&std::fs::read(path)?)?;
    let [left, right] = match &call.samples {
        wav::Samples::I16(samples) => both(samples, call.rate)?,
        wav::Samples::MuLaw(bytes) => both(&bytes.iter().map(|&byte| MuLaw(byte)).collect::<Vec<_>>(), call.rate)?,
        wav::Samples::ALaw(bytes) => both(&bytes.iter().map(|&byte| ALaw(byte)).collect::<Vec<_>>(), call.rate)?,
    };
    let mut histories = [History::default(), History::default()];
    let mut guards = [EchoGuard::default(), EchoGuard::default()];
    let mut gatherers = [Gatherer::default(), Gatherer::default()];
    let mut rows: [Vec<[f32; EVIDENCE]>; 2] = Default::default();
    for frames in left.iter().zip(&right) {
        let frames = [frames.0, frames.1];
        for channel in 0..2 {
            histories[channel].push(frames[channel].level, frames[channel].speech, frames[channel].print);
        }
        for channel in 0..2 {
            let excess = guards[channel].excess_db(&histories[channel], &histories[1 - channel]);
            rows[channel].extend(gatherers[channel].push(frames[channel], excess).map(|judged| judged.evidence));
        }
    }
    let mut out = BufWriter::new(io::stdout().lock());
    for (gatherer, rows) in gatherers.iter().zip(&mut rows) {
        gatherer.finish(|judged| rows.push(judged.evidence));
        for value in rows.iter().flatten() {
            out.write_all(&value.to_le_bytes())?;
        }
    }
    Ok(out.flush()?)
}
