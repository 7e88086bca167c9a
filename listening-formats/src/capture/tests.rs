//! Captures made byte by byte, of each link and each form.

use std::net::SocketAddr;

use listening_core::MuLaw;

use super::{CaptureError, Survey, play};
use crate::rtp::RtpStep;

#[derive(Clone, Copy, Debug)]
enum Link {
    Ethernet,
    Vlan,
    Raw,
    Loopback,
    Cooked,
    Cooked2,
}

impl Link {
    const ALL: [Self; 6] = [Self::Ethernet, Self::Vlan, Self::Raw, Self::Loopback, Self::Cooked, Self::Cooked2];

    fn number(self) -> u32 {
        match self {
            Self::Ethernet | Self::Vlan => 1,
            Self::Raw => 101,
            Self::Loopback => 0,
            Self::Cooked => 113,
            Self::Cooked2 => 276,
        }
    }

    fn frame(self, ip: &[u8]) -> Vec<u8> {
        let kind: [u8; 2] = if ip[0] >> 4 == 4 { [0x08, 0] } else { [0x86, 0xDD] };
        let mut frame = match self {
            Self::Ethernet => [&[2; 12][..], &kind].concat(),
            Self::Vlan => [&[2; 12][..], &[0x81, 0, 0, 7], &kind].concat(),
            Self::Raw => Vec::new(),
            Self::Loopback => vec![if ip[0] >> 4 == 4 { 2 } else { 30 }, 0, 0, 0],
            Self::Cooked => [&[0, 0, 0, 1, 0, 6][..], &[2; 8], &kind].concat(),
            Self::Cooked2 => [&kind[..], &[0, 0, 0, 0, 0, 1, 0, 1, 0, 6], &[2; 8]].concat(),
        };
        frame.extend(ip);
        frame
    }
}

fn udp(from: SocketAddr, to: SocketAddr, payload: &[u8]) -> Vec<u8> {
    let size = 8 + payload.len() as u16;
    let mut bytes = match (from, to) {
        (SocketAddr::V4(a), SocketAddr::V4(b)) => {
            let mut ip = vec![0x45, 0];
            ip.extend((20 + size).to_be_bytes());
            ip.extend([0, 0, 0, 0, 64, 17, 0, 0]);
            ip.extend(a.ip().octets());
            ip.extend(b.ip().octets());
            ip
        }
        (SocketAddr::V6(a), SocketAddr::V6(b)) => {
            let mut ip = vec![0x60, 0, 0, 0];
            ip.extend(size.to_be_bytes());
            ip.extend([17, 64]);
            ip.extend(a.ip().octets());
            ip.extend(b.ip().octets());
            ip
        }
        _ => unreachable!("of one kind"),
    };
    bytes.extend(from.port().to_be_bytes());
    bytes.extend(to.port().to_be_bytes());
    bytes.extend(size.to_be_bytes());
    bytes.extend([0, 0]);
    bytes.extend(payload);
    bytes
}

fn rtp(sequence: u16, timestamp: u32, source: u32, payload_type: u8, byte: u8) -> Vec<u8> {
    let mut bytes = vec![0x80, payload_type];
    bytes.extend(sequence.to_be_bytes());
    bytes.extend(timestamp.to_be_bytes());
    bytes.extend(source.to_be_bytes());
    bytes.extend([byte; 160]);
    bytes
}

/// A pcap: little or big endian, in micro- or nanoseconds.
fn pcap(link: u32, big: bool, nano: bool, frames: &[(f64, Vec<u8>)]) -> Vec<u8> {
    let word = |value: u32| if big { value.to_be_bytes() } else { value.to_le_bytes() };
    let half = |value: u16| if big { value.to_be_bytes() } else { value.to_le_bytes() };
    let mut file = word(if nano { 0xA1B2_3C4D } else { 0xA1B2_C3D4 }).to_vec();
    file.extend(half(2));
    file.extend(half(4));
    file.extend([0; 8]);
    file.extend(word(65_535));
    file.extend(word(link));
    for (time, frame) in frames {
        let part = (time.fract() * if nano { 1e9 } else { 1e6 }).round() as u32;
        for value in [time.trunc() as u32, part, frame.len() as u32, frame.len() as u32] {
            file.extend(word(value));
        }
        file.extend(frame);
    }
    file
}

