//! Holes: digital silence on a line that sends its noise otherwise, for longer than a dropout.
//!
//! Whether a line sends its noise is learnt from its pauses. One that suppresses silence, or has a gate, closes in its pauses,
//! and is silent by itself; one that was heard through some of them and has hardly ever been digitally silent has lost what
//! is missing.

use super::moment::SPEECH;
use crate::activity::EarFrame;
use crate::signal::FRAME;
use crate::time::{Span, Time};

/// Digital silence that is longer is a hole, samples: up to here it may be a dropout.
const LONGEST_DROPOUT: u64 = 8000;
/// A gate has closed after this many frames without talk: the remaining sound is the line's noise.
const CLOSED: u32 = 100;
/// Frames of such noise from which on a line is known to send it.
const PROOF: u32 = 300;
/// Samples from which on digital silence is no lost packet, but may be a gate's.
const PAUSE: u64 = 1600;
/// So many such silences, of no more than a second, may be a bad network's.
const PAUSES: u32 = 2;

/// Looks for holes in a channel.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Holes {
    frames: u64,
    /// Frames without talk up to now.
    quiet: u32,
    /// Frames of noise in pauses.
    noise: u32,
    /// Digital silences that may be a gate's.
    pauses: u32,
    /// Something has been heard.
    sounded: bool,
    /// The line is known to send digital silence.
    gated: bool,
    /// Where digital silence began, in samples, and up to where it is known as a hole.
    silence: Option<(u64, Option<u64>)>,
}

/// A hole, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Hole {
    /// What is new of it.
    pub(crate) new: Span,
    /// All of it, once it is over: sound has come back.
    pub(crate) over: Option<Span>,
}

impl Holes {
    /// Takes the next frame; `lost` says that its audio is known to be lost.
    pub(crate) fn push(&mut self, frame: &EarFrame, lost: bool) -> Option<Hole> {
        let start = self.frames * FRAME as u64;
        let end = start + FRAME as u64;
        self.frames += 1;
        let (lead, tail) = (u64::from(frame.block.lead), u64::from(frame.block.tail));
        if lost {
            // What is put in the place of lost audio may be silent, and is no hole of the line's.
            self.silence = None;
            return None;
        }
        if lead == FRAME as u64 {
            self.quiet = self.quiet.saturating_add(1);
            let (from, known) = *self.silence.get_or_insert((start, None));
            if end - from <= LONGEST_DROPOUT || !self.whole() {
                return None;
            }
            self.silence = Some((from, Some(end)));
            return Some(Hole { new: span(known.unwrap_or(from), end), over: None });
        }
        let hole = self.silence.take().and_then(|(from, known)| self.over(from, start + lead, known));
        self.sounded = true;
        if frame.speech >= SPEECH {
            self.quiet = 0;
        } else {
            self.quiet = self.quiet.saturating_add(1);
            // After digital silence the line has not been heard for long enough.
            self.noise = self.noise.saturating_add(u32::from(self.quiet > CLOSED));
        }
        if tail > 0 {
            self.silence = Some((end - tail, None));
        }
        hole
    }

    /// Whether what is digitally silent is a hole.
    fn whole(&self) -> bool {
        self.noise >= PROOF && self.pauses <= PAUSES && !self.gated
    }

    /// Digital silence is over.
    fn over(&mut self, from: u64, to: u64, known: Option<u64>) -> Option<Hole> {
        if to - from < FRAME as u64 {
            // A sample or two, as noise has them.
            return None;
        }
        self.quiet = 0;
        let long = to - from > LONGEST_DROPOUT;
        if long && self.whole() {
            return Some(Hole { new: span(known.unwrap_or(from), to), over: Some(span(from, to)) });
        }
        // Before anything was heard, the line was not there.
        self.gated |= long && self.sounded;
        self.pauses += u32::from(!long && to - from >= PAUSE);
        None
    }
}

fn span(from: u64, to: u64) -> Span {
    Span::new(Time::from_samples(from), Time::from_samples(to))
}

#[cfg(test)]
mod tests {
    use super::super::made_channels::{Noise, TALK, speech};
    use super::*;
    use crate::signal::{Framer, dbov};

