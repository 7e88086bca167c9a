//! What pages read of an explanation, schema `listening.explanation/1`.

use serde::Deserialize;

/// A score taken apart.
#[derive(Debug, Deserialize)]
pub(crate) struct Explanation {
    pub(crate) habit: Option<Habit>,
}

/// The one habit whose change would gain most.
#[derive(Debug, Deserialize)]
pub(crate) struct Habit {
    pub(crate) measure: String,
    pub(crate) gain: f64,
    pub(crate) gain_low: f64,
    pub(crate) aim: f64,
    pub(crate) advice: String,
}