/// A pcapng with times in `10^-digits` seconds.
fn pcapng(link: u32, digits: u8, frames: &[(f64, Vec<u8>)]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut block = |kind: u32, body: &[u8]| {
        let size = (12 + body.len().next_multiple_of(4)) as u32;
        file.extend(kind.to_le_bytes());
        file.extend(size.to_le_bytes());
        file.extend(body);
        file.resize(file.len().next_multiple_of(4), 0);
        file.extend(size.to_le_bytes());
    };
    block(0x0A0D_0D0A, &[&[0x4D, 0x3C, 0x2B, 0x1A, 1, 0, 0, 0][..], &[0xFF; 8]].concat());
    block(
        1,
        &[&(link as u16).to_le_bytes()[..], &[0, 0, 0, 0, 1, 0], &[9, 0, 1, 0, digits, 0, 0, 0], &[0; 4]].concat(),
    );
    for (time, frame) in frames {
        let ticks = (time * 10_f64.powi(digits.into())).round() as u64;
        let size = (frame.len() as u32).to_le_bytes();
        let time = [((ticks >> 32) as u32).to_le_bytes(), (ticks as u32).to_le_bytes()].concat();
        block(6, &[&[0; 4][..], &time, &size, &size, frame].concat());
    }
    file
}

const A: &str = "10.0.0.1:4000";
const B: &str = "10.0.0.2:6000";

fn at(address: &str) -> SocketAddr {
    address.parse().unwrap()
}

/// Two parties who send 2 s each, each its own byte.
fn call(link: Link, a: &str, b: &str, start: f64) -> Vec<(f64, Vec<u8>)> {
    let mut frames = Vec::new();
    for k in 0..100_u16 {
        let time = start + 0.02 * f64::from(k);
        frames.push((time, link.frame(&udp(at(a), at(b), &rtp(k, 160 * u32::from(k), 1, 0, 10)))));
        frames.push((time, link.frame(&udp(at(b), at(a), &rtp(k, 160 * u32::from(k), 2, 0, 20)))));
    }
    frames
}

fn heard(file: &[u8], picked: (usize, usize)) -> (Vec<i16>, Vec<i16>) {
    let survey = Survey::of(file).unwrap();
    let mut both = (Vec::new(), Vec::new());
    play(file, &survey, picked, |step| {
        if let RtpStep::Audio { agent, customer, .. } = step {
            both.0.extend(agent);
            both.1.extend(customer);
        }
    })
    .unwrap();
    both
}

#[test]
fn each_link_and_each_form_is_read() {
    let expected = (vec![MuLaw(10).to_i16(); 16_000], vec![MuLaw(20).to_i16(); 16_000]);
    for link in Link::ALL {
        let frames = call(link, A, B, 1_700_000_000.0);
        for (big, nano) in [(false, false), (true, false), (false, true), (true, true)] {
            assert_eq!(heard(&pcap(link.number(), big, nano, &frames), (0, 1)), expected, "{link:?} {big} {nano}");
        }
        for digits in [3, 6, 9] {
            assert_eq!(heard(&pcapng(link.number(), digits, &frames), (0, 1)), expected, "{link:?} {digits}");
        }
    }
    let frames = call(Link::Ethernet, "[2001:db8::1]:4000", "[2001:db8::2]:6000", 5.0);
    assert_eq!(heard(&pcap(1, false, false, &frames), (0, 1)), expected);
}

#[test]
fn streams_are_paired_both_ways_and_calls_told_apart() {
    let mut frames = call(Link::Raw, A, B, 100.0);
    frames.extend(call(Link::Raw, "10.0.0.3:5000", "10.0.0.4:7000", 101.0));
    // The first two again, after minutes.
    frames.extend(call(Link::Raw, A, B, 400.0));
    frames.sort_by(|a, b| a.0.total_cmp(&b.0));
    let survey = Survey::of(&pcap(101, false, false, &frames)[..]).unwrap();
    assert_eq!(survey.streams.len(), 6);
    assert!(survey.streams.iter().all(|stream| stream.packets == 100 && stream.payload_types == [0]));
    let calls: Vec<_> = survey.calls().iter().map(|call| (call.streams, call.start)).collect();
    assert_eq!(calls, [((0, 1), 100.0), ((2, 3), 101.0), ((4, 5), 400.0)]);
    let file = pcap(101, false, false, &frames);
    assert_eq!(heard(&file, (4, 5)).0.len(), 16_000);
}

