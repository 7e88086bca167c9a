//! How a report writes numbers, and reads them again: rounded once, here, and never `-0.0`.
//!
//! The modules are for serde's `with`; what they read lies within the range that they name, or is refused.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::time::{LATEST_S, Time};

/// No number of a report is as large: three decimals of it could not be kept.
const TOO_LARGE: f64 = 1e12;

fn at(value: f64, steps: f64) -> f64 {
    if value.abs() >= TOO_LARGE { value } else { (value * steps).round() / steps + 0.0 }
}

/// Rounded to one decimal, as points are.
pub fn to_tenth(value: f64) -> f64 {
    at(value, 10.0)
}

/// Rounded to three decimals, as all else is.
pub fn to_thousandth(value: f64) -> f64 {
    at(value, 1000.0)
}

/// In seconds with three decimals, as times are.
pub fn seconds(time: Time) -> f64 {
    time.millis() as f64 / 1000.0
}

fn write<S: Serializer>(value: Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value.filter(|value| value.is_finite()) {
        Some(value) => serializer.serialize_f64(value),
        None => serializer.serialize_none(),
    }
}

/// The numbers that are taken.
#[derive(Clone, Copy)]
struct Taken {
    what: &'static str,
    least: f64,
    most: f64,
    /// Whether there may be none.
    null: bool,
}

impl Taken {
    const fn one(what: &'static str, least: f64, most: f64) -> Self {
        Self { what, least, most, null: false }
    }

    const fn or_null(self) -> Self {
        Self { null: true, ..self }
    }

    fn read<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<f64>, D::Error> {
        if self.null { deserializer.deserialize_option(self) } else { deserializer.deserialize_f64(self) }
    }

    fn read_one<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<f64, D::Error> {
        self.read(deserializer)?.ok_or_else(|| D::Error::custom(format_args!("null, expected {self}")))
    }
}

#[cfg(feature = "schema")]
impl Taken {
    /// What a schema says of it. Limits that are there to keep nonsense out are not in it.
    fn schema(self) -> schemars::Schema {
        let mut schema = schemars::Schema::default();
        let kind: &[&str] = if self.null { &["number", "null"] } else { &["number"] };
        schema.insert("type".into(), if self.null { kind.into() } else { kind[0].into() });
        if self.least > -TOO_LARGE {
            schema.insert("minimum".into(), Self::whole(self.least));
        }
        if self.most < LATEST_S {
            schema.insert("maximum".into(), Self::whole(self.most));
        }
        schema
    }

    /// All limits are whole numbers, and are written as such.
    fn whole(limit: f64) -> serde_json::Value {
        (limit as i64).into()
    }
}

impl fmt::Display for Taken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what)?;
        if self.most < TOO_LARGE {
            write!(f, " from {} to {}", self.least, self.most)?;
        } else {
            write!(f, " under 1e12")?;
        }
        f.write_str(if self.null { ", or null" } else { "" })
    }
}

impl<'de> Visitor<'de> for Taken {
    type Value = Option<f64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        let inside = value.is_finite() && (self.least..=self.most).contains(&value);
        let refused = || E::invalid_value(Unexpected::Float(value), &self);
        if inside { Ok(Some(value)) } else { Err(refused()) }
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_f64(self)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

/// A module for serde's `with`.
macro_rules! kind {
    ($(#[$about:meta])* $name:ident: Option, $taken:expr, $round:path) => {
        $(#[$about])*
        #[allow(clippy::ref_option, reason = "the signature that serde calls")]
        pub mod $name {
            use super::*;

            /// Writes it.
            ///
            /// # Errors
            /// What the serializer refuses.
            pub fn serialize<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
                write(value.map($round), serializer)
            }

            /// Reads it.
            ///
            /// # Errors
            /// What is no such number.
            pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
                $taken.or_null().read(deserializer)
            }

            /// What a JSON schema says of it.
            #[cfg(feature = "schema")]
            pub fn schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $taken.or_null().schema()
            }
        }
    };
    ($(#[$about:meta])* $name:ident: f64, $taken:expr, $round:path) => {
        $(#[$about])*
        #[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
        pub mod $name {
            use super::*;

            /// Writes it.
            ///
            /// # Errors
            /// What the serializer refuses.
            pub fn serialize<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
                write(Some($round(*value)), serializer)
            }

            /// Reads it.
            ///
            /// # Errors
            /// What is no such number.
            pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
                $taken.read_one(deserializer)
            }

            /// What a JSON schema says of it.
            #[cfg(feature = "schema")]
            pub fn schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $taken.schema()
            }
        }
    };
}

