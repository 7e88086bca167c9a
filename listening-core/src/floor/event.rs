//! What happened at the change of speaker, and in the silences.

use std::fmt;

use super::force::Force;
use super::kinds::Kinds;
use crate::names::{Id, names};
use crate::party::Party;
use crate::time::Span;
use crate::tone::{Tone, TonePlan};

names! {
    /// What an event is. `docs/events.md` draws each one.
    #[repr(u8)]
    pub open enum EventKind: "an event" {
        /// Short feedback that does not take the floor.
        Backchannel = "backchannel",
        /// The floor changes in silence; the previous speaker had finished.
        SmoothSwitch = "smooth_switch",
        /// The floor changes while both talk and the previous speaker had probably finished: benign.
        Overlap = "overlap",
        /// The floor changes while both talk and the previous speaker may have given way; the reasons give the probability.
        Interruption = "interruption",
        /// One talks into the other's turn and stops; the other continues.
        ButtingIn = "butting_in",
        /// The floor is taken in a pause; the previous speaker had not finished.
        PauseInterruption = "pause_interruption",
        /// Both start within 0.2 s of each other.
        SimultaneousStart = "simultaneous_start",
        /// Silence inside a turn; `by` is the party whose turn it is.
        Pause = "pause",
        /// Silence at a change of speaker; `by` is the party who spoke before it.
        Gap = "gap",
        /// No one talks for 3 s or more; `by` is the party who spoke before it.
        DeadAir = "dead_air",
        /// No one talks and music or a tone plays; `by` is the party who spoke before it.
        Hold = "hold",
        /// No one answered: after 3 s or more of own silence, `by` had to continue. The span is the wait.
        UnansweredTurn = "unanswered_turn",
        /// `by` tried to take the floor while the other talked; the reasons say whether the other yielded.
        Bid = "bid",
        /// A signalling tone on the channel of `by`: a pressed key, ringback, busy, a fax. The reason names it.
        Tone = "tone",
        /// Live decision: the turn of `by` is over. From the end of its talk to the last audio used for the decision; never in a
        /// report.
        TurnEnd = "turn_end",
        /// Live decision: `by`, who started while the other talked, takes the floor. From its onset to the last audio used for
        /// the decision; never in a report.
        FloorTaken = "floor_taken",
    }
}

impl EventKind {
    /// Whether the floor passes to `by`.
    pub const fn takes_floor(self) -> bool {
        matches!(self, Self::SmoothSwitch | Self::Overlap | Self::Interruption | Self::PauseInterruption)
    }

    /// Whether it is a silence rather than something that somebody did.
    pub const fn is_silence(self) -> bool {
        matches!(self, Self::Pause | Self::Gap | Self::DeadAir | Self::Hold)
    }
}

impl Id<EventKind> {
    /// Whether the floor passes to `by`; of a kind that this version does not know, no.
    pub fn takes_floor(&self) -> bool {
        self.known().is_some_and(EventKind::takes_floor)
    }

    /// Whether it is a silence rather than something that somebody did; of a kind that this version does not know, no.
    pub fn is_silence(&self) -> bool {
        self.known().is_some_and(EventKind::is_silence)
    }
}

names! {
    /// Whether an event can still change.
    #[repr(u8)]
    pub enum Status: "the status of an event" {
        /// Announced early. A final or a withdrawn event with the same id follows.
        Provisional = "provisional",
        /// Settled. Only finals enter measures.
        Final = "final",
        /// Takes back the provisional event with the same id: it turned out to be no event. Never in a report.
        Withdrawn = "withdrawn",
        /// A live decision at the requested operating point, emitted once and never withdrawn; never in a report.
        Committed = "committed",
    }
}

