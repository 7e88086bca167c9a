//! From measures to the score: what is enough of a call, what costs, and which findings withhold it.

use listening_core::{
    Config, DimensionId, HealthCode, MeasureId, Party, Profile, Rating, Report, ScoreStatus, Session,
};

use crate::made::{Agent, Customer, Talk, calm, report};
use crate::norm::{Norm, flips, from, near, norm};
use crate::source::{self, constant};

/// The agent and the customer by turns: so many seconds of the customer in all, and so many changes of the floor.
fn call(speech: f64, changes: usize) -> Report {
    let turns = changes + 1;
    let of_customer = turns / 2;
    let mut talk: Vec<Talk> = Vec::new();
    let mut at = 0.0;
    for k in 0..turns {
        let length = if k % 2 == 0 { 6.0 } else { speech / of_customer as f64 };
        talk.push((Party::BOTH[k % 2], at, at + length));
        at += length + 0.4;
    }
    report(&talk)
}

fn rated(speech: f64, changes: usize) -> bool {
    let score = call(speech, changes).score;
    assert_eq!(score.status == ScoreStatus::Ok, score.rating.is_some());
    score.status == ScoreStatus::Ok
}

fn scored(speech: f64, changes: usize) -> bool {
    call(speech, changes).score.observable_listening.is_some()
}

/// A silence of the customer's so long: with how much it counts against the agent, who does not answer.
fn dead(silence: f64) -> f64 {
    let mut talk = calm(8);
    for one in talk.iter_mut().skip(8) {
        (one.1, one.2) = (one.1 + silence - 0.4, one.2 + silence - 0.4);
    }
    let report = report(&talk);
    let found = report
        .events
        .iter()
        .find(|event| event.kind.is_silence() && (event.span.length().seconds() - silence).abs() < 0.002);
    found.expect("a silence").charged.unwrap_or(0.0)
}

/// What the score reads of immediate replies that all wait so long, without a prior.
fn immediate(wait: f64) -> f64 {
    let profile = Profile::from_json(include_str!("../../profiles/contact_center_1.json")).unwrap();
    let round = |k: usize| {
        let at = 16.0 * k as f64;
        [(Agent, at, at + 6.0), (Customer, at + 6.8, at + 16.0 - wait)]
    };
    let talk: Vec<Talk> = (0..8).flat_map(round).collect();
    let report =
        crate::made::configured(&talk, Config { profile: profile.into(), ..Config::default() }).finish(None).unwrap();
    crate::made::measure(&report, Agent, MeasureId::ImmediateReplyShare).scored.unwrap()
}

/// Whether a finding with that value withholds a score.
fn withholds(code: HealthCode, value: f64) -> bool {
    let mut health = lost(1.0).parties[Party::Agent].health[0].clone();
    (health.code, health.value) = (code.into(), Some(value));
    health.withholds_score()
}

/// 40 s of the demo call of which so much is lost.
fn lost(seconds: f64) -> Report {
    let samples = crate::sound::demo(0.0, 40.0);
    let mut session = Session::new(Config::default()).unwrap();
    session.push_interleaved(&samples[..32_000]).unwrap();
    session.push_lost((seconds * 8000.0).round() as u64, Party::Agent);
    session.push_interleaved(&samples[32_000..]).unwrap();
    session.finish()
}

fn scored_by_profile(id: MeasureId) -> listening_core::profile::Scored {
    let profile = Profile::contact_center();
    let mut all = profile.dimensions().iter().flat_map(|dimension| &dimension.scored);
    all.find(|scored| scored.measure == id).expect("the profile scores it").clone()
}

pub(crate) const EVIDENCE: &[Norm] = &[
    norm!(Methods, "Score", "With less than {} s of the other's speech or fewer than {} changes of the floor", |n| {
        from(n[0], 0.002, |speech| rated(speech, n[1] as usize + 1));
        from(n[1], 1.0, |changes| rated(2.0 * n[0], changes as usize));
    }),
    norm!(Methods, "Score", "is still given from {} s and {} change on", |n| {
        from(n[0], 0.002, |speech| scored(speech, 3));
        // Without a change there is one party, or nobody who took over.
        assert!(scored(2.0 * n[0], n[1] as usize));
        source::is(n[1], "listening/score.rs", "SOME_TRANSFERS", 1.0);
        assert!(report(&[(Customer, 0.0, 60.0)]).score.observable_listening.is_none());
    }),
    norm!(
        Methods,
        "Score",
        "Outstanding from {}, Above Average from {}, Average from {}, Poor from {}, Ineffective",
        |n| {
            let levels = [Rating::Outstanding, Rating::AboveAverage, Rating::Average, Rating::Poor];
            for (level, least) in levels.into_iter().zip(n) {
                assert_eq!(level.least(), *least, "{level:?}");
            }
            crate::charges::rated_by(n);
        }
    ),
];

