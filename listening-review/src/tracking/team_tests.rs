//! What is reported of teams: the mix of calls, weeks, pairs, trainings, current habits.

use super::made_reports::{Chance, Made, close};
use super::*;

const DAY: f64 = 86_400.0;
/// Monday, 2 March 2026.
const MONDAY: f64 = 1_772_409_600.0;

/// Adds a call of `agent` on a day, on a queue.
fn push(calls: &mut Calls, agent: &str, day: usize, queue: &str, made: &Made) {
    calls.push_json_labelled(agent, MONDAY + DAY * day as f64, &made.json(), [("queue", queue)]).unwrap();
}

fn adjusted() -> Options {
    Options { adjust: vec!["queue".into(), LENGTH.into()], pairs: true, ..Options::default() }
}

/// Two equal agents, one on a queue with twice as many interruptions and one on the other, and two who take both.
fn unequal_queues(rate: f64) -> Calls {
    let mut calls = Calls::new();
    let mut chance = Chance(5);
    for day in 0..120 {
        for (agent, hard) in [("ann", 10), ("bob", 2), ("cem", 6), ("dora", 6)] {
            let queue = if day % 12 < hard { "hard" } else { "easy" };
            let times = if queue == "hard" { 2.0 } else { 1.0 };
            push(&mut calls, agent, day, queue, &Made::rated(chance.poisson(rate * times * 4.0), 4.0));
        }
    }
    calls
}

