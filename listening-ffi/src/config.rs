//! The configuration of a session.

use std::ffi::c_char;
use std::mem::offset_of;
use std::ptr;
use std::sync::Arc;

use listening_core as core;

use crate::boundary::{Fail, guard};
use crate::calibration;
use crate::pointer;
use crate::review::Review;
use crate::sized::{self, Grows};
use crate::status::Status;

/// A party of the call.
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

/// A language with its own list of feedback words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Language {
    /// The only validated one.
    English = 0,
    /// From general knowledge, not validated.
    German = 1,
    /// From general knowledge, not validated.
    Spanish = 2,
    /// From general knowledge, not validated.
    French = 3,
}

impl Language {
    pub(crate) const ALL: [Self; 4] = [Self::English, Self::German, Self::Spanish, Self::French];
}

/// The maximum history is a year.
const LONGEST_HISTORY_S: f64 = 365.0 * 86_400.0;

/// How a call is analysed. Set it up with listening_config_init, then change fields as needed.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub struct Config {
    /// The size of this struct: set by listening_config_init; do not change it.
    pub size: usize,
    /// Samples per second and channel: 4000 to 192000. Default 8000.
    pub sample_rate: u32,
    /// The agent's channel: 0 (left, first) or 1 (right, second). Default 0.
    pub agent_channel: i32,
    /// The party whose listening is scored: a listening_party. Default LISTENING_PARTY_AGENT.
    pub assessed: i32,
    /// Whether events are also announced early, as provisional: 0 or 1. Default 1. The report is the same.
    pub provisional: i32,
    /// The language of the words, if words are pushed: a listening_language. Default
    /// LISTENING_LANGUAGE_ENGLISH, the only one that was validated.
    pub language: i32,
    /// Whether the report also describes how the customer's voice differs from its own norm: 0 or 1. Default 0. Read
    /// docs/activation.md of the source first: in the EU it may be high-risk.
    pub talker_prosody: i32,
    /// Your own rating scale, as returned by listening_calibration_fit_json, terminated by NUL; it is not kept. With it
    /// "rating", "rating_low" and "rating_high" follow your raters' scale, and the report's "profile" names
    /// it. Default NULL: none.
    pub calibration: *const c_char,
    /// How measures become points: a profile as JSON of the schema "listening.profile/1", terminated by NUL; it is not
    /// kept. docs/methods.md of the source describes it, and listening_profile_json returns the built-in one to start
    /// with. Default NULL: the built-in profile "contact_center/2".
    pub profile: *const c_char,
    /// Additional words for the lexicon, if words are pushed: lines like "continuer: mhm, uh-huh", as for
    /// listening_session_extend_lexicon; not kept. Default NULL: only those of the language.
    pub lexicon: *const c_char,
    /// For lines that stay open for hours: how many seconds of the past a session remembers, 120 to 31536000 (a year).
    /// Its memory then stops growing, and its report covers only that part. Default 0: the whole call.
    pub history: f64,
    /// Whether a session also decides live who takes the floor and which turn is over, given the accepted share of false
    /// decisions: 0.05, 0.1 or 0.2. Decisions are events LISTENING_EVENT_KIND_FLOOR_TAKEN and
    /// LISTENING_EVENT_KIND_TURN_END with the status LISTENING_EVENT_STATUS_COMMITTED, and do not change the report. Default 0: none.
    pub decisions: f64,
    /// Seconds by which the agent's channel is shifted later, or earlier if negative: -60 to 60. Its words are shifted too,
    /// and "moved" in the report's "health" reports it. Default NaN: no shift. 0 confirms that the channel is already
    /// aligned: different lengths of two recordings then do not withhold the score.
    pub agent_offset: f64,
    /// Like agent_offset, for the customer's channel.
    pub customer_offset: f64,
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
            profile: ptr::null(),
            lexicon: ptr::null(),
            history: config.history.map_or(0.0, core::Time::seconds),
            decisions: config.decisions.map_or(0.0, core::OperatingPoint::rate),
            agent_offset: f64::NAN,
            customer_offset: f64::NAN,
        }
    }
}

// SAFETY: `repr(C)`, the size is first, all fields are integers or a pointer.
unsafe impl Grows for Config {
    // Each begins where the one before ends: the first version ended with `provisional`.
    const SHORTER: &'static [usize] = &[
        offset_of!(Self, language),
        offset_of!(Self, talker_prosody),
        offset_of!(Self, calibration),
        offset_of!(Self, profile),
        offset_of!(Self, lexicon),
        offset_of!(Self, history),
        offset_of!(Self, decisions),
        offset_of!(Self, agent_offset),
    ];
}

impl Config {
    /// Reads and checks the caller's configuration: what the engine takes, and what its reports are read by.
    ///
    /// # Safety
    /// As for [`sized::read`]; each text is NULL or is terminated by NUL.
    pub(crate) unsafe fn read(config: *const Self) -> Result<(core::Config, Review), Fail> {
        // SAFETY: the caller's promise.
        let config = unsafe { sized::read(config) }?;
        let assessed = if flag("assessed", config.assessed)? { core::Party::Customer } else { core::Party::Agent };
        // SAFETY: the caller's promise.
        let calibration = unsafe { calibration::load(config.calibration) }?;
        let config = core::Config {
            sample_rate: config.sample_rate,
            agent_channel: flag("agent_channel", config.agent_channel)?.into(),
            assessed,
            provisional: flag("provisional", config.provisional)?,
            // SAFETY: the caller's promise.
            lexicon: unsafe { lexicon(config.language, config.lexicon) }?,
            talker_prosody: flag("talker_prosody", config.talker_prosody)?,
            // SAFETY: the caller's promise.
            profile: unsafe { profile(config.profile) }?,
            history: history(config.history)?,
            decisions: decisions(config.decisions)?,
            offset: core::PerParty { agent: offset(config.agent_offset)?, customer: offset(config.customer_offset)? },
        };
        config.check()?;
        let review = Review::new(config.profile.clone(), calibration)?;
        Ok((config, review))
    }
}

