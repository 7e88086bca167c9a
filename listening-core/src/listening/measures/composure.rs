//! Composure, as delivery: pace and level against the own norm.

use super::share;
use super::{Evidence, Rows};
use crate::delivery::Delivery;
use crate::floor::EventKind;
use crate::names::MeasureId;
use crate::stats::{quantile, ratio, ratio_of_ratios};
use crate::time::Time;

/// Talkspurts are taken together up to this length to have a pace: one syllable more or less then changes it by a
/// twentieth, not by a fifth.
const PACED: Time = Time::from_millis(4000);
/// Faster than one's own median by this factor is hurried.
const HURRIED: f64 = 1.15;
/// What is scored counts from nothing at the first to whole at the second.
const HURRY: (f64, f64) = (1.05, 1.25);

impl Rows<'_> {
    pub(super) fn composure(&mut self) {
        let deliveries = self.facts.deliveries[self.party];
        let syllables: Vec<(f64, f64)> =
            deliveries.iter().map(|delivery| (f64::from(delivery.syllables), delivery.heard().seconds())).collect();
        // A long talkspurt is heard in part; the rest is taken to go on alike.
        let said = |delivery: &Delivery| delivery.rate() * delivery.span.length().seconds();
        let all: f64 = deliveries.iter().map(said).sum();
        let paced: Vec<(f64, f64)> = self.turns[self.party]
            .iter()
            .map(|turn| {
                let from = deliveries.partition_point(|delivery| delivery.span.start < turn.start);
                let inside = deliveries[from..].iter().take_while(|delivery| delivery.span.end <= turn.end);
                (inside.map(said).sum(), turn.length().seconds())
            })
            .collect();
        let pauses = self.events(self.party, &[EventKind::Pause]);
        let pauses: Vec<f64> = pauses.iter().map(|pause| pause.span.length().seconds()).collect();
        let rates = paces(deliveries);
        let own_rate = quantile(&rates, 0.5).map_or(f64::INFINITY, |median| median.value);
        let hurried = rates.iter().filter(|rate| **rate > own_rate * HURRIED).count();
        // Where the line changes the level, it says nothing of the voice.
        let steady = !self.facts.unsteady_gain[self.party];
        let levels = deliveries.iter().filter(|_| steady).map(|delivery| f64::from(delivery.level_dbov));
        let levels: Vec<f64> = levels.collect();
        let own_level = quantile(&levels, 0.5).map_or(0.0, |median| median.value);
        let swings: Vec<f64> = levels.iter().map(|level| (level - own_level).abs()).collect();

        let heard = !deliveries.is_empty();
        self.fact(MeasureId::Syllables, heard.then_some(all.round()), deliveries.len(), Vec::new());
        self.estimate(MeasureId::ArticulationRate, ratio(&syllables), syllables.len(), Vec::new());
        let speech_rate = ratio(&paced).filter(|_| heard);
        self.estimate(MeasureId::SpeechRate, speech_rate, paced.len(), Vec::new());
        self.estimate(MeasureId::PauseLengthP50, quantile(&pauses, 0.5), pauses.len(), Vec::new());
        self.estimate(MeasureId::HurryIndex, share(hurried, rates.len()), rates.len(), Vec::new());
        if let Some(sum) = hurry(deliveries).filter(|_| !rates.is_empty()) {
            let n = rates.len() as f64;
            self.saw(MeasureId::HurryIndex, Evidence::Share { sum: sum * n, variance: 0.0, n });
        }
        self.estimate(MeasureId::DeliveryStability, quantile(&swings, 0.5), swings.len(), Vec::new());
        let others: Vec<(f64, f64)> = self.facts.deliveries[self.party.other()]
            .iter()
            .map(|delivery| (f64::from(delivery.syllables), delivery.heard().seconds()))
            .collect();
        let against = ratio_of_ratios(&syllables, &others);
        self.estimate(MeasureId::RateRatio, against, syllables.len().min(others.len()), Vec::new());
    }
}

