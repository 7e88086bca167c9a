use super::*;

/// A frame whose level agrees with its probability, and in which the detector heard what was decided.
fn sound(speech: f32, tone: f32, voiced: bool) -> Sound {
    let level = if speech >= SPEECH { -30.0 } else { -70.0 };
    let detection = Detection { speech, tone };
    Sound { speech, detection, music: detection.is_music(), voiced, level }
}

/// Runs of (frames, probability, voiced).
fn edges(runs: &[(u64, f32, bool)]) -> Vec<SpeechEdge> {
    let mut builder = SpurtBuilder::default();
    let mut all = Vec::new();
    for &(frames, speech, voiced) in runs {
        for _ in 0..frames {
            builder.push(&sound(speech, 0.0, voiced), |edge| all.push(edge));
        }
    }
    let duration = Time::from_frame(runs.iter().map(|run| run.0).sum());
    builder.finish(duration, |edge| all.push(edge));
    all.retain(settled);
    all
}

/// Not a mere notice, nor music.
fn settled(edge: &SpeechEdge) -> bool {
    !matches!(edge, SpeechEdge::Begins(_) | SpeechEdge::Music(_))
}

fn spurts(spans: &[(u64, u64)]) -> Vec<SpeechEdge> {
    let at = Time::from_frame;
    spans.iter().flat_map(|&(start, end)| [SpeechEdge::Start(at(start)), SpeechEdge::End(at(end))]).collect()
}

#[test]
fn silences_under_180_ms_are_bridged() {
    assert_eq!(edges(&[(10, 0.0, false), (20, 0.9, true), (17, 0.0, false), (20, 0.9, true)]), spurts(&[(10, 67)]));
    assert_eq!(
        edges(&[(10, 0.0, false), (20, 0.9, true), (18, 0.0, false), (20, 0.9, true)]),
        spurts(&[(10, 30), (48, 68)])
    );
}

#[test]
fn short_sounds_count_only_when_voiced() {
    let alone = |frames, voiced| edges(&[(30, 0.0, false), (frames, 0.9, voiced), (30, 0.0, false)]);
    assert_eq!(alone(8, false), spurts(&[(30, 38)]));
    assert_eq!(alone(7, false), []);
    assert_eq!(alone(7, true), spurts(&[(30, 37)]));
    assert_eq!(alone(3, true), []);
}

#[test]
fn what_the_detector_never_heard_is_no_talkspurt() {
    let heard = |detector: f32| {
        let mut builder = SpurtBuilder::default();
        let mut all = Vec::new();
        for frame in 0..100 {
            let here = (20..60).contains(&frame);
            let detection = Detection { speech: if here { detector } else { 0.0 }, tone: 0.0 };
            let speech = if here { 0.9 } else { 0.0 };
            builder.push(&Sound { detection, ..sound(speech, 0.0, true) }, |edge| all.push(edge));
        }
        all.retain(settled);
        all
    };
    assert_eq!(heard(0.4), []);
    assert_eq!(heard(0.6), spurts(&[(20, 60)]));
}

#[test]
fn breath_before_talk_is_not_talk_but_a_soft_fricative_is() {
    let heard = |from: u64, level: f32, voiced: bool| {
        let mut builder = SpurtBuilder::default();
        let mut all = Vec::new();
        // Some talk, from which the usual loudness is known; then something, up to talk.
        for frame in 0..300 {
            let (speech, level, voiced) = match frame {
                20..80 | 200..260 => (0.9, -30.0, true),
                _ if (from..200).contains(&frame) => (0.9, level, voiced),
                _ => (0.0, -70.0, false),
            };
            builder.push(&Sound { level, ..sound(speech, 0.0, voiced) }, |edge| all.push(edge));
        }
        all.retain(settled);
        all
    };
    assert_eq!(heard(160, -53.0, false), spurts(&[(20, 80), (200, 260)]));
    assert_eq!(heard(160, -53.0, true), spurts(&[(20, 80), (160, 260)]));
    assert_eq!(heard(160, -40.0, false), spurts(&[(20, 80), (160, 260)]));
    // Up to 200 ms of it are a fricative: talk has begun once two thirds of what sounds are voiced, or it is loud.
    assert_eq!(heard(181, -53.0, false), spurts(&[(20, 80), (181, 260)]));
    assert_eq!(heard(179, -53.0, false), spurts(&[(20, 80), (200, 260)]));
}

/// The edges of a sound of this many frames with such a tone, from frame 50 on, and music at `music`.
fn beside_music(frames: u64, tone: f32, music: std::ops::Range<u64>) -> Vec<SpeechEdge> {
    let mut builder = SpurtBuilder::default();
    let mut all = Vec::new();
    for frame in 0..600 {
        let speaking = (50..50 + frames).contains(&frame);
        let (speech, tone) = match frame {
            _ if speaking => (0.9, tone),
            _ if music.contains(&frame) => (0.0, 0.9),
            _ => (0.0, 0.0),
        };
        builder.push(&sound(speech, tone, true), |edge| all.push(edge));
    }
    all.retain(settled);
    all
}

