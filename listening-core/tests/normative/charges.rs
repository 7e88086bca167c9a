//! How much entries count, over many calls of chance.

use std::sync::LazyLock;

use listening_core::{Config, Event, EventKind, MeasureId, Profile, ReportEvent};

use crate::made::{Agent, Customer, configured, lively, measure, report, tracked, value};
use crate::norm::{Norm, near, norm};
use crate::source::constant;

/// An entry of the assessed party: as the floor read it, and as it is reported.
struct Entry {
    read: Event,
    reported: ReportEvent,
}

/// All of 80 calls of chance.
static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let of_call = |seed| {
        let (read, report) = (tracked(&lively(seed), &[]), report(&lively(seed)));
        let own = read.into_iter().filter(|event| event.by == Agent && !event.kinds.is_empty());
        own.map(move |read| {
            let reported = report.events.iter().find(|event| event.id == read.id()).expect("it is reported").clone();
            Entry { read, reported }
        })
    };
    (0..80).flat_map(of_call).collect()
});

impl Entry {
    /// The probability that it is an entry at all: of all kinds together.
    fn probability(&self) -> f64 {
        self.read.kinds.iter().map(|(_, p)| f64::from(p)).sum()
    }

    fn of(&self, kind: EventKind) -> f64 {
        self.read.kinds.of_kind(kind).into()
    }

    fn charged(&self) -> f64 {
        self.reported.charged.unwrap_or(0.0)
    }

    /// The weight that it has by the floor, a failed attempt counting `failed` of one that succeeds.
    fn force(&self, failed: f64) -> f64 {
        self.read.force.cut_off() + failed * self.read.force.tried()
    }
}

/// The agent says something short soon after its own talk: the probability that this is an entry, and the share of it that counts,
/// of which the rate of feedback without a prior is made.
fn counting(gap: f64, length: f64) -> Option<(f64, f64)> {
    let talk =
        [(Agent, 0.0, 6.0), (Customer, 5.8, 16.0), (Agent, 6.0 + gap, 6.0 + gap + length), (Customer, 17.0, 40.0)];
    let read = tracked(&talk, &[]).into_iter().find(|event| event.by == Agent && !event.kinds.is_empty())?;
    let p = read.kinds.iter().map(|(_, p)| f64::from(p)).sum();
    let profile = Profile::from_json(include_str!("../../profiles/contact_center_1.json")).unwrap();
    let report = configured(&talk, Config { profile: profile.into(), ..Config::default() }).finish(None).unwrap();
    let minutes = report.parties.customer.speech_seconds.seconds() / 60.0;
    let feedback = measure(&report, Agent, MeasureId::BackchannelRate).scored? * minutes;
    Some((p, feedback / f64::from(read.kinds.of_kind(EventKind::Backchannel))))
}

/// A listed event counts by a ramp over the probability that it is an entry; less only where it may be no entry for another
/// reason.
pub(crate) fn ramp_of_entries(nothing: f64, whole: f64) {
    let ramp = |p: f64| ((p - nothing) / (whole - nothing)).clamp(0.0, 1.0);
    let mut on_it = [0; 2];
    for (gap, length) in
        (2..14).flat_map(|gap| (3..24).map(move |length| (f64::from(gap) / 10.0, f64::from(length) / 10.0)))
    {
        let Some((p, counts)) = counting(gap, length) else { continue };
        assert!(counts.is_nan() || counts <= ramp(p) + 0.03, "an entry with the probability {p} counts {counts}");
        if (counts - ramp(p)).abs() < 0.03 {
            on_it[usize::from(p < whole)] += 1;
        }
    }
    assert!(on_it[0] >= 20 && on_it[1] >= 20, "{on_it:?} entries above and within the ramp");
}

/// Weights of entries in overlap, before what the readings of the whole call take off; with the event.
fn weights() -> impl Iterator<Item = (f64, &'static Entry)> {
    let failed = constant("listening/charge.rs", "FAILED", 0);
    ENTRIES.iter().filter(|entry| entry.read.in_overlap).map(move |entry| (entry.force(failed), entry))
}

/// Entries under a weight are charged with nothing, and others with no less.
fn charged_from(least: f64) {
    let charged = ENTRIES.iter().filter_map(|entry| entry.reported.charged);
    let lowest = charged.fold(f64::INFINITY, f64::min);
    assert!((least..least + 0.02).contains(&lowest), "the lowest charge of all is {lowest}");
    let below = weights().filter(|(weight, entry)| (0.5 * least..least).contains(weight) && entry.charged() == 0.0);
    assert!(below.count() >= 5, "nothing that weighs a little less");
}

/// An entry into a pause is named by `pause_respect` from `least` on.
fn pauses_from(least: f64) {
    let names = |entry: &&Entry| entry.reported.measures.iter().any(|id| *id == MeasureId::PauseRespect);
    let sure = || ENTRIES.iter().filter(|entry| !entry.read.in_overlap && entry.probability() >= 0.75);
    let p = |entry: &Entry| entry.of(EventKind::PauseInterruption);
    let named: Vec<f64> = sure().filter(names).map(p).collect();
    assert!(named.iter().all(|&p| p >= least), "named at {named:?}");
    assert!(named.iter().any(|&p| p < least + 0.1), "nothing is named near {least}");
    let near = sure().filter(|entry| !names(entry) && (least - 0.05..least).contains(&p(entry)));
    assert!(near.count() >= 3, "nothing is left out near {least}");
}