const ANY: Taken = Taken::one("a number", -TOO_LARGE, TOO_LARGE);
const POINTS: Taken = Taken::one("points", 0.0, 100.0);
const SECONDS: Taken = Taken::one("seconds", 0.0, LATEST_S);
const SHARE: Taken = Taken::one("a number", 0.0, 1.0);

kind!(
    /// A number of any size, to three decimals.
    value: f64, ANY, to_thousandth
);
kind!(
    /// A number of any size or none, to three decimals.
    maybe_value: Option, ANY, to_thousandth
);
kind!(
    /// A share of 0 to 1, to three decimals.
    share: f64, SHARE, to_thousandth
);
kind!(
    /// A probability of 0 to 1 or none, to three decimals.
    maybe_share: Option, SHARE, to_thousandth
);
kind!(
    /// Points of 0 to 100, to one decimal.
    points: f64, POINTS, to_tenth
);
kind!(
    /// Points of 0 to 100 or none, to one decimal.
    maybe_points: Option, POINTS, to_tenth
);
kind!(
    /// A standard deviation in seconds or none, to three decimals.
    maybe_deviation: Option, SECONDS, to_thousandth
);

/// In seconds, with three decimals.
impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(seconds(*self))
    }
}

/// From seconds within a year, to the microsecond.
impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        SECONDS.read_one(deserializer).map(Self::from_seconds)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Time {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "time".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        SECONDS.schema()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Numbers {
        time: Time,
        #[serde(with = "maybe_value")]
        value: Option<f64>,
        #[serde(with = "maybe_points")]
        points: Option<f64>,
        #[serde(with = "share")]
        share: f64,
    }

    fn read(json: &str) -> Result<Numbers, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn nothing_rounds_to_minus_zero() {
        assert!(to_tenth(-0.01).is_sign_positive());
        assert!((to_tenth(2.25) - 2.3).abs() < 1e-12);
    }

    #[test]
    fn what_is_out_of_range_or_no_number_is_refused_with_what_was_expected() {
        let good = r#"{"time":1.5,"value":null,"points":50,"share":1}"#;
        assert_eq!(read(good).unwrap().time, Time::from_millis(1500));
        for (from, to, expected) in [
            ("1.5", "-0.1", "seconds from 0 to 31536000"),
            ("1.5", "31536000.5", "seconds from 0 to 31536000"),
            ("1.5", "null", "seconds from 0 to 31536000"),
            ("1.5", "\"1.5\"", "seconds from 0 to 31536000"),
            ("null", "1e999", "out of range"),
            ("null", "\"NaN\"", "a number under 1e12, or null"),
            ("null", "-1e300", "a number under 1e12, or null"),
            ("50", "100.1", "points from 0 to 100, or null"),
            ("50", "[]", "points from 0 to 100, or null"),
            ("\"share\":1", "\"share\":1.01", "a number from 0 to 1"),
        ] {
            let refused = read(&good.replace(from, to)).unwrap_err();
            assert!(refused.contains(expected), "{to}: {refused}");
        }
    }

    #[test]
    fn what_is_no_number_is_written_as_null() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let numbers = Numbers { time: Time::ZERO, value: Some(value), points: Some(value), share: 0.0 };
            let json = serde_json::to_string(&numbers).unwrap();
            assert_eq!(json, r#"{"time":0.0,"value":null,"points":null,"share":0.0}"#);
        }
    }

    proptest! {
        #[test]
        fn a_written_number_is_written_the_same_again(
            us in 0_i64..31_536_000_000_000,
            large in proptest::option::of(-0.9e12..0.9e12),
            small in proptest::option::of(-1e6..1e6),
            points in proptest::option::of(0.0..100.0),
            share in 0.0..1.0,
        ) {
            let time = Time::from_micros(us);
            for value in [large, small] {
                let json = serde_json::to_string(&Numbers { time, value, points, share }).unwrap();
                let again = serde_json::to_string(&read(&json).unwrap()).unwrap();
                prop_assert_eq!(json, again);
            }
        }
    }
}
