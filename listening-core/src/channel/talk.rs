//! The fourth part of a channel: verdicts to talkspurts, and how each sounds.

use super::verdict::Verdict;
use crate::activity::{Sound, SpeechEdge, SpurtBuilder};
use crate::chunks::Chunks;
use crate::delivery::{Delivery, Ending};
use crate::floor::FloorInput;
use crate::party::Party;
use crate::time::{Span, Time};
use crate::voice::{PitchTracker, Voice, Voicing};

/// A talkspurt's beginning, as the floor asks about it.
const OPENING: Time = Time::from_millis(500);

/// Pitch is known this much later than the frame.
const PITCH_LATE: Time = Time::from_millis(10 * PitchTracker::LAG as i64);

/// Builds the talkspurts of one channel and follows the voice in them.
#[derive(Clone, Debug)]
pub(super) struct TalkBuilder {
    spurts: SpurtBuilder,
    voice: SpurtVoice,
}

impl TalkBuilder {
    pub(super) fn new(party: Party) -> Self {
        Self { spurts: SpurtBuilder::default(), voice: SpurtVoice::new(party) }
    }

    /// Takes the next frame, and all samples that wait from its first one on; `emit` gets what is settled. Returns the
    /// pitch of the frame that came [`PitchTracker::LAG`] frames earlier, if any.
    pub(super) fn push(
        &mut self,
        verdict: &Verdict,
        samples: [&[f32]; 2],
        mut emit: impl FnMut(FloorInput),
    ) -> Option<Voicing> {
        let voicing = self.voice.push(verdict, samples);
        let Verdict { frame, speech, explained, music, .. } = *verdict;
        let level = if explained { f32::MIN } else { frame.level };
        let sound = Sound { speech, detection: verdict.detection(), music, voiced: frame.voice.voiced, level };
        // Each edge is handed straight on: a queue of fixed length could drop one.
        self.spurts.push(&sound, |edge| self.voice.edge(edge, &mut emit));
        self.voice.open(None, &mut emit);
        self.voice.forget(self.spurts.known());
        voicing
    }

    /// Settles all up to `until`; `emit` gets what that settles.
    pub(super) fn settle_until(&mut self, until: Time, mut emit: impl FnMut(FloorInput)) {
        self.spurts.settle_until(until, |edge| self.voice.edge(edge, &mut emit));
    }

    /// Ends the channel at `duration`, after the last frame; `emit` gets what that settles. Returns the pitch of the last
    /// frames, in order.
    pub(super) fn finish(&mut self, duration: Time, mut emit: impl FnMut(FloorInput)) -> Vec<Voicing> {
        let voicings = self.voice.finish_pitch();
        self.spurts.finish(duration, |edge| self.voice.edge(edge, &mut emit));
        voicings
    }

    /// How much has been taken.
    pub(super) fn position(&self) -> Time {
        self.spurts.position()
    }

    /// Everything before this moment has been emitted, and is final.
    pub(super) fn known(&self) -> Time {
        self.spurts.known()
    }

    /// Whether the party spoke.
    pub(super) fn spoke(&self) -> bool {
        !self.voice.deliveries.is_empty()
    }

    /// Drops how what ended before `time` sounded.
    pub(super) fn forget(&mut self, time: Time) {
        self.voice.deliveries.retain(|delivery| delivery.span.end > time);
    }

    /// How each talkspurt sounded, in order.
    pub(super) fn into_deliveries(self) -> Vec<Delivery> {
        self.voice.deliveries.into_vec()
    }
}

/// The voice in the talkspurts of one channel.
#[derive(Clone, Debug)]
struct SpurtVoice {
    party: Party,
    voice: Voice,
    pitch: Box<PitchTracker>,
    /// Start of the talkspurt that runs.
    start: Option<Time>,
    /// Whether it has been emitted how that talkspurt began.
    opened: bool,
    deliveries: Chunks<Delivery>,
}

impl SpurtVoice {
    fn new(party: Party) -> Self {
        Self {
            party,
            voice: Voice::default(),
            pitch: Box::default(),
            start: None,
            opened: false,
            deliveries: Chunks::default(),
        }
    }

