//! Calls of made packets: each sample of a party says its own place, so that it is seen where it comes out.

use listening_core::{MuLaw, Party, PerParty};

use crate::rtp::{RtpCall, RtpStep};

pub(super) const FRAMES: usize = 160;

/// A sender that gives a byte for each sample, and what it is to send.
#[derive(Clone)]
pub(super) struct Sender {
    pub(super) source: u32,
    pub(super) sequence: u16,
    pub(super) timestamp: u32,
}

impl Sender {
    pub(super) fn new() -> Self {
        Self { source: 7, sequence: 65_530, timestamp: u32::MAX - 1000 }
    }

    pub(super) fn packet(&mut self, payload_type: u8, marker: bool, payload: &[u8], frames: usize) -> Vec<u8> {
        let mut bytes = vec![0x80, payload_type | u8::from(marker) << 7];
        bytes.extend(self.sequence.to_be_bytes());
        bytes.extend(self.timestamp.to_be_bytes());
        bytes.extend(self.source.to_be_bytes());
        bytes.extend(payload);
        self.sequence = self.sequence.wrapping_add(1);
        self.timestamp = self.timestamp.wrapping_add(frames as u32);
        bytes
    }

    /// A key that is pressed for 1.4 s from then on; its end is sent three times.
    pub(super) fn key(&mut self, from: f64) -> Vec<(f64, Vec<u8>)> {
        let start = self.timestamp;
        let packets = (1..=72_u16).map(|k| {
            let count = k.min(70);
            let mut named = vec![5, if k < 70 { 10 } else { 0x8A }];
            named.extend((160 * count).to_be_bytes());
            self.timestamp = start;
            (from + 0.02 * f64::from(count), self.packet(101, k == 1, &named, 0))
        });
        let packets = packets.collect();
        self.timestamp = start.wrapping_add(70 * 160);
        packets
    }

    /// Audio of the call's samples from `from` on.
    pub(super) fn audio(&mut self, from: usize, frames: usize) -> Vec<u8> {
        let bytes: Vec<u8> = (from..from + frames).map(code).collect();
        self.packet(0, false, &bytes, frames)
    }
}

/// A byte that is another for each of many places, and never zero.
pub(super) fn code(place: usize) -> u8 {
    (place % 113) as u8 + 1
}

pub(super) fn sample(place: usize) -> i16 {
    MuLaw(code(place)).to_i16()
}

/// What came out.
#[derive(Debug, Default)]
pub(super) struct Heard {
    pub(super) agent: Vec<i16>,
    pub(super) customer: Vec<i16>,
    pub(super) lost: PerParty<usize>,
    pub(super) late: Vec<(Party, f64, f64)>,
    pub(super) restarts: Vec<(Party, f64)>,
}

impl Heard {
    pub(super) fn take(&mut self, call: &mut RtpCall) {
        while let Some(step) = call.step() {
            match step {
                RtpStep::Audio { agent, customer, lost } => {
                    assert_eq!(agent.len(), customer.len());
                    for party in Party::BOTH {
                        self.lost[party] += if lost[party] { agent.len() } else { 0 };
                    }
                    self.agent.extend(agent);
                    self.customer.extend(customer);
                }
                RtpStep::LateLoss { party, start, end } => self.late.push((party, start, end)),
                RtpStep::Restarted { party, at } => self.restarts.push((party, at)),
            }
        }
    }
}

/// The call in which the agent's packets arrive at these times, and the customer talks all the time.
pub(super) fn heard(packets: &[(f64, Vec<u8>)]) -> (Heard, RtpCall) {
    heard_with(packets, RtpCall::new(8000, 0.06).unwrap())
}

pub(super) fn heard_with(packets: &[(f64, Vec<u8>)], mut call: RtpCall) -> (Heard, RtpCall) {
    let (mut heard, mut customer) = (Heard::default(), Sender::new());
    customer.source = 1;
    let last = packets.iter().map(|packet| packet.0).fold(0.0, f64::max);
    let mut all: Vec<(f64, Party, Vec<u8>)> =
        packets.iter().cloned().map(|(at, bytes)| (at, Party::Agent, bytes)).collect();
    for k in 0..=(last / 0.02).round() as usize {
        all.push((0.02 * k as f64, Party::Customer, customer.audio(FRAMES * k, FRAMES)));
    }
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (at, party, bytes) in all {
        call.push(party, 1000.0 + at, &bytes).unwrap();
        heard.take(&mut call);
    }
    call.finish();
    heard.take(&mut call);
    assert_eq!(heard.lost.customer, 0);
    assert!((0..heard.customer.len()).all(|n| heard.customer[n] == sample(n) || heard.customer[n] == 0));
    (heard, call)
}

/// Where `samples` is not what was said there: as spans.
pub(super) fn wrong(samples: &[i16]) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for at in (0..samples.len()).filter(|&n| samples[n] != sample(n)) {
        match spans.last_mut() {
            Some((_, end)) if *end == at => *end += 1,
            _ => spans.push((at, at + 1)),
        }
    }
    spans
}

/// Packets in a row, of these seconds each.
pub(super) fn steady(seconds: f64, frames: usize) -> Vec<(f64, Vec<u8>)> {
    let mut sender = Sender::new();
    let count = (seconds * 8000.0) as usize / frames;
    (0..count).map(|k| (k as f64 * frames as f64 / 8000.0, sender.audio(k * frames, frames))).collect()
}

/// A compound with a sender report: the wall clock and the timestamp of one moment.
pub(super) fn report(wall: f64, timestamp: u32) -> Vec<u8> {
    let mut bytes = vec![0x80, 200, 0, 6, 0, 0, 0, 7];
    bytes.extend((wall.trunc() as u32).to_be_bytes());
    bytes.extend(((wall.fract() * 4_294_967_296.0) as u32).to_be_bytes());
    bytes.extend(timestamp.to_be_bytes());
    bytes.extend([0; 8]);
    bytes
}
