//! How long this thread has run on a processor: what others do meanwhile is not in it.

#[repr(C)]
struct Timespec {
    seconds: i64,
    nanoseconds: i64,
}

unsafe extern "C" {
    fn clock_gettime(clock: i32, time: *mut Timespec) -> i32;
}

/// `CLOCK_THREAD_CPUTIME_ID` of Linux.
const THREAD: i32 = 3;

pub(crate) fn thread_ns() -> i64 {
    let mut time = Timespec { seconds: 0, nanoseconds: 0 };
    // SAFETY: the struct is the one that 64-bit Linux fills.
    unsafe { clock_gettime(THREAD, &raw mut time) };
    time.seconds * 1_000_000_000 + time.nanoseconds
}
