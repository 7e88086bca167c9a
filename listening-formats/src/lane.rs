//! One party's audio on the clock of its call: what was said, what was silence, and what was lost.

use std::collections::VecDeque;

use listening_core::PerParty;

/// Frames that a step has at most.
const STEP: i64 = 4096;

/// What both parties have next: equally many samples, zeros where they are lost, and whose are.
pub(crate) type Both = (PerParty<Vec<i16>>, PerParty<bool>);

/// A stretch of the lane.
#[derive(Clone, Debug, PartialEq)]
enum Part {
    Samples(Vec<i16>),
    Silence(i64),
    /// Nothing was to be sent: digital silence would be taken for a hole in the line.
    Paused(i64),
    Lost(i64),
}

impl Part {
    fn frames(&self) -> i64 {
        match self {
            Self::Samples(samples) => samples.len() as i64,
            Self::Silence(frames) | Self::Paused(frames) | Self::Lost(frames) => *frames,
        }
    }

    /// What is heard from `place` on, of the party with this seed.
    fn samples(self, place: i64, seed: u32) -> Vec<i16> {
        match self {
            Self::Samples(samples) => samples,
            Self::Silence(frames) | Self::Lost(frames) => vec![0; frames as usize],
            Self::Paused(frames) => (place..place + frames).map(|at| whisper(at as u32, seed)).collect(),
        }
    }
}

/// A sample of the faintest noise, -1 to 1: under -90 dBov.
fn whisper(at: u32, seed: u32) -> i16 {
    let mixed = (at ^ seed).wrapping_mul(0x9E37_79B1);
    let mixed = (mixed ^ mixed >> 15).wrapping_mul(0x85EB_CA6B);
    (mixed >> 16) as i16 % 2
}

/// The audio of one party. Places are samples of the call.
#[derive(Debug, Default)]
pub(crate) struct Lane {
    /// The end of what the sender has sent.
    pub(crate) sent: i64,
    /// The end of what is known: beyond `sent` it was taken for silence.
    pub(crate) known: i64,
    /// Frames that are lost.
    pub(crate) lost: i64,
    parts: VecDeque<Part>,
    /// What was taken for silence and proved to be lost, as spans of places.
    late_losses: Vec<(i64, i64)>,
}

impl Lane {
    /// Silence up to `place`, as far as nothing is known: until something proves that it was lost.
    pub(crate) fn silent_until(&mut self, place: i64) {
        if place > self.known {
            match self.parts.back_mut() {
                Some(Part::Silence(frames)) => *frames += place - self.known,
                _ => self.parts.push_back(Part::Silence(place - self.known)),
            }
            self.known = place;
        }
    }

    /// Up to `place` the sender was paused, as far as nothing is known.
    pub(crate) fn paused_until(&mut self, place: i64) {
        if place > self.known {
            self.parts.push_back(Part::Paused(place - self.known));
            self.known = place;
        }
    }

    /// From `start` to `end` the audio is lost.
    pub(crate) fn lost_until(&mut self, start: i64, end: i64) {
        if end <= start {
            return;
        }
        self.lost += end - start;
        self.late(start, end.min(self.known));
        if end > self.known {
            match self.parts.back_mut() {
                Some(Part::Lost(frames)) => *frames += end - self.known,
                _ => self.parts.push_back(Part::Lost(end - self.known)),
            }
            self.known = end;
        }
    }

    /// What was taken for silence there was not.
    fn late(&mut self, start: i64, end: i64) {
        if end > start {
            match self.late_losses.last_mut() {
                Some((_, last)) if *last == start => *last = end,
                _ => self.late_losses.push((start, end)),
            }
        }
    }

    /// Audio at `place`, as far as nothing is there.
    pub(crate) fn add(&mut self, mut audio: Vec<i16>, place: i64) {
        let end = place + audio.len() as i64;
        if end <= self.sent {
            return;
        }
        let from = place.max(self.sent);
        if self.known > from {
            // It came too late to be heard.
            let until = self.known.min(end);
            self.lost += until - from;
            self.late(from, until);
        }
        if end > self.known {
            audio.drain(..(self.known - place).clamp(0, audio.len() as i64) as usize);
            self.parts.push_back(Part::Samples(audio));
            self.known = end;
        }
        self.sent = end;
    }

    /// The next part, of `most` frames at most.
    fn pull(&mut self, most: i64) -> Option<Part> {
        let part = self.parts.front_mut()?;
        if part.frames() <= most {
            return self.parts.pop_front();
        }
        Some(match part {
            Part::Samples(samples) => {
                let rest = samples.split_off(most as usize);
                Part::Samples(std::mem::replace(samples, rest))
            }
            Part::Silence(frames) => {
                *frames -= most;
                Part::Silence(most)
            }
            Part::Paused(frames) => {
                *frames -= most;
                Part::Paused(most)
            }
            Part::Lost(frames) => {
                *frames -= most;
                Part::Lost(most)
            }
        })
    }

    pub(crate) fn take_late_losses(&mut self) -> Vec<(i64, i64)> {
        std::mem::take(&mut self.late_losses)
    }
}

/// The next audio that both lanes have after `position`: the frames of both that are of one kind each.
pub(crate) fn step(agent: &mut Lane, customer: &mut Lane, position: i64) -> Option<Both> {
    let ready = agent.known.min(customer.known) - position;
    if ready <= 0 {
        return None;
    }
    let next = |lane: &Lane| lane.parts.front().map(Part::frames);
    let most = ready.min(STEP).min(next(agent)?).min(next(customer)?);
    let (agent, customer) = (agent.pull(most)?, customer.pull(most)?);
    let lost = PerParty { agent: matches!(agent, Part::Lost(_)), customer: matches!(customer, Part::Lost(_)) };
    Some((PerParty { agent: agent.samples(position, 0), customer: customer.samples(position, u32::MAX / 3) }, lost))
}
