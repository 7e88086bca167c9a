//! The report's form as a JSON schema, for tools and for people.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize as _;
use serde_json::{Value, json};

use super::{Channel, Report, SCHEMA};
use crate::floor::EventKind;
use crate::names::{Basis, DimensionId, HealthCode, MeasureId, Name, Rating, ScoreStatus, Unit};
use crate::party::PerParty;

impl Report {
    /// The form of what [`to_json`](Self::to_json) writes, as a JSON schema (draft 2020-12) in lines. Each key says what it is
    /// and, of a number, in which unit.
    pub fn json_schema() -> String {
        let mut settings = SchemaSettings::draft2020_12().for_serialize();
        settings.transforms.clear();
        let mut schema = settings.with_transform(Plain).into_generator().into_root_schema_for::<Self>();
        // A report of before these keys is one as well.
        if let Some(Value::Array(required)) = schema.get_mut("required") {
            required.retain(|key| key != "assessed");
        }
        if let Some(Value::Object(definitions)) = schema.get_mut("$defs") {
            definitions.extend(all_names());
        }
        let mut text = Vec::new();
        let lines = serde_json::ser::PrettyFormatter::with_indent(b" ");
        // Plain data with string keys cannot fail to be written, and is UTF-8.
        let _ = ordered(schema).serialize(&mut serde_json::Serializer::with_formatter(&mut text, lines));
        String::from_utf8(text).unwrap_or_default() + "\n"
    }
}

/// Every name of this version with what it is, and of a measure its unit.
fn all_names() -> [(String, Value); 8] {
    let with_unit = |id: MeasureId| format!("{} Unit: {}.", plain(id.about()), id.unit());
    [
        names("measure_names", "Measures. Later versions may add some.", with_unit),
        names("unit_names", "Units of measures. Later versions may add some.", |unit: Unit| plain(unit.about())),
        names("event_kinds", "Kinds of events. Later versions may add some.", |kind: EventKind| plain(kind.about())),
        names("health_codes", "Findings about a channel. Later versions may add some.", |code: HealthCode| {
            plain(code.about())
        }),
        names("dimension_names", "Dimensions of the score. Later versions may add some.", |id: DimensionId| {
            plain(id.about())
        }),
        names("rating_names", "Levels of the rating scale, best first.", |rating: Rating| plain(rating.about())),
        names("score_statuses", "Whether there is enough evidence.", |status: ScoreStatus| plain(status.about())),
        names("basis_names", "What a statement is based on.", |basis: Basis| plain(basis.about())),
    ]
}

fn names<T: Name>(definition: &str, what: &str, about: impl Fn(T) -> String) -> (String, Value) {
    let name = |&name: &T| json!({ "const": name.name(), "title": name.key(), "description": about(name) });
    let all: Vec<Value> = T::ALL.iter().map(name).collect();
    (definition.to_owned(), json!({ "description": what, "type": "string", "oneOf": all }))
}

/// The keys that say what a schema is before those that say what is in it.
fn ordered(mut schema: Schema) -> serde_json::Map<String, Value> {
    let first = ["$schema", "$id", "title", "description", "type", "properties", "required", "$defs"];
    let mut all = serde_json::Map::new();
    for key in first {
        all.extend(schema.remove(key).map(|value| (key.to_owned(), value)));
    }
    all.extend(std::mem::take(schema.ensure_object()));
    all
}

/// Descriptions for readers of JSON instead of Rust, and nothing that only Rust has.
#[derive(Clone, Debug)]
struct Plain;

impl Transform for Plain {
    fn transform(&mut self, schema: &mut Schema) {
        for key in ["format", "default"] {
            schema.remove(key);
        }
        if let Some(Value::String(text)) = schema.get_mut("description") {
            *text = plain(text);
        }
        let required = schema.get("required").cloned().unwrap_or_default();
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            let needed = |key: &str| required.as_array().is_some_and(|keys| keys.iter().any(|needed| needed == key));
            properties.iter_mut().filter(|(key, _)| !needed(key)).for_each(|(_, property)| without_null(property));
        }
        transform_subschemas(self, schema);
    }
}

/// What may be left out is left out where it does not apply: it is never null.
fn without_null(property: &mut Value) {
    let Value::Object(property) = property else { return };
    if let Some(Value::Array(kinds)) = property.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [kind] = &kinds[..] {
            let kind = kind.clone();
            property.insert("type".into(), kind);
        }
    }
    if let Some(Value::Array(mut choices)) = property.remove("anyOf") {
        choices.retain(|choice| choice["type"] != "null");
        for choice in choices {
            property.extend(choice.as_object().into_iter().flatten().map(|(key, value)| (key.clone(), value.clone())));
        }
    }
}

/// The text of a documentation comment without links, in one line.
fn plain(text: &str) -> String {
    let mut all = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once('[') {
        all.push_str(before);
        let (label, after) = link.split_once(']').unwrap_or((link, ""));
        all.push_str(label);
        rest = after.strip_prefix('(').and_then(|to| to.split_once(')')).map_or(after, |(_, after)| after);
    }
    all.push_str(rest);
    all.replace("`None`", "null").split_whitespace().collect::<Vec<_>>().join(" ")
}

impl JsonSchema for super::Schema {
    fn schema_name() -> Cow<'static, str> {
        "schema".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "const": SCHEMA })
    }
}

impl JsonSchema for PerParty<Channel> {
    fn schema_name() -> Cow<'static, str> {
        "parties".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut channel = |description: &str| {
            let mut schema = generator.subschema_for::<Channel>();
            schema.insert("description".into(), description.into());
            schema
        };
        json_schema!({
            "type": "object",
            "properties": { "agent": channel("The agent's."), "customer": channel("The customer's.") },
            "minProperties": 1,
            "additionalProperties": false,
        })
    }
}

/// Which of two channels, or none.
pub(super) fn side(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": [0, 1, null] })
}

/// A text of one character or more.
pub(super) fn text(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "minLength": 1 })
}

/// The name of a profile.
pub(super) fn profile(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "string",
        "minLength": 1,
        "examples": ["contact_center/2", "contact_center/2+calibration:0123456789abcdef"],
    })
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_description_is_for_readers_of_json() {
        assert_eq!(
            plain("`None` where\nasked for: see [`Config`](crate::Config), [here](x)."),
            "null where asked for: see `Config`, here."
        );
        assert_eq!(plain("a [0, 1"), "a 0, 1");
    }
}
