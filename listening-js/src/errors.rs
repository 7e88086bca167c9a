//! Errors as JavaScript throws them: an `Error` named `ListeningError`, with a `code` that says what was refused.

use js_sys::{Error, Reflect};
use wasm_bindgen::JsValue;

/// What a call of the engine gives.
pub(crate) type Given<T> = Result<T, JsValue>;

/// A refusal with a code: `config`, `audio`, `talkspurts`, `words`, `mark`, `report`, `calibration`, `stream` or `ended`.
pub(crate) fn refuse(code: &str, message: &str) -> JsValue {
    let error = Error::new(message);
    error.set_name("ListeningError");
    // Setting a key of a fresh object cannot fail.
    let _ = Reflect::set(&error, &"code".into(), &code.into());
    error.into()
}

/// A refusal of the engine.
pub(crate) fn raise(error: &listening_core::Error) -> JsValue {
    let code = if error.is_config() {
        "config"
    } else if error.is_audio() {
        "audio"
    } else if error.is_talkspurts() {
        "talkspurts"
    } else if error.is_words() {
        "words"
    } else if error.is_mark() {
        "mark"
    } else {
        "report"
    };
    refuse(code, &error.to_string())
}

/// A refusal of what reads finished reports.
pub(crate) fn raise_review(error: &listening_review::Error) -> JsValue {
    if let Some(error) = error.as_core() {
        return raise(error);
    }
    let code = if error.is_calibration() {
        "calibration"
    } else if error.is_config() {
        "config"
    } else {
        "report"
    };
    refuse(code, &error.to_string())
}
