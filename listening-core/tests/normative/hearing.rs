//! From sound to talkspurts: what is talk, what is breath, and what is music.

use listening_core::internals::{Detection, EarFrame, Sound, SpeechEdge, SpeechJudge, SpurtBuilder};

use crate::norm::{Norm, flips, from, near, norm, under};
use crate::source::{self, constant};

const FRAME_MS: f64 = 10.0;

/// So many frames of a sound, made from the number of each.
type Run<'a> = (f64, &'a dyn Fn(u32) -> Sound);

fn sound(speech: f32, tone: f32, voiced: bool, level: f32) -> Sound {
    let detection = Detection { speech, tone };
    Sound { speech, detection, music: detection.is_music(), voiced, level }
}

fn quiet(_: u32) -> Sound {
    sound(0.0, 0.0, false, -70.0)
}

fn talk(_: u32) -> Sound {
    sound(0.9, 0.0, true, -30.0)
}

fn music(_: u32) -> Sound {
    sound(0.1, 0.9, false, -30.0)
}

/// The talkspurts of runs, each given as its milliseconds: start and end in milliseconds.
fn spurts(runs: &[Run<'_>]) -> Vec<(i64, i64)> {
    let (mut builder, mut edges, mut frames) = (SpurtBuilder::default(), Vec::new(), 0);
    for (ms, make) in runs {
        for k in 0..(ms / FRAME_MS).round() as u32 {
            builder.push(&make(k), |edge| edges.push(edge));
            frames += 1;
        }
    }
    builder.finish(listening_core::Time::from_frame(frames), |edge| edges.push(edge));
    let mut all: Vec<(i64, i64)> = Vec::new();
    for edge in edges {
        match edge {
            SpeechEdge::Start(at) => all.push((at.millis(), i64::MAX)),
            SpeechEdge::End(at) => all.last_mut().expect("it began").1 = at.millis(),
            SpeechEdge::Withdrawn => drop(all.pop()),
            SpeechEdge::Begins(_) | SpeechEdge::Music(_) => {}
        }
    }
    all
}

/// Whether a sound alone is a talkspurt.
fn alone(ms: f64, make: &dyn Fn(u32) -> Sound) -> bool {
    !spurts(&[(500.0, &quiet), (ms, make), (2000.0, &quiet)]).is_empty()
}

/// Whether a sound fainter by so many dB than the talk before it, of whose 8 frames so many are voiced, is talk.
fn faint(db: f64, voiced: u32) -> bool {
    let soft = |k: u32| sound(0.9, 0.0, k < voiced, -30.0 - db as f32);
    spurts(&[(500.0, &quiet), (1000.0, &talk), (1000.0, &quiet), (80.0, &soft), (1000.0, &quiet)]).len() == 2
}

/// Where talk begins into which so much breath leads.
fn begins_after(breath: f64) -> i64 {
    let soft = |_: u32| sound(0.9, 0.0, false, -52.0);
    let runs: [Run<'_>; 6] =
        [(500.0, &quiet), (1000.0, &talk), (1000.0, &quiet), (breath, &soft), (500.0, &talk), (1000.0, &quiet)];
    spurts(&runs)[1].0 - 2500
}

/// Whether a doubted sound is left as talk, which music follows after so long, or came before it by so long.
fn left(ms: f64, tone: f32, before: Option<(f64, f64)>, after: Option<(f64, f64)>) -> bool {
    let suspect = move |_: u32| sound(0.9, tone, true, -30.0);
    let (early, gap_before) = before.unwrap_or((0.0, 500.0));
    let (gap_after, late) = after.unwrap_or((0.0, 0.0));
    let runs: [Run<'_>; 7] = [
        (500.0, &quiet),
        (early, &music),
        (gap_before, &quiet),
        (ms, &suspect),
        (gap_after, &quiet),
        (late, &music),
        (3000.0, &quiet),
    ];
    !spurts(&runs).is_empty()
}

/// What the judge of frames makes of one that is so far above the channel's noise.
fn judged(level: f32, speech: f32, tone: f32) -> listening_core::internals::Verdict {
    let mut judge = SpeechJudge::default();
    let frame = EarFrame { level, speech, tone, ..EarFrame::default() };
    let found = (0..40).find_map(|_| judge.push(&frame, f32::INFINITY, -60.0));
    found.expect("every frame is judged")
}

pub(crate) const STAGES: &[Norm] = &[
    norm!(
        Hearing,
        "How speech is detected",
        "Everything is streaming: a frame of {} ms is classified {} ms after it was heard",
        |n| {
            near(n[0], constant("signal/spectrum.rs", "FRAME", 0) / 8.0, 1e-9);
            let lag = constant("activity/network/mod.rs", "LAG", 0) + constant("activity/evidence.rs", "AHEAD", 0);
            near(n[1], lag * n[0], 1e-9);
        }
    ),
    norm!(
        Hearing,
        "The stages",
        "Each channel is resampled to {} kHz by a polyphase filter (Kaiser window, flat to {} kHz, {} dB down from {} kHz)",
        |n| {
            source::is(n[0], "pcm/mod.rs", "RATE", 1e-3);
            source::is(n[1], "pcm/resample.rs", "PASS_HZ", 1e-3);
            source::is(n[2], "pcm/resample.rs", "ATTENUATION_DB", 1.0);
            source::is(n[3], "pcm/resample.rs", "STOP_HZ", 1e-3);
            crate::resampled::passes(1000.0 * n[1], n[2], 1000.0 * n[3]);
        }
    ),
    norm!(Hearing, "The stages", "A recurrent network ({} weights,", |n| {
        let card = include_str!("../../models/MODEL_CARD.json");
        let (_, parameters) = card.split_once("\"parameters\":").expect("the card says how many there are");
        near(n[0], crate::page::number(parameters.trim_start()).expect("a number").1, 0.0);
    }),
    norm!(Hearing, "The stages", "Every {} ms a {} ms Hann window gives", |n| {
        source::is(n[0], "signal/spectrum.rs", "FRAME", 1.0 / 8.0);
        source::is(n[1], "signal/spectrum.rs", "WINDOW", 1.0 / 8.0);
    }),
    norm!(Hearing, "The stages", "Half a second of quiet noise ({} dBov) is inserted before", |n| {
        assert_eq!(constant("activity/ear.rs", "BEFORE", 0), 50.0);
        crate::source::documents("activity/ear.rs", &format!("{} dBov", n[0]));
    }),
    norm!(Hearing, "The stages", "describe a frame and its surroundings ({} ms back, {} ms ahead)", |n| {
        source::is(n[0], "activity/evidence.rs", "BACK", FRAME_MS);
        source::is(n[1], "activity/evidence.rs", "AHEAD", FRAME_MS);
    }),
    norm!(
        Hearing,
        "The stages",
        "A frame is speech at a probability of {} or more. Silences under {} ms are bridged; sounds under {} ms are dropped, unless isolated, {} ms or longer, and mostly voiced",
        |n| {
            from(n[0], 0.01, |p| alone(300.0, &|_| Sound { speech: p as f32, ..sound(0.9, 0.0, true, -30.0) }));
            under(n[1], FRAME_MS, |ms| {
                spurts(&[(500.0, &quiet), (300.0, &talk), (ms, &quiet), (300.0, &talk), (500.0, &quiet)]).len() == 1
            });
            from(n[2], FRAME_MS, |ms| alone(ms, &|_| sound(0.9, 0.0, false, -30.0)));
            from(n[3], FRAME_MS, |ms| alone(ms, &talk));
            // Half of it is enough, less is not.
            flips(3.0, 2.0, |voiced| alone(60.0, &move |k| sound(0.9, 0.0, f64::from(k) < voiced, -30.0)));
        }
    ),
    norm!(
        Hearing,
        "The stages",
        "sound that is {} dB fainter than the party's talk and less than {} voiced is breath if nothing rises out of it, or if it lasts for {} ms or more before talk does",
        |n| {
            flips(n[0] - 0.1, n[0] + 0.1, |db| faint(db, 0));
            from((8.0 * n[1]).ceil(), 1.0, |voiced| faint(n[0] + 5.0, voiced as u32));
            // A shorter sound starts talk; of a longer one talk starts where the level rises.
            assert_eq!(begins_after(n[2] - 3.0 * FRAME_MS), 0);
            near(begins_after(n[2] + 20.0 * FRAME_MS) as f64, n[2] + 20.0 * FRAME_MS, 20.0);
            source::is(n[2], "activity/breath.rs", "BREATH", FRAME_MS);
        }
    ),
];

pub(crate) const MUSIC: &[Norm] = &[
    norm!(Hearing, "The stages", "more likely than speech, and which are {} dB above the noise, are music", |n| {
        let above = |db: f64| judged(-60.0 + db as f32, 0.1, 0.9);
        flips(n[0] + 0.05, n[0] - 0.05, |db| above(db).music);
        flips(n[0] + 0.05, n[0] - 0.05, |db| above(db).audible);
    }),
    norm!(Hearing, "The stages", "a sound under {} ms that turns into music within {} ms was its first note", |n| {
        // Free of suspicion, but too young.
        let after = |ms: f64, gap: f64| left(ms, 0.0, None, Some((gap, 1000.0)));
        under(n[0], FRAME_MS, |ms| !after(ms, 0.0));
        assert!(after(n[0] - FRAME_MS, n[1] + FRAME_MS), "music after {} ms", n[1]);
    }),
    norm!(
        Hearing,
        "The stages",
        "A longer one, up to {} s, that was never free of suspicion (mean probability of music {} or more, and at no time under {} over {} ms) was music if {} ms of music without a gap follow within {} s or came within {} s before",
        |n| {
            let tone = 2.0 * n[1] as f32;
            let followed = |ms: f64, tone: f32, gap: f64, music: f64| !left(ms, tone, None, Some((gap, music)));
            under(1000.0 * n[0], FRAME_MS, |ms| followed(ms, tone, 0.0, 1000.0));
            flips(n[1] + 0.002, n[1] - 0.002, |p| followed(1000.0, p as f32, 300.0, 1000.0));
            // At one time it was nearly certain that it was none.
            let calm = |p: f64| {
                let suspect = |k: u32| sound(0.9, if (60..90).contains(&k) { p as f32 } else { 0.5 }, true, -30.0);
                let runs: [Run<'_>; 4] = [(500.0, &quiet), (1000.0, &suspect), (1000.0, &music), (2000.0, &quiet)];
                spurts(&runs).is_empty()
            };
            flips(n[2] + 0.001, n[2] - 0.001, calm);
            source::is(n[3], "activity/music.rs", "CALM", FRAME_MS);
            from(n[4], FRAME_MS, |ms| followed(1000.0, tone, 300.0, ms));
            // Music is known once it has lasted.
            let latest = 1000.0 * n[5] - n[4];
            flips(latest - FRAME_MS, latest + 3.0 * FRAME_MS, |gap| followed(1000.0, tone, gap, 1000.0));
            flips(1000.0 * n[6] - FRAME_MS, 1000.0 * n[6] + 2.0 * FRAME_MS, |gap| {
                !left(1000.0, tone, Some((1000.0, gap)), None)
            });
        }
    ),
    norm!(Hearing, "The stages", "If music starts within {} ms after talk", |n| source::is(
        n[0],
        "activity/spurts.rs",
        "BRIDGE",
        FRAME_MS
    )),
    norm!(
        Hearing,
        "The stages",
        "so talk under it is extended backwards by up to {} ms. This waiting ends at the time limit of an event: {} a second after",
        |n| {
            // Talk that was sure under music that is heard on for a second.
            let under_music = |_: u32| Sound { speech: 0.9, ..music(0) };
            let runs: [Run<'_>; 4] = [(500.0, &music), (1000.0, &under_music), (500.0, &talk), (1000.0, &quiet)];
            assert_eq!(spurts(&runs)[0].0, 1500 - n[0] as i64);
            source::is(n[1], "session/pair.rs", "PATIENCE", 1e-3);
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "There is music on the channel: pieces up to {} s apart form one span, reported from {} s of music on",
        |n| {
            source::is(n[0], "health/sounds.rs", "MUSIC_NEAR", 1e-3);
            source::is(n[1], "health/sounds.rs", "MUSIC_LEAST", 1.0);
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "Signalling tones, see above; bursts of a kind up to {} s apart form one span",
        |n| {
            source::is(n[0], "health/sounds.rs", "SIGNAL_NEAR", 1e-3);
        }
    ),
    norm!(Hearing, "The stages", "A tone that returns on the other channel up to {} ms later is an echo", |n| {
        source::is(n[0], "session/tone_events.rs", "ECHO_MOST", 1.0);
    }),
    norm!(Hearing, "The stages", "smoothed envelope, with {} s of hangover, is within {} dB of that level", |n| {
        source::is(n[0], "signal/active_level.rs", "HANGOVER", 1.0 / 8000.0);
        source::is(n[1], "signal/active_level.rs", "MARGIN_DB", 1.0);
    }),
];

pub(crate) const TABLES: &[&[Norm]] = &[STAGES, MUSIC];

#[test]
fn hearing() {
    crate::norm::check_all(TABLES);
}
