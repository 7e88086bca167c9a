//! A row of the timeline: signs of the agent, its talk, both, talk of the customer, its signs, times.

use std::fmt::Write;

use super::drawn::{Bars, Link, Name, Place, Shape, Tick};
use super::sign::sign;
use super::stretch::Stretch;
use crate::data::{Event, Party, Report};
use crate::facts::{Look, is_silence, lasting, marks, overlaps, parties, sounds, spans, why};
use crate::words::{WORDS, clock, confidence, findings, fixed, is_sound, part, partial, round_clock, short};

const DEEP: u32 = 18;
/// Share of a row from which on a silence has room for its name.
const NAMED: f64 = 0.105;
/// Round times that may be below a row, seconds apart.
const STEPS: [u32; 12] = [5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200];

/// A row.
pub(crate) struct Row<'a> {
    pub(super) label: String,
    pub(super) from: String,
    pub(super) length: String,
    pub(super) lanes: Vec<(u32, String)>,
    pub(super) across: i64,
    pub(super) bars: Vec<Bars>,
    pub(super) heard: Vec<Place>,
    pub(super) faults: Vec<Place>,
    pub(super) marks: Vec<Place>,
    pub(super) links: Vec<Link<'a>>,
    pub(super) ticks: Vec<Tick>,
}

/// Where a party's lane begins, in pixels.
pub(super) const fn lane(party: Party) -> u32 {
    match party {
        Party::Agent => 24,
        Party::Customer => 46,
    }
}

/// A stretch of the call with everything on it.
pub(super) fn row<'a>(report: &'a Report, row: &Stretch, drawn: &[(&'a Event, Look)]) -> Row<'a> {
    let width = part(row.share(row.end));
    Row {
        label: label(report, row),
        from: short(row.start),
        length: short(row.length),
        lanes: parties(report).map(|party| (lane(party), width.clone())).collect(),
        across: (row.length * 100.0).round_ties_even() as i64,
        bars: talk(report, row),
        heard: heard(report, row),
        faults: faults(report, row),
        marks: marked(report, row),
        links: drawn.iter().filter_map(|(event, look)| link(event, *look, row, report.duration)).collect(),
        ticks: ticks(row),
    }
}

fn label(report: &Report, row: &Stretch) -> String {
    let talk: Vec<String> = Party::BOTH
        .iter()
        .map(|party| {
            let seconds: f64 =
                spans(report, *party).iter().filter_map(|(start, end)| row.within(*start, *end)).map(|(_, w)| w).sum();
            format!("{} talks {} s", party.name(), fixed(seconds * row.length, 1))
        })
        .collect();
    format!("{} to {}: {}", clock(row.start), clock(row.end), talk.join(", "))
}

/// Who talks: talkspurts on their turns.
fn talk(report: &Report, row: &Stretch) -> Vec<Bars> {
    let mut found = Vec::new();
    let mut add = |spans: &[(f64, f64)], y, height, look: String| {
        let path = path(row, spans);
        if !path.is_empty() {
            found.push(Bars { path, y, height, look });
        }
    };
    for party in parties(report) {
        let turns: Vec<_> =
            report.turns.iter().filter(|turn| turn.party == party).map(|turn| (turn.start, turn.end)).collect();
        add(&turns, lane(party), DEEP, format!("turn {}", party.name()));
        add(&spans(report, party), lane(party) + 2, DEEP - 4, format!("talk {}", party.name()));
    }
    add(&overlaps(report), 41, 6, "both".to_owned());
    found
}

/// Bars in hundredths of a second, stretched to the row's width.
fn path(row: &Stretch, spans: &[(f64, f64)]) -> String {
    let mut drawn = String::new();
    for (start, width) in spans.iter().filter_map(|(start, end)| row.within(*start, *end)) {
        let hundredths = |share: f64| (share * row.length * 100.0).round_ties_even() as i64;
        let from = hundredths(start);
        // Writing to a string cannot fail.
        let _ = write!(drawn, "M{from} 0h{}v1H{from}z", hundredths(width).max(1));
    }
    drawn
}

fn place(start: f64, width: f64, y: u32, title: String) -> Place {
    Place { x: part(start), width: part(width), title, y, name: None }
}

/// Music and tones on a party's channel.
fn heard(report: &Report, row: &Stretch) -> Vec<Place> {
    let sound = |(party, each): (Party, &crate::data::Health)| {
        let (start, width) = row.within(each.start, each.end)?;
        let title = format!("{} on the {}'s channel", WORDS.sound(&each.code), party.name());
        Some(place(start, width, lane(party), title))
    };
    sounds(report).into_iter().filter_map(sound).collect()
}

/// Faults at the outer edge of their party's lane.
fn faults(report: &Report, row: &Stretch) -> Vec<Place> {
    let mut found = Vec::new();
    for party in parties(report) {
        let edge = if party == Party::Agent { lane(party) } else { lane(party) + DEEP - 4 };
        let health = report.parties.of(party).map_or(&[][..], |channel| &channel.health);
        for fault in health.iter().filter(|each| !is_sound(each) && partial(each, report.duration)) {
            if let Some((start, width)) = row.within(fault.start, fault.end.max(fault.start + 0.01)) {
                let said = findings(std::slice::from_ref(fault), report.duration).join("; ");
                found.push(place(start, width.max(0.002), edge, format!("{}: {said}", party.name())));
            }
        }
    }
    found
}

/// What the telephone system said: a frame over both lanes, and a line where it was a moment.
fn marked(report: &Report, row: &Stretch) -> Vec<Place> {
    let mark = |(start, end, what): (f64, f64, String)| {
        let (left, width) = row.within(start, end.max(start + 0.01))?;
        let title = format!("{} {what}, {} s", clock(start), fixed(end - start, 1));
        let mut drawn = place(left, width.max(0.002), 19, title);
        drawn.name = named(what, left, width);
        Some(drawn)
    };
    marks(report).into_iter().filter_map(mark).collect()
}

fn named(text: String, start: f64, width: f64) -> Option<Name> {
    (width >= NAMED).then(|| Name { x: part(start + width / 2.0), text, wide: width < 0.3 })
}

fn link<'a>(event: &'a Event, look: Look, row: &Stretch, duration: f64) -> Option<Link<'a>> {
    let kind = event.kind.as_str();
    let (first, shape) = if is_silence(kind) {
        let (start, width) = row.within(event.start, event.end)?;
        let mut drawn = place(start, width, 24, String::new());
        drawn.name = named(format!("{} {} s", WORDS.sign(kind), fixed(event.length(), 1)), start, width);
        (event.start >= row.start || row.start == 0.0, Shape::Band { kind, place: drawn })
    } else {
        let here = row.start <= event.start && (event.start < row.end || row.end == duration);
        let sign = sign(kind, look).filter(|_| here)?;
        let y = if event.by == Party::Agent { 12 } else { 76 };
        (true, Shape::Moment { x: part(row.share(event.start)), y, sign })
    };
    Some(Link { id: &event.id, at: short(event.start), title: described(event, look), first, shape })
}

