//! Our hearing beside `earshot`, both in Rust.
//!
//!     listening-bench scores WAV...             earshot's probabilities, one line per channel
//!     listening-bench cost [--rounds N] WAV...  time per 10 ms and channel of each

mod cost;
mod peer;
mod stages;
mod wav;

use std::process::ExitCode;

const USAGE: &str = "use: listening-bench scores WAV... | cost [--rounds N] WAV...";

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.first().map(String::as_str) {
        Some("scores") => peer::print_scores(&arguments[1..]),
        Some("cost") => rounds(&mut arguments).and_then(|rounds| cost::print(&arguments[1..], rounds)),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Takes `--rounds N` out of the arguments; five rounds if it is not there.
fn rounds(arguments: &mut Vec<String>) -> Result<usize, String> {
    let Some(at) = arguments.iter().position(|argument| argument == "--rounds") else { return Ok(5) };
    let number = arguments.get(at + 1).and_then(|text| text.parse().ok()).filter(|&rounds| rounds > 0);
    let number = number.ok_or("--rounds needs a number of 1 or more")?;
    arguments.drain(at..at + 2);
    Ok(number)
}
