//! Marks as JSON: an object for each, one a line or in a list.

use serde_json::Value;

use super::{GivenMark, MarksError, mark, short};

pub(super) fn read(text: &str) -> Result<Vec<GivenMark>, MarksError> {
    match serde_json::from_str(text) {
        Ok(Value::Array(rows)) => listed(&rows),
        Ok(Value::Object(mut one)) => match one.remove("marks") {
            Some(Value::Array(rows)) => listed(&rows),
            Some(_) => Err(MarksError::BadMark { row: 1, what: "\"marks\" is no list of marks".to_owned() }),
            None => Ok(vec![row(1, &Value::Object(one))?]),
        },
        _ => {
            let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
            lines
                .map(|(at, line)| {
                    let parsed = serde_json::from_str(line);
                    row(at + 1, &parsed.map_err(|error| MarksError::NotJson { row: at + 1, what: error.to_string() })?)
                })
                .collect()
        }
    }
}

fn listed(rows: &[Value]) -> Result<Vec<GivenMark>, MarksError> {
    rows.iter().enumerate().map(|(at, one)| row(at + 1, one)).collect()
}

fn row(at: usize, one: &Value) -> Result<GivenMark, MarksError> {
    let refuse = |what: String| MarksError::BadMark { row: at, what };
    let Value::Object(fields) = one else {
        return Err(refuse(format!("{}: expected an object with kind, start and end", short(&one.to_string()))));
    };
    let field = |name: &str| fields.get(name).filter(|value| !value.is_null());
    let text = |name: &str| match field(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str())),
        Some(other) => Err(refuse(format!("its {name} is {}: expected text", short(&other.to_string())))),
    };
    let number = |name: &str| match field(name) {
        None => Ok(None),
        Some(value) => match value.as_f64() {
            Some(number) => Ok(Some(number)),
            None => Err(refuse(format!("its {name} is {}: expected a number of seconds", short(&value.to_string())))),
        },
    };
    let kind = text("kind")?.unwrap_or("");
    mark(at, kind, (number("start")?, number("end")?), text("party")?, text("agent")?)
}
