//! Fields of messages, checked.

use serde_json::Value;

use super::StreamError;
use crate::json::clipped;

/// Bytes of a text message that is taken: the reference implementation of AudioHook has the same bound.
pub(super) const LONGEST: usize = 65_535;

/// A message's JSON, and the text under `name`, which says of what type it is.
pub(super) fn object(text: &str, name: &'static str) -> Result<(Value, String), StreamError> {
    if text.len() > LONGEST {
        return Err(StreamError::TooLong { bytes: text.len(), most: LONGEST });
    }
    let not_json = |what: String| StreamError::NotJson { what };
    let value: Value = serde_json::from_str(text).map_err(|fault| not_json(fault.to_string()))?;
    if !value.is_object() {
        return Err(not_json(format!("it is {}", clipped(&value.to_string()))));
    }
    match value.get(name).and_then(Value::as_str).map(clipped) {
        Some(kind) => Ok((value, kind)),
        None => Err(not_json(format!("it has no {name:?}"))),
    }
}

/// A message, of which fields are asked by their path.
pub(super) struct Fields<'a> {
    pub(super) value: &'a Value,
    pub(super) message: &'a str,
}

impl<'a> Fields<'a> {
    /// What is there, as `media.timestamp`; none also where it is null.
    pub(super) fn get(&self, path: &str) -> Option<&'a Value> {
        path.split('.').try_fold(self.value, |value, name| value.get(name)).filter(|value| !value.is_null())
    }

    pub(super) fn refuse(&self, field: &'static str, expected: &'static str) -> StreamError {
        let got = self.get(field).map_or_else(|| "missing".to_owned(), |value| clipped(&value.to_string()));
        StreamError::Field { message: self.message.to_owned(), field, got, expected }
    }

    pub(super) fn text(&self, field: &'static str) -> Result<&'a str, StreamError> {
        self.get(field).and_then(Value::as_str).ok_or_else(|| self.refuse(field, "text"))
    }

    /// A whole number, or one that is written as text.
    pub(super) fn number(&self, field: &'static str) -> Result<u64, StreamError> {
        let found = match self.get(field) {
            Some(Value::String(text)) => text.parse().ok(),
            Some(value) => value.as_u64(),
            None => None,
        };
        found.ok_or_else(|| self.refuse(field, "a whole number, as \"12\""))
    }

    /// A duration as `PT1.25S`, in seconds.
    pub(super) fn duration(&self, field: &'static str) -> Result<f64, StreamError> {
        let digits = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let found = || {
            let number = self.get(field)?.as_str()?.strip_prefix("PT")?.strip_suffix('S')?;
            Some(number).filter(digits)?.parse::<f64>().ok().filter(|seconds| *seconds <= 1e9)
        };
        found().ok_or_else(|| self.refuse(field, "seconds, as \"PT1.25S\""))
    }
}
