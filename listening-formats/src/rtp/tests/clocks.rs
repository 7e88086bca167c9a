//! Where a party begins, and where its stream goes on when its clock does not.

use listening_core::Party;

use super::made::{FRAMES, Heard, Sender, heard, heard_with, report, sample, steady, wrong};
use crate::rtp::RtpCall;

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
fn a_party_that_comes_three_seconds_late_is_silent_until_then() {
    let late: Vec<_> = steady(4.0, FRAMES).into_iter().map(|(at, bytes)| (at + 3.0, bytes)).collect();
    let (heard, _) = heard(&late);
    assert!(heard.agent[..24_000].iter().all(|&x| x == 0));
    let said: Vec<i16> = (0..30_000).map(sample).collect();
    assert_eq!(heard.agent[24_000..54_000], said[..]);
    assert_eq!((heard.lost.agent, heard.restarts.len()), (0, 0));
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
    let (mut sender, mut packets) = (Sender::new(), Vec::<(f64, Vec<u8>)>::new());
    packets.extend(sender.key(0.0));
    packets.extend((70..270).map(|k| (0.02 + 0.02 * k as f64, sender.audio(k * FRAMES, FRAMES))));
    let (heard, _) = heard(&packets);
    assert_eq!((heard.lost.agent, heard.late.len(), heard.restarts.len()), (0, 0, 0));
    let begins = heard.agent.windows(200).position(|found| (0..200).all(|n| found[n] == sample(70 * FRAMES + n)));
    assert!(begins.is_some_and(|at| at.abs_diff(70 * FRAMES) <= 160), "{begins:?}");
}
