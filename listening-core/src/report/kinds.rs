//! The kinds that an event might be, as an object of probabilities.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::ser::{SerializeMap, Serializer};

use crate::floor::EventKind;
use crate::names::Id;
use crate::number::to_thousandth;

type Kinds = [(Id<EventKind>, f64)];

pub(super) fn serialize<S: Serializer>(kinds: &Kinds, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(kinds.len()))?;
    for (kind, probability) in kinds {
        map.serialize_entry(kind, &to_thousandth(*probability))?;
    }
    map.end()
}

pub(super) fn deserialize<'de, 'a, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'a, Kinds>, D::Error> {
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
    deserializer.deserialize_map(Read).map(Cow::Owned)
}

/// What a JSON schema says of it.
#[cfg(feature = "schema")]
pub(super) fn schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
    let share = crate::number::share::schema(generator);
    schemars::json_schema!({ "type": "object", "additionalProperties": share })
}
