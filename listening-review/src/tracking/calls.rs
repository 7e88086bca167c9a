//! The calls that are tracked.

use std::cmp::Ordering;

use serde::de::{DeserializeSeed, Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::evidence::{Evidence, Row, Stored};
use crate::error::{Error, ErrorKind, Result};
use listening_core::Report;

/// Calls with their agents and times. Of each report only what tracking needs is kept.
#[derive(Clone, Debug, Default)]
pub struct Calls {
    calls: Vec<Call>,
}

#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) agent: String,
    pub(super) time: f64,
    pub(super) evidence: Evidence,
}

impl Calls {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// All calls of a JSON array of rows: `{"agent", "time", "report": {..}}`, or reports that carry `agent` and `time`.
    ///
    /// # Errors
    /// [`Error`] where it is no array, and those of [`Calls::push_json`].
    pub fn from_json(rows: &str) -> Result<Self> {
        let mut calls = Self::new();
        let (mut refused, mut inside) = (None, false);
        let mut reader = serde_json::Deserializer::from_str(rows);
        let all = All { calls: &mut calls, refused: &mut refused, inside: &mut inside };
        let read = all.deserialize(&mut reader).and_then(|()| {
            inside = false;
            reader.end()
        });
        match (read, refused) {
            (_, Some(error)) => Err(error),
            (Ok(()), None) => Ok(calls),
            (Err(error), None) if inside && error.is_data() => {
                Err(ErrorKind::RowReport { index: calls.len(), reason: error.to_string() }.into())
            }
            (Err(error), None) => Err(ErrorKind::Rows { reason: error.to_string() }.into()),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.calls.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.calls.is_empty()
    }

    /// Adds a call. `time` is in seconds since any epoch, or the order of the call.
    ///
    /// # Errors
    /// [`Error`] for an empty agent, [`Error`] for a time that is not finite. The call is not added then.
    pub fn push(&mut self, agent: &str, time: f64, report: &Report) -> Result<()> {
        // As it is written: a report that was stored tracks the same as one that was just made.
        self.push_json(agent, time, &report.to_json())
    }

    /// Adds a call with its report as JSON of the schema `listening.report/1`.
    ///
    /// # Errors
    /// As [`Calls::push`], and [`Error`] where the text is no such report.
    pub fn push_json(&mut self, agent: &str, time: f64, report: &str) -> Result<()> {
        let stored: Stored = serde_json::from_str(report).map_err(|error| self.bad(&error.to_string()))?;
        self.add(agent, time, stored)
    }

    /// Adds a call from a row as JSON: an element of [`Calls::from_json`]'s array.
    ///
    /// # Errors
    /// As [`Calls::push_json`].
    pub fn push_row(&mut self, row: &str) -> Result<()> {
        let row = serde_json::from_str(row).map_err(|error| self.bad(&error.to_string()))?;
        self.add_row(row)
    }

    fn bad(&self, reason: &str) -> Error {
        ErrorKind::RowReport { index: self.len(), reason: reason.into() }.into()
    }

    fn add_row(&mut self, row: Row) -> Result<()> {
        let agent = match &row.agent {
            Value::String(agent) => agent.clone(),
            _ => String::new(),
        };
        let time = row.time.as_f64().unwrap_or(f64::NAN);
        self.add(&agent, time, row.into_stored())
    }

    fn add(&mut self, agent: &str, time: f64, stored: Stored) -> Result<()> {
        let index = self.len();
        if agent.trim().is_empty() {
            return Err(ErrorKind::RowAgent { index }.into());
        }
        if !time.is_finite() {
            return Err(ErrorKind::RowTime { index, got: time }.into());
        }
        let evidence = Evidence::of(stored).map_err(|reason| self.bad(&reason))?;
        self.calls.push(Call { agent: agent.into(), time, evidence });
        Ok(())
    }

    /// By agent, then time, then what they hold: in an order that does not depend on how they came.
    pub(super) fn sorted(&self) -> Vec<&Call> {
        let mut calls: Vec<&Call> = self.calls.iter().collect();
        calls.sort_by(|a, b| {
            let held = || a.evidence.partial_cmp(&b.evidence).unwrap_or(Ordering::Equal);
            a.agent.cmp(&b.agent).then(a.time.total_cmp(&b.time)).then_with(held)
        });
        calls
    }
}

/// Reads an array row by row, so that one that is refused is known by its position.
struct All<'a> {
    calls: &'a mut Calls,
    refused: &'a mut Option<Error>,
    inside: &'a mut bool,
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
        *self.inside = true;
        while let Some(Found(row)) = rows.next_element()? {
            if let Err(error) = self.calls.add_row(row) {
                *self.refused = Some(error);
                return Err(A::Error::custom("refused"));
            }
        }
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Found(Row);
