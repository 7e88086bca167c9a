//! The calls that are tracked.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use listening_core::Report;
use serde::de::{DeserializeSeed, Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::evidence::Evidence;
use super::shared::Shared;
use crate::error::{Error, ErrorKind, Result};

/// Calls with their agents and times. Of each report only what tracking needs is kept.
#[derive(Clone, Debug, Default)]
pub struct Calls {
    /// A call that was transferred is here once for each leg, one after the other.
    legs: Vec<TrackedCall>,
    /// How many calls there are.
    whole: usize,
    shared: Shared,
}

/// What else is known of a call, such as its queue: names in order, each with its value.
type Labels = Vec<(Box<str>, Box<str>)>;

/// A call, or a leg of one that was transferred.
#[derive(Clone, Debug)]
pub(super) struct TrackedCall {
    pub(super) agent: String,
    /// Whose call it is as a whole, where the leg is another agent's.
    of: Option<Box<str>>,
    pub(super) time: f64,
    labels: Labels,
    /// Which leg it is, from 0.
    pub(super) leg: usize,
    pub(super) evidence: Evidence,
}

impl TrackedCall {
    /// The call's value of a label.
    pub(super) fn label(&self, name: &str) -> Option<&str> {
        self.labels.iter().find(|(known, _)| **known == *name).map(|(_, value)| &**value)
    }
}

impl Calls {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// All calls of a JSON array of rows: `{"agent", "time", "report": {..}}`, or reports that carry `agent` and `time`; each
    /// may have `labels` besides, as `{"queue": "billing"}`.
    ///
    /// # Errors
    /// An [`Error`] where it is no array, and those of [`Calls::push_json`].
    pub fn from_json(rows: &str) -> Result<Self> {
        let mut calls = Self::new();
        let mut refused = None;
        let mut reader = serde_json::Deserializer::from_str(rows);
        let all = All { calls: &mut calls, refused: &mut refused };
        let read = all.deserialize(&mut reader).and_then(|()| reader.end());
        match (read, refused) {
            (_, Some(error)) => Err(error),
            (Ok(()), None) => Ok(calls),
            (Err(error), None) => Err(ErrorKind::Rows { reason: error.to_string() }.into()),
        }
    }

    /// How many there are; one that was transferred is one.
    pub const fn len(&self) -> usize {
        self.whole
    }

    /// The same with each leg under the call's own agent or group: what a transfer names is an agent, and no team.
    pub(super) fn whole(&self) -> Cow<'_, Self> {
        if self.legs.iter().all(|leg| leg.of.is_none()) {
            return Cow::Borrowed(self);
        }
        let mut calls = self.clone();
        for leg in &mut calls.legs {
            if let Some(of) = leg.of.take() {
                leg.agent = of.into();
            }
        }
        Cow::Owned(calls)
    }

    /// How many agents they are of.
    pub(super) fn agents(&self) -> usize {
        self.legs.iter().map(|call| call.agent.as_str()).collect::<BTreeSet<&str>>().len()
    }

    /// Whether any call has a label of that name.
    pub(super) fn have(&self, label: &str) -> bool {
        self.legs.iter().any(|call| call.label(label).is_some())
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.whole == 0
    }

    /// Adds a call. `time` is in seconds since any epoch, or the order of the call. Of a call that was transferred to agents
    /// with names, each leg is a call of its own agent; `agent` is that of a leg without one, and of all legs where
    /// [`Options::by`](super::Options::by) says that it is another group.
    ///
    /// # Errors
    /// [`Error::row`] for an empty agent, a time that is not finite, or a measure out of range. The call is not added then.
    pub fn push(&mut self, agent: &str, time: f64, report: &Report) -> Result<()> {
        self.push_labelled(agent, time, report, [])
    }

    /// Adds a call with labels that [`Options::adjust`](super::Options::adjust) may name: name and value of each, the last of
    /// one name.
    ///
    /// # Errors
    /// As [`Calls::push`].
    pub fn push_labelled<'l>(
        &mut self,
        agent: &str,
        time: f64,
        report: &Report,
        labels: impl IntoIterator<Item = (&'l str, &'l str)>,
    ) -> Result<()> {
        let index = self.len();
        if agent.trim().is_empty() {
            return Err(ErrorKind::RowAgent { index }.into());
        }
        if !time.is_finite() {
            return Err(ErrorKind::RowTime { index, got: time }.into());
        }
        let parts = Evidence::of(report, &mut self.shared).map_err(|reason| self.bad(ErrorKind::Report { reason }))?;
        let labels: BTreeMap<&str, &str> = labels.into_iter().collect();
        let labels: Labels = labels.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        self.whole += 1;
        for (leg, (named, evidence)) in parts.into_iter().enumerate() {
            let of = named.filter(|named| *named != agent).map(|_| agent.into());
            let agent = named.unwrap_or(agent).into();
            self.legs.push(TrackedCall { agent, of, time, labels: labels.clone(), leg, evidence });
        }
        Ok(())
    }

    /// Adds a call with its report as JSON of the schema `listening.report/1`.
    ///
    /// # Errors
    /// As [`Calls::push`], and [`Error::row`] where the text is no such report.
    pub fn push_json(&mut self, agent: &str, time: f64, report: &str) -> Result<()> {
        self.push_json_labelled(agent, time, report, [])
    }

    /// Adds a call with its report as JSON, and labels.
    ///
    /// # Errors
    /// As [`Calls::push_json`].
    pub fn push_json_labelled<'l>(
        &mut self,
        agent: &str,
        time: f64,
        report: &str,
        labels: impl IntoIterator<Item = (&'l str, &'l str)>,
    ) -> Result<()> {
        let report = Report::from_json(report).map_err(|error| self.bad(error))?;
        self.push_labelled(agent, time, &report, labels)
    }

    /// Adds a call from a row as JSON: an element of [`Calls::from_json`]'s array.
    ///
    /// # Errors
    /// As [`Calls::push_json`].
    pub fn push_row(&mut self, row: &str) -> Result<()> {
        let found: Row<'_> = match serde_json::from_str(row) {
            Ok(found) => found,
            Err(error) => return Err(self.bad(ErrorKind::Report { reason: error.to_string() })),
        };
        let agent = found.agent.as_str().unwrap_or_default();
        let time = found.time.as_f64().unwrap_or(f64::NAN);
        // A report may carry agent and time itself: keys that it does not know are passed over.
        let labels = found.labels.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        self.push_json_labelled(agent, time, found.report.map_or(row, RawValue::get), labels)
    }

    /// The next row cannot be used.
    fn bad(&self, reason: impl Into<Error>) -> Error {
        ErrorKind::RowReport { index: self.len(), reason: reason.into().to_string() }.into()
    }

    /// By agent, then time, then what they hold: in an order that does not depend on how they came.
    pub(super) fn sorted(&self) -> Vec<&TrackedCall> {
        let mut calls: Vec<&TrackedCall> = self.legs.iter().collect();
        calls.sort_by(|a, b| {
            let held =
                || a.labels.cmp(&b.labels).then_with(|| a.evidence.partial_cmp(&b.evidence).unwrap_or(Ordering::Equal));
            a.agent.cmp(&b.agent).then(a.time.total_cmp(&b.time)).then(a.leg.cmp(&b.leg)).then_with(held)
        });
        calls
    }
}

/// Reads an array row by row, so that one that is refused is known by its position.
struct All<'a> {
    calls: &'a mut Calls,
    refused: &'a mut Option<Error>,
}

impl<'de> DeserializeSeed<'de> for All<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for All<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("an array of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        while let Some(row) = rows.next_element::<&RawValue>()? {
            if let Err(error) = self.calls.push_row(row.get()) {
                *self.refused = Some(error);
                return Err(A::Error::custom("refused"));
            }
        }
        Ok(())
    }
}

/// A row: agent, time and report, or a report that carries agent and time itself.
#[derive(Deserialize)]
struct Row<'r> {
    #[serde(default)]
    agent: Value,
    #[serde(default)]
    time: Value,
    #[serde(default)]
    labels: BTreeMap<String, String>,
    #[serde(borrow)]
    report: Option<&'r RawValue>,
}
