//! A mono recording of both parties, with who talked when.

use listening_review::Calibration;
use wasm_bindgen::prelude::*;

use crate::call::{Call, notes, rated};
use crate::errors::{Given, raise, refuse};
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
        mix.take(&words, &marks)?;
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

    /// Ends the call: the report as JSON.
    pub fn finish(&mut self) -> Given<String> {
        // Turns that are refused do not end the call.
        self.open()?.check().map_err(|error| raise(&error))?;
        let mix = self.mix.take().ok_or_else(ended)?;
        let report = mix.finish().map_err(|error| raise(&error))?;
        rated(report, self.calibration.as_ref())
    }
}

notes!(MixEngine);

impl MixEngine {
    fn open(&mut self) -> Given<&mut listening_core::Mix> {
        self.mix.as_mut().ok_or_else(ended)
    }
}

fn ended() -> JsValue {
    refuse("ended", "the call has ended: make a new one for the next call")
}
