//! A name in a report, known to this version or not.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::Name;

/// A name in a report. One that a later version added is kept, and written again as it came.
///
/// Ids are equal, and in order, as their names are.
///
/// ```
/// use listening_core::{Id, MeasureId};
/// let known: Id<MeasureId> = "dead_air_rate".into();
/// assert_eq!(known, MeasureId::DeadAirRate);
/// let later: Id<MeasureId> = "smiles".into();
/// assert_eq!((later.known(), later.as_str()), (None, "smiles"));
/// ```
#[derive(Clone)]
pub enum Id<T> {
    /// One that this version knows.
    Known(T),
    /// One that it does not know.
    Other(Box<str>),
}

impl<T: Name> Id<T> {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Known(known) => known.name(),
            Self::Other(name) => name,
        }
    }

    /// The value that this version knows it by.
    pub const fn known(&self) -> Option<T> {
        match self {
            Self::Known(known) => Some(*known),
            Self::Other(_) => None,
        }
    }
}

impl<T: Name> From<T> for Id<T> {
    fn from(known: T) -> Self {
        Self::Known(known)
    }
}

impl<T: Name> From<&str> for Id<T> {
    fn from(name: &str) -> Self {
        T::from_name(name).map_or_else(|| Self::Other(name.into()), Self::Known)
    }
}

impl<T: Name> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl<T: Name> Eq for Id<T> {}

impl<T: Name> PartialEq<T> for Id<T> {
    fn eq(&self, other: &T) -> bool {
        self.as_str() == other.name()
    }
}

impl<T: Name> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Name> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl<T: Name> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl<T: Name> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl<T: Name> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<T: Name> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, T: Name> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyName<T>(PhantomData<T>);
        impl<T: Name> Visitor<'_> for AnyName<T> {
            type Value = Id<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "the name of {}", T::WHAT)
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Id<T>, E> {
                Ok(name.into())
            }
        }
        deserializer.deserialize_str(AnyName(PhantomData))
    }
}

#[cfg(feature = "schema")]
impl<T: Name> schemars::JsonSchema for Id<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::WHAT.into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        super::schema::<T>()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{HealthCode, MeasureId};
    use super::*;

    #[test]
    fn a_name_of_a_later_version_is_kept() {
        let id: Id<HealthCode> = serde_json::from_str("\"codec_loss\"").unwrap();
        assert_eq!((id.known(), id.to_string().as_str()), (None, "codec_loss"));
        assert_ne!(id, HealthCode::Agc);
        assert_eq!(serde_json::to_string(&id).unwrap(), "\"codec_loss\"");
    }

    #[test]
    fn ids_are_in_order_of_their_names_and_equal_however_they_were_made() {
        let mut all: Vec<Id<HealthCode>> = vec!["zeta".into(), HealthCode::Tone.into(), "alpha".into()];
        all.sort();
        assert_eq!(all.iter().map(Id::as_str).collect::<Vec<_>>(), ["alpha", "tone", "zeta"]);
        let other: Id<MeasureId> = Id::Other("talk_share".into());
        assert_eq!(other, MeasureId::TalkShare);
        assert_eq!(other, Id::Known(MeasureId::TalkShare));
    }

    #[test]
    fn what_is_no_name_is_refused() {
        let refused = serde_json::from_str::<Id<MeasureId>>("7").unwrap_err().to_string();
        assert!(refused.contains("expected the name of a measure"), "{refused}");
    }

    #[test]
    fn an_id_is_as_small_as_a_text() {
        assert_eq!(size_of::<Id<MeasureId>>(), size_of::<&str>());
    }
}
