//! A bad line costs no memory and no allocation, counted by the allocator.

mod common;
#[path = "common/counting.rs"]
mod counting;

use std::sync::atomic::Ordering;

use counting::{CALLS, HELD};
use listening_core::{Config, MuLaw, Session};

#[test]
fn losses_neither_allocate_nor_pile_up() {
    let demo: Vec<MuLaw> = common::demo_mulaw().iter().map(|&byte| MuLaw(byte)).collect();
    drop(Session::new(Config::default()).unwrap());
    let before = HELD.load(Ordering::Relaxed);
    let mut session = Session::new(Config::default()).unwrap();
    let mut calls_in_last_minute = 0;
    // Ten minutes of call; of each channel every tenth packet of 20 ms is lost, and now and then half a second.
    for (k, packet) in demo.chunks_exact(160).cycle().take(30_000).enumerate() {
        let calls = CALLS.load(Ordering::Relaxed);
        let long = k % 1000 < 25;
        let (left, right) = ((!long && k % 10 != 3).then_some(packet), (k % 10 != 7).then_some(packet));
        session.push_arrived(160, left, right).unwrap();
        calls_in_last_minute += if k > 27_000 { CALLS.load(Ordering::Relaxed) - calls } else { 0 };
    }
    let held = HELD.load(Ordering::Relaxed) - before + size_of::<Session>();
    println!("{held} bytes after ten minutes with losses; {calls_in_last_minute} allocations in the tenth");
    // Losses cut talk into more talkspurts: some 45 KB more than a whole line leaves (memory.rs).
    assert!(held < 240 * 1024, "{held} bytes after ten minutes");
    assert!(calls_in_last_minute <= 8, "{calls_in_last_minute} allocations in 3,000 pushes");
}
