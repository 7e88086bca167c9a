//! A measure, with all that is learned from the calls of all agents together.

use super::differs::{Differs, differs};
use super::estimate::Estimate;
use super::family::Cell;
use super::mix::{Adjusted, Factors, adjust};
use super::pooled;
use super::prior::Prior;
use super::reliability::Components;
use super::series::{Point, Series};

/// A measure, and what all agents' calls say of it.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) series: Series,
    /// The calls in the mix of all, where they were adjusted.
    pub(super) adjusted: Option<Adjusted>,
    pub(super) components: Components,
    /// Of the calls as they are.
    pub(super) unadjusted: Components,
    pub(super) prior: Option<Prior>,
    /// `None` where it was not looked at either.
    pub(super) differs: Option<Differs>,
}

impl Measured {
    pub(super) fn of(series: Series, factors: &Factors) -> Option<Self> {
        let unadjusted = Components::of(series.kind, &series.agents)?;
        let adjusted = adjust(&series, factors, &unadjusted);
        let points = adjusted.as_ref().map_or(&series.agents, |mix| &mix.agents);
        let components = Components::of(series.kind, points)?;
        let known = points.iter().filter_map(|points| pooled::cell(points, series.kind, &components));
        let prior = Prior::learn(series.kind, &known.collect::<Vec<Cell>>());
        Some(Self { series, adjusted, components, unadjusted, prior, differs: None })
    }

    /// With whether agents differ.
    pub(super) fn compared(mut self) -> Self {
        self.differs = differs(self.points(), &self.components);
        self
    }

    /// The calls of each agent that estimates rest on.
    pub(super) fn points(&self) -> &[Vec<Point>] {
        self.adjusted.as_ref().map_or(&self.series.agents, |mix| &mix.agents)
    }

    /// What is to be thought of an agent with these calls.
    pub(super) fn shrink(&self, points: &[Point]) -> Option<Estimate> {
        let cell = pooled::cell(points, self.series.kind, &self.components)?;
        self.prior.as_ref()?.shrink(cell)
    }
}