#[test]
fn the_first_note_of_music_is_not_speech() {
    let start = SpeechEdge::Start(Time::from_frame(50));
    assert_eq!(beside_music(20, 0.05, 70..200), [start, SpeechEdge::Withdrawn]);
    assert_eq!(beside_music(20, 0.05, 0..0), spurts(&[(50, 70)]));
    // Longer, and not suspected: somebody announces the music.
    assert_eq!(beside_music(60, 0.01, 110..200), spurts(&[(50, 110)]));
}

#[test]
fn a_sound_that_was_suspected_all_along_is_music_where_there_is_music() {
    let withdrawn = [SpeechEdge::Start(Time::from_frame(50)), SpeechEdge::Withdrawn];
    // Right after it, half a second after it, and before it.
    assert_eq!(beside_music(120, 0.2, 170..260), withdrawn);
    assert_eq!(beside_music(120, 0.2, 220..260), withdrawn);
    assert_eq!(beside_music(60, 0.2, 0..45), withdrawn);
    // Not without music, too late for it, or too little of it, and not when it lasted.
    assert_eq!(beside_music(120, 0.2, 0..0), spurts(&[(50, 170)]));
    assert_eq!(beside_music(120, 0.2, 300..400), spurts(&[(50, 170)]));
    assert_eq!(beside_music(120, 0.2, 220..250), spurts(&[(50, 170)]));
    assert_eq!(beside_music(220, 0.2, 0..0), spurts(&[(50, 270)]));
    // What lasted for 2 s is settled.
    assert_eq!(beside_music(220, 0.2, 280..400), spurts(&[(50, 250)]));
}

#[test]
fn talk_that_music_covered_at_first_is_dated_back() {
    let heard = |sure: f32| {
        let mut builder = SpurtBuilder::default();
        let mut all = Vec::new();
        for frame in 0..400 {
            // Music; talk from frame 160 on, in which the detector hears music on to 190.
            let sound = match frame {
                0..160 => sound(0.1, 0.9, true),
                160..190 => Sound { speech: sure, ..sound(0.1, 0.9, true) },
                190..260 => sound(0.9, 0.1, true),
                _ => sound(0.0, 0.0, false),
            };
            let known = builder.known();
            builder.push(&sound, |edge| {
                if let SpeechEdge::Start(at) = edge {
                    assert!(at >= known);
                }
                all.push(edge);
            });
        }
        all.retain(settled);
        all
    };
    assert_eq!(heard(0.9), spurts(&[(160, 260)]));
    assert_eq!(heard(0.6), spurts(&[(190, 260)]));
}

#[test]
fn music_that_begins_in_the_bridge_after_talk_is_cut_off() {
    let heard = |tone: f32| {
        let mut builder = SpurtBuilder::default();
        let mut all = Vec::new();
        for frame in 0..600 {
            // Talk; 50 ms later music, of which the detector makes speech for a second.
            let sound = match frame {
                50..200 => sound(0.9, 0.005, true),
                205..305 => sound(0.9, tone, true),
                305..500 => sound(0.1, 0.9, true),
                _ => sound(0.0, 0.0, false),
            };
            let known = builder.known();
            builder.push(&sound, |edge| {
                if let SpeechEdge::End(at) = edge {
                    assert!(at >= known, "{at}, {known} was known");
                }
                all.push(edge);
            });
        }
        all.retain(settled);
        all
    };
    let [SpeechEdge::Start(_), SpeechEdge::End(end)] = heard(0.3)[..] else { panic!("{:?}", heard(0.3)) };
    assert!((Time::from_frame(200)..Time::from_frame(210)).contains(&end), "{end}");
    assert_eq!(heard(0.005), spurts(&[(50, 305)]));
}

#[test]
fn suspected_sounds_wait_together() {
    let heard = |music: bool| {
        let mut builder = SpurtBuilder::default();
        let mut all = Vec::new();
        for frame in 0..400 {
            let (speech, tone) = match frame {
                50..60 | 80..90 | 110..120 => (0.9, 0.3),
                122..300 if music => (0.0, 0.9),
                _ => (0.0, 0.0),
            };
            builder.push(&sound(speech, tone, true), |edge| all.push(edge));
        }
        all.retain(settled);
        all
    };
    assert_eq!(heard(false), spurts(&[(50, 60), (80, 90), (110, 120)]));
    assert_eq!(heard(true), [SpeechEdge::Start(Time::from_frame(50)), SpeechEdge::Withdrawn]);
}

