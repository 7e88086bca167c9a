//! Whether intervals keep what they say, by simulation. The figures stand in `docs/validation.md`:
//!
//!     cargo test --release -p listening-review --lib tracking::simulations -- --nocapture

use super::made_reports::{Chance, Made};
use super::*;

/// How often intervals hold the truth, and how far estimates are from it.
#[derive(Debug, Default)]
struct Tally {
    agents: f64,
    pooled: f64,
    shrunken: f64,
    pooled_error: f64,
    shrunken_error: f64,
    tested: f64,
    changes: f64,
    trends: f64,
    low_p: f64,
    icc: f64,
    runs: f64,
}

impl Tally {
    fn add(&mut self, tracking: &Tracking, id: &str, truth: &[f64], icc: f64) {
        for (agent, truth) in tracking.agents.iter().zip(truth) {
            let own = agent.measure(id).unwrap();
            let shrunken = own.shrunken.unwrap();
            let holds = |estimate: Estimate| f64::from(u8::from(estimate.low <= *truth && *truth <= estimate.high));
            self.agents += 1.0;
            self.pooled += holds(own.estimate);
            self.shrunken += holds(shrunken);
            self.pooled_error += (own.estimate.value - truth).powi(2);
            self.shrunken_error += (shrunken.value - truth).powi(2);
            if let (Some(change), Some(trend)) = (own.change, own.trend) {
                self.tested += 1.0;
                self.changes += f64::from(u8::from(change.called));
                self.trends += f64::from(u8::from(trend.called));
                self.low_p += f64::from(u8::from(trend.p < 0.1));
            }
        }
        let found = tracking.measure(id).unwrap().reliability.unwrap().icc;
        self.runs += 1.0;
        self.icc += f64::from(u8::from(found.low <= icc && icc <= found.high));
    }

    /// Prints the figures and holds them to what is promised.
    fn check(&self, name: &str) {
        let of = |part: f64| 100.0 * part / self.agents;
        let alarms = |part: f64| 100.0 * part / self.tested;
        let gain = self.shrunken_error / self.pooled_error;
        println!(
            "{name}: pooled {:.1} %, shrunken {:.1} %, squared error of shrunken to pooled {gain:.2}, icc {:.1} %; called \
             without cause: changes {:.1} %, trends {:.1} %, p under .1 {:.1} %",
            of(self.pooled),
            of(self.shrunken),
            100.0 * self.icc / self.runs,
            alarms(self.changes),
            alarms(self.trends),
            alarms(self.low_p),
        );
        for covered in [of(self.pooled), of(self.shrunken)] {
            assert!((85.0..=95.0).contains(&covered), "{name}: {covered} %");
        }
        assert!(gain < 0.9, "{name}: {gain}");
        // A slope of counts is often 0, and its interval then holds 0: fewer than one in ten.
        for alarms in [alarms(self.changes), alarms(self.trends), alarms(self.low_p)] {
            assert!((1.0..=13.0).contains(&alarms), "{name}: {alarms} %");
        }
    }
}

const AGENTS: usize = 30;
const CALLS: usize = 14;
const RUNS: u64 = 40;

/// Simulates centres: an agent's truth, then a call's report.
fn simulate(
    name: &str,
    id: &str,
    icc: f64,
    truth: impl Fn(&mut Chance) -> f64,
    report: impl Fn(&mut Chance, f64) -> Made,
) {
    let mut tally = Tally::default();
    for run in 0..RUNS {
        let mut chance = Chance(run);
        let mut calls = Calls::new();
        let mut truths = Vec::new();
        for agent in 0..AGENTS {
            let own = truth(&mut chance);
            truths.push(own);
            for time in 0..CALLS {
                let json = report(&mut chance, own).json();
                calls.push_json(&format!("{agent:03}"), time as f64, &json).unwrap();
            }
        }
        tally.add(&track(&calls, &Options::default()).unwrap(), id, &truths, icc);
    }
    tally.check(name);
}

#[test]
fn rates_by_chance_alone() {
    // One call has 1.2 to 6 minutes of the customer's speech, 3 on average.
    let mean = 3.0;
    let icc = 0.15 * 0.15 / (0.15 * 0.15 + 0.5 / mean);
    simulate(
        "rates",
        "interruption_rate",
        icc,
        |chance| chance.gamma(0.5, 0.15),
        |chance, rate| {
            let minutes = 1.2 + 3.6 * chance.even();
            Made::rated(chance.poisson(rate * minutes), minutes)
        },
    );
}

#[test]
fn rates_that_calls_move() {
    // A call's rate is the agent's times a factor of mean 1 and spread .8: the other party has its part in it.
    let noise = 0.5 + 3.0 * 0.8 * 0.8 * 0.25;
    let icc = 0.2 * 0.2 / (0.2 * 0.2 + noise / 3.0);
    simulate(
        "rates, calls differ",
        "interruption_rate",
        icc,
        |chance| chance.gamma(0.5, 0.2),
        |chance, rate| {
            let minutes = 1.2 + 3.6 * chance.even();
            let factor = chance.gamma(1.0, 0.8);
            Made::rated(chance.poisson(rate * factor * minutes), minutes)
        },
    );
}

#[test]
fn shares_that_calls_move() {
    // 4 to 12 pauses a call, 8 on average.
    let icc = 0.08_f64.powi(2) / (0.08_f64.powi(2) + (0.21 + 7.0 * 0.01) / 8.0);
    simulate(
        "shares, calls differ",
        "pause_respect",
        icc,
        |chance| chance.beta(0.7, 0.08),
        |chance, share| {
            let n = 4 + (chance.even() * 9.0) as usize;
            let own = chance.beta(share.clamp(0.15, 0.95), 0.1);
            Made::shared(chance.hits(n, own), n)
        },
    );
}

#[test]
fn scores() {
    let icc = 16.0 / (16.0 + 81.0);
    simulate(
        "scores",
        "observable_listening",
        icc,
        |chance| chance.normal(72.0, 4.0),
        |chance, own| Made::scored(chance.normal(own, 9.0).clamp(0.0, 100.0)),
    );
}