/// One thing that was seen and speaks for the event's kind. Times are in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// How long the entry's talkspurt and what follows it lasted.
    ContributionLasted(u32),
    /// The entry and what follows it lasted longer than was waited for.
    ContributionWentOn(u32),
    /// The other stopped this long after the onset.
    HolderStopped(u32),
    /// The other went on for at least this long after the onset.
    HolderWentOn(u32),
    /// The other, having stopped, talked again after this long.
    HolderResumed(u32),
    /// Nobody had talked for this long before the onset.
    SilenceBefore(u32),
    /// The other had been talking for this long at the onset.
    HolderHadTalked(u32),
    /// Music or a tone filled this share of the silence.
    Music(f32),
    /// The bid was yielded to after this long.
    Yielded(u32),
    /// The bid was talked over.
    Ignored,
    /// How many dB the other's voice was below its loud level where it stopped: little for a voice that breaks off.
    VoiceEnded(u32),
    /// Length of the other's last syllable relative to its usual length: small for a voice that breaks off.
    LastSyllable(f32),
    /// The entry is louder and higher than its speaker's own norm.
    Competes,
    /// The entry is made of feedback words alone.
    OnlyFeedbackWords,
    /// The entry holds this many words that are more than feedback.
    OpenWords(u32),
    /// The other had asked something.
    Answers,
    /// The other stopped in the middle of a word.
    WordCutOff,
    /// The other stopped on a word that calls for more: a conjunction, an article, a preposition.
    ClauseOpen,
    /// The other stopped on a filler: "uh".
    StoppedOnFiller,
    /// So much audio of a party was lost around the onset, which is held against nobody.
    AudioLost(u32),
    /// What the tone is, whose plan it follows, and its frequencies in hertz; 0 is none.
    Tone(Tone, Option<TonePlan>, [u16; 2]),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ContributionLasted(ms) => write!(f, "contribution lasted {ms} ms"),
            Self::ContributionWentOn(ms) => write!(f, "contribution went on for {ms} ms or more"),
            Self::HolderStopped(ms) => write!(f, "holder stopped {ms} ms after onset"),
            Self::HolderWentOn(ms) => write!(f, "holder went on for {ms} ms or more"),
            Self::HolderResumed(ms) => write!(f, "holder resumed after {ms} ms"),
            Self::SilenceBefore(ms) => write!(f, "nobody had talked for {ms} ms"),
            Self::HolderHadTalked(ms) => write!(f, "holder had been talking for {ms} ms"),
            Self::Music(share) => write!(f, "music or tone in {:.0} % of it", share * 100.0),
            Self::Yielded(ms) => write!(f, "yielded to after {ms} ms"),
            Self::Ignored => write!(f, "ignored: the holder talked on"),
            Self::VoiceEnded(db) => write!(f, "holder's voice ended {db} dB below its loud level"),
            Self::LastSyllable(times) => write!(f, "holder's last syllable lasted {times:.1} times its usual length"),
            Self::Competes => f.write_str("came in louder and higher than usual"),
            Self::OnlyFeedbackWords => f.write_str("only feedback words"),
            Self::OpenWords(1) => f.write_str("an open word"),
            Self::OpenWords(count) => write!(f, "{count} open words"),
            Self::Answers => f.write_str("follows a question"),
            Self::WordCutOff => f.write_str("holder's last word was cut off"),
            Self::ClauseOpen => f.write_str("holder stopped on a word that calls for more"),
            Self::StoppedOnFiller => f.write_str("holder stopped on a filler"),
            Self::AudioLost(ms) => write!(f, "{ms} ms of audio were lost around it"),
            Self::Tone(tone, plan, hz) => {
                write!(f, "{}", tone.name())?;
                plan.iter().try_for_each(|plan| write!(f, ", {}", plan.name()))?;
                match hz {
                    [0, _] => Ok(()),
                    [hz, 0] => write!(f, ", {hz} Hz"),
                    [low, high] => write!(f, ", {low} and {high} Hz"),
                }
            }
        }
    }
}

/// Up to six reasons, held in place so that an event costs no allocation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reasons([Option<Reason>; 6]);

impl Reasons {
    /// Adds one; past the sixth it is left out.
    pub(super) fn add(&mut self, reason: Reason) {
        if let Some(free) = self.0.iter_mut().find(|slot| slot.is_none()) {
            *free = Some(reason);
        }
    }

    /// In the order of weight.
    pub fn iter(&self) -> impl Iterator<Item = Reason> + '_ {
        self.0.iter().flatten().copied()
    }
}

impl FromIterator<Reason> for Reasons {
    fn from_iter<I: IntoIterator<Item = Reason>>(reasons: I) -> Self {
        let mut all = Self::default();
        reasons.into_iter().for_each(|reason| all.add(reason));
        all
    }
}

/// Something that a party did, or a silence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// What it is.
    pub kind: EventKind,
    /// Who did it; each kind says whose a silence is.
    pub by: Party,
    /// When. An entry runs from its onset to the end of its contribution, or for the 2.3 s that are waited
    /// before it is final, whichever is shorter.
    pub span: Span,
    /// The other was talking at the onset.
    pub in_overlap: bool,
    /// Probability that the kind is right, 0 to 1; `None` where nothing was judged.
    pub confidence: Option<f32>,
    /// Probability of each kind that it might be; empty where nothing was judged, and of a bid, which is its entry's.
    pub kinds: Kinds,
    /// How much of an entry in overlap is force, also of the bid that it is; all zero for everything else.
    pub force: Force,
    /// Provisional or final.
    pub status: Status,
    /// What speaks for it.
    pub reasons: Reasons,
    /// It may rest on the other party's echo.
    pub leak_suspect: bool,
}

impl Event {
    /// Whether it may rest on something that nobody did: the other party's echo, or audio that was lost.
    pub(crate) fn is_doubtful(&self) -> bool {
        self.leak_suspect || self.has_lost_audio()
    }

    /// Whether audio was lost around it.
    pub(crate) fn has_lost_audio(&self) -> bool {
        self.lost_audio().is_some()
    }

    /// The reason that says that audio was lost around it.
    pub(super) fn lost_audio(&self) -> Option<Reason> {
        self.reasons.iter().find(|reason| matches!(reason, Reason::AudioLost(_)))
    }

    /// The same for a provisional event and its final: who or what, and the onset in milliseconds.
    pub fn id(&self) -> String {
        let mut id = String::new();
        // A string takes all that is written.
        let _ = self.write_id(&mut id);
        id
    }

    /// Writes the [`id`](Self::id) without allocating.
    ///
    /// # Errors
    /// What `to` refuses.
    pub fn write_id(&self, to: &mut impl fmt::Write) -> fmt::Result {
        let who = match self.by {
            Party::Agent => "a",
            Party::Customer => "c",
        };
        let what = match self.kind {
            kind if kind.is_silence() => "s",
            EventKind::UnansweredTurn => "u",
            EventKind::Bid => "b",
            EventKind::Tone => "t",
            EventKind::TurnEnd => "e",
            EventKind::FloorTaken => "f",
            _ => "",
        };
        // A silence has one onset whoever it follows.
        let who = if what == "s" { "" } else { who };
        write!(to, "{what}{who}{}", self.span.start.millis())
    }
}
