//! Calls as their packets and messages come: placed, and pushed to their session.

use listening_core::{Event, Party};
use listening_formats::{
    AudioHookStream, Payload, RtpCall, RtpError, StreamError, StreamStep, TwilioStream, TwilioTrack,
};
use serde_json::json;
use wasm_bindgen::prelude::*;

use crate::errors::{Given, raise, refuse};
use crate::options::party;
use crate::session::{Engine, lines};

fn stream_error(error: &StreamError) -> JsValue {
    let code = if matches!(error, StreamError::Delay(_)) { "config" } else { "stream" };
    refuse(code, &error.to_string())
}

fn rtp_error(error: &RtpError) -> JsValue {
    let code = if matches!(error, RtpError::Arrival(_)) { "stream" } else { "config" };
    refuse(code, &error.to_string())
}

/// Pushes what is ready; gives the events that this settled or announced, as a JSON array.
fn give(engine: &mut Engine, mut next: impl FnMut() -> Option<StreamStep>) -> Given<String> {
    let session = engine.open()?;
    let mut events: Vec<Event> = Vec::new();
    while let Some(step) = next() {
        events.extend(step.push_to(session).map_err(|error| raise(&error))?.iter().copied());
    }
    Ok(lines(&events))
}

/// The placing of Twilio's messages.
#[wasm_bindgen]
#[derive(Debug)]
pub struct TwilioEngine(TwilioStream);

#[wasm_bindgen]
impl TwilioEngine {
    /// With the agent on the track of that name.
    #[wasm_bindgen(constructor)]
    pub fn new(agent: &str, delay: f64) -> Given<TwilioEngine> {
        let expected = || refuse("config", &format!("option `agent` is {agent}: expected 'inbound' or 'outbound'"));
        let track = TwilioTrack::from_name(agent).ok_or_else(expected)?;
        TwilioStream::new(track, delay).map(Self).map_err(|error| stream_error(&error))
    }

    /// Takes a message: what it says, and events, as JSON each.
    pub fn push(&mut self, engine: &mut Engine, text: &str) -> Given<Vec<String>> {
        engine.open()?;
        let said = self.0.push(text).map_err(|error| stream_error(&error))?;
        Ok(vec![said.to_json(), give(engine, || self.0.step())?])
    }

    /// Nothing will come for what is before then.
    pub fn advance(&mut self, engine: &mut Engine, now: f64) -> Given<String> {
        self.0.advance(now).map_err(|error| stream_error(&error))?;
        give(engine, || self.0.step())
    }

    /// Places what waits.
    pub fn finish(&mut self, engine: &mut Engine) -> Given<String> {
        self.0.finish();
        give(engine, || self.0.step())
    }

    /// What became of the messages, as JSON.
    pub fn counts(&self) -> String {
        let counts = self.0.counts();
        let lost =
            json!({ "agent": counts.lost.agent as f64 / 8000.0, "customer": counts.lost.customer as f64 / 8000.0 });
        json!({
            "media": counts.media, "overtaken": counts.overtaken, "late": counts.late, "copies": counts.copies,
            "foreign": counts.foreign, "lost": lost,
        })
        .to_string()
    }
}

/// The placing of AudioHook's messages, and its answers.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct AudioHookEngine(AudioHookStream);

#[wasm_bindgen]
impl AudioHookEngine {
    /// A stream of which nothing has come.
    #[wasm_bindgen(constructor)]
    pub fn new() -> AudioHookEngine {
        Self::default()
    }

    /// Takes a text message: what it says and events, as JSON each, and the answer where one is due.
    #[wasm_bindgen(js_name = pushText)]
    pub fn push_text(&mut self, engine: &mut Engine, text: &str) -> Given<Vec<String>> {
        engine.open()?;
        let answer = self.0.push_text(text).map_err(|error| stream_error(&error))?;
        let mut all = vec![answer.message.to_json(), give(engine, || self.0.step())?];
        all.extend(answer.reply);
        Ok(all)
    }

