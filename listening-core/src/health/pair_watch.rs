//! What is found in the samples as they come, or takes both channels to be found.

use super::alike::Alike;
use super::duplicated::Duplicated;
use super::full_scale::FullScale;
use super::moment::SPEECH;
use super::prompt::prompt;
use super::sounds::Sounds;
use crate::activity::EarFrame;
use crate::finding::Health;
use crate::names::HealthCode;
use crate::party::PerParty;
use crate::roles::Clues;
use crate::talkspurt::Talkspurt;
use crate::time::Time;

/// Frames with talk after which the call has begun: music before is a ringing tone, or a queue.
const BEGUN: u32 = 50;

/// Watches the two channels together.
#[derive(Clone, Debug)]
pub(crate) struct PairWatch {
    duplicated: Duplicated,
    alike: Alike,
    /// By channel.
    full_scale: [FullScale; 2],
    /// Frames of music while nobody talks, by channel.
    music: [u32; 2],
    talk: u32,
}

impl PairWatch {
    /// For channels at `rate` samples a second.
    pub(crate) fn new(rate: u32) -> Self {
        Self {
            duplicated: Duplicated::new(rate),
            alike: Alike::default(),
            full_scale: [FullScale::new(rate), FullScale::new(rate)],
            music: [0; 2],
            talk: 0,
        }
    }

    /// The next samples of both channels, equally many.
    pub(crate) fn samples(&mut self, left: &[f32], right: &[f32]) {
        self.duplicated.push(left, right);
        self.full_scale[0].push(left);
        self.full_scale[1].push(right);
    }

    /// The next frame of both channels, and whether each is the other party's leak.
    pub(crate) fn frame(&mut self, frames: &[EarFrame; 2], explained: [bool; 2]) {
        self.alike.push(frames);
        if frames.iter().any(|frame| frame.speech >= SPEECH) {
            self.talk = self.talk.saturating_add(1);
        } else if self.talk >= BEGUN {
            for channel in 0..2 {
                let frame = &frames[channel];
                let music = frame.detection().is_music() && !frame.signal && !explained[channel];
                self.music[channel] = self.music[channel].saturating_add(u32::from(music));
            }
        }
    }

    /// Whether both channels held the same at that moment, no more than a minute ago.
    pub(crate) fn doubled(&self, time: Time) -> bool {
        self.alike.at(time)
    }

    /// What may show that the parties are exchanged; `channel` says which is whose.
    pub(crate) fn clues(&self, channel: PerParty<u8>, talkspurts: &[Talkspurt], sounds: &Sounds) -> Clues {
        Clues {
            music: PerParty::from_fn(|party| Time::from_frame(u64::from(self.music[usize::from(channel[party])]))),
            dtmf: PerParty::from_fn(|party| sounds.keys.iter().filter(|key| key.party == party).count() as u32),
            prompt: PerParty::from_fn(|party| prompt(party, talkspurts, &sounds.keys).is_some()),
        }
    }

    /// What was found on each party's channel; `channel` says which that is, `roles` that they are likely exchanged.
    pub(crate) fn findings(
        &self,
        duration: Time,
        channel: PerParty<u8>,
        talkspurts: &[Talkspurt],
        sounds: &Sounds,
        roles: Option<Health>,
    ) -> PerParty<Vec<Health>> {
        // An exchange concerns both, as does a doubled channel.
        let mut both = self.duplicated.clone().findings();
        let nearly = self.alike.findings(duration);
        let known = both.clone();
        let new = |health: &Health| known.iter().all(|same| same.end <= health.start || same.start >= health.end);
        both.extend(nearly.into_iter().filter(new));
        both.extend(roles);
        PerParty::from_fn(|party| {
            let prompt =
                prompt(party, talkspurts, &sounds.keys).map(|span| Health::new(HealthCode::Prompt, span, None));
            let full_scale = self.full_scale[usize::from(channel[party])].findings(duration);
            both.iter().cloned().chain(prompt).chain(full_scale).chain(sounds.findings(party)).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::prompt::Key;
    use super::*;
    use crate::party::Party;
    use crate::roles;
    use crate::time::Span;

    #[test]
    fn what_is_found_stands_with_the_party_that_it_concerns() {
        let mut watch = PairWatch::new(8000);
        let silent = EarFrame::default();
        let talk = EarFrame { speech: 0.9, ..silent };
        let music = EarFrame { tone: 0.9, ..silent };
        // Ringing before anyone talks; then music on channel 1 alone, some of it a leak into channel 0.
        (0..1000).for_each(|_| watch.frame(&[music, silent], [false; 2]));
        (0..100).for_each(|_| watch.frame(&[silent, talk], [false; 2]));
        (0..800).for_each(|_| watch.frame(&[silent, music], [false; 2]));
        (0..400).for_each(|_| watch.frame(&[music, music], [true, false]));
        let at = Time::from_millis;
        let talkspurts = [Talkspurt::new(Party::Customer, Span::new(at(10_000), at(11_000)))];
        let keys = [15_000, 16_000].map(|ms| Key { party: Party::Agent, at: at(ms) });
        let mut sounds = Sounds::default();
        sounds.keys.extend(keys);
        let codes = |agent: u8| {
            let channel = PerParty { agent, customer: 1 - agent };
            let clues = watch.clues(channel, &talkspurts, &sounds);
            let whole = Span::new(Time::ZERO, at(23_000));
            let roles = roles::finding(&clues, PerParty::default(), &talkspurts, whole);
            let found = watch.findings(at(23_000), channel, &talkspurts, &sounds, roles);
            [found.agent, found.customer].map(|all| all.iter().map(|health| health.code.clone()).collect::<Vec<_>>())
        };
        assert_eq!(codes(0), [vec![HealthCode::RolesSwapped], vec![HealthCode::RolesSwapped, HealthCode::Prompt]]);
        // With the music on the agent's channel there is one clue for, one against.
        assert_eq!(codes(1), [vec![], vec![HealthCode::Prompt]]);
    }
}