/// An event in a line: for a tooltip and for those who hear the page.
fn described(event: &Event, look: Look) -> String {
    let kind = event.kind.as_str();
    let length = if lasting(kind) { format!(", {} s", fixed(event.length(), 1)) } else { String::new() };
    let whose = if is_silence(kind) { "after" } else { "by" };
    let mut said = Vec::new();
    if look == Look::Candidate {
        said.push(look.name().to_owned());
    }
    said.extend(confidence(event).map(|(name, share)| format!("{name} {share}")));
    // The plainest reason; the table has all.
    said.extend(why(event).into_iter().next());
    let what = format!("{} {} {whose} {}{length}", clock(event.start), WORDS.sign(kind), event.by.name());
    if said.is_empty() { what } else { format!("{what}: {}", said.join("; ")) }
}

/// Round times below, with room between them.
fn ticks(row: &Stretch) -> Vec<Tick> {
    let step = STEPS.into_iter().find(|step| row.length / f64::from(*step) <= 6.5).unwrap_or(STEPS[11]);
    let step = f64::from(step);
    let mut times = vec![row.start];
    let mut at = (row.start / step).ceil() * step;
    while at <= row.end.floor() {
        if at != row.start {
            times.push(at);
        }
        at += step;
    }
    let tick = |at: f64| {
        let (share, first) = (row.share(at), at == row.start);
        let text = (first || (0.1 < share && share < 0.96)).then(|| round_clock(at));
        Tick { x: part(share), text, first }
    };
    times.into_iter().map(tick).collect()
}
