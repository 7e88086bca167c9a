//! What a live session weighs, counted by the allocator.

mod common;

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use listening_core::{Config, Session};

struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static CALLS: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is passed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        HELD.fetch_add(layout.size(), Ordering::Relaxed);
        CALLS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller's promises are the system's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the pointer came from `alloc` above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn a_live_session_stays_under_256_kib_and_rarely_allocates() {
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
    }
    let held = HELD.load(Ordering::Relaxed) - before + size_of::<Session>();
    println!(
        "a session holds {fresh} bytes at first, {held} after ten minutes; {calls_in_last_minute} allocations in the tenth"
    );
    assert!(held < 256 * 1024, "{held} bytes after ten minutes");
    // 3,000 pushes; only the lists of what has happened may have to grow once each.
    assert!(calls_in_last_minute <= 8, "{calls_in_last_minute} allocations in 3,000 pushes");
}
