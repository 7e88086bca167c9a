//! What readers of JSON shapes share: fields under one of several names, and times in the forms that tools write.

use serde_json::Value;

/// A line of JSON each, if every line that is not blank is an object or a list.
pub(crate) fn lines(text: &str) -> Option<Vec<Value>> {
    let mut rows = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let row: Value = serde_json::from_str(line).ok()?;
        if !(row.is_object() || row.is_array()) {
            return None;
        }
        rows.push(row);
    }
    (rows.len() > 1).then_some(rows)
}

/// The first of these fields that is there and not null.
pub(crate) fn any<'a>(row: &'a Value, names: &[&str]) -> Option<&'a Value> {
    names.iter().find_map(|name| row.get(name)).filter(|value| !value.is_null())
}

/// A list under a name; none is an empty one.
pub(crate) fn list<'a>(row: &'a Value, name: &str) -> &'a [Value] {
    row.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The text under one of these names.
pub(crate) fn text<'a>(row: &'a Value, names: &[&str]) -> &'a str {
    any(row, names).and_then(Value::as_str).unwrap_or_default()
}

/// A label: text as it is, a number as its digits.
pub(crate) fn label(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A whole number, also where it is written as text or ends a text: `1`, `"1"`, `"ch_1"`, `"channel_1"`.
pub(crate) fn number(value: Option<&Value>) -> Option<u32> {
    match value? {
        Value::Number(number) => number.as_u64().and_then(|number| u32::try_from(number).ok()),
        Value::String(text) => {
            let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
            digits.parse().ok()
        }
        _ => None,
    }
}

/// Seconds: a number, or text as `1.2`, `1.200s` or the ISO 8601 duration `PT1M2.5S`.
pub(crate) fn seconds(value: Option<&Value>) -> Option<f64> {
    match value? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => {
            let text = text.trim();
            if let Some(duration) = text.strip_prefix("PT") {
                return iso(duration);
            }
            text.strip_suffix('s').unwrap_or(text).parse().ok()
        }
        // Protobuf's Duration, as Google's Python client gives it.
        Value::Object(fields) if fields.keys().all(|key| key == "seconds" || key == "nanos") => {
            let part = |name| match fields.get(name) {
                None => Some(0.0),
                some => seconds(some),
            };
            Some(part("seconds")? + part("nanos")? * 1e-9)
        }
        _ => None,
    }
}

/// Seconds from a number of units, with this many units per second.
pub(crate) fn scaled(value: Option<&Value>, per_second: f64) -> Option<f64> {
    seconds(value).map(|value| value / per_second)
}

/// The rest of an ISO 8601 duration after `PT`: hours, minutes and seconds.
fn iso(mut rest: &str) -> Option<f64> {
    let mut total = 0.0;
    for (unit, length) in [('H', 3600.0), ('M', 60.0), ('S', 1.0)] {
        if let Some((number, after)) = rest.split_once(unit) {
            total += number.parse::<f64>().ok()? * length;
            rest = after;
        }
    }
    rest.is_empty().then_some(total)
}

/// The keys of a value as a message lists them.
pub(crate) fn keys(value: &Value) -> String {
    match value {
        Value::Object(fields) if fields.is_empty() => "no keys".into(),
        Value::Object(fields) => {
            let names = fields.keys().take(6).map(|key| format!("{:?}", clipped(key)));
            format!("the keys {}", names.collect::<Vec<_>>().join(", "))
        }
        Value::Array(rows) => match rows.first() {
            None => "an empty list".into(),
            Some(first) => format!("a list, whose first item has {}", keys(first)),
        },
        Value::String(_) => "a text".into(),
        _ => "a number or null".into(),
    }
}

/// At most 40 characters of a text, for a message.
pub(crate) fn clipped(text: &str) -> String {
    let mut clipped: String = text.chars().take(40).collect();
    if clipped.len() < text.len() {
        clipped.push('…');
    }
    clipped
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn seconds_are_read_in_every_form() {
        for (value, expected) in [
            (json!(1.25), Some(1.25)),
            (json!("1.2"), Some(1.2)),
            (json!(" 1.200s "), Some(1.2)),
            (json!("PT1.25S"), Some(1.25)),
            (json!("PT2M"), Some(120.0)),
            (json!("PT3H2M1.5S"), Some(10_921.5)),
            (json!("PT1X"), None),
            (json!("PT1M2"), None),
            (json!({ "seconds": 2, "nanos": 500_000_000 }), Some(2.5)),
            (json!({ "seconds": "3" }), Some(3.0)),
            (json!({ "nanos": 250_000_000 }), Some(0.25)),
            (json!({ "minutes": 1 }), None),
            (json!(null), None),
        ] {
            assert_eq!(seconds(Some(&value)), expected, "{value}");
        }
        assert_eq!(scaled(Some(&json!(12_345)), 1000.0), Some(12.345));
        assert_eq!(seconds(None), None);
    }
}
