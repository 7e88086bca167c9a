//! Audio in one struct, whatever its form.

use std::ffi::c_void;
use std::ptr;

use listening_core::{ALaw, MuLaw};

use crate::analyze;
use crate::boundary::{Fail, guard, on};
use crate::config::Config;
use crate::push;
use crate::report::Report;
use crate::session::Session;
use crate::sized::{self, Grows};
use crate::status::Status;

/// The encoding of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Encoding {
    /// int16_t.
    I16 = 0,
    /// float, full scale at -1..1.
    F32 = 1,
    /// ITU-T G.711 mu-law, a byte each.
    Mulaw = 2,
    /// ITU-T G.711 A-law, a byte each.
    Alaw = 3,
}

/// How the two channels are arranged in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Layout {
    /// In one array: left, right, left, right.
    Interleaved = 0,
    /// In one array per channel.
    Planar = 1,
}

/// Audio of a call, whole or in part, in any supported form. Set it up with listening_audio_init, then fill the fields.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Audio {
    /// The size of this struct: set by listening_audio_init; do not change it.
    pub size: usize,
    /// The encoding of the samples: a listening_encoding. Default LISTENING_ENCODING_I16.
    pub encoding: i32,
    /// The arrangement of the channels: a listening_layout. Default LISTENING_LAYOUT_INTERLEAVED.
    pub layout: i32,
    /// Pointer to the samples; with LISTENING_LAYOUT_PLANAR, to those of the left channel. Aligned for the sample
    /// type. Default NULL.
    pub left: *const c_void,
    /// Pointer to the samples of the right channel; NULL with LISTENING_LAYOUT_INTERLEAVED. Default NULL.
    pub right: *const c_void,
    /// The number of frames, each one sample per channel. Default 0.
    pub frames: usize,
}

impl Default for Audio {
    fn default() -> Self {
        Self {
            size: size_of::<Self>(),
            encoding: Encoding::I16 as i32,
            layout: Layout::Interleaved as i32,
            left: ptr::null(),
            right: ptr::null(),
            frames: 0,
        }
    }
}

// SAFETY: `repr(C)`, the size is first, all fields are integers or pointers.
unsafe impl Grows for Audio {}

impl Audio {
    /// Reads the caller's struct, with its choices by name.
    ///
    /// # Safety
    /// As for [`sized::read`].
    unsafe fn read(audio: *const Self) -> Result<(Self, Encoding, Layout), Fail> {
        // SAFETY: the caller's promise.
        let audio = unsafe { sized::read(audio) }?;
        let encodings = [Encoding::I16, Encoding::F32, Encoding::Mulaw, Encoding::Alaw];
        let encoding = encodings.into_iter().find(|known| *known as i32 == audio.encoding).ok_or_else(|| {
            let text = format!("`encoding` of the audio is {}: expected a listening_encoding, 0 to 3", audio.encoding);
            Fail::new(Status::BadConfig, text)
        })?;
        let layout = match audio.layout {
            0 => Layout::Interleaved,
            1 => Layout::Planar,
            got => {
                let text = format!("`layout` of the audio is {got}: expected 0 (interleaved) or 1 (planar)");
                return Err(Fail::new(Status::BadConfig, text));
            }
        };
        if layout == Layout::Interleaved && !audio.right.is_null() {
            let text = "interleaved audio has one array: set `right` to NULL, or `layout` to LISTENING_LAYOUT_PLANAR";
            return Err(Fail::new(Status::BadAudio, text));
        }
        Ok((audio, encoding, layout))
    }
}

/// Sets every field to its default: no frames. Call it as listening_audio_init(&audio, sizeof audio).
///
/// LISTENING_STATUS_BAD_SIZE as for listening_config_init.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_audio_init(audio: *mut Audio, size: usize) -> Status {
    // SAFETY: the caller says by `size` how much may be written.
    guard(|| unsafe { sized::write(audio, size, &Audio::default()) }.map(|()| Status::Ok))
}

/// Pushes audio in the form described by the struct: the same as the listening_session_push_ function for that form, for programs that
/// know the form only at run time. With LISTENING_LAYOUT_PLANAR a channel that is NULL is lost.
///
/// LISTENING_STATUS_BAD_CONFIG if encoding or layout is invalid, LISTENING_STATUS_BAD_AUDIO if right is set in interleaved
/// audio, LISTENING_STATUS_BAD_SIZE if the struct was not set up with listening_audio_init; otherwise as
/// listening_session_push_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_push_audio(session: *mut Session, audio: *const Audio) -> Status {
    let body = |session: &mut Session| {
        // SAFETY: the struct is the caller's, valid for this call.
        let (audio, encoding, layout) = unsafe { Audio::read(audio) }?;
        let Audio { left, right, frames, .. } = audio;
        // SAFETY: the samples that the struct points to are there.
        unsafe {
            match (layout, encoding) {
                (Layout::Interleaved, Encoding::I16) => push::interleaved(session, left.cast::<i16>(), frames),
                (Layout::Interleaved, Encoding::F32) => push::interleaved(session, left.cast::<f32>(), frames),
                (Layout::Interleaved, Encoding::Mulaw) => push::interleaved(session, left.cast::<MuLaw>(), frames),
                (Layout::Interleaved, Encoding::Alaw) => push::interleaved(session, left.cast::<ALaw>(), frames),
                (Layout::Planar, Encoding::I16) => push::planar(session, left.cast::<i16>(), right.cast(), frames),
                (Layout::Planar, Encoding::F32) => push::planar(session, left.cast::<f32>(), right.cast(), frames),
                (Layout::Planar, Encoding::Mulaw) => push::planar(session, left.cast::<MuLaw>(), right.cast(), frames),
                (Layout::Planar, Encoding::Alaw) => push::planar(session, left.cast::<ALaw>(), right.cast(), frames),
            }
        }
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}

/// Analyses a whole call in the form described by the struct: the same as the listening_analyze_ function for that form. Neither
/// channel may be NULL.
///
/// Statuses as for listening_session_new and listening_session_push_audio.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_analyze_audio(
    config: *const Config,
    audio: *const Audio,
    report: *mut *mut Report,
) -> Status {
    guard(|| {
        // SAFETY: the struct is the caller's, valid for this call.
        let (audio, encoding, layout) = unsafe { Audio::read(audio) }?;
        let Audio { left, right, frames, .. } = audio;
        // SAFETY: the pointers are the caller's, and the samples that the struct points to are there.
        unsafe {
            match (layout, encoding) {
                (Layout::Interleaved, Encoding::I16) => analyze::whole(config, left.cast::<i16>(), frames, report),
                (Layout::Interleaved, Encoding::F32) => analyze::whole(config, left.cast::<f32>(), frames, report),
                (Layout::Interleaved, Encoding::Mulaw) => analyze::whole(config, left.cast::<MuLaw>(), frames, report),
                (Layout::Interleaved, Encoding::Alaw) => analyze::whole(config, left.cast::<ALaw>(), frames, report),
                (Layout::Planar, Encoding::I16) => {
                    analyze::planar(config, left.cast::<i16>(), right.cast(), frames, report)
                }
                (Layout::Planar, Encoding::F32) => {
                    analyze::planar(config, left.cast::<f32>(), right.cast(), frames, report)
                }
                (Layout::Planar, Encoding::Mulaw) => {
                    analyze::planar(config, left.cast::<MuLaw>(), right.cast(), frames, report)
                }
                (Layout::Planar, Encoding::Alaw) => {
                    analyze::planar(config, left.cast::<ALaw>(), right.cast(), frames, report)
                }
            }
        }
    })
}
