//! The results for calls generated for the tests.

use super::made_reports::{Made, close};
use super::*;
use listening_core::{Floor, Party, Report};

const DAY: f64 = 86_400.0;

/// Calls of agents `a0`, `a1`..., each with its reports in order of time.
fn calls(agents: &[Vec<Made>]) -> Calls {
    let mut calls = Calls::new();
    for (k, reports) in agents.iter().enumerate() {
        for (day, report) in reports.iter().enumerate() {
            calls.push_json(&format!("a{k}"), DAY * day as f64, &report.json()).unwrap();
        }
    }
    calls
}

fn tracked(agents: &[Vec<Made>]) -> Tracking {
    track(&calls(agents), &Options::default()).unwrap()
}

fn rates(agents: usize, count: usize) -> Vec<Vec<Made>> {
    let call = |agent: usize, k: usize| Made::rated(((agent + 3 * k) % 4) as f64, 2.0 + (k % 3) as f64);
    (0..agents).map(|agent| (0..count).map(|k| call(agent, k)).collect()).collect()
}

/// The same, where every second agent never cuts in.
fn unlike(agents: usize, count: usize) -> Vec<Vec<Made>> {
    let mut all = rates(agents, count);
    for made in all.iter_mut().skip(1).step_by(2).flatten() {
        *made = Made::rated(0.0, made.customer_minutes);
    }
    all
}

fn report() -> Report {
    let mut floor = Floor::new();
    for turn in 0..12 {
        let at = f64::from(turn) * 10.0;
        floor.push(Party::Agent, at, at + 3.0).unwrap();
        floor.push(Party::Customer, at + 3.3, at + 9.0).unwrap();
    }
    floor.finish(None).unwrap()
}

#[test]
fn a_rate_is_pooled_over_exposure() {
    let one = vec![Made::rated(3.0, 2.0), Made::rated(0.0, 10.0), Made::rated(1.0, 4.0)];
    let found = tracked(&[one]);
    let own = found.agents[0].measure("interruption_rate").unwrap();
    close(own.estimate.value, 4.0 / 16.0, 1e-12);
    close(own.exposure, 16.0, 1e-12);
    assert_eq!((own.calls, own.status), (3, "insufficient_evidence"));
    assert_eq!((own.shrunken, own.trend, own.change), (None, None, None));
    let over = found.measure("interruption_rate").unwrap();
    assert_eq!((over.kind, over.exposure_unit), (Kind::Rate, "customer_speech_min"));
    // Chance moves counts, not values.
    assert!(over.dispersion.is_some());
    assert_eq!(tracked(&unlike(6, 8)).measure("observable_listening").unwrap().dispersion, None);
}

#[test]
fn what_is_counted_comes_back_from_real_reports() {
    let report = report();
    let mut calls = Calls::new();
    calls.push("ann", 1.0, &report).unwrap();
    let found = track(&calls, &Options::default()).unwrap();
    let ann = found.agent("ann").unwrap();
    for measure in report.measures.iter().filter(|measure| measure.party == Party::Agent) {
        let Some(value) = measure.value else { continue };
        let own = ann.measure(measure.id.as_str()).unwrap_or_else(|| panic!("{}", measure.id));
        close(own.estimate.value, value, 0.0006);
        assert_eq!(own.unit, measure.unit.as_str());
        // One that is not named there would be pooled call by call.
        let kind = found.measure(measure.id.as_str()).unwrap().kind;
        assert_eq!(
            kind == Kind::Rate,
            measure.unit == listening_core::Unit::PerMinute,
            "{} is missing in family/pooling.rs",
            measure.id
        );
    }
    assert_eq!(ann.measure("observable_listening").unwrap().calls, 1);
    assert_eq!(found.measures[0].measure, "observable_listening");
}

#[test]
fn calls_without_enough_evidence_give_exposure_but_no_score() {
    let short = Made { score: None, ..Made::rated(0.0, 0.3) };
    let found = tracked(&[vec![Made::rated(1.0, 2.0), short.clone(), short]]);
    let agent = &found.agents[0];
    assert_eq!((agent.calls, agent.scored_calls), (3, 1));
    assert_eq!(agent.measure("observable_listening").unwrap().calls, 1);
    close(agent.measure("interruption_rate").unwrap().exposure, 2.6, 1e-9);
}

