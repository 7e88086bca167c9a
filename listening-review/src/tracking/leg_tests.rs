//! Calls that were transferred, and calls that say nothing because their channels do not.

use listening_core::{Floor, MarkKind, Party, Report};

use super::*;

/// Ten minutes in which the agent cuts in on the customer `early` times before 300 s and `late` times after.
fn call(early: usize, late: usize, transfer: Option<&str>) -> Report {
    let mut floor = Floor::new();
    for turn in 0..60_usize {
        let start = turn as f64 * 10.0;
        let cuts = if turn < 30 { turn < early } else { turn - 30 < late };
        floor.push(Party::Customer, start, start + if cuts { 4.0 } else { 6.0 }).unwrap();
        floor.push(Party::Agent, start + if cuts { 3.2 } else { 6.3 }, start + 9.0).unwrap();
    }
    if let Some(agent) = transfer {
        floor.push_mark(MarkKind::Transfer, 300.0, Some(300.0), None, Some(agent)).unwrap();
    }
    floor.finish(Some(600.0)).unwrap()
}

fn tracked(reports: &[Report]) -> Tracking {
    let mut calls = Calls::new();
    for (number, report) in reports.iter().enumerate() {
        calls.push("ann", number as f64, report).unwrap();
    }
    assert_eq!(calls.len(), reports.len());
    track(&calls, &Options::default()).unwrap()
}

#[test]
fn each_leg_counts_for_its_own_agent() {
    let reports = vec![call(8, 0, Some("bob")); 6];
    let tracking = tracked(&reports);
    assert_eq!(tracking.calls, 6);
    let rate = |agent: &str| {
        let own = tracking.agent(agent).unwrap();
        assert_eq!(own.calls, 6);
        own.measure("interruption_rate").unwrap().estimate.value
    };
    // Eight turns of 30 that are cut into are the first agent's; the second has none, though the call as a whole has.
    assert!(rate("ann") > 0.3 && rate("bob") < 0.03, "{} {}", rate("ann"), rate("bob"));
    let score = |agent: &str| tracking.agent(agent).unwrap().measure("observable_listening").unwrap().estimate.value;
    assert!((score("ann") - reports[0].legs[0].score.observable_listening.unwrap()).abs() < 0.051);
    assert!((score("bob") - reports[0].legs[1].score.observable_listening.unwrap()).abs() < 0.051);
    assert!(score("bob") > score("ann") + 5.0);
    assert_eq!(tracking.warnings, ["6 of 6 calls were transferred: each leg counts as a call of its own agent"]);
}

#[test]
fn by_another_group_each_leg_is_of_the_calls_own() {
    let mut calls = Calls::new();
    for (time, (team, to)) in [("north", "bob"), ("south", "bob"), ("north", "north")].into_iter().enumerate() {
        calls.push(team, time as f64, &call(8, 0, Some(to))).unwrap();
    }
    let by_team = track(&calls, &Options { by: "team".into(), ..Options::default() }).unwrap();
    let groups = |tracking: &Tracking| tracking.agents.iter().map(|each| (each.agent.clone(), each.calls)).collect();
    let found: Vec<(String, usize)> = groups(&by_team);
    assert_eq!(found, [("north".into(), 4), ("south".into(), 2)]);
    assert_eq!(by_team.warnings, ["3 of 3 calls were transferred: each leg counts as a call of the call's own team"]);
    let by_agent = track(&calls, &Options::default()).unwrap();
    let found: Vec<(String, usize)> = groups(&by_agent);
    assert_eq!(found, [("bob".into(), 2), ("north".into(), 3), ("south".into(), 1)]);
    let one = tracked(&[call(8, 0, Some("bob"))]);
    assert_eq!(one.warnings, ["1 of 1 call was transferred: each leg counts as a call of its own agent"]);
}

#[test]
fn a_transfer_says_no_more_than_two_calls_would() {
    // The legs of one call, and the same talk as two calls, are tracked alike.
    let whole = call(5, 2, Some("bob"));
    let again = Report::from_json(&whole.to_json()).unwrap();
    assert_eq!(again.to_json(), whole.to_json());
    let tracking = tracked(&[whole.clone(), whole.clone()]);
    let json = tracking.to_json();
    assert_eq!(tracked(&[again.clone(), again]).to_json(), json);
    for (agent, leg) in [("ann", 0), ("bob", 1)] {
        let own = tracking.agent(agent).unwrap().measure("interruption_rate").unwrap();
        let is_rate = |measure: &&listening_core::report::Measure| {
            measure.party == Party::Agent && measure.id.as_str() == "interruption_rate"
        };
        let said = whole.legs[leg].measures.iter().find(is_rate).unwrap();
        assert!((own.estimate.value - said.value.unwrap()).abs() < 1e-3, "{agent}");
    }
}

#[test]
fn calls_whose_channels_say_nothing_are_left_out() {
    let plain = call(4, 4, None);
    let mut withheld = serde_json::to_value(&plain).unwrap();
    withheld["score"]["status"] = "withheld".into();
    withheld["score"]["withheld_by"] = serde_json::json!(["duplicated"]);
    withheld["score"]["observable_listening"] = serde_json::Value::Null;
    let rate = withheld["measures"].as_array_mut().unwrap().iter_mut().find(|each| each["id"] == "interruption_rate");
    rate.unwrap()["value"] = 60.0.into();
    let withheld = Report::from_json(&withheld.to_string()).unwrap();
    let alone = tracked(&vec![plain.clone(); 6]);
    let mut reports = vec![plain; 6];
    reports.push(withheld);
    let tracking = tracked(&reports);
    let measure = |tracking: &Tracking| tracking.agent("ann").unwrap().measure("interruption_rate").unwrap().clone();
    assert_eq!(measure(&tracking), measure(&alone));
    assert_eq!((tracking.calls, tracking.warnings.len()), (7, 1));
    assert!(tracking.warnings[0].starts_with("1 of 7 calls is left out"), "{}", tracking.warnings[0]);
}
