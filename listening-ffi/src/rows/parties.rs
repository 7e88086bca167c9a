//! The two channels, and what is wrong with them.

use std::ffi::c_char;
use std::mem::offset_of;

use listening_core as core;

use super::{number, row};
use crate::config;
use crate::report::Report;
use crate::sized::Grows;
use crate::status::Status;

/// A party's channel.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Channel {
    /// The size of this struct: set it to sizeof(listening_channel).
    pub size: usize,
    /// Length of the party's talk, in seconds.
    pub speech_seconds: f64,
    /// Active speech level by ITU-T P.56 method B, dBov, excluding music and the other party's leak; NaN without
    /// talk or audio.
    pub active_level_dbov: f64,
    /// That level above the median level outside speech, dB; NaN if unknown.
    pub snr_db: f64,
    /// Rows for listening_report_health.
    pub health: usize,
    /// 0 (left) or 1 (right); -1 if no audio was given.
    pub channel: i32,
    /// Always 0.
    pub reserved: i32,
}

// SAFETY: `repr(C)`, the size is first, all fields are numbers.
unsafe impl Grows for Channel {}

/// A fault of a channel, or a sound on it other than talk, with its place in the call.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Health {
    /// The size of this struct: set it to sizeof(listening_health).
    pub size: usize,
    /// Its start, in seconds from the first sample.
    pub start: f64,
    /// Its end.
    pub end: f64,
    /// Its amount, in the unit of its code; NaN if it has none.
    pub value: f64,
    /// Its code, such as "silent", "clipping", "dropouts", "lost_audio", "echo" or "music": docs/hearing.md of the source lists
    /// all. Later versions may add codes.
    pub code: *const c_char,
    /// Lower end of the 90 % interval of the value; NaN if the value is not an estimate.
    pub low: f64,
    /// Upper end of that interval; NaN if the value is not an estimate.
    pub high: f64,
}

// SAFETY: `repr(C)`, the size is first, all fields are numbers or pointers.
unsafe impl Grows for Health {
    // The first version ended with `code`.
    const SHORTER: &'static [usize] = &[offset_of!(Self, low)];
}

fn channel(report: &Report, party: i32) -> Option<&core::report::Channel> {
    config::party(party).ok().map(|party| &report.inner.parties[party])
}

/// Fills to with the data on the channel of party, a listening_party.
///
/// LISTENING_STATUS_NO_ROW if party is invalid; LISTENING_STATUS_BAD_SIZE if its size is not set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_channel(report: *const Report, party: i32, to: *mut Channel) -> Status {
    let find = |report: &Report| {
        let of = channel(report, party)?;
        Some(Channel {
            size: size_of::<Channel>(),
            speech_seconds: of.speech_seconds.seconds(),
            active_level_dbov: number(of.active_level_dbov),
            snr_db: number(of.snr_db),
            health: of.health.len(),
            channel: of.channel.map_or(-1, i32::from),
            reserved: 0,
        })
    };
    // SAFETY: the pointers are the caller's, valid for this call.
    unsafe { row(report, to, find) }
}

/// Fills to with the finding at index, from 0, of the channel of party, a listening_party; findings are in order of start.
///
/// LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE if its size is not set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_report_health(
    report: *const Report,
    party: i32,
    index: usize,
    to: *mut Health,
) -> Status {
    let find = |report: &Report| {
        let of = channel(report, party)?.health.get(index)?;
        Some(Health {
            size: size_of::<Health>(),
            start: of.start.seconds(),
            end: of.end.seconds(),
            value: number(of.value),
            code: report.text(of.code.as_str()),
            low: number(of.interval.map(|(low, _)| low)),
            high: number(of.interval.map(|(_, high)| high)),
        })
    };
    // SAFETY: the pointers are the caller's, valid for this call.
    unsafe { row(report, to, find) }
}
