//! The report: one value, one order of keys, one way to write a number.

mod channel;
mod engine;
mod kinds;
mod leg;
mod reading;
mod report_event;
#[cfg(feature = "schema")]
mod schema;
mod written;

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Error as _, Unexpected};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::error::Result;
use crate::floor::Turn;
use crate::marks::Mark;
use crate::names::{HealthCode, Id, TalkBasis};
use crate::party::{Party, PerParty};
use crate::talkspurt::Talkspurt;
use crate::time::Time;

pub use channel::Channel;
pub use engine::Engine;
pub use leg::Leg;
pub use report_event::Event;

pub use crate::listening::{
    Accommodation, Characteristic, Deduction, DimensionScore, Measure, NotMeasured, Score, TalkerProsody, Trait,
    TurnVoice,
};
pub use crate::schema_name::SCHEMA;

/// Printed in every report.
pub const NOTICE: &str = "Describes delivery and timing that can be heard, not emotion, intent or understanding. \
One call proves little. Not to be used alone for employment decisions.";

/// The result for one call.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(
        title = "listening.report/1",
        description = "What Listening says of a call. Times are in seconds from the first sample, with three decimals at most. A \
            report may carry names put beside it, such as id, agent and time.",
        extend("$id" = "urn:listening:report:1")
    )
)]
pub struct Report {
    /// Name and version of this schema.
    pub(crate) schema: Schema,
    /// The engine that made it; not there in older reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engine: Option<Engine>,
    /// Name and version of the profile that scored it, followed by the hash of a calibration, as in
    /// `contact_center/2+calibration:0123456789abcdef`.
    #[cfg_attr(feature = "schema", schemars(schema_with = "schema::profile"))]
    pub profile: String,
    /// How it was known who talked when; not there in older reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Id<TalkBasis>>,
    /// Length of the call, in seconds.
    pub duration: Time,
    /// The channel of each party. An inspection of a mono recording has one.
    pub parties: PerParty<Channel>,
    /// Talk without a silence of 180 ms or more, in order of start.
    #[serde(default)]
    pub talkspurts: Vec<Talkspurt>,
    /// Turns: stretches in which a party has the floor, in order of start.
    #[serde(default)]
    pub turns: Vec<Turn>,
    /// What the parties did, and silences, in order of start; final ones only.
    #[serde(default)]
    pub events: Vec<Event>,
    /// All measures of both parties.
    pub measures: Vec<Measure>,
    /// Marks of the telephone system, in order of start; not there where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// The parts of the call with one agent each, in order, if a transfer names an agent; not there otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legs: Vec<Leg>,
    /// The party whose listening was scored; not there in older reports, which are assumed to assess the agent.
    #[serde(default = "the_agent")]
    pub assessed: Party,
    /// The customer's voice turn by turn, if [`Config::talker_prosody`](crate::Config::talker_prosody) requests
    /// it. Not in the JSON.
    #[serde(skip)]
    pub prosody: Option<TalkerProsody>,
    /// The score of the assessed party.
    pub score: Score,
    /// The eleven pairs of opposite words from rating forms.
    #[serde(default)]
    pub traits: Vec<Trait>,
    /// The five characteristics of a good listener.
    #[serde(default)]
    pub characteristics: Vec<Characteristic>,
    /// What the report does not contain.
    #[serde(default)]
    pub not_measured: Vec<NotMeasured>,
    /// What the report must not be used for.
    #[serde(default = "notice")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "schema::text"))]
    pub notice: Cow<'static, str>,
}

impl Report {
    /// The report as JSON in schema `listening.report/1`: UTF-8, one line, times in seconds with at most
    /// three decimals. The same report always gives the same bytes.
    pub fn to_json(&self) -> String {
        json(self)
    }

