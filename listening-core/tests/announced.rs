//! Promise: every provisional event becomes final or is withdrawn by an event that says so, on any audio. What is final does
//! not depend on it.

mod common;

use std::collections::HashMap;
use std::f32::consts::TAU;

use listening_core::{Config, Event, EventKind, Session, Status};
use proptest::prelude::*;

const RATE: usize = 8000;
/// Frames of a packet: 10 ms.
const PACKET: usize = 80;
/// An onset is settled within this, in seconds.
const BOUND: f64 = 3.0;

/// Bursts of one party: so long, so often, and what they sound like.
#[derive(Clone, Copy, Debug)]
struct Bursts {
    length: usize,
    every: usize,
    hz: f32,
    sound: u8,
}

impl Bursts {
    fn at(self, frame: usize) -> f32 {
        let ms = frame * 1000 / RATE;
        if ms % self.every >= self.length {
            return 0.0;
        }
        let t = frame as f32 / RATE as f32;
        let pitch = t * self.hz + 0.8 * (TAU * 1.7 * t).sin();
        let harmonics =
            |to: u8| (1..=to).map(|k| (TAU * f32::from(k) * pitch).sin() / f32::from(k).sqrt()).sum::<f32>();
        let noise = ((frame * 2_654_435_761) % 65_536) as f32 / 32_768.0 - 1.0;
        match self.sound {
            // A voice, a tone that may be music, a breath.
            0 => 0.06 * (0.55 - 0.45 * (TAU * 4.5 * t).cos()) * harmonics(14),
            1 => 0.06 * (TAU * self.hz * t).sin() + 0.03 * (TAU * 2.0 * self.hz * t).sin(),
            _ => 0.02 * noise,
        }
    }
}

fn bursts() -> impl Strategy<Value = Bursts> {
    (60_usize..2500, 80_usize..6000, 90.0_f32..250.0, prop_oneof![4 => Just(0_u8), 1 => Just(1), 1 => Just(2)])
        .prop_map(|(length, pause, hz, sound)| Bursts { length, every: length + pause, hz, sound })
}

fn call(agent: Bursts, customer: Bursts, seconds: usize) -> Vec<f32> {
    (0..seconds * RATE).flat_map(|frame| [agent.at(frame), customer.at(frame)]).collect()
}

/// What is known of an id.
#[derive(Debug)]
enum Known {
    /// Until when it must be settled, and what was announced.
    Provisional(f64, Event),
    Final,
    Withdrawn,
}

/// An announced onset gives the probability of each kind, and is called the likeliest.
fn check_guess(event: &Event) {
    if event.kind.is_silence() {
        assert!(event.kinds.is_empty() && event.confidence.is_none());
        return;
    }
    let each: Vec<_> = event.kinds.iter().collect();
    let largest = each.iter().map(|(_, probability)| *probability).fold(0.0, f32::max);
    let sum: f32 = each.iter().map(|(_, probability)| probability).sum();
    assert!(largest > 0.0 && sum <= 1.0 + 1e-6, "{}", event.to_json());
    if event.kind == EventKind::SimultaneousStart {
        assert!(event.in_overlap && event.confidence.is_none(), "{}", event.to_json());
    } else {
        assert_eq!(event.confidence, Some(event.kinds.of_kind(event.kind)));
        assert_eq!(event.confidence, Some(largest), "{}", event.to_json());
    }
    // Who begins while the other talks rarely switches in silence, and who begins in silence overlaps nobody.
    let switches = event.kinds.of_kind(EventKind::SmoothSwitch) + event.kinds.of_kind(EventKind::PauseInterruption);
    let overlaps = event.kinds.of_kind(EventKind::Interruption) + event.kinds.of_kind(EventKind::ButtingIn);
    assert!(if event.in_overlap { switches < 0.5 } else { overlaps < 0.01 }, "{}", event.to_json());
}

