//! Every frequency, cadence and tolerance.
//!
//! Sources:
//! - call-progress tones: ITU-T E.180 Supplement 2, "Various tones used in national networks", as tabled in Asterisk's
//!   `indications.conf` and Zaptel's `zonedata` (United Kingdom there after BT SIN 350); ITU-T E.180/Q.35; the North American
//!   limits also in IBM's voice response tables;
//! - special information tone: ITU-T E.180/Q.35 (950, 1400, 1800 Hz, each within 50 Hz; 330 ms within 70 ms; up to 30 ms
//!   between); its North American variants after AT&T and Bellcore (913.8 or 985.2, 1370.6 or 1428.5, 1776.7 Hz; 274 or
//!   380 ms) lie within;
//! - DTMF: ITU-T Q.23 (frequencies); after Q.24, digits of 40 ms and more, frequencies within 1.5 % are taken and from
//!   3.5 % on refused, the higher up to 8 dB above or 4 dB below the lower, as tabled in DTMF receivers (Asterisk, `SpanDSP`);
//! - fax: ITU-T T.30, CNG 1100 Hz within 38 Hz, 0.5 s within 15 %; CED 2100 Hz within 15 Hz, 2.6 to 4 s;
//! - modems: ITU-T V.25, calling tone 1300 Hz within 15 Hz, 0.5 to 0.7 s; answer tone 2100 Hz within 15 Hz, phase reversals
//!   every 450 ms; ITU-T V.8, the same with 20 % of modulation at 15 Hz; Bell 103 answer tone, 2225 Hz. Fax and modem
//!   figures as `SpanDSP` (`modem_connect_tones`) and RFC 2833 give them.
//!
//! France's congestion tone is not in the supplement; Asterisk's is used here. Telephone exchanges keep closer to their
//! figures than the tolerances here, which allow for two exchanges' clocks and for the measuring.

use super::burst::Burst;
use super::pitches::Pitches;
use crate::tone::{Tone, TonePlan};

/// A set of frequencies that means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signal {
    Dtmf,
    /// 350 + 440 Hz.
    PairDial,
    /// 440 + 480 Hz.
    PairRing,
    /// 480 + 620 Hz.
    PairBusy,
    /// 400 + 450 Hz.
    PairRingUk,
    /// 400, 425 or 440 Hz.
    Single400,
    Single425,
    Single440,
    /// Part 0, 1 or 2 of a special information tone.
    Information(u8),
    /// 1100 Hz.
    FaxCalls,
    /// 1300 Hz.
    ModemCalls,
    /// 2100 Hz.
    Answers,
    /// 2225 Hz.
    BellAnswers,
    /// Another frequency.
    Unknown,
    /// Two others: harmonics of a voice, or music.
    Chord,
}

const DTMF_LOW: [f32; 4] = [697.0, 770.0, 852.0, 941.0];
const DTMF_HIGH: [f32; 4] = [1209.0, 1336.0, 1477.0, 1633.0];
/// Between what must be taken and what must be refused.
const DTMF_TOLERANCE: f32 = 0.02;
/// Power of one over the other: 8 dB, and 1 dB for the measuring, either way round: lines differ.
const DTMF_TWIST: f32 = 7.94;
/// Shorter digits are refused.
const DTMF_LEAST_MS: f32 = 36.0;

/// Call-progress tones may be off by this much. 400, 425 and 440 Hz stay apart.
const TOLERANCE: f32 = 0.015;
const PAIRS: [([f32; 2], Signal); 4] = [
    ([350.0, 440.0], Signal::PairDial),
    ([440.0, 480.0], Signal::PairRing),
    ([480.0, 620.0], Signal::PairBusy),
    ([400.0, 450.0], Signal::PairRingUk),
];
/// Single tones: hertz, tolerance in hertz.
const SINGLES: [(f32, f32, Signal); 10] = [
    (400.0, 400.0 * TOLERANCE, Signal::Single400),
    (425.0, 425.0 * TOLERANCE, Signal::Single425),
    (440.0, 440.0 * TOLERANCE, Signal::Single440),
    (950.0, 50.0, Signal::Information(0)),
    (1400.0, 50.0, Signal::Information(1)),
    (1800.0, 50.0, Signal::Information(2)),
    (1100.0, 38.0, Signal::FaxCalls),
    (1300.0, 15.0, Signal::ModemCalls),
    (2100.0, 15.0, Signal::Answers),
    (2225.0, 15.0, Signal::BellAnswers),
];

