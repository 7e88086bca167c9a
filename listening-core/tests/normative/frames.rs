//! Channels of frames with just the facts that a finding rests on.

use listening_core::internals::{EarFrame, Watch};
use listening_core::{Config, Health, HealthCode, MarkKind, Party, Report, Session, Time};

use crate::made::{Agent, Customer, floor};

const FULL: f64 = 80.0;

/// A frame of that level and probability of speech.
pub(crate) fn frame(dbov: f64, speech: f32) -> EarFrame {
    let mut frame = EarFrame { speech, level: dbov as f32, ..EarFrame::default() };
    frame.block.energy = 10_f64.powf(dbov / 10.0) as f32;
    frame
}

/// Digital silence.
fn still() -> EarFrame {
    let mut frame = frame(-100.0, 0.0);
    (frame.block.energy, frame.block.lead, frame.block.tail) = (0.0, FULL as u8, FULL as u8);
    frame
}

/// What is found on a channel of so many frames.
fn watched(seconds: f64, make: impl Fn(f64) -> EarFrame) -> Vec<Health> {
    let (mut watch, frames) = (Watch::default(), (seconds * 100.0).round() as u64);
    (0..frames).for_each(|k| watch.push(&make(k as f64 / 100.0), false));
    watch.findings(Time::from_frame(frames), true)
}

pub(crate) fn found(seconds: f64, code: HealthCode, make: impl Fn(f64) -> EarFrame) -> Vec<Health> {
    let mut all = watched(seconds, make);
    all.retain(|health| health.code == code);
    all
}

/// Talk for half of the time, and else noise of that level.
fn talking(s: f64, noise: f64) -> EarFrame {
    if s % 4.0 < 2.0 { frame(-26.0, 0.9) } else { frame(noise, 0.0) }
}

/// A line that is dead for so long, at such a level, and carries that noise before it.
pub(crate) fn dead(seconds: f64, level: f64, noise: f64) -> Vec<Health> {
    found(60.0 + seconds, HealthCode::Silent, |s| if s < 60.0 { talking(s, noise) } else { frame(level, 0.0) })
}

/// Talk at -20 dBov of which so many samples in 10,000 are clipped, in the seconds that `clips`.
pub(crate) fn clipped(share: f64, speech: f32, clips: impl Fn(f64) -> bool) -> Vec<Health> {
    found(60.0, HealthCode::Clipping, |s| {
        let mut frame = frame(-20.0, speech);
        // One sample in a few frames of each second.
        let many = (share * FULL * 100.0).round() as u64;
        let at = (s.fract() * 100.0).round() as u64;
        frame.block.clipped = u8::from(clips(s) && at < many);
        frame
    })
}

/// A mean that is off by so much for so long.
pub(crate) fn offset(seconds: f64, mean: impl Fn(f64) -> f64) -> Vec<Health> {
    found(30.0, HealthCode::DcOffset, |s| {
        let mut frame = talking(s, -60.0);
        frame.block.mean = if (10.0..10.0 + seconds).contains(&s) { mean(s) as f32 } else { 0.0 };
        frame
    })
}

/// Talk with digital silences of so many samples at these moments; `edge` is the level of what surrounds them.
pub(crate) fn dropouts(samples: u64, edge: f64, at: &[f64]) -> Vec<Health> {
    found(60.0, HealthCode::Dropouts, |s| {
        let frames = (samples / 80) as f64 / 100.0;
        let mut sound = frame(-26.0, 0.9);
        for from in at {
            if (*from - 0.005..from + frames - 0.005).contains(&s) {
                return still();
            }
            if (from - 0.095..from + frames + 0.095).contains(&s) {
                sound = frame(edge, 0.9);
            }
            if (s - from - frames).abs() < 0.005 {
                sound.block.lead = (samples % 80) as u8;
            }
        }
        sound
    })
}

