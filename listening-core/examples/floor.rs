//! Prints the report of given talkspurts as JSON: who talked when, from a diariser, a recogniser or an earlier report.
//!
//!     cargo run --release -p listening-core --no-default-features --example floor -- REPORT.json
//!
//! Reads the `talkspurts` of a report, each with `party`, `start` and `end` in seconds, and its `duration` if it has one.

use std::io::Write;

use listening_core::{Floor, Party};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args_os().nth(1).ok_or("expected: floor REPORT.json")?;
    let report: serde_json::Value = serde_json::from_slice(&std::fs::read(path)?)?;
    let talkspurts = report["talkspurts"].as_array().ok_or("there are no `talkspurts`")?;
    let mut floor = Floor::new();
    for party in Party::BOTH {
        for spurt in talkspurts.iter().filter(|spurt| spurt["party"] == party.name()) {
            let seconds = |key: &str| spurt[key].as_f64().ok_or_else(|| format!("a talkspurt has no `{key}`"));
            floor.push(party, seconds("start")?, seconds("end")?)?;
        }
    }
    writeln!(std::io::stdout(), "{}", floor.finish(report["duration"].as_f64())?.to_json())?;
    Ok(())
}