    /// The holes of a channel that talks 2.2 s of each period of 6 s.
    fn holes(samples: &[f32]) -> Vec<(f64, f64)> {
        let (mut framer, mut holes, mut found) = (Framer::new(), Holes::default(), Vec::new());
        let (mut frames, mut new) = (0_u32, Time::ZERO);
        let mut take = |frame: &crate::signal::Frame| {
            let speech = if f64::from(frames) * 0.01 % 6.0 < TALK { 0.9 } else { 0.1 };
            frames += 1;
            let level = dbov(f64::from(frame.block.energy)) as f32;
            let heard = EarFrame { speech, block: frame.block, level, ..EarFrame::default() };
            if let Some(hole) = holes.push(&heard, false) {
                new = new + hole.new.length();
                found.extend(hole.over.map(|span| (span.start.seconds(), span.end.seconds())));
            }
        };
        framer.push(samples, &mut take);
        framer.finish(&mut take);
        let reported: f64 = found.iter().map(|(from, to)| to - from).sum();
        assert!(new.seconds() >= reported - 1e-9);
        found
    }

    fn line(seconds: f64, mut silent: impl FnMut(f64) -> bool) -> Vec<f32> {
        super::super::made_channels::speech_every(6.0, seconds, |s, x| if silent(s) { 0.0 } else { x })
    }

    #[test]
    fn a_second_is_a_dropout_and_more_is_a_hole() {
        for (from, length, expected) in [(30.5, 1.0, false), (30.5, 1.001, true), (33.0, 3.0, true), (31.0, 40.0, true)]
        {
            let found = holes(&line(80.0, |s| (from..from + length).contains(&s)));
            assert_eq!(found.len(), usize::from(expected), "{from} {length} {found:?}");
            for (start, end) in found {
                assert!((start - from).abs() < 0.001 && (end - from - length).abs() < 0.001, "{start} {end}");
            }
        }
    }

    #[test]
    fn what_comes_before_the_line_has_shown_its_noise_is_no_hole() {
        // Of each period 2.8 s show it: 3 s are there at 9.4 s.
        assert!(holes(&line(60.0, |s| (9.0..11.0).contains(&s))).is_empty());
        assert_eq!(holes(&line(60.0, |s| (9.5..11.0).contains(&s))).len(), 1);
        // A line that comes up late has one nevertheless.
        assert_eq!(holes(&line(60.0, |s| s < 5.0 || (33.0..36.0).contains(&s))).len(), 1);
    }

    #[test]
    fn a_line_that_is_silent_in_pauses_has_no_holes() {
        for hangover in [0.06, 0.3, 1.5] {
            let gated = line(90.0, |s| s % 6.0 > TALK + hangover);
            assert!(holes(&gated).is_empty(), "{hangover}");
        }
        // A gate that noise opens now and then closes for less than a second.
        let mut noise = Noise::new(9);
        let mut open = true;
        let restless = line(200.0, |s| {
            if ((s * 8000.0).round() as u64).is_multiple_of(4800) {
                open = noise.next() > -0.3;
            }
            s % 6.0 > TALK && !open
        });
        assert!(holes(&restless).is_empty());
    }

    #[test]
    fn two_dropouts_of_a_bad_network_leave_a_line_as_it_is_and_three_do_not() {
        let lost = |count: usize| {
            move |s: f64| {
                (0..count).any(|k| (18.5 + 6.0 * k as f64..19.0 + 6.0 * k as f64).contains(&s))
                    || (51.0..54.0).contains(&s)
            }
        };
        assert_eq!(holes(&line(80.0, lost(2))).len(), 1);
        assert!(holes(&line(80.0, lost(3))).is_empty());
    }

    #[test]
    fn a_line_that_ends_has_none() {
        assert!(holes(&line(80.0, |s| s > 50.0)).is_empty());
        assert_eq!(holes(&speech(80.0, |_, x| x)), []);
    }

    #[test]
    fn it_is_small() {
        assert!(size_of::<Holes>() <= 72, "{}", size_of::<Holes>());
    }
}
