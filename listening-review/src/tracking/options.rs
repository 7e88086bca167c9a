//! How to track.

use listening_core::Party;

/// Fewest calls of an agent for a trend, a change (on each side), a chart or a habit. Between 4 and 10 calls of an agent are
/// scored by hand each month.
pub const LEAST_CALLS: usize = 5;
/// Fewest agents that a spread over agents is learned from: estimates are shrunken from here on.
pub const LEAST_AGENTS: usize = 5;

/// How to track.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Whose listening is tracked. Default the agent's.
    pub assessed: Party,
    /// When the time after begins, in the unit of the calls' times: changes are between the calls before it and those
    /// from it on. `None`: between the first and the second half of each agent's calls.
    pub since: Option<f64>,
}

impl Default for Options {
    fn default() -> Self {
        Self { assessed: Party::Agent, since: None }
    }
}
