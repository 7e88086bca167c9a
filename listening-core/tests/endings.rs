//! How talkspurts end, end to end: through a whole session.

mod common;

use listening_core::internals::{Ear, SpeakerPitch, Voice};
use listening_core::{Config, Delivery, Party, PerParty, Session, Span, Time};

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
    let (mut cuts_made, mut stopped, mut shorter) = (0, 0, 0);
    for party in Party::BOTH {
        // Every other one of the talkspurts that fade and are long enough, cut near its middle; faint noise goes on.
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
            // The network looks ahead: the cut may move the beginning by a frame or two.
            let near = |delivery: &&Delivery| (delivery.span.start - span.start).millis().abs() <= 20;
            let cut = heard[party].iter().find(near).unwrap();
            cuts_made += 1;
            // What is left of a word after a stop consonant may be too short to be talk.
            if (cut.span.end - stop).seconds().abs() > 0.1 {
                continue;
            }
            assert!(cut.abrupt, "{party:?} at {stop:?}: {cut:?}");
            let before = natural[party].iter().find(|delivery| delivery.span == span).unwrap();
            let (before, after) = (before.lengthening().unwrap(), cut.lengthening());
            stopped += 1;
            shorter += usize::from(after.is_some_and(|after| after < before));
        }
    }
    assert!(cuts_made >= 8 && stopped * 10 >= cuts_made * 8, "{stopped} of {cuts_made} talkspurts end at the cut");
    // In a vowel that is long in itself the cut may leave as much as is usual.
    assert!(shorter * 5 >= stopped * 4, "the last syllable of {shorter} of {stopped} is shorter for the cut");
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
fn gain_of_20_db_either_way_changes_no_lengthening() {
    let samples = common::demo_floats();
    // Of the same talkspurts: their edges may move with the gain.
    let spans: Vec<Span> = deliveries(&samples, 0, 4000).agent.iter().map(|delivery| delivery.span).collect();
    let reported = |gain: f32| -> Vec<Option<f32>> {
        let left: Vec<f32> = samples.iter().step_by(2).map(|x| x * gain).collect();
        let (mut ear, mut voice, mut reported) = (Ear::default(), Voice::default(), Vec::new());
        let mut spans = spans.iter().peekable();
        ear.push(&left, |frame| {
            voice.push(frame.voice);
            let over = |span: &&Span| span.end <= Time::from_frame(voice.taken());
            if let Some(&span) = spans.next_if(over) {
                reported.push(voice.delivery(span, SpeakerPitch::default()).lengthening());
            }
        });
        reported
    };
    let straight = reported(0.1);
    assert!(straight.iter().flatten().count() > 10, "{straight:?}");
    for gain in [1.0, 0.01] {
        let other = reported(gain);
        assert_eq!(other.len(), straight.len());
        // Rounding may move a nucleus in a flat vowel by a frame.
        let apart = |(a, b): (&Option<f32>, &Option<f32>)| match (a, b) {
            (Some(a), Some(b)) => (a / b - 1.0).abs(),
            (a, b) => {
                if a == b {
                    0.0
                } else {
                    f32::MAX
                }
            }
        };
        let apart: Vec<f32> = straight.iter().zip(&other).map(apart).collect();
        assert!(apart.iter().all(|&apart| apart < 0.2), "{straight:?} and {other:?}");
        assert!(apart.iter().filter(|&&apart| apart < 0.01).count() * 10 >= apart.len() * 9, "{apart:?}");
    }
}
