//! Whether the two parties are heard at the same time: one may have been recorded late, from the start or from some moment on, or
//! by another clock.
//!
//! What they do is weighed at each lag (`likelihood`), the call is cut where its lag changes (`parts`), and a lag that grows
//! evenly is a clock's (`drift`). What is found is found from talkspurts alone, so it needs no audio.

mod drift;
mod edges;
mod likelihood;
mod parts;
mod tables;
#[cfg(test)]
mod tests;

use self::drift::drift;
use self::likelihood::Likelihood;
use self::parts::{NEAR, Part, cost_of_change, highest, parts};
use self::tables::{FARTHEST, STEP_MS};
use crate::finding::Health;
use crate::names::HealthCode;
use crate::party::{Party, PerParty};
use crate::talkspurt::Talkspurt;
use crate::time::{Span, Time};

/// A longer call is not looked at: what it takes to is in proportion to its length.
const LONGEST: Time = Time::from_millis(172_800_000);
/// A lag must be likelier than none by this many nats, and no less likely by what either party does alone: one that replies late
/// makes only its own replies likelier elsewhere.
const SURE: f32 = 5.0;
/// Of a part of a long call more is asked, since it is one of many: blocks from which on.
const MANY: f32 = 33.0;
/// A lag under `LARGE` steps may be two ways of talking, one quick and one slow: up to this many more nats are required of one of
/// `SMALL`.
const LARGE: f32 = 26.0;
const SMALL: f32 = 12.0;
const MORE: f32 = 3.0;
/// A lag this near to the farthest that is tried may be a larger one, in steps.
const MARGIN: i64 = 8;
/// Steps around the best in which the truth is: what is further away was ruled out.
const AROUND: usize = 20;
/// A drift must be likelier than none by this many nats.
const SURE_OF_DRIFT: f32 = 7.5;
/// What people do is less independent than the likelihood takes it for: of how many nats one is worth, so that intervals hold
/// what they say (`benches/alignment.py`).
const WORTH: f64 = 3.0;

/// What the talkspurts of a call show of how its channels lie against each other, on the channel that comes too early.
pub(crate) fn findings(talkspurts: &[Talkspurt], whole: Span) -> PerParty<Vec<Health>> {
    let mut found = PerParty::<Vec<Health>>::default();
    let spurts = PerParty::from_fn(|party| {
        talkspurts.iter().filter(|spurt| spurt.party == party).map(|spurt| spurt.span).collect::<Vec<_>>()
    });
    if spurts.agent.is_empty() || spurts.customer.is_empty() || whole.length() > LONGEST {
        return found;
    }
    let likelihood = Likelihood::of(&spurts.agent, &spurts.customer, whole);
    let parts = parts(&likelihood);
    let change = cost_of_change(&likelihood);
    let stepwise = parts.iter().map(Part::best).sum::<f32>() - change * (parts.len() - 1) as f32;
    if let Some(drift) = drift(&likelihood)
        && drift.gain >= SURE_OF_DRIFT
        && drift.best() - change >= stepwise
    {
        let (ppm, interval) = estimate(&drift.sum, drift.step_ppm);
        add(&mut found, HealthCode::Drifting, whole, ppm, interval);
        return found;
    }
    let many = libm::logf(likelihood.blocks.len() as f32 / MANY).max(0.0);
    let sure = if parts.len() == 1 { SURE } else { SURE + many };
    for part in parts.iter().filter(|part| part.is_late(sure)) {
        let span = likelihood.span(part.from, part.to);
        let span = Span::new(span.start.max(whole.start), span.end.min(whole.end));
        let (seconds, interval) = estimate(&part.sum, STEP_MS as f64 / 1000.0);
        add(&mut found, HealthCode::Misaligned, span, seconds, interval);
    }
    found
}

impl Part {
    /// Whether one party is surely late in it.
    fn is_late(&self, sure: f32) -> bool {
        let lag = self.lag.abs();
        let more = MORE * ((LARGE - lag as f32) / (LARGE - SMALL)).clamp(0.0, 1.0);
        let each = self.gains.iter().all(|gain| *gain >= 0.0);
        lag > NEAR as i64 && lag <= FARTHEST as i64 - MARGIN && each && self.gain >= sure + more
    }
}

/// Adds a finding to the party that comes early: the customer where the agent is late by a positive value.
fn add(found: &mut PerParty<Vec<Health>>, code: HealthCode, span: Span, value: f64, (low, high): (f64, f64)) {
    let (party, value, interval) =
        if value > 0.0 { (Party::Customer, value, (low, high)) } else { (Party::Agent, -value, (-high, -low)) };
    found[party].push(Health { interval: Some(interval), ..Health::new(code, span, Some(value)) });
}

/// The median of what log-likelihoods say around the best, and the interval of 90 %, on a scale of so much a step, with zero in
/// the middle.
fn estimate(sum: &[f32], step: f64) -> (f64, (f64, f64)) {
    let best = highest(sum);
    let first = best.saturating_sub(AROUND);
    let near = &sum[first..(best + AROUND + 1).min(sum.len())];
    let weights: Vec<f64> = near.iter().map(|&nats| libm::exp(f64::from(nats - sum[best]) / WORTH)).collect();
    let whole: f64 = weights.iter().sum();
    // Each step is as wide as its weight is spread over.
    let at = |share: f64| {
        let mut below = 0.0;
        let inside = weights.iter().position(|weight| {
            below += weight;
            below >= share * whole
        });
        let number = inside.unwrap_or(weights.len() - 1);
        let over = (below - share * whole) / weights[number];
        ((first + number) as f64 + 0.5 - over - (sum.len() / 2) as f64) * step
    };
    (at(0.5), (at(0.05), at(0.95)))
}