    /// Reads a report of schema `listening.report/1`, written in any language by any version. Keys that this version does not know are
    /// ignored; names that it does not know are kept.
    ///
    /// ```
    /// use listening_core::{Floor, Party, Report};
    /// let mut floor = Floor::new();
    /// floor.push(Party::Agent, 0.0, 2.0)?;
    /// floor.push(Party::Customer, 2.3, 9.0)?;
    /// let json = floor.finish(None)?.to_json();
    /// let report = Report::from_json(&json)?;
    /// assert_eq!(report.assessed, Party::Agent);
    /// assert_eq!(report.to_json(), json);
    /// # Ok::<(), listening_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// An error ([`Error::is_report`](crate::Error::is_report)) if it is not one: it says what was expected, what was received, and where.
    pub fn from_json(json: &str) -> Result<Self> {
        reading::read(json)
    }

    /// The start of the time it covers: the start of the call, or of the part that a session with
    /// [`Config::history`](crate::Config::history) still remembered.
    ///
    /// ```
    /// use listening_core::{Floor, Time};
    /// assert_eq!(Floor::new().finish(Some(9.0))?.since(), Time::ZERO);
    /// # Ok::<(), listening_core::Error>(())
    /// ```
    pub fn since(&self) -> Time {
        let mut findings = self.parties.agent.health.iter();
        findings.find(|found| found.code == HealthCode::Forgotten).map_or(Time::ZERO, |found| found.end)
    }

    /// Whether it was made before reports named their engine and the assessed party. It then does not say who was
    /// [`assessed`](Self::assessed), and is assumed to assess the agent.
    pub const fn is_dated(&self) -> bool {
        self.engine.is_none()
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // What did not say who was assessed is written as it came.
        let assessed = Some(self.assessed).filter(|&assessed| !self.is_dated() || assessed != the_agent());
        let known = usize::from(self.engine.is_some()) + usize::from(self.basis.is_some());
        let marked = usize::from(!self.marks.is_empty()) + usize::from(!self.legs.is_empty());
        let keys = 13 + known + marked + usize::from(assessed.is_some());
        let mut written = serializer.serialize_struct("Report", keys)?;
        written.serialize_field("schema", &self.schema)?;
        if let Some(engine) = &self.engine {
            written.serialize_field("engine", engine)?;
        }
        written.serialize_field("profile", &self.profile)?;
        if let Some(basis) = &self.basis {
            written.serialize_field("basis", basis)?;
        }
        written.serialize_field("duration", &self.duration)?;
        written.serialize_field("parties", &self.parties)?;
        written.serialize_field("talkspurts", &self.talkspurts)?;
        written.serialize_field("turns", &self.turns)?;
        written.serialize_field("events", &self.events)?;
        written.serialize_field("measures", &self.measures)?;
        if !self.marks.is_empty() {
            written.serialize_field("marks", &self.marks)?;
        }
        if !self.legs.is_empty() {
            written.serialize_field("legs", &self.legs)?;
        }
        if let Some(assessed) = assessed {
            written.serialize_field("assessed", &assessed)?;
        }
        written.serialize_field("score", &self.score)?;
        written.serialize_field("traits", &self.traits)?;
        written.serialize_field("characteristics", &self.characteristics)?;
        written.serialize_field("not_measured", &self.not_measured)?;
        written.serialize_field("notice", &self.notice)?;
        written.end()
    }
}

const fn the_agent() -> Party {
    Party::Agent
}

const fn notice() -> Cow<'static, str> {
    Cow::Borrowed(NOTICE)
}

/// Plain data with string keys and finite numbers as JSON: it cannot fail to be written.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The name of the report's schema, which is always the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Schema;

impl Serialize for Schema {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(SCHEMA)
    }
}

impl<'de> Deserialize<'de> for Schema {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Cow::<str>::deserialize(deserializer)?;
        if name == SCHEMA { Ok(Self) } else { Err(D::Error::invalid_value(Unexpected::Str(&name), &SCHEMA)) }
    }
}
