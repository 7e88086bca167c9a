//! One party's stream on the clock of the call: what was said, what was silence, and what was lost.

use super::keys;
use super::order::Held;
use super::payload::{Named, Payload, PayloadTypes, samples};
use crate::lane::Lane;

/// Packets after which a clock that jumped is believed.
const BELIEVED: usize = 3;
/// Seconds after which fewer are.
const WAITED: f64 = 0.25;
/// As many are waited for at the start, and as many seconds: the quickest of them says how the parties lie to each other.
const FIRST: usize = 25;
const FIRST_WAITED: f64 = 0.5;
/// Seconds that a packet may be ahead of its arrival, beyond the quickest one so far.
const AHEAD: f64 = 1.0;
/// Seconds that senders' reports may differ from arrivals: clocks of telephones are often wrong by more.
const BELIEVABLE: f64 = 0.5;
/// By so much of what was sent the quickest packet is forgotten: clocks of telephones drift by less.
const DRIFT: f64 = 0.0002;

/// Where the sender's clock is on the call's: a timestamp that does not wrap, and its place.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Anchor {
    timestamp: i64,
    place: i64,
}

/// Where a line may begin.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Origin {
    /// The place of the first packet that waits, by both senders' reports.
    pub reported: Option<f64>,
    /// As [`Line::quickest`], of the other line.
    pub quickest: f64,
}

/// The stream of one party. Places are samples of the call.
#[derive(Debug)]
pub(super) struct Line {
    rate: u32,
    anchor: Option<Anchor>,
    /// Whether anything was ever placed.
    begun: bool,
    timestamp: i64,
    /// How far the quickest packet was placed before, or after, its arrival, in samples.
    quickest: f64,
    number: u64,
    /// Frames of the last packet with audio.
    usual: i64,
    /// Whether nothing is known of what the last packet held.
    unknown: bool,
    suspects: Vec<Held>,
    event: Option<(u32, i64)>,
    pub(super) lane: Lane,
    /// Where the sender's clock began again.
    restarts: Vec<i64>,
    undecoded: u64,
}

impl Line {
    pub(super) fn new(rate: u32) -> Self {
        Self {
            rate,
            anchor: None,
            begun: false,
            timestamp: 0,
            quickest: 0.0,
            number: 0,
            usual: i64::from(rate) / 50,
            unknown: false,
            suspects: Vec::new(),
            event: None,
            lane: Lane::default(),
            restarts: Vec::new(),
            undecoded: 0,
        }
    }

    pub(super) fn undecoded(&self) -> u64 {
        self.undecoded
    }

    pub(super) fn quickest(&self) -> f64 {
        self.quickest
    }

    pub(super) fn has_begun(&self) -> bool {
        self.begun
    }

    /// Where the sample with this timestamp is.
    pub(super) fn place_of(&self, timestamp: u32) -> Option<i64> {
        self.anchor.map(|anchor| anchor.place + self.unwrapped(timestamp) - anchor.timestamp)
    }

    /// The first packet that has come and is not placed yet: its timestamp.
    pub(super) fn first_waiting(&self) -> Option<u32> {
        self.suspects.first().map(|held| held.timestamp)
    }

    fn unwrapped(&self, timestamp: u32) -> i64 {
        self.timestamp + i64::from(timestamp.wrapping_sub(self.timestamp as u32) as i32)
    }

    /// Takes the next packet in the order of the sender.
    pub(super) fn take(&mut self, held: Held, types: &PayloadTypes) {
        if held.first {
            self.settle(types, Origin::default());
            self.anchor = None;
        }
        if !self.suspects.is_empty() || self.anchor.is_none() || !self.fits(&held, types) {
            return self.doubt(held, types);
        }
        self.lay(&held, types, None);
    }

    /// Whether a packet's timestamp goes on from those before it.
    fn fits(&self, held: &Held, types: &PayloadTypes) -> bool {
        let Some(place) = self.place_of(held.timestamp) else { return false };
        if self.event.is_some_and(|(timestamp, _)| timestamp == held.timestamp) {
            return true;
        }
        let frames = frames(held, types);
        let ahead = place as f64 - held.arrival * f64::from(self.rate) - self.quickest;
        place + frames.max(1) > self.lane.sent && ahead <= AHEAD * f64::from(self.rate)
    }

    /// Keeps a packet whose timestamp does not go on, until it is clear what has happened.
    fn doubt(&mut self, held: Held, types: &PayloadTypes) {
        let room = self.place_of(held.timestamp).map_or(0, |place| place - self.lane.sent);
        let odd: i64 = self.suspects.iter().map(|odd| frames(odd, types)).sum();
        if self.anchor.is_some() && self.fits(&held, types) && odd <= room {
            // The ones before were odd, not the clock: they are what lies between.
            for odd in std::mem::take(&mut self.suspects) {
                self.lay(&odd, types, Some(self.lane.sent));
            }
            return self.lay(&held, types, None);
        }
        self.suspects.push(held);
    }

    /// Whether packets wait that are believed now.
    pub(super) fn is_due(&self, now: f64) -> bool {
        let (enough, waited) = if self.begun { (BELIEVED, WAITED) } else { (FIRST, FIRST_WAITED) };
        self.suspects.first().is_some_and(|first| self.suspects.len() >= enough || now - first.arrival >= waited)
    }

