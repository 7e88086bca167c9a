//! What holds of every report and of every stream of events.

use std::collections::HashMap;

use listening_core::{Event, Report, Status, Time};
use listening_review::tracking::{Calls, Options, track};
use listening_review::{Explanation, Preset};

/// The events of a call as they come.
#[derive(Default)]
pub(crate) struct Settled {
    /// Whether an announced id still waits, or what became of it.
    known: HashMap<String, Status>,
    /// The finals, as JSON.
    pub(crate) finals: Vec<String>,
    /// What was decided live, as JSON.
    pub(crate) committed: Vec<String>,
}

impl Settled {
    /// Takes the result of a push, after this many seconds of audio.
    pub(crate) fn take(&mut self, events: &[Event]) {
        for event in events {
            let id = event.id();
            let confident = event.confidence.is_none_or(|confidence| (0.0..=1.0).contains(&confidence));
            assert!(confident && event.span.start <= event.span.end, "{}", event.to_json());
            assert!(event.span.start >= Time::ZERO, "before the call: {}", event.to_json());
            match (event.status, self.known.get(&id)) {
                (Status::Provisional, None) => {}
                (Status::Final, None | Some(Status::Provisional)) => self.finals.push(event.to_json()),
                (Status::Withdrawn, Some(Status::Provisional)) => {}
                (Status::Committed, None) => self.committed.push(event.to_json()),
                (_, before) => panic!("{} after {before:?}", event.to_json()),
            }
            self.known.insert(id, event.status);
        }
    }

    /// The call is over: nothing that was announced waits, and the report has as many events as became final.
    pub(crate) fn ended(&self, report: &Report) {
        let open: Vec<_> = self.known.iter().filter(|(_, status)| **status == Status::Provisional).collect();
        assert!(open.is_empty(), "neither final nor withdrawn: {open:?}");
        assert_eq!(report.events.len(), self.finals.len(), "events of the report and finals");
    }
}

/// A report that this library made: its times are in the call, its values in their intervals, and its JSON is read again.
pub(crate) fn made(report: &Report) {
    let whole = report.since()..=report.duration;
    for spurt in &report.talkspurts {
        assert!(spurt.span.start < spurt.span.end && whole.contains(&spurt.span.start), "talkspurt {spurt:?}");
        assert!(spurt.span.end <= report.duration, "talkspurt {spurt:?} after {}", report.duration);
    }
    for turn in &report.turns {
        assert!(turn.span.start <= turn.span.end && turn.span.end <= report.duration, "turn {turn:?}");
    }
    let mut ids: Vec<&str> = report.events.iter().map(|event| event.id.as_str()).collect();
    for event in &report.events {
        let times = event.span.start >= report.since() && event.span.start <= event.span.end;
        assert!(times && event.span.end <= report.duration, "{} in {whole:?}", event.to_json());
        let share = |value: Option<f64>| value.is_none_or(|value| (0.0..=1.0).contains(&value));
        assert!(share(event.confidence) && share(event.charged), "{}", event.to_json());
        let sum: f64 = event.kinds.iter().map(|kind| kind.1).sum();
        assert!(sum <= 1.0 + 1e-3, "kinds of {} sum to {sum}", event.to_json());
    }
    ids.sort_unstable();
    let unique = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), unique, "each id once");
    for measure in &report.measures {
        within(measure.low, measure.value, measure.high, measure.id.as_str());
        let named = |id: &String| ids.binary_search(&id.as_str()).is_ok();
        assert!(measure.events.iter().all(named), "{} names an event that is not there", measure.id);
    }
    let score = &report.score;
    let scored = [score.low, score.observable_listening, score.high];
    within(scored[0], scored[1], scored[2], "the score");
    assert!(scored.iter().flatten().all(|points| (0.0..=100.0).contains(points)), "score {scored:?}");
    for dimension in &score.dimensions {
        within(dimension.low, dimension.value, dimension.high, dimension.id.as_str());
    }
    read_again(report);
    reviewed(report);
}

/// A value is finite and within its interval.
pub(crate) fn within(low: Option<f64>, value: Option<f64>, high: Option<f64>, what: &str) {
    let finite = [low, value, high].iter().flatten().all(|number| number.is_finite());
    let least = value.zip(low).is_none_or(|(value, low)| low <= value);
    let most = value.zip(high).is_none_or(|(value, high)| value <= high);
    assert!(finite && least && most, "{what}: {value:?} in {low:?} to {high:?}");
}

/// What was written is read, and written again it is the same.
pub(crate) fn read_again(report: &Report) {
    let json = report.to_json();
    let again = Report::from_json(&json).unwrap_or_else(|error| panic!("not read again: {error}\n{json}"));
    assert_eq!(again.to_json(), json);
}

/// Whatever reads reports takes this one, and says what is finite.
fn reviewed(report: &Report) {
    let mut calls = Calls::new();
    for call in 0..6 {
        calls.push("agent", f64::from(call), report).expect("tracking takes the library's own report");
    }
    finite(&track(&calls, &Options::default()).expect("tracking of one report").to_json());
    finite(&Explanation::by_built_in(report).expect("the built-in profile explains its own").to_json());
    for name in PRESETS {
        finite(&Preset::from_name(name).expect("a preset of the list").count(report).to_json());
    }
}

pub(crate) const PRESETS: [&str; 6] = ["verint_3s", "miitel", "google_5s", "medallia", "cisco_10s", "amazon"];

/// JSON that was written: one line that is not empty. Numbers that are not finite are written as `null` and are found by the
/// keys that are never null.
pub(crate) fn finite(json: &str) {
    assert!(json.starts_with('{') && json.ends_with('}') && !json.contains('\n'), "{json}");
    for never in ["\"calls\":null", "\"time\":null", "\"start\":null", "\"end\":null", "NaN", "inf,"] {
        assert!(!json.contains(never), "{never} in {json}");
    }
}
