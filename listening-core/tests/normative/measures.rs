//! The table of measures: what each threshold in a definition counts in and leaves out.

use listening_core::MeasureId::{self as Id};
use listening_core::{EventKind, Report};

use crate::made::{Agent, Customer, Talk, calm, entry, measure, report, value};
use crate::norm::{Norm, flips, from, near, norm, under, up_to};
use crate::source::{self, constant};

fn n(talk: &[Talk], id: Id) -> usize {
    measure(&report(talk), Agent, id).n
}

fn of_agent(talk: &[Talk], id: Id) -> Option<f64> {
    value(&report(talk), Agent, id)
}

/// The customer talks on from 2.4 s, and is cut off by the agent after so many seconds of it.
fn cut_off_after(seconds: f64) -> Vec<Talk> {
    let at = 2.4 + seconds;
    vec![(Agent, 0.0, 2.0), (Customer, 2.4, at + 1.3), (Agent, at, at + 6.0), (Customer, at + 6.5, at + 9.0)]
}

/// The agent replies so long after the customer.
fn replies_after(wait: f64) -> Vec<Talk> {
    vec![(Customer, 0.0, 5.0), (Agent, 5.0 + wait, 10.0 + wait)]
}

/// A turn of the customer with a pause at 6 s, after so much of its speech; and feedback at `feedback`.
fn invites(speech: f64, feedback: Option<f64>) -> Report {
    let mut talk = vec![(Agent, 0.0, 2.0), (Customer, 6.0 - speech, 6.0), (Customer, 6.6, 12.0), (Agent, 12.5, 15.0)];
    talk.extend(feedback.map(|at| (Agent, at, at + 0.3)));
    let report = report(&talk);
    if let Some(at) = feedback {
        assert_eq!(entry(&report, Agent, at).expect("feedback").kind, EventKind::Backchannel, "at {at} s");
    }
    report
}

fn invitations(report: &Report) -> usize {
    measure(report, Agent, Id::BackchannelResponsiveness).n
}

/// Two places that invite, so far apart.
fn two_invitations(apart: f64) -> usize {
    let second = 6.0 + apart;
    let talk = [
        (Agent, 0.0, 1.0),
        (Customer, 2.4, 6.0),
        (Customer, second - 0.75, second),
        (Customer, second + 0.5, 15.0),
        (Agent, 15.5, 17.0),
    ];
    invitations(&report(&talk))
}

/// The customer tries for so long to come into the agent's talk, which ends at 9.7 s, and comes back so long after its try.
fn comments(lasts: f64, back: f64) -> Report {
    report(&[
        (Customer, 0.0, 2.0),
        (Agent, 2.4, 8.8 + lasts),
        (Customer, 8.0, 8.0 + lasts),
        (Customer, 8.0 + lasts + back, 14.0 + lasts + back),
    ])
}

/// Turns of the agent, the customer and the agent again, so long, 0.4 s and `wait` s apart.
fn three_turns(agent: f64, customer: f64, wait: f64) -> Vec<Talk> {
    let (answer, end) = (agent + 0.4, agent + 0.4 + customer);
    vec![(Agent, 0.0, agent), (Customer, answer, end), (Agent, end + wait, end + wait + 3.0)]
}

/// A call of so many seconds.
fn lasting(seconds: f64) -> Report {
    crate::made::floor(&[(Agent, 0.0, 5.0), (Customer, 5.4, 9.0)]).finish(Some(seconds)).unwrap()
}

pub(crate) const PATIENCE: &[Norm] = &[
    norm!(Methods, "Measures", "own entries with a weight of {} or more", |n| {
        near(n[0], constant("listening/measures/mod.rs", "CERTAIN", 0), 1e-9);
        crate::charges::certain_from(n[0]);
    }),
    norm!(Methods, "Measures", "how much of the other's first {} s of speech was left", |limit| {
        flips(limit[0] - 0.5, limit[0] + 0.5, |at| n(&cut_off_after(at), Id::OpeningUninterruptedS) == 1);
        let all = of_agent(&cut_off_after(limit[0] - 0.5), Id::OpeningUninterruptedS).unwrap();
        assert!(all <= limit[0], "{all}");
    }),
    norm!(Methods, "Measures", "own replies less than {} s after the other's turn ended", |n| {
        under(n[0], 0.001, |wait| of_agent(&replies_after(wait), Id::ImmediateReplyShare) == Some(1.0));
    }),
    norm!(Methods, "Measures", "interquartile range of the own waits; from {} waits on", |n| {
        // The agent's first turn is no reply.
        from(n[0], 1.0, |replies| of_agent(&calm(replies as usize + 1), Id::ResponseLatencyIqr).is_some());
    }),
];

