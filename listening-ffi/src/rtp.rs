//! Packets of a call, put in their places.

use std::ffi::c_char;

use listening_core as core;
use listening_formats::{Payload, RtpCall, RtpError, RtpStep};

use crate::boundary::{Fail, Outcome, guard, on};
use crate::config;
use crate::pointer::{self, Place};
use crate::session::Session;
use crate::sized::{self, Grows};
use crate::status::Status;

/// The maximum size of a datagram in bytes.
const LONGEST: usize = 65_535;

/// The packets of both parties of a call. Created by listening_rtp_new, released with listening_rtp_free. Use it from one thread at
/// a time, with the session of its call; it may move between threads.
pub struct Rtp {
    call: RtpCall,
    rate: u32,
}

/// Statistics of a party's packets so far.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct RtpCounts {
    /// sizeof(listening_rtp_counts): set it.
    pub size: usize,
    /// RTP packets received.
    pub packets: u64,
    /// Placed although others had overtaken them.
    pub overtaken: u64,
    /// Arrived after their position had been passed.
    pub late: u64,
    /// Duplicates.
    pub copies: u64,
    /// Neither RTP nor RTCP, too large, or from an unaccepted source.
    pub foreign: u64,
    /// With an unknown payload type: listening_rtp_set_payload_type.
    pub undecoded: u64,
    /// Seconds lost.
    pub lost: f64,
}

// SAFETY: `repr(C)`, the size first, integers and a float besides.
unsafe impl Grows for RtpCounts {}

impl From<RtpError> for Fail {
    fn from(error: RtpError) -> Self {
        let status = match error {
            RtpError::Rate(_) => Status::UnsupportedRate,
            RtpError::Delay(_) => Status::BadConfig,
            _ => Status::BadAudio,
        };
        Self::new(status, error.to_string())
    }
}

/// Creates a receiver for the packets of a call, for a session with this sample_rate, 8000 to 48000: the clock rate of its payload
/// types. An overtaken packet is awaited for delay seconds, 0 to 2; 0.06 is usual. A party without packets for patience
/// more seconds is assumed to be silent; 1 is usual live, 30 for a capture.
///
/// Suppressed silence becomes silence, and audio counts as lost only if a later sequence number proves it. A stream that
/// restarts, with another SSRC or another clock, as at a transfer, continues where its packets arrive; the report's health then has
/// "restarted". The known payload types are 0 (PCMU), 8 (PCMA), 13 (CN) and 101 (telephone-event).
///
/// LISTENING_STATUS_UNSUPPORTED_RATE and LISTENING_STATUS_BAD_CONFIG if a number is out of range.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_rtp_new(sample_rate: u32, delay: f64, patience: f64, rtp: *mut *mut Rtp) -> Status {
    guard(|| {
        // SAFETY: the pointer is the caller's, valid for this call.
        let place = unsafe { Place::new(rtp) }?;
        if !(0.0..=60.0).contains(&patience) {
            return Err(Fail::new(Status::BadConfig, format!("a patience of {patience} s: expected 0 to 60 s")));
        }
        place.give(Rtp { call: RtpCall::new(sample_rate, delay)?.patient(patience), rate: sample_rate });
        Ok(Status::Ok)
    })
}

/// Defines payload type number, 0 to 127: name is the one in the session description, "PCMU", "PCMA", "L16",
/// "CN" or "telephone-event", with or without its rate ("L16/8000").
///
/// LISTENING_STATUS_BAD_CONFIG if the number or the name is invalid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_rtp_set_payload_type(rtp: *mut Rtp, number: i32, name: *const c_char) -> Status {
    guard(|| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let (rtp, name) = unsafe { (pointer::borrow_mut(rtp)?, pointer::text(name)?) };
        let payload = name.and_then(Payload::from_name).ok_or(Status::BadConfig)?;
        let number = u8::try_from(number).ok().filter(|number| *number < 128).ok_or(Status::BadConfig)?;
        rtp.call.set_payload_type(number, payload);
        Ok(Status::Ok)
    })
}

