//! Soniox: tokens, which are pieces of words; a word begins with a space.
//!
//! Source: Soniox's documentation of 2026, timestamps and tokens (`start_ms`, `end_ms`); its earlier interface has
//! `duration_ms` and tokens of spaces.

use serde_json::Value;

use super::shape::{Found, Shape};
use super::tokens;
use super::units::Unit;
use super::word::{Raw, Speaker};
use crate::json::{label, list, scaled, text};

pub(super) const SONIOX: Shape = Shape {
    name: "Soniox",
    is: |root| {
        root.get("tokens").is_some_and(Value::is_array)
            || list(root, "words").first().is_some_and(|word| word.get("start_ms").is_some())
    },
    read,
    advice: "give the JSON of the transcript, whose tokens have start_ms",
};

fn read(rows: &[Value]) -> Found {
    let tokens = rows.iter().flat_map(|row| list(row, "tokens").iter().chain(list(row, "words")));
    // Tokens that are not final come again; a translation was not said.
    let said = tokens.filter(|token| {
        token.get("is_final") != Some(&Value::Bool(false))
            && text(token, &["translation_status"]) != "translation"
            && !matches!(text(token, &["text"]), "<end>" | "<fin>")
    });
    let pieces = said.map(|token| {
        let start = scaled(token.get("start_ms"), 1e3);
        let length = scaled(token.get("duration_ms"), 1e3);
        Raw {
            speaker: label(token.get("speaker")).map_or(Speaker::Unnamed, Speaker::Label),
            start,
            end: scaled(token.get("end_ms"), 1e3).or_else(|| Some(start? + length?)),
            text: text(token, &["text"]).to_owned(),
        }
    });
    Found::of(tokens::join(pieces.collect()), Unit::Milliseconds)
}
