//! Both channels of a call, and all that takes both of them.

use super::decided::Decisions;
use super::event_log::{Closed, Doubt, EventLog};
use super::leaks::Leaks;
use super::parts::Parts;
use crate::activity::EchoGuard;
use crate::assemble::AudioFacts;
use crate::channel::ChannelPipeline;
use crate::config::Config;
use crate::error::Result;
use crate::floor::{Event, EventKind, FloorInput, Outcome, WINDOW};
use crate::frames::Track;
use crate::health::{PairWatch, Sounds};
use crate::names::TalkBasis;
use crate::party::{Party, PerParty};
use crate::roles;
use crate::time::{Span, Time};

/// This long after all that an event rests on was heard, it is final: 2.3 s, this, and what hearing takes are under 3 s.
const PATIENCE: Time = Time::from_millis(500);

/// An onset so shortly before the end of a second is a part of the next: what is doubled is known second by second.
const SECOND_BEGINS: Time = Time::from_millis(200);

/// How often to look for what can be forgotten.
const TIDYING: Time = Time::from_millis(10_000);

/// The two channels in step.
#[derive(Clone, Debug)]
pub(super) struct ChannelPair {
    /// By channel, not by party.
    channels: [ChannelPipeline; 2],
    /// The agent's channel and the customer's: the order in which the floor hears them.
    order: [usize; 2],
    leaks: Leaks,
    /// They are parts of one mix, which is watched as a whole.
    parts: Option<Parts>,
    watch: PairWatch,
    /// Live decisions, where they are asked for.
    decisions: Option<Decisions>,
    history: Option<Time>,
    /// When to look next for what can be forgotten.
    next_tidying: Time,
}

impl ChannelPair {
    pub(super) fn new(config: &Config) -> Result<Self> {
        let channel = |channel: u8| {
            let party = if channel == config.agent_channel { Party::Agent } else { Party::Customer };
            ChannelPipeline::new(party, config.sample_rate)
        };
        let first = usize::from(config.agent_channel);
        Ok(Self {
            channels: [channel(0)?, channel(1)?],
            order: [first, 1 - first],
            leaks: Leaks::default(),
            parts: None,
            watch: PairWatch::new(config.sample_rate),
            decisions: config.decisions.map(|point| Decisions::new(point, config.sample_rate)),
            history: config.history,
            next_tidying: TIDYING,
        })
    }

    /// Two channels that are parts of one mix, each with what may be its party's: what is on both is no leak, and what is on the
    /// line besides talk was found in the mix.
    pub(super) fn of_one_mix(config: &Config, parts: Parts) -> Result<Self> {
        Ok(Self { leaks: Leaks::none(), parts: Some(parts), ..Self::new(config)? })
    }

    /// The channels, by number.
    pub(super) fn channels(&mut self) -> &mut [ChannelPipeline; 2] {
        &mut self.channels
    }

    /// The channel of `party`.
    pub(super) fn of(&mut self, party: Party) -> &mut ChannelPipeline {
        &mut self.channels[self.order[party as usize]]
    }

    /// Takes a piece of audio, decoded, of which `read` gives a channel's samples. `clock` gives the moment after as many
    /// samples of the piece.
    pub(super) fn push<I: Iterator<Item = f32>>(
        &mut self,
        read: impl Fn(usize) -> I,
        clock: impl Fn(usize) -> Time,
        log: &mut EventLog,
    ) {
        for (number, channel) in self.channels.iter_mut().enumerate() {
            let lost = channel.push(read(number));
            if lost > 0 {
                let span = Span::new(clock(0), clock(lost));
                channel.lose(span);
                log.push(FloorInput::Lost(channel.party(), span));
            }
        }
        let [left, right] = &self.channels;
        if self.parts.is_none() {
            self.watch.samples(left.decoded(), right.decoded());
        }
    }

    /// Hears what has been pushed; with `last`, also what the channels still hold.
    pub(super) fn hear(&mut self, last: bool, log: &mut EventLog) {
        ChannelPipeline::hear_both(&mut self.channels, last);
        let frames = self.channels[0].waiting().len().min(self.channels[1].waiting().len());
        for k in 0..frames {
            self.step(k, log);
        }
        self.channels.iter_mut().for_each(|channel| channel.discard(frames));
    }

    /// The probability of a live decision now.
    pub(super) fn probability(&self, kind: EventKind, party: Party) -> Option<f32> {
        self.decisions.as_ref()?.probability(kind, party)
    }

    /// The call is over: what was left to decide is decided by that.
    pub(super) fn stop_deciding(&mut self) {
        self.decisions = None;
    }

