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
mod corrections;
mod current;
mod differs;
mod distribution;
mod estimate;
mod evidence;
mod exposure;
mod family;
mod habit;
mod made_by;
mod measure;
mod measured;
mod mix;
mod options;
mod pairs;
mod part;
mod period;
mod periods;
mod pooled;
mod prior;
mod reliability;
mod scale;
mod series;
mod shared;
#[allow(clippy::module_inception)] // the result of tracking is a Tracking
mod tracking;
mod trend;
mod warnings;

#[cfg(test)]
mod leg_tests;
#[cfg(test)]
mod made_reports;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod simulations;
#[cfg(test)]
mod team_tests;
#[cfg(test)]
mod tests;

pub use agent::{AgentMeasure, AgentTrack};
pub use breaks::Break;
pub use calls::Calls;
pub use change::Change;
pub use chart::{Chart, ChartPoint};
pub use comparisons::Comparisons;
pub use differs::Differs;
pub use distribution::Distribution;
pub use estimate::Estimate;
pub use family::Kind;
pub use habit::Habit;
pub use made_by::MadeBy;
pub use measure::MeasureTrack;
pub use mix::MixEffect;
pub use options::{AGENT, LEAST_AGENTS, LEAST_CALLS, LENGTH, MOST_PAIRED, Options};
pub use pairs::Pair;
pub use period::Period;
pub use periods::PeriodEstimate;
pub use reliability::Reliability;
pub use tracking::{SCHEMA, Tracking};
pub use trend::Trend;

use std::borrow::Cow;

use crate::error::{ErrorKind, Result};

/// Tracks all agents of `calls`. The order in which the calls came does not matter.
///
/// # Errors
/// An [`Error`](crate::Error) where a time of the options is not finite, `until` comes without `since` or after it, pairs are
/// asked for of more than [`MOST_PAIRED`] agents, or estimates are to be adjusted for a label that no call has.
pub fn track(calls: &Calls, options: &Options) -> Result<Tracking> {
    options.check()?;
    let calls = if options.by == AGENT { Cow::Borrowed(calls) } else { calls.whole() };
    if options.pairs && calls.agents() > MOST_PAIRED {
        let got = format!("on for {} agents", calls.agents());
        return Err(ErrorKind::Setting { name: "pairs", got, expected: "200 agents or fewer" }.into());
    }
    if let Some(name) = options.adjust.iter().find(|name| *name != LENGTH && !calls.is_empty() && !calls.have(name)) {
        let expected = "\"length\", or a label (a column) of the calls; no call has it";
        return Err(ErrorKind::Setting { name: "adjust", got: format!("{name:?}"), expected }.into());
    }
    Ok(tracking::tracking(&calls, options))
}
