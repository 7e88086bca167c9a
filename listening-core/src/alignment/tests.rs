//! Made conversations, whole, moved, in steps and with a wrong clock.

use super::findings;
use crate::finding::Health;
use crate::names::HealthCode;
use crate::party::{Party, PerParty};
use crate::talkspurt::Talkspurt;
use crate::time::{Span, Time};

/// Numbers between 0 and 1.
struct Dice(u32);

impl Dice {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(self.0 >> 8) / 16_777_216.0
    }
}

/// Two who take turns for this many seconds, reply within half a second and give feedback; the agent's talk is where `agent` puts it.
fn conversation(seconds: f64, agent: impl Fn(f64) -> f64) -> Vec<Talkspurt> {
    let mut dice = Dice(7);
    let mut talk = Vec::new();
    let mut say = |party: Party, start: f64, end: f64| {
        let at = |time: f64| Time::from_seconds(if party == Party::Agent { agent(time) } else { time }.max(0.0));
        let span = Span::new(at(start), at(end));
        if span.start < span.end && span.end <= Time::from_seconds(seconds) {
            talk.push(Talkspurt::new(party, span));
        }
    };
    let (mut now, mut party) = (8.0, Party::Agent);
    while now < seconds - 20.0 {
        let mut end = now;
        for _ in 0..2 + (3.0 * dice.next()) as u32 {
            let start = end + 0.25 + 0.4 * dice.next();
            end = start + 0.6 + 2.2 * dice.next();
            say(party, start, end);
            if dice.next() < 0.35 {
                say(party.other(), end - 0.1, end + 0.15);
            }
        }
        now = end - 0.25 + 0.5 * dice.next();
        party = party.other();
    }
    talk.sort_by_key(|spurt| (spurt.span.start, spurt.party));
    talk
}

fn found(seconds: f64, agent: impl Fn(f64) -> f64) -> PerParty<Vec<Health>> {
    findings(&conversation(seconds, agent), Span::new(Time::ZERO, Time::from_seconds(seconds)))
}

#[test]
fn a_call_as_it_is_has_none_and_a_moved_one_says_by_how_much() {
    for seconds in [60.0, 300.0, 3000.0] {
        let none = found(seconds, |time| time);
        assert!(none.agent.is_empty() && none.customer.is_empty(), "{seconds} {none:?}");
    }
    for by in [-5.0, -1.5, 1.5, 5.0] {
        let both = found(300.0, |time| time + by);
        let (early, other) = if by > 0.0 { (&both.customer, &both.agent) } else { (&both.agent, &both.customer) };
        assert!(other.is_empty(), "{by} {both:?}");
        let [one] = &early[..] else { panic!("{by} {both:?}") };
        let ((low, high), value) = (one.interval.unwrap(), one.value.unwrap());
        assert_eq!((one.code.clone(), one.start), (HealthCode::Misaligned.into(), Time::ZERO));
        assert_eq!(one.end, Time::from_millis(300_000));
        assert!(
            (value - f64::abs(by)).abs() < 0.2 && low <= value && value <= high && high - low < 1.2,
            "{by} {one:?}"
        );
        assert!(one.withholds_score());
    }
}

#[test]
fn a_step_is_found_from_where_it_is() {
    let both = found(600.0, |time| if time < 320.0 { time } else { time + 2.0 });
    let [one] = &both.customer[..] else { panic!("{both:?}") };
    assert!((one.value.unwrap() - 2.0).abs() < 0.2 && both.agent.is_empty());
    assert!((one.start.seconds() - 320.0).abs() <= 30.0 && one.end == Time::from_millis(600_000), "{one:?}");
}

#[test]
fn a_wrong_clock_is_found_on_the_slower_side() {
    for ppm in [-300.0, 300.0] {
        let both = found(5400.0, |time| time * (1.0 + ppm * 1e-6));
        let early = if ppm > 0.0 { &both.customer } else { &both.agent };
        let [one] = &early[..] else { panic!("{both:?}") };
        let (low, high) = one.interval.unwrap();
        assert_eq!(one.code, HealthCode::Drifting);
        assert!((one.value.unwrap() - 300.0).abs() < 50.0 && low < 300.0 && high > 250.0, "{one:?}");
    }
}

#[test]
fn little_talk_says_nothing() {
    assert_eq!(found(40.0, |time| time + 3.0), PerParty::default());
    let alone = [Talkspurt::new(Party::Agent, Span::new(Time::ZERO, Time::from_millis(9000)))];
    let whole = Span::new(Time::ZERO, Time::from_millis(90_000));
    assert_eq!(findings(&alone, whole), PerParty::default());
    assert_eq!(findings(&[], Span::default()), PerParty::default());
}

#[test]
fn a_day_of_talk_as_it_is_names_nothing() {
    let day = conversation(86_400.0, |time| time);
    let both = findings(&day, Span::new(Time::ZERO, Time::from_seconds(86_400.0)));
    assert!(both.agent.is_empty() && both.customer.is_empty(), "{both:?}");
}
