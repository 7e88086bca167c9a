//! How long a call went on, and each party talked in it, outside what was marked.

use listening_core::{Party, Report, Span, Time, number};

/// What rates are taken over, in minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Exposure {
    /// Length.
    pub(super) minutes: f64,
    /// The agent's speech and the customer's.
    pub(super) speech: [f64; 2],
}

impl Exposure {
    /// Of the whole call.
    pub(super) fn of(report: &Report) -> Self {
        if !report.marks.is_empty() {
            return Self::within(report, Span::new(report.since(), report.duration));
        }
        let speech = |party| number::seconds(report.parties[party].speech_seconds) / 60.0;
        Self {
            minutes: (number::seconds(report.duration) - number::seconds(report.since())).max(0.0) / 60.0,
            speech: Party::BOTH.map(speech),
        }
    }

    /// Of a part of it.
    pub(super) fn within(report: &Report, part: Span) -> Self {
        let outside = unmarked(report, part);
        let minutes = |whole: Span| outside.iter().map(|piece| common(whole, *piece)).sum::<f64>() / 60.0;
        let talk = |party| {
            let own = report.talkspurts.iter().filter(|spurt| spurt.party == party);
            own.map(|spurt| minutes(spurt.span)).sum()
        };
        Self { minutes: minutes(part), speech: Party::BOTH.map(talk) }
    }
}

/// What of `part` no mark covers, in order.
fn unmarked(report: &Report, part: Span) -> Vec<Span> {
    let mut marks: Vec<Span> = report.marks.iter().map(|mark| mark.span).collect();
    marks.sort_by_key(|span| span.start);
    let mut pieces = Vec::new();
    let mut from = part.start;
    for mark in marks {
        if mark.start.min(part.end) > from {
            pieces.push(Span::new(from, mark.start.min(part.end)));
        }
        from = from.max(mark.end);
    }
    if part.end > from {
        pieces.push(Span::new(from, part.end));
    }
    pieces
}

/// Seconds that two spans have in common.
fn common(a: Span, b: Span) -> f64 {
    (a.end.min(b.end) - a.start.max(b.start)).max(Time::ZERO).seconds()
}

#[cfg(test)]
mod tests {
    use listening_core::{Floor, MarkKind};

    use super::*;

    #[test]
    fn marks_leave_the_exposure() {
        let mut floor = Floor::new();
        floor.push(Party::Agent, 0.0, 30.0).unwrap();
        floor.push(Party::Customer, 60.0, 120.0).unwrap();
        floor.push_mark(MarkKind::Hold, 20.0, Some(50.0), None, None).unwrap();
        floor.push_mark(MarkKind::Pause, 40.0, Some(66.0), None, None).unwrap();
        let report = floor.finish(Some(180.0)).unwrap();
        let close = |found: Exposure, minutes: f64, agent: f64, customer: f64| {
            let off = |a: f64, b: f64| (a - b).abs() < 1e-9;
            assert!(off(found.minutes, minutes), "{found:?}");
            assert!(off(found.speech[0], agent) && off(found.speech[1], customer), "{found:?}");
        };
        // 46 s of three minutes are marked: 10 s of the agent's talk and 6 s of the customer's.
        close(Exposure::of(&report), 134.0 / 60.0, 20.0 / 60.0, 54.0 / 60.0);
        let part = Span::new(Time::from_millis(10_000), Time::from_millis(70_000));
        close(Exposure::within(&report, part), 14.0 / 60.0, 10.0 / 60.0, 4.0 / 60.0);
        let marked = Span::new(Time::from_millis(20_000), Time::from_millis(66_000));
        close(Exposure::within(&report, marked), 0.0, 0.0, 0.0);
    }

    #[test]
    fn without_marks_it_is_what_the_report_says() {
        let mut floor = Floor::new();
        floor.push(Party::Agent, 0.0, 30.0).unwrap();
        let report = floor.finish(Some(90.0)).unwrap();
        assert_eq!(Exposure::of(&report), Exposure { minutes: 1.5, speech: [0.5, 0.0] });
        let whole = Exposure::within(&report, Span::new(report.since(), report.duration));
        assert_eq!(whole, Exposure::of(&report));
    }
}
