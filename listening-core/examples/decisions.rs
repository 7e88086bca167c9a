//! Live decisions over given talkspurts, for `benches/fit_decisions.py` and `benches/turnbench.py`.
//!
//! Reads lines `{"id", "activity": {"a": [[start, end], ...], "b": [...]}}` on standard input. Without an argument it writes
//! the evidence of every open question as little-endian f32 rows: call, party (1 for `b`), whether the question is about the end
//! of a turn, start and end in seconds, then the evidence. With `--names` their names; with `--decide RATE` CSV of what is decided: id,
//! party, question, start, end, probability.

use std::io::{self, BufRead, BufWriter, Write};

use listening_core::internals::{DECISION_NAMES, asked, decided};
use listening_core::{OperatingPoint, Party, PerParty, Span, Time};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    if arguments.first().is_some_and(|argument| argument == "--names") {
        return Ok(writeln!(out, "{}", DECISION_NAMES.join(","))?);
    }
    let rate = arguments.iter().position(|argument| argument == "--decide").and_then(|at| arguments.get(at + 1));
    let point = rate.map(|rate| Ok::<_, Box<dyn std::error::Error>>(OperatingPoint::from_rate(rate.parse()?)?));
    let point = point.transpose()?;
    for (number, line) in io::stdin().lock().lines().enumerate() {
        let call: serde_json::Value = serde_json::from_str(&line?)?;
        let time = |value: &serde_json::Value| Time::from_seconds(value.as_f64().unwrap_or(0.0));
        let spurts = PerParty::from_fn(|party| {
            let rows = call["activity"][key(party)].as_array().cloned().unwrap_or_default();
            rows.iter().map(|row| Span::new(time(&row[0]), time(&row[1]))).collect()
        });
        if let Some(point) = point {
            for (asked, probability) in decided(&spurts, point) {
                let question = if asked.turn_end { "turn_end" } else { "floor_taken" };
                let (id, party) = (call["id"].as_str().unwrap_or(""), key(asked.party));
                let [start, end] = [asked.start, asked.end].map(Time::seconds);
                writeln!(out, "{id},{party},{question},{start:.2},{end:.2},{probability}")?;
            }
            continue;
        }
        let mut failed = None;
        asked(&spurts, |asked, evidence| {
            let [start, end] = [asked.start, asked.end].map(|time| time.seconds() as f32);
            let about = [number as f32, f32::from(asked.party as u8), f32::from(u8::from(asked.turn_end)), start, end];
            let row: Vec<u8> = about.iter().chain(evidence).flat_map(|number| number.to_le_bytes()).collect();
            failed = failed.take().or(out.write_all(&row).err());
        });
        failed.map_or(Ok(()), Err)?;
    }
    Ok(())
}

fn key(party: Party) -> &'static str {
    if party == Party::Agent { "a" } else { "b" }
}
