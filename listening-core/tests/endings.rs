//! How talkspurts end, end to end: through a whole session.

mod common;

use listening_core::voice::{Contour, Delivery};
use listening_core::{Config, Party, PerParty, Session, Time};

fn deliveries(samples: &[f32], agent_channel: u8, cut: usize) -> PerParty<Vec<Delivery>> {
    let mut session = Session::new(Config { agent_channel, ..Config::default() }).unwrap();
    for piece in samples.chunks(2 * cut) {
        session.push_interleaved(piece).unwrap();
    }
    session.finish_with_frames().1.deliveries
}

/// A channel's sample at a moment.
fn at(time: Time, party: Party) -> usize {
    2 * (time.micros() * 8 / 1000) as usize + usize::from(party == Party::Customer)
}

/// The loudest 20 ms of a party's talk from `from` to `to`: a vowel.
fn vowel(samples: &[f32], party: Party, from: Time, to: Time) -> Time {
    let energy = |time: &i64| {
        let first = at(Time::from_millis(*time), party);
        samples[first..].iter().step_by(2).take(160).map(|x| x * x).sum::<f32>()
    };
    let times = (from.millis()..to.millis() - 20).step_by(10);
    Time::from_millis(times.max_by(|a, b| energy(a).total_cmp(&energy(b))).unwrap() + 10)
}

#[test]
fn a_talkspurt_cut_in_a_vowel_stops_at_once_and_its_natural_end_does_not() {
    let whole = common::demo_floats();
    let natural = deliveries(&whole, 0, 4000);
    let (mut faded, mut cut_short) = (0, 0);
    for party in Party::BOTH {
        // Every other talkspurt that fades and is long enough, cut near its middle; the line's noise goes on.
        let fades = |k: &usize| {
            let delivery = &natural[party][*k];
            !delivery.abrupt && delivery.span.length() >= Time::from_millis(800) && delivery.lengthening().is_some()
        };
        let mut samples = whole.clone();
        let mut cuts = Vec::new();
        for k in (0..natural[party].len()).filter(fades).step_by(2) {
            let span = natural[party][k].span;
            let middle = span.start + Time::from_micros(span.length().micros() / 2);
            let stop = vowel(&whole, party, middle - Time::from_millis(150), middle + Time::from_millis(150));
            // What comes within half a second belongs to the same breath.
            let next = natural[party].get(k + 1).map_or(span.end, |next| next.span.start);
            let until = (span.end + Time::from_millis(300)).min(next - Time::from_millis(100)).max(span.end);
            for (n, sample) in samples[at(stop, party)..at(until, party)].iter_mut().step_by(2).enumerate() {
                *sample = 1e-4 * ((n * 7919 % 13) as f32 - 6.0);
            }
            cuts.push((span, stop));
        }
        let heard = deliveries(&samples, 0, 4000);
        for (span, stop) in cuts {
            let cut = heard[party].iter().find(|delivery| delivery.span.start == span.start).unwrap();
            assert!((cut.span.end - stop).seconds().abs() < 0.1, "{party:?} at {stop:?}: {cut:?}");
            assert!(cut.abrupt, "{party:?} at {stop:?}: {cut:?}");
            let before = natural[party].iter().find(|delivery| delivery.span == span).unwrap();
            let (before, after) = (before.lengthening().unwrap(), cut.lengthening());
            faded += 1;
            cut_short += usize::from(after.is_some_and(|after| after < before));
            assert!(cut.end_db.unwrap() > -12.0, "{cut:?}");
        }
    }
    assert!(faded >= 8, "{faded} talkspurts were cut");
    // In a vowel that is long in itself the cut may leave as much as is usual.
    assert!(cut_short * 5 >= faded * 4, "the last syllable of {cut_short} of {faded} is shorter for the cut");
}

#[test]
fn how_talkspurts_end_depends_neither_on_the_cut_nor_on_the_side() {
    let samples = common::demo_floats();
    let whole = deliveries(&samples, 0, samples.len());
    assert!(Party::BOTH.iter().all(|&party| whole[party].iter().any(|delivery| delivery.lengthening().is_some())));
    assert_eq!(deliveries(&samples, 0, 777), whole);
    let crossed: Vec<f32> = samples.as_chunks::<2>().0.iter().flat_map(|&[left, right]| [right, left]).collect();
    assert_eq!(deliveries(&crossed, 1, 4000), whole);
}

#[test]
fn gain_of_20_db_either_way_hardly_changes_how_talkspurts_end() {
    let samples = common::demo_floats();
    let at = |gain: f32| deliveries(&samples.iter().map(|x| x * gain).collect::<Vec<_>>(), 0, 4000);
    let straight = at(0.1);
    for other in [at(1.0), at(0.01)] {
        for party in Party::BOTH {
            let same = |delivery: &Delivery| {
                let found = other[party].iter().find(|other| other.span == delivery.span)?;
                Some((delivery.lengthening()?, found.lengthening()?, delivery.contour, found.contour))
            };
            let pairs: Vec<_> = straight[party].iter().filter_map(same).collect();
            // Edges of talkspurts may move, and with them what is inside.
            assert!(2 * pairs.len() > straight[party].len(), "{} of {}", pairs.len(), straight[party].len());
            let told = |(a, b, one, two): &&(f32, f32, Option<Contour>, Option<Contour>)| {
                (a / b - 1.0).abs() < 0.1 && one == two
            };
            let alike = pairs.iter().filter(told).count();
            assert!(10 * alike >= 9 * pairs.len(), "{alike} of {} of the {party:?}: {pairs:?}", pairs.len());
        }
    }
}
