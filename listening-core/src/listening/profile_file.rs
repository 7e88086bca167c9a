//! A profile file as it is written, held to its form: every fault names the place that it is in.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use super::profile::SCHEMA;
use crate::floor::quoted;

/// A profile file.
#[derive(Deserialize)]
pub(super) struct Written {
    #[serde(rename = "schema")]
    _schema: IgnoredAny,
    pub(super) id: String,
    #[serde(rename = "note")]
    _note: Option<IgnoredAny>,
    pub(super) dimensions: Vec<WrittenDimension>,
}

/// A dimension of it.
#[derive(Deserialize)]
pub(super) struct WrittenDimension {
    pub(super) id: String,
    pub(super) weight: f64,
    #[serde(rename = "note")]
    _note: Option<IgnoredAny>,
    pub(super) measures: Vec<WrittenMeasure>,
}

/// A measure of that.
#[derive(Deserialize)]
pub(super) struct WrittenMeasure {
    pub(super) measure: String,
    pub(super) weight: f64,
    pub(super) curve: Vec<(f64, f64)>,
    pub(super) prior: Option<WrittenPrior>,
    #[serde(rename = "note")]
    _note: Option<IgnoredAny>,
}

/// What is usual of a measure.
#[derive(Deserialize)]
pub(super) struct WrittenPrior {
    pub(super) mean: f64,
    pub(super) weight: f64,
    #[serde(rename = "note")]
    _note: Option<IgnoredAny>,
}

/// The outermost object.
const WHOLE: &str = "the profile";

type Checked = Result<(), String>;

/// Reads a profile file; the fault says where it is, what was expected and what came.
pub(super) fn read(text: &str) -> Result<Written, String> {
    let value: Value = serde_json::from_str(text).map_err(|fault| {
        let (line, column) = (fault.line(), fault.column());
        if fault.is_eof() {
            return format!("it is not JSON: it ends too early, in line {line}");
        }
        format!("it is not JSON: line {line}, column {column} cannot be read")
    })?;
    // Another schema explains whatever else is other than here, so it is named first.
    if let Some(schema) = value.get("schema").and_then(Value::as_str).filter(|&schema| schema != SCHEMA) {
        return Err(format!("schema \"{}\": expected \"{SCHEMA}\"", quoted(schema).escape_debug()));
    }
    let file = Object::of(&value, WHOLE, &["schema", "id", "note", "dimensions"])?;
    file.text("schema")?;
    file.text("id")?;
    file.list("dimensions", |value, place| {
        let dimension = Object::of(value, place, &["id", "weight", "note", "measures"])?;
        dimension.text("id")?;
        dimension.number("weight")?;
        dimension.list("measures", |value, place| {
            let measure = Object::of(value, place, &["measure", "weight", "curve", "prior", "note"])?;
            measure.text("measure")?;
            measure.number("weight")?;
            measure.list("curve", corner)?;
            let Some(prior) = measure.keys.get("prior") else { return Ok(()) };
            let place = format!("{place}.prior");
            let prior = Object::of(prior, &place, &["mean", "weight", "note"])?;
            prior.number("mean")?;
            prior.number("weight")
        })
    })?;
    // What is of this form can only be wrong in what an object of JSON hides.
    serde_json::from_str(text).map_err(|fault| format!("line {} has a key that is there already", fault.line()))
}

fn corner(value: &Value, place: &str) -> Checked {
    let pair = value.as_array().filter(|pair| pair.len() == 2 && pair.iter().all(Value::is_number));
    pair.map(drop).ok_or_else(|| expected(place, "two numbers, [value, points]", value))
}

/// An object of the file, and where it is.
struct Object<'v> {
    keys: &'v Map<String, Value>,
    place: &'v str,
}

impl<'v> Object<'v> {
    fn of(value: &'v Value, place: &'v str, known: &[&str]) -> Result<Self, String> {
        let keys = value.as_object().ok_or_else(|| expected(place, "an object", value))?;
        match keys.keys().find(|key| !known.contains(&key.as_str())) {
            Some(other) => {
                let (other, known) = (quoted(other), known.join(", "));
                Err(format!("{place} has \"{}\", which is not known: give {known}", other.escape_debug()))
            }
            None => Ok(Self { keys, place }),
        }
    }

