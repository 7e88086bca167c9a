//! Whether turns and the mix that they were given with are of the same call.

use crate::finding::Health;
use crate::names::HealthCode;
use crate::time::{Span, Time};

/// Talk this far from any turn still belongs to it: turns are rounded and shifted.
const SLACK: Time = Time::from_millis(500);
/// Less of what disagrees is no finding: so much time, and this share of all talk or of all turns.
const LEAST: Time = Time::from_millis(5000);
const LEAST_SHARE: f64 = 0.1;
/// What lies no further apart is one finding.
const NEAR: Time = Time::from_millis(10_000);
/// A turn is unheard if no more than this share of it is talk.
const HEARD: f64 = 0.05;
/// The audio runs on if talk is heard for so long after the last turn, the last of it this much later.
const ON: Time = Time::from_millis(10_000);

/// Spans in order as few that do not overlap, each longer on both sides.
fn joined(spans: impl Iterator<Item = Span>, by: Time) -> Vec<Span> {
    let mut spans: Vec<Span> = spans.map(|span| Span::new(span.start - by, span.end + by)).collect();
    spans.sort_unstable();
    let mut all: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match all.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => all.push(span),
        }
    }
    all
}

/// What of `spans` lies in none of `others`; both in order, and none overlaps the next.
fn outside(spans: &[Span], others: &[Span]) -> Vec<Span> {
    let mut left = Vec::new();
    for span in spans {
        let mut from = span.start;
        let first = others.partition_point(|other| other.end <= span.start);
        for other in others[first..].iter().take_while(|other| other.start < span.end) {
            if other.start > from {
                left.push(Span::new(from, other.start));
            }
            from = from.max(other.end);
        }
        if from < span.end {
            left.push(Span::new(from, span.end));
        }
    }
    left
}

fn length(spans: &[Span]) -> Time {
    spans.iter().map(|span| span.length()).sum()
}

/// Findings of a code where `amiss` is a good part of `all`: one for each stretch, with the share of the whole as value.
fn stretches(code: HealthCode, amiss: &[Span], all: Time) -> Vec<Health> {
    let share = length(amiss).seconds() / all.seconds().max(f64::MIN_POSITIVE);
    if length(amiss) < LEAST || share < LEAST_SHARE {
        return Vec::new();
    }
    let mut found: Vec<Span> = Vec::new();
    for span in amiss {
        match found.last_mut() {
            Some(last) if span.start - last.end <= NEAR => last.end = span.end,
            _ => found.push(*span),
        }
    }
    found.into_iter().map(|span| Health::new(code, span, Some(share.min(1.0)))).collect()
}

/// Where the mix disagrees with the turns of both parties: `talk` is what is heard of anybody, in order.
pub(super) fn of_mix<'a>(talk: &[Span], turns: impl Iterator<Item = &'a Span> + Clone) -> Vec<Health> {
    let talk = joined(talk.iter().copied(), Time::ZERO);
    let apart = outside(&talk, &joined(turns.clone().copied(), SLACK));
    let mut found = stretches(HealthCode::TalkWithoutTurn, &apart, length(&talk));
    let last = turns.map(|turn| turn.end).max();
    if let (Some(last), Some(end)) = (last, talk.last().map(|span| span.end)) {
        let after = outside(&talk, &[Span::new(Time::ZERO - Time::MAX, last)]);
        if length(&after) >= LEAST && end - last >= ON {
            found.push(Health::new(HealthCode::BeyondTurns, Span::new(last, end), Some((end - last).seconds())));
        }
    }
    found
}

/// Where a party has turns and `heard`, its talk, is not in them. Both in order.
pub(super) fn of_party(turns: &[Span], heard: &[Span]) -> Vec<Health> {
    let wide = joined(heard.iter().copied(), Time::ZERO);
    let silent: Vec<Span> = turns
        .iter()
        .filter(|turn| {
            let talk = turn.length() - length(&outside(&[**turn], &wide));
            talk.seconds() <= HEARD * turn.length().seconds()
        })
        .copied()
        .collect();
    stretches(HealthCode::TurnWithoutTalk, &silent, length(turns))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: i64, end: i64) -> Span {
        Span::new(Time::from_millis(start), Time::from_millis(end))
    }

    fn reported(found: &[Health]) -> Vec<(HealthCode, i64, i64)> {
        let of = |health: &Health| (health.code.known().unwrap(), health.start.millis(), health.end.millis());
        found.iter().map(of).collect()
    }

    #[test]
    fn talk_that_no_turn_has_is_found_from_five_seconds_and_a_tenth_on() {
        let turns = [span(0, 40_000)];
        let with = |end: i64| reported(&of_mix(&[span(0, 40_000), span(60_000, end)], turns.iter()));
        assert_eq!(with(64_999), []);
        assert_eq!(with(65_000)[0], (HealthCode::TalkWithoutTurn, 60_000, 65_000));
        // Less than a tenth of all.
        let long = [span(0, 60_000)];
        assert_eq!(reported(&of_mix(&[span(0, 60_000), span(62_000, 68_000)], long.iter())), []);
        // Half a second beside a turn is the turn's.
        let short = [span(10_000, 12_000)];
        assert_eq!(reported(&of_mix(&[span(9500, 12_500)], short.iter())), []);
    }

    #[test]
    fn stretches_near_each_other_are_one_and_have_the_share_of_the_whole() {
        let talk = [span(0, 10_000), span(30_000, 36_000), span(46_000, 50_000), span(61_000, 65_000)];
        let turns = [span(0, 10_000)];
        let found = of_mix(&talk, turns.iter());
        let code = HealthCode::TalkWithoutTurn;
        assert_eq!(reported(&found)[..2], [(code, 30_000, 50_000), (code, 61_000, 65_000)]);
        assert!((found[0].value.unwrap() - 14.0 / 24.0).abs() < 1e-9 && found[0].value == found[1].value);
    }

    #[test]
    fn talk_that_goes_on_ten_seconds_after_the_last_turn_is_beyond_it() {
        let turns = [span(0, 100_000)];
        let with = |end: i64| reported(&of_mix(&[span(0, 100_000), span(104_000, end)], turns.iter()));
        assert_eq!(with(109_999), []);
        assert_eq!(with(110_000), [(HealthCode::BeyondTurns, 100_000, 110_000)]);
    }

    #[test]
    fn turns_without_talk_are_found() {
        let turns = [span(0, 20_000), span(30_000, 35_000), span(40_000, 50_000)];
        let found = of_party(&turns, &[span(1000, 19_000), span(45_000, 45_600)]);
        assert_eq!(reported(&found), [(HealthCode::TurnWithoutTalk, 30_000, 35_000)]);
        assert!((found[0].value.unwrap() - 5.0 / 35.0).abs() < 1e-9);
        // Under 5 s of them it may be a cough or a breath.
        assert_eq!(of_party(&[span(0, 20_000), span(30_000, 34_999)], &[span(1000, 19_000)]), []);
        // A twentieth of a turn is still none.
        let of = |talk: i64| of_party(&[span(0, 10_000)], &[span(1000, 1000 + talk)]).len();
        assert_eq!((of(500), of(501)), (1, 0));
        assert!(of_party(&[], &[]).is_empty());
    }
}
