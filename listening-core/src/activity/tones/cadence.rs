//! Bursts and the silences between them: what a tone is called.

use super::burst::{Burst, Change};
use super::plan::{self, Signal};
use super::tone_span::ToneSpan;
use crate::signal::FRAME;
use crate::time::{Span, Time};
use crate::tone::Tone;

/// A burst is named no later than this after its end, in frames: longer silences belong to no busy tone.
const LATEST: u64 = 75;
/// The next part of a special information tone has begun by then, in frames.
const NEXT_PART: u64 = 20;

/// Names bursts.
#[derive(Clone, Debug, Default)]
pub(super) struct Namer {
    /// Bursts that wait for what comes after them: one, or the first parts of a special information tone.
    held: [Option<Burst>; 2],
    /// Silence before the first of them, ms.
    before: Option<f32>,
    /// The burst before, by what it is and where it ended.
    last: Option<(Signal, u64)>,
    /// What has begun may belong to what is held.
    goes_on: bool,
}

impl Namer {
    pub(super) fn take(&mut self, change: Change, each: &mut impl FnMut(ToneSpan)) {
        match change {
            Change::Began(burst) => {
                self.goes_on = self.part(&burst).is_some_and(|part| part > 0);
                if !self.goes_on {
                    let after = self.held[0].and_then(|held| silence((held.signal, held.end), &burst));
                    self.release(after, each);
                }
            }
            Change::Ended(burst) => self.ended(burst, each),
        }
    }

    /// Which part of a special information tone this burst is, after those that are held.
    fn part(&self, burst: &Burst) -> Option<u8> {
        let Signal::Information(part) = burst.signal else { return None };
        let expected = self.held.iter().flatten().count() as u8;
        let last = self.held.iter().flatten().last();
        let joined = last.is_none_or(|last| {
            matches!(last.signal, Signal::Information(_))
                && burst.start as f32 - last.end as f32 <= plan::INFORMATION_GAP_MS * 8.0
        });
        (part == expected && joined).then_some(part)
    }

    fn ended(&mut self, burst: Burst, each: &mut impl FnMut(ToneSpan)) {
        let before = self.last.and_then(|last| silence(last, &burst));
        self.goes_on = false;
        let part = self.part(&burst).filter(|_| plan::INFORMATION_MS.contains(&burst.millis()));
        match part {
            Some(2) => {
                if let [Some(first), Some(second)] = self.held {
                    self.held = [None; 2];
                    each(ToneSpan {
                        tone: Tone::SpecialInformation,
                        plan: None,
                        hz: [rounded(first.hz[0]), rounded(second.hz[0])],
                        span: span(first.start, burst.end),
                    });
                }
            }
            Some(part) => {
                if part == 0 {
                    self.before = before;
                }
                self.held[usize::from(part)] = Some(burst);
            }
            None => {
                self.release(None, each);
                self.before = before;
                if plan::waits(&burst) {
                    self.held[0] = Some(burst);
                } else {
                    tell(&burst, [before, None], each);
                }
            }
        }
        self.last = Some((burst.signal, burst.end));
    }

    /// Names what has waited for long enough.
    pub(super) fn tick(&mut self, frame: u64, each: &mut impl FnMut(ToneSpan)) {
        let Some(last) = self.held[1].or(self.held[0]) else { return };
        let limit = if matches!(last.signal, Signal::Information(_)) { NEXT_PART } else { LATEST };
        if !self.goes_on && frame > last.end / FRAME as u64 + limit {
            self.release(None, each);
        }
    }

    pub(super) fn finish(&mut self, each: &mut impl FnMut(ToneSpan)) {
        self.release(None, each);
    }

    /// Names what is held.
    fn release(&mut self, after: Option<f32>, each: &mut impl FnMut(ToneSpan)) {
        let before = self.before.take();
        for burst in std::mem::take(&mut self.held).into_iter().flatten() {
            tell(&burst, [before, after], each);
        }
    }
}

/// Silence between two bursts of the same tone, ms.
fn silence((signal, end): (Signal, u64), next: &Burst) -> Option<f32> {
    (signal == next.signal && next.start > end).then(|| (next.start - end) as f32 / 8.0)
}

fn tell(burst: &Burst, off: [Option<f32>; 2], each: &mut impl FnMut(ToneSpan)) {
    if let Some((tone, plan)) = plan::name(burst, off) {
        // Which key it was is nobody's business; a digit's weaker frequency may have been lost.
        let hz = if tone == Tone::Dtmf || plan::may_be_of_a_key(burst.hz[0]) { [0, 0] } else { burst.hz.map(rounded) };
        each(ToneSpan { tone, plan, hz, span: span(burst.start, burst.end) });
    }
}

fn rounded(hz: f32) -> u16 {
    hz.round() as u16
}

fn span(start: u64, end: u64) -> Span {
    Span::new(Time::from_samples(start), Time::from_samples(end))
}
