//! Which mutant is on. Only in the copy of the sources that scripts/mutants makes.
//!
//! `LISTENING_MUTANT` is its number. With `LISTENING_MUTANTS_REACHED`, the path of a file, none is on, and the number of each
//! that would have had a say is appended to the file.

use std::{
    io::Write,
    sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed},
};

const UNREAD: u32 = u32::MAX;
const RECORDING: u32 = u32::MAX - 1;
const NONE: u32 = u32::MAX - 2;

static SELECTED: AtomicU32 = AtomicU32::new(UNREAD);
static REACHED: [AtomicBool; 4096] = [const { AtomicBool::new(false) }; 4096];

/// Whether this mutant is on.
#[inline]
pub(crate) fn on(number: u32) -> bool {
    let selected = SELECTED.load(Relaxed);
    if selected <= NONE { selected == number } else { unread_or_recording(selected, number) }
}

#[inline(never)]
fn unread_or_recording(selected: u32, number: u32) -> bool {
    if selected == UNREAD {
        let record = std::env::var_os("LISTENING_MUTANTS_REACHED").is_some();
        let chosen = std::env::var("LISTENING_MUTANT").ok().and_then(|text| text.parse().ok()).unwrap_or(NONE);
        SELECTED.store(if record { RECORDING } else { chosen }, Relaxed);
        return on(number);
    }
    let reached = &REACHED[number as usize];
    if !reached.load(Relaxed) && !reached.swap(true, Relaxed) {
        let path = std::env::var_os("LISTENING_MUTANTS_REACHED").unwrap();
        let mut file = std::fs::OpenOptions::new().append(true).create(true).open(path).unwrap();
        file.write_all(format!("{number}\n").as_bytes()).unwrap();
    }
    false
}
