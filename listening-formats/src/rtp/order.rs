//! The packets of one stream in the order in which they were sent: the jitter buffer.

use std::collections::{BTreeMap, VecDeque};

use super::packet::Packet;

/// Packets in a row that another source, or another run of numbers, takes to be believed.
const BELIEVED: usize = 3;
/// A number this far ahead of the highest, or this far behind it, is of another run: RFC 3550, appendix A.1.
const AHEAD: i32 = 3000;
const BEHIND: i32 = 1000;
/// Packets held at most, whatever arrives.
pub(super) const HELD: usize = 256;
/// Numbers back from the latest that are remembered, to tell a copy from a late packet.
const REMEMBERED: u64 = 1024;

/// A packet that waits for its turn.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Held {
    /// Its number, which does not wrap.
    pub number: u64,
    /// Whether it is the first of another source or another run of numbers.
    pub first: bool,
    pub timestamp: u32,
    /// Seconds.
    pub arrival: f64,
    pub payload_type: u8,
    pub marker: bool,
    pub payload: Vec<u8>,
}

/// What was not placed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Passed {
    pub copies: u64,
    pub late: u64,
    pub foreign: u64,
    pub overtaken: u64,
}

/// The jitter buffer of one stream.
#[derive(Debug)]
pub(crate) struct Order {
    /// How long, in seconds, a packet waits for one that was sent before it.
    delay: f64,
    source: Option<u32>,
    highest: u64,
    released: Option<u64>,
    held: BTreeMap<u64, Held>,
    seen: Vec<u64>,
    rival: Vec<(u32, u16, Held)>,
    ready: VecDeque<Held>,
    pub(crate) passed: Passed,
}

impl Order {
    pub(crate) fn new(delay: f64) -> Self {
        Self {
            delay,
            source: None,
            highest: 0,
            released: None,
            held: BTreeMap::new(),
            seen: vec![0; REMEMBERED as usize],
            rival: Vec::new(),
            ready: VecDeque::new(),
            passed: Passed::default(),
        }
    }

    /// Takes a packet.
    pub(crate) fn take(&mut self, packet: &Packet<'_>, arrival: f64) {
        let mut held = Held {
            number: 0,
            first: false,
            timestamp: packet.timestamp,
            arrival,
            payload_type: packet.payload_type,
            marker: packet.marker,
            payload: packet.payload.to_vec(),
        };
        if self.source.is_none() {
            // Room for those that it overtook.
            self.begin(packet.source, u64::from(packet.sequence) + (1 << 20));
            self.released = None;
        }
        let apart = i32::from(packet.sequence.wrapping_sub(self.highest as u16) as i16);
        if self.source != Some(packet.source) || !(-BEHIND..=AHEAD).contains(&apart) {
            return self.doubt(packet, held);
        }
        self.passed.foreign += self.rival.len() as u64;
        self.rival.clear();
        held.number = self.highest.wrapping_add_signed(i64::from(apart));
        let place = (held.number % REMEMBERED) as usize;
        if self.seen[place] == held.number {
            self.passed.copies += 1;
        } else if self.released.is_some_and(|released| held.number <= released) {
            self.passed.late += 1;
        } else {
            self.passed.overtaken += u64::from(held.number < self.highest);
            self.seen[place] = held.number;
            self.highest = self.highest.max(held.number);
            self.held.insert(held.number, held);
        }
    }

    fn begin(&mut self, source: u32, number: u64) {
        self.source = Some(source);
        self.highest = number;
        self.released = Some(number - 1);
        self.seen.fill(0);
    }

    /// A packet that does not belong to the stream: the stream may have begun again.
    fn doubt(&mut self, packet: &Packet<'_>, held: Held) {
        let follows = |(source, sequence, _): &(u32, u16, Held)| {
            *source == packet.source && sequence.wrapping_add(1) == packet.sequence
        };
        if !self.rival.last().is_some_and(follows) {
            self.passed.foreign += self.rival.len() as u64;
            self.rival.clear();
        }
        self.rival.push((packet.source, packet.sequence, held));
        if self.rival.len() < BELIEVED {
            return;
        }
        self.ready.extend(std::mem::take(&mut self.held).into_values());
        // Numbers go up still, and keep their last 16 bits.
        let first = self.rival[0].1;
        let above = ((self.highest >> 16) + 2) << 16 | u64::from(first);
        self.begin(packet.source, above);
        for (number, (_, _, mut held)) in (above..).zip(std::mem::take(&mut self.rival)) {
            (held.number, held.first) = (number, number == above);
            self.seen[(number % REMEMBERED) as usize] = number;
            self.highest = number;
            self.held.insert(number, held);
        }
    }