/// Listens to a call, and checks what comes. Returns how many announcements there were, and how many were withdrawn.
fn listened(samples: &[f32]) -> [usize; 2] {
    let (mut known, mut counts) = (HashMap::<String, Known>::new(), [0, 0]);
    let mut finals = Vec::new();
    let mut hear = |now: f64, events: &[Event]| {
        for event in events {
            let id = event.id();
            // A silence is settled by the next onset, however late that is.
            let late = if event.kind.is_silence() { f64::INFINITY } else { event.span.start.seconds() + BOUND };
            match (event.status, known.get(&id)) {
                (Status::Provisional, None) => {
                    counts[0] += 1;
                    check_guess(event);
                    known.insert(id, Known::Provisional(late, *event));
                }
                (Status::Final, None | Some(Known::Provisional(..))) => {
                    finals.push(*event);
                    known.insert(id, Known::Final);
                }
                (Status::Withdrawn, Some(Known::Provisional(_, announced))) => {
                    assert_eq!(*event, Event { status: Status::Withdrawn, ..*announced });
                    counts[1] += 1;
                    known.insert(id, Known::Withdrawn);
                }
                (_, before) => panic!("{now:.2} s: {} after {before:?}", event.to_json()),
            }
        }
        for (id, state) in &known {
            assert!(
                !matches!(state, Known::Provisional(late, _) if now > *late + 1e-9),
                "{now:.2} s: {id} is not settled"
            );
        }
    };
    let mut session = Session::new(Config::default()).unwrap();
    for (k, packet) in samples.chunks(2 * PACKET).enumerate() {
        hear(((k + 1) * PACKET) as f64 / RATE as f64, session.push_interleaved(packet).unwrap());
    }
    let (report, last) = session.finish_with_events();
    hear(0.0, &last);
    let open: Vec<_> = known.iter().filter(|(_, state)| matches!(state, Known::Provisional(..))).collect();
    assert!(open.is_empty(), "not settled at the end: {open:?}");
    assert_eq!(report.events.len(), finals.len());

    let silent = Config { provisional: false, ..Config::default() };
    let mut session = Session::new(silent).unwrap();
    let mut all: Vec<Event> = session.push_interleaved(samples).unwrap().to_vec();
    let (same, last) = session.finish_with_events();
    all.extend(last);
    let order =
        |events: &mut Vec<Event>| events.sort_by_key(|event| (event.span.start, event.span.end, event.kind, event.by));
    order(&mut all);
    order(&mut finals);
    assert_eq!(all, finals, "the finals are the same with and without announcements");
    assert_eq!(same.to_json(), report.to_json());
    counts
}

#[test]
fn bursts_that_are_no_event_are_withdrawn() {
    let agent = Bursts { length: 300, every: 800, hz: 110.0, sound: 0 };
    let customer = Bursts { length: 320, every: 500, hz: 190.0, sound: 0 };
    let [announced, withdrawn] = listened(&call(agent, customer, 60));
    println!("{announced} announced, {withdrawn} withdrawn");
    assert!(announced > 20 && withdrawn > 5, "too few to tell: {announced} announced, {withdrawn} withdrawn");
}

#[test]
fn the_demo_call_is_settled() {
    let [announced, _] = listened(&common::demo_floats());
    assert!(announced > 5, "too few to tell");
}

#[test]
fn dead_air_at_the_end_of_a_call_is_withdrawn() {
    let mut samples = common::part(0, 20);
    // A line that is silent, and not one that is gone: it sends its noise.
    samples
        .extend((0..2 * RATE * 6).map(|k: usize| 1e-4 * ((k.wrapping_mul(2_654_435_761) >> 9) % 256) as f32 / 256.0));
    let mut session = Session::new(Config::default()).unwrap();
    let mut dead = session.push_interleaved(&samples).unwrap().to_vec();
    dead.extend(session.finish_with_events().1);
    dead.retain(|event| event.kind == EventKind::DeadAir);
    let statuses: Vec<Status> = dead.iter().map(|event| event.status).collect();
    assert_eq!(statuses[statuses.len() - 2..], [Status::Provisional, Status::Withdrawn]);
    listened(&samples);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_announced_is_settled(agent in bursts(), customer in bursts()) {
        listened(&call(agent, customer, 25));
    }
}
