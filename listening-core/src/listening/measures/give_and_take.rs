//! Give and take: a conversation, not an interview.

use super::super::readings::{Reading, Spread};
use super::{Evidence, Rows, WINDOW_S, ids};
use super::{rate, share};
use crate::delivery::Contour;
use crate::floor::{Event, EventKind, Turn};
use crate::names::MeasureId;
use crate::party::Party;
use crate::stats::ratio;
use crate::time::{Span, Time};

/// So many of the longest turns are named as the reason for a share of talk.
const LONGEST_NAMED: usize = 3;
/// The length of the windows for the balance of talk, in seconds.
const BALANCE_S: f64 = 150.0;
/// An own turn no longer than this that is followed by one of the other's at least so long has drawn it out: judgements.
const PROMPT: Time = Time::from_millis(10_000);
const TOLD: Time = Time::from_millis(5000);
/// An answer no longer than this, after which the next own turn begins within that, is one of an interview: judgements.
const ANSWER: Time = Time::from_millis(3000);
const AT_ONCE: Time = Time::from_millis(1000);
/// A silence of this length is there to be broken.
const LULL: Time = Time::from_millis(1000);

/// From the mean of Gumbel's distribution down to its 5 % quantile and up to that of 95 %, in scales.
const GUMBEL: (f64, f64) = (1.674, 2.393);

impl Rows<'_> {
    pub(super) fn give_and_take(&mut self) {
        let (own, other) = (self.party, self.party.other());
        let windows = self.windows(WINDOW_S);
        let (said, heard) = (self.talk(own, &windows), self.talk(other, &windows));
        let both: Vec<(f64, f64)> = said.iter().zip(&heard).map(|(said, heard)| (*said, said + heard)).collect();
        let listening: Vec<(f64, f64)> = windows
            .iter()
            .zip(&heard)
            .map(|(window, heard)| {
                let length = window.length() - self.facts.left_out.inside(*window);
                (heard - self.together(*window), length.seconds())
            })
            .collect();
        let turns = &self.turns[own];
        let longest = turns.iter().map(|turn| turn.length().seconds()).reduce(f64::max);
        let minutes = self.facts.minutes();
        let paced: Vec<Contour> = self.facts.deliveries[own]
            .iter()
            .filter(|delivery| turns.binary_search_by_key(&delivery.span.end, |turn| turn.end).is_ok())
            .filter_map(|delivery| delivery.contour)
            .collect();
        let rises = paced.iter().filter(|contour| **contour == Contour::Rise).count();

        // What made the share and the monologue: the longest turns.
        let mut by_length = turns.clone();
        by_length.sort_by_key(|turn| (std::cmp::Reverse(turn.length()), turn.start));
        let most = self.entries(by_length.iter().take(LONGEST_NAMED));
        let first = self.entries(by_length.iter().take(1));

        self.estimate(MeasureId::TalkShare, ratio(&both), windows.len(), most);
        self.estimate(MeasureId::ListeningShare, ratio(&listening), windows.len(), Vec::new());
        self.fact(MeasureId::LongestMonologueS, longest, turns.len(), first);
        self.longest_of_readings();
        self.estimate(MeasureId::TurnsPerMin, rate(turns.len(), minutes), turns.len(), Vec::new());
        self.estimate(MeasureId::RisingTerminalShare, share(rises, paced.len()), paced.len(), Vec::new());
        self.conversation();
    }

    /// The longest own turn over the readings. Of turns of exponential length the longest follows Gumbel's distribution (1958),
    /// whose scale is their mean.
    fn longest_of_readings(&mut self) {
        let own = |reading: &Reading| -> Vec<f64> {
            let own = reading.turns.iter().filter(|turn| turn.party == self.party);
            own.map(|turn| turn.span.length().seconds()).collect()
        };
        let lengths: Vec<Vec<f64>> = self.readings.iter().map(own).collect();
        let mean = |of: &Vec<f64>| (!of.is_empty()).then(|| of.iter().sum::<f64>() / of.len() as f64);
        let longest = Spread::of(lengths.iter().map(|of| of.iter().copied().reduce(f64::max)));
        if let Some((longest, scale)) = longest.zip(Spread::of(lengths.iter().map(mean))) {
            let (value, n) = (longest.mean, self.turns[self.party].len() as f64);
            let interval = Some((value - GUMBEL.0 * scale.mean, value + GUMBEL.1 * scale.mean));
            let variance = longest.variance;
            self.saw(MeasureId::LongestMonologueS, Evidence::Mean { value, interval, variance, n });
        }
    }

    /// A conversation, not an interview.
    fn conversation(&mut self) {
        let (own, other) = (self.party, self.party.other());
        let windows = self.windows(BALANCE_S);
        let balance: Vec<(f64, f64)> = self
            .talk(own, &windows)
            .into_iter()
            .zip(self.talk(other, &windows))
            .map(|(own, other)| (own + other - (own - other).abs(), own + other))
            .collect();
        self.estimate(MeasureId::TalkBalance, ratio(&balance), windows.len(), Vec::new());

        let minutes = self.facts.minutes();
        let replies: Vec<_> = self.facts.replies().collect();
        let drawn = |(before, reply): &&(Turn, Turn)| {
            before.party == own && before.span.length() <= PROMPT && reply.span.length() >= TOLD
        };
        let elicited: Vec<Span> = replies.iter().filter(drawn).map(|(_, reply)| reply.span).collect();
        let elicitation = rate(elicited.len(), minutes);
        self.estimate(MeasureId::ElicitationRate, elicitation, elicited.len(), Vec::new());

        let middles = || replies.windows(2).filter(|pair| pair[0].1.party == other);
        let quick = |pair: &&[(Turn, Turn)]| {
            let (answer, next) = (pair[0].1.span, pair[1].1.span);
            answer.length() <= ANSWER && next.start - answer.end <= AT_ONCE
        };
        let (hits, n) = (middles().filter(quick).count(), middles().count());
        self.estimate(MeasureId::InterviewIndex, share(hits, n), n, Vec::new());

        let silences: Vec<Event> = Party::BOTH
            .into_iter()
            .flat_map(|party| self.events(party, &[EventKind::Gap, EventKind::Pause, EventKind::DeadAir]))
            .filter(|silence| silence.span.length() >= LULL)
            .collect();
        let broken: Vec<&Event> = silences
            .iter()
            .filter(|silence| self.spurts[own].binary_search_by_key(&silence.span.end, |spurt| spurt.start).is_ok())
            .collect();
        let breaks = share(broken.len(), silences.len());
        self.estimate(MeasureId::SilenceBreakerShare, breaks, silences.len(), ids(broken));
    }
}