/// A part of a special information tone lasts this long, ms.
pub(super) const INFORMATION_MS: std::ops::RangeInclusive<f32> = 230.0..=430.0;
/// Between two parts there is no more than this, ms: 30, and the measuring.
pub(super) const INFORMATION_GAP_MS: f32 = 60.0;
/// Unknown tones are reported from this length on.
const OTHER_LEAST_MS: f32 = 200.0;
/// And those of one frequency that a voice may have, from here on.
const OTHER_LEAST_LOW_MS: f32 = 300.0;
/// Below, they could be a voice's fundamental.
const OTHER_LEAST_HZ: f32 = 500.0;

/// What a set of frequencies is.
pub(super) fn signal(pitches: &Pitches) -> Signal {
    let [low, high] = pitches.hz;
    let near = |hz: f32, nominal: f32, share: f32| (hz - nominal).abs() <= nominal * share;
    if high == 0.0 {
        let known = SINGLES.iter().find(|(hz, within, _)| (low - hz).abs() <= *within);
        let unknown = if low >= OTHER_LEAST_HZ { Signal::Unknown } else { Signal::Chord };
        return known.map_or(unknown, |known| known.2);
    }
    let pair = PAIRS.iter().find(|([a, b], _)| near(low, *a, TOLERANCE) && near(high, *b, TOLERANCE));
    if let Some((_, pair)) = pair {
        return *pair;
    }
    let twisted = pitches.twist > DTMF_TWIST || pitches.twist < 1.0 / DTMF_TWIST;
    let key = DTMF_LOW.iter().any(|hz| near(low, *hz, DTMF_TOLERANCE))
        && DTMF_HIGH.iter().any(|hz| near(high, *hz, DTMF_TOLERANCE));
    if key && !twisted { Signal::Dtmf } else { Signal::Chord }
}

/// Whether a frequency is one of a key's.
pub(super) fn may_be_of_a_key(hz: f32) -> bool {
    DTMF_LOW.iter().chain(&DTMF_HIGH).any(|key| (hz - key).abs() <= key * DTMF_TOLERANCE)
}

impl Signal {
    /// Frames of the same frequencies that make a burst. What has no meaning has to be there for longer.
    pub(super) const fn enough(self) -> u32 {
        match self {
            Self::Dtmf | Self::PairDial | Self::PairRing | Self::PairBusy | Self::PairRingUk => 3,
            Self::Single400 | Self::Single425 | Self::Single440 => 4,
            Self::Unknown => 15,
            Self::Chord => u32::MAX,
            _ => 7,
        }
    }
}

/// When a tone sounds: on for so long, off for so long before or after, ms.
struct Cadence {
    signal: Signal,
    on: (f32, f32),
    /// `None`: no matter.
    off: Option<(f32, f32)>,
    tone: Tone,
    plan: Option<TonePlan>,
}

const fn row(signal: Signal, on: (f32, f32), off: Option<(f32, f32)>, tone: Tone, plan: Option<TonePlan>) -> Cadence {
    Cadence { signal, on, off, tone, plan }
}

const EVER: f32 = f32::INFINITY;
const NA: Option<TonePlan> = Some(TonePlan::NorthAmerica);
const UK: Option<TonePlan> = Some(TonePlan::UnitedKingdom);
const ITU: Option<TonePlan> = Some(TonePlan::Itu);
const FR: Option<TonePlan> = Some(TonePlan::France);
const JP: Option<TonePlan> = Some(TonePlan::Japan);

