//! A call with what its raters gave.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::rating::RaterRating;
use super::score_values::Seen;
use crate::error::{ErrorKind, Result};

/// A rated call.
#[derive(Clone, Debug, PartialEq)]
pub struct Rated {
    /// Whose call it is: a name or a number, for keeping all calls of an agent together.
    pub agent: String,
    /// What was measured.
    pub report: Seen,
    /// The rating to calibrate to.
    pub rating: RaterRating,
    /// A second rater's, where there is one: it shows how far raters agree with each other, and is not fitted.
    pub second: Option<RaterRating>,
}

impl Rated {
    /// Rated calls as JSON lines: `{"agent", "rating", "report"}` and optionally `"second"`. A rating is a level's name or a
    /// number from 0 to 100, a report what [`Seen::from_json`] takes. Empty lines are passed over.
    ///
    /// # Errors
    /// An [`Error`](crate::Error) with the number of the line.
    pub fn from_json_lines(lines: &str) -> Result<Vec<Self>> {
        let numbered = lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        numbered
            .map(|(index, line)| {
                Self::from_line(line).map_err(|reason| ErrorKind::Rated { line: index + 1, reason }.into())
            })
            .collect()
    }

    fn from_line(line: &str) -> Result<Self, String> {
        let line: RatedLine<'_> = serde_json::from_str(line).map_err(|error| in_line(&error))?;
        let agent = match line.agent {
            Value::String(name) if !name.trim().is_empty() => name,
            Value::Number(number) => number.to_string(),
            other => return Err(format!("its agent is {other}: a name or a number was expected")),
        };
        let second = line.second.filter(|second| !second.is_null());
        Ok(Self {
            agent,
            rating: rating("rating", &line.rating)?,
            second: second.map(|second| rating("second", &second)).transpose()?,
            report: Seen::from_json(line.report.get())
                .map_err(|error| format!("its report was not understood: {error}"))?,
        })
    }
}

/// What is wrong with a line, without a line number of its own.
fn in_line(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split_once(" at line ")
        .map_or_else(|| text.clone(), |(what, _)| format!("{what}, at column {}", error.column()))
}

fn rating(key: &str, value: &Value) -> Result<RaterRating, String> {
    let found = match value {
        Value::String(name) => RaterRating::from_name(name),
        value => value.as_f64().and_then(RaterRating::from_points),
    };
    found.ok_or_else(|| {
        format!(
            "its {key} is {value}: Outstanding, Above Average, Average, Poor, Ineffective, or a number from 0 to 100 \
             was expected"
        )
    })
}

#[derive(Deserialize)]
struct RatedLine<'l> {
    agent: Value,
    rating: Value,
    second: Option<Value>,
    #[serde(borrow)]
    report: &'l RawValue,
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str =
        r#"{"patience":80,"attentiveness":null,"give_and_take":70.5,"composure":90,"observable_listening":77}"#;

    #[test]
    fn lines_are_read() {
        let lines = format!(
            "{{\"agent\":\"a\",\"rating\":\"poor\",\"report\":{REPORT}}}\n\n\
             {{\"agent\":7,\"rating\":61.5,\"second\":40,\"report\":{REPORT}}}\n"
        );
        let rated = Rated::from_json_lines(&lines).unwrap();
        assert_eq!((rated[0].agent.as_str(), rated[0].rating, rated[0].second), ("a", RaterRating::Level(1), None));
        assert_eq!((rated[1].agent.as_str(), rated[1].rating), ("7", RaterRating::Points(61.5)));
        assert_eq!(rated[1].second, Some(RaterRating::Points(40.0)));
        assert_eq!(rated[1].report.values(), [Some(80.0), None, Some(70.5), Some(90.0)]);
    }

    #[test]
    fn a_bad_line_is_named() {
        let good = format!(r#"{{"agent":"a","rating":"Poor","report":{REPORT}}}"#);
        for (bad, expected) in [
            (good.replace("\"Poor\"", "\"Good\""), "\"Good\""),
            (good.replace("\"Poor\"", "101"), "101"),
            (good.replace("\"a\"", "null"), "agent is null"),
            (good.replace("\"a\"", "\"\""), "agent"),
            (good.replace("90", "900"), "outside 0 to 100"),
            (good.replace(",\"observable_listening\":77", ""), "observable_listening"),
            (good.replace("{\"patience\"", "{\"schema\":\"other\",\"patience\""), "'other'"),
            (good.replace("\"agent\":\"a\",", ""), "missing field `agent`"),
            ("[".into(), "column"),
        ] {
            let error = Rated::from_json_lines(&format!("{good}\n\n{bad}\n")).unwrap_err();
            assert!(error.is_calibration());
            let text = error.to_string();
            assert!(text.starts_with("line 3: ") && text.contains(expected), "{text}");
        }
    }
}
