//! What a live session allocates, seen from C's side. Counted on this thread alone: tests run on several.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use super::*;

struct Counting;

thread_local! {
    static CALLS: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call is passed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        CALLS.with(|calls| calls.set(calls.get() + 1));
        // SAFETY: the caller's promises are the system's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the pointer came from `alloc` above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn pushes_and_polls_do_not_allocate_once_warm() {
    let bytes = call();
    let (left, right) = apart(&bytes);
    let frames = left.len();
    let session = begin(&Config::default());
    let (mut event, mut events) = (Event::default(), 0);
    let (mut pushes, mut polls) = (0, 0);
    let mut now = Snapshot::from(core::Session::new(core::Config::default()).expect("defaults").snapshot());
    // Nine minutes to grow warm, and one that counts; some packets of the customer are lost all along.
    for round in 0..20 {
        for (packet, k) in (0..frames - 160).step_by(160).enumerate() {
            let before = CALLS.with(Cell::get);
            let lost = packet % 50 < 2;
            let right = if lost { ptr::null() } else { right[k..].as_ptr() };
            // SAFETY: the session is a live one, and 160 bytes are there.
            let status = unsafe { listening_session_push_planar_mulaw(session, left[k..].as_ptr(), right, 160) };
            assert_eq!(status, Status::Ok);
            let between = CALLS.with(Cell::get);
            // SAFETY: the session is a live one, and the event has its size.
            while unsafe { listening_session_poll_event(session, &raw mut event) } == Status::Ok {
                events += 1;
            }
            // SAFETY: the session is a live one, and the snapshot has its size.
            assert_eq!(unsafe { listening_session_snapshot(session, &raw mut now) }, Status::Ok);
            if round >= 18 {
                pushes += between - before;
                polls += CALLS.with(Cell::get) - between;
            }
        }
    }
    assert!(events > 50, "{events}");
    assert_eq!(polls, 0, "allocations in polls and snapshots");
    // The lists of what has happened may still grow, each once at most.
    assert!(pushes <= 8, "{pushes} allocations in 3,000 pushes");
    end(session);
}
