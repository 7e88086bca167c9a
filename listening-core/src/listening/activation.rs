//! What the customer's voice does through the call: opt-in, and in neutral words.

use super::accommodation::{Accommodation, accommodation};
use super::facts::Facts;
use super::measures::Measure;
use super::trajectory::{TurnVoice, turns};
use crate::names::MeasureId;
use crate::party::Party;
use crate::stats::{Estimate, change_points, hodges_lehmann, spearman, theil_sen};
use crate::time::{Span, Time};

/// The minimum number of turns for reporting a change.
const LEAST: usize = 6;

/// The customer's voice against its own norm, turn by turn. Made only where
/// [`Config::talker_prosody`](crate::Config::talker_prosody) is set; not part of the report's JSON.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TalkerProsody {
    /// The customer's turns with a pitch, in order.
    pub turns: Vec<TurnVoice>,
    /// Where its level changes: the start of the first turn of each stretch but the first.
    pub tack_points: Vec<Time>,
    /// How far the two voices move together.
    pub accommodation: Vec<Accommodation>,
    /// Level of each of the customer's turns and of the agent's reply to it, each in own spreads above the own norm.
    pub replies: Vec<(f64, f64)>,
}

impl TalkerProsody {
    pub(crate) fn of(facts: &Facts<'_>) -> Self {
        let [agent, customer] = Party::BOTH.map(|party| turns(facts, party));
        let cuts = change_points(&levels(&customer));
        Self {
            tack_points: cuts.iter().map(|&cut| customer[cut].span.start).collect(),
            accommodation: accommodation(facts, &agent, &customer),
            replies: replies(facts, &agent, &customer),
            turns: customer,
        }
    }

    /// Their rows in the table of measures: the customer's, and one of the agent.
    pub(crate) fn measures(&self) -> Vec<Measure> {
        use MeasureId::{ActivationTackPoints, ActivationTrend, CustomerActivation, EscalationCoupling, SettleTime};
        let n = self.turns.len();
        let row = |id: MeasureId, value: Option<f64>, interval: Option<Estimate>| Measure {
            id: id.into(),
            party: Party::Customer,
            value: value.filter(|_| n >= LEAST),
            scored: None,
            unit: id.unit().into(),
            low: interval.filter(|_| n >= LEAST).map(|e| e.low),
            high: interval.filter(|_| n >= LEAST).map(|e| e.high),
            n,
            events: Vec::new(),
        };
        let estimate = |id, found: Option<Estimate>| row(id, found.map(|e| e.value), found);
        let third = n / 3;
        let all = levels(&self.turns);
        let points: Vec<(f64, f64)> = self.turns.iter().map(|turn| (turn.minutes(), turn.activation)).collect();
        // Of the agent nothing but how loud: whether it answers loudness with loudness.
        let coupling = spearman(&self.replies);
        let coupled = Measure {
            id: EscalationCoupling.into(),
            party: Party::Agent,
            value: coupling.map(|e| e.value),
            scored: None,
            unit: EscalationCoupling.unit().into(),
            low: coupling.map(|e| e.low),
            high: coupling.map(|e| e.high),
            n: self.replies.len(),
            events: Vec::new(),
        };
        vec![
            coupled,
            estimate(CustomerActivation, hodges_lehmann(&all[..third], &all[n - third..])),
            estimate(ActivationTrend, theil_sen(&points)),
            row(ActivationTackPoints, Some(self.tack_points.len() as f64), None),
            row(SettleTime, self.settled().map(Time::seconds), None),
        ]
    }

    /// When the activation fell for the last time, if it did not rise after that.
    fn settled(&self) -> Option<Time> {
        let last = *self.tack_points.last()?;
        let place = |time: Time| self.turns.partition_point(|turn| turn.span.start < time);
        let (from, cut) = (self.tack_points.iter().rev().nth(1).map_or(0, |&before| place(before)), place(last));
        let mean = |turns: &[TurnVoice]| levels(turns).iter().sum::<f64>() / turns.len().max(1) as f64;
        (mean(&self.turns[cut..]) < mean(&self.turns[from..cut])).then_some(last)
    }
}