fn language(got: i32) -> Result<core::Language, Fail> {
    let known = core::Language::ALL.into_iter().find(|language| *language as i32 == got);
    known.ok_or_else(|| {
        Fail::new(Status::BadConfig, format!("setting `language` is {got}: expected a listening_language, 0 to 3"))
    })
}

/// # Safety
/// As for [`pointer::text`].
unsafe fn lexicon(language_number: i32, more: *const c_char) -> Result<core::Lexicon, Fail> {
    let lexicon = core::Lexicon::of(language(language_number)?);
    if more.is_null() {
        return Ok(lexicon);
    }
    // SAFETY: the caller's promise.
    let more = unsafe { pointer::text(more) }?;
    Ok(lexicon.extended(more.ok_or_else(|| Fail::new(Status::BadConfig, "the lexicon is not UTF-8"))?)?)
}

/// # Safety
/// As for [`pointer::text`].
unsafe fn profile(text: *const c_char) -> Result<Arc<core::Profile>, Fail> {
    if text.is_null() {
        return Ok(core::Profile::contact_center());
    }
    // SAFETY: the caller's promise.
    let text = unsafe { pointer::text(text) }?;
    let text = text.ok_or_else(|| Fail::new(Status::BadConfig, "the profile is not UTF-8"))?;
    Ok(Arc::new(core::Profile::from_json(text)?))
}

/// Seconds that are remembered; the engine checks the least.
fn history(got: f64) -> Result<Option<core::Time>, Fail> {
    if got == 0.0 {
        return Ok(None);
    }
    if !(0.0..=LONGEST_HISTORY_S).contains(&got) {
        let text =
            format!("setting `history` is {got:?}: expected 0 for all of the call, or 120 to {LONGEST_HISTORY_S} s");
        return Err(Fail::new(Status::BadConfig, text));
    }
    Ok(Some(core::Time::from_seconds(got)))
}

/// How readily decisions are made; none for 0.
fn decisions(rate: f64) -> Result<Option<core::OperatingPoint>, Fail> {
    if rate == 0.0 { Ok(None) } else { Ok(Some(core::OperatingPoint::from_rate(rate)?)) }
}

/// By how much a channel is moved; the engine checks the most.
fn offset(got: f64) -> Result<Option<core::Time>, Fail> {
    if got.is_infinite() {
        let text = format!("setting `offset` is {got:?}: expected -60 to 60 s, or NaN for none");
        return Err(Fail::new(Status::BadConfig, text));
    }
    Ok((!got.is_nan()).then(|| core::Time::from_seconds(got.clamp(-1e6, 1e6))))
}

/// A party by its number.
pub(crate) fn party(got: i32) -> Result<core::Party, Fail> {
    let known = core::Party::BOTH.into_iter().find(|known| *known as i32 == got);
    known.ok_or_else(|| Fail::new(Status::BadConfig, format!("party is {got}: expected 0 (agent) or 1 (customer)")))
}

pub(crate) fn flag(name: &str, got: i32) -> Result<bool, Fail> {
    match got {
        0 | 1 => Ok(got == 1),
        _ => Err(Fail::new(Status::BadConfig, format!("setting `{name}` is {got}: expected 0 or 1"))),
    }
}

/// Sets every field to its default. Call it as listening_config_init(&config, sizeof config).
///
/// size is sizeof your own struct: this many bytes are written, and read by each function that takes
/// the configuration. LISTENING_STATUS_BAD_SIZE if it is less than that of the first version (up to provisional), ends
/// inside a field, or is more than 4096.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_config_init(config: *mut Config, size: usize) -> Status {
    // SAFETY: the caller says by `size` how much may be written.
    guard(|| unsafe { sized::write(config, size, &Config::default()) }.map(|()| Status::Ok))
}

/// Checks a configuration: returns LISTENING_STATUS_OK if it is valid, otherwise the status that listening_session_new would
/// return, with the reason in one line. As for listening_calibration_fit_json, the reason is truncated to reason_capacity bytes, and
/// reason may be NULL if reason_capacity is 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_config_check(
    config: *const Config,
    reason: *mut c_char,
    reason_capacity: usize,
) -> Status {
    guard(|| {
        if reason.is_null() && reason_capacity > 0 {
            return Err(Status::NullPointer.into());
        }
        // SAFETY: the configuration is the caller's, valid for this call.
        let checked = unsafe { Config::read(config) };
        checked.map(|_| Status::Ok).inspect_err(|fail| {
            // SAFETY: the reason has room for `reason_capacity` bytes.
            unsafe { pointer::copy_cut(&fail.text, reason, reason_capacity) };
        })
    })
}

/// The built-in profile as JSON, to copy and edit. At most capacity bytes including the NUL are written to buffer;
/// *needed, if needed is not NULL, is set to the size of the text including its NUL.
///
/// LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than *needed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_profile_json(buffer: *mut c_char, capacity: usize, needed: *mut usize) -> Status {
    guard(|| {
        // SAFETY: the buffer is the caller's, with room for `capacity` bytes.
        unsafe { pointer::copy_text(core::Profile::contact_center().text(), buffer, capacity, needed) }
    })
}
