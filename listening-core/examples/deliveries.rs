//! Prints how each talkspurt of a stereo telephone recording sounded, for `benches/fit_manner.py`.
//!
//!     cargo run --release -p listening-core --example deliveries -- demo/demo_call.wav
//!
//! CSV with a line of names; what is not known is empty.

#[path = "common/wav.rs"]
mod wav;

use std::io::{self, Write};

use listening_core::{Config, Contour, Party, Session};
use wav::Samples;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args_os().nth(1).ok_or("expected: deliveries CALL.wav")?;
    let call = wav::read(&std::fs::read(path)?)?;
    let mut session = Session::new(Config { sample_rate: call.rate, ..Config::default() })?;
    match &call.samples {
        Samples::I16(samples) => session.push_interleaved(samples)?,
        Samples::MuLaw(bytes) => session.push_mulaw(bytes)?,
        Samples::ALaw(bytes) => session.push_alaw(bytes)?,
    };
    let deliveries = session.finish_with_frames().1.deliveries;
    let mut out = io::stdout().lock();
    writeln!(out, "party,start,end,end_db,lengthening,contour,movement,end_semitones,abrupt")?;
    let shown = |value: Option<f32>| value.map_or(String::new(), |value| value.to_string());
    for party in Party::BOTH {
        for delivery in &deliveries[party] {
            let (start, end) = (delivery.span.start.seconds(), delivery.span.end.seconds());
            let ending = [delivery.end_db, delivery.lengthening()].map(shown).join(",");
            let contour = delivery.contour.map_or("", Contour::name);
            let terminal = delivery.terminal;
            let pitch = [terminal.map(|at| at.movement), terminal.map(|at| at.end)].map(shown).join(",");
            let abrupt = u8::from(delivery.abrupt);
            writeln!(out, "{},{start:.6},{end:.6},{ending},{contour},{pitch},{abrupt}", party.name())?;
        }
    }
    Ok(())
}
