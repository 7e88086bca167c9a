//! Reading JSON.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, MapAccess, Visitor};

use crate::error::{Error, Result};
use crate::words::shown_name;

/// A document of a schema.
pub(crate) fn read<T: DeserializeOwned>(json: &str, schema: &'static str) -> Result<T> {
    serde_json::from_str(json).map_err(|source| Error::document(schema, &source))
}

/// A name as it is shown.
pub(crate) fn name<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<String, D::Error> {
    Ok(shown_name(&String::deserialize(from)?))
}

/// A name as it is shown, where there is one.
pub(crate) fn name_or_none<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<Option<String>, D::Error> {
    Ok(Option::<String>::deserialize(from)?.map(|name| shown_name(&name)))
}

/// The entries of an object in their order.
pub(crate) fn pairs<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<Option<Vec<(String, f64)>>, D::Error> {
    struct Pairs;
    impl<'de> Visitor<'de> for Pairs {
        type Value = Option<Vec<(String, f64)>>;

        fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("an object of numbers")
        }

        fn visit_unit<E>(self) -> std::result::Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Self::Value, A::Error> {
            let mut found = Vec::new();
            while let Some(entry) = map.next_entry()? {
                found.push(entry);
            }
            Ok(Some(found))
        }
    }
    from.deserialize_any(Pairs)
}
