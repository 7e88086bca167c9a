//! The voice: pitch, endings, syllables; how two channels lie; a mix with turns; who is who.

use listening_core::internals::{EarFrame, SpeechJudge, Talk};
use listening_core::{Contour, Terminal};

use crate::norm::{Norm, from, near, norm};
use crate::source::{self, constant};

const FRAME_MS: f64 = 10.0;
/// Lines of the spectrum are so far apart.
const LINE_HZ: f64 = 8000.0 / 256.0;

/// Whether pitch is looked for in a frame of that probability of speech.
fn looked_for(speech: f64) -> bool {
    let mut judge = SpeechJudge::default();
    let frame = EarFrame { level: -70.0, speech: speech as f32, ..EarFrame::default() };
    let found = (0..40).find_map(|_| judge.push(&frame, f32::INFINITY, -60.0));
    // Without its own probability the evidence of such a frame speaks for none.
    found.expect("every frame is judged").talk == Talk::Yes
}

fn contour(movement: f64) -> Contour {
    Terminal { slope: 0.0, movement: movement as f32, end: 0.0 }.contour()
}

pub(crate) const PITCH: &[Norm] = &[
    norm!(
        Methods,
        "Voice",
        "**Pitch** ({} to {} Hz) is tracked where there is or may be talk (probability of speech {} and more, and {} ms after)",
        |n| {
            near(n[0], 8000.0 / constant("voice/pitch/correlation.rs", "LONGEST", 0), 0.5);
            near(n[1], 8000.0 / constant("voice/pitch/correlation.rs", "SHORTEST", 0), 1e-9);
            from(n[2], 0.001, |speech| looked_for(speech + 1e-6));
            source::is(n[3], "channel/verdict.rs", "LINGERS", FRAME_MS);
        }
    ),
    norm!(Methods, "Voice", "Every {} ms a Hann window of {} ms is used. Three times the channel's mean noise", |n| {
        source::is(n[0], "signal/spectrum.rs", "FRAME", 1.0 / 8.0);
        source::is(n[1], "voice/pitch/correlation.rs", "WINDOW", 1.0 / 8.0);
        assert_eq!(constant("voice/pitch/correlation.rs", "OVER", 0), 3.0);
    }),
    norm!(Methods, "Voice", "down to {} of the original", |n| source::is(
        n[0],
        "voice/pitch/correlation.rs",
        "KEEP",
        1.0
    )),
    norm!(
        Methods,
        "Voice",
        "RAPT, Talkin 1995: {} for a change of voicing, {} per octave for a jump) is reported {} ms late, among candidates from {} of the 10th to {} of the 90th percentile of the speaker's pitch so far (from {} certainly voiced frames on, at {};",
        |n| {
            source::is(n[0], "voice/pitch/track.rs", "CHANGE", 1.0);
            source::is(n[1], "voice/pitch/track.rs", "LEAP", 1.0);
            let lag = constant("voice/pitch/track.rs", "LAG", 0) + constant("voice/pitch/mod.rs", "AROUND", 0);
            near(n[2], lag * FRAME_MS, 1e-9);
            near(n[3], (-constant("voice/pitch/range.rs", "BELOW", 0)).exp2(), 0.002);
            near(n[4], constant("voice/pitch/range.rs", "ABOVE", 0).exp2(), 0.002);
            source::is(n[5], "voice/pitch/range.rs", "ENOUGH", 1.0);
            source::is(n[6], "voice/pitch/mod.rs", "SURE", 1.0);
        }
    ),
    norm!(Methods, "Voice", "row k of the frames is k * {} s, and its window extends {} ms to either side", |n| {
        source::is(n[0], "signal/spectrum.rs", "FRAME", 1.0 / 8000.0);
        source::is(n[1], "voice/pitch/correlation.rs", "WINDOW", 1.0 / 16.0);
    }),
    norm!(Methods, "Voice", "(a peak of {} in the autocorrelation of the amplitude spectrum", |n| source::is(
        n[0],
        "voice/pitch/glance.rs",
        "VOICED",
        1.0
    )),
];

