//! The kinds that an event might be, as an object of probabilities.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::floor::EventKind;
use crate::names::Id;
use crate::number::to_thousandth;

/// Kinds with their probabilities, as they are written.
#[derive(Default)]
pub(super) struct Kinds<'a>(pub(super) Cow<'a, [(Id<EventKind>, f64)]>);

impl Kinds<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Kinds<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (kind, probability) in self.0.iter() {
            map.serialize_entry(kind, &to_thousandth(*probability))?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Kinds<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Vec<(Id<EventKind>, f64)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of probabilities from 0 to 1 by kind")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut kinds = Vec::new();
                while let Some((kind, probability)) = map.next_entry::<Id<EventKind>, f64>()? {
                    if !(0.0..=1.0).contains(&probability) {
                        return Err(A::Error::invalid_value(Unexpected::Float(probability), &self));
                    }
                    kinds.push((kind, probability));
                }
                Ok(kinds)
            }
        }
        deserializer.deserialize_map(Read).map(|kinds| Self(Cow::Owned(kinds)))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Kinds<'_> {
    fn schema_name() -> Cow<'static, str> {
        "kinds".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let share = crate::number::share::schema(generator);
        schemars::json_schema!({ "type": "object", "additionalProperties": share })
    }
}