#[test]
fn two_streams_to_a_recorder_are_a_call() {
    let mut frames = Vec::new();
    for k in 0..100_u16 {
        for (port, byte) in [(30_000, 10), (30_002, 20)] {
            let (from, to) = (SocketAddr::new(at(A).ip(), port), SocketAddr::new(at(B).ip(), port));
            let packet = rtp(k, 160 * u32::from(k), u32::from(port), 0, byte);
            frames.push((0.02 * f64::from(k), udp(from, to, &packet)));
        }
    }
    let survey = Survey::of(&pcap(101, false, false, &frames)[..]).unwrap();
    assert_eq!(survey.calls().len(), 1);
}

#[test]
fn dynamic_payload_types_are_taken_from_session_descriptions() {
    let sdp = b"INVITE sip:b SIP/2.0\r\n\r\nv=0\r\nm=audio 4000 RTP/AVP 96 97\r\na=rtpmap:96 PCMA/8000\r\na=rtpmap:97 L16/44100\r\n";
    let mut frames = vec![(99.0, udp(at("10.0.0.1:5060"), at("10.0.0.2:5060"), sdp))];
    for k in 0..100_u16 {
        frames.push((100.0 + 0.02 * f64::from(k), udp(at(A), at(B), &rtp(k, 160 * u32::from(k), 1, 96, 0xD5))));
        frames.push((100.0 + 0.02 * f64::from(k), udp(at(B), at(A), &rtp(k, 160 * u32::from(k), 2, 96, 0xD5))));
    }
    let file = pcap(101, false, false, &frames);
    assert_eq!(Survey::of(&file[..]).unwrap().payload_types.len(), 1);
    assert_eq!(heard(&file, (0, 1)).0, vec![8; 16_000]);
}

#[test]
fn what_is_no_audio_makes_no_stream() {
    // DNS-like datagrams, and RTP-like ones without order.
    let frames: Vec<_> = (0..200_u16)
        .map(|k| (f64::from(k), udp(at(A), at(B), &rtp(k.wrapping_mul(7919), 0, u32::from(k), 0, 1))))
        .chain((0..200).map(|k| (f64::from(k), udp(at(A), at("10.0.0.9:53"), &[0x12; 40]))))
        .collect();
    let survey = Survey::of(&pcap(101, false, false, &frames)[..]).unwrap();
    assert_eq!((survey.streams.len(), survey.calls().len()), (0, 0));
    let other = Survey::of(&pcap(147, false, false, &frames)[..]).unwrap();
    assert_eq!((other.unread, other.streams.len()), (400, 0));
}

#[test]
fn a_capture_that_is_cut_is_read_to_its_end() {
    let file = pcap(101, false, false, &call(Link::Raw, A, B, 7.0));
    let survey = Survey::of(&file[..file.len() - 50]).unwrap();
    assert!(survey.cut && survey.streams.len() == 2);
    assert!(!Survey::of(&file[..]).unwrap().cut);
    let file = pcapng(101, 6, &call(Link::Raw, A, B, 7.0));
    assert!(Survey::of(&file[..file.len() - 50]).unwrap().cut);
}

#[test]
fn what_is_none_is_refused() {
    assert_eq!(Survey::of(&b"RIFF...."[..]).unwrap_err(), CaptureError::NoCapture);
    assert_eq!(Survey::of(&b"\xA1"[..]).unwrap_err(), CaptureError::NoCapture);
    let file = pcap(101, false, false, &call(Link::Raw, A, B, 7.0));
    let survey = Survey::of(&file[..]).unwrap();
    for picked in [(0, 2), (1, 1)] {
        assert_eq!(play(&file[..], &survey, picked, |_| ()).unwrap_err(), CaptureError::Picked { picked, there: 2 });
    }
}

#[test]
fn a_block_that_is_shorter_than_any_is_refused() {
    let frames = call(Link::Raw, A, B, 7.0);
    let file = pcapng(101, 6, &frames);
    // Behind the section's header and the interface, whose block says what its own length is.
    let at = 28 + 32 + 4;
    assert_eq!(&file[at - 4..at], &[6, 0, 0, 0]);
    for length in [0_u32, 8, 11] {
        for bytes in [length.to_le_bytes(), length.to_be_bytes()] {
            let mut damaged = file.clone();
            damaged[at..at + 4].copy_from_slice(&bytes);
            assert_eq!(Survey::of(&damaged[..]).unwrap_err(), CaptureError::Damaged, "{bytes:?}");
        }
    }
}
