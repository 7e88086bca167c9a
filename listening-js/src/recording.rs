//! Files of recordings, as far as their samples are read here.

use js_sys::{Float32Array, Int16Array, Uint8Array};
use listening_formats::{Samples, Source, Wav};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::errors::{Given, raise};
use crate::texts::json;

#[wasm_bindgen]
extern "C" {
    /// A file: `size`, and `read(at, length)`, which gives a `Uint8Array`.
    #[derive(Debug)]
    pub type Bytes;

    #[wasm_bindgen(method, getter)]
    fn size(this: &Bytes) -> f64;

    #[wasm_bindgen(method, catch)]
    fn read(this: &Bytes, at: f64, length: f64) -> Result<Uint8Array, JsValue>;
}

impl Source for Bytes {
    type Error = JsValue;

    fn size(&self) -> u64 {
        Bytes::size(self) as u64
    }

    fn read_at(&mut self, at: u64, into: &mut [u8]) -> Result<usize, JsValue> {
        let wanted = (into.len() as u64).min(Source::size(self).saturating_sub(at));
        let bytes = self.read(at as f64, wanted as f64)?;
        let count = (bytes.length() as usize).min(into.len());
        bytes.subarray(0, count as u32).copy_to(&mut into[..count]);
        Ok(count)
    }
}

/// What a file is, as JSON: `text`, `isAudio`, `sampleRate`.
#[wasm_bindgen]
pub fn kind(mut file: Bytes) -> Given<String> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Kind {
        text: Option<&'static str>,
        is_audio: bool,
        sample_rate: Option<u32>,
    }
    let found = listening_formats::kind(&mut file)?;
    json(&Kind { text: found.text, is_audio: found.is_audio, sample_rate: found.sample_rate })
}

/// A WAV file whose samples are read here.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Recording {
    file: Bytes,
    wav: Wav,
}

#[wasm_bindgen]
impl Recording {
    /// The recording in a file; none where its samples are not read here.
    pub fn open(mut file: Bytes) -> Given<Option<Recording>> {
        let wav = listening_formats::wav(&mut file)?;
        Ok(wav.map(|wav| Self { file, wav }))
    }

    /// Samples per second and channel.
    #[wasm_bindgen(getter, js_name = sampleRate)]
    pub fn sample_rate(&self) -> u32 {
        self.wav.sample_rate
    }

    /// How many channels it has.
    #[wasm_bindgen(getter)]
    pub fn channels(&self) -> usize {
        self.wav.channels
    }

    /// How many frames it has.
    #[wasm_bindgen(getter)]
    pub fn frames(&self) -> f64 {
        self.wav.frames as f64
    }

    /// Audio is missing at its end.
    #[wasm_bindgen(getter)]
    pub fn cut(&self) -> bool {
        self.wav.cut
    }

    /// Its header was never completed.
    #[wasm_bindgen(getter)]
    pub fn unfinished(&self) -> bool {
        self.wav.unfinished
    }

    /// Interleaved samples: an `Int16Array` where all are of 16 bits, else a `Float32Array`.
    pub fn samples(&mut self, from: f64, count: usize) -> Given<JsValue> {
        Ok(match self.wav.samples(&mut self.file, from as u64, count)? {
            Samples::Ints(samples) => Int16Array::from(&samples[..]).into(),
            Samples::Floats(samples) => Float32Array::from(&samples[..]).into(),
        })
    }
}

/// One channel, brought to the engine's own rate of 8 kHz.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Resampled(listening_core::Resampler);

#[wasm_bindgen]
impl Resampled {
    /// From samples of that rate.
    #[wasm_bindgen(constructor)]
    pub fn new(sample_rate: u32) -> Given<Resampled> {
        listening_core::Resampler::new(sample_rate).map(Self).map_err(|error| raise(&error))
    }

    /// Takes samples; gives those that are settled.
    pub fn push(&mut self, samples: &[f32]) -> Vec<f32> {
        let mut settled = Vec::new();
        self.0.push(samples, &mut settled);
        settled
    }

    /// Gives the last ones.
    pub fn finish(&mut self) -> Vec<f32> {
        let mut settled = Vec::new();
        self.0.finish(&mut settled);
        settled
    }
}
