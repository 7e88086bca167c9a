//! A party's voice through the call, talkspurt by talkspurt and turn by turn, against its own norm.
//!
//! The norm of a feature is its median over the party's talkspurts of the call, and its spread the median absolute
//! difference of neighbouring talkspurts, brought to a standard deviation: a voice that changes in the middle of the
//! call moves the one by no more than half of the change and the other hardly at all, where the distances from the
//! median, or a norm that follows the voice, would take the change for the custom.

use super::facts::Facts;
use crate::delivery::Delivery;
use crate::party::Party;
use crate::stats::{Z, noise_sd, quantile};
use crate::time::{Span, Time};

/// Talkspurts from here on have a voice; from the second on, a pace too.
const VOICED: Time = Time::from_millis(200);
const PACED: Time = Time::from_millis(800);
/// Fewest talkspurts that make a norm.
const LEAST: usize = 5;
/// Further from the norm than this is an error of the pitch, or a shout; it counts as this.
const FARTHEST: f64 = 4.0;

/// What is heard of a voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feature {
    /// Median pitch, semitones.
    Pitch,
    /// Level, dB.
    Level,
    /// From the 10th to the 90th percentile of the pitch, semitones.
    Spread,
    /// Syllables per second.
    Rate,
    /// Silence inside turns, seconds.
    Pause,
}

impl Feature {
    /// A talkspurt's own, in the order of [`Feature`] up to `Rate`.
    const OF_TALKSPURT: [Self; 4] = [Self::Pitch, Self::Level, Self::Spread, Self::Rate];

    /// A speaker's spread is not taken to be less than this: what the measuring alone brings.
    const fn least_spread(self) -> f64 {
        match self {
            Self::Level | Self::Spread => 1.0,
            Self::Pitch | Self::Rate => 0.5,
            Self::Pause => 0.1,
        }
    }

    /// Its weight in the activation. A judgement: on acted emotion pitch alone carries nearly all information, level next, and a plain
    /// average with spread and rate carries less than pitch alone.
    const fn weight(self) -> f64 {
        match self {
            Self::Pitch => 0.6,
            Self::Level => 0.2,
            Self::Spread | Self::Rate => 0.1,
            Self::Pause => 0.0,
        }
    }

    /// Of a talkspurt, in its own unit; a `level` that the line's gain makes void is none.
    fn of(self, delivery: &Delivery, level: bool) -> Option<f64> {
        let length = delivery.span.length();
        match self {
            _ if length < VOICED => None,
            Self::Pitch => delivery.pitch_hz.map(|hz| 12.0 * libm::log2(f64::from(hz))),
            Self::Level => level.then(|| f64::from(delivery.level_dbov)),
            Self::Spread => delivery.pitch_spread.map(f64::from),
            Self::Rate => (length >= PACED && delivery.syllables > 0).then(|| delivery.rate()),
            Self::Pause => None,
        }
    }
}

/// A turn's voice. Every number but `n` is in the party's own spreads above its own norm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TurnVoice {
    /// The turn.
    pub span: Span,
    /// Talkspurts that it rests on.
    pub n: usize,
    /// Pitch median, 0.6; level, 0.2; pitch spread, 0.1; rate, 0.1; of those that there are, weighed by length.
    pub activation: f64,
    /// Lower end of its 90 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Median pitch.
    pub pitch: Option<f64>,
    /// Level; `None` where automatic gain or a gain step is suspected.
    pub level: Option<f64>,
    /// Spread of the pitch.
    pub spread: Option<f64>,
    /// Syllables per second.
    pub rate: Option<f64>,
    /// Mean silence inside the turn.
    pub pause: Option<f64>,
}

impl TurnVoice {
    pub(super) const fn get(&self, feature: Feature) -> Option<f64> {
        match feature {
            Feature::Pitch => self.pitch,
            Feature::Level => self.level,
            Feature::Spread => self.spread,
            Feature::Rate => self.rate,
            Feature::Pause => self.pause,
        }
    }

    /// The middle of the turn, in minutes.
    pub(super) fn minutes(&self) -> f64 {
        f64::midpoint(self.span.start.seconds(), self.span.end.seconds()) / 60.0
    }
}

