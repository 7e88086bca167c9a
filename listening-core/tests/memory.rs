//! What a live session weighs, counted by the allocator.

mod common;

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use listening_core::{Config, Party, Session};

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

/// The counts are of the whole process: one test at a time.
static ALONE: Mutex<()> = Mutex::new(());

#[test]
fn a_live_session_stays_under_256_kib_and_rarely_allocates() {
    let _alone = ALONE.lock().unwrap();
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

#[test]
fn words_are_forgotten_whether_somebody_talks_or_nobody() {
    let _alone = ALONE.lock().unwrap();
    let demo = common::demo_mulaw();
    for audio in [demo[34 * 16_000..44 * 16_000].to_vec(), vec![255; 160_000]] {
        let mut session = Session::new(Config::default()).unwrap();
        let mut held = [0; 2];
        // Six minutes, with a word of each party in every tenth of a second, and old ones between.
        for (tenth, packet) in audio.chunks_exact(1600).cycle().take(3600).enumerate() {
            session.push_mulaw(packet).unwrap();
            let now = session.position().seconds();
            for party in Party::BOTH {
                session.push_word(party, now - 0.1, now, "because").unwrap();
                session.push_word(party, 0.0, 0.1, "of course").unwrap();
            }
            held[usize::from(tenth >= 1200)] = HELD.load(Ordering::Relaxed);
        }
        let [at_two_minutes, at_six] = held;
        println!("{at_two_minutes} bytes after two minutes with words, {at_six} after six");
        // Ever more words would be 450 kB; talkspurts and events are kept, 60 bytes and 200 each.
        assert!(at_six < at_two_minutes + 64 * 1024, "{at_two_minutes} {at_six}");
    }
}