    /// Both channels' waiting frame `k`, agent first.
    fn step(&mut self, k: usize, log: &mut EventLog) {
        let frames = self.channels.each_ref().map(|channel| channel.waiting()[k]);
        let excess = self.leaks.excess_db(&frames);
        if self.parts.is_none() {
            self.watch.frame(&frames, excess.map(EchoGuard::explains));
        }
        let mut talk = [None; 2];
        for (channel, talks) in self.order.into_iter().zip(&mut talk) {
            let noise = self.leaks.noise_dbov(channel);
            let emit = emit(&mut self.parts, log);
            *talks = self.channels[channel].step(&frames[channel], excess[channel], noise, emit);
            self.emit_tones(channel, false, log);
        }
        if let (Some(decisions), [Some(agent), Some(customer)]) = (&mut self.decisions, talk) {
            decisions.push(PerParty { agent, customer }, |event| log.decided(event));
        }
        self.hurry(log);
        let known = self.known();
        log.settle(known, |event| self.doubt(event));
        self.tidy(log);
    }

    /// Everything before this moment is final on both channels.
    pub(super) fn known(&self) -> Time {
        self.channels[0].known().min(self.channels[1].known())
    }

    /// What makes it doubtful that an event was its party's.
    fn doubt(&self, event: &Event) -> Doubt {
        let channel = self.order[event.by as usize];
        let onset = event.span.start;
        if self.watch.doubled(onset) || self.watch.doubled(onset + SECOND_BEGINS) {
            Doubt::Doubled
        } else if self.leaks.copied(channel, event.span)
            || ((event.in_overlap || self.leaks.is_late(channel)) && self.leaks.suspects(channel, event.span))
        {
            Doubt::Leak
        } else {
            Doubt::None
        }
    }

    /// Lets no event wait for longer than [`PATIENCE`] for what may still turn out to be music.
    fn hurry(&mut self, log: &mut EventLog) {
        let heard = self.channels[0].position().min(self.channels[1].position()) - PATIENCE;
        log.give_up(heard - WINDOW);
        let Some(due) = log.waits_for() else { return };
        if heard >= due {
            for channel in self.order {
                self.channels[channel].settle_until(due, emit(&mut self.parts, log));
            }
        }
    }

    /// Emits the signalling tones that have been named on a channel, except those that the other party's leak brought.
    fn emit_tones(&mut self, channel: usize, last: bool, log: &mut EventLog) {
        while let Some(tone) = self.channels[channel].tone(last) {
            if self.parts.is_none() {
                log.tone(self.channels[channel].party(), tone, || self.leaks.suspects(channel, tone.span));
            }
        }
    }

    /// Drops what is older than the history that is asked for.
    fn tidy(&mut self, log: &mut EventLog) {
        let Some(history) = self.history else { return };
        let now = self.channels[0].position();
        if now >= self.next_tidying {
            self.next_tidying = now + TIDYING;
            log.forget(now - history);
            self.channels.iter_mut().for_each(|channel| channel.forget(now - history));
        }
    }

    /// Ends the call and its log: what is left of the log, what the audio showed besides, and the frames that were kept.
    /// What ended before `since` is not in them.
    #[inline]
    pub(super) fn finish(
        mut self,
        since: Time,
        duration: Time,
        mut log: EventLog,
    ) -> (Closed, AudioFacts, PerParty<Track>) {
        self.hear(true, &mut log);
        for channel in self.order {
            let noise = self.leaks.noise_dbov(channel);
            self.channels[channel].finish(duration, noise, emit(&mut self.parts, &mut log));
            self.emit_tones(channel, true, &mut log);
        }
        let closed = log.close(since, |event| self.doubt(event));
        let sounds = Sounds::of(closed.tones(), &closed.outcome.music);
        let numbers = PerParty::from_fn(|party| self.order[party as usize] as u8);
        let Outcome { talkspurts, openers, .. } = &closed.outcome;
        let clues = self.watch.clues(numbers, talkspurts, &sounds);
        let roles = roles::finding(&clues, *openers, talkspurts, Span::new(Time::ZERO, duration));
        let mut shared = self.watch.findings(duration, numbers, talkspurts, &sounds, roles);
        let mut facts = AudioFacts { basis: TalkBasis::Channels, ..AudioFacts::default() };
        let mut tracks = PerParty::<Track>::default();
        for (number, mut channel) in self.channels.into_iter().enumerate() {
            let party = channel.party();
            channel.forget(since);
            let shared = std::mem::take(&mut shared[party]);
            facts.levels[party] = channel.levels(duration, shared, &self.leaks.found(number));
            (tracks[party], facts.deliveries[party]) = channel.into_parts();
        }
        (closed, facts, tracks)
    }
}

/// Hands on what a channel emits; of one that is a part of a mix what is its own.
fn emit<'a>(parts: &'a mut Option<Parts>, log: &'a mut EventLog) -> impl FnMut(FloorInput) + 'a {
    move |input| {
        let own = parts.as_mut().map_or(Some(input), |parts| parts.own(input));
        own.into_iter().for_each(|input| log.push(input));
    }
}
