//! Every drawing of `docs/events.md` is given to the floor, and holds the events that stand under it.

use listening_core::internals::{FloorInput, FloorTracker};
use listening_core::{Event, EventKind, Lexicon, Party, Span, Time};

const PAGE: &str = include_str!("../../docs/events.md");
/// Where a track begins on its line.
const MARGIN: usize = 14;

/// Two tracks and what is drawn under them: kind, by whom, at which mark.
#[derive(Debug, Default)]
struct Drawing {
    tracks: [String; 2],
    expected: Vec<(String, String, usize)>,
    decided: bool,
}

fn drawings() -> Vec<Drawing> {
    let mut all: Vec<Drawing> = Vec::new();
    for line in PAGE.lines().filter(|line| line.len() > MARGIN && line.starts_with("    ")) {
        let (head, rest) = line.split_at(MARGIN);
        match head.trim() {
            "agent" => {
                all.push(Drawing::default());
                rest.clone_into(&mut all.last_mut().unwrap().tracks[0]);
            }
            "customer" => rest.clone_into(&mut all.last_mut().unwrap().tracks[1]),
            "event" => {
                let mark = rest.find('^').expect("a mark under the onset");
                let (kind, by) = rest[mark + 1..].trim().split_once(" by ").expect("kind by whom");
                all.last_mut().unwrap().expected.push((kind.to_owned(), by.to_owned(), mark));
            }
            // Live, and in no report: tests/decisions.rs.
            "decided" => all.last_mut().unwrap().decided = true,
            _ => {}
        }
    }
    all
}

/// A mark is 0.2 s.
fn time(mark: usize) -> Time {
    Time::from_millis(mark as i64 * 200)
}

/// Where `mark` is drawn without a break.
fn runs(track: &str, mark: char) -> Vec<Span> {
    let mut runs = Vec::new();
    let mut start = None;
    for (k, here) in track.chars().chain(['.']).enumerate() {
        match (here == mark, start) {
            (true, None) => start = Some(k),
            (false, Some(from)) => {
                runs.push(Span::new(time(from), time(k)));
                start = None;
            }
            _ => {}
        }
    }
    runs
}

fn events(tracks: &[String; 2]) -> Vec<Event> {
    let (mut floor, mut events) = (FloorTracker::new(false, Lexicon::default()), Vec::new());
    for (party, track) in Party::BOTH.into_iter().zip(tracks) {
        for span in runs(track, '=') {
            floor.push(FloorInput::Start(party, span.start), &mut events);
            floor.push(FloorInput::End(party, span.end), &mut events);
        }
        for span in runs(track, '~') {
            floor.push(FloorInput::Music(party, span), &mut events);
        }
    }
    floor.finish(Time::ZERO, &mut events);
    events
}

#[test]
fn every_drawing_holds_what_stands_under_it() {
    for drawing in drawings() {
        let found = events(&drawing.tracks);
        for (kind, by, mark) in &drawing.expected {
            let here = |e: &Event| e.kind.name() == kind && e.by.name() == by && e.span.start == time(*mark);
            assert!(found.iter().any(here), "{kind} by {by} at mark {mark} of {drawing:#?}: {found:#?}");
        }
        assert!(!drawing.expected.is_empty() || drawing.decided, "{drawing:#?} says nothing");
    }
}

#[test]
fn swapped_tracks_swap_the_parties() {
    for drawing in drawings() {
        let [agent, customer] = drawing.tracks;
        let key = |e: &Event, by: Party| (e.span.start, e.kind.name(), by);
        let straight: Vec<_> = events(&[agent.clone(), customer.clone()]).iter().map(|e| key(e, e.by)).collect();
        let mut swapped: Vec<_> = events(&[customer, agent]).iter().map(|e| key(e, e.by.other())).collect();
        let mut straight = straight;
        straight.sort_unstable();
        swapped.sort_unstable();
        assert_eq!(straight, swapped);
    }
}

#[test]
fn every_kind_that_a_report_may_hold_but_a_tone_has_a_drawing() {
    let drawn: Vec<String> = drawings().into_iter().flat_map(|d| d.expected).map(|(kind, ..)| kind).collect();
    let undrawn = [EventKind::Tone, EventKind::FloorTaken, EventKind::TurnEnd];
    for kind in EventKind::ALL.into_iter().filter(|kind| !undrawn.contains(kind)) {
        assert!(drawn.iter().any(|name| name == kind.name()), "no drawing of {}", kind.name());
        assert!(PAGE.contains(&format!("### {}", kind.name())) || PAGE.contains(&format!(" and {}", kind.name())));
    }
}
