//! The joint state of the two parties: onsets in, settled events out.
//!
//! An onset waits until everything up to [`WINDOW`] after it is known, is read once, and is final. So
//! the finals depend on who talked when and on nothing else.

mod announcing;
#[cfg(feature = "audio")]
mod now;
mod silences;

use std::collections::VecDeque;

use super::about;
use super::announced::{Announced, Onset, Silence};
use super::event::{Event, EventKind, Reason, Status};
use super::input::{FloorInput, Outcome};
use super::kinds::Kinds;
use super::lost_audio::LostAudio;
use super::manner::{KEPT, Manners};
use super::model::{self, ORDER};
use super::music_spans::MusicSpans;
use super::place::Place;
use super::placement::{Placement, WINDOW};
use super::reasons::reasons;
use super::timeline::Timeline;
use super::turns::{self, Role, Taking};
use super::unlisted::Unlisted;
use super::words::{Evidence, Lexicon, Words};
use crate::delivery::{Ending, Opening};
use crate::marks::Cover;
use crate::party::{Party, PerParty};
use crate::talkspurt::{CONTRIBUTION_GAP, Talkspurt};
use crate::time::{Span, Time};

/// Two who begin within this of each other begin together.
const TOGETHER: Time = Time::from_millis(200);

/// A turn that ends by itself may be overlapped for this long at its end: whoever talks on for longer and then
/// stops has yielded.
const TERMINAL_OVERLAP: Time = Time::from_millis(500);

/// Audio lost this long before an onset, or while it is read, may be what makes it look as it does.
const LOST_BEFORE: Time = Time::from_millis(1000);

#[cfg(feature = "audio")]
pub(crate) use now::FloorNow;

/// What an onset is.
enum Entry {
    /// An event begins with it.
    Listed(Event),
    /// None does, but one may.
    Unlisted(Unlisted),
    /// No event is possible.
    None,
}

/// Follows the floor of one call: talkspurts, music, lost audio and words in, events out.
#[derive(Clone, Debug, Default)]
pub struct FloorTracker {
    timeline: Timeline,
    /// To read an onset in, where its edges and those around it may be as well.
    copy: Timeline,
    roles: PerParty<Vec<Role>>,
    /// Onsets not read yet, in order.
    pending: VecDeque<Onset>,
    takings: Vec<Taking>,
    unlisted: Vec<Unlisted>,
    music: MusicSpans,
    /// End of the last silence that became an event.
    silent_until: Option<Time>,
    announce: bool,
    /// Onsets of each party that seemed to begin and may begin yet.
    announced: PerParty<Vec<Announced>>,
    /// What was announced of the silence that runs, until it is read.
    silences_announced: Vec<Silence>,
    /// What the telephone system marked: nobody is charged there.
    marked: Cover,
    words: Words,
    manners: Manners,
    lost: LostAudio,
    /// How long each party's talkspurts were that have ended, also of those that are forgotten.
    talked: PerParty<Time>,
}

impl FloorTracker {
    /// At the start of a call, with the words to listen for. With `announce`, events are emitted as provisional when they
    /// begin, and again when final.
    pub fn new(announce: bool, lexicon: Lexicon) -> Self {
        Self { announce, words: Words::new(lexicon), ..Self::default() }
    }

    /// More words to listen for, from here on. Returns the lexicon with them.
    #[cfg(feature = "audio")]
    pub(crate) fn listen_for(&mut self, more: super::words::Additions) -> Lexicon {
        self.words.listen_for(more)
    }

    /// Takes a word of `party`, in any order. It counts for onsets that have not been read yet; its text is not kept.
    pub fn push_word(&mut self, party: Party, span: Span, text: &str) {
        self.words.push(party, span, text);
    }

    /// What is marked of the call, from now on. It counts for silences that have not been read yet.
    pub(crate) fn mark(&mut self, marked: Cover) {
        self.marked = marked;
    }

