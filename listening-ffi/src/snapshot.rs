//! The state of a call while it goes on, as C sees it.

use std::mem::offset_of;

use listening_core as core;

use crate::boundary::on;
use crate::event::EventKind;
use crate::pointer::Place;
use crate::report::Report;
use crate::session::Session;
use crate::sized::{self, Grows};
use crate::status::Status;

/// Room for kinds of events, present and future.
const KINDS: usize = 32;

/// The state of a call at the last sample pushed. Arrays with one element per party are in the order of listening_party:
/// the agent first.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub struct Snapshot {
    /// sizeof(listening_snapshot): set it.
    pub size: usize,
    /// Seconds of audio pushed so far.
    pub position: f64,
    /// All talk before this moment is final, in seconds from the first sample: talk is counted up to here.
    pub known: f64,
    /// When the floor was taken, in seconds from the first sample; NaN until someone has talked.
    pub floor_since: f64,
    /// How many seconds it has been held; NaN until someone has talked.
    pub floor_for: f64,
    /// Seconds since anyone was last heard: 0 while someone talks, NaN until someone has talked.
    pub silent_for: f64,
    /// Seconds of dead air so far: those of silent_for from 3 s on; 0 if there is none, on hold, and if more than a tenth of
    /// it was lost.
    pub dead_air: f64,
    /// Seconds on hold so far: those of silent_for from 3 s on, if music or a tone fills half of them or more; otherwise 0.
    pub hold: f64,
    /// Seconds since each party was last heard: 0 while it talks, NaN if it has not talked.
    pub since_heard: [f64; 2],
    /// Seconds that each party has talked, up to known.
    pub talk: [f64; 2],
    /// Each party's share of both parties' talk, 0 to 1; NaN if no one has talked.
    pub talk_share: [f64; 2],
    /// Who has the floor: a listening_party; -1 until someone has talked.
    pub floor: i32,
    /// 1 if the previous holder has fallen silent and the other, who talks alone, is given as the holder without a final event yet.
    pub floor_provisional: i32,
    /// The party that talked before the current silence: a listening_party; -1 if there is no silence.
    pub silent_after: i32,
    /// 1 for each party that is talking, otherwise 0.
    pub talking: [i32; 2],
    /// Number of final events of each listening_event_kind and party since the first sample: events[party][kind].
    pub events: [[u32; 32]; 2],
    /// The running mark of the telephone system, the latest if there are several: a listening_mark_kind; -1 if there is none.
    pub mark: i32,
    /// The probability that each party takes the floor, 0 to 1; NaN if no such decision is open, and without decisions in
    /// listening_config.
    pub floor_taken: [f64; 2],
    /// The probability that each party's turn is over; NaN as above.
    pub turn_end: [f64; 2],
}

// SAFETY: `repr(C)`, the size is first, all fields are numbers.
unsafe impl Grows for Snapshot {
    const SHORTER: &'static [usize] = &[offset_of!(Self, floor_taken)];
}

impl From<core::Snapshot> for Snapshot {
    fn from(now: core::Snapshot) -> Self {
        let parties = [now.parties.agent, now.parties.customer];
        let silent = now.silence.map_or(0.0, |silence| silence.length.seconds());
        let lasting = |kind| if now.silence.and_then(|silence| silence.kind) == Some(kind) { silent } else { 0.0 };
        let heard = parties.iter().any(|party| party.silent_for.is_some());
        Self {
            size: size_of::<Self>(),
            position: now.position.seconds(),
            known: now.known.seconds(),
            floor_since: now.floor.map_or(f64::NAN, |floor| floor.since.seconds()),
            floor_for: now.floor.map_or(f64::NAN, |floor| floor.length.seconds()),
            silent_for: if heard { silent } else { f64::NAN },
            dead_air: lasting(core::EventKind::DeadAir),
            hold: lasting(core::EventKind::Hold),
            since_heard: parties.map(|party| party.silent_for.map_or(f64::NAN, core::Time::seconds)),
            talk: parties.map(|party| party.talk.seconds()),
            talk_share: parties.map(|party| party.talk_share.unwrap_or(f64::NAN)),
            floor: now.floor.map_or(-1, |floor| floor.by as i32),
            floor_provisional: now.floor.is_some_and(|floor| floor.provisional).into(),
            silent_after: now.silence.map_or(-1, |silence| silence.after as i32),
            talking: parties.map(|party| party.talking.into()),
            events: parties.map(|party| {
                let mut counts = [0; KINDS];
                core::EventKind::ALL.into_iter().for_each(|kind| counts[kind as usize] = party.count(kind));
                counts
            }),
            mark: now.mark.map_or(-1, |kind| kind as i32),
            floor_taken: parties.map(|party| party.floor_taken.unwrap_or(f64::NAN)),
            turn_end: parties.map(|party| party.turn_end.unwrap_or(f64::NAN)),
        }
    }
}

const _: () = assert!(EventKind::ALL.len() <= KINDS, "a snapshot has no room for all kinds");

/// Fills snapshot with the state of the call at the last sample pushed, and changes nothing. It costs the same at any
/// length of the call and allocates nothing, so a display may call it after every packet. If history of listening_config
/// forgets events, sums and counts still cover the whole call. Set snapshot.size = sizeof snapshot before.
///
/// LISTENING_STATUS_BAD_SIZE if the size is not set, LISTENING_STATUS_FINISHED after listening_session_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_snapshot(session: *mut Session, snapshot: *mut Snapshot) -> Status {
    let body = |session: &mut Session| {
        let now = session.core()?.snapshot();
        // SAFETY: the struct is the caller's, as long as its size says.
        unsafe { sized::fill(snapshot, &Snapshot::from(now)) }?;
        Ok(Status::Ok)
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}

/// Returns the report that listening_session_finish would return now, byte for byte; release it with listening_report_free.
/// The call continues unchanged. It takes time and memory in proportion to what has happened: a few milliseconds for an
/// hour.
///
/// LISTENING_STATUS_FINISHED after listening_session_finish.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_report_so_far(session: *mut Session, report: *mut *mut Report) -> Status {
    let body = |session: &mut Session| {
        // SAFETY: the pointer is the caller's, valid for this call.
        let place = unsafe { Place::new(report) }?;
        place.give(session.report_so_far()?);
        Ok(Status::Ok)
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}
