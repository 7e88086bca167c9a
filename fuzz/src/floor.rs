//! A call of ready-made talkspurts and words.

use arbitrary::{Arbitrary, Unstructured};
use listening_core::{Floor, LATEST_S, Party, Report};

use crate::{holds, made};

/// How a call is read; steps follow it to the end of the input.
#[derive(Arbitrary, Debug)]
struct Call {
    assess_customer: bool,
    duration: Option<f64>,
}

#[derive(Arbitrary, Debug)]
enum Step {
    /// So long after the party's last one, in milliseconds.
    Next {
        agent: bool,
        pause: u16,
        length: u16,
    },
    /// Hours later.
    Later {
        agent: bool,
        pause: u32,
        length: u32,
    },
    /// Anywhere: mostly refused.
    Anywhere {
        agent: bool,
        start: f64,
        end: f64,
    },
    Word {
        agent: bool,
        start: u32,
        length: u16,
        text: String,
    },
    AnyWord {
        agent: bool,
        start: f64,
        end: f64,
        text: String,
    },
}

#[derive(Clone, Default)]
struct Taken {
    spurts: [Vec<(f64, f64)>; 2],
    words: Vec<(Party, f64, f64, String)>,
}

fn party(agent: bool) -> Party {
    if agent { Party::Agent } else { Party::Customer }
}

pub fn run(input: &[u8]) {
    let mut rest = Unstructured::new(input);
    let Ok(call) = Call::arbitrary(&mut rest) else { return };
    let assessed = party(!call.assess_customer);
    let (mut floor, mut taken) = (Floor::assessing(assessed), Taken::default());
    for step in &made::until_empty::<Step>(&mut rest) {
        push(&mut floor, step, &mut taken);
    }
    let end = taken.spurts.iter().filter_map(|spurts| spurts.last()).map(|spurt| spurt.1).fold(0.0, f64::max);
    if let Some(duration) = call.duration {
        let fits = duration.is_finite() && duration <= LATEST_S && duration >= end + 1e-6;
        match floor.clone().finish(Some(duration)) {
            Ok(report) => holds::made(&report),
            Err(error) => assert!(error.is_talkspurts() && !fits, "{error}: {duration} after {end}"),
        }
    }
    let report = floor.finish(None).expect("without a duration it ends with its last talkspurt");
    holds::made(&report);
    assert_eq!(another_order(assessed, &taken).to_json(), report.to_json(), "the same bytes for another order");
}

fn push(floor: &mut Floor, step: &Step, taken: &mut Taken) {
    let last = |taken: &Taken, agent: bool| taken.spurts[usize::from(agent)].last().map_or(0.0, |spurt| spurt.1);
    let (agent, start, end) = match *step {
        Step::Next { agent, pause, length } => {
            let start = last(taken, agent) + f64::from(pause) / 1000.0;
            (agent, start, start + f64::from(length) / 1000.0)
        }
        Step::Later { agent, pause, length } => {
            let start = last(taken, agent) + f64::from(pause) / 100.0;
            (agent, start, start + f64::from(length) / 1000.0)
        }
        Step::Anywhere { agent, start, end } => (agent, start, end),
        Step::Word { agent, start, length, ref text } => {
            let start = f64::from(start) / 1000.0;
            return word(floor, taken, (party(agent), start, start + f64::from(length) / 1000.0, text));
        }
        Step::AnyWord { agent, start, end, ref text } => return word(floor, taken, (party(agent), start, end, text)),
    };
    match floor.push(party(agent), start, end) {
        Ok(()) => taken.spurts[usize::from(agent)].push((start, end)),
        Err(error) => {
            // To the microsecond it ends after it begins, after the one before it, and within a year.
            let fits = start >= 0.0 && end > start + 1e-5 && end <= LATEST_S && start >= last(taken, agent) + 1e-5;
            assert!(error.is_talkspurts() && !fits, "{error}");
        }
    }
}

fn word(floor: &mut Floor, taken: &mut Taken, (party, start, end, text): (Party, f64, f64, &str)) {
    let fits = start >= 0.0 && end >= start && end <= LATEST_S && text.len() <= 65_536 && !text.trim().is_empty();
    match floor.push_word(party, start, end, text) {
        Ok(()) => taken.words.push((party, start, end, text.to_owned())),
        Err(error) => assert!(error.is_words() && !fits, "{error}"),
    }
}

/// All words first and backwards, then one party's talkspurts and the other's.
fn another_order(assessed: Party, taken: &Taken) -> Report {
    let mut floor = Floor::assessing(assessed);
    // Words of one moment keep their order: which is first is part of the input.
    let mut words: Vec<_> = taken.words.iter().collect();
    words.sort_by_key(|(_, start, ..)| std::cmp::Reverse((start * 1e6).round() as i64));
    for (party, start, end, text) in words {
        floor.push_word(*party, *start, *end, text).expect("taken before");
    }
    for agent in [false, true] {
        for &(start, end) in &taken.spurts[usize::from(agent)] {
            floor.push(party(agent), start, end).expect("taken before");
        }
    }
    floor.finish(None).expect("taken before")
}
