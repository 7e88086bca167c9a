//! A call as it comes.

use std::ffi::c_char;

use listening_core as core;

use crate::boundary::{Fail, Fault, Live, Outcome, guard, on};
use crate::config::{self, Config};
use crate::pointer::{self, Place};
use crate::queue::Queue;
use crate::report::Report;
use crate::review::Review;
use crate::status::Status;

/// A live call, processed chunk by chunk. Created by listening_session_new, released with listening_session_free. Use it from
/// one thread at a time; it may move between threads.
pub struct Session {
    /// `None` once finished.
    core: Option<core::Session>,
    /// Events waiting to be polled.
    pub(crate) waiting: Queue,
    /// The event polled last.
    pub(crate) polled: Option<core::Event>,
    /// The settings for reading its report.
    review: Review,
    /// Seconds of audio, once finished.
    length: f64,
    pub(crate) fault: Fault,
}

impl Session {
    fn new(config: core::Config, review: Review) -> core::Result<Self> {
        Ok(Self {
            review,
            core: Some(core::Session::new(config)?),
            waiting: Queue::new(),
            polled: None,
            length: 0.0,
            fault: Fault::default(),
        })
    }

    /// The engine, until it has finished.
    pub(crate) fn core(&mut self) -> Result<&mut core::Session, Fail> {
        self.core.as_mut().ok_or_else(|| Status::Finished.into())
    }

    /// Pushes, and queues the events.
    pub(crate) fn push(&mut self, push: impl FnOnce(&mut core::Session) -> core::Result<core::Events<'_>>) -> Outcome {
        let core = self.core.as_mut().ok_or(Status::Finished)?;
        self.waiting.extend(push(core)?);
        Ok(Status::Ok)
    }

    fn position(&self) -> f64 {
        self.core.as_ref().map_or(self.length, |core| core.position().seconds())
    }

    /// NaN if no decision is open.
    fn probability(&self, kind: i32, party: core::Party) -> f64 {
        let kind = core::EventKind::ALL.into_iter().find(|known| *known as i32 == kind);
        let open = self.core.as_ref().zip(kind).and_then(|(core, kind)| core.probability(kind, party));
        open.map_or(f64::NAN, f64::from)
    }

    fn finish(&mut self) -> Result<Report, Fail> {
        let core = self.core.take().ok_or(Status::Finished)?;
        self.length = core.position().seconds();
        let (report, last) = core.finish_with_events();
        self.waiting.extend(&last);
        self.review.report(report)
    }
}

impl Session {
    /// The report that finishing would return now.
    pub(crate) fn report_so_far(&self) -> Result<Report, Fail> {
        let core = self.core.as_ref().ok_or(Status::Finished)?;
        self.review.report(core.report_so_far())
    }
}

impl Live for Session {
    fn fault(&mut self) -> &mut Fault {
        &mut self.fault
    }
}

/// The text of a word.
///
/// # Safety
/// As for [`pointer::text`].
pub(crate) unsafe fn word<'a>(text: *const c_char) -> Result<&'a str, Fail> {
    // SAFETY: the caller's promise.
    let text = unsafe { pointer::text(text) }?;
    text.ok_or_else(|| Fail::new(Status::BadWord, "the text of a word is not UTF-8"))
}

/// Starts a call.
///
/// LISTENING_STATUS_UNSUPPORTED_RATE, LISTENING_STATUS_BAD_CONFIG, LISTENING_STATUS_BAD_SIZE or
/// LISTENING_STATUS_BAD_CALIBRATION if the configuration is rejected: listening_config_check gives the reason.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_new(config: *const Config, session: *mut *mut Session) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let ((config, review), place) = unsafe { (Config::read(config)?, Place::new(session)?) };
        place.give(Session::new(config, review)?);
        Ok(Status::Ok)
    })
}

