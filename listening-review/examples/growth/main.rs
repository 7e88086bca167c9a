//! What an entry costs, for `benches/growth.py`, which doubles the input and compares.
//!
//!     cargo run --release -p listening-review --example growth -- floor bursts 20000
//!
//! prints the most bytes that the entry held at once. Under `valgrind --tool=callgrind --toggle-collect='*measured*'` only
//! the entry itself is counted, not the making of its input.

mod allocator;
mod audio;
mod clock;
mod entries;
mod talk;

/// Runs what is measured, and says how much memory it took.
#[inline(never)]
fn measured<R>(work: impl FnOnce() -> R) {
    let before = allocator::mark();
    let result = work();
    println!("{}", allocator::peak().saturating_sub(before));
    drop(result);
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let run = match arguments.as_slice() {
        [entry, kind, size] => size.parse().ok().and_then(|size| entries::run(entry, kind, size)),
        _ => None,
    };
    if run.is_none() {
        eprintln!("growth: expected ENTRY KIND SIZE as in benches/growth.py, got: {}", arguments.join(" "));
        std::process::exit(2);
    }
}