/// Processes a datagram of party, a listening_party, that arrived at arrival, in seconds on one clock for both parties, and pushes
/// audio that no longer needs to wait to the session. RTCP may be passed too. Anything else is counted and ignored.
/// Poll events from the session as usual.
///
/// LISTENING_STATUS_BAD_AUDIO if arrival is not finite, more than an hour after the previous one or a year after the first,
/// LISTENING_STATUS_BAD_CONFIG if party is invalid or the session has another rate, LISTENING_STATUS_FINISHED after listening_session_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_rtp_push(
    rtp: *mut Rtp,
    session: *mut Session,
    party: i32,
    arrival: f64,
    datagram: *const u8,
    length: usize,
) -> Status {
    let body = |session: &mut Session| {
        // SAFETY: the pointers are the caller's, valid for this call.
        let (rtp, datagram) = unsafe { (pointer::borrow_mut(rtp)?, pointer::slice(datagram, length)?) };
        rtp.check(session)?;
        if length > LONGEST {
            return Err(Fail::new(
                Status::BadAudio,
                format!("a datagram of {length} bytes: at most {LONGEST} were expected"),
            ));
        }
        rtp.call.push(config::party(party)?, arrival, datagram)?;
        rtp.give(session)
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}

/// Declares that nothing arrived until now, on the clock of the arrivals: the session continues while both parties are silent. Call
/// it a few times per second.
///
/// Statuses as for listening_rtp_push.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_rtp_advance(rtp: *mut Rtp, session: *mut Session, now: f64) -> Status {
    let body = |session: &mut Session| {
        // SAFETY: the pointer is the caller's, valid for this call.
        let rtp = unsafe { pointer::borrow_mut(rtp) }?;
        rtp.check(session)?;
        rtp.call.advance(now)?;
        rtp.give(session)
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}

/// Ends the call: pushes the audio that still waits to the session. Then call listening_session_finish.
///
/// LISTENING_STATUS_BAD_CONFIG if the session has another rate, LISTENING_STATUS_FINISHED after listening_session_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_rtp_finish(rtp: *mut Rtp, session: *mut Session) -> Status {
    let body = |session: &mut Session| {
        // SAFETY: the pointer is the caller's, valid for this call.
        let rtp = unsafe { pointer::borrow_mut(rtp) }?;
        rtp.check(session)?;
        rtp.call.finish();
        rtp.give(session)
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}

/// 1 once both parties have sent RTCP BYE, and nothing since, otherwise 0; 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_rtp_has_ended(rtp: *const Rtp) -> i32 {
    // SAFETY: the pointer is the caller's, valid for this call.
    unsafe { pointer::borrow(rtp) }.is_ok_and(|rtp| rtp.call.has_ended()).into()
}

/// Fills *counts with the statistics of the packets of party, a listening_party, so far.
///
/// LISTENING_STATUS_BAD_CONFIG if party is invalid, LISTENING_STATUS_BAD_SIZE if the size is invalid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_rtp_party_counts(rtp: *const Rtp, party: i32, counts: *mut RtpCounts) -> Status {
    guard(|| {
        // SAFETY: the pointer is the caller's, valid for this call.
        let rtp = unsafe { pointer::borrow(rtp) }?;
        let found = rtp.call.counts(config::party(party)?);
        let value = RtpCounts {
            size: 0,
            packets: found.packets,
            overtaken: found.overtaken,
            late: found.late,
            copies: found.copies,
            foreign: found.foreign,
            undecoded: found.undecoded,
            lost: found.lost as f64 / f64::from(rtp.rate),
        };
        // SAFETY: the pointer is the caller's, with the size in its first field.
        unsafe { sized::fill(counts, &value) }?;
        Ok(Status::Ok)
    })
}

/// Frees the result of listening_rtp_new. NULL is ignored.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_rtp_free(rtp: *mut Rtp) {
    // SAFETY: the pointer is the caller's, and given back once.
    unsafe { pointer::free(rtp) }
}

impl Rtp {
    /// Whether the session can take these packets.
    fn check(&self, session: &mut Session) -> Result<(), Fail> {
        let rate = session.core()?.sample_rate();
        if rate == self.rate {
            return Ok(());
        }
        let text = format!("a session of {rate} Hz: {} was expected, as listening_rtp_new said", self.rate);
        Err(Fail::new(Status::BadConfig, text))
    }

    /// Pushes what is ready.
    fn give(&mut self, session: &mut Session) -> Outcome {
        while let Some(step) = self.call.step() {
            session.push(|core: &mut core::Session| step_to(&step, core))?;
        }
        Ok(Status::Ok)
    }
}

fn step_to<'a>(step: &RtpStep, session: &'a mut core::Session) -> core::Result<core::Events<'a>> {
    step.push_to(session)
}
