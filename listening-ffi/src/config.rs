//! The configuration of a session.

use std::ffi::c_char;
use std::mem::offset_of;
use std::ptr;

use listening_core as core;

use crate::boundary::{Fail, guard};
use crate::calibration;
use crate::sized::{self, Grows};
use crate::status::Status;

/// One of the two who talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Party {
    /// The contact-centre employee.
    Agent = 0,
    /// The person who called or was called.
    Customer = 1,
}

const _: () = assert!(core::Party::Agent as i32 == Party::Agent as i32);
const _: () = assert!(core::Party::Customer as i32 == Party::Customer as i32);
const _: () = assert!(core::Language::English as i32 == Language::English as i32);
const _: () = assert!(core::Language::German as i32 == Language::German as i32);
const _: () = assert!(core::Language::Spanish as i32 == Language::Spanish as i32);
const _: () = assert!(core::Language::French as i32 == Language::French as i32);

/// A language with a list of feedback words of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Language {
    /// The only one whose gain was measured.
    English = 0,
    /// From general knowledge, not measured.
    German = 1,
    /// From general knowledge, not measured.
    Spanish = 2,
    /// From general knowledge, not measured.
    French = 3,
}

/// How a call is to be heard. Set it up with listening_config_init, then change what differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Config {
    /// The size of this struct: set by listening_config_init, leave it.
    pub size: usize,
    /// Samples per second and channel: 8000, 11025, 16000, 22050, 24000, 32000, 44100 or 48000. Default 8000.
    pub sample_rate: u32,
    /// The channel that the agent is on: 0 (left, first) or 1 (right, second). Default 0.
    pub agent_channel: i32,
    /// Whose listening is scored: a listening_party. Default LISTENING_PARTY_AGENT.
    pub assessed: i32,
    /// Whether events are also announced early, as provisional: 0 or 1. Default 1. The report is the same.
    pub provisional: i32,
    /// Whose feedback words are listened for, where words are pushed: a listening_language. Default
    /// LISTENING_LANGUAGE_ENGLISH, the only one that was measured.
    pub language: i32,
    /// Whether the report also says how the customer's voice moves against its own norm: 0 or 1. Default 0. Read
    /// docs/activation.md first: in the EU it may be high-risk.
    pub talker_prosody: i32,
    /// The centre's own scale, as listening_calibration_fit_json gives it, ending with a NUL; it is not kept. With it
    /// "rating", "rating_low" and "rating_high" are what the centre's raters would give, and the report's "profile" names
    /// it. Default NULL: none.
    pub calibration: *const c_char,
}

impl Default for Config {
    fn default() -> Self {
        let config = core::Config::default();
        Self {
            size: size_of::<Self>(),
            sample_rate: config.sample_rate,
            agent_channel: config.agent_channel.into(),
            assessed: config.assessed as i32,
            provisional: config.provisional.into(),
            language: Language::English as i32,
            talker_prosody: config.talker_prosody.into(),
            calibration: ptr::null(),
        }
    }
}

// SAFETY: `repr(C)`, the size is first, all fields are integers or a pointer.
unsafe impl Grows for Config {
    const FIRST: usize = offset_of!(Self, provisional) + size_of::<i32>();
}

impl Config {
    /// Reads and checks the caller's configuration.
    ///
    /// # Safety
    /// As for [`sized::read`]; the calibration is NULL or a text that ends with a NUL.
    pub(crate) unsafe fn read(config: *const Self) -> Result<core::Config, Fail> {
        // SAFETY: the caller's promise.
        let config = unsafe { sized::read(config) }?;
        let assessed = if flag("assessed", config.assessed)? { core::Party::Customer } else { core::Party::Agent };
        let config = core::Config {
            sample_rate: config.sample_rate,
            agent_channel: flag("agent_channel", config.agent_channel)?.into(),
            assessed,
            provisional: flag("provisional", config.provisional)?,
            lexicon: language(config.language)?.into(),
            talker_prosody: flag("talker_prosody", config.talker_prosody)?,
            // SAFETY: the caller's promise.
            calibration: unsafe { calibration::load(config.calibration) }?,
            ..core::Config::default()
        };
        config.check()?;
        Ok(config)
    }
}

fn language(got: i32) -> Result<core::Language, Fail> {
    let known = core::Language::ALL.into_iter().find(|language| *language as i32 == got);
    known.ok_or_else(|| {
        Fail::new(Status::BadConfig, format!("setting `language` is {got}: expected a listening_language, 0 to 3"))
    })
}

pub(crate) fn flag(name: &str, got: i32) -> Result<bool, Fail> {
    match got {
        0 | 1 => Ok(got == 1),
        _ => Err(Fail::new(Status::BadConfig, format!("setting `{name}` is {got}: expected 0 or 1"))),
    }
}

/// Sets every field to its default. Call it as listening_config_init(&config, sizeof config).
///
/// LISTENING_STATUS_BAD_SIZE where size is not that of a listening_config.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_config_init(config: *mut Config, size: usize) -> Status {
    // SAFETY: the caller says by `size` how much may be written.
    guard(|| unsafe { sized::write(config, size, &Config::default()) }.map(|()| Status::Ok))
}