#[test]
fn a_hard_queue_is_not_charged_to_who_works_on_it() {
    let calls = unequal_queues(0.5);
    let own =
        |tracking: &Tracking, agent: &str| tracking.agent(agent).unwrap().measure("interruption_rate").unwrap().clone();
    let plain = track(&calls, &Options { pairs: true, ..Options::default() }).unwrap();
    let found = track(&calls, &adjusted()).unwrap();
    let pair = |tracking: &Tracking| {
        tracking
            .pairs
            .iter()
            .find(|pair| pair.measure == "interruption_rate" && pair.a == "ann" && pair.b == "bob")
            .unwrap()
            .clone()
    };
    assert!(pair(&plain).called, "{:?}", pair(&plain));
    assert!(!pair(&found).called, "{:?}", pair(&found));
    // All calls: half of them hard, .75 a minute on average. The raw estimate is as it was.
    for agent in ["ann", "bob"] {
        close(own(&found, agent).adjusted.unwrap().value, 0.75, 0.1);
        assert_eq!(own(&found, agent).estimate, own(&plain, agent).estimate);
        assert_eq!(own(&plain, agent).adjusted, None);
    }
    let effect = &found.measure("interruption_rate").unwrap().mix[0];
    // As many calls of each: the first by name is what the other is compared with.
    assert_eq!((effect.factor.as_str(), effect.level.as_str(), effect.reference.as_str()), ("queue", "hard", "easy"));
    // These draws have 915 events in 240 hard calls and 506 in as many easy ones, 1.81 times as many.
    close(effect.effect.value, 1.81, 0.1);
    assert!(effect.effect.low < 1.81 && 1.81 < effect.effect.high && effect.effect.low > 1.5, "{effect:?}");
    // All calls are of one length.
    assert_eq!(found.adjusted_for, ["queue"]);
    assert!(plain.adjusted_for.is_empty() && found.to_json().contains(r#""adjusted_for":["queue"]"#));
}

#[test]
fn scores_and_shares_are_adjusted_by_differences() {
    let mut calls = Calls::new();
    let mut chance = Chance(9);
    for day in 0..60 {
        for (agent, hard, own) in [("ann", 10, 70.0), ("bob", 2, 70.0), ("cem", 6, 80.0), ("dora", 6, 60.0)] {
            let queue = if day % 12 < hard { "hard" } else { "easy" };
            let worse = if queue == "hard" { 10.0 } else { 0.0 };
            let mut made = Made::shared(chance.hits(10, (own - 2.0 * worse) / 100.0), 10);
            made.score = Some(own - worse + chance.normal(0.0, 4.0));
            push(&mut calls, agent, day, queue, &made);
        }
    }
    let found = track(&calls, &adjusted()).unwrap();
    for (measure, apart, expected) in [("observable_listening", -10.0, 65.0), ("pause_respect", -0.2, 0.6)] {
        let all = found.measure(measure).unwrap();
        assert!(all.mix[0].effect.low < apart && apart < all.mix[0].effect.high, "{:?}", all.mix);
        for agent in ["ann", "bob"] {
            let own = found.agent(agent).unwrap().measure(measure).unwrap();
            let value = own.adjusted.unwrap();
            assert!(value.low < expected && expected < value.high, "{measure} {agent} {value:?}");
            assert!(value.high - value.low > own.estimate.high - own.estimate.low);
        }
    }
}

#[test]
fn queues_that_nobody_shares_leave_doubt() {
    let mut calls = Calls::new();
    let mut chance = Chance(3);
    for day in 0..40 {
        for (agent, queue) in [("ann", "hard"), ("bob", "easy")] {
            push(&mut calls, agent, day, queue, &Made::rated(chance.poisson(4.0), 4.0));
        }
    }
    let width = |options: &Options| {
        let found = track(&calls, options).unwrap();
        let pair = found.pairs.iter().find(|pair| pair.measure == "interruption_rate").unwrap().difference;
        pair.high - pair.low
    };
    assert!(width(&adjusted()) > 3.0 * width(&Options { pairs: true, ..Options::default() }));
}

#[test]
fn weeks_are_summed_up_from_monday() {
    let mut calls = Calls::new();
    for day in 0..17 {
        push(&mut calls, "ann", day, "q", &Made::rated((day / 7) as f64, 2.0));
    }
    let found = track(&calls, &Options { period: Some(Period::Week), ..Options::default() }).unwrap();
    let weeks = &found.agents[0].measure("interruption_rate").unwrap().periods;
    let seen: Vec<(f64, usize, f64)> =
        weeks.iter().map(|week| (week.start - MONDAY, week.calls, week.estimate.value)).collect();
    assert_eq!(seen, [(0.0, 7, 0.0), (7.0 * DAY, 7, 0.5), (14.0 * DAY, 3, 1.0)]);
    assert_eq!((weeks[1].exposure, weeks[1].end - weeks[1].start), (14.0, 7.0 * DAY));
    assert!(weeks[1].estimate.low < 0.5 && weeks[1].estimate.high > 0.5);
    assert_eq!(&found.measure("interruption_rate").unwrap().periods, weeks);
    assert!(found.to_json().contains(r#""period":"week""#));
    assert!(track(&calls, &Options::default()).unwrap().agents[0].measures[0].periods.is_empty());
}

#[test]
fn a_training_lies_between_two_times() {
    let mut calls = Calls::new();
    for day in 0..30 {
        // In training, from day 10 to day 19, everything is otherwise.
        let count = match day {
            0..10 => 4.0,
            10..20 => 7.0,
            _ => 1.0,
        };
        push(&mut calls, "ann", day, "q", &Made::rated(count + (day % 2) as f64, 4.0));
    }
    let time = |day: f64| Some(MONDAY + DAY * day);
    let options = Options { until: time(10.0), since: time(20.0), ..Options::default() };
    let found = track(&calls, &options).unwrap();
    let change = found.agents[0].measure("interruption_rate").unwrap().change.unwrap();
    close(change.before.value, 45.0 / 40.0, 1e-9);
    close(change.after.value, 15.0 / 40.0, 1e-9);
    assert_eq!((change.until, Some(change.since)), (options.until, options.since));
    assert!(change.stands && found.to_json().contains(r#""until":1773273600.0"#));
    let refused = |options: Options| track(&calls, &options).unwrap_err().to_string();
    assert!(
        refused(Options { until: time(20.5), since: time(20.0), ..Options::default() }).contains("not after `since`")
    );
    assert!(refused(Options { until: time(20.5), ..Options::default() }).contains("together with `since`"));
    assert!(refused(Options { since: Some(f64::NAN), ..Options::default() }).contains("finite"));
    for (day, word) in [(-1.0, "earlier"), (99.0, "later")] {
        let outside = track(&calls, &Options { since: time(day), ..Options::default() }).unwrap();
        assert!(outside.warnings.iter().any(|warning| warning.contains(&format!("no call is {word}"))), "{day}");
    }
    assert!(found.warnings.is_empty());
}

#[test]
fn what_was_put_right_is_not_advised() {
    // Ann cut in often and no longer does; Bob still does; Cem and Dora never did. All wait a little, Dora long.
    let mut calls = Calls::new();
    for day in 0..40 {
        for agent in ["ann", "bob", "cem", "dora"] {
            let often = agent == "bob" || (agent == "ann" && day < 20);
            let mut made = Made::rated(if often { 4.0 } else { 0.0 } + f64::from(u8::from(often && day % 3 == 0)), 4.0);
            let wait = if agent == "dora" { 4.0 } else { 0.6 } + (day % 5) as f64 / 20.0;
            made.measures.push(("response_latency_p50", "s", Some(wait), 9));
            push(&mut calls, agent, day, "q", &made);
        }
    }
    let found = track(&calls, &Options::default()).unwrap();
    let habit = |agent: &str| found.agent(agent).unwrap().habit.clone();
    assert_eq!(habit("bob").unwrap().measure, "interruption_rate");
    assert_eq!(habit("bob").unwrap().since, None);
    assert!(habit("ann").is_none_or(|habit| habit.measure != "interruption_rate"), "{:?}", habit("ann"));
    // Her change holds, and nobody else's.
    for agent in &found.agents {
        let change = agent.measure("interruption_rate").unwrap().change.unwrap();
        assert_eq!(change.stands, agent.agent == "ann", "{}", agent.agent);
    }
}

#[test]
fn pairs_are_of_two_hundred_agents_at_most() {
    let mut calls = Calls::new();
    for agent in 0..=MOST_PAIRED {
        push(&mut calls, &format!("{agent:04}"), 0, "q", &Made::rated(1.0, 4.0));
    }
    assert!(track(&calls, &adjusted()).unwrap_err().to_string().contains("200 agents or fewer"));
    assert!(track(&calls, &Options { pairs: false, ..adjusted() }).is_ok());
}

#[test]
fn a_label_that_no_call_has_is_refused() {
    let options = |name: &str| Options { adjust: vec![name.into()], ..Options::default() };
    let mut calls = Calls::new();
    push(&mut calls, "ann", 0, "a", &Made::rated(1.0, 4.0));
    assert!(track(&calls, &options("queue")).is_ok() && track(&calls, &options(LENGTH)).is_ok());
    let error = track(&calls, &options("quene")).unwrap_err();
    assert!(error.to_string().contains("`adjust` is \"quene\""), "{error}");
    assert!(track(&Calls::new(), &options("queue")).is_ok());
}

#[test]
fn labels_come_with_rows_and_change_nothing_unasked() {
    let made = Made::rated(1.0, 4.0).json();
    let row = |labels: &str| format!(r#"{{"agent":"ann","time":1,"labels":{labels},"report":{made}}}"#);
    let calls = |labels: &str| Calls::from_json(&format!("[{}]", vec![row(labels); 12].join(",")));
    let plain = track(&calls("{}").unwrap(), &Options::default()).unwrap().to_json();
    assert_eq!(track(&calls(r#"{"queue":"a","team":"b"}"#).unwrap(), &Options::default()).unwrap().to_json(), plain);
    assert_eq!(calls(r#"{"queue":7}"#).unwrap_err().row(), Some(0));
    // One queue is no mix.
    assert!(track(&calls(r#"{"queue":"a"}"#).unwrap(), &adjusted()).unwrap().adjusted_for.is_empty());
}
