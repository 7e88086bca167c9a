//! Tracks the calls of a file, a line of JSON each, one line in memory at a time, and prints the tracking as JSON.
//!
//!     cargo run --release -p listening-review --example track -- calls.jsonl [week]
//!
//! Each line is `{"agent", "time", "report": {..}}` with the time in seconds, and may have `labels` besides.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};

use listening_review::tracking::{Calls, Options, Period, track};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("give a file of calls, a line of JSON each")?;
    let period = std::env::args().nth(2).map(|name| Period::from_name(&name).ok_or("day, week or month was expected"));
    let mut calls = Calls::new();
    for (number, line) in BufReader::new(File::open(&path)?).lines().enumerate() {
        calls.push_row(&line?).map_err(|error| format!("{path}: line {}: {error}", number + 1))?;
    }
    let options = Options { period: period.transpose()?, ..Options::default() };
    writeln!(std::io::stdout(), "{}", track(&calls, &options)?.to_json())?;
    Ok(())
}
