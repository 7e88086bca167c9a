//! Who talks in a transcript, for whoever is to say who is who.

use std::collections::BTreeMap;

use listening_formats::Speaker;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::errors::{Given, refuse};
use crate::texts::json;

/// Seconds between words of one speaker over which a turn goes on.
const JOINED: f64 = 0.5;

#[derive(Default, Serialize)]
struct Talker {
    /// A diariser's label, the number of a channel, or nothing where nobody is named.
    label: Option<String>,
    channel: bool,
    seconds: f64,
    turns: Vec<(f64, f64)>,
}

/// The speakers of a transcript, as JSON: `label`, whether it is a `channel`, the `seconds` of their words, and `turns` of words.
#[wasm_bindgen(js_name = transcriptSpeakers)]
pub fn transcript_speakers(bytes: &[u8]) -> Given<String> {
    let found = listening_formats::transcript(bytes).map_err(|error| refuse("words", &error.to_string()))?;
    let mut words: Vec<_> = found.words.iter().collect();
    words.sort_by(|a, b| a.start.total_cmp(&b.start));
    let mut talkers: BTreeMap<&Speaker, Talker> = BTreeMap::new();
    for word in words {
        let talker = talkers.entry(&word.speaker).or_default();
        talker.seconds += word.end - word.start;
        match talker.turns.last_mut() {
            Some(last) if word.start <= last.1 + JOINED => last.1 = last.1.max(word.end),
            _ if word.end > word.start => talker.turns.push((word.start, word.end)),
            _ => {}
        }
    }
    for (speaker, talker) in &mut talkers {
        (talker.label, talker.channel) = match speaker {
            Speaker::Unnamed => (None, false),
            Speaker::Channel(channel) => (Some(channel.to_string()), true),
            Speaker::Label(label) => (Some(label.clone()), false),
        };
    }
    json(&talkers.into_values().collect::<Vec<_>>())
}