pub(crate) const CURVES: &[Norm] = &[
    norm!(Methods, "Score", "Silences count as dead air from 0 at {} s to 1 at {} s", |n| {
        assert_eq!(dead(n[0]), 0.0);
        // Under .1 a charge is not written.
        assert!(dead(n[0] + 0.11) > 0.1);
        flips(n[1], n[1] - 0.02, |silence| dead(silence) == 1.0);
        near(dead(f64::midpoint(n[0], n[1])), 0.5, 1e-6);
    }),
    norm!(Methods, "Score", "replies as immediate from 1 at {} s to 0 at {} s", |n| {
        near(n[0], constant("listening/charge.rs", "CALM", 0) / 1000.0, 1e-9);
        near(n[1], constant("listening/charge.rs", "CALM", 1) / 1000.0, 1e-9);
        // Onsets are shifted by up to 0.1 s in the readings.
        near(immediate(n[1] + 0.15), 0.0, 1e-9);
        near(immediate(n[0] - 0.15), 1.0, 1e-9);
        near(immediate(f64::midpoint(n[0], n[1])), 0.5, 0.1);
        assert!(immediate(n[1] - 0.1) > 0.05);
    }),
    norm!(Methods, "Score", "Hurry counts from {} % above the own median pace to {} %", |n| {
        near(1.0 + n[0] / 100.0, constant("listening/measures/composure.rs", "HURRY", 0), 1e-9);
        near(1.0 + n[1] / 100.0, constant("listening/measures/composure.rs", "HURRY", 1), 1e-9);
    }),
    norm!(Methods, "Score", "immediate replies are means over {} readings of the call", |n| source::is(
        n[0],
        "listening/readings.rs",
        "DRAWS",
        1.0
    )),
    norm!(Methods, "Score", "every onset is shifted by up to {} ms", |n| {
        // The middle of the last of equal parts of a triangle.
        let (furthest, draws) =
            (constant("listening/readings.rs", "FURTHEST", 0), constant("listening/readings.rs", "DRAWS", 0));
        near(n[0], furthest * (1.0 - (1.0 / draws).sqrt()), 0.5);
    }),
    norm!(
        Methods,
        "Score",
        "`{\"mean\": {}, \"weight\": {}}` means that {} per minute is usual, and that this is worth {} minutes of evidence",
        |n| {
            let prior = scored_by_profile(MeasureId::InterruptionRate).prior.unwrap();
            for (page, profile) in n.iter().zip([prior.mean, prior.weight, prior.mean, prior.weight]) {
                near(*page, profile, 1e-9);
            }
        }
    ),
    norm!(Methods, "Score", "or windows of {} s for the share of talk", |n| source::is(
        n[0],
        "listening/measures/mod.rs",
        "WINDOW_S",
        1.0
    )),
    norm!(Methods, "Score", "The longest turn has no prior: it costs points from {} s on", |n| {
        let longest = scored_by_profile(MeasureId::LongestMonologueS);
        assert!(longest.prior.is_none());
        flips(n[0], n[0] + 0.1, |seconds| longest.curve.points(seconds) == 100.0);
    }),
    norm!(Methods, "Score", "converted by its curve and summed, {} times; the interval is the middle {} % of", |n| {
        source::is(n[0], "listening/score.rs", "REPEATS", 1.0);
        assert_eq!(n[1], 90.0);
        crate::source::says("listening/score.rs", (100.0 - n[1]) / 200.0);
        crate::source::says("listening/score.rs", (100.0 + n[1]) / 200.0);
    }),
    norm!(Methods, "Score", "Backchannels carry {} % of the total", |n| {
        let profile = Profile::contact_center();
        let share = |dimension: &listening_core::profile::Dimension| {
            let of = |id| {
                dimension
                    .scored
                    .iter()
                    .filter(move |scored| scored.measure == id)
                    .map(|scored| scored.weight)
                    .sum::<f64>()
            };
            let all: f64 = dimension.scored.iter().map(|scored| scored.weight).sum();
            dimension.weight * of(MeasureId::BackchannelRate) / all
        };
        near(100.0 * profile.dimensions().iter().map(share).sum::<f64>(), n[0], 0.05);
        assert_eq!(profile.dimensions()[1].id, DimensionId::Attentiveness);
    }),
];

pub(crate) const WITHHELD: &[Norm] = &[
    norm!(Methods, "Score", "and `crosstalk` from {} dB on; `misaligned` from {} s on", |n| {
        from(n[0], 0.01, |level| withholds(HealthCode::Crosstalk, level));
        from(n[1], 0.001, |lag| withholds(HealthCode::Misaligned, lag));
    }),
    norm!(
        Hearing,
        "Findings about a channel",
        "Value: its level relative to the other channel. From {} dB on there is no score",
        |n| {
            from(n[0], 0.01, |level| withholds(HealthCode::Crosstalk, level));
        }
    ),
    norm!(Hearing, "Findings about a channel", "an interval of 90 %. From {} s on there is no score", |n| {
        from(n[0], 0.001, |lag| withholds(HealthCode::Misaligned, lag));
    }),
    norm!(Methods, "Score", "if a channel lacks {} % of the call or more", |n| {
        flips(n[0] + 0.1, n[0] - 0.1, |percent| {
            lost(40.0 * percent / 100.0).score.withheld_by.iter().any(|code| *code == HealthCode::LostAudio)
        });
    }),
    norm!(Methods, "Score", "so does a `round_trip_ms` over {} ([hearing.md]", |n| near(
        n[0],
        constant("listening/doubt.rs", "DELAY", 0),
        1e-9
    )),
    norm!(Hearing, "Findings about a channel", "An announcement is such talk. From {} on there is no score", |n| {
        from(n[0], 0.001, |share| withholds(HealthCode::TalkWithoutTurn, share));
    }),
    norm!(Hearing, "Findings about a channel", "Value: that share; from {} on there is no score", |n| {
        from(n[0], 0.001, |share| withholds(HealthCode::TurnWithoutTalk, share));
    }),
];

pub(crate) const TABLES: &[&[Norm]] = &[EVIDENCE, CURVES, WITHHELD];

#[test]
fn score() {
    crate::norm::check_all(TABLES);
}