/// The gain falls by so many dB for the noise and for the talk at 40 s, with so many seconds of each on each side.
pub(crate) fn gain_step(noise: f64, talk: f64, seconds: [u32; 2]) -> Vec<Health> {
    found(80.0, HealthCode::GainStep, |s| {
        let (by, from) = if s < 40.0 { ([0.0, 0.0], s) } else { ([noise, talk], s - 40.0) };
        // Talk for half of some seconds; noise in others.
        let (second, part) = (from as u32, from.fract());
        if part < 0.5 && second % 6 != 5 && second < 6 * seconds[1] / 5 {
            frame(-26.0 - by[1], 0.9)
        } else if second < seconds[0] {
            frame(-50.0 - by[0], 0.0)
        } else {
            still()
        }
    })
}

/// Talk with pauses of so many seconds, of which in each `rise` dB of noise come up; `of` of 10 do so.
pub(crate) fn creeping(pauses: u32, length: f64, rise: f64, drop: f64, of: u32) -> bool {
    let period = 2.0 + length;
    let all = found(f64::from(pauses + 1) * period, HealthCode::Agc, |s| {
        let (k, in_period) = ((s / period) as u32, s % period);
        if in_period < 2.0 {
            return frame(-26.0, 0.9);
        }
        let creeps = k % 10 < of;
        let late = in_period - 2.0 > length / 2.0;
        let from = if creeps { -40.0 - drop } else { -40.0 };
        frame(if creeps && late { from + rise } else { from }, 0.0)
    });
    !all.is_empty()
}

/// Two channels of noise of which so large a share of the sample pairs is equal in the first `doubled` seconds.
pub(crate) fn alike(share: f64, doubled: f64) -> bool {
    let (left, other) = (crate::sound::noise(9.0, -30.0, 1), crate::sound::noise(9.0, -30.0, 2));
    let pair = |(k, (&left, &other)): (usize, (&f32, &f32))| {
        let equal = (k as f64) < doubled * 8000.0 && (k % 1000) as f64 <= share * 1000.0 - 0.5;
        [left, if equal { left } else { other }]
    };
    let samples: Vec<f32> = left.iter().zip(&other).enumerate().flat_map(pair).collect();
    has(&session(&samples), Agent, HealthCode::Duplicated)
}

fn session(samples: &[f32]) -> Report {
    let mut session = Session::new(Config::default()).unwrap();
    session.push_interleaved(samples).unwrap();
    session.finish()
}

fn has(report: &Report, party: Party, code: HealthCode) -> bool {
    report.parties[party].health.iter().any(|health| health.code == code)
}

/// A recording that is said to be shorter by so much.
pub(crate) fn shorter(by: f64) -> bool {
    let mut session = Session::new(Config::default()).unwrap();
    session.push_interleaved(&vec![0_i16; 16_000]).unwrap();
    session.note_shorter(Agent, by);
    has(&session.finish(), Agent, HealthCode::UnequalLengths)
}

/// Packets of the agent's that were lost so far apart: in how many spans.
pub(crate) fn spans_of_losses(apart: f64) -> usize {
    let mut session = Session::new(Config::default()).unwrap();
    for samples in [8000, (apart * 8000.0) as usize, 8000] {
        session.push_interleaved(&vec![0_i16; 2 * samples]).unwrap();
        session.push_lost(160, Agent);
        session.push_interleaved(&[0_i16; 320]).unwrap();
    }
    session.finish().parties.agent.health.iter().filter(|health| health.code == HealthCode::LostAudio).count()
}

/// The agent talks for so long while it is muted.
pub(crate) fn muted(seconds: f64) -> bool {
    let mut floor = floor(&[(Agent, 0.0, 9.0), (Customer, 9.4, 15.0)]);
    floor.push_mark(MarkKind::Mute, 4.0, Some(4.0 + seconds), Some(Agent), None).unwrap();
    has(&floor.finish(None).unwrap(), Agent, HealthCode::MutedSpeech)
}
