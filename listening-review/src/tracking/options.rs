//! How to track.

use listening_core::Party;

use super::period::Period;
use crate::error::{ErrorKind, Result};

/// Fewest calls of an agent for a trend, a change (on each side), a chart or a habit. Between 4 and 10 calls of an agent are
/// scored by hand each month.
pub const LEAST_CALLS: usize = 5;
/// Fewest agents that a spread over agents is learned from: estimates are shrunken from here on.
pub const LEAST_AGENTS: usize = 5;
/// Most agents for [`Options::pairs`]: their number grows with the square.
pub const MOST_PAIRED: usize = 200;
/// The factor of [`Options::adjust`] that is the call's length and no label.
pub const LENGTH: &str = "length";
/// What [`Options::by`] is where calls are grouped by agent.
pub const AGENT: &str = "agent";

/// How to track.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Whose listening is tracked. Default the agent's.
    pub assessed: Party,
    /// What the calls are grouped by: `agent`, or what else they were pushed with in its place, such as `team`: then the legs
    /// of a call that was transferred count for the group that it was pushed with. Default [`AGENT`].
    pub by: String,
    /// When the time after begins, in the unit of the calls' times: changes are between the calls before it and those
    /// from it on. `None`: between the first and the second half of each agent's calls.
    pub since: Option<f64>,
    /// When the time before ends, where a training lay between: calls from here to [`since`](Self::since) belong to
    /// neither side. `None`: there is nothing between.
    pub until: Option<f64>,
    /// Calendar periods that each agent's calls are also summed up by; the calls' times are then seconds since 1970.
    pub period: Option<Period>,
    /// What estimates are adjusted for: labels that calls were pushed with, such as `queue`, and [`LENGTH`]. Empty: nothing.
    pub adjust: Vec<String>,
    /// Whether the difference of each pair of agents is reported, for up to [`MOST_PAIRED`] agents.
    pub pairs: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            assessed: Party::Agent,
            by: AGENT.into(),
            since: None,
            until: None,
            period: None,
            adjust: Vec::new(),
            pairs: false,
        }
    }
}

impl Options {
    pub(super) fn check(&self) -> Result<()> {
        let refuse = |name, got: String, expected| Err(ErrorKind::Setting { name, got, expected }.into());
        for (name, time) in [("since", self.since), ("until", self.until)] {
            if let Some(time) = time.filter(|time| !time.is_finite()) {
                return refuse(name, time.to_string(), "a finite time");
            }
        }
        match (self.since, self.until) {
            (None, Some(until)) => refuse("until", until.to_string(), "a time together with `since`"),
            (Some(since), Some(until)) if until > since => {
                refuse("until", until.to_string(), "a time that is not after `since`")
            }
            _ => Ok(()),
        }
    }
}
