//! Writes the placement of every onset of given conversations, for `benches/fit_floor.py`.
//!
//! Reads lines `{"id", "activity": {"a": [[start, end], ...], "b": [...]}}` on standard input, `a` the
//! agent; writes CSV: id, party, onset, `in_overlap`, then the features. With `--events`: id, party, onset, kind,
//! confidence of every entry.

use std::io::{self, BufRead, BufWriter, Write};

use listening_core::EventKind::{Backchannel, ButtingIn, SimultaneousStart};
use listening_core::floor::{OVERLAP_FEATURES, SILENCE_FEATURES, placements};
use listening_core::{Floor, Party, PerParty, Span, Time};

/// What the floor reports of one call.
fn events(id: &str, spurts: &PerParty<Vec<Span>>, out: &mut impl Write) -> Result<(), Box<dyn std::error::Error>> {
    let mut floor = Floor::new();
    for party in Party::BOTH {
        for spurt in &spurts[party] {
            floor.push(party, spurt.start.seconds(), spurt.end.seconds())?;
        }
    }
    for event in floor.finish(None)?.events {
        if event.kind.takes_floor() || matches!(event.kind, Backchannel | ButtingIn | SimultaneousStart) {
            let party = if event.by == Party::Agent { "a" } else { "b" };
            let sure = event.confidence.map_or(String::new(), |p| p.to_string());
            writeln!(out, "{id},{party},{:.6},{},{sure}", event.span.start.seconds(), event.kind.name())?;
        }
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = BufWriter::new(io::stdout().lock());
    let told = std::env::args().any(|argument| argument == "--events");
    // Two lines of names, for onsets in overlap and in silence.
    for names in [OVERLAP_FEATURES, SILENCE_FEATURES].iter().filter(|_| !told) {
        writeln!(out, "id,party,onset,in_overlap,{}", names.join(","))?;
    }
    for line in io::stdin().lock().lines() {
        let call: serde_json::Value = serde_json::from_str(&line?)?;
        let spurts = PerParty::from_fn(|party| {
            let key = if party == Party::Agent { "a" } else { "b" };
            let pairs = call["activity"][key].as_array().cloned().unwrap_or_default();
            let time = |value: &serde_json::Value| Time::from_seconds(value.as_f64().unwrap_or(0.0));
            pairs.iter().map(|pair| Span::new(time(&pair[0]), time(&pair[1]))).collect()
        });
        if told {
            events(call["id"].as_str().unwrap_or(""), &spurts, &mut out)?;
            continue;
        }
        for placement in placements(&spurts) {
            let overlap = u8::from(placement.in_overlap);
            let party = if placement.by == Party::Agent { "a" } else { "b" };
            write!(out, "{},{party},{:.6},{overlap}", call["id"].as_str().unwrap_or(""), placement.onset.seconds())?;
            for value in placement.values {
                write!(out, ",{value}")?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}