fn replies(facts: &Facts<'_>, agent: &[TurnVoice], customer: &[TurnVoice]) -> Vec<(f64, f64)> {
    let level = |list: &[TurnVoice], span: Span| list.iter().find(|turn| turn.span == span)?.level;
    facts
        .replies()
        .filter(|(_, reply)| reply.party == Party::Agent)
        .filter_map(|(before, reply)| Some((level(customer, before.span)?, level(agent, reply.span)?)))
        .collect()
}

fn levels(turns: &[TurnVoice]) -> Vec<f64> {
    turns.iter().map(|turn| turn.activation).collect()
}

#[cfg(test)]
mod tests {
    use super::super::made_call::{MadeCall, Spoken};
    use super::*;

    fn made(n: usize, semitones: impl Fn(usize) -> f64) -> TalkerProsody {
        let call = MadeCall::of(n, |k| Spoken { semitones: semitones(k), ..Spoken::at(k) });
        TalkerProsody::of(&call.facts())
    }

    fn measure(prosody: &TalkerProsody, id: MeasureId) -> Measure {
        prosody.measures().into_iter().find(|row| row.id == id).unwrap()
    }

    #[test]
    fn a_step_is_a_tack_point_and_a_fall_settles() {
        let prosody = made(24, |k| if k < 10 { 4.0 } else { 0.0 });
        let times: Vec<f64> = prosody.tack_points.iter().map(|time| time.seconds()).collect();
        let cut = prosody.turns[10].span.start.seconds();
        assert!(times.len() == 1 && (times[0] - cut).abs() <= 12.0, "{times:?}, not {cut}");
        assert_eq!(measure(&prosody, MeasureId::SettleTime).value, Some(times[0]));
        let change = measure(&prosody, MeasureId::CustomerActivation);
        assert!(change.high.unwrap() < 0.0, "{change:?}");
        let rise = made(24, |k| if k < 10 { 0.0 } else { 4.0 });
        assert_eq!(rise.tack_points.len(), 1);
        assert_eq!(measure(&rise, MeasureId::SettleTime).value, None);
        assert!(measure(&rise, MeasureId::CustomerActivation).low.unwrap() > 0.0);
    }

    #[test]
    fn what_falls_has_a_falling_trend() {
        let trend = measure(&made(20, |k| -0.4 * k as f64), MeasureId::ActivationTrend);
        assert!(trend.high.unwrap() < 0.0, "{trend:?}");
    }

    #[test]
    fn a_level_voice_has_no_trend_and_no_tack_points() {
        let prosody = made(30, |_| 0.0);
        let trend = measure(&prosody, MeasureId::ActivationTrend);
        assert!(trend.low.unwrap() <= 0.0 && trend.high.unwrap() >= 0.0, "{trend:?}");
        assert!(prosody.tack_points.is_empty(), "{:?}", prosody.tack_points);
        assert_eq!(measure(&prosody, MeasureId::SettleTime).value, None);
    }

    #[test]
    fn few_turns_tell_nothing() {
        let prosody = made(5, |k| k as f64);
        assert!(prosody.measures().iter().all(|row| row.value.is_none() && row.low.is_none()));
        assert!(made(0, |_| 0.0).turns.is_empty());
    }

    #[test]
    fn where_the_gain_is_unsteady_the_level_takes_no_part() {
        let call = MadeCall::of(20, |k| Spoken { level: if k < 10 { -40.0 } else { -20.0 }, ..Spoken::at(k) });
        let mut facts = call.facts();
        assert!(measure(&TalkerProsody::of(&facts), MeasureId::CustomerActivation).low.unwrap() > 0.0);
        facts.unsteady_gain.customer = true;
        let prosody = TalkerProsody::of(&facts);
        assert!(prosody.turns.iter().all(|turn| turn.level.is_none()));
        assert!(measure(&prosody, MeasureId::CustomerActivation).low.unwrap() <= 0.0);
        assert!(prosody.accommodation.iter().all(|row| row.feature != "level"));
    }
}
