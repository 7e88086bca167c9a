//! Draws a page from JSON, and says how long that took.
//!
//! cargo run --release -p listening-page --example draw -- call REPORT.json [EXPLANATION.json] > page.html
//!
//! In place of `call`: `card` for the coaching card, `tracking` for the page of a tracking.

use std::time::Instant;

use listening_page::{CallOptions, call_page, coaching_card, tracking_page};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let kind = words.next().ok_or("call, card or tracking was expected")?;
    let json = std::fs::read_to_string(words.next().ok_or("a file of JSON was expected")?)?;
    let explanation = words.next().map(std::fs::read_to_string).transpose()?;
    let options = CallOptions { title: "Call", explanation: explanation.as_deref(), ..CallOptions::default() };
    let mut times = Vec::new();
    let mut page = String::new();
    for _ in 0..21 {
        let start = Instant::now();
        page = match kind.as_str() {
            "call" => call_page(&json, &options)?,
            "card" => coaching_card(&json, &options)?,
            _ => tracking_page(&json, "Team")?,
        };
        times.push(start.elapsed());
    }
    times.sort();
    eprintln!("{} bytes of JSON, a page of {} bytes in {:.2?} (median of 21)", json.len(), page.len(), times[10]);
    print!("{page}");
    Ok(())
}
