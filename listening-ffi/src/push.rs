//! Audio in, in each form that is taken.

use listening_core::{ALaw, MuLaw, Sample};

use crate::boundary::{Fail, Outcome, on};
use crate::config;
use crate::pointer;
use crate::session::Session;
use crate::status::Status;

/// The maximum number of frames in one call: 37 hours at 8 kHz. More is a mistake; push a longer call in parts.
pub const LISTENING_MAX_FRAMES: usize = 1 << 30;

pub(crate) fn bounded(frames: usize) -> Result<(), Fail> {
    if frames <= LISTENING_MAX_FRAMES {
        return Ok(());
    }
    let text = format!("{frames} frames in one call: at most {LISTENING_MAX_FRAMES} are taken; push them in parts");
    Err(Fail::new(Status::BadAudio, text))
}

/// The samples of `frames` frames with `channels` samples each.
///
/// # Safety
/// `pointer` is NULL or points to that many samples, which no one changes during `'a`.
pub(crate) unsafe fn samples<'a, T>(pointer: *const T, frames: usize, channels: usize) -> Result<&'a [T], Fail> {
    bounded(frames)?;
    let count = frames.checked_mul(channels).filter(|count| *count <= isize::MAX as usize / size_of::<T>());
    // SAFETY: the caller's promise.
    unsafe { pointer::slice(pointer, count.ok_or(Status::BadAudio)?) }
}

/// # Safety
/// As for [`samples`] of two channels.
pub(crate) unsafe fn interleaved<T: Sample>(session: &mut Session, interleaved: *const T, frames: usize) -> Outcome {
    // SAFETY: the caller's promise.
    let samples = unsafe { samples(interleaved, frames, 2) }?;
    session.push(|core| core.push_interleaved(samples))
}

/// # Safety
/// As for [`samples`] of one channel, twice.
pub(crate) unsafe fn planar<T: Sample>(
    session: &mut Session,
    left: *const T,
    right: *const T,
    frames: usize,
) -> Outcome {
    // SAFETY: the caller's promise.
    let (left, right) = unsafe { (arrived(left, frames)?, arrived(right, frames)?) };
    session.push(|core| core.push_arrived(frames, left, right))
}

/// # Safety
/// As for [`on`] and [`interleaved`].
unsafe fn push<T: Sample>(session: *mut Session, samples: *const T, frames: usize) -> Status {
    // SAFETY: the caller's promise.
    unsafe { on(session, |session| interleaved(session, samples, frames)) }
}

/// # Safety
/// As for [`on`] and [`planar`].
unsafe fn push_planar<T: Sample>(session: *mut Session, left: *const T, right: *const T, frames: usize) -> Status {
    // SAFETY: the caller's promise.
    unsafe { on(session, |session| planar(session, left, right, frames)) }
}

/// One channel's samples; `None` where its packet was lost.
///
/// # Safety
/// As for [`samples`].
unsafe fn arrived<'a, T>(pointer: *const T, frames: usize) -> Result<Option<&'a [T]>, Fail> {
    bounded(frames)?;
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller's promise.
    unsafe { samples(pointer, frames, 1) }.map(Some)
}

/// Pushes interleaved stereo (left, right, left, right) in 16-bit samples: 2 * frames of them.
///
/// LISTENING_STATUS_FINISHED after listening_session_finish, LISTENING_STATUS_BAD_AUDIO if there are more than
/// LISTENING_MAX_FRAMES frames or the pointer is not aligned.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_push_i16(
    session: *mut Session,
    interleaved: *const i16,
    frames: usize,
) -> Status {
    // SAFETY: the session is in use by this call alone, and two samples a frame are there.
    unsafe { push(session, interleaved, frames) }
}

/// Pushes interleaved stereo (left, right, left, right) in float samples, full scale at -1..1: 2 * frames of them.
///
/// LISTENING_STATUS_NOT_FINITE or LISTENING_STATUS_OUT_OF_RANGE if a sample is rejected (the push then has no effect);
/// otherwise as listening_session_push_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_push_f32(
    session: *mut Session,
    interleaved: *const f32,
    frames: usize,
) -> Status {
    // SAFETY: the session is in use by this call alone, and two samples a frame are there.
    unsafe { push(session, interleaved, frames) }
}

