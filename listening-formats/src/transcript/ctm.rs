//! CTM, in which NIST's tools, Kaldi and `NeMo` write words: a line of five fields or more for each.
//!
//! Sources: NIST's RT-09 plan, appendix B (recording, channel, start, duration, word, confidence, type, speaker); `NeMo` 2.4,
//! which writes the speaker into the eighth field or in place of the channel.

use super::error::TranscriptError;
use super::shape::{Found, Shape, finish};
use super::units::Unit;
use super::word::{Raw, Speaker, Transcript};

const CTM: Shape = Shape { name: "CTM", is: |_| false, read: |_| Found::default(), advice: "write start and duration" };

/// The words of CTM; None for what is none.
pub(super) fn read(text: &str) -> Option<Result<Transcript, TranscriptError>> {
    let mut words = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(";;")) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [_, channel, start, duration, word, ..] = fields[..] else { return None };
        let start: f64 = start.parse().ok()?;
        let duration: f64 = duration.parse().ok()?;
        let named = fields
            .get(7)
            .copied()
            .filter(|name| !matches!(name.to_ascii_lowercase().as_str(), "na" | "<na>" | "unknown"));
        if word != "<eps>" {
            words.push(Raw {
                speaker: named.map_or_else(|| of_channel(channel), |name| Speaker::Label(name.to_owned())),
                start: Some(start),
                // Sums of decimals are rounded where the engine does: at the microsecond.
                end: Some(((start + duration) * 1e6).round() / 1e6),
                text: word.to_owned(),
            });
        }
    }
    (!words.is_empty()).then(|| finish(&CTM, Found::of(words, Unit::Seconds)))
}

/// Channels are 1 and 2, or A and B.
fn of_channel(channel: &str) -> Speaker {
    match channel {
        "A" => Speaker::Channel(0),
        "B" => Speaker::Channel(1),
        _ => match channel.parse::<u32>() {
            Ok(number) => Speaker::Channel(number.saturating_sub(1)),
            Err(_) => Speaker::Label(channel.to_owned()),
        },
    }
}
