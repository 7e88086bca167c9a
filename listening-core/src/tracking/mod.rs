//! What many calls say of each agent, where one call says little: exposure-pooled estimates, shrunken towards what the agents
//! have in common, how far calls can tell agents apart at all, trends, changes and control charts.
//!
//! `docs/tracking.md` holds the formulas with their sources. No rank is given: where intervals overlap, and between
//! agents they mostly do, an order is chance (Goldstein & Spiegelhalter 1996).
//!
//! ```
//! use listening_core::tracking::{Calls, Options, track};
//! use listening_core::{Floor, Party};
//! let mut calls = Calls::new();
//! for day in 0..6 {
//!     let mut floor = Floor::new();
//!     floor.push(Party::Agent, 0.0, 4.0)?;
//!     floor.push(Party::Customer, 4.2, 50.0)?;
//!     calls.push("ann", f64::from(day) * 86_400.0, &floor.finish(None)?)?;
//! }
//! let tracking = track(&calls, &Options::default())?;
//! assert_eq!(tracking.agents[0].calls, 6);
//! assert_eq!(tracking.agents[0].measure("interruption_rate").unwrap().estimate.value, 0.0);
//! # Ok::<(), listening_core::Error>(())
//! ```

mod calls;
mod change;
mod chart;
mod habit;
mod kinds;
mod pooled;
mod prior;
mod rates;
mod reliability;
mod result;
mod row;
mod series;
mod shares;
mod trend;
mod values;

#[cfg(test)]
mod simulations;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use calls::Calls;
pub use change::Change;
pub use chart::{Chart, ChartPoint};
pub use habit::Habit;
pub use kinds::Kind;
pub use reliability::Reliability;
pub use result::{AgentMeasure, AgentTrack, Comparisons, Estimate, MeasureTrack, SCHEMA, Tracking};
pub use trend::Trend;

use crate::error::{ErrorKind, Result};
use crate::party::Party;

/// Fewest calls of an agent that a trend, a change (on each side), a chart or a habit is told of. Between 4 and 10 calls of
/// an agent are scored by hand each month.
pub const LEAST_CALLS: usize = 5;
/// Fewest agents whose spread can be told: estimates are shrunken from here on.
pub const LEAST_AGENTS: usize = 5;

/// How to track.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Whose listening the reports assess; a report does not say it. The agent's by default.
    pub assessed: Party,
    /// When the time after begins, in the unit of the calls' times: changes are told between the calls before it and those
    /// from it on. `None`: between the first and the second half of each agent's calls.
    pub since: Option<f64>,
}

impl Default for Options {
    fn default() -> Self {
        Self { assessed: Party::Agent, since: None }
    }
}

/// Tracks all agents of `calls`. The order in which the calls came does not matter.
///
/// # Errors
/// A refusal ([`Error::is_config`](crate::Error::is_config)) where `since` is not finite.
pub fn track(calls: &Calls, options: &Options) -> Result<Tracking> {
    match options.since {
        Some(since) if !since.is_finite() => {
            Err(ErrorKind::Setting { name: "since", got: since.to_string(), expected: "a finite time" }.into())
        }
        _ => Ok(result::tracking(calls, options)),
    }
}
