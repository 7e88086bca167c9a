//! What a live session weighs, counted by the allocator.

mod common;
#[path = "common/counting.rs"]
mod counting;

use std::sync::atomic::Ordering;

use counting::{CALLS, HELD};
use listening_core::{Config, Session};

#[test]
fn a_live_session_begins_under_64_kib_stays_under_192_and_rarely_allocates() {
    let demo = common::demo_mulaw();
    // The first session of a process also fills what all share.
    drop(Session::new(Config::default()).unwrap());
    let before = HELD.load(Ordering::Relaxed);
    let mut session = Session::new(Config::default()).unwrap();
    let fresh = HELD.load(Ordering::Relaxed) - before + size_of::<Session>();
    // Ten minutes of call, in packets of 20 ms.
    let mut calls_in_last_minute = 0;
    let mut packets = 0;
    for packet in demo.chunks_exact(320).cycle().take(30_000) {
        let calls = CALLS.load(Ordering::Relaxed);
        session.push_mulaw(packet).unwrap();
        packets += 1;
        if packets > 27_000 {
            calls_in_last_minute += CALLS.load(Ordering::Relaxed) - calls;
        }
        let calls = CALLS.load(Ordering::Relaxed);
        assert_eq!(session.snapshot().position, session.position());
        assert_eq!(CALLS.load(Ordering::Relaxed), calls, "a snapshot allocates nothing");
    }
    let held = HELD.load(Ordering::Relaxed) - before + size_of::<Session>();
    println!(
        "a session holds {fresh} bytes at first, {held} after ten minutes; {calls_in_last_minute} allocations in the tenth"
    );
    assert!(fresh <= 64 * 1024, "{fresh} bytes at first");
    assert!(held < 192 * 1024, "{held} bytes after ten minutes");
    // 3,000 pushes; only the lists of what has happened may have to grow once each.
    assert!(calls_in_last_minute <= 8, "{calls_in_last_minute} allocations in 3,000 pushes");
}
