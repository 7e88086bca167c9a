//! What is heard, what is silence, and what is lost.

use listening_core::Party;

use super::made::{FRAMES, Heard, Sender, code, heard, heard_with, sample, steady, wrong};
use crate::rtp::{Payload, RtpCall};

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
fn a_key_is_a_tone_and_no_loss() {
    let mut packets = steady(2.0, FRAMES);
    let mut sender = Sender::new();
    (0..100).for_each(|_| drop(sender.audio(0, FRAMES)));
    packets.extend(sender.key(2.0));
    packets.extend((70..170).map(|k| (2.0 + 0.02 * k as f64, sender.audio(16_000 + k * FRAMES, FRAMES))));
    let (heard, _) = heard(&packets);
    assert_eq!(heard.agent[..16_000], (0..16_000).map(sample).collect::<Vec<_>>()[..]);
    assert_eq!(heard.agent[27_200..43_000], (27_200..43_000).map(sample).collect::<Vec<_>>()[..]);
    let loud = heard.agent[16_000..27_200].iter().filter(|x| x.abs() > 500).count();
    assert!(loud > 9000, "{loud}");
    assert_eq!((heard.lost.agent, heard.restarts.len(), heard.late.len()), (0, 0, 0));
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
