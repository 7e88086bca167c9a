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

/// One call, heard as it comes. Made by listening_session_new, given back to listening_session_free. Used by one
/// thread at a time; may move between threads.
pub struct Session {
    /// Gone once finished.
    core: Option<core::Session>,
    /// Events that wait to be polled.
    pub(crate) waiting: Queue,
    /// The event polled last.
    pub(crate) polled: Option<core::Event>,
    /// What its report is read by.
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

    /// Pushes and lets the events wait.
    pub(crate) fn push(&mut self, push: impl FnOnce(&mut core::Session) -> core::Result<core::Events<'_>>) -> Outcome {
        let core = self.core.as_mut().ok_or(Status::Finished)?;
        self.waiting.extend(push(core)?);
        Ok(Status::Ok)
    }

    fn position(&self) -> f64 {
        self.core.as_ref().map_or(self.length, |core| core.position().seconds())
    }

    /// NaN where nothing is to be decided.
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
    /// What finishing would report now.
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

/// Begins a call.
///
/// LISTENING_STATUS_UNSUPPORTED_RATE, LISTENING_STATUS_BAD_CONFIG, LISTENING_STATUS_BAD_SIZE or
/// LISTENING_STATUS_BAD_CALIBRATION where the configuration is rejected: listening_config_check says why.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_new(config: *const Config, session: *mut *mut Session) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let ((config, review), place) = unsafe { (Config::read(config)?, Place::new(session)?) };
        place.give(Session::new(config, review)?);
        Ok(Status::Ok)
    })
}

/// Takes a word of party, a listening_party: start and end in seconds from the first sample, 0 to 31536000 (a year), and
/// a text in UTF-8 of at most 65,536 bytes that ends with a NUL and is not kept. Words may come in any order. Laughter and noises stand in
/// brackets, "[laughter]"; a word that is cut off ends in a hyphen. A word speaks for the onsets that are not final yet:
/// one that comes within 2.3 s of the onset before it counts. For a whole call push all words before the audio.
///
/// LISTENING_STATUS_BAD_WORD where a time or the text is refused, LISTENING_STATUS_BAD_CONFIG where party is none.
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

/// Adds to the words that are listened for: lines like "continuer: mhm, uh-huh", the classes as in docs/methods.md of the
/// source, in UTF-8, ending with a NUL. A list is at most 1 MiB, a lexicon at most 30,000 words and items of two words and 500
/// greetings and introductions. Call it before the first word.
///
/// LISTENING_STATUS_BAD_CONFIG where a line is not understood or there is too much; nothing is added then.
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

/// Notes that the recording is known to be cut short: the report's "health" will say so.
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

/// Notes that the recording's header was never completed, as a recorder leaves it that was stopped or wrote to a pipe, and that the
/// file was read to its end: the report's "health" will say so, with "unfinished".
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

/// Notes that the recording was coded too low, as its file shows: the report's "health" will say so, with "coding".
///
/// bit_rate is that of the file in kbit/s; 0 where it is not known.
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

/// Notes that the recording of party, a listening_party, is shorter by that many seconds than the other party's, where each has one
/// of its own. From more than 0.3 s on the report's "health" has "unequal_lengths", and there is no score unless the
/// configuration has an offset; up to there nothing is noted.
///
/// LISTENING_STATUS_BAD_CONFIG where party is none; LISTENING_STATUS_FINISHED after listening_session_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_note_shorter(session: *mut Session, party: i32, seconds: f64) -> Status {
    let body = |session: &mut Session| {
        session.core()?.note_shorter(config::party(party)?, seconds);
        Ok(Status::Ok)
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}

/// Ends the call and gives its report, which is yours to give back to listening_report_free. The session takes no
/// more audio; its last events can still be polled, and it is still to be freed.
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

/// The text of the last refused call on this session: what was expected, what came and what to do, in one line of
/// English; empty where none was refused. Buffer, capacity and needed are as for
/// listening_session_last_event_json.
///
/// LISTENING_STATUS_BUFFER_TOO_SMALL where capacity is less than *needed; the text stays as it is.
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

/// Frees a session, finished or not. NULL is passed over.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_free(session: *mut Session) {
    guard(|| {
        // SAFETY: the session is the caller's to give back, once.
        unsafe { pointer::free(session) };
        Ok(Status::Ok)
    });
}

/// How probable it is now that party, a listening_party, takes the floor (kind LISTENING_EVENT_KIND_FLOOR_TAKEN) or that its turn is
/// over (LISTENING_EVENT_KIND_TURN_END), 0 to 1, as of the last 20 ms that were judged. NaN where nothing is to be decided: an
/// entry is open for 2.5 s from its onset over the other's talk, the end of a turn from 0.18 to 3 s of own silence; for any
/// other kind, without decisions in listening_config, and after listening_session_finish.
///
/// LISTENING_STATUS_BAD_CONFIG where party is none.
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

/// How much audio the session has taken, in seconds, lost audio included: the clock of its events. After
/// listening_session_finish the length of the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_position(session: *const Session, seconds: *mut f64) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let (session, place) = unsafe { (pointer::borrow(session)?, Place::new(seconds)?) };
        place.set(session.position());
        Ok(Status::Ok)
    })
}
