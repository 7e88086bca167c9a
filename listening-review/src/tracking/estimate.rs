//! A value with its interval, and how the numbers of a result are written.

use listening_core::stats;
use serde::Serialize;

/// A value with its 90 % interval, which holds it. Both ends are not a number, `null` in JSON, where there is no interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The estimate.
    #[serde(serialize_with = "fine::plain")]
    pub value: f64,
    /// Lower end.
    #[serde(serialize_with = "fine::plain")]
    pub low: f64,
    /// Upper end.
    #[serde(serialize_with = "fine::plain")]
    pub high: f64,
}

impl Estimate {
    /// Whether the interval lies on one side of zero.
    pub fn excludes_zero(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }

    /// With an interval that holds the value.
    pub(super) fn around(self) -> Self {
        Self { value: self.value, low: self.low.min(self.value), high: self.high.max(self.value) }
    }
}

impl From<stats::Estimate> for Estimate {
    fn from(stats::Estimate { value, low, high }: stats::Estimate) -> Self {
        Self { value, low, high }
    }
}

/// Numbers of a result: at most four decimals, `null` where there is none.
#[expect(clippy::trivially_copy_pass_by_ref, clippy::ref_option, reason = "the signatures that serde calls")]
pub(super) mod fine {
    use serde::Serializer;

    pub(crate) fn rounded(value: f64) -> f64 {
        let scaled = value * 1e4;
        // Times since an epoch may be too large to be scaled exactly.
        if scaled.abs() < 9e15 { scaled.round() / 1e4 + 0.0 } else { value }
    }

    pub(crate) fn plain<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        option(&Some(*value), serializer)
    }

    pub(crate) fn option<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
        match value.filter(|value| value.is_finite()) {
            Some(value) => serializer.serialize_f64(rounded(value)),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn all<S: Serializer>(values: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(values.iter().map(|value| rounded(*value)))
    }
}
