//! Options of a call, as JavaScript gives them.

use std::sync::Arc;

use listening_core::{Config, Language, Lexicon, MarkKind, OperatingPoint, Party, PerParty, Profile, Time};
use listening_review::Calibration;
use serde::Deserialize;
use serde_json::Value;

use crate::errors::{Given, raise, raise_review, refuse};

/// All options but the audio's own, with the names that JavaScript uses. One that is not known is refused.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct Options {
    pub(crate) sample_rate: f64,
    agent: Side,
    provisional: bool,
    assessed: String,
    language: String,
    lexicon: String,
    profile: Option<Value>,
    calibration: Option<Value>,
    talker_prosody: bool,
    history: Option<f64>,
    decisions: Option<f64>,
    offset: Offset,
    words: Vec<Word>,
    marks: Vec<Mark>,
    pub(crate) duration: Option<f64>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            sample_rate: 8000.0,
            agent: Side::Channel(0),
            provisional: true,
            assessed: "agent".into(),
            language: "en".into(),
            lexicon: String::new(),
            profile: None,
            calibration: None,
            talker_prosody: false,
            history: None,
            decisions: None,
            offset: Offset::default(),
            words: Vec::new(),
            marks: Vec::new(),
            duration: None,
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Side {
    Channel(u8),
    Name(String),
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Offset {
    agent: Option<f64>,
    customer: Option<f64>,
}

/// A word that was said.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Word {
    pub(crate) party: String,
    pub(crate) start: f64,
    pub(crate) end: f64,
    pub(crate) text: String,
}

/// What the telephone system says of the call.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mark {
    kind: String,
    start: f64,
    #[serde(default)]
    end: Option<f64>,
    #[serde(default)]
    party: Option<String>,
    #[serde(default)]
    agent: Option<String>,
}

/// A mark's kind, start, end, party and agent.
type Checked<'m> = (MarkKind, f64, Option<f64>, Option<Party>, Option<&'m str>);

/// Settings as the engine takes them, what a report is rated by, and what is known of the call beforehand.
pub(crate) struct Read {
    pub(crate) config: Config,
    pub(crate) calibration: Option<Calibration>,
    pub(crate) words: Vec<Word>,
    pub(crate) marks: Vec<Mark>,
    pub(crate) duration: Option<f64>,
}

impl Options {
    /// Reads options that came as JSON.
    pub(crate) fn read(json: &str) -> Given<Read> {
        let options: Self = serde_json::from_str(json).map_err(|fault| {
            let text = fault.to_string();
            // The place in a text that nobody wrote says nothing.
            refuse("config", &format!("options: {}", text.split(" at line ").next().unwrap_or_default()))
        })?;
        options.checked()
    }

    fn checked(self) -> Given<Read> {
        let whole = |rate: f64| (rate.fract() == 0.0 && (1.0..=1e6).contains(&rate)).then_some(rate as u32);
        let sample_rate = whole(self.sample_rate).ok_or_else(|| {
            setting("sampleRate", &self.sample_rate.to_string(), "samples per second, 4000 to 192000")
        })?;
        let agent_channel = match self.agent {
            Side::Channel(channel) => channel,
            Side::Name(name) if name == "left" => 0,
            Side::Name(name) if name == "right" => 1,
            Side::Name(name) => return Err(setting("agent", &name, "'left', 'right', 0 or 1")),
        };
        let offset = PerParty { agent: self.offset.agent, customer: self.offset.customer };
        let language = Language::from_code(&self.language).map_err(|error| raise(&error))?;
        let lexicon = Lexicon::of(language).extended(&self.lexicon).map_err(|error| raise(&error))?;
        let profile = match self.profile {
            None => Profile::contact_center(),
            Some(profile) => Profile::from_json(&text(profile)).map(Arc::new).map_err(|error| raise(&error))?,
        };
        let calibration = self.calibration.map(|given| Calibration::from_json(&text(given)));
        let calibration = calibration.transpose().map_err(|error| raise_review(&error))?;
        let config = Config {
            sample_rate,
            agent_channel,
            assessed: party(&self.assessed)?,
            provisional: self.provisional,
            lexicon,
            profile,
            talker_prosody: self.talker_prosody,
            history: self.history.map(Time::from_seconds),
            decisions: self.decisions.map(OperatingPoint::from_rate).transpose().map_err(|error| raise(&error))?,
            offset: PerParty::from_fn(|party| offset[party].map(Time::from_seconds)),
        };
        config.check().map_err(|error| raise(&error))?;
        if let Some(calibration) = &calibration {
            calibration.check(config.profile.id()).map_err(|error| raise_review(&error))?;
        }
        Ok(Read { config, calibration, words: self.words, marks: self.marks, duration: self.duration })
    }
}

impl Mark {
    /// Kind, start, end, party and agent, as the engine takes them.
    pub(crate) fn checked(&self) -> Given<Checked<'_>> {
        let kinds = MarkKind::ALL.map(MarkKind::name).join(", ");
        let unknown = || refuse("mark", &format!("a mark is of kind '{}': expected one of {kinds}", self.kind));
        let kind = MarkKind::from_name(&self.kind).ok_or_else(unknown)?;
        let party = self.party.as_deref().map(party).transpose()?;
        Ok((kind, self.start, self.end, party, self.agent.as_deref()))
    }
}

/// The party of that name.
pub(crate) fn party(name: &str) -> Given<Party> {
    let known = Party::BOTH.into_iter().find(|party| party.name() == name);
    known.ok_or_else(|| setting("party", name, "'agent' or 'customer'"))
}

fn setting(name: &str, got: &str, expected: &str) -> wasm_bindgen::JsValue {
    let got: String = got.chars().take(60).collect();
    refuse("config", &format!("option `{name}` is {got}: expected {expected}"))
}

/// A file that was given as its text, or as what the text holds.
fn text(given: Value) -> String {
    match given {
        Value::String(text) => text,
        value => value.to_string(),
    }
}
