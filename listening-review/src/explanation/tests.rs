//! What an explanation says of made calls.

use super::advice::ELSEWHERE;
use super::*;
use listening_core::Floor;
use listening_core::profile::SCORABLE;
use listening_core::report::Measure;

/// The customer talks, nobody answers for four seconds, the agent talks; once more at the end the agent cuts in.
fn report() -> Report {
    let mut floor = Floor::new();
    for k in 0..8 {
        let at = 20.0 * f64::from(k);
        floor.push(Party::Customer, at, at + 8.0).unwrap();
        floor.push(Party::Agent, at + 12.0, at + 19.0).unwrap();
    }
    floor.finish(None).unwrap()
}

#[test]
fn costs_add_up_to_what_the_score_has_lost() {
    let report = report();
    let explained = Explanation::of(&report, &Profile::contact_center()).unwrap();
    let lost: f64 = explained.costs.iter().map(|cost| cost.points).sum();
    let score = report.score.observable_listening.unwrap();
    assert!((100.0 - lost - score).abs() < 0.3, "{lost} lost of {score}");
    assert!(explained.costs.windows(2).all(|pair| pair[0].points >= pair[1].points));
}

#[test]
fn places_hold_ten_seconds_and_the_habit_is_the_dearest() {
    let explained = Explanation::of(&report(), &Profile::contact_center()).unwrap();
    let dead_air = explained.costs.iter().find(|cost| cost.measure == MeasureId::DeadAirRate).unwrap();
    assert_eq!(dead_air.places.len(), 8);
    let place = &dead_air.places[0];
    assert_eq!((place.kind.as_str(), place.start, place.end), ("dead_air", 8.0, 12.0));
    assert_eq!((place.listen_from, place.listen_to), (2.0, 12.0));
    let habit = explained.habit.unwrap();
    // No word of feedback is heard at all: up to five a minute cost something.
    let first = &explained.costs[0];
    assert_eq!((habit.measure, habit.aim, habit.gain), (MeasureId::BackchannelRate, 5.0, first.points));
    assert!(habit.gain_low <= habit.gain && habit.gain_low > 0.0);
}

/// A call of which the customer talks over nobody and the agent answers late: both parties have costs, and other ones.
fn scored_for(assessed: Party) -> Report {
    let mut floor = Floor::assessing(assessed);
    floor.push(Party::Agent, 0.0, 12.0).unwrap();
    floor.push(Party::Customer, 12.3, 24.0).unwrap();
    floor.push(Party::Agent, 24.3, 30.0).unwrap();
    floor.finish(None).unwrap()
}

#[test]
fn costs_and_party_are_those_whose_listening_was_scored() {
    for party in Party::BOTH {
        let report = scored_for(party);
        let explained = Explanation::of(&report, &Profile::contact_center()).unwrap();
        assert_eq!(explained.party, party);
        assert!(!explained.costs.is_empty(), "nothing to tell the parties apart by");
        for cost in &explained.costs {
            let own = |row: &&Measure| row.party == party && row.id == cost.measure;
            let row = report.measures.iter().find(own).unwrap();
            assert_eq!((cost.value, cost.n), (row.value.map(number::to_thousandth), row.n), "{}", cost.measure);
        }
        let lost: f64 = explained.costs.iter().map(|cost| cost.points).sum();
        let score = report.score.observable_listening.unwrap();
        assert!((100.0 - lost - score).abs() < 0.3, "{party:?}: {lost} lost of {score}");
        assert!(explained.warnings.is_empty());
    }
    let monologue = |party| {
        let explained = Explanation::of(&scored_for(party), &Profile::contact_center()).unwrap();
        explained.costs.iter().map(|cost| (cost.measure, cost.value)).collect::<Vec<_>>()
    };
    assert_ne!(monologue(Party::Agent), monologue(Party::Customer));
}

#[test]
fn a_report_that_does_not_say_whose_is_taken_as_the_agents_with_one_warning() {
    let json = scored_for(Party::Agent).to_json();
    let start = json.find("\"engine\"").unwrap();
    let dated = json[..start].to_owned() + &json[json.find("\"profile\"").unwrap()..];
    let dated = dated.replace("\"assessed\":\"agent\",", "");
    let explained = Explanation::from_json(&dated, &Profile::contact_center()).unwrap();
    assert_eq!((explained.party, explained.warnings.len()), (Party::Agent, 1));
    assert!(explained.to_json().contains("whose listening was scored"));
    let said = Explanation::from_json(&json, &Profile::contact_center()).unwrap();
    assert_eq!(Explanation { warnings: Vec::new(), ..explained }, said);
    assert!(!said.to_json().contains("warnings"));
}

#[test]
fn another_profile_or_no_report_is_refused() {
    let text = report().to_json();
    let other = Profile::contact_center().text().replace("contact_center/2", "mine/1");
    let refused = Explanation::from_json(&text, &Profile::from_json(&other).unwrap()).unwrap_err().to_string();
    assert!(refused.contains("contact_center/2") && refused.contains("mine/1"), "{refused}");
    assert!(Explanation::from_json("{}", &Profile::contact_center()).is_err());
}

