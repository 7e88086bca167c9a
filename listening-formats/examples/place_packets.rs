//! How many packets a second are placed on one core: two parties' streams, in order, shaken, and with silence that is not sent.
//!
//!     cargo run --release -p listening-formats --example place_packets

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use listening_core::Party;
use listening_formats::RtpCall;

/// Packets of each party: over five hours.
const PACKETS: u32 = 1_000_000;

/// Seconds at which packets arrive, party, number and timestamp, from the `k`th packet of a stream.
type Sent = (f64, Party, u16, u32);

fn call(sent: impl Fn(u32, Party) -> Option<(f64, u32)>) -> Vec<Sent> {
    let mut all: Vec<Sent> = Vec::new();
    for party in Party::BOTH {
        let mut number = 0_u16;
        for k in 0..PACKETS {
            if let Some((late, timestamp)) = sent(k, party) {
                all.push((0.02 * f64::from(k) + late, party, number, timestamp));
                number = number.wrapping_add(1);
            }
        }
    }
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all
}

fn main() -> Result<(), Box<dyn Error>> {
    let at = |k: u32| k.wrapping_mul(160);
    let shaken = |k: u32| f64::from(k.wrapping_mul(2_654_435_761) >> 16) / 65_536.0 * 0.05;
    let kinds: [(&str, Vec<Sent>); 3] = [
        ("in order", call(|k, _| Some((0.0, at(k))))),
        ("50 ms of jitter", call(|k, _| Some((shaken(k), at(k))))),
        ("half of it silence that is not sent", call(|k, _| (k % 200 < 100).then(|| (0.0, at(k))))),
    ];
    let mut datagram = [0x55; 172];
    datagram[..2].copy_from_slice(&[0x80, 0]);
    for (name, sent) in kinds {
        let (mut call, began, mut frames) = (RtpCall::new(8000, 0.06)?, Instant::now(), 0_usize);
        for (arrival, party, number, timestamp) in &sent {
            datagram[2..4].copy_from_slice(&number.to_be_bytes());
            datagram[4..8].copy_from_slice(&timestamp.to_be_bytes());
            datagram[11] = *party as u8;
            call.push(*party, *arrival, &datagram)?;
            while let Some(step) = call.step() {
                frames += black_box(step).frames();
            }
        }
        let seconds = began.elapsed().as_secs_f64();
        let lost: u64 = Party::BOTH.into_iter().map(|party| call.counts(party).lost).sum();
        println!(
            "{name}: {:.2} million packets a second, {frames} frames, {lost} lost",
            sent.len() as f64 / seconds / 1e6
        );
    }
    Ok(())
}
