//! A session with a history does not grow, counted by the allocator. For a day of audio, in some minutes:
//! `LISTENING_HOURS=24 cargo test --release -p listening-core --test history_memory -- --nocapture`.

mod common;
#[path = "common/counting.rs"]
mod counting;

use std::sync::atomic::Ordering;

use counting::{CALLS, HELD};
use listening_core::{Config, Session, Time};

#[test]
fn with_a_history_a_session_does_not_grow() {
    let hours = std::env::var("LISTENING_HOURS").map_or(3, |hours| hours.parse().expect("a number of hours"));
    let demo = common::demo_mulaw();
    // The first session of a process also fills what all share.
    drop(Session::new(Config::default()).unwrap());
    let before = HELD.load(Ordering::Relaxed);
    let mut session = Session::new(Config { history: Some(Time::from_millis(600_000)), ..Config::default() }).unwrap();
    let mut packets = demo.chunks_exact(320).cycle();
    let mut held: Vec<usize> = Vec::with_capacity(hours);
    let mut calls = Vec::with_capacity(hours);
    for _ in 0..hours {
        let earlier = CALLS.load(Ordering::Relaxed);
        for packet in packets.by_ref().take(180_000) {
            session.push_mulaw(packet).unwrap();
        }
        held.push(HELD.load(Ordering::Relaxed) - before + size_of::<Session>());
        calls.push(CALLS.load(Ordering::Relaxed) - earlier);
    }
    println!("bytes held after each hour: {held:?}; allocations in each: {calls:?}");
    assert!(held.iter().all(|&held| held < 256 * 1024), "{held:?}");
    // In the first hours a finding of a new kind may still make its list.
    assert!(held[1..].windows(2).all(|pair| pair[0] == pair[1]), "{held:?}");
    assert_eq!(calls.last(), Some(&0));
}