    fn get(&self, key: &str) -> Result<(&'v Value, String), String> {
        let value = self.keys.get(key).ok_or_else(|| format!("{} has no \"{key}\"", self.place))?;
        let inside = if self.place == WHOLE { key.to_owned() } else { format!("{}.{key}", self.place) };
        Ok((value, inside))
    }

    fn text(&self, key: &str) -> Checked {
        let (value, place) = self.get(key)?;
        value.as_str().map(drop).ok_or_else(|| expected(&place, "a text", value))
    }

    fn number(&self, key: &str) -> Checked {
        let (value, place) = self.get(key)?;
        value.as_f64().map(drop).ok_or_else(|| expected(&place, "a number", value))
    }

    fn list(&self, key: &str, check: impl Fn(&Value, &str) -> Checked) -> Checked {
        let (value, place) = self.get(key)?;
        let items = value.as_array().ok_or_else(|| expected(&place, "a list", value))?;
        items.iter().enumerate().try_for_each(|(index, item)| check(item, &format!("{place}[{index}]")))
    }
}

fn expected(place: &str, what: &str, got: &Value) -> String {
    let got = match got {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    let got = if got == what || what.starts_with("two") && got == "a list" { "something else" } else { got };
    format!("{place}: expected {what}, got {got}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        read(text).err().unwrap_or_default()
    }

    #[test]
    fn a_fault_names_its_place() {
        let file = |dimensions: &str| {
            fault(&format!(r#"{{"schema": "listening.profile/1", "id": "i", "dimensions": {dimensions}}}"#))
        };
        let measure = |measure: &str| file(&format!(r#"[{{"id": "p", "weight": 1, "measures": [{measure}]}}]"#));
        assert_eq!(fault("{\n 'a'"), "it is not JSON: line 2, column 2 cannot be read");
        assert_eq!(fault("{\"schema\":"), "it is not JSON: it ends too early, in line 1");
        assert_eq!(fault("[]"), "the profile: expected an object, got a list");
        assert_eq!(fault("{}"), "the profile has no \"schema\"");
        assert_eq!(fault(r#"{"schema": 3}"#), "schema: expected a text, got a number");
        assert_eq!(
            fault(r#"{"scheme": "s"}"#),
            "the profile has \"scheme\", which is not known: give schema, id, note, dimensions"
        );
        let long = fault(&format!(r#"{{"{}": 1}}"#, "k".repeat(100_000)));
        assert_eq!(
            long,
            format!("the profile has \"{}...\", which is not known: give schema, id, note, dimensions", "k".repeat(60))
        );
        assert_eq!(file("{}"), "dimensions: expected a list, got an object");
        assert_eq!(file("[7]"), "dimensions[0]: expected an object, got a number");
        assert_eq!(file(r#"[{"id": "p", "weight": "1"}]"#), "dimensions[0].weight: expected a number, got a text");
        assert_eq!(
            file(r#"[{"id": "p", "weights": 1}]"#),
            "dimensions[0] has \"weights\", which is not known: give id, weight, note, measures"
        );
        assert_eq!(measure("{}"), "dimensions[0].measures[0] has no \"measure\"");
        assert_eq!(
            measure(r#"{"measure": "m", "weight": null}"#),
            "dimensions[0].measures[0].weight: expected a number, got null"
        );
        for curve in ["[[1]]", "[[1, 2, 3]]", "[[1, \"2\"]]"] {
            assert_eq!(
                measure(&format!(r#"{{"measure": "m", "weight": 1, "curve": {curve}}}"#)),
                "dimensions[0].measures[0].curve[0]: expected two numbers, [value, points], got something else"
            );
        }
        assert!(measure(r#"{"measure": "m", "weight": 1, "curve": [3]}"#).ends_with("[value, points], got a number"));
        assert_eq!(
            measure(r#"{"measure": "m", "weight": 1, "weight": 2, "curve": []}"#),
            "line 1 has a key that is there already"
        );
        assert_eq!(measure(r#"{"measure": "m", "weight": 1, "curve": [], "note": 7}"#), "");
    }
}
