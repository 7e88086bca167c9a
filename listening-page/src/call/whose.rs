//! Whose call a page is about, and when it was.

use serde_json::Value;

use crate::data::Report;
use crate::words::{shown_name, when};

/// Whose call it is, where that is known beside the report: pages show it under their heading.
///
/// What is left out is taken from the report's own keys `agent`, `time` and `call_id`, as lines of many calls carry them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Whose<'a> {
    /// The agent's name.
    pub agent: Option<&'a str>,
    /// When it was: a date or a time in ISO 8601, shown as far as minutes.
    pub time: Option<&'a str>,
    /// What the call is called.
    pub call_id: Option<&'a str>,
}

impl Whose<'_> {
    /// The agent's name, as it is shown.
    pub(crate) fn agent(&self, report: &Report) -> Option<String> {
        named(self.agent, report.agent.as_ref())
    }

    /// The date, then what the call is called.
    pub(crate) fn facts(&self, report: &Report) -> Vec<String> {
        let date = self.time.map(day).or_else(|| match report.time.as_ref()? {
            Value::String(text) => Some(day(text)),
            Value::Number(seconds) => seconds.as_f64().map(when),
            _ => None,
        });
        let call = named(self.call_id, report.call_id.as_ref()).map(|id| format!("call {id}"));
        date.into_iter().chain(call).collect()
    }
}

/// A name that was given, or the report's own.
fn named(given: Option<&str>, own: Option<&Value>) -> Option<String> {
    let own = || match own? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let name = given.map(str::to_owned).or_else(own)?;
    Some(shown_name(&name)).filter(|name| !name.is_empty())
}

/// Day, hour and minute of a time in ISO 8601; other text as it is.
fn day(time: &str) -> String {
    let text = shown_name(time);
    let begins = |part: &str, form: &str| {
        part.len() >= form.len()
            && part
                .bytes()
                .zip(form.bytes())
                .all(|(is, form)| if form == b'0' { is.is_ascii_digit() } else { is == form })
    };
    match text.split_once(['T', ' ']) {
        Some((date, time)) if begins(date, "0000-00-00") && begins(time, "00:00") => format!("{date} {}", &time[..5]),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_shown_to_the_minute() {
        assert_eq!(day("2026-03-03T09:30:00+00:00"), "2026-03-03 09:30");
        assert_eq!((day("2026-03-03"), day("last week")), ("2026-03-03".to_owned(), "last week".to_owned()));
        assert_eq!(day("2026-03-03T9"), "2026-03-03T9");
    }
}
