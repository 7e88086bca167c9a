//! Calls of made packets: each sample of a party says its own place, so that it is seen where it comes out.

use listening_core::{MuLaw, Party, PerParty};
use proptest::prelude::*;

use super::{Payload, RtpCall, RtpError, RtpStep};

const FRAMES: usize = 160;

/// A sender that gives a byte for each sample, and what it is to send.
#[derive(Clone)]
struct Sender {
    source: u32,
    sequence: u16,
    timestamp: u32,
}

impl Sender {
    fn new() -> Self {
        Self { source: 7, sequence: 65_530, timestamp: u32::MAX - 1000 }
    }

    fn packet(&mut self, payload_type: u8, marker: bool, payload: &[u8], frames: usize) -> Vec<u8> {
        let mut bytes = vec![0x80, payload_type | u8::from(marker) << 7];
        bytes.extend(self.sequence.to_be_bytes());
        bytes.extend(self.timestamp.to_be_bytes());
        bytes.extend(self.source.to_be_bytes());
        bytes.extend(payload);
        self.sequence = self.sequence.wrapping_add(1);
        self.timestamp = self.timestamp.wrapping_add(frames as u32);
        bytes
    }

    /// Audio of the call's samples from `from` on.
    fn audio(&mut self, from: usize, frames: usize) -> Vec<u8> {
        let bytes: Vec<u8> = (from..from + frames).map(code).collect();
        self.packet(0, false, &bytes, frames)
    }
}

/// A byte that is another for each of many places, and never zero.
fn code(place: usize) -> u8 {
    (place % 113) as u8 + 1
}

fn sample(place: usize) -> i16 {
    MuLaw(code(place)).to_i16()
}

/// What came out.
#[derive(Debug, Default)]
struct Heard {
    agent: Vec<i16>,
    customer: Vec<i16>,
    lost: PerParty<usize>,
    late: Vec<(Party, f64, f64)>,
    restarts: Vec<(Party, f64)>,
}