    /// Places the packets that wait: where they arrived, unless the senders' reports say it better.
    pub(super) fn settle(&mut self, types: &PayloadTypes, origin: Origin) {
        let waiting = std::mem::take(&mut self.suspects);
        let Some(first) = waiting.first() else { return };
        self.timestamp = i64::from(first.timestamp);
        // A clock that advances between them is followed; one that does not is not.
        let (mut offset, mut offsets) = (0, Vec::with_capacity(waiting.len()));
        let mut key: Option<(u32, i64)> = None;
        for (k, held) in waiting.iter().enumerate() {
            let is_key = types.of(held.payload_type) == Some(Payload::Events);
            if let Some((_, start)) = key.filter(|(timestamp, _)| is_key && *timestamp == held.timestamp) {
                // All packets of a key have the timestamp of its start, and say how long it is by now.
                offsets.push((start, true));
                offset = offset.max(start + frames(held, types));
                continue;
            }
            let by_clock = self.unwrapped(held.timestamp) - self.timestamp;
            let goes_on = by_clock >= offset && by_clock - offset <= i64::from(self.rate);
            offset = if goes_on { by_clock } else { offset };
            offsets.push((offset, k == 0 || goes_on));
            key = is_key.then_some((held.timestamp, offset));
            offset += frames(held, types);
        }
        let early = |(held, (offset, _)): (&Held, &(i64, bool))| held.arrival * f64::from(self.rate) - *offset as f64;
        let earliest = waiting.iter().zip(&offsets).map(early).fold(f64::MAX, f64::min);
        let arrived = earliest + if self.begun { self.quickest } else { origin.quickest };
        let near = |place: &f64| (place - arrived).abs() <= BELIEVABLE * f64::from(self.rate);
        let start = (origin.reported.filter(near).unwrap_or(arrived).round() as i64).max(self.lane.sent);
        self.quickest = start as f64 - earliest;
        if self.begun {
            self.restarts.push(start.max(self.lane.known));
        }
        self.begun = true;
        self.event = None;
        self.number = 0;
        self.anchor = Some(Anchor { timestamp: self.timestamp, place: start });
        for (held, (offset, _)) in waiting.iter().zip(offsets) {
            self.lay(held, types, Some(start + offset));
        }
        // With a clock that does not advance, the last packet is where it would have to continue.
        if let Some(last) = waiting.last() {
            let end = self.lane.sent - frames(last, types);
            self.anchor = Some(Anchor { timestamp: self.unwrapped(last.timestamp), place: end });
        }
    }

    /// Puts a packet in its place, after what lies before it.
    fn lay(&mut self, held: &Held, types: &PayloadTypes, at: Option<i64>) {
        let place = at.or_else(|| self.place_of(held.timestamp)).unwrap_or(self.lane.sent);
        self.timestamp = self.unwrapped(held.timestamp);
        let payload = types.of(held.payload_type);
        let named = if payload == Some(Payload::Events) { Named::read(&held.payload) } else { None };
        if let Some(named) = named {
            self.lay_event(held, named, place);
        } else {
            self.fill(held, place);
            let audio = payload.map_or_else(Vec::new, |payload| samples(payload, &held.payload));
            self.undecoded += u64::from(payload.is_none());
            self.unknown = payload.is_none();
            if !audio.is_empty() {
                self.usual = audio.len() as i64;
            }
            self.lane.add(audio, place);
        }
        self.number = held.number;
        let quick = place as f64 - held.arrival * f64::from(self.rate);
        self.quickest = (self.quickest - DRIFT * self.usual as f64).max(quick);
    }

    /// A key's tone, as far as it is not there yet. All packets of a key have the timestamp of its start.
    fn lay_event(&mut self, held: &Held, named: Named, place: i64) {
        let begun = self.event.filter(|(timestamp, _)| *timestamp == held.timestamp);
        let start = begun.map_or(place, |(_, start)| start);
        if begun.is_none() {
            self.fill(held, place);
            self.event = Some((held.timestamp, place));
        }
        let end = start + i64::from(named.duration);
        let from = self.lane.sent.max(start);
        if end > from {
            let tone = keys::tone(named.event, named.volume, from - start, end - start, self.rate);
            self.lane.add(tone, from);
        }
        self.unknown = false;
    }

    /// What lies between the packet before and `place`: lost where numbers are missing, silence where none are.
    fn fill(&mut self, held: &Held, place: i64) {
        let gap = place - self.lane.sent;
        if gap <= 0 {
            return;
        }
        let missing = if self.number == 0 { 0 } else { held.number.saturating_sub(self.number + 1) };
        let frames = (missing as i64).saturating_mul(self.usual);
        // The sender's silence is whole packets; what is less is a packet of another length.
        let all = self.unknown || (missing > 0 && gap - frames < self.usual);
        let lost = if all { gap } else { frames.min(gap) };
        // A marked packet begins talk: what is missing was before the silence. Else its own beginning is missing.
        let (start, end) = if held.marker { (self.lane.sent, self.lane.sent + lost) } else { (place - lost, place) };
        self.lane.silent_until(start);
        self.lane.lost_until(start, end);
        self.lane.silent_until(place);
        self.lane.sent = place;
    }

    pub(super) fn take_restarts(&mut self) -> Vec<i64> {
        std::mem::take(&mut self.restarts)
    }
}

/// Frames that a packet says it covers.
fn frames(held: &Held, types: &PayloadTypes) -> i64 {
    match types.of(held.payload_type) {
        Some(Payload::Pcmu | Payload::Pcma) => held.payload.len() as i64,
        Some(Payload::L16) => held.payload.len() as i64 / 2,
        Some(Payload::Events) => Named::read(&held.payload).map_or(0, |named| i64::from(named.duration)),
        Some(Payload::ComfortNoise) | None => 0,
    }
}