/// The weight of an entry is the probability that it is an interruption and a part of that of a failed attempt, and no more.
fn sums_up(failed: f64) {
    let mut full = [0; 2];
    for (weight, entry) in weights() {
        let (cut_off, tried) = (entry.of(EventKind::Interruption), entry.of(EventKind::ButtingIn));
        let most = cut_off + failed * tried;
        assert!(weight <= most + 0.01, "{weight} of {most}");
        assert!(entry.charged() <= most + 0.01, "{} of {most}", entry.charged());
        // Where both ramps are at their end, it is all of that.
        let charged = (entry.charged() - most).abs() < 0.015 && entry.charged() > 0.0;
        full[0] += usize::from(charged && cut_off > 0.15);
        full[1] += usize::from(charged && tried > 0.5 && cut_off < 0.05);
    }
    assert!(full[0] >= 3 && full[1] >= 3, "{full:?} entries have all of their weight");
}

/// `interruptions_certain` counts the entries with a weight of `least` or more.
pub(crate) fn certain_from(least: f64) {
    let mut seen = [0; 2];
    for seed in 0..80 {
        let report = report(&lively(seed));
        let rate = |event: &&ReportEvent| event.measures.iter().any(|id| *id == MeasureId::InterruptionRate);
        let weights = report.events.iter().filter(rate).filter_map(|event| event.charged);
        let certain = weights.clone().filter(|weight| *weight >= least).count();
        assert_eq!(value(&report, Agent, MeasureId::InterruptionsCertain), Some(certain as f64), "seed {seed}");
        seen[0] += certain;
        seen[1] += weights.filter(|weight| *weight < least).count();
    }
    assert!(seen[1] > 20, "{seen:?} certain and uncertain ones");
}

/// The ends of a ramp.
fn ramp(file: &str, name: &str, from: f64, to: f64) {
    near(from, constant(file, name, 0) / 1000.0, 1e-9);
    near(to, constant(file, name, 1) / 1000.0, 1e-9);
}

pub(crate) const CHARGES: &[Norm] = &[
    norm!(
        Events,
        "Events, one by one",
        "It is absent if the weight is zero, or under {}; a weight under {} still",
        |n| {
            charged_from(n[0]);
            charged_from(n[1]);
        }
    ),
    norm!(Events, "Events, one by one", "does not count, or by less than {}, is hollow", |n| charged_from(n[0])),
    norm!(
        Methods,
        "Measures",
        "An event that counts less than {}, or an entry into a pause that counts less than {}, is",
        |n| {
            charged_from(n[0]);
            pauses_from(n[1]);
        }
    ),
    norm!(
        Events,
        "Events, one by one",
        "is an interruption, plus {} of the probability that it is a failed attempt",
        |n| {
            near(n[0], constant("listening/charge.rs", "FAILED", 0), 1e-9);
            sums_up(n[0]);
        }
    ),
    norm!(Methods, "Measures", "as a failed attempt with {} of the probability of `butting_in`", |n| sums_up(n[0])),
    norm!(
        Events,
        "overlap",
        "by nothing if both talk for {} s or less or the entry lasts {} s or less, fully if both talk for {} s and the entry lasts {} s",
        |n| {
            ramp("floor/force.rs", "TOGETHER", n[0], n[2]);
            ramp("floor/force.rs", "LASTS", n[1], n[3]);
        }
    ),
    norm!(
        Methods,
        "Measures",
        "both talked ({} at {} s, {} at {} s), how long the entry lasts ({} to {} s, since feedback lasts up to {} s) and how long the other had talked before it ({} to {} s)",
        |n| {
            assert_eq!((n[0], n[2]), (0.0, 1.0));
            ramp("floor/force.rs", "TOGETHER", n[1], n[3]);
            ramp("floor/force.rs", "LASTS", n[4], n[5]);
            assert_eq!(n[5], n[6], "feedback is as long as an entry that counts in full");
            ramp("floor/force.rs", "UNDER_WAY", n[7], n[8]);
            crate::weights::edges(n[1], n[3], n[4], n[5], n[8]);
        }
    ),
    norm!(
        Methods,
        "Measures",
        "a ramp for how long it was kept up ({} to {} s). An onset after less than {} of own silence counts fully if the other said {} s or more in that silence",
        |n| {
            ramp("floor/force.rs", "TRIED", n[0], n[1]);
            near(n[2], constant("floor/force.rs", "AFRESH", 0) / 1000.0, 1e-9);
            near(n[3], constant("floor/force.rs", "BETWEEN", 1) / 1000.0, 1e-9);
            crate::weights::kept_up(n[0], n[1]);
        }
    ),
    norm!(Events, "Events, one by one", "an `interruption` of the last {} s of the other's talk does not", |n| {
        near(n[0], constant("floor/force.rs", "TOGETHER", 0) / 1000.0, 1e-9);
    }),
];

pub(crate) const TABLES: &[&[Norm]] = &[CHARGES];

#[test]
fn charges() {
    crate::norm::check_all(TABLES);
}

/// Ratings by the points from which on each is given, best first.
pub(crate) fn rated_by(least: &[f64]) {
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..80 {
        let score = report(&lively(seed)).score;
        let Some((points, rating)) = score.observable_listening.zip(score.rating) else { continue };
        let level = least.iter().position(|least| (points * 10.0).round() / 10.0 >= *least).unwrap_or(least.len());
        let names = ["Outstanding", "Above Average", "Average", "Poor", "Ineffective"];
        assert_eq!(rating.as_str(), names[level], "{points}");
        seen.insert(level);
    }
    assert!(seen.len() >= 2, "{seen:?}");
}
