//! Plain words: rows with party, start, end and text, as a user writes them.

use serde_json::Value;

use super::error::TranscriptError;
use super::shape::{Found, Shape};
use super::units::Unit;
use super::word::{Raw, Speaker};
use crate::json::{any, keys, label, list, number, seconds, text};

/// What [`Transcript::shape`](crate::Transcript) is of rows of a user's own, whose unit was found out.
pub const NAME: &str = "words";

pub(super) const PLAIN: Shape =
    Shape { name: NAME, is: |_| false, read: |_| Found::default(), advice: "each row has party, start, end and text" };

/// The words of rows, of `{"words": rows}` or of `{"agent": rows, "customer": rows}`.
pub(super) fn read(rows: &[Value]) -> Result<Found, TranscriptError> {
    let mut words = Vec::new();
    for row in rows {
        match row {
            Value::Array(inner) if inner.first().is_none_or(|first| !first.is_string()) => {
                inner.iter().try_for_each(|row| add(&mut words, row, None))?;
            }
            Value::Object(fields) if any(row, &["text", "word"]).is_none() => {
                if let Some(Value::Array(rows)) = fields.get("words") {
                    rows.iter().try_for_each(|row| add(&mut words, row, None))?;
                    continue;
                }
                if fields.is_empty() || !fields.iter().all(|(name, rows)| party(name) && rows.is_array()) {
                    return Err(TranscriptError::UnknownShape(keys(row)));
                }
                for name in fields.keys() {
                    list(row, name).iter().try_for_each(|row| add(&mut words, row, Some(name)))?;
                }
            }
            row => add(&mut words, row, None)?,
        }
    }
    let unit = to_seconds(&mut words);
    Ok(Found::of(words, unit))
}

fn party(name: &str) -> bool {
    matches!(name, "a" | "b") || ["agent", "customer"].iter().any(|party| name.eq_ignore_ascii_case(party))
}

fn add(words: &mut Vec<Raw>, row: &Value, of: Option<&str>) -> Result<(), TranscriptError> {
    let named = |label: Option<String>| label.map_or(Speaker::Unnamed, Speaker::Label);
    let raw = match row {
        Value::Object(_) => Raw {
            speaker: match (of, label(any(row, &["party", "speaker", "role", "by"])), number(row.get("channel"))) {
                (Some(of), ..) => Speaker::Label(of.to_owned()),
                (None, None, Some(channel)) => Speaker::Channel(channel),
                (None, label, _) => named(label),
            },
            start: seconds(any(row, &["start", "start_time", "begin"])),
            end: seconds(any(row, &["end", "end_time"])),
            text: text(row, &["text", "word"]).to_owned(),
        },
        Value::Array(fields) => {
            let (speaker, [start, end, said]) = match (of, &fields[..]) {
                (Some(of), [start, end, said]) => (Speaker::Label(of.to_owned()), [start, end, said]),
                (None, [Value::Number(channel), start, end, said]) => (
                    number(Some(&channel.clone().into())).map_or(Speaker::Unnamed, Speaker::Channel),
                    [start, end, said],
                ),
                (None, [speaker, start, end, said]) => (named(label(Some(speaker))), [start, end, said]),
                _ => return Err(TranscriptError::UnknownShape(keys(row))),
            };
            let said = said.as_str().unwrap_or_default().to_owned();
            Raw { speaker, start: seconds(Some(start)), end: seconds(Some(end)), text: said }
        }
        _ => return Err(TranscriptError::UnknownShape(keys(row))),
    };
    words.push(raw);
    Ok(())
}

/// Puts the times of plain words into seconds; gives the unit that they were in.
fn to_seconds(words: &mut [Raw]) -> Unit {
    // A text of several words is evenly spread.
    let each = |word: &Raw| Some((word.end? - word.start?) / word.text.split_whitespace().count().max(1) as f64);
    let unit = Unit::of_lengths(words.iter().filter_map(each));
    if unit != Unit::Seconds {
        for time in words.iter_mut().flat_map(|word| [&mut word.start, &mut word.end]).flatten() {
            *time /= unit.per_second();
        }
    }
    unit
}
