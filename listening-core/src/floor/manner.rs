//! What voices add to the reading of an onset: how the holder stopped, how the other came in.
//!
//! Placement says whether the floor changed hands; it can hardly say whether the one before had finished. A voice
//! that is done fades and draws out its last syllable (Turk & Shattuck-Hufnagel 2007), one that breaks off does
//! neither, and who competes is louder and higher than its own norm (Kurtic, Brown & Wells 2013). Before a silence the
//! last syllable says less, as who hesitates draws it out too: there it does not count. So the voices move the odds within a change of the floor, and no further than
//! [`MOST`]: they are weak evidence.

use super::place::Place;
use super::tables::{DRAWN_OUT, FADES};
use crate::delivery::{Ending, Opening};
use crate::party::{Party, PerParty};
use crate::time::Time;

/// Voices move the odds by a factor of three at most.
const MOST: f32 = 1.1;
/// Louder by 3 dB and higher by a semitone than one's own norm is competition: a judgement, for which no labelled
/// calls could be had.
const RAISED_DB: f32 = 3.0;
const RAISED_SEMITONES: f32 = 1.0;
/// Log-odds of breaking off where the entry competes: a judgement too.
const COMPETES: f32 = 0.4;
/// Talkspurts of a party that are remembered: more than can end between an onset and its reading.
pub(super) const KEPT: usize = 16;

/// The log-odds of breaking off over having finished, by one thing about the holder's voice: a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Where the odds are even.
    pub(super) even: f32,
    /// Log-odds for each unit above that.
    pub(super) slope: f32,
}

impl Line {
    fn at(self, value: f32) -> f32 {
        self.slope * (value - self.even)
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Kept {
    /// Index of the talkspurt, counted from one; 0 is none.
    spurt: u32,
    opening: Opening,
    ending: Ending,
}

/// The number under which a talkspurt is kept. 2^32 are 20 years of a call without a pause.
const fn number(index: usize) -> u32 {
    index as u32 + 1
}

/// The manner of both parties' last talkspurts.
#[derive(Clone, Debug, Default)]
pub(super) struct Manners([PerParty<Kept>; KEPT]);

impl Manners {
    fn slot(&mut self, party: Party, index: usize) -> &mut Kept {
        let kept = &mut self.0[index % KEPT][party];
        if kept.spurt != number(index) {
            *kept = Kept { spurt: number(index), ..Kept::default() };
        }
        kept
    }

    /// How talkspurt `index` of `party` begins.
    pub(super) fn opening(&mut self, party: Party, index: usize, opening: Opening) {
        self.slot(party, index).opening = opening;
    }

    /// How it stops.
    pub(super) fn ending(&mut self, party: Party, index: usize, ending: Ending) {
        self.slot(party, index).ending = ending;
    }

    /// How talkspurt `index` was withdrawn again.
    pub(super) fn withdraw(&mut self, party: Party, index: usize) {
        *self.slot(party, index) = Kept::default();
    }

    /// The first `count` talkspurts of `party`, a multiple of [`KEPT`], are gone, and the others count from there.
    pub(super) fn forget(&mut self, party: Party, count: usize) {
        debug_assert!(count.is_multiple_of(KEPT), "every talkspurt keeps its slot");
        self.0.iter_mut().for_each(|kept| kept[party].spurt = kept[party].spurt.saturating_sub(count as u32));
    }

    fn get(&self, party: Party, index: usize) -> Option<&Kept> {
        Some(&self.0[index % KEPT][party]).filter(|kept| kept.spurt == number(index))
    }

    /// What the voices say of an onset.
    pub(super) fn at(&self, place: &Place<'_>) -> Manner {
        let Place { placement, timeline, index, first } = place;
        let other = placement.by.other();
        // The other's last talkspurt: of the chain that runs at an onset in overlap, before one in silence.
        let until = if placement.in_overlap { placement.holder_end - Time::from_micros(1) } else { placement.onset };
        let last = timeline.started(other, until).checked_sub(1);
        let stopped = !placement.in_overlap || placement.holder_end < placement.entry_end;
        let ending =
            last.filter(|_| stopped).and_then(|last| self.get(other, first[other] + last)).map(|kept| kept.ending);
        let ending = ending.unwrap_or_default();
        let opening = self.get(placement.by, first[placement.by] + index).map(|kept| kept.opening).unwrap_or_default();
        let lengthening = ending.lengthening.filter(|_| placement.in_overlap);
        Manner { ending: Ending { lengthening, ..ending }, opening, in_overlap: placement.in_overlap }
    }
}

/// What the voices say of an onset; nothing without audio.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Manner {
    /// How the other's voice ended where it stopped, as far as that counts.
    pub(super) ending: Ending,
    opening: Opening,
    in_overlap: bool,
}

impl Manner {
    /// Whether the entry competes: louder and higher than the speaker's own norm.
    pub(super) fn competes(&self) -> bool {
        let over = |raised: Option<f32>, least: f32| raised.is_some_and(|raised| raised >= least);
        self.in_overlap
            && over(self.opening.raised_db, RAISED_DB)
            && over(self.opening.raised_semitones, RAISED_SEMITONES)
    }