    /// Takes the next input; appends the events that it settles or announces.
    pub fn push(&mut self, input: FloorInput, out: &mut Vec<Event>) {
        match input {
            FloorInput::Begins(party, start) => self.begins(party, start, out),
            FloorInput::Start(party, start) => self.open(party, start, out),
            FloorInput::End(party, end) => self.close(party, end),
            FloorInput::Opening(party, opening) => self.opening(party, opening),
            FloorInput::Ending(party, ending) => self.ending(party, ending),
            FloorInput::Withdrawn(party) => self.withdraw(party, out),
            FloorInput::Music(party, span) => self.music.add(party, span),
            FloorInput::Lost(party, span) => self.lost.add(party, span),
            FloorInput::Known(time) => self.advance(time, out),
        }
    }

    /// Up to when all input must be [`Known`](FloorInput::Known) for the next event to be final; `None` if none waits.
    pub fn waits_for(&self) -> Option<Time> {
        self.pending.front().map(|onset| onset.start + WINDOW)
    }

    /// Ends the call, with every talkspurt closed: appends the last events. The outcome holds what ended after `since`.
    pub fn finish(mut self, since: Time, out: &mut Vec<Event>) -> Outcome {
        // The call is over: what is left is read, and nothing is announced any more.
        self.announce = false;
        self.advance(Time::MAX, out);
        out.extend(self.silences_announced.drain(..).map(Silence::withdrawn));
        self.words.unsay(since);
        self.unlisted.retain(|onset| onset.span().end > since);
        for party in Party::BOTH {
            let old = self.timeline.spurts(party).partition_point(|spurt| spurt.end <= since);
            self.drop_first(party, old);
        }
        let mut talkspurts: Vec<Talkspurt> = Party::BOTH
            .into_iter()
            .flat_map(|party| self.timeline.spurts(party).iter().map(move |&span| Talkspurt::new(party, span)))
            .collect();
        talkspurts.sort_by_key(|spurt| (spurt.span.start, spurt.party));
        let (words, openers) = self.words.said();
        Outcome {
            talkspurts,
            turns: turns::turns(self.timeline.all(), &self.roles, &self.takings),
            roles: self.roles,
            unlisted: self.unlisted,
            music: self.music.into_spans(),
            words,
            openers,
        }
    }

    /// A talkspurt has begun.
    fn open(&mut self, party: Party, start: Time, out: &mut Vec<Event>) {
        self.begins(party, start, out);
        let index = self.timeline.spurts(party).len();
        self.timeline.open(party, start);
        self.roles[party].push(Role::Unread);
        // From here on the announcement is the onset's: it is read, or withdrawn with its talkspurt.
        let seeming = &mut self.announced[party];
        let found = seeming.iter().position(|one| one.start == start);
        let announced = found.and_then(|at| seeming.swap_remove(at).seeming);
        let onset = Onset { start, index, party, announced };
        let at = self.pending.partition_point(|other| other.order() < onset.order());
        self.pending.insert(at, onset);
    }

    /// The latest talkspurt of `party` has ended.
    fn close(&mut self, party: Party, end: Time) {
        self.timeline.close(party, end);
        if let Some(spurt) = self.timeline.spurts(party).last() {
            self.talked[party] = self.talked[party] + spurt.length();
        }
    }

    /// How the latest talkspurt of `party` began.
    fn opening(&mut self, party: Party, opening: Opening) {
        if let Some(index) = self.timeline.spurts(party).len().checked_sub(1) {
            self.manners.opening(party, index, opening);
        }
    }

    /// How it stopped.
    fn ending(&mut self, party: Party, ending: Ending) {
        if let Some(index) = self.timeline.spurts(party).len().checked_sub(1) {
            self.manners.ending(party, index, ending);
        }
    }

    /// The latest talkspurt of `party` was none; it has not been read yet.
    fn withdraw(&mut self, party: Party, out: &mut Vec<Event>) {
        let index = self.roles[party].len().saturating_sub(1);
        self.timeline.withdraw(party);
        self.manners.withdraw(party, index);
        self.roles[party].pop();
        if let Some(at) = self.pending.iter().position(|onset| (onset.party, onset.index) == (party, index))
            && let Some(onset) = self.pending.remove(at)
        {
            out.extend(onset.withdrawn());
        }
    }

