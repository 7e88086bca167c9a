//! Prints the report of a stereo telephone recording as JSON.
//!
//!     cargo run --release -p listening-core --example analyze -- demo/demo_call.wav [words.tsv]
//!
//! A line of the second file is one word: party (0 the agent, 1 the customer), start, end, text, with tabs between.

#[path = "common/wav.rs"]
mod wav;

use std::io::Write;

use listening_core::{Config, Party, Session};
use wav::Samples;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("give a WAV file")?;
    let call = wav::read(&std::fs::read(path)?)?;
    let mut session = Session::new(Config { sample_rate: call.rate, ..Config::default() })?;
    if let Some(words) = std::env::args().nth(2) {
        for line in std::fs::read_to_string(words)?.lines() {
            let [party, start, end, text] = line.split('\t').collect::<Vec<_>>()[..] else {
                return Err(format!("not a word: {line}").into());
            };
            let party = if party == "0" { Party::Agent } else { Party::Customer };
            session.push_word(party, start.parse()?, end.parse()?, text)?;
        }
    }
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
