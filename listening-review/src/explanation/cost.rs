//! What a measure cost, and where it can be heard.

use listening_core::{DimensionId, EventKind, Id, MeasureId, Unit, number};
use serde::Serialize;

/// A measure that cost points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cost {
    /// Its dimension.
    pub dimension: DimensionId,
    /// Its id.
    pub measure: MeasureId,
    /// Points of the whole score's 100.
    #[serde(serialize_with = "number::points::serialize")]
    pub points: f64,
    /// The measure's value: what was counted.
    #[serde(serialize_with = "number::maybe_value::serialize")]
    pub value: Option<f64>,
    /// What the profile's curve read, where that is another number: the value drawn to what is usual, as far as the call is
    /// short. Absent in the JSON where it is the value.
    #[serde(serialize_with = "number::maybe_value::serialize", skip_serializing_if = "Option::is_none")]
    pub scored: Option<f64>,
    /// Its unit.
    pub unit: Id<Unit>,
    /// Lower end of its 90 % interval.
    #[serde(serialize_with = "number::maybe_value::serialize")]
    pub low: Option<f64>,
    /// Upper end.
    #[serde(serialize_with = "number::maybe_value::serialize")]
    pub high: Option<f64>,
    /// What it was counted over.
    pub n: usize,
    /// Where to listen, in order of time; none where what costs is something missing, or delivery.
    pub places: Vec<Place>,
}

/// Where to press play.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// Id of the event.
    pub event: String,
    /// Its kind.
    pub kind: Id<EventKind>,
    /// When it begins, seconds.
    #[serde(serialize_with = "number::value::serialize")]
    pub start: f64,
    /// When it ends.
    #[serde(serialize_with = "number::value::serialize")]
    pub end: f64,
    /// Ten seconds around its start, or to its end if that is later: from here.
    #[serde(serialize_with = "number::value::serialize")]
    pub listen_from: f64,
    /// To here.
    #[serde(serialize_with = "number::value::serialize")]
    pub listen_to: f64,
}