/// Syllables per second over stretches of own speech, talkspurt after talkspurt; what is left at the end is none.
fn paces(deliveries: &[Delivery]) -> Vec<f64> {
    let mut paces = Vec::new();
    let (mut syllables, mut heard) = (0, Time::ZERO);
    for delivery in deliveries {
        syllables += delivery.syllables;
        heard = heard + delivery.heard();
        if heard >= PACED {
            paces.push(f64::from(syllables) / heard.seconds());
            (syllables, heard) = (0, Time::ZERO);
        }
    }
    paces
}

/// Share of the speech that is hurried, over stretches that begin with each talkspurt: where the first of them begins, or a little
/// more or less of pace, then makes little difference. `None` without one stretch.
fn hurry(deliveries: &[Delivery]) -> Option<f64> {
    let (mut syllables, mut heard, mut next) = (0, Time::ZERO, 0);
    let mut stretches: Vec<(f64, f64)> = Vec::new();
    for first in deliveries {
        while heard < PACED && next < deliveries.len() {
            syllables += deliveries[next].syllables;
            heard = heard + deliveries[next].heard();
            next += 1;
        }
        if heard < PACED {
            break;
        }
        stretches.push((f64::from(syllables) / heard.seconds(), first.heard().seconds()));
        syllables -= first.syllables;
        heard = heard - first.heard();
    }
    let rates: Vec<f64> = stretches.iter().map(|(rate, _)| *rate).collect();
    let own = quantile(&rates, 0.5)?.value;
    let all: f64 = stretches.iter().map(|(_, weight)| weight).sum();
    let over = |rate: f64| ((rate / own - HURRY.0) / (HURRY.1 - HURRY.0)).clamp(0.0, 1.0);
    (all > 0.0 && own > 0.0).then(|| stretches.iter().map(|(rate, weight)| weight * over(*rate)).sum::<f64>() / all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Span;

    /// Talkspurts of a second and a half, each with this many syllables.
    fn said(syllables: &[u32]) -> Vec<Delivery> {
        let spurts = syllables.iter().enumerate().map(|(k, &syllables)| Delivery {
            span: Span::new(Time::from_millis(2000 * k as i64), Time::from_millis(2000 * k as i64 + 1500)),
            pitch_hz: None,
            pitch_spread: None,
            level_dbov: -26.0,
            syllables,
            heard_frames: 150,
            end_db: None,
            lengthening_percent: None,
            contour: None,
            terminal: None,
            low_pitch_ago: u16::MAX,
            abrupt: false,
        });
        spurts.collect()
    }

    #[test]
    fn an_even_pace_is_no_hurry_and_a_faster_part_is_as_much_as_it_lasts() {
        assert_eq!(hurry(&said(&[6; 30])), Some(0.0));
        assert_eq!(hurry(&said(&[6; 2])), None);
        // Stretches of 4.5 s: of the 28 that there are, 8 lie in the nine fast talkspurts at the end but for one of two slow ones.
        let mixed: Vec<u32> = (0..30).map(|k| if k < 21 { 6 } else { 9 }).collect();
        let share = hurry(&said(&mixed)).unwrap();
        assert!((share - 8.7 / 28.0).abs() < 0.02, "{share}");
    }

    #[test]
    fn where_the_stretches_begin_makes_less_of_a_difference_than_to_the_share_of_them() {
        let counted = |deliveries: &[Delivery]| {
            let rates = paces(deliveries);
            let own = quantile(&rates, 0.5).unwrap().value;
            rates.iter().filter(|rate| **rate > own * HURRIED).count() as f64 / rates.len() as f64
        };
        let mut random = crate::stats::Random::new(5);
        let (mut scored, mut listed) = (0.0, 0.0);
        for _ in 0..40 {
            let all = said(&(0..40).map(|_| 4 + random.below(5) as u32).collect::<Vec<_>>());
            scored += (hurry(&all).unwrap() - hurry(&all[1..]).unwrap()).abs();
            listed += (counted(&all) - counted(&all[1..])).abs();
        }
        assert!(scored < 0.5 * listed, "{scored} and {listed}");
    }
}