    /// Takes a binary message.
    #[wasm_bindgen(js_name = pushAudio)]
    pub fn push_audio(&mut self, engine: &mut Engine, bytes: &[u8]) -> Given<String> {
        engine.open()?;
        self.0.push_audio(bytes).map_err(|error| stream_error(&error))?;
        give(engine, || self.0.step())
    }

    /// The message by which the server ends the stream.
    pub fn disconnect(&mut self, reason: &str, info: &str) -> Given<String> {
        match reason {
            "completed" | "unauthorized" | "error" => Ok(self.0.disconnect(reason, info)),
            _ => Err(refuse("config", &format!("reason is {reason}: expected 'completed', 'unauthorized' or 'error'"))),
        }
    }

    /// Whether the client has closed the stream.
    #[wasm_bindgen(js_name = hasEnded)]
    pub fn has_ended(&self) -> bool {
        self.0.has_ended()
    }

    /// Whether the stream is paused.
    #[wasm_bindgen(js_name = isPaused)]
    pub fn is_paused(&self) -> bool {
        self.0.is_paused()
    }

    /// Seconds that the client discarded.
    pub fn lost(&self) -> f64 {
        self.0.lost()
    }
}

/// The placing of RTP packets.
#[wasm_bindgen]
#[derive(Debug)]
pub struct RtpEngine(RtpCall);

#[wasm_bindgen]
impl RtpEngine {
    /// At the rate of the call's payload types.
    #[wasm_bindgen(constructor)]
    pub fn new(rate: f64, delay: f64, patience: f64) -> Given<RtpEngine> {
        let rate = if rate.fract() == 0.0 { rate as u32 } else { 0 };
        Ok(Self(RtpCall::new(rate, delay).map_err(|error| rtp_error(&error))?.patient(patience)))
    }

    /// Says what packets of a payload type carry.
    #[wasm_bindgen(js_name = setPayloadType)]
    pub fn set_payload_type(&mut self, number: u8, name: &str) -> Given<()> {
        let payload = Payload::from_name(name).filter(|_| number < 128).ok_or_else(|| {
            let expected = "a number up to 127 and PCMU, PCMA, L16, CN or telephone-event";
            refuse("config", &format!("payload type {number} is '{name}': expected {expected}"))
        })?;
        self.0.set_payload_type(number, payload);
        Ok(())
    }

    /// Takes a datagram of a party; gives events as JSON.
    pub fn push(&mut self, engine: &mut Engine, of: &str, arrival: f64, datagram: &[u8]) -> Given<String> {
        engine.open()?;
        self.0.push(party(of)?, arrival, datagram).map_err(|error| rtp_error(&error))?;
        self.give(engine)
    }

    /// Nothing came until then.
    pub fn advance(&mut self, engine: &mut Engine, now: f64) -> Given<String> {
        self.0.advance(now).map_err(|error| rtp_error(&error))?;
        self.give(engine)
    }

    /// Places what waits.
    pub fn finish(&mut self, engine: &mut Engine) -> Given<String> {
        self.0.finish();
        self.give(engine)
    }

    /// Whether both parties have said goodbye.
    #[wasm_bindgen(js_name = hasEnded)]
    pub fn has_ended(&self) -> bool {
        self.0.has_ended()
    }

    /// What became of a party's packets, as JSON; what is lost in frames.
    pub fn counts(&self, of: &str) -> Given<String> {
        let of: Party = party(of)?;
        let counts = self.0.counts(of);
        Ok(json!({
            "packets": counts.packets, "overtaken": counts.overtaken, "late": counts.late, "copies": counts.copies,
            "foreign": counts.foreign, "undecoded": counts.undecoded, "lost": counts.lost,
        })
        .to_string())
    }
}

impl RtpEngine {
    fn give(&mut self, engine: &mut Engine) -> Given<String> {
        give(engine, || self.0.step().map(StreamStep::Placed))
    }
}
