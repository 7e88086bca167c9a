//! Prints the report of a stereo telephone recording as JSON.
//!
//!     cargo run --release -p listening-core --example analyze -- demo/demo_call.wav

#[path = "common/wav.rs"]
mod wav;

use std::io::Write;

use listening_core::{Config, Session};
use wav::Samples;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("give a WAV file")?;
    let call = wav::read(&std::fs::read(path)?)?;
    let mut session = Session::new(Config { sample_rate: call.rate, ..Config::default() })?;
    match &call.samples {
        Samples::I16(samples) => session.push_interleaved(samples)?,
        Samples::MuLaw(bytes) => session.push_mulaw(bytes)?,
        Samples::ALaw(bytes) => session.push_alaw(bytes)?,
    };
    if call.truncated {
        session.note_truncated();
    }
    writeln!(std::io::stdout(), "{}", session.finish().to_json())?;
    Ok(())
}
