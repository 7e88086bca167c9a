//! The floor alone: talkspurts in, report out, without audio.

use std::ffi::c_char;

use listening_core as core;

use crate::boundary::{Fail, Fault, Live, guard, on};
use crate::config::{self, Config};
use crate::pointer::{self, Place};
use crate::report::Report;
use crate::review::Review;
use crate::session;
use crate::status::Status;

/// A call for which a recogniser or a diariser provides who talked when. Created by listening_floor_new, released with
/// listening_floor_free. Use it from one thread at a time; it may move between threads.
pub struct Floor {
    /// `None` once finished.
    core: Option<core::Floor>,
    review: Review,
    fault: Fault,
}

impl Floor {
    pub(crate) fn core(&mut self) -> Result<&mut core::Floor, Fail> {
        self.core.as_mut().ok_or_else(|| Status::Finished.into())
    }
}

impl Live for Floor {
    fn fault(&mut self) -> &mut Fault {
        &mut self.fault
    }
}

/// Starts a call without audio. assessed, language, lexicon, calibration and profile of the configuration are used; the
/// other fields must be in range. Events are in the report: a floor evaluates the whole call when it is finished.
///
/// Statuses as for listening_session_new.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_floor_new(config: *const Config, floor: *mut *mut Floor) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let ((config, review), place) = unsafe { (Config::read(config)?, Place::new(floor)?) };
        place.give(Floor { core: Some(core::Floor::configured(config)?), review, fault: Fault::default() });
        Ok(Status::Ok)
    })
}

/// Pushes a talkspurt of party, a listening_party: start and end in seconds, 0 to 31536000 (a year). The talkspurts of one party
/// must be in order; the two parties may come in any order. Silences under 180 ms are bridged, as in audio.
///
/// LISTENING_STATUS_BAD_TALKSPURTS if a time is not finite, is out of range or goes back, LISTENING_STATUS_BAD_CONFIG
/// if party is invalid, LISTENING_STATUS_FINISHED after listening_floor_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_floor_push(floor: *mut Floor, party: i32, start: f64, end: f64) -> Status {
    let body = |floor: &mut Floor| {
        let core = floor.core()?;
        core.push(config::party(party)?, start, end)?;
        Ok(Status::Ok)
    };
    // SAFETY: the floor is the caller's, in use by this call alone.
    unsafe { on(floor, body) }
}

/// Pushes a word of party, before or after its talkspurt and in any order; otherwise as listening_session_push_word.
///
/// LISTENING_STATUS_BAD_WORD if a time or the text is rejected, LISTENING_STATUS_BAD_CONFIG if party is invalid,
/// LISTENING_STATUS_FINISHED after listening_floor_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_floor_push_word(
    floor: *mut Floor,
    party: i32,
    start: f64,
    end: f64,
    text: *const c_char,
) -> Status {
    let body = |floor: &mut Floor| {
        let core = floor.core()?;
        let party = config::party(party)?;
        // SAFETY: the text is the caller's, valid for this call.
        core.push_word(party, start, end, unsafe { session::word(text) }?)?;
        Ok(Status::Ok)
    };
    // SAFETY: the floor is the caller's, in use by this call alone.
    unsafe { on(floor, body) }
}

/// Ends the call at duration seconds, at most 31536000 (a year), or with its last talkspurt if duration is NaN, and returns its
/// report; release it with listening_report_free. The floor accepts no more input and must still be freed.
///
/// LISTENING_STATUS_BAD_TALKSPURTS if a talkspurt ends after duration, or duration is out of range: the call can continue then.
/// LISTENING_STATUS_FINISHED the second time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_floor_finish(floor: *mut Floor, duration: f64, report: *mut *mut Report) -> Status {
    let body = |floor: &mut Floor| {
        // SAFETY: the pointer is the caller's, valid for this call.
        let place = unsafe { Place::new(report) }?;
        let ended = floor.core()?.clone().finish((!duration.is_nan()).then_some(duration))?;
        floor.core = None;
        place.give(floor.review.report(ended)?);
        Ok(Status::Ok)
    };
    // SAFETY: the floor is the caller's, in use by this call alone.
    unsafe { on(floor, body) }
}

/// The message of the last rejected call on this floor, as in listening_session_last_error.
///
/// LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than *needed; the buffer is then unchanged.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_floor_last_error(
    floor: *const Floor,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> Status {
    guard(|| {
        // SAFETY: the floor is the caller's, in use by this call alone.
        let floor = unsafe { pointer::borrow(floor) }?;
        // SAFETY: the buffer is the caller's, with room for `capacity` bytes.
        unsafe { pointer::copy_text(&floor.fault.text, buffer, capacity, needed) }
    })
}

/// Frees a floor, finished or not. NULL is ignored.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_floor_free(floor: *mut Floor) {
    guard(|| {
        // SAFETY: the floor is the caller's to give back, once.
        unsafe { pointer::free(floor) };
        Ok(Status::Ok)
    });
}
