//! The streams in a capture.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use super::frame::Datagram;
use crate::rtp::{is_control, packet_of};

/// Packets in a row that make datagrams a stream.
const BELIEVED: u32 = 4;
/// A pause of this many seconds on the same ports separates two calls.
const APART: f64 = 120.0;
/// Flows that are followed at once, and streams that are kept: more is a network's whole traffic.
const FLOWS: usize = 20_000;

/// A stream of audio in a capture: what one address sends to another.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CapturedStream {
    /// Who sends.
    pub from: SocketAddr,
    /// Who receives.
    pub to: SocketAddr,
    /// When it was captured first, seconds on the capture's clock.
    pub start: f64,
    /// And last.
    pub end: f64,
    /// RTP packets.
    pub packets: u64,
    /// What its packets are of, by payload type; the most frequent first.
    pub payload_types: Vec<u8>,
}

impl CapturedStream {
    /// Whether a datagram is of this stream, or is RTCP beside it.
    pub(super) fn takes(&self, found: &Datagram<'_>) -> bool {
        let near = |a: SocketAddr, b: SocketAddr| a.ip() == b.ip() && b.port().wrapping_sub(a.port()) <= 1;
        (self.from == found.from && self.to == found.to)
            || (near(self.from, found.from) && near(self.to, found.to) && is_control(found.payload))
    }

    /// Whether it goes the other way between the same two.
    pub(super) fn answers(&self, other: &Self) -> bool {
        self.from == other.to && self.to == other.from
    }

    /// Seconds in which both are there.
    pub(super) fn overlap(&self, other: &Self) -> f64 {
        self.end.min(other.end) - self.start.max(other.start)
    }
}

/// What is followed between two addresses.
#[derive(Debug, Default)]
struct Flow {
    source: u32,
    sequence: u16,
    in_a_row: u32,
    first: f64,
    last: f64,
    packets: u64,
    types: BTreeMap<u8, u64>,
    /// Where its stream is, once it is one.
    stream: Option<usize>,
}

/// Finds streams among datagrams.
#[derive(Debug, Default)]
pub(super) struct Flows {
    flows: BTreeMap<(SocketAddr, SocketAddr), Flow>,
    streams: Vec<CapturedStream>,
}

impl Flows {
    pub(super) fn take(&mut self, found: &Datagram<'_>, time: f64) {
        if is_control(found.payload) {
            return;
        }
        let Some(packet) = packet_of(found.payload) else { return };
        let key = (found.from, found.to);
        if self.flows.len() >= FLOWS && !self.flows.contains_key(&key) {
            return;
        }
        let flow = self.flows.entry(key).or_default();
        if flow.packets > 0 && time - flow.last > APART {
            self.settle(key);
        }
        let flow = self.flows.entry(key).or_default();
        let next = packet.source == flow.source && packet.sequence.wrapping_sub(flow.sequence) <= 8;
        flow.in_a_row = if next && flow.packets > 0 { flow.in_a_row + 1 } else { 1 };
        (flow.source, flow.sequence) = (packet.source, packet.sequence);
        if flow.packets == 0 {
            flow.first = time;
        }
        flow.last = flow.last.max(time);
        flow.packets += 1;
        *flow.types.entry(packet.payload_type).or_default() += 1;
        if flow.in_a_row >= BELIEVED && flow.stream.is_none() && self.streams.len() < FLOWS {
            flow.stream = Some(self.streams.len());
            self.streams.push(CapturedStream {
                from: key.0,
                to: key.1,
                start: flow.first,
                end: flow.last,
                packets: 0,
                payload_types: Vec::new(),
            });
        }
    }

    /// Writes down what is known of a flow, and forgets it.
    fn settle(&mut self, key: (SocketAddr, SocketAddr)) {
        let Some(flow) = self.flows.remove(&key) else { return };
        let Some(stream) = flow.stream.and_then(|at| self.streams.get_mut(at)) else { return };
        (stream.end, stream.packets) = (flow.last, flow.packets);
        let mut types: Vec<(u8, u64)> = flow.types.into_iter().collect();
        types.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        stream.payload_types = types.into_iter().map(|(number, _)| number).collect();
    }

    /// The streams, in order of their start.
    pub(super) fn finish(mut self) -> Vec<CapturedStream> {
        let keys: Vec<_> = self.flows.keys().copied().collect();
        keys.into_iter().for_each(|key| self.settle(key));
        self.streams.sort_by(|a, b| a.start.total_cmp(&b.start));
        self.streams
    }
}
