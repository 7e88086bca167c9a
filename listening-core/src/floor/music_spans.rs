//! Music and tones on both channels, as far as the floor asks about them.

use crate::party::{Party, PerParty};
use crate::time::{Span, Time};

/// Each party's spans, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct MusicSpans(PerParty<Vec<Span>>);

impl MusicSpans {
    /// Music or a tone on the channel of `party`; spans come in order, and those that touch are one.
    pub(super) fn add(&mut self, party: Party, span: Span) {
        match self.0[party].last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ => self.0[party].push(span),
        }
    }

    /// Share of `span` that is filled with music on the channel that has more of it.
    pub(super) fn share(&self, span: Span) -> f32 {
        let filled = |party| -> Time {
            let pieces = self.0[party].iter().rev();
            let inside = pieces.skip_while(|music| music.start >= span.end);
            inside.take_while(|music| music.end > span.start).map(|music| music.overlap(span)).sum()
        };
        let most = filled(Party::Agent).max(filled(Party::Customer));
        (most.seconds() / span.length().seconds()) as f32
    }

    /// Drops what ended before `time`.
    pub(super) fn forget(&mut self, time: Time) {
        for party in Party::BOTH {
            let over = self.0[party].iter().take_while(|span| span.end < time).count();
            self.0[party].drain(..over);
        }
    }

    pub(super) fn into_spans(self) -> PerParty<Vec<Span>> {
        self.0
    }
}