pub(crate) const ATTENTIVENESS: &[Norm] = &[
    norm!(
        Methods,
        "Measures",
        "those with own feedback from {} s before to {} s after. Invitations are its pauses after {} s of speech or more",
        |n| {
            let answered =
                |at: f64| value(&invites(3.6, Some(6.0 + at)), Agent, Id::BackchannelResponsiveness) == Some(1.0);
            flips(-n[0] + 0.001, -n[0] - 0.002, answered);
            up_to(n[1], 0.001, answered);
            from(n[2], 0.001, |speech| invitations(&invites(speech, None)) == 1);
        }
    ),
    norm!(Methods, "Measures", "its pitch under its {}th percentile for {} s (Ward", |n| {
        source::is(n[1], "voice/cue.rs", "LOW", 0.01);
        crate::source::says("voice/pitch/range.rs", n[0] / 100.0);
    }),
    norm!(Methods, "Measures", "inside its turn; two within {} s count as one", |n| {
        flips(n[0] - 0.01, n[0], |apart| two_invitations(apart) == 1);
        assert_eq!(two_invitations(n[0]), 2);
    }),
    norm!(Methods, "Measures", "of the other's turns of {} s or more, those that contain own feedback", |limit| {
        from(limit[0], 0.001, |length| {
            n(&[(Agent, 0.0, 2.0), (Customer, 2.4, 2.4 + length)], Id::LongTurnAcknowledged) == 1
        });
    }),
    norm!(
        Methods,
        "Measures",
        "of the other's contributions of up to {} s that are more than feedback, those that got the floor within {} s",
        |n| {
            let bids = |report: &Report| measure(report, Agent, Id::BidUptake).clone();
            up_to(n[0], 0.001, |lasts| bids(&comments(lasts, 6.0)).n == 1);
            up_to(n[1], 0.001, |back| bids(&comments(0.9 * n[0], back)).value == Some(1.0));
        }
    ),
];

pub(crate) const GIVE_AND_TAKE: &[Norm] = &[
    norm!(Methods, "Measures", "over windows of {} min: talk that both have", |n| {
        let minutes = 60.0 * n[0];
        flips(1.51 * minutes, 1.49 * minutes, |length| measure(&lasting(length), Agent, Id::TalkBalance).n == 2);
    }),
    norm!(
        Methods,
        "Measures",
        "a seeded bootstrap over {} s windows or talkspurts for ratios of sums (with more than {}, over {} stretches",
        |n| {
            flips(1.51 * n[0], 1.49 * n[0], |length| measure(&lasting(length), Agent, Id::TalkShare).n == 2);
            source::is(n[1], "stats/bootstrap.rs", "PIECES", 1.0);
            source::is(n[2], "stats/bootstrap.rs", "PIECES", 1.0);
        }
    ),
    norm!(
        Methods,
        "Measures",
        "own turns of up to {} s that were followed by a turn of {} s or more of the other",
        |n| {
            up_to(n[0], 0.001, |agent| of_agent(&three_turns(agent, n[1] + 1.0, 0.4), Id::ElicitationRate) > Some(0.0));
            from(n[1], 0.001, |customer| of_agent(&three_turns(4.0, customer, 0.4), Id::ElicitationRate) > Some(0.0));
        }
    ),
    norm!(Methods, "Measures", "those of up to {} s after which the own turn follows within {} s", |n| {
        up_to(n[0], 0.001, |customer| of_agent(&three_turns(4.0, customer, 0.4), Id::InterviewIndex) == Some(1.0));
        up_to(n[1], 0.001, |wait| of_agent(&three_turns(4.0, 2.5, wait), Id::InterviewIndex) == Some(1.0));
    }),
    norm!(Methods, "Measures", "of silences of {} s or more that are not holds", |limit| {
        from(limit[0], 0.001, |silence| n(&replies_after(silence), Id::SilenceBreakerShare) == 1);
    }),
    norm!(Methods, "Measures", "the other had said {} % of everything it says in the call", |n| {
        // The customer talks from 2 to 12 s.
        let told =
            of_agent(&[(Agent, 0.0, 1.6), (Customer, 2.0, 12.0), (Agent, 12.5, 20.0)], Id::GatheringTime).unwrap();
        near(told, 2.0 + 10.0 * n[0] / 100.0, 1e-6);
    }),
    norm!(
        Methods,
        "Measures",
        "and that of the customer's turns before them, each relative to its own norm; from {} replies on",
        |n| {
            let pairs = |count: f64| (0..count as u32).map(|k| (f64::from(k), f64::from(k * k))).collect::<Vec<_>>();
            from(n[0], 1.0, |count| listening_core::stats::spearman(&pairs(count)).is_some());
        }
    ),
];

pub(crate) const COMPOSURE: &[Norm] = &[
    norm!(
        Methods,
        "Voice",
        "A party's norm is the median rate of stretches of its talk, of {} s and the rest of their last talkspurt.",
        |n| {
            source::is(n[0], "listening/measures/composure.rs", "PACED", 1e-3);
        }
    ),
    norm!(Methods, "Measures", "Intervals are {} %: Wilson for shares", |n| {
        assert_eq!(n[0], 90.0);
        // Of a normal distribution so much lies within this many standard deviations.
        let z: f64 = 1.644_853_6;
        let (p, cases) = (0.5, 10.0);
        let half = z * (p * (1.0 - p) / cases + z * z / (4.0 * cases * cases)).sqrt() / (1.0 + z * z / cases);
        let found = listening_core::stats::wilson(p * cases, cases).unwrap();
        near(found.high - found.low, 2.0 * half, 1e-4);
    }),
    norm!(
        Methods,
        "Measures",
        "stretches of own speech, of {} s and the rest of their last talkspurt, that are {} % faster",
        |n| {
            source::is(n[0], "listening/measures/composure.rs", "PACED", 1e-3);
            near(1.0 + n[1] / 100.0, constant("listening/measures/composure.rs", "HURRIED", 0), 1e-9);
        }
    ),
];

pub(crate) const TABLES: &[&[Norm]] = &[PATIENCE, ATTENTIVENESS, GIVE_AND_TAKE, COMPOSURE];

#[test]
fn measures() {
    crate::norm::check_all(TABLES);
}
