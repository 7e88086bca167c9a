//! What many calls say of each agent, where one call says little: exposure-pooled estimates, shrunken towards what the agents
//! have in common, how far calls can tell agents apart at all, trends, changes and control charts.
//!
//! `docs/tracking.md` holds the formulas with their sources. No rank is given: where intervals overlap, and between
//! agents they mostly do, an order is chance (Goldstein & Spiegelhalter 1996).
//!
//! ```
//! use listening_review::tracking::{Calls, Options, track};
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
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod agent;
mod breaks;
mod calls;
mod change;
mod chart;
mod comparisons;
mod estimate;
mod evidence;
mod family;
mod habit;
mod made_by;
mod measure;
mod options;
mod pooled;
mod prior;
mod reliability;
mod series;
#[allow(clippy::module_inception)] // the result of tracking is a Tracking
mod tracking;
mod trend;

#[cfg(test)]
mod made_reports;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod simulations;
#[cfg(test)]
mod tests;

pub use agent::{AgentMeasure, AgentTrack};
pub use breaks::Break;
pub use calls::Calls;
pub use change::Change;
pub use chart::{Chart, ChartPoint};
pub use comparisons::Comparisons;
pub use estimate::Estimate;
pub use family::Kind;
pub use habit::Habit;
pub use made_by::MadeBy;
pub use measure::MeasureTrack;
pub use options::{LEAST_AGENTS, LEAST_CALLS, Options};
pub use reliability::Reliability;
pub use tracking::{SCHEMA, Tracking};
pub use trend::Trend;

use crate::error::{ErrorKind, Result};

/// Tracks all agents of `calls`. The order in which the calls came does not matter.
///
/// # Errors
/// An [`Error`](crate::Error) where `since` is not finite.
pub fn track(calls: &Calls, options: &Options) -> Result<Tracking> {
    match options.since {
        Some(since) if !since.is_finite() => {
            Err(ErrorKind::Setting { name: "since", got: since.to_string(), expected: "a finite time" }.into())
        }
        _ => Ok(tracking::tracking(calls, options)),
    }
}