    /// Every start and end before `known` has been given: reads what can be read.
    fn advance(&mut self, known: Time, out: &mut Vec<Event>) {
        // Nothing begins before that any more.
        self.give_up(known, out);
        Party::BOTH.into_iter().for_each(|party| self.announced[party].retain(|one| one.start >= known));
        while self.pending.front().is_some_and(|onset| onset.start + WINDOW <= known)
            && let Some(onset) = self.pending.remove(self.next_onset())
        {
            if !self.read(onset.party, onset.index, out) {
                out.extend(onset.withdrawn());
            }
        }
        // Also where nobody has begun for long.
        let unread = self.pending.front().map_or(known, |onset| onset.start.min(known));
        self.words.forget(unread);
        let silent_since = self.timeline.talk_before(unread, self.holder()).map_or(Time::ZERO, |(end, _)| end);
        self.lost.forget(unread - LOST_BEFORE, silent_since);
        if self.announce && self.pending.is_empty() {
            self.announce_dead_air(known, out);
        }
    }

    /// Which of the onsets is read next: the first; of two at the same moment, the holder's.
    fn next_onset(&self) -> usize {
        let together = self.pending.len() > 1 && self.pending[0].start == self.pending[1].start;
        usize::from(together && self.holder() == Some(self.pending[1].party))
    }

    /// Drops what ended before `time`, more than a minute ago, except what readings to come look at.
    pub fn forget(&mut self, time: Time) {
        for party in Party::BOTH {
            let spurts = self.timeline.spurts(party);
            let old = spurts.partition_point(|spurt| spurt.end < time).min(spurts.len().saturating_sub(KEPT));
            let count = old - old % KEPT;
            self.drop_first(party, count);
            self.manners.forget(party, count);
            for onset in self.pending.iter_mut().filter(|onset| onset.party == party) {
                onset.index -= count;
            }
        }
        self.words.unsay(time);
        let over = self.takings.windows(3).take_while(|next| next[2].at < time).count();
        self.takings.drain(..over);
        self.music.forget(time);
    }

