//! Findings about a channel.

use listening_core::HealthCode;

use crate::frames::{
    alike, clipped, creeping, dead, dropouts, found, frame, gain_step, muted, offset, shorter, spans_of_losses,
};
use crate::norm::{Norm, flips, from, near, norm, up_to};
use crate::source::{self, constant};

pub(crate) const LEVELS: &[Norm] = &[
    norm!(Hearing, "Findings about a channel", "\"Talk\" is a frame with a probability of speech of {} or more", |n| {
        from(n[0], 0.01, |speech| !clipped(0.01, speech as f32, |_| true).is_empty());
    }),
    norm!(Hearing, "Findings about a channel", "after {} of a code on a channel the last one is extended", |n| {
        // Every seventh second.
        let many = |count: f64| clipped(0.01, 0.9, |s| (s as u32).is_multiple_of(7) && s < 7.0 * count).len() as f64;
        assert_eq!(many(3.0), 3.0);
        near(n[0], constant("health/spans.rs", "MOST", 0), 0.0);
    }),
    norm!(
        Hearing,
        "Findings about a channel",
        "The channel's mean level is under {} dBov: the whole call. Or a part of {} s or more whose seconds are all under {} dBov",
        |n| {
            let whole = |level: f64| !found(10.0, HealthCode::Silent, |_| frame(level, 0.0)).is_empty();
            flips(n[0] - 0.1, n[0] + 0.1, whole);
            from(n[1], 1.0, |seconds| !dead(seconds, n[0] - 15.0, -50.0).is_empty());
            flips(n[2] - 0.1, n[2] + 0.1, |level| !dead(40.0, level, -50.0).is_empty());
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "and {} dB or more below the usual level of the channel's pauses (the {}th percentile of its frames without talk, outside such parts), if that is above {} dBov",
        |n| {
            // The usual level is known to 1 dB.
            let noise = n[2] + 3.5;
            flips(noise - n[0] - 0.6, noise - n[0] + 0.6, |level| !dead(40.0, level, noise).is_empty());
            flips(n[2] + 1.0, n[2] - 1.0, |noise| !dead(40.0, n[2] - 20.0, noise).is_empty());
            // So much of the noise is quiet.
            let quiet = |share: f64| {
                let made = |s: f64| match s {
                    s if s >= 60.0 => frame(-82.0, 0.0),
                    s if s % 1.0 < share => frame(-77.5, 0.0),
                    _ => frame(-50.0, 0.0),
                };
                found(100.0, HealthCode::Silent, made).is_empty()
            };
            flips((n[1] + 2.0) / 100.0, (n[1] - 2.0) / 100.0, quiet);
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "Seconds in which {} % of the talk's samples are at {} of full scale or more",
        |n| {
            from(n[0] / 100.0, 0.0002, |share| !clipped(share, 0.9, |_| true).is_empty());
            near(n[1], constant("signal/mod.rs", "CLIP", 0), 1e-9);
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "Seconds up to {} s apart form one span. Value: the share in the span",
        |n| {
            up_to(n[0], 1.0, |apart| {
                clipped(0.01, 0.9, |s| s < 1.0 || (s >= 1.0 + apart && s < 2.0 + apart)).len() == 1
            });
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "by nearly {} % of full scale ({} %) for {} s or more, and by {} % on average",
        |n| {
            let (most, least) = (n[0] / 100.0, n[1] / 100.0);
            assert_eq!(n[0], n[3]);
            from(n[2], 1.0, |seconds| !offset(seconds, |_| 1.2 * most).is_empty());
            from(most, 0.0001, |mean| !offset(5.0, |_| mean + 1e-6).is_empty());
            // A weaker second among stronger ones does not end it, down to the least.
            from(least, 0.0001, |weak| {
                !offset(5.0, |s| if (12.0..13.0).contains(&s) { weak + 1e-6 } else { 1.5 * most }).is_empty()
            });
        }
    ),
];

pub(crate) const LOSSES: &[Norm] = &[
    norm!(Hearing, "Findings about a channel", "filled with zeros: {} ms to {} s of digital silence", |n| {
        // Silences of 10 ms are found five at a time: they are reported from 40 ms on.
        let five = [10.0, 11.0, 12.0, 13.0, 14.0];
        from(n[0] * 8.0, 1.0, |samples| !dropouts(samples as u64, -26.0, &five).is_empty());
        up_to(n[1] * 8000.0, 1.0, |samples| !dropouts(samples as u64, -26.0, &[10.0]).is_empty());
    }),
    norm!(
        Hearing,
        "Findings about a channel",
        "after it that is no more than {} dB below the party's usual talk",
        |n| {
            flips(-26.0 - n[0] + 0.3, -26.0 - n[0] - 0.3, |edge| !dropouts(480, edge, &[50.0]).is_empty());
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "Losses up to {} s apart form one span, reported from {} ms of silence on. Value: share of the span",
        |n| {
            up_to(n[0], 0.05, |apart| dropouts(800, -26.0, &[10.0, 10.1 + apart]).len() == 1);
            from(n[1] / 10.0, 1.0, |tens| !dropouts(tens as u64 * 80, -26.0, &[10.0]).is_empty());
        }
    ),
    norm!(Hearing, "Findings about a channel", "Restarts up to {} s apart form one finding", |n| source::is(
        n[0],
        "channel/mod.rs",
        "RESTARTS_NEAR",
        1e-3
    )),
    norm!(Hearing, "Findings about a channel", "The party talks for {} s or more while its microphone is muted", |n| {
        from(n[0], 0.001, muted);
    }),
    norm!(Hearing, "Findings about a channel", "Losses up to {} s apart form one span. Value: the seconds lost", |n| {
        up_to(n[0], 0.01, |apart| spans_of_losses(apart) == 1);
    }),
    norm!(Hearing, "Findings about a channel", "at full level for {} ms and fading to nothing by {} ms", |n| {
        source::is(n[0], "pcm/conceal.rs", "FULL_MS", 1.0);
        source::is(n[1], "pcm/conceal.rs", "FADED_MS", 1.0);
    }),
    norm!(Hearing, "Findings about a channel", "followed by faint noise ({} dBov)", |n| {
        // Uniform noise of that largest value.
        near(n[0], 20.0 * (constant("pcm/conceal.rs", "FAINT", 0) / 3.0_f64.sqrt()).log10(), 0.5);
    }),
    norm!(
        Hearing,
        "Findings about a channel",
        "more than {} s of digital silence, exact to the sample, on a line that otherwise carries noise (up to {} s it may be",
        |n| {
            source::is(n[0], "health/holes.rs", "LONGEST_DROPOUT", 1.0 / 8000.0);
            source::is(n[1], "health/holes.rs", "LONGEST_DROPOUT", 1.0 / 8000.0);
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "sound that is not talk, later than {} s after talk, for {} s in total",
        |n| {
            source::is(n[0], "health/holes.rs", "CLOSED", 0.01);
            source::is(n[1], "health/holes.rs", "PROOF", 0.01);
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "silent for more than {} s before it was known, or for {} to {} s more than {}",
        |n| {
            source::is(n[0], "health/holes.rs", "LONGEST_DROPOUT", 1.0 / 8000.0);
            source::is(n[1], "health/holes.rs", "PAUSE", 1.0 / 8000.0);
            source::is(n[2], "health/holes.rs", "LONGEST_DROPOUT", 1.0 / 8000.0);
            source::is(n[3], "health/holes.rs", "PAUSES", 1.0);
        }
    ),
    norm!(Hearing, "Findings about a channel", "(a line that ends is normal; from {} s on it is `silent`)", |n| {
        source::is(n[0], "health/silent.rs", "SHORTEST", 1e-3);
    }),
    norm!(Hearing, "Findings about a channel", "Two recordings of one call differ in length by more than {} s", |n| {
        flips(n[0] + 0.001, n[0], shorter);
    }),
];

pub(crate) const GAIN: &[Norm] = &[
    norm!(Hearing, "Findings about a channel", "the {} s before and the {} s after are compared", |n| {
        source::is(n[0], "health/gain.rs", "SIDE", 1.0);
        source::is(n[1], "health/gain.rs", "SIDE", 1.0);
    }),
    norm!(
        Hearing,
        "Findings about a channel",
        "the median level of talk must both change by {} dB or more, in the same direction, by amounts within {} dB of each other, and {} seconds",
        |n| {
            let steps = |noise: f64, talk: f64| !gain_step(noise, talk, [40, 30]).is_empty();
            flips(n[0] + 0.1, n[0] - 0.1, |db| steps(db, db));
            flips(n[1] - 0.6, n[1] + 0.6, |apart| steps(n[0] + 4.0 + apart, n[0] + 4.0));
            near(1.0 - n[2], constant("health/gain.rs", "MISFITS", 0), 1e-9);
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "street noise leaves the voice unchanged. Five seconds with noise and {} with talk are needed on each side",
        |n| {
            near(n[0], constant("health/gain.rs", "TALK_SECONDS", 0), 1e-9);
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "in pauses of {} s or more, the noise (the 20th percentile of the frames) is compared between {} to {} s after talk and the {} second that ends {} s before",
        |n| {
            from(n[0], 0.011, |length| creeping(20, length, 8.0, 8.0, 10));
            let head = [0, 1].map(|k| constant("health/agc.rs", "HEAD", k) / 100.0);
            near(n[1], head[0], 1e-9);
            near(n[2], head[1], 1e-9);
            near(n[3], head[1] - head[0], 1e-9);
            near(n[4], constant("health/agc.rs", "BREATH", 0) / 100.0, 1e-9);
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "In at least {} pauses, and {} of all, it must rise by {} dB or more and be followed by a pause that starts {} dB or more lower",
        |n| {
            // A pause counts once the next one is known.
            from(n[0] + 1.0, 1.0, |pauses| creeping(pauses as u32, 3.0, 10.0, 10.0, 10));
            near(n[1], constant("health/agc.rs", "MOST", 0), 1e-9);
            flips(n[2] + 0.3, n[2] - 0.7, |rise| creeping(20, 3.0, rise, 10.0, 10));
            near(n[3], constant("health/agc.rs", "DROP_DB", 0), 1e-9);
        }
    ),
];

pub(crate) const PAIR: &[Norm] = &[
    norm!(
        Hearing,
        "Findings about a channel",
        "that are not both zero are compared; {} % are equal, for {} s or more of which {} contain sound",
        |n| {
            from(n[0] / 100.0, 0.01, |share| alike(share, 8.0));
            from(n[1], 1.0, |seconds| alike(1.0, seconds));
            source::is(n[2], "health/duplicated.rs", "DOUBLED", 1.0);
        }
    ),
    norm!(
        Hearing,
        "Findings about a channel",
        "their samples correlate by {} in each second, neither is {} dB louder, for {} s or more of which {} contain talk; or one is a copy of the other less than {} ms later",
        |n| {
            source::is(n[0], "health/alike.rs", "CORRELATION", 1.0);
            source::is(n[1], "health/alike.rs", "APART_DB", 1.0);
            source::is(n[2], "health/alike.rs", "SHORTEST", 1e-3);
            source::is(n[3], "health/alike.rs", "TALKING", 1.0);
            source::is(n[4], "health/leak_findings.rs", "ROUND_TRIP", 1.0);
        }
    ),
];

pub(crate) const TABLES: &[&[Norm]] = &[LEVELS, LOSSES, GAIN, PAIR];

#[test]
fn health() {
    crate::norm::check_all(TABLES);
}