#[test]
fn a_calibrated_report_is_explained_and_a_plus_in_a_name_is_the_names_own() {
    let text = report().to_json();
    let calibrated = text.replace("contact_center/2", "contact_center/2+calibration:0123456789abcdef");
    let explained = Explanation::from_json(&calibrated, &Profile::contact_center()).unwrap();
    assert_eq!(explained.profile, "contact_center/2+calibration:0123456789abcdef");
    let mine = Profile::contact_center().text().replace("contact_center/2", "mine+ours/1");
    let scored = text.replace("contact_center/2", "mine+ours/1");
    assert!(Explanation::from_json(&scored, &Profile::from_json(&mine).unwrap()).is_ok());
}

/// Two interruptions in a call of a minute and a half.
fn short_call(profile: &str) -> Report {
    let mut floor = Floor::new().scored_by(Profile::built_in(profile).unwrap());
    for k in 0..4 {
        let at = 22.0 * f64::from(k);
        floor.push(Party::Customer, at, at + 9.0).unwrap();
        floor.push(Party::Agent, at + if k < 2 { 7.5 } else { 9.6 }, at + 21.0).unwrap();
    }
    floor.finish(None).unwrap()
}

#[test]
fn what_is_scored_is_told_beside_what_was_counted_where_they_differ() {
    let report = short_call("contact_center/2");
    let explained = Explanation::of(&report, &Profile::contact_center()).unwrap();
    let of = |explained: &Explanation, id| explained.costs.iter().find(|cost| cost.measure == id).cloned();
    let rate = of(&explained, MeasureId::InterruptionRate).unwrap();
    let row = report.measures.iter().find(|row| row.party == Party::Agent && row.id == rate.measure).unwrap();
    assert_eq!([rate.value, rate.scored], [row.value, row.scored].map(|value| value.map(number::to_thousandth)));
    assert!(rate.scored < rate.value, "{rate:?}");
    let lost: f64 = explained.costs.iter().map(|cost| cost.points).sum();
    let score = report.score.observable_listening.unwrap();
    assert!((100.0 - lost - score).abs() < 0.3, "{lost} lost of {score}");
    assert!(explained.to_json().contains("\"scored\":"));
}

#[test]
fn reports_of_the_former_profile_are_explained_by_it() {
    let report = short_call("contact_center/1");
    assert!(Explanation::of(&report, &Profile::contact_center()).is_err());
    let explained = Explanation::by_built_in(&report).unwrap();
    let lost: f64 = explained.costs.iter().map(|cost| cost.points).sum();
    let score = report.score.observable_listening.unwrap();
    assert!((100.0 - lost - score).abs() < 0.3, "{lost} lost of {score}");
    // By its own curves: half an interruption a minute is 15 points of .55 of .35.
    let rate = explained.costs.iter().find(|cost| cost.measure == MeasureId::InterruptionRate).unwrap();
    let read = rate.scored.or(rate.value).unwrap();
    let former = Profile::built_in("contact_center/1").unwrap();
    let points = 100.0 - former.dimensions()[0].scored[0].curve.points(read);
    assert!(rate.points >= points * 0.55 * 0.35, "{rate:?}");
    // Version 0.1.0 wrote no `scored`: its curves read the values.
    let mut before = report.clone();
    before.measures.iter_mut().for_each(|measure| measure.scored = None);
    let before = Explanation::by_built_in(&before).unwrap();
    assert!(before.costs.iter().all(|cost| cost.scored.is_none()) && !before.to_json().contains("\"scored\":"));
    assert!(!before.costs.is_empty());
    let mine = Profile::from_json(&Profile::contact_center().text().replace("contact_center/2", "mine/1")).unwrap();
    let mut floor = Floor::new().scored_by(mine.into());
    floor.push(Party::Customer, 0.0, 12.0).unwrap();
    let refused = Explanation::by_built_in(&floor.finish(None).unwrap()).unwrap_err();
    assert!(refused.is_report() && refused.to_string().contains("mine/1"), "{refused}");
}

#[test]
fn what_has_no_value_costs_nothing() {
    // Nobody was cut off: the opening has no value, though its curve reads one.
    let report = report();
    let opening = |row: &&Measure| row.party == Party::Agent && row.id == MeasureId::OpeningUninterruptedS;
    assert_eq!(report.measures.iter().find(opening).unwrap().value, None);
    let explained = Explanation::by_built_in(&report).unwrap();
    assert!(explained.costs.iter().all(|cost| cost.value.is_some()));
    assert!(explained.costs.iter().all(|cost| cost.measure != MeasureId::OpeningUninterruptedS));
}

#[test]
fn every_measure_that_can_cost_has_its_advice() {
    assert!(SCORABLE.iter().all(|&id| advice(id) != ELSEWHERE));
}

#[test]
fn feedback_that_was_given_is_no_place_to_hear_what_is_missing() {
    let mut floor = Floor::new();
    for k in 0..6 {
        let at = 40.0 * f64::from(k);
        floor.push(Party::Customer, at, at + 30.0).unwrap();
        floor.push(Party::Agent, at + 15.0, at + 15.4).unwrap();
        floor.push(Party::Agent, at + 30.4, at + 39.6).unwrap();
    }
    let report = floor.finish(None).unwrap();
    let given = |row: &&Measure| row.party == Party::Agent && row.id == MeasureId::BackchannelRate;
    assert_eq!(report.measures.iter().find(given).unwrap().events.len(), 5);
    let explained = Explanation::by_built_in(&report).unwrap();
    let cost = explained.costs.iter().find(|cost| cost.measure == MeasureId::BackchannelRate).unwrap();
    assert!(cost.points > 1.0 && cost.places.is_empty(), "{cost:?}");
}