#[test]
fn a_talkspurt_that_is_emitted_late_is_noticed_before() {
    let heard = |detector: f32| {
        let mut builder = SpurtBuilder::default();
        let mut all = Vec::new();
        for frame in 0..120_u64 {
            // Taken for talk from frame 20 on; the detector itself hears it from 50 on.
            let detection = Detection { speech: if frame >= 50 { detector } else { 0.0 }, tone: 0.0 };
            let speech = if (20..80).contains(&frame) { 0.9 } else { 0.0 };
            builder.push(&Sound { detection, ..sound(speech, 0.0, true) }, |edge| all.push((frame, edge)));
        }
        all
    };
    let at = Time::from_frame(20);
    let noticed = (20 + NOTICE - 1, SpeechEdge::Begins(at));
    let end = SpeechEdge::End(Time::from_frame(80));
    assert_eq!(heard(0.6), [noticed, (50, SpeechEdge::Start(at)), (97, end)]);
    assert_eq!(heard(0.4), [noticed]);
    // What is emitted in time needs no notice.
    assert!(edges(&[(20, 0.0, false), (60, 0.9, true)]).contains(&SpeechEdge::Start(at)));
}

#[test]
fn what_was_settled_by_force_stays_talk_though_it_turns_out_to_be_music() {
    let heard = |stays: Option<u64>| {
        let mut builder = SpurtBuilder::default();
        let mut all = Vec::new();
        for frame in 0..400 {
            // As in `a_sound_that_was_suspected_all_along_is_music_where_there_is_music`.
            let (speech, tone) = match frame {
                50..170 => (0.9, 0.2),
                220..300 => (0.0, 0.9),
                _ => (0.0, 0.0),
            };
            builder.push(&sound(speech, tone, true), |edge| all.push(edge));
            if let Some(until) = stays.filter(|until| until + 50 == frame) {
                builder.settle_until(Time::from_frame(until), |edge| all.push(edge));
                assert!(builder.known() >= Time::from_frame(until.min(170)), "{} is known", builder.known());
            }
        }
        all.retain(settled);
        all
    };
    assert_eq!(heard(None), [SpeechEdge::Start(Time::from_frame(50)), SpeechEdge::Withdrawn]);
    assert_eq!(heard(Some(120)), spurts(&[(50, 120)]));
    assert_eq!(heard(Some(150)), spurts(&[(50, 150)]));
    assert_eq!(heard(Some(190)), spurts(&[(50, 170)]));
}

/// Random sounds, with now and then an event that cannot wait; `each` gets what was known, and what was emitted then.
fn at_random(frames: u64, hurry: bool, mut each: impl FnMut(Time, Time, SpeechEdge)) {
    let mut builder = SpurtBuilder::default();
    let mut state = 7_u32;
    let mut draw = |n: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % n
    };
    let mut begun = Time::ZERO;
    let mut emit = |known: Time, edge: SpeechEdge| {
        let about = match edge {
            SpeechEdge::Start(at) => {
                begun = at;
                at
            }
            SpeechEdge::End(at) => at,
            SpeechEdge::Withdrawn => begun,
            SpeechEdge::Music(_) | SpeechEdge::Begins(_) => return,
        };
        each(known, about, edge);
    };
    // Long stretches of each mood, so that there is music, suspected talk and talk.
    let mut mood = 0;
    for frame in 0..frames {
        if hurry && frame % 60 == 0 {
            mood = draw(4);
        }
        let (talk, music) = [(2, 3), (7, 2), (8, 6), (1, 9)][mood as usize];
        let speech = if draw(9) < talk { 0.9 } else { 0.1 };
        let tone = if draw(9) < music { 0.8 } else { 0.0 };
        let known = builder.known();
        builder.push(&Sound { level: -50.0 + draw(40) as f32, ..sound(speech, tone, true) }, |edge| emit(known, edge));
        if hurry && frame >= 100 && draw(7) == 0 {
            let known = builder.known();
            let until = Time::from_frame(frame + 1 - 50 - u64::from(draw(40)));
            builder.settle_until(until, |edge| emit(known, edge));
            assert!(builder.known() >= until, "{} is known, {until} was asked for", builder.known());
        }
    }
}

#[test]
fn what_is_known_is_never_news_again() {
    at_random(20_000, false, |known, about, edge| assert!(about >= known, "{edge:?}, {known} was known"));
}

#[test]
fn nor_is_what_was_settled_by_force() {
    let mut open = false;
    let mut emitted = 0;
    at_random(100_000, true, |known, about, edge| {
        assert!(about >= known, "{edge:?} about {about}, {known} was known");
        // A start comes after an end, and the other way round.
        assert_eq!(open, !matches!(edge, SpeechEdge::Start(_)), "{edge:?}");
        open = matches!(edge, SpeechEdge::Start(_));
        emitted += 1;
    });
    assert!(emitted > 500, "{emitted} edges");
}

#[test]
fn music_is_emitted_in_pieces_and_blips_are_not() {
    let mut builder = SpurtBuilder::default();
    let mut length = Time::ZERO;
    for frame in 0..400 {
        let tone = if (100..320).contains(&frame) || frame == 350 { 0.9 } else { 0.0 };
        builder.push(&sound(0.0, tone, false), |edge| {
            if let SpeechEdge::Music(span) = edge {
                length = length + span.length();
            }
        });
    }
    assert_eq!(length, Time::from_frame(220));
}