impl Heard {
    fn take(&mut self, call: &mut RtpCall) {
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
fn heard(packets: &[(f64, Vec<u8>)]) -> (Heard, RtpCall) {
    heard_with(packets, RtpCall::new(8000, 0.06).unwrap())
}

fn heard_with(packets: &[(f64, Vec<u8>)], mut call: RtpCall) -> (Heard, RtpCall) {
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
fn wrong(samples: &[i16]) -> Vec<(usize, usize)> {
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
fn steady(seconds: f64, frames: usize) -> Vec<(f64, Vec<u8>)> {
    let mut sender = Sender::new();
    let count = (seconds * 8000.0) as usize / frames;
    (0..count).map(|k| (k as f64 * frames as f64 / 8000.0, sender.audio(k * frames, frames))).collect()
}

#[test]
fn packets_of_any_length_are_in_place() {
    for frames in [80, 160, 240, 320, 480] {
        let (heard, call) = heard(&steady(6.0, frames));
        assert_eq!(wrong(&heard.agent[..47_000]), [], "{frames}");
        assert_eq!((heard.lost.agent, heard.restarts.len(), call.counts(Party::Agent).late), (0, 0, 0));
    }
}

#[test]
fn swaps_and_copies_change_nothing() {
    let mut packets = steady(4.0, FRAMES);
    let copy = packets[30].clone();
    packets.push((copy.0 + 0.03, copy.1));
    for k in [10, 50, 51, 90] {
        packets[k].0 += 0.045;
    }
    let (heard, call) = heard(&packets);
    assert_eq!(wrong(&heard.agent[..31_000]), []);
    let counts = call.counts(Party::Agent);
    assert_eq!((counts.copies, counts.late, counts.lost), (1, 0, 0));
    assert!(counts.overtaken >= 3);
}

#[test]
fn what_is_missing_by_number_is_lost_and_nothing_else() {
    let mut packets = steady(4.0, FRAMES);
    packets.drain(100..103);
    packets.remove(20);
    let (heard, _) = heard(&packets);
    assert_eq!(wrong(&heard.agent[..31_000]), [(20 * FRAMES, 21 * FRAMES), (100 * FRAMES, 103 * FRAMES)]);
    assert_eq!((heard.lost.agent, heard.late.len()), (4 * FRAMES, 0));
}

/// Talk of 2 s, a pause that is not sent, talk again; `missing` packets of the second talk's beginning are lost.
fn paused(pause: f64, comfort: bool, missing: usize, marked: bool) -> Heard {
    let mut packets = steady(2.0, FRAMES);
    let mut sender = Sender::new();
    (0..100).for_each(|_| drop(sender.audio(0, FRAMES)));
    if comfort {
        packets.push((2.0, sender.packet(13, false, &[70], 0)));
    }
    let skip = (pause * 8000.0) as usize;
    sender.timestamp = sender.timestamp.wrapping_add(skip as u32);
    for k in 0..100 {
        let from = 16_000 + skip + k * FRAMES;
        let bytes: Vec<u8> = (from..from + FRAMES).map(code).collect();
        let bytes = sender.packet(0, k == 0 || (marked && k == missing), &bytes, FRAMES);
        if k >= missing {
            packets.push((2.0 + pause + 0.02 * k as f64, bytes));
        }
    }
    heard(&packets).0
}

#[test]
fn a_pause_that_is_not_sent_is_silence() {
    for comfort in [false, true] {
        for pause in [0.3, 0.98, 1.5, 9.0] {
            let heard = paused(pause, comfort, 0, false);
            let end = 16_000 + (pause * 8000.0) as usize;
            assert_eq!(wrong(&heard.agent[..end + 15_000]), [(16_000, end)], "{pause} {comfort}");
            assert!(heard.agent[16_000..end].iter().all(|&x| x == 0));
            assert_eq!((heard.lost.agent, heard.late.len(), heard.restarts.len()), (0, 0, 0));
        }
    }
}

#[test]
fn of_a_pause_only_the_missing_packets_are_lost() {
    // Two packets are lost at the beginning of what follows: with the marker lost, they are put there.
    let heard = paused(0.5, true, 2, false);
    assert_eq!(heard.lost.agent, 2 * FRAMES);
    assert_eq!(wrong(&heard.agent[..30_000]), [(16_000, 20_000 + 2 * FRAMES)]);
}

#[test]
fn silence_that_later_proves_to_be_loss_is_said() {
    let mut packets = steady(8.0, FRAMES);
    packets.drain(100..250);
    let (heard, call) = heard(&packets);
    assert_eq!(wrong(&heard.agent[..63_000]), [(100 * FRAMES, 250 * FRAMES)]);
    assert_eq!(call.counts(Party::Agent).lost, 150 * FRAMES as u64);
    let [(party, start, end)] = heard.late[..] else { panic!("{:?}", heard.late) };
    assert_eq!((party, start), (Party::Agent, 2.0));
    // What was still waited for, 1.06 s of it, is lost in place.
    assert_eq!(heard.lost.agent, 150 * FRAMES - ((end - start) * 8000.0).round() as usize);
    assert!((1.7..2.2).contains(&(end - start)), "{end}");
}

#[test]
fn a_line_that_stalls_and_then_sends_all_at_once_loses_what_was_passed() {
    let mut packets = steady(8.0, FRAMES);
    for packet in &mut packets[100..250] {
        packet.0 = 5.0;
    }
    let (heard, _) = heard(&packets);
    let spans = wrong(&heard.agent[..63_000]);
    assert_eq!((spans.len(), spans[0].0), (1, 100 * FRAMES));
    let late: f64 = heard.late.iter().map(|(_, start, end)| end - start).sum();
    assert_eq!((late * 8000.0).round() as usize, spans[0].1 - spans[0].0);
    assert_eq!((heard.lost.agent, heard.restarts.len()), (0, 0));
}

#[test]
fn a_stream_with_another_source_goes_on_where_it_arrives() {
    let mut packets = steady(2.0, FRAMES);
    let mut other = Sender { source: 99, sequence: 12, timestamp: 5 };
    packets.extend((0..100).map(|k| (3.0 + 0.02 * k as f64, other.audio(24_000 + k * FRAMES, FRAMES))));
    let (heard, _) = heard(&packets);
    assert_eq!(wrong(&heard.agent[..39_000]), [(16_000, 24_000)]);
    assert_eq!((heard.lost.agent, &heard.restarts[..]), (0, &[(Party::Agent, 3.0)][..]));
}

#[test]
fn a_clock_that_jumps_goes_on_where_it_arrives() {
    for jump in [500 * 8000_i32, -500 * 8000, 20_000, -4000] {
        let mut packets = steady(2.0, FRAMES);
        let mut sender = Sender::new();
        (0..100).for_each(|_| drop(sender.audio(0, FRAMES)));
        sender.timestamp = sender.timestamp.wrapping_add(jump as u32);
        packets.extend((0..100).map(|k| (2.0 + 0.02 * k as f64, sender.audio(16_000 + k * FRAMES, FRAMES))));
        let (heard, _) = heard(&packets);
        assert_eq!(wrong(&heard.agent[..31_000]), [], "{jump}");
        assert_eq!((heard.lost.agent, heard.restarts.len()), (0, 1), "{jump}");
    }
}

#[test]
fn one_odd_timestamp_is_not_believed() {
    let mut packets = steady(2.0, FRAMES);
    packets[50].1[4] ^= 0x40;
    let (heard, _) = heard(&packets);
    assert_eq!(wrong(&heard.agent[..15_000]), []);
    assert!(heard.restarts.is_empty());
}

#[test]
fn a_clock_that_stands_still_on_hold_is_followed_by_arrivals() {
    let mut packets = steady(2.0, FRAMES);
    let mut sender = Sender::new();
    (0..100).for_each(|_| drop(sender.audio(0, FRAMES)));
    for k in 0..150 {
        let at = sender.timestamp;
        packets.push((2.0 + 0.02 * k as f64, sender.audio(16_000 + k * FRAMES, FRAMES)));
        sender.timestamp = at;
    }
    sender.timestamp = sender.timestamp.wrapping_add(FRAMES as u32);
    packets.extend((150..250).map(|k| (2.0 + 0.02 * k as f64, sender.audio(16_000 + k * FRAMES, FRAMES))));
    let (heard, _) = heard(&packets);
    assert_eq!(wrong(&heard.agent[..39_900]), []);
    assert_eq!(heard.lost.agent, 0);
    assert!(!heard.restarts.is_empty());
}

#[test]
fn a_key_is_a_tone_and_no_loss() {
    let mut packets = steady(2.0, FRAMES);
    let mut sender = Sender::new();
    (0..100).for_each(|_| drop(sender.audio(0, FRAMES)));
    let start = sender.timestamp;
    for k in 1..=70_u16 {
        let mut named = vec![5, 10];
        named.extend((160 * k).to_be_bytes());
        sender.timestamp = start;
        packets.push((2.0 + 0.02 * f64::from(k), sender.packet(101, k == 1, &named, 0)));
    }
    for _ in 0..2 {
        sender.timestamp = start;
        let mut named = vec![5, 0x8A];
        named.extend((160 * 70_u16).to_be_bytes());
        packets.push((3.42, sender.packet(101, false, &named, 0)));
    }
    sender.timestamp = start.wrapping_add(70 * 160);
    packets.extend((70..170).map(|k| (2.0 + 0.02 * k as f64, sender.audio(16_000 + k * FRAMES, FRAMES))));
    let (heard, _) = heard(&packets);
    assert_eq!(heard.agent[..16_000], (0..16_000).map(sample).collect::<Vec<_>>()[..]);
    assert_eq!(heard.agent[27_200..43_000], (27_200..43_000).map(sample).collect::<Vec<_>>()[..]);
    let loud = heard.agent[16_000..27_200].iter().filter(|x| x.abs() > 500).count();
    assert!(loud > 9000, "{loud}");
    assert_eq!((heard.lost.agent, heard.restarts.len(), heard.late.len()), (0, 0, 0));
}

#[test]
fn a_party_that_comes_three_seconds_late_is_silent_until_then() {
    let late: Vec<_> = steady(4.0, FRAMES).into_iter().map(|(at, bytes)| (at + 3.0, bytes)).collect();
    let (heard, _) = heard(&late);
    assert!(heard.agent[..24_000].iter().all(|&x| x == 0));
    let said: Vec<i16> = (0..30_000).map(sample).collect();
    assert_eq!(heard.agent[24_000..54_000], said[..]);
    assert_eq!((heard.lost.agent, heard.restarts.len()), (0, 0));
}

#[test]
fn an_unknown_payload_is_lost_until_it_is_named() {
    let mut sender = Sender::new();
    let packets: Vec<_> = (0..100_usize)
        .map(|k| {
            let audio: Vec<u8> = (k * FRAMES..(k + 1) * FRAMES).flat_map(|n| sample(n).to_be_bytes()).collect();
            (0.02 * k as f64, sender.packet(96, false, &audio, FRAMES))
        })
        .collect();
    let (unknown, call) = heard(&packets);
    assert_eq!((call.counts(Party::Agent).undecoded, unknown.lost.agent), (100, 99 * FRAMES));
    let mut call = RtpCall::new(8000, 0.06).unwrap();
    call.set_payload_type(96, Payload::L16);
    assert_eq!(wrong(&heard_with(&packets, call).0.agent[..15_000]), []);
}

/// A compound with a sender report: the wall clock and the timestamp of one moment.
fn report(wall: f64, timestamp: u32) -> Vec<u8> {
    let mut bytes = vec![0x80, 200, 0, 6, 0, 0, 0, 7];
    bytes.extend((wall.trunc() as u32).to_be_bytes());
    bytes.extend(((wall.fract() * 4_294_967_296.0) as u32).to_be_bytes());
    bytes.extend(timestamp.to_be_bytes());
    bytes.extend([0; 8]);
    bytes
}

#[test]
fn sender_reports_place_streams_whose_first_packets_were_held_up() {
    for (wall, expected) in [(50.0, 0), (49.97, 240), (51.5, 320)] {
        let (mut agent, mut customer) = (Sender::new(), Sender::new());
        let mut call = RtpCall::new(8000, 0.06).unwrap();
        let mut heard = Heard::default();
        call.push(Party::Agent, 5.0, &report(50.0, agent.timestamp)).unwrap();
        // The customer's clock says by how much it began earlier, or is wrong by far and not believed.
        call.push(Party::Customer, 5.0, &report(wall, customer.timestamp)).unwrap();
        for k in 0..100 {
            // The agent's packets take .04 s longer.
            let at = 5.0 + 0.02 * k as f64;
            call.push(Party::Customer, at, &customer.audio(k * FRAMES, FRAMES)).unwrap();
            call.push(Party::Agent, at + 0.04, &agent.audio(k * FRAMES, FRAMES)).unwrap();
            heard.take(&mut call);
        }
        call.finish();
        heard.take(&mut call);
        let begins = |samples: &[i16]| samples.iter().position(|&x| x != 0).unwrap() as i64;
        assert_eq!(begins(&heard.agent) - begins(&heard.customer), expected, "{wall}");
    }
}

#[test]
fn what_is_no_time_or_no_rate_is_refused() {
    assert_eq!(RtpCall::new(7999, 0.06).unwrap_err(), RtpError::Rate(7999));
    assert_eq!(RtpCall::new(48_001, 0.06).unwrap_err(), RtpError::Rate(48_001));
    assert_eq!(RtpCall::new(8000, 2.01).unwrap_err(), RtpError::Delay(2.01));
    assert!(RtpCall::new(48_000, 2.0).is_ok() && RtpCall::new(8000, f64::NAN).is_err());
    let mut call = RtpCall::new(8000, 0.06).unwrap();
    let packet = Sender::new().audio(0, FRAMES);
    assert!(call.push(Party::Agent, f64::NAN, &packet).is_err());
    call.push(Party::Agent, 5.0, &packet).unwrap();
    assert!(call.push(Party::Agent, 3605.1, &packet).is_err());
    assert!(call.advance(3605.0).is_ok() && call.advance(7205.0).is_ok() && call.advance(10_805.1).is_err());
    assert!(call.push(Party::Agent, 5.0 - 31_536_000.0, &packet).is_ok());
    assert!(call.push(Party::Agent, 4.9 - 31_536_000.0, &packet).is_err());
    assert!(call.advance(f64::INFINITY).is_err());
    call.push(Party::Agent, 5.0, b"not RTP at all").unwrap();
    assert_eq!(call.counts(Party::Agent).foreign, 1);
}

#[test]
fn a_goodbye_ends_the_waiting() {
    let mut call = RtpCall::new(8000, 0.06).unwrap();
    for (at, bytes) in steady(1.0, FRAMES) {
        call.push(Party::Agent, at, &bytes).unwrap();
        call.push(Party::Customer, at, &bytes).unwrap();
    }
    let goodbye = [0x81, 203, 0, 1, 0, 0, 0, 7];
    call.push(Party::Customer, 1.0, &goodbye).unwrap();
    assert!(!call.has_ended());
    call.push(Party::Agent, 1.0, &goodbye).unwrap();
    assert!(call.has_ended());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever comes, both lines come out equally long, no more of them waits than is allowed, and nothing is lost silently.
    #[test]
    fn any_packets_give_two_lines(
        packets in prop::collection::vec(
            (any::<bool>(), 0.0..0.1_f64, any::<u16>(), prop::sample::select(vec![0_u8, 8, 13, 96, 101]), 0_u32..4, 0_u32..100_000, 0..400_usize),
            1..400,
        ),
    ) {
        let mut call = RtpCall::new(8000, 0.06).unwrap();
        let (mut heard, mut now) = (Heard::default(), 0.0);
        for (agent, after, sequence, payload_type, source, timestamp, size) in packets {
            now += after;
            let mut sender = Sender { source, sequence: sequence % 50, timestamp };
            let packet = sender.packet(payload_type, sequence % 7 == 0, &vec![0x55; size], 0);
            call.push(if agent { Party::Agent } else { Party::Customer }, now, &packet).unwrap();
            heard.take(&mut call);
            // Neither waits longer than the buffer, the patience and what one may be ahead.
            prop_assert!(call.position() >= now - 4.2, "{} at {now}", call.position());
        }
        call.finish();
        heard.take(&mut call);
        prop_assert_eq!(heard.agent.len(), heard.customer.len());
        for (party, start, end) in heard.late {
            prop_assert!(start < end && end <= heard.agent.len() as f64 / 8000.0, "{party:?}");
        }
    }
}

/// Packets that come up to 50 ms late from the first on, without sender reports: the parties lie to each other as they were sent.
#[test]
fn the_quickest_of_the_first_packets_place_a_party() {
    let late = |k: u32, salt: u32| f64::from((k * 7919 + salt).wrapping_mul(2_654_435_761) >> 16) / 65_536.0 * 0.05;
    for salt in 0..40 {
        let (mut agent, mut customer) = (Sender::new(), Sender::new());
        let mut all: Vec<(f64, Party, Vec<u8>)> = Vec::new();
        for k in 0..100_u32 {
            let at = 0.02 * f64::from(k);
            let from = k as usize * FRAMES;
            all.push((at + late(k, salt), Party::Agent, agent.audio(from, FRAMES)));
            all.push((at + late(k, salt + 1000), Party::Customer, customer.audio(from, FRAMES)));
        }
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut call, mut heard) = (RtpCall::new(8000, 0.06).unwrap(), Heard::default());
        for (at, party, bytes) in all {
            call.push(party, at, &bytes).unwrap();
            heard.take(&mut call);
        }
        call.finish();
        heard.take(&mut call);
        let begins = |samples: &[i16]| samples.iter().position(|&x| x != 0).unwrap() as i64;
        let apart = begins(&heard.agent) - begins(&heard.customer);
        assert!(apart.abs() <= 8 * 12, "{apart} samples, {salt}");
        assert_eq!((heard.lost.agent, heard.lost.customer, heard.late.len()), (0, 0, 0), "{salt}");
    }
}

#[test]
fn without_patience_the_first_packets_are_not_lost() {
    let (heard, _) = heard_with(&steady(4.0, FRAMES), RtpCall::new(8000, 0.06).unwrap().patient(0.0));
    assert_eq!(wrong(&heard.agent[..31_000]), []);
    assert_eq!((heard.lost.agent, heard.late.len()), (0, 0));
}

#[test]
fn a_party_that_begins_with_a_key_is_heard() {
    let (mut sender, mut packets) = (Sender::new(), Vec::new());
    let start = sender.timestamp;
    for k in 1..=70_u16 {
        let mut named = vec![5, 10];
        named.extend((160 * k).to_be_bytes());
        sender.timestamp = start;
        packets.push((0.02 * f64::from(k), sender.packet(101, k == 1, &named, 0)));
    }
    sender.timestamp = start.wrapping_add(70 * 160);
    packets.extend((70..270).map(|k| (0.02 + 0.02 * k as f64, sender.audio(k * FRAMES, FRAMES))));
    let (heard, _) = heard(&packets);
    assert_eq!((heard.lost.agent, heard.late.len(), heard.restarts.len()), (0, 0, 0));
    let begins = heard.agent.windows(200).position(|found| (0..200).all(|n| found[n] == sample(70 * FRAMES + n)));
    assert!(begins.is_some_and(|at| at.abs_diff(70 * FRAMES) <= 160), "{begins:?}");
}
