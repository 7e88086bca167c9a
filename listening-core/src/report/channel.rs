//! The two channels of a report.

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use crate::finding::Health;
use crate::number;
use crate::party::PerParty;
use crate::time::Time;

/// A party's channel.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "channel", deny_unknown_fields))]
pub struct Channel {
    /// 0 (left) or 1 (right); `None` where no audio was given.
    #[serde(default, deserialize_with = "side")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "super::schema::side"))]
    pub channel: Option<u8>,
    /// Length of the party's talk, in seconds.
    pub speech_seconds: Time,
    /// Active speech level by ITU-T P.56 method B, dBov, excluding music and the other party's leak;
    /// `None` without talk or audio.
    #[serde(default, with = "number::maybe_value")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_value::schema"))]
    pub active_level_dbov: Option<f64>,
    /// That level above the median level outside speech, dB; `None` where it is not known.
    #[serde(default, with = "number::maybe_value")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_value::schema"))]
    pub snr_db: Option<f64>,
    /// Faults, music and tones on the channel, in order of start.
    #[serde(default)]
    pub health: Vec<Health>,
    /// Whether the report omits it.
    #[serde(skip)]
    pub(crate) left_out: bool,
}

impl Channel {
    /// Whether the report has this channel: that of a mono recording has only one, and the value for the other is
    /// empty.
    pub const fn is_there(&self) -> bool {
        !self.left_out
    }

    const fn absent() -> Self {
        Self {
            channel: None,
            speech_seconds: Time::ZERO,
            active_level_dbov: None,
            snr_db: None,
            health: Vec::new(),
            left_out: true,
        }
    }
}

/// Which of two channels.
fn side<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    match Option::<u8>::deserialize(deserializer)? {
        Some(other @ 2..) => Err(D::Error::custom(format_args!("{other}, expected 0 (left), 1 (right) or null"))),
        side => Ok(side),
    }
}

#[derive(serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "C: Deserialize<'de>"))]
struct Written<C> {
    #[serde(skip_serializing_if = "Option::is_none")]
    agent: Option<C>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<C>,
}

impl Serialize for PerParty<Channel> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let there = |channel| Some(channel).filter(|channel: &&Channel| channel.is_there());
        Written { agent: there(&self.agent), customer: there(&self.customer) }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PerParty<Channel> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Written { agent, customer } = Written::<Channel>::deserialize(deserializer)?;
        if agent.is_none() && customer.is_none() {
            return Err(D::Error::custom("no channel, expected that of the agent, of the customer or of both"));
        }
        let or_absent = |channel: Option<Channel>| channel.unwrap_or_else(Channel::absent);
        Ok(Self { agent: or_absent(agent), customer: or_absent(customer) })
    }
}