    /// Log-odds that the other had not finished, over those of timing.
    pub(super) fn unfinished(&self) -> f32 {
        let fades = self.ending.end_db.map_or(0.0, |end| FADES.at(end));
        let drawn_out = self.ending.lengthening.map_or(0.0, |times| DRAWN_OUT.at(libm::log2f(times)));
        let competes = if self.competes() { COMPETES } else { 0.0 };
        (fades + drawn_out + competes).clamp(-MOST, MOST)
    }
}

#[cfg(test)]
mod tests {
    use super::super::event::{Event, EventKind, Reason};
    use super::super::{FloorInput, FloorTracker, Lexicon};
    use super::*;

    /// The customer comes in at `onset` where the agent, who ends like that, talks until 4 s.
    fn gave_way(onset: i64, lengthening: Option<f32>) -> Event {
        let (agent, customer) = (Party::Agent, Party::Customer);
        let ending = Ending { end_db: Some(FADES.even), lengthening };
        let mut inputs = [
            (0, FloorInput::Start(agent, Time::ZERO)),
            (4000, FloorInput::End(agent, Time::from_millis(4000))),
            (4000, FloorInput::Ending(agent, ending)),
            (onset, FloorInput::Start(customer, Time::from_millis(onset))),
            (9000, FloorInput::End(customer, Time::from_millis(9000))),
        ];
        inputs.sort_by_key(|(at, _)| *at);
        let (mut floor, mut events) = (FloorTracker::new(false, Lexicon::default()), Vec::new());
        inputs.iter().for_each(|(_, input)| floor.push(*input, &mut events));
        floor.finish(Time::ZERO, &mut events);
        *events.iter().find(|event| event.by == customer && event.kind.takes_floor()).unwrap()
    }

    fn unfinished(event: &Event) -> f32 {
        let taken = [EventKind::Interruption, EventKind::Overlap].map(|kind| event.kinds.of_kind(kind));
        taken[0] / (taken[0] + taken[1])
    }

    fn last_syllable(event: &Event) -> bool {
        event.reasons.iter().any(|reason| matches!(reason, Reason::LastSyllable(_)))
    }

    #[test]
    fn who_draws_out_the_last_syllable_is_held_to_have_finished() {
        let onset = 3300;
        let [long, unknown, short] = [Some(2.5), None, Some(0.4)].map(|times| gave_way(onset, times));
        assert!(unfinished(&long) < unfinished(&unknown), "{long:?}, {unknown:?}");
        assert!(unfinished(&unknown) < unfinished(&short), "{unknown:?}, {short:?}");
        assert!(last_syllable(&long) && last_syllable(&short) && !last_syllable(&unknown));
        let reasons: Vec<String> = short.reasons.iter().map(|reason| reason.to_string()).collect();
        assert!(
            reasons.contains(&"holder's last syllable lasted 0.4 times its usual length".to_owned()),
            "{reasons:?}"
        );
    }

    #[test]
    fn before_a_silence_the_last_syllable_does_not_count() {
        assert_eq!(gave_way(4300, Some(0.4)), gave_way(4300, Some(2.5)));
        assert!(!last_syllable(&gave_way(4300, Some(0.4))));
    }

    #[test]
    fn voices_move_the_odds_by_a_factor_of_three_at_most() {
        let ending = Ending { end_db: Some(0.0), lengthening: Some(0.05) };
        let manner = Manner { ending, in_overlap: true, ..Manner::default() };
        assert!((manner.unfinished().exp() - 3.0).abs() < 0.01);
        let ending = Ending { end_db: Some(-60.0), lengthening: Some(6.0) };
        let manner = Manner { ending, in_overlap: true, ..Manner::default() };
        assert!((manner.unfinished().exp() - 1.0 / 3.0).abs() < 0.01);
    }
}