/// Pushes a word of party, a listening_party: start and end in seconds from the first sample, 0 to 31536000 (a year), and
/// a UTF-8 text of at most 65,536 bytes, terminated by NUL; it is not kept. Words may be pushed in any order. Laughter and noises are in
/// brackets, "[laughter]"; a word that is cut off ends in a hyphen. A word affects onsets that are not yet final:
/// push it within 2.3 s of the onset before it counts. For a whole call, push all words before the audio.
///
/// LISTENING_STATUS_BAD_WORD if a time or the text is rejected, LISTENING_STATUS_BAD_CONFIG if party is invalid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_push_word(
    session: *mut Session,
    party: i32,
    start: f64,
    end: f64,
    text: *const c_char,
) -> Status {
    let body = |session: &mut Session| {
        let core = session.core()?;
        let party = config::party(party)?;
        // SAFETY: the text is the caller's, valid for this call.
        core.push_word(party, start, end, unsafe { word(text) }?)?;
        Ok(Status::Ok)
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}

/// Adds words to the lexicon: lines like "continuer: mhm, uh-huh", with the classes of docs/methods.md of the
/// source, in UTF-8, terminated by NUL. A text has at most 1 MiB, a lexicon at most 30,000 words and two-word items and 500
/// greetings and introductions. Call it before the first word.
///
/// LISTENING_STATUS_BAD_CONFIG if a line is invalid or a limit is exceeded; nothing is added then.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_extend_lexicon(session: *mut Session, list: *const c_char) -> Status {
    let body = |session: &mut Session| {
        let core = session.core()?;
        // SAFETY: the list is the caller's, valid for this call.
        let list = unsafe { pointer::text(list) }?;
        let list = list.ok_or_else(|| Fail::new(Status::BadConfig, "the lexicon is not UTF-8".to_owned()))?;
        core.extend_lexicon(list)?;
        Ok(Status::Ok)
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}

/// Records that the recording is known to be truncated: the report's "health" will say so.
///
/// LISTENING_STATUS_FINISHED after listening_session_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_note_truncated(session: *mut Session) -> Status {
    let body = |session: &mut Session| {
        session.core()?.note_truncated();
        Ok(Status::Ok)
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}

/// Records that the recording's header was never completed, because its recorder was stopped or wrote to a pipe, and that the
/// file was read to its end: the report's "health" will have "unfinished".
///
/// LISTENING_STATUS_FINISHED after listening_session_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_note_unfinished(session: *mut Session) -> Status {
    let body = |session: &mut Session| {
        session.core()?.note_unfinished();
        Ok(Status::Ok)
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}

/// Records that the recording was coded at too low a bit rate: the report's "health" will have "coding".
///
/// bit_rate is that of the file in kbit/s; 0 if unknown.
///
/// LISTENING_STATUS_FINISHED after listening_session_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_note_coding(session: *mut Session, bit_rate: f64) -> Status {
    let body = |session: &mut Session| {
        session.core()?.note_coding((bit_rate.is_finite() && bit_rate > 0.0).then_some(bit_rate));
        Ok(Status::Ok)
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}

/// Records that the recording of party, a listening_party, is shorter than the other party's by this many seconds, if each party has
/// its own recording. From more than 0.3 s on the report's "health" has "unequal_lengths", and there is no score unless the
/// configuration has an offset; smaller differences are ignored.
///
/// LISTENING_STATUS_BAD_CONFIG if party is invalid; LISTENING_STATUS_FINISHED after listening_session_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_note_shorter(session: *mut Session, party: i32, seconds: f64) -> Status {
    let body = |session: &mut Session| {
        session.core()?.note_shorter(config::party(party)?, seconds);
        Ok(Status::Ok)
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}

/// Ends the call and returns its report; release it with listening_report_free. The session accepts no
/// more audio; its last events can still be polled, and it must still be freed.
///
/// LISTENING_STATUS_FINISHED the second time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_finish(session: *mut Session, report: *mut *mut Report) -> Status {
    let body = |session: &mut Session| {
        // SAFETY: the pointer is the caller's, valid for this call.
        let place = unsafe { Place::new(report) }?;
        place.give(session.finish()?);
        Ok(Status::Ok)
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}

/// The message of the last rejected call on this session: what was expected, what was received and what to do, in one line of
/// English; empty if none was rejected. buffer, capacity and needed are as for
/// listening_session_last_event_json.
///
/// LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than *needed; the buffer is then unchanged.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_last_error(
    session: *const Session,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> Status {
    guard(|| {
        // SAFETY: the session is the caller's, in use by this call alone.
        let session = unsafe { pointer::borrow(session) }?;
        // SAFETY: the buffer is the caller's, with room for `capacity` bytes.
        unsafe { pointer::copy_text(&session.fault.text, buffer, capacity, needed) }
    })
}

/// Frees a session, finished or not. NULL is ignored.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_free(session: *mut Session) {
    guard(|| {
        // SAFETY: the session is the caller's to give back, once.
        unsafe { pointer::free(session) };
        Ok(Status::Ok)
    });
}

/// The current probability, 0 to 1, that party, a listening_party, takes the floor (kind LISTENING_EVENT_KIND_FLOOR_TAKEN) or that its
/// turn is over (LISTENING_EVENT_KIND_TURN_END), for the last 20 ms evaluated. NaN if no decision is open: an
/// entry is open for 2.5 s from its onset over the other's talk, the end of a turn from 0.18 to 3 s of own silence. Also NaN for any
/// other kind, without decisions in listening_config, and after listening_session_finish.
///
/// LISTENING_STATUS_BAD_CONFIG if party is invalid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_probability(
    session: *const Session,
    kind: i32,
    party: i32,
    probability: *mut f64,
) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let (session, place) = unsafe { (pointer::borrow(session)?, Place::new(probability)?) };
        place.set(session.probability(kind, config::party(party)?));
        Ok(Status::Ok)
    })
}

/// The audio pushed to the session so far, in seconds, including lost audio: the clock of its events. After
/// listening_session_finish, the length of the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_position(session: *const Session, seconds: *mut f64) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let (session, place) = unsafe { (pointer::borrow(session)?, Place::new(seconds)?) };
        place.set(session.position());
        Ok(Status::Ok)
    })
}
