//! A mono recording of both parties, with who talked when.

use listening_review::Calibration;
use wasm_bindgen::prelude::*;

use crate::errors::{Given, raise, raise_review, refuse};
use crate::options::{Options, Read, party};

/// A mix that is being read.
#[wasm_bindgen]
#[derive(Debug)]
pub struct MixEngine {
    /// `None` once the call has ended.
    mix: Option<listening_core::Mix>,
    calibration: Option<Calibration>,
}

#[wasm_bindgen]
impl MixEngine {
    /// From options as JSON.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str) -> Given<MixEngine> {
        let Read { config, calibration, words, marks, .. } = Options::read(options)?;
        let mut mix = listening_core::Mix::new(config).map_err(|error| raise(&error))?;
        for word in &words {
            mix.push_word(party(&word.party)?, word.start, word.end, &word.text).map_err(|error| raise(&error))?;
        }
        for mark in &marks {
            let (kind, start, end, party, agent) = mark.checked()?;
            mix.push_mark(kind, start, end, party, agent).map_err(|error| raise(&error))?;
        }
        Ok(Self { mix: Some(mix), calibration })
    }

    /// A time in which a party talks, in seconds.
    #[wasm_bindgen(js_name = pushTurn)]
    pub fn push_turn(&mut self, of: &str, start: f64, end: f64) -> Given<()> {
        let of = party(of)?;
        self.open()?.push_turn(of, start, end).map_err(|error| raise(&error))
    }

    /// Samples of both together, -1 to 1.
    #[wasm_bindgen(js_name = pushFloats)]
    pub fn push_floats(&mut self, samples: &[f32]) -> Given<()> {
        self.open()?.push(samples).map_err(|error| raise(&error))
    }

    /// Samples of both together, of 16 bits.
    #[wasm_bindgen(js_name = pushInts)]
    pub fn push_ints(&mut self, samples: &[i16]) -> Given<()> {
        self.open()?.push(samples).map_err(|error| raise(&error))
    }

    /// The recording is known to be cut short.
    #[wasm_bindgen(js_name = noteTruncated)]
    pub fn note_truncated(&mut self) -> Given<()> {
        self.open()?.note_truncated();
        Ok(())
    }

    /// The recording's header was never completed.
    #[wasm_bindgen(js_name = noteUnfinished)]
    pub fn note_unfinished(&mut self) -> Given<()> {
        self.open()?.note_unfinished();
        Ok(())
    }

    /// Ends the call: the report as JSON.
    pub fn finish(&mut self) -> Given<String> {
        // Turns that are refused do not end the call.
        self.open()?.check().map_err(|error| raise(&error))?;
        let mix = self.mix.take().ok_or_else(ended)?;
        let mut report = mix.finish().map_err(|error| raise(&error))?;
        if let Some(calibration) = &self.calibration {
            calibration.apply(&mut report).map_err(|error| raise_review(&error))?;
        }
        Ok(report.to_json())
    }
}

impl MixEngine {
    fn open(&mut self) -> Given<&mut listening_core::Mix> {
        self.mix.as_mut().ok_or_else(ended)
    }
}

fn ended() -> JsValue {
    refuse("ended", "the call has ended: make a new one for the next call")
}
