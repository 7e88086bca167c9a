//! A whole call in one go.

use listening_core::{ALaw, Audio, MuLaw, Sample, analyze};

use crate::boundary::{Outcome, guard};
use crate::config::Config;
use crate::pointer::Place;
use crate::push::samples;
use crate::report::Report;
use crate::status::Status;

/// # Safety
/// The pointers are the caller's, as said in the header, and two samples a frame are there.
pub(crate) unsafe fn whole<T: Sample>(
    config: *const Config,
    interleaved: *const T,
    frames: usize,
    report: *mut *mut Report,
) -> Outcome {
    // SAFETY: the caller's promise.
    let ((config, review), place) = unsafe { (Config::read(config)?, Place::new(report)?) };
    // SAFETY: the caller's promise.
    let samples = unsafe { samples(interleaved, frames, 2) }?;
    place.give(review.report(analyze(samples, &config)?)?);
    Ok(Status::Ok)
}

/// # Safety
/// The pointers are the caller's, as said in the header, and a sample a frame is in both channels.
pub(crate) unsafe fn planar<T: Sample>(
    config: *const Config,
    left: *const T,
    right: *const T,
    frames: usize,
    report: *mut *mut Report,
) -> Outcome {
    // SAFETY: the caller's promise.
    let ((config, review), place) = unsafe { (Config::read(config)?, Place::new(report)?) };
    // SAFETY: the caller's promise.
    let (left, right) = unsafe { (samples(left, frames, 1)?, samples(right, frames, 1)?) };
    place.give(review.report(analyze(Audio::Planar(left, right), &config)?)?);
    Ok(Status::Ok)
}

/// Analyses a whole call of interleaved stereo (left, right, left, right) in 16-bit samples, 2 * frames of them:
/// the same report as from a session. Release it with listening_report_free.
///
/// Statuses as for listening_session_new and listening_session_push_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_analyze_i16(
    config: *const Config,
    interleaved: *const i16,
    frames: usize,
    report: *mut *mut Report,
) -> Status {
    // SAFETY: the pointers are the caller's, and two samples a frame are there.
    guard(|| unsafe { whole(config, interleaved, frames, report) })
}

/// Analyses a whole call of interleaved stereo (left, right, left, right) in float samples, full scale at -1..1, 2 * frames of them:
/// as listening_analyze_i16.
///
/// Statuses as for listening_session_new and listening_session_push_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_analyze_f32(
    config: *const Config,
    interleaved: *const f32,
    frames: usize,
    report: *mut *mut Report,
) -> Status {
    // SAFETY: the pointers are the caller's, and two samples a frame are there.
    guard(|| unsafe { whole(config, interleaved, frames, report) })
}

/// Analyses a whole call of interleaved stereo (left, right, left, right) in ITU-T G.711 mu-law, 2 * frames bytes:
/// as listening_analyze_i16.
///
/// Statuses as for listening_analyze_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_analyze_mulaw(
    config: *const Config,
    interleaved: *const u8,
    frames: usize,
    report: *mut *mut Report,
) -> Status {
    // SAFETY: the pointers are the caller's, and two samples a frame are there.
    guard(|| unsafe { whole(config, interleaved.cast::<MuLaw>(), frames, report) })
}

/// Analyses a whole call of interleaved stereo (left, right, left, right) in ITU-T G.711 A-law, 2 * frames bytes:
/// as listening_analyze_i16.
///
/// Statuses as for listening_analyze_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_analyze_alaw(
    config: *const Config,
    interleaved: *const u8,
    frames: usize,
    report: *mut *mut Report,
) -> Status {
    // SAFETY: the pointers are the caller's, and two samples a frame are there.
    guard(|| unsafe { whole(config, interleaved.cast::<ALaw>(), frames, report) })
}

/// Analyses a whole call with the two channels separate in 16-bit samples, frames of them each. Neither may be NULL.
///
/// Statuses as for listening_analyze_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_analyze_planar_i16(
    config: *const Config,
    left: *const i16,
    right: *const i16,
    frames: usize,
    report: *mut *mut Report,
) -> Status {
    // SAFETY: the pointers are the caller's, and a sample a frame is in both channels.
    guard(|| unsafe { planar(config, left, right, frames, report) })
}

/// Analyses a whole call with the two channels separate in float samples, full scale at -1..1, frames of them each. Neither may be NULL.
///
/// Statuses as for listening_analyze_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_analyze_planar_f32(
    config: *const Config,
    left: *const f32,
    right: *const f32,
    frames: usize,
    report: *mut *mut Report,
) -> Status {
    // SAFETY: the pointers are the caller's, and a sample a frame is in both channels.
    guard(|| unsafe { planar(config, left, right, frames, report) })
}

/// Analyses a whole call with the two channels separate in ITU-T G.711 mu-law, frames bytes each. Neither may be NULL.
///
/// Statuses as for listening_analyze_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_analyze_planar_mulaw(
    config: *const Config,
    left: *const u8,
    right: *const u8,
    frames: usize,
    report: *mut *mut Report,
) -> Status {
    // SAFETY: the pointers are the caller's, and a sample a frame is in both channels.
    guard(|| unsafe { planar(config, left.cast::<MuLaw>(), right.cast(), frames, report) })
}

/// Analyses a whole call with the two channels separate in ITU-T G.711 A-law, frames bytes each. Neither may be NULL.
///
/// Statuses as for listening_analyze_i16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_analyze_planar_alaw(
    config: *const Config,
    left: *const u8,
    right: *const u8,
    frames: usize,
    report: *mut *mut Report,
) -> Status {
    // SAFETY: the pointers are the caller's, and a sample a frame is in both channels.
    guard(|| unsafe { planar(config, left.cast::<ALaw>(), right.cast(), frames, report) })
}
