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

/// One call whose two parties were recorded in one channel, and of which somebody else, a recogniser or a diariser, knows who
/// talked when. Made by listening_mix_new, given back to listening_mix_free. Used by one thread at a time; may move between
/// threads.
pub struct Mix {
    /// Gone once finished.
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

/// Begins a call that was recorded in one channel. Of the configuration, agent_channel, provisional and history are not used;
/// they must be in their range. The turns say who talks, the audio says when: they may be padded and go on over pauses. Events
/// stand in the report, whose "basis" is "turns_trimmed".
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

/// Takes a turn of party, a listening_party: start and end in seconds from the first sample, 0 to 31536000 (a year), before or
/// after its audio. Each party's come in order and do not overlap; those of the two parties may.
///
/// LISTENING_STATUS_BAD_TALKSPURTS where a time is not finite, is out of range or goes back, LISTENING_STATUS_BAD_CONFIG
/// where party is none, LISTENING_STATUS_FINISHED after listening_mix_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_push_turn(mix: *mut Mix, party: i32, start: f64, end: f64) -> Status {
    let body = |mix: &mut Mix| {
        mix.core()?.push_turn(config::party(party)?, start, end)?;
        Ok(Status::Ok)
    };
    // SAFETY: the mix is the caller's, in use by this call alone.
    unsafe { on(mix, body) }
}

/// Takes a word of party, before or after its audio and in any order; the rest is as for listening_session_push_word.
///
/// LISTENING_STATUS_BAD_WORD where a time or the text is refused, LISTENING_STATUS_BAD_CONFIG where party is none,
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

/// Takes the next count samples of the mix, 16 bits each.
///
/// LISTENING_STATUS_FINISHED after listening_mix_finish, LISTENING_STATUS_BAD_AUDIO where there are more than
/// LISTENING_MAX_FRAMES samples or the pointer is not aligned.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_push_i16(mix: *mut Mix, mono: *const i16, count: usize) -> Status {
    // SAFETY: the mix is in use by this call alone, and `count` samples are there.
    unsafe { push(mix, mono, count) }
}

/// Takes the next count samples of the mix, floats with full scale at -1..1.
///
/// LISTENING_STATUS_NOT_FINITE or LISTENING_STATUS_OUT_OF_RANGE where a sample is refused (nothing is taken then);
/// otherwise as listening_mix_push_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_push_f32(mix: *mut Mix, mono: *const f32, count: usize) -> Status {
    // SAFETY: the mix is in use by this call alone, and `count` samples are there.
    unsafe { push(mix, mono, count) }
}

/// Takes the next count samples of the mix in ITU-T G.711 mu-law, a byte each.
///
/// Statuses as for listening_mix_push_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_push_mulaw(mix: *mut Mix, mono: *const u8, count: usize) -> Status {
    // SAFETY: the mix is in use by this call alone, and `count` bytes are there.
    unsafe { push(mix, mono.cast::<MuLaw>(), count) }
}

/// Takes the next count samples of the mix in ITU-T G.711 A-law, a byte each.
///
/// Statuses as for listening_mix_push_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_push_alaw(mix: *mut Mix, mono: *const u8, count: usize) -> Status {
    // SAFETY: the mix is in use by this call alone, and `count` bytes are there.
    unsafe { push(mix, mono.cast::<ALaw>(), count) }
}

/// Says that the next count samples are lost. They still come with the pushes that follow; what is in them is not listened to,
/// and what was lost is held against nobody. Said again before they have come, it adds up.
///
/// LISTENING_STATUS_BAD_AUDIO where there are more than LISTENING_MAX_FRAMES samples, LISTENING_STATUS_FINISHED after
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

/// Notes that the recording is known to be cut short: the report's "health" will say so.
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

/// As listening_session_note_unfinished.
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

/// As listening_session_note_coding.
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

/// Ends the call and gives its report, which is yours to give back to listening_report_free. The mix takes no more and is still
/// to be freed. This is where most of the work is done: about as much as all pushes took, and half as much again.
///
/// LISTENING_STATUS_BAD_TALKSPURTS where a turn ends more than a second after the audio: the call goes on then.
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

/// The text of the last refused call on this mix, as listening_session_last_error.
///
/// LISTENING_STATUS_BUFFER_TOO_SMALL where capacity is less than *needed; the text stays as it is.
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

/// How much audio the mix has taken, in seconds, lost audio included. After listening_mix_finish the length of the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_position(mix: *const Mix, seconds: *mut f64) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let (mix, place) = unsafe { (pointer::borrow(mix)?, Place::new(seconds)?) };
        place.set(mix.core.as_ref().map_or(mix.length, |core| core.position().seconds()));
        Ok(Status::Ok)
    })
}

/// Frees a mix, finished or not. NULL is passed over.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_free(mix: *mut Mix) {
    guard(|| {
        // SAFETY: the mix is the caller's to give back, once.
        unsafe { pointer::free(mix) };
        Ok(Status::Ok)
    });
}
