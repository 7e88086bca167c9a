//! Pages of finished reports.

use listening_page::{CallOptions, Sound};
use wasm_bindgen::prelude::*;

use crate::errors::{Given, refuse};
use crate::texts::explain;

/// The page of a call. `kind` is the media type of its sound, and `sound` that sound in base64.
#[wasm_bindgen(js_name = callPage)]
#[allow(clippy::needless_pass_by_value)] // wasm-bindgen hands it over
pub fn call_page(report: &str, title: &str, kind: Option<String>, sound: Option<String>) -> Given<String> {
    drawn(report, title, kind.zip(sound).as_ref(), listening_page::call_page)
}

/// The coaching card, in the same way.
#[wasm_bindgen(js_name = coachingCard)]
#[allow(clippy::needless_pass_by_value)] // wasm-bindgen hands it over
pub fn coaching_card(report: &str, title: &str, kind: Option<String>, sound: Option<String>) -> Given<String> {
    drawn(report, title, kind.zip(sound).as_ref(), listening_page::coaching_card)
}

fn drawn(
    report: &str,
    title: &str,
    sound: Option<&(String, String)>,
    draw: impl FnOnce(&str, &CallOptions<'_>) -> listening_page::Result<String>,
) -> Given<String> {
    let explanation = explain(report, None)?;
    let sound = sound.map(|(kind, base64)| {
        Sound::new(kind, base64).ok_or_else(|| refuse("config", "the sound is not audio in base64"))
    });
    let options =
        CallOptions { title, explanation: Some(&explanation), sound: sound.transpose()?, ..CallOptions::default() };
    draw(report, &options).map_err(|error| refuse("report", &error.to_string()))
}
