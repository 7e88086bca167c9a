//! Calls of made packets.

mod clocks;
mod losses;
mod made;

use listening_core::Party;
use proptest::prelude::*;

use super::{RtpCall, RtpError};
use made::{FRAMES, Heard, Sender, steady};

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