/// Pushes interleaved stereo (left, right, left, right) in ITU-T G.711 mu-law: 2 * frames bytes.
///
/// Statuses as for listening_session_push_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_push_mulaw(
    session: *mut Session,
    interleaved: *const u8,
    frames: usize,
) -> Status {
    // SAFETY: the session is in use by this call alone, and two bytes a frame are there.
    unsafe { push(session, interleaved.cast::<MuLaw>(), frames) }
}

/// Pushes interleaved stereo (left, right, left, right) in ITU-T G.711 A-law: 2 * frames bytes.
///
/// Statuses as for listening_session_push_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_push_alaw(
    session: *mut Session,
    interleaved: *const u8,
    frames: usize,
) -> Status {
    // SAFETY: the session is in use by this call alone, and two bytes a frame are there.
    unsafe { push(session, interleaved.cast::<ALaw>(), frames) }
}

/// Pushes the two channels separately, 16-bit samples: frames of them each. NULL for a channel means that its frames are lost, as
/// when a jitter buffer is empty; NULL for both means that both are lost. Time advances, and lost audio is charged to no
/// one: see listening_session_push_lost.
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
    unsafe { push_planar(session, left, right, frames) }
}

/// Pushes the two channels separately, float samples, full scale at -1..1: frames of them each. NULL for a channel: lost.
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
    unsafe { push_planar(session, left, right, frames) }
}

/// Pushes the two channels separately in ITU-T G.711 mu-law: frames bytes each. NULL for a channel: lost.
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
    unsafe { push_planar(session, left.cast::<MuLaw>(), right.cast(), frames) }
}

/// Pushes the two channels separately in ITU-T G.711 A-law: frames bytes each. NULL for a channel: lost.
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
    unsafe { push_planar(session, left.cast::<ALaw>(), right.cast(), frames) }
}

/// Declares that the next frames of party, a listening_party, are lost. Push them anyway, as zeros or
/// as concealed by the decoder, so that both channels keep one clock; their contents on that party's channel are not
/// analysed. Further calls before they are pushed add up. In planar pushes, NULL for a channel means the same.
///
/// A loss of a few packets is bridged from the audio before it. The effects of a longer loss are charged to no one:
/// a silence of which more than a tenth was lost is not an event, and an entry with a loss of 0.1 s or more from 1.0 s before its
/// onset to 2.3 s after it says so in its reasons and enters no measure. The report's health has "lost_audio" with the seconds.
///
/// LISTENING_STATUS_BAD_CONFIG if party is invalid, LISTENING_STATUS_BAD_AUDIO if there are more than
/// LISTENING_MAX_FRAMES frames, LISTENING_STATUS_FINISHED after listening_session_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_push_lost(session: *mut Session, frames: usize, party: i32) -> Status {
    let body = |session: &mut Session| {
        let core = session.core()?;
        let party = config::party(party)?;
        bounded(frames)?;
        core.push_lost(frames as u64, party);
        Ok(Status::Ok)
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}

/// Records that the audio pushed for party, a listening_party, from start to end, in seconds, was silence only because nothing had
/// arrived: it was lost, as a later packet proved. Record such losses in order. Final events do not change; the rest of the
/// report is as if the loss had been declared in time. listening_rtp_push does this automatically.
///
/// LISTENING_STATUS_BAD_CONFIG if party is invalid, LISTENING_STATUS_BAD_AUDIO if the span is empty or outside the audio pushed,
/// LISTENING_STATUS_FINISHED after listening_session_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_note_lost(
    session: *mut Session,
    party: i32,
    start: f64,
    end: f64,
) -> Status {
    let body = |session: &mut Session| {
        let core = session.core()?;
        core.note_lost(config::party(party)?, start, end)?;
        Ok(Status::Ok)
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}
