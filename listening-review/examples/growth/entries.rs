//! The public entries, each over input of one kind and size.

use listening_core::{Config, Floor, Lexicon, Party, Report, Session};
use listening_review::calibration::{Calibration, Rated, RaterRating, Seen, Target};
use listening_review::tracking::{Calls, Options, track};
use listening_review::{Explanation, Preset};

use super::audio::Audio;
use super::clock;
use super::measured;
use super::talk;

/// Seconds of a year: the longest call.
const YEAR: f64 = 31_536_000.0;

/// Runs an entry; `None` where it, or the kind, is not known. `size` is minutes of audio, or a count of what is given.
pub(crate) fn run(entry: &str, kind: &str, size: usize) -> Option<()> {
    match entry {
        "push" => {
            let (mut session, mut audio) = (session(), Audio::new(kind)?);
            let pushes: Vec<Vec<i16>> = (0..3000 * size).map(|_| audio.push()).collect();
            measured(|| pushes.iter().for_each(|push| drop(session.push_interleaved(push))));
        }
        "worst" => worst(kind, size)?,
        "finish" => {
            let (mut session, mut audio) = (session(), Audio::new(kind)?);
            (0..3000 * size).for_each(|_| drop(session.push_interleaved(&audio.push())));
            measured(|| session.finish().to_json());
        }
        "floor" => {
            let spurts = talk::talkspurts(kind, size)?;
            measured(|| {
                let mut floor = Floor::new();
                spurts.iter().for_each(|&(party, start, end)| drop(floor.push(party, start, end)));
                floor.finish(None).map(|report| report.to_json())
            });
        }
        "duration" => {
            let floor = talk::floor(kind, 2)?;
            measured(|| floor.finish(Some((1000.0 * size as f64).min(YEAR))));
        }
        "words" => {
            let words = talk::words(kind, size)?;
            let mut floor = talk::floor("ping_pong", size / 5 + 2)?;
            measured(|| {
                words.iter().for_each(|&(party, start, end, text)| drop(floor.push_word(party, start, end, text)));
                floor.finish(None)
            });
        }
        "session_words" => {
            let (mut session, mut audio) = (session(), Audio::new("ping_pong")?);
            let words = talk::words(kind, size)?;
            let pushes: Vec<Vec<i16>> = (0..500).map(|_| audio.push()).collect();
            measured(|| {
                words.iter().for_each(|&(party, start, end, text)| drop(session.push_word(party, start, end, text)));
                pushes.iter().for_each(|push| drop(session.push_interleaved(push)));
                session.finish()
            });
        }
        "word" => {
            let text = text(kind, size)?;
            let mut floor = talk::floor("ping_pong", 10)?;
            measured(|| floor.push_word(Party::Agent, 0.0, 0.5, &text).map(|()| floor.finish(None)));
        }
        "lexicon" => lexicon(kind, size)?,
        "explain" => {
            let report = talk::report(kind, size)?;
            measured(|| Explanation::by_built_in(&report).map(|explanation| explanation.to_json()));
        }
        "preset" => {
            let report = talk::report("bursts", size)?;
            let preset = Preset::from_name(kind).ok()?;
            measured(|| preset.count(&report).to_json());
        }
        "track" => {
            // Calls that differ, or every trend would be level.
            let kinds = ["ping_pong", "double_talk", "bursts", "dead_air"];
            let reports: Option<Vec<_>> = (0..28).map(|k| talk::report(kinds[k % 4], 20 + k)).collect();
            let reports = reports?;
            measured(|| {
                let mut calls = Calls::new();
                (0..size).for_each(|k| drop(calls.push(&agent(kind, k), k as f64, &reports[k * 11 % 28])));
                track(&calls, &Options::default()).map(|tracking| tracking.to_json())
            });
        }
        "calibrate" => {
            let rated: Vec<Rated> = (0..size).map(rated).collect();
            measured(|| Calibration::fit(&rated, Target::QualityRating).map(|calibration| calibration.to_json()));
        }
        "read" => read(kind, size)?,
        _ => return None,
    }
    Some(())
}

fn session() -> Session {
    Session::new(Config::default()).expect("the defaults are valid")
}