    /// The timestamp of the first packet that waits.
    pub(super) fn first_waiting(&self) -> Option<u32> {
        self.held.values().next().map(|held| held.timestamp)
    }

    /// The next packet that need not wait any longer, at the time `now`.
    pub(crate) fn next(&mut self, now: f64) -> Option<Held> {
        if let Some(held) = self.ready.pop_front() {
            return Some(held);
        }
        let entry = self.held.first_entry()?;
        let turn = self.released.is_some_and(|released| *entry.key() == released + 1);
        let waited = now - entry.get().arrival >= self.delay;
        if turn || waited || self.held.len() > HELD {
            let (number, held) = self.held.pop_first()?;
            self.released = Some(number);
            return Some(held);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packet(source: u32, sequence: u16) -> Packet<'static> {
        Packet { payload_type: 0, marker: false, sequence, timestamp: 0, source, payload: &[] }
    }

    /// The last 16 bits of the numbers that come out, for packets that arrive each 20 ms.
    fn out(order: &mut Order, packets: &[(u32, u16)]) -> Vec<u16> {
        let mut found = Vec::new();
        for (k, &(source, sequence)) in packets.iter().enumerate() {
            let now = 0.02 * k as f64;
            order.take(&packet(source, sequence), now);
            found.extend(std::iter::from_fn(|| order.next(now)).map(|held| held.number as u16));
        }
        found.extend(std::iter::from_fn(|| order.next(f64::MAX)).map(|held| held.number as u16));
        found
    }

    #[test]
    fn packets_come_in_the_order_in_which_they_were_sent_across_the_wrap() {
        let mut order = Order::new(0.06);
        let sent = [(1, 65_533), (1, 65_535), (1, 65_534), (1, 0), (1, 2), (1, 1), (1, 1), (1, 3)];
        assert_eq!(out(&mut order, &sent), [65_533, 65_534, 65_535, 0, 1, 2, 3]);
        assert_eq!(order.passed, Passed { copies: 1, overtaken: 2, ..Passed::default() });
    }

    #[test]
    fn one_that_comes_after_the_delay_is_late() {
        let mut order = Order::new(0.05);
        // Number 2 is waited for until 3 is .06 s old.
        assert_eq!(out(&mut order, &[(1, 0), (1, 1), (1, 3), (1, 4), (1, 5), (1, 6), (1, 2)]), [0, 1, 3, 4, 5, 6]);
        assert_eq!(order.passed.late, 1);
        let mut order = Order::new(0.07);
        assert_eq!(out(&mut order, &[(1, 0), (1, 1), (1, 3), (1, 4), (1, 5), (1, 2)]), [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn another_source_is_believed_after_three_packets_in_a_row() {
        let mut order = Order::new(0.06);
        let sent = [(1, 7), (1, 8), (9, 4), (1, 9), (9, 5), (9, 6), (9, 7), (9, 8), (1, 10), (9, 9)];
        assert_eq!(out(&mut order, &sent), [7, 8, 9, 5, 6, 7, 8, 9]);
        assert_eq!(order.passed.foreign, 2);
        let firsts = |order: &mut Order| std::iter::from_fn(|| order.next(f64::MAX)).filter(|held| held.first).count();
        let mut again = Order::new(0.06);
        for &(source, sequence) in &sent {
            again.take(&packet(source, sequence), 0.0);
        }
        assert_eq!(firsts(&mut again), 1);
    }

    #[test]
    fn another_run_of_numbers_is_believed_too() {
        let mut order = Order::new(0.06);
        assert_eq!(out(&mut order, &[(1, 7), (1, 30_000), (1, 8), (1, 50), (1, 51)]), [7, 8, 50, 51]);
        let mut order = Order::new(0.06);
        assert_eq!(out(&mut order, &[(1, 7), (1, 30_000), (1, 30_001), (1, 30_002)]), [7, 30_000, 30_001, 30_002]);
    }

    #[test]
    fn what_is_held_is_bounded() {
        let mut order = Order::new(1e9);
        for k in 0..2000_u16 {
            order.take(&packet(1, 2 * k), 0.0);
            while order.next(0.0).is_some() {}
            assert!(order.held.len() <= HELD && order.ready.is_empty());
        }
    }
}