#[test]
fn a_change_is_called_only_where_its_interval_excludes_zero() {
    let call = |k: usize| Made::rated(if k < 10 { 4.0 } else { 1.0 } + (k % 2) as f64, 4.0);
    let found = tracked(&[(0..20).map(call).collect()]);
    let own = found.agents[0].measure("interruption_rate").unwrap();
    let change = own.change.unwrap();
    assert!(change.called && change.difference.high < 0.0, "{change:?}");
    close(change.difference.value, 15.0 / 40.0 - 45.0 / 40.0, 1e-9);
    assert!(own.trend.unwrap().called);
    let level = tracked(&[(0..20).map(|k| Made::rated(f64::from(k % 3), 4.0)).collect()]);
    assert!(!level.agents[0].measure("interruption_rate").unwrap().change.unwrap().called);
    let options = Options { since: Some(DAY * 14.5), ..Options::default() };
    let since = track(&calls(&[(0..20).map(call).collect()]), &options).unwrap();
    assert_eq!(since.agents[0].measure("interruption_rate").unwrap().change.unwrap().since, DAY * 15.0);
    let late = Options { since: Some(DAY * 16.0), ..Options::default() };
    let late = track(&calls(&[(0..20).map(call).collect()]), &late).unwrap();
    assert_eq!(late.agents[0].measure("interruption_rate").unwrap().change, None);
    assert!(change.stands && change.visible && change.p < 0.01, "{change:?}");
    assert!(found.comparisons.tested >= 2 && found.comparisons.called >= 2 && found.comparisons.standing >= 1);
}

