//! Rev AI: monologues of elements; punctuation and spaces are elements without times.
//!
//! Source: Rev AI's reference of 2026, `application/vnd.rev.transcript.v1.0+json`.

use serde_json::Value;

use super::shape::{Found, Shape};
use super::units::Unit;
use super::word::{Raw, Speaker};
use crate::json::{label, list, seconds, text};

pub(super) const REV: Shape = Shape {
    name: "Rev AI",
    is: |root| root.get("monologues").is_some(),
    read,
    advice: "give the transcript as JSON, whose elements have ts and end_ts",
};

fn read(rows: &[Value]) -> Found {
    let mut found = Found::default();
    for monologue in rows.iter().flat_map(|row| list(row, "monologues")) {
        let of = label(monologue.get("speaker")).map_or(Speaker::Unnamed, Speaker::Label);
        let mut words: Vec<Raw> = Vec::new();
        for element in list(monologue, "elements") {
            let value = text(element, &["value"]);
            if text(element, &["type"]) == "punct" {
                if let Some(word) = words.last_mut() {
                    word.text.push_str(value.trim());
                }
            } else {
                let (start, end) = (seconds(element.get("ts")), seconds(element.get("end_ts")));
                words.push(Raw { speaker: of.clone(), start, end, text: value.to_owned() });
            }
        }
        found.groups.extend(Found::of(words, Unit::Seconds).groups);
    }
    found
}
