//! A call, push by push.

use listening_core::{Event, EventKind, Report, Result, Session};
use listening_review::Calibration;
use wasm_bindgen::prelude::*;

use crate::call::{Call, notes, rated};
use crate::errors::{Given, raise, refuse};
use crate::options::{Mark, Options, Read, Word, party};

/// A call as the engine hears it. Events come as one JSON array, reports as JSON.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine {
    /// `None` once the call has ended.
    session: Option<Session>,
    calibration: Option<Calibration>,
}

#[wasm_bindgen]
impl Engine {
    /// From options as JSON.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str) -> Given<Engine> {
        let Read { config, calibration, words, marks, .. } = Options::read(options)?;
        let mut session = Session::new(config).map_err(|error| raise(&error))?;
        session.take(&words, &marks)?;
        Ok(Self { session: Some(session), calibration })
    }

    /// Interleaved stereo, -1 to 1.
    #[wasm_bindgen(js_name = pushFloats)]
    pub fn push_floats(&mut self, samples: &[f32]) -> Given<String> {
        self.events(|session| session.push_interleaved(samples).map(lines))
    }

    /// Interleaved stereo of 16 bits.
    #[wasm_bindgen(js_name = pushInts)]
    pub fn push_ints(&mut self, samples: &[i16]) -> Given<String> {
        self.events(|session| session.push_interleaved(samples).map(lines))
    }

    /// The left channel and the right one, -1 to 1.
    #[wasm_bindgen(js_name = pushPlanarFloats)]
    pub fn push_planar_floats(&mut self, left: &[f32], right: &[f32]) -> Given<String> {
        self.events(|session| session.push_planar(left, right).map(lines))
    }

    /// The left channel and the right one of 16 bits.
    #[wasm_bindgen(js_name = pushPlanarInts)]
    pub fn push_planar_ints(&mut self, left: &[i16], right: &[i16]) -> Given<String> {
        self.events(|session| session.push_planar(left, right).map(lines))
    }

    /// Interleaved stereo in G.711: `mulaw` or `alaw`.
    #[wasm_bindgen(js_name = pushBytes)]
    pub fn push_bytes(&mut self, bytes: &[u8], encoding: &str) -> Given<String> {
        match encoding {
            "mulaw" => self.events(|session| session.push_mulaw(bytes).map(lines)),
            "alaw" => self.events(|session| session.push_alaw(bytes).map(lines)),
            _ => Err(refuse("config", &format!("encoding is '{encoding}': expected 'mulaw' or 'alaw'"))),
        }
    }

    /// Frames of which nothing arrived.
    #[wasm_bindgen(js_name = pushGap)]
    pub fn push_gap(&mut self, frames: usize) -> Given<String> {
        self.events(|session| session.push_gap(frames).map(lines))
    }

    /// The next frames of a party are lost: what is pushed for them is not its audio.
    #[wasm_bindgen(js_name = pushLost)]
    pub fn push_lost(&mut self, frames: f64, of: &str) -> Given<()> {
        let of = party(of)?;
        self.open()?.push_lost(frames.max(0.0) as u64, of);
        Ok(())
    }

    /// From start to end, in seconds, a party's audio was lost, though silence was pushed for it.
    #[wasm_bindgen(js_name = noteLost)]
    pub fn note_lost(&mut self, of: &str, start: f64, end: f64) -> Given<()> {
        let of = party(of)?;
        self.open()?.note_lost(of, start, end).map_err(|error| raise(&error))
    }

    /// The recording of a party is shorter than the other's, by this many seconds.
    #[wasm_bindgen(js_name = noteShorter)]
    pub fn note_shorter(&mut self, of: &str, seconds: f64) -> Given<()> {
        let of = party(of)?;
        self.open()?.note_shorter(of, seconds);
        Ok(())
    }

    /// A word, as JSON.
    #[wasm_bindgen(js_name = pushWord)]
    pub fn push_word(&mut self, word: &str) -> Given<()> {
        let word: Word = serde_json::from_str(word).map_err(|fault| refuse("words", &format!("word: {fault}")))?;
        self.open()?.word(&word)
    }

    /// A mark, as JSON.
    #[wasm_bindgen(js_name = pushMark)]
    pub fn push_mark(&mut self, mark: &str) -> Given<()> {
        let mark: Mark = serde_json::from_str(mark).map_err(|fault| refuse("mark", &format!("mark: {fault}")))?;
        self.open()?.mark(&mark)
    }

    /// Probability of an open `floor_taken` or `turn_end`; none where none is open.
    pub fn probability(&mut self, kind: &str, of: &str) -> Given<Option<f32>> {
        let of = party(of)?;
        let known = [EventKind::FloorTaken, EventKind::TurnEnd].into_iter().find(|known| known.name() == kind);
        let unknown = || refuse("config", &format!("kind is '{kind}': expected 'floor_taken' or 'turn_end'"));
        Ok(self.open()?.probability(known.ok_or_else(unknown)?, of))
    }

    /// Seconds of audio taken.
    pub fn position(&mut self) -> Given<f64> {
        Ok(self.open()?.position().seconds())
    }

    /// The state of the call, as JSON.
    pub fn snapshot(&mut self) -> Given<String> {
        Ok(self.open()?.snapshot().to_json())
    }

    /// The report that the end would give now.
    #[wasm_bindgen(js_name = reportSoFar)]
    pub fn report_so_far(&mut self) -> Given<String> {
        let report = self.open()?.report_so_far();
        self.rated(report)
    }

    /// Ends the call: an array of the report and of the events that only the end settled, as JSON.
    pub fn finish(&mut self) -> Given<Vec<String>> {
        let session = self.session.take().ok_or_else(ended)?;
        let (report, events) = session.finish_with_events();
        Ok(vec![self.rated(report)?, lines(&events)])
    }
}

notes!(Engine);

impl Engine {
    pub(crate) fn open(&mut self) -> Given<&mut Session> {
        self.session.as_mut().ok_or_else(ended)
    }

    fn events(&mut self, push: impl FnOnce(&mut Session) -> Result<String>) -> Given<String> {
        push(self.open()?).map_err(|error| raise(&error))
    }

    fn rated(&self, report: Report) -> Given<String> {
        rated(report, self.calibration.as_ref())
    }
}

fn ended() -> JsValue {
    refuse("ended", "the session has ended: make a new one for the next call")
}

/// A JSON array of events.
pub(crate) fn lines(events: &[Event]) -> String {
    let mut text = String::from("[");
    for (k, event) in events.iter().enumerate() {
        if k > 0 {
            text.push(',');
        }
        text.push_str(&event.to_json());
    }
    text.push(']');
    text
}