#[test]
fn a_change_can_hold_and_be_too_small_to_see() {
    let call = |k: usize| {
        let mut made = Made::rated(1.0, 4.0);
        let wait = if k < 60 { 0.55 } else { 0.57 } + (k % 3) as f64 / 1000.0;
        made.measures.push(("response_latency_p50", "s", Some(wait), 9));
        made
    };
    let found = tracked(&[(0..120).map(call).collect()]);
    let own = found.agents[0].measure("response_latency_p50").unwrap();
    let change = own.change.unwrap();
    // 0.551 s and 0.571 s are both shown as 0.6 s.
    assert!(change.stands && !change.visible, "{change:?}");
    assert!(found.comparisons.standing > found.comparisons.visible, "{:?}", found.comparisons);
    assert!(found.to_json().contains(r#""stands":true,"visible":false"#));
}

#[test]
fn the_habit_is_what_costs_most_and_certainly_costs() {
    let mut agents = unlike(6, 12);
    for call in agents.iter_mut().flatten() {
        call.measures.push(("talk_share", "share", Some(0.52), 9));
        call.measures.push(("hurry_index", "share", Some(0.0), 9));
    }
    let found = tracked(&agents);
    let habit = found.agents[0].habit.as_ref().unwrap();
    assert_eq!((habit.measure.as_str(), habit.dimension.as_str()), ("interruption_rate", "patience"));
    assert_eq!(habit.basis, "shrunken");
    assert!(0.0 < habit.points.low && habit.points.low < habit.points.value && habit.points.value < habit.points.high);
    // Between what those who cut in lose and what all do.
    let (own, all) = (lost(&agents[0], "interruption_rate"), lost(&agents.concat(), "interruption_rate"));
    assert!(all + 0.8 * (own - all) < habit.points.value && habit.points.value < own, "{all}, {own}, {habit:?}");
    let good = (0..6).map(|_| (0..12).map(|_| Made::rated(0.0, 5.0)).collect()).collect::<Vec<_>>();
    assert!(tracked(&good).agents.iter().all(|agent| agent.habit.is_none()));
    assert_eq!(tracked(&unlike(6, 4)).agents[0].habit, None);
    // Where all cut in alike it is no habit of one of them; where there is but one, nobody can be compared.
    let alike = tracked(&rates(6, 12));
    assert!(alike.agents.iter().all(|agent| agent.habit.is_none()));
    assert!(!alike.measure("interruption_rate").unwrap().differs.unwrap().holds);
    assert!(found.measure("interruption_rate").unwrap().differs.unwrap().holds);
    let alone = tracked(&rates(1, 12)).agents[0].habit.clone().unwrap();
    assert_eq!(alone.basis, "pooled");
    close(alone.points.value, lost(&rates(1, 12)[0], "interruption_rate"), 1e-9);
}

/// What the explanations of `calls` say that a measure cost, their mean.
fn lost(calls: &[Made], measure: &str) -> f64 {
    let profile = listening_core::Profile::contact_center();
    let of_call = |made: &Made| {
        let explained = crate::Explanation::from_json(&made.json(), &profile).unwrap();
        explained.costs.iter().filter(|cost| cost.measure.name() == measure).map(|cost| cost.points).sum::<f64>()
    };
    calls.iter().map(of_call).sum::<f64>() / calls.len() as f64
}

#[test]
fn a_habit_costs_no_more_than_the_scores_lack() {
    use listening_core::{MeasureId, Profile};
    let mut calls = Calls::new();
    let (mut lacking, mut cutting_in) = (0.0, 0.0);
    for day in 0..12 {
        let mut floor = Floor::new();
        for k in 0..12 {
            let at = 20.0 * f64::from(k);
            floor.push(Party::Customer, at, at + 9.0).unwrap();
            floor.push(Party::Agent, at + 3.0, at + 3.4).unwrap();
            // Cuts in at 6 s in one to three of twelve turns, else answers after .6 s.
            let start = if k % 12 <= day % 3 { at + 6.0 } else { at + 9.6 };
            floor.push(Party::Agent, start, at + 17.0).unwrap();
        }
        let report = floor.finish(None).unwrap();
        let explained = crate::Explanation::of(&report, &Profile::contact_center()).unwrap();
        lacking += (100.0 - report.score.observable_listening.unwrap()) / 12.0;
        let costs = explained.costs.iter().filter(|cost| cost.measure == MeasureId::InterruptionRate);
        cutting_in += costs.map(|cost| cost.points).sum::<f64>() / 12.0;
        calls.push("ann", DAY * f64::from(day), &report).unwrap();
    }
    let found = track(&calls, &Options::default()).unwrap();
    let habit = found.agents[0].habit.as_ref().unwrap();
    assert_eq!(habit.measure, "interruption_rate", "{habit:?}");
    close(habit.points.value, cutting_in, 0.01);
    assert!(habit.points.value < lacking, "{habit:?}, {lacking}");
}

/// Two calls a day of each agent from day 0 on; the first `before` days are another profile's or engine's.
fn broken(before: usize, profile: &'static str, engine: &'static str) -> Vec<Vec<Made>> {
    let mut agents = unlike(6, 20);
    for made in agents.iter_mut().flat_map(|calls| &mut calls[..before]) {
        (made.profile, made.engine) = (profile, engine);
    }
    agents
}

#[test]
fn two_profiles_or_engines_are_never_pooled() {
    let other_network = r#""engine":{"version":"0.1.0","network":"vad8k/2"},"#;
    let other_version = r#""engine":{"version":"0.2.0","network":"vad8k/1"},"#;
    let no_audio = r#""engine":{"version":"0.1.0"},"#;
    let now = made_reports::PROFILE;
    for (profile, engine) in [
        ("contact_center/1", made_reports::ENGINE),
        (now, other_network),
        (now, other_version),
        (now, no_audio),
        // A report of before it said its engine is one of its own.
        (now, ""),
    ] {
        let found = tracked(&broken(8, profile, engine));
        // Each part says what it says alone.
        let (before, after): (Vec<_>, Vec<_>) =
            broken(8, profile, engine).into_iter().map(|calls| (calls[..8].to_vec(), calls[8..].to_vec())).unzip();
        let mut alone = Calls::new();
        for (k, made) in after.iter().enumerate() {
            for (day, made) in made.iter().enumerate() {
                alone.push_json(&format!("a{k}"), DAY * (day + 8) as f64, &made.json()).unwrap();
            }
        }
        let (before, after) = (tracked(&before), track(&alone, &Options::default()).unwrap());
        assert_eq!((found.calls, found.agents.len()), (120, 12));
        for k in 0..6 {
            assert_eq!((&found.agents[2 * k], &found.agents[2 * k + 1]), (&after.agents[k], &before.agents[k]));
        }
        let measures: Vec<_> = after.measures.iter().chain(&before.measures).collect();
        assert_eq!(found.measures.iter().collect::<Vec<_>>(), measures);
        assert_eq!(found.agent("a3"), after.agent("a3"));
        assert_eq!(found.measure("interruption_rate"), after.measure("interruption_rate"));

        // The break has its key, and a warning that names both sides.
        assert_eq!(found.breaks.len(), 6);
        let broken = &found.breaks[2];
        assert_eq!((broken.agent.as_str(), broken.time), ("a2", 8.0 * DAY));
        assert_eq!((&broken.before, &broken.after), (&before.agents[2].made_by, &after.agents[2].made_by));
        assert!(found.to_json().contains(r#""breaks":[{"agent":"a0","time":691200.0,"before":{"profile":"#));
        let reported = found.warnings.iter().find(|text| text.contains("never pooled")).unwrap();
        assert!(reported.contains(&format!("48 calls of {}", broken.before)), "{reported}");
        assert!(reported.contains(&format!("72 calls of {}", broken.after)), "{reported}");
    }
    let one = tracked(&rates(6, 20));
    assert!(one.breaks.is_empty() && one.warnings.is_empty() && !one.to_json().contains("breaks"));
    // A calibration changes no points.
    assert!(
        tracked(&broken(8, "contact_center/2+calibration:0123456789abcdef", made_reports::ENGINE)).breaks.is_empty()
    );
}

#[test]
fn a_habit_is_of_the_profile_that_scored_the_calls() {
    let habit = |profile| tracked(&broken(20, profile, made_reports::ENGINE)).agents[0].habit.clone();
    let (now, before) = (habit("contact_center/2").unwrap(), habit("contact_center/1").unwrap());
    assert!(now.measure == before.measure && now.points.value > before.points.value, "{now:?}, {before:?}");
    assert_eq!(habit("our_house/1"), None);
}

#[test]
fn values_are_tracked_not_what_was_scored() {
    // Summed weights are no whole numbers, and stay what they are.
    let weights = |count: f64| Made::rated(count, 4.0);
    let mut made: Vec<Made> = vec![weights(0.31), weights(1.77), weights(2.0)];
    // No case in two of three calls.
    for (made, value) in made.iter_mut().zip([None, Some(12.0), None]) {
        made.measures.push(("opening_uninterrupted_s", "s", value, usize::from(value.is_some())));
    }
    let mut calls = Calls::new();
    for (day, made) in made.iter().enumerate() {
        let drawn = made.json().replacen(r#","unit":"#, r#","scored":0.25,"unit":"#, 1);
        assert!(drawn.contains("scored"));
        calls.push_json("ann", DAY * day as f64, &drawn).unwrap();
    }
    let found = track(&calls, &Options::default()).unwrap();
    let own = found.agents[0].measure("interruption_rate").unwrap();
    // Values are written with three decimals: .078, .443 and .5 a minute.
    close(own.estimate.value, (0.31 + 1.77 + 2.0) / 12.0, 0.0005);
    close(own.exposure, 12.0, 1e-9);
    let opening = found.agents[0].measure("opening_uninterrupted_s").unwrap();
    assert_eq!((opening.calls, opening.estimate.value), (1, 12.0));
}

#[test]
fn calls_without_a_case_lost_nothing_by_it() {
    let mut agents: Vec<Vec<Made>> = (0..6).map(|_| vec![Made::rated(0.0, 5.0); 12]).collect();
    for (agent, calls) in agents.iter_mut().enumerate() {
        let usual = if agent < 3 { 0.0 } else { 20.0 };
        for (k, made) in calls.iter_mut().enumerate() {
            // Cut off in every second call, after 2 to 3 s; the others after 22 to 23 s.
            let value = (k % 2 == 0).then_some(usual + 2.0 + (k % 3) as f64 / 2.0);
            made.measures.push(("opening_uninterrupted_s", "s", value, usize::from(value.is_some())));
        }
    }
    let found = tracked(&agents);
    let habit = found.agents[0].habit.as_ref().unwrap();
    assert_eq!(habit.measure, "opening_uninterrupted_s");
    // The calls without a case count: those with one lost twice as much.
    let own = lost(&agents[0], "opening_uninterrupted_s");
    assert!(0.9 * own < habit.points.value && habit.points.value < own, "{own}, {habit:?}");
}

#[test]
fn bad_rows_are_refused_by_their_position() {
    let good = Made::scored(70.0).json();
    let mut calls = Calls::new();
    calls.push_json("ann", 0.0, &good).unwrap();
    assert_eq!(calls.push_json(" ", 0.0, &good), Err(ErrorKind::RowAgent { index: 1 }.into()));
    let error = calls.push_json("ann", f64::NAN, &good).unwrap_err();
    assert!(error.row() == Some(1) && error.to_string().contains("time NaN"), "{error}");
    let other = good.replace("listening.report/1", "listening.report/9");
    for (report, said) in [
        (other.as_str(), "listening.report/9"),
        ("{}", "no schema"),
        (r#"{"schema":"listening.report/1"}"#, "it has no profile"),
        ("nonsense", "expected"),
        (&good.replace("\"duration\":3", "\"duration\":-3"), "duration: invalid value"),
    ] {
        let error = calls.push_json("ann", 0.0, report).unwrap_err();
        assert!(error.is_rows() && error.row() == Some(1), "{error}");
        assert!(error.to_string().contains(said) && error.to_string().contains("row 1"), "{error}");
    }
    assert_eq!(calls.len(), 1);
    let since = Options { since: Some(f64::INFINITY), ..Options::default() };
    assert!(track(&calls, &since).unwrap_err().is_config());
}

#[test]
fn rows_are_read_in_both_shapes() {
    let report = Made::rated(2.0, 3.0).json();
    let row = format!(r#"{{"agent":"ann","time":5,"report":{report}}}"#);
    let flat = format!(r#"{{"agent":"ann","time":6.5,{}"#, &report[1..]);
    let read = Calls::from_json(&format!("[{row},\n{flat}]")).unwrap();
    assert_eq!(read.len(), 2);
    let mut pushed = Calls::new();
    pushed.push_row(&flat).unwrap();
    pushed.push_row(&row).unwrap();
    let json = |calls| track(calls, &Options::default()).unwrap().to_json();
    assert_eq!(json(&read), json(&pushed));
    assert!(Calls::from_json("[]").unwrap().is_empty());

    let bad = |text: &str| Calls::from_json(text).unwrap_err();
    let no_rows = |text: &str| (bad(text).is_rows(), bad(text).row()) == (true, None);
    assert!(no_rows("{}"));
    assert_eq!(bad("[1").row(), Some(0));
    assert!(no_rows(&format!("[{row}")));
    assert!(no_rows(&format!("[{row}] x")));
    assert_eq!(bad(&format!("[{row},{}]", row.replace("\"ann\"", "17"))), ErrorKind::RowAgent { index: 1 }.into());
    assert_eq!(bad(&format!("[{row},{{\"agent\":\"x\",\"time\":0,\"report\":4}}]")).row(), Some(1));
    assert_eq!(bad(&format!("[{row},{}]", row.replace("\"time\":5", "\"time\":null"))).row(), Some(1));
}

#[test]
fn json_has_its_keys_in_order_and_no_surprises() {
    let json = tracked(&unlike(6, 12)).to_json();
    let keys = [
        r#"{"schema":"listening.tracking/1","assessed":"agent","by":"agent","calls":72,"measures":[{"measure":"observable_listening","made_by":{"#,
        r#""made_by":{"profile":"contact_center/2","engine":"0.1.0","network":"vad8k/1"},"unit":"points","kind":"value","exposure_unit":"calls","agents":6,"calls":72,"mean":70.0,"#,
        r#""agents":[{"agent":"a0","made_by":{"profile":"contact_center/2","engine":"0.1.0","network":"vad8k/1"},"calls":12,"scored_calls":12,"first":0.0,"last":950400.0,"habit":{"measure":"#,
        r#""comparisons":{"tested":"#,
        r#""notice":"Describes"#,
    ];
    for key in keys {
        assert!(json.contains(key), "{key} is not in {json}");
    }
    for absent in ["\"period", "\"adjusted", "\"mix\"", "\"pairs\"", "\"until\""] {
        assert!(!json.contains(absent), "{absent}");
    }
    assert!(!json.contains("-0.0,") && !json.contains("NaN"));
    assert!(track(&Calls::new(), &Options::default()).unwrap().to_json().contains(r#""agents":[]"#));
}

#[test]
fn values_without_spread_are_told_as_they_are() {
    let found = tracked(&(0..6).map(|_| vec![Made::scored(70.0); 6]).collect::<Vec<_>>());
    let own = found.agents[0].measure("observable_listening").unwrap();
    assert_eq!((own.estimate.low, own.estimate.high, own.shrunken), (70.0, 70.0, None));
    assert_eq!(found.measure("observable_listening").unwrap().reliability, None);
}

#[test]
fn more_calls_narrow_intervals() {
    let width = |estimate: Estimate| estimate.high - estimate.low;
    let (few, many) = (tracked(&rates(6, 8)), tracked(&rates(6, 64)));
    let of = |tracking: &Tracking| tracking.agents[0].measure("interruption_rate").unwrap().clone();
    let (few, many) = (of(&few), of(&many));
    assert!(width(many.estimate) < 0.5 * width(few.estimate));
    assert!(width(many.shrunken.unwrap()) < 0.6 * width(few.shrunken.unwrap()));
    assert!(width(few.shrunken.unwrap()) < width(few.estimate));
}

#[test]
fn the_longest_call_that_can_be_given_is_tracked() {
    let mut floor = listening_core::Floor::new();
    floor.push(Party::Customer, 0.0, 2.0).unwrap();
    floor.push(Party::Agent, 3.0, listening_core::LATEST_S).unwrap();
    let report = floor.finish(None).unwrap();
    let longest = report.measures.iter().filter_map(|measure| measure.value).fold(0.0, f64::max);
    assert!(longest > 3e7, "{longest}");
    assert!(Calls::new().push("a", 0.0, &report).is_ok());
}