    /// The onsets without events that were read since this was last asked.
    #[cfg(feature = "audio")]
    pub(crate) fn take_unlisted(&mut self) -> std::vec::Drain<'_, Unlisted> {
        self.unlisted.drain(..)
    }

    fn drop_first(&mut self, party: Party, count: usize) {
        self.timeline.forget(party, count);
        self.roles[party].drain(..count);
    }

    fn holder(&self) -> Option<Party> {
        self.takings.last().map(|taking| taking.by)
    }

    /// Reads an onset; whether an event begins with it.
    fn read(&mut self, party: Party, index: usize, out: &mut Vec<Event>) -> bool {
        let spurt = self.timeline.spurts(party)[index];
        let words = self.words.read(&self.timeline, party, index);
        let sounds = self.words.only_sounds(&self.timeline, party, index);
        let before = index.checked_sub(1);
        let after_sound = before.is_some_and(|before| self.words.only_sounds(&self.timeline, party, before));
        let reading = Placement::of(&self.timeline, party, index, after_sound).filter(|_| !sounds);
        let mut copy = std::mem::take(&mut self.copy);
        let entry = reading.as_ref().map(|placement| self.entry(placement, words.as_ref(), index, &mut copy));
        self.copy = copy;
        let event = match entry {
            Some(Entry::Listed(event)) => Some(event),
            Some(Entry::Unlisted(onset)) => {
                self.unlisted.push(onset);
                None
            }
            Some(Entry::None) | None => None,
        };
        let role = if sounds {
            // It ends nobody's turn, and begins none.
            if self.holder() == Some(party) { Role::Turn } else { Role::Sound }
        } else {
            // What goes on after less than a second of own silence.
            let near =
                before.filter(|&before| spurt.start - self.timeline.spurts(party)[before].end < CONTRIBUTION_GAP);
            let continued = near.map(|before| self.roles[party][before]);
            let other_holds = self.holder() == Some(party.other());
            match &event {
                Some(event) => turns::entered(event, other_holds),
                None => turns::went_on(reading.map(|placement| placement.in_overlap), continued, other_holds),
            }
        };
        // Whoever talks and gives no aside has the floor from here on: no talk lies outside of all turns.
        let takes = role == Role::Turn && self.holder() != Some(party);
        self.silence_before(spurt.start, party, event.as_ref(), takes, out);
        self.roles[party][index] = role;
        if takes {
            self.takings.push(Taking { by: party, at: spurt.start });
        }
        let (Some(event), Some(placement)) = (event, &reading) else { return false };
        out.push(event);
        out.extend(bid(&event, placement));
        true
    }

    /// What begins with a placed onset.
    fn entry(&self, placement: &Placement, words: Option<&Evidence>, index: usize, copy: &mut Timeline) -> Entry {
        let other = placement.by.other();
        // The other only gives feedback, or tries in vain: going on is no event.
        let current = self.timeline.started(other, placement.onset).checked_sub(1);
        let aside = current.is_some_and(|j| self.roles[other][j].is_aside());
        let goes_on = placement.in_overlap && aside && self.holder() == Some(placement.by);
        let here = Place { placement, timeline: &self.timeline, index, first: PerParty::default() };
        let manner = self.manners.at(&here);
        let found = ORDER[model::choose(&model::probabilities(placement, words, &manner), words.is_some())];
        let about::Read { kinds, force } = about::read((&self.timeline, copy), placement, index, |place| {
            model::probabilities(place.placement, words, &self.manners.at(place))
        });
        // Nobody can take over from one who has not talked yet.
        if self.holder().is_none() && !placement.in_overlap {
            return Entry::None;
        }
        let read = Span::new(placement.onset - LOST_BEFORE, placement.onset + WINDOW);
        let lost = Some(self.lost.inside(read)).filter(|&lost| lost > Time::ZERO);
        let lost = lost.map(|lost| Reason::AudioLost(lost.millis() as u32));
        let Some(mut kind) = found.filter(|_| !goes_on) else {
            // What may rest on lost audio is held against nobody.
            let kept = Unlisted::of(placement, kinds, force).filter(|_| lost.is_none());
            return kept.map_or(Entry::None, Entry::Unlisted);
        };
        let mut confidence = Some(kinds.of_kind(kind));
        let together = placement.in_overlap && placement.holder_talked < TOGETHER;
        if together && kind != EventKind::Backchannel {
            kind = EventKind::SimultaneousStart;
            confidence = None;
        }
        // A switch in silence comes from the other; going on after one's own silence is no event.
        let silent_switch = matches!(kind, EventKind::SmoothSwitch | EventKind::PauseInterruption);
        if silent_switch && self.holder() == Some(placement.by) && self.timeline.started(other, placement.onset) == 0 {
            return Entry::None;
        }
        let silent_since = self.timeline.talk_before(placement.onset, self.holder()).map(|(end, _)| end);
        let reasons = reasons(placement, silent_since, words, &manner, found);
        Entry::Listed(Event {
            kind,
            by: placement.by,
            span: Span::new(placement.onset, placement.entry_end),
            in_overlap: placement.in_overlap,
            confidence,
            kinds,
            force,
            status: Status::Final,
            // First: past the sixth they are left out.
            reasons: lost.into_iter().chain(reasons.iter()).collect(),
            leak_suspect: false,
        })
    }
}

/// The try for the floor that an entry in overlap is: yielded to where the holder gave way, or talked on for
/// longer than the end of a turn may be overlapped.
fn bid(event: &Event, placement: &Placement) -> Option<Event> {
    let stop = placement.holder_end - placement.onset;
    let (reason, confidence) = match event.kind {
        EventKind::Interruption | EventKind::Overlap
            if event.kind == EventKind::Interruption || stop > TERMINAL_OVERLAP =>
        {
            let taken = event.kinds.of_kind(EventKind::Interruption) + event.kinds.of_kind(EventKind::Overlap);
            (Reason::Yielded(stop.millis() as u32), Some(taken.min(1.0)))
        }
        EventKind::ButtingIn => (Reason::Ignored, event.confidence),
        _ => return None,
    };
    Some(Event {
        kind: EventKind::Bid,
        confidence,
        kinds: Kinds::default(),
        reasons: [reason].into_iter().chain(event.lost_audio()).collect(),
        ..*event
    })
}
