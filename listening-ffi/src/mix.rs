//! A mono recording of both parties, with who talked when.

use std::ffi::c_char;

use listening_core::{self as core, ALaw, MuLaw, Sample};

use crate::boundary::{Fail, Fault, Live, guard, on};
use crate::config::{self, Config};
use crate::pointer::{self, Place};
use crate::push::{bounded, samples};
use crate::report::Report;
use crate::review::Review;
use crate::session;
use crate::status::Status;

/// A call whose two parties were recorded in one channel, for which a recogniser or a diariser provides who
/// talked when. Created by listening_mix_new, released with listening_mix_free. Use it from one thread at a time; it may move
/// between threads.
pub struct Mix {
    /// `None` once finished.
    core: Option<core::Mix>,
    review: Review,
    /// Seconds of audio, once finished.
    length: f64,
    fault: Fault,
}

impl Mix {
    pub(crate) fn core(&mut self) -> Result<&mut core::Mix, Fail> {
        self.core.as_mut().ok_or_else(|| Status::Finished.into())
    }
}

impl Live for Mix {
    fn fault(&mut self) -> &mut Fault {
        &mut self.fault
    }
}

/// # Safety
/// As for [`on`] and [`samples`] of one channel.
unsafe fn push<T: Sample>(mix: *mut Mix, mono: *const T, count: usize) -> Status {
    let body = |mix: &mut Mix| {
        // SAFETY: the caller's promise.
        let mono = unsafe { samples(mono, count, 1) }?;
        mix.core()?.push(mono)?;
        Ok(Status::Ok)
    };
    // SAFETY: the caller's promise.
    unsafe { on(mix, body) }
}

/// Starts a call that was recorded in one channel. agent_channel, provisional and history of the configuration are not used, but
/// must be in range. The turns say who talks, the audio says when: turns may be padded and continue across pauses. Events
/// are in the report, whose "basis" is "turns_trimmed".
///
/// Statuses as for listening_session_new.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_new(config: *const Config, mix: *mut *mut Mix) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let ((config, review), place) = unsafe { (Config::read(config)?, Place::new(mix)?) };
        place.give(Mix { core: Some(core::Mix::new(config)?), review, length: 0.0, fault: Fault::default() });
        Ok(Status::Ok)
    })
}

/// Pushes a turn of party, a listening_party: start and end in seconds from the first sample, 0 to 31536000 (a year), before or
/// after its audio. The turns of one party must be in order and not overlap; those of the two parties may overlap.
///
/// LISTENING_STATUS_BAD_TALKSPURTS if a time is not finite, is out of range or goes back, LISTENING_STATUS_BAD_CONFIG
/// if party is invalid, LISTENING_STATUS_FINISHED after listening_mix_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_push_turn(mix: *mut Mix, party: i32, start: f64, end: f64) -> Status {
    let body = |mix: &mut Mix| {
        mix.core()?.push_turn(config::party(party)?, start, end)?;
        Ok(Status::Ok)
    };
    // SAFETY: the mix is the caller's, in use by this call alone.
    unsafe { on(mix, body) }
}

/// Pushes a word of party, before or after its audio and in any order; otherwise as listening_session_push_word.
///
/// LISTENING_STATUS_BAD_WORD if a time or the text is rejected, LISTENING_STATUS_BAD_CONFIG if party is invalid,
/// LISTENING_STATUS_FINISHED after listening_mix_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_push_word(
    mix: *mut Mix,
    party: i32,
    start: f64,
    end: f64,
    text: *const c_char,
) -> Status {
    let body = |mix: &mut Mix| {
        let core = mix.core()?;
        let party = config::party(party)?;
        // SAFETY: the text is the caller's, valid for this call.
        core.push_word(party, start, end, unsafe { session::word(text) }?)?;
        Ok(Status::Ok)
    };
    // SAFETY: the mix is the caller's, in use by this call alone.
    unsafe { on(mix, body) }
}

/// Pushes the next count samples of the mix, 16 bits each.
///
/// LISTENING_STATUS_FINISHED after listening_mix_finish, LISTENING_STATUS_BAD_AUDIO if there are more than
/// LISTENING_MAX_FRAMES samples or the pointer is not aligned.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_push_i16(mix: *mut Mix, mono: *const i16, count: usize) -> Status {
    // SAFETY: the mix is in use by this call alone, and `count` samples are there.
    unsafe { push(mix, mono, count) }
}

/// Pushes the next count samples of the mix, floats with full scale at -1..1.
///
/// LISTENING_STATUS_NOT_FINITE or LISTENING_STATUS_OUT_OF_RANGE if a sample is rejected (the push then has no effect);
/// otherwise as listening_mix_push_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_push_f32(mix: *mut Mix, mono: *const f32, count: usize) -> Status {
    // SAFETY: the mix is in use by this call alone, and `count` samples are there.
    unsafe { push(mix, mono, count) }
}

