//! Praat's `TextGrid`, long and short: each interval tier is a speaker, each interval with text a turn.
//!
//! Source: Praat's manual, "`TextGrid` file formats". Both forms are the same values; the long one has names before them.

use super::error::DiarisationError;
use super::turn::{Diarisation, SpokenTurn, turn};

const SHAPE: &str = "TextGrid";

/// The intervals that have text.
pub(super) fn read(text: &str) -> Result<Diarisation, DiarisationError> {
    let mut values = values(text).into_iter();
    let cut = || DiarisationError::Bad {
        shape: SHAPE,
        place: "the file".into(),
        what: "ends before its last tier does".into(),
    };
    // "ooTextFile", "TextGrid", start, end, then whether there are tiers and how many.
    let mut turns = Vec::new();
    let mut next = || values.next();
    for _ in 0..4 {
        next().ok_or_else(cut)?;
    }
    let (mut promised, mut tiers) = (0.0, 0.0);
    while let Some(kind) = next() {
        match kind {
            Value::Number(count) => promised = count,
            Value::Text(kind) if kind == "IntervalTier" || kind == "TextTier" => {
                tiers += 1.0;
                let Some(Value::Text(name)) = next() else { return Err(cut()) };
                let (_, _, count) = (next(), next(), next().and_then(Value::number).ok_or_else(cut)?);
                for k in 0..count as usize {
                    if kind == "TextTier" {
                        // Points, which last no time.
                        next().and_then(|_| next()).ok_or_else(cut)?;
                        continue;
                    }
                    turns.extend(interval(&name, k, &mut next, &cut)?);
                }
            }
            Value::Text(_) => {}
        }
    }
    if tiers < promised {
        return Err(cut());
    }
    Ok(Diarisation::of(SHAPE, turns))
}

/// An interval; None for one without text, in which nobody talks.
fn interval(
    tier: &str,
    index: usize,
    next: &mut impl FnMut() -> Option<Value>,
    cut: &impl Fn() -> DiarisationError,
) -> Result<Option<SpokenTurn>, DiarisationError> {
    let start = next().and_then(Value::number).ok_or_else(cut)?;
    let end = next().and_then(Value::number).ok_or_else(cut)?;
    let Some(Value::Text(said)) = next() else { return Err(cut()) };
    if said.trim().is_empty() {
        return Ok(None);
    }
    turn(SHAPE, &format!("interval {} of {tier}", index + 1), tier, [start, end]).map(Some)
}

enum Value {
    Number(f64),
    Text(String),
}

impl Value {
    fn number(self) -> Option<f64> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }
}

/// Numbers and texts in quotes; names, `=`, `[1]:` and `<exists>` are for people.
fn values(text: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut chars = text.chars().peekable();
    let mut word = String::new();
    loop {
        let next = chars.next();
        match next {
            Some('"') if word.is_empty() => {
                let mut said = String::new();
                while let Some(c) = chars.next() {
                    if c == '"' && chars.next_if_eq(&'"').is_none() {
                        break;
                    }
                    said.push(c);
                }
                found.push(Value::Text(said));
            }
            Some('!') if word.is_empty() => while chars.next_if(|&c| c != '\n').is_some() {},
            Some(c) if !c.is_whitespace() => word.push(c),
            _ => {
                if let Ok(number) = word.parse::<f64>() {
                    found.push(Value::Number(number));
                }
                word.clear();
                if next.is_none() {
                    return found;
                }
            }
        }
    }
}