/// The longest pushes, by the time of this thread on a processor: of each the shorter of two runs, as a machine that
/// does other things beside takes milliseconds now and then.
fn worst(kind: &str, minutes: usize) -> Option<()> {
    let mut audio = Audio::new(kind)?;
    let minute: Vec<Vec<i16>> = (0..3000).map(|_| audio.push()).collect();
    let mut shortest = vec![i64::MAX; minute.len() * minutes];
    for _ in 0..2 {
        let mut session = session();
        measured(|| {
            for (push, shortest) in shortest.iter_mut().enumerate() {
                let before = clock::thread_ns();
                let _ = session.push_interleaved(&minute[push % minute.len()]);
                *shortest = (*shortest).min(clock::thread_ns() - before);
            }
        });
    }
    let mut order: Vec<usize> = (0..shortest.len()).collect();
    order.sort_unstable_by_key(|&push| std::cmp::Reverse(shortest[push]));
    for push in order.iter().take(8) {
        println!("push {push} of {}: {:.3} ms", order.len(), shortest[*push] as f64 / 1e6);
    }
    println!("median {:.3} ms", shortest[order[order.len() / 2]] as f64 / 1e6);
    Some(())
}

/// One long text of a word.
fn text(kind: &str, size: usize) -> Option<String> {
    Some(match kind {
        "letters" => "a".repeat(size),
        "pieces" => "a ".repeat(size / 2),
        "brackets" => "[a ".repeat(size / 3),
        _ => return None,
    })
}

fn lexicon(kind: &str, size: usize) -> Option<()> {
    match kind {
        "calls" => {
            let mut session = session();
            measured(|| (0..size).for_each(|k| drop(session.extend_lexicon(&format!("yes: ja{k}, ja {k}")))));
        }
        "calls_between_words" => {
            let mut session = session();
            measured(|| {
                for k in 0..size {
                    let start = 0.2 * k as f64;
                    let _ = session.push_word(Party::Agent, start, start + 0.1, "yeah");
                    let _ = session.extend_lexicon("yes: ja");
                }
            });
        }
        "items" => {
            let mut list = "right: ".to_owned();
            list.extend((0..size).map(|k| format!("wort{k}, zwei wort{k},")));
            measured(|| Lexicon::parse(&list));
        }
        "phrases" => {
            let mut list = "greeting: ".to_owned();
            list.extend((0..size).map(|k| format!("yeah ... wort{k},")));
            let words = talk::words("at_once", 2000)?;
            measured(|| {
                let mut floor = Floor::new().listening_for(Lexicon::default().extended(&list).unwrap_or_default());
                let _ = floor.push(Party::Agent, 0.0, 9.0);
                words.iter().for_each(|&(party, start, end, text)| drop(floor.push_word(party, start, end, text)));
                floor.finish(None)
            });
        }
        "phrase" => {
            let list = format!("greeting: {}", "wort ".repeat(size));
            measured(|| Lexicon::parse(&list));
        }
        _ => return None,
    }
    Some(())
}

/// Few agents with many calls each, or many agents.
fn agent(kind: &str, call: usize) -> String {
    format!("agent {}", if kind == "many_agents" { call / 10 } else { call % 20 })
}

fn rated(k: usize) -> Rated {
    let points = (k * 37 % 101) as f64;
    Rated {
        agent: format!("agent {}", k % 25),
        report: Seen::of_points([points, 50.0, 60.0, 70.0].map(Some), 50.0).expect("points of a whole score"),
        rating: RaterRating::Points(points),
        second: None,
    }
}

fn read(kind: &str, size: usize) -> Option<()> {
    match kind {
        "report" => {
            let json = talk::report("bursts", size)?.to_json();
            measured(|| Report::from_json(&json));
        }
        "rows" => {
            let report = talk::report("ping_pong", 40)?.to_json();
            let row = |k: usize| format!(r#"{{"agent":"{}","time":{k},"report":{report}}}"#, k % 20);
            let rows = format!("[{}]", (0..size).map(row).collect::<Vec<_>>().join(","));
            measured(|| Calls::from_json(&rows));
        }
        "rated" => {
            let report = talk::report("ping_pong", 40)?.to_json();
            let row = |k: usize| format!(r#"{{"agent":"{}","rating":{},"report":{report}}}"#, k % 20, k % 101);
            let lines = (0..size).map(row).collect::<Vec<_>>().join("\n");
            measured(|| Rated::from_json_lines(&lines));
        }
        "nested" => {
            let json = format!(r#"{{"schema":"listening.report/1","x":{}"#, "[".repeat(size));
            measured(|| Report::from_json(&json).map(drop));
        }
        _ => return None,
    }
    Some(())
}