    fn push(&mut self, verdict: &Verdict, samples: [&[f32]; 2]) -> Option<Voicing> {
        let voicing = self.pitch.push(samples, verdict.talk);
        self.voice.push(verdict.frame.voice);
        if let Some(voicing) = &voicing {
            self.voice.voice(PitchTracker::LAG, voicing);
        }
        voicing
    }

    /// Ends the pitch: that of the last frames, in order.
    fn finish_pitch(&mut self) -> Vec<Voicing> {
        let mut voicings = Vec::new();
        self.pitch.finish(|voicing| voicings.push(voicing));
        for (ago, voicing) in voicings.iter().rev().enumerate() {
            self.voice.voice(ago, voicing);
        }
        voicings
    }

    fn edge(&mut self, edge: SpeechEdge, emit: &mut impl FnMut(FloorInput)) {
        match edge {
            SpeechEdge::Begins(start) => emit(FloorInput::Begins(self.party, start)),
            SpeechEdge::Start(start) => {
                self.start = Some(start);
                self.opened = false;
                emit(FloorInput::Start(self.party, start));
            }
            SpeechEdge::End(end) => {
                let mut ending = Ending::default();
                if let Some(start) = self.start {
                    self.open(Some(end), emit);
                    let delivery = self.voice.delivery(Span::new(start, end), self.pitch.speaker());
                    ending = delivery.ending();
                    self.deliveries.push(delivery);
                }
                self.start = None;
                emit(FloorInput::End(self.party, end));
                emit(FloorInput::Ending(self.party, ending));
            }
            SpeechEdge::Withdrawn => {
                self.start = None;
                emit(FloorInput::Withdrawn(self.party));
            }
            SpeechEdge::Music(span) => emit(FloorInput::Music(self.party, span)),
        }
    }

    /// Emits how the talkspurt that runs began, from its first half second; from less where it `end`s sooner.
    fn open(&mut self, end: Option<Time>, emit: &mut impl FnMut(FloorInput)) {
        let taken = Time::from_frame(self.voice.taken());
        if let Some(start) = self.start
            && !self.opened
            && (end.is_some() || taken >= start + OPENING + PITCH_LATE)
        {
            self.opened = true;
            let beginning = Span::new(start, end.unwrap_or(Time::MAX).min(start + OPENING));
            emit(FloorInput::Opening(self.party, self.voice.opening(beginning)));
        }
    }

    /// Drops frames before `known` where no talkspurt runs.
    fn forget(&mut self, known: Time) {
        if self.start.is_none() {
            self.voice.forget((known.micros() / 10_000) as u64);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voice::VoiceFrame;

    #[test]
    fn every_edge_of_a_frame_arrives() {
        // Twenty talkspurts wait for what follows them, and all are settled at once.
        const WAITING: u64 = 20;
        let spans: Vec<Span> =
            (0..WAITING).map(|k| Span::new(Time::from_frame(30 * k), Time::from_frame(30 * k + 10))).collect();
        let mut talk = TalkBuilder::new(Party::Customer);
        talk.spurts = SpurtBuilder::waiting(&spans);
        (0..30 * WAITING).for_each(|_| talk.voice.voice.push(VoiceFrame::default()));
        let (mut starts, mut ends, mut endings) = (Vec::new(), Vec::new(), 0);
        talk.finish(Time::MAX, |input| match input {
            FloorInput::Start(Party::Customer, start) => starts.push(start),
            FloorInput::End(Party::Customer, end) => ends.push(end),
            FloorInput::Ending(Party::Customer, _) => endings += 1,
            FloorInput::Opening(Party::Customer, _) => {}
            other => panic!("{other:?}"),
        });
        assert_eq!(starts, spans.iter().map(|span| span.start).collect::<Vec<_>>());
        assert_eq!(ends, spans.iter().map(|span| span.end).collect::<Vec<_>>());
        assert_eq!((endings, talk.into_deliveries().len()), (spans.len(), spans.len()));
    }
}