pub(crate) const ENDINGS: &[Norm] = &[
    norm!(
        Methods,
        "Voice",
        "the Theil-Sen slope over the last {} ms up to the last certainly voiced frame; a rise or fall is {} semitones or more over that stretch. Its final height compares the middle one of the last {} voiced frames",
        |n| {
            source::is(n[0], "voice/contour.rs", "STRETCH", FRAME_MS);
            from(n[1], 0.001, |up| contour(up) == Contour::Rise);
            from(n[1], 0.001, |down| contour(-down) == Contour::Fall);
            source::is(n[2], "voice/contour.rs", "END", 1.0);
        }
    ),
    norm!(Methods, "Voice", "the level falls from {} dB below its last loudest to {} dB below it within {} ms", |n| {
        source::is(n[0], "voice/contour.rs", "ON_DB", 1.0);
        source::is(n[1], "voice/contour.rs", "OVER_DB", 1.0);
        source::is(n[2], "voice/contour.rs", "ABRUPT", FRAME_MS);
    }),
    norm!(Methods, "Voice", "(their geometric mean, from {} on)", |n| source::is(n[0], "voice/norm.rs", "RHYMES", 1.0)),
    norm!(Methods, "Voice", "until the {} to {} Hz level is {} dB below the nucleus", |n| {
        near(n[0], constant("activity/ear.rs", "VOWELS", 0) * LINE_HZ, LINE_HZ);
        near(n[1], (constant("activity/ear.rs", "VOWELS", 1) - 1.0) * LINE_HZ, LINE_HZ);
        source::is(n[2], "voice/pace.rs", "RHYME_DB", 1.0);
    }),
    norm!(Methods, "Voice", "For a talkspurt longer than {} s, the last {} to {} s are used", |n| {
        source::is(n[0], "voice/spurt.rs", "KEPT", 0.01);
        // A quarter is dropped when it is full.
        near(n[1], 0.75 * n[0], 1e-9);
        near(n[2], n[0], 1e-9);
        crate::source::documents("voice/spurt.rs", "let drop = KEPT / 4;");
    }),
    norm!(
        Methods,
        "Voice",
        "the level of {} to {} Hz per frame of {} ms, smoothed over {} frames (weights 1 4 6 4 1)",
        |n| {
            near(n[0], constant("activity/ear.rs", "VOWELS", 0) * LINE_HZ, LINE_HZ);
            near(n[1], (constant("activity/ear.rs", "VOWELS", 1) - 1.0) * LINE_HZ, LINE_HZ);
            source::is(n[2], "signal/spectrum.rs", "FRAME", 1.0 / 8.0);
            near(n[3], 2.0 * constant("voice/pace.rs", "HALF", 0) + 1.0, 0.0);
            for (k, weight) in [1.0, 4.0, 6.0, 4.0, 1.0].into_iter().enumerate() {
                near(constant("voice/pace.rs", "WEIGHTS", 2 * k), weight, 0.0);
            }
        }
    ),
    norm!(
        Methods,
        "Voice",
        "a peak that is {} dB or more above the dips on both sides and no more than {} dB below",
        |n| {
            source::is(n[0], "voice/pace.rs", "PROMINENCE_DB", 1.0);
            source::is(n[1], "voice/pace.rs", "RANGE_DB", 1.0);
        }
    ),
    norm!(Methods, "Voice", "P.56 counts {} ms after speech as active", |n| source::is(
        n[0],
        "signal/active_level.rs",
        "HANGOVER",
        1.0 / 8.0
    )),
];

