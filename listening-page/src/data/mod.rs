//! What pages are drawn from, as plain data.

mod explanation;
mod party;
mod reading;
mod report;
mod tracking;

pub(crate) use explanation::Explanation;
pub(crate) use party::Party;
pub(crate) use reading::read;
pub(crate) use report::{Dimension, Event, Health, Mark, Measure, NotMeasured, Report};
pub(crate) use tracking::{
    Agent, Change, Chart, Comparisons, Distribution, Estimate, MadeBy, Overall, Own, Pair, Period, Reliability,
    Tracking,
};
