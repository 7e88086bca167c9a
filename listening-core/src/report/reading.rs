//! Why a text is no report: what was expected, what came, and where.

use serde::Deserialize;
use serde_json::Value;
use serde_json::error::Category;

use super::{Report, SCHEMA};
use crate::error::{ErrorKind, Result};

/// What came may be a book; so much of it is shown.
const SHOWN: usize = 300;

/// Reads a report.
pub(super) fn read(json: &str) -> Result<Report> {
    let refused = |reason: String| ErrorKind::Report { reason: shortened(reason) }.into();
    if !json.trim_start().starts_with('{') {
        return Err(refused("an object was expected".to_owned()));
    }
    serde_json::from_str(json).map_err(|fault| refused(reason(json, &fault)))
}

fn reason(json: &str, fault: &serde_json::Error) -> String {
    let (line, column) = (fault.line(), fault.column());
    match fault.classify() {
        Category::Eof => return format!("it is not JSON: it ends too early, in line {line}"),
        Category::Syntax | Category::Io => {
            return format!("it is not JSON: line {line}, column {column} cannot be read");
        }
        Category::Data => {}
    }
    // Another schema explains whatever else is other than here, so it is named first.
    if let Some(other) = other_schema(json) {
        return other;
    }
    let text = fault.to_string();
    let what = text.split_once(" at line ").map_or(text.as_str(), |(what, _)| what);
    let place = place(json, line, column);
    match what.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        Some(key) if place.is_empty() => format!("it has no {key}"),
        Some(key) => format!("{place} has no {key}"),
        None if place.is_empty() => what.to_owned(),
        None => format!("{place}: {what}"),
    }
}

/// What is wrong with the schema of what is an object; `None` where nothing is.
fn other_schema(json: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        #[serde(default)]
        schema: Value,
    }
    match serde_json::from_str(json).ok()? {
        Named { schema: Value::Null } => Some("it names no schema".to_owned()),
        Named { schema: Value::String(name) } if name == SCHEMA => None,
        Named { schema: Value::String(name) } => Some(format!("its schema is '{}'", name.escape_debug())),
        Named { schema } => Some(format!("its schema is {schema}")),
    }
}

/// The value that ends before a place in the text, as `events[3].start`.
fn place(json: &str, line: usize, column: usize) -> String {
    let start: usize = json.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let before = json.as_bytes().get(..(start + column).min(json.len())).unwrap_or_default();
    // A value that is wrong as a whole is found behind its comma.
    let before = before.strip_suffix(b",").unwrap_or(before);
    let mut path: Vec<Step> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = before.get(at) {
        at += 1;
        match (byte, path.last_mut()) {
            (b'"', last) => {
                let text = at;
                while before.get(at).is_some_and(|&byte| byte != b'"') {
                    at += if before[at] == b'\\' { 2 } else { 1 };
                }
                if let Some(Step::Key { key, due: due @ true }) = last {
                    *key = text..at.min(before.len());
                    *due = false;
                }
                at += 1;
            }
            (b'{', _) => path.push(Step::Key { key: 0..0, due: true }),
            (b'[', _) => path.push(Step::Index(0)),
            (b'}' | b']', _) => drop(path.pop()),
            (b',', Some(Step::Key { due, .. })) => *due = true,
            (b',', Some(Step::Index(index))) => *index += 1,
            _ => {}
        }
    }
    let mut text = String::new();
    for step in path {
        match step {
            Step::Index(index) => text.extend(["[", &index.to_string(), "]"]),
            Step::Key { key, .. } => {
                text.push_str(if text.is_empty() || key.is_empty() { "" } else { "." });
                text.push_str(&String::from_utf8_lossy(&before[key]));
            }
        }
    }
    text
}

/// A step into a value.
enum Step {
    /// Into an object: where its key is in the text, and whether the next text is one.
    Key { key: std::ops::Range<usize>, due: bool },
    /// Into a list.
    Index(usize),
}

fn shortened(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(SHOWN) {
        text.truncate(end);
        text.push_str("...");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_named_by_its_keys() {
        let json = "{\"a\": [1, {\"b\\\"c\": \"}],\"},\n 3], \"d\": {\"e\": 4}}";
        let at = |line: usize, before: &str| {
            let text = json.lines().nth(line - 1).unwrap();
            place(json, line, text.find(before).unwrap() + before.len())
        };
        assert_eq!(at(1, "[1"), "a[0]");
        assert_eq!(at(1, "\"}],\""), "a[1].b\\\"c");
        assert_eq!(at(1, "\"}],\"}"), "a[1]");
        assert_eq!(at(1, "\"}],\"},"), "a[1]");
        assert_eq!(at(2, " 3"), "a[2]");
        assert_eq!(at(2, "4"), "d.e");
        assert_eq!(at(2, "4}"), "d");
        assert_eq!(at(2, "4}}"), "");
        assert_eq!(place("", 9, 9), "");
    }
}