pub(crate) const ALIGNMENT: &[Norm] = &[
    norm!(Hearing, "Findings about a channel", "how likely each lag from {} to {} s is (steps of {} ms;", |n| {
        source::is(n[2], "alignment/tables.rs", "STEP_MS", 1.0);
        source::is(n[1], "alignment/tables.rs", "FARTHEST", n[2] / 1000.0);
        near(n[0], -n[1], 0.0);
    }),
    norm!(
        Hearing,
        "Findings about a channel",
        "(blocks of {} s, longer in calls of over an hour; the change costs {} nats",
        |n| {
            source::is(n[0], "alignment/likelihood.rs", "BLOCK_S", 1.0);
            // So many blocks are an hour.
            near(n[0] * constant("alignment/likelihood.rs", "BLOCKS", 0), 3600.0, 1e-9);
            source::is(n[1], "alignment/parts.rs", "CHANGE", 1.0);
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "if its lag is over {} s and more likely by {} nats than any lag within {} s of zero (up to {} more for lags from {} down to {} s",
        |n| {
            source::is(n[0], "alignment/parts.rs", "NEAR", 0.05);
            source::is(n[1], "alignment/mod.rs", "SURE", 1.0);
            source::is(n[2], "alignment/parts.rs", "NEAR", 0.05);
            source::is(n[3], "alignment/mod.rs", "MORE", 1.0);
            source::is(n[4], "alignment/mod.rs", "LARGE", 0.05);
            source::is(n[5], "alignment/mod.rs", "SMALL", 0.05);
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "Lags over {} s are not reported, nor anything in calls of more than {} days",
        |n| {
            near(
                n[0],
                (constant("alignment/tables.rs", "FARTHEST", 0) - constant("alignment/mod.rs", "MARGIN", 0)) * 0.05,
                1e-9,
            );
            source::is(n[1], "alignment/mod.rs", "LONGEST", 1.0 / 86_400_000.0);
        }
    ),
    norm!(Hearing, "Findings about a channel", "The lag grows steadily over a call of {} minutes or more", |n| {
        source::is(n[0], "alignment/drift.rs", "SHORTEST_S", 1.0 / 60.0);
    }),
    norm!(
        Hearing,
        "Findings about a channel",
        "The most likely steady change of lag, up to {} s in total, is more likely than none by {} nats",
        |n| {
            source::is(n[0], "alignment/drift.rs", "MOST", 0.05);
            source::is(n[1], "alignment/mod.rs", "SURE_OF_DRIFT", 1.0);
        }
    ),
];

pub(crate) const TURNS: &[Norm] = &[
    norm!(
        Methods,
        "A mix with turns",
        "offset again and again, from {} s late to {} s early. The offset is the highest peak of their correlogram (Perkel, Gerstein & Moore 1967), if it is {} standard",
        |n| {
            source::is(n[0], "session/mix/padding.rs", "LATE", -1e-6);
            source::is(n[1], "session/mix/padding.rs", "EARLY", 1e-6);
            source::is(n[2], "session/mix/padding.rs", "STANDS_OUT", 1.0);
        }
    ),
    norm!(Methods, "A mix with turns", "in each {} ms (one party", |n| source::is(
        n[0],
        "signal/spectrum.rs",
        "FRAME",
        1.0 / 8.0
    )),
    norm!(Methods, "A mix with turns", "at both ends of a turn, within {} s, talk is likely", |n| source::is(
        n[0],
        "session/mix/gate.rs",
        "EDGE_FRAMES",
        0.01
    )),
    norm!(Methods, "A mix with turns", "half of it (the first {} s, the last {} s) is shared", |n| {
        source::is(n[0], "session/parts.rs", "BEGINS", 1e-3);
        source::is(n[1], "session/parts.rs", "ENDS", 1e-3);
    }),
    norm!(
        Hearing,
        "Findings about a channel",
        "In a mix with turns: talk {} a second or more outside all turns, {} s or more in total and {} of all talk. Stretches up to {} s apart",
        |n| {
            source::is(n[0], "session/mix/agreement.rs", "SLACK", 1e-3);
            source::is(n[1], "session/mix/agreement.rs", "LEAST", 1e-3);
            source::is(n[2], "session/mix/agreement.rs", "LEAST_SHARE", 1.0);
            source::is(n[3], "session/mix/agreement.rs", "NEAR", 1e-3);
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "no more than {} is talk of their party, {} s or more in total and {} of the time",
        |n| {
            source::is(n[0], "session/mix/agreement.rs", "HEARD", 1.0);
            source::is(n[1], "session/mix/agreement.rs", "LEAST", 1e-3);
            source::is(n[2], "session/mix/agreement.rs", "LEAST_SHARE", 1.0);
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "talk is heard until {} s or more after the last turn, {} s or more of it",
        |n| {
            source::is(n[0], "session/mix/agreement.rs", "ON", 1e-3);
            source::is(n[1], "session/mix/agreement.rs", "LEAST", 1e-3);
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "In {} seconds with sound, {} or more, samples two apart correlate by {} or more and neighbours by at most {} of that",
        |n| {
            source::is(n[0], "health/interleaved.rs", "MOST_OF_THEM", 1.0);
            source::is(n[1], "health/interleaved.rs", "LEAST", 1.0);
            source::is(n[2], "health/interleaved.rs", "APART", 1.0);
            source::is(n[3], "health/interleaved.rs", "NEIGHBOURS", 1.0);
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "(\"thank you for calling\", \"how can I help you\", \"this call may be recorded\") in the first {} s of a party's words, not followed by a farewell within {} words",
        |n| {
            source::is(n[0], "floor/words/said.rs", "OPENING", 1e-3);
            source::is(n[1], "floor/words/said.rs", "FAREWELL", 1.0);
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "With audio: music of {} s or more, while nobody talks and after the call has begun, on one channel and at most {} of it",
        |n| {
            source::is(n[0], "roles.rs", "MUSIC", 1e-3);
            near(n[1], 1.0 / constant("roles.rs", "OTHERS", 0), 1e-9);
        }
    ),
    norm!(Hearing, "Findings about a channel", "and who speaks first for {} s or more without the other", |n| {
        source::is(n[0], "roles.rs", "GREETING", 1e-3);
    }),
];

pub(crate) const TABLES: &[&[Norm]] = &[PITCH, ENDINGS, ALIGNMENT, TURNS];

#[test]
fn voice() {
    crate::norm::check_all(TABLES);
}
