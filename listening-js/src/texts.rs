//! What takes a text or a file and gives JSON.

use std::collections::BTreeMap;

use listening_core::{Floor, Party, Profile, Report};
use listening_formats::{GivenMark, Parties};
use listening_review::Explanation;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use crate::call::{Call, rated};
use crate::errors::{Given, raise, raise_review, refuse};
use crate::options::{Options, Read, party};

/// The engine's version.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// The file of a built-in profile.
#[wasm_bindgen]
pub fn profile(id: &str) -> Given<String> {
    let found = Profile::built_in(id).map(|profile| profile.text().to_owned());
    found.ok_or_else(|| refuse("config", &format!("profile '{id}' is not built in: give 'contact_center/2'")))
}

/// Refuses JSON that is not a report.
#[wasm_bindgen(js_name = checkReport)]
pub fn check_report(json: &str) -> Given<()> {
    Report::from_json(json).map(drop).map_err(|error| raise(&error))
}

/// Takes the score of a report apart, by the profile of that text or by the built-in one that scored it.
#[wasm_bindgen]
#[allow(clippy::needless_pass_by_value)] // wasm-bindgen hands it over
pub fn explain(report: &str, profile: Option<String>) -> Given<String> {
    let explained = || -> listening_review::Result<Explanation> {
        let report = Report::from_json(report)?;
        match &profile {
            None => Explanation::by_built_in(&report),
            Some(profile) => Explanation::of(&report, &Profile::from_json(profile)?),
        }
    };
    Ok(explained().map_err(|error| raise_review(&error))?.to_json())
}

/// Start and end of each talkspurt.
#[derive(Deserialize)]
struct Talk {
    agent: Vec<(f64, f64)>,
    customer: Vec<(f64, f64)>,
}

/// A report on talkspurts alone, given as JSON.
#[wasm_bindgen]
pub fn floor(talk: &str, options: &str) -> Given<String> {
    let talk: Talk = serde_json::from_str(talk)
        .map_err(|fault| refuse("talkspurts", &format!("pairs of start and end were expected: {fault}")))?;
    let Read { config, calibration, words, marks, duration } = Options::read(options)?;
    let mut floor = Floor::configured(config).map_err(|error| raise(&error))?;
    for (party, spurts) in [(Party::Agent, talk.agent), (Party::Customer, talk.customer)] {
        for (start, end) in spurts {
            floor.push(party, start, end).map_err(|error| raise(&error))?;
        }
    }
    floor.take(&words, &marks)?;
    let report = floor.finish(duration).map_err(|error| raise(&error))?;
    rated(report, calibration.as_ref())
}

/// What JavaScript gets of a transcript.
#[derive(Serialize)]
struct Said<'t> {
    shape: &'static str,
    untimed: usize,
    words: Vec<SaidWord<'t>>,
}

#[derive(Serialize)]
struct SaidWord<'t> {
    party: &'static str,
    start: f64,
    end: f64,
    text: &'t str,
}

/// The words of a recogniser's transcript. `speakers` is an object of labels and parties as JSON; with `of` all words are of that
/// party; `agent_channel` is the agent's, 0 or 1.
#[wasm_bindgen(js_name = readTranscript)]
pub fn read_transcript(bytes: &[u8], speakers: &str, agent_channel: u32, of: Option<String>) -> Given<String> {
    let refused = |error: listening_formats::TranscriptError| refuse("words", &error.to_string());
    let found = listening_formats::transcript(bytes).map_err(refused)?;
    let labels: BTreeMap<String, Option<String>> = serde_json::from_str(speakers)
        .map_err(|fault| refuse("config", &format!("speakers: labels and parties were expected: {fault}")))?;
    let words: Vec<(Party, &listening_formats::SpokenWord)> = if let Some(of) = of {
        let of = party(&of)?;
        found.words.iter().map(|word| (of, word)).collect()
    } else {
        let named = labels.into_iter().map(|(label, name)| Ok((label, name.as_deref().map(party).transpose()?)));
        found.said(&Parties { speakers: named.collect::<Given<_>>()?, agent_channel }).map_err(refused)?
    };
    let words = words.iter().map(|(party, word)| SaidWord {
        party: party.name(),
        start: word.start,
        end: word.end,
        text: &word.text,
    });
    json(&Said { shape: found.shape, untimed: found.untimed, words: words.collect() })
}

/// What JavaScript gets of a diarisation.
#[derive(Serialize)]
struct Talked<'t> {
    shape: &'static str,
    unnamed: usize,
    turns: Vec<TalkedTurn<'t>>,
}

#[derive(Serialize)]
struct TalkedTurn<'t> {
    recording: Option<&'t str>,
    channel: Option<&'t str>,
    speaker: &'t str,
    start: f64,
    end: f64,
}

/// The turns of a diarisation.
#[wasm_bindgen(js_name = readDiarisation)]
pub fn read_diarisation(bytes: &[u8]) -> Given<String> {
    let found = listening_formats::diarisation(bytes).map_err(|error| refuse("talkspurts", &error.to_string()))?;
    let turns = found.turns.iter().map(|turn| TalkedTurn {
        recording: turn.recording.as_deref(),
        channel: turn.channel.as_deref(),
        speaker: &turn.speaker,
        start: turn.start,
        end: turn.end,
    });
    json(&Talked { shape: found.shape, unnamed: found.unnamed, turns: turns.collect() })
}

/// What JavaScript gets of a mark.
#[derive(Serialize)]
struct Marked {
    kind: &'static str,
    start: f64,
    end: Option<f64>,
    party: Option<&'static str>,
    agent: Option<String>,
}

/// The marks of a file, JSON lines or CSV.
#[wasm_bindgen(js_name = readMarks)]
pub fn read_marks(bytes: &[u8]) -> Given<String> {
    let found = listening_formats::marks(bytes).map_err(|error| refuse("mark", &error.to_string()))?;
    let mark = |GivenMark { kind, start, end, party, agent }: GivenMark| Marked {
        kind: kind.name(),
        start,
        end,
        party: party.map(Party::name),
        agent,
    };
    json(&found.into_iter().map(mark).collect::<Vec<Marked>>())
}

pub(crate) fn json(value: &impl Serialize) -> Given<String> {
    serde_json::to_string(value).map_err(|fault| refuse("config", &fault.to_string()))
}
