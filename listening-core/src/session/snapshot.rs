//! The state of a call in progress.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::Session;
use super::counts::KINDS;
use crate::floor::{EventKind, FloorNow};
use crate::marks::MarkKind;
use crate::names::Name;
use crate::party::{Party, PerParty};
use crate::report::Report;
use crate::time::Time;

/// The state of a call at the last sample pushed, as [`Session::snapshot`] returns it.
///
/// Times are seconds from the first sample. What hearing takes is behind that sample by some tenths of a second, and what is final
/// by up to 3 s ([`known`](Self::known)).
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Snapshot {
    /// How much audio has been taken.
    pub position: Time,
    /// All talk before this moment is final: [`PartyNow::talk`] is counted up to here.
    pub known: Time,
    /// Who holds the floor; `None` until somebody has talked.
    pub floor: Option<FloorHeld>,
    /// The silence that runs; `None` while somebody talks or a mark runs, and until somebody has talked.
    pub silence: Option<RunningSilence>,
    /// What the telephone system says of this moment: a mark that runs, of several the one that began last.
    pub mark: Option<MarkKind>,
    /// What is known of each party.
    pub parties: PerParty<PartyNow>,
}

/// Who holds the floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FloorHeld {
    /// Whose it is.
    pub by: Party,
    /// When it was taken.
    pub since: Time,
    /// For how long it has been held.
    pub length: Time,
    /// The holder has fallen silent and the other talks alone: it seems to have taken the floor, and no final event says so yet.
    pub provisional: bool,
}

/// A silence of both that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RunningSilence {
    /// When the last talk ended, or a mark after it.
    pub since: Time,
    /// Whose talk that was.
    pub after: Party,
    /// How long it has lasted.
    pub length: Time,
    /// From 3 s on [`EventKind::DeadAir`], or [`EventKind::Hold`] where music or a tone fills half of it or more; `None` before, and
    /// where more than a tenth of it was lost.
    pub kind: Option<EventKind>,
}

/// What is known of one party.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct PartyNow {
    /// It talks: its last talkspurt has not ended.
    pub talking: bool,
    /// How long ago it was last heard to talk: 0 while it talks, `None` where it has not talked.
    pub silent_for: Option<Time>,
    /// How long it has talked, up to [`Snapshot::known`]: the sum of its talkspurts.
    pub talk: Time,
    /// Its share of both parties' talk, 0 to 1; `None` where nobody has talked.
    pub talk_share: Option<f64>,
    /// How probable it is that it takes the floor, 0 to 1: [`Session::probability`] of [`EventKind::FloorTaken`]. `None` where that is not
    /// open, and without [`Config::decisions`](crate::Config::decisions).
    pub floor_taken: Option<f64>,
    /// How probable it is that its turn is over: the same of [`EventKind::TurnEnd`].
    pub turn_end: Option<f64>,
    counts: [u32; KINDS],
}

impl PartyNow {
    /// How many final events of that kind it has, since the first sample.
    pub fn count(&self, kind: EventKind) -> u32 {
        self.counts[kind as usize]
    }
}

impl Session {
    /// The state of the call at the last sample pushed. It costs the same at any length of the call, allocates nothing, and
    /// changes nothing. Where [`Config::history`](crate::Config::history) forgets, its sums and counts are still those of the whole call.
    ///
    /// ```
    /// use listening_core::{Config, Session};
    /// let mut session = Session::new(Config::default())?;
    /// session.push_interleaved(&[0_i16; 16_000])?;
    /// let now = session.snapshot();
    /// assert_eq!(now.position.seconds(), 1.0);
    /// assert_eq!((now.floor, now.parties.customer.silent_for), (None, None));
    /// # Ok::<(), listening_core::Error>(())
    /// ```
    pub fn snapshot(&self) -> Snapshot {
        let (position, known) = (self.position(), self.pair.known());
        let (FloorNow { held, talking, talked_until, talk, silence }, counts) = self.log.now(position, known);
        let since = |time: Time| (position - time).max(Time::ZERO);
        let both = (talk.agent + talk.customer).seconds();
        Snapshot {
            position,
            known,
            floor: held.map(|held| FloorHeld {
                by: held.by,
                since: held.since,
                length: since(held.since),
                provisional: held.provisional,
            }),
            silence: silence.map(|silence| RunningSilence {
                since: silence.since,
                after: silence.after,
                length: since(silence.since),
                kind: silence.kind,
            }),
            mark: self.marks.running(position),
            parties: PerParty::from_fn(|party| PartyNow {
                talking: talking[party],
                silent_for: if talking[party] { Some(Time::ZERO) } else { talked_until[party].map(since) },
                talk: talk[party],
                talk_share: (both > 0.0).then(|| talk[party].seconds() / both),
                floor_taken: self.probability(EventKind::FloorTaken, party).map(f64::from),
                turn_end: self.probability(EventKind::TurnEnd, party).map(f64::from),
                counts: counts.0[party],
            }),
        }
    }