/// `values` against their own norm; as they come, none where one is missing or there are too few.
fn normed(feature: Feature, values: &[Option<f64>]) -> Vec<Option<f64>> {
    let known: Vec<f64> = values.iter().copied().flatten().collect();
    let norm = quantile(&known, 0.5).filter(|_| known.len() >= LEAST).map(|median| median.value);
    let spread = noise_sd(&known).unwrap_or(0.0).max(feature.least_spread());
    let far = |value: f64| norm.map(|norm| ((value - norm) / spread).clamp(-FARTHEST, FARTHEST));
    values.iter().map(|value| value.and_then(far)).collect()
}

/// Mean of the values that there are, by weight.
fn mean(weighted: impl Iterator<Item = (Option<f64>, f64)>) -> Option<f64> {
    let known = weighted.filter_map(|(value, weight)| value.map(|value| (value * weight, weight)));
    let (sum, weight) = known.fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
    (weight > 0.0).then(|| sum / weight)
}

/// The party's turns with a pitch, in order.
pub(super) fn turns(facts: &Facts<'_>, party: Party) -> Vec<TurnVoice> {
    let level = !facts.unsteady_gain[party];
    let deliveries = facts.deliveries[party];
    let [pitch, loud, spread, rate] = Feature::OF_TALKSPURT.map(|feature| {
        let values: Vec<_> = deliveries.iter().map(|delivery| feature.of(delivery, level)).collect();
        normed(feature, &values)
    });
    let of = |k: usize| {
        let parts = [
            (Feature::Pitch, pitch[k]),
            (Feature::Level, loud[k]),
            (Feature::Spread, spread[k]),
            (Feature::Rate, rate[k]),
        ];
        // Without pitch there is no activation: a breath, a click.
        pitch[k].and_then(|_| mean(parts.into_iter().map(|(feature, value)| (value, feature.weight()))))
    };
    let each: Vec<Option<f64>> = (0..deliveries.len()).map(of).collect();
    let known: Vec<f64> = each.iter().copied().flatten().collect();
    let noise = noise_sd(&known).unwrap_or(0.0);

    let all: Vec<Span> = facts.turns(party).collect();
    let inside = |turn: Span| {
        let held = move |k: &usize| deliveries[*k].span.overlap(turn) > Time::ZERO;
        (0..deliveries.len()).filter(held).collect::<Vec<_>>()
    };
    let pauses: Vec<Option<f64>> = all
        .iter()
        .map(|turn| {
            let spurts = inside(*turn);
            let silence = |pair: &[usize]| deliveries[pair[1]].span.start - deliveries[pair[0]].span.end;
            mean(spurts.windows(2).map(|pair| (Some(silence(pair).seconds()), 1.0)))
        })
        .collect();
    let pauses = normed(Feature::Pause, &pauses);
    let voice = |(turn, pause): (&Span, Option<f64>)| {
        let spurts = inside(*turn);
        let length = |k: usize| deliveries[k].span.length().seconds();
        let of = |values: &[Option<f64>]| mean(spurts.iter().map(|&k| (values[k], length(k))));
        let activation = of(&each)?;
        let lengths: Vec<f64> = spurts.iter().filter(|&&k| each[k].is_some()).map(|&k| length(k)).collect();
        let half = Z * noise * lengths.iter().map(|l| l * l).sum::<f64>().sqrt() / lengths.iter().sum::<f64>();
        Some(TurnVoice {
            span: *turn,
            n: lengths.len(),
            activation,
            low: activation - half,
            high: activation + half,
            pitch: of(&pitch),
            level: of(&loud),
            spread: of(&spread),
            rate: of(&rate),
            pause,
        })
    };
    all.iter().zip(pauses).filter_map(voice).collect()
}

/// Turns of both that follow each other at a change of the floor: (agent's, customer's) places in their lists, and the
/// minute at which the second begins.
pub(super) fn neighbours(facts: &Facts<'_>, agent: &[TurnVoice], customer: &[TurnVoice]) -> Vec<(usize, usize, f64)> {
    let find = |list: &[TurnVoice], span: Span| list.iter().position(|turn| turn.span == span);
    facts
        .replies()
        .filter_map(|(before, reply)| {
            let (own, other) = if reply.party == Party::Agent { (reply, before) } else { (before, reply) };
            Some((find(agent, own.span)?, find(customer, other.span)?, reply.span.start.seconds() / 60.0))
        })
        .collect()
}