/// Pushes the next count samples of the mix in ITU-T G.711 mu-law, a byte each.
///
/// Statuses as for listening_mix_push_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_push_mulaw(mix: *mut Mix, mono: *const u8, count: usize) -> Status {
    // SAFETY: the mix is in use by this call alone, and `count` bytes are there.
    unsafe { push(mix, mono.cast::<MuLaw>(), count) }
}

/// Pushes the next count samples of the mix in ITU-T G.711 A-law, a byte each.
///
/// Statuses as for listening_mix_push_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_push_alaw(mix: *mut Mix, mono: *const u8, count: usize) -> Status {
    // SAFETY: the mix is in use by this call alone, and `count` bytes are there.
    unsafe { push(mix, mono.cast::<ALaw>(), count) }
}

/// Declares that the next count samples are lost. Push them anyway; their contents are not analysed,
/// and the loss is charged to no one. Further calls before they are pushed add up.
///
/// LISTENING_STATUS_BAD_AUDIO if there are more than LISTENING_MAX_FRAMES samples, LISTENING_STATUS_FINISHED after
/// listening_mix_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_push_lost(mix: *mut Mix, count: usize) -> Status {
    let body = |mix: &mut Mix| {
        let core = mix.core()?;
        bounded(count)?;
        core.push_lost(count as u64);
        Ok(Status::Ok)
    };
    // SAFETY: the mix is the caller's, in use by this call alone.
    unsafe { on(mix, body) }
}

/// Records that the recording is known to be truncated: the report's "health" will say so.
///
/// LISTENING_STATUS_FINISHED after listening_mix_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_note_truncated(mix: *mut Mix) -> Status {
    let body = |mix: &mut Mix| {
        mix.core()?.note_truncated();
        Ok(Status::Ok)
    };
    // SAFETY: the mix is the caller's, in use by this call alone.
    unsafe { on(mix, body) }
}

/// Like listening_session_note_unfinished.
///
/// LISTENING_STATUS_FINISHED after listening_mix_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_note_unfinished(mix: *mut Mix) -> Status {
    let body = |mix: &mut Mix| {
        mix.core()?.note_unfinished();
        Ok(Status::Ok)
    };
    // SAFETY: the mix is the caller's, in use by this call alone.
    unsafe { on(mix, body) }
}

/// Like listening_session_note_coding.
///
/// LISTENING_STATUS_FINISHED after listening_mix_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_note_coding(mix: *mut Mix, bit_rate: f64) -> Status {
    let body = |mix: &mut Mix| {
        mix.core()?.note_coding((bit_rate.is_finite() && bit_rate > 0.0).then_some(bit_rate));
        Ok(Status::Ok)
    };
    // SAFETY: the mix is the caller's, in use by this call alone.
    unsafe { on(mix, body) }
}

/// Ends the call and returns its report; release it with listening_report_free. The mix accepts no more input and must still
/// be freed. Most of the work is done here: about one and a half times as much as in all pushes.
///
/// LISTENING_STATUS_BAD_TALKSPURTS if a turn ends more than a second after the audio: the call can continue then.
/// LISTENING_STATUS_FINISHED the second time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_finish(mix: *mut Mix, report: *mut *mut Report) -> Status {
    let body = |mix: &mut Mix| {
        // SAFETY: the pointer is the caller's, valid for this call.
        let place = unsafe { Place::new(report) }?;
        mix.core()?.check()?;
        let core = mix.core.take().ok_or(Status::Finished)?;
        mix.length = core.position().seconds();
        place.give(mix.review.report(core.finish()?)?);
        Ok(Status::Ok)
    };
    // SAFETY: the mix is the caller's, in use by this call alone.
    unsafe { on(mix, body) }
}

/// The message of the last rejected call on this mix, as in listening_session_last_error.
///
/// LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than *needed; the buffer is then unchanged.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_last_error(
    mix: *const Mix,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> Status {
    guard(|| {
        // SAFETY: the mix is the caller's, in use by this call alone.
        let mix = unsafe { pointer::borrow(mix) }?;
        // SAFETY: the buffer is the caller's, with room for `capacity` bytes.
        unsafe { pointer::copy_text(&mix.fault.text, buffer, capacity, needed) }
    })
}

/// The audio pushed to the mix so far, in seconds, including lost audio. After listening_mix_finish, the length of the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_position(mix: *const Mix, seconds: *mut f64) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let (mix, place) = unsafe { (pointer::borrow(mix)?, Place::new(seconds)?) };
        place.set(mix.core.as_ref().map_or(mix.length, |core| core.position().seconds()));
        Ok(Status::Ok)
    })
}

/// Frees a mix, finished or not. NULL is ignored.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_free(mix: *mut Mix) {
    guard(|| {
        // SAFETY: the mix is the caller's to give back, once.
        unsafe { pointer::free(mix) };
        Ok(Status::Ok)
    });
}
