//! Audio in, in each form that is taken.

use listening_core as core;

use crate::boundary::{Fail, on_session};
use crate::pointer;
use crate::session::Session;
use crate::status::Status;

/// The most frames that one call takes: 37 hours at 8 kHz. More is a mistake; a longer call is pushed in parts.
pub const LISTENING_MAX_FRAMES: usize = 1 << 30;

/// The samples of `frames` frames with `channels` samples each.
///
/// # Safety
/// `pointer` is NULL or points to that many samples, which nobody changes during `'a`.
pub(crate) unsafe fn samples<'a, T>(pointer: *const T, frames: usize, channels: usize) -> Result<&'a [T], Fail> {
    if frames > LISTENING_MAX_FRAMES {
        let text = format!("{frames} frames in one call: at most {LISTENING_MAX_FRAMES} are taken; push them in parts");
        return Err(Fail::new(Status::BadAudio, text));
    }
    let count = frames.checked_mul(channels).filter(|count| *count <= isize::MAX as usize / size_of::<T>());
    // SAFETY: the caller's promise.
    unsafe { pointer::slice(pointer, count.ok_or(Status::BadAudio)?) }
}

type Take<T> = for<'a> fn(&'a mut core::Session, &[T]) -> core::Result<core::Events<'a>>;
type TakePlanar<T> = for<'a> fn(&'a mut core::Session, &[T], &[T]) -> core::Result<core::Events<'a>>;

/// # Safety
/// As for [`on_session`] and [`samples`] of two channels.
unsafe fn push<T>(session: *mut Session, interleaved: *const T, frames: usize, take: Take<T>) -> Status {
    let body = |session: &mut Session| {
        // SAFETY: the caller's promise.
        let samples = unsafe { samples(interleaved, frames, 2) }?;
        session.push(|core| take(core, samples))
    };
    // SAFETY: the caller's promise.
    unsafe { on_session(session, body) }
}

/// # Safety
/// As for [`on_session`] and [`samples`] of one channel, twice.
unsafe fn push_planar<T>(
    session: *mut Session,
    left: *const T,
    right: *const T,
    frames: usize,
    take: TakePlanar<T>,
) -> Status {
    let body = |session: &mut Session| {
        // SAFETY: the caller's promise.
        let (left, right) = unsafe { (samples(left, frames, 1)?, samples(right, frames, 1)?) };
        session.push(|core| take(core, left, right))
    };
    // SAFETY: the caller's promise.
    unsafe { on_session(session, body) }
}

/// Takes interleaved stereo (left, right, left, right) of 16-bit samples: 2 * frames of them.
///
/// LISTENING_STATUS_FINISHED after listening_session_finish, LISTENING_STATUS_BAD_AUDIO where there are more than
/// LISTENING_MAX_FRAMES frames or the pointer is not aligned.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_push_i16(
    session: *mut Session,
    interleaved: *const i16,
    frames: usize,
) -> Status {
    // SAFETY: the session is in use by this call alone, and two samples a frame are there.
    unsafe { push(session, interleaved, frames, core::Session::push_interleaved) }
}

/// Takes interleaved stereo (left, right, left, right) of float samples, full scale at -1..1: 2 * frames of them.
///
/// LISTENING_STATUS_NOT_FINITE or LISTENING_STATUS_OUT_OF_RANGE where a sample is refused (nothing is taken then);
/// otherwise as listening_session_push_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_push_f32(
    session: *mut Session,
    interleaved: *const f32,
    frames: usize,
) -> Status {
    // SAFETY: the session is in use by this call alone, and two samples a frame are there.
    unsafe { push(session, interleaved, frames, core::Session::push_interleaved) }
}

/// Takes interleaved stereo (left, right, left, right) in ITU-T G.711 mu-law: 2 * frames bytes.
///
/// Statuses as for listening_session_push_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_push_mulaw(
    session: *mut Session,
    interleaved: *const u8,
    frames: usize,
) -> Status {
    // SAFETY: the session is in use by this call alone, and two bytes a frame are there.
    unsafe { push(session, interleaved, frames, core::Session::push_mulaw) }
}

/// Takes interleaved stereo (left, right, left, right) in ITU-T G.711 A-law: 2 * frames bytes.
///
/// Statuses as for listening_session_push_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_push_alaw(
    session: *mut Session,
    interleaved: *const u8,
    frames: usize,
) -> Status {
    // SAFETY: the session is in use by this call alone, and two bytes a frame are there.
    unsafe { push(session, interleaved, frames, core::Session::push_alaw) }
}

/// Takes the two channels apart, 16-bit samples: frames of them each.
///
/// Statuses as for listening_session_push_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_push_planar_i16(
    session: *mut Session,
    left: *const i16,
    right: *const i16,
    frames: usize,
) -> Status {
    // SAFETY: the session is in use by this call alone, and a sample a frame is in both channels.
    unsafe { push_planar(session, left, right, frames, core::Session::push_planar) }
}

/// Takes the two channels apart, float samples, full scale at -1..1: frames of them each.
///
/// Statuses as for listening_session_push_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_push_planar_f32(
    session: *mut Session,
    left: *const f32,
    right: *const f32,
    frames: usize,
) -> Status {
    // SAFETY: the session is in use by this call alone, and a sample a frame is in both channels.
    unsafe { push_planar(session, left, right, frames, core::Session::push_planar) }
}

/// Takes the two channels apart in ITU-T G.711 mu-law: frames bytes each.
///
/// Statuses as for listening_session_push_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_push_planar_mulaw(
    session: *mut Session,
    left: *const u8,
    right: *const u8,
    frames: usize,
) -> Status {
    // SAFETY: the session is in use by this call alone, and a byte a frame is in both channels.
    unsafe { push_planar(session, left, right, frames, core::Session::push_planar_mulaw) }
}

/// Takes the two channels apart in ITU-T G.711 A-law: frames bytes each.
///
/// Statuses as for listening_session_push_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_push_planar_alaw(
    session: *mut Session,
    left: *const u8,
    right: *const u8,
    frames: usize,
) -> Status {
    // SAFETY: the session is in use by this call alone, and a byte a frame is in both channels.
    unsafe { push_planar(session, left, right, frames, core::Session::push_planar_alaw) }
}
