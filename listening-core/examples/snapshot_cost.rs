//! What the picture of a running call costs, in CPU time of Linux: the demo call over and over, for an hour.
//!
//!     cargo run --release -p listening-core --example snapshot_cost

#[path = "common/wav.rs"]
mod wav;

use std::io::Write;

use listening_core::{ALaw, Config, MuLaw, Sample, Session};

/// Packets of 20 ms in a minute.
const MINUTE: usize = 3000;
/// The kernel counts a thread's time in steps of some milliseconds: so often is each thing done.
const PICTURES: u64 = 1_000_000;
const REPORTS: u64 = 200;

/// CPU time of this thread so far, in microseconds.
fn cpu() -> Result<f64, Box<dyn std::error::Error>> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let spent = line.split_whitespace().next().ok_or("an empty schedstat")?;
    Ok(spent.parse::<f64>()? / 1000.0)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../demo/demo_call.wav");
    let demo: Vec<f32> = match wav::read(&std::fs::read(path)?)?.samples {
        wav::Samples::I16(samples) => samples.iter().map(|sample| sample.to_float()).collect(),
        wav::Samples::MuLaw(bytes) => bytes.iter().map(|&byte| MuLaw(byte).to_float()).collect(),
        wav::Samples::ALaw(bytes) => bytes.iter().map(|&byte| ALaw(byte).to_float()).collect(),
    };
    let mut session = Session::new(Config::default())?;
    let mut out = std::io::stdout();
    for (number, packet) in demo.chunks_exact(320).cycle().take(60 * MINUTE).enumerate() {
        session.push_interleaved(packet)?;
        let minutes = (number + 1) / MINUTE;
        if (number + 1) % MINUTE > 0 || ![1, 10, 60].contains(&minutes) {
            continue;
        }
        let begun = cpu()?;
        let talking = (0..PICTURES).filter(|_| std::hint::black_box(&session).snapshot().parties.agent.talking).count();
        let pictured = cpu()?;
        let reports: Vec<_> = (0..REPORTS).map(|_| session.report_so_far()).collect();
        let reported = cpu()?;
        let bytes: usize = reports.iter().map(|report| report.to_json().len()).sum();
        let written = cpu()?;
        std::hint::black_box(talking);
        writeln!(
            out,
            "{minutes:2} min, {} events: a snapshot {:.3} us, the report so far {:.2} ms, its JSON of {} kB {:.2} ms",
            reports[0].events.len(),
            (pictured - begun) / PICTURES as f64,
            (reported - pictured) / REPORTS as f64 / 1000.0,
            bytes / REPORTS as usize / 1000,
            (written - reported) / REPORTS as f64 / 1000.0,
        )?;
    }
    Ok(())
}
