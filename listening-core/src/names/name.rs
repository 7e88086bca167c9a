//! Enums whose values are written by name.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Unexpected, Visitor};

/// A value that a report writes by its name.
pub trait Name: Copy + Eq + fmt::Debug + 'static {
    /// What is named, with its article: `a measure`.
    const WHAT: &'static str;
    /// Every value of this version.
    const ALL: &'static [Self];
    /// Whether readers must be ready for other names, of later versions.
    const OPEN: bool;

    /// The name in reports.
    fn name(self) -> &'static str;

    /// What it is, in a sentence or more.
    #[cfg(feature = "schema")]
    fn about(self) -> &'static str;

    /// The name in programs: letters, digits and underscores.
    #[cfg(feature = "schema")]
    fn key(self) -> String;

    /// The value of that name; `None` where this version knows none.
    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.name() == name)
    }
}

/// Reads a name that this version must know.
pub(crate) fn read<'de, T: Name, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Known<T>(PhantomData<T>);
    impl<T: Name> Visitor<'_> for Known<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{}", T::WHAT)?;
            let names = T::ALL.iter().enumerate();
            names
                .into_iter()
                .try_for_each(|(k, known)| write!(f, "{}{}", if k == 0 { ": " } else { ", " }, known.name()))
        }

        fn visit_str<E: Error>(self, name: &str) -> Result<T, E> {
            T::from_name(name).ok_or_else(|| E::invalid_value(Unexpected::Str(name), &self))
        }
    }
    deserializer.deserialize_str(Known(PhantomData))
}

/// `DeadAirRate` as `dead_air_rate`.
#[cfg(feature = "schema")]
pub(crate) fn key(variant: &str) -> String {
    let mut key = String::new();
    for letter in variant.chars() {
        if letter.is_ascii_uppercase() && !key.is_empty() {
            key.push('_');
        }
        key.push(letter.to_ascii_lowercase());
    }
    key
}

/// What a schema says of such a name.
#[cfg(feature = "schema")]
pub(crate) fn schema<T: Name>() -> schemars::Schema {
    let names: Vec<&str> = T::ALL.iter().map(|known| known.name()).collect();
    let plain =
        |name: &&str| name.bytes().all(|byte| byte == b'_' || byte.is_ascii_lowercase() || byte.is_ascii_digit());
    match (T::OPEN, names.iter().all(plain)) {
        (false, _) => schemars::json_schema!({ "type": "string", "enum": names }),
        (true, true) => schemars::json_schema!({ "type": "string", "pattern": "^[a-z][a-z0-9_]*$", "examples": names }),
        (true, false) => schemars::json_schema!({ "type": "string", "minLength": 1, "examples": names }),
    }
}

/// Defines an enum whose values have names: each name is written once, here. One that is `open` gets more of them in later
/// versions.
macro_rules! names {
    ($(#[$on:meta])* pub open enum $type:ident: $($rest:tt)+) => {
        $crate::names::names! { @true $(#[$on])* #[non_exhaustive] pub enum $type: $($rest)+ }
    };
    ($(#[$on:meta])* pub enum $type:ident: $($rest:tt)+) => {
        $crate::names::names! { @false $(#[$on])* pub enum $type: $($rest)+ }
    };
    (@$open:literal $(#[$on:meta])* pub enum $type:ident: $what:literal { $($(#[doc = $about:literal])+ $value:ident = $name:expr,)+ }) => {
        $(#[$on])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $type {
            $($(#[doc = $about])+ $value,)+
        }

        impl $type {
            /// Every value of this version, in the order of their numbers.
            pub const ALL: [Self; [$(Self::$value),+].len()] = [$(Self::$value),+];

            /// The name in reports.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$value => $name,)+
                }
            }

            /// The value of that name; `None` where this version knows none.
            pub fn from_name(name: &str) -> Option<Self> {
                <Self as $crate::names::Name>::from_name(name)
            }
        }

        impl $crate::names::Name for $type {
            const WHAT: &'static str = $what;
            const ALL: &'static [Self] = &Self::ALL;
            const OPEN: bool = $open;

            fn name(self) -> &'static str {
                self.name()
            }

            #[cfg(feature = "schema")]
            fn about(self) -> &'static str {
                match self {
                    $(Self::$value => concat!($($about),+),)+
                }
            }

            #[cfg(feature = "schema")]
            fn key(self) -> String {
                match self {
                    $(Self::$value => $crate::names::key(stringify!($value)),)+
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::names::read(deserializer)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::names::schema::<Self>()
            }
        }
    };
}
pub(crate) use names;

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::{
        Basis, CharacteristicId, DimensionId, HealthCode, Id, MeasureId, NotMeasuredId, Rating, ScoreStatus, Unit,
    };
    use super::*;
    use crate::floor::{EventKind, Status};
    use crate::party::Party;

    fn all<T: Name + std::hash::Hash + serde::Serialize + serde::de::DeserializeOwned>() {
        let names: HashSet<&str> = T::ALL.iter().map(|known| known.name()).collect();
        assert_eq!(names.len(), T::ALL.len(), "{}: a name is there twice", T::WHAT);
        for &known in T::ALL {
            assert_eq!(T::from_name(known.name()), Some(known));
            let json = serde_json::to_string(&known).unwrap();
            assert_eq!(json, format!("\"{}\"", known.name()));
            assert_eq!(serde_json::from_str::<T>(&json).unwrap(), known);
            assert_eq!(serde_json::from_str::<Id<T>>(&json).unwrap(), known);
        }
        let refused = serde_json::from_str::<T>("\"of_tomorrow\"").unwrap_err().to_string();
        assert!(refused.contains("of_tomorrow") && refused.contains(T::ALL[0].name()), "{refused}");
    }

    #[test]
    fn every_name_is_read_as_it_is_written() {
        all::<MeasureId>();
        all::<Unit>();
        all::<HealthCode>();
        all::<DimensionId>();
        all::<Rating>();
        all::<ScoreStatus>();
        all::<Basis>();
        all::<CharacteristicId>();
        all::<NotMeasuredId>();
        all::<EventKind>();
        all::<Status>();
        all::<Party>();
    }
}