/// The first row that fits names the burst.
#[rustfmt::skip]
static CADENCES: [Cadence; 24] = [
    // North America and United Kingdom: continuous.
    row(Signal::PairDial, (80.0, EVER), None, Tone::Dial, None),
    // North America: 2 on, 4 off; 0.5 on, 0.5 off; 0.25 on, 0.25 off. The frequencies alone tell them from others.
    row(Signal::PairRing, (200.0, EVER), None, Tone::Ringback, NA),
    row(Signal::PairBusy, (150.0, 375.0), None, Tone::Congestion, NA),
    row(Signal::PairBusy, (375.0, EVER), None, Tone::Busy, NA),
    // United Kingdom: 0.4 on, 0.2 off, 0.4 on, 2 off.
    row(Signal::PairRingUk, (200.0, EVER), None, Tone::Ringback, UK),
    // 400 Hz. Continuous: dial tone in Japan, number unobtainable in the United Kingdom.
    row(Signal::Single400, (2500.0, EVER), None, Tone::Dial, None),
    // Japan: 1 on, 2 off.
    row(Signal::Single400, (670.0, 2500.0), None, Tone::Ringback, JP),
    // United Kingdom: 0.4 on, 0.35 off, 0.225 on, 0.525 off.
    row(Signal::Single400, (388.0, 420.0), Some((325.0, 362.0)), Tone::Congestion, UK),
    row(Signal::Single400, (388.0, 420.0), Some((500.0, 550.0)), Tone::Congestion, UK),
    row(Signal::Single400, (200.0, 250.0), Some((325.0, 375.0)), Tone::Congestion, UK),
    row(Signal::Single400, (200.0, 250.0), Some((500.0, 550.0)), Tone::Congestion, UK),
    // United Kingdom: 0.375 on, 0.375 off.
    row(Signal::Single400, (340.0, 412.0), Some((340.0, 412.0)), Tone::Busy, UK),
    // Japan: 0.5 on, 0.5 off; its congestion tone is the same.
    row(Signal::Single400, (450.0, 550.0), Some((450.0, 550.0)), Tone::Busy, JP),
    // ITU, Germany: continuous; 1 on, 4 off; 0.5 (0.48) on and off; 0.25 (0.24, 0.2) on and off.
    row(Signal::Single425, (2500.0, EVER), None, Tone::Dial, ITU),
    row(Signal::Single425, (670.0, 2500.0), None, Tone::Ringback, ITU),
    row(Signal::Single425, (275.0, 660.0), Some((275.0, 660.0)), Tone::Busy, ITU),
    row(Signal::Single425, (140.0, 275.0), Some((140.0, 275.0)), Tone::Congestion, ITU),
    // France: continuous; 1.5 on, 3.5 off; 0.5 on, 0.5 off; 0.25 on, 0.25 off.
    row(Signal::Single440, (2500.0, EVER), None, Tone::Dial, FR),
    row(Signal::Single440, (670.0, 2500.0), None, Tone::Ringback, FR),
    row(Signal::Single440, (450.0, 550.0), Some((450.0, 550.0)), Tone::Busy, FR),
    row(Signal::Single440, (200.0, 300.0), Some((200.0, 300.0)), Tone::Congestion, FR),
    // Fax calls; modem calls; Bell modem answers.
    row(Signal::FaxCalls, (420.0, 580.0), None, Tone::Fax, None),
    row(Signal::ModemCalls, (450.0, 750.0), None, Tone::Modem, None),
    row(Signal::BellAnswers, (300.0, EVER), None, Tone::Modem, None),
];
/// An answer tone is reported from this length on.
const ANSWER_LEAST_MS: f32 = 500.0;

/// What a burst is, with the silences before and after it, ms; `None` if it is nothing to tell of.
pub(super) fn name(burst: &Burst, off: [Option<f32>; 2]) -> Option<(Tone, Option<TonePlan>)> {
    let on = burst.millis();
    if burst.signal == Signal::Dtmf {
        return (on >= DTMF_LEAST_MS).then_some((Tone::Dtmf, None));
    }
    if burst.signal == Signal::Answers && on >= ANSWER_LEAST_MS {
        let modem = burst.reversals > 0 || burst.wavers();
        return Some((if modem { Tone::Modem } else { Tone::Fax }, None));
    }
    let silent = |(least, most): (f32, f32)| off.iter().flatten().any(|ms| (least..=most).contains(ms));
    let named = CADENCES
        .iter()
        .find(|row| row.signal == burst.signal && (row.on.0..row.on.1).contains(&on) && row.off.is_none_or(silent));
    if let Some(row) = named {
        return Some((row.tone, row.plan));
    }
    let low = matches!(burst.signal, Signal::Single400 | Signal::Single425 | Signal::Single440);
    (on >= if low { OTHER_LEAST_LOW_MS } else { OTHER_LEAST_MS }).then_some((Tone::Other, None))
}

/// Whether the silence after a burst may say what it was.
pub(super) fn waits(burst: &Burst) -> bool {
    CADENCES.iter().any(|row| row.signal == burst.signal && row.off.is_some()) && burst.millis() < 670.0
}