    /// The report that [`finish`](Self::finish) would give now, to the byte; the call goes on. It works on a copy of the session, and
    /// takes time and memory in proportion to what has happened.
    ///
    /// ```
    /// use listening_core::{Config, Session};
    /// let mut session = Session::new(Config::default())?;
    /// session.push_interleaved(&[0_i16; 16_000])?;
    /// assert_eq!(session.report_so_far().duration.seconds(), 1.0);
    /// session.push_interleaved(&[0_i16; 16_000])?;
    /// assert_eq!(session.finish().duration.seconds(), 2.0);
    /// # Ok::<(), listening_core::Error>(())
    /// ```
    pub fn report_so_far(&self) -> Report {
        self.clone().finish()
    }
}

impl Snapshot {
    /// As one line of JSON, the same on every face.
    pub fn to_json(&self) -> String {
        // Numbers and names alone: nothing in it can be refused.
        serde_json::to_string(&Written::from(self)).unwrap_or_default()
    }
}

/// A snapshot as it is written.
#[derive(Serialize)]
struct Written {
    position: Time,
    known: Time,
    floor: Option<WrittenFloor>,
    silence: Option<WrittenSilence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mark: Option<MarkKind>,
    parties: WrittenParties,
}

#[derive(Serialize)]
struct WrittenFloor {
    by: Party,
    since: Time,
    seconds: Time,
    provisional: bool,
}

#[derive(Serialize)]
struct WrittenSilence {
    after: Party,
    since: Time,
    seconds: Time,
    kind: Option<EventKind>,
}

#[derive(Serialize)]
struct WrittenParties {
    agent: WrittenParty,
    customer: WrittenParty,
}

#[derive(Serialize)]
struct WrittenParty {
    talking: bool,
    silent_seconds: Option<Time>,
    talk_seconds: Time,
    talk_share: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    floor_taken: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    turn_end: Option<f64>,
    events: WrittenCounts,
}

/// The kinds of which there are any, by name.
struct WrittenCounts([u32; KINDS]);

impl Serialize for WrittenCounts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (&kind, count) in <EventKind as Name>::ALL.iter().zip(self.0).filter(|(_, count)| *count > 0) {
            map.serialize_entry(kind.name(), &count)?;
        }
        map.end()
    }
}

impl From<&Snapshot> for Written {
    fn from(now: &Snapshot) -> Self {
        let party = |party: Party| {
            let PartyNow { talking, silent_for, talk, talk_share, floor_taken, turn_end, counts } = now.parties[party];
            let [talk_share, floor_taken, turn_end] =
                [talk_share, floor_taken, turn_end].map(|share| share.map(crate::number::to_thousandth));
            let (silent_seconds, talk_seconds, events) = (silent_for, talk, WrittenCounts(counts));
            WrittenParty { talking, silent_seconds, talk_seconds, talk_share, floor_taken, turn_end, events }
        };
        Self {
            position: now.position,
            known: now.known,
            floor: now.floor.map(|held| WrittenFloor {
                by: held.by,
                since: held.since,
                seconds: held.length,
                provisional: held.provisional,
            }),
            silence: now.silence.map(|silence| WrittenSilence {
                after: silence.after,
                since: silence.since,
                seconds: silence.length,
                kind: silence.kind,
            }),
            mark: now.mark,
            parties: WrittenParties { agent: party(Party::Agent), customer: party(Party::Customer) },
        }
    }
}
